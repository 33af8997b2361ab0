"""Due slots → rows of the ledger."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.books import Books
from bot.delivery.decisions import HORIZON, Plan, Skip, came_due, decide, takes_effect
from bot.subscriptions import Change, Key, Subscription, Wish

_LOG = logging.getLogger(__name__)

#: A slot's local date may lie this far before the date of its instant in UTC.
_TWO_DAYS = timedelta(days=2)


def enter_due(books: Books, now: datetime, back: timedelta = HORIZON) -> tuple[Subscription, ...]:
    """
    Enter every slot that came due by *now* as planned or skipped; those entered before stay as they are.

    A subscription whose zone is known no more is suspended, and keeps nobody else from being served.

    Args:
        books: Subscriptions and ledger.
        now: The present instant.
        back: How far back to look; what came due before was entered then.

    Returns:
        The subscriptions that were not removed.

    Raises:
        LedgerError: If the database fails.
    """
    # The system's zone data may have been updated since; a bot runs for months.
    ZoneInfo.clear_cache()
    standing = books.roll.standing()
    due = [(subscription, _due(books, subscription, now, back)) for subscription in standing]
    if any(intents for _, intents in due):  # most rounds have nothing to write, and wait for nobody's lock
        with books.transaction():
            for subscription, intents in due:
                for intent in intents:
                    _enter(books, subscription, intent, now)
    if not any(each.change and each.change.since <= now for each in standing):
        return standing
    for each in standing:
        if each.change and each.change.since <= now:
            books.roll.edit(each, each.change.wish, each.change.since)
    return enter_due(books, now, back)


def revise(books: Books, subscription: Subscription, wish: Wish, now: datetime) -> Subscription:
    """
    Let *subscription* become *wish*: now, or tomorrow where today's digest is posted already, or about to be.

    Raises:
        LedgerError: If the database fails.
    """
    enter_due(books, now)
    entered = books.ledger.entered(subscription.id, now.date() - _TWO_DAYS, skipped=False)
    since = takes_effect(wish, entered, now)
    if since > now:
        return books.roll.edit_later(subscription, Change(wish, since))
    return books.roll.edit(subscription, wish, since)


def _due(books: Books, subscription: Subscription, now: datetime, back: timedelta) -> tuple[Plan | Skip, ...]:
    first = max(subscription.since, now - back)
    try:
        came = came_due(subscription, first, now)
        if not came:  # most have nothing due, and the ledger need not be asked
            return ()
        return decide(subscription, books.ledger.entered(subscription.id, min(slot.day for slot in came)), now, back)
    except ZoneInfoNotFoundError:
        reason = f"the time zone {subscription.wish.schedule.zone} is not known any more"
        if books.roll.suspend(subscription.id, reason):
            _LOG.error("The digest for channel %s is suspended: %s", subscription.wish.channel, reason)
        return ()


def _enter(books: Books, subscription: Subscription, intent: Plan | Skip, now: datetime) -> None:
    slot = intent.slot
    key = Key(subscription.id, slot.day, slot.name)
    if isinstance(intent, Plan):
        books.ledger.plan(subscription, key, slot.instant, now, late=intent.late)
    else:
        _LOG.warning("Digest of %s, %s skipped: %s", slot.day, slot.name, intent.reason)
        books.ledger.skip(subscription, key, slot.instant, now, intent.reason)
