"""Run the delivery loop, and wake it whenever a digest is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.db import DatabaseThread, dump_datetime
from bot.digests.alerts import AlertWatcher
from bot.digests.composer import Composer, CompositionCache
from bot.digests.concurrency import gather_successes
from bot.digests.delivery import DigestDelivery
from bot.digests.planner import drop_future_entries, record_due_slots
from bot.digests.policy import MAX_LOOKBACK, DeliveryStep, next_step
from bot.digests.poster import DigestPoster
from bot.digests.recovery import recover_posted_digests
from bot.digests.review import DraftReview
from bot.errors import DatelineError, LedgerError, SubscriptionError
from bot.locales.messages import _
from bot.models.clock import Clock
from bot.models.digest import DeliveryState, DigestKey, LedgerEntry, Subscription
from bot.models.message import Message
from bot.models.schedule import Schedule, load_zone, next_slot
from bot.rendering import render_digest
from bot.services.worker_pool import WorkerPool
from corpus.errors import CorpusError

#: The two clocks are read one after the other; this keeps a timer from firing before its slot.
_TIMER_MARGIN = timedelta(milliseconds=20)


class SlotTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """
    An APScheduler trigger that fires when *clock* reaches the next slot.

    APScheduler counts in real time. The next slot is computed after every firing, so that changed time zone rules
    apply, and shifted by the difference between *clock* and real time, so that a demo can run on another day.
    """

    def __init__(self, schedule: Schedule, clock: Clock) -> None:
        self._schedule, self._clock = schedule, clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the real time of the next slot; *previous_fire_time* is ignored, since the ledger decides."""
        del previous_fire_time
        present = self._clock()
        return now + (next_slot(self._schedule, present).instant - present) + _TIMER_MARGIN


class ScheduleTimers:
    """
    In-memory APScheduler jobs, one per distinct schedule, that wake the delivery loop and decide nothing.

    Args:
        clock: The clock of the slots.
        wake: Called at every slot; triggers a check of the ledger for due digests.
    """

    def __init__(self, clock: Clock, wake: Callable[[], None]) -> None:
        self._clock, self._wake = clock, wake
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start in the running event loop."""
        self._scheduler.start()

    def set_schedules(self, schedules: Iterable[Schedule]) -> None:
        """Replace all timers with those of *schedules*; call it also after the clock was moved."""
        for job in self._scheduler.get_jobs():
            job.remove()
        for schedule in dict.fromkeys(schedules):
            self._scheduler.add_job(self._wake, SlotTrigger(schedule, self._clock))

    def list_fire_times(self) -> tuple[datetime, ...]:
        """Return the real times of the next timers, in order."""
        return tuple(sorted(job.next_run_time for job in self._scheduler.get_jobs()))

    def stop(self) -> None:
        """Stop for good; running jobs are not interrupted."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


_LOG = logging.getLogger(__name__)

#: Digests that are delivered concurrently; `bot.digests.rate_limiter` limits the requests themselves.
_MAX_CONCURRENT_DIGESTS = 16
#: Seconds between checks that no timer asks for: the machine may have slept, the clock been moved, or a row been
#: edited. The event loop counts them, because APScheduler's timers stand still when the system's clock is set back.
_SWEEP_SECONDS = 60.0
#: Seconds between attempts to deliver instead of a process that ended. A server lets go of the lock 20 s after it last
#: heard of its holder, so that another takes over within 30.
_TAKEOVER_SECONDS = 5.0
#: Seconds after which another process's call of `wake` is noticed; and after which the server hears of the holder where
#: no other process is expected.
_NOTICE_SECONDS, _RENEWAL_SECONDS = 1.0, 5.0
#: Seconds that a digest on demand is waited for that another process posts, and between two looks at it.
_HAND_OVER_SECONDS, _LOOK_SECONDS = 60.0, 0.25
#: How often to check all of `MAX_LOOKBACK` for due slots; other checks overlap the last full one by this.
_FULL_SCAN_INTERVAL = timedelta(hours=1)


async def _skip_waiting() -> None:
    """Return at once."""


