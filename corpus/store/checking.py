"""Whether the database still says what was put into it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import StoreError
from corpus.store import reading
from corpus.store.connection import Database
from corpus.store.packing import text_digest


def faults(db: Database) -> Iterator[str]:
    """Give a sentence for each fault: in the file, in a text, a span, or the index of words."""
    yield from (f"the database file is damaged: {row[0]}" for row in db.rows("PRAGMA quick_check") if row[0] != "ok")
    yield from (f"table {row[0]}: row {row[1]} refers to nothing" for row in db.rows("PRAGMA foreign_key_check"))
    for number, key in db.rows("SELECT id, key FROM articles ORDER BY key"):
        yield from _article(db, number, key)
    strays = db.rows("SELECT count(*) FROM sentences WHERE article NOT IN (SELECT id FROM articles)")[0][0]
    if strays:
        yield f"{strays} sentences belong to no article"
    yield from _index(db)


def _article(db: Database, number: int, key: str) -> Iterator[str]:
    current, kept = db.rows("SELECT revision, digest FROM articles WHERE id = ?", (number,))[0]
    revisions = db.rows("SELECT revision, digest FROM revisions WHERE article = ? ORDER BY revision", (number,))
    if (current, kept) not in revisions:
        yield f"{key}: its current text is missing"
    for revision, digest in revisions:
        try:
            document = reading.document_of(db, number, revision)
        except Exception as error:  # noqa: BLE001 - whatever a damaged row does, the others are looked at too
            yield f"{key}, revision {revision}: can't be read ({error})"
            continue
        if text_digest(document.article.text) != digest:
            yield f"{key}, revision {revision}: its text is not the one that was stored"
        if revision == current and _spans(db, number) != [(s.start, s.text) for s in document.sentences]:
            yield f"{key}: its sentences are not those of its text"


def _spans(db: Database, number: int) -> list[tuple[int, str]]:
    found = db.rows(
        "SELECT s.start, coalesce(s.body, s.aside) FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence"
        " AND a.first_sentence + a.sentences - 1 AND s.article = a.id WHERE a.id = ? ORDER BY s.id",
        (number,),
    )
    return [(row[0], row[1]) for row in found]


def _index(db: Database) -> Iterator[str]:
    if db.read_only:
        return  # the index checks itself by a command that counts as writing
    try:
        with db.writing():
            db.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except StoreError as error:
        yield f"the index of words does not fit the sentences ({error.reason})"
