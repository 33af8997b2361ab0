"""Claims about topics at the desk and at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.desk.desk import Desk
from bot.errors import InputError
from corpus import ingest
from corpus.model import Topic
from corpus.registry import bundled
from corpus.store import open_store
from tests.paths import SAMPLE

Run = Callable[..., tuple[int, str, str]]
BORDER = Topic("The border", ("balloons", "leaflets", "warning shots"))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Keep the sample articles in a store."""
    where = f"sqlite:///{tmp_path_factory.mktemp('topics') / 'store.sqlite3'}"
    with open_store(where) as store:
        ingest.add(store, ingest.load(SAMPLE).sources, bundled())
    return where


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """Open a desk without topics."""
    with Desk.open(url) as opened:
        for topic in opened.store.topics(None):
            opened.store.drop_topic(topic.name, topic.scope)
        yield opened


@pytest.fixture
def run(url: str, desk: Desk, capsys: pytest.CaptureFixture[str]) -> Run:  # noqa: ARG001 - it starts without topics
    """Give a function that runs a command on that store."""

    def command(*words: object) -> tuple[int, str, str]:
        code = main(["--database", url, *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_a_briefing_on_a_topic_is_told_by_its_articles_alone(desk: Desk) -> None:
    """Every sentence is of an article that belongs to the topic, and the surest come first."""
    desk.keep_topic(BORDER)
    followed, told = desk.follow("the border"), desk.brief(topic="The Border")
    assert 2 <= len(followed.articles) <= 8
    assert {point.passage.citation.key for point in told.points} <= followed.articles.keys()
    assert told.articles == len(followed.articles)
    assert told.request.topic == BORDER
    scores = [one.score for one in followed.articles.values()]
    assert scores == sorted(scores, reverse=True)


def test_a_text_that_is_a_topics_name_is_the_topic(desk: Desk) -> None:
    """Whoever types the name of a topic gets its briefing, with the same id."""
    before = desk.brief(text="the border")
    desk.keep_topic(BORDER)
    assert desk.brief(text=" THE border ") == desk.brief(topic="the border")
    assert before != desk.brief(text="the border")


def test_a_question_may_be_asked_of_a_topic_alone(desk: Desk) -> None:
    """What only other articles tell is not found there, and what the topic's articles tell is."""
    desk.keep_topic(BORDER)
    keys = desk.follow("the border").articles.keys()
    fired = desk.ask(question="Who fired warning shots?", topic="the border")
    assert fired.found
    assert {point.passage.citation.key for point in fired.points} <= keys
    deals = "How many deals were signed in Hanoi?"
    elsewhere = {point.passage.citation.key for point in desk.ask(question=deals).points} - keys
    narrowed = {point.passage.citation.key for point in desk.ask(question=deals, topic="the border").points}
    assert elsewhere
    assert narrowed <= keys


def test_the_days_of_a_topic_are_told_by_its_articles(desk: Desk) -> None:
    """A timeline of a topic's name quotes the articles that belong to it, and no others."""
    desk.keep_topic(BORDER)
    request, moments = desk.timeline(text="the border")
    quoted = {point.passage.citation.key for moment in moments for point in moment.points}
    assert request.topic == BORDER
    assert quoted
    assert quoted <= desk.follow("the border").articles.keys()


def test_a_topic_that_nothing_belongs_to_finds_nothing(desk: Desk) -> None:
    """A topic without articles is no wish for all of them."""
    desk.keep_topic(Topic("Cocoa", ("cocoa", "chocolate")))
    told = desk.brief(topic="cocoa")
    assert (told.points, told.articles) == ((), 0)


def test_a_server_sees_its_own_topic_in_the_place_of_everybodys(desk: Desk) -> None:
    """Two topics of one name: a server's own wins there, and nowhere else."""
    own = Topic("The border", ("ambassador",), scope="1")
    for topic in (BORDER, own):
        desk.keep_topic(topic)
    assert desk.topics(scope="1") == (own,)
    assert desk.topics(scope="2") == (BORDER,)
    assert desk.follow("the border", scope="1").articles != desk.follow("the border").articles
    desk.drop_topic("the border", scope="1")
    assert desk.topics(scope="1") == (BORDER,)


@pytest.mark.parametrize("known", [(), (BORDER,)], ids=["none known", "one known"])
def test_an_unknown_topic_names_the_near_ones(desk: Desk, known: tuple[Topic, ...]) -> None:
    """Where there is no topic of the name, the message says so and which there are."""
    for topic in known:
        desk.keep_topic(topic)
    with pytest.raises(InputError, match=r"The border\." if known else "none yet"):
        desk.brief(topic="the boarder")


def test_the_topics_of_the_sample_are_found_in_it(desk: Desk) -> None:
    """Each bundled topic has several articles, and all its actors are known there."""
    for topic in ingest.sample_topics():
        desk.keep_topic(topic)
        followed = desk.follow(topic.name)
        assert len(followed.articles) >= 3
        assert followed.wanted.unknown == ()


def test_topics_are_kept_shown_and_removed_at_the_command_line(run: Run) -> None:
    """What was added is listed, shown with its articles and the reasons, briefed on, and gone when removed."""
    assert run("topics", "list")[0] == 1
    code, out, _ = run(
        "topics", "add", "The  border", "--term", "balloons", "--term", "leaflets", "--actor", "Kim Yo-jong"
    )
    assert (code, "articles of the store belong to it" in out) == (0, True)
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


def test_an_export_of_a_topics_briefing_holds(run: Run, tmp_path: Path) -> None:
    """What was exported of a topic is verified like all else."""
    run("topics", "add", "Treaty", "--term", "treaty")
    export = tmp_path / "out.json"
    assert run("brief", "--topic", "treaty", "-o", export)[0] == 0
    assert run("verify", export)[0] == 0
    assert json.loads(export.read_text("utf-8"))["request"]["topic"]["name"] == "Treaty"


def test_a_topic_needs_something_to_be_found_by(run: Run) -> None:
    """A name alone is refused, with the way out."""
    code, _, error = run("topics", "add", "Nothing")
    assert (code, "--term" in error) == (2, True)
