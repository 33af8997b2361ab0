"""Who speaks for an actor."""

from __future__ import annotations

from collections.abc import Collection

from bot.desk.desk import Desk
from corpus.model import Actor, Passage

#: Those who speak for an organisation or a state and are listened to, most mentioned first.
MOST_SPEAKERS = 12


def speakers_for(desk: Desk, actor: Actor, scope: str) -> dict[str, Actor]:
    """Give *actor* and those who belong to it and so speak for it, by id."""
    census = desk.know(scope).census
    own = [one for one in census.cast.values() if one.part_of == actor.id and one.id in census.actors]
    own.sort(key=lambda one: (-census.actors[one.id], one.id))
    return {one.id: one for one in (actor, *own[:MOST_SPEAKERS])}


def spoken_by(passage: Passage, speakers: Collection[str]) -> bool:
    """Tell whether any of *speakers* is quoted in *passage*."""
    return any(quotation.speaker in speakers for quotation in passage.quotations)
