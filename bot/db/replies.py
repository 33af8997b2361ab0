"""Repository of sent replies, so that their buttons work and their quotes can be checked for 90 days."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.db.backends.factory import fetch_existing
from bot.db.connection import BotDatabase, Row, dump_datetime, load_datetime, load_rows
from bot.errors import LedgerError
from bot.locales.messages import _
from bot.models.query import QueryRequest
from bot.models.reply_limits import ReplyLimits
from briefings.export import from_record, parse_json, to_record
from briefings.verification import Proof

#: How long the buttons of a reply work.
REPLY_LIFETIME = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """
    A reply as it was sent.

    Attributes:
        request: The query.
        guild: Id of the guild, ``""`` for a direct message.
        channel: Id of the channel.
        member: Id of the member who asked.
        private: Whether only the member who asked could see it.
        message: Its content, as `bot.models.message.dump_message_text` serializes it.
        at: When it was sent.
        proof: Proof of the sentences that it quotes; None if it quotes none.
        before: Key of the reply that it continues, or ``""``.
        page: Page that was shown, from 1.
        pages: Number of pages.
        key: Key to find it by; ``""`` until it is stored.
    """

    request: QueryRequest
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


#: Deletes all but the newest replies of a member or a guild.
_DELETE_OLDEST = (
    "DELETE FROM shown WHERE rowid IN"
    " (SELECT rowid FROM shown WHERE {column} = ? ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)"
)


class ReplyRepository:
    """
    Replies as they were sent; every method raises LedgerError if the database fails.

    Attributes:
        limits: How many replies are stored at most; may be set.
    """

    def __init__(self, db: BotDatabase, limits: ReplyLimits) -> None:
        self._db, self.limits = db, limits
        self._pruned: date | None = None

    def save(self, record: ReplyRecord) -> ReplyRecord:
        """
        Store a reply, replacing one of the same key, and return it with its key.

        The oldest replies beyond the limits are deleted, and once a day those older than `REPLY_LIFETIME`.
        """
        stored = replace(record, key=record.key or generate_key())
        with self._db.transaction():
            # Not updated: the rows are in the order in which they were stored.
            self._db.execute("DELETE FROM shown WHERE key = ?", (stored.key,))
            self._db.execute(
                "INSERT INTO shown (key, proof, command, arguments, day, scope, guild, channel, member,"
                " private, before, page, pages, record, message, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _dump_reply(stored),
            )
            self._enforce_limits(stored)
        if self._pruned != stored.at.date():
            self._pruned = stored.at.date()
            self.prune(stored.at)
        return stored

    def _enforce_limits(self, stored: ReplyRecord) -> None:
        if stored.member:  # digests are nobody's
            self._delete(_DELETE_OLDEST.format(column="member"), stored.member, self.limits.per_member)
        if stored.guild:
            self._delete(_DELETE_OLDEST.format(column="guild"), stored.guild, self.limits.per_guild)

    def find(self, key: str) -> ReplyRecord | None:
        """Return the reply with this key, or None if it is no longer stored."""
        return self._fetch_one("SELECT * FROM shown WHERE key = ?", key)

    def get_last(self, member: int, channel: int) -> ReplyRecord | None:
        """Return the last reply with quotations to *member* in *channel*, or None."""
        return self._fetch_one(
            "SELECT * FROM shown WHERE member = ? AND channel = ? AND proof > '' ORDER BY at DESC, rowid DESC LIMIT 1",
            member,
            channel,
        )

    def list_prior_proofs(self, key: str) -> tuple[Proof, ...]:
        """Return the proofs of the reply with this key and of all replies that it continues, newest first."""
        found = self._fetch_undamaged(
            "WITH RECURSIVE chain (key, depth) AS (SELECT key, 0 FROM shown WHERE key = ?"
            " UNION SELECT shown.before, depth + 1 FROM chain"
            " JOIN shown ON shown.key = chain.key WHERE shown.before > '' AND depth < 100)"
            " SELECT shown.* FROM chain JOIN shown ON shown.key = chain.key ORDER BY depth",
            key,
        )
        return tuple(shown.proof for shown in found if shown.proof)

    def list_quoted_spans(self, article: str, scope: str) -> tuple[tuple[int, int], ...]:
        """Return the spans of *article* that public replies to *scope* quoted, in order."""
        found = self._fetch_undamaged(
            "SELECT * FROM shown WHERE scope = ? AND private = 0 AND instr(record, ?) > 0 ORDER BY at",
            scope,
            json.dumps(article, ensure_ascii=False),
        )
        sentences = [exhibit for shown in found if shown.proof for exhibit in shown.proof.sentences]
        return tuple(sorted({(exhibit.start, exhibit.end) for exhibit in sentences if exhibit.key == article}))

    def prune(self, now: datetime) -> int:
        """Delete replies older than `REPLY_LIFETIME`; return their number."""
        return self._delete("DELETE FROM shown WHERE at < ?", dump_datetime(now - REPLY_LIFETIME))

    def _delete(self, statement: str, *values: str | int) -> int:
        return self._db.execute(statement, values)

    def _fetch_one(self, statement: str, *values: str | int) -> ReplyRecord | None:
        row = self._db.fetch_row(statement, values)
        try:
            return _load_reply(row) if row else None
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(_("the database"), _("a stored reply is damaged")) from error

    def _fetch_undamaged(self, statement: str, *values: str | int) -> tuple[ReplyRecord, ...]:
        return load_rows(self._db.fetch_rows(statement, values), _load_reply, "shown", "key")


def find_proof(url: str, identity: str) -> tuple[Proof, str] | None:
    """
    Return the proof and the scope of the reply or digest with this id in its footer, or None.

    The database is only read; one that no bot has used contains nothing.

    Raises:
        LedgerError: If it can't be read.
    """
    rows = fetch_existing(url, _PROOF_QUERIES, {"id": identity})
    try:
        return (_load_proof(rows[0][0]), rows[0][1]) if rows else None
    except ValueError as error:
        raise LedgerError(_("the database"), _("a stored reply is damaged")) from error


#: Queries for the proof and scope of an id, newest first, by table.
_PROOF_QUERIES = {
    "shown": "SELECT record, scope FROM shown WHERE record > '' AND (proof = :id OR key = :id) ORDER BY at DESC",
    "ledger": "SELECT ledger.proof, guild FROM ledger JOIN subscriptions ON subscriptions.id = subscription"
    " WHERE digest = :id AND ledger.proof > '' ORDER BY ledger.id DESC",
}


def generate_key() -> str:
    """Return a random key that cannot be guessed."""
    return secrets.token_hex(6)


def _dump_reply(record: ReplyRecord) -> tuple[str | int, ...]:
    request, proof = record.request, record.proof
    return (
        record.key,
        proof.id if proof else "",
        request.command,
        json.dumps(dict(request.arguments), ensure_ascii=False),
        request.today.isoformat(),
        request.scope,
        record.guild,
        record.channel,
        record.member,
        int(record.private),
        record.before,
        record.page,
        record.pages,
        json.dumps(to_record(proof), ensure_ascii=False) if proof else "",
        record.message,
        dump_datetime(record.at),
    )


def _load_proof(record: str) -> Proof:
    return from_record(parse_json(record))


def _load_reply(row: Row) -> ReplyRecord:
    """
    Return what a row of the table holds.

    Raises:
        ValueError, KeyError, TypeError: If it is damaged.
    """
    return ReplyRecord(
        QueryRequest(row["command"], dict(json.loads(row["arguments"])), row["scope"], date.fromisoformat(row["day"])),
        row["guild"],
        row["channel"],
        row["member"],
        bool(row["private"]),
        row["message"],
        load_datetime(row["at"]),
        _load_proof(row["record"]) if row["record"] else None,
        row["before"],
        row["page"],
        row["pages"],
        row["key"],
    )
