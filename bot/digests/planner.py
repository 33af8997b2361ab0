"""Record due slots in the delivery ledger."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.db import Repositories
from bot.digests.policy import (
    CLOCK_TOLERANCE,
    DELIVERY_WINDOW,
    MAX_LOOKBACK,
    PostIntent,
    SkipIntent,
    due_slots,
    effective_from,
    plan_missed_slots,
)
from bot.models.digest import DigestKey, DigestOptions, PendingChange, Subscription
from bot.models.schedule import Slot
from corpus.models.text import _

_LOG = logging.getLogger(__name__)

#: How far a slot's local date may lie before the UTC date of its instant.
_MAX_DATE_OFFSET = timedelta(days=2)


def record_due_slots(
    repositories: Repositories, now: datetime, lookback: timedelta = MAX_LOOKBACK
) -> tuple[Subscription, ...]:
    """
    Record every slot that came due by *now* as planned or skipped; slots already recorded stay unchanged.

    A subscription whose time zone is no longer known is suspended; the others are not affected. Pending changes that
    have become effective are applied.

    Args:
        repositories: The repositories.
        now: The current time.
        lookback: How far back to look; earlier slots were recorded by earlier calls.

    Returns:
        The subscriptions that were not removed.

    Raises:
        LedgerError: If the database fails.
    """
    # The bot runs for months, and the system's time zone data may be updated meanwhile.
    ZoneInfo.clear_cache()
    active = repositories.subscriptions.list_active()
    due = [(subscription, _plan_due_slots(repositories, subscription, now, lookback)) for subscription in active]
    if any(intents for _, intents in due):  # most rounds have nothing to write and need no lock
        with repositories.transaction():
            for subscription, intents in due:
                for intent in intents:
                    _record_slot(repositories, subscription, intent, now)
    if not any(each.change and each.change.since <= now for each in active):
        return active
    for each in active:
        if each.change and each.change.since <= now:
            repositories.subscriptions.edit(each, each.change.options, each.change.since)
    return record_due_slots(repositories, now, lookback)


def drop_future_entries(repositories: Repositories, now: datetime) -> int:
    """
    Delete what was recorded while the clock was ahead, and let digests that begin in the future begin now.

    What was posted or composed stays recorded, as does what editors decided.

    Args:
        repositories: The repositories.
        now: The current time, by a clock that is right again.

    Returns:
        How many entries of the ledger were deleted.

    Raises:
        LedgerError: If the database fails.
    """
    with repositories.transaction():
        count = repositories.ledger.delete_unsent_after(now + CLOCK_TOLERANCE)
        repositories.subscriptions.correct_starts(now, CLOCK_TOLERANCE)
    if count:
        _LOG.warning("The clock was ahead: I planned %d digests again that were recorded for the future", count)
    return count


def update_subscription(
    repositories: Repositories, subscription: Subscription, options: DigestOptions, now: datetime
) -> Subscription:
    """
    Change *subscription* to *options*: now, or from tomorrow on if today's digest is already posted or planned.

    Raises:
        LedgerError: If the database fails.
    """
    record_due_slots(repositories, now)
    recorded = repositories.ledger.list_recorded_slots(subscription.id, now.date() - _MAX_DATE_OFFSET, skipped=False)
    since = effective_from(options, recorded, now)
    if since > now:
        return repositories.subscriptions.schedule_change(subscription, PendingChange(options, since))
    return repositories.subscriptions.edit(subscription, options, since)


def add_follow(repositories: Repositories, options: DigestOptions, now: datetime, sequence: int) -> Subscription:
    """
    Let a member follow the topic of *options* from the store's sequence number *sequence* on.

    What the member followed before, or follows with another time, is taken up again, so that there is one message for
    each member, subject and local day.

    Raises:
        LedgerError: If the database fails.
    """
    with repositories.transaction():
        before = repositories.subscriptions.find_follow(options.guild, options.member, options.topic)
        if before is None:
            return repositories.subscriptions.add(options, now, checked=sequence)
        recorded = repositories.ledger.list_recorded_slots(before.id, now.date() - _MAX_DATE_OFFSET, skipped=False)
        since = effective_from(options, recorded, now)
        return repositories.subscriptions.revive(before, options, since, sequence)


def list_missed_slots(repositories: Repositories, now: datetime) -> tuple[tuple[Subscription, tuple[Slot, ...]], ...]:
    """
    Return the slots, by subscription and oldest first, that are not in the ledger and due too long ago to be posted.

    Raises:
        LedgerError: If the database fails.
    """
    active = repositories.subscriptions.list_active()
    planned = [(each, _plan_due_slots(repositories, each, now, MAX_LOOKBACK)) for each in active if not each.suspended]
    missed = [
        (each, tuple(intent.slot for intent in intents if now - intent.slot.instant > DELIVERY_WINDOW))
        for each, intents in planned
    ]
    return tuple((each, slots) for each, slots in missed if slots)


def _plan_due_slots(
    repositories: Repositories, subscription: Subscription, now: datetime, lookback: timedelta
) -> tuple[PostIntent | SkipIntent, ...]:
    first = max(subscription.since, now - lookback)
    try:
        due = due_slots(subscription, first, now)
        if not due:  # most have nothing due, which saves a query
            return ()
        return plan_missed_slots(
            subscription,
            repositories.ledger.list_recorded_slots(subscription.id, min(slot.day for slot in due)),
            now,
            lookback,
        )
    except ZoneInfoNotFoundError:
        reason = _("the time zone {zone} no longer exists", zone=subscription.options.schedule.zone)
        if repositories.subscriptions.suspend(subscription.id, reason):
            _LOG.error("The digest for channel %s is suspended: %s", subscription.options.channel, reason)
        return ()


def _record_slot(
    repositories: Repositories, subscription: Subscription, intent: PostIntent | SkipIntent, now: datetime
) -> None:
    slot = intent.slot
    key = DigestKey(subscription.id, slot.day, slot.name)
    if isinstance(intent, PostIntent):
        repositories.ledger.plan(subscription, key, slot.instant, now, late=intent.late)
    else:
        _LOG.warning("Digest of %s, %s skipped: %s", slot.day, slot.name, intent.reason)
        repositories.ledger.skip(subscription, key, slot.instant, now, intent.reason)
