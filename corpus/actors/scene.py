"""An article's names with all that is known of them, for the readers of descriptions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.actors.found import Found
from corpus.actors.model import Name
from corpus.actors.places import opening_place
from corpus.actors.reading import Stretch
from corpus.model import Actor, ActorKind, Mention, MentionKind
from corpus.registry import Registry, key

#: How a description's owner is found: who holds which office, as the article itself tells it.
Posts = dict[tuple[str, str], set[str]]


@dataclass(slots=True)
class Scene:
    """
    An article while its descriptions are read.

    Attributes:
        text: The article's text.
        stretches: What is read of it.
        names: Its names, linked, in order; cities that are places too.
        registry: The known actors.
        found: The actors so far; readers add to it.
        day: ISO value of the publication day, or None.
        article: The article's key.
        home: Id of the state whose ministries need no adjective, or None.
        sited: Whether *home* is where the article says that it was written.
        posts: (owner id, folded title) → ids of the people whom the article gives that title.
        mentions: The descriptions read so far.
    """

    text: str
    stretches: list[Stretch]
    names: list[Name]
    registry: Registry
    found: dict[str, Found]
    day: str | None = None
    article: str = ""
    home: str | None = None
    sited: bool = False
    posts: Posts = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def actor(self, identity: str | None) -> Actor | None:
        """Give an actor of the article or the registry."""
        if identity is None:
            return None
        found = self.found.get(identity)
        return found.actor if found else self.registry.get(identity)

    def kind(self, name: Name) -> ActorKind | None:
        """Give the kind of the actor that *name* names."""
        actor = self.actor(name.actor)
        return actor.kind if actor else None

    def add(self, start: int, end: int, actor: Actor, kind: MentionKind = MentionKind.NOMINAL) -> None:
        """Keep a description of *actor*."""
        identity = self.registry.final(actor.id)
        known = self.registry.get(identity) or actor
        found = self.found.setdefault(identity, Found(known))
        if kind is MentionKind.NAME:
            found.spellings.append(self.text[start:end])
        self.mentions.append(Mention(start, end, self.text[start:end], identity, kind))

    def within(self, start: int, end: int) -> Iterator[Name]:
        """Give the names that stand wholly in ``[start, end)``."""
        at = bisect_left(self.names, start, key=lambda name: name.start)
        while at < len(self.names) and self.names[at].end <= end:
            yield self.names[at]
            at += 1


def home_of(scene: Scene, place: str | None) -> str | None:
    """Give the state that an article is told from: by its place of writing, else the first state its body names."""
    opening = opening_place(scene.text, scene.stretches, scene.names)
    for city in (place, opening.text if opening else None):
        if city:
            for known in scene.registry.known:
                if key(city) in {key(name) for name in (*known.places, known.actor.name)}:
                    scene.sited = True
                    return known.actor.id
    for name in scene.names:
        if scene.stretches[name.sentence].zone == "body" and scene.kind(name) is ActorKind.STATE:
            return name.actor
    return None
