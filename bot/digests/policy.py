"""Decide what to do with each digest from the ledger and the current time, without side effects."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto

from bot.locales.messages import _
from bot.models.alert import is_story_slot
from bot.models.digest import DeliveryState, DigestOptions, LedgerEntry, Subscription
from bot.models.schedule import Slot, list_slots, load_zone

#: How long after being due a digest may still be posted.
DELIVERY_WINDOW = timedelta(hours=6)

#: A digest that is posted later than this after being due is marked as late.
LATE_THRESHOLD = timedelta(minutes=10)

#: How far back to look for missed slots; older ones are not recorded.
MAX_LOOKBACK = timedelta(days=31)


#: An entry is due at most this long after the current time, unless the clock was ahead when it was recorded.
CLOCK_TOLERANCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PostIntent:
    """Post the digest of *slot*."""

    slot: Slot
    late: bool = False


@dataclass(frozen=True, slots=True)
class SkipIntent:
    """Record that the digest of *slot* is not posted, for *reason*."""

    slot: Slot
    reason: str


def due_slots(subscription: Subscription, after: datetime, now: datetime) -> tuple[Slot, ...]:
    """Return the slots of *subscription* that are due after *after* and by *now*, in order."""
    until = min(now, subscription.change.since) if subscription.change else now
    return list_slots(subscription.options.schedule, max(subscription.since, after), until)


def plan_missed_slots(
    subscription: Subscription,
    recorded: Collection[tuple[date, str]],
    now: datetime,
    lookback: timedelta = MAX_LOOKBACK,
) -> tuple[PostIntent | SkipIntent, ...]:
    """
    Return whether to post or skip each slot that came due and is not in the ledger yet.

    Of several missed slots only the last is posted, if it is not older than `DELIVERY_WINDOW`. All are skipped while
    the subscription is suspended or paused.

    Args:
        subscription: The subscription.
        recorded: Days and slot names in the ledger.
        now: The current time.
        lookback: How far back to look.
    """
    due = due_slots(subscription, now - lookback, now)
    missing = [slot for slot in due if (slot.day, slot.name) not in recorded]
    return tuple(_plan_slot(subscription, slot, slot is missing[-1], now) for slot in missing)


def _plan_slot(subscription: Subscription, slot: Slot, last: bool, now: datetime) -> PostIntent | SkipIntent:
    behind = now - slot.instant
    if subscription.suspended:
        return SkipIntent(slot, _("suspended: {reason}", reason=subscription.suspended))
    if subscription.paused and slot.day < subscription.paused:
        return SkipIntent(slot, _("paused until {day}", day=subscription.paused.isoformat()))
    if behind > DELIVERY_WINDOW:
        return SkipIntent(
            slot, _("missed: I was offline at the time and for {time} after it", time=_format_hours(DELIVERY_WINDOW))
        )
    if not last:
        return SkipIntent(slot, _("missed: a later digest replaced it"))
    return PostIntent(slot, late=behind > LATE_THRESHOLD)


def effective_from(options: DigestOptions, recorded: Collection[tuple[date, str]], now: datetime) -> datetime:
    """
    Return when the changed *options* take effect: now, or after a local day that already had its digest.

    Args:
        options: The new options.
        recorded: Days and slot names in the ledger for the subscription.
        now: The current time.
    """
    zone = load_zone(options.schedule.zone)
    today = now.astimezone(zone).date()
    if not any(day == today and not name.startswith("now") for day, name in recorded):
        return now
    return datetime.combine(today, time.max, zone).astimezone(UTC)


def _format_hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} h"


class DeliveryStep(Enum):
    """Next step for a digest that is recorded in the ledger and not finished."""

    COMPOSE = auto()
    DRAFT = auto()
    WAIT = auto()
    SEND = auto()
    LOOK = auto()
    GIVE_UP = auto()


def next_step(entry: LedgerEntry, now: datetime, *, doubtful: bool = False) -> DeliveryStep:
    """
    Return the next step for *entry*, after a restart as in normal operation.

    A digest that was being sent may have arrived, so its channel is searched before it is sent again; so may one that
    is *doubtful*, because it was due before the bot started, and the ledger may be an old copy. A digest that
    needs approval waits for its editors, and one that was composed while the clock was ahead waits until it is due.
    """
    if entry.state is DeliveryState.SENDING or doubtful:
        return DeliveryStep.LOOK
    if entry.due - now > CLOCK_TOLERANCE:
        return DeliveryStep.WAIT
    if now - entry.due > DELIVERY_WINDOW:
        return DeliveryStep.GIVE_UP
    if entry.payload is not None:
        return DeliveryStep.SEND
    if entry.copy:
        return DeliveryStep.WAIT if entry.draft else DeliveryStep.DRAFT
    return DeliveryStep.COMPOSE


def next_step_if_not_found(entry: LedgerEntry, now: datetime) -> DeliveryStep:
    """Return the next step for *entry*, which was being sent and is not in the channel."""
    return DeliveryStep.GIVE_UP if now - entry.due > DELIVERY_WINDOW else DeliveryStep.SEND


#: How much earlier than sending began a message is looked for: the clocks of Discord and of this machine differ.
_SEARCH_MARGIN = timedelta(hours=1)
#: How far back the message of an alert is looked for before it is posted: its story may have been found earlier, by a
#: state of the ledger that was lost.
_STORY_SEARCH_SPAN = timedelta(days=2)
#: How far back to look where the time at which sending began lies in the future, because the clock was wrong then.
_SEARCH_SPAN_IN_DOUBT = timedelta(days=1)


def find_search_start(entry: LedgerEntry, now: datetime) -> datetime:
    """
    Return the time after which the message of *entry* was posted, if it was posted at all.

    That is when sending began; for a draft, or where that is not known, when it was due; for an alert, days earlier.
    """
    if is_story_slot(entry.key.slot) and entry.sending_at is None:
        return min(entry.due, now) - _STORY_SEARCH_SPAN
    began = entry.sending_at or entry.due
    return min(began, now - _SEARCH_SPAN_IN_DOUBT if began > now else now) - _SEARCH_MARGIN


def snowflake_to_datetime(message: int) -> datetime:
    """
    Return the time at which Discord created the message with this id.

    References:
        https://discord.com/developers/docs/reference#snowflakes
    """
    return datetime.fromtimestamp(((message >> 22) + 1_420_070_400_000) / 1000, UTC)
