"""Articles out of the database, one at a time or listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.errors import NotStored
from corpus.model import Actor, Article, Citation, Confidence, Document, Provenance
from corpus.store import casting, features
from corpus.store.connection import Database
from corpus.store.packing import unpacked, unpacked_hints, unpacked_text
from corpus.store.records import Arrival, Held, Listed


def sequence(db: Database) -> int:
    """Give the number of the last change."""
    return int(db.rows("SELECT value FROM counters WHERE name = 'sequence'")[0][0])


def scopes_seen(db: Database, scope: str) -> tuple[int, ...]:
    """Give the numbers of the scopes that *scope* sees, everybody's first."""
    return tuple(row[0] for row in db.rows("SELECT id FROM scopes WHERE name IN ('', ?) ORDER BY id", (scope,)))


def own_number(db: Database, key: str, scope: str) -> int:
    """
    Give the number of an article of exactly this scope.

    Raises:
        NotStored: If it has none of this key.
    """
    found = db.rows(
        "SELECT articles.id FROM articles JOIN scopes ON scopes.id = scope WHERE key = ? AND scopes.name = ?",
        (key, scope),
    )
    if not found:
        raise NotStored(key, "no article has this key")
    return int(found[0][0])


def _seen_number(db: Database, key: str, scope: str) -> int:
    try:
        return own_number(db, key, scope)
    except NotStored:
        return own_number(db, key, "")


def document(db: Database, key: str, scope: str, revision: int | None) -> Document:
    """Give one document that *scope* sees: the current revision as settled, or an older one as read."""
    return document_of(db, _seen_number(db, key, scope), revision)


def document_of(db: Database, number: int, revision: int | None = None) -> Document:
    """
    Give the document of article *number*: its current revision as settled where None is asked for.

    Raises:
        NotStored: If the article has no such revision.
    """
    found = db.rows(
        "SELECT key, r.revision, text, sha256, r.address, s.name, renderer, coalesce(settled_marks, marks)"
        " FROM articles a JOIN scopes s ON s.id = a.scope"
        " JOIN (SELECT *, settled AS settled_marks FROM revisions) r ON r.article = a.id"
        " WHERE a.id = ? AND r.revision = coalesce(?, a.revision)",
        (number, revision),
    )
    if not found:
        raise NotStored(f"revision {revision}", "the article has no such revision")
    return _document(*found[0])


def _document(  # noqa: PLR0913, PLR0917 - the columns of a row
    key: str, revision: int, text: bytes, sha256: str, address: str, scope: str, renderer: str, marks: bytes
) -> Document:
    article = Article(key, revision, unpacked_text(text), sha256, address, (), Provenance(), scope, renderer)
    return unpacked(marks, article)


def marks(db: Database, number: int) -> tuple[bytes, bytes | None]:
    """Give the packed document of article *number*, as read and as settled."""
    row = db.rows(
        "SELECT r.marks, r.settled FROM articles a JOIN revisions r ON r.article = a.id AND r.revision = a.revision"
        " WHERE a.id = ?",
        (number,),
    )[0]
    return row[0], row[1]


def as_read(db: Database, key: str, scope: str) -> Arrival:
    """Give the current revision as it was read alone."""
    number = own_number(db, key, scope)
    return _arrival(db, number, db.rows("SELECT revision FROM articles WHERE id = ?", (number,))[0][0])


def arrivals(db: Database) -> Iterator[Arrival]:
    """Give every revision of every article as it was read alone."""
    found = db.rows(
        "SELECT a.id, r.revision FROM articles a JOIN scopes s ON s.id = a.scope JOIN revisions r ON r.article = a.id"
        " ORDER BY s.name, a.key, r.revision"
    )
    return (_arrival(db, number, revision) for number, revision in found)


def _arrival(db: Database, number: int, revision: int) -> Arrival:
    row = db.rows(
        "SELECT key, r.revision, text, sha256, r.address, s.name, renderer, marks, a.name, versions, hints, f.url"
        " FROM articles a JOIN scopes s ON s.id = a.scope LEFT JOIN feeds f ON f.id = a.feed"
        " JOIN revisions r ON r.article = a.id AND r.revision = ? WHERE a.id = ?",
        (revision, number),
    )[0]
    name, versions, hints, feed = row[8:]
    return Arrival(_document(*row[:8]), name, features.of(db, number), unpacked_hints(hints), versions, feed)


