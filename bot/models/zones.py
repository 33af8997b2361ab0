"""Read time zones as people write them, and suggest zones while they type."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from babel import Locale

from bot.errors import ScheduleError
from bot.locales.messages import LocalizableText, _
from bot.models.schedule import format_offset, load_zone
from bot.models.zone_abbreviations import ABBREVIATIONS, AbbreviationMeaning
from bot.models.zone_places import (
    PROVINCES,
    Place,
    fold,
    fold_place,
    get_city,
    get_current_name,
    get_rules,
    list_available_zones,
    load_aliases,
    load_cities,
    load_countries,
    load_region_zones,
    load_states,
    load_territories,
)

#: A longer text names no zone.
MAX_ZONE_CHARACTERS = 100
#: Zones named when several may be meant.
MAX_SUGGESTIONS = 5
#: Zones offered for a slip of the hand, the similarity from which a name is near, and how far behind the nearest.
_MAX_NEAR, _MIN_SIMILARITY, _MAX_SIMILARITY_GAP = 3, 0.74, 0.12
#: Factor by which the people of the likeliest zone outnumber those of the others, for it to be taken at once.
_MIN_DOMINANCE = 3
#: Minutes ahead of UTC that any clock on Earth shows.
_MIN_MINUTES, _MAX_MINUTES = -12 * 60, 14 * 60


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """
    What a text that names a time zone means.

    Attributes:
        zone: Name of the zone as schedules store it (``Asia/Seoul``, ``UTC+05:30``); None if it is not decided.
        warning: What the writer may not expect of it, in one sentence; ``""`` for nothing.
        suggestions: IANA zones that may be meant instead, the likeliest first.
        reason: Why no zone was taken, as a sentence; ``""`` if one was.
        is_known: Whether the text means a zone, or several, or an impossible one.
    """

    zone: str | None
    warning: str = ""
    suggestions: tuple[str, ...] = ()
    reason: str = ""
    is_known: bool = True

    @property
    def is_named(self) -> bool:
        """Whether a zone of the IANA was taken, and no offset."""
        return self.zone is not None and not self.zone.startswith(("UTC+", "UTC-"))

    @property
    def hint(self) -> LocalizableText:
        """What to write instead, if no zone was taken."""
        if self.suggestions:
            return _("Did you mean {names}?", names=", ".join(self.suggestions))
        return _("Try a city or a zone, such as Asia/Seoul or Europe/Kyiv.")


def _describe_unknown(words: str) -> LocalizableText:
    return _("I don't know the time zone “{zone}”.", zone=words)


def _describe_ambiguous(words: str) -> LocalizableText:
    return _("“{zone}” can mean several time zones.", zone=words)


def parse_zone(text: str) -> str:
    """
    Parse a time zone as people write it, by `find_zone`.

    Returns:
        Its name, as `bot.models.schedule.load_zone` takes it.

    Raises:
        ScheduleError: If no zone has that name, or several have; the remedy contains the likeliest.
    """
    match = find_zone(text)
    if match.zone is not None:
        return match.zone
    raise ScheduleError(text.strip(), match.reason, match.hint)


def find_zone(text: str) -> ZoneMatch:
    """
    Find the time zone that *text* means: an IANA name, an offset, an abbreviation, a city, a country or a state.

    In an offset the everyday sign counts: ``GMT+9`` is nine hours ahead. What may mean several zones is not decided.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").split())
    if not words or len(words) > MAX_ZONE_CHARACTERS:
        return ZoneMatch(None, reason=_describe_unknown(words[:MAX_ZONE_CHARACTERS]), is_known=False)
    label = _OFFSET_LABEL.fullmatch(words)  # "(UTC+09:00) Seoul", as Windows lists zones
    match = (_find_exact(label[2]) or _find_exact(label[1])) if label else _find_exact(words)
    for ending in _ENDINGS:
        if match is None and ending.search(words):
            match = _find_exact(ending.sub("", words))
    return match or ZoneMatch(None, suggestions=_find_near(words), reason=_describe_unknown(words), is_known=False)


_OFFSET_LABEL = re.compile(r"\(([^()]{1,20})\) ?(.+)")
_ENDINGS = (
    re.compile(r" ?\([^()]*\)$"),
    re.compile(r" (?:local time|standard time|time ?zone|time)$", re.IGNORECASE),
    re.compile(r" city$", re.IGNORECASE),
)


