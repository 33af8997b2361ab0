"""Databases as earlier versions of the bot made them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from corpus.store import open_store


def create_former_database(url: str, version: int) -> Path:
    """Create a database with the bot's migrations up to *version* alone."""
    open_store(url).close()
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bot_migrations (number INTEGER PRIMARY KEY) STRICT")
        for script in sorted(
            files("bot.db.backends.sqlite").joinpath("migrations").iterdir(), key=lambda one: one.name
        ):
            if script.name.endswith(".sql") and int(script.name[:4]) <= version:
                connection.executescript(script.read_text(encoding="utf-8"))
                connection.execute("INSERT INTO bot_migrations VALUES (?)", (int(script.name[:4]),))
        connection.commit()
    return path
