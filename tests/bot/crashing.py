"""A bot that is killed at one step of delivering: ``python -m tests.bot.crashing STEP URL TOKEN DATABASE NOW``."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import ParamSpec, TypeVar

from bot.assembly import build_client
from bot.config import Config
from bot.delivery import DiscordPost
from bot.subscriptions import Ledger
from bot.testserver import point_client_at
from bot.workers import Answering, Workers
from briefings.editions import Edition, edition
from briefings.model import Answer, Briefing, Point, Request
from corpus.model import Citation, Confidence, Passage, Query, Sentence

P = ParamSpec("P")
T = TypeVar("T")

#: Steps between a digest's being due and its being recorded as sent, in order.
STEPS = ("planned", "composed", "sending", "accepted", "recorded")


class OneSentence:
    """A desk that knows one sentence."""

    def brief(self, *, scope: str, text: str, limit: int, after: int) -> Briefing:
        """Tell it, once."""
        del scope, limit
        citation = Citation("a1", 1, "T", "Sample Wire", "2024-06-20", Confidence.STATED, "-")
        points = () if after else (Point(Passage(Sentence("a1", 0, 11, "Rates rose."), citation)),)
        return Briefing("b1", Request(Query(), text=text), points, 1, 1, 1)

    def edition(self, *, day: date, told: object, chart: bool, **asked: object) -> Edition:
        """Tell it as a digest."""
        del told, chart
        briefing = self.brief(**asked)  # type: ignore[arg-type]
        return edition(briefing, [point.passage for point in briefing.points], (), {}, day)

    def who(self, *, scope: str, name: str) -> Answer:
        """Find nobody."""
        return Answer(Request(Query(scope=scope), text=name))

    def when(self, *, scope: str, phrase: str, today: date) -> Answer:
        """Find nothing."""
        del today
        return Answer(Request(Query(scope=scope), text=phrase))

    def ask(self, *, scope: str, question: str, today: date) -> Answer:
        """Find nothing."""
        del today
        return Answer(Request(Query(scope=scope), text=question))

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Know nobody."""
        del scope, typed, limit
        return ()

    def days(self, *, scope: str) -> tuple[date, ...]:
        """Know no day."""
        del scope
        return ()


def open_one_sentence(url: str) -> Answering:
    """Open it, whatever the *url*."""
    del url
    return OneSentence()


def deadly(method: Callable[P, T]) -> Callable[P, T]:
    """Make *method* the last thing that this process does."""

    def last(*args: P.args, **kwargs: P.kwargs) -> T:
        result = method(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return last


def deadly_later(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Make awaiting *method* the last thing that this process does."""

    async def last(*args: P.args, **kwargs: P.kwargs) -> T:
        result = await method(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return last


def arm(step: str) -> None:
    """Let this process end behind *step*; ``""`` lets it live until it is killed from outside."""
    if step == "planned":
        Ledger.plan = deadly(Ledger.plan)  # type: ignore[method-assign]
    elif step == "composed":
        Ledger.compose = deadly(Ledger.compose)  # type: ignore[method-assign]
    elif step == "sending":
        Ledger.begin = deadly(Ledger.begin)  # type: ignore[method-assign]
    elif step == "accepted":
        DiscordPost.send = deadly_later(DiscordPost.send)  # type: ignore[method-assign,assignment]
    elif step == "uncertain":
        Ledger.note = deadly(Ledger.note)  # type: ignore[method-assign]
    elif step == "recorded":
        Ledger.settle = deadly(Ledger.settle)  # type: ignore[method-assign]


async def main(step: str, url: str, token: str, database: str, now: str) -> None:
    """Run the bot on the test server at *url* until it dies."""
    arm(step)
    sys.stdout.write("begins\n")  # whoever kills it counts from here
    sys.stdout.flush()
    moment = datetime.fromisoformat(now)
    workers = Workers.thread(database, open_one_sentence)
    with point_client_at(url):
        async with build_client(Config(database), workers, lambda: moment) as client:
            await client.start(token)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
