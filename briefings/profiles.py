"""Build an actor's profile: introductions, names, statements, co-mentioned actors and busiest days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from corpus.dates import day_range, exact_day
from corpus.languages.en.people import APPOSITION_AFTER_NAME, CLAUSE_WORD, ROLE_BEFORE_NAME
from corpus.languages.en.vocabulary import INTRODUCTION_ARTICLE
from corpus.models import (
    Actor,
    ActorKind,
    Citation,
    Mention,
    MentionKind,
    Passage,
    Quotation,
    QuotationKind,
    collapse_whitespace,
)
from corpus.models.text import DayRange, LocalizableText, _, join_texts
from corpus.publishers import count_origins

#: Maximum number of introductions.
MAX_INTRODUCTIONS = 5
#: Maximum length of an introduction, in code points.
MAX_INTRODUCTION_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class Introduction:
    """
    Words in which an article says who somebody is.

    Attributes:
        start: Offset of the first code point in the article's text.
        end: Offset one past the last code point.
        text: The words.
        citation: The article.
        origins: Number of independent origins that use these words.
    """

    start: int
    end: int
    text: str
    citation: Citation
    origins: int


def find_introductions(actor: str, passages: Sequence[Passage]) -> tuple[Introduction, ...]:
    """Return the introductions of *actor* in *passages*: those of most origins first, then the longest."""
    found: dict[str, list[Introduction]] = {}
    for passage in passages:
        for one in (
            one for mention in find_name_mentions(passage, actor) for one in list_introductions(passage, mention)
        ):
            found.setdefault(_normalize_introduction(one.text), []).append(one)
    counted = [
        Introduction(
            uses[0].start, uses[0].end, uses[0].text, uses[0].citation, count_origins(u.citation for u in uses)
        )
        for uses in found.values()
    ]
    multiword = [one for one in counted if " " in one.text]  # a title alone ("President") says little
    return tuple(sorted(multiword or counted, key=_introduction_sort_key)[:MAX_INTRODUCTIONS])


def _normalize_introduction(text: str) -> str:
    """Return an introduction in a form for comparison: casefolded, without article and possessive."""
    return INTRODUCTION_ARTICLE.sub("", re.sub(r"[’']s?\b", "", text)).casefold()


def _introduction_sort_key(one: Introduction) -> tuple[int, int, str]:
    """Return a sort key: introductions of most origins first, then the longest."""
    return (-one.origins, -len(one.text), one.text)


def list_introductions(passage: Passage, mention: Mention) -> Iterator[Introduction]:
    """Yield the words before and after *mention*, a name in *passage*, that say who is named."""
    sentence = passage.sentence
    start, end = mention.start - sentence.start, mention.end - sentence.start
    # The role before the name starts after the last other full name.
    after = max(
        (m.end - sentence.start for m in passage.mentions if _is_full_name(m) and m.end < mention.start), default=0
    )
    for match in (
        ROLE_BEFORE_NAME.search(sentence.text[:start], after),
        APPOSITION_AFTER_NAME.match(sentence.text, end),
    ):
        if match and len(match[1]) <= MAX_INTRODUCTION_CHARACTERS and not CLAUSE_WORD.search(match[1]):
            at = sentence.start + match.start(1)
            yield Introduction(at, at + len(match[1]), match[1], passage.citation, 1)


def _is_full_name(mention: Mention) -> bool:
    """Return whether a mention looks like a person's full name."""
    return mention.kind is MentionKind.NAME and mention.text.count(" ") in {1, 2} and mention.text.istitle()


def find_name_mentions(passage: Passage, actor: str) -> Iterator[Mention]:
    """Yield the mentions of *actor* by name."""
    return (m for m in passage.mentions if m.actor == actor and m.kind is MentionKind.NAME)


#: Maximum number of co-mentioned actors in a profile's facts.
MAX_LISTED_ACTORS = 5
#: Minimum confidence in the speaker to show words as the actor's own, in [0, 1].
MIN_OWN_WORDS_CONFIDENCE = 0.8

_Counted = TypeVar("_Counted", str, date)


@dataclass(frozen=True, slots=True)
class Profile:
    """
    What the articles report about one actor; sentences of near-copies count once.

    Attributes:
        actor: The actor.
        sentences: Number of sentences that mention or quote the actor.
        introductions: Introductions of the actor, most used first.
        names: Names that the articles use for the actor, each with its count, most used first.
        first: The dated article that was published first, or None.
        last: The dated article that was published last, or None.
        statements: Passages with statements of the actor, oldest first.
        statements_by_others: Passages in which another speaker mentions the actor, oldest first.
        seen_with: Ids of the actors in the same sentences, each with its count, highest first.
        busiest: Days that sentences about the actor are dated to, each with its count, highest first.
    """

    actor: Actor
    sentences: int
    introductions: tuple[Introduction, ...] = ()
    names: tuple[tuple[str, int], ...] = ()
    first: Citation | None = None
    last: Citation | None = None
    statements: tuple[Passage, ...] = ()
    statements_by_others: tuple[Passage, ...] = ()
    seen_with: tuple[tuple[str, int], ...] = ()
    busiest: tuple[tuple[date, int], ...] = ()

    @property
    def quoted(self) -> tuple[Passage, ...]:
        """Those of *statements* that surely quote the actor in quotation marks."""
        return tuple(p for p in self.statements if any(_is_quoted(one, self.actor.id) for one in p.quotations))


