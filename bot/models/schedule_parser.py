"""Parse times, time zones, weekdays and dates as people write them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_day_names, get_month_names

from bot.errors import ScheduleError
from bot.locales.messages import _
from bot.models.schedule import EVERY_DAY
from corpus.languages.en.calendar import EVERY_PREFIX, NAMED_TIMES, RANGE_SEPARATOR
from corpus.languages.en.numbers import NUMBER_WORDS
from corpus.languages.en.relative_dates import DAYS_PER_UNIT, RELATIVE_DAY

#: Languages in which weekday and month names are understood: those of the bot.
_LANGUAGES = ("en", "ko", "uk", "de", "es", "ja")

_WORKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_WEEKDAY_GROUPS: Mapping[str, frozenset[int]] = {
    **dict.fromkeys(("daily", "every day", "everyday", "all", "all days"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days", "business days"), _WORKDAYS),
    **dict.fromkeys(("weekends", "weekend"), _WEEKEND),
}
_LIST_SEPARATOR = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|、)\s*")


def parse_weekdays(text: str) -> frozenset[int]:
    """
    Parse days of the week as people write them: ``weekdays``, ``Mon, Wed``, ``Tue-Fri``, ``daily``; Monday is 0.

    Raises:
        ScheduleError: If *text* contains anything else.
    """
    normalized = " ".join(text.casefold().split())
    parts = [part for part in _LIST_SEPARATOR.split(normalized) if part]
    if not parts:
        raise ScheduleError(_("the days"), _("are empty"), _WEEKDAYS_HINT)
    return frozenset().union(*(_parse_weekday_part(EVERY_PREFIX.sub("", part)) for part in parts))


_WEEKDAYS_HINT = _("Write them like weekdays, Mon, Wed or daily.")


def _parse_weekday_part(part: str) -> frozenset[int]:
    if part in _WEEKDAY_GROUPS:
        return _WEEKDAY_GROUPS[part]
    ends = RANGE_SEPARATOR.split(part)
    if len(ends) == 2 and all(ends):
        first, last = map(_parse_weekday, ends)
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if all(_find_weekday(word) is not None for word in part.split()):  # "mon wed fri"
        return frozenset(map(_parse_weekday, part.split()))
    return frozenset({_parse_weekday(part)})


def _parse_weekday(word: str) -> int:
    found = _find_weekday(word)
    if found is None:
        raise ScheduleError(_("the day “{day}”", day=word), _("is no day of the week"), _WEEKDAYS_HINT)
    return found


def _find_weekday(word: str) -> int | None:
    stripped = word.strip(".")
    weekdays = _load_weekday_names()
    if stripped in weekdays:
        return weekdays[stripped]
    singular = stripped.removesuffix("s")
    near = {day for name, day in weekdays.items() if len(singular) >= 3 and name.startswith(singular)}
    return near.pop() if len(near) == 1 else None


@cache
def _load_weekday_names() -> Mapping[str, int]:
    """Return weekday numbers by name in all languages; for an ambiguous name, the language listed first wins."""
    weekdays: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated", "short"):
            for day, name in get_day_names(width, "stand-alone", language).items():
                weekdays.setdefault(str(name).casefold().strip("."), int(day))
    return weekdays


_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? ([^\W\d]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_MAX_TIME_AHEAD = timedelta(days=366)


def parse_day(text: str, today: date) -> date:
    """
    Parse a future day: ``1 July``, ``2024-07-01``, ``Monday``, ``tomorrow``, ``in two weeks``.

    Raises:
        ScheduleError: If *text* is not a day, or the day is not within a year after *today*.
    """
    words = " ".join(text.casefold().split())
    day = _parse_day_words(words, today)
    if day is None:
        raise ScheduleError(
            _("the day “{day}”", day=text.strip()),
            _("can't be read"),
            _("Write it like 1 July, 2024-07-01, Monday or in two weeks."),
        )
    if not today < day <= today + _MAX_TIME_AHEAD:
        raise ScheduleError(
            _("the day “{day}”", day=text.strip()),
            _("is not within the coming year"),
            _("Name a later day, up to a year from today."),
        )
    return day


def _parse_day_words(words: str, today: date) -> date | None:
    if words == "tomorrow":
        return today + timedelta(days=1)
    if match := RELATIVE_DAY.fullmatch(words):
        number = NUMBER_WORDS.get(match[1]) or int(match[1])
        return today + timedelta(days=number * DAYS_PER_UNIT[match[2]])
    weekday = _find_weekday(words.removeprefix("next ").removeprefix("on "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _DAY_MONTH.fullmatch(words):
        return _resolve_date(match[1], match[2], match[3], today)
    if match := _MONTH_DAY.fullmatch(words):
        return _resolve_date(match[2], match[1], match[3], today)
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _resolve_date(day: str, month: str, year: str | None, today: date) -> date | None:
    number = _load_month_names().get(month)
    if number is None:
        return None
    years = (int(year),) if year else (today.year, today.year + 1)
    found = [made for one in years if (made := _build_date(one, number, int(day)))]
    return next((one for one in found if one > today), found[0] if found else None)


def _build_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _load_month_names() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("stand-alone", "format"):
                for month, name in get_month_names(width, context, language).items():
                    found.setdefault(str(name).casefold().strip("."), int(month))
    return found


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
    Suggest zones whose city, country or IANA name has a word that begins with *typed*.

    Args:
        typed: Text typed so far; if blank, a few common zones are suggested.
        now: Current time, from which the local times are computed.
        language: Language of the city and country names, besides English.
        limit: Maximum number of suggestions.

    Returns:
        Label ("Seoul (Asia/Seoul), 09:14") and IANA name of each, matches by city first.
    """
    zones = _load_zones(language)
    prefix = fold(typed)
    if not prefix:
        found: Sequence[_ZoneEntry] = [zones[zone] for zone in _DEFAULT_ZONES if zone in zones]
    else:
        ranked = sorted((rank, one.zone) for one in zones.values() if (rank := _rank_zone(one, prefix)) is not None)
        found = [zones[zone] for _, zone in ranked]
    return tuple((_format_zone(one, now), one.zone) for one in found[:limit])


