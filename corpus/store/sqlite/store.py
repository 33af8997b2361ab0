"""Implementation of the store protocol on one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Self, TypeVar

from corpus.models import Actor, CorpusStats, Document, Passage, Query, Topic
from corpus.store.records import (
    ArticleRecord,
    ArticleSummary,
    CrossDocUpdate,
    CurationRecord,
    ExistingArticle,
    FeatureHashes,
    FeatureKind,
    Feed,
)
from corpus.store.sqlite import maintenance, search
from corpus.store.sqlite.curations import (
    add_curation,
    delete_curation,
    delete_feed,
    delete_topic,
    list_curations,
    list_feeds,
    list_topics,
    save_feed,
    save_topic,
)
from corpus.store.sqlite.database import Database
from corpus.store.sqlite.documents import (
    add_article,
    apply_update,
    delete_article,
    find_article_id,
    find_existing,
    get_document,
    get_record,
    get_sequence,
    list_actors,
    list_articles,
    list_keys,
    list_unreconciled,
    replace_annotations,
    set_origin,
    stream_documents,
    stream_records,
)
from corpus.store.sqlite.entity_index import find_by_surname
from corpus.store.sqlite.fingerprint_index import find_similar, get_features

#: Maximum number of cached statistics, and of cached short results: every question asks for the same ones.
_MAX_CACHED_RESULTS = 16
#: Maximum number of passages in a cached result.
_MAX_CACHED_PASSAGES = 300

CachedValue = TypeVar("CachedValue")


class SqliteStore:
    """
    `corpus.store.protocol.Store` on SQLite; threads may share it.

    Args:
        url: The URL with which it was opened.
        db: Its database.
    """

    def __init__(self, url: str, db: Database) -> None:
        self._url, self._db = url, db
        self._stats_cache: dict[Query, CorpusStats] = {}
        self._search_cache: dict[Query, tuple[Passage, ...]] = {}
        self._change_counters = (0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The URL with which it was opened."""
        return self._url

    def transaction(self) -> AbstractContextManager[None]:
        """Commit all changes made in the context, or none of them if it raises."""
        return self._db.transaction()

    def add_article(self, record: ArticleRecord) -> int:
        """Add one revision of one article atomically; return the new sequence number."""
        with self._db.transaction():
            return add_article(self._db, record)

    def find_existing(self, scope: str, *, address: str, name: str) -> tuple[ExistingArticle, ...]:
        """Return the articles of exactly this scope with this address, name, or name as key, sorted by key."""
        return find_existing(self._db, scope, address, name)

    def list_keys(self, scope: str = "") -> tuple[str, ...]:
        """Return the keys of the articles visible to *scope*, sorted."""
        return list_keys(self._db, scope)

    def list_articles(self, scope: str | None = "") -> tuple[ArticleSummary, ...]:
        """Return the articles visible to *scope*, or those of all scopes for None, sorted by key."""
        return list_articles(self._db, scope)

    def get_document(self, key: str, scope: str = "", revision: int | None = None) -> Document:
        """Return one document: by default the current revision, reconciled with the corpus if that has been done."""
        with self._db.snapshot():
            return get_document(self._db, key, scope, revision)

    def get_record(self, key: str, scope: str = "") -> ArticleRecord:
        """Return the current revision of an article of exactly this scope as annotated on its own."""
        with self._db.snapshot():
            return get_record(self._db, key, scope)

    def stream_records(self) -> Iterator[ArticleRecord]:
        """Yield all revisions of all articles as annotated on their own, sorted by scope, key and revision."""
        return stream_records(self._db)

    def replace_annotations(self, record: ArticleRecord) -> None:
        """Replace the annotations of a current revision; its key, text and sequence number stay the same."""
        with self._db.transaction():
            replace_annotations(self._db, record)

    def stream_documents(self, scope: str = "") -> Iterator[Document]:
        """Yield the documents visible to *scope*, sorted by key."""
        return stream_documents(self._db, scope)

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Return the best passages for *query*, sorted by score, then newest first, then by key and position."""
        with self._db.snapshot():
            if (counters := self._db.read_change_counters()) != self._change_counters:
                self._search_cache.clear()
                self._change_counters = counters
            passages = self._search_cache.get(query)
            if passages is None:
                passages = search.search(self._db, query)
                if len(passages) <= _MAX_CACHED_PASSAGES:
                    _cache_result(self._search_cache, query, passages)
            return passages

    def load_neighbours(self, passages: Sequence[Passage], distance: int, scope: str = "") -> tuple[Passage, ...]:
        """Return *passages* together with the sentences up to *distance* before and after each."""
        return search.load_neighbours(self._db, passages, distance, scope)

    def compute_stats(self, query: Query) -> CorpusStats:
        """Return counts over the articles that *query* covers."""
        with self._db.snapshot():
            cache_key = replace(query, terms=(), limit=0)
            stats = self._stats_cache.get(cache_key)
            if stats is None or stats.sequence != get_sequence(self._db):
                stats = search.compute_stats(self._db, query)
                _cache_result(self._stats_cache, cache_key, stats)
            return search.add_term_counts(self._db, stats, query)

    def count_terms(self, query: Query) -> CorpusStats:
        """Return only the number of sentences that *query* covers, in total and with each of its terms."""
        with self._db.snapshot():
            return search.count_terms(self._db, query)

    def get_sequence(self) -> int:
        """Return the sequence number of the last change."""
        return get_sequence(self._db)

    def list_actors(self, scope: str = "") -> tuple[Actor, ...]:
        """Return the actors in the articles visible to *scope*, sorted by id."""
        return list_actors(self._db, scope)

    def delete_article(self, key: str, scope: str = "") -> None:
        """Delete an article of exactly this scope, with all its revisions."""
        with self._db.transaction():
            delete_article(self._db, key, scope)

    def delete_feed(self, url: str, scope: str = "", *, articles: bool = False) -> int:
        """Delete a feed and, if *articles* is set, the articles that came from it; return their number."""
        with self._db.transaction():
            return delete_feed(self._db, url, scope, articles=articles)

    def list_feeds(self, scope: str | None = None) -> tuple[Feed, ...]:
        """Return the feeds of exactly this scope, or of all scopes for None, sorted by scope and URL."""
        return list_feeds(self._db, scope)

    def save_feed(self, feed: Feed) -> None:
        """Insert or replace the feed with this scope and URL."""
        with self._db.transaction():
            save_feed(self._db, feed)

    def list_topics(self, scope: str | None = "") -> tuple[Topic, ...]:
        """Return the topics visible to *scope*, or all for None; a scope's own topic hides a shared one of its name."""
        return list_topics(self._db, scope)

    def save_topic(self, topic: Topic) -> None:
        """Insert or replace the topic with this scope and name."""
        with self._db.transaction():
            save_topic(self._db, topic)

    def delete_topic(self, name: str, scope: str = "") -> None:
        """Delete a topic of exactly this scope."""
        with self._db.transaction():
            delete_topic(self._db, name, scope)

    def list_curations(self, scope: str = "") -> tuple[CurationRecord, ...]:
        """Return the curations that apply to *scope*: shared ones first, then its own, each oldest first."""
        return list_curations(self._db, scope)

    def add_curation(self, curation: CurationRecord) -> None:
        """Add a curation; adding it again has no effect."""
        with self._db.transaction():
            add_curation(self._db, curation)

    def delete_curation(self, curation: CurationRecord) -> None:
        """Delete a curation, if it is stored."""
        with self._db.transaction():
            delete_curation(self._db, curation)

    def list_unreconciled(self) -> tuple[tuple[str, str], ...]:
        """Return scope and key of the articles that are not yet reconciled with the corpus."""
        return list_unreconciled(self._db)

    def apply_updates(self, updates: Iterable[CrossDocUpdate]) -> None:
        """Apply cross-document updates to articles, all or none, and mark these as reconciled."""
        with self._db.transaction():
            for one in updates:
                apply_update(self._db, one)

    def set_origins(self, origins: Iterable[tuple[tuple[str, str], str]]) -> None:
        """Set the origin of each (scope, key): the first key in its group of near-duplicates, or its own key."""
        with self._db.transaction():
            for (scope, key), origin in origins:
                set_origin(self._db, key, scope, origin)

    def get_features(self, key: str, scope: str = "") -> FeatureHashes:
        """Return the feature hashes by which articles related to an article of exactly this scope are found."""
        return get_features(self._db, find_article_id(self._db, key, scope))

    def find_similar(
        self, kind: FeatureKind, hashes: tuple[int, ...], scope: str | None = "", min_shared: int = 1
    ) -> tuple[tuple[str, str, int, int], ...]:
        """Return (scope, key, shared hashes, total hashes) of the articles that share at least *min_shared* hashes."""
        return find_similar(self._db, kind, hashes, scope, min_shared)

    def find_by_surname(self, word: str, scope: str = "") -> tuple[str, ...]:
        """Return the ids of the persons visible to *scope* whose full name begins or ends with this slug word."""
        return find_by_surname(self._db, word, scope)

    def list_scopes(self) -> tuple[str, ...]:
        """Return the scopes that contain or contained data; always includes the shared scope ``""``."""
        return maintenance.list_scopes(self._db)

    def delete_scope(self, scope: str) -> int:
        """Delete all data of a scope other than the shared one; return the number of articles deleted."""
        with self._db.transaction():
            return maintenance.delete_scope(self._db, scope)

    def vacuum(self) -> None:
        """Remove deleted data from the word index and the file, in steps between which others may write."""
        maintenance.vacuum(self._db)

    def check_integrity(self) -> tuple[str, ...]:
        """Check hashes, spans and indexes; return a sentence for each fault."""
        return tuple(maintenance.find_faults(self._db))

    def close(self) -> None:
        """Close the database."""
        self._db.close()


def _cache_result(cache: dict[Query, CachedValue], query: Query, value: CachedValue) -> None:
    """Add *value* to the cache as its newest entry, and drop the oldest entry if the cache is full."""
    cache.pop(query, None)
    cache[query] = value
    if len(cache) > _MAX_CACHED_RESULTS:
        del cache[next(iter(cache))]
