"""Actors as they grow while an article is read, and which of several a surname means."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from corpus.model import Actor
from corpus.registry import bundled, slug, titled

#: A surname that several bear is taken for the one bearer named so many sentences before …
_NEAR = 2
#: … or for the one named so many times as often as any other, none of whom was named so many sentences before.
_MORE, _FAR = 3, 8


@dataclass(slots=True)
class Found:
    """
    An actor as it grows while an article is read.

    Attributes:
        actor: The actor, as far as it is known.
        spellings: How it is written, in order.
        named_in: Numbers of the sentences that name it.
        states: Ids of the states that its titles name.
        woman: Whether the words after a name say so ("the sister of").
    """

    actor: Actor
    spellings: list[str] = field(default_factory=list)
    named_in: list[int] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    woman: bool = False

    def finished(self) -> Actor:
        """Give the actor with the spellings that were read as its aliases; a name made of its id gives way to one."""
        forms = [self.actor.name, *self.actor.aliases, *self.spellings]
        if self.actor.name == titled(self.actor.id) and self.actor.id not in bundled().by_id:
            forms.sort(key=lambda form: slug(form) != self.actor.id or form == self.actor.name or form.isupper())
        names: dict[str, str] = {}
        for form in forms:
            held = names.setdefault(form.casefold(), form)
            if " " in held and held.isupper() and not form.isupper():
                names[form.casefold()] = form  # a name that a headline has in capitals
        name, *aliases = names.values()
        return replace(self.actor, name=name, aliases=tuple(aliases))

    def since(self, sentence: int) -> int:
        """Give how many sentences before *sentence* it was last named; many where it was not."""
        return min((sentence - number for number in self.named_in if number <= sentence), default=10 * _FAR)


def narrowed(bearers: Sequence[Found], sentence: int, states: AbstractSet[str], man: bool) -> Found | None:
    """
    Choose whom a surname means: by "Mr", by who was just named, whose state is named, and who is named most.

    Args:
        bearers: The people of the article who bear it, two or more.
        sentence: Number of the sentence it stands in.
        states: Ids of the actors named in that sentence and the one before.
        man: Whether "Mr" stands before it.

    Returns:
        None where none of these decides.
    """
    pool = [one for one in bearers if not (man and one.woman)]
    near = [one for one in pool if one.since(sentence) <= _NEAR]
    if len(near) == 1 or len(pool) == 1:
        return (near or pool)[0]
    pool = near or pool
    akin = [one for one in pool if one.states & states]
    if len(akin) == 1 and all(one.states for one in pool):
        return akin[0]
    often = sorted(pool, key=lambda one: -len(one.named_in))
    if near or len(often) < 2 or len(often[0].named_in) < _MORE * len(often[1].named_in):
        return None
    return often[0] if all(one.since(sentence) > _FAR for one in often[1:]) else None
