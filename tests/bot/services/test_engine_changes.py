"""What has changed since a day, in one store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.errors import InputError
from bot.models.query import ChangeList, QueryRequest
from bot.rendering import render_result
from bot.services.engine import QueryEngine, list_changes
from bot.services.query_service import execute_query
from briefings.clustering import ChangeKind
from corpus.pipeline import add_sources, list_published_keys
from corpus.sources.files import load_sources
from tests.support.bot.sample_articles import add_article
from tests.support.paths import HURRICANE

TODAY = date(2018, 10, 20)


@pytest.fixture(scope="module")
def hurricane() -> Iterator[QueryEngine]:
    """Yield an engine with the sample articles on the hurricane."""
    with QueryEngine.open("sqlite:///:memory:") as opened:
        add_sources(opened.store, load_sources(HURRICANE).sources, opened.registry)
        yield opened


def test_a_toll_that_rose_is_the_first_change(hurricane: QueryEngine) -> None:
    """The figure of then and the one of now, each in its sentence; both are proven like any other reply."""
    found = list_changes(hurricane, since="11 October 2018", today=TODAY)
    change = found.changes[0]
    assert change.kind is ChangeKind.FIGURE
    assert change.before
    known = list_published_keys(hurricane.store, date(2018, 10, 11))
    assert change.before.passage.citation.key in known
    assert change.after.passage.citation.key not in known
    result = execute_query(hurricane, QueryRequest("changes", {"since": "11 October 2018"}, "", TODAY))
    page = render_result(result)
    assert "What has changed since 11 October 2018" in page.message.text
    assert page.briefing
    assert all(
        (one.passage.citation.key, one.passage.citation.revision) in result.text_hashes for one in page.briefing.points
    )


def test_every_change_is_of_a_later_article(hurricane: QueryEngine) -> None:
    """Whatever the day; what was told before is of an earlier one."""
    for number in range(8, 16):
        day = date(2018, 10, number)
        try:
            found = list_changes(hurricane, since=day.isoformat(), today=TODAY)
        except InputError:
            assert not list_published_keys(hurricane.store, day)
            continue
        known = list_published_keys(hurricane.store, day)
        assert {one.after.passage.citation.key for one in found.changes}.isdisjoint(known)
        assert {one.before.passage.citation.key for one in found.changes if one.before} <= known
        assert found.articles == len(hurricane.store.list_keys()) - len(known)


def test_changes_end_at_the_day_as_of_which_is_asked(hurricane: QueryEngine) -> None:
    """What came after it is no change."""
    options = {"since": "10 October 2018", "as_of": "11 October 2018"}
    reply = execute_query(hurricane, QueryRequest("changes", options, "", TODAY)).reply
    assert isinstance(reply, ChangeList)
    assert reply.articles
    until = list_published_keys(hurricane.store, date(2018, 10, 11))
    assert {one.after.passage.citation.key for one in reply.changes} <= until


MAYOR = "Mayor\nPublished {day} June 2024\n\n{name}, the mayor of Riga, opened the {thing} on {weekday}."


@pytest.fixture
def riga(engine: QueryEngine) -> QueryEngine:
    """Return an engine whose later articles name another mayor."""
    add_article(engine, "c", MAYOR.format(day=20, name="Ida Holm", thing="fish market", weekday="Wednesday"))
    add_article(engine, "d", MAYOR.format(day=25, name="Nils Brack", thing="tram depot", weekday="Monday"))
    return engine


def test_an_office_and_a_new_story_are_listed(riga: QueryEngine) -> None:
    """With the holder of then and the one of now; a story with the number of its articles."""
    found = list_changes(riga, since="20 June 2024", today=date(2024, 6, 30))
    assert [(one.kind, one.articles) for one in found.changes] == [(ChangeKind.OFFICE, 0), (ChangeKind.STORY, 1)]
    assert (found.articles, found.origins) == (1, 1)


def test_only_what_a_text_selects_is_compared(riga: QueryEngine) -> None:
    """A change on another subject is left out; a text in which nothing is recognized selects nothing."""
    assert not list_changes(riga, text="Denmark", since="20 June 2024", today=date(2024, 6, 30)).changes
    assert list_changes(riga, text="mayor", since="20 June 2024", today=date(2024, 6, 30)).changes
    nothing = list_changes(riga, text="?", since="20 June 2024", today=date(2024, 6, 30))
    assert (nothing.changes, nothing.articles) == ((), 0)


@pytest.mark.parametrize(
    ("since", "told"),
    [("25 June 2024", "No articles have been published here since then"), ("20 June 2024", "What has changed since")],
)
def test_a_day_without_changes_says_so(riga: QueryEngine, since: str, told: str) -> None:
    """And why: nothing was published, or nothing of it is new."""
    result = execute_query(riga, QueryRequest("changes", {"since": since}, "", date(2024, 6, 30)))
    assert told in render_result(result).message.text


@pytest.mark.parametrize("since", ["1 July 2024", "1 June 2001", "soon"])
def test_a_day_that_cannot_be_compared_with_is_explained(riga: QueryEngine, since: str) -> None:
    """One in the future, one before the first article, one that is none."""
    with pytest.raises(InputError) as caught:
        list_changes(riga, since=since, today=date(2024, 6, 30))
    assert caught.value.remedy