def _find_exact(words: str) -> ZoneMatch | None:
    return (
        _find_offset(words) or _find_abbreviation(words) or _find_named_zone(words) or _find_named_time(words)
    ) or _find_place(words)


_OFFSET = re.compile(
    r"(?:(?:utc|gmt|z) ?)?([+-]) ?(\d{1,2})(?::?(\d{2})|[.,](25|5|75))? ?(?:h|hours?|hrs?)?", re.IGNORECASE
)
_ZERO_OFFSET = re.compile(r"z|(?:utc|gmt)? ?(?:±|\+/-|\+|-)? ?0{1,2}(?::?00)?", re.IGNORECASE)
_UNSIGNED_OFFSET = re.compile(r"(?:utc|gmt) ?(\d{1,2})(?::?00)?", re.IGNORECASE)
_QUARTERS = {"25": 15, "5": 30, "75": 45}


def _find_offset(words: str) -> ZoneMatch | None:
    """Return the fixed offset that *words* write, with the everyday sign."""
    if _ZERO_OFFSET.fullmatch(words):
        return ZoneMatch("UTC")
    if unsigned := _UNSIGNED_OFFSET.fullmatch(words):
        hours = int(unsigned[1])
        both = tuple(
            f"UTC{format_offset(60 * one)}" for one in (hours, -hours) if _MIN_MINUTES <= 60 * one <= _MAX_MINUTES
        )
        return ZoneMatch(None, suggestions=both, reason=_describe_ambiguous(words))
    if not (match := _OFFSET.fullmatch(words)):
        return None
    minutes = int(match[2]) * 60 + (_QUARTERS[match[4]] if match[4] else int(match[3] or 0))
    minutes = -minutes if match[1] == "-" else minutes
    if minutes % 15 or int(match[3] or 0) >= 60 or not _MIN_MINUTES <= minutes <= _MAX_MINUTES:
        return ZoneMatch(None, reason=_("No time zone has the offset “{zone}”.", zone=words))
    return _build_fixed_match(words, minutes, _list_zones_with_offset(minutes))


def _build_fixed_match(words: str, minutes: int, zones: Sequence[str]) -> ZoneMatch:
    if minutes == 0 and not zones:
        return ZoneMatch("UTC")
    offset = format_offset(minutes)
    warning = _(
        "“{name}” is {offset} all year, without summer time (daylight saving). If your clocks change, choose a city.",
        name=words,
        offset=f"UTC{offset}",
    )
    return ZoneMatch("UTC" if minutes == 0 else f"UTC{offset}", warning, tuple(zones))


@cache
def _list_zones_with_offset(minutes: int) -> tuple[str, ...]:
    """Return the zones of most people whose clocks show *minutes* ahead of UTC for a part of the year at least."""
    weights: dict[str, int] = {}
    for code, places in load_region_zones().items():
        if len(code) == 2:
            for place in places:
                if place.zone in list_available_zones() and minutes in get_rules(place.zone):
                    weights[place.zone] = weights.get(place.zone, 0) + place.weight
    return tuple(sorted(weights, key=lambda zone: (-weights[zone], zone))[:MAX_SUGGESTIONS])


def _find_abbreviation(words: str) -> ZoneMatch | None:
    meanings = ABBREVIATIONS.get(words.upper().replace(".", ""))
    if not meanings:
        return None
    if len(meanings) > 1:
        possible = tuple(zone for meaning in meanings for zone in meaning.zones)
        return ZoneMatch(None, suggestions=possible[:MAX_SUGGESTIONS], reason=_describe_ambiguous(words))
    match = _apply_meaning(words, meanings[0])
    own_name = words.upper()
    if own_name not in list_available_zones():
        return match
    if len(set(get_rules(own_name))) == 1:
        return ZoneMatch(own_name, match.warning, match.suggestions)
    zones = meanings[0].zones
    warning = _("I use “{name}” with summer time (daylight saving), as in {zones}.", name=words, zones=", ".join(zones))
    return ZoneMatch(own_name, warning, zones)


def _apply_meaning(words: str, meaning: AbbreviationMeaning) -> ZoneMatch:
    """Return the zone itself if it always shows the offset meant; else the offset, with a warning."""
    if meaning.minutes is None or all(set(get_rules(zone)) == {meaning.minutes} for zone in meaning.zones):
        return ZoneMatch(meaning.zones[0])
    return _build_fixed_match(words, meaning.minutes, meaning.zones)


