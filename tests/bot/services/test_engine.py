"""The query engine: what it suggests where nothing is found, and which names a merger reaches."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from bot.errors import InputError
from bot.locales import Translator
from bot.models.query import QueryRequest
from bot.services.engine import MAX_OWN_SNAPSHOTS, QueryEngine
from bot.services.query_service import execute_query
from briefings.export import Chart
from briefings.models import QuestionIntent
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import CurationRecord
from tests.support.bot.sample_articles import add_article
from tests.support.paths import SAMPLE


def test_a_name_that_is_nearly_known_is_offered(engine: QueryEngine) -> None:
    """What is nearest resembles the unknown name."""
    reply = engine.ask(question="What did Vlad Putnik say about chess?")
    assert not reply.found
    assert reply.nearest[0] == "Vladimir Putin"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Why do penguins waddle over ice?", id="no name at all"),
        pytest.param("What did Angela Merkel say?", id="a name that no article holds"),
    ],
)
def test_no_name_is_offered_that_does_not_resemble_what_was_typed(engine: QueryEngine, question: str) -> None:
    """Whoever is mentioned most, or known to the registry alone, is no help."""
    reply = engine.ask(question=question)
    assert not reply.found
    assert reply.nearest == ()


def test_a_merger_reaches_everybodys_articles_for_its_server_alone(engine: QueryEngine) -> None:
    """A profile finds what stands under the merged name in articles that no server owns."""
    kept = "Lars Lindqvist\nPublished 20 June 2024\n\nLars Lindqvist, a shipwright, repaired the old ferry on Tuesday."
    add_article(engine, "kept", kept, "1")
    engine.store.add_curation(CurationRecord("merge", "vladimir-putin", "lars-lindqvist", "1"))
    (kept_one,) = engine.describe_actor(scope="1", name="Lars Lindqvist").request.actors
    told = engine.build_profile(kept_one, "1")
    assert (told.sentences, len(told.quoted)) == (3, 1)
    assert engine.build_profile(kept_one, "2").sentences == 0
    assert not engine.describe_actor(scope="2", name="Lars Lindqvist").found
    assert engine.describe_actor(scope="2", name="Vladimir Putin").found


_NAMESAKES = """Bridge closed
Published 20 June 2024

Ivo Brandell, the head of the harbour, closed the bridge on Thursday. Tomas Brandell runs the shipyard beside it."""


def test_a_surname_of_several_people_is_asked_back(engine: QueryEngine) -> None:
    """Where two people of one surname are mentioned, neither is taken for the other; a full name is clear."""
    add_article(engine, "bridge", _NAMESAKES)
    reply = engine.describe_actor(name="Brandell")
    assert not reply.found
    assert set(reply.nearest) == {"Ivo Brandell", "Tomas Brandell"}
    assert engine.describe_actor(name="Tomas Brandell").found


def test_forms_of_one_name_are_no_namesakes(engine: QueryEngine) -> None:
    """With and without a middle initial it is one person, who is not asked back for."""
    add_article(engine, "one", "Mill\nPublished 20 June 2024\n\nBea Tarn, the miller, opened the gate on Thursday.")
    add_article(engine, "two", "Gate\nPublished 20 June 2024\n\nThe gate was shut by Bea M. Tarn on Thursday night.")
    assert engine.describe_actor(name="Tarn").found


@pytest.mark.parametrize("name", ["", " "])
def test_a_chart_of_mentions_needs_a_name(engine: QueryEngine, name: str) -> None:
    """Without one, the error asks for it and does not quote an empty name."""
    with pytest.raises(InputError, match="needs a person") as caught:
        engine.draw_chart("actor", name=name)
    assert caught.value.subject == "chart"


def test_a_chart_is_drawn_in_the_language_of_its_reader(engine: QueryEngine) -> None:
    """The request says which; the words beside the picture are translated when they are shown."""
    request = QueryRequest("chart", {"kind": "coverage", "language": "de"}, "", date(2024, 6, 22))
    german, english = execute_query(engine, request).reply, engine.draw_chart("coverage")
    assert isinstance(german, Chart)
    assert german.png == engine.draw_chart("coverage", language=Translator("de")).png != english.png
    assert german.alternative == english.alternative


def test_events_of_no_day_are_refused_without_quoting_nothing(engine: QueryEngine) -> None:
    """The error asks for a day or period."""
    with pytest.raises(InputError, match="I need a day or period") as caught:
        engine.list_events(phrase=" ")
    assert caught.value.subject == "date"


def test_an_error_quotes_long_input_in_one_short_line(engine: QueryEngine) -> None:
    """However long it is, and whatever white space it holds."""
    with pytest.raises(InputError) as caught:
        engine.list_events(phrase="harbour\n" * 500)
    assert "\n" not in caught.value.reason
    assert "harbour harbour" in caught.value.reason
    assert len(caught.value.reason) < 300
    assert len(pickle.loads(pickle.dumps(caught.value)).reason) < 300  # noqa: S301


@pytest.mark.parametrize("question", ["what's new", "latest", "summarize today", "any updates?"])
def test_asking_for_news_is_answered_by_a_briefing(engine: QueryEngine, question: str) -> None:
    """Who names nothing gets what matters most."""
    reply = engine.ask(question=question, today=date(2024, 6, 20))
    assert reply.found
    assert reply.request.intent is QuestionIntent.BRIEF


def test_everything_of_a_day_is_what_was_published_then_or_is_dated_to_it(engine: QueryEngine) -> None:
    """The day before the one on which it is asked is "yesterday"; a day without news has none."""
    add_article(engine, "bridge", _NAMESAKES)
    told = engine.ask(question="everything yesterday", today=date(2024, 6, 21), limit=20)
    assert any("Ivo Brandell" in point.passage.sentence.text for point in told.points)
    assert not engine.ask(question="everything yesterday", today=date(2031, 6, 21)).found


def test_what_is_not_said_outright_is_offered_as_possible(engine: QueryEngine) -> None:
    """A sentence that shares but some of the question is no answer, and is shown as what it is."""
    add_article(engine, "bridge", _NAMESAKES)
    reply = engine.ask(question="who painted the shipyard green?")
    assert not reply.found
    assert any("shipyard" in point.passage.sentence.text for point in reply.possible)


def test_servers_without_content_share_what_is_known(engine: QueryEngine) -> None:
    """One with an article of its own knows more, and the others have nothing of it."""
    add_article(engine, "ferry", "Ferry\nPublished 20 June 2024\n\nLars Lindqvist repaired the old ferry.", "1")
    assert engine.snapshot("2") is engine.snapshot("3") is engine.snapshot("")
    assert "Lars Lindqvist" in engine.suggest_actors(scope="1")
    assert "Lars Lindqvist" not in engine.suggest_actors(scope="2")


def test_few_servers_with_content_are_kept_in_memory(engine: QueryEngine) -> None:
    """The one that asked least recently is forgotten, the shared knowledge is not."""
    for number in range(MAX_OWN_SNAPSHOTS + 1):
        add_article(engine, f"ferry-{number}", f"Ferry\nPublished 20 June 2024\n\nIt sank {number} times.", str(number))
    shared, first = engine.snapshot(""), engine.snapshot("0")
    for number in range(1, MAX_OWN_SNAPSHOTS + 1):
        engine.snapshot(str(number))
    assert engine.snapshot("") is shared
    assert engine.snapshot("0") is not first


_LIGHTHOUSE = """Lighthouse of Skarholm to open
Published 4 April 2019