def held(db: Database, scope: str, address: str, name: str) -> tuple[Held, ...]:
    """List the articles of exactly this scope with this address, this name, or this name as key."""
    found = db.rows(
        # Each way on an index of its own; CROSS JOIN, so that they are gone first.
        "SELECT key, a.name, address, revision, digest FROM (SELECT id FROM articles WHERE address = :address"
        " UNION SELECT id FROM articles WHERE name = :name"
        " UNION SELECT id FROM articles WHERE scope = (SELECT id FROM scopes WHERE name = :scope) AND key = :name)"
        " AS found CROSS JOIN articles a ON a.id = found.id"
        " WHERE a.scope = (SELECT id FROM scopes WHERE name = :scope) ORDER BY key",
        {"scope": scope, "address": address, "name": name},
    )
    return tuple(Held(*row) for row in found)


def keys(db: Database, scope: str) -> tuple[str, ...]:
    """List the keys that *scope* sees."""
    found = db.rows(
        "SELECT DISTINCT key FROM articles JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) ORDER BY key", (scope,)
    )
    return tuple(row[0] for row in found)


def listed(db: Database, scope: str | None) -> tuple[Listed, ...]:
    """List the articles that *scope* sees, or those of all scopes."""
    found = db.rows(
        "SELECT key, a.revision, a.title, outlet, published, confidence, a.address, origin, s.name, a.sequence,"
        " sentences, r.versions, f.url FROM articles a JOIN scopes s ON s.id = a.scope"
        " JOIN revisions r ON r.article = a.id AND r.revision = a.revision LEFT JOIN feeds f ON f.id = a.feed"
        " WHERE s.name IN ('', :scope) OR :scope IS NULL ORDER BY key, a.scope",
        {"scope": scope},
    )
    return tuple(Listed(citation(row[:8]), *row[8:]) for row in found)


def citation(row: Sequence[object]) -> Citation:
    """Make a citation of the columns key, revision, title, outlet, published, confidence, address, origin."""
    key, revision, title, outlet, published, confidence, address, origin = row
    return Citation(key, revision, title, outlet, published, Confidence(confidence), address, origin)  # type: ignore[arg-type]


def citations(db: Database, articles: Sequence[int]) -> dict[int, tuple[Citation, int]]:
    """Give citation and sequence number of each of the articles numbered."""
    found = db.rows(
        "SELECT id, sequence, key, revision, title, outlet, published, confidence, address, origin FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    )
    return {row[0]: (citation(row[2:]), row[1]) for row in found}


def actors(db: Database, scope: str, ids: Sequence[str] | None = None) -> tuple[Actor, ...]:
    """List the actors that the articles seen by *scope* name, by id; only those of *ids*, where given."""
    found = db.rows(
        "SELECT slug, told FROM actors JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) AND told <> ''"
        " AND (? IS NULL OR slug IN (SELECT value FROM json_each(?))) ORDER BY slug, scope",
        (scope, *[None if ids is None else json.dumps(ids)] * 2),
    )
    return tuple(_merged([casting.read(*row) for row in rows]) for _, rows in groupby(found, key=lambda row: row[0]))


def _merged(same: Sequence[Actor]) -> Actor:
    """Make one actor of everybody's and a scope's own: everybody's word first, the own aliases added."""
    first = same[0]
    names = dict.fromkeys(name for actor in same for name in (actor.name, *actor.aliases))
    return Actor(
        first.id, first.name, first.kind, tuple(name for name in names if name != first.name),
        first.description, first.part_of,
    )  # fmt: skip


def documents(db: Database, scope: str) -> Iterator[Document]:
    """Give the documents that *scope* sees, one at a time."""
    found = db.rows(
        "SELECT a.id FROM articles a JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) ORDER BY key, scope",
        (scope,),
    )
    for (number,) in found:
        yield document_of(db, number)


def unsettled(db: Database) -> tuple[tuple[str, str], ...]:
    """List (scope, key) of the articles of which is still to be worked out what the corpus tells."""
    found = db.rows(
        "SELECT s.name, key FROM articles a JOIN scopes s ON s.id = a.scope WHERE settled = 0 ORDER BY s.name, key"
    )
    return tuple((row[0], row[1]) for row in found)
