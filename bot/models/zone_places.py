"""Cities, countries and states, with the time zones in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.locales import LANGUAGES
from corpus.models import strip_accents

#: Countries by names that Unicode's data, which has one name of each, do not have; states that are part of one.
_COUNTRY_ALIASES = {
    **dict.fromkeys(("usa", "us", "u s", "u s a", "america", "united states of america", "estados unidos"), "US"),
    **dict.fromkeys(("uk", "u k", "great britain", "britain", "england", "scotland", "wales"), "GB"),
    **dict.fromkeys(("korea", "republic of korea", "s korea", "rok"), "KR"),
    **dict.fromkeys(("dprk", "n korea"), "KP"),
    **dict.fromkeys(("uae", "emirates"), "AE"),
    **dict.fromkeys(("hong kong", "hongkong"), "HK"),
    **dict.fromkeys(("macau", "macao"), "MO"),
    **dict.fromkeys(("turkey", "turkiye"), "TR"),
    **dict.fromkeys(("czech republic", "czechia"), "CZ"),
    **dict.fromkeys(("burma", "myanmar"), "MM"),
    **dict.fromkeys(("ivory coast", "cote d ivoire"), "CI"),
    **dict.fromkeys(("congo", "dr congo", "drc", "democratic republic of the congo"), "CD"),
    **dict.fromkeys(("republic of the congo", "congo republic"), "CG"),
    **dict.fromkeys(("palestine", "west bank", "gaza strip"), "PS"),
    **dict.fromkeys(("bosnia", "herzegovina"), "BA"),
    **dict.fromkeys(("vatican", "holy see"), "VA"),
    **dict.fromkeys(("swaziland", "eswatini"), "SZ"),
    **dict.fromkeys(("east timor", "timor leste"), "TL"),
    "holland": "NL",
    "the netherlands": "NL",
    "russian federation": "RU",
    "viet nam": "VN",
    "cape verde": "CV",
    "macedonia": "MK",
    "the gambia": "GM",
    "the bahamas": "BS",
    "the philippines": "PH",
    "mainland china": "CN",
    "prc": "CN",
    "brasil": "BR",
    "persia": "IR",
    "trinidad": "TT",
    "saint lucia": "LC",
    "northern ireland": "GB",
}
#: Zones of the provinces and states of Canada and Australia, by folded names, which the bundled table does not have.
PROVINCES = {
    **dict.fromkeys(("ontario", "quebec"), "America/Toronto"),
    **dict.fromkeys(("british columbia", "bc"), "America/Vancouver"),
    "alberta": "America/Edmonton",
    "saskatchewan": "America/Regina",
    "manitoba": "America/Winnipeg",
    **dict.fromkeys(("nova scotia", "new brunswick", "prince edward island"), "America/Halifax"),
    "newfoundland": "America/St_Johns",
    "yukon": "America/Whitehorse",
    **dict.fromkeys(("new south wales", "nsw"), "Australia/Sydney"),
    "queensland": "Australia/Brisbane",
    "south australia": "Australia/Adelaide",
    "western australia": "Australia/Perth",
    "northern territory": "Australia/Darwin",
    "tasmania": "Australia/Hobart",
}
#: Instants by which two zones are compared: those of a coming year, for which all present rules are known.
_COMPARED_INSTANTS = tuple(datetime(2030, month, 15, 12, tzinfo=UTC) for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Place:
    """
    A city, or a region's part in one zone.

    Attributes:
        zone: IANA name of its zone.
        region: Two-letter code of its country; for the United States with that of the state: ``US-OR``.
        weight: Inhabitants in tens of thousands, at least 1; of a region those of the large cities.
    """

    zone: str
    region: str
    weight: int


def fold(text: str) -> str:
    """Return *text* without case and accents, so that "sao" finds São Paulo."""
    return " ".join(strip_accents(text.casefold()).replace("_", " ").split())


_MARKS, _SEPARATORS = re.compile(r"[.'’ʼ`]"), re.compile(r"[\s\-–—,;/()&]+")


def fold_place(text: str) -> str:
    """Return *text* folded, and without punctuation: "St. John's" and "st johns" are the same."""
    return _SEPARATORS.sub(" ", _MARKS.sub("", fold(text))).strip()


@cache
def list_available_zones() -> frozenset[str]:
    """Return the names of all zones in the time zone data; `available_timezones` searches the disk at each call."""
    return frozenset(available_timezones())


@cache
def load_territories() -> Mapping[str, str]:
    """Return the two-letter country code of each zone in zone.tab; Babel's own table lags behind in names and zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: territory for territory, _, zone, *_ in rows}


