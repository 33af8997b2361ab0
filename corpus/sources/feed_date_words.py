"""Names of months, weekdays, a.m. and p.m., and time zones as feeds write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from corpus.models import strip_accents

#: Languages whose calendars are read: the bot's own first. A name of theirs is never taken for one of the others.
_LANGUAGES = (
    ("en",),
    ("de", "es", "fr", "it", "uk", "ru", "ja", "ko", "zh"),
    ("pt", "nl", "pl", "el", "hu", "sv", "da", "nb"),
)
#: Names that CLDR lacks, by month: short forms without a mark, and Austria's January and February.
_FURTHER_MONTHS = {
    "sept": 9, "jänner": 1, "feber": 2, "mrz": 3, "maerz": 3, "janv": 1, "fevr": 2, "avr": 4, "juil": 7,
    "янв": 1, "фев": 2, "июн": 6, "июл": 7, "сен": 9, "ноя": 11, "set": 9, "dez": 12, "okt": 10,
}  # fmt: skip
_FURTHER_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
#: Words between the parts of a date that do not change it.
FILLER_WORDS = frozenset(
    """
    at of on the t hrs de del di da le la las los el il lo alle ore à a o um uhr uur kl den der am г года р року і в
    """.split()
)
#: Halves of the day: hours to add to those from 1 to 11, and whether 12 is midnight.
MORNING_WORDS = frozenset({"am", "上午", "凌晨", "早上", "午前", "오전"})
EVENING_WORDS = frozenset({"pm", "下午", "晚上", "中午", "午後", "오후"})

#: Hours by abbreviation. Where one stands for several zones, it is that of RFC 822 or of most news outlets.
_ABBREVIATIONS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "sast": 2, "cat": 2, "eat": 3, "wat": 1,
    "gst": 4, "pkt": 5, "ist": 5.5, "npt": 5.75, "ict": 7, "wib": 7, "wita": 8, "wit": 9, "hkt": 8, "sgt": 8,
    "myt": 8, "pht": 8, "phst": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3,
    "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4,
}  # fmt: skip
#: Abbreviations and names whose offset depends on the day.
_REGIONS = {
    "at": "America/Halifax",
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern time": "America/New_York", "central time": "America/Chicago", "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles", "alaska time": "America/Anchorage", "central european time": "Europe/Paris",
}  # fmt: skip
_NAMES = {
    "eastern standard time": "est", "eastern daylight time": "edt", "central standard time": "cst",
    "central daylight time": "cdt", "mountain standard time": "mst", "mountain daylight time": "mdt",
    "pacific standard time": "pst", "pacific daylight time": "pdt", "atlantic standard time": "ast",
    "atlantic daylight time": "adt", "alaska standard time": "akst", "hawaii standard time": "hst",
    "coordinated universal time": "utc", "universal time": "utc", "greenwich mean time": "gmt",
    "british summer time": "bst", "central european standard time": "cet", "central european summer time": "cest",
    "eastern european standard time": "eet", "eastern european summer time": "eest",
    "eastern european time": "eet", "western european time": "wet", "moscow standard time": "msk",
    "moscow time": "msk", "india standard time": "ist", "indian standard time": "ist", "china standard time": "hkt",
    "hong kong time": "hkt", "singapore time": "sgt", "singapore standard time": "sgt",
    "japan standard time": "jst", "korea standard time": "kst", "korean standard time": "kst",
    "australian eastern standard time": "aest", "australian eastern daylight time": "aedt",
    "australian western standard time": "awst", "new zealand standard time": "nzst",
    "new zealand daylight time": "nzdt", "south africa standard time": "sast", "east africa time": "eat",
}  # fmt: skip
#: Most words in the name of a zone.
MAX_ZONE_WORDS = 4


def fold_word(word: str) -> str:
    """Return *word* in lower case, without accents and full stops."""
    plain = strip_accents(word.casefold().replace(".", ""))
    return unicodedata.normalize("NFC", plain)  # joins the letters of Korean syllables again


def find_month(word: str) -> int | None:
    """Return the number of the month that *word* names in one of the languages, from 1, or None."""
    return _look_up(word, "months")


def find_weekday(word: str) -> int | None:
    """Return the number of the weekday that *word* names in one of the languages, from 0 for Monday, or None."""
    return _look_up(word, "days")


def find_zone(words: str) -> tzinfo | None:
    """Return the time zone with an abbreviation ("EST"), a name ("Eastern Time") or a key ("Asia/Seoul"), or None."""
    folded = " ".join(words.casefold().replace("_", " ").split())
    name = _NAMES.get(folded, folded)
    if name in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[name]))
    key = _REGIONS.get(name) or (_list_zone_keys().get(words.casefold()) if "/" in words else None)
    try:
        return ZoneInfo(key) if key else None
    except ZoneInfoNotFoundError:
        return None


@cache
def _list_zone_keys() -> Mapping[str, str]:
    return {key.casefold(): key for key in available_timezones()}


def _look_up(word: str, kind: str) -> int | None:
    folded = fold_word(word)
    return next((found for tier in _LANGUAGES if (found := _load_names(tier, kind).get(folded)) is not None), None)


@cache
def _load_names(languages: tuple[str, ...], kind: str) -> Mapping[str, int]:
    """Return the names of months or days in *languages*, by CLDR; a name with two meanings is left out."""
    from babel import Locale  # noqa: PLC0415  # slow to load

    numbers: dict[str, set[int]] = {}
    for language in languages:
        tables: Mapping[str, Mapping[str, Mapping[int, str]]] = getattr(Locale.parse(language), kind)
        for name, number in _list_forms(tables):
            numbers.setdefault(name, set()).add(number)
    further = _FURTHER_MONTHS if kind == "months" else _FURTHER_WEEKDAYS
    unique = {name: next(iter(each)) for name, each in numbers.items() if len(each) == 1 and not name.isdigit()}
    return {**{fold_word(name): number for name, number in further.items()}, **unique}


def _list_forms(tables: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[str, int]]:
    for forms in tables.values():
        for width in ("wide", "abbreviated", "short"):
            for number, name in forms.get(width, {}).items():
                folded = fold_word(name)
                yield folded, number
                if width == "wide" and len(folded) > 5 and folded.isalpha():
                    yield folded[:3], number  # as strftime and many publishing systems shorten it
