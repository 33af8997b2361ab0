"""Look for stories that alerts want, and record them in the delivery ledger."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

from bot.db import DatabaseThread, Repositories
from bot.digests.composer import Composer, build_alert, build_reply_record
from bot.digests.concurrency import gather_successes
from bot.locales import Translator
from bot.locales.messages import _, ngettext_
from bot.models.alert import AlertRule, AlertScan, AlertStory, build_story_slot
from bot.models.clock import Clock
from bot.models.digest import DigestKey, DigestOptions, Subscription
from bot.models.schedule import load_zone
from bot.services.engine import QueryEngine
from bot.services.worker_pool import WorkerPool
from corpus.errors import CorpusError
from corpus.models.text import LocalizableText

_LOG = logging.getLogger(__name__)

#: Alerts whose stories are looked for at the same time, so that questions find a free worker.
_MAX_CONCURRENT_SCANS = 2


@dataclass(frozen=True, slots=True)
class _ScanContext:
    """An alert, when it was looked at (in UTC and as local day), and how its messages are written."""

    alert: Subscription
    rule: AlertRule
    now: datetime
    day: date
    translator: Translator
    pictures: bool


class AlertWatcher:
    """
    Looks for the stories that alerts want.

    A story, its message and how far an alert has looked are recorded together, so that a crash loses and repeats
    nothing; the message is delivered as a digest is.

    Args:
        database: The repositories.
        workers: The worker pool that searches the articles.
        composer: For the language of messages.
        clock: Returns the current time.
    """

    def __init__(self, database: DatabaseThread, workers: WorkerPool, composer: Composer, clock: Clock) -> None:
        self._database, self._workers, self._composer, self._clock = database, workers, composer, clock
        self._lock = asyncio.Lock()  # two rounds would look at the same articles
        self._semaphore = asyncio.Semaphore(_MAX_CONCURRENT_SCANS)

    async def find_new(self) -> int:
        """
        Look at the articles that arrived since the last call, and record what is to be posted.

        Returns:
            How many stories were recorded to be posted.

        Raises:
            LedgerError: If the database fails.
        """
        if self._lock.locked():  # the next round looks again
            return 0
        async with self._lock:
            alerts = await self._database.run(lambda db: db.subscriptions.list_alerts())
            if not alerts:
                return 0
            try:
                sequence = await self._workers.run(_fetch_sequence)
            except CorpusError as error:
                _LOG.warning("I couldn't look for stories for alerts: %s", error)
                return 0
            counts = await gather_successes(
                (self._scan(each) for each in alerts if each.checked != sequence), "An alert failed; I'll try it again"
            )
        return sum(counts)

    async def add(self, options: DigestOptions, rule: AlertRule) -> Subscription:
        """
        Add an alert; nothing is posted of what meets *rule* already.

        Raises:
            CorpusError: If the articles can't be searched.
            LedgerError: If the database fails.
        """
        now = self._clock()
        scan = await self._search(options, rule)

        def write(repositories: Repositories) -> Subscription:
            with repositories.transaction():
                added = repositories.subscriptions.add(options, now, alert=rule, checked=scan.sequence)
                repositories.alerts.record_scan(added.id, scan.sequence, scan.joined, now)
            return added

        return await self._database.run(write)

    async def _scan(self, alert: Subscription) -> int:
        if alert.alert is None:
            return 0
        now, zone = self._clock(), alert.options.schedule.zone
        try:
            day = now.astimezone(load_zone(zone)).date()
        except ZoneInfoNotFoundError:
            reason = _("the time zone {zone} no longer exists", zone=zone)
            if await self._database.run(lambda db: db.subscriptions.suspend(alert.id, reason)):
                _LOG.error("An alert for channel %s is suspended: %s", alert.options.channel, reason)
            return 0
        translator = await self._composer.load_translator(alert.options)
        context = _ScanContext(alert, alert.alert, now, day, translator, self._composer.pictures)
        known = await self._database.run(lambda db: db.alerts.list_articles(alert.id))
        try:
            async with self._semaphore:
                scan = await self._search(alert.options, alert.alert, alert.checked, known, context.day)
        except CorpusError as error:
            _LOG.warning("I couldn't look for stories for the alerts of channel %s: %s", alert.options.channel, error)
            return 0
        return await self._database.run(lambda db: _record_scan(db, context, scan))

    async def _search(
        self,
        options: DigestOptions,
        rule: AlertRule,
        checked: int = 0,
        known: Mapping[str, str] | None = None,
        day: date | None = None,
    ) -> AlertScan:
        return await self._workers.run(
            QueryEngine.scan_stories,
            scope=options.guild,
            text=options.topic,
            rule=rule,
            checked=checked,
            known=known or {},
            day=day,
            exclusions=options.exclusions,
        )


def _fetch_sequence(engine: QueryEngine) -> int:
    """Return the store's sequence number."""
    return engine.store.get_sequence()


def _record_scan(repositories: Repositories, context: _ScanContext, scan: AlertScan) -> int:
    """Record the stories of *scan*, and how far the alert has looked; return how many are to be posted."""
    alert, count = context.alert, 0
    with repositories.transaction():
        for story in scan.stories:
            count += _record_story(repositories, context, story)
        seen = {key: story.id for story in scan.stories for key in story.articles}
        repositories.alerts.record_scan(alert.id, scan.sequence, {**seen, **scan.joined}, context.now)
    return count


def _record_story(repositories: Repositories, context: _ScanContext, story: AlertStory) -> bool:
    """Record *story* as planned with its message, or as skipped; return whether it is to be posted."""
    alert, now = context.alert, context.now
    key = DigestKey(alert.id, context.day, build_story_slot(story.id))
    if reason := _find_obstacle(repositories, context, story):
        _LOG.warning("Alert on story %s skipped: %s", story.id, reason)
        repositories.ledger.skip(alert, key, now, now, reason)
        return False
    if not repositories.ledger.plan(alert, key, now, now, late=False):
        return False
    entry = repositories.ledger.get_entry(key)
    if entry is None:
        return False
    composed = build_alert(story, alert, entry, context.translator, pictures=context.pictures)
    if reply := build_reply_record(alert, entry, composed, now):
        repositories.replies.save(reply)
    repositories.ledger.record_composed(entry, composed, now)
    return True


def _find_obstacle(repositories: Repositories, context: _ScanContext, story: AlertStory) -> LocalizableText | None:
    """Return why *story* is not posted, or None."""
    alert, rule = context.alert, context.rule
    if alert.suspended:
        return _("suspended: {reason}", reason=alert.suspended)
    if repositories.ledger.is_slot_taken(alert.options.channel, build_story_slot(story.id)):
        return _("another alert of this channel has posted it")
    if story.briefing is None or repositories.ledger.count_stories(alert.id, context.day) >= rule.per_day:
        return ngettext_(
            "this alert posts up to {number} story a day", "this alert posts up to {number} stories a day", rule.per_day
        )
    if not story.briefing.points:
        return _("I can't quote any of its sentences")
    return None
