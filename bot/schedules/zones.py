"""Time zones to choose from, by city, country or IANA name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

#: What is offered before anything is typed: a zone for each of the bot's languages, and some that many live in.
_FIRST = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Kyiv", "America/New_York", "America/Chicago"),
    *("America/Los_Angeles", "America/Sao_Paulo", "Asia/Seoul", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney"),
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A zone, its city as a reader calls it, and all that it is found by."""

    zone: str
    city: str
    found_by: tuple[str, ...]


def zones_like(typed: str, now: datetime, language: str = "en", most: int = 25) -> tuple[tuple[str, str], ...]:
    """
    Offer zones whose city, country or IANA name has a word that begins like *typed*.

    Args:
        typed: What was typed so far; a few usual zones where it is blank.
        now: Tells what the clocks there show.
        language: In which cities and countries are named, besides English.
        most: Most offered.

    Returns:
        What to read ("Seoul (Asia/Seoul), 09:14") and the IANA name of each, those of the city's name first.
    """
    named = _zones(language)
    wanted = fold(typed)
    if not wanted:
        found: Sequence[_Named] = [named[zone] for zone in _FIRST if zone in named]
    else:
        ranked = sorted((rank, one.zone) for one in named.values() if (rank := _rank(one, wanted)) is not None)
        found = [named[zone] for _, zone in ranked]
    return tuple((_label(one, now), one.zone) for one in found[:most])


def _rank(one: _Named, wanted: str) -> int | None:
    for rank, name in enumerate(one.found_by):
        if name.startswith(wanted):
            return 2 * rank
        if f" {wanted}" in name or f"/{wanted}" in name:
            return 2 * rank + 1
    return None


def _label(one: _Named, now: datetime) -> str:
    shown = f"{now.astimezone(ZoneInfo(one.zone)):%H:%M}"
    return f"{one.zone}, {shown}" if one.city == one.zone else f"{one.city} ({one.zone}), {shown}"


@cache
def _zones(language: str) -> Mapping[str, _Named]:
    """Return UTC and the zones that the IANA places in a country, by their present names."""
    here, english = Locale.parse(language), Locale.parse("en")
    known, aliases = available_timezones(), _aliases()
    found = {"UTC": _Named("UTC", "UTC", ("utc", "gmt", "universal time"))}
    for zone, territory in _territories().items():
        if zone not in known:
            continue
        names = aliases.get(zone, (zone,))
        city = _city(names, here)
        found_by = (
            city,
            _city(names, english),
            here.territories.get(territory, ""),
            english.territories.get(territory, ""),
            *names,
        )
        found[zone] = _Named(zone, city, tuple(fold(name) for name in found_by))
    return found


def _territories() -> Mapping[str, str]:
    """Read zone.tab: each zone and its country, in two letters. Babel's own table lags behind in names and zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: territory for territory, _, zone, *_ in rows}


def _aliases() -> Mapping[str, tuple[str, ...]]:
    """
    Return all names of each zone that has several, its own first.

    Which of them Babel takes for the current one, and files a city's name under, changes from version to version:
    Europe/Kiev in 2.16, Europe/Kyiv since, and the name still under Europe/Kiev in 2.18.
    """
    groups: dict[str, set[str]] = {}
    for old, new in get_global("zone_aliases").items():
        groups.setdefault(new, {new}).add(old)
    return {zone: (zone, *sorted(group - {zone})) for group in groups.values() for zone in group}


def _city(names: Sequence[str], locale: Locale) -> str:
    """Return a zone's city in the words of *locale*, or else as the zone's own name, the first of *names*, has it."""
    told = (locale.time_zones.get(name, {}).get("city") for name in names)
    return next((city for city in told if city), names[0].rpartition("/")[2].replace("_", " "))


def fold(text: str) -> str:
    """Write *text* without case and accents, so that "sao" finds São Paulo."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).replace("_", " ").split())
