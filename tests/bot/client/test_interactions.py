"""Claims about interactions in progress: how long they take, and what becomes of them when the bot is stopped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.client.config import Config
from bot.client.interactions import InteractionMonitor
from bot.client.metrics import BotMetrics, BotStatus
from bot.models.query import QueryRequest, QueryResult
from bot.services.engine import QueryEngine
from bot.testserver import TestServer
from briefings.verification import Proof
from tests.support.bot.bot_session import wait_for_followup
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text, run_bot
from tests.support.bot.scripted_engine import ScriptedEngine

NOON = datetime(2024, 6, 21, 12, tzinfo=UTC)


class SlowScriptedEngine(ScriptedEngine):
    """An engine that takes its time."""

    def execute_query(self, asked: QueryRequest, prior: Sequence[Proof] = ()) -> QueryResult:
        """Answer after half a second."""
        time.sleep(0.5)
        return super().execute_query(asked, prior)


def open_slow_engine(url: str) -> QueryEngine:
    """Open it."""
    return cast("QueryEngine", SlowScriptedEngine(url))


@pytest.mark.parametrize(("language", "said"), [("en-US", "being restarted"), ("de", "neu gestartet")])
async def test_a_bot_that_is_stopped_finishes_answers_and_begins_no_others(
    config: Config, clock: ManualClock, language: str, said: str
) -> None:
    """Who asked before gets the answer; who asks meanwhile is asked, in their language, to try again."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_slow_engine) as client:
        mel, ada = server.as_member("Mel"), server.as_member("Ada")
        ada.user.locale = language
        first = mel.run_slash_command("brief", {})
        await first.wait_for_acknowledgement(REPLY_TIMEOUT)
        assert client.interactions.in_progress
        closing = asyncio.create_task(client.close())
        await asyncio.sleep(0)
        second = ada.run_slash_command("brief", {})
        assert list_quotations(await first.wait_for_answer(REPLY_TIMEOUT))
        refusal = await second.wait_for_answer(REPLY_TIMEOUT)
        assert said in read_text(refusal)
        await closing
        assert client.interactions.in_progress == 0


async def test_a_button_is_refused_by_a_bot_that_is_being_stopped(config: Config, clock: ManualClock) -> None:
    """As a command is, to the member alone."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_slow_engine) as client:
        mel = server.as_member("Mel")
        answer = await mel.run_slash_command("brief", {}).wait_for_answer(REPLY_TIMEOUT)
        await client.interactions.wait_until_idle()
        client._closing = True
        refusal = await wait_for_followup(mel.press_button(answer, "More"))
        assert "being restarted" in read_text(refusal)


def build_interaction(number: int, kind: discord.InteractionType, command: str = "") -> discord.Interaction[Any]:
    """Return what the monitor looks at."""
    named = SimpleNamespace(qualified_name=command) if command else None
    return cast("discord.Interaction[Any]", SimpleNamespace(id=number, type=kind, command=named, extras={}))


async def test_what_is_never_answered_is_forgotten() -> None:
    """After the quarter of an hour in which Discord accepts answers; and an answer counts once."""
    seconds, metrics = [0.0], BotMetrics()
    monitor = InteractionMonitor(metrics, lambda: seconds[0])
    one, two = (build_interaction(number, discord.InteractionType.component) for number in (1, 2))
    await monitor.note_received(one)
    assert monitor.in_progress == 1
    seconds[0] = 901
    await monitor.note_received(two)
    assert monitor.in_progress == 1
    seconds[0] = 903
    for _ in range(2):
        monitor.note_answered(two)
    assert monitor.in_progress == 0
    text = metrics.render(BotStatus()).decode()
    assert 'dateline_answer_seconds_sum{command="",kind="component"} 2.0' in text
    assert 'dateline_answer_seconds_count{command="",kind="component"} 1.0' in text


async def test_an_answer_that_is_faster_than_its_record_leaves_nothing_behind() -> None:
    """Discord's event is handled beside the command, which may have failed already."""
    monitor = InteractionMonitor(BotMetrics())
    early = build_interaction(1, discord.InteractionType.application_command, "brief")
    monitor.note_answered(early)
    await monitor.note_received(early)
    assert monitor.in_progress == 0


async def test_completions_are_acknowledged_but_hold_up_no_stop() -> None:
    """What is offered while somebody types needs no answer."""
    monitor = InteractionMonitor(BotMetrics())
    await monitor.note_received(build_interaction(1, discord.InteractionType.autocomplete, "who"))
    assert monitor.in_progress == 0


async def test_a_refused_acknowledgement_is_counted_apart() -> None:
    """Discord answers 404 after three seconds."""
    seconds, metrics = [0.0], BotMetrics()
    monitor = InteractionMonitor(metrics, lambda: seconds[0])
    await monitor.note_received(build_interaction(1, discord.InteractionType.application_command, "ask"))
    monitor._note_acknowledged(1, 404)
    monitor._note_acknowledged(2, 404)
    text = metrics.render(BotStatus()).decode()
    assert 'dateline_unacknowledged_total{command="ask",kind="command"} 1.0' in text
    assert "dateline_acknowledgement_seconds_count{" not in text


async def test_a_response_that_is_sent_again_counts_when_it_is_accepted() -> None:
    """discord.py repeats what was limited or met a failure of the server."""
    seconds, metrics = [0.0], BotMetrics()
    monitor = InteractionMonitor(metrics, lambda: seconds[0])
    await monitor.note_received(build_interaction(1, discord.InteractionType.application_command, "ask"))
    for status in (429, 502):
        monitor._note_acknowledged(1, status)
    seconds[0] = 2.0
    monitor._note_acknowledged(1, 204)
    text = metrics.render(BotStatus()).decode()
    assert 'dateline_acknowledgement_seconds_sum{command="ask",kind="command"} 2.0' in text
    assert "dateline_unacknowledged_total{" not in text


async def test_nobody_waits_for_what_is_forgotten() -> None:
    """An interaction that can't be answered any more keeps no bot from stopping."""
    seconds = [0.0]
    monitor = InteractionMonitor(BotMetrics(), lambda: seconds[0])
    await monitor.note_received(build_interaction(1, discord.InteractionType.component))
    seconds[0] = 901
    await monitor.note_received(build_interaction(2, discord.InteractionType.autocomplete))
    await asyncio.wait_for(monitor.wait_until_idle(), 5)
