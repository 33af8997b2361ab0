"""Brief on each side's position in its own words, at equal length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefings.classroom.evidence import list_sure_quotations
from briefings.classroom.models import PositionPack, Side
from briefings.models import Briefing, QuestionIntent, Request
from briefings.summarizer import list_quotable_passages, summarize
from corpus.models import Actor, ActorKind, Passage, QuotationKind, collapse_whitespace

#: Number of sides unless they are named, and sentences of each unless another number is asked for.
MAX_SIDES, DEFAULT_PACK_SENTENCES, MAX_PACK_SENTENCES = 4, 6, 12
#: Sentences that a side must have if it is not named; fewer only if fewer than two sides have as many.
_MIN_PACK_SENTENCES = (3, 2, 1)
_MIN_SIDES = 2
#: Steps from a speaker to the state or organisation spoken for, at most.
_MAX_STEPS = 4
_SIDE_KINDS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.PERSON})


def find_sides(
    passages: Sequence[Passage], actors: Mapping[str, Actor], wanted: Sequence[str] = ()
) -> tuple[Side, ...]:
    """
    Return the sides that are quoted in *passages*.

    Whoever speaks for a state or an organisation is on its side; the statements that several articles share count once.

    Args:
        passages: The sentences.
        actors: The known actors by id.
        wanted: Ids of the sides; if empty, every state or organisation that is spoken for, and whoever speaks for none.

    Returns:
        In the order of *wanted*, those without a statement left out; else those with most statements first.
    """
    spoken: dict[str, dict[tuple[str, str], Passage]] = {}
    speakers: dict[str, Counter[str]] = {}
    for passage in list_quotable_passages(passages):
        for quotation in list_sure_quotations(passage):
            speaker = str(quotation.speaker)
            chain = _list_superiors(speaker, actors)
            for side in [key for key in chain if key in wanted] if wanted else chain[-1:]:
                place = passage.citation.origin_key, collapse_whitespace(passage.sentence.text)
                spoken.setdefault(side, {}).setdefault(place, passage)
                speakers.setdefault(side, Counter())[speaker] += 1
    sides = {
        side: Side(actors[side], _rank_speakers(speakers[side], side, actors), tuple(found.values()))
        for side, found in spoken.items()
    }
    if wanted:
        return tuple(sides[key] for key in dict.fromkeys(wanted) if key in sides)
    return tuple(sorted(sides.values(), key=lambda one: (-len(one.passages), one.actor.id)))


def _list_superiors(speaker: str, actors: Mapping[str, Actor]) -> list[str]:
    """Return *speaker* and what it belongs to, step by step, as far as these can be sides."""
    chain: list[str] = []
    known = actors.get(speaker)
    while known and known.kind in _SIDE_KINDS and known.id not in chain and len(chain) <= _MAX_STEPS:
        chain.append(known.id)
        known = actors.get(known.part_of or "")
    return chain


def _rank_speakers(counts: Counter[str], side: str, actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(actors[key] for key in ranked if key != side)


def build_packs(
    sides: Sequence[Side], request: Request, sequence: int, length: int = DEFAULT_PACK_SENTENCES, *, named: bool = False
) -> tuple[PositionPack, ...]:
    """
    Return a briefing on each of *sides*, all with the same number of sentences.

    Args:
        sides: The sides, most important first.
        request: The request that found their sentences.
        sequence: The store's sequence number.
        length: Number of sentences wanted; where one side has fewer, every side gets that number.
        named: Whether the sides were asked for; if not, those with too few sentences are left out, and those after
            the fourth.
    """
    considered = sides if named else sides[: 3 * MAX_SIDES]
    drafts = [(side, _brief(side, request, sequence, length)) for side in considered]
    if not named:
        drafts = _select_longest(drafts, length)
    briefings = [briefing for _, briefing in drafts]
    equal = min((len(one.points) for one in briefings), default=0)
    while any(len(one.points) != equal for one in briefings):
        briefings = [_brief(side, request, sequence, equal) for side, _ in drafts]
        equal = min(equal, *(len(one.points) for one in briefings))
    return tuple(
        PositionPack(side, briefing, len(draft.points))
        for (side, draft), briefing in zip(drafts, briefings, strict=True)
        if briefing.points
    )


def _select_longest(drafts: Sequence[tuple[Side, Briefing]], length: int) -> list[tuple[Side, Briefing]]:
    """Return the sides with most sentences, without those that would make all packs very short."""
    ranked = sorted(drafts, key=lambda draft: -len(draft[1].points))[:MAX_SIDES]
    for least in _MIN_PACK_SENTENCES:
        enough = [draft for draft in ranked if len(draft[1].points) >= min(least, length)]
        if len(enough) >= _MIN_SIDES:
            return enough
    return ranked


def _brief(side: Side, request: Request, sequence: int, length: int) -> Briefing:
    """Return the briefing on what *side* says: statements in its own words before reported ones."""
    wanted = replace(request, text=side.actor.name, intent=QuestionIntent.BRIEF, limit=length, actors=(side.actor,))
    speakers = {side.actor.id, *(one.id for one in side.speakers)}

    def weigh(passage: Passage) -> float:
        own = any(
            one.speaker in speakers and one.kind is not QuotationKind.REPORTED for one in list_sure_quotations(passage)
        )
        return 1.0 if own else 0.8

    return summarize(side.passages, wanted, sequence, relevance=weigh)
