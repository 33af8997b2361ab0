"""Autocomplete suggestions, limited to those that have results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.services.engine import QueryEngine
from briefings.clustering import Contradiction, find_contradictions, get_actors
from briefings.timelines import find_event_days, is_quotable
from corpus.dates import exact_day
from corpus.models import MAX_PASSAGES, Actor, Passage, Query

#: Actors that are considered to speak for an organisation or a state, the most mentioned ones.
MAX_SPEAKERS = 12


def speakers_for(engine: QueryEngine, actor: Actor, scope: str) -> dict[str, Actor]:
    """Return *actor* and the actors that are part of it, and so speak for it, by id."""
    members = engine.snapshot(scope).list_members(actor.id)
    return {one.id: one for one in (actor, *members[:MAX_SPEAKERS])}


def is_quoted(passage: Passage, speakers: Collection[str]) -> bool:
    """Return whether any of *speakers* is quoted in *passage*."""
    return any(quotation.speaker in speakers for quotation in passage.quotations)


#: Actors checked for one suggestion request, and sentences read for it: Discord waits three seconds. What is found is
#: kept, so that the next key that is pressed gets further. So many sentences are read for an actor; the first few
#: mostly suffice.
_MAX_CANDIDATES, _MAX_SENTENCES, _SENTENCES_PER_ACTOR = 60, 1_500, (20, 300)
#: Sentences that take as long to read as one search takes besides.
_SENTENCES_PER_SEARCH = 40
#: Results that are kept when the corpus changes.
_MAX_KEPT_RESULTS = 20_000
#: Sentences read for each word of a topic to know whether it has articles; the first few mostly suffice.
_SENTENCES_PER_TOPIC = (50, MAX_PASSAGES)
#: Newest sentences that are compared, contradictions whose actors are suggested, and names searched for them.
MAX_COMPARED_SENTENCES, MAX_COMPARED_CONTRADICTIONS, MAX_TOPIC_CANDIDATES = 1_000, 50, 200


def suggest_speakers(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names of quoted actors that begin with *typed*, most mentioned first."""
    return _filter_actors(engine, scope, typed, limit, _SPEAKERS)


