"""Replies as of a day: on each day of both sample topics, nothing that was published later is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import partial

import pytest

from bot.errors import InputError
from bot.models.query import QueryRequest
from bot.rendering import render_result
from bot.services.engine import MAX_PAST_SESSIONS, QueryEngine, open_past_engine, parse_past_day, run_as_of
from bot.services.query_service import execute_query
from corpus.crossdoc import reconcile_articles
from corpus.dates import day_range
from corpus.entities import load_bundled_registry
from corpus.models import Actor, Citation, Sentence
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import Store, open_store
from tests.support.bot.sample_articles import add_article
from tests.support.paths import HURRICANE, SAMPLE

TODAY = date(2026, 1, 15)


def list_values(value: object, kind: type) -> Iterator[object]:
    """Yield every value of *kind* in *value*, however deep."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from list_values(getattr(value, field.name), kind)
    elif isinstance(value, dict):
        yield from list_values(tuple(value.items()), kind)
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from list_values(one, kind)


@pytest.fixture(scope="module", params=[SAMPLE, HURRICANE], ids=["treaty", "hurricane"])
def sample(request: pytest.FixtureRequest) -> Iterator[QueryEngine]:
    """Yield an engine with one of the sample topics."""
    with QueryEngine.open("sqlite:///:memory:") as opened:
        add_sources(opened.store, load_sources(request.param).sources, opened.registry)
        yield opened


def list_days(store: Store) -> list[date]:
    """Return every day from that of the first article to the day after the last."""
    days = [covered[1] for one in store.list_articles() if (covered := day_range(one.citation.published))]
    return [min(days) + timedelta(days=number) for number in range((max(days) - min(days)).days + 2)]


#: Of the days, one in four is asked about by every command, the others by those that read all articles.
DAYS_BETWEEN = 4


def list_requests(engine: QueryEngine, day: date, *, every: bool) -> list[QueryRequest]:
    """Return requests of *every* command that takes a day, on what the present articles tell of, or of a few."""
    stats = engine.snapshot("").stats
    names = [stats.actors_by_id[key].name for key in list(stats.actors)[:3]]
    later = (day + timedelta(days=1)).strftime("%-d %B %Y")
    options: list[tuple[str, dict[str, str | int | bool]]] = [
        ("brief", {"length": 12}),
        ("brief", {"topic": names[0], "length": 12}),
        ("brief", {"since": (day - timedelta(days=1)).isoformat()}),
        ("brief", {"quotes": True, "length": 12}),
        ("ask", {"question": f"What did {names[1]} say?"}),
        ("ask", {"question": "How many people died?"}),
        ("ask", {"question": "What happened yesterday?"}),
        ("ask", {"question": f"What happened on {later}?"}),
        ("when", {"date": day.isoformat()}),
        ("when", {"date": "tomorrow"}),
        ("timeline", {}),
        ("chart", {"kind": "coverage"}),
        ("changes", {"since": (day - timedelta(days=1)).isoformat()}),
        *(("who", {"actor": name}) for name in names),
        *(("timeline", {"actor": name}) for name in names[:1]),
    ]
    if not every:
        options = [("brief", {"length": 12}), ("timeline", {}), ("ask", {"question": "How many people died?"})]
    return [QueryRequest(name, {**given, "as_of": day.isoformat()}, "", TODAY) for name, given in options]


def test_nothing_published_later_is_used_on_any_day(sample: QueryEngine) -> None:
    """Not as a sentence, corroboration, story, title or count; and every reply says as of which day it is."""
    engine = sample
    used = 0
    for number, day in enumerate(list_days(engine.store)):
        for request in list_requests(engine, day, every=number % DAYS_BETWEEN == 0):
            try:
                result = execute_query(engine, request)
            except InputError as error:  # nothing had been published a day before the first; nothing to draw
                assert request.command in {"changes", "chart"}, error  # noqa: PT017
                continue
            for citation in list_values(result.reply, Citation):
                assert isinstance(citation, Citation)
                covered = day_range(citation.published)
                assert covered is None or covered[1] <= day, (request, citation)
                used += 1
            assert result.as_of == day
            shown = render_result(result).message.text
            assert f"As of {day.day} {day:%B %Y}" in shown, request
    assert used > 300


def test_counts_names_and_origins_are_those_of_the_articles_of_then(sample: QueryEngine) -> None:
    """They are the same as in a store to which nothing else was ever added."""
    for day in list_days(sample.store):
        past = sample.open_past(day)
        with open_store("sqlite:///:memory:") as store:
            for key in past.store.list_keys():
                store.add_article(sample.store.get_record(key))
            reconcile_articles(store)
            fresh = QueryEngine(store, load_bundled_registry())
            now, then = fresh.snapshot("").stats, past.snapshot("").stats
            for part in ("articles", "origins", "sentences", "actors", "days"):
                assert getattr(then, part) == getattr(now, part), (day, part)
            for question in ("Who signed it?", "How many people died?", "What happened yesterday?"):
                assert _list_sentences(past.ask(question=question, today=day)) == _list_sentences(
                    fresh.ask(question=question, today=day)
                )


def _list_sentences(answer: object) -> list[object]:
    return list(list_values(answer, Sentence))


