"""Distinguish events that a sentence reports as having happened from those planned, possible or denied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from briefings.text import find_synonyms, stem, tokenize
from corpus.languages.en.verbs import (
    GOVERNING_WORDS,
    IRREGULAR_STEMS,
    NON_VERBS,
    PURE_SPEECH_VERBS,
    REALIZED_BEFORE_TO,
    STEP_WORDS,
    UNREALIZED_CUES,
    WORDS_AFTER_CUES,
)
from corpus.languages.en.vocabulary import PREPOSITIONS

#: Words from a cue to its verb at most: "would not have been closed".
_MAX_CUE_DISTANCE = 5
_SPEECH_STEMS = frozenset(map(stem, PURE_SPEECH_VERBS))


@dataclass(frozen=True, slots=True)
class EventStates:
    """
    The verbs of a sentence by what it says of their events.

    Attributes:
        realized: Stems of verbs whose events have happened.
        unrealized: Stems of verbs whose events are planned, possible, expected or denied.
    """

    realized: frozenset[str]
    unrealized: frozenset[str]


@lru_cache(maxsize=4_096)
def find_event_states(text: str) -> EventStates:
    """Return the verbs of the sentence *text* by whether their events have happened."""
    words = tuple(word.replace("’", "'") for word in tokenize(text))
    unrealized = {place for place in range(len(words)) if _is_after_cue(words, place)}
    # "would close and sell the mill": the second verb depends on the same cue.
    unrealized |= {
        place + 2
        for place in unrealized
        if words[place + 1 : place + 2] in {("and",), ("or",)} and place + 2 < len(words)
    }
    realized = {place for place in range(len(words)) if place not in unrealized and _is_past_verb(words, place)}
    return EventStates(_stem_places(words, realized), _stem_places(words, unrealized))


def _stem_places(words: tuple[str, ...], places: set[int]) -> frozenset[str]:
    stems = (stem(IRREGULAR_STEMS.get(words[place], words[place])) for place in places)
    return frozenset(each for each in stems if each not in _SPEECH_STEMS)


def _is_after_cue(words: tuple[str, ...], place: int) -> bool:
    """Return whether the word at *place* is the first after a cue that can be its verb."""
    if words[place] in UNREALIZED_CUES or words[place] in WORDS_AFTER_CUES:
        return False
    for before in range(place - 1, max(-1, place - 1 - _MAX_CUE_DISTANCE), -1):
        word = words[before]
        if word in UNREALIZED_CUES:
            return word != "to" or before == 0 or words[before - 1] not in REALIZED_BEFORE_TO
        if word not in WORDS_AFTER_CUES and not word.endswith("ly"):
            return False
    return False


def _is_past_verb(words: tuple[str, ...], place: int) -> bool:
    word, before = words[place], words[place - 1] if place else ""
    if before in GOVERNING_WORDS or before in PREPOSITIONS:  # "the damaged bridge", "at a cut of"
        return False
    return word in IRREGULAR_STEMS or (word.endswith("ed") and len(word) > 4 and word not in NON_VERBS)


def are_opposed(text: str, other: str) -> bool:
    """
    Return whether one sentence reports as done what the other reports as planned, possible or denied.

    "The mill would close" is no report of "The mill closed". Sentences that agree on more events than they differ in
    are not opposed.
    """
    states, others = find_event_states(text), find_event_states(other)
    done, open_ = states.realized - states.unrealized, states.unrealized - states.realized
    other_done, other_open = others.realized - others.unrealized, others.unrealized - others.realized
    differing = _count_shared(done, other_open) + _count_shared(open_, other_done)
    agreeing = _count_shared(states.realized, others.realized) + _count_shared(states.unrealized, others.unrealized)
    return differing > 0 and differing >= agreeing


def _count_shared(stems: frozenset[str], others: frozenset[str]) -> int:
    """Return how many of *stems* are among *others*: as one verb, synonyms, or words for one development."""
    return sum(
        each in others or not others.isdisjoint(find_synonyms(each)) or not others.isdisjoint(_find_development(each))
        for each in stems
    )


def _find_development(word: str) -> frozenset[str]:
    return _load_developments().get(word, frozenset())


@cache
def _load_developments() -> dict[str, frozenset[str]]:
    """Return the stems of the words for each development of a story, by each of them."""
    groups = (frozenset(map(stem, line.split())) for line in STEP_WORDS.splitlines())
    return {word: group for group in groups for word in group}
