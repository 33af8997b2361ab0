"""Edition → Copy: what fits into one message, whole sentences or none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import ENGLISH, Words
from bot.messages.editions.copies import Copy, Masthead
from bot.messages.fitting import quoted
from bot.messages.markup import cut, escape, link
from bot.messages.model import MOST_CHARACTERS, Accent, File, size
from bot.messages.wording import listed, outlet, published, reading, reports, source
from bot.phrases import phrase, plural
from briefings.editions import Edition, Prospect, Saying
from briefings.model import Point

_HEADING, _LONGEST_NAME = 150, 60
#: Room that editors' words take at most: their note, its author, and the lines above a draft; in UTF-16 units.
LONGEST_NOTE = 900
#: Room kept for the ping, the line that says what did not fit, and the ends of lines.
_LINES = 200
#: A sentence told before that is longer is not repeated beside its development.
_LONGEST_REMINDER = 240
#: A quotation of fewer words is shown with its sentence, where that is not longer than this.
_FEW_WORDS, _SHORT_SENTENCE = 8, 400


def set_copy(edition: Edition, masthead: Masthead, words: Words = ENGLISH) -> Copy:
    """
    Set *edition* in Markdown within the limits of one message.

    A sentence is set whole or left out, the best first; what lies ahead and the quotation of the day are left out
    before any point is.
    """
    head, foot = _head(masthead, edition, words), _foot(masthead, edition, words)
    room = MOST_CHARACTERS - _LINES - (LONGEST_NOTE if masthead.drafted else 0) - size(head) - size(foot)
    blocks = [_set(point, words, compact=masthead.compact) for point in edition.briefing.points]
    shown, room = _fitting(blocks, edition.briefing.points, room)
    more: str = ""
    numbers: tuple[int, ...] = ()
    if not masthead.compact:
        more, numbers = _more(edition, room, words)
    left = len(blocks) - len(shown)
    if left:
        foot = f"-# {words.say(_left_out(left))}\n{foot}"
    return Copy(
        head,
        tuple(blocks[index] for index in shown),
        more,
        foot,
        (*(index + 1 for index in shown), *numbers),
        Accent.DIGEST if shown else Accent.NOTHING,
        masthead.role if shown else 0,
        masthead.compact,
        (File("coverage.png", edition.chart.png, words.recall(edition.chart.alternative)),)
        if edition.chart and shown
        else (),
    )


def _head(masthead: Masthead, edition: Edition, words: Words) -> str:
    topic = cut(masthead.topic, _HEADING)
    title = phrase("Digest: {topic}", topic=escape(topic)) if topic else phrase("Digest")
    lines = [f"### {words.say(title)}", f"-# {words.day(masthead.day)}"]
    if masthead.late and not masthead.drafted:  # a draft is posted when its editors say so
        stamp = f"<t:{int(masthead.due.timestamp())}:f>"
        lines.append(f"-# {words.say(phrase('Posted late: it was due {time}.', time=stamp))}")
    if not edition.briefing.points:
        nothing = phrase("Nothing found in the corpus yet.")
        lines.append(words.say(phrase("Nothing new since the last digest.") if masthead.since else nothing))
    return "\n".join(lines)


def _foot(masthead: Masthead, edition: Edition, words: Words) -> str:
    named = phrase("digest {id}", id=masthead.id)
    if not masthead.id:
        named = phrase("preview of store sequence {sequence}", sequence=f"{edition.briefing.sequence}")
    if not edition.briefing.points:
        return f"-# {words.say(named)}"
    counted = reports(edition.briefing.articles, edition.briefing.origins)
    days = plural("{number} day", "{number} days", edition.days)
    counts = words.say(phrase("{reports}, {days} covered", reports=counted, days=days) if edition.days else counted)
    read = [cut(part, 80) for part in reading(edition.briefing.request, words)]
    lines = [
        words.say(phrase("Read as: {readings}", readings=escape(listed(read, 6, words)))) if read else "",
        _busiest(edition, words) if not masthead.compact else "",
        f"{counts} · {words.say(named)}",
    ]
    return "\n".join(f"-# {line}" for line in lines if line)


def _busiest(edition: Edition, words: Words) -> str:
    if not edition.actors:
        return ""
    names = [f"{escape(cut(actor.name, 60))} ({words.number(count)})" for actor, count in edition.actors]
    return words.say(phrase("Most in the news, by sentences: {names}", names=words.listed(names)))


def _set(point: Point, words: Words, *, compact: bool) -> str:
    if compact:
        cited = point.passage.citation
        where = link(f"{outlet(cited, words)} · {published(cited, words)}", cited.address)
        return f"> {escape(point.passage.sentence.text)}\n-# {where}"
    if not point.develops:
        return quoted(point, words)
    before = escape(point.develops)
    told = phrase("Development of a story told before")
    if size(before) <= _LONGEST_REMINDER:  # a sentence is repeated whole or not at all
        told = phrase("Development; told before: “{sentence}”", sentence=before)
    return f"{quoted(point, words)}\n-# {words.say(told)}"


def _fitting(blocks: Sequence[str], points: Sequence[Point], room: int) -> tuple[list[int], int]:
    """Choose the blocks that fit, the best first; give them in their order, and the room that is left."""
    chosen: list[int] = []
    for index in sorted(range(len(blocks)), key=lambda index: (-points[index].score, index)):
        if size(blocks[index]) + 1 <= room:
            room -= size(blocks[index]) + 1
            chosen.append(index)
    return sorted(chosen), room


def _left_out(number: int) -> str:
    return plural(
        "{number} more sentence did not fit into this message.",
        "{number} more sentences did not fit into this message.",
        number,
    )


def _more(edition: Edition, room: int, words: Words) -> tuple[str, tuple[int, ...]]:
    """Set what lies ahead and the quotation of the day as far as they fit; give the numbers of their sentences, too."""
    first = len(edition.briefing.points) + 1
    ahead = [(first + index, _prospect(one, words)) for index, one in enumerate(edition.ahead)]
    said = [(first + len(ahead), _saying(edition.saying, words))] if edition.saying else []
    sections, numbers = list[str](), list[int]()
    for heading, lines in ((phrase("The days ahead"), ahead), (phrase("Quote of the day"), said)):
        title, taken = f"**{words.say(heading)}**", list[str]()
        for number, line in lines:
            needed = size(line) + 2 + (0 if taken else size(title))
            if needed <= room:
                room -= needed
                taken.append(line)
                numbers.append(number)
        if taken:
            sections.append("\n".join((title, *taken)))
    return "\n".join(sections), tuple(numbers)


def _prospect(prospect: Prospect, words: Words) -> str:
    where = f"**{words.day(prospect.day)}** · {source(prospect.point.passage.citation, words)}"
    return f"> {escape(prospect.point.passage.sentence.text)}\n-# {where}"


def _saying(saying: Saying, words: Words) -> str:
    speaker = escape(cut(saying.speaker.name, _LONGEST_NAME))
    said, sentence = f"“{escape(saying.quotation.text)}”", escape(saying.passage.sentence.text)
    if len(saying.quotation.text.split()) < _FEW_WORDS and size(sentence) <= _SHORT_SENTENCE:
        said = sentence  # a few words say little without the rest of their sentence
    return f"> {said}\n-# **{speaker}** · {source(saying.passage.citation, words)}"
