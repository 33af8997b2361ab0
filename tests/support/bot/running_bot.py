"""The real bot on the test server: what tests over the wire share."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.cli.runner import build_client
from bot.client.client import Dateline
from bot.client.config import Config
from bot.client.cooldowns import Cooldowns
from bot.services.feeds import FetchSettings
from bot.services.worker_pool import EngineFactory, WorkerPool, open_engine
from bot.testserver import ChatMessage, TestServer, patch_discord_urls
from tests.support.bot.scripted_pool import ScriptedPool

#: Seconds that a busy machine may take for what is waited for; nothing waits longer than it must.
REPLY_TIMEOUT = 60.0

_ESCAPED_CHARACTER = re.compile(r"\\([^0-9A-Za-z\s])")


class ManualClock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment it was moved to."""
        return self.now


@asynccontextmanager
async def run_bot(
    server: TestServer,
    config: Config,
    clock: ManualClock,
    opener: EngineFactory = open_engine,
    fetch_settings: FetchSettings | None = None,
) -> AsyncIterator[Dateline]:
    """Run the real bot against *server*, ranking in a thread; *fetch_settings* let it fetch from private hosts."""
    pool = WorkerPool if opener is open_engine else ScriptedPool
    workers = pool.with_thread(config.database_url, opener)
    await workers.ensure_open()
    client = build_client(config, workers, clock, pool.with_thread(config.database_url, opener), fetch_settings)
    client.cooldowns = Cooldowns(member_limit=10_000, guild_limit=10_000)  # tests ask faster than people
    client.site.interval_seconds = 0.0
    with patch_discord_urls(server.url):
        async with client:
            task = asyncio.create_task(client.start(server.token))
            await server.wait_until_ready(REPLY_TIMEOUT)
            yield client
        await task
    workers.close()


def list_texts(components: Iterable[dict[str, object]]) -> list[str]:
    """List the words of a message's text displays, in order."""
    found: list[str] = []
    for component in components:
        if component["type"] == 10:
            found.append(str(component["content"]))
        found.extend(list_texts(component.get("components", [])))  # type: ignore[arg-type]
    return found


def read_text(message: ChatMessage) -> str:
    """Return the words of a message as a reader sees them."""
    return _ESCAPED_CHARACTER.sub(r"\1", "\n".join(list_texts(message.components)))


def list_quotations(message: ChatMessage) -> list[str]:
    """List the sentences that a message quotes, as a reader sees them."""
    quoted = [
        line[2:] for text in list_texts(message.components) for line in text.splitlines() if line.startswith("> ")
    ]
    return [_ESCAPED_CHARACTER.sub(r"\1", line) for line in quoted]
