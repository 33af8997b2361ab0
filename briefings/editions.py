"""What a digest holds: what is new, what lies ahead, who is busiest, one quotation, and how much was read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.charts import Chart
from briefings.compose import stands_alone
from briefings.model import Briefing, Point, Told
from briefings.novelty import remember
from briefings.proof import Proof, identify
from briefings.proof.making import digest
from briefings.stories import tellers
from briefings.words import stems
from corpus.intervals import days
from corpus.model import Actor, ActorKind, Citation, MentionKind, Passage, Quotation, QuotationKind, Zone

#: How far ahead a digest looks, and how many sentences it quotes of what lies there.
AHEAD, MOST_AHEAD = timedelta(days=7), 3
#: How many actors it names, and the fewest sentences that make one busy.
MOST_ACTORS, FEWEST_SENTENCES = 5, 2
#: How sure it must be who spoke, in [0, 1], and how many words the quotation has.
SURELY, FEWEST_WORDS, MOST_WORDS = 0.85, 4, 45
#: A sentence of the days ahead with fewer content words says too little, one with more characters too much.
FEWEST_STEMS, MOST_CHARACTERS = 4, 320


@dataclass(frozen=True, slots=True)
class Prospect:
    """A sentence about a day to come."""

    day: date
    point: Point


@dataclass(frozen=True, slots=True)
class Saying:
    """Words between quotation marks, in the sentence where they stand, and who surely spoke them."""

    quotation: Quotation
    speaker: Actor
    passage: Passage


@dataclass(frozen=True, slots=True)
class Edition:
    """
    One digest's contents.

    Attributes:
        briefing: What is new; developments of stories told before are marked in its points.
        ahead: Sentences about the days to come, by day.
        actors: The actors that most sentences are about → how many, most first.
        saying: The quotation of the day, or None.
        days: Number of days that the considered sentences are dated to.
        proof: By which all its sentences can be checked (`shown`), or None.
        chart: How much was reported, by day, or None.
    """

    briefing: Briefing
    ahead: tuple[Prospect, ...] = ()
    actors: tuple[tuple[Actor, int], ...] = ()
    saying: Saying | None = None
    days: int = 0
    proof: Proof | None = None
    chart: Chart | None = None

    @property
    def quoted(self) -> tuple[Point, ...]:
        """All sentences of it in the order of the page: what is new, what lies ahead, the quotation of the day."""
        said = (Point(self.saying.passage),) if self.saying else ()
        return (*self.briefing.points, *(prospect.point for prospect in self.ahead), *said)


def edition(
    briefing: Briefing,
    passages: Sequence[Passage],
    upcoming: Sequence[Passage],
    cast: Mapping[str, Actor],
    day: date,
) -> Edition:
    """
    Put a digest together; the same for the same arguments, in whatever order the passages come.

    Args:
        briefing: What is new.
        passages: All that is new, of which *briefing* is a choice.
        upcoming: Passages of the whole corpus that may be dated to the days after *day*.
        cast: Id → actor.
        day: The digest's local date.
    """
    ordered, briefing = sorted(passages, key=_age), _standing(briefing)
    ahead = _ahead(sorted(upcoming, key=_age), briefing, day)
    taken = {_place(point.passage) for point in (*briefing.points, *(prospect.point for prospect in ahead))}
    busy = _busy(ordered, cast)
    return Edition(briefing, ahead, busy, _saying(ordered, cast, taken), len(set(_days(ordered))))


def _standing(briefing: Briefing) -> Briefing:
    """Leave out sentences that only those before them explain, unless there are no others."""
    kept = tuple(point for point in briefing.points if stands_alone(point.passage.sentence.text))
    if not kept or kept == briefing.points:
        return briefing
    return replace(briefing, points=kept, id=identify(briefing.sequence, briefing.request, kept))


def told(points: Sequence[Point]) -> tuple[Told, ...]:
    """Give what a channel that was shown *points* has been told."""
    return tuple(remember(point.passage) for point in points)


def shown(proof: Proof, numbers: Collection[int]) -> Proof:
    """Give the proof of those sentences of *proof* that were shown: its exhibits of these *numbers*, counted anew."""
    kept = tuple(
        replace(exhibit, number=number)
        for number, exhibit in enumerate((one for one in proof.exhibits if one.number in set(numbers)), 1)
    )
    return replace(proof, id=digest(proof.sequence, proof.request, kept), exhibits=kept)


def _age(passage: Passage) -> tuple[str, str, int]:
    return (passage.citation.published or "9", passage.citation.key, passage.sentence.start)


def _place(passage: Passage) -> tuple[str, int]:
    return passage.citation.key, passage.sentence.start


def _origin(citation: Citation) -> str:
    return citation.origin or citation.key


def _days(passages: Sequence[Passage]) -> Iterator[date]:
    for passage in passages:
        yield from _dated(passage)


def _dated(passage: Passage) -> set[date]:
    """Give the days that a sentence is dated to exactly; a week or a month is no day."""
    covered = (days(expression.value) for expression in passage.dates)
    return {both[0] for both in covered if both and both[0] == both[1]}


# The days ahead


def _ahead(passages: Sequence[Passage], briefing: Briefing, day: date) -> tuple[Prospect, ...]:
    """Choose what is told of tomorrow, and what is newly told of the week after: one sentence for each thing."""
    tomorrow, after = day + timedelta(days=1), briefing.request.query.after
    fitting = [
        (first, passage)
        for passage in passages
        if _quotable(passage)
        and (first := _first_ahead(passage, day))
        and (passage.sequence > after or first == tomorrow)
    ]
    fitting.sort(key=lambda pair: (pair[0], -len(pair[1].mentions), _age(pair[1])))
    said = [point.passage for point in briefing.points]
    found: list[Prospect] = []
    for first, passage in fitting:
        if _place(passage) in map(_place, said) or tellers([passage], said)[0]:
            continue
        said.append(passage)
        found.append(Prospect(first, Point(passage, also=tellers([passage], [other for _, other in fitting])[0])))
        if len(found) == MOST_AHEAD:
            break
    return tuple(found)


def _first_ahead(passage: Passage, day: date) -> date | None:
    coming = [one for one in _dated(passage) if day < one <= day + AHEAD]
    return min(coming, default=None)


def _quotable(passage: Passage) -> bool:
    text = passage.sentence.text
    return (
        passage.sentence.zone is Zone.BODY
        and len(text) <= MOST_CHARACTERS
        and len(set(stems(text))) >= FEWEST_STEMS
        and stands_alone(text)
    )


# Who is busiest


def _busy(passages: Sequence[Passage], cast: Mapping[str, Actor]) -> tuple[tuple[Actor, int], ...]:
    """Count the sentences about each named actor; copies of one text count once."""
    counts: Counter[str] = Counter()
    once = {(_origin(p.citation), " ".join(p.sentence.text.split())): p for p in reversed(passages)}
    for passage in once.values():
        counts.update({m.actor for m in passage.mentions if m.actor and m.kind is not MentionKind.PRONOUN})
    named = [(cast[key], count) for key, count in counts.items() if key in cast and _named(cast[key])]
    busy = [(actor, count) for actor, count in named if count >= FEWEST_SENTENCES]
    return tuple(sorted(busy, key=lambda pair: (-pair[1], pair[0].name, pair[0].id))[:MOST_ACTORS])


def _named(actor: Actor) -> bool:
    return actor.kind not in {ActorKind.ANONYMOUS, ActorKind.DOCUMENT}


# The quotation of the day


def _saying(
    passages: Sequence[Passage], cast: Mapping[str, Actor], taken: Collection[tuple[str, int]]
) -> Saying | None:
    """Choose words of a named speaker that most origins quote; among equals a person's, then the longer ones."""
    found = [saying for passage in passages for saying in _sayings(passage, cast) if _place(passage) not in taken]
    origins: dict[str, set[str]] = {}
    for saying in found:
        origins.setdefault(_bare(saying.quotation.text), set()).add(_origin(saying.passage.citation))

    def worth(saying: Saying) -> tuple[int, bool, int]:
        words = saying.quotation.text
        return len(origins[_bare(words)]), saying.speaker.kind is ActorKind.PERSON, len(words.split())

    return max(found, key=worth, default=None)  # the first of equals, and they are in order


def _sayings(passage: Passage, cast: Mapping[str, Actor]) -> Iterator[Saying]:
    sentence = passage.sentence
    for quotation in passage.quotations:
        speaker = cast.get(quotation.speaker or "")
        inside = sentence.start <= quotation.start and quotation.end <= sentence.end
        sure = quotation.kind is QuotationKind.DIRECT and quotation.confidence >= SURELY
        if speaker and _named(speaker) and inside and sure and _sized(quotation.text):
            yield Saying(quotation, speaker, passage)


def _sized(words: str) -> bool:
    return FEWEST_WORDS <= len(words.split()) <= MOST_WORDS


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .,;!?…")
