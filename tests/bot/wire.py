"""The real bot on the test server: what tests over the wire share."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.assembly import build_client
from bot.client import Dateline
from bot.config import Config
from bot.pace import Pace
from bot.scopes.intake import Door
from bot.testserver import Message, TestServer, point_client_at
from bot.workers import Opener, Workers, open_desk

#: Seconds that a busy machine may take for what is waited for; nothing waits longer than it must.
PATIENCE = 60.0

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Give the moment it was moved to."""
        return self.now


@asynccontextmanager
async def running(
    server: TestServer, config: Config, clock: HandClock, opener: Opener = open_desk, door: Door | None = None
) -> AsyncIterator[Dateline]:
    """Run the real bot against *server*, ranking in a thread; *door* lets it fetch from elsewhere than public hosts."""
    workers = Workers.thread(config.database_url, opener)
    await workers.warm()
    client = build_client(config, workers, clock, Workers.thread(config.database_url, opener), door)
    client.pace = Pace(member=10_000, server=10_000)  # tests ask faster than people
    with point_client_at(server.url):
        async with client:
            task = asyncio.create_task(client.start(server.token))
            await server.ready(PATIENCE)
            yield client
        await task
    workers.close()


def texts(components: Iterable[dict[str, object]]) -> list[str]:
    """List the words of a message's text displays, in order."""
    found: list[str] = []
    for component in components:
        if component["type"] == 10:
            found.append(str(component["content"]))
        found.extend(texts(component.get("components", [])))  # type: ignore[arg-type]
    return found


def read(message: Message) -> str:
    """Give the words of a message as a reader sees them."""
    return _ESCAPED.sub(r"\1", "\n".join(texts(message.components)))


def quotations(message: Message) -> list[str]:
    """List the sentences that a message quotes, as a reader sees them."""
    quoted = [line[2:] for text in texts(message.components) for line in text.splitlines() if line.startswith("> ")]
    return [_ESCAPED.sub(r"\1", line) for line in quoted]
