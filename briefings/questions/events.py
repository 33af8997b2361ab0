"""Events that a question counts from, dated by what the articles tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from briefings.thesaurus import related
from briefings.words import FUNCTION_WORDS, stem, stems, tokens
from corpus.intervals import days
from corpus.model import Passage, TimeExpression, Window

#: Share of the votes that a day needs to be the event's, and the votes it needs where it is not the only day.
LEAST_SHARE, LEAST_VOTES = 0.4, 2.0
#: What a word of the same sense is worth beside the word itself.
RELATED = 0.5
#: Share of an event's words that a sentence must hold to have a vote.
LEAST_HELD = 0.7


def event_terms(event: str) -> tuple[str, ...]:
    """Give the words to search for: those of *event*, and stems of the same sense."""
    words = tuple(word for word in tokens(event) if word not in FUNCTION_WORDS)
    return tuple(dict.fromkeys((*words, *(other for word in words for other in sorted(related(stem(word)))))))


def day_of(event: str, passages: Iterable[Passage]) -> Window | None:
    """
    Tell on which day *event* was.

    Each sentence that names the event votes for the days it is dated to; the more days, the less for each.

    Args:
        event: The words of a question that name it: "pact", "balloon launch".
        passages: Sentences that may tell of it.

    Returns:
        The day, or None where the articles name none or don't agree on one.
    """
    wanted = set(stems(event))
    votes: defaultdict[date, float] = defaultdict(float)
    for passage in passages:
        share = _share(wanted, set(stems(passage.sentence.text)))
        told = {day for one in passage.dates if (day := _day(one))}
        for day in told if share else ():
            votes[day] += share / len(told)
    if not votes:
        return None
    best = min(votes, key=lambda day: (-votes[day], day))
    agreed = votes[best] >= LEAST_SHARE * sum(votes.values()) and (votes[best] >= LEAST_VOTES or len(votes) == 1)
    return Window(best, best) if agreed else None


def _share(wanted: set[str], held: set[str]) -> float:
    """Give how far a sentence names the event, in [0, 1]: as a rule all of its words, one by a word of its sense."""
    if not wanted:
        return 0.0
    worth = sum(1.0 if word in held else RELATED if not held.isdisjoint(related(word)) else 0.0 for word in wanted)
    share = worth / len(wanted)
    return share if share >= min(LEAST_HELD, RELATED if len(wanted) == 1 else 1.0) else 0.0


def _day(expression: TimeExpression) -> date | None:
    covered = days(expression.value)
    return covered[0] if covered and covered[0] == covered[1] else None
