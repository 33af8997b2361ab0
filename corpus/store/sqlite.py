"""The store in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Self, TypeVar

from corpus.model import Actor, Census, Document, Passage, Query, Topic
from corpus.store import (
    casting,
    checking,
    counting,
    curations,
    features,
    feeds,
    forgetting,
    reading,
    searching,
    topics,
    writing,
)
from corpus.store.connection import Database
from corpus.store.features import Feature, Features
from corpus.store.records import Arrival, Curation, Feed, Held, Listed, Settled

#: Censuses, and short answers, kept until the store changes: the same ones are asked for with every question.
_KEPT = 16
#: Passages of a short answer.
_FEW = 300

Kept = TypeVar("Kept")


class SqliteStore:
    """
    `corpus.store.Store` on SQLite; threads may share it.

    Args:
        url: The address it was opened by.
        db: The database behind it.
    """

    def __init__(self, url: str, db: Database) -> None:
        self._url, self._db = url, db
        self._censuses: dict[Query, Census] = {}
        self._found: dict[Query, tuple[Passage, ...]] = {}
        self._state = (0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The address it was opened by."""
        return self._url

    def writing(self) -> AbstractContextManager[None]:
        """Do all that happens inside, or nothing."""
        return self._db.writing()

    def add(self, arrival: Arrival) -> int:
        """Store one revision of one article wholly or not at all; give the new sequence number."""
        with self._db.writing():
            return writing.add(self._db, arrival)

    def held(self, scope: str, *, address: str, name: str) -> tuple[Held, ...]:
        """List the articles of exactly this scope that have this address, this name, or this name as key, by key."""
        return reading.held(self._db, scope, address, name)

    def keys(self, scope: str = "") -> tuple[str, ...]:
        """List the keys that *scope* sees, in order."""
        return reading.keys(self._db, scope)

    def listed(self, scope: str | None = "") -> tuple[Listed, ...]:
        """List the articles that *scope* sees, or those of all scopes for None, in the order of their keys."""
        return reading.listed(self._db, scope)

    def document(self, key: str, scope: str = "", revision: int | None = None) -> Document:
        """Give one document: the current revision as the corpus tells it, or an older one as it was read."""
        with self._db.reading():
            return reading.document(self._db, key, scope, revision)

    def as_read(self, key: str, scope: str = "") -> Arrival:
        """Give the current revision of an article of exactly this scope as it was read alone."""
        with self._db.reading():
            return reading.as_read(self._db, key, scope)

    def arrivals(self) -> Iterator[Arrival]:
        """Give every revision of every article of all scopes as it was read alone, by scope, key and revision."""
        return reading.arrivals(self._db)

    def replace(self, arrival: Arrival) -> None:
        """Put another reading of the same text in the place of what was read; key, text and arrival stay."""
        with self._db.writing():
            writing.replace(self._db, arrival)

    def documents(self, scope: str = "") -> Iterator[Document]:
        """Give the documents that *scope* sees, in the order of their keys, one at a time."""
        return reading.documents(self._db, scope)

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Give the best passages for *query*, best first; equal scores by date, newest first, then by key and place."""
        with self._db.reading():
            if (state := self._db.state()) != self._state:
                self._found.clear()
                self._state = state
            found = self._found.get(query)
            if found is None:
                found = searching.search(self._db, query)
                if len(found) <= _FEW:
                    _keep(self._found, query, found)
            return found

    def census(self, query: Query) -> Census:
        """Count what *query* covers."""
        with self._db.reading():
            covered = replace(query, terms=(), limit=0)
            known = self._censuses.get(covered)
            if known is None or known.sequence != reading.sequence(self._db):
                known = counting.census(self._db, query)
                _keep(self._censuses, covered, known)
            return counting.with_terms(self._db, known, query)

    def frequencies(self, query: Query) -> Census:
        """Count the sentences that *query* covers, and those of them that hold each of its words; nothing else."""
        with self._db.reading():
            return counting.frequencies(self._db, query)

    def sequence(self) -> int:
        """Give the number of the last change."""
        return reading.sequence(self._db)

    def actors(self, scope: str = "") -> tuple[Actor, ...]:
        """List the actors that the articles seen by *scope* name, by id."""
        return reading.actors(self._db, scope)

    def delete(self, key: str, scope: str = "") -> None:
        """Take an article of exactly this scope out, with all its revisions."""
        with self._db.writing():
            writing.delete(self._db, key, scope)

    def delete_feed(self, url: str, scope: str = "", *, articles: bool = False) -> int:
        """Forget a feed, and on wish the articles that came by it; give the number of articles deleted."""
        with self._db.writing():
            return feeds.delete(self._db, url, scope, articles=articles)

    def feeds(self, scope: str | None = None) -> tuple[Feed, ...]:
        """List the feeds of exactly this scope, or of all scopes for None, by scope and address."""
        return feeds.feeds(self._db, scope)

    def keep_feed(self, feed: Feed) -> None:
        """Store a feed under its scope and address, in the place of what was known of it."""
        with self._db.writing():
            feeds.keep(self._db, feed)

    def topics(self, scope: str | None = "") -> tuple[Topic, ...]:
        """List the topics that *scope* sees, or those of all scopes for None; of one name a scope sees its own."""
        return topics.topics(self._db, scope)

    def keep_topic(self, topic: Topic) -> None:
        """Store a topic under its scope and name, in the place of what was called so."""
        with self._db.writing():
            topics.keep(self._db, topic)

    def drop_topic(self, name: str, scope: str = "") -> None:
        """Forget a topic of exactly this scope."""
        with self._db.writing():
            topics.drop(self._db, name, scope)

    def curations(self, scope: str = "") -> tuple[Curation, ...]:
        """List the curators' words that hold for *scope*, oldest first, everybody's before its own."""
        return curations.curations(self._db, scope)

    def curate(self, curation: Curation) -> None:
        """Keep a curator's word."""
        with self._db.writing():
            curations.curate(self._db, curation)

    def uncurate(self, curation: Curation) -> None:
        """Take a curator's word back; nothing happens where it is not kept."""
        with self._db.writing():
            curations.uncurate(self._db, curation)

    def unsettled(self) -> tuple[tuple[str, str], ...]:
        """List (scope, key) of the articles that wait for `settle`."""
        return reading.unsettled(self._db)

    def settle(self, settled: Iterable[Settled]) -> None:
        """Put in what the whole corpus tells, all or nothing."""
        with self._db.writing():
            for one in settled:
                writing.settle(self._db, one)

    def regroup(self, origins: Iterable[tuple[tuple[str, str], str]]) -> None:
        """Put in the origin of each (scope, key): the key of the first of its near copies, or its own."""
        with self._db.writing():
            for (scope, key), origin in origins:
                writing.regroup(self._db, key, scope, origin)

    def features(self, key: str, scope: str = "") -> Features:
        """Give the hashes by which an article of exactly this scope is found to belong together with others."""
        return features.of(self._db, reading.own_number(self._db, key, scope))

    def near(
        self, kind: Feature, hashes: tuple[int, ...], scope: str | None = "", least: int = 1
    ) -> tuple[tuple[str, str, int, int], ...]:
        """List (scope, key, hashes shared, hashes it has) of the articles that share *least* hashes of *kind*."""
        return features.near(self._db, kind, hashes, scope, least)

    def surnamed(self, word: str, scope: str = "") -> tuple[str, ...]:
        """List the ids of the persons seen by *scope* whose full name begins or ends with this word of a slug."""
        return casting.surnamed(self._db, word, scope)

    def scopes(self) -> tuple[str, ...]:
        """List the scopes that something is or was kept for; everybody's is always there."""
        return forgetting.scopes(self._db)

    def forget(self, scope: str) -> int:
        """Delete all that is kept for a scope that is not everybody's; give how many articles that were."""
        with self._db.writing():
            return forgetting.forget(self._db, scope)

    def clean(self) -> None:
        """Take what was deleted out of the indexes and the file, in steps between which others may write."""
        forgetting.clean(self._db)

    def check(self) -> tuple[str, ...]:
        """Check hashes, spans and indexes; give a sentence for each fault, none where all is well."""
        return tuple(checking.faults(self._db))

    def close(self) -> None:
        """Give the database back."""
        self._db.close()


def _keep(kept: dict[Query, Kept], query: Query, value: Kept) -> None:
    """Keep *value* as the newest of *kept*, and let the oldest go where there are many."""
    kept.pop(query, None)
    kept[query] = value
    if len(kept) > _KEPT:
        del kept[next(iter(kept))]