def _rank_zone(one: _ZoneEntry, prefix: str) -> int | None:
    for rank, name in enumerate(one.search_keys):
        if name.startswith(prefix):
            return 2 * rank
        if f" {prefix}" in name or f"/{prefix}" in name:
            return 2 * rank + 1
    return None


def _format_zone(one: _ZoneEntry, now: datetime) -> str:
    local_time = f"{now.astimezone(ZoneInfo(one.zone)):%H:%M}"
    return f"{one.zone}, {local_time}" if one.city == one.zone else f"{one.city} ({one.zone}), {local_time}"


@cache
def _load_zones(language: str) -> Mapping[str, _ZoneEntry]:
    """Return UTC and the zones that the IANA assigns to a country, by their current names."""
    locale, english = Locale.parse(language), Locale.parse("en")
    available, aliases = available_timezones(), _aliases()
    found = {"UTC": _ZoneEntry("UTC", "UTC", ("utc", "gmt", "universal time"))}
    for zone, territory in _territories().items():
        if zone not in available:
            continue
        names = aliases.get(zone, (zone,))
        city = _city(names, locale)
        found_by = (
            city,
            _city(names, english),
            locale.territories.get(territory, ""),
            english.territories.get(territory, ""),
            *names,
        )
        found[zone] = _ZoneEntry(zone, city, tuple(fold(name) for name in found_by))
    return found


def _territories() -> Mapping[str, str]:
    """Return the two-letter country code of each zone in zone.tab; Babel's own table lags behind in names and zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: territory for territory, _, zone, *_ in rows}


def _aliases() -> Mapping[str, tuple[str, ...]]:
    """
    Return all names of each zone that has several, the canonical one first.

    Which of them Babel considers current, and which it stores the city's name under, depends on its version:
    Europe/Kiev in 2.16, Europe/Kyiv since, with the city's name still under Europe/Kiev in 2.18.
    """
    groups: dict[str, set[str]] = {}
    for old, new in get_global("zone_aliases").items():
        groups.setdefault(new, {new}).add(old)
    return {zone: (zone, *sorted(group - {zone})) for group in groups.values() for zone in group}


def _city(names: Sequence[str], locale: Locale) -> str:
    """Return the name of a zone's city in *locale*, or else the one in the zone's own name, the first of *names*."""
    cities = (locale.time_zones.get(name, {}).get("city") for name in names)
    return next((city for city in cities if city), names[0].rpartition("/")[2].replace("_", " "))


def fold(text: str) -> str:
    """Return *text* without case and accents, so that "sao" finds São Paulo."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in decomposed if not unicodedata.combining(one)).replace("_", " ").split())


_TIME_24_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_TIME_12_HOUR = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s*([ap])\.?\s?m\.?", re.IGNORECASE)


def parse_times(text: str) -> tuple[time, ...]:
    """
    Parse local times as people write them: ``8:30``, ``08.30``, ``9pm``, ``8:00, 6 pm``, ``noon``.

    Raises:
        ScheduleError: If *text* contains anything else.
    """
    parts = [part.strip() for part in re.split(r",|;|\band\b", text) if part.strip()]
    if not parts:
        raise ScheduleError(_("the time"), _("is empty"), _("Write it like 8:30 or 9pm."))
    return tuple(sorted({_parse_time(part) for part in parts}))


def _parse_time(text: str) -> time:
    if text.lower() in NAMED_TIMES:
        return NAMED_TIMES[text.lower()]
    if match := _TIME_12_HOUR.fullmatch(text):
        return time(int(match[1]) % 12 + 12 * (match[3].lower() == "p"), int(match[2] or 0))
    if match := _TIME_24_HOUR.fullmatch(text):
        return time(int(match[1]), int(match[2]))
    raise ScheduleError(_("the time “{time}”", time=text), _("can't be read"), _("Write it like 8:30, 20:15 or 9pm."))


def parse_zone(text: str) -> str:
    """
    Parse an IANA zone name, or the city in it, with or without accents: ``são paulo`` is ``America/Sao_Paulo``.

    Raises:
        ScheduleError: If no zone has that name; the remedy contains the closest names.
    """
    zones = {fold(name): name for name in available_timezones()}
    wanted = fold(text)
    if wanted in zones:
        return zones[wanted]
    by_city = {name.rpartition("/")[2]: zones[name] for name in sorted(zones) if "/" in name}
    if wanted in by_city:
        return by_city[wanted]
    near = [zones.get(name) or by_city[name] for name in difflib.get_close_matches(wanted, [*zones, *by_city], 3, 0.7)]
    hint = _("Write it like Asia/Seoul or Europe/Kyiv.")
    if near:
        hint = _("Did you mean {names}?", names=", ".join(dict.fromkeys(near)))
    raise ScheduleError(_("the time zone “{zone}”", zone=text.strip()), _("is not known"), hint)
