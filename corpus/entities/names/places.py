"""Distinguish the governments that cities stand for from places, and drop namesakes of known actors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.entities.models import ContentSpan, EntityLabel, Name
from corpus.entities.registry import normalize_name
from corpus.entities.wordlists import load_regions
from corpus.languages.en.calendar import CALENDAR_WORDS
from corpus.languages.en.cue_verbs import REPORTING_FROM_VERBS
from corpus.languages.en.people import NAME_CONNECTORS, TITLE_WORDS
from corpus.languages.en.places import (
    CAPITAL_APPOSITION,
    CITY_EVENT_NOUNS,
    CITY_NOUNS,
    COMPLEMENT_AFTER_LEFT,
    DIRECTION_WORDS,
    DIRECTIONS,
    MOTION_WORDS,
    PLACE_CONTINUATION,
    PLACE_LIST,
    PLACE_PREPOSITIONS,
    STATE_ABBREVIATIONS,
    US_STATES,
)
from corpus.languages.en.verbs import IRREGULAR_PREDICATES
from corpus.languages.en.vocabulary import COMMON_WORDS, LIST_SEPARATOR, PREDICATE_ENDINGS
from corpus.models import MentionKind, Zone

_WORDS_BEFORE = re.compile(r"[\w'’-]+|[,;:.!?()\[\]–—]")
_DATELINE = re.compile(r"\s*(?:,[^—–]{0,40}|\([A-Za-z ]+\)\s*)?[—–-]+\s")
_WORDS_AFTER = re.compile(r"(?P<of>['’]s)?\s+((?:\w+\s+)?\w+)")
#: Words that are capitalized before a city without being part of a name.
_NON_NAME_WORDS = CALENDAR_WORDS | COMMON_WORDS | TITLE_WORDS
_POSSESSIVE_NOUN = re.compile(r"['’]s\s+[a-z]")
_CAPITALIZED_WORD_BEFORE = re.compile(r"(?<=[\w,;] )([A-Z][\w'’-]+) $")


def mark_places(text: str, names: Sequence[Name], spans: Sequence[ContentSpan]) -> list[bool]:
    """Return for each name whether it is a city of the registry that is used as a place."""
    are_places: list[bool] = []
    for at, name in enumerate(names):
        are_places.append(name.place and _is_place(text, names, at, spans[name.sentence], are_places))
    return are_places


def _is_place(text: str, names: Sequence[Name], at: int, span: ContentSpan, are_places: Sequence[bool]) -> bool:
    name, previous = names[at], names[at - 1] if at else None
    if name.start == span.start and span.opening and _DATELINE.match(text, name.end, span.end):
        return True
    if _is_government_pair(text, names, at):
        return False
    if _is_place_by_words_after(text, name, span):
        return True
    if (
        previous
        and previous.end > span.start
        and previous.place
        and LIST_SEPARATOR.fullmatch(text, previous.end, name.start)
    ):
        return are_places[at - 1]
    is_adjacent = previous is not None and name.start - previous.end < 3
    return _is_place_by_words_before(text, name, span) or (
        not is_adjacent and _is_part_of_unknown_name(text, name, span)
    )


def _is_place_by_words_after(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether the words after the name show a place: "Seoul's streets", "a London dealer", not "Seoul sent"."""
    if PLACE_CONTINUATION.match(text, name.end, span.end):
        return True
    after = _WORDS_AFTER.match(text, name.end, span.end)
    if after is None:
        return False
    words = after[2].split()
    nouns = CITY_NOUNS if after["of"] else CITY_NOUNS | CITY_EVENT_NOUNS
    if any(word.lower() in nouns for word in words):
        return True
    if after["of"] or not words[0].islower():
        return False
    # Any lower-case word but a verb or an adverb is a noun that the city modifies.
    return not (words[0] in COMMON_WORDS or words[0] in IRREGULAR_PREDICATES or words[0].endswith(PREDICATE_ENDINGS))


