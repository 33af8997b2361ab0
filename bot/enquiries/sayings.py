"""``/said``: an actor's words, direct and indirect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.desk.desk import Desk
from bot.enquiries.offers import speakers
from bot.enquiries.times import window
from bot.enquiries.voices import speakers_for, spoken_by
from bot.findings import Asked, Sayings
from briefings.model import Answer, Intent, Point, Request
from briefings.proof import Proof
from briefings.stories import SAME, alike, tellers
from corpus.model import Passage, Query, QuotationKind, Window

#: Quotations that are listed; they come in pages.
MOST_SAYINGS = 60
#: Sentences that are compared with each other.
MOST_HEARD = 400

_ORDER = (QuotationKind.DIRECT, QuotationKind.PARTIAL, QuotationKind.REPORTED)


def said(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Sayings | Answer, int]:
    """List what an actor said, the newest first, or what fits best where a subject is named."""
    name, about, date = asked.text("actor"), asked.text("about"), asked.text("date")
    request = desk.read(name, asked.scope)
    if len(request.actors) != 1:
        return _nobody(desk, request, name, asked.scope), 0
    actor = request.actors[0]
    subject = desk.read(about, asked.scope, asked.today) if about else Request(Query())
    days = window(desk, date, asked) if date else None
    request = Request(
        Query(terms=subject.terms, actors=(actor.id,), days=(days,) if days else (), scope=asked.scope),
        text=" · ".join(part for part in (actor.name, about, date) if part),
        intent=Intent.SAID,
        read_as=tuple(dict.fromkeys((actor.name, *subject.read_as, *(desk.read(date, "").read_as if date else ())))),
        limit=MOST_SAYINGS,
        actors=(actor,),
        terms=subject.terms,
        unknown=subject.unknown,
    )
    voices = speakers_for(desk, actor, asked.scope)
    others = tuple(one.id for one in subject.actors if one.id != actor.id)
    heard = [p for p in _searched(desk, request, voices, others) if spoken_by(p, voices)]
    points = tuple(_once(heard[:MOST_HEARD], voices))
    return Sayings(Answer(request, points, heading=actor.name), voices), 0


def _nobody(desk: Desk, request: Request, name: str, scope: str) -> Answer:
    near = desk.know(scope).lexicon.nearest(name, 5) or speakers(desk, scope, "", 5)
    return Answer(replace(request, text=name), nearest=tuple(near))


def _searched(desk: Desk, request: Request, voices: Iterable[str], others: tuple[str, ...]) -> list[Passage]:
    found: dict[tuple[str, int], Passage] = {}
    for voice in voices:
        whole = replace(request.query, actors=(voice,), days=())
        # Who else is named may be named with a word that is no name: what holds the words will do, too.
        queries = [replace(whole, actors=(voice, *others))] if others else []
        queries += [whole] if whole.terms or not others else []
        for query in queries:
            for passage in _dated(desk, query, request.query.days):
                found.setdefault((passage.citation.key, passage.sentence.start), passage)
    passages = list(found.values())
    return passages if request.terms else sorted(passages, key=_newest_first)


def _dated(desk: Desk, query: Query, days: Sequence[Window]) -> list[Passage]:
    """Search for what is dated to *days*, or has no date of its own and was published on them."""
    if not days:
        return list(desk.store.search(query))
    dated = desk.store.search(replace(query, days=tuple(days)))
    then = [passage for one in days for passage in desk.store.search(replace(query, published=one))]
    return [*dated, *(passage for passage in then if not passage.dates)]


def _newest_first(passage: Passage) -> tuple[int, str, int]:
    published = passage.citation.published or ""
    day = int("".join(sign for sign in published[:10] if sign.isdigit()) or 0)
    return -day, passage.citation.key, passage.sentence.start


def _once(passages: Sequence[Passage], voices: Collection[str]) -> list[Point]:
    """Give each saying once, in its most direct form, with the other articles that bring it."""
    if not passages:
        return []
    likeness = alike(passages).tocsr()
    kept: list[int] = []
    for number in sorted(range(len(passages)), key=lambda number: (_directness(passages[number], voices), number)):
        row = likeness.getrow(number)
        same = set(row.indices[row.data >= SAME])
        if same.isdisjoint(kept):
            kept.append(number)
    chosen = [passages[number] for number in sorted(kept)[:MOST_SAYINGS]]
    return [Point(one, also=also) for one, also in zip(chosen, tellers(chosen, passages), strict=True)]


def _directness(passage: Passage, voices: Collection[str]) -> int:
    kinds = {quotation.kind for quotation in passage.quotations if quotation.speaker in voices}
    return min(map(_ORDER.index, kinds))
