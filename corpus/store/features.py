"""One inverted table of the hashes by which articles are found to belong together."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from enum import IntEnum
from itertools import chain, islice

from corpus.origins import LEAST_SHARED
from corpus.store.connection import Database


class Feature(IntEnum):
    """
    What a hash is of; the numbers are stored, never renumber.

    Attributes:
        COPY: Sampled 4-grams of the body: near copies share them.
        DATED: Names and figures of an article that dates something to a day …
        UNDATED: … and of one whose day is not, though it names weekdays.
        FULL: First and last words of the full names of persons …
        LONE: … and the surnames of persons of whom an article says no more.
    """

    COPY = 1
    DATED = 2
    UNDATED = 3
    FULL = 4
    LONE = 5


#: What an article with such features may tell something of: those with such features, where so many are shared.
TELLS = {
    Feature.COPY: (Feature.COPY, LEAST_SHARED),
    Feature.DATED: (Feature.UNDATED, 5),
    Feature.FULL: (Feature.LONE, 1),
}

Features = Mapping[Feature, tuple[int, ...]]

# CROSS JOIN keeps SQLite to the order written: it would walk the whole table and look each row up among the wanted.
_SEEN_BY = (
    "SELECT s.name, a.key, count(*), json_extract(a.sizes, '$.' || f.kind) FROM json_each(:hashes) AS wanted"
    " CROSS JOIN features f ON f.hash = wanted.value AND f.kind = :kind CROSS JOIN articles a ON a.id = f.article"
    " JOIN scopes s ON s.id = a.scope WHERE s.name IN ('', :scope) OR :scope IS NULL GROUP BY a.id"
    " HAVING count(*) >= :least ORDER BY s.name, a.key"
)
_SEEING = (
    "SELECT a.id FROM json_each(?) AS wanted CROSS JOIN features f ON f.hash = wanted.value AND f.kind = ?"
    " CROSS JOIN articles a ON a.id = f.article WHERE ? IN (1, a.scope) GROUP BY a.id HAVING count(*) >= ?"
)


def keep(db: Database, number: int, features: Features) -> None:
    """Store the features of article *number*, and have what it may tell something of settled anew."""
    lists = {kind: sorted(set(hashes)) for kind, hashes in sorted(features.items()) if hashes}
    sizes = json.dumps({int(kind): len(hashes) for kind, hashes in lists.items()}, separators=(",", ":"))
    packed = array("I", chain.from_iterable(lists.values())).tobytes()
    db.run("UPDATE articles SET sizes = ?, features = ? WHERE id = ?", (sizes, packed, number))
    db.run_many(
        "INSERT INTO features VALUES (?, ?, ?)",
        ((int(kind), one, number) for kind, hashes in lists.items() for one in hashes),
    )
    _unsettle(db, number, of(db, number))


def drop(db: Database, number: int) -> None:
    """Take the features of article *number* out, and have what it told something of settled anew."""
    features = of(db, number)
    db.run_many(
        "DELETE FROM features WHERE kind = ? AND hash = ? AND article = ?",
        ((int(kind), one, number) for kind, hashes in features.items() for one in hashes),
    )
    _unsettle(db, number, features)


def of(db: Database, number: int) -> Features:
    """Give the features of article *number*."""
    sizes, packed = db.rows("SELECT sizes, features FROM articles WHERE id = ?", (number,))[0]
    hashes = iter(array("I", packed))
    return {Feature(int(kind)): tuple(islice(hashes, size)) for kind, size in json.loads(sizes).items()}


def near(
    db: Database, kind: Feature, hashes: tuple[int, ...], scope: str | None, least: int
) -> tuple[tuple[str, str, int, int], ...]:
    """List (scope, key, hashes shared, hashes it has) of what *scope*, or anybody, sees and shares *least* hashes."""
    found = db.rows(
        _SEEN_BY, {"hashes": json.dumps(sorted(set(hashes))), "scope": scope, "kind": int(kind), "least": least}
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in found)


def _unsettle(db: Database, number: int, features: Features) -> None:
    """Mark the articles, of every scope that sees article *number*, of which it may tell something."""
    scope = db.rows("SELECT scope FROM articles WHERE id = ?", (number,))[0][0]
    for kind, (told, least) in TELLS.items():
        if hashes := features.get(kind):
            found = db.rows(_SEEING, (json.dumps(hashes), int(told), scope, least))
            db.run_many("UPDATE articles SET settled = 0 WHERE id = ?", found)
