"""An open store with what is known of its actors, topics and days."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from bot.services.embeddings import EmbeddingModel
from bot.services.retrieval import NamedActorIndex, rank_actors
from bot.services.topics import MAX_TOPIC_ARTICLES, TopicMatch, find_topic, match_topic
from briefings.models import Request
from briefings.queries import (
    RELEVANT_ZONES,
    SubjectArticles,
    expand_event_terms,
    find_by_name,
    find_event_day,
    find_subject_articles,
    has_several_words,
    parse_question,
)
from corpus.entities import Lexicon, NameSuggester, Registry, load_bundled_registry
from corpus.models import MAX_PASSAGES, Actor, CorpusStats, DateRange, Passage, Query, Topic
from corpus.pipeline import copy_published_by, effective_registry
from corpus.store import CurationRecord, Store, open_store

T = TypeVar("T")

#: Names suggested at most, by default.
MAX_NEAREST = 5
#: Actors from which on a snapshot is large.
MIN_LARGE_SNAPSHOT = 10_000
#: Sentences read to date an event.
MAX_EVENT_SENTENCES = 300


@dataclass(frozen=True)
class CorpusSnapshot:
    """
    Statistics and actors of one scope at one store sequence number.

    Attributes:
        stats: Counts over the whole scope.
        lexicon: Its actors, to interpret questions.
        curations: The curations that apply to it.
    """

    stats: CorpusStats
    lexicon: Lexicon
    curations: tuple[CurationRecord, ...] = ()

    @cached_property
    def _actor_index(self) -> NamedActorIndex:
        return NamedActorIndex(self.stats.actors_by_id)

    @cached_property
    def _name_suggester(self) -> NameSuggester:
        return NameSuggester(self.stats.actors_by_id)

    def update(self, stats: CorpusStats, changes: Mapping[str, Actor | None]) -> CorpusSnapshot:
        """
        Return the snapshot of a later state; what this one has made of the names is brought up to date, not made anew.

        Args:
            stats: The counts of that state; an actor that is the same should be the same object.
            changes: The actors in articles that are new or have changed, by id; None for those that have gone.
        """
        other = CorpusSnapshot(stats, self.lexicon.update(changes), self.curations)
        for name in ("_actor_index", "_name_suggester"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name].update(stats.actors_by_id)
        return other

    def find_actors(self, typed: str, limit: int) -> tuple[Actor, ...]:
        """
        Return the mentioned actors whose names begin with *typed*, or have a word that does, most mentioned first.

        Of several with one name, the most mentioned is returned.
        """
        counts, actors_by_id = self.stats.actors, self.stats.actors_by_id
        return rank_actors(self._actor_index.find_by_prefix(typed), counts, actors_by_id, limit)

    def find_by_word(self, word: str) -> tuple[Actor, ...]:
        """Return the mentioned actors with *word* in their names, most mentioned first."""
        return self._sort(self._actor_index.find_by_word(word))

    def list_members(self, identity: str) -> tuple[Actor, ...]:
        """Return the mentioned actors that are part of the one with the id *identity*, most mentioned first."""
        return self._sort(self._actor_index.list_members(identity))

    def _sort(self, found: Iterable[str]) -> tuple[Actor, ...]:
        counts, actors_by_id = self.stats.actors, self.stats.actors_by_id
        return tuple(actors_by_id[key] for key in sorted(found, key=lambda key: (-counts.get(key, 0), key)))

    def suggest_names(self, typed: str, limit: int = MAX_NEAREST) -> tuple[str, ...]:
        """Return the names of mentioned actors that resemble *typed*, best first; none that articles do not mention."""
        return self._name_suggester.suggest(typed, limit)

    @property
    def date_range(self) -> DateRange:
        """First to last day that a sentence is dated to."""
        return DateRange(min(self.stats.days), max(self.stats.days)) if self.stats.days else DateRange()


@dataclass(frozen=True, slots=True)
class OwnScopes:
    """
    The scopes with articles, curations or topics of their own at one store sequence number.

    Attributes:
        names: Their names.
        sequence: The sequence number.
    """

    names: frozenset[str]
    sequence: int


#: Sessions on the past that are kept, each with a copy of its articles in memory.
MAX_PAST_SESSIONS = 2
#: Maximum number of scopes with content of their own whose statistics and actors are kept.
MAX_OWN_SNAPSHOTS = 3


def _leave_to_reference_counts() -> None:
    """
    Let the garbage collector look at nothing any more of what there is now.

    Otherwise a question in a hundred would wait for it to go through a hundred thousand actors, which stay anyway. What
    of them is replaced later is not in cycles and is freed at once.
    """
    gc.collect()
    gc.freeze()


class CorpusSession:
    """
    An open store with the known actors, and a cache of what is computed from them.

    Attributes:
        store: Store of the articles.
        registry: The known actors, before any curation.
        embeddings: Compares questions and sentences by meaning; None if no model is set.
        as_of: The last day of publication of the articles of a session on the past, else None.
        kept: Results that outlast a change of the store, by key; whoever keeps one knows when it no longer holds.
    """

    as_of: date | None = None

    def __init__(self, store: Store, registry: Registry, embeddings: EmbeddingModel | None = None) -> None:
        self.store, self.registry, self.embeddings = store, registry, embeddings
        self._cache_sequence = -1
        self._cache: dict[Hashable, Any] = {}
        self.kept: dict[Hashable, Any] = {}
        self._snapshots: dict[str, CorpusSnapshot] = {}
        self._past_sessions: dict[tuple[str, date, int, tuple[Topic, ...]], Self] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; the session can't be used afterwards."""
        for past in self._past_sessions.values():
            past.close()
        self._past_sessions.clear()
        self.store.close()

    @classmethod
    def open(cls, url: str, model: Path | None = None) -> Self:
        """
        Open the store at *url* with the bundled actors, and the embedding model in the folder *model*.

        Raises:
            ConfigError: If the model can't be loaded.
            StoreError: If the store can't be opened.
        """
        embeddings = EmbeddingModel.load(model) if model else None
        return cls(open_store(url), load_bundled_registry(), embeddings)

    def parse_question(self, text: str, scope: str, today: date | None = None) -> Request:
        """
        Parse *text* as a question asked on *today*.

        A date without a year is looked for within the dates that the corpus covers.
        """
        snapshot = self.snapshot(scope)
        request = parse_question(
            text,
            snapshot.lexicon,
            today,
            scope,
            snapshot.date_range,
            lambda event: self._resolve_event_date(event, scope),
            snapshot.stats.days,
        )
        return replace(request, as_of=self.as_of)

    def resolve_subject(
        self, topic: str, text: str, scope: str, after: int = 0, today: date | None = None
    ) -> tuple[Request, Callable[[Passage], float] | None]:
        """
        Return the request for a topic or text, and a function that weighs passages, None if it is not a topic.

        Text of several words asks for articles that have most of them.

        *today* is the day on which "yesterday" was asked; None if it is unknown.
        """
        if topic_match := self.match_requested_topic(topic, text, scope, after):
            return replace(topic_match.build_request(Query(scope=scope)), as_of=self.as_of), topic_match.weight
        if text.strip():
            return self._restrict_to_subject(self.parse_question(text, scope, today), after), None
        return Request(Query(scope=scope), as_of=self.as_of), None

    def _restrict_to_subject(self, request: Request, after: int) -> Request:
        if not has_several_words(request):
            return request
        found = self.find_subject(request, after).keys
        earlier = self.find_subject(request).keys if after else ()  # by which a story is known to go on
        keys = tuple(dict.fromkeys((*found, *earlier)))[:MAX_TOPIC_ARTICLES]
        zones = request.query.zones if keys else frozenset()  # no zones: matches nothing
        return replace(request, query=replace(request.query, articles=keys, zones=zones))

    def find_subject(self, request: Request, after: int = 0) -> SubjectArticles:
        """Return the articles on the subject that *request* asks for by several words, added later than *after*."""
        query = replace(request.query, articles=(), zones=RELEVANT_ZONES, after=after, limit=MAX_PASSAGES)
        return find_subject_articles(request, self.store.search(query))

    def list_near_titles(self, request: Request) -> tuple[str, ...]:
        """Return titles of articles that have some of the words of *request*, which finds none with most of them."""
        return self.find_subject(request).near if has_several_words(request) else ()

    def match_requested_topic(self, topic: str, text: str, scope: str, after: int = 0) -> TopicMatch | None:
        """Return the articles of *topic*, or else of the topic named *text*; None if *text* names none."""
        if topic.strip():
            found: Topic | None = find_topic(self.store, topic, scope)
        else:
            found = find_by_name(text, self.store.list_topics(scope)) if text.strip() else None
        return match_topic(self.store, found, self.snapshot(scope).lexicon, scope, after) if found else None

    def match_topic(
        self, name: str, *, scope: str = "", articles: tuple[str, ...] = (), limit: int = MAX_PASSAGES
    ) -> TopicMatch:
        """
        Return the topic *name* with the articles that match it.

        Only the articles with the keys *articles* are read, if given, and the best *limit* sentences for each word.

        Raises:
            InputError: If there is no topic of that name.
        """
        topic = find_topic(self.store, name, scope)
        return match_topic(self.store, topic, self.snapshot(scope).lexicon, scope, 0, articles, limit)

    def list_topics(self, *, scope: str = "") -> tuple[Topic, ...]:
        """Return the topics visible to *scope*, by name."""
        return self.store.list_topics(scope)

    def save_topic(self, topic: Topic) -> None:
        """Store a topic under its scope and name."""
        self.store.save_topic(topic)

    def delete_topic(self, name: str, *, scope: str = "") -> None:
        """
        Delete a topic of exactly this scope.

        Raises:
            InputError: If *scope* sees no topic of that name.
        """
        self.store.delete_topic(find_topic(self.store, name, scope).name, scope)

    def suggest_actors(self, *, scope: str = "", typed: str = "", limit: int = 25) -> tuple[str, ...]:
        """Return the names of mentioned actors with a word that begins with *typed*, most mentioned first."""
        return tuple(actor.name for actor in self.snapshot(scope).find_actors(typed, limit))

    def list_event_days(self, *, scope: str = "") -> tuple[date, ...]:
        """Return the days that sentences of the corpus are dated to, in order."""
        return tuple(sorted(self.snapshot(scope).stats.days))

    def hash_article(self, key: str, revision: int, scope: str) -> str:
        """
        Return the SHA-256 of an article's text, in hex.

        Raises:
            NotStored: If the store does not hold it.
        """
        return sha256(self.store.get_document(key, scope, revision).article.text.encode()).hexdigest()

    def snapshot(self, scope: str) -> CorpusSnapshot:
        """Return the statistics and actors of *scope*; scopes without content of their own share one snapshot."""
        known, sequence = self.store.resolve_scope(scope), self.store.get_sequence()
        snapshot = self._snapshots.pop(known, None)
        if snapshot is None or snapshot.stats.sequence != sequence:
            snapshot = self._update_snapshot(known, snapshot) if snapshot else self._build_snapshot(known)
        self._snapshots[known] = snapshot  # the last one used stands last
        own = [name for name in self._snapshots if name]
        for name in own[:-MAX_OWN_SNAPSHOTS]:
            del self._snapshots[name]
        return snapshot

    def list_own_scopes(self) -> OwnScopes:
        """Return the scopes with articles, curations or topics of their own."""
        sequence = self.store.get_sequence()  # read first: what is added meanwhile is newer
        return OwnScopes(frozenset(self.store.list_own_scopes()), sequence)

    def _build_snapshot(self, scope: str) -> CorpusSnapshot:
        curations, registry = self.store.list_curations(scope), effective_registry(self.store, self.registry, scope)
        stats = self.store.compute_stats(Query(scope=scope))
        snapshot = CorpusSnapshot(stats, Lexicon(registry, self.store.list_actors(scope)), curations)
        if len(stats.actors) >= MIN_LARGE_SNAPSHOT:
            _leave_to_reference_counts()
        return snapshot

    def _update_snapshot(self, scope: str, before: CorpusSnapshot) -> CorpusSnapshot:
        """Return *before* as of now, from what has changed since."""
        if self.store.list_curations(scope) != before.curations:
            return self._build_snapshot(scope)
        stats = self.store.compute_stats(Query(scope=scope))  # read first: what changes meanwhile is read again
        changes = self.store.list_changed_actors(scope, before.stats.sequence)
        if changes is None:
            return self._build_snapshot(scope)
        return before.update(stats, changes)

    def open_past(self, day: date, scope: str = "") -> Self:
        """
        Return a session on what had been published by the end of *day*, which this one closes.

        It holds the articles visible to *scope*, as `corpus.pipeline.copy_published_by` copies them, and knows the
        offices of that day. The last few are kept until the store changes.
        """
        owner = scope if scope in self.list_own_scopes().names else ""
        # Topics are copied, too, and may change while the articles do not.
        key = owner, day, self.store.get_sequence(), self.store.list_topics(owner)
        past = self._past_sessions.pop(key, None)
        if past is None:
            copy = copy_published_by(self.store, self.registry, day, owner)
            past = type(self)(copy, self.registry.restrict_to_day(day), self.embeddings)
            past.as_of = day
        self._past_sessions[key] = past  # the last one used stands last
        for old in list(self._past_sessions)[:-MAX_PAST_SESSIONS]:
            self._past_sessions.pop(old).close()
        return past

    def cached(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result of *compute*, cached under *key* until the store changes."""
        sequence = self.store.get_sequence()
        if self._cache_sequence != sequence:
            self._cache_sequence, self._cache = sequence, {}
        if key not in self._cache:
            self._cache[key] = compute()
        result: T = self._cache[key]
        return result

    def _resolve_event_date(self, event: str, scope: str) -> DateRange | None:
        """Return the date of an event that a question refers to, from the sentences that mention it."""
        query = Query(terms=expand_event_terms(event), scope=scope, limit=MAX_EVENT_SENTENCES)
        return find_event_day(event, self.store.search(query))
