"""What is to be done about each digest: pure, from the ledger and the clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from bot.phrases import phrase
from bot.schedules import Slot, slots
from bot.subscriptions import Entry, State, Subscription, Wish

#: A missed digest is caught up within this time.
WINDOW = timedelta(hours=6)

#: Posted later than this after being due, a digest says so.
LATE = timedelta(minutes=10)

#: How far back missed slots are looked for; longer silences are recorded from here on.
HORIZON = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Plan:
    """Post the digest of *slot*."""

    slot: Slot
    late: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Record that the digest of *slot* is not posted, for *reason*."""

    slot: Slot
    reason: str


def came_due(subscription: Subscription, after: datetime, now: datetime) -> tuple[Slot, ...]:
    """Give the slots of *subscription* that are due later than *after* and by *now*, in order."""
    until = min(now, subscription.change.since) if subscription.change else now
    return slots(subscription.wish.schedule, max(subscription.since, after), until)


def decide(
    subscription: Subscription, entered: Collection[tuple[date, str]], now: datetime, back: timedelta = HORIZON
) -> tuple[Plan | Skip, ...]:
    """
    Decide on every slot that came due and is not in the ledger yet.

    Of several missed ones the last is caught up, if it is not older than `WINDOW`; the others are skipped. While the
    subscription is suspended or paused all are.

    Args:
        subscription: Whose slots.
        entered: Days and slot names that the ledger has.
        now: The present instant.
        back: How far back to look.
    """
    came = came_due(subscription, now - back, now)
    missing = [slot for slot in came if (slot.day, slot.name) not in entered]
    return tuple(_decide(subscription, slot, slot is missing[-1], now) for slot in missing)


def _decide(subscription: Subscription, slot: Slot, last: bool, now: datetime) -> Plan | Skip:
    behind = now - slot.instant
    if subscription.suspended:
        return Skip(slot, phrase("suspended: {reason}", reason=subscription.suspended))
    if subscription.paused and slot.day < subscription.paused:
        return Skip(slot, phrase("paused until {day}", day=subscription.paused.isoformat()))
    if behind > WINDOW:
        return Skip(slot, phrase("missed: the bot was away at the hour and for {time} after it", time=_hours(WINDOW)))
    if not last:
        return Skip(slot, phrase("missed: a later digest took its place"))
    return Plan(slot, late=behind > LATE)


def takes_effect(wish: Wish, entered: Collection[tuple[date, str]], now: datetime) -> datetime:
    """
    Give the instant after which a changed *wish* counts: now, or the end of a local day that had its digest already.

    Args:
        wish: What is asked for from now on.
        entered: Days and slot names that the ledger has for the subscription.
        now: The present instant.
    """
    zone = ZoneInfo(wish.schedule.zone)
    today = now.astimezone(zone).date()
    if not any(day == today and not name.startswith("now") for day, name in entered):
        return now
    return datetime.combine(today, time.max, zone).astimezone(UTC)


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} h"


class Step(Enum):
    """What to do next with a digest that is entered and not settled."""

    COMPOSE = auto()
    DRAFT = auto()
    WAIT = auto()
    SEND = auto()
    LOOK = auto()
    GIVE_UP = auto()


def next_step(entry: Entry, now: datetime) -> Step:
    """
    Say how to go on with *entry*, after a restart as in the usual course.

    A digest that was being sent may have arrived: nothing is sent again before the channel was looked at. One that
    editors have to approve waits for them.
    """
    if entry.state is State.SENDING:
        return Step.LOOK
    if now - entry.due > WINDOW:
        return Step.GIVE_UP
    if entry.payload is not None:
        return Step.SEND
    if entry.copy:
        return Step.WAIT if entry.draft else Step.DRAFT
    return Step.COMPOSE


def after_absence(entry: Entry, now: datetime) -> Step:
    """Say how to go on with *entry*, which was being sent and is not in the channel."""
    return Step.GIVE_UP if now - entry.due > WINDOW else Step.SEND


def posted_at(message: int) -> datetime:
    """
    Give the instant at which Discord made the message of this id.

    References:
        https://discord.com/developers/docs/reference#snowflakes
    """
    return datetime.fromtimestamp(((message >> 22) + 1_420_070_400_000) / 1000, UTC)
