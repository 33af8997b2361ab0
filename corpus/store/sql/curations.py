"""Store, list and delete curations, feeds and topics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace

from corpus.entities import CurationAction
from corpus.errors import NotStored
from corpus.models import Passage, Topic, normalize_topic_name
from corpus.models.text import _, dump_text, load_text
from corpus.store.records import CurationRecord, Feed
from corpus.store.sql.base import SqlBase, in_transaction, increment_sequence
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.documents import ArticleMixin, get_or_create_scope_id
from corpus.store.sql.serialization import dump_json


def fetch_curations(db: StoreDatabase, scope: str) -> tuple[CurationRecord, ...]:
    """Return the curations that apply to *scope*, shared ones before its own."""
    rows = db.fetch_all(
        "SELECT action, actor, value, s.name FROM curations c JOIN scopes s ON s.id = c.scope WHERE s.name IN ('', ?)"
        " ORDER BY s.name, c.id",
        (scope,),
    )
    return tuple(CurationRecord(*row) for row in rows)


def load_merged_ids(db: StoreDatabase, scope: str) -> Mapping[str, str]:
    """Return the final id of each merged actor for *scope*; articles of the shared scope may still have the old id."""
    pairs = {word.actor: word.value for word in fetch_curations(db, scope) if word.action == CurationAction.MERGE.value}
    final_ids = {}
    for merged_id, target_id in pairs.items():
        seen = {merged_id}
        while target_id in pairs and target_id not in seen:
            seen.add(target_id)
            target_id = pairs[target_id]  # noqa: PLW2901
        final_ids[merged_id] = target_id
    return final_ids


def replace_merged_ids(passages: Iterable[Passage], final_ids: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return *passages* with the ids of merged actors replaced by their final ids."""
    return tuple(
        replace(
            one,
            mentions=tuple(replace(m, actor=final_ids.get(m.actor or "", m.actor)) for m in one.mentions),
            quotations=tuple(replace(q, speaker=final_ids.get(q.speaker or "", q.speaker)) for q in one.quotations),
        )
        for one in passages
    )


_STATE_FIELDS = tuple(part.name for part in fields(Feed) if part.name not in {"url", "title", "scope"})


def _load_feed(url: str, title: str, scope: str, state: str) -> Feed:
    values = json.loads(state)
    values["seen"] = tuple(values.get("seen", ()))
    values["left_out"] = tuple(
        (title, address, load_text(reason)) for title, address, reason in values.get("left_out", ())
    )
    values["error"] = load_text(values.get("error", ""))
    return Feed(url, title, scope, **values)


def _dump_state(feed: Feed) -> str:
    values = {name: getattr(feed, name) for name in _STATE_FIELDS}
    values["left_out"] = [(title, address, dump_text(reason)) for title, address, reason in feed.left_out]
    return dump_json({**values, "error": dump_text(feed.error)})


def _load_topic(scope: str, data: str) -> Topic:
    parts = json.loads(data)
    return Topic(parts.pop("name"), scope=scope, **{part: tuple(value) for part, value in parts.items()})


class CurationMixin(SqlBase):
    """Curations: what a person decided about actors."""

    @in_transaction
    def add_curation(self, curation: CurationRecord) -> None:
        before = len(fetch_curations(self._db, curation.scope))
        self._db.execute(
            "INSERT INTO curations (scope, action, actor, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (get_or_create_scope_id(self._db, curation.scope), curation.action, curation.actor, curation.value),
        )
        if len(fetch_curations(self._db, curation.scope)) > before:
            increment_sequence(self._db)

    @in_transaction
    def delete_curation(self, curation: CurationRecord) -> None:
        if curation in fetch_curations(self._db, curation.scope):
            scope = get_or_create_scope_id(self._db, curation.scope)
            self._db.execute(
                "DELETE FROM curations WHERE (scope, action, actor, value) = (?, ?, ?, ?)",
                (scope, curation.action, curation.actor, curation.value),
            )
            increment_sequence(self._db)

    def list_curations(self, scope: str = "") -> tuple[CurationRecord, ...]:
        return fetch_curations(self._db, scope)


