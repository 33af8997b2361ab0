"""Haste, slow work and what Discord or the database does to an answer: always an answer, never a crash."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.client.config import Config
from bot.client.cooldowns import Cooldowns
from bot.commands import responses
from bot.commands.checks import describe_error
from bot.models.query import QueryRequest, QueryResult
from bot.services.engine import QueryEngine
from bot.services.query_service import execute_query
from bot.testserver import TestServer
from bot.testserver.faults import FaultKind
from briefings.verification import Proof
from tests.support.bot.bot_session import NOON, BotSession, list_controls, run_bot_session
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text, run_bot
from tests.support.sample_store import copy_sample_store


@pytest_asyncio.fixture
async def session(tmp_path: Path) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles."""
    async with run_bot_session(copy_sample_store(tmp_path)) as opened:
        yield opened


class SlowEngine(QueryEngine):
    """An engine that is slow."""

    def execute_query(self, query_request: QueryRequest, prior_proofs: Sequence[Proof] = ()) -> QueryResult:
        """Answer after half a second."""
        time.sleep(0.5)
        return execute_query(self, query_request, prior_proofs)


@asynccontextmanager
async def run_slow_session(url: str) -> AsyncIterator[BotSession]:
    """Run the bot with an engine that is slow."""
    clock = ManualClock(NOON)
    async with TestServer(clock=clock) as server, run_bot(server, Config(url), clock, SlowEngine.open) as client:
        yield BotSession(server, client, clock, url)


async def test_who_asks_too_often_learns_when_to_ask_again(session: BotSession) -> None:
    """On their own clock, to them alone; others are served, until the whole server asks too often."""
    hand = [100.0]
    session.client.cooldowns = Cooldowns(member_limit=2, guild_limit=3, seconds=30.0, timer=lambda: hand[0])
    ada = session.get_member("Ada")
    for _ in range(2):
        assert list_quotations(await session.run_command("brief", length=1))
    told = await session.run_command("brief", length=1)
    assert f"Please ask again <t:{int(NOON.timestamp()) + 31}:R>." in read_text(told)
    assert told.private_to == session.get_member().user.id
    assert list_quotations(await session.run_command("brief", ada, length=1))
    assert "That was quick" in read_text(await session.run_command("brief", ada, length=1))
    hand[0] = 131.0
    assert list_quotations(await session.run_command("brief", length=1))


async def test_buttons_are_counted_too(session: BotSession) -> None:
    """A press makes as much work as a question; the message whose button it is stays."""
    answer = await session.run_command("brief", length=1)
    session.client.cooldowns = Cooldowns(member_limit=1, timer=lambda: 100.0)
    await session.check_sentence(answer, 1)
    told = await session.press_button(answer, "More")
    assert "That was quick" in read_text(told)
    assert list_quotations(answer)


def test_quiet_members_are_forgotten() -> None:
    """However many ask once, no more are remembered than asked lately."""
    hand = [100.0]
    pace = Cooldowns(member_limit=1, seconds=30.0, timer=lambda: hand[0], max_tracked=10)
    for member in range(11):
        pace.hit(member, None)
    hand[0] = 140.0
    pace.hit(99, None)
    pace.hit(5, None)
    with pytest.raises(discord.app_commands.CommandOnCooldown):
        pace.hit(99, None)


async def test_long_work_says_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the answer's place, before the answer; beside a message for a button."""
    monkeypatch.setattr(responses, "PROGRESS_NOTICE_SECONDS", 0.1)
    async with run_slow_session(copy_sample_store(tmp_path)) as session:
        use = session.get_member().run_slash_command("brief", {"length": 1})
        await use.wait_until(
            lambda held: (held.original and "Still reading" in read_text(held.original)) or None,
            "progress",
            REPLY_TIMEOUT,
        )
        answer = await use.wait_until(
            lambda held: held.original if list_quotations(held.original) else None, "it", REPLY_TIMEOUT
        )
        press = session.get_member().press_button(answer, "More")
        beside = await press.wait_until(
            lambda held: held.messages[0] if held.messages else None, "progress", REPLY_TIMEOUT
        )
        assert "Still reading" in read_text(beside)
        await press.wait_until(lambda _: list_quotations(beside) or None, "the answer", REPLY_TIMEOUT)
        assert len(press.messages) == 1


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMITED, FaultKind.ERROR_BEFORE, FaultKind.LOST_REPLY])
async def test_a_passing_trouble_is_survived(session: BotSession, kind: FaultKind) -> None:
    """The answer comes once Discord takes it; it is one answer."""
    session.server.faults.add(kind, "PATCH /webhooks/.*")
    use = session.get_member().run_slash_command("brief", {"length": 1})
    await use.wait_until(
        lambda held: (held.original and list_quotations(held.original)) or None, "the answer", REPLY_TIMEOUT
    )
    assert len(use.messages) == 1


@pytest.mark.parametrize("gone", ["the channel", "the token", "the answer"])
async def test_a_place_that_is_gone_is_logged_and_survived(
    session: BotSession, caplog: pytest.LogCaptureFixture, gone: str
) -> None:
    """A channel deleted meanwhile, a token that ran out, a deleted answer: no crash, and the next one answers."""
    world = session.server.world
    session.server.faults.add(FaultKind.SLOW, "POST /interactions/.*", seconds=0.3)
    use = session.get_member().run_slash_command("brief", {"length": 1}, channel="briefings")
    if gone == "the token":
        await use.wait_for_acknowledgement(REPLY_TIMEOUT)
        use.interaction.started -= 3_600
    elif gone == "the channel":
        await use.wait_for_acknowledgement(REPLY_TIMEOUT)
        world.delete_channel(session.server.find_channel("briefings"))
    else:
        original = await use.wait_until(lambda held: held.original, "thinking", REPLY_TIMEOUT)
        original.deleted = True
    with caplog.at_level(logging.WARNING):
        # The engine answers one question after the other, so the second answer comes after the end of the first.
        assert list_quotations(await session.run_command("brief", length=1))
        await asyncio.gather(*_list_command_tasks())
    assert "ran out, or its place is gone" in caplog.text
    assert "Traceback" not in caplog.text


def _list_command_tasks() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == "CommandTree-invoker"]


async def test_an_answer_that_can_not_be_stored_is_shown_without_buttons(session: BotSession) -> None:
    """A full or damaged database takes the buttons, not the answer."""
    with closing(sqlite3.connect(session.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("DROP TABLE shown")
        connection.commit()
    answer = await session.run_command("brief", length=2)
    assert list_quotations(answer)
    assert not list_controls(answer)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (
            403,
            discord.Forbidden,
            "I can't answer here without View Channel, Send Messages and Attach Files. Someone who manages this",
        ),
        (503, discord.DiscordServerError, "Discord is having trouble."),
        (429, discord.HTTPException, "Discord asked me to slow down."),
    ],
    ids=["a missing permission", "trouble at Discord's", "too many requests"],
)
def test_what_discord_refuses_is_said_with_the_way_out(
    status: int, kind: type[discord.HTTPException], words: str
) -> None:
    """The missing permission is named, and who can grant it."""
    response: Any = SimpleNamespace(status=status, reason="no")
    assert words in str(describe_error(kind(response, "no")))
