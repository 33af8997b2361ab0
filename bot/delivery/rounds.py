"""The doing: due → composed → recorded → sent → recorded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.books import Bookkeeper
from bot.clock import Clock
from bot.database import written
from bot.delivery.decisions import LATE, Step, after_absence, next_step
from bot.delivery.entering import enter_due
from bot.delivery.post import Post
from bot.errors import ChannelClosed, DatelineError, LedgerError, PostRefused, SubscriptionError
from bot.messages import Edition, Message, dumps, loads, of_digest, of_error
from bot.phrases import phrase
from bot.schedules.alarms import Alarms
from bot.subscriptions import Entry, Key, State, Subscription, nonce
from bot.workers import Workers
from corpus.errors import CorpusError

_LOG = logging.getLogger(__name__)

#: Digests on their way at once; discord.py paces the requests themselves.
_AT_ONCE = 16

_GIVEN_UP = "could not be posted within 6 h of being due"


@dataclass(frozen=True, slots=True)
class _Draft:
    message: Message
    sequence: int


class Delivery:
    """
    Posts what is due, once.

    Args:
        books: Subscriptions and ledger.
        workers: Who composes.
        post: Where to post.
        clock: What "due" is measured by.
    """

    def __init__(self, books: Bookkeeper, workers: Workers, post: Post, clock: Clock) -> None:
        self._books, self._workers, self._post, self._clock = books, workers, post, clock
        self._woken = asyncio.Event()
        self._alarms = Alarms(clock, self._woken.set)
        self._under_way: set[int] = set()
        self._choosing = asyncio.Lock()  # whoever holds it decides which entries are under way
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._waiting = self._stopping = False

    def wake(self) -> None:
        """Look for due digests now: a subscription was edited, or the clock was moved."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` end as soon as what is under way is settled."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until told to stop: at every slot, and every minute for what no alarm tells of."""
        self._alarms.start()
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    await self.round()
                except (DatelineError, CorpusError) as error:
                    _LOG.error("No digest can be posted now: %s", error)  # said in full; tried again
                await self._woken.wait()
        finally:
            self._alarms.stop()

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
            now = self._clock()
            standing = await self._books.do(lambda books: enter_due(books, now))
            entries = await self._books.do(lambda books: books.ledger.unsettled())
            mine = [entry for entry in entries if entry.id not in self._under_way]
            self._under_way.update(entry.id for entry in mine)
        by_id = {subscription.id: subscription for subscription in standing}
        carried = await self._carry_all((by_id.get(entry.key.subscription), entry) for entry in mine)
        self._alarms.set(subscription.wish.schedule for subscription in standing if not subscription.suspended)
        return carried

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
            self._under_way.add(entry.id)
        entry = await self._carry(subscription, entry)
        if subscription.suspended and entry.state is State.SENT:
            await self._books.do(lambda books: books.roll.edit(subscription, subscription.wish, now))
            self.wake()
        return entry

    async def preview(self, subscription: Subscription) -> Message:
        """Give the digest as it would be posted now; its foot names the store's sequence number."""
        now = self._clock()
        day = now.astimezone(ZoneInfo(subscription.wish.schedule.zone)).date()
        draft = await self._compose(subscription, Edition("", subscription.wish.topic, day, now))
        return draft.message

    async def _my_turn(self) -> bool:
        mine = await self._books.do(lambda books: books.turn.take())
        if not mine and not self._waiting:
            _LOG.warning("Another process posts digests from this database; this one waits and posts none.")
        self._waiting = not mine
        return mine

    async def _carry_all(self, work: Iterable[tuple[Subscription | None, Entry]]) -> tuple[Entry, ...]:
        done = await asyncio.gather(*(self._carry(*pair) for pair in work), return_exceptions=True)
        for result in done:
            # One broken digest must not keep the others from being posted; it stays entered and is tried again.
            if isinstance(result, Exception):
                _LOG.error("A digest could not be carried on", exc_info=result)
            elif isinstance(result, BaseException):
                raise result
        return tuple(result for result in done if isinstance(result, Entry))

    async def _carry(self, subscription: Subscription | None, entry: Entry) -> Entry:
        try:
            async with self._at_once:
                if subscription is None:
                    gone = State.UNKNOWN if entry.state is State.SENDING else State.SKIPPED
                    return await self._settle(entry, gone, reason="the digest was removed")
                return await self._carry_on(subscription, entry)
        finally:
            self._under_way.discard(entry.id)

    async def _carry_on(self, subscription: Subscription, entry: Entry) -> Entry:
        step = next_step(entry, self._clock())
        try:
            if step is Step.LOOK:
                return await self._look(subscription, entry)
            if step is Step.GIVE_UP:
                return await self._settle(entry, State.SKIPPED, reason=f"{_GIVEN_UP}; {entry.reason}".rstrip("; "))
            if step is Step.COMPOSE:
                entry = await self._record(subscription, entry)
            return await self._send(subscription, entry)
        except (DatelineError, CorpusError) as error:
            _LOG.warning("Digest %s is tried again: %s", entry.digest, error)
            reason = str(error)
            current = await self._books.do(lambda books: books.ledger.note(entry.id, reason))
            return current or entry

    async def _look(self, subscription: Subscription, entry: Entry) -> Entry:
        """Settle a digest that was being sent when the bot or the connection ended."""
        try:
            found = await self._post.find(subscription.wish.channel, entry.digest)
        except PostRefused as error:
            reason = f"being sent when the bot stopped, and the channel can't be read back: {error.reason}"
            await self._complain(subscription, error)
            return await self._settle(entry, State.UNKNOWN, reason=reason)
        if found is not None:
            return await self._settle(entry, State.SENT, message=found)
        if after_absence(entry, self._clock()) is Step.GIVE_UP:
            return await self._settle(entry, State.SKIPPED, reason=_GIVEN_UP)
        return await self._send(subscription, entry)

    async def _record(self, subscription: Subscription, entry: Entry) -> Entry:
        late = entry.late or self._clock() - entry.due > LATE
        edition = Edition(entry.digest, subscription.wish.topic, entry.key.day, entry.due, late)
        draft = await self._compose(subscription, edition)
        payload = dumps(draft.message)
        return await self._books.do(lambda books: books.ledger.compose(entry, payload, draft.sequence))

    async def _compose(self, subscription: Subscription, edition: Edition) -> _Draft:
        told = await self._books.do(lambda books: books.ledger.told(subscription.id))
        wish = subscription.wish
        briefing = await self._workers.brief(scope=wish.guild, text=wish.topic, limit=wish.length, after=told or 0)
        return _Draft(of_digest(briefing, replace(edition, since=told is not None)), briefing.sequence)

    async def _send(self, subscription: Subscription, entry: Entry) -> Entry:
        message = loads(entry.payload or "")
        if entry.state is State.PLANNED:
            now = self._clock()
            planned = entry
            entry = await self._books.do(lambda books: books.ledger.begin(planned, now))
        try:
            sent = await self._post.send(subscription.wish.channel, message, nonce(subscription.uid, entry.key))
        except PostRefused as error:
            if isinstance(error, ChannelClosed):
                await self._complain(subscription, error)
            return await self._settle(entry, State.SKIPPED, reason=str(error))
        return await self._settle(entry, State.SENT, message=sent)

    async def _settle(self, entry: Entry, state: State, *, message: int | None = None, reason: str = "") -> Entry:
        now = self._clock()
        late = entry.late or (state is State.SENT and now - entry.due > LATE)
        settled = replace(entry, state=state, message=message, reason=reason, late=late)
        await self._books.do(lambda books: books.ledger.settle(entry, settled, now))
        return settled

    async def _complain(self, subscription: Subscription, error: PostRefused) -> None:
        """Suspend the subscription and tell the owner, once."""
        news = await self._books.do(lambda books: books.roll.suspend(subscription.id, str(error)))
        if news:
            _LOG.error("The digest for channel %s is suspended: %s", subscription.wish.channel, error)
            await self._post.tell_owner(subscription.wish.guild, of_error(error))