def _find_named_zone(words: str) -> ZoneMatch | None:
    """Return the zone of this IANA name, in any case, with spaces for underscores."""
    zone = _load_zone_names().get(fold(words))
    if zone is None:
        return None
    if zone.startswith("Etc/GMT") and zone[-1] != "0" and zone[7:8]:
        minutes = get_rules(zone)[0]
        warning = _(
            "“{name}” means {offset}: names that begin with Etc/ reverse the sign.",
            name=zone,
            offset=f"UTC{format_offset(minutes)}",
        )
        return ZoneMatch(zone, warning, ())
    return ZoneMatch(zone if "/" in zone or zone in _OFFSET_NAMES else get_current_name(zone))


#: IANA names without a place that are kept as they are typed.
_OFFSET_NAMES = frozenset({"UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich"})


@cache
def _load_zone_names() -> Mapping[str, str]:
    return {fold(name): name for name in list_available_zones() - {"Factory", "localtime"}}


def _find_named_time(words: str) -> ZoneMatch | None:
    """Return what the long name of a time means: "Pacific Time", "Korean Standard Time"."""
    meaning = _load_time_names().get(fold(words).removesuffix(" (us & canada)"))
    return _apply_meaning(words, meaning) if meaning else None


#: Long names of times in Unicode's data whose zone is not the one of most people there.
_TIME_NAME_ZONES = {
    "America_Eastern": "America/New_York",
    "America_Central": "America/Chicago",
    "America_Mountain": "America/Denver",
    "America_Pacific": "America/Los_Angeles",
    "Europe_Central": "Europe/Berlin",
    "Europe_Eastern": "Europe/Kyiv",
    "Europe_Western": "Europe/Lisbon",
    "GMT": "Europe/London",
    "Australia_Eastern": "Australia/Sydney",
    "Australia_Central": "Australia/Adelaide",
    "Africa_Central": "Africa/Maputo",
    "Africa_Eastern": "Africa/Nairobi",
    "Africa_Western": "Africa/Lagos",
    "Indochina": "Asia/Bangkok",
    "Arabian": "Asia/Riyadh",
    "Gulf": "Asia/Dubai",
    "Alaska": "America/Anchorage",
    "Atlantic": "America/Halifax",
    "Newfoundland": "America/St_Johns",
    "Hawaii_Aleutian": "Pacific/Honolulu",
    "Hawaii": "Pacific/Honolulu",
    "New_Zealand": "Pacific/Auckland",
    "Australia_Western": "Australia/Perth",
    "Japan": "Asia/Tokyo",
    "Korea": "Asia/Seoul",
    "China": "Asia/Shanghai",
    "Hong_Kong": "Asia/Hong_Kong",
    "Singapore": "Asia/Singapore",
    "India": "Asia/Kolkata",
    "Pakistan": "Asia/Karachi",
    "Bangladesh": "Asia/Dhaka",
    "Nepal": "Asia/Kathmandu",
    "Israel": "Asia/Jerusalem",
    "Iran": "Asia/Tehran",
    "Moscow": "Europe/Moscow",
    "Africa_Southern": "Africa/Johannesburg",
    "Brasilia": "America/Sao_Paulo",
    "Argentina": "America/Argentina/Buenos_Aires",
    "Chile": "America/Santiago",
    "Colombia": "America/Bogota",
    "Peru": "America/Lima",
    "Indonesia_Western": "Asia/Jakarta",
    "Philippines": "Asia/Manila",
}


@cache
def _load_time_names() -> Mapping[str, AbbreviationMeaning]:
    names: dict[str, AbbreviationMeaning] = {}
    time_names = Locale.parse("en").meta_zones
    for key, zone in _TIME_NAME_ZONES.items():
        rules = get_rules(zone)
        for kind, name in time_names.get(key, {}).get("long", {}).items():
            minutes = {"standard": min(rules), "daylight": max(rules)}.get(kind)
            meaning = AbbreviationMeaning(minutes, (zone,))
            names[fold(name)] = meaning
            if kind == "generic":
                names.setdefault(fold(name).removesuffix(" time"), meaning)
    return names