def _do_nothing() -> None:
    """Return at once."""


class DeliveryScheduler:
    """
    Posts each due digest once.

    Args:
        database: The repositories, for subscriptions and ledger.
        workers: The worker pool that builds digests.
        post: Posts digests and finds them again.
        clock: Returns the current time.

    Attributes:
        wait_for_feeds: Waits, for a limited time, until no feed is being polled; digests are composed only after that.
        on_posted: Called after a digest was posted.
        composer: Composes digests.
        review: Review of drafts by editors.
        alerts: Looks for stories to post at once.
        is_deliverer: Whether this process posts digests, as of its last attempt.
        is_shared: Whether other processes serve other guilds from the same database.
        checked_at: When the ledger was last checked for due digests, by the event loop; None before the first time.
    """

    def __init__(self, database: DatabaseThread, workers: WorkerPool, post: DigestPoster, clock: Clock) -> None:
        self._database, self._poster, self._clock = database, post, clock
        self.wait_for_feeds: Callable[[], Awaitable[None]] = _skip_waiting
        self.on_posted: Callable[[], None] = _do_nothing
        self.composer = Composer(database, workers, clock, post.load_language)
        self.review = DraftReview(database, self.composer, post)
        self.alerts = AlertWatcher(database, workers, self.composer, clock)
        self._delivery = DigestDelivery(database, self.composer, post, clock)
        self._woken = False
        self._pause: asyncio.Task[None] | None = None  # until the next round; waking cancels it
        self._timers = ScheduleTimers(clock, self.wake)
        self._in_progress: set[int] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._selection_lock = asyncio.Lock()  # held while choosing which entries to advance
        self._semaphore = asyncio.Semaphore(_MAX_CONCURRENT_DIGESTS)
        self._lock_unavailable = self._stopping = self._needs_renewal = self.is_shared = False
        self.is_deliverer = False
        self._last_full_scan: datetime | None = None
        self.checked_at: float | None = None

    def wake(self) -> None:
        """Check for due digests now, because a subscription was edited or the clock was moved."""
        self._woken = True
        if self._pause is not None:
            self._pause.cancel()

    def stop(self) -> None:
        """Make `run` return once the digests in progress are finished."""
        self._stopping = True
        self.wake()

    async def confirm_lock(self) -> None:
        """Make sure before a request that no other process delivers by now; see `DigestDelivery.confirm_lock`."""
        await self._delivery.confirm_lock()

    async def finish_sending(self) -> None:
        """Begin to send no further digest, and wait until those are recorded whose sending has begun."""
        await self._delivery.finish_sending()

    async def run(self) -> None:
        """
        Deliver digests until `stop` is called: at every slot, and every minute for what no timer covers.

        A long round does not delay later ones; rounds in progress are finished before this returns.
        """
        self._timers.start()
        try:
            async with asyncio.TaskGroup() as rounds:
                while not self._stopping:
                    woken, self._woken = self._woken, False
                    rounds.create_task(self._try_tick(woken=woken))
                    rounds.create_task(self._try_find_alerts())
                    await self._wait_until_woken()
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from errors
        finally:
            self._timers.stop()

    async def _wait_until_woken(self) -> None:
        """Wait until `wake` is called, here or in another process, or until it is time to look again."""
        seconds = _SWEEP_SECONDS if self.is_deliverer else min(_SWEEP_SECONDS, _TAKEOVER_SECONDS)
        end = asyncio.get_running_loop().time() + seconds
        while not self._woken and (left := end - asyncio.get_running_loop().time()) > 0:
            self._pause = asyncio.create_task(asyncio.sleep(min(left, self._choose_pause())))
            try:
                await asyncio.wait({self._pause})
            finally:
                self._pause.cancel()
            if await self._is_notified() and self.is_shared:
                self.on_posted()  # another process may also ask for a page to be removed
                return

    def _choose_pause(self) -> float:
        """Return for how many seconds the database need not be asked."""
        if self.is_shared:
            return _NOTICE_SECONDS
        return _RENEWAL_SECONDS if self._needs_renewal else _SWEEP_SECONDS

    async def _is_notified(self) -> bool:
        """Return whether another process has called `wake`."""
        try:
            return await self._database.run(lambda db: db.delivery_lock.take_notification())
        except LedgerError:  # the next round says so
            return True

    async def _try_tick(self, *, woken: bool = False) -> None:
        try:
            await self.tick()
            if woken and self.is_shared and not self.is_deliverer:
                await self._database.run(lambda db: db.delivery_lock.notify_holder())
        except (DatelineError, CorpusError) as error:
            _LOG.error("I can't post any digest now: %s", error)  # the message suffices; the next round retries

    async def _try_find_alerts(self) -> None:
        try:
            await self.find_alerts()
        except (DatelineError, CorpusError) as error:
            _LOG.error("I can't post any alert now: %s", error)

    async def find_alerts(self) -> int:
        """
        Look for stories to post at once; those found are posted by the next round, which begins immediately.

        Returns:
            How many were found.

        Raises:
            LedgerError: If the database fails.
        """
        if not await self._acquire_lock():
            return 0
        found = await self.alerts.find_new()
        if found:
            self.wake()
        return found

    async def tick(self) -> tuple[LedgerEntry, ...]:
        """
        Record all due slots, advance all unfinished digests, and set the timers.

        Returns:
            The entries that were advanced, in their new state.

        Raises:
            LedgerError: If the database fails.
        """
        if not await self._acquire_lock():
            self.checked_at = asyncio.get_running_loop().time()  # by the process that holds the lock
            return ()
        async with self._selection_lock:
            if self._last_full_scan is None:
                await recover_posted_digests(self._database, self._poster, self._clock())
            active = await self._record_due_slots()
            alerts = await self._database.run(lambda db: db.subscriptions.list_alerts())
            in_progress = frozenset(
                self._in_progress
            )  # before the query: what finishes meanwhile may still read as open
            entries = await self._database.run(lambda db: db.ledger.list_unfinished())
            unpublished = await self._database.run(lambda db: db.ledger.list_unpublished())
            to_advance = [entry for entry in (*entries, *unpublished) if entry.id not in in_progress]
            self._mark_under_way(*to_advance)
        self.checked_at = asyncio.get_running_loop().time()
        self._timers.set_schedules(
            subscription.options.schedule for subscription in active if not subscription.suspended
        )
        by_id = {subscription.id: subscription for subscription in (*active, *alerts)}
        return await self._advance_all([(by_id.get(entry.key.subscription), entry) for entry in to_advance])

    async def wait_until_idle(self) -> None:
        """Wait until no digest is being delivered."""
        await self._idle.wait()

    def _mark_under_way(self, *entries: LedgerEntry) -> None:
        self._in_progress.update(entry.id for entry in entries)
        if self._in_progress:
            self._idle.clear()

    async def post_now(self, subscription: Subscription) -> LedgerEntry:
        """
        Post a digest on demand, recorded beside the scheduled ones; success lifts a suspension.

        Raises:
            LedgerError: If the database fails, or another process delivers that should not run.
            SubscriptionError: If the subscription was removed meanwhile.
        """
        is_deliverer = await self._acquire_lock()
        if not (is_deliverer or self.is_shared):
            reason = _("another process is already posting digests from it")
            raise LedgerError(_("the database"), reason, _("Stop one of the two."))
        now = self._clock()
        day = now.astimezone(load_zone(subscription.options.schedule.zone)).date()
        key = DigestKey(subscription.id, day, f"now {dump_datetime(now)}")
        async with self._selection_lock:
            await self._database.run(lambda db: db.ledger.plan(subscription, key, now, now, late=False))
            entry = await self._load_planned(key)
            if is_deliverer:
                self._mark_under_way(entry)
        advance = self._advance(subscription, entry, CompositionCache()) if is_deliverer else self._wait_for_other(key)
        entry = await advance
        if subscription.suspended and entry.state is DeliveryState.SENT:
            await self._database.run(lambda db: db.subscriptions.clear_suspension(subscription.id))
            self.wake()
        return entry

    async def _load_planned(self, key: DigestKey) -> LedgerEntry:
        entry = await self._database.run(lambda db: db.ledger.get_entry(key))
        if entry is None:
            raise SubscriptionError("digest", _("Someone removed the digest while I was preparing it."))
        return entry

    async def _wait_for_other(self, key: DigestKey) -> LedgerEntry:
        """Ask the process that delivers to look; return the entry when it is finished, or after some time."""
        await self._database.run(lambda db: db.delivery_lock.notify_holder())
        end = asyncio.get_running_loop().time() + _HAND_OVER_SECONDS
        while True:
            entry = await self._load_planned(key)
            is_waiting = entry.state in {DeliveryState.PLANNED, DeliveryState.SENDING} and not entry.draft
            if not is_waiting or asyncio.get_running_loop().time() > end:
                return entry
            await asyncio.sleep(_LOOK_SECONDS)

    async def preview(self, subscription: Subscription) -> Message:
        """Return the digest as it would be posted now; its footer names the store's sequence number."""
        draft = await self.composer.compose(subscription, None, CompositionCache())
        return render_digest(draft.text, translator=draft.translator)

    async def _acquire_lock(self) -> bool:
        acquired, self._needs_renewal = await self._database.run(
            lambda db: (db.delivery_lock.acquire(), db.delivery_lock.needs_renewal)
        )
        if not acquired and not self._lock_unavailable:
            level = logging.INFO if self.is_shared else logging.WARNING
            _LOG.log(level, "Another process posts digests from this database; this one waits and posts none.")
        self._lock_unavailable = not acquired
        if acquired and not self.is_deliverer and self.is_shared:
            self.on_posted()  # what was posted before may not be on the pages yet
        self.is_deliverer = acquired
        return acquired

    async def _record_due_slots(self) -> tuple[Subscription, ...]:
        """Record recently due slots; once an hour check all of `MAX_LOOKBACK`, as time zone rules may have changed."""
        now, lookback = self._clock(), MAX_LOOKBACK
        since_full_scan = now - self._last_full_scan if self._last_full_scan else _FULL_SCAN_INTERVAL
        if timedelta(0) <= since_full_scan < _FULL_SCAN_INTERVAL:
            lookback = since_full_scan + _FULL_SCAN_INTERVAL
        else:  # also where the clock was set back
            self._last_full_scan = now
            await self._database.run(lambda db: drop_future_entries(db, now))
        return await self._database.run(lambda db: record_due_slots(db, now, lookback))

    async def _advance_all(self, work: Sequence[tuple[Subscription | None, LedgerEntry]]) -> tuple[LedgerEntry, ...]:
        cache, ready = CompositionCache(), None
        if any(next_step(entry, self._clock()) is DeliveryStep.COMPOSE for _, entry in work):
            ready = asyncio.create_task(_wait_for(self.wait_for_feeds()))
        advancing = (self._advance(subscription, entry, cache, ready) for subscription, entry in work)
        # One failing digest must not keep the others from being posted; it stays in the ledger and is retried.
        return await gather_successes(advancing, "A digest failed; I'll try it again")

    async def _advance(
        self,
        subscription: Subscription | None,
        entry: LedgerEntry,
        cache: CompositionCache,
        ready: asyncio.Task[None] | None = None,
    ) -> LedgerEntry:
        try:
            if ready is not None and next_step(entry, self._clock()) is DeliveryStep.COMPOSE:
                await asyncio.shield(ready)  # before taking a slot of the semaphore, which others may use meanwhile
            async with self._semaphore:
                if entry.state is DeliveryState.SENT:
                    return await self._delivery.publish(subscription, entry) if subscription else entry
                advanced = await self._delivery.advance(subscription, entry, cache)
            if advanced.state is DeliveryState.SENT:
                self.on_posted()
            return advanced
        finally:
            self._in_progress.discard(entry.id)
            if not self._in_progress:
                self._idle.set()


async def _wait_for(wait: Awaitable[None]) -> None:
    await wait
