"""One actor's passages → Profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from briefings.profiles.introducing import Introduction, introductions, named, origin
from corpus.intervals import days
from corpus.model import Actor, ActorKind, Citation, MentionKind, Passage, Quotation, QuotationKind

#: How many companions and days a profile tells of.
MOST_LISTED = 5
#: How sure it must be who spoke for the words to be shown as somebody's own, in [0, 1].
SURELY = 0.8

_Counted = TypeVar("_Counted", str, date)


@dataclass(frozen=True, slots=True)
class Profile:
    """
    What the articles tell of one actor; sentences of copies of one text count once.

    Attributes:
        actor: Whom it is about.
        sentences: Number of sentences that mention the actor or give its words.
        introductions: Who it is, most used first.
        names: Names that the articles call it by → how often, most used first.
        first: The article published first, among those with a date, or None.
        last: The article published last.
        said: Passages that give its words, oldest first.
        said_about: Passages in which another speaks of it, oldest first.
        seen_with: Ids of the actors in the same sentences → how many, most first.
        busiest: Days that sentences of it are dated to → how many, most first.
    """

    actor: Actor
    sentences: int
    introductions: tuple[Introduction, ...] = ()
    names: tuple[tuple[str, int], ...] = ()
    first: Citation | None = None
    last: Citation | None = None
    said: tuple[Passage, ...] = ()
    said_about: tuple[Passage, ...] = ()
    seen_with: tuple[tuple[str, int], ...] = ()
    busiest: tuple[tuple[date, int], ...] = ()

    @property
    def quoted(self) -> tuple[Passage, ...]:
        """Those of *said* that surely give its words between quotation marks."""
        return tuple(p for p in self.said if any(_is_quoted(one, self.actor.id) for one in p.quotations))


def profile(actor: Actor, passages: Sequence[Passage]) -> Profile:
    """Gather what *passages*, in any order, tell of *actor*; those that do not concern it are passed over."""
    told = _once(sorted((p for p in passages if _concerns(p, actor.id)), key=_age))
    dated = [passage.citation for passage in told if days(passage.citation.published)]
    return Profile(
        actor,
        len(told),
        introductions(actor.id, told),
        _ranked(Counter(m.text for p in told for m in named(p, actor.id))),
        dated[0] if dated else None,
        dated[-1] if dated else None,
        tuple(p for p in told if any(q.speaker == actor.id for q in p.quotations)),
        tuple(p for p in told if _spoken_of(p, actor.id)),
        _ranked(Counter(other for p in told for other in _others(p, actor.id))),
        _ranked(Counter(day for p in told for day in _days(p))),
    )


def facts(told: Profile, cast: Mapping[str, Actor]) -> tuple[tuple[str, str], ...]:
    """
    Spell a profile as lines of label and value.

    Args:
        told: The profile.
        cast: Id → actor, for the names of the others; who is missing there, or has no name, is not listed.
    """
    companions = [
        f"{cast[other].name} ({count})"
        for other, count in told.seen_with
        if other in cast and cast[other].kind is not ActorKind.ANONYMOUS
    ]
    lines = (
        ("Introduced as", "; ".join(f"“{_line(one.text)}” ({_outlet(one)})" for one in told.introductions[:3])),
        ("First seen", _published(told.first)),
        ("Last seen", _published(told.last)),
        ("Seen with", ", ".join(companions[:MOST_LISTED])),
        ("Busiest days", ", ".join(f"{day.day} {day:%B %Y} ({count})" for day, count in told.busiest[:3])),
        ("Sentences", f"{told.sentences}: {len(told.said)} with its words, {len(told.said_about)} about it by others"),
    )
    return tuple((label, value) for label, value in lines if value and told.sentences)


def seen_together(passages: Sequence[Passage], cast: Mapping[str, Actor]) -> Mapping[tuple[str, str], int]:
    """Count, for each two named actors of *cast*, the sentences that mention both: names in order → number."""
    counts: Counter[tuple[str, str]] = Counter()
    for passage in _once(passages):
        known = (cast[key] for key in _others(passage, "") if key in cast)
        counts.update(combinations(sorted({one.name for one in known if one.kind is not ActorKind.ANONYMOUS}), 2))
    return counts


def _concerns(passage: Passage, actor: str) -> bool:
    return any(m.actor == actor for m in passage.mentions) or any(q.speaker == actor for q in passage.quotations)


def _is_quoted(quotation: Quotation, actor: str) -> bool:
    surely = quotation.speaker == actor and quotation.confidence >= SURELY
    return surely and quotation.kind is not QuotationKind.REPORTED


def _age(passage: Passage) -> tuple[date, str, int]:
    covered = days(passage.citation.published)
    return (covered[0] if covered else date.max, passage.citation.key, passage.sentence.start)


def _once(passages: Sequence[Passage]) -> list[Passage]:
    """Leave out the same words of the same origin."""
    first = {(origin(p.citation), _line(p.sentence.text)): p for p in reversed(passages)}
    return [p for p in passages if first[origin(p.citation), _line(p.sentence.text)] is p]


def _spoken_of(passage: Passage, actor: str) -> bool:
    return any(
        quotation.speaker not in {None, actor} and quotation.start <= mention.start and mention.end <= quotation.end
        for quotation in passage.quotations
        for mention in passage.mentions
        if mention.actor == actor
    )


def _others(passage: Passage, actor: str) -> set[str]:
    return {m.actor for m in passage.mentions if m.actor and m.actor != actor and m.kind is not MentionKind.PRONOUN}


def _days(passage: Passage) -> set[date]:
    covered = (days(expression.value) for expression in passage.dates)
    return {both[0] for both in covered if both and both[0] == both[1]}


def _ranked(counts: Counter[_Counted]) -> tuple[tuple[_Counted, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _line(text: str) -> str:
    return " ".join(text.split())


def _outlet(one: Introduction) -> str:
    return _line(one.citation.outlet or one.citation.key)


def _published(citation: Citation | None) -> str:
    covered = days(citation.published) if citation else None
    if not citation or not covered:
        return ""
    first, last = covered
    spelt = f"{first.day} {first:%B %Y}" if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return f"{spelt} ({_line(citation.outlet or citation.key)})"
