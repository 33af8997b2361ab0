"""Sentences read by the real readers: each becomes an article of its own, and comes back as a passage."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from corpus.entities import load_bundled_registry
from corpus.models import Passage, Query, Source
from corpus.pipeline import add_sources
from corpus.store import open_store

#: Where the first and the second of two sentences are printed: outlet and day.
FIRST_SOURCE, SECOND_SOURCE = ("First Wire", "2024-06-20"), ("Second Post", "2024-06-21")


def annotate_texts(texts: Sequence[tuple[str, tuple[str, str]]]) -> tuple[Passage, ...]:
    """Read *texts*, each with its outlet and day, together, and give their passages in the same order."""
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, [build_source(number, *one) for number, one in enumerate(texts)], load_bundled_registry())
        found = {passage.citation.key: passage for passage in reversed(store.search(Query()))}
    return tuple(found[f"text-{number:03}"] for number in range(len(texts)))


def annotate_pairs(
    entries: Sequence[dict[str, str]], before: str, after: str, second: tuple[str, str] = SECOND_SOURCE
) -> tuple[tuple[Passage, Passage], ...]:
    """Read pairs of sentences, the second of which is of another outlet, and of the next day by default."""
    read = annotate_texts(
        [(entry[name], place) for entry in entries for name, place in ((before, FIRST_SOURCE), (after, second))]
    )
    return tuple(zip(read[::2], read[1::2], strict=True))


def build_source(number: int, text: str, place: tuple[str, str]) -> Source:
    """Return an article of one text, with its outlet and day; its key is ``text-NUMBER``."""
    outlet, day = place
    whole = f"title: News in brief\noutlet: {outlet}\npublished: {day}\n\n{text}\n"
    name = f"text-{number:03}"
    return Source(whole, name, f"{name}.txt", sha256(whole.encode()).hexdigest())
