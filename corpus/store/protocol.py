"""What every store can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, Self

from corpus.model import Actor, Census, Document, Passage, Query, Topic
from corpus.store.features import Feature, Features
from corpus.store.records import Arrival, Curation, Feed, Held, Listed, Settled


class Store(Protocol):
    """
    Documents in and out, and searches.

    Every method raises `StoreError` (`StoreLocked`, `StoreReadOnly`) when the database can't do it; what concerns one
    article raises `NotStored` when there is none. A *scope* sees its own articles and everybody's.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...

    @property
    def url(self) -> str:
        """The address it was opened by."""

    def writing(self) -> AbstractContextManager[None]:
        """Do all that happens inside, or nothing."""

    def add(self, arrival: Arrival) -> int:
        """Store one revision of one article wholly or not at all; give the new sequence number."""

    def held(self, scope: str, *, address: str, name: str) -> tuple[Held, ...]:
        """List the articles of exactly this scope that have this address, this name, or this name as key, by key."""

    def keys(self, scope: str = "") -> tuple[str, ...]:
        """List the keys that *scope* sees, in order."""

    def listed(self, scope: str | None = "") -> tuple[Listed, ...]:
        """List the articles that *scope* sees, or those of all scopes for None, in the order of their keys."""

    def document(self, key: str, scope: str = "", revision: int | None = None) -> Document:
        """Give one document: the current revision as the corpus tells it, or an older one as it was read."""

    def as_read(self, key: str, scope: str = "") -> Arrival:
        """Give the current revision of an article of exactly this scope as it was read alone."""

    def arrivals(self) -> Iterator[Arrival]:
        """Give every revision of every article of all scopes as it was read alone, by scope, key and revision."""

    def replace(self, arrival: Arrival) -> None:
        """Put another reading of the same text in the place of what was read; key, text and arrival stay."""

    def documents(self, scope: str = "") -> Iterator[Document]:
        """Give the documents that *scope* sees, in the order of their keys, one at a time."""

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Give the best passages for *query*, best first; equal scores by date, newest first, then by key and place."""

    def census(self, query: Query) -> Census:
        """Count what *query* covers."""

    def frequencies(self, query: Query) -> Census:
        """Count the sentences that *query* covers, and those of them that hold each of its words; nothing else."""

    def sequence(self) -> int:
        """Give the number of the last change."""

    def actors(self, scope: str = "") -> tuple[Actor, ...]:
        """List the actors that the articles seen by *scope* name, by id."""

    def delete(self, key: str, scope: str = "") -> None:
        """Take an article of exactly this scope out, with all its revisions."""

    def delete_feed(self, url: str, scope: str = "", *, articles: bool = False) -> int:
        """Forget a feed, and on wish the articles that came by it; give the number of articles deleted."""

    def feeds(self, scope: str | None = None) -> tuple[Feed, ...]:
        """List the feeds of exactly this scope, or of all scopes for None, by scope and address."""

    def keep_feed(self, feed: Feed) -> None:
        """Store a feed under its scope and address, in the place of what was known of it."""

    def topics(self, scope: str | None = "") -> tuple[Topic, ...]:
        """
        List the topics that *scope* sees, or those of all scopes for None, by name.

        Of two of one name a scope sees its own.
        """

    def keep_topic(self, topic: Topic) -> None:
        """Store a topic under its scope and name, in the place of what was called so."""

    def drop_topic(self, name: str, scope: str = "") -> None:
        """Forget a topic of exactly this scope."""

    def curations(self, scope: str = "") -> tuple[Curation, ...]:
        """List the curators' words that hold for *scope*, oldest first, everybody's before its own."""

    def curate(self, curation: Curation) -> None:
        """Keep a curator's word."""

    def uncurate(self, curation: Curation) -> None:
        """Take a curator's word back; nothing happens where it is not kept."""

    def unsettled(self) -> tuple[tuple[str, str], ...]:
        """List (scope, key) of the articles that wait for `settle`."""

    def settle(self, settled: Iterable[Settled]) -> None:
        """Put in what the whole corpus tells, all or nothing."""

    def regroup(self, origins: Iterable[tuple[tuple[str, str], str]]) -> None:
        """Put in the origin of each (scope, key): the key of the first of its near copies, or its own."""

    def features(self, key: str, scope: str = "") -> Features:
        """Give the hashes by which an article of exactly this scope is found to belong together with others."""

    def near(
        self, kind: Feature, hashes: tuple[int, ...], scope: str | None = "", least: int = 1
    ) -> tuple[tuple[str, str, int, int], ...]:
        """
        List (scope, key, hashes shared, hashes it has) of the articles that share *least* hashes of *kind*.

        Those that *scope* sees; those of all scopes for None.
        """

    def surnamed(self, word: str, scope: str = "") -> tuple[str, ...]:
        """List the ids of the persons seen by *scope* whose full name begins or ends with this word of a slug."""

    def scopes(self) -> tuple[str, ...]:
        """List the scopes that something is or was kept for; everybody's is always there."""

    def forget(self, scope: str) -> int:
        """Delete all that is kept for a scope that is not everybody's; give how many articles that were."""

    def clean(self) -> None:
        """Take what was deleted out of the indexes and the file, in steps between which others may write."""

    def check(self) -> tuple[str, ...]:
        """Check hashes, spans and indexes; give a sentence for each fault, none where all is well."""

    def close(self) -> None:
        """Give the database back."""
