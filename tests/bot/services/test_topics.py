"""Claims about topics in the query engine and on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.errors import InputError
from bot.services.engine import QueryEngine
from corpus.entities import load_bundled_registry
from corpus.models import Topic
from corpus.pipeline import add_sources
from corpus.sources.files import load_sample_topics, load_sources
from corpus.store import open_store
from tests.support.paths import HURRICANE, SAMPLE
from tests.support.sample_store import copy_sample_store

RunCommand = Callable[..., tuple[int, str, str]]
BORDER = Topic("The border", ("balloons", "leaflets", "warning shots"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the sample articles."""
    return copy_sample_store(tmp_path_factory.mktemp("topics"))


@pytest.fixture
def engine(url: str) -> Iterator[QueryEngine]:
    """Open a query engine without topics."""
    with QueryEngine.open(url) as opened:
        for topic in opened.store.list_topics(None):
            opened.store.delete_topic(topic.name, topic.scope)
        yield opened


@pytest.fixture
def run(url: str, engine: QueryEngine, capsys: pytest.CaptureFixture[str]) -> RunCommand:  # noqa: ARG001
    """Return a function that runs a command on that store."""

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["--database", url, *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_briefing_on_a_topic_quotes_its_articles_alone(engine: QueryEngine) -> None:
    """Every sentence is of an article that belongs to the topic, and the surest come first."""
    engine.save_topic(BORDER)
    followed, told = engine.match_topic("the border"), engine.summarize(topic="The Border")
    assert 2 <= len(followed.articles) <= 8
    assert {point.passage.citation.key for point in told.points} <= followed.articles.keys()
    assert told.articles == len(followed.articles)
    assert told.request.topic == BORDER
    scores = [one.score for one in followed.articles.values()]
    assert scores == sorted(scores, reverse=True)


def test_a_text_that_is_a_topics_name_is_the_topic(engine: QueryEngine) -> None:
    """Whoever types the name of a topic gets its briefing, with the same id."""
    before = engine.summarize(text="the border")
    engine.save_topic(BORDER)
    assert engine.summarize(text=" THE border ") == engine.summarize(topic="the border")
    assert before != engine.summarize(text="the border")


def test_a_question_may_be_asked_of_a_topic_alone(engine: QueryEngine) -> None:
    """What only other articles say is not found there, and what the topic's articles say is."""
    engine.save_topic(BORDER)
    keys = engine.match_topic("the border").articles.keys()
    fired = engine.ask(question="Who fired warning shots?", topic="the border")
    assert fired.found
    assert {point.passage.citation.key for point in fired.points} <= keys
    deals = "How many deals were signed in Hanoi?"
    elsewhere = {point.passage.citation.key for point in engine.ask(question=deals).points} - keys
    narrowed = {point.passage.citation.key for point in engine.ask(question=deals, topic="the border").points}
    assert elsewhere
    assert narrowed <= keys


def test_a_timeline_of_a_topic_quotes_its_articles_alone(engine: QueryEngine) -> None:
    """A timeline of a topic's name quotes the articles that belong to it, and no others."""
    engine.save_topic(BORDER)
    request, moments = engine.build_timeline(text="the border")
    quoted = {point.passage.citation.key for moment in moments for point in moment.points}
    assert request.topic == BORDER
    assert quoted
    assert quoted <= engine.match_topic("the border").articles.keys()


def test_a_topic_that_nothing_belongs_to_finds_nothing(engine: QueryEngine) -> None:
    """A topic without articles is no wish for all of them."""
    engine.save_topic(Topic("Cocoa", ("cocoa", "chocolate")))
    told = engine.summarize(topic="cocoa")
    assert (told.points, told.articles) == ((), 0)


def test_a_server_sees_its_own_topic_in_the_place_of_everybodys(engine: QueryEngine) -> None:
    """Two topics of one name: a server's own wins there, and nowhere else."""
    own = Topic("The border", ("ambassador",), scope="1")
    for topic in (BORDER, own):
        engine.save_topic(topic)
    assert engine.list_topics(scope="1") == (own,)
    assert engine.list_topics(scope="2") == (BORDER,)
    assert engine.match_topic("the border", scope="1").articles != engine.match_topic("the border").articles
    engine.delete_topic("the border", scope="1")
    assert engine.list_topics(scope="1") == (BORDER,)


@pytest.mark.parametrize("known", [(), (BORDER,)], ids=["none known", "one known"])
def test_an_unknown_topic_names_the_near_ones(engine: QueryEngine, known: tuple[Topic, ...]) -> None:
    """Where there is no topic of the name, the message says so and which there are."""
    for topic in known:
        engine.save_topic(topic)
    with pytest.raises(InputError, match=r"The border\." if known else "no topics yet"):
        engine.summarize(topic="the boarder")


def test_the_topics_of_the_sample_are_found_in_it(engine: QueryEngine) -> None:
    """Each bundled topic has several articles, and all its actors are known there."""
    for topic in load_sample_topics():
        engine.save_topic(topic)
        followed = engine.match_topic(topic.name)
        assert len(followed.articles) >= 3
        assert followed.compiled.unknown == ()


def test_the_topic_of_the_second_sample_is_found_in_it(tmp_path: Path) -> None:
    """Most articles on the hurricane belong to its topic, and none on the treaty does."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with open_store(url) as store:
        sources = [*load_sources(HURRICANE).sources, *load_sources(SAMPLE).sources[:5]]
        add_sources(store, sources, load_bundled_registry())
    with QueryEngine.open(url) as engine:
        (topic,) = load_sample_topics("hurricane")
        engine.save_topic(topic)
        names = engine.match_topic(topic.name).articles.keys()
    storm = {path.stem for path in HURRICANE.glob("*.txt")}
    assert len(names & storm) >= 14
    assert names <= storm


def test_topics_are_stored_shown_and_removed_on_the_command_line(run: RunCommand) -> None:
    """What was added is listed, shown with its articles and the reasons, briefed on, and gone when removed."""
    assert run("topics", "list")[0] == 1
    code, out, _ = run(
        "topics", "add", "The  border", "--term", "balloons", "--term", "leaflets", "--actor", "Kim Yo-jong"
    )
    assert (code, "articles belong to it" in out) == (0, True)
    code, out, _ = run("topics", "list")
    assert (code, "The border" in out) == (0, True)
    shown = json.loads(run("topics", "show", "the border", "--json")[1])
    assert (shown["name"], shown["terms"], shown["actors"]) == ("The border", ["balloons", "leaflets"], ["Kim Yo-jong"])
    assert all(article["relevance"] >= 0.5 and article["reasons"] for article in shown["articles"])
    assert shown["articles"][0]["doc"] in " ".join(run("topics", "show", "the border")[1].split())
    told = json.loads(run("brief", "--topic", "the border", "--json")[1])
    assert {sentence["doc"] for sentence in told["sentences"]} <= {article["doc"] for article in shown["articles"]}
    assert run("topics", "remove", "the border")[0] == 0
    assert run("topics", "show", "the border")[0] == 2


def test_an_export_of_a_topics_briefing_holds(run: RunCommand, tmp_path: Path) -> None:
    """What was exported of a topic is verified like all else."""
    run("topics", "add", "Treaty", "--term", "treaty")
    export = tmp_path / "out.json"
    assert run("brief", "--topic", "treaty", "-o", export)[0] == 0
    assert run("verify", export)[0] == 0
    assert json.loads(export.read_text("utf-8"))["request"]["topic"]["name"] == "Treaty"


def test_a_topic_needs_something_to_be_found_by(run: RunCommand) -> None:
    """A name alone is refused, with the way out."""
    code, _, error = run("topics", "add", "Nothing")
    assert (code, "--term" in error) == (2, True)
