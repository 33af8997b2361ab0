"""A capital's name: the government, or the place where people are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.actors.model import Name
from corpus.actors.reading import Stretch
from corpus.actors.words import AT_PLACES, CALENDAR, CITY_EVENTS, CITY_NOUNS, COMMON, GOING, PAST_FORMS, TITLE_WORDS
from corpus.model import Zone

_BEFORE = re.compile(r"[\w'’-]+|[,;:.!?()\[\]–—]")
#: What stands between two names of a list: "in Washington and Kyiv", "Seoul, Tokyo and Washington".
_LINK = re.compile(r"\s*(?:,|and|or|&|,\s*and)\s*")
#: What is done from a place by those who are there.
_SPOKEN = frozenset(
    "responded responds spoke speaking speaks reported reporting reports broadcast wrote writing".split()
)
_DATELINE = re.compile(r"\s*(?:,[^—–]{0,40}|\([A-Za-z ]+\)\s*)?[—–-]+\s")
_AFTER = re.compile(r"(?P<of>['’]s)?\s+((?:\w+\s+)?\w+)")
_CAPITAL = re.compile(r"\b(?:capital|city)(?:\s+city)?,\s+$")
#: Verbs and adverbs; what else follows a city without a sign is a noun that it describes.
_NO_NAMES = CALENDAR | COMMON | TITLE_WORDS
_POLICY = re.compile(r"['’]s\s+[a-z]")
_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest".split())
_VERBAL = ("ed", "s", "ly", "ing")
_CAPITALISED = re.compile(r"(?<=[\w,;] )([A-Z][\w'’-]+) $")
_ADDRESS = re.compile(r"\b(?:in|at|from|near|of)\s+(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w'’-]+)?,\s+)+(?:and\s+)?$")
_WITH = re.compile(r"\s+(?:with|without|isolated|alone)\b")
_BASED = re.compile(r"-(?:based|born|bound|area)\b|,\s+where\b|,\s+(?:the\s+)?(?:capital|[A-Z]\w+\s*(?:,|\.|$))")


def are_places(text: str, names: Sequence[Name], stretches: Sequence[Stretch]) -> list[bool]:
    """Tell for each name that is a city of the registry, whether it is meant as a place; False for all others."""
    meant: list[bool] = []
    for at, name in enumerate(names):
        meant.append(name.place and _is_place(text, names, at, stretches[name.sentence], meant))
    return meant


def _is_place(text: str, names: Sequence[Name], at: int, stretch: Stretch, meant: Sequence[bool]) -> bool:
    name, previous = names[at], names[at - 1] if at else None
    if name.start == stretch.start and stretch.opening and _DATELINE.match(text, name.end, stretch.end):
        return True
    if _coupled(text, names, at):
        return False
    if _followed_as_place(text, name, stretch):
        return True
    if previous and previous.end > stretch.start and previous.place and _LINK.fullmatch(text, previous.end, name.start):
        return meant[at - 1]
    beside = previous is not None and name.start - previous.end < 3
    return _said_of_a_place(text, name, stretch) or (not beside and _part_of_name(text, name, stretch))


def _followed_as_place(text: str, name: Name, stretch: Stretch) -> bool:
    """Judge by the words after the name: "Seoul's streets", "a London dealer", but not "Seoul sent"."""
    if _BASED.match(text, name.end, stretch.end):
        return True
    after = _AFTER.match(text, name.end, stretch.end)
    if after is None:
        return False
    words = after[2].split()
    nouns = CITY_NOUNS if after["of"] else CITY_NOUNS | CITY_EVENTS
    if any(word.lower() in nouns for word in words):
        return True
    if after["of"] or not words[0].islower():
        return False
    return not (words[0] in COMMON or words[0] in PAST_FORMS or words[0].endswith(_VERBAL))


def _part_of_name(text: str, name: Name, stretch: Stretch) -> bool:
    """Tell whether a city is part of a name that nobody found ("Real Madrid"), or ends a list of places."""
    if _ADDRESS.search(text, max(stretch.start, name.start - 60), name.start):
        return True
    before = _CAPITALISED.search(text, max(stretch.start, name.start - 30), name.start)
    return before is not None and before[1].lower() not in _NO_NAMES and not before[1].isupper()


def _coupled(text: str, names: Sequence[Name], at: int) -> bool:
    """Tell whether a city is one of a pair of governments: "the Moscow-Pyongyang agreement"."""
    pairs = ((names[i], names[i + 1]) for i in (at - 1, at) if 0 <= i < len(names) - 1)
    return any(text[one.end : other.start] in {"-", "–"} and one.actor and other.actor for one, other in pairs)


def _said_of_a_place(text: str, name: Name, stretch: Stretch) -> bool:
    """Judge by the words before the name; headlines leave out articles, not prepositions."""
    before = [word.lower() for word in _BEFORE.findall(text, max(stretch.start, name.start - 60), name.start)]
    if before and before[-1] == "the":
        before.pop()  # "in The Hague"
    if not before:
        return False
    last = before[-1]
    if last == "left" and _WITH.match(text, name.end, stretch.end):
        return False  # "left Pyongyang with few allies"
    if _POLICY.match(text, name.end, stretch.end):
        return False  # "at Seoul's plan"
    if _CAPITAL.search(text, max(stretch.start, name.start - 30), name.start):
        return True
    if last in AT_PLACES or last in GOING:
        return True
    going = GOING | {"from": _SPOKEN, "of": _DIRECTIONS}.get(last, frozenset())
    if last in {"to", "from", "of", "for", "on", "central", "downtown", "nearby", "greater"}:
        return last in {"central", "downtown", "nearby", "greater"} or any(word in going for word in before[-4:-1])
    return False


def opening_place(text: str, stretches: Sequence[Stretch], names: Sequence[Name]) -> Name | None:
    """Give the city of the article's dateline ("SEOUL —"), or None."""
    for name in names:
        stretch = stretches[name.sentence]
        if name.place and stretch.opening and stretch.zone is Zone.BODY and name.start == stretch.start:
            return name if _DATELINE.match(text, name.end, stretch.end) else None
    return None
