"""Names to actors, by the light of the whole article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.actors.model import Label, Name
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import AT_PLACES, TITLE_WORDS
from corpus.model import Actor, ActorKind, MentionKind
from corpus.registry import Registry, key, slug

#: A surname that several bear is taken for the one bearer named so many sentences before …
_NEAR = 2
#: … or for the one named so many times as often as any other, none of whom was named so many sentences before.
_MORE, _FAR = 3, 8
_WORDS = re.compile(r"[\w-]+")
_MAN = re.compile(r"\bMr\.?\s$")
_WOMAN = re.compile(r",\s[\w'’ -]{0,40}?\b(?:sister|wife|widow|daughter|mother|woman|spokeswoman|chairwoman)\b")


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
        """Give the actor with the spellings that were read as its aliases."""
        names = dict.fromkeys((*self.actor.aliases, *self.spellings))
        names.pop(self.actor.name, None)
        return replace(self.actor, aliases=tuple(names))


def linked(text: str, names: Sequence[Name], registry: Registry) -> tuple[list[Name], dict[str, Found]]:
    """
    Give every name its actor, or None where it was left open, and the actors found.

    Full names first, wherever in the article they stand; then what is short: surnames, acronyms, contextual names.
    """
    cast = _Cast(text, names, registry)
    result = list(names)
    for at in sorted(range(len(names)), key=lambda at: (_rank(names[at]), names[at].start)):
        who = cast.who(at)
        if names[at].actor is None:
            shared = who is None and key(names[at].text) in cast.people
            result[at] = replace(names[at], actor=who, label=cast.label(at, who, shared), shared=shared)
        elif who is None:
            result[at] = replace(names[at], actor=None)
    return result, cast.found


def _rank(name: Name) -> int:
    if name.contextual:
        return 3
    if name.actor is not None:
        return 0
    return 1 if " " in name.text else 2


class _Cast:
    def __init__(self, text: str, names: Sequence[Name], registry: Registry) -> None:
        self.text = text
        self.names = names
        self.registry = registry
        self.found: dict[str, Found] = {}
        self.people: dict[str, list[str]] = {}
        self.keys: dict[str, str] = {}
        self.bodies: dict[str, set[str]] = {}
        self._states = self._by_sentence()

    def _by_sentence(self) -> dict[int, set[str]]:
        states: dict[int, set[str]] = {}
        for name in self.names:
            if name.actor:
                states.setdefault(name.sentence, set()).add(name.actor)
        return states

    def who(self, at: int) -> str | None:
        name = self.names[at]
        if name.actor is None and key(name.text) in self.people and not self._somewhere(name):
            return self._surname(at)
        if name.actor is None and (whole := self._shortened(name)):
            return self._again(whole, at)
        if name.label is Label.PLACE:
            return name.actor
        if name.actor is not None:
            return self._registered(at)
        if name.label is Label.PERSON or (name.label is Label.OTHER and " " not in name.text):
            return self._person(at)
        return self._organisation(at) if name.label is Label.ORGANISATION else None

    def label(self, at: int, who: str | None, shared: bool) -> Label:
        """Give the label of a discovered name by the kind of its actor."""
        kind = ActorKind.PERSON if shared else self.found[who].actor.kind if who in self.found else None
        if kind is ActorKind.PERSON:
            return Label.PERSON
        return Label.ORGANISATION if kind is ActorKind.ORGANISATION else self.names[at].label

    def _somewhere(self, name: Name) -> bool:
        """Tell whether a name stands after a preposition of place, so that it need be no surname."""
        words = _WORDS.findall(self.text, max(0, name.start - 12), name.start)
        return name.label is Label.PLACE and bool(words) and words[-1].lower() in AT_PLACES

    def _registered(self, at: int) -> str | None:
        name = self.names[at]
        identity = self.registry.final(str(name.actor))
        actor = self.registry.get(identity)
        if actor is None or (name.contextual and identity not in self.found):
            return None
        self._note(identity, actor, at, spelled=name.kind is MentionKind.NAME and not name.contextual)
        return identity

    def _note(self, identity: str, actor: Actor, at: int, spelled: bool = True) -> None:
        name = self.names[at]
        found = self.found.setdefault(identity, Found(actor))
        found.named_in.append(name.sentence)
        if spelled:
            found.spellings.append(name.text)
        if actor.kind is ActorKind.ORGANISATION and identity not in self.registry.by_id and " " in name.text:
            first = name.text.split()[0]
            if not ordinary(first.lower()):
                self.bodies.setdefault(key(first), set()).add(identity)
        if actor.kind is ActorKind.PERSON:
            found.states |= {actor.part_of} if actor.part_of else self._titled(at)
            found.woman = found.woman or _WOMAN.match(self.text, name.end) is not None
            for part in {*name.text.split(), *actor.name.split()}:
                bearers = self.people.setdefault(key(part), [])
                if identity not in bearers:
                    bearers.append(identity)
            for variant in _variants(name.text):
                self.keys.setdefault(variant, identity)

    def _titled(self, at: int) -> set[str]:
        """Give the state in the title right before a person's name: "South Korean vice minister"."""
        before = self.names[at - 1] if at else None
        if before is None or before.actor is None or before.sentence != self.names[at].sentence:
            return set()
        words = _WORDS.findall(self.text, before.end, self.names[at].start)
        return (
            {before.actor} if len(words) < 8 and all(word.lower() in TITLE_WORDS | {"s"} for word in words) else set()
        )

    def _person(self, at: int) -> str | None:
        name = self.names[at]
        if " " not in name.text:
            return self._surname(at)
        for variant in _variants(name.text):
            if variant in self.keys:
                return self._again(self.keys[variant], at)
        return self._new(at, ActorKind.PERSON)

    def _again(self, identity: str, at: int) -> str:
        self._note(identity, self.found[identity].actor, at)
        return identity

    def _surname(self, at: int) -> str | None:
        name = self.names[at]
        folded = key(name.text)
        bearers = [b for b in self.people.get(folded, []) if (b, folded) not in self.registry.apart]
        if len(bearers) > 1:
            bearers = self._meant(bearers, name)
            if len(bearers) != 1:
                return None
        if bearers:
            found = self.found[bearers[0]]
            found.spellings.append(name.text)
            found.named_in.append(name.sentence)
            return bearers[0]
        return self._new(at, ActorKind.PERSON) if name.label is Label.PERSON and name.sure else None

    def _meant(self, bearers: Sequence[str], name: Name) -> list[str]:
        """Narrow the bearers of a surname down: by who was just named, whose state is named, who is named most."""
        near = [b for b in bearers if self._since(b, name) <= _NEAR]
        if near:
            return near
        here = self._states.get(name.sentence, set()) | self._states.get(name.sentence - 1, set())
        if _MAN.search(self.text, max(0, name.start - 5), name.start):
            bearers = [b for b in bearers if not self.found[b].woman]
            if len(bearers) == 1:
                return list(bearers)
        akin = [b for b in bearers if self.found[b].states & here]
        if len(akin) == 1 and all(self.found[b].states for b in bearers):
            return akin
        often = sorted(bearers, key=lambda b: -len(self.found[b].named_in))
        first, second = (len(self.found[b].named_in) for b in often[:2])
        far = all(self._since(b, name) > _FAR for b in often[1:])
        return often[:1] if first >= _MORE * second and far else []

    def _since(self, identity: str, name: Name) -> int:
        """Give how many sentences before *name* somebody was last named."""
        gaps = [name.sentence - s for s in self.found[identity].named_in if s <= name.sentence]
        return min(gaps, default=_FAR * _MORE)

    def _organisation(self, at: int) -> str | None:
        name = self.names[at]
        if (identity := self.keys.get(key(name.text)) or self._expanded(at)) is not None:
            self.keys[key(name.text)] = identity
            return self._again(identity, at)
        return self._new(at, ActorKind.ORGANISATION) if name.sure else None

    def _expanded(self, at: int) -> str | None:
        """Give the body whose full name stands right before its acronym in brackets: "… of Industry (CBI)"."""
        name, before = self.names[at], self.names[at - 1] if at else None
        if before is None or not name.text.isupper() or self.text[before.end : name.start] != " (":
            return None
        initials = "".join(word[0] for word in _WORDS.findall(before.text) if word[0].isupper())
        return self.keys.get(key(before.text)) if initials == name.text.replace(".", "") else None

    def _shortened(self, name: Name) -> str | None:
        """Give the one body of the article that *name* is the first word of ("Baikal" for a Baikal Finance Group)."""
        bodies = self.bodies.get(key(name.text), set())
        return next(iter(bodies)) if len(bodies) == 1 and name.text.istitle() else None

    def _new(self, at: int, kind: ActorKind) -> str | None:
        name = self.names[at]
        identity = self.registry.final(slug(name.text))
        actor = self.registry.get(identity) or Actor(identity, name.text, kind)
        self.keys[key(name.text)] = identity
        self._note(identity, actor, at)
        return identity


def _variants(name: str) -> Iterable[str]:
    """Give keys under which spellings of one person's name agree: hyphens, spaces, the order of its parts."""
    parts = sorted(key(part) for part in name.replace("-", " ").split())
    return (key(name), " ".join(parts))
