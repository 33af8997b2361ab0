"""Claims about `dateline compare`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.cli.main import main
from corpus.sources.files import load_sample_topics
from corpus.store import open_store
from tests.support.sample_store import copy_sample_store

RunCommand = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with the sample articles and topics."""
    where = copy_sample_store(tmp_path_factory.mktemp("compare"))
    with open_store(where) as store:
        for topic in load_sample_topics():
            store.save_topic(topic)
    return where


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> RunCommand:
    """Return a function that runs a command on that store."""

    def command(*words: object) -> tuple[int, str]:
        code = main(["--database", url, *map(str, words)])
        return code, capsys.readouterr().out

    return command


def test_the_sample_differs_in_a_wording_and_a_figure(run: RunCommand) -> None:
    """Who left out the “very”, and how many deals there were, stand side by side with the words marked."""
    code, out = run("compare", "--json")
    found = {one["about"]: one for one in json.loads(out)["contrasts"]}
    assert code == 0
    assert found["big mistake"]["kind"] == "wording"
    words = [
        side["text"][start - side["start"] : end - side["start"]]
        for side in (found["deals"]["left"], found["deals"]["right"])
        for start, end in side["differs"]
    ]
    assert words == ["several", "at least a dozen"]


@pytest.mark.parametrize("text", ["Putin in Hanoi", "Arms for Ukraine"], ids=["an actor", "a topic"])
def test_what_is_asked_for_is_compared_alone(run: RunCommand, text: str) -> None:
    """An actor or a topic narrows it; every contrast has a side that mentions it."""
    code, out = run("compare", text, "--json")
    told = json.loads(out)
    assert (code, bool(told["read_as"]), bool(told["contrasts"])) == (0, True, True)


def test_both_sides_are_printed_with_their_sources(run: RunCommand) -> None:
    """A reader sees both sentences, their outlets, and in what they differ."""
    code, out = run("compare", "--limit", 1)
    assert code == 0
    assert all(words in out for words in ("Another wording", "big mistake", "Sample Courier", "So, too"))


def test_nothing_is_made_up_where_nothing_differs(run: RunCommand) -> None:
    """Where no outlets differ, it is said so with exit code 1."""
    assert run("compare", "cocoa") == (1, "I found nothing on which outlets differ.\n")
    assert run("compare", "…?")[0] == 1
