"""Something of every kind that is kept for a server."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.client.config import Config
from bot.db import open_database
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from bot.models.schedule_parser import parse_times
from corpus.entities import Registry
from corpus.models import Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import CurationRecord, Feed, open_store

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


def fill_guild(config: Config, guild: str) -> None:
    """Keep something of every kind for a server."""
    with closing(open_database(config.database_url)) as database:
        database.settings.set(guild, 0, "language", "de")
        database.subscriptions.add(DigestOptions(guild, 5, Schedule(parse_times("8:00"), "UTC"), "rates"), NOON)
        database.classes.add(guild, 5, 7, NOON.date(), "rates", NOON)
        found = database.classes.find(guild, 5)
        if found:
            quiz = database.classes.add_quiz(found.id, "{}", NOON)
            database.classes.record_answer(quiz, 9, 1, 0, NOON, correct=True)
    with open_store(config.database_url) as store:
        add_sources(store, [build_source(b"Rates rose\n\nRates rose on Monday.\n", "rates", "-", guild)], Registry())
        store.save_feed(Feed("https://a.example/feed", "Herald", guild, due="9999-12-31T00:00:00+00:00"))
        store.save_topic(Topic("rates", ("rates",), scope=guild))
        store.add_curation(CurationRecord("alias", "vladimir-putin", "VVP", guild))


def count_guild_records(config: Config, guild: str) -> int:
    """Count what is kept of a server."""
    with closing(open_database(config.database_url)) as database:
        rows = sum(len(rows) for table, rows in database.privacy.list_guild_rows(guild).items() if table != "servers")
    with open_store(config.database_url) as store:
        held = (
            store.list_feeds(guild),
            store.list_topics(guild),
            store.list_curations(guild),
            store.list_articles(guild),
        )
        return rows + sum(len(part) for part in held)