def _find_place(words: str) -> ZoneMatch | None:
    """Return the zone of a country, a city, a state or a city in one of them: "Portland, Oregon"."""
    name = fold_place(words)
    if name in PROVINCES:
        return ZoneMatch(PROVINCES[name])
    countries, cities, states = load_countries(), load_cities().get(name, ()), load_states()
    state = load_region_zones().get(states[name], ()) if name in states and len(name) > 2 else ()
    if name in countries:  # a state may have a country's name: Georgia
        return _choose_place(words, [*load_region_zones().get(countries[name], ()), *state])
    if cities or state:
        return _choose_place(words, cities or state)
    head, _comma, tail = fold(words).rpartition(",")
    for city, region in [(fold_place(head), fold_place(tail))] if head else _split_words(name):
        if match := _find_city_in_region(words, city, region, known=not head):
            return match
    return None


def _split_words(name: str) -> list[tuple[str, str]]:
    words = name.split()
    return [(" ".join(words[:-count]), " ".join(words[-count:])) for count in (1, 2, 3) if count < len(words)]


def _find_city_in_region(words: str, city: str, region: str, *, known: bool) -> ZoneMatch | None:
    """Return the zone of *city* in *region*, or that of the region, unless *known* demands a city of the table."""
    if region in PROVINCES:
        return ZoneMatch(PROVINCES[region])
    codes = {code for code in (load_countries().get(region), load_states().get(region)) if code}
    named = load_cities().get(city, ())
    here = [place for place in named if codes & {place.region, place.region.partition("-")[0]}]
    if here or not codes or known:
        return _choose_place(words, here)
    return _choose_place(words, [place for code in codes for place in load_region_zones().get(code, ())])


def _choose_place(words: str, places: Sequence[Place]) -> ZoneMatch | None:
    """Return the zone of most people among *places* if it is clear enough, else all their zones as suggestions."""
    known = [place for place in places if place.zone in list_available_zones()]
    if not known:
        return None
    weights: dict[tuple[int, ...], int] = {}  # zones of the same rules count as one
    for place in known:
        weights[get_rules(place.zone)] = weights.get(get_rules(place.zone), 0) + place.weight
    rules = max(weights, key=lambda key: weights[key])
    best = max((place for place in known if get_rules(place.zone) == rules), key=lambda one: one.weight).zone
    zones = _rank_zones(known)
    others = tuple(zone for zone in zones if get_rules(zone) != rules)[:MAX_SUGGESTIONS]
    if weights[rules] < _MIN_DOMINANCE * (sum(weights.values()) - weights[rules]):
        return ZoneMatch(None, suggestions=zones[:MAX_SUGGESTIONS], reason=_describe_ambiguous(words))
    if not others:
        return ZoneMatch(best)
    warning = _("I use {zone}. If you mean another place, choose {zones}.", zone=best, zones=", ".join(others))
    return ZoneMatch(best, warning, others)


