"""Time zones to choose from, by city, country or IANA name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

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
    wanted = _folded(typed)
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
    """Read the zones that Unicode's data place in a country, and UTC; the others are their old names."""
    territories, here, english = get_global("zone_territories"), Locale.parse(language), Locale.parse("en")
    known = available_timezones()
    found = {"UTC": _Named("UTC", "UTC", ("utc", "gmt", "universal time"))}
    for zone, territory in territories.items():
        if zone not in known or zone.startswith("Etc/"):
            continue
        city = get_timezone_location(zone, locale=here, return_city=True)
        names = (
            city,
            get_timezone_location(zone, locale=english, return_city=True),
            here.territories.get(territory, ""),
            english.territories.get(territory, ""),
            zone.replace("_", " "),
        )
        found[zone] = _Named(zone, city, tuple(_folded(name) for name in names))
    return found


def _folded(text: str) -> str:
    """Write without case and accents, so that "sao" finds São Paulo."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).replace("_", " ").split())