The lighthouse of Skarholm will open to visitors on 1 May. It was shut because its stairs had rotted.

A keeper, Lotta Berg, found the rot on Tuesday. The harbour office will vote on new stairs on Friday."""


def test_two_questions_at_once_get_an_answer_each(engine: QueryEngine) -> None:
    """The best sentence of either question is among the first two."""
    add_article(engine, "lighthouse", _LIGHTHOUSE)
    reply = engine.ask(question="When will the lighthouse of Skarholm open, and why was it shut?")
    first = [point.passage.sentence.text for point in reply.points[:2]]
    assert first == [
        "The lighthouse of Skarholm will open to visitors on 1 May.",
        "It was shut because its stairs had rotted.",
    ]
    assert reply.request.text == "When will the lighthouse of Skarholm open, and why was it shut?"


def test_a_weekday_years_after_the_articles_is_one_of_theirs(engine: QueryEngine) -> None:
    """Who asks of old articles what happened on Wednesday means one of theirs; a whole date stays what it is."""
    then = engine.ask(question="What happened on Wednesday?", today=date(2024, 6, 21))
    later = engine.ask(question="What happened on Wednesday?", today=date(2031, 6, 21))
    assert then.found
    assert later.points == then.points
    assert not engine.ask(question="What happened on 18 June 2031?", today=date(2031, 6, 21)).found


def test_what_is_to_come_is_looked_for_where_it_is_asked_for(engine: QueryEngine) -> None:
    """Asked what happens next, the sentence that looks ahead comes first."""
    add_article(engine, "lighthouse", _LIGHTHOUSE)
    reply = engine.ask(question="what happens next with the stairs of the lighthouse")
    shown = reply.points or reply.possible
    assert shown[0].passage.sentence.text in {
        "The harbour office will vote on new stairs on Friday.",
        "The lighthouse of Skarholm will open to visitors on 1 May.",
    }


def test_a_chart_is_kept_until_an_article_comes() -> None:
    """Asked for again, also by another server without articles, it is not drawn anew; then it is."""
    with QueryEngine.open("sqlite:///:memory:") as engine:
        add_sources(engine.store, load_sources(SAMPLE).sources, engine.registry)
        chart = engine.draw_chart("coverage", scope="1")
        assert engine.draw_chart("coverage", scope="2") is chart
        assert engine.draw_chart("coverage", scope="1", dark=True) is not chart
        add_article(engine, "meeting", "Ana Ruiz met Ben Cole in Lisbon on 3 June 2024.")
        assert engine.draw_chart("coverage", scope="1") is not chart
