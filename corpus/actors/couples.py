"""Two states together, and what they signed: "the two countries", "the pact"."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from corpus.actors.model import Label
from corpus.actors.scene import Scene
from corpus.model import Actor, ActorKind

_PAIR = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose)\s+two|[Bb]oth|[Tt]wo)\s+"
    r"(?:countries|nations|states|allies|neighbours|neighbors)\b(?!['’]|\s+of\b)"
)
_AND = re.compile(r"\s+and\s+|\s*[-–]\s*")
_OF_PAPER = (
    r"(?:(?:new|mutual|bilateral|joint|comprehensive|strategic|partnership|defen[cs]e|security|military|peace|friendship"
    r"|co-?operation|assistance|non-aggression|trade|landmark|breakthrough)(?:[ -]|,\s))"
)
#: A paper that states sign, unless it is said to be an older or another one.
_PAPER = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]heir|[Aa]n?)\s+(?P<paper>{_OF_PAPER}{{0,6}}(?:treaty|pact|accord|partnership|agreement))\b"
    r"(?!\s+(?:of|from|in)\s+(?:\w+\s+)?\d{4}|['’-]\w{2,})"
)
_SIGNED = re.compile(r"\b(?:sign|signs|signed|signing|agreed|concluded|sealed|ratified|struck)\b")
#: A pair is meant for so many sentences after it was named once; named twice, everywhere.
_REACH = 4


class Couple(NamedTuple):
    """The two states that an article couples most: their ids, and the sentences where it does."""

    first: str
    second: str
    sentences: tuple[int, ...]

    def meant(self, sentence: int) -> bool:
        """Tell whether *sentence* can mean the pair."""
        return len(self.sentences) > 1 or any(0 <= sentence - at < _REACH for at in self.sentences)


def couples(scene: Scene) -> None:
    """Resolve "the two countries" to the states that the article couples most, and "the pact" to what they signed."""
    couple = _couple(scene)
    first, second = (scene.actor(couple.first), scene.actor(couple.second)) if couple else (None, None)
    if couple is None or first is None or second is None:
        return
    group = Actor(f"{first.id}-and-{second.id}", f"{first.name} and {second.name}", ActorKind.GROUP)
    paper = _signed(scene, couple, group)
    for number, stretch in enumerate(scene.stretches):
        if couple.meant(number):
            for match in _PAIR.finditer(scene.text, stretch.start, stretch.end):
                scene.add(match.start(), match.end(), group)
        if paper is not None:
            for match in _PAPER.finditer(scene.text, stretch.start, stretch.end):
                scene.add(match.start(), match.end(), paper)


def _couple(scene: Scene) -> Couple | None:
    """Find the pair; None where two pairs are coupled equally often."""
    coupled: Counter[tuple[str, str]] = Counter()
    near: list[tuple[int, tuple[str, str]]] = []
    states = [n for n in scene.names if scene.kind(n) is ActorKind.STATE and n.label is not Label.PLACE]
    for one, other in pairwise(states):
        if one.actor and other.actor and one.actor != other.actor and _AND.fullmatch(scene.text, one.end, other.start):
            pair = min(one.actor, other.actor), max(one.actor, other.actor)
            coupled[pair] += 1
            near.append((one.sentence, pair))
    best = coupled.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    pair = best[0][0]
    return Couple(*pair, tuple(sentence for sentence, other in near if other == pair))


def _signed(scene: Scene, couple: Couple, group: Actor) -> Actor | None:
    """Make the actor for what a pair signed, where a sentence that names both says that it was signed."""
    wanted = {couple.first, couple.second}
    for stretch in scene.stretches:
        named = {name.actor for name in scene.within(stretch.start, stretch.end)}
        paper = _PAPER.search(scene.text, stretch.start, stretch.end)
        if paper and wanted <= named and _SIGNED.search(scene.text, stretch.start, stretch.end):
            papers = (match["paper"] for other in scene.stretches for match in _PAPER.finditer(scene.text, *other[:2]))
            name = f"treaty of {group.name}"
            return Actor(f"{group.id}-treaty", name, ActorKind.DOCUMENT, tuple(dict.fromkeys(papers)))
    return None
