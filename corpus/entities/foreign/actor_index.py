"""The actors of one article in another language, by the stems of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.entities.models import EntityLabel
from corpus.entities.registry import to_actor_id
from corpus.models import Actor, ActorKind, Mention

_CASE_ENDINGS = re.compile(
    r"(?:ами|ями|ого|ому|ові|еві|ыми|ими|ою|ею|ой|ій|ої|ом|ем|ым|им|ою|а|я|у|ю|о|е|є|и|і|ы|о|ь|й)$"
)
#: A full name in Han characters, and how many of them its surname usually has.
_HAN_NAME = re.compile("[\u4e00-\u9fff々]{3,}")
_HAN_SURNAME_CHARACTERS = 2
_KINDS = {
    EntityLabel.PERSON: ActorKind.PERSON,
    EntityLabel.ORGANISATION: ActorKind.ORGANISATION,
    EntityLabel.PLACE: ActorKind.PLACE,
}


def stem_name(word: str) -> str:
    """Return a word of a name in lower case, without its case ending or, in Latin letters, without an s."""
    folded = word.lower()
    if "\u0400" <= folded[:1] <= "\u04ff" and len(folded) > 4:
        return _CASE_ENDINGS.sub("", folded)
    return folded.removesuffix("s") if len(folded) > 4 and folded.isascii() else folded


@dataclass(slots=True)
class _Entry:
    """An actor and the forms of its name in the article."""

    actor: Actor
    is_registered: bool
    forms: list[str] = field(default_factory=list)


class ActorIndex:
    """
    The actors of one article.

    People are known by the stem of their surname and the beginning of their first name, others by the stems of all
    words, so that a name in another case is the same actor. In Han characters the surname is the beginning of the name.

    Args:
        registered: The registered actors that the article names.
    """

    def __init__(self, registered: Iterable[Actor]) -> None:
        self._entries = {actor.id: _Entry(actor, is_registered=True) for actor in registered}
        self._surnames: dict[str, str] = {}
        self._others: dict[str, str] = {}
        for actor in [entry.actor for entry in self._entries.values()]:
            if actor.kind is ActorKind.PERSON:
                self._surnames.setdefault(stem_name(actor.name.rsplit(None, 1)[-1]), actor.id)

    def add(self, name: str, label: EntityLabel, title: str = "") -> str:
        """Return the id of the actor called *name*, which is created if the article has not named it."""
        known = self._find_person(name) if label is EntityLabel.PERSON else self._others.get(_stem_all(name))
        if known is None:
            known = to_actor_id(name)
            self._entries.setdefault(known, _Entry(Actor(known, name, _KINDS[label], (), title), is_registered=False))
            if label is EntityLabel.PERSON:
                self._surnames.setdefault(stem_name(name.rsplit(None, 1)[-1]), known)
                if _HAN_NAME.fullmatch(name):
                    self._surnames.setdefault(name[:_HAN_SURNAME_CHARACTERS], known)
            else:
                self._others[_stem_all(name)] = known
        self._entries[known].forms.append(name)
        return known

    def _find_person(self, name: str) -> str | None:
        words = name.split()
        known = self._surnames.get(stem_name(words[-1]))
        if known is None or len(words) == 1:
            return known
        first = self._entries[known].actor.name.split()[0]
        is_alone = first == self._entries[known].actor.name
        return known if is_alone or stem_name(words[0])[:2] == stem_name(first)[:2] else None

    def get_kind(self, identity: str) -> ActorKind | None:
        """Return the kind of the actor *identity*, or None if the article has not named it."""
        entry = self._entries.get(identity)
        return entry.actor.kind if entry else None

    def knows(self, name: str, label: EntityLabel) -> bool:
        """Return whether the article has named an actor so."""
        known = self._find_person(name) if label is EntityLabel.PERSON else self._others.get(_stem_all(name))
        return known is not None

    def find_surname(self, name: str) -> str | None:
        """Return the id of the person whose surname *name* is, or None."""
        return self._surnames.get(stem_name(name.rsplit(None, 1)[-1]))

    def name_actors(self, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
        """Return *mentions* and their actors, each called by the fullest of its forms, and of these by the shortest."""
        actors: dict[str, Actor] = {}
        for identity in dict.fromkeys(one.actor for one in mentions if one.actor):
            entry = self._entries[identity]
            actor = entry.actor
            if not entry.is_registered and entry.forms:
                name = min(entry.forms, key=_rank_form)
                actor = replace(actor, id=to_actor_id(name), name=name)
            actors[identity] = actor
        renamed = tuple(replace(one, actor=actors[one.actor].id) if one.actor else one for one in mentions)
        unique = {actor.id: actor for actor in reversed(actors.values())}
        return renamed, tuple(reversed(unique.values()))


def _rank_form(name: str) -> tuple[int, int]:
    """Return the rank of a form of a name: that of most words first, and of these the shortest, in Han the longest."""
    return -len(name.split()), -len(name) if _HAN_NAME.fullmatch(name) else len(name)


def _stem_all(name: str) -> str:
    return " ".join(map(stem_name, name.split()))
