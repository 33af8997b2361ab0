"""Digests of a real store: the same bytes for the same, only what is new, nothing of another server."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.desk.desk import Desk
from bot.messages.editions import Masthead, printed, set_copy
from bot.messages.payloads import as_payload
from briefings.editions import Edition, told
from tests.bot.desk.articles import take

DAY = date(2024, 6, 21)
LATER = (
    "Rail talks\nPublished 21 June 2024\n\nNorwegian ferries will run free of charge during the whole month of August."
)


def payload(made: Edition) -> str:
    """Write the digest as it is sent."""
    copy = set_copy(made, Masthead("d1", "", DAY, datetime(2024, 6, 20, 23, tzinfo=UTC)))
    return as_payload(printed(copy))


def test_the_same_store_request_and_points_told_give_the_same_bytes(desk: Desk) -> None:
    """The chart's, too; another article makes it another digest with another number."""
    first, second = (desk.edition(day=DAY, chart=True) for _ in range(2))
    assert first == second
    assert payload(first) == payload(second)
    assert first.chart is None  # of one day there is nothing to draw
    take(desk, "c", LATER)
    third = desk.edition(day=DAY, chart=True)
    assert third.chart
    assert third == desk.edition(day=DAY, chart=True)
    assert third.briefing.sequence > first.briefing.sequence
    assert payload(third) != payload(first)


def test_only_what_arrived_since_is_told(desk: Desk) -> None:
    """By its arrival, whatever it is dated."""
    first = desk.edition(day=DAY)
    take(desk, "c", LATER)
    second = desk.edition(day=DAY, after=first.briefing.sequence, told=told(first.quoted))
    assert {point.passage.citation.key for point in second.briefing.points} == {"c"}
    assert desk.edition(day=DAY, after=second.briefing.sequence).briefing.points == ()


def test_every_sentence_of_a_digest_is_proved(desk: Desk) -> None:
    """Those of the days ahead and the quotation of the day as well."""
    made = desk.edition(day=DAY)
    assert made.proof
    assert [exhibit.text for exhibit in made.proof.exhibits] == [point.passage.sentence.text for point in made.quoted]
    assert desk.verify(made.proof).holds


def test_tomorrow_is_announced_where_the_points_do_not_tell_it(desk: Desk) -> None:
    """A vote on the next day."""
    made = desk.edition(day=DAY, limit=1)
    days = {prospect.day for prospect in made.ahead}
    told_already = any("harbour on 22 June" in point.passage.sentence.text for point in made.briefing.points)
    assert told_already or days == {date(2024, 6, 22)}


def test_a_servers_articles_are_told_to_that_server_alone(desk: Desk) -> None:
    """Neither as news, nor ahead, nor as a quotation."""
    take(desk, "own", LATER, "8")
    here, there = desk.edition(scope="8", day=DAY), desk.edition(scope="7", day=DAY)
    assert any(point.passage.citation.key.startswith("own") for point in here.quoted)
    assert not any(point.passage.citation.key.startswith("own") for point in there.quoted)
