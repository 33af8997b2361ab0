"""A bot's digest half without Discord: one database, a list for a channel, a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from bot.books import Bookkeeper, open_books
from bot.delivery import (
    Delivery,
)
from bot.errors import ChannelClosed, PostUncertain
from bot.messages import Message
from bot.schedules import Schedule
from bot.subscriptions import Entry, State, Subscription, Wish
from bot.workers import Answering, Workers
from tests.bot.sheet import Sheet

EIGHT = Schedule((time(8),), "Asia/Seoul")
MORNING = datetime(2024, 6, 20, 23, 0, tzinfo=UTC)  # 21 June, 08:00 in Seoul


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


CHANNEL, EDITORS = 42, 43


@dataclass
class Channel:
    """
    A channel that is a list; it knows nonces as Discord does, and fails when told to.

    Drafts go to a list of their own, and forum posts know no nonce.
    """

    messages: list[tuple[str, Message]] = field(default_factory=list)
    drafts: list[Message] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    refuses: Exception | None = None
    refuses_publishing: Exception | None = None
    loses_reply: bool = False
    hides_history: bool = False
    forgets_nonces: bool = False
    posted: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, wish: Wish, message: Message, nonce: str) -> int:
        """Append it, unless its nonce is known."""
        if self.refuses:
            raise self.refuses
        if wish.channel == EDITORS:
            self.drafts.append(message)
            return len(self.drafts)
        known = [number for number, (given, _) in enumerate(self.messages, 1) if given == nonce]
        if not known or self.forgets_nonces:
            self.messages.append((nonce, message))
            self.posted.set()
        if self.loses_reply:
            self.loses_reply = False
            raise PostUncertain(f"channel {wish.channel}", "the reply was lost")
        return known[0] if known else len(self.messages)

    async def find(self, wish: Wish, digest: str) -> int | None:
        """Read the list back."""
        if self.hides_history:
            raise ChannelClosed(f"channel {wish.channel}", "may not be read")
        held = self.drafts if wish.channel == EDITORS else [message for _, message in self.messages]
        found = [number for number, message in enumerate(held, 1) if digest in message.text]
        return found[0] if found else None

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """Replace a draft."""
        assert channel == EDITORS
        self.drafts[number - 1] = message

    async def publish(self, channel: int, number: int) -> None:
        """Hand it on."""
        assert channel == CHANNEL
        if self.refuses_publishing:
            raise self.refuses_publishing
        self.published.append(number)

    async def tell_owner(self, guild: str, message: Message) -> None:
        """Append it to what the owner was told."""
        del guild
        self.told.append(message)

    def language(self, guild: str) -> str:
        """Be an American server."""
        del guild
        return "en-US"


@dataclass
class Office:
    """A bot's digest half on one database, a list for a channel, and a clock that is set by hand."""

    url: str
    channel: Channel
    sheet: Sheet
    now: datetime

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[Delivery, Bookkeeper]]:
        """Start as after a restart."""
        books, workers = Bookkeeper(self.url), Workers.thread(self.url, self._desk)
        try:
            yield Delivery(books, workers, self.channel, lambda: self.now), books
        finally:
            await books.close()
            workers.close()

    def _desk(self, url: str) -> Answering:
        del url
        return self.sheet

    async def round(self) -> tuple[Entry, ...]:
        """Start, look once for what is due, and stop."""
        async with self.open() as (delivery, _):
            return await delivery.round()

    def history(self) -> list[tuple[str, str, State]]:
        """List day, slot and state of the ledger's rows, oldest first."""
        return [(row.key.day.isoformat(), row.key.slot, row.state) for row in self.rows()]

    def rows(self) -> list[Entry]:
        """List the ledger's rows, oldest first."""
        with closing(open_books(self.url)) as books:
            numbers = [each.id for each in books.roll.standing()]
            return list(reversed(books.ledger.history(numbers, 100)))


def subscription(**changes: object) -> Subscription:
    """Give a subscription for 08:00 in Seoul, made an hour before MORNING."""
    return replace(Subscription(1, "u1", Wish("7", CHANNEL, EIGHT), MORNING - HOUR), **changes)  # type: ignore[arg-type]
