"""Two articles, and how one more is taken."""

from __future__ import annotations

import hashlib
from datetime import date

from bot.services.engine import QueryEngine
from corpus.entities import load_bundled_registry
from corpus.models import Source
from corpus.pipeline import add_sources

ARTICLES = {
    "a": "Harbour vote\nBy Ana Ruiz\nPublished 20 June 2024\n\n"
    "The city council of Riga will vote on the new harbour on 22 June 2024, the mayor's office said on Thursday.\n\n"
    "“We will rebuild the harbour before the winter comes,” Vladimir Putin said during his visit to the docks.\n\n"
    "Vladimir Putin met three hundred workers from the northern shipyards on Thursday morning.",
    "b": "Rail strike\nPublished 20 June 2024\n\n"
    "Railway workers in Denmark ended their strike on 19 June 2024 after the union accepted a higher wage offer.",
}

#: The day on which they are added.
ADDED_ON = date(2024, 6, 21)


def add_article(engine: QueryEngine, name: str, text: str, scope: str = "") -> None:
    """Add an article to the store, on the day `ADDED_ON`."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    add_sources(
        engine.store, [Source(text, name, f"{name}.txt", digest, scope)], load_bundled_registry(), today=ADDED_ON
    )
