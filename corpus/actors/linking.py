"""Names to actors, by the light of the whole article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.actors.found import Found, narrowed
from corpus.actors.model import Label, Name
from corpus.actors.people import parts, same, shared_surnames, variants
from corpus.actors.vocabulary import ordinary
from corpus.actors.words import AT_PLACES, ORGANISATION_HEADS, TITLE_WORDS
from corpus.model import Actor, ActorKind, MentionKind
from corpus.registry import Registry, key, slug

_WORDS = re.compile(r"[\w-]+")
_MAN = re.compile(r"\bMr\.?\s$")
_WOMAN = re.compile(r",\s[\w'’ -]{0,40}?\b(?:sister|wife|widow|daughter|mother|woman|spokeswoman|chairwoman)\b")


def linked(text: str, names: Sequence[Name], registry: Registry) -> tuple[list[Name], dict[str, Found]]:
    """
    Give every name its actor, or None where it was left open, and the actors found.

    Full names first, wherever in the article they stand; then what is short: surnames, acronyms, contextual names.
    """
    cast = _Cast(text, names, registry)
    result = list(names)
    for at in sorted(range(len(names)), key=lambda at: _turn(names[at], cast.surnames)):
        who = cast.who(at)
        if names[at].actor is None or who in cast.people.get(key(names[at].text), ()):
            shared = who is None and cast.open(names[at])
            result[at] = replace(names[at], actor=who, label=cast.label(at, who, shared), shared=shared)
        elif who is None:
            result[at] = replace(names[at], actor=None)
    return result, cast.found


def _turn(name: Name, surnames: AbstractSet[str]) -> tuple[int, int, int]:
    """Give when a name is linked: known ones first, then full ones, the fullest first, then what leans on these."""
    if name.contextual:
        return 3, 0, name.start
    if name.actor is not None:
        return (2 if key(name.text) in surnames else 0), 0, name.start
    return (1, -len(parts(name.text)), name.start) if " " in name.text else (2, 0, name.start)


class _Cast:
    def __init__(self, text: str, names: Sequence[Name], registry: Registry) -> None:
        self.text = text
        self.names = names
        self.registry = registry
        self.found: dict[str, Found] = {}
        self.people: dict[str, list[str]] = {}
        self.keys: dict[str, str] = {}
        full = (name for name in names if name.actor is None and name.label is Label.PERSON and " " in name.text)
        self.surnames = frozenset(key(name.text.split()[-1]) for name in full)
        self.common = shared_surnames(registry)
        self.bodies: dict[str, set[str]] = {}
        self.forms: dict[str, set[str]] = {}
        for name in names:
            if name.actor:
                self.forms.setdefault(name.actor, set()).add(name.text)
        self._states = self._by_sentence()

    def _by_sentence(self) -> dict[int, set[str]]:
        states: dict[int, set[str]] = {}
        for name in self.names:
            if name.actor:
                states.setdefault(name.sentence, set()).add(name.actor)
        return states

    def who(self, at: int) -> str | None:
        name = self.names[at]
        if key(name.text) in self.people and not self._somewhere(name) and not self._evident(name):
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

    def open(self, name: Name) -> bool:
        """Tell whether a name that has no actor is a surname that several people bear."""
        folded = key(name.text)
        return folded in self.people or (folded in self.common and name.label is Label.PERSON and name.sure)

    def label(self, at: int, who: str | None, shared: bool) -> Label:
        """Give the label of a discovered name by the kind of its actor."""
        kind = ActorKind.PERSON if shared else self.found[who].actor.kind if who in self.found else None
        if kind is ActorKind.PERSON:
            return Label.PERSON
        return Label.ORGANISATION if kind is ActorKind.ORGANISATION else self.names[at].label

    def _evident(self, name: Name) -> bool:
        """Tell whether a known name that is somebody's surname too ("Jordan") stands for its actor all the same."""
        if name.actor is None:
            return False
        if name.text.isupper():
            return True  # "U.N." is no Mr Un
        return key(name.text) not in self.surnames or len(self.forms[name.actor] | {name.text}) > 1

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
            if not ordinary(first.lower()) and first.lower() not in ORGANISATION_HEADS:
                self.bodies.setdefault(key(first), set()).add(identity)
        if actor.kind is ActorKind.PERSON:
            found.states |= {actor.part_of} if actor.part_of else self._titled(at)
            found.woman = found.woman or _WOMAN.match(self.text, name.end) is not None
            for part in {*name.text.split(), *actor.name.split()}:
                bearers = self.people.setdefault(key(part), [])
                if identity not in bearers:
                    bearers.append(identity)
            for variant in variants(name.text):
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
        for variant in variants(name.text):
            if variant in self.keys and not self._apart(self.keys[variant], name):
                return self._again(self.keys[variant], at)
        bearers = [
            b
            for b in self.people.get(key(name.text.split()[-1]), [])
            if self._same(b, name.text) and not self._apart(b, name)
        ]
        return self._again(bearers[0], at) if len(bearers) == 1 else self._new(at, ActorKind.PERSON)

    def _same(self, identity: str, name: str) -> bool:
        found = self.found[identity]
        return any(same(name, other) for other in {found.actor.name, *found.spellings} if " " in other)

    def _apart(self, identity: str, name: Name) -> bool:
        """Tell whether a curator said that *name* is not this actor's."""
        return (identity, key(name.text)) in self.registry.apart

    def _again(self, identity: str, at: int) -> str:
        self._note(identity, self.found[identity].actor, at)
        return identity

    def _surname(self, at: int) -> str | None:
        name = self.names[at]
        folded = key(name.text)
        bearers = [b for b in self.people.get(folded, []) if not self._apart(b, name)]
        if len(bearers) > 1:
            here = self._states.get(name.sentence, set()) | self._states.get(name.sentence - 1, set())
            man = _MAN.search(self.text, max(0, name.start - 5), name.start) is not None
            meant = narrowed([self.found[b] for b in bearers], name.sentence, here, man)
            if meant is None:
                return None
            bearers = [meant.actor.id]
        if bearers:
            found = self.found[bearers[0]]
            found.spellings.append(name.text)
            found.named_in.append(name.sentence)
            return bearers[0]
        if folded in self.common:
            return None  # the registry knows several, the article none
        return self._new(at, ActorKind.PERSON) if name.label is Label.PERSON and name.sure else None

    def _organisation(self, at: int) -> str | None:
        name = self.names[at]
        identity = self.keys.get(key(name.text)) or self._expanded(at)
        if identity is not None and not self._apart(identity, name):
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
        """Give the one body of the article that *name* is the first word of ("Orion" for an Orion Finance Group)."""
        bodies = self.bodies.get(key(name.text), set())
        return next(iter(bodies)) if len(bodies) == 1 and name.text.istitle() else None

    def _new(self, at: int, kind: ActorKind) -> str | None:
        name = self.names[at]
        identity = self.registry.final(slug(name.text))
        actor = self.registry.get(identity) or Actor(identity, name.text, kind)
        self.keys[key(name.text)] = identity
        self._note(identity, actor, at)
        return identity
