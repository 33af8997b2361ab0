"""A bot that is killed at one step of delivering."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from bot.cli.runner import build_client
from bot.client.config import Config
from bot.client.shards import ShardRange
from bot.db.ledger import DeliveryLedger
from bot.digests import DiscordPoster, scheduler
from bot.models.clock import Clock, SteadyClock
from bot.services.engine import OwnScopes, QueryEngine
from bot.testserver import patch_discord_urls
from briefings.digest import Digest, build_digest
from briefings.models import Answer, Briefing, Point, Request
from corpus.models import Citation, Confidence, Passage, Query, Sentence
from tests.support.bot.scripted_pool import ScriptedPool

P = ParamSpec("P")
T = TypeVar("T")

#: Steps between a digest's being due and its being recorded as sent, in order.
STEPS = ("planned", "composed", "sending", "accepted", "recorded")


class OneSentenceEngine:
    """A query engine that knows one sentence."""

    def summarize(self, *, scope: str, text: str, limit: int, after: int) -> Briefing:
        """Return a briefing of that sentence, or of none after the first."""
        del scope, limit
        citation = Citation("a1", 1, "T", "Sample Wire", "2024-06-20", Confidence.STATED, "-")
        points = () if after else (Point(Passage(Sentence("a1", 0, 11, "Rates rose."), citation)),)
        return Briefing("b1", Request(Query(), text=text), points, 1, 1, 1)

    def list_own_scopes(self) -> OwnScopes:
        """Return that no server has content of its own."""
        return OwnScopes(frozenset(), 1)

    def build_digest(
        self,
        *,
        day: date,
        prior_sentences: object,
        chart: bool,
        exclusions: object,
        language: object,
        weekly: bool,
        **asked: object,
    ) -> Digest:
        """Return the same as a digest."""
        del prior_sentences, chart, exclusions, language, weekly
        briefing = self.summarize(**asked)  # type: ignore[arg-type]
        return build_digest(briefing, [point.passage for point in briefing.points], (), {}, day)

    def describe_actor(self, *, scope: str, name: str) -> Answer:
        """Find nobody."""
        return Answer(Request(Query(scope=scope), text=name))

    def list_events(self, *, scope: str, phrase: str, today: date) -> Answer:
        """Find nothing."""
        del today
        return Answer(Request(Query(scope=scope), text=phrase))

    def ask(self, *, scope: str, question: str, today: date) -> Answer:
        """Find nothing."""
        del today
        return Answer(Request(Query(scope=scope), text=question))

    def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Know nobody."""
        del scope, typed, limit
        return ()

    def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Know no day."""
        del scope
        return ()


def open_one_sentence_engine(url: str) -> QueryEngine:
    """Open it, whatever the *url*."""
    del url
    return cast("QueryEngine", OneSentenceEngine())  # it plays the part that is asked of it


def kill_after_call(method: Callable[P, T]) -> Callable[P, T]:
    """Make *method* the last thing that this process does."""

    def last(*args: P.args, **kwargs: P.kwargs) -> T:
        result = method(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return last


def kill_after_await(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Make awaiting *method* the last thing that this process does."""

    async def last(*args: P.args, **kwargs: P.kwargs) -> T:
        result = await method(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return last


def kill_after_step(step: str) -> None:
    """Let this process end behind *step*; ``""`` lets it live until it is killed from outside."""
    if step == "planned":
        DeliveryLedger.plan = kill_after_call(DeliveryLedger.plan)  # type: ignore[method-assign]
    elif step == "composed":
        DeliveryLedger.record_composed = kill_after_call(DeliveryLedger.record_composed)  # type: ignore[method-assign]
    elif step == "sending":
        DeliveryLedger.mark_sending = kill_after_call(DeliveryLedger.mark_sending)  # type: ignore[method-assign]
    elif step == "accepted":
        DiscordPoster.send = kill_after_await(DiscordPoster.send)  # type: ignore[method-assign,assignment]
    elif step == "uncertain":
        DeliveryLedger.set_error = kill_after_call(DeliveryLedger.set_error)  # type: ignore[method-assign]
    elif step == "recorded":
        DeliveryLedger.finish = kill_after_call(DeliveryLedger.finish)  # type: ignore[method-assign]


#: Seconds from the start until the clock leaps; by then the bot has begun to deliver.
_LEAPS_AFTER = 0.15


def build_clock(file: Path, leap: timedelta) -> Clock:
    """Return a clock that shows what *file* says, and distrusts that it leaps."""
    started = time.monotonic()

    def read() -> datetime:
        return datetime.fromisoformat(file.read_text())

    def read_leaping() -> datetime:
        return read() + (leap if time.monotonic() - started > _LEAPS_AFTER else timedelta(0))

    return SteadyClock(read_leaping) if leap else read


async def run_until_killed(arguments: BotArguments, clock: Clock) -> None:
    """Run the bot on its test server until it dies."""
    kill_after_step(arguments.step)
    workers = ScriptedPool.with_thread(arguments.database, open_one_sentence_engine)
    config = Config(arguments.database, shards=ShardRange.parse(arguments.shards) if arguments.shards else None)
    with patch_discord_urls(arguments.url):
        async with build_client(config, workers, clock) as client:
            await client.start(arguments.token)


@dataclass(frozen=True, slots=True)
class BotArguments:
    """
    What a bot is started with.

    Attributes:
        step: Behind which it ends; ``""`` if it lives until it is killed from outside.
        url: Its Discord.
        token: Its token.
        database: URL of its database.
        clock_file: The file with the time that its clock shows.
        leap_days: By how many days the clock leaps a little after the start.
        error_file: The file that it writes its errors to.
        shards: The shards that it serves; ``""`` for all.
    """

    step: str
    url: str
    token: str
    database: str
    clock_file: Path
    leap_days: float
    error_file: Path
    shards: str = ""


def run_bot_process(arguments: BotArguments, ready: Connection) -> None:
    """Run as a process of its own, which says on *ready* that it begins."""
    os.dup2(os.open(arguments.error_file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC), sys.stderr.fileno())
    clock = build_clock(arguments.clock_file, timedelta(days=arguments.leap_days))
    scheduler._SWEEP_SECONDS = 0.1
    ready.send("begins")  # whoever kills it counts from here
    asyncio.run(run_until_killed(arguments, clock))
