"""What autocomplete may offer: nothing that would find nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from bot.desk.desk import Desk
from bot.enquiries.voices import speakers_for, spoken_by
from briefings.timelines import timeline
from corpus.intervals import days
from corpus.model import Actor, Query

#: Actors that are looked at while somebody types; sentences of each that are read.
_MOST_TRIED, _MOST_READ = 60, 300
#: Differences whose actors are offered; names among which they are looked for.
MOST_COMPARED, MOST_SUBJECTS = 12, 200


def speakers(desk: Desk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the actors with quotations whose names begin like *typed*, most mentioned first."""
    return _those(desk, scope, typed, limit, "speaks", _speaks)


def dated(desk: Desk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the actors of whom something dated is told, whose names begin like *typed*, most mentioned first."""
    return _those(desk, scope, typed, limit, "dated", _is_dated)


def _those(
    desk: Desk,
    scope: str,
    typed: str,
    limit: int,
    mark: str,
    fits: Callable[[Desk, Actor, str], bool],
) -> tuple[str, ...]:
    by_name = {actor.name: actor for actor in desk.know(scope).census.cast.values()}
    found: list[str] = []
    for name in desk.names(scope=scope, typed=typed, limit=_MOST_TRIED):
        if desk.remembered((mark, scope, name), partial(fits, desk, by_name[name], scope)):
            found.append(name)
        if len(found) == limit:
            break
    return tuple(found)


def _speaks(desk: Desk, actor: Actor, scope: str) -> bool:
    voices = speakers_for(desk, actor, scope)
    return any(
        spoken_by(passage, voices)
        for voice in voices
        for passage in desk.store.search(Query(actors=(voice,), scope=scope, limit=_MOST_READ))
    )


def _is_dated(desk: Desk, actor: Actor, scope: str) -> bool:
    return bool(timeline(desk.store.search(Query(actors=(actor.id,), scope=scope, limit=_MOST_READ)), None, 1))


def disputed(desk: Desk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the topics and actors on which outlets differ: topics that hold *typed*, actors that begin like it."""
    known = desk.remembered(("disputed", scope), partial(_disputed, desk, scope))
    return tuple(name for name in subjects(desk, scope, typed, MOST_SUBJECTS) if name in known)[:limit]


def _disputed(desk: Desk, scope: str) -> frozenset[str]:
    _, found = desk.compare(scope=scope, limit=MOST_COMPARED)
    sides = [side.passage for one in found for side in (one.left, one.right)]
    mentioned = {mention.actor for passage in sides for mention in passage.mentions}
    actors = [actor.name for key, actor in desk.know(scope).census.cast.items() if key in mentioned]
    names = [*actors, *(topic.name for topic in desk.topics(scope=scope))]
    return frozenset(name for name in names if desk.compare(scope=scope, text=name, limit=1)[1])


def subjects(desk: Desk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the topics that have articles and hold *typed*, then the actors whose names begin like it."""
    wanted = typed.casefold().strip()
    kept = [topic.name for topic in desk.topics(scope=scope) if wanted in topic.name.casefold()]
    filled = [
        name for name in kept if desk.remembered(("topic", scope, name), partial(_has_articles, desk, name, scope))
    ]
    return tuple(dict.fromkeys((*filled, *desk.names(scope=scope, typed=typed, limit=limit))))[:limit]


def _has_articles(desk: Desk, name: str, scope: str) -> bool:
    return bool(desk.follow(name, scope=scope).articles)


def titles(desk: Desk, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
    """List title and key of the articles whose titles hold *typed*, newest first."""
    wanted = " ".join(typed.casefold().split())
    named = desk.remembered(("titles", scope), lambda: _titles(desk, scope))
    return tuple(pair for pair in named if wanted in " ".join(pair[0].casefold().split()))[:limit]


def _titles(desk: Desk, scope: str) -> tuple[tuple[str, str], ...]:
    cited = [one.citation for one in desk.store.listed(scope)]
    cited.sort(key=lambda one: (one.published or "", one.key), reverse=True)
    return tuple((citation.title or citation.key, citation.key) for citation in cited)


def published(desk: Desk, scope: str) -> tuple[date, ...]:
    """List the days on which articles were published, in order."""
    return desk.remembered(("published", scope), lambda: _published(desk, scope))


def _published(desk: Desk, scope: str) -> tuple[date, ...]:
    covered = (days(one.citation.published) for one in desk.store.listed(scope))
    return tuple(sorted({both[0] for both in covered if both and both[0] == both[1]}))
