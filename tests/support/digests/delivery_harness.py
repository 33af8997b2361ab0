"""A bot's digest half without Discord: one database, a list for a channel, a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import cast

from bot.db import DatabaseThread, open_database
from bot.digests import DeliveryScheduler
from bot.errors import ChannelClosed, PostUncertain
from bot.models.digest import DeliveryState, DigestOptions, LedgerEntry, Subscription
from bot.models.message import Message
from bot.models.schedule import Schedule
from bot.services.engine import QueryEngine
from tests.support.bot.scripted_pool import ScriptedPool
from tests.support.digests.sentence_engine import SentenceEngine

EIGHT_OCLOCK = Schedule((time(8),), "Asia/Seoul")
DUE_AT = datetime(2024, 6, 20, 23, 0, tzinfo=UTC)  # 21 June, 08:00 in Seoul

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)

CHANNEL_ID, REVIEW_CHANNEL_ID = 42, 43


@dataclass
class ListPoster:
    """
    A channel that is a list; it knows nonces as Discord does, and fails on request.

    Drafts go to a list of their own, and forum posts know no nonce.
    """

    messages: list[tuple[str, Message]] = field(default_factory=list)
    drafts: list[Message] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    owner_messages: list[Message] = field(default_factory=list)
    send_error: Exception | None = None
    publish_error: Exception | None = None
    loses_reply: bool = False
    hides_history: bool = False
    forgets_nonces: bool = False
    searches: int = 0
    posted: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, options: DigestOptions, message: Message, nonce: str) -> int:
        """Append it, unless its nonce is known."""
        if self.send_error:
            raise self.send_error
        if options.channel == REVIEW_CHANNEL_ID:
            self.drafts.append(message)
            return len(self.drafts)
        known = [number for number, (given, _) in enumerate(self.messages, 1) if given == nonce]
        if not known or self.forgets_nonces:
            self.messages.append((nonce, message))
            self.posted.set()
        if self.loses_reply:
            self.loses_reply = False
            raise PostUncertain(f"channel {options.channel}", "the reply was lost")
        return known[0] if known else len(self.messages)

    async def find(self, options: DigestOptions, digest: str, since: datetime, limit: int | None = None) -> int | None:
        """Read the list back, whose messages have no time."""
        del since, limit
        self.searches += 1
        if self.hides_history:
            raise ChannelClosed(f"channel {options.channel}", "may not be read")
        held = self.drafts if options.channel == REVIEW_CHANNEL_ID else [message for _, message in self.messages]
        found = [number for number, message in enumerate(held, 1) if digest in message.text]
        return found[0] if found else None

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """Replace a draft."""
        assert channel == REVIEW_CHANNEL_ID
        self.drafts[number - 1] = message

    async def publish(self, channel: int, number: int) -> None:
        """Hand it on."""
        assert channel == CHANNEL_ID
        if self.publish_error:
            raise self.publish_error
        self.published.append(number)

    async def notify_owner(self, guild: str, message: Message) -> None:
        """Append it to the notices of the owner."""
        del guild
        self.owner_messages.append(message)

    async def load_language(self, guild: str) -> str:
        """Be an American server."""
        del guild
        return "en-US"


@dataclass
class DeliveryHarness:
    """A bot's digest half on one database, a list for a channel, and a clock that is set by hand."""

    url: str
    poster: ListPoster
    engine: SentenceEngine
    now: datetime

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[DeliveryScheduler, DatabaseThread]]:
        """Start as after a restart."""
        database, workers = DatabaseThread(self.url), ScriptedPool.with_thread(self.url, self._open_engine)
        try:
            yield DeliveryScheduler(database, workers, self.poster, lambda: self.now), database
        finally:
            await database.close()
            workers.close()

    def _open_engine(self, url: str) -> QueryEngine:
        del url
        return cast("QueryEngine", self.engine)  # it plays the part that is asked of it

    async def tick(self) -> tuple[LedgerEntry, ...]:
        """Start, look once for what is due, and stop."""
        async with self.open() as (delivery, _):
            return await delivery.tick()

    def list_states(self) -> list[tuple[str, str, DeliveryState]]:
        """List day, slot and state of the ledger's rows, oldest first."""
        return [(row.key.day.isoformat(), row.key.slot, row.state) for row in self.list_entries()]

    def list_entries(self) -> list[LedgerEntry]:
        """List the ledger's rows, oldest first."""
        with closing(open_database(self.url)) as database:
            numbers = [each.id for each in database.subscriptions.list_active()]
            return list(reversed(database.ledger.list_recent(numbers, 100)))


def build_subscription(**changes: object) -> Subscription:
    """Return a subscription for 08:00 in Seoul, made an hour before MORNING."""
    return replace(Subscription(1, "u1", DigestOptions("7", CHANNEL_ID, EIGHT_OCLOCK), DUE_AT - ONE_HOUR), **changes)  # type: ignore[arg-type]
