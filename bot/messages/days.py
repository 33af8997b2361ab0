"""Days: what happened on them, what was published on them, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.findings import Chronicle, Day
from bot.locales import ENGLISH, Words
from bot.messages.fitting import quoted
from bot.messages.leaves import Frame, Item, Leaf, turn
from bot.messages.markup import cut, escape, link
from bot.messages.model import Message, size
from bot.messages.replies import of_answer, understood
from bot.messages.wording import outlet, reports
from bot.phrases import phrase
from briefings.timelines import Moment

#: UTF-16 units that the list of a day's articles may hold.
_MOST_LISTED = 700
_HEADING = 150
#: Days of one page.
_DAYS = 5


def of_day(day: Day, words: Words = ENGLISH, named: str = "") -> Message:
    """Tell what happened, and below it what came out on the same days."""
    return of_answer(day.answer, words, named, _published(day, words))


def _published(day: Day, words: Words) -> list[str]:
    if not day.reports:
        return (
            [f"-# {words.say(phrase('Nothing kept here was published then.'))}"]
            if day.answer.request.query.days
            else []
        )
    counted = words.say(reports(day.reports, day.origins))
    lines = [f"**{words.say(phrase('Published then: {counts}', counts=counted))}**"]
    room = _MOST_LISTED
    for citation in day.published:
        titled = escape(cut(citation.title or citation.key, 100))
        line = f"-# • {link(outlet(citation, words), citation.address)} · {titled}"
        room -= size(line)
        if room < 0:
            break
        lines.append(line)
    left = day.reports - (len(lines) - 1)
    if left > 0:
        lines.append(f"-# • {words.say(phrase('and {number} more', number=left))}")
    return lines


def of_chronicle(chronicle: Chronicle, sequence: int, page: int = 1, words: Words = ENGLISH) -> Leaf:
    """Tell the days of a timeline in order, each by its weightiest sentence."""
    about = cut(chronicle.request.text, _HEADING)
    title = phrase("Timeline: {topic}", topic=escape(about)) if about else phrase("Timeline")
    frame = Frame(
        (f"### {words.say(title)}",), understood(chronicle.request, words), chronicle.request, sequence, most=_DAYS
    )
    return turn([_moment(moment, words) for moment in chronicle.moments], frame, page, words)


def _moment(moment: Moment, words: Words) -> Item:
    counted = words.say(reports(moment.articles, moment.origins))
    lines: Sequence[str] = [f"**{words.day(moment.day)}** · {counted}"]
    return Item("\n".join([*lines, *(quoted(point, words) for point in moment.points)]), moment.points)
