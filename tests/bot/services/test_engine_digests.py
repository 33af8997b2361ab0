"""Digests of a real store: the same bytes for the same, only what is new, nothing of another server."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.models.digest import Exclusions
from bot.models.digest_message import DigestHeader
from bot.models.message import dump_message
from bot.rendering import format_digest, render_digest
from bot.services.engine import QueryEngine
from briefings.digest import Digest, to_prior_sentences
from tests.support.bot.sample_articles import add_article

DAY = date(2024, 6, 21)
LATER = (
    "Rail talks\nPublished 21 June 2024\n\nNorwegian ferries will run free of charge during the whole month of August."
)


def dump_digest(made: Digest) -> str:
    """Write the digest as it is sent."""
    copy = format_digest(made, DigestHeader("d1", "", DAY, datetime(2024, 6, 20, 23, tzinfo=UTC)))
    return dump_message(render_digest(copy))


def test_the_same_store_request_and_history_give_the_same_bytes(engine: QueryEngine) -> None:
    """The chart's, too; another article makes it another digest with another number."""
    first, second = (engine.build_digest(day=DAY, chart=True) for _ in range(2))
    assert first == second
    assert dump_digest(first) == dump_digest(second)
    assert first.chart is None  # of one day there is nothing to draw
    add_article(engine, "c", LATER)
    third = engine.build_digest(day=DAY, chart=True)
    assert third.chart
    assert third == engine.build_digest(day=DAY, chart=True)
    assert third.briefing.sequence > first.briefing.sequence
    assert dump_digest(third) != dump_digest(first)


def test_only_what_arrived_since_is_quoted(engine: QueryEngine) -> None:
    """By its arrival, whatever it is dated."""
    first = engine.build_digest(day=DAY)
    add_article(engine, "c", LATER)
    second = engine.build_digest(
        day=DAY, after=first.briefing.sequence, prior_sentences=to_prior_sentences(first.all_points)
    )
    assert {point.passage.citation.key for point in second.briefing.points} == {"c"}
    assert engine.build_digest(day=DAY, after=second.briefing.sequence).briefing.points == ()


def test_every_sentence_of_a_digest_is_proved(engine: QueryEngine) -> None:
    """Those of the days ahead and the quotation of the day as well."""
    made = engine.build_digest(day=DAY)
    assert made.proof
    assert [exhibit.text for exhibit in made.proof.sentences] == [
        point.passage.sentence.text for point in made.all_points
    ]
    assert engine.verify(made.proof).is_valid


def test_tomorrow_is_announced_where_no_point_mentions_it(engine: QueryEngine) -> None:
    """A vote on the next day."""
    made = engine.build_digest(day=DAY, limit=1)
    days = {prospect.day for prospect in made.upcoming}
    told_already = any("harbour on 22 June" in point.passage.sentence.text for point in made.briefing.points)
    assert told_already or days == {date(2024, 6, 22)}


def test_a_servers_articles_are_quoted_in_that_server_alone(engine: QueryEngine) -> None:
    """Neither as news, nor ahead, nor as a quotation."""
    add_article(engine, "own", LATER, "8")
    here, there = engine.build_digest(scope="8", day=DAY), engine.build_digest(scope="7", day=DAY)
    assert any(point.passage.citation.key.startswith("own") for point in here.all_points)
    assert not any(point.passage.citation.key.startswith("own") for point in there.all_points)


def test_what_is_left_out_is_neither_shown_nor_counted(engine: QueryEngine) -> None:
    """By its words here; the proof holds only what is shown."""
    add_article(engine, "c", LATER)
    whole = engine.build_digest(day=DAY)
    assert any("ferries" in point.passage.sentence.text for point in whole.all_points)
    made = engine.build_digest(day=DAY, exclusions=Exclusions(words=("Norwegian ferry",)))
    assert not any("ferries" in point.passage.sentence.text for point in made.all_points)
    assert made.briefing.articles < whole.briefing.articles
    assert made.proof
    assert not any("ferries" in exhibit.text for exhibit in made.proof.sentences)
