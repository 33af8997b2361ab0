"""The rounds: at every slot, and every minute, what is due is entered and carried on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.books import Bookkeeper
from bot.clock import Clock
from bot.database import written
from bot.delivery.carrying import Carrier
from bot.delivery.composing import Composer, Memo
from bot.delivery.decisions import HORIZON, Step, next_step
from bot.delivery.drafting import Drafts
from bot.delivery.entering import enter_due
from bot.delivery.post import Post
from bot.errors import DatelineError, LedgerError, SubscriptionError
from bot.messages import Message
from bot.messages.editions import printed
from bot.phrases import phrase
from bot.schedules.alarms import Alarms
from bot.subscriptions import Entry, Key, State, Subscription
from bot.workers import Workers
from corpus.errors import CorpusError

_LOG = logging.getLogger(__name__)

#: Digests on their way at once; `bot.delivery.traffic` paces the requests themselves.
_AT_ONCE = 16
#: How often to look back to the horizon for what came due, and how far else.
_FULL_LOOK = timedelta(hours=1)


async def _at_once() -> None:
    """Wait for nothing."""


class Delivery:
    """
    Posts what is due, once.

    Args:
        books: Subscriptions and ledger.
        workers: Who composes.
        post: Where to post.
        clock: What "due" is measured by.

    Attributes:
        quiet: Waits, for a while, until no feed is being polled; what is composed in a round waits for it.
        composer: Who composes.
        drafts: What editors have to approve.
    """

    def __init__(self, books: Bookkeeper, workers: Workers, post: Post, clock: Clock) -> None:
        self._books, self._clock = books, clock
        self.quiet: Callable[[], Awaitable[None]] = _at_once
        self.composer = Composer(books, workers, clock, post.language)
        self.drafts = Drafts(books, self.composer, post)
        self._carrier = Carrier(books, self.composer, post, clock)
        self._woken = asyncio.Event()
        self._alarms = Alarms(clock, self._woken.set)
        self._under_way: set[int] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._choosing = asyncio.Lock()  # whoever holds it decides which entries are under way
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._waiting = self._stopping = False
        self._looked: datetime | None = None

    def wake(self) -> None:
        """Look for due digests now: a subscription was edited, or the clock was moved."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` end as soon as what is under way is settled."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """
        Deliver until told to stop: at every slot, and every minute for what no alarm tells of.

        A long round holds up none that begins after it; those under way are settled before this ends.
        """
        self._alarms.start()
        try:
            async with asyncio.TaskGroup() as rounds:
                while not self._stopping:
                    self._woken.clear()
                    rounds.create_task(self._try_round())
                    await self._woken.wait()
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from errors
        finally:
            self._alarms.stop()

    async def _try_round(self) -> None:
        try:
            await self.round()
        except (DatelineError, CorpusError) as error:
            _LOG.error("No digest can be posted now: %s", error)  # said in full; tried again

    async def round(self) -> tuple[Entry, ...]:
        """
        Enter all that came due, carry on all that is not settled, and set the alarms.

        Returns:
            The entries that were carried on, as they are now.

        Raises:
            LedgerError: If the database fails.
        """
        if not await self._my_turn():
            return ()
        async with self._choosing:
            standing = await self._enter_due()
            taken = frozenset(self._under_way)  # before the rows are read: what is settled meanwhile reads as open
            entries = await self._books.do(lambda books: books.ledger.unsettled())
            unpublished = await self._books.do(lambda books: books.ledger.unpublished())
            mine = [entry for entry in (*entries, *unpublished) if entry.id not in taken]
            self._take(*mine)
        self._alarms.set(subscription.wish.schedule for subscription in standing if not subscription.suspended)
        by_id = {subscription.id: subscription for subscription in standing}
        return await self._carry_all([(by_id.get(entry.key.subscription), entry) for entry in mine])

    async def idle(self) -> None:
        """Wait until no digest is under way."""
        await self._idle.wait()

    def _take(self, *entries: Entry) -> None:
        self._under_way.update(entry.id for entry in entries)
        if self._under_way:
            self._idle.clear()

    async def post_now(self, subscription: Subscription) -> Entry:
        """
        Post a digest on demand, entered beside the scheduled ones; where that works, a suspension is lifted.

        Raises:
            LedgerError: If the database fails or another process delivers.
        """
        if not await self._my_turn():
            reason = phrase("another process posts digests from this database")
            raise LedgerError(phrase("the digest"), reason, phrase("Stop one of the two."))
        now = self._clock()
        day = now.astimezone(ZoneInfo(subscription.wish.schedule.zone)).date()
        key = Key(subscription.id, day, f"now {written(now)}")
        async with self._choosing:
            await self._books.do(lambda books: books.ledger.plan(subscription, key, now, now, late=False))
            entry = await self._books.do(lambda books: books.ledger.entry(key))
            if entry is None:
                raise SubscriptionError(phrase("the digest"), phrase("was removed while it was made"))
            self._take(entry)
        entry = await self._carry(subscription, entry, Memo())
        if subscription.suspended and entry.state is State.SENT:
            await self._books.do(lambda books: books.roll.lift(subscription.id))
            self.wake()
        return entry

    async def preview(self, subscription: Subscription) -> Message:
        """Give the digest as it would be posted now; its foot names the store's sequence number."""
        made = await self.composer.make(subscription, None, Memo())
        return printed(made.copy, words=made.words)

    async def _my_turn(self) -> bool:
        mine = await self._books.do(lambda books: books.turn.take())
        if not mine and not self._waiting:
            _LOG.warning("Another process posts digests from this database; this one waits and posts none.")
        self._waiting = not mine
        return mine

    async def _enter_due(self) -> tuple[Subscription, ...]:
        """Enter what came due since the last look; now and then from the horizon on, should zone rules have changed."""
        now, back = self._clock(), HORIZON
        if self._looked is not None and now - self._looked < _FULL_LOOK:
            back = now - self._looked + _FULL_LOOK
        else:
            self._looked = now
        return await self._books.do(lambda books: enter_due(books, now, back))

    async def _carry_all(self, work: Sequence[tuple[Subscription | None, Entry]]) -> tuple[Entry, ...]:
        memo, ready = Memo(), None
        if any(next_step(entry, self._clock()) is Step.COMPOSE for _, entry in work):
            ready = asyncio.create_task(_awaited(self.quiet()))
        carrying = (self._carry(subscription, entry, memo, ready) for subscription, entry in work)
        done = await asyncio.gather(*carrying, return_exceptions=True)
        for result in done:
            # One broken digest must not keep the others from being posted; it stays entered and is tried again.
            if isinstance(result, Exception):
                _LOG.error("A digest could not be carried on", exc_info=result)
            elif isinstance(result, BaseException):
                raise result
        return tuple(result for result in done if isinstance(result, Entry))

    async def _carry(
        self, subscription: Subscription | None, entry: Entry, memo: Memo, ready: asyncio.Task[None] | None = None
    ) -> Entry:
        try:
            if ready is not None and next_step(entry, self._clock()) is Step.COMPOSE:
                await asyncio.shield(ready)  # before its turn, which others may use meanwhile
            async with self._at_once:
                if entry.state is State.SENT:
                    return await self._carrier.publish(subscription, entry) if subscription else entry
                return await self._carrier.carry(subscription, entry, memo)
        finally:
            self._under_way.discard(entry.id)
            if not self._under_way:
                self._idle.set()


async def _awaited(wait: Awaitable[None]) -> None:
    await wait
