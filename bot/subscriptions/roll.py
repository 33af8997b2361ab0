"""The roll of subscriptions in the database; synchronous, for one thread."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import date, datetime

from bot.database import instant, translated, written
from bot.errors import SubscriptionError
from bot.phrases import phrase
from bot.subscriptions.model import Change, Subscription, Wish
from bot.subscriptions.writing import COLUMNS, columns, wish_of

_NAMES, _FIELDS = ", ".join(COLUMNS), ", ".join(f":{name}" for name in COLUMNS)
_SETTING = ", ".join(f"{name} = :{name}" for name in COLUMNS)


class Roll:
    """Who wants what, when. Every method is one transaction and raises LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def add(self, wish: Wish, now: datetime, *, configured: bool = False) -> Subscription:
        """Add a subscription; its first slot is the first after *now*."""
        with translated(self._subject):
            cursor = self._connection.execute(
                f"INSERT INTO subscriptions (uid, configured, since, {_NAMES})"  # noqa: S608  # our own names
                f" VALUES (:uid, :configured, :since, {_FIELDS})",
                {**columns(wish), "uid": secrets.token_hex(8), "configured": configured, "since": written(now)},
            )
        return self.subscription(cursor.lastrowid or 0)

    def edit(self, subscription: Subscription, wish: Wish, since: datetime) -> Subscription:
        """Change what is asked for at once; slots later than *since* go by the new wish, and earlier ones are over."""
        with translated(self._subject):
            self._connection.execute(
                f"UPDATE subscriptions SET {_SETTING}, since = :since, suspended = NULL,"  # noqa: S608  # our own names
                " change = NULL, change_since = NULL WHERE id = :id",
                {**columns(wish), "since": written(since), "id": subscription.id},
            )
        return self.subscription(subscription.id)

    def edit_later(self, subscription: Subscription, change: Change) -> Subscription:
        """Record what *subscription* becomes; until then it goes on as it is."""
        with translated(self._subject):
            self._connection.execute(
                "UPDATE subscriptions SET change = ?, change_since = ? WHERE id = ?",
                (json.dumps(dict(columns(change.wish))), written(change.since), subscription.id),
            )
        return self.subscription(subscription.id)

    def pause(self, subscription: int, until: date | None) -> Subscription:
        """Post nothing more for it before the local day *until*; None ends a pause."""
        with translated(self._subject):
            self._connection.execute(
                "UPDATE subscriptions SET paused = ? WHERE id = ?", (until.isoformat() if until else None, subscription)
            )
        return self.subscription(subscription)

    def resume(self, subscription: int) -> Subscription:
        """End a pause or a suspension; what came due meanwhile stays as it was decided."""
        with translated(self._subject):
            self._connection.execute(
                "UPDATE subscriptions SET paused = NULL, suspended = NULL WHERE id = ?", (subscription,)
            )
        return self.subscription(subscription)

    def lift(self, subscription: int) -> None:
        """End a suspension alone."""
        with translated(self._subject):
            self._connection.execute("UPDATE subscriptions SET suspended = NULL WHERE id = ?", (subscription,))

    def suspend(self, subscription: int, reason: str) -> bool:
        """Post nothing more for it, until it is edited or resumed; True where that is news."""
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
        return self._list("ended IS NULL", guild, channel)

    def all(self, guild: str | None = None, channel: int | None = None) -> tuple[Subscription, ...]:
        """List those that were removed, too: their ledger is still there."""
        return self._list("TRUE", guild, channel)

    def _list(self, where: str, guild: str | None, channel: int | None) -> tuple[Subscription, ...]:
        with translated(self._subject):
            rows = self._connection.execute(
                f"SELECT * FROM subscriptions WHERE {where} AND (:guild IS NULL OR guild = :guild)"  # noqa: S608  # ours
                " AND (:channel IS NULL OR channel = :channel) ORDER BY id",
                {"guild": guild, "channel": channel},
            )
            return tuple(map(_read, rows))

    def subscription(self, number: int) -> Subscription:
        """
        Give the subscription in row *number*, also one that was removed.

        Raises:
            SubscriptionError: If there never was one.
        """
        with translated(self._subject):
            row = self._connection.execute("SELECT * FROM subscriptions WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise SubscriptionError(phrase("the digest"), phrase("does not exist any more"))
        return _read(row)


def _read(row: sqlite3.Row) -> Subscription:
    change = None
    if row["change"] is not None:
        change = Change(wish_of(json.loads(row["change"])), instant(row["change_since"]))
    return Subscription(
        id=row["id"],
        uid=row["uid"],
        wish=wish_of(row),
        since=instant(row["since"]),
        suspended=row["suspended"] or "",
        configured=bool(row["configured"]),
        paused=date.fromisoformat(row["paused"]) if row["paused"] else None,
        change=change,
    )
