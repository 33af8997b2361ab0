"""Format a digest within the limits of one message, and render it for its channel or its editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.locales import ENGLISH, Translator, ngettext_
from bot.locales.messages import _
from bot.models.digest_message import DigestHeader, DigestText, EditorChoices
from bot.models.message import (
    MAX_MESSAGE_CHARACTERS,
    Accent,
    Button,
    MenuChoice,
    Message,
    MessageButtonStyle,
    MessageFile,
    SelectMenu,
    count_utf16_units,
)
from bot.rendering.formatting import (
    describe_interpretation,
    format_outlet,
    format_publication_date,
    format_report_count,
    format_sentence,
    format_source,
    join_names,
)
from bot.rendering.markdown import escape, format_link, truncate
from briefings.digest import Digest, QuoteOfTheDay, UpcomingEvent
from briefings.models import Point

_MAX_HEADING_LENGTH, _MAX_SPEAKER_LENGTH = 150, 60
#: UTF-16 units reserved for review: the note, its author, and the lines above a draft.
RESERVED_NOTE_CHARACTERS = 900
#: UTF-16 units reserved for the ping, the line that counts what did not fit, and line breaks.
_RESERVED_LINE_CHARACTERS = 200
#: A prior sentence longer than this is not repeated next to its development.
_MAX_PRIOR_SENTENCE_LENGTH = 240
#: A quotation of fewer words is shown with its whole sentence, unless that is longer than this.
_MIN_QUOTE_WORDS, _MAX_QUOTE_SENTENCE_LENGTH = 8, 400


def format_digest(edition: Digest, masthead: DigestHeader, words: Translator = ENGLISH) -> DigestText:
    """
    Format *edition* as Markdown within the limits of one message.

    A sentence is included whole or left out, the best first. Upcoming events and the quotation of the day only get the
    space that the points leave.
    """
    head, foot = _format_head(masthead, edition, words), _format_foot(masthead, edition, words)
    room = (
        MAX_MESSAGE_CHARACTERS
        - _RESERVED_LINE_CHARACTERS
        - (RESERVED_NOTE_CHARACTERS if masthead.drafted else 0)
        - count_utf16_units(head)
        - count_utf16_units(foot)
    )
    blocks = [_format_point(point, words, compact=masthead.compact) for point in edition.briefing.points]
    shown, room = _select_fitting(blocks, edition.briefing.points, room)
    more: str = ""
    numbers: tuple[int, ...] = ()
    if not masthead.compact:
        more, numbers = _format_sections(edition, room, words)
    left = len(blocks) - len(shown)
    if left:
        foot = f"-# {words.translate(_count_left_out(left))}\n{foot}"
    return DigestText(
        head,
        tuple(blocks[index] for index in shown),
        more,
        foot,
        (*(index + 1 for index in shown), *numbers),
        Accent.DIGEST if shown else Accent.NOTHING,
        masthead.role if shown else 0,
        masthead.compact,
        (MessageFile("coverage.png", edition.chart.png, words.translate_legacy(edition.chart.alternative)),)
        if edition.chart and shown
        else (),
    )


def _format_head(masthead: DigestHeader, edition: Digest, words: Translator) -> str:
    topic = truncate(masthead.topic, _MAX_HEADING_LENGTH)
    title = _("Digest: {topic}", topic=escape(topic)) if topic else _("Digest")
    lines = [f"### {words.translate(title)}", f"-# {words.format_day(masthead.day)}"]
    if masthead.late and not masthead.drafted:  # a draft is posted when its editors approve it
        stamp = f"<t:{int(masthead.due.timestamp())}:f>"
        lines.append(f"-# {words.translate(_('Posted late: it was due {time}.', time=stamp))}")
    if not edition.briefing.points:
        nothing = _("Nothing found in the corpus yet.")
        lines.append(words.translate(_("Nothing new since the last digest.") if masthead.since else nothing))
    return "\n".join(lines)


def _format_foot(masthead: DigestHeader, edition: Digest, words: Translator) -> str:
    named = _("digest {id}", id=masthead.id)
    if not masthead.id:
        named = _("preview of store sequence {sequence}", sequence=f"{edition.briefing.sequence}")
    if not edition.briefing.points:
        return f"-# {words.translate(named)}"
    counted = format_report_count(edition.briefing.articles, edition.briefing.origins)
    days = ngettext_("{number} day", "{number} days", edition.days)
    counts = words.translate(_("{reports}, {days} covered", reports=counted, days=days) if edition.days else counted)
    read = [truncate(part, 80) for part in describe_interpretation(edition.briefing.request, words)]
    lines = [
        words.translate(_("Read as: {readings}", readings=escape(join_names(read, 6, words)))) if read else "",
        _format_busiest_actors(edition, words) if not masthead.compact else "",
        f"{counts} · {words.translate(named)}",
    ]
    return "\n".join(f"-# {line}" for line in lines if line)


def _format_busiest_actors(edition: Digest, words: Translator) -> str:
    if not edition.actors:
        return ""
    names = [f"{escape(truncate(actor.name, 60))} ({words.format_number(count)})" for actor, count in edition.actors]
    return words.translate(_("Most in the news, by sentences: {names}", names=words.join(names)))


def _format_point(point: Point, words: Translator, *, compact: bool) -> str:
    if compact:
        cited = point.passage.citation
        where = format_link(f"{format_outlet(cited, words)} · {format_publication_date(cited, words)}", cited.address)
        return f"> {escape(point.passage.sentence.text)}\n-# {where}"
    if not point.develops:
        return format_sentence(point, words)
    before = escape(point.develops)
    told = _("Development of a story told before")
    if count_utf16_units(before) <= _MAX_PRIOR_SENTENCE_LENGTH:  # a sentence is quoted whole or not at all
        told = _("Development; told before: “{sentence}”", sentence=before)
    return f"{format_sentence(point, words)}\n-# {words.translate(told)}"


def _select_fitting(blocks: Sequence[str], points: Sequence[Point], room: int) -> tuple[list[int], int]:
    """Return the indices of the blocks that fit, the best chosen first, in ascending order, and the space left."""
    chosen: list[int] = []
    for index in sorted(range(len(blocks)), key=lambda index: (-points[index].score, index)):
        if count_utf16_units(blocks[index]) + 1 <= room:
            room -= count_utf16_units(blocks[index]) + 1
            chosen.append(index)
    return sorted(chosen), room


def _count_left_out(number: int) -> str:
    return ngettext_(
        "{number} more sentence did not fit into this message.",
        "{number} more sentences did not fit into this message.",
        number,
    )


def _format_sections(edition: Digest, room: int, words: Translator) -> tuple[str, tuple[int, ...]]:
    """Return the upcoming events and the quotation of the day, as far as they fit, and their sentence numbers."""
    first = len(edition.briefing.points) + 1
    ahead = [(first + index, _format_upcoming_event(one, words)) for index, one in enumerate(edition.upcoming)]
    said = [(first + len(ahead), _format_quote_of_the_day(edition.quote, words))] if edition.quote else []
    sections, numbers = list[str](), list[int]()
    for heading, lines in ((_("The days ahead"), ahead), (_("Quote of the day"), said)):
        title, taken = f"**{words.translate(heading)}**", list[str]()
        for number, line in lines:
            needed = count_utf16_units(line) + 2 + (0 if taken else count_utf16_units(title))
            if needed <= room:
                room -= needed
                taken.append(line)
                numbers.append(number)
        if taken:
            sections.append("\n".join((title, *taken)))
    return "\n".join(sections), tuple(numbers)


def _format_upcoming_event(prospect: UpcomingEvent, words: Translator) -> str:
    where = f"**{words.format_day(prospect.day)}** · {format_source(prospect.point.passage.citation, words)}"
    return f"> {escape(prospect.point.passage.sentence.text)}\n-# {where}"


def _format_quote_of_the_day(saying: QuoteOfTheDay, words: Translator) -> str:
    speaker = escape(truncate(saying.speaker.name, _MAX_SPEAKER_LENGTH))
    said, sentence = f"“{escape(saying.quotation.text)}”", escape(saying.passage.sentence.text)
    if (
        len(saying.quotation.text.split()) < _MIN_QUOTE_WORDS
        and count_utf16_units(sentence) <= _MAX_QUOTE_SENTENCE_LENGTH
    ):
        said = sentence  # a few words mean little without the rest of the sentence
    return f"> {said}\n-# **{speaker}** · {format_source(saying.passage.citation, words)}"


#: Code points of an editor's note and of its author's name; escaping may double them.
MAX_NOTE_LENGTH, _MAX_AUTHOR_LENGTH = 300, 60
_MAX_CHOICE_LENGTH = 100

NO_CHOICES = EditorChoices()


@dataclass(frozen=True, slots=True)
class ReviewInfo:
    """
    Review data shown in a draft.

    Attributes:
        digest: The digest id, part of the ids of the controls.
        channel: Id of the channel where it will be posted.
        until: When it is skipped if nobody has approved it.
    """

    digest: str
    channel: int
    until: datetime


def render_digest(copy: DigestText, choices: EditorChoices = NO_CHOICES, words: Translator = ENGLISH) -> Message:
    """Render *copy* for its channel, with the editors' *choices*."""
    ping = f"<@&{copy.role}>" if copy.role else ""
    top = "\n".join(line for line in (ping, copy.head, _render_note(choices, words)) if line)
    blocks = tuple(block for block in (top, *_build_body(copy, choices), copy.more, copy.foot) if block)
    return Message(blocks, copy.accent, files=copy.files, roles=(copy.role,) if copy.role else ())


