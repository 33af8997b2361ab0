"""The bot on a server, with a desk whose sentences and a clock whose hands can be moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.books import open_books
from bot.client import Dateline
from bot.config import Config
from bot.subscriptions import Entry
from bot.testserver import Message, TestServer
from bot.testserver.world.model import Channel, ChannelKind
from bot.workers import Answering
from tests.bot.sheet import Sheet
from tests.bot.wire import PATIENCE, HandClock, running, texts

FRIDAY_NOON = datetime(2024, 6, 21, 3, 0, tzinfo=UTC)  # in Seoul


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


SENTENCES = ["Rates rose by half a point.", "Rain fell on the harbour.", "The bridge opened again."]


@dataclass
class Stage:
    """The bot on a server, with a desk whose sentences and a clock whose hands can be moved."""

    server: TestServer
    client: Dateline
    clock: HandClock
    sheet: Sheet
    url: str

    async def tell(self, command: str, at: str = "briefings", **options: object) -> str:
        """Use a command and give its private answer as one text."""
        answer = await self.server.member("Ada").slash(f"digest {command}", options, channel=at).answer(PATIENCE)
        assert answer.private_to is not None
        return "\n".join(texts(answer.components))

    async def later(self, span: timedelta) -> None:
        """Move the clock and let what came due be posted."""
        self.clock.now += span
        await self.settle()

    async def settle(self) -> None:
        """Carry on what there is, and wait for what another round carries."""
        await self.client.delivery.round()
        await self.client.delivery.idle()

    def posted(self, channel: Channel | str = "briefings") -> list[Message]:
        """List the digests in a channel, oldest first."""
        place = channel if isinstance(channel, Channel) else self.server.channel(channel)
        held = sorted(self.server.world.messages[place.id].values(), key=lambda one: one.id)
        return [one for one in held if one.author.bot and one.private_to is None]

    def rows(self) -> list[Entry]:
        """List the ledger, oldest first."""
        with closing(open_books(self.url)) as books:
            numbers = [each.id for each in books.roll.all()]
            return list(reversed(books.ledger.history(numbers, 100)))


@asynccontextmanager
async def house(clock: HandClock) -> AsyncIterator[TestServer]:
    """Open a server with a channel of each kind that digests are posted in."""
    async with TestServer(clock=clock) as server:
        guild = server.guild()
        server.world.add_channel(guild, "announcements", ChannelKind.ANNOUNCEMENT)
        server.world.add_channel(guild, "forum", ChannelKind.FORUM)
        server.world.add_channel(guild, "editors")
        server.world.add_role(guild, "Readers")
        yield server


@asynccontextmanager
async def performing(server: TestServer, path: Path, clock: HandClock, sheet: Sheet) -> AsyncIterator[Stage]:
    """Run the bot there; its database lies in the folder *path*."""
    url = f"sqlite:///{path / 'news.sqlite3'}"

    def opener(_: str) -> Answering:
        return sheet

    async with running(server, Config(url, timezone="Asia/Seoul"), clock, opener) as client:
        yield Stage(server, client, clock, sheet, url)


def shown(message: Message) -> str:
    """Give a message as one text."""
    return "\n".join(texts(message.components))


async def drafted(stage: Stage) -> Message:
    """Ask for a digest that editors approve, and give its draft."""
    told = await stage.tell("add", time="1pm", zone="Seoul", editors=stage.server.channel("editors"))
    assert "approved in <#" in told
    await stage.later(HOUR)
    assert stage.posted() == []
    (message,) = stage.posted("editors")
    return message
