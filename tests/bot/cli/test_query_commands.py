"""Claims about the answers of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli import RunCommand
from tests.support.paths import SAMPLE


def test_a_briefing_cites_every_sentence(run_with_sample: RunCommand) -> None:
    """As JSON, a briefing gives spans with outlet, title and date; it exits 0."""
    code, out, _ = run_with_sample("brief", "--limit", "6", "--json")
    sentences = json.loads(out)["sentences"]
    assert code == 0
    assert len(sentences) == 5  # a sixth would say nothing new by itself
    assert len({sentence["outlet"] for sentence in sentences}) >= 3
    for sentence in sentences:
        text = (SAMPLE / f"{sentence['doc']}.txt").read_bytes().decode()
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["title"]
        assert sentence["published"]


def test_a_briefing_on_a_subject_fills_what_was_asked_for(run_with_sample: RunCommand) -> None:
    """Dozens of sentences name him, so that two would be too few; a digest stops earlier."""
    _, out, _ = run_with_sample("brief", "--request", "Putin", "--limit", "6", "--json")
    assert len(json.loads(out)["sentences"]) >= 4


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("brief",), id="a briefing"),
        pytest.param(("brief", "--request", "balloons", "--ranker", "lexrank"), id="a briefing on request by sumy"),
        pytest.param(("who", "Kim", "Yo-jong"), id="who"),
        pytest.param(("when", "20", "June", "2024"), id="when"),
        pytest.param(("ask", "what did Putin say about arming Ukraine?"), id="a question"),
    ],
)
def test_a_reply_is_laid_out_with_its_source(run_with_sample: RunCommand, words: tuple[str, ...]) -> None:
    """For people, each sentence stands above its outlet and file, and the exit code is 0."""
    code, out, err = run_with_sample(*words)
    assert (code, err) == (0, "")
    assert "Sample " in out
    assert ".txt" in out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param(("who", "Kim", "Yo-jonk"), "Kim Yo-jong", id="a misspelt actor is understood"),
        pytest.param(
            ("ask", "What", "happened", "on", "3", "May", "2019?"), "2024", id="a day without news names the days"
        ),
    ],
)
def test_near_misses_are_helped(run_with_sample: RunCommand, words: tuple[str, ...], hint: str) -> None:
    """What is not there is answered with what is near."""
    _, out, _ = run_with_sample(*words)
    assert hint in out


def test_a_day_shows_what_happened_apart_from_what_was_published(run_with_sample: RunCommand) -> None:
    """Both parts have their heading, and no sentence stands in both."""
    told = json.loads(run_with_sample("when", "20", "June", "2024", "--json")[1])
    happened, published = ({s["text"] for s in part["sentences"]} for part in (told, told["published"]))
    assert (bool(happened), bool(published), happened & published) == (True, True, set())
    assert {s["published"][:10] for s in told["published"]["sentences"]} == {"2024-06-20"}
    assert told["published"]["articles"] >= told["published"]["origins"] >= 2
    out = run_with_sample("when", "20", "June", "2024")[1]
    assert out.index("Happened") < out.index("Published")


def test_a_profile_shows_what_somebody_said_and_what_was_said_of_them(run_with_sample: RunCommand) -> None:
    """Who it is, its names, when it was seen, its words and others' words on it, with whom: all is there."""
    profile = json.loads(run_with_sample("who", "Putin", "--json")[1])["profile"]
    assert profile["names"]["Putin"] > 1
    assert profile["first"] < profile["last"]
    assert all(profile[part] for part in ("introductions", "said", "said_about", "seen_with", "busiest"))
    out = run_with_sample("who", "Putin")[1]
    assert out.index("In their own words") < out.index("What others said about them")


def test_nothing_found_is_an_answer(run_with_sample: RunCommand) -> None:
    """An unknown actor gives exit code 1, says so, and names an actor of the articles with nearly that name."""
    code, out, _ = run_with_sample("who", "Vlad", "Putnik")
    assert code == 1
    assert "Nothing found" in out
    assert "Putin" in out
    code, out, _ = run_with_sample("who", "Zorro", "Vega")
    assert code == 1
    assert "The articles do tell of" not in out


def test_a_possible_answer_is_printed_as_one(run_with_sample: RunCommand) -> None:
    """Sentences that may answer are no answer: the exit code is 1, and the list of answers is empty."""
    question = ("who", "painted", "the", "treaty", "of", "partnership", "blue?")
    code, out, _ = run_with_sample("ask", *question)
    assert code == 1
    assert "No article says so outright. Possibly:" in out
    code, out, _ = run_with_sample("ask", *question, "--json")
    answer = json.loads(out)
    assert not answer["found"]
    assert answer["sentences"] == []
    assert answer["possible"]


def test_a_batch_answers_every_question(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """A file of questions gives an answer each, found or not, and exits 0."""
    questions = [{"id": "a", "question": "who is Kim Yo-jong?"}, {"id": "b", "question": "what happened in 1805?"}]
    (tmp_path / "q.json").write_text(json.dumps({"questions": questions}), "utf-8")
    code, out, _ = run_with_sample("ask", "--batch", tmp_path / "q.json", "--json")
    answers = json.loads(out)["answers"]
    assert code == 0
    assert [(answer["id"], answer["found"]) for answer in answers] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("brief",), id="brief"),
        pytest.param(("who", "Putin"), id="who"),
        pytest.param(("when", "20", "June", "2024"), id="when"),
        pytest.param(("ask", "what did Putin say?"), id="ask"),
        pytest.param(("articles",), id="articles"),
    ],
)
def test_an_empty_store_is_called_empty(run: RunCommand, words: tuple[str, ...]) -> None:
    """Where nothing was added, the reply is how to add, and no name that no article holds; it exits 1."""
    code, out, err = run(*words)
    assert (code, err) == (1, "")
    assert out.strip() == "There are no articles yet. Add some with “dateline add”."


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        pytest.param({"id": "a", "question": 5}, "There is no text in", id="a number for a question"),
        pytest.param({"id": "a"}, "There is no text in", id="no question"),
        pytest.param({"id": "a", "question": "x", "asked_on": "tomorrow"}, "2024-06-21", id="a day that is none"),
        pytest.param({"id": "a", "question": "x", "asked_on": 5}, "2024-06-21", id="a number for a day"),
    ],
)
def test_a_bad_question_in_a_batch_is_named(run: RunCommand, tmp_path: Path, entry: object, said: str) -> None:
    """The question's id and the remedy are named, and nothing is printed for programs."""
    (tmp_path / "q.json").write_text(json.dumps({"questions": [entry]}), "utf-8")
    code, out, err = run("ask", "--batch", "q.json")
    assert (code, out) == (2, "")
    assert "question a" in err
    assert said in err


def test_a_batch_nested_without_end_is_none(run: RunCommand, tmp_path: Path) -> None:
    """What JSON's reader gives up on is reported like other files that hold no questions."""
    (tmp_path / "q.json").write_text("[" * 100_000, "utf-8")
    code, out, err = run("ask", "--batch", "q.json")
    assert (code, out) == (2, "")
    assert "isn't a file of questions" in err