def _rank_zones(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the zones of *places*, those of most people first, each set of rules once before the others."""
    weights: dict[str, int] = {}
    for place in places:
        weights[place.zone] = weights.get(place.zone, 0) + place.weight
    ranked = sorted(weights, key=lambda zone: (-weights[zone], zone))
    first = list({get_rules(zone): zone for zone in reversed(ranked)}.values())[::-1]
    first.sort(key=ranked.index)
    return tuple(dict.fromkeys((*first, *ranked)))


def _find_near(words: str) -> tuple[str, ...]:
    """Return the zones whose name, city, country or abbreviation is nearest to *words*, at most `_MAX_NEAR`."""
    zones, wanted = _load_near_names(), fold_place(words)
    length = len(wanted)
    names = [name for name in zones if abs(len(name) - length) <= max(2, length // 3)]
    scored = difflib.get_close_matches(wanted, names, 3 * _MAX_NEAR, _MIN_SIMILARITY)
    matcher = difflib.SequenceMatcher(b=wanted)
    best: dict[str, tuple[float, int]] = {}
    for name in scored:
        matcher.set_seq1(name)
        zone, weight = zones[name]
        best[zone] = max(best.get(zone, (0.0, 0)), (round(matcher.ratio(), 2), weight))
    top = max((ratio for ratio, _weight in best.values()), default=0.0)
    near = [zone for zone in best if best[zone][0] >= top - _MAX_SIMILARITY_GAP]
    return tuple(sorted(near, key=lambda zone: best[zone], reverse=True)[:_MAX_NEAR])


@cache
def _load_near_names() -> Mapping[str, tuple[str, int]]:
    names: dict[str, tuple[str, int]] = {}
    for name, places in load_cities().items():
        names[name] = (places[0].zone, places[0].weight)
    for name, code in [*load_states().items(), *load_countries().items()]:
        if (parts := load_region_zones().get(code)) and len(name) > 2:
            names[name] = (parts[0].zone, 10 * parts[0].weight)
    for name, zone in _load_zone_names().items():
        if "/" in zone and not zone.startswith("Etc/"):
            names[fold_place(name)] = (get_current_name(zone), 1_000)
    return names


#: Suggested before anything is typed: a zone for each of the bot's languages, and some populous ones.
_DEFAULT_ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Kyiv", "America/New_York", "America/Chicago"),
    *("America/Los_Angeles", "America/Sao_Paulo", "Asia/Seoul", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney"),
)


@dataclass(frozen=True, slots=True)
class _ZoneEntry:
    """A zone, its city's localized name, and its search keys, folded by `fold`, the most important first."""

    zone: str
    city: str
    search_keys: tuple[str, ...]


def suggest_zones(typed: str, now: datetime, language: str = "en", limit: int = 25) -> tuple[tuple[str, str], ...]:
    """
    Suggest zones whose city, country or IANA name has a word that begins with *typed*, or else what it means.

    Args:
        typed: Text typed so far; if blank, a few common zones are suggested.
        now: Current time, from which the local times are computed.
        language: Language of the city and country names, besides English.
        limit: Maximum number of suggestions.

    Returns:
        Label ("Seoul (Asia/Seoul), 09:14") and name of each, matches by city first. Where no zone is named so, those
        that `find_zone` finds: of an offset, an abbreviation, another city.
    """
    zones = _load_zones(language)
    prefix = fold(typed)
    if not prefix:
        found: Sequence[_ZoneEntry] = [zones[zone] for zone in _DEFAULT_ZONES if zone in zones]
    else:
        ranked = sorted((rank, one.zone) for one in zones.values() if (rank := _rank_zone(one, prefix)) is not None)
        named = [zones[zone] for _, zone in ranked]
        is_abbreviation = typed.strip().upper() in ABBREVIATIONS and prefix not in zones["UTC"].search_keys
        meant = _find_entries(typed, zones) if is_abbreviation or not named else []
        found = list({one.zone: one for one in (*meant, *named)}.values())
    return tuple((_format_zone(one, now), one.zone) for one in found[:limit])


def _find_entries(typed: str, zones: Mapping[str, _ZoneEntry]) -> list[_ZoneEntry]:
    """Return what *typed* means, or else the zones of the cities that begin so, the largest first."""
    match = find_zone(typed)
    if match.is_known:
        names = [name for name in (match.zone, *match.suggestions) if name]
        return [zones.get(name, _ZoneEntry(name, name, ())) for name in dict.fromkeys(names)]
    prefix = fold_place(typed)
    cities = [
        (-place.weight, place.zone)
        for name, places in load_cities().items()
        if name.startswith(prefix)
        for place in places
    ]
    return [zones[zone] for zone in dict.fromkeys(zone for _, zone in sorted(cities)) if zone in zones]


def _rank_zone(one: _ZoneEntry, prefix: str) -> int | None:
    for rank, name in enumerate(one.search_keys):
        if name.startswith(prefix):
            return 2 * rank
        if f" {prefix}" in name or f"/{prefix}" in name:
            return 2 * rank + 1
    return None


def _format_zone(one: _ZoneEntry, now: datetime) -> str:
    local_time = f"{now.astimezone(load_zone(one.zone)):%H:%M}"
    return f"{one.zone}, {local_time}" if one.city == one.zone else f"{one.city} ({one.zone}), {local_time}"


@cache
def _load_zones(language: str) -> Mapping[str, _ZoneEntry]:
    """Return UTC and the zones that the IANA assigns to a country, by their current names."""
    locale, english = Locale.parse(language), Locale.parse("en")
    available, aliases = list_available_zones(), load_aliases()
    found = {"UTC": _ZoneEntry("UTC", "UTC", ("utc", "gmt", "universal time"))}
    for zone, territory in load_territories().items():
        if zone not in available:
            continue
        names = aliases.get(zone, (zone,))
        city = get_city(names, locale)
        found_by = (
            city,
            get_city(names, english),
            locale.territories.get(territory, ""),
            english.territories.get(territory, ""),
            *names,
        )
        found[zone] = _ZoneEntry(zone, city, tuple(fold(name) for name in found_by))
    return found
