"""What is offered while somebody types: never what would find nothing, never more than Discord takes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.services.engine import QueryEngine
from corpus.models import Topic
from corpus.store import open_store
from tests.support.bot.bot_session import BotSession, add_articles, format_article, run_bot_session
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_quotations, read_text
from tests.support.sample_store import copy_sample_store

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles, one with a long title, and two topics, one of them without articles."""
    url = copy_sample_store(tmp_path_factory.mktemp("session"))
    add_articles(
        url, {"long": format_article(f"Zebra {'stripes ' * 40}", "Zebras crossed the river on Thursday morning.")}
    )
    with open_store(url) as store:
        store.save_topic(Topic("Vietnam visit", terms=("Hanoi", "Vietnam")))
        store.save_topic(Topic("Unheard things", terms=("quasars",)))
    async with run_bot_session(url) as opened:
        yield opened


async def list_choices(session: BotSession, command: str, option: str, typed: str = "") -> list[tuple[str, str]]:
    """Return name and value of what is offered."""
    offered = await session.get_member().complete_option(command, option, typed).wait_for_choices(REPLY_TIMEOUT)
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
async def test_whatever_is_offered_finds_something(session: BotSession, command: str, option: str) -> None:
    """Each of the first choices is answered with sentences."""
    offered = await list_choices(session, command, option)
    assert offered
    for _, value in offered[:8]:
        answer = await session.run_command(command, **{option: value})
        assert list_quotations(answer), value


async def test_who_is_never_quoted_is_not_offered_as_a_speaker(session: BotSession) -> None:
    """Though the articles name them."""
    named = {name for name, _ in await list_choices(session, "who", "actor", "A")}
    quoted = {name for name, _ in await list_choices(session, "said", "actor", "A")}
    assert quoted < named


async def test_topics_come_first_and_empty_ones_never(session: BotSession) -> None:
    """A topic of the server is found by any part of its name."""
    offered = [name for name, _ in await list_choices(session, "brief", "topic", "vi")]
    assert offered[0] == "Vietnam visit"
    assert "Vietnam" in offered
    assert await list_choices(session, "brief", "topic", "Unheard") == []


async def test_articles_are_offered_newest_first_by_any_words_of_their_titles(session: BotSession) -> None:
    """A long title is cut; what is handed over is the key."""
    offered = await list_choices(session, "article", "title", "putin")
    assert len(offered) > 3
    assert all("putin" in name.casefold() for name, _ in offered)
    ((name, key),) = await list_choices(session, "article", "title", "zebra")
    assert (len(name), key) == (100, "long")
    assert "Zebras crossed" in read_text(await session.run_command("article", title=key))


async def test_days_since_are_days_that_something_was_published_after(session: BotSession) -> None:
    """None in the future, the latest first."""
    offered = await list_choices(session, "brief", "since")
    assert offered[0][1] == "2024-06-24"
    for _, value in offered:
        assert list_quotations(await session.run_command("brief", since=value))


async def test_days_are_found_as_they_are_said(session: BotSession) -> None:
    """By weekday, for every option that takes a day."""
    for command, option in (("said", "date"), ("timeline", "from"), ("timeline", "to"), ("when", "date")):
        assert all(name.startswith("Wednesday") for name, _ in await list_choices(session, command, option, "wednes"))


async def test_suggestions_are_those_of_the_day_that_is_typed(session: BotSession) -> None:
    """Names that only later articles have are not offered; a day that can't be read offers none."""

    async def list_names(as_of: str) -> set[str]:
        asked = session.get_member().complete_option("who", "actor", "", {"as_of": as_of})
        return {one["name"] for one in await asked.wait_for_choices(REPLY_TIMEOUT)}

    now = {name for name, _ in await list_choices(session, "who", "actor")}
    then = await list_names("18 June 2024")
    assert then
    assert now - then
    assert await list_names("soon") == set()
    async with session.client.past_lock:
        assert await list_names("18 June 2024") == set()  # whoever types fast occupies one worker only
    assert await list_names("18 June 2024") == then


async def test_a_busy_worker_keeps_nobody_waiting(session: BotSession) -> None:
    """Discord takes choices within 3 seconds alone, so that none are offered while a worker is still being started."""
    busy = threading.Event()
    occupying = asyncio.create_task(session.client.workers.run(_wait_for, busy))
    assert await list_choices(session, "who", "actor", "V") == []
    busy.set()
    await occupying
    assert await list_choices(session, "who", "actor", "V")


def _wait_for(_: QueryEngine, event: threading.Event) -> None:
    event.wait(REPLY_TIMEOUT)
