"""Haste, slow work and what Discord or the database does to an answer: always told, never a crash."""

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

from bot.commands import telling
from bot.commands.failures import explained
from bot.config import Config
from bot.enquiries import InformationDesk
from bot.findings import Asked, Finding
from bot.pace import Pace
from bot.testserver import FaultKind, TestServer
from briefings.proof import Proof
from tests.bot.newsroom import NOON, Newsroom, controls, newsroom, sample_store
from tests.bot.wire import PATIENCE, HandClock, quotations, read, running


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Run the bot on the bundled articles."""
    async with newsroom(sample_store(tmp_path)) as opened:
        yield opened


class Slow(InformationDesk):
    """A desk that takes its time."""

    def enquire(self, asked: Asked, told: Sequence[Proof] = ()) -> Finding:
        """Answer after half a second."""
        time.sleep(0.5)
        return super().enquire(asked, told)


@asynccontextmanager
async def slow(url: str) -> AsyncIterator[Newsroom]:
    """Run the bot with a desk that takes its time."""
    clock = HandClock(NOON)
    async with TestServer(clock=clock) as server, running(server, Config(url), clock, Slow.open) as client:
        yield Newsroom(server, client, clock, url)


async def test_who_asks_too_often_is_told_when_to_go_on(room: Newsroom) -> None:
    """On their own clock, to them alone; others are served, until the whole server asks too often."""
    hand = [100.0]
    room.client.pace = Pace(member=2, server=3, seconds=30.0, timer=lambda: hand[0])
    ada = room.member("Ada")
    for _ in range(2):
        assert quotations(await room.ask("brief", length=1))
    told = await room.ask("brief", length=1)
    assert f"Ask again <t:{int(NOON.timestamp()) + 31}:R>, please" in read(told)
    assert told.private_to == room.member().user.id
    assert quotations(await room.ask("brief", ada, length=1))
    assert "That was quick" in read(await room.ask("brief", ada, length=1))
    hand[0] = 131.0
    assert quotations(await room.ask("brief", length=1))


async def test_buttons_are_counted_too(room: Newsroom) -> None:
    """A press makes as much work as a question; the message whose button it is stays."""
    answer = await room.ask("brief", length=1)
    room.client.pace = Pace(member=1, timer=lambda: 100.0)
    await room.check(answer, 1)
    told = await room.press(answer, "More")
    assert "That was quick" in read(told)
    assert quotations(answer)


def test_quiet_members_are_forgotten() -> None:
    """However many ask once, no more are remembered than asked lately."""
    hand = [100.0]
    pace = Pace(member=1, seconds=30.0, timer=lambda: hand[0], remembered=10)
    for member in range(11):
        pace.admit(member, None)
    hand[0] = 140.0
    pace.admit(99, None)
    pace.admit(5, None)
    with pytest.raises(discord.app_commands.CommandOnCooldown):
        pace.admit(99, None)


async def test_long_work_says_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the answer's place, before the answer; beside a message for a button."""
    monkeypatch.setattr(telling, "PATIENCE", 0.1)
    async with slow(sample_store(tmp_path)) as room:
        use = room.member().slash("brief", {"length": 1})
        await use.until(
            lambda held: (held.original and "Still reading" in read(held.original)) or None, "progress", PATIENCE
        )
        answer = await use.until(lambda held: held.original if quotations(held.original) else None, "it", PATIENCE)
        press = room.member().press(answer, "More")
        beside = await press.until(lambda held: held.messages[0] if held.messages else None, "progress", PATIENCE)
        assert "Still reading" in read(beside)
        await press.until(lambda _: quotations(beside) or None, "the answer", PATIENCE)
        assert len(press.messages) == 1


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMITED, FaultKind.ERROR_BEFORE, FaultKind.LOST_REPLY])
async def test_a_passing_trouble_is_survived(room: Newsroom, kind: FaultKind) -> None:
    """The answer comes once Discord takes it; it is one answer."""
    room.server.faults.add(kind, "PATCH /webhooks/.*")
    use = room.member().slash("brief", {"length": 1})
    await use.until(lambda held: (held.original and quotations(held.original)) or None, "the answer", PATIENCE)
    assert len(use.messages) == 1


@pytest.mark.parametrize("gone", ["the channel", "the token", "the answer"])
async def test_a_place_that_is_gone_is_logged_and_survived(
    room: Newsroom, caplog: pytest.LogCaptureFixture, gone: str
) -> None:
    """A channel deleted meanwhile, a token that ran out, a deleted answer: no crash, and the next one answers."""
    world = room.server.world
    room.server.faults.add(FaultKind.SLOW, "POST /interactions/.*", seconds=0.3)
    use = room.member().slash("brief", {"length": 1}, channel="briefings")
    if gone == "the token":
        await use.acknowledged(PATIENCE)
        use.interaction.started -= 3_600
    elif gone == "the channel":
        await use.acknowledged(PATIENCE)
        world.close_channel(room.server.channel("briefings"))
    else:
        original = await use.until(lambda held: held.original, "thinking", PATIENCE)
        original.deleted = True
    with caplog.at_level(logging.WARNING):
        # The desk works one question after the other, so the second answer comes after the end of the first.
        assert quotations(await room.ask("brief", length=1))
        await asyncio.gather(*_under_way())
    assert "ran out, or its place is gone" in caplog.text
    assert "Traceback" not in caplog.text


def _under_way() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == "CommandTree-invoker"]


async def test_an_answer_that_can_not_be_kept_is_shown_without_buttons(room: Newsroom) -> None:
    """A full or damaged database takes the buttons, not the answer."""
    with closing(sqlite3.connect(room.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("DROP TABLE shown")
        connection.commit()
    answer = await room.ask("brief", length=2)
    assert quotations(answer)
    assert not controls(answer)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (
            403,
            discord.Forbidden,
            "it lacks View Channel, Send Messages or Attach Files. Someone who manages this channel",
        ),
        (503, discord.DiscordServerError, "Discord: has trouble and took no answer"),
        (429, discord.HTTPException, "Discord: asks the bot to slow down"),
    ],
    ids=["a missing permission", "trouble at Discord's", "too many requests"],
)
def test_what_discord_refuses_is_said_with_the_way_out(
    status: int, kind: type[discord.HTTPException], words: str
) -> None:
    """The missing permission is named, and who can grant it."""
    response: Any = SimpleNamespace(status=status, reason="no")
    assert words in str(explained(kind(response, "no")))
