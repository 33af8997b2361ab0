"""What autocomplete may offer: nothing that would find nothing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.enquiries.sayings import speakers_for, spoken_by
from corpus.intervals import days
from corpus.model import Actor, Query

if TYPE_CHECKING:
    from bot.enquiries.information import InformationDesk

#: Actors that are looked at for quotations while somebody types; sentences of each that are read.
_MOST_TRIED, _MOST_READ = 60, 300


def speakers(desk: InformationDesk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the actors with quotations whose names begin like *typed*, most mentioned first."""
    known = desk.know(scope)
    by_name = {actor.name: actor for actor in known.census.cast.values()}
    found: list[str] = []
    for name in desk.names(scope=scope, typed=typed, limit=_MOST_TRIED):
        speaks = partial(_speaks, desk, by_name[name], scope)
        if desk.remembered(("speaks", scope, name), speaks):
            found.append(name)
        if len(found) == limit:
            break
    return tuple(found)


def _speaks(desk: InformationDesk, actor: Actor, scope: str) -> bool:
    voices = speakers_for(desk, actor, scope)
    return any(
        spoken_by(passage, voices)
        for voice in voices
        for passage in desk.store.search(Query(actors=(voice,), scope=scope, limit=_MOST_READ))
    )


def subjects(desk: InformationDesk, scope: str, typed: str, limit: int) -> tuple[str, ...]:
    """List the topics that have articles and hold *typed*, then the actors whose names begin like it."""
    wanted = typed.casefold().strip()
    kept = [topic.name for topic in desk.topics(scope=scope) if wanted in topic.name.casefold()]
    filled = [
        name for name in kept if desk.remembered(("topic", scope, name), partial(_has_articles, desk, name, scope))
    ]
    return tuple(dict.fromkeys((*filled, *desk.names(scope=scope, typed=typed, limit=limit))))[:limit]


def _has_articles(desk: InformationDesk, name: str, scope: str) -> bool:
    return bool(desk.follow(name, scope=scope).articles)


def titles(desk: InformationDesk, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
    """List title and key of the articles whose titles hold *typed*, newest first."""
    wanted = " ".join(typed.casefold().split())
    named = desk.remembered(("titles", scope), lambda: _titles(desk, scope))
    return tuple(pair for pair in named if wanted in " ".join(pair[0].casefold().split()))[:limit]


def _titles(desk: InformationDesk, scope: str) -> tuple[tuple[str, str], ...]:
    cited = [one.citation for one in desk.store.listed(scope)]
    cited.sort(key=lambda one: (one.published or "", one.key), reverse=True)
    return tuple((citation.title or citation.key, citation.key) for citation in cited)


def published(desk: InformationDesk, scope: str) -> tuple[date, ...]:
    """List the days on which articles were published, in order."""
    return desk.remembered(("published", scope), lambda: _published(desk, scope))


def _published(desk: InformationDesk, scope: str) -> tuple[date, ...]:
    covered = (days(one.citation.published) for one in desk.store.listed(scope))
    return tuple(sorted({both[0] for both in covered if both and both[0] == both[1]}))
