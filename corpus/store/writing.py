"""Articles into the database and out of it; every function is to be called inside ``Database.writing``."""

from __future__ import annotations

from dataclasses import astuple

from corpus.errors import NotStored
from corpus.model import Document
from corpus.store import casting, features, reading
from corpus.store.connection import Database
from corpus.store.packing import packed, packed_hints, packed_text, text_digest
from corpus.store.records import Arrival, Settled
from corpus.store.sentences import rows


def scope_number(db: Database, scope: str) -> int:
    """Give the number of a scope, a new one where it has none."""
    found = db.rows("SELECT id FROM scopes WHERE name = ?", (scope,))
    return int(found[0][0]) if found else db.run("INSERT INTO scopes (name) VALUES (?)", (scope,))


def step(db: Database) -> int:
    """Count one change; give its number."""
    db.run("UPDATE counters SET value = value + 1 WHERE name = 'sequence'")
    return reading.sequence(db)


def add(db: Database, arrival: Arrival) -> int:
    """Store a new article, or a new revision of one."""
    article = arrival.document.article
    scope = scope_number(db, article.scope)
    now = step(db)
    held = db.rows("SELECT id, revision FROM articles WHERE scope = ? AND key = ?", (scope, article.key))
    if held:
        number = int(held[0][0])
        clear(db, number)
    else:
        number = db.run(
            "INSERT INTO articles (scope, key, name, address, revision, digest, sequence, first_sentence, sentences,"
            " body, confidence, origin) VALUES (?, ?, ?, '', 0, x'', 0, 0, 0, 0, '', ?)",
            (scope, article.key, arrival.name, article.key),
        )
    feed = _feed(db, scope, arrival.feed)
    db.run(
        "UPDATE articles SET address = ?, revision = ?, digest = ?, sequence = ?, settled = 0,"
        " feed = coalesce(?, feed) WHERE id = ?",
        (article.address, article.revision, text_digest(article.text), now, feed, number),
    )
    db.run(
        "INSERT INTO revisions (article, revision, sha256, address, renderer, sequence, versions, hints, digest, text,"
        " marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, article.revision, article.sha256, article.address, article.renderer, now, arrival.versions,
         packed_hints(arrival.hints), text_digest(article.text), packed_text(article.text), packed(arrival.document)),
    )  # fmt: skip
    put(db, number, scope, arrival.document)
    features.keep(db, number, arrival.features)
    return now


def _feed(db: Database, scope: int, url: str | None) -> int | None:
    found = db.rows("SELECT id FROM feeds WHERE scope = ? AND url = ?", (scope, url))
    return int(found[0][0]) if found else None


def put(db: Database, number: int, scope: int, document: Document) -> None:
    """Make *document* what is searched of article *number*, of which nothing is searched yet."""
    casting.count(db, scope, document.actors, 1)
    found = list(rows(document, number, scope, lambda slug: casting.number(db, scope, slug)))
    first = _room(db, number, len(found))
    db.run_many(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((id_, number, *astuple(row)) for id_, row in enumerate(found, first)),
    )
    said = document.article.provenance
    db.run(
        "UPDATE articles SET first_sentence = ?, sentences = ?, body = ?, title = ?, outlet = ?, published = ?,"
        " confidence = ? WHERE id = ?",
        (first, len(found), sum(row.body is not None for row in found), said.title.value, said.outlet.value,
         said.published.value, said.published.confidence.value, number),
    )  # fmt: skip


def _room(db: Database, number: int, wanted: int) -> int:
    """Give the first of *wanted* free sentence ids in a row: those the article had, where they suffice."""
    first, had = db.rows("SELECT first_sentence, sentences FROM articles WHERE id = ?", (number,))[0]
    if had == wanted and first:
        return int(first)
    db.run("UPDATE counters SET value = value + ? WHERE name = 'sentence'", (wanted,))
    return int(db.rows("SELECT value FROM counters WHERE name = 'sentence'")[0][0]) - wanted + 1


def clear(db: Database, number: int) -> None:
    """Take article *number* out of all that is searched; its texts stay."""
    take_out(db, number)
    db.run("UPDATE articles SET first_sentence = 0 WHERE id = ?", (number,))
    features.drop(db, number)


def take_out(db: Database, number: int) -> None:
    """Take the sentences and the actors of article *number* out of the searched."""
    first, had, scope = db.rows("SELECT first_sentence, sentences, scope FROM articles WHERE id = ?", (number,))[0]
    db.run("DELETE FROM sentences WHERE id BETWEEN ? AND ?", (first, first + had - 1))
    casting.count(db, scope, reading.document_of(db, number).actors, -1)


def delete(db: Database, key: str, scope: str) -> None:
    """Take an article out with all its revisions."""
    number = reading.own_number(db, key, scope)
    clear(db, number)
    db.run("DELETE FROM articles WHERE id = ?", (number,))
    step(db)


def settle(db: Database, one: Settled) -> bool:
    """Put in what the whole corpus tells of one article; tell whether that changed anything."""
    number = reading.own_number(db, one.key, one.scope)
    db.run("UPDATE articles SET settled = 1 WHERE id = ?", (number,))
    as_read, settled = reading.marks(db, number)
    wanted = packed(one.document) if one.document else None
    if wanted == as_read:
        wanted = None
    if wanted == settled:
        return False
    take_out(db, number)
    db.run(
        "UPDATE revisions SET settled = ?"
        " WHERE article = ? AND revision = (SELECT revision FROM articles WHERE id = ?)",
        (wanted, number, number),
    )
    put(db, number, scope_number(db, one.scope), reading.document_of(db, number))
    step(db)
    return True


def replace(db: Database, arrival: Arrival) -> None:
    """
    Put another reading in the place of what was read of the current revision.

    Raises:
        NotStored: If the store holds another text, or none, under its key.
    """
    article = arrival.document.article
    number = reading.own_number(db, article.key, article.scope)
    scope, kept, revision = db.rows("SELECT scope, digest, revision FROM articles WHERE id = ?", (number,))[0]
    if (kept, revision) != (text_digest(article.text), article.revision):
        raise NotStored(article.key, "its text is another by now")
    take_out(db, number)
    features.drop(db, number)
    db.run(
        "UPDATE revisions SET marks = ?, settled = NULL, versions = ? WHERE article = ? AND revision = ?",
        (packed(arrival.document), arrival.versions, number, revision),
    )
    db.run("UPDATE articles SET settled = 0 WHERE id = ?", (number,))
    put(db, number, scope, arrival.document)
    features.keep(db, number, arrival.features)
    step(db)


def regroup(db: Database, key: str, scope: str, origin: str) -> None:
    """Put in the origin of one article."""
    number = reading.own_number(db, key, scope)
    if db.rows("SELECT 1 FROM articles WHERE id = ? AND origin <> ?", (number, origin)):
        db.run("UPDATE articles SET origin = ? WHERE id = ?", (origin, number))
        step(db)
