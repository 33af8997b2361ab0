"""What a member may follow: a topic, a person or organisation, or the words of a story."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import InputError
from bot.locales.messages import _
from bot.services.engine.queries import QueryEngine
from briefings.queries import find_by_name


@dataclass(frozen=True, slots=True)
class FollowSubject:
    """
    A subject that can be followed.

    Attributes:
        name: The name of a topic or actor, or the words as typed.
        sequence: The store's sequence number; what is added after it is new.
    """

    name: str
    sequence: int


def resolve_follow_subject(engine: QueryEngine, text: str, scope: str) -> FollowSubject:
    """
    Return the subject that *text* names: a topic, one actor by its name, or else the words themselves.

    Raises:
        InputError: If it names nothing that articles could be searched for.
    """
    words, sequence = " ".join(text.split()), engine.store.get_sequence()
    if topic := find_by_name(words, engine.store.list_topics(scope)):
        return FollowSubject(topic.name, sequence)
    request = engine.parse_question(words, scope)
    if len(request.actors) == 1 and not request.terms and not request.query.days:
        return FollowSubject(request.actors[0].name, sequence)
    if not request.actors and not request.terms:
        reason = _("I can't tell what “{text}” is about.", text=words)
        if not words:
            reason = _("I need a name, a topic, or words from a story.")
        raise InputError(words or "subject", reason, _("Try a name or other words."))
    return FollowSubject(words, sequence)
