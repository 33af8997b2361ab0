"""The bundled registry: registry.toml, and the states of the world from the package countryinfo."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.errors import RegistryError
from corpus.model import Actor, ActorKind
from corpus.registry.model import Known, Office, Registry
from corpus.registry.names import key, plain, slug

Row = Mapping[str, Any]

#: Endings of demonyms that name no single person and take no s ("British", "Chinese", "Swiss").
_NO_PLURAL = ("ese", "sh", "ch", "ss", "men", "man", "s", "z")


@lru_cache(maxsize=1)
def bundled() -> Registry:
    """
    Give the actors that are shipped: the world's states, organisations, and the people of the bundled topic.

    Raises:
        RegistryError: If registry.toml can't be read or contradicts itself.
    """
    try:
        rows = tomllib.loads((files("corpus.registry") / "registry.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError("registry.toml", str(error)) from error
    return read(rows, _countries(rows.get("not_states", ())))


def read(rows: Row, countries: Iterable[Row] = ()) -> Registry:
    """
    Make a registry of parsed TOML *rows*, on the ground of *countries* (code, name, capital, demonym, aliases).

    Raises:
        RegistryError: If two actors have one id or one alias; both are named.
    """
    corrections = {row["code"]: row for row in rows.get("state", ())}
    states = [_state({**country, **corrections.get(country["code"], {})}) for country in countries]
    nations = [_state(row) for row in rows.get("nation", ())]
    others = [_other(row) for row in rows.get("actor", ())]
    known = (*states, *nations, *others)
    _check(known)
    return Registry(known)


def _countries(skipped: Iterable[str]) -> Iterator[Row]:
    """Read countryinfo's table, offline; the first of two rows with one code wins."""
    from countryinfo import all_countries  # noqa: PLC0415 - 50 ms that only the registry needs

    seen = set(skipped) | {None, ""}
    for country in all_countries():
        code = country.iso(3)
        if code in seen:
            continue
        seen.add(code)
        name, capital = country.name().removeprefix("The "), country.capital()
        usual = [alias for alias in country.alt_spellings() if _english(alias, name)]
        demonyms = (country.demonym() or "").replace("/", ",").split(",")
        yield {
            "code": code,
            "name": plain(name),
            "capital": plain(capital) if isinstance(capital, str) else "",
            "demonyms": [demonym.strip() for demonym in demonyms if demonym.strip() and plain(demonym) != plain(name)],
            "aliases": [*([name] if plain(name) != name else []), *usual],
        }


def _english(alias: str, name: str) -> bool:
    """Tell a long English name ("Kingdom of Norway") from codes and from names in other languages."""
    words = ("Republic of", "Kingdom of", "State of", "Federation of", "Commonwealth of", "Union of")
    return alias.startswith(words) and plain(name).split()[-1] in plain(alias) and "Taiwan" not in name


def _state(row: Row) -> Known:
    cities = tuple(c for c in (row.get("capital", ""), *row.get("cities", ())) if c)
    return Known(
        Actor(
            slug(row["name"]), row["name"], ActorKind.STATE, tuple(row.get("aliases", ())), row.get("description", "")
        ),
        demonyms=tuple(_with_plurals(row.get("demonyms", ()))),
        metonyms=tuple(dict.fromkeys((*cities, *row.get("metonyms", ())))),
        places=cities,
        contextual=tuple(row.get("contextual", ())),
    )


def _with_plurals(demonyms: Iterable[str]) -> Iterator[str]:
    for demonym in demonyms:
        yield demonym
        if not demonym.endswith(_NO_PLURAL) and demonym + "s" not in demonyms:
            yield demonym + "s"


def _other(row: Row) -> Known:
    try:
        kind = ActorKind(row["kind"])
        offices = tuple(Office(**office) for office in row.get("offices", ()))
    except (KeyError, TypeError, ValueError) as error:
        raise RegistryError(
            str(row.get("name", "an actor")), f"has no kind or office that can be read: {error}"
        ) from error
    name, aliases = row["name"], tuple(row.get("aliases", ()))
    identity = row.get("id") or slug(name)
    return Known(
        Actor(identity, name, kind, aliases, row.get("description", ""), row.get("part_of")),
        demonyms=tuple(row.get("demonyms", ())),
        metonyms=tuple(row.get("metonyms", ())),
        contextual=tuple(row.get("contextual", ())),
        offices=offices,
    )


def _check(known: Iterable[Known]) -> None:
    ids: dict[str, Known] = {}
    names: dict[str, Known] = {}
    for one in known:
        actor = one.actor
        if actor.id in ids:
            raise RegistryError(actor.id, f"is the id of two actors, {ids[actor.id].actor.name} and {actor.name}")
        ids[actor.id] = one
        for name in (actor.name, *actor.aliases, *one.demonyms, *one.metonyms, *one.contextual):
            other = names.setdefault(key(name), one)
            if other is not one:
                raise RegistryError(name, f"belongs to two actors, {other.actor.name} and {actor.name}")
