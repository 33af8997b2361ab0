"""Repository of digest deliveries and their states."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.db.connection import BotDatabase, Row, dump_datetime, load_datetime, load_rows
from bot.errors import LedgerError
from bot.locales.legacy_reasons import load_stored_text
from bot.locales.messages import _
from bot.models.digest import ComposedDigest, DeliveryState, DigestKey, LedgerEntry, Subscription, build_digest_id
from bot.models.message import hash_payload
from corpus.models.text import dump_text

#: How long the files of a digest are stored; no digest is sent later than a day after it was due.
_FILE_LIFETIME = timedelta(days=2)
#: Records where a digest is posted: its subscription may be moved to another channel later.
_SET_CHANNEL = "channel = coalesce(channel, (SELECT s.channel FROM subscriptions s WHERE s.id = ledger.subscription))"


class DeliveryLedger:
    """
    Digest deliveries and their states; every method raises LedgerError if the database fails.

    Attributes:
        settled: Number of digests that were settled here, by state and whether they were late.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db
        self.settled: Counter[tuple[DeliveryState, bool]] = Counter()

    def plan(self, subscription: Subscription, key: DigestKey, due: datetime, now: datetime, *, late: bool) -> bool:
        """Insert a digest as planned; return False if its key exists."""
        return self._insert_entry(subscription, key, due, now, DeliveryState.PLANNED, late=late)

    def skip(self, subscription: Subscription, key: DigestKey, due: datetime, now: datetime, reason: str) -> bool:
        """Insert a digest as skipped; return False if its key exists."""
        inserted = self._insert_entry(subscription, key, due, now, DeliveryState.SKIPPED, reason=reason)
        self.settled[DeliveryState.SKIPPED, False] += inserted
        return inserted

    def record_found(
        self,
        subscription: Subscription,
        key: DigestKey,
        due: datetime,
        now: datetime,
        *,
        message: int,
        late: bool,
        reason: str,
    ) -> bool:
        """Insert a digest as sent that was found in its channel; return False if its key exists."""
        inserted = self._insert_entry(subscription, key, due, now, DeliveryState.SENT, late=late, reason=reason)
        if inserted and (entry := self.get_entry(key)):
            self.finish(entry, replace(entry, message=message), now)
        return inserted

    def _insert_entry(
        self,
        subscription: Subscription,
        key: DigestKey,
        due: datetime,
        now: datetime,
        state: DeliveryState,
        *,
        late: bool = False,
        reason: str = "",
    ) -> bool:
        settled = None if state is DeliveryState.PLANNED else dump_datetime(now)
        values = (
            key.subscription,
            key.day.isoformat(),
            key.slot,
            key.part,
            dump_datetime(due),
            state,
            late,
            dump_text(reason),
        )
        changed = self._db.execute(
            "INSERT INTO ledger"
            " (subscription, day, slot, part, due, state, late, reason, digest, planned_at, settled_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (*values, build_digest_id(subscription.uid, key), dump_datetime(now), settled),
        )
        return changed == 1

    def record_composed(self, entry: LedgerEntry, composed: ComposedDigest, now: datetime) -> LedgerEntry:
        """Store what is going to be sent, or shown to the editors, before it is."""
        payload = composed.payload
        self._save_files(composed.files, now)
        self._update_entry(
            entry,
            DeliveryState.PLANNED,
            "payload = ?, hash = ?, sequence = ?, told = ?, proof = ?, copy = ?, reason = ''",
            (
                payload,
                hash_payload(payload) if payload else None,
                composed.sequence,
                composed.sentences,
                composed.proof,
                composed.copy,
            ),
        )
        return replace(
            entry,
            payload=payload,
            sequence=composed.sequence,
            sentences=composed.sentences,
            proof=composed.proof,
            copy=composed.copy,
            reason="",
        )

    def set_draft(self, entry: LedgerEntry, message: int) -> LedgerEntry:
        """Store the message id of the draft, or 0 if it is about to be sent."""
        self._update_entry(entry, DeliveryState.PLANNED, "draft = ?", (message,))
        return replace(entry, draft=message)

    def set_choices(self, entry: LedgerEntry, choices: str) -> LedgerEntry:
        """Store what the editors chose for a digest that is not approved yet."""
        self._update_entry(entry, DeliveryState.PLANNED, "choices = ?", (choices,))
        return replace(entry, choices=choices)

    def approve(self, entry: LedgerEntry, composed: ComposedDigest, by: str) -> LedgerEntry:
        """Store what is going to be sent, and who approved it."""
        payload = composed.payload or ""
        self._update_entry(
            entry,
            DeliveryState.PLANNED,
            "payload = ?, hash = ?, told = ?, proof = ?, approved = ?",
            (payload, hash_payload(payload), composed.sentences, composed.proof, by),
        )
        return replace(entry, payload=payload, sentences=composed.sentences, proof=composed.proof, approved=by)

    def _save_files(self, files: Sequence[bytes], now: datetime) -> None:
        self._db.execute_many(
            "INSERT INTO ledger_files (sha256, data, kept) VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET kept = excluded.kept",
            [(hashlib.sha256(data).hexdigest(), data, dump_datetime(now)) for data in files],
        )
        if files:
            self._db.execute("DELETE FROM ledger_files WHERE kept < ?", (dump_datetime(now - _FILE_LIFETIME),))

    def load_files(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return the files that are still stored, by SHA-256, of those with the SHA-256 *names*."""
        placeholders = ", ".join("?" * len(names))
        rows = self._db.fetch_rows(
            f"SELECT sha256, data FROM ledger_files WHERE sha256 IN ({placeholders})",  # noqa: S608  # only question marks
            tuple(names),
        )
        return {row["sha256"]: row["data"] for row in rows}

    def mark_sending(self, entry: LedgerEntry, now: datetime) -> LedgerEntry:
        """Record that sending begins; until `finish` its outcome is unknown."""
        self._update_entry(
            entry, DeliveryState.PLANNED, f"state = 'sending', sending_at = ?, {_SET_CHANNEL}", (dump_datetime(now),)
        )
        return replace(entry, state=DeliveryState.SENDING, sending_at=now)

    def finish(self, entry: LedgerEntry, settled: LedgerEntry, now: datetime) -> None:
        """Store the outcome of *entry*."""
        self._update_entry(
            entry,
            entry.state,
            f"state = ?, late = ?, message = ?, reason = ?, publish = ?, settled_at = ?, {_SET_CHANNEL}",
            (
                settled.state,
                settled.late,
                settled.message,
                dump_text(settled.reason),
                dump_text(settled.publish),
                dump_datetime(now),
            ),
        )
        self.settled[settled.state, settled.late] += 1

    def set_error(self, number: int, reason: str) -> LedgerEntry | None:
        """Store the last error of the digest in row *number*, if it is unfinished; return the row, or None."""
        self._db.execute(
            "UPDATE ledger SET reason = ? WHERE id = ? AND state IN ('planned', 'sending')",
            (dump_text(reason), number),
        )
        return next(iter(self._select_entries("id = ?", (number,))), None)

    def set_publish_outcome(self, number: int, outcome: str) -> None:
        """Store the outcome of publishing the digest in row *number* to the followers of its channel."""
        self._db.execute("UPDATE ledger SET publish = ? WHERE id = ?", (dump_text(outcome), number))

    def _update_entry(self, entry: LedgerEntry, state: DeliveryState, change: str, values: Sequence[object]) -> None:
        changed = self._db.execute(
            f"UPDATE ledger SET {change} WHERE id = ? AND state = ?",  # noqa: S608  # *change* is a literal of this module
            (*values, entry.id, state),
        )
        if changed != 1:
            reason = _("another process changed digest {id}, which was {state}", id=entry.digest, state=state.value)
            raise LedgerError(_("the database"), reason)

    def delete_unsent_after(self, moment: datetime) -> int:
        """
        Delete the digests that a clock that was ahead recorded or skipped after *moment*; return their number.

        What was sent stays, as does what editors saw.
        """
        return self._db.execute(
            "DELETE FROM ledger WHERE copy = '' AND ("
            " state = 'skipped' AND (due > :moment OR settled_at > :moment)"
            " OR state = 'planned' AND payload IS NULL AND (due > :moment OR planned_at > :moment))",
            {"moment": dump_datetime(moment)},
        )

    def get_entry(self, key: DigestKey) -> LedgerEntry | None:
        """Return the row of *key*, or None."""
        return next(
            iter(
                self._select_entries(
                    "subscription = ? AND day = ? AND slot = ? AND part = ?",
                    (key.subscription, key.day.isoformat(), key.slot, key.part),
                )
            ),
            None,
        )

    def list_unfinished(self) -> tuple[LedgerEntry, ...]:
        """Return the digests that are planned or being sent, in the order in which they are due."""
        return self._select_entries("state IN ('planned', 'sending') ORDER BY due, id", ())

    def measure_open(self, now: datetime) -> tuple[int, timedelta]:
        """
        Return how many digests are due and not settled, and how long ago the first of them was due.

        Drafts that wait for their editors do not count.
        """
        ((count, first),) = self._db.fetch_all(
            "SELECT count(*), min(due) FROM ledger WHERE state IN ('planned', 'sending') AND due <= ?"
            " AND (coalesce(draft, 0) = 0 OR approved <> '')",
            (dump_datetime(now),),
        )
        return count, now - load_datetime(first) if first else timedelta(0)

    def find(self, digest: str) -> LedgerEntry | None:
        """Return the newest row of the digest with this id in its footer, or None."""
        return next(iter(self._select_entries("digest = ? ORDER BY id DESC LIMIT 1", (digest,))), None)

    def list_unpublished(self) -> tuple[LedgerEntry, ...]:
        """Return the posted digests that are still to be published to the followers of their channel."""
        return self._select_entries("publish = 'wanted' AND state = 'sent' ORDER BY due, id", ())

    def list_posted(self, channel: int, since: datetime, limit: int = 30) -> tuple[str, ...]:
        """
        Return the JSON of the sentences of each digest posted in *channel* and due from *since* on, oldest first.

        Alerts record no sentences: a story that was posted at once is in the next digest, too.
        """
        rows = self._db.fetch_rows(
            "SELECT told FROM ledger WHERE subscription IN (SELECT id FROM subscriptions WHERE channel = ?)"
            " AND state = 'sent' AND due >= ? AND told > '' ORDER BY due DESC, id DESC LIMIT ?",
            (channel, dump_datetime(since), limit),
        )
        return tuple(row["told"] for row in reversed(rows))

    def list_recent(self, subscriptions: Sequence[int], limit: int = 10) -> tuple[LedgerEntry, ...]:
        """Return the latest rows of *subscriptions*, newest first."""
        marks = ", ".join("?" * len(subscriptions))
        return self._select_entries(
            f"subscription IN ({marks}) ORDER BY due DESC, id DESC LIMIT ?", (*subscriptions, limit)
        )

    def count_stories(self, subscription: int, day: date) -> int:
        """Return the number of stories that are posted, or going to be, by the alert *subscription* on *day*."""
        ((number,),) = self._db.fetch_all(
            "SELECT count(*) FROM ledger WHERE subscription = ? AND day = ? AND state <> 'skipped'",
            (subscription, day.isoformat()),
        )
        return int(number)

    def is_slot_taken(self, channel: int, slot: str) -> bool:
        """Return whether *slot* is posted in *channel*, or going to be, by any subscription."""
        rows = self._db.fetch_all(
            "SELECT 1 FROM ledger JOIN subscriptions s ON s.id = subscription"
            " WHERE s.channel = ? AND slot = ? AND state <> 'skipped' LIMIT 1",
            (channel, slot),
        )
        return bool(rows)

    def list_recorded_slots(
        self, subscription: int, first: date, *, skipped: bool = True
    ) -> frozenset[tuple[date, str]]:
        """Return the days and slots, from *first* on, that have a row, with or without skipped ones."""
        rows = self._db.fetch_rows(
            "SELECT day, slot FROM ledger WHERE subscription = ? AND day >= ? AND (? = 1 OR state <> 'skipped')",
            (subscription, first.isoformat(), int(skipped)),
        )
        return frozenset((date.fromisoformat(row["day"]), row["slot"]) for row in rows)

    def last_sequence(self, subscription: int) -> int | None:
        """Return the store's sequence number of the last digest that was posted, or None before the first."""
        ((number,),) = self._db.fetch_all(
            "SELECT max(sequence) FROM ledger WHERE subscription = ? AND state = 'sent'", (subscription,)
        )
        return None if number is None else int(number)

    def _select_entries(self, where: str, values: Sequence[object]) -> tuple[LedgerEntry, ...]:
        rows = self._db.fetch_rows(f"SELECT * FROM ledger WHERE {where}", tuple(values))  # noqa: S608  # our own SQL
        return load_rows(rows, _load_entry, "ledger")


def _load_entry(row: Row) -> LedgerEntry:
    return LedgerEntry(
        id=row["id"],
        key=DigestKey(row["subscription"], date.fromisoformat(row["day"]), row["slot"], row["part"]),
        due=load_datetime(row["due"]),
        state=DeliveryState(row["state"]),
        digest=row["digest"],
        late=bool(row["late"]),
        reason=load_stored_text(row["reason"]),
        payload=row["payload"],
        sequence=row["sequence"],
        message=row["message"],
        sentences=row["told"],
        proof=row["proof"],
        copy=row["copy"],
        choices=row["choices"],
        draft=row["draft"],
        approved=row["approved"],
        publish=load_stored_text(row["publish"]),
        sending_at=load_datetime(row["sending_at"]) if row["sending_at"] else None,
    )
