"""Index of the hashes of articles by scope and publisher, and the near-duplicates found by them."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.publishers import hash_publisher
from corpus.store.fingerprints import (
    MAX_HOLDERS,
    MIN_SHARED_HASHES,
    Sketch,
    compare_sketches,
    may_be_copy_by_standing_text,
)
from corpus.store.records import FeatureKind
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.facets import PUBLIC_SCOPE_ID

#: Articles of one scope that are compared for one hash. Where more hold it, it is of a report that many outlets have,
#: and to be near a few of them is enough; the next number is only tried for an article that is not.
_MAX_COMPARED_HOLDERS = (8, 64, 512)
#: An article that loses a near-duplicate and has fewer than this left is compared anew: others may have been left out.
_MIN_LINKS = 4
#: States of an article in the queue: its near-duplicates have to be found; they are; they are, and it had none before.
_WAITING, _SEARCHED, JOINED = 0, 1, 2

# The correlated subqueries read no further in the index than their limit.
_HELD_TOO_OFTEN_STATEMENT = (
    "SELECT value FROM json_each(:hashes) WHERE (SELECT count(*) FROM (SELECT 1 FROM copy_hashes"
    " WHERE hash = value AND scope = :scope AND publisher = :publisher LIMIT :most + 1) AS held) > :most"
)
_HOLDERS_STATEMENT = (
    "SELECT (SELECT group_concat(article) FROM (SELECT article FROM copy_hashes"
    " WHERE hash = value AND scope = :scope LIMIT :most) AS held) FROM json_each(:hashes)"
)
# CROSS JOIN enforces the order written; else SQLite would scan the whole table and look up each row in `wanted`.
_SERVER_HOLDERS_STATEMENT = (
    "SELECT article FROM json_each(:hashes) AS wanted CROSS JOIN copy_hashes c ON c.hash = wanted.value"
    " AND c.scope > :public GROUP BY article HAVING count(*) >= :least"
)

#: Other article, its scope, shared hashes, and whether one contains the other, as in the table of links.
Link = tuple[int, int, int, int]


def index_copy_hashes(db: StoreDatabase, article_id: int, hashes: Sequence[int]) -> None:
    """Index the hashes of article *article_id*, and have its near-duplicates found by the next `search_copies`."""
    scope, outlet, address = db.fetch_all("SELECT scope, outlet, address FROM articles WHERE id = ?", (article_id,))[0]
    publisher = hash_publisher(outlet, address)
    db.execute("UPDATE articles SET publisher = ? WHERE id = ?", (publisher, article_id))
    db.execute_many("INSERT INTO copy_hashes VALUES (?, ?, ?, ?)", ((h, scope, publisher, article_id) for h in hashes))
    _enqueue(db, [article_id], _WAITING)
    standing = _list_held_too_often(db, hashes, scope, publisher)
    known = _list_standing(db, standing, (scope,))
    db.execute_many(
        "INSERT INTO standing_hashes VALUES (?, ?, ?) ON CONFLICT DO NOTHING", ((h, scope, publisher) for h in standing)
    )
    _enqueue_holders(db, standing - known, scope)


def remove_copy_hashes(db: StoreDatabase, article_id: int, hashes: Sequence[int]) -> None:
    """Remove article *article_id* from the index and from the near-duplicates of others."""
    scope, publisher = db.fetch_all("SELECT scope, publisher FROM articles WHERE id = ?", (article_id,))[0]
    db.execute_many(
        "DELETE FROM copy_hashes WHERE hash = ? AND scope = ? AND publisher = ? AND article = ?",
        ((h, scope, publisher, article_id) for h in hashes),
    )
    were_standing = _list_standing(db, hashes, (scope,))
    no_longer = were_standing - _list_held_too_often(db, were_standing, scope, publisher)
    db.execute_many(
        "DELETE FROM standing_hashes WHERE hash = ? AND scope = ? AND publisher = ?",
        ((h, scope, publisher) for h in no_longer),
    )
    _replace_links(db, article_id, scope, [])
    db.execute("DELETE FROM copy_queue WHERE article = ?", (article_id,))
    _enqueue_holders(db, no_longer - _list_standing(db, no_longer, (scope,)), scope)


def _list_held_too_often(db: StoreDatabase, hashes: Iterable[int], scope: int, publisher: int) -> set[int]:
    values = {"hashes": json.dumps(list(hashes)), "scope": scope, "publisher": publisher, "most": MAX_HOLDERS}
    return {row[0] for row in db.fetch_all(_HELD_TOO_OFTEN_STATEMENT, values)}


def _list_standing(db: StoreDatabase, hashes: Iterable[int], scopes: Iterable[int]) -> set[int]:
    rows = db.fetch_all(
        "SELECT s.hash FROM json_each(?) AS wanted CROSS JOIN standing_hashes s ON s.hash = wanted.value"
        " AND s.scope IN (SELECT value FROM json_each(?))",
        (json.dumps(list(hashes)), json.dumps(list(scopes))),
    )
    return {row[0] for row in rows}


def enqueue_grouping(db: StoreDatabase, article_ids: Iterable[int]) -> None:
    """Have the groups of articles formed anew."""
    _enqueue(db, article_ids, _SEARCHED)


def _enqueue(db: StoreDatabase, article_ids: Iterable[int], state: int) -> None:
    db.execute_many(
        "INSERT INTO copy_queue VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET state = excluded.state"
        " WHERE excluded.state < copy_queue.state",
        ((one, state) for one in article_ids),
    )


def _enqueue_holders(db: StoreDatabase, hashes: set[int], scope: int) -> None:
    """Have all articles compared anew that hold a hash which became standing text in *scope*, or no longer is any."""
    if hashes:
        rows = db.fetch_all(
            "SELECT DISTINCT article FROM json_each(?) AS wanted CROSS JOIN copy_hashes c ON c.hash = wanted.value"
            " AND (c.scope = ? OR ?)",
            (json.dumps(list(hashes)), scope, scope == PUBLIC_SCOPE_ID),
        )
        _enqueue(db, (row[0] for row in rows), _WAITING)


def list_links(db: StoreDatabase, article_id: int) -> list[Link]:
    """Return the near-duplicates of article *article_id*."""
    return db.fetch_all(
        "SELECT other, scope, shared, part FROM copy_links WHERE article = ? ORDER BY scope, other", (article_id,)
    )


def read_links(db: StoreDatabase, article_ids: Iterable[int]) -> dict[int, list[Link]]:
    """Return the near-duplicates of each of the articles."""
    found: dict[int, list[Link]] = {one: [] for one in article_ids}
    for article_id, *link in db.fetch_all(
        "SELECT article, other, scope, shared, part FROM copy_links WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(list(found)),),
    ):
        found[article_id].append(tuple(link))
    return found


def _replace_links(db: StoreDatabase, article_id: int, scope: int, links: list[Link]) -> None:
    """Replace the near-duplicates of an article, and queue those that are none any more."""
    old = list_links(db, article_id)
    if old == links:
        return
    db.execute("DELETE FROM copy_links WHERE article = ?", (article_id,))
    db.execute_many(
        "DELETE FROM copy_links WHERE article = ? AND scope = ? AND other = ?",
        ((other, scope, article_id) for other, *_ in old),
    )
    db.execute_many(
        "INSERT INTO copy_links VALUES (?, ?, ?, ?, ?)",
        ((article_id, other_scope, other, shared, part) for other, other_scope, shared, part in links),
    )
    db.execute_many(
        "INSERT INTO copy_links VALUES (?, ?, ?, ?, ?)",
        ((other, scope, article_id, shared, -part) for other, _, shared, part in links),
    )
    lost = {one[0] for one in old} - {one[0] for one in links}
    for other in sorted(lost):
        left = db.fetch_all("SELECT 1 FROM copy_links WHERE article = ? LIMIT ?", (other, _MIN_LINKS))
        _enqueue(db, [other], _SEARCHED if len(left) == _MIN_LINKS else _WAITING)


def search_copies(db: StoreDatabase, limit: int) -> int:
    """Find the near-duplicates of *limit* articles that wait for it; return their number."""
    waiting = [row[0] for row in db.fetch_all(
        "SELECT article FROM copy_queue WHERE state = ? ORDER BY article LIMIT ?", (_WAITING, limit)
    )]  # fmt: skip
    search = _CopySearch(db)
    for article_id in waiting:
        scope = search.get_scope(article_id)
        links = search.find_links(article_id)
        state = _SEARCHED if list_links(db, article_id) else JOINED
        db.execute("UPDATE copy_queue SET state = ? WHERE article = ?", (state, article_id))
        _replace_links(db, article_id, scope, links)
    return len(waiting)


class _CopySearch:
    """Finds the near-duplicates of articles; keeps what it has read, so nothing may change meanwhile."""

    def __init__(self, db: StoreDatabase) -> None:
        self._db = db
        self._articles = dict[int, tuple[int, frozenset[int]]]()
        self._sketches = dict[tuple[int, int], Sketch]()

    def get_scope(self, article_id: int) -> int:
        """Return the id of the scope of an article."""
        return self._load(article_id)[0]

    def find_links(self, article_id: int) -> list[Link]:
        """Return the near-duplicates of an article among those of its scope and the shared ones, or of all scopes."""
        scope = self.get_scope(article_id)
        sketch = self._get_sketch(article_id, scope)
        hashes = sketch.own | sketch.standing if may_be_copy_by_standing_text(sketch) else sketch.own
        wanted = json.dumps(sorted(hashes))
        candidates = {link[0] for link in list_links(self._db, article_id)}  # also those that others have found
        if scope == PUBLIC_SCOPE_ID:
            values = {"hashes": wanted, "public": PUBLIC_SCOPE_ID, "least": MIN_SHARED_HASHES}
            candidates.update(row[0] for row in self._db.fetch_all(_SERVER_HOLDERS_STATEMENT, values))
        links = dict[int, Link]()
        for most in _MAX_COMPARED_HOLDERS:
            holders = [self._list_holders(wanted, one, most) for one in {scope, PUBLIC_SCOPE_ID}]
            candidates.update(*(found for found, _ in holders))
            links.update(self._compare(article_id, candidates - links.keys() - {article_id}))
            if len(links) >= _MIN_LINKS or not any(are_more for _, are_more in holders):
                break
        return sorted(links.values(), key=lambda link: (link[1], link[0]))

    def _compare(self, article_id: int, others: Iterable[int]) -> Iterator[tuple[int, Link]]:
        """Yield those of *others* that are near-duplicates of an article."""
        scope = self.get_scope(article_id)
        for other in others:
            other_scope = self.get_scope(other)
            view = max(scope, other_scope)  # a server sees the shared articles with its own standing text
            one, two = self._get_sketch(article_id, view), self._get_sketch(other, view)
            if found := compare_sketches(one, two):
                shared, is_mutual = found
                part = 0 if is_mutual else 1 if len(one.own) < len(two.own) else -1
                yield other, (other, other_scope, shared, part)

    def _list_holders(self, hashes: str, scope: int, most: int) -> tuple[set[int], bool]:
        """Return the articles of a scope that share enough of *hashes*, and whether more than *most* hold any."""
        rows = self._db.fetch_all(_HOLDERS_STATEMENT, {"hashes": hashes, "scope": scope, "most": most})
        holders = [row[0].split(",") for row in rows if row[0]]
        counts = Counter(article for one in holders for article in one)
        found = {int(article) for article, count in counts.items() if count >= MIN_SHARED_HASHES}
        return found, any(len(one) == most for one in holders)

    def _get_sketch(self, article_id: int, view: int) -> Sketch:
        if (article_id, view) not in self._sketches:
            hashes = self._load(article_id)[1]
            standing = frozenset(_list_standing(self._db, hashes, (PUBLIC_SCOPE_ID, view)))
            self._sketches[article_id, view] = Sketch(hashes - standing, standing)
        return self._sketches[article_id, view]

    def _load(self, article_id: int) -> tuple[int, frozenset[int]]:
        if article_id not in self._articles:
            scope, sizes, packed = self._db.fetch_all(
                "SELECT scope, sizes, features FROM articles WHERE id = ?", (article_id,)
            )[0]
            size = json.loads(sizes).get(str(int(FeatureKind.COPY)), 0)
            self._articles[article_id] = scope, frozenset(array("I", packed)[:size])  # of all kinds, theirs are first
        return self._articles[article_id]
