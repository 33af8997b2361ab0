"""The values that the finder of actors works with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Actor, Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Cast:
    """
    Who acts in an article.

    Attributes:
        mentions: Words that name actors, in order; they may nest. Those that were left open have no actor.
        actors: Everybody whom a mention names, by first appearance.
    """

    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()


class Label(StrEnum):
    """What a name in a text names."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    PLACE = "LOC"
    OTHER = "MISC"


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name in a text.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: The words.
        label: What it names.
        kind: How.
        actor: Id of the known actor that it names, or None where it is still to be linked.
        sentence: Number of the stretch that it stands in.
        place: Whether it may also be a mere place (a capital).
        contextual: Whether it names its actor only where that is named otherwise too.
        shared: Whether it was left open because several people of the article bear it.
        sure: Whether *label* is well enough founded to make an actor of a name that nobody knows.
    """

    start: int
    end: int
    text: str
    label: Label
    kind: MentionKind = MentionKind.NAME
    actor: str | None = None
    sentence: int = 0
    place: bool = False
    contextual: bool = False
    sure: bool = True
    shared: bool = False
