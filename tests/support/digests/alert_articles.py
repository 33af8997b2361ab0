"""Articles on a ferry and on cheese, and how they reach a store while the bot runs."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256

from corpus.entities import load_bundled_registry
from corpus.models import Hints, Source
from corpus.pipeline import add_sources
from corpus.store import open_store

#: Three outlets on one event, then one on another, and one that follows up.
FERRY_NEWS = {
    "Osel Post": (
        "Ferry Halden runs aground off Osel",
        (
            "The ferry Halden ran aground off Osel on Thursday with ninety passengers on board.\n\n"
            "The coast guard sent two boats to the Halden, and nobody was hurt, the harbour office of Osel said."
        ),
    ),
    "Baltic Herald": (
        "Passengers leave stranded ferry Halden",
        (
            "Rescue boats brought ninety passengers ashore after the ferry Halden struck rocks near Osel.\n\n"
            "Divers searched the hull of the Halden for leaks while the coast guard kept other ships away from Osel."
        ),
    ),
    "Northern Wire": (
        "Rudder of the ferry Halden failed, captain says",
        (
            "The captain of the ferry Halden told the coast guard that the rudder had failed off Osel.\n\n"
            "The ferry had ninety passengers on board, and investigators took the log of the Halden to the harbour."
        ),
    ),
    "Coast Weekly": (
        "Ferry Halden towed to Osel harbour",
        (
            "Two tugs towed the ferry Halden to the harbour of Osel, where its rudder will be repaired.\n\n"
            "The coast guard said the Halden had lost no fuel when it ran aground with ninety passengers."
        ),
    ),
}
CHEESE_NEWS = (
    "Court protects the cheese of Gouvert",
    (
        "Cheesemakers in Gouvert won a court case against a dairy that copied their label.\n\n"
        "The dairy must destroy every cheese with the label, the court in Gouvert ruled."
    ),
)


def add_news(
    url: str, outlet: str, title: str, body: str, day: str = "2024-06-21", scope: str = "", picture: str = ""
) -> None:
    """Add an article of *outlet*, as a page that names all its data, to the store at *url*."""
    text = f"{title}\n\n{body}"
    name = title.lower().replace(" ", "-").replace(",", "")
    address = f"https://{outlet.lower().replace(' ', '-')}.example/{name}"
    hints = Hints(title=title, outlet=outlet, published=day, picture=picture)
    source = Source(text, name, address, sha256(text.encode()).hexdigest(), scope, hints)
    with closing(open_store(url)) as store:
        add_sources(store, [source], load_bundled_registry())


def add_ferry_news(url: str, *outlets: str, day: str = "2024-06-21") -> None:
    """Add the reports of *outlets* on the ferry."""
    for outlet in outlets:
        add_news(url, outlet, *FERRY_NEWS[outlet], day, picture=f"https://cdn.example/{outlet.split()[0]}.jpg")
