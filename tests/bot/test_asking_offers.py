"""What is offered while somebody types: never what would find nothing, never more than Discord takes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from corpus.model import Topic
from corpus.store import open_store
from tests.bot.newsroom import Newsroom, article, newsroom, sample_store, stock
from tests.bot.wire import PATIENCE, quotations, read

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """Run the bot on the bundled articles, one with a long title, and two topics, one of them without articles."""
    url = sample_store(tmp_path_factory.mktemp("room"))
    stock(url, {"long": article(f"Zebra {'stripes ' * 40}", "Zebras crossed the river on Thursday morning.")})
    with open_store(url) as store:
        store.keep_topic(Topic("Vietnam visit", terms=("Hanoi", "Vietnam")))
        store.keep_topic(Topic("Unheard things", terms=("quasars",)))
    async with newsroom(url) as opened:
        yield opened


async def choices(room: Newsroom, command: str, option: str, typed: str = "") -> list[tuple[str, str]]:
    """Give name and value of what is offered."""
    offered = await room.member().complete(command, option, typed).choices(PATIENCE)
    assert len(offered) <= 25
    return [(one["name"], one["value"]) for one in offered]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("said", "actor"),
        ("who", "actor"),
        ("timeline", "actor"),
        ("brief", "topic"),
        ("when", "date"),
        ("article", "title"),
        ("compare", "topic"),
    ],
    ids=lambda value: value,
)
async def test_whatever_is_offered_finds_something(room: Newsroom, command: str, option: str) -> None:
    """Each of the first choices is answered with sentences."""
    offered = await choices(room, command, option)
    assert offered
    for _, value in offered[:8]:
        answer = await room.ask(command, **{option: value})
        assert quotations(answer), value


async def test_who_is_never_quoted_is_not_offered_as_a_speaker(room: Newsroom) -> None:
    """Though the articles name them."""
    named = {name for name, _ in await choices(room, "who", "actor", "A")}
    quoted = {name for name, _ in await choices(room, "said", "actor", "A")}
    assert quoted < named


async def test_topics_come_first_and_empty_ones_never(room: Newsroom) -> None:
    """A topic of the server is found by any part of its name."""
    offered = [name for name, _ in await choices(room, "brief", "topic", "vi")]
    assert offered[0] == "Vietnam visit"
    assert "Vietnam" in offered
    assert await choices(room, "brief", "topic", "Unheard") == []


async def test_articles_are_offered_newest_first_by_any_words_of_their_titles(room: Newsroom) -> None:
    """A long title is cut; what is handed over is the key."""
    offered = await choices(room, "article", "title", "putin")
    assert len(offered) > 3
    assert all("putin" in name.casefold() for name, _ in offered)
    ((name, key),) = await choices(room, "article", "title", "zebra")
    assert (len(name), key) == (100, "long")
    assert "Zebras crossed" in read(await room.ask("article", title=key))


async def test_days_since_are_days_that_something_was_published_after(room: Newsroom) -> None:
    """None in the future, the latest first."""
    offered = await choices(room, "brief", "since")
    assert offered[0][1] == "2024-06-24"
    for _, value in offered:
        assert quotations(await room.ask("brief", since=value))


async def test_days_are_found_as_they_are_said(room: Newsroom) -> None:
    """By weekday, for every option that takes a day."""
    for command, option in (("said", "date"), ("timeline", "from"), ("timeline", "to"), ("when", "date")):
        assert all(name.startswith("Wednesday") for name, _ in await choices(room, command, option, "wednes"))