class FeedMixin(ArticleMixin):
    """Feeds, each with the state of its polling."""

    def list_feeds(self, scope: str | None = None) -> tuple[Feed, ...]:
        rows = self._db.fetch_all(
            "SELECT url, title, s.name, state FROM feeds f JOIN scopes s ON s.id = f.scope"
            " WHERE ? IS NULL OR s.name = ? ORDER BY s.name, url",
            (scope, scope),
        )
        return tuple(_load_feed(*row) for row in rows)

    @in_transaction
    def save_feed(self, feed: Feed) -> None:
        self._db.execute(
            "INSERT INTO feeds (scope, url, title, state) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (scope, url) DO UPDATE SET title = excluded.title, state = excluded.state",
            (get_or_create_scope_id(self._db, feed.scope), feed.url, feed.title, _dump_state(feed)),
        )

    def claim_feed(self, feed: Feed, claimed: Feed) -> bool:
        # Outside of a transaction, which would wait for whoever stores articles. Of two processes that find the same
        # time due, the second one finds another when the first one's statement ends.
        changed = self._db.execute(
            "UPDATE feeds SET state = ? WHERE url = ? AND scope = (SELECT id FROM scopes WHERE name = ?)"
            " AND coalesce(json_extract(state, '$.due'), '') = ?",
            (_dump_state(claimed), feed.url, feed.scope, feed.due),
        )
        return changed == 1

    @in_transaction
    def delete_feed(self, url: str, scope: str = "", *, articles: bool = False) -> int:
        rows = self._db.fetch_all(
            "SELECT f.id FROM feeds f JOIN scopes s ON s.id = f.scope WHERE url = ? AND s.name = ?", (url, scope)
        )
        if not rows:
            raise NotStored(url, _("I don't follow a feed with the address {url}.", url=url))
        keys = self._db.fetch_all("SELECT key FROM articles WHERE feed = ?", rows[0]) if articles else []
        for (key,) in keys:
            self.delete_article(key, scope)
        self._db.execute("UPDATE articles SET feed = NULL WHERE feed = ?", rows[0])
        self._db.execute("DELETE FROM feeds WHERE id = ?", rows[0])
        return len(keys)


class TopicMixin(SqlBase):
    """Topics."""

    def list_topics(self, scope: str | None = "") -> tuple[Topic, ...]:
        rows = self._db.fetch_all(
            "SELECT t.folded, s.name, t.told FROM topics t JOIN scopes s ON s.id = t.scope"
            " WHERE ? IS NULL OR s.name IN ('', ?) ORDER BY t.folded, s.name",
            (scope, scope),
        )
        topics = {(folded, owner if scope is None else ""): _load_topic(owner, data) for folded, owner, data in rows}
        return tuple(topics.values())

    @in_transaction
    def save_topic(self, topic: Topic) -> None:
        parts = {name: value for name, value in asdict(topic).items() if name != "scope"}
        self._db.execute(
            "INSERT INTO topics (scope, folded, told) VALUES (?, ?, ?)"
            " ON CONFLICT (scope, folded) DO UPDATE SET told = excluded.told",
            (get_or_create_scope_id(self._db, topic.scope), topic.folded, dump_json(parts)),
        )

    @in_transaction
    def delete_topic(self, name: str, scope: str = "") -> None:
        rows = self._db.fetch_all(
            "SELECT t.id FROM topics t JOIN scopes s ON s.id = t.scope WHERE t.folded = ? AND s.name = ?",
            (normalize_topic_name(name), scope),
        )
        if not rows:
            raise NotStored(name, _("I found no topic called “{name}”.", name=name))
        self._db.execute("DELETE FROM topics WHERE id = ?", rows[0])