def render_draft(copy: DigestText, choices: EditorChoices, desk: ReviewInfo, words: Translator = ENGLISH) -> Message:
    """Render *copy* for its editors, with the review controls, but without the ping and the chart."""
    message = render_digest(replace(copy, role=0, files=()), choices, words)
    waiting = _("Draft for {channel}: posted when somebody approves it.", channel=f"<#{desk.channel}>")
    until = _("Without that it is skipped {time}.", time=f"<t:{int(desk.until.timestamp())}:R>")
    top = f"**{words.translate(waiting)}** {words.translate(until)}\n{message.blocks[0]}"
    buttons = (
        Button(f"draft_post:{desk.digest}", words.translate(_("Post")), MessageButtonStyle.SUCCESS),
        Button(f"draft_note:{desk.digest}", words.translate(_("Add a note"))),
        Button(f"draft_skip:{desk.digest}", words.translate(_("Skip")), MessageButtonStyle.DANGER),
    )
    return replace(
        message, blocks=(top, *message.blocks[1:]), controls=(buttons, *_build_menus(copy, choices, desk, words))
    )


def render_closed_draft(copy: DigestText, choices: EditorChoices, said: str, words: Translator = ENGLISH) -> Message:
    """Render a draft after the decision: without controls, under the notice *said*."""
    message = render_digest(replace(copy, role=0, files=()), choices, words)
    return replace(message, blocks=(f"**{escape(words.translate(said))}**\n{message.blocks[0]}", *message.blocks[1:]))


