"""Index of the full names by which other articles explain short ones; what it says of a name seldom changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import adler32, crc32

from corpus.entities.linker import choose_fullest_id, list_evidence_keys, split_name_parts
from corpus.models import Actor
from corpus.store.records import FeatureKind
from corpus.store.sql import entity_index
from corpus.store.sql.base import SqlBase, in_snapshot
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.facets import PUBLIC_SCOPE_ID
from corpus.store.sql.serialization import load_actors

#: Ids with different last words, held by different articles, from which a name is nobody's alone whoever else has it:
#: an article leaves out what it alone holds, and its own id, and two ids with different last words are never one's.
_MIN_DIFFERENT_IDS = 4
#: Ids that are read to find that many, before all are read.
_FEW_IDS = 16

# The subqueries find each next actor in the index, so that actors with thousands of articles take one step each.
_IDS_STATEMENT = (
    "WITH RECURSIVE found (hash, actor) AS ("
    " SELECT value, (SELECT min(actor) FROM full_names WHERE hash = value) FROM json_each(:hashes)"
    " UNION ALL SELECT hash, (SELECT min(actor) FROM full_names f WHERE f.hash = found.hash AND f.actor > found.actor)"
    " FROM found WHERE actor IS NOT NULL)"
    " SELECT hash, (SELECT f.checksum FROM full_names f WHERE f.hash = found.hash AND f.actor = found.actor LIMIT 1),"
    " slug, (SELECT min(f.article) FROM full_names f WHERE f.hash = found.hash AND f.actor = found.actor)"
    " FROM found CROSS JOIN actors a ON a.id = found.actor"
    " AND a.scope IN (SELECT id FROM scopes WHERE name IN ('', :scope) OR id = :scope_id)"
    " AND EXISTS (SELECT 1 FROM full_names f WHERE f.hash = found.hash AND f.actor = found.actor"
    " AND f.article <> :article) LIMIT :limit"
)
_HOLDERS_STATEMENT = (
    "SELECT (SELECT group_concat(article) FROM (SELECT article FROM full_names WHERE hash = h.value AND actor = a.value"
    " LIMIT 2) AS held) FROM json_each(:hashes) AS h JOIN json_each(:actors) AS a ON a.key = h.key ORDER BY h.key"
)
_WAITING_STATEMENT = (
    "SELECT value FROM json_each(:hashes) WHERE EXISTS (SELECT 1 FROM features WHERE kind = :kind AND hash = value)"
)


@dataclass(frozen=True, slots=True)
class _FullName:
    """
    A key of a full name, and the actor who has it.

    Attributes:
        hash: Hash of the key, as in the features of articles that have a short name.
        actor: Database id of the actor.
        slug: Its id.
        is_surname: Whether the key is a word of a person's name.
        checksum: Another hash of the key.
    """

    hash: int
    actor: int
    slug: str
    is_surname: bool
    checksum: int


def dump_full_names(marks: bytes, _: object) -> str:
    """Return hash and checksum of each full name in a serialized document, and the actor's id, as JSON."""
    names = {(key, actor.id) for actor in load_actors(marks) for key in list_evidence_keys(actor)}
    return json.dumps([(crc32(key.encode()), adler32(key.encode()), slug) for key, slug in sorted(names)])


def save_full_names(db: StoreDatabase, article_id: int, scope: int, actors: Sequence[Actor]) -> None:
    """Index the full names of an article's actors, and mark the articles as unreconciled that these may explain."""
    names = _list_full_names(db, scope, actors)
    holders = _list_holders(db, names)
    db.execute_many(
        "INSERT INTO full_names VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        ((one.hash, one.actor, article_id, one.checksum) for one in names),
    )
    _mark_unreconciled(db, scope, names, holders, is_new=True)


def delete_full_names(
    db: StoreDatabase, article_id: int, scope: int, actors: Sequence[Actor], hashes: Iterable[int]
) -> None:
    """
    Remove the full names of an article, and mark the articles as unreconciled that these may have explained.

    Args:
        db: The database.
        article_id: Database id of the article.
        scope: Database id of its scope.
        actors: Its actors as annotated on its own.
        hashes: The hashes of its full names as stored with it, which another version may have computed.
    """
    computed = {(one.hash, one.actor): one for one in _list_full_names(db, scope, actors)}
    slugs = {one.actor: one.slug for one in computed.values()}
    slugs.update(
        (entity_index.get_or_create_id(db, scope, slug), slug) for slug in dict.fromkeys(one.id for one in actors)
    )
    rows = db.fetch_all(
        "SELECT f.hash, f.actor, f.checksum FROM json_each(:hashes) AS h CROSS JOIN json_each(:actors) AS a ON 1 = 1"
        " CROSS JOIN full_names f ON f.hash = h.value AND f.actor = a.value AND f.article = :article",
        {
            "hashes": json.dumps(sorted({*hashes, *(one.hash for one in computed.values())})),
            "actors": json.dumps(sorted(slugs)),
            "article": article_id,
        },
    )
    names = [
        computed.get((number, actor)) or _FullName(number, actor, slugs[actor], False, checksum)
        for number, actor, checksum in rows
    ]
    db.execute_many(
        "DELETE FROM full_names WHERE hash = ? AND actor = ? AND article = ?",
        ((one.hash, one.actor, article_id) for one in names),
    )
    _mark_unreconciled(db, scope, names, _list_holders(db, names), is_new=False)


