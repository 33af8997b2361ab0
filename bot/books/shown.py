"""What was shown, kept so that the buttons of a reply outlive a restart and every quoted sentence can be checked."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.database import instant, path_of, translated, written
from bot.errors import LedgerError
from bot.findings import Asked
from bot.phrases import phrase
from briefings.exports import ExportError
from briefings.exports.record import as_record, from_record, loads
from briefings.proof import Proof

#: How long a reply's buttons answer.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A reply as it was shown.

    Attributes:
        asked: What was asked.
        guild: The server where it was shown, ``""`` for a direct conversation.
        channel: The channel.
        member: Who asked.
        private: Whether it was shown to the one who asked alone.
        message: Its words as they were sent, as `bot.messages.dumps` writes them.
        at: When.
        proof: The sentences that it quotes; None where it quotes none.
        before: Key of the reply that it goes on from, or ``""``.
        page: Which page of it was shown, from 1.
        pages: How many it has.
        key: By which it is found again; ``""`` until it is kept.
    """

    asked: Asked
    guild: str
    channel: int
    member: int
    private: bool
    message: str
    at: datetime
    proof: Proof | None = None
    before: str = ""
    page: int = 1
    pages: int = 1
    key: str = ""


class Showcase:
    """What was shown. Every method is one transaction and raises LedgerError where the database fails."""

    def __init__(self, connection: sqlite3.Connection, subject: str) -> None:
        self._connection, self._subject = connection, subject
        self._pruned: date | None = None

    def keep(self, shown: Shown) -> Shown:
        """Keep a reply, in the place of one of the same key, and give it with its key; once a day the old ones go."""
        kept = replace(shown, key=shown.key or new_key())
        with translated(self._subject):
            self._connection.execute(
                "INSERT OR REPLACE INTO shown (key, proof, command, arguments, day, scope, guild, channel, member,"
                " private, before, page, pages, record, message, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _row(kept),
            )
        if self._pruned != kept.at.date():
            self._pruned = kept.at.date()
            self.prune(kept.at)
        return kept

    def find(self, key: str) -> Shown | None:
        """Give the reply of this key; None where it is not kept any more."""
        return self._one("SELECT * FROM shown WHERE key = ?", key)

    def last(self, member: int, channel: int) -> Shown | None:
        """Give the last reply with quotations that *member* was given in *channel*, or None."""
        return self._one(
            "SELECT * FROM shown WHERE member = ? AND channel = ? AND proof > '' ORDER BY at DESC, rowid DESC LIMIT 1",
            member,
            channel,
        )

    def told(self, key: str) -> tuple[Proof, ...]:
        """Give what the reply of this key quotes, and all those that it goes on from; the newest first."""
        found = self._all(
            "WITH RECURSIVE chain (key, depth) AS (SELECT ?, 0 UNION SELECT shown.before, depth + 1 FROM chain"
            " JOIN shown ON shown.key = chain.key WHERE shown.before > '' AND depth < 100)"
            " SELECT shown.* FROM chain JOIN shown ON shown.key = chain.key ORDER BY depth",
            key,
        )
        return tuple(shown.proof for shown in found if shown.proof)

    def quoted(self, article: str, scope: str) -> tuple[tuple[int, int], ...]:
        """Give the spans of *article* that replies to *scope* quoted where all could read them, in order."""
        found = self._all(
            "SELECT * FROM shown WHERE scope = ? AND private = 0 AND instr(record, ?) ORDER BY at",
            scope,
            json.dumps(article, ensure_ascii=False),
        )
        exhibits = [exhibit for shown in found if shown.proof for exhibit in shown.proof.exhibits]
        return tuple(sorted({(exhibit.start, exhibit.end) for exhibit in exhibits if exhibit.key == article}))

    def prune(self, now: datetime) -> int:
        """Delete what is older than `KEPT`; give how many replies that were."""
        return self._delete("DELETE FROM shown WHERE at < ?", written(now - KEPT))

    def _delete(self, statement: str, *values: str | int) -> int:
        with translated(self._subject):
            return self._connection.execute(statement, values).rowcount

    def _one(self, statement: str, *values: str | int) -> Shown | None:
        return next(iter(self._all(statement, *values)), None)

    def _all(self, statement: str, *values: str | int) -> tuple[Shown, ...]:
        with translated(self._subject):
            rows = self._connection.execute(statement, values).fetchall()
        return tuple(_shown(row) for row in rows)


def find_proof(url: str, identity: str) -> tuple[Proof, str] | None:
    """
    Find what the reply or digest with this id at its foot quoted, and whose articles it was made of.

    The database is only read; one that no bot ever used holds nothing.

    Raises:
        LedgerError: If it can't be read.
    """
    path = path_of(url)
    if path == ":memory:" or not Path(path).is_file():
        return None
    with translated(path), closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        held = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        rows = [
            row
            for table, statement in _PROOFS.items()
            if table in held
            for row in connection.execute(statement, {"id": identity})
        ]
    return (_proof(rows[0][0]), rows[0][1]) if rows else None


#: Table → what it has of an id, the newest first.
_PROOFS = {
    "shown": "SELECT record, scope FROM shown WHERE record > '' AND (proof = :id OR key = :id) ORDER BY at DESC",
    "ledger": "SELECT ledger.proof, guild FROM ledger JOIN subscriptions ON subscriptions.id = subscription"
    " WHERE digest = :id AND ledger.proof > '' ORDER BY ledger.id DESC",
}


def new_key() -> str:
    """Make a key that nobody guesses."""
    return secrets.token_hex(6)


def _row(shown: Shown) -> tuple[str | int, ...]:
    asked, proof = shown.asked, shown.proof
    return (
        shown.key,
        proof.id if proof else "",
        asked.command,
        json.dumps(dict(asked.arguments), ensure_ascii=False),
        asked.today.isoformat(),
        asked.scope,
        shown.guild,
        shown.channel,
        shown.member,
        int(shown.private),
        shown.before,
        shown.page,
        shown.pages,
        json.dumps(as_record(proof), ensure_ascii=False) if proof else "",
        shown.message,
        written(shown.at),
    )


def _proof(record: str) -> Proof:
    try:
        return from_record(loads(record))
    except ExportError as error:
        raise LedgerError(phrase("a reply that was kept"), phrase("can't be read again")) from error


def _shown(row: sqlite3.Row) -> Shown:
    try:
        asked = Asked(row["command"], json.loads(row["arguments"]), row["scope"], date.fromisoformat(row["day"]))
    except ValueError as error:
        raise LedgerError(phrase("a reply that was kept"), phrase("can't be read again")) from error
    return Shown(
        asked,
        row["guild"],
        row["channel"],
        row["member"],
        bool(row["private"]),
        row["message"],
        instant(row["at"]),
        _proof(row["record"]) if row["record"] else None,
        row["before"],
        row["page"],
        row["pages"],
        row["key"],
    )
