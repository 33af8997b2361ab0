"""Autocomplete suggestions, limited to those that have results."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial

from bot.services.engine import QueryEngine
from briefings.clustering import get_actors
from briefings.timelines import build_timeline
from corpus.dates import exact_day
from corpus.models import Actor, Passage, Query

#: Actors that are considered to speak for an organisation or a state, the most mentioned ones.
MAX_SPEAKERS = 12


def speakers_for(engine: QueryEngine, actor: Actor, scope: str) -> dict[str, Actor]:
    """Return *actor* and the actors that are part of it, and so speak for it, by id."""
    census = engine.snapshot(scope).stats
    members = [one for one in census.actors_by_id.values() if one.part_of == actor.id and one.id in census.actors]
    members.sort(key=lambda one: (-census.actors[one.id], one.id))
    return {one.id: one for one in (actor, *members[:MAX_SPEAKERS])}


def is_quoted(passage: Passage, speakers: Collection[str]) -> bool:
    """Return whether any of *speakers* is quoted in *passage*."""
    return any(quotation.speaker in speakers for quotation in passage.quotations)


#: Actors checked for one suggestion request; sentences read for each.
_MAX_CANDIDATES, _MAX_SENTENCES_PER_ACTOR = 60, 300
#: Contradictions whose actors are suggested; names that are searched for them.
MAX_COMPARED_CONTRADICTIONS, MAX_TOPIC_CANDIDATES = 12, 200


def suggest_speakers(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names of quoted actors that begin with *typed*, most mentioned first."""
    return _filter_actors(engine, scope, typed, limit, "speaks", _has_quotes)


def suggest_timeline_actors(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names that begin with *typed* of actors with a timeline, most mentioned first."""
    return _filter_actors(engine, scope, typed, limit, "dated", _has_timeline)


def _filter_actors(
    engine: QueryEngine,
    scope: str,
    typed: str,
    limit: int,
    cache_key: str,
    predicate: Callable[[QueryEngine, Actor, str], bool],
) -> tuple[str, ...]:
    scope = engine.store.resolve_scope(scope)
    by_name = {actor.name: actor for actor in engine.snapshot(scope).stats.actors_by_id.values()}
    found: list[str] = []
    for name in engine.suggest_actors(scope=scope, typed=typed, limit=_MAX_CANDIDATES):
        if engine.cached((cache_key, scope, name), partial(predicate, engine, by_name[name], scope)):
            found.append(name)
        if len(found) == limit:
            break
    return tuple(found)


def _has_quotes(engine: QueryEngine, actor: Actor, scope: str) -> bool:
    speakers = speakers_for(engine, actor, scope)
    return any(
        is_quoted(passage, speakers)
        for voice in speakers
        for passage in engine.store.search(Query(actors=(voice,), scope=scope, limit=_MAX_SENTENCES_PER_ACTOR))
    )


def _has_timeline(engine: QueryEngine, actor: Actor, scope: str) -> bool:
    return bool(
        build_timeline(
            engine.store.search(Query(actors=(actor.id,), scope=scope, limit=_MAX_SENTENCES_PER_ACTOR)), None, 1
        )
    )


def suggest_contradictions(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the topics that contain *typed*, and the actors that begin with it, on which outlets disagree."""
    scope = _resolve_scope_with_topics(engine, scope)
    contradicted = engine.cached(("disputed", scope), partial(_find_contradicted_names, engine, scope))
    return tuple(name for name in suggest_topics(engine, scope, typed, MAX_TOPIC_CANDIDATES) if name in contradicted)[
        :limit
    ]


def _find_contradicted_names(engine: QueryEngine, scope: str) -> frozenset[str]:
    _, found = engine.compare_outlets(scope=scope, limit=MAX_COMPARED_CONTRADICTIONS)
    mentioned = {actor for one in found for actor in get_actors(one.left.passage) & get_actors(one.right.passage)}
    actors = [actor.name for key, actor in engine.snapshot(scope).stats.actors_by_id.items() if key in mentioned]
    names = [*actors, *(topic.name for topic in engine.list_topics(scope=scope))]
    return frozenset(name for name in names if engine.compare_outlets(scope=scope, text=name, limit=1)[1])


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
    return bool(engine.match_topic(name, scope=scope).articles)


def suggest_titles(engine: QueryEngine, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
    """Return title and key of the articles whose titles contain *typed*, newest first."""
    scope = engine.store.resolve_scope(scope)
    wanted = " ".join(typed.casefold().split())
    titles = engine.cached(("titles", scope), lambda: _list_titles(engine, scope))
    return tuple(pair for pair in titles if wanted in " ".join(pair[0].casefold().split()))[:limit]


def _list_titles(engine: QueryEngine, scope: str) -> tuple[tuple[str, str], ...]:
    citations = [one.citation for one in engine.store.list_articles(scope)]
    citations.sort(key=lambda one: (one.published or "", one.key), reverse=True)
    return tuple((citation.title or citation.key, citation.key) for citation in citations)


def list_publication_days(engine: QueryEngine, scope: str) -> tuple[date, ...]:
    """Return the days on which articles were published, in order."""
    scope = engine.store.resolve_scope(scope)
    return engine.cached(("published", scope), lambda: _collect_publication_days(engine, scope))


def _collect_publication_days(engine: QueryEngine, scope: str) -> tuple[date, ...]:
    days = {exact_day(one.citation.published) for one in engine.store.list_articles(scope)}
    return tuple(sorted(day for day in days if day))
