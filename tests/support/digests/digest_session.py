"""The bot on a test server, with an engine whose sentences are given and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from bot.client.client import Dateline
from bot.client.config import Config
from bot.db import open_database
from bot.models.digest import LedgerEntry
from bot.services.engine import QueryEngine
from bot.testserver import ChatMessage, TestServer
from bot.testserver.state.model import Channel, ChannelKind
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_texts, run_bot
from tests.support.digests.sentence_engine import SentenceEngine

FRIDAY_NOON = datetime(2024, 6, 21, 3, 0, tzinfo=UTC)  # in Seoul

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)

SENTENCES = ["Rates rose by half a point.", "Rain fell on the harbour.", "The bridge opened again."]


@dataclass
class DigestSession:
    """The bot on a test server, with an engine whose sentences are given and a clock that is moved by hand."""

    server: TestServer
    client: Dateline
    clock: ManualClock
    engine: SentenceEngine
    url: str

    async def run_command(self, command: str, at: str = "briefings", **options: object) -> str:
        """Use a command and give its private answer as one text."""
        answer = (
            await self.server.as_member("Ada")
            .run_slash_command(f"digest {command}", options, channel=at)
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert answer.private_to is not None
        return "\n".join(list_texts(answer.components))

    async def advance_clock(self, span: timedelta) -> None:
        """Move the clock and let what came due be posted."""
        self.clock.now += span
        await self.deliver_due()

    async def deliver_due(self) -> None:
        """Carry on what there is, and wait for what another round carries."""
        await self.client.delivery.tick()
        await self.client.delivery.wait_until_idle()

    def list_posted(self, channel: Channel | str = "briefings") -> list[ChatMessage]:
        """List the digests in a channel, oldest first."""
        place = channel if isinstance(channel, Channel) else self.server.find_channel(channel)
        held = sorted(self.server.world.messages[place.id].values(), key=lambda one: one.id)
        return [one for one in held if one.author.bot and one.private_to is None]

    def list_entries(self) -> list[LedgerEntry]:
        """List the ledger, oldest first."""
        with closing(open_database(self.url)) as database:
            numbers = [each.id for each in database.subscriptions.list_all()]
            return list(reversed(database.ledger.list_recent(numbers, 100)))


@asynccontextmanager
async def run_digest_server(clock: ManualClock) -> AsyncIterator[TestServer]:
    """Open a server with a channel of each kind that digests are posted in."""
    async with TestServer(clock=clock) as server:
        guild = server.find_guild()
        server.world.add_channel(guild, "announcements", ChannelKind.ANNOUNCEMENT)
        server.world.add_channel(guild, "forum", ChannelKind.FORUM)
        server.world.add_channel(guild, "editors")
        server.world.add_role(guild, "Readers")
        yield server


@asynccontextmanager
async def run_digest_session(
    server: TestServer, path: Path, clock: ManualClock, sheet: SentenceEngine
) -> AsyncIterator[DigestSession]:
    """Run the bot there; its database lies in the folder *path*."""
    url = f"sqlite:///{path / 'news.sqlite3'}"

    def opener(_: str) -> QueryEngine:
        return cast("QueryEngine", sheet)  # it plays the part that is asked of it

    async with run_bot(server, Config(url, timezone="Asia/Seoul"), clock, opener) as client:
        yield DigestSession(server, client, clock, sheet, url)


def get_message_text(message: ChatMessage) -> str:
    """Return a message as one text."""
    return "\n".join(list_texts(message.components))


async def create_review_draft(stage: DigestSession) -> ChatMessage:
    """Ask for a digest that editors approve, and give its draft."""
    answer = await stage.run_command("add", time="1pm", zone="Seoul", editors=stage.server.find_channel("editors"))
    assert "approval in <#" in answer
    await stage.advance_clock(ONE_HOUR)
    assert stage.list_posted() == []
    (message,) = stage.list_posted("editors")
    return message