def suggest_timeline_actors(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names that begin with *typed* of actors with a timeline, most mentioned first."""
    return _filter_actors(engine, scope, typed, limit, _DATED_ACTORS)


@dataclass(frozen=True, slots=True)
class _ActorCondition:
    """
    A condition on the sentences of an actor.

    Attributes:
        key: By which its results are cached.
        list_ids: Returns the ids of the actors whose sentences count as those of an actor.
        holds: Returns whether one of these actors meets the condition by a sentence.
    """

    key: str
    list_ids: Callable[[QueryEngine, Actor, str], Collection[str]]
    holds: Callable[[Passage, Collection[str]], bool]


def _filter_actors(
    engine: QueryEngine, scope: str, typed: str, limit: int, condition: _ActorCondition
) -> tuple[str, ...]:
    """Return the names that begin with *typed* of the actors of which a sentence meets *condition*."""
    scope, found = engine.store.resolve_scope(scope), dict[str, None]()
    budget = _SearchBudget(_MAX_SENTENCES)
    for actor in engine.snapshot(scope).find_actors(typed, _MAX_CANDIDATES):
        if len(found) == limit or budget.left <= 0:
            break
        if _meets_still(engine, actor, scope, condition, budget):
            found[actor.name] = None
    return tuple(found)


@dataclass(slots=True)
class _SearchBudget:
    """The number of sentences *left* to read for one request."""

    left: int


def _meets_still(
    engine: QueryEngine, actor: Actor, scope: str, condition: _ActorCondition, budget: _SearchBudget
) -> bool:
    """Return whether *actor* meets *condition*; looked up again only where sentences may have made a difference."""
    ids = condition.list_ids(engine, actor, scope)
    counts = engine.snapshot(scope).stats.actors
    sentences = sum(counts.get(one, 0) for one in ids)
    known: tuple[bool, int] | None = engine.kept.get((condition.key, scope, actor.id))
    if known and (known[1] == sentences or (known[0] and known[1] < sentences)):
        return known[0]
    met = _meets(engine, ids, scope, condition, budget)
    if met is None:
        return False
    if len(engine.kept) >= _MAX_KEPT_RESULTS:
        engine.kept.clear()
    engine.kept[condition.key, scope, actor.id] = met, sentences
    return met


def _meets(
    engine: QueryEngine, ids: Collection[str], scope: str, condition: _ActorCondition, budget: _SearchBudget
) -> bool | None:
    """Return whether one of the actors *ids* meets *condition*, or None if *budget* does not suffice to know."""
    is_first = budget.left == _MAX_SENTENCES  # who needs more than there is at all gets it
    for limit in _SENTENCES_PER_ACTOR:
        is_cut = False
        for one in ids:
            if budget.left <= 0 and not is_first:
                return None
            passages = engine.store.search(Query(actors=(one,), scope=scope, limit=limit))
            budget.left -= _SENTENCES_PER_SEARCH + len(passages)
            if any(condition.holds(passage, ids) for passage in passages):
                return True
            is_cut = is_cut or len(passages) == limit
        if not is_cut:
            return False
    return False


def _is_dated(passage: Passage, _: Collection[str]) -> bool:
    """Return whether a timeline can show *passage*."""
    return bool(find_event_days(passage)) and is_quotable(passage)


_SPEAKERS = _ActorCondition("speaks", speakers_for, is_quoted)
_DATED_ACTORS = _ActorCondition("dated", lambda _, actor, __: (actor.id,), _is_dated)


def suggest_contradictions(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the topics that contain *typed*, and the actors that begin with it, on which outlets disagree."""
    scope = _resolve_scope_with_topics(engine, scope)
    contradicted = engine.cached(("disputed", scope), partial(_find_contradicted_names, engine, scope))
    wanted = typed.casefold().strip()
    topics = [topic.name for topic in engine.list_topics(scope=scope) if wanted in topic.name.casefold()]
    actors = engine.suggest_actors(scope=scope, typed=typed, limit=MAX_TOPIC_CANDIDATES)
    return tuple(dict.fromkeys(name for name in (*topics, *actors) if name in contradicted))[:limit]


def _find_contradicted_names(engine: QueryEngine, scope: str) -> frozenset[str]:
    """Return the topics and actors that both sentences of a contradiction belong to, among the newest sentences."""
    newest = engine.store.search(Query(scope=scope, limit=MAX_COMPARED_SENTENCES))
    found = find_contradictions(newest, MAX_COMPARED_CONTRADICTIONS)
    mentioned = {actor for one in found for actor in get_actors(one.left.passage) & get_actors(one.right.passage)}
    actors_by_id = engine.snapshot(scope).stats.actors_by_id
    actors = [actors_by_id[key].name for key in mentioned if key in actors_by_id]
    topics = [topic.name for topic in engine.list_topics(scope=scope) if _has_any(engine, topic.name, scope, found)]
    return frozenset((*actors, *topics))


def _has_any(engine: QueryEngine, topic: str, scope: str, contradictions: Sequence[Contradiction]) -> bool:
    """Return whether both sentences of any of *contradictions* are of articles of *topic*."""
    if not contradictions:
        return False
    pairs = [(one.left.passage.citation.key, one.right.passage.citation.key) for one in contradictions]
    keys = tuple(sorted({key for pair in pairs for key in pair}))
    articles = engine.match_topic(topic, scope=scope, articles=keys).articles
    return any(left in articles and right in articles for left, right in pairs)


def suggest_topics(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the topics with articles that contain *typed*, then the actors whose names begin with it."""
    scope = _resolve_scope_with_topics(engine, scope)
    wanted = typed.casefold().strip()
    matching = [topic.name for topic in engine.list_topics(scope=scope) if wanted in topic.name.casefold()]
    with_articles = [
        name for name in matching if engine.cached(("topic", scope, name), partial(_has_articles, engine, name, scope))
    ]
    return tuple(dict.fromkeys((*with_articles, *engine.suggest_actors(scope=scope, typed=typed, limit=limit))))[:limit]


def _resolve_scope_with_topics(engine: QueryEngine, scope: str) -> str:
    """Return *scope* if it has content or topics of its own, else the shared scope, which offers the same."""
    has_topics = any(topic.scope == scope for topic in engine.list_topics(scope=scope))
    return scope if has_topics else engine.store.resolve_scope(scope)


def _has_articles(engine: QueryEngine, name: str, scope: str) -> bool:
    return any(engine.match_topic(name, scope=scope, limit=limit).articles for limit in _SENTENCES_PER_TOPIC)


def suggest_titles(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
    """Return title and key of the articles whose titles contain *typed*, newest first."""
    scope = engine.store.resolve_scope(scope)
    wanted = " ".join(typed.casefold().split())
    titles = engine.cached(("titles", scope), lambda: _list_titles(engine, scope))
    return tuple(pair for pair in titles if wanted in " ".join(pair[0].casefold().split()))[:limit]


def _list_titles(engine: QueryEngine, scope: str) -> tuple[tuple[str, str], ...]:
    titles = sorted(engine.store.list_titles(scope), key=lambda one: (one[2] or "", one[0]), reverse=True)
    return tuple((title or key, key) for key, title, _ in titles)


def list_publication_days(engine: QueryEngine, scope: str) -> tuple[date, ...]:
    """Return the days on which articles were published, in order."""
    scope = engine.store.resolve_scope(scope)
    return engine.cached(("published", scope), lambda: _collect_publication_days(engine, scope))


def _collect_publication_days(engine: QueryEngine, scope: str) -> tuple[date, ...]:
    days = {exact_day(value) for value in {published for _, _, published in engine.store.list_titles(scope)}}
    return tuple(sorted(day for day in days if day))
