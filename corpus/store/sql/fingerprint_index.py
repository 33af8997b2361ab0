"""Inverted index of feature hashes that finds related articles; `copies` has that of near-duplicates."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from itertools import chain, islice

from corpus.models import Actor
from corpus.store.records import EvidenceRank, FeatureHashes, FeatureKind
from corpus.store.sql.base import SqlBase
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.copies.links import index_copy_hashes, remove_copy_hashes
from corpus.store.sql.full_names import delete_full_names, save_full_names

#: For which articles an article with features of a kind is evidence: those that share at least this many hashes with
#: their features of the other kind. For short names see `corpus.store.sql.full_names`.
EVIDENCE_RULES = {
    FeatureKind.DATED: (FeatureKind.UNDATED, 5),
    FeatureKind.DAY: (FeatureKind.OPEN_DAY, 1),
}

#: The kinds in the table of features; those of copies and full names have their own.
_INDEXED = frozenset(FeatureKind) - {FeatureKind.COPY, FeatureKind.FULL}

# CROSS JOIN enforces the order written; else SQLite would scan the whole table and look up each row in `wanted`.
_SIMILAR_ARTICLES_STATEMENT = (
    "SELECT s.name, a.key, count(*), a.sizes FROM json_each(:hashes) AS wanted"
    " CROSS JOIN features f ON f.hash = wanted.value AND f.kind = :kind CROSS JOIN articles a ON a.id = f.article"
    " JOIN scopes s ON s.id = a.scope WHERE s.name IN ('', :scope) OR :scope IS NULL GROUP BY a.id, s.name"
    " HAVING count(*) >= :least ORDER BY s.name, a.key"
)
_AFFECTED_ARTICLES_STATEMENT = (
    "SELECT a.id, count(*), a.horizons FROM json_each(?) AS wanted CROSS JOIN features f ON f.hash = wanted.value"
    " AND f.kind = ? CROSS JOIN articles a ON a.id = f.article WHERE ? IN (1, a.scope)"
    " GROUP BY a.id, a.horizons HAVING count(*) >= ?"
)


def rank_evidence(kind: FeatureKind, scope: str, key: str, shared: int) -> EvidenceRank:
    """Return the rank of an article as evidence for another with which it shares so many hashes; the least is best."""
    return (0, scope, key) if kind is FeatureKind.DAY else (-shared, key, scope)


def save_features(db: StoreDatabase, article_id: int, features: FeatureHashes, actors: Sequence[Actor]) -> None:
    """
    Save the features of article *article_id* and mark the articles for which it is evidence as unreconciled.

    Args:
        db: The database.
        article_id: Database id of the article.
        features: Its features.
        actors: Its actors as annotated on its own.
    """
    lists = {kind: sorted(set(hashes)) for kind, hashes in sorted(features.items()) if hashes}
    sizes = json.dumps({int(kind): len(hashes) for kind, hashes in lists.items()}, separators=(",", ":"))
    packed = array("I", chain.from_iterable(lists.values())).tobytes()
    db.execute("UPDATE articles SET sizes = ?, features = ? WHERE id = ?", (sizes, packed, article_id))
    db.execute_many(
        "INSERT INTO features VALUES (?, ?, ?)",
        ((int(kind), one, article_id) for kind, hashes in lists.items() if kind in _INDEXED for one in hashes),
    )
    index_copy_hashes(db, article_id, lists.get(FeatureKind.COPY, ()))
    save_full_names(db, article_id, _fetch_scope(db, article_id), actors)
    _mark_unreconciled(db, article_id, fetch_features(db, article_id))


def delete_features(db: StoreDatabase, article_id: int, actors: Sequence[Actor]) -> None:
    """
    Delete the features of article *article_id* and mark the articles for which it was evidence as unreconciled.

    Args:
        db: The database.
        article_id: Database id of the article.
        actors: Its actors as they were given with its features.
    """
    features = fetch_features(db, article_id)
    db.execute_many(
        "DELETE FROM features WHERE kind = ? AND hash = ? AND article = ?",
        ((int(kind), one, article_id) for kind, hashes in features.items() if kind in _INDEXED for one in hashes),
    )
    remove_copy_hashes(db, article_id, features.get(FeatureKind.COPY, ()))
    scope = _fetch_scope(db, article_id)
    delete_full_names(db, article_id, scope, actors, features.get(FeatureKind.FULL, ()))
    _mark_unreconciled(db, article_id, features)


def fetch_features(db: StoreDatabase, article_id: int) -> FeatureHashes:
    """Return the features of article *article_id*."""
    sizes, packed = db.fetch_all("SELECT sizes, features FROM articles WHERE id = ?", (article_id,))[0]
    hashes = iter(array("I", packed))
    return {FeatureKind(int(kind)): tuple(islice(hashes, size)) for kind, size in json.loads(sizes).items()}


def _fetch_scope(db: StoreDatabase, article_id: int) -> int:
    return int(db.fetch_all("SELECT scope FROM articles WHERE id = ?", (article_id,))[0][0])


def _mark_unreconciled(db: StoreDatabase, article_id: int, features: FeatureHashes) -> None:
    """Mark as unreconciled the articles, in every scope that sees article *article_id*, for which it is evidence."""
    scope_id, scope, key = db.fetch_all(
        "SELECT s.id, s.name, a.key FROM articles a JOIN scopes s ON s.id = a.scope WHERE a.id = ?", (article_id,)
    )[0]
    for kind, (affected_kind, min_shared) in EVIDENCE_RULES.items():
        if hashes := features.get(kind):
            rows = db.fetch_all(
                _AFFECTED_ARTICLES_STATEMENT, (json.dumps(hashes), int(affected_kind), scope_id, min_shared)
            )
            db.execute_many(
                "UPDATE articles SET settled = 0 WHERE id = ?",
                (
                    (affected,)
                    for affected, shared, horizons in rows
                    if _is_within(horizons, kind, rank_evidence(kind, scope, key, shared))
                ),
            )


def _is_within(horizons: str, kind: FeatureKind, rank: EvidenceRank) -> bool:
    """Return whether an article with these horizons looks as far as *rank*."""
    horizon = json.loads(horizons).get(str(int(kind))) if horizons else None
    return horizon is None or rank <= tuple(horizon)


def dump_horizons(horizons: Mapping[FeatureKind, EvidenceRank]) -> str:
    """Return the ranks of the last evidence that an article regards, by kind, as JSON; ``""`` if it regards all."""
    return json.dumps({int(kind): rank for kind, rank in horizons.items()}) if horizons else ""


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
