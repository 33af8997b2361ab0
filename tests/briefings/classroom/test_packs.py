"""Claims about position packs."""

from __future__ import annotations

import pytest

from briefings.classroom import PositionPack, build_packs, find_sides
from briefings.models import Request
from corpus.models import Query
from tests.support.briefings.quiz_sources import build_quiz_sources

_FELD = (
    "“Nobody asked the islanders what they think of the new timetable,” council leader Marcus Feld said on Monday.",
    "“The harbour needs a second crane before it needs a museum,” council leader Marcus Feld said in a letter.",
    "“Our school buses have stood in the yard for a month,” council leader Marcus Feld told a newspaper.",
)
_OLDMAN = (
    "“The new ferry will be in service before the summer holidays begin,” harbour chief Tessa Oldman said.",
    "“Dredging the channel will cost less than the critics fear,” harbour chief Tessa Oldman said on Friday.",
)


def _build(length: int, wanted: tuple[str, ...] = ()) -> tuple[PositionPack, ...]:
    sources = build_quiz_sources([*_FELD, *_OLDMAN])
    sides = find_sides(sources.passages, sources.actors, wanted)
    return build_packs(sides, Request(Query()), 1, length, named=bool(wanted))


@pytest.mark.parametrize(("length", "expected"), [(1, 1), (2, 2), (6, 2)])
def test_all_sides_have_equally_many_sentences(length: int, expected: int) -> None:
    """As many as asked for, or as the side with fewest has."""
    packs = _build(length)
    assert {pack.side.actor.name for pack in packs} == {"Marcus Feld", "Tessa Oldman"}
    assert {len(pack.briefing.points) for pack in packs} == {expected}
    assert min(pack.available for pack in packs) == expected


def test_each_side_speaks_for_itself() -> None:
    """Every sentence of a pack is a statement of its side."""
    for pack in _build(2):
        for point in pack.briefing.points:
            assert pack.side.actor.name in point.passage.sentence.text


def test_sides_that_are_named_come_in_the_order_named() -> None:
    """Those who say nothing are left out."""
    packs = _build(2, ("tessa-oldman", "marcus-feld", "ana-ruiz"))
    assert [pack.side.actor.id for pack in packs] == ["tessa-oldman", "marcus-feld"]


def test_whoever_speaks_for_a_state_is_on_its_side() -> None:
    """A minister's statement is one of the country; a member of no state is a side alone."""
    texts = (
        "“Russia will answer every step of that kind within the treaty,” President Vladimir Putin said in Moscow.",
        "“The talks with the neighbours will go on in the autumn,” Kremlin spokesman Dmitry Peskov said.",
    )
    sources = build_quiz_sources(texts)
    (side,) = find_sides(sources.passages, sources.actors)
    assert side.actor.name == "Russia"
    assert {"Vladimir Putin", "Dmitry Peskov"} <= {speaker.name for speaker in side.speakers}
    assert find_sides(sources.passages, sources.actors, ("vladimir-putin",))[0].actor.name == "Vladimir Putin"
