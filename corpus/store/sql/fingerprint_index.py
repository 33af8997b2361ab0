"""Inverted index of feature hashes that finds related articles; `copies` has that of near-duplicates."""

from __future__ import annotations

import json
from array import array
from itertools import chain, islice

from corpus.store.records import FeatureHashes, FeatureKind
from corpus.store.sql.base import SqlBase
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.copies.links import index_copy_hashes, remove_copy_hashes

#: For which articles an article with features of a kind is evidence: those that share at least this many hashes with
#: their features of the other kind.
EVIDENCE_RULES = {
    FeatureKind.DATED: (FeatureKind.UNDATED, 5),
    FeatureKind.FULL: (FeatureKind.LONE, 1),
    FeatureKind.DAY: (FeatureKind.OPEN_DAY, 1),
}

#: The kinds in the table of features; those of copies have their own.
_INDEXED = frozenset(FeatureKind) - {FeatureKind.COPY}

# CROSS JOIN enforces the order written; else SQLite would scan the whole table and look up each row in `wanted`.
_SIMILAR_ARTICLES_STATEMENT = (
    "SELECT s.name, a.key, count(*), a.sizes FROM json_each(:hashes) AS wanted"
    " CROSS JOIN features f ON f.hash = wanted.value AND f.kind = :kind CROSS JOIN articles a ON a.id = f.article"
    " JOIN scopes s ON s.id = a.scope WHERE s.name IN ('', :scope) OR :scope IS NULL GROUP BY a.id, s.name"
    " HAVING count(*) >= :least ORDER BY s.name, a.key"
)
_AFFECTED_ARTICLES_STATEMENT = (
    "SELECT a.id FROM json_each(?) AS wanted CROSS JOIN features f ON f.hash = wanted.value AND f.kind = ?"
    " CROSS JOIN articles a ON a.id = f.article WHERE ? IN (1, a.scope) GROUP BY a.id HAVING count(*) >= ?"
)


def save_features(db: StoreDatabase, article_id: int, features: FeatureHashes) -> None:
    """Save the features of article *article_id* and mark the articles for which it is evidence as unreconciled."""
    lists = {kind: sorted(set(hashes)) for kind, hashes in sorted(features.items()) if hashes}
    sizes = json.dumps({int(kind): len(hashes) for kind, hashes in lists.items()}, separators=(",", ":"))
    packed = array("I", chain.from_iterable(lists.values())).tobytes()
    db.execute("UPDATE articles SET sizes = ?, features = ? WHERE id = ?", (sizes, packed, article_id))
    db.execute_many(
        "INSERT INTO features VALUES (?, ?, ?)",
        ((int(kind), one, article_id) for kind, hashes in lists.items() if kind in _INDEXED for one in hashes),
    )
    index_copy_hashes(db, article_id, lists.get(FeatureKind.COPY, ()))
    _mark_unreconciled(db, article_id, fetch_features(db, article_id))


def delete_features(db: StoreDatabase, article_id: int) -> None:
    """Delete the features of article *article_id* and mark the articles for which it was evidence as unreconciled."""
    features = fetch_features(db, article_id)
    db.execute_many(
        "DELETE FROM features WHERE kind = ? AND hash = ? AND article = ?",
        ((int(kind), one, article_id) for kind, hashes in features.items() if kind in _INDEXED for one in hashes),
    )
    remove_copy_hashes(db, article_id, features.get(FeatureKind.COPY, ()))
    _mark_unreconciled(db, article_id, features)


def fetch_features(db: StoreDatabase, article_id: int) -> FeatureHashes:
    """Return the features of article *article_id*."""
    sizes, packed = db.fetch_all("SELECT sizes, features FROM articles WHERE id = ?", (article_id,))[0]
    hashes = iter(array("I", packed))
    return {FeatureKind(int(kind)): tuple(islice(hashes, size)) for kind, size in json.loads(sizes).items()}


def _mark_unreconciled(db: StoreDatabase, article_id: int, features: FeatureHashes) -> None:
    """Mark as unreconciled the articles, in every scope that sees article *article_id*, for which it is evidence."""
    scope = db.fetch_all("SELECT scope FROM articles WHERE id = ?", (article_id,))[0][0]
    for kind, (affected_kind, min_shared) in EVIDENCE_RULES.items():
        if hashes := features.get(kind):
            rows = db.fetch_all(
                _AFFECTED_ARTICLES_STATEMENT, (json.dumps(hashes), int(affected_kind), scope, min_shared)
            )
            db.execute_many("UPDATE articles SET settled = 0 WHERE id = ?", rows)


class FingerprintMixin(SqlBase):
    """The index of feature hashes."""

    def find_similar(
        self, kind: FeatureKind, hashes: tuple[int, ...], scope: str | None = "", min_shared: int = 1
    ) -> tuple[tuple[str, str, int, int], ...]:
        rows = self._db.fetch_all(
            _SIMILAR_ARTICLES_STATEMENT,
            {"hashes": json.dumps(sorted(set(hashes))), "scope": scope, "kind": int(kind), "least": min_shared},
        )
        return tuple((row[0], row[1], row[2], json.loads(row[3])[str(int(kind))]) for row in rows)
