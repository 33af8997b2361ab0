"""The roll of subscriptions in the database; synchronous, for one thread."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import datetime, time

from bot.database import instant, translated, written
from bot.errors import SubscriptionError
from bot.schedules import Schedule
from bot.subscriptions.model import Subscription, Wish


class Roll:
    """Who wants what, when. Every method is one transaction and raises LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def add(self, wish: Wish, now: datetime, *, configured: bool = False) -> Subscription:
        """Add a subscription; its first slot is the first after *now*."""
        with translated(self._subject):
            cursor = self._connection.execute(
                "INSERT INTO subscriptions"
                " (uid, guild, channel, topic, times, zone, weekdays, length, configured, since)"
                " VALUES (:uid, :guild, :channel, :topic, :times, :zone, :weekdays, :length, :configured, :since)",
                {**_columns(wish), "uid": secrets.token_hex(8), "configured": configured, "since": written(now)},
            )
            return self._subscription(cursor.lastrowid or 0)

    def edit(self, subscription: Subscription, wish: Wish, since: datetime) -> Subscription:
        """Change what is asked for; slots later than *since* go by the new wish."""
        with translated(self._subject):
            self._connection.execute(
                "UPDATE subscriptions SET guild = :guild, channel = :channel, topic = :topic, times = :times,"
                " zone = :zone, weekdays = :weekdays, length = :length, since = :since, suspended = NULL"
                " WHERE id = :id",
                {**_columns(wish), "since": written(since), "id": subscription.id},
            )
            return self._subscription(subscription.id)

    def suspend(self, subscription: int, reason: str) -> bool:
        """Post nothing more for it, until it is edited; True where that is news."""
        with translated(self._subject):
            done = self._connection.execute(
                "UPDATE subscriptions SET suspended = ? WHERE id = ? AND suspended IS NULL", (reason, subscription)
            )
            return done.rowcount == 1

    def end(self, subscription: int, now: datetime) -> None:
        """Remove it; its ledger stays."""
        with translated(self._subject):
            self._connection.execute("UPDATE subscriptions SET ended = ? WHERE id = ?", (written(now), subscription))

    def standing(self, guild: str | None = None, channel: int | None = None) -> tuple[Subscription, ...]:
        """List those that were not removed, of *guild* or *channel* where given, oldest first."""
        with translated(self._subject):
            rows = self._connection.execute(
                "SELECT * FROM subscriptions WHERE ended IS NULL AND (:guild IS NULL OR guild = :guild)"
                " AND (:channel IS NULL OR channel = :channel) ORDER BY id",
                {"guild": guild, "channel": channel},
            )
            return tuple(map(_read, rows))

    def _subscription(self, number: int) -> Subscription:
        row = self._connection.execute("SELECT * FROM subscriptions WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise SubscriptionError("the digest", "does not exist any more")
        return _read(row)


def _columns(wish: Wish) -> dict[str, object]:
    return {
        "guild": wish.guild,
        "channel": wish.channel,
        "topic": wish.topic,
        "times": ",".join(f"{at:%H:%M}" for at in wish.schedule.times),
        "zone": wish.schedule.zone,
        "weekdays": "".join(str(day) for day in sorted(wish.schedule.weekdays)),
        "length": wish.length,
    }


def _read(row: sqlite3.Row) -> Subscription:
    schedule = Schedule(
        tuple(time.fromisoformat(at) for at in row["times"].split(",")),
        row["zone"],
        frozenset(int(day) for day in row["weekdays"]),
    )
    return Subscription(
        id=row["id"],
        uid=row["uid"],
        wish=Wish(row["guild"], row["channel"], schedule, row["topic"], row["length"]),
        since=instant(row["since"]),
        suspended=row["suspended"] or "",
        configured=bool(row["configured"]),
    )
