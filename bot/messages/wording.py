"""The bot's own words about dates, sources and counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath, PureWindowsPath

from bot.locales import ENGLISH, Words
from bot.messages.markup import cut, escape, link
from bot.phrases import Days, Phrase, phrase, plural
from briefings.model import Point, Request
from corpus.intervals import days
from corpus.model import Citation, Confidence, TimeKind

_DATING = frozenset({TimeKind.DATE, TimeKind.TIME})
_MOST_RESOLVED = 3


def published(citation: Citation, words: Words = ENGLISH) -> str:
    """Say when an article was published and, where that is not stated, how it is known."""
    covered = days(citation.published)
    if covered is None:
        return words.say(phrase("undated"))
    day = Days(*covered)
    match citation.confidence:
        case Confidence.STATED:
            return words.days(day)
        case Confidence.INFERRED:
            return words.say(phrase("{date} (inferred)", date=day))
        case Confidence.DOUBTFUL:
            return words.say(phrase("{date} (doubtful)", date=day))
        case Confidence.UNKNOWN:
            return words.say(phrase("{date} (unknown)", date=day))


def source(citation: Citation, words: Words = ENGLISH) -> str:
    """Give Markdown for where a sentence stands: outlet and date as a link, the title, or else the file."""
    label = f"{outlet(citation, words)} · {published(citation, words)}"
    linked = link(label, citation.address)
    parts = [linked]
    if citation.title:
        parts.append(escape(cut(citation.title, 120)))
    if not linked.startswith("[") and not citation.title:
        parts.append(escape(cut(_file(citation), 60)))
    return " · ".join(parts)


def _file(citation: Citation) -> str:
    # The folders before a file's name are the operator's business.
    if citation.address in {"", "-"}:
        return citation.key
    name = PureWindowsPath(citation.address).name if "\\" in citation.address else PurePath(citation.address).name
    return name or citation.key


def outlet(citation: Citation, words: Words = ENGLISH) -> str:
    """Name the outlet, short enough for one line."""
    return cut(citation.outlet or "", 60) or words.say(phrase("unknown outlet"))


def corroboration(point: Point, words: Words = ENGLISH) -> str:
    """Say who else tells it, in Markdown, and how many of them are independent; ``""`` where nobody does."""
    cited = (point.passage.citation, *point.also)
    if len(cited) == 1:
        return ""
    names = [outlet(citation, words) for citation in point.also]
    others = [name for name in dict.fromkeys(names) if name != outlet(cited[0], words)]
    told = reports(len(cited), _origins(cited))
    if not others:
        return words.say(told)
    return words.say(phrase("also {outlets} ({counts})", outlets=escape(listed(others, 3, words)), counts=told))


def resolved(point: Point, words: Words = ENGLISH) -> str:
    """Say in Markdown which days a sentence's relative dates are: ``Wednesday = 19 June 2024``; ``""`` without any."""
    said = {}
    for expression in point.passage.dates:
        covered = days(expression.value)
        # A date with a number in it speaks for itself.
        if covered and expression.kind in _DATING and not re.search(r"\d", expression.text):
            said[cut(expression.text, 40)] = words.days(Days(*covered))
    return escape(" · ".join(f"{text} = {day}" for text, day in list(said.items())[:_MOST_RESOLVED]))


def reading(request: Request, words: Words = ENGLISH) -> tuple[str, ...]:
    """Say how a question was read: its actors by name, its days as the language says them."""
    windows = [window for window in request.query.days if window.first and window.last]
    if words.language == "en" or not (request.actors or windows):
        return tuple(words.recall(part) for part in request.read_as)
    spans = [Days(window.first, window.last) for window in windows if window.first and window.last]
    said = [words.day(span.first) if span.first == span.last else words.days(span) for span in spans]
    return (*(actor.name for actor in request.actors), *said)


def _origins(cited: Iterable[Citation]) -> int:
    return len({citation.origin or citation.key for citation in cited})


def reports(number: int, origins: int) -> Phrase:
    """Say how many reports there are, and how many of them are independent: ``5 reports, 3 origins``."""
    return phrase(
        "{reports}, {origins}",
        reports=plural("{number} report", "{number} reports", number),
        origins=plural("{number} origin", "{number} origins", origins),
    )


def listed(names: Sequence[str], most: int, words: Words = ENGLISH) -> str:
    """List names, the first *most* of them, and how many more there are."""
    shown = words.listed(names[:most])
    if len(names) <= most:
        return shown
    return words.say(phrase("{names} and {number} more", names=shown, number=len(names) - most))
