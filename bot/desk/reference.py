"""The reference shelf: one open store, what is known of it, and words read by what is known."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Self, TypeVar

from bot.desk import following
from bot.desk.directory import Directory
from bot.desk.following import Followed
from briefings import questions, topics
from briefings.model import Request
from corpus import rereading
from corpus.actors import Lexicon
from corpus.model import Census, Passage, Query, Topic, Window
from corpus.registry import Registry, bundled
from corpus.store import Store, open_store

T = TypeVar("T")

#: Sentences that are heard on which day an event was.
MOST_WITNESSES = 300


@dataclass(frozen=True)
class Known:
    """
    What the corpus of one scope knows at one store sequence number.

    Attributes:
        census: Counts over all of it.
        lexicon: Its actors, for questions.
    """

    census: Census
    lexicon: Lexicon

    @cached_property
    def names(self) -> Directory:
        """The names of the actors mentioned, most mentioned first."""
        counts, cast = self.census.actors, self.census.cast
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        return Directory([cast[key].name for key in ranked if key in cast])

    @property
    def covered(self) -> Window:
        """From the first to the last day that a sentence is dated to."""
        return Window(min(self.census.days), max(self.census.days)) if self.census.days else Window()


class Reference:
    """
    One open store and the actors known.

    Attributes:
        store: Where the articles lie.
        registry: The known actors, before any curator's word.
    """

    def __init__(self, store: Store, registry: Registry) -> None:
        self.store, self.registry = store, registry
        self._counted_at = -1
        self._counted: dict[Hashable, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the store back; the desk is of no use afterwards."""
        self.store.close()

    @classmethod
    def open(cls, url: str) -> Self:
        """
        Open the store at *url* with the bundled actors.

        Raises:
            StoreError: If it can't be opened.
        """
        return cls(open_store(url), bundled())

    def read(self, text: str, scope: str, today: date | None = None) -> Request:
        """Read *text* as a question that was asked on *today*; None where a day without a year names no year."""
        known = self.know(scope)
        return questions.read(
            text, known.lexicon, today, scope, known.covered, lambda event: self._day_of(event, scope)
        )

    def subject(
        self, topic: str, text: str, scope: str, after: int = 0
    ) -> tuple[Request, Callable[[Passage], float] | None]:
        """Read what to brief on, and give what says how far a passage belongs to it, where that is a topic."""
        if followed := self.followed(topic, text, scope, after):
            return followed.request(Query(scope=scope)), followed.worth
        return self.read(text, scope, None) if text.strip() else Request(Query(scope=scope)), None

    def followed(self, topic: str, text: str, scope: str, after: int = 0) -> Followed | None:
        """Give the articles of the topic asked for: of *topic*, or of the one that *text* is the name of."""
        if topic.strip():
            found: Topic | None = following.find(self.store, topic, scope)
        else:
            found = topics.called(text, self.store.topics(scope)) if text.strip() else None
        return following.follow(self.store, found, self.know(scope).lexicon, scope, after) if found else None

    def follow(self, name: str, *, scope: str = "") -> Followed:
        """
        Read the topic *name* and list the articles that belong to it.

        Raises:
            InputError: If there is none of that name.
        """
        topic = following.find(self.store, name, scope)
        return following.follow(self.store, topic, self.know(scope).lexicon, scope)

    def topics(self, *, scope: str = "") -> tuple[Topic, ...]:
        """List the topics that *scope* sees, by name."""
        return self.store.topics(scope)

    def keep_topic(self, topic: Topic) -> None:
        """Keep a topic under its scope and name."""
        self.store.keep_topic(topic)

    def drop_topic(self, name: str, *, scope: str = "") -> None:
        """
        Forget a topic of exactly this scope.

        Raises:
            InputError: If it has none of that name.
        """
        self.store.drop_topic(following.find(self.store, name, scope).name, scope)

    def names(self, *, scope: str = "", typed: str = "", limit: int = 25) -> tuple[str, ...]:
        """List the actors that the corpus mentions and that *typed* may be the beginning of, most mentioned first."""
        return self.know(scope).names.beginning(typed, limit)

    def days(self, *, scope: str = "") -> tuple[date, ...]:
        """List the days that sentences of the corpus are dated to, in order."""
        return tuple(sorted(self.know(scope).census.days))

    def digest(self, key: str, revision: int, scope: str) -> str:
        """
        Give the SHA-256 of an article's text, in hex.

        Raises:
            NotStored: If it is not kept.
        """
        return sha256(self.store.document(key, scope, revision).article.text.encode()).hexdigest()

    def know(self, scope: str) -> Known:
        """Give what the corpus of *scope* knows."""
        return self.remembered(("known", scope), lambda: self._count(scope))

    def _count(self, scope: str) -> Known:
        registry = rereading.known(self.store, self.registry, scope)
        return Known(self.store.census(Query(scope=scope)), Lexicon(registry, self.store.actors(scope)))

    def remembered(self, subject: Hashable, count: Callable[[], T]) -> T:
        """Give what *count* gives, counted anew only when the store has changed."""
        sequence = self.store.sequence()
        if self._counted_at != sequence:
            self._counted_at, self._counted = sequence, {}
        if subject not in self._counted:
            self._counted[subject] = count()
        counted: T = self._counted[subject]
        return counted

    def _day_of(self, event: str, scope: str) -> Window | None:
        """Date an event that a question counts from by the sentences that name it."""
        query = Query(terms=questions.event_terms(event), scope=scope, limit=MOST_WITNESSES)
        return questions.day_of(event, self.store.search(query))
