"""The interface that every store implements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, Self

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


class Store(Protocol):
    """
    Storage and search of annotated articles, feeds, topics and curations.

    Every method raises `StoreError` (`StoreLocked`, `StoreReadOnly`) if the database fails; methods that concern one
    article raise `NotStored` if it doesn't exist. A *scope* is a server's id, or ``""`` for the shared scope; a server
    sees its own articles and the shared ones.
    """

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...

    @property
    def url(self) -> str:
        """The URL with which it was opened."""

    def transaction(self) -> AbstractContextManager[None]:
        """Commit all changes made in the context, or none of them if it raises."""

    def postpone_actors(self) -> AbstractContextManager[None]:
        """
        Aggregate what articles say of each actor at the end of the context, once for all that are added in it.

        Within it, `list_actors` and statistics have the actors as they were before.
        """

    def add_article(self, record: ArticleRecord) -> int:
        """Add one revision of one article atomically; return the new sequence number."""

    def find_existing(self, scope: str, *, address: str, name: str) -> tuple[ExistingArticle, ...]:
        """Return the articles of exactly this scope with this address, name, or name as key, sorted by key."""

    def list_keys(self, scope: str = "") -> tuple[str, ...]:
        """Return the keys of the articles visible to *scope*, sorted."""

    def list_articles(self, scope: str | None = "") -> tuple[ArticleSummary, ...]:
        """Return the articles visible to *scope*, or those of all scopes for None, sorted by key."""

    def list_titles(self, scope: str = "") -> tuple[tuple[str, str | None, str | None], ...]:
        """Return key, title and date of publication of the articles visible to *scope*, sorted by key."""

    def get_document(self, key: str, scope: str = "", revision: int | None = None) -> Document:
        """Return one document: by default the current revision, reconciled with the corpus if that has been done."""

    def get_record(self, key: str, scope: str = "", revision: int | None = None) -> ArticleRecord:
        """Return a revision of an article of exactly this scope, by default the current, as annotated on its own."""

    def list_revisions(self, key: str, scope: str = "") -> tuple[tuple[int, str], ...]:
        """
        Return the revisions of an article of exactly this scope, in ascending order.

        Each has its number and the day on which it was stored, in UTC, as an ISO value; ``""`` if that is unknown.
        """

    def find_revision(self, key: str, scope: str, sequence: int) -> int | None:
        """Return the newest revision of an article visible to *scope* added up to *sequence*; None without one."""

    def stream_records(self) -> Iterator[ArticleRecord]:
        """Yield all revisions of all articles as annotated on their own, in the order of arrival."""

    def replace_annotations(self, record: ArticleRecord) -> None:
        """Replace the annotations of a current revision; its key, text and sequence number stay the same."""

    def stream_documents(self, scope: str = "") -> Iterator[Document]:
        """Yield the documents visible to *scope*, sorted by key."""

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Return the best passages for *query*, sorted by score, then newest first, then by key and position."""

    def load_neighbours(self, passages: Sequence[Passage], distance: int, scope: str = "") -> tuple[Passage, ...]:
        """
        Return *passages* together with the sentences around them.

        Args:
            passages: Passages of current revisions, as found by `search`.
            distance: Number of sentences before and after each; those of boilerplate and links are left out.
            scope: Scope by which they were found.
        """

    def compute_stats(self, query: Query) -> CorpusStats:
        """Return counts over the articles that *query* covers."""

    def count_terms(self, query: Query) -> CorpusStats:
        """Return only the number of sentences that *query* covers, in total and with each of its terms."""

    def get_sequence(self) -> int:
        """Return the sequence number of the last change."""

    def raise_sequence(self, number: int) -> None:
        """Set the sequence number to *number* if it is lower, as for a copy of a part of another store."""

    def list_actors(self, scope: str = "") -> tuple[Actor, ...]:
        """Return the actors in the articles visible to *scope*, sorted by id."""

    def list_changed_actors(self, scope: str, since: int) -> Mapping[str, Actor | None] | None:
        """
        Return the actors visible to *scope* that may have changed after sequence number *since*, by id, sorted.

        Those that no article names any more are None. The result is None if it is unknown what has changed.
        """

    def delete_article(self, key: str, scope: str = "") -> None:
        """Delete an article of exactly this scope, with all its revisions."""

    def delete_feed(self, url: str, scope: str = "", *, articles: bool = False) -> int:
        """Delete a feed and, if *articles* is set, the articles that came from it; return their number."""

    def list_feeds(self, scope: str | None = None) -> tuple[Feed, ...]:
        """Return the feeds of exactly this scope, or of all scopes for None, sorted by scope and URL."""

    def save_feed(self, feed: Feed) -> None:
        """Insert or replace the feed with this scope and URL."""

    def claim_feed(self, feed: Feed, claimed: Feed) -> bool:
        """
        Store *claimed*, which is due later than *feed*, unless another process did so first; return whether it was.

        On a server it does not wait for whoever stores articles.
        """

    def list_topics(self, scope: str | None = "") -> tuple[Topic, ...]:
        """
        Return the topics visible to *scope*, or those of all scopes for None, sorted by name.

        A scope's own topic hides a shared one of the same name.
        """

    def save_topic(self, topic: Topic) -> None:
        """Insert or replace the topic with this scope and name."""

    def delete_topic(self, name: str, scope: str = "") -> None:
        """Delete a topic of exactly this scope."""

    def list_curations(self, scope: str = "") -> tuple[CurationRecord, ...]:
        """Return the curations that apply to *scope*: shared ones first, then its own, each oldest first."""

    def add_curation(self, curation: CurationRecord) -> None:
        """Add a curation; adding it again has no effect."""

    def delete_curation(self, curation: CurationRecord) -> None:
        """Delete a curation, if it is stored."""

    def list_unreconciled(self) -> tuple[tuple[str, str], ...]:
        """Return scope and key of the articles that are not yet reconciled with the corpus."""

    def apply_updates(self, updates: Iterable[CrossDocUpdate]) -> None:
        """Apply cross-document updates to articles, all or none, and mark these as reconciled."""

    def update_origins(self) -> bool:
        """
        Set the origins of some articles whose near-duplicates have changed.

        The origin of an article is the first key in its group of near-duplicates, or its own key.

        Returns:
            Whether there was anything to do; if so, there may be more.
        """

    def get_features(self, key: str, scope: str = "") -> FeatureHashes:
        """Return the feature hashes by which articles related to an article of exactly this scope are found."""

    def find_similar(
        self, kind: FeatureKind, hashes: tuple[int, ...], scope: str | None = "", min_shared: int = 1
    ) -> tuple[tuple[str, str, int, int], ...]:
        """
        Return (scope, key, shared hashes, total hashes) of articles that share at least *min_shared* hashes of *kind*.

        These are the articles visible to *scope*, or those of all scopes for None.
        """

    def find_full_names(self, keys: Sequence[str], scope: str = "", article: str = "") -> Mapping[str, frozenset[str]]:
        """
        Return the ids of those to whom *keys* may refer, by key, without keys that refer to nobody.

        Args:
            keys: Keys as `corpus.entities.linker.list_evidence_keys` returns them for full names.
            scope: A scope; articles visible to it are evidence.
            article: Key of the article of exactly this scope that is none.
        """

    def resolve_scope(self, scope: str) -> str:
        """
        Return *scope* if it has articles or curations of its own, else the shared scope ``""``.

        What is found and counted for both is the same, except for topics.
        """

    def list_own_scopes(self) -> tuple[str, ...]:
        """Return the scopes other than the shared one with articles, curations or topics of their own, sorted."""

    def list_scopes(self) -> tuple[str, ...]:
        """Return the scopes that contain or contained data; always includes the shared scope ``""``."""

    def delete_scope(self, scope: str) -> int:
        """Delete all data of a scope other than the shared one; return the number of articles deleted."""

    def vacuum(self) -> None:
        """Remove deleted data from the word index and the file, in steps between which others may write."""

    def check_integrity(self) -> tuple[str, ...]:
        """Check hashes, spans and indexes; return a sentence for each fault."""

    def close(self) -> None:
        """Close the database."""
