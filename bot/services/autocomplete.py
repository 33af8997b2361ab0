"""Autocomplete suggestions, limited to those that have results."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial

from bot.services.engine import QueryEngine
from briefings.timelines import build_timeline
from corpus.dates import day_range
from corpus.models import Actor, Passage, Query

#: Actors that are considered to speak for an organisation or a state, the most mentioned ones.
MAX_SPEAKERS = 12


def speakers_for(desk: QueryEngine, actor: Actor, scope: str) -> dict[str, Actor]:
    """Return *actor* and the actors that are part of it, and so speak for it, by id."""
    census = desk.snapshot(scope).census
    own = [one for one in census.actors_by_id.values() if one.part_of == actor.id and one.id in census.actors]
    own.sort(key=lambda one: (-census.actors[one.id], one.id))
    return {one.id: one for one in (actor, *own[:MAX_SPEAKERS])}


def is_quoted(passage: Passage, speakers: Collection[str]) -> bool:
    """Return whether any of *speakers* is quoted in *passage*."""
    return any(quotation.speaker in speakers for quotation in passage.quotations)


#: Actors checked for one suggestion request; sentences read for each.
_MAX_CANDIDATES, _MAX_SENTENCES_PER_ACTOR = 60, 300
#: Contradictions whose actors are suggested; names that are searched for them.
MAX_COMPARED_CONTRADICTIONS, MAX_TOPIC_CANDIDATES = 12, 200


def suggest_speakers(desk: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names of quoted actors that begin with *typed*, most mentioned first."""
    return _filter_actors(desk, scope, typed, limit, "speaks", _has_quotes)


def suggest_timeline_actors(desk: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the names that begin with *typed* of actors with a timeline, most mentioned first."""
    return _filter_actors(desk, scope, typed, limit, "dated", _has_timeline)


def _filter_actors(
    desk: QueryEngine,
    scope: str,
    typed: str,
    limit: int,
    mark: str,
    fits: Callable[[QueryEngine, Actor, str], bool],
) -> tuple[str, ...]:
    by_name = {actor.name: actor for actor in desk.snapshot(scope).census.actors_by_id.values()}
    found: list[str] = []
    for name in desk.suggest_actors(scope=scope, typed=typed, limit=_MAX_CANDIDATES):
        if desk.cached((mark, scope, name), partial(fits, desk, by_name[name], scope)):
            found.append(name)
        if len(found) == limit:
            break
    return tuple(found)


def _has_quotes(desk: QueryEngine, actor: Actor, scope: str) -> bool:
    voices = speakers_for(desk, actor, scope)
    return any(
        is_quoted(passage, voices)
        for voice in voices
        for passage in desk.store.search(Query(actors=(voice,), scope=scope, limit=_MAX_SENTENCES_PER_ACTOR))
    )


def _has_timeline(desk: QueryEngine, actor: Actor, scope: str) -> bool:
    return bool(
        build_timeline(
            desk.store.search(Query(actors=(actor.id,), scope=scope, limit=_MAX_SENTENCES_PER_ACTOR)), None, 1
        )
    )


def suggest_contradictions(desk: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the topics that contain *typed*, and the actors that begin with it, on which outlets disagree."""
    known = desk.cached(("disputed", scope), partial(_find_contradicted_names, desk, scope))
    return tuple(name for name in suggest_topics(desk, scope, typed, MAX_TOPIC_CANDIDATES) if name in known)[:limit]


def _find_contradicted_names(desk: QueryEngine, scope: str) -> frozenset[str]:
    _, found = desk.compare_outlets(scope=scope, limit=MAX_COMPARED_CONTRADICTIONS)
    sides = [side.passage for one in found for side in (one.left, one.right)]
    mentioned = {mention.actor for passage in sides for mention in passage.mentions}
    actors = [actor.name for key, actor in desk.snapshot(scope).census.actors_by_id.items() if key in mentioned]
    names = [*actors, *(topic.name for topic in desk.list_topics(scope=scope))]
    return frozenset(name for name in names if desk.compare_outlets(scope=scope, text=name, limit=1)[1])


def suggest_topics(desk: QueryEngine, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """Return the topics with articles that contain *typed*, then the actors whose names begin with it."""
    wanted = typed.casefold().strip()
    kept = [topic.name for topic in desk.list_topics(scope=scope) if wanted in topic.name.casefold()]
    filled = [name for name in kept if desk.cached(("topic", scope, name), partial(_has_articles, desk, name, scope))]
    return tuple(dict.fromkeys((*filled, *desk.suggest_actors(scope=scope, typed=typed, limit=limit))))[:limit]


def _has_articles(desk: QueryEngine, name: str, scope: str) -> bool:
    return bool(desk.match_topic(name, scope=scope).articles)


def suggest_titles(desk: QueryEngine, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
    """Return title and key of the articles whose titles contain *typed*, newest first."""
    wanted = " ".join(typed.casefold().split())
    named = desk.cached(("titles", scope), lambda: _list_titles(desk, scope))
    return tuple(pair for pair in named if wanted in " ".join(pair[0].casefold().split()))[:limit]


def _list_titles(desk: QueryEngine, scope: str) -> tuple[tuple[str, str], ...]:
    cited = [one.citation for one in desk.store.list_articles(scope)]
    cited.sort(key=lambda one: (one.published or "", one.key), reverse=True)
    return tuple((citation.title or citation.key, citation.key) for citation in cited)


def list_publication_days(desk: QueryEngine, scope: str) -> tuple[date, ...]:
    """Return the days on which articles were published, in order."""
    return desk.cached(("published", scope), lambda: _collect_publication_days(desk, scope))


def _collect_publication_days(desk: QueryEngine, scope: str) -> tuple[date, ...]:
    covered = (day_range(one.citation.published) for one in desk.store.list_articles(scope))
    return tuple(sorted({both[0] for both in covered if both and both[0] == both[1]}))
