"""Repository of the channels whose digests are published as pages, and of these digests."""

from __future__ import annotations

from datetime import date

from bot.db.connection import BotDatabase, Row, dump_datetime, load_datetime, load_rows
from bot.models.digest import PublicChannel, PublishedDigest

# A digest belongs to the channel in which it was posted; its subscription may have been moved since.
_SELECT_DIGESTS = (
    "SELECT ledger.id, ledger.digest, ledger.day, ledger.due, {content}, s.guild AS scope,"
    " a.guild, a.server_name, a.channel_name,"
    " coalesce(nullif(s.language, ''), own.language, every.language, a.language) AS language"
    " FROM archive_channels a JOIN ledger ON ledger.channel = a.channel"
    " JOIN subscriptions s ON s.id = ledger.subscription"
    " LEFT JOIN settings own ON own.guild = a.guild AND own.channel = a.channel"
    " LEFT JOIN settings every ON every.guild = a.guild AND every.channel = 0"
    " WHERE ledger.state = 'sent' AND ledger.withdrawn = 0 AND ledger.proof > '' AND s.alert = ''"
    " AND (:guild IS NULL OR a.guild = :guild)"
)


class ArchiveRepository:
    """Public channels and their digests; every method raises LedgerError if the database fails."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def publish(self, channel: PublicChannel) -> None:
        """Make the digests of a channel public, those posted before included; only the first call sets the time."""
        self._db.execute(
            "INSERT INTO archive_channels (channel, guild, server_name, channel_name, language, since)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (channel) DO UPDATE SET guild = excluded.guild,"
            " server_name = excluded.server_name, channel_name = excluded.channel_name, language = excluded.language",
            (
                channel.channel,
                channel.guild,
                channel.server_name,
                channel.channel_name,
                channel.language,
                dump_datetime(channel.since),
            ),
        )

    def unpublish(self, channel: int, guild: str | None = None) -> bool:
        """Make the digests of a channel, of *guild* if given, private; return whether they were public."""
        deleted = self._db.execute(
            "DELETE FROM archive_channels WHERE channel = :channel AND (:guild IS NULL OR guild = :guild)",
            {"channel": channel, "guild": guild},
        )
        return deleted > 0

    def list_channels(self, guild: str | None = None) -> tuple[PublicChannel, ...]:
        """Return the public channels, of *guild* if given, in the order in which they were published."""
        rows = self._db.fetch_rows(
            "SELECT * FROM archive_channels WHERE :guild IS NULL OR guild = :guild ORDER BY since, channel",
            {"guild": guild},
        )
        return load_rows(rows, _load_channel, "archive_channels", "channel")

    def list_digests(self, guild: str | None = None) -> tuple[PublishedDigest, ...]:
        """Return the digests of the public channels, of *guild* if given, oldest first."""
        select = _SELECT_DIGESTS.format(content="ledger.proof, ledger.told")
        rows = self._db.fetch_rows(f"{select} ORDER BY ledger.due, ledger.id", {"guild": guild})
        return load_rows(rows, _load_digest, "ledger")

    def list_digest_names(self, guild: str) -> tuple[PublishedDigest, ...]:
        """Return the digests of the public channels of *guild* without what they quote, newest first."""
        select = _SELECT_DIGESTS.format(content="'' AS proof, '' AS told")
        rows = self._db.fetch_rows(f"{select} ORDER BY ledger.due DESC, ledger.id DESC", {"guild": guild})
        return load_rows(rows, _load_digest, "ledger")

    def list_messages(self, limit: int) -> tuple[tuple[str, int, int], ...]:
        """Return guild, channel and message of the newest *limit* digests of the public channels, newest first."""
        rows = self._db.fetch_rows(
            "SELECT a.guild, ledger.channel, ledger.message FROM archive_channels a"
            " JOIN ledger ON ledger.channel = a.channel"
            " WHERE ledger.state = 'sent' AND ledger.withdrawn = 0 AND ledger.message IS NOT NULL"
            " ORDER BY ledger.due DESC, ledger.id DESC LIMIT ?",
            (limit,),
        )
        return tuple((row["guild"], row["channel"], row["message"]) for row in rows)

    def withdraw(self, digest: str, guild: str) -> bool:
        """Take a digest of a public channel of *guild* off the pages for good; return whether it was on them."""
        changed = self._db.execute(
            "UPDATE ledger SET withdrawn = 1 WHERE digest = ? AND withdrawn = 0"
            " AND channel IN (SELECT channel FROM archive_channels WHERE guild = ?)",
            (digest, guild),
        )
        return changed > 0

    def withdraw_messages(self, messages: frozenset[int]) -> bool:
        """Keep the digests with these messages, which were deleted, off the pages; return whether any was on them."""
        changed = 0
        with self._db.transaction():
            for message in messages:
                changed += self._db.execute(
                    "UPDATE ledger SET withdrawn = 1 WHERE message = ? AND withdrawn = 0", (message,)
                )
        return changed > 0


def _load_channel(row: Row) -> PublicChannel:
    return PublicChannel(
        row["guild"],
        row["channel"],
        row["server_name"],
        row["channel_name"],
        row["language"],
        load_datetime(row["since"]),
    )


def _load_digest(row: Row) -> PublishedDigest:
    return PublishedDigest(
        row["digest"],
        row["guild"],
        row["server_name"],
        row["channel_name"],
        row["scope"],
        row["language"],
        date.fromisoformat(row["day"]),
        load_datetime(row["due"]),
        row["proof"],
        row["told"],
    )
