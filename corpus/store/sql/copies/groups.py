"""Groups of near-duplicates, and the origins of their articles."""

from __future__ import annotations

import json
from collections.abc import Iterable

from corpus.store.fingerprints import CopyLink, GroupMember, group_copies
from corpus.store.sql.base import SqlBase, in_transaction, increment_sequence
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.copies.links import JOINED, Link, enqueue_grouping, list_links, read_links, search_copies
from corpus.store.sql.facets import PUBLIC_SCOPE_ID

#: Articles whose near-duplicates are found, or whose groups are set, in one step.
_STEP_ARTICLES = 200
_SHARED, _OWN = 0, 1


class OriginMixin(SqlBase):
    """
    The origins of articles.

    Shared articles are grouped among themselves; a server's articles also with shared ones, which then name the group.
    """

    @in_transaction
    def update_origins(self) -> bool:
        if search_copies(self._db, _STEP_ARTICLES):
            return True
        rows = self._db.fetch_all(
            "SELECT a.scope, a.id FROM copy_queue JOIN articles a ON a.id = article ORDER BY a.scope, a.id LIMIT ?",
            (_STEP_ARTICLES,),
        )
        waiting = {scope: [row[1] for row in rows if row[0] == scope] for scope, _ in rows}
        groups = _CopyGroups(self._db)
        for scope, article_ids in waiting.items():
            if scope == PUBLIC_SCOPE_ID:
                groups.update_shared(article_ids)
            else:
                groups.update_servers(scope, article_ids)
        return bool(rows)


class _CopyGroups:
    """Sets origins by the links of articles; each group is read once."""

    def __init__(self, db: StoreDatabase) -> None:
        self._db = db
        self._done = set[int]()

    def update_shared(self, article_ids: Iterable[int]) -> None:
        """Set the origins of shared articles, and have those of servers' articles that are copies of them set anew."""
        for article_id in article_ids:
            if article_id not in self._done and not self._join_group(article_id):
                self._update_shared_group(article_id)

    def _join_group(self, article_id: int) -> bool:
        """Add an article to the only group that it is linked with, if nothing else changes by that."""
        links = list_links(self._db, article_id)
        ((is_new, key, old),) = self._db.fetch_all(
            "SELECT state = ?, key, origin FROM copy_queue JOIN articles ON id = article WHERE id = ?",
            (JOINED, article_id),
        )
        if not is_new or any(scope != PUBLIC_SCOPE_ID or part for _, scope, _, part in links):
            return False
        rows = self._db.fetch_all(
            "SELECT origin, article IS NOT NULL FROM articles LEFT JOIN copy_queue ON article = id"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([link[0] for link in links]),),
        )
        origins = {origin for origin, _ in rows} or {key}
        if any(is_waiting for _, is_waiting in rows) or len(origins) > 1 or key < min(origins):
            return False
        self._finish({article_id: (key, old)}, {article_id: min(origins)})
        return True

    def _update_shared_group(self, article_id: int) -> None:
        links, names, waiting = dict[int, list[Link]](), dict[int, tuple[str, str]](), {article_id}
        while waiting:
            names.update(self._list_names(waiting))
            links.update(read_links(self._db, waiting))
            found = {link[0] for one in waiting for link in links[one] if link[1] == PUBLIC_SCOPE_ID}
            waiting = found - links.keys()
        nodes = {one: (_SHARED, key) for one, (key, _) in names.items()}
        self._finish(names, _list_origins(nodes, links))
        servers = {link[0] for found in links.values() for link in found if link[1] != PUBLIC_SCOPE_ID}
        enqueue_grouping(self._db, servers)

    def update_servers(self, scope: int, article_ids: Iterable[int]) -> None:
        """Set the origins of articles of server *scope*, whose groups include those of shared articles as they are."""
        for article_id in article_ids:
            if article_id not in self._done:
                self._update_servers_group(scope, article_id)

    def _update_servers_group(self, scope: int, article_id: int) -> None:
        links, names, waiting = dict[int, list[Link]](), dict[int, tuple[str, str]](), {article_id}
        shared = dict[int, GroupMember]()
        while waiting:
            names.update(self._list_names(waiting))
            links.update(read_links(self._db, waiting))
            found = {link[:2] for one in waiting for link in links[one]}
            new = self._list_names({other for other, where in found if where == PUBLIC_SCOPE_ID} - shared.keys())
            shared.update((one, (_SHARED, origin)) for one, (_, origin) in new.items())
            beside = self._list_copies_of(scope, {origin for _, origin in new.values()})
            waiting = ({other for other, where in found if where == scope} | beside) - links.keys()
        nodes = {one: (_OWN, key) for one, (key, _) in names.items()} | shared
        origins = _list_origins(nodes, links)
        self._finish(names, {one: origins[one] for one in names})

    def _list_names(self, article_ids: set[int]) -> dict[int, tuple[str, str]]:
        """Return key and origin of each article."""
        rows = self._db.fetch_all(
            "SELECT id, key, origin FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(article_ids)),),
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def _list_copies_of(self, scope: int, origins: set[str]) -> set[int]:
        """Return the articles of *scope* that are near-duplicates of shared articles with these origins."""
        rows = self._db.fetch_all(
            "SELECT DISTINCT other FROM json_each(?, '$') AS wanted CROSS JOIN articles a ON a.origin = wanted.value"
            " AND a.scope = ? CROSS JOIN copy_links l ON l.article = a.id AND l.scope = ?",
            (json.dumps(sorted(origins)), PUBLIC_SCOPE_ID, scope),
        )
        return {row[0] for row in rows}

    def _finish(self, names: dict[int, tuple[str, str]], origins: dict[int, str]) -> None:
        changed = [(origin, one) for one, origin in origins.items() if names[one][1] != origin]
        self._db.execute_many("UPDATE articles SET origin = ? WHERE id = ?", changed)
        self._db.execute_many("DELETE FROM copy_queue WHERE article = ?", ((one,) for one in origins))
        self._done.update(origins)
        if changed:
            increment_sequence(self._db)


def _list_origins(nodes: dict[int, GroupMember], links: dict[int, list[Link]]) -> dict[int, str]:
    """Return the origin of each article: the name of the first of its group."""
    found = [
        CopyLink(*((nodes[one], nodes[other]) if part >= 0 else (nodes[other], nodes[one])), shared, part == 0)
        for one, others in links.items()
        for other, _, shared, part in others
        if other in nodes
    ]
    groups = group_copies(nodes.values(), found)
    return {one: groups[node][1] for one, node in nodes.items()}