def _is_part_of_unknown_name(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether a city is part of an undetected name ("Atletic Madrid") or ends a list of places."""
    if PLACE_LIST.search(text, max(span.start, name.start - 60), name.start):
        return True
    before = _CAPITALIZED_WORD_BEFORE.search(text, max(span.start, name.start - 30), name.start)
    return before is not None and before[1].lower() not in _NON_NAME_WORDS and not before[1].isupper()


def _is_government_pair(text: str, names: Sequence[Name], at: int) -> bool:
    """Return whether a city is one of a pair of governments: "the Moscow-Pyongyang agreement"."""
    pairs = ((names[i], names[i + 1]) for i in (at - 1, at) if 0 <= i < len(names) - 1)
    return any(text[one.end : other.start] in {"-", "–"} and one.actor and other.actor for one, other in pairs)


def _is_place_by_words_before(text: str, name: Name, span: ContentSpan) -> bool:
    """Return whether the words before the name show a place; headlines omit articles but not prepositions."""
    before = [word.lower() for word in _WORDS_BEFORE.findall(text, max(span.start, name.start - 60), name.start)]
    if before and before[-1] == "the":
        before.pop()  # "in The Hague"
    if not before:
        return False
    last = before[-1]
    if last == "left" and COMPLEMENT_AFTER_LEFT.match(text, name.end, span.end):
        return False  # "left Pyongyang with few allies"
    if _POSSESSIVE_NOUN.match(text, name.end, span.end):
        return False  # "at Seoul's plan"
    if CAPITAL_APPOSITION.search(text, max(span.start, name.start - 30), name.start):
        return True
    if last in PLACE_PREPOSITIONS or last in MOTION_WORDS:
        return True
    motion_words = MOTION_WORDS | {"from": REPORTING_FROM_VERBS, "of": DIRECTIONS}.get(last, frozenset())
    if last in {"to", "from", "of", "for", "on", "central", "downtown", "nearby", "greater"}:
        return last in {"central", "downtown", "nearby", "greater"} or any(
            word in motion_words for word in before[-4:-1]
        )
    return False


#: A region after the name of a city ("Athens, Ohio"), unless a list goes on ("Athens, Ohio and Lima").
_REGION_AFTER_CITY = re.compile(
    r",\s+(?P<region>(?:[A-Z]\.){2,3}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?!\w)(?!,?\s+(?:and|or|&)\s|,\s+[A-Z])"
)
#: A place before the name of a region: "Clarke County, ".
_PLACE_BEFORE_REGION = re.compile(r"\b[A-Z][\w'’-]+,\s+$")


def drop_namesakes(text: str, names: Sequence[Name]) -> list[Name]:
    """
    Return the names; those of the registry that this article uses for somebody or something else lose their actor.

    These are towns elsewhere ("Athens, Ohio"), regions that bear a state's name ("Atlanta, Georgia"), and short
    forms of a longer name ("AS Lima", later "Lima"), in the whole article.
    """
    elsewhere = {key for name in names if (key := normalize_name(name.text)) and _is_elsewhere(text, name)}
    if _is_set_in_united_states(text, names):
        elsewhere |= {key for name in names if (key := normalize_name(name.text)) in _US_STATE_KEYS}
    longer = _group_longer_names(names)
    forms: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.actor:
            forms[name.actor].add(normalize_name(name.text))
    return [_drop_namesake(name, elsewhere, longer, forms) for name in names]


def _drop_namesake(
    name: Name,
    elsewhere: AbstractSet[str],
    longer: Mapping[str, Mapping[str, EntityLabel]],
    forms: Mapping[str, AbstractSet[str]],
) -> Name:
    key = normalize_name(name.text)
    if name.actor is None or name.kind is MentionKind.DEMONYM:
        return name
    if key in elsewhere:
        return replace(name, actor=None, label=EntityLabel.PLACE, kind=MentionKind.NAME, place=False)
    if key in longer and len(forms[name.actor]) == 1:
        labels = longer[key]
        label = next(iter(labels.values())) if len(labels) == 1 else EntityLabel.PLACE
        return replace(name, actor=None, label=label, kind=MentionKind.NAME, place=False, sure=len(labels) == 1)
    return name


_US_STATE_KEYS = frozenset(normalize_name(state) for state in US_STATES)


def _is_elsewhere(text: str, name: Name) -> bool:
    """Return whether a region after a city or a state of the registry shows that a town elsewhere is meant."""
    match = _REGION_AFTER_CITY.match(text, name.end)
    if match is None or name.actor is None or name.kind is MentionKind.DEMONYM:
        return False
    region = match["region"]
    if name.place:
        return region in STATE_ABBREVIATIONS or region.lower() in load_regions()
    # Towns of the US bear the names of states, too: "Lebanon, Ohio".
    is_in_united_states = region in STATE_ABBREVIATIONS or normalize_name(region) in _US_STATE_KEYS
    return is_in_united_states and " " not in name.text and normalize_name(name.text) not in _US_STATE_KEYS


def _is_set_in_united_states(text: str, names: Sequence[Name]) -> bool:
    """Return whether a state's name is a state of the US: after a place, or beside another state of the US."""
    states = {key for name in names if (key := normalize_name(name.text)) in _US_STATE_KEYS and name.actor is None}
    return bool(states) or any(
        name.actor is not None
        and normalize_name(name.text) in _US_STATE_KEYS
        and _PLACE_BEFORE_REGION.search(text, max(0, name.start - 30), name.start)
        for name in names
    )


def _group_longer_names(names: Sequence[Name]) -> Mapping[str, Mapping[str, EntityLabel]]:
    """Return the labels of the discovered names by last word, of those that a club, place or event may shorten."""
    longer: dict[str, dict[str, EntityLabel]] = defaultdict(dict)
    for name in names:
        words = name.text.split()
        if name.actor is not None or not 1 < len(words) < 4 or name.label is EntityLabel.PERSON:
            continue
        if words[-2].lower() not in NAME_CONNECTORS and words[0].lower() not in DIRECTION_WORDS:
            longer[normalize_name(words[-1])][normalize_name(name.text)] = name.label
    return longer


def find_dateline_city(text: str, spans: Sequence[ContentSpan], names: Sequence[Name]) -> Name | None:
    """Return the city of the article's dateline ("SEOUL —"), or None."""
    for name in names:
        span = spans[name.sentence]
        if name.place and span.opening and span.zone is Zone.BODY and name.start == span.start:
            return name if _DATELINE.match(text, name.end, span.end) else None
    return None