def _list_full_names(db: StoreDatabase, scope: int, actors: Sequence[Actor]) -> list[_FullName]:
    keys: dict[str, dict[str, None]] = {}
    for actor in actors:
        if found := list_evidence_keys(actor):
            keys.setdefault(actor.id, {}).update(dict.fromkeys(found))
    return [
        _FullName(crc32(key.encode()), number, slug, " " not in key, adler32(key.encode()))
        for slug, found in keys.items()
        for number in (entity_index.get_or_create_id(db, scope, slug),)
        for key in found
    ]


def _list_holders(db: StoreDatabase, names: Sequence[_FullName]) -> list[list[int]]:
    """Return the articles that hold each of *names*, two of them at most."""
    if not names:
        return []
    rows = db.fetch_all(
        _HOLDERS_STATEMENT,
        {"hashes": json.dumps([one.hash for one in names]), "actors": json.dumps([one.actor for one in names])},
    )
    return [[int(article) for article in row[0].split(",")] if row[0] else [] for row in rows]


def _mark_unreconciled(
    db: StoreDatabase, scope: int, names: Sequence[_FullName], holders: Sequence[list[int]], *, is_new: bool
) -> None:
    """Mark the articles for which the evidence changes by *names*, which are also held by the articles *holders*."""
    pairs = list(zip(names, holders, strict=True))
    # What an article holds itself is no evidence for it, until another holds it too.
    db.execute_many(
        "UPDATE articles SET settled = 0 WHERE id = ? AND EXISTS"
        " (SELECT 1 FROM features WHERE kind = ? AND hash = ? AND article = ?)",
        ((held[0], int(FeatureKind.LONE), one.hash, held[0]) for one, held in pairs if len(held) == 1),
    )
    changed = defaultdict[int, list[_FullName]](list)
    for one, held in pairs:
        if not held:
            changed[one.hash].append(one)
    waiting = db.fetch_all(
        _WAITING_STATEMENT, {"hashes": json.dumps(sorted(changed)), "kind": int(FeatureKind.LONE)}
    ) if changed else []  # fmt: skip
    for (number,) in waiting:
        _mark_short_names(db, scope, number, changed[number], is_new=is_new)


def _mark_short_names(db: StoreDatabase, scope: int, number: int, names: Sequence[_FullName], *, is_new: bool) -> None:
    """Mark the articles with a short name of the hash *number*, unless *names* can't change what these may mean."""
    slugs = {one.slug for one in names}
    few = _fetch_ids(db, [number], scope, limit=_FEW_IDS)
    if _is_hopeless((slug, article) for _, _, slug, article in few if slug not in slugs):
        return
    found = {row[2] for row in _fetch_ids(db, [number], scope)}
    changed = found - slugs if is_new else found | slugs
    is_same = all(one.is_surname for one in names) and choose_fullest_id(found) == choose_fullest_id(changed)
    if is_same and scope != PUBLIC_SCOPE_ID:
        return
    db.execute(
        "UPDATE articles SET settled = 0 WHERE ? IN (1, scope) AND scope <> ?"
        " AND id IN (SELECT article FROM features WHERE kind = ? AND hash = ?)",
        (scope, scope if is_same else 0, int(FeatureKind.LONE), number),
    )


def _is_hopeless(holders: Iterable[tuple[str, int]]) -> bool:
    """Return whether so different ids in so many articles have a name in common that it is nobody's alone."""
    words, articles = set[tuple[str, ...]](), set[int]()
    for slug, article in holders:
        last_word = tuple(split_name_parts(slug)[-1:])
        if last_word not in words and article not in articles:
            words.add(last_word)
            articles.add(article)
    return len(words) >= _MIN_DIFFERENT_IDS


def _fetch_ids(
    db: StoreDatabase, hashes: Iterable[int], scope_id: int, scope: str = "", article_id: int = 0, limit: int = -1
) -> list[tuple[int, int, str, int]]:
    """Return hash, checksum, id and first article of each actor who has a name with one of the hashes elsewhere."""
    values = {"hashes": json.dumps(sorted(set(hashes))), "scope": scope, "scope_id": scope_id, "article": article_id}
    statement = _IDS_STATEMENT if limit >= 0 else _IDS_STATEMENT.removesuffix(" LIMIT :limit")
    return db.fetch_all(statement, {**values, "limit": limit} if limit >= 0 else values)


class FullNameMixin(SqlBase):
    """The index of full names."""

    @in_snapshot
    def find_full_names(self, keys: Sequence[str], scope: str = "", article: str = "") -> Mapping[str, frozenset[str]]:
        by_hash = {(crc32(key.encode()), adler32(key.encode())): key for key in keys}
        rows = self._db.fetch_all(
            "SELECT a.id FROM articles a JOIN scopes s ON s.id = a.scope WHERE s.name = ? AND a.key = ?",
            (scope, article),
        )
        found = defaultdict[str, set[str]](set)
        for number, checksum, slug, _ in _fetch_ids(
            self._db, (one[0] for one in by_hash), 0, scope, rows[0][0] if rows else 0
        ):
            if key := by_hash.get((number, checksum)):
                found[key].add(slug)
        return {key: frozenset(slugs) for key, slugs in found.items()}
