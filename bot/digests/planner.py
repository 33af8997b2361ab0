"""Record due slots in the delivery ledger."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.db import Repositories
from bot.digests.policy import MAX_LOOKBACK, PostIntent, SkipIntent, due_slots, effective_from, plan_missed_slots
from bot.models.digest import DigestKey, DigestOptions, PendingChange, Subscription

_LOG = logging.getLogger(__name__)

#: How far a slot's local date may lie before the UTC date of its instant.
_MAX_DATE_OFFSET = timedelta(days=2)


def record_due_slots(books: Repositories, now: datetime, back: timedelta = MAX_LOOKBACK) -> tuple[Subscription, ...]:
    """
    Record every slot that came due by *now* as planned or skipped; slots already recorded stay unchanged.

    A subscription whose time zone is no longer known is suspended; the others are not affected. Pending changes that
    have become effective are applied.

    Args:
        books: The repositories.
        now: The current time.
        back: How far back to look; earlier slots were recorded by earlier calls.

    Returns:
        The subscriptions that were not removed.

    Raises:
        LedgerError: If the database fails.
    """
    # The bot runs for months, and the system's time zone data may be updated meanwhile.
    ZoneInfo.clear_cache()
    standing = books.subscriptions.list_active()
    due = [(subscription, _plan_due_slots(books, subscription, now, back)) for subscription in standing]
    if any(intents for _, intents in due):  # most rounds have nothing to write and need no lock
        with books.transaction():
            for subscription, intents in due:
                for intent in intents:
                    _record_slot(books, subscription, intent, now)
    if not any(each.change and each.change.since <= now for each in standing):
        return standing
    for each in standing:
        if each.change and each.change.since <= now:
            books.subscriptions.edit(each, each.change.options, each.change.since)
    return record_due_slots(books, now, back)


def update_subscription(
    books: Repositories, subscription: Subscription, wish: DigestOptions, now: datetime
) -> Subscription:
    """
    Change *subscription* to *wish*: now, or from tomorrow on if today's digest is already posted or planned.

    Raises:
        LedgerError: If the database fails.
    """
    record_due_slots(books, now)
    entered = books.ledger.list_recorded_slots(subscription.id, now.date() - _MAX_DATE_OFFSET, skipped=False)
    since = effective_from(wish, entered, now)
    if since > now:
        return books.subscriptions.schedule_change(subscription, PendingChange(wish, since))
    return books.subscriptions.edit(subscription, wish, since)


def _plan_due_slots(
    books: Repositories, subscription: Subscription, now: datetime, back: timedelta
) -> tuple[PostIntent | SkipIntent, ...]:
    first = max(subscription.since, now - back)
    try:
        came = due_slots(subscription, first, now)
        if not came:  # most have nothing due, which saves a query
            return ()
        return plan_missed_slots(
            subscription, books.ledger.list_recorded_slots(subscription.id, min(slot.day for slot in came)), now, back
        )
    except ZoneInfoNotFoundError:
        reason = f"the time zone {subscription.options.schedule.zone} is not known any more"
        if books.subscriptions.suspend(subscription.id, reason):
            _LOG.error("The digest for channel %s is suspended: %s", subscription.options.channel, reason)
        return ()


def _record_slot(
    books: Repositories, subscription: Subscription, intent: PostIntent | SkipIntent, now: datetime
) -> None:
    slot = intent.slot
    key = DigestKey(subscription.id, slot.day, slot.name)
    if isinstance(intent, PostIntent):
        books.ledger.plan(subscription, key, slot.instant, now, late=intent.late)
    else:
        _LOG.warning("Digest of %s, %s skipped: %s", slot.day, slot.name, intent.reason)
        books.ledger.skip(subscription, key, slot.instant, now, intent.reason)