def list_rendered_numbers(copy: DigestText, choices: EditorChoices = NO_CHOICES) -> tuple[int, ...]:
    """Return the numbers, in the digest's proof, of the sentences that `render_digest` includes."""
    return (*(copy.numbers[index] for index in _get_order(copy, choices)), *copy.numbers[len(copy.points) :])


def _get_order(copy: DigestText, choices: EditorChoices) -> tuple[int, ...]:
    return choices.order if choices.order is not None else tuple(range(len(copy.points)))


def _build_body(copy: DigestText, choices: EditorChoices) -> tuple[str, ...]:
    blocks = tuple(copy.points[index] for index in _get_order(copy, choices))
    return ("\n".join(blocks),) if copy.compact and blocks else blocks


def _render_note(choices: EditorChoices, words: Translator) -> str:
    if not choices.note:
        return ""
    by = words.translate(_("Editor's note by {name}", name=escape(truncate(choices.by, _MAX_AUTHOR_LENGTH))))
    return f"**{by}**\n{escape(truncate(choices.note, MAX_NOTE_LENGTH))}"


def _build_menus(
    copy: DigestText, choices: EditorChoices, desk: ReviewInfo, words: Translator
) -> tuple[tuple[SelectMenu], ...]:
    if len(copy.points) < 2:
        return ()
    order = _get_order(copy, choices)
    lines = [_label_point(point, index) for index, point in enumerate(copy.points)]
    kept = tuple(MenuChoice(str(index), line, chosen=index in order) for index, line in enumerate(lines))
    first = tuple(MenuChoice(str(index), lines[index]) for index in order)
    return (
        (SelectMenu(f"draft_keep:{desk.digest}", words.translate(_("Keep these points")), kept, most=len(kept)),),
        (SelectMenu(f"draft_first:{desk.digest}", words.translate(_("Move a point to the top")), first),),
    )


def _label_point(point: str, index: int) -> str:
    """Return the label of a point in a menu: its number and first words, unescaped."""
    words = point.splitlines()[0].removeprefix("> ").replace("\\", "")
    return truncate(f"{index + 1}. {words}", _MAX_CHOICE_LENGTH)
