"""The ledger of digests in the database; synchronous, for one thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.database import instant, translated, written
from bot.errors import LedgerError
from bot.messages import fingerprint
from bot.phrases import phrase
from bot.subscriptions.model import Entry, Key, State, Subscription, digest_id


class Ledger:
    """What became of every digest. Every method is one transaction and raises LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject

    def plan(self, subscription: Subscription, key: Key, due: datetime, now: datetime, *, late: bool) -> bool:
        """Enter a digest as planned; False where its key was entered before."""
        return self._enter(subscription, key, due, now, State.PLANNED, late=late)

    def skip(self, subscription: Subscription, key: Key, due: datetime, now: datetime, reason: str) -> bool:
        """Enter a digest as skipped; False where its key was entered before."""
        return self._enter(subscription, key, due, now, State.SKIPPED, reason=reason)

    def _enter(
        self,
        subscription: Subscription,
        key: Key,
        due: datetime,
        now: datetime,
        state: State,
        *,
        late: bool = False,
        reason: str = "",
    ) -> bool:
        settled = None if state is State.PLANNED else written(now)
        values = (key.subscription, key.day.isoformat(), key.slot, key.part, written(due), state, late, reason)
        with translated(self._subject):
            cursor = self._connection.execute(
                "INSERT INTO ledger"
                " (subscription, day, slot, part, due, state, late, reason, digest, planned_at, settled_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (*values, digest_id(subscription.uid, key), written(now), settled),
            )
            return cursor.rowcount == 1

    def compose(self, entry: Entry, payload: str, sequence: int) -> Entry:
        """Record what is going to be sent, before it is."""
        self._move(
            entry,
            State.PLANNED,
            "payload = ?, hash = ?, sequence = ?, reason = ''",
            (payload, fingerprint(payload), sequence),
        )
        return replace(entry, payload=payload, sequence=sequence, reason="")

    def begin(self, entry: Entry, now: datetime) -> Entry:
        """Record that sending begins; from here on nobody knows until it is settled."""
        self._move(entry, State.PLANNED, "state = 'sending', sending_at = ?", (written(now),))
        return replace(entry, state=State.SENDING)

    def settle(self, entry: Entry, settled: Entry, now: datetime) -> None:
        """Record what became of *entry*."""
        self._move(
            entry,
            entry.state,
            "state = ?, late = ?, message = ?, reason = ?, settled_at = ?",
            (settled.state, settled.late, settled.message, settled.reason, written(now)),
        )

    def note(self, number: int, reason: str) -> Entry | None:
        """Record what failed last, of the digest in row *number* if it is still to come; give that row."""
        with translated(self._subject):
            self._connection.execute(
                "UPDATE ledger SET reason = ? WHERE id = ? AND state IN ('planned', 'sending')", (reason, number)
            )
        return next(iter(self._entries("id = ?", (number,))), None)

    def _move(self, entry: Entry, state: State, change: str, values: Sequence[object]) -> None:
        with translated(self._subject):
            cursor = self._connection.execute(
                f"UPDATE ledger SET {change} WHERE id = ? AND state = ?",  # noqa: S608  # *change* is written above
                (*values, entry.id, state),
            )
        if cursor.rowcount != 1:
            reason = phrase("is no longer {state}: another process has it", state=state.value)
            raise LedgerError(phrase("digest {id}", id=entry.digest), reason)

    def entry(self, key: Key) -> Entry | None:
        """Give the row of *key*, or None."""
        return next(
            iter(
                self._entries(
                    "subscription = ? AND day = ? AND slot = ? AND part = ?",
                    (key.subscription, key.day.isoformat(), key.slot, key.part),
                )
            ),
            None,
        )

    def unsettled(self) -> tuple[Entry, ...]:
        """List what is planned or being sent, in the order of being due."""
        return self._entries("state IN ('planned', 'sending') ORDER BY due, id", ())

    def history(self, subscriptions: Sequence[int], most: int = 10) -> tuple[Entry, ...]:
        """List the last rows of *subscriptions*, newest first."""
        marks = ", ".join("?" * len(subscriptions))
        return self._entries(f"subscription IN ({marks}) ORDER BY due DESC, id DESC LIMIT ?", (*subscriptions, most))

    def entered(self, subscription: int, first: date) -> frozenset[tuple[date, str]]:
        """List the days and slots from *first* on that were entered, whatever became of them."""
        found = self._entries("subscription = ? AND day >= ?", (subscription, first.isoformat()))
        return frozenset((entry.key.day, entry.key.slot) for entry in found)

    def told(self, subscription: int) -> int | None:
        """Give the store's sequence number of the last digest that was posted, or None before the first."""
        with translated(self._subject):
            (number,) = self._connection.execute(
                "SELECT max(sequence) FROM ledger WHERE subscription = ? AND state = 'sent'", (subscription,)
            ).fetchone()
            return None if number is None else int(number)

    def _entries(self, where: str, values: Sequence[object]) -> tuple[Entry, ...]:
        with translated(self._subject):
            rows = self._connection.execute(f"SELECT * FROM ledger WHERE {where}", tuple(values))  # noqa: S608  # ours
            return tuple(map(_read_entry, rows))


def _read_entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        key=Key(row["subscription"], date.fromisoformat(row["day"]), row["slot"], row["part"]),
        due=instant(row["due"]),
        state=State(row["state"]),
        digest=row["digest"],
        late=bool(row["late"]),
        reason=row["reason"],
        payload=row["payload"],
        sequence=row["sequence"],
        message=row["message"],
    )