def build_profile(actor: Actor, passages: Sequence[Passage]) -> Profile:
    """Build the profile of *actor* from *passages*, in any order; passages that do not concern it are ignored."""
    relevant = _remove_copies(sorted((p for p in passages if _is_about(p, actor.id)), key=_sort_key))
    dated = [passage.citation for passage in relevant if day_range(passage.citation.published)]
    return Profile(
        actor,
        len(relevant),
        find_introductions(actor.id, relevant),
        _rank_counts(Counter(m.text for p in relevant for m in find_name_mentions(p, actor.id))),
        dated[0] if dated else None,
        dated[-1] if dated else None,
        tuple(p for p in relevant if any(q.speaker == actor.id for q in p.quotations)),
        tuple(p for p in relevant if _is_mentioned_in_quote(p, actor.id)),
        _rank_counts(Counter(other for p in relevant for other in _list_other_actors(p, actor.id))),
        _rank_counts(Counter(day for p in relevant for day in _find_exact_days(p))),
    )


_KINDS_NOT_LISTED = frozenset({ActorKind.ANONYMOUS, ActorKind.PLACE})


def format_facts(profile: Profile, actors: Mapping[str, Actor]) -> tuple[tuple[str, str], ...]:
    """
    Format a profile as lines of label and value.

    Args:
        profile: The profile.
        actors: Maps ids to actors, for the names of others; one that is missing, unnamed or a place is not listed.
    """
    companions = [
        f"{actors[other].name} ({count})"
        for other, count in profile.seen_with
        if other in actors and actors[other].kind not in _KINDS_NOT_LISTED
    ]
    lines = (
        (
            _("Introduced as"),
            "; ".join(f"“{collapse_whitespace(one.text)}” ({_get_outlet(one)})" for one in profile.introductions[:3]),
        ),
        (_("First mentioned"), _format_publication(profile.first)),
        (_("Last mentioned"), _format_publication(profile.last)),
        (_("Mentioned with"), ", ".join(companions[:MAX_LISTED_ACTORS])),
        (_("Busiest days"), join_texts([_format_day(day, str(count)) for day, count in profile.busiest[:3]], ", ")),
        (
            _("Sentences"),
            _(
                "{number}, of which {said} quote them and {about} quote others about them",
                number=str(profile.sentences),
                said=str(len(profile.statements)),
                about=str(len(profile.statements_by_others)),
            ),
        ),
    )
    return tuple((label, value) for label, value in lines if value and profile.sentences)


def count_co_mentions(passages: Sequence[Passage], actors: Mapping[str, Actor]) -> Mapping[tuple[str, str], int]:
    """Count the sentences that mention both of two named actors of *actors*, by the pair of their names in order."""
    counts: Counter[tuple[str, str]] = Counter()
    for passage in _remove_copies(passages):
        known = (actors[key] for key in _list_other_actors(passage, "") if key in actors)
        counts.update(combinations(sorted({one.name for one in known if one.kind not in _KINDS_NOT_LISTED}), 2))
    return counts


def _is_about(passage: Passage, actor: str) -> bool:
    return any(m.actor == actor for m in passage.mentions) or any(q.speaker == actor for q in passage.quotations)


def _is_quoted(quotation: Quotation, actor: str) -> bool:
    surely = quotation.speaker == actor and quotation.confidence >= MIN_OWN_WORDS_CONFIDENCE
    return surely and quotation.kind is not QuotationKind.REPORTED


def _sort_key(passage: Passage) -> tuple[date, str, int]:
    covered = day_range(passage.citation.published)
    return (covered[0] if covered else date.max, passage.citation.key, passage.sentence.start)


def _remove_copies(passages: Sequence[Passage]) -> list[Passage]:
    """Remove repetitions of the same words by the same origin."""
    first = {(p.citation.origin_key, collapse_whitespace(p.sentence.text)): p for p in reversed(passages)}
    return [p for p in passages if first[p.citation.origin_key, collapse_whitespace(p.sentence.text)] is p]


def _is_mentioned_in_quote(passage: Passage, actor: str) -> bool:
    return any(
        quotation.speaker not in {None, actor} and quotation.start <= mention.start and mention.end <= quotation.end
        for quotation in passage.quotations
        for mention in passage.mentions
        if mention.actor == actor
    )


def _list_other_actors(passage: Passage, actor: str) -> set[str]:
    return {m.actor for m in passage.mentions if m.actor and m.actor != actor and m.kind is not MentionKind.PRONOUN}


def _find_exact_days(passage: Passage) -> set[date]:
    return {day for expression in passage.dates if (day := exact_day(expression.value))}


def _rank_counts(counts: Counter[_Counted]) -> tuple[tuple[_Counted, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _get_outlet(one: Introduction) -> str:
    return collapse_whitespace(one.citation.outlet or one.citation.key)


def _format_publication(citation: Citation | None) -> str:
    covered = day_range(citation.published) if citation else None
    if not citation or not covered:
        return ""
    first, last = covered
    outlet = collapse_whitespace(citation.outlet or citation.key)
    return _format_day(first, outlet) if first == last else f"{first.isoformat()} to {last.isoformat()} ({outlet})"


def _format_day(day: date, note: str) -> LocalizableText:
    return LocalizableText("{day} ({note})", "", {"day": DayRange.from_day(day), "note": note})
