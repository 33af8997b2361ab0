"""The registry of known actors: names, demonyms, metonyms and offices, loaded from registry.toml and countries.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from corpus.errors import RegistryError
from corpus.languages.en.abbreviations import INVISIBLE_CHARACTERS
from corpus.languages.en.people import ENDINGS_WITHOUT_PLURAL
from corpus.languages.en.vocabulary import LEADING_ARTICLE
from corpus.models import Actor, ActorKind, strip_accents


@dataclass(frozen=True, slots=True)
class Office:
    """
    An office that a person holds or held.

    Attributes:
        title: Title of the holder, in lower case ("president", "secretary general").
        of: Id of the state or organization.
        since: ISO value of the first day, or None if unknown.
        until: ISO value of the last day, or None if it is still held.
    """

    title: str
    of: str
    since: str | None = None
    until: str | None = None

    def is_held_on(self, day: str | None) -> bool:
        """Return whether it was held on *day*, an ISO value; without a day, whether it still is."""
        if day is None:
            return self.until is None
        return (self.since or "") <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """
    An actor of the registry and the words that name it.

    Attributes:
        actor: The actor; its aliases are valid anywhere.
        demonyms: Adjectives and nouns for people of a state or group ("North Korean").
        metonyms: Capitals, palaces and buildings that stand for it ("Seoul", "Kremlin").
        places: The *metonyms* that are cities, and so may refer to a mere place.
        contextual: Names that are valid only if the actor is also named otherwise ("the North").
        offices: Offices that a person holds or held.
    """

    actor: Actor
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, eq=False)
class Registry:
    """
    The known actors; a registry is equal only to itself.

    Attributes:
        entries: The entries, each id once.
        merged: For each merged id, the id that it was merged into; articles may still yield the merged id.
        excluded_names: Pairs of an actor's id and a normalized name that a curation denies it.
    """

    entries: tuple[RegistryEntry, ...] = ()
    merged: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    excluded_names: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, RegistryEntry]:
        """The entries by actor id."""
        return MappingProxyType({known.actor.id: known for known in self.entries})

    def get(self, key: str) -> Actor | None:
        """Return the actor with the id *key*, or None."""
        entry = self.by_id.get(key)
        return entry.actor if entry else None

    def resolve_id(self, key: str) -> str:
        """Return the id that *key* was finally merged into, or *key* itself."""
        seen = {key}
        while (key := self.merged.get(key, key)) not in seen:
            seen.add(key)
        return key

    def restrict_to_day(self, day: date) -> Registry:
        """
        Return a copy as of *day*: with the offices held by then, and without descriptions of people.

        Who holds an office still is who held it on *day*. A description may tell of an office that somebody holds now.
        """
        return replace(self, entries=tuple(_restrict_entry(one, day.isoformat()) for one in self.entries))

    def exclude_people(self) -> Registry:
        """Return a copy without people, to measure how well names are discovered."""
        return replace(self, entries=tuple(k for k in self.entries if k.actor.kind is not ActorKind.PERSON))


def _restrict_entry(entry: RegistryEntry, day: str) -> RegistryEntry:
    if entry.actor.kind is not ActorKind.PERSON:
        return entry
    offices = tuple(
        replace(office, until=None if office.is_held_on(day) else office.until)
        for office in entry.offices
        if (office.since or "") <= day
    )
    return replace(entry, actor=replace(entry.actor, description=""), offices=offices)


_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE_CHARACTERS))
_POSSESSIVE_SUFFIX = re.compile(r"['’]s\b")


@lru_cache(maxsize=1 << 16)
def normalize_name(name: str) -> str:
    """Return a key that all spellings of *name* share: ``the U.S.`` = ``US``, ``Kim Jong-un`` = ``KIM JONG UN``."""
    folded = _POSSESSIVE_SUFFIX.sub("", strip_accents(name).casefold()).strip()
    return "".join(c for c in LEADING_ARTICLE.sub("", folded) if c.isalnum())


def strip_invisible(name: str) -> str:
    """Return *name* without soft hyphens and zero-width characters."""
    return name if name.isascii() else name.translate(_INVISIBLE)


def to_actor_id(name: str) -> str:
    """Return an id made of *name*: ``moon-jae-in`` for ``Moon Jae-in``; other scripts keep their letters."""
    folded = LEADING_ARTICLE.sub(
        "", _POSSESSIVE_SUFFIX.sub("", strip_accents(strip_invisible(name)).casefold()).replace(".", "").strip()
    )
    return "-".join(re.findall(r"\w+", folded)) or "unnamed"


def to_display_name(identity: str) -> str:
    """Return a name made of an id, for lack of a better one: ``Moon Jae In`` for ``moon-jae-in``."""
    return identity.replace("-", " ").title()


def is_in_capitals(name: str, kind: ActorKind) -> bool:
    """Return whether a headline or a dateline has *name* in capitals: "OSLO" and "RED CROSS", unlike "NATO"."""
    return name.isupper() and (" " in name or kind in {ActorKind.PERSON, ActorKind.PLACE})


RegistryRow = Mapping[str, Any]


@lru_cache(maxsize=1)
def load_bundled_registry() -> Registry:
    """
    Return the bundled registry: the world's states, organizations, and the people of the bundled topic.

    Raises:
        RegistryError: If registry.toml can't be read or contradicts itself.
    """
    try:
        rows, countries = (
            tomllib.loads((files("corpus.entities") / name).read_text(encoding="utf-8"))
            for name in ("registry.toml", "countries.toml")
        )
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError("registry.toml", f"I can't read registry.toml: {error}.") from error
    not_states = frozenset(rows.get("not_states", ()))
    return parse_registry(rows, [row for row in countries["country"] if row["code"] not in not_states])


def parse_registry(rows: RegistryRow, countries: Iterable[RegistryRow] = ()) -> Registry:
    """
    Build a registry from parsed TOML *rows* and *countries* (code, name, capital, demonyms, aliases).

    Raises:
        RegistryError: If two actors share an id or a name (both are named), or a kind or an office is invalid.
    """
    corrections = {row["code"]: row for row in rows.get("state", ())}
    states = [_build_state({**country, **corrections.get(country["code"], {})}) for country in countries]
    nations = [_build_state(row) for row in rows.get("nation", ())]
    others = [_build_actor(row) for row in rows.get("actor", ())]
    entries = (*states, *nations, *others)
    _check_unique(entries)
    return Registry(entries)


def _build_state(row: RegistryRow) -> RegistryEntry:
    cities = tuple(c for c in (row.get("capital", ""), *row.get("cities", ())) if c)
    return RegistryEntry(
        Actor(
            to_actor_id(row["name"]),
            row["name"],
            ActorKind.STATE,
            tuple(row.get("aliases", ())),
            row.get("description", ""),
        ),
        demonyms=tuple(_add_plurals(row.get("demonyms", ()))),
        metonyms=tuple(dict.fromkeys((*cities, *row.get("metonyms", ())))),
        places=cities,
        contextual=tuple(row.get("contextual", ())),
    )


def _add_plurals(demonyms: Iterable[str]) -> Iterator[str]:
    for demonym in demonyms:
        yield demonym
        if not demonym.endswith(ENDINGS_WITHOUT_PLURAL) and demonym + "s" not in demonyms:
            yield demonym + "s"


def _build_actor(row: RegistryRow) -> RegistryEntry:
    try:
        kind = ActorKind(row["kind"])
        offices = tuple(Office(**office) for office in row.get("offices", ()))
    except (KeyError, TypeError, ValueError) as error:
        raise RegistryError(
            str(row.get("name", "an actor")),
            f"The kind or an office of {row.get('name', 'an actor')} is invalid: {error}.",
        ) from error
    name, aliases = row["name"], tuple(row.get("aliases", ()))
    identity = row.get("id") or to_actor_id(name)
    return RegistryEntry(
        Actor(identity, name, kind, aliases, row.get("description", ""), row.get("part_of")),
        demonyms=tuple(row.get("demonyms", ())),
        metonyms=tuple(row.get("metonyms", ())),
        contextual=tuple(row.get("contextual", ())),
        offices=offices,
    )


def _check_unique(entries: Iterable[RegistryEntry]) -> None:
    ids: dict[str, RegistryEntry] = {}
    names: dict[str, RegistryEntry] = {}
    for entry in entries:
        actor = entry.actor
        if actor.id in ids:
            raise RegistryError(
                actor.id, f"Two actors have the id {actor.id}: {ids[actor.id].actor.name} and {actor.name}."
            )
        ids[actor.id] = entry
        for name in (actor.name, *actor.aliases, *entry.demonyms, *entry.metonyms, *entry.contextual):
            other = names.setdefault(normalize_name(name), entry)
            if other is not entry:
                raise RegistryError(name, f"Two actors have the name “{name}”: {other.actor.name} and {actor.name}.")