def test_nothing_that_the_program_knows_of_people_is_shown(sample: QueryEngine) -> None:
    """Its descriptions may tell of an office that somebody got later; what articles say of somebody is shown."""
    engine = sample
    known = {one.actor.description for one in engine.registry.entries if one.actor.kind == "person"} - {""}
    for day in list_days(engine.store):
        stats = engine.open_past(day).snapshot("").stats
        names = [stats.actors_by_id[key].name for key in list(stats.actors)[:6]]
        for name in names:
            result = execute_query(engine, QueryRequest("who", {"actor": name, "as_of": day.isoformat()}, "", TODAY))
            told = {one.description for one in list_values(result.reply, Actor) if isinstance(one, Actor)}
            assert not told & known, (day, name)
            shown = render_result(result).message.text
            assert not any(description in shown for description in known), (day, name)


@pytest.mark.parametrize(
    ("day", "holder"), [(date(2024, 6, 20), "Jens Stoltenberg"), (date(2024, 10, 20), "Mark Rutte")]
)
def test_an_office_is_of_who_held_it_then(engine: QueryEngine, day: date, holder: str) -> None:
    """The same question means another person on another day, also if articles name both."""
    text = "NATO met on Thursday. Jens Stoltenberg spoke to Mark Rutte in Brussels."
    add_article(engine, "nato", f"Talks\nPublished 20 June 2024\n\n{text}")
    past = engine.open_past(day)
    parsed = past.parse_question("What did the NATO secretary general say?", "", day)
    assert [actor.name for actor in parsed.actors] == [holder]


def test_words_for_days_are_relative_to_the_day(engine: QueryEngine) -> None:
    """Who asks as of 20 June and says "yesterday" means 19 June."""
    request = QueryRequest("when", {"date": "yesterday", "as_of": "20 June 2024"}, "", TODAY)
    result = execute_query(engine, request)
    (span,) = result.reply.answer.request.query.days  # type: ignore[union-attr]
    assert span.first == date(2024, 6, 19)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-06-21", date(2024, 6, 21)),
        ("21 June 2024", date(2024, 6, 21)),
        ("yesterday", date(2026, 1, 14)),
        ("June 2024", date(2024, 6, 30)),
        ("2026", TODAY),
        ("this month", TODAY),
        ("today", TODAY),
    ],
)
def test_a_day_is_read_as_in_questions(engine: QueryEngine, words: str, day: date) -> None:
    """Of a period its last day counts, or today if that is earlier."""
    assert parse_past_day(engine, words, "", TODAY) == day


@pytest.mark.parametrize(
    ("words", "reason", "remedy"),
    [
        ("tomorrow", "“tomorrow” is in the future.", "Choose today or an earlier day."),
        ("2031", "“2031” is in the future.", "Choose today or an earlier day."),
        ("31 June 2024", "31 June 2024", "Try 20 June"),
        ("the mill", "I can't find a day or period in “the mill”.", "Try 20 June"),
        ("  ", "I need a day or period.", "Try 20 June"),
        (
            "3 May 2001",
            "Nothing had been published here by 3 May 2001.",
            "The first article here is from 20 June 2024.",
        ),
    ],
)
def test_a_day_that_cannot_be_used_is_explained(engine: QueryEngine, words: str, reason: str, remedy: str) -> None:
    """One in the future, one that can't be read, one before the first article; the first day is named."""
    with pytest.raises(InputError) as caught:
        open_past_engine(engine, words, "", TODAY)
    assert reason in caught.value.sentence
    assert remedy in caught.value.remedy
    assert caught.value.subject.strip()


def test_a_store_without_articles_has_no_past() -> None:
    """The error says that there is nothing at all."""
    with QueryEngine.open("sqlite:///:memory:") as empty, pytest.raises(InputError) as caught:
        open_past_engine(empty, "2 May 2024", "", TODAY)
    assert caught.value.remedy == "There are no articles here yet."


def test_the_last_few_pasts_are_kept_until_the_store_changes(engine: QueryEngine) -> None:
    """An equal request uses the same copy, also of another server without articles of its own."""
    days = [date(2024, 6, 20 + number) for number in range(MAX_PAST_SESSIONS + 1)]
    first = engine.open_past(days[0])
    assert engine.open_past(days[0], "77") is first
    reopened = [engine.open_past(day) for day in days]
    assert reopened[0] is first
    assert engine.open_past(days[-1]) is not first
    assert engine.open_past(days[0]) is not first  # it was closed
    kept = engine.open_past(days[0])
    add_article(engine, "c", "Mill\nPublished 21 June 2024\n\nThe mill of Harl closed on Friday.")
    assert engine.open_past(days[0]) is not kept


def test_suggestions_are_of_then(engine: QueryEngine) -> None:
    """A name that only a later article has is not suggested."""
    text = "Mill\nPublished 3 July 2024\n\nIda Holm, the owner of the mill in Harl, hired ten people on Wednesday."
    add_article(engine, "mill", text)
    task = partial(QueryEngine.suggest_actors, scope="", typed="Ida", limit=5)
    assert "Ida Holm" not in run_as_of(engine, task, "2 July 2024", TODAY, "")
    assert "Ida Holm" in run_as_of(engine, task, "3 July 2024", TODAY, "")


def test_undated_articles_are_pointed_out(engine: QueryEngine) -> None:
    """They count from the day of adding on, and the reply says so."""
    add_article(engine, "mill", "The mill\n\nIda Holm, the owner of the mill in Harl, hired ten people.")
    told = execute_query(engine, QueryRequest("who", {"actor": "Ida Holm", "as_of": "today"}, "", date(2099, 1, 1)))
    shown = render_result(told).message.text
    assert "hired ten people" in shown
    assert "An article without a date counts from the day on which it was added." in shown
    dated = execute_query(engine, QueryRequest("who", {"actor": "Vladimir Putin", "as_of": "2025"}, "", TODAY))
    assert not re.search("without a date", render_result(dated).message.text)
