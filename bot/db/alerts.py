"""Repository of the articles that alerts have already handled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.db.connection import BotDatabase, dump_datetime

#: How long the articles of a story are known; a story that goes on keeps them known.
_ARTICLE_LIFETIME = timedelta(days=90)


class AlertRepository:
    """
    Handled articles, and the store sequence number that each alert has reached.

    Methods raise LedgerError if the database fails.
    """

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def list_articles(self, subscription: int) -> Mapping[str, str]:
        """Return the story of each article, by key, that needs no alert any more."""
        rows = self._db.fetch_rows("SELECT article, story FROM alert_articles WHERE subscription = ?", (subscription,))
        return {row["article"]: row["story"] for row in rows}

    def record_scan(self, subscription: int, sequence: int, stories: Mapping[str, str], now: datetime) -> None:
        """
        Store the sequence number up to which an alert has looked, and the articles that it need not look at again.

        Args:
            subscription: The alert.
            sequence: The store's sequence number.
            stories: The story of each article, by key.
            now: The current time; articles that have not been seen for long are forgotten.
        """
        self._db.execute("UPDATE subscriptions SET checked = ? WHERE id = ?", (sequence, subscription))
        self._db.execute_many(
            "INSERT INTO alert_articles (subscription, article, story, seen) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (subscription, article) DO UPDATE SET seen = excluded.seen",
            [(subscription, key, story, dump_datetime(now)) for key, story in stories.items()],
        )
        if stories:
            self._db.execute(
                "DELETE FROM alert_articles WHERE subscription = ? AND seen < ?",
                (subscription, dump_datetime(now - _ARTICLE_LIFETIME)),
            )
