"""Digests of a real store: the same bytes for the same, only what is new, nothing of another server."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models.digest import Exclusions
from bot.models.digest_message import DigestHeader
from bot.models.message import dump_message
from bot.rendering import format_digest, render_digest
from bot.services.engine import QueryEngine
from briefings.clustering import ChangeKind
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


def test_of_a_changed_article_only_what_was_added_is_quoted(engine: QueryEngine) -> None:
    """What it said before the last digest is no news, whether it was quoted or not; changes since then count as one."""
    body = (
        "The council of Marnes closed the bridge over the Talvik after cracks were found on Thursday.\n\n"
        "Engineers from the county will inspect every pillar with divers and drones this week.\n\n"
        "Shopkeepers on the south bank fear that they will lose a third of their customers."
    )
    head = "Bridge in Marnes closed\nPublished 20 June 2024\n\n"
    add_article(engine, "bridge", head + body)
    first = engine.build_digest(day=DAY, limit=1)
    ferry = "The county will pay for a ferry until the bridge opens again, it said on Friday."
    pier = "A pier for the ferry is to be built of steel by the army within ten days, the county added."
    add_article(engine, "bridge", f"{head}{body}\n\n{ferry}")
    add_article(engine, "bridge", f"{head}{body}\n\n{ferry}\n\n{pier}")
    second = engine.build_digest(
        day=DAY, after=first.briefing.sequence, prior_sentences=to_prior_sentences(first.all_points)
    )
    assert [point.passage.sentence.text for point in second.briefing.points] == [ferry, pier]


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


MAYOR = "Mayor\nPublished {day} June 2024\n\n{name}, the mayor of Riga, opened the {thing} on {weekday}."
SUNDAY = date(2024, 6, 30)


def add_mayors(engine: QueryEngine) -> None:
    """Add an article from before the week that ends on *SUNDAY*, and one of it with another mayor."""
    add_article(engine, "c", MAYOR.format(day=20, name="Ida Holm", thing="fish market", weekday="Wednesday"))
    add_article(engine, "d", MAYOR.format(day=25, name="Nils Brack", thing="tram depot", weekday="Monday"))


@pytest.mark.parametrize(("days", "covered"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_weekly_review_covers_seven_days(engine: QueryEngine, days: int, covered: bool) -> None:
    """An article is in the reviews of the day on which it was published and of the six days after it."""
    add_mayors(engine)
    made = engine.build_digest(day=date(2024, 6, 25) + timedelta(days=days), weekly=True)
    assert ("d" in {point.passage.citation.key for point in made.briefing.points}) is covered


def test_a_weekly_review_is_of_its_week_alone(engine: QueryEngine) -> None:
    """Without articles of an earlier week, days to come and the quotation of the day."""
    add_mayors(engine)
    made = engine.build_digest(day=SUNDAY, weekly=True)
    assert {point.passage.citation.key for point in made.briefing.points} == {"d"}
    assert (made.upcoming, made.quote) == ((), None)


def test_a_weekly_review_proves_what_changed(engine: QueryEngine) -> None:
    """The holder of then and the one of now, in sentences that can be checked like those of the stories."""
    add_mayors(engine)
    made = engine.build_digest(day=SUNDAY, weekly=True)
    (change,) = made.changes
    assert change.kind is ChangeKind.OFFICE
    assert [point.passage.citation.key for point in change.points] == ["c", "d"]
    assert made.all_points[-2:] == change.points
    assert made.proof
    assert [exhibit.key for exhibit in made.proof.sentences] == [one.passage.citation.key for one in made.all_points]
    assert engine.verify(made.proof).is_valid


def test_a_weekly_review_shows_no_change_that_is_left_out(engine: QueryEngine) -> None:
    """Neither one with an excluded word, nor one of another topic, nor one of another week."""
    add_mayors(engine)
    assert not engine.build_digest(day=SUNDAY, weekly=True, exclusions=Exclusions(actors=("Nils Brack",))).changes
    assert not engine.build_digest(day=SUNDAY, weekly=True, text="Denmark").changes
    assert not engine.build_digest(day=SUNDAY + timedelta(days=7), weekly=True).changes
    assert not engine.build_digest(day=SUNDAY).changes


def test_nothing_has_changed_in_the_first_week(engine: QueryEngine) -> None:
    """Where no article is from before it."""
    add_mayors(engine)
    assert not engine.build_digest(day=date(2024, 6, 25), weekly=True).changes