@cache
def load_aliases() -> Mapping[str, tuple[str, ...]]:
    """
    Return all names of each zone that has several, the canonical one first.

    Which of them Babel considers current, and which it stores the city's name under, depends on its version:
    Europe/Kiev in 2.16, Europe/Kyiv since, with the city's name still under Europe/Kiev in 2.18.
    """
    groups: dict[str, set[str]] = {}
    for old, new in get_global("zone_aliases").items():
        groups.setdefault(new, {new}).add(old)
    return {zone: (zone, *sorted(group - {zone})) for group in groups.values() for zone in group}


def get_current_name(zone: str) -> str:
    """Return the name under which zone.tab lists *zone*: Asia/Tokyo for Japan; *zone* itself if it lists none."""
    territories = load_territories()
    if zone in territories:
        return zone
    return next((name for name in load_aliases().get(zone, ()) if name in territories), zone)


def get_city(names: Sequence[str], locale: Locale) -> str:
    """Return the name of a zone's city in *locale*, or else the one in the zone's own name, the first of *names*."""
    cities = (locale.time_zones.get(name, {}).get("city") for name in names)
    return next((city for city in cities if city), names[0].rpartition("/")[2].replace("_", " "))


@cache
def get_rules(zone: str) -> tuple[int, ...]:
    """Return what the clocks of *zone* show in a year: minutes ahead of UTC in the middle of each month."""
    info = ZoneInfo(zone)
    return tuple(int((at.astimezone(info).utcoffset() or at - at).total_seconds()) // 60 for at in _COMPARED_INSTANTS)


@cache
def load_cities() -> Mapping[str, tuple[Place, ...]]:
    """Return the cities by their folded names: those that zones are named after, and those of the bundled table."""
    cities: dict[str, set[Place]] = defaultdict(set)
    for names, place in _read_table():
        for name in names:
            cities[fold_place(name)].add(place)
    known = {(name, place.zone) for name, places in cities.items() for place in places}
    for name, zone in _list_zone_cities():
        folded = fold_place(name)
        if (folded, zone) not in known:
            region = load_territories().get(zone, "")
            others = [place.weight for place in cities.get(folded, ())]
            # A city that gave its name to a zone is meant before its namesakes.
            cities[folded].add(Place(zone, region, 10 * max([1, *others])))
    return {name: tuple(sorted(places, key=lambda one: (-one.weight, one.zone))) for name, places in cities.items()}


def _list_zone_cities() -> Iterator[tuple[str, str]]:
    """Yield the cities in the names of zones, in all names of a zone and in all languages, with its current name."""
    available, aliases = list_available_zones(), load_aliases()
    locales = [Locale.parse(language) for language in LANGUAGES]
    for zone in load_territories():
        if zone in available:
            names = aliases.get(zone, (zone,))
            yield from ((name.rpartition("/")[2], zone) for name in names if "/" in name)
            yield from ((get_city(names, locale), zone) for locale in locales)


@cache
def load_countries() -> Mapping[str, str]:
    """Return the two-letter codes of countries by their folded names, in all languages."""
    countries = {
        fold_place(name): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "EZ", "ZZ", "XA", "XB"}
    }
    return {**countries, **_COUNTRY_ALIASES}


@cache
def load_states() -> Mapping[str, str]:
    """Return the codes of the states of the United States, by their folded names and their postal codes."""
    return {key: code for code, name in _list_states() for key in (fold_place(name), code[3:].casefold())}


def _list_states() -> Iterator[tuple[str, str]]:
    for line in _read_lines():
        code, _, name = line.partition("||")
        if name:
            yield code, name


@cache
def load_region_zones() -> Mapping[str, tuple[Place, ...]]:
    """Return the zones of each region by its code, those of most people first, as places without a name."""
    weights: dict[tuple[str, str], int] = dict.fromkeys(((code, zone) for zone, code in load_territories().items()), 1)
    for _, place in _read_table():
        for code in {place.region.partition("-")[0], place.region}:
            weights[code, place.zone] = weights.get((code, place.zone), 1) + place.weight
    regions: dict[str, list[Place]] = defaultdict(list)
    for (code, zone), weight in weights.items():
        regions[code].append(Place(zone, code, weight))
    return {code: tuple(sorted(places, key=lambda one: -one.weight)) for code, places in regions.items()}


@cache
def _read_table() -> tuple[tuple[tuple[str, ...], Place], ...]:
    """Return the names of each city in the bundled table, and where it is."""
    found = []
    for line in _read_lines():
        region, zone, cities = line.split("|")
        if zone:
            for city in cities.split(", "):
                names, _, weight = city.rpartition(" ")
                place = Place(get_current_name(zone), region, max(1, int(weight)))
                found.append((tuple(names.split("=")), place))
    return tuple(found)


def _read_lines() -> list[str]:
    table = (files("bot.models") / "zone_cities.txt").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if not line.startswith("#")]
