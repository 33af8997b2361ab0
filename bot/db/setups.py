"""Repository of unfinished guided setups, so that they survive a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.db.connection import BotDatabase, dump_datetime
from bot.models.setup import SetupState, dump_setup, load_setup

#: A setup expires this long after its last change.
SETUP_LIFETIME = timedelta(days=1)


class SetupRepository:
    """Unfinished setups, by the message that shows them; every method raises LedgerError if the database fails."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def save(self, message: int, guild: str, member: int, draft: SetupState, now: datetime) -> None:
        """Store the state of the setup in *message*, and delete expired setups."""
        self._db.execute(
            "INSERT INTO setups (message, guild, member, draft, changed) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (message) DO UPDATE SET draft = excluded.draft, changed = excluded.changed",
            (message, guild, member, dump_setup(draft), dump_datetime(now)),
        )
        self._db.execute("DELETE FROM setups WHERE changed < ?", (dump_datetime(now - SETUP_LIFETIME),))

    def find(self, message: int, guild: str, now: datetime) -> SetupState | None:
        """Return the state of the setup in *message* of *guild*, or None if it is finished or expired."""
        row = self._db.fetch_row(
            "SELECT draft FROM setups WHERE message = ? AND guild = ? AND changed >= ?",
            (message, guild, dump_datetime(now - SETUP_LIFETIME)),
        )
        return load_setup(row["draft"]) if row else None

    def delete(self, message: int) -> bool:
        """Delete the setup in *message*; return whether there was one, so that it is finished only once."""
        return self._db.execute("DELETE FROM setups WHERE message = ?", (message,)) == 1
