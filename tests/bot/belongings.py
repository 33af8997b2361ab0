"""Something of every kind that is kept for a server."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.books import open_books
from bot.config import Config
from bot.schedules import Schedule, read_times
from bot.subscriptions import Wish
from corpus import ingest
from corpus.model import Topic
from corpus.registry import Registry
from corpus.store import Curation, Feed, open_store

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


def fill(config: Config, guild: str) -> None:
    """Keep something of every kind for a server."""
    with closing(open_books(config.database_url)) as books:
        books.settings.choose(guild, 0, "language", "de")
        books.roll.add(Wish(guild, 5, Schedule(read_times("8:00"), "UTC"), "rates"), NOON)
    with open_store(config.database_url) as store:
        ingest.add(store, [ingest.source(b"Rates rose\n\nRates rose on Monday.\n", "rates", "-", guild)], Registry())
        store.keep_feed(Feed("https://a.example/feed", "Herald", guild, due="9999-12-31T00:00:00+00:00"))
        store.keep_topic(Topic("rates", ("rates",), scope=guild))
        store.curate(Curation("alias", "vladimir-putin", "VVP", guild))


def kept(config: Config, guild: str) -> int:
    """Count what is kept of a server."""
    with closing(open_books(config.database_url)) as books:
        rows = sum(len(rows) for table, rows in books.private.of_server(guild).items() if table != "servers")
    with open_store(config.database_url) as store:
        held = (store.feeds(guild), store.topics(guild), store.curations(guild), store.listed(guild))
        return rows + sum(len(part) for part in held)
