"""Read the dates of feeds: RFC 822, ISO 8601, and what publishing systems write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from corpus.languages.written_days import make_date
from corpus.sources.feed_date_words import (
    EVENING_WORDS,
    FILLER_WORDS,
    MAX_ZONE_WORDS,
    MORNING_WORDS,
    find_month,
    find_weekday,
    find_zone,
)


@dataclass(frozen=True, slots=True)
class FeedDate:
    """
    A date in a feed.

    Attributes:
        moment: The instant with the offset that the feed states, UTC if it states none; midnight UTC without a time.
        has_time: Whether the feed states a time, and in a zone that can be read if it names one.
    """

    moment: datetime
    has_time: bool


#: Longer texts are no dates; this bounds the cost of reading one.
MAX_DATE_CHARACTERS = 120
_MIN_YEAR, _MAX_YEAR = 1900, 2199
#: Largest offset in use, of Kiribati.
_MAX_OFFSET_MINUTES = 14 * 60
#: Stands in the text for an offset that no zone has.
_UNREADABLE_ZONE = "X"
#: Instants that programs print for "not set": the start of Unix time.
_UNSET = datetime(1970, 1, 1, tzinfo=UTC)

_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})|(\d{15,16})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?(?=$|[Zz]|\s|[+-])")
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|上午|下午|凌晨|早上|晚上|中午|午前|午後|오전|오후)"
_HOUR = rf"(?:{_HALF}\s*)?(?<![\d+-])(?P<h>\d{{1,2}})"
_CLOCKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_HOUR}:(?P<m>\d{{1,2}})(?::(?P<s>\d{{1,2}})(?:[.,](?P<f>\d{{1,9}}))?)?(?!\d)",
        rf"{_HOUR}\s?[時时點点시]\s?(?:(?P<m>\d{{1,2}})\s?[分분])?\s?(?:(?P<s>\d{{1,2}})\s?[秒초])?",
        r"(?<!\d)(?P<h>\d{1,2})\s?h(?:\s?(?P<m>\d\d)(?:\s?min)?)?(?![^\W\d_])",
        rf"(?<![\d.])(?P<h>\d{{1,2}})(?=\s?{_HALF})",
        r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d\d)(?=\s?(?:Uhr\b|$))",
    )
)
_HALF_AFTER = re.compile(rf"\s?{_HALF}", re.IGNORECASE)
_OFFSET = re.compile(
    r"\s*:?\(?(?:(?:GMT|UTC|UT|Z|[A-Z]{3,4})\s?)?(?P<sign>[+-]{1,2})\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d)\)?"
    r"(?::?00(?!\d))?",
    re.IGNORECASE,
)
_OFFSET_AT_END = re.compile(r"(?:(?<=\s)|(?<=\d{4}-\d\d-\d\d))(?P<sign>[+-])(?P<h>\d\d):?(?P<m>\d\d)$")
_ZONE_AFTER_CLOCK = re.compile(r"\s*\(?([A-Z]{2,5})\)?")
#: The "T" of ISO 8601, after the day.
_TIME_MARK = re.compile(r"(?<=\d)T$")
_PARENTHESES = re.compile(r"\([^()]{0,60}\)\s*$")
_EASTERN_DAY = re.compile(
    r"(?P<era>令和|平成|民國|民国)?\s?(?P<y>\d{1,4}|元)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]?"
    r"(?:\s?[(（]?(?:星期|週|周)?[一二三四五六日月火水木金土天월화수목금토일](?:曜日|요일)?[)）]?(?![^\W\d_]))?"
)
#: Hours ahead of UTC where a language is written: each of these has one zone.
_LOCAL_HOURS = {"zh": 8, "ja": 9, "ko": 9}
_LOCAL_WORDS = (
    (re.compile(r"[년월시]|오[전후]"), 9),
    (re.compile(r"令和|平成|午[前後]|曜|[月火水木金土日]\)"), 9),
    (re.compile(r"上午|下午|凌晨|早上|晚上|星期|[周週][一二三四五六日]|民[国國]"), 8),
)
#: First year of an era, less one.
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_CHINESE_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]{1,6}(?=\s?[年月日号號時时點点分])")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
#: "CST" is American, except in Chinese.
_CHINA_TIME = re.compile(r"\bCST\b")
_DIGIT_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<gap>[-/.])\s?(?P<m>\d{1,2})(?P=gap)\s?(?P<d>\d{1,2})(?!\d)\.?")
_WEEK_DAY = re.compile(r"(?<!\d)(\d{4})-?W(\d\d)-?([1-7])(?!\d)")
_ORDINAL_DAY = re.compile(r"^(\d{4})-?(\d{3})(?=$|T)")
_NUMERIC_DAY = re.compile(
    r"(?<![\d.])(?P<a>\d{1,2})(?P<gap>[-/.]|\s)\s?(?P<b>\d{1,2})(?P=gap)\s?(?P<y>\d{4}|\d\d)(?![\d-])"
)
_TOKEN = re.compile(
    r"(?P<key>[A-Za-z]+(?:/[A-Za-z_+-]+)+)|(?P<month>\d{1,2}[月월])|(?P<number>\d+)(?:st|nd|rd|th|er|ème|º|ª|°|\.)?(?![^\W\d_])"
    r"|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*\.?)|(?P<gap>[\s,.;:()\[\]|@/–—'’-]+)"
)


def read_feed_date(text: str, *, day_first: bool | None = None, language: str = "") -> FeedDate | None:
    """
    Read the date of a feed or of its entry.

    Args:
        text: The date as the feed writes it.
        day_first: Whether the feed writes the day before the month in dates such as 02/06/2024; None if unknown.
        language: The feed's language tag; a time without a zone is local in Chinese, Japanese and Korean, else UTC.

    Returns:
        The date; None if any part of it can't be read, if there is no such day or time, or if it could be two days.
        Nothing is guessed: a month without a day is no date, and a time in a zone that can't be read gives the day.
    """
    plain = _CHINESE_NUMERAL.sub(_convert_numeral, _normalize(text))
    if not plain:
        return None
    if language.casefold()[:2] == "zh":
        plain = _CHINA_TIME.sub("+0800", plain)
    try:
        return _read_number(plain) or _read_words(plain, day_first, _find_local_zone(plain, language))
    except (ValueError, OverflowError):  # no such day or time
        return None


def infer_day_first(texts: Iterable[str], language: str = "") -> bool | None:
    """
    Return whether a feed writes the day before the month in numeric dates, or None if nothing decides it.

    Args:
        texts: All dates of the feed; one whose first or second number exceeds 12 decides for the others.
        language: The feed's language tag: American English puts the month first, other regions of English the day.
    """
    orders = {order for text in texts if (order := _get_certain_order(_normalize(text))) is not None}
    if len(orders) == 1:
        return orders.pop()
    tag = language.casefold().replace("_", "-")
    return None if orders or tag in {"", "en"} else tag != "en-us"


def _get_certain_order(plain: str) -> bool | None:
    match = _NUMERIC_DAY.search(plain)
    if not match or len(match["y"]) == 2 or (int(match["a"]) > 12) == (int(match["b"]) > 12):
        return None
    return int(match["a"]) > 12


def _convert_numeral(match: re.Match[str]) -> str:
    """Return the digits of a Chinese numeral: one by one, or with the sign for ten."""
    tens, ten, ones = match[0].rpartition("十")
    if not ten:
        return match[0].translate(_CHINESE_DIGITS)
    return (tens.translate(_CHINESE_DIGITS) or "1") + (ones.translate(_CHINESE_DIGITS) or "0")


def _find_local_zone(plain: str, language: str) -> tzinfo:
    """Return the zone of the one region where the language of a date or of its feed is written, else UTC."""
    spoken = language.casefold()[:2]
    hours = next((number for pattern, number in _LOCAL_WORDS if pattern.search(plain)), _LOCAL_HOURS.get(spoken))
    return timezone(timedelta(hours=hours)) if hours else UTC


def _normalize(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[: MAX_DATE_CHARACTERS * 2]).replace("\N{MINUS SIGN}", "-")
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())
    return plain if len(plain) <= MAX_DATE_CHARACTERS else ""


def _read_number(plain: str) -> FeedDate | None:
    """Read Unix time in seconds, milliseconds or microseconds, or digits such as 20240621T060000Z."""
    if match := _EPOCH.fullmatch(plain):
        divisor = 1 if match[1] else 1_000 if match[2] else 1_000_000
        moment = datetime.fromtimestamp(float(plain) / divisor, UTC)
        # Twelve digits may also be a day and a time.
        if len(plain) != 12 or not _COMPACT.fullmatch(plain):
            return _build_date(moment, has_time=True)
    match = _COMPACT.match(plain)
    if not match or not (match.end() == len(plain) or match[4]):
        return None
    day = date(*(int(match[part]) for part in (1, 2, 3)))
    if match[4] is None:
        return _combine(day, None, None)
    clock = time(int(match[4]), int(match[5]), min(int(match[6] or 0), 59))
    zone, rest = _take_offset(plain[match.end() :])
    if zone is None and rest.strip():
        zone = find_zone(rest.strip())
        return _combine(day, clock, zone) if zone else None
    return _combine(day, clock, zone or UTC) if not rest.strip() else None


def _read_words(plain: str, day_first: bool | None, local: tzinfo) -> FeedDate | None:
    clock, before, after = _take_clock(plain)
    zone, after = _take_offset(after)
    if zone is None and (match := _ZONE_AFTER_CLOCK.fullmatch(after)):
        zone = find_zone(match[1])
        after = "" if zone else _UNREADABLE_ZONE
    rest = f"{_TIME_MARK.sub('', before)} {after}"
    if clock is None:
        rest = _OFFSET_AT_END.sub("", rest.strip())
    day, rest = _take_day(rest, day_first)
    words = _Words.parse(_PARENTHESES.sub("", rest) if zone else rest)
    if words is None:
        return None
    day = day or words.find_day()
    if day is None or (words.numbers and words.day_numbers is None):
        return None
    if clock is None:
        return None if words.unknown else _combine(day, None, None)
    if words.unknown and (zone or not words.has_unknown_zone):
        return None
    # In a zone that can't be read, the day holds, but the instant is unknown.
    clock_time, extra_days = clock
    day += timedelta(days=extra_days)
    return _combine(day, None if words.unknown else clock_time, zone or words.zone or local)


def _take_clock(plain: str) -> tuple[tuple[time, int] | None, str, str]:
    """Return the time with the days that it adds, and the text before and after it."""
    for pattern in _CLOCKS:
        if match := pattern.search(plain):
            break
    else:
        return None, plain, ""
    found = match.groupdict()
    after = plain[match.end() :]
    half = found.get("half")
    if suffix := _HALF_AFTER.match(after):
        half, after = suffix["half"], after[suffix.end() :]
    hour, minute, second = (int(found.get(part) or 0) for part in "hms")
    hour = _apply_half(hour, half)
    microsecond = int((found.get("f") or "").ljust(6, "0")[:6])
    extra = 1 if hour == 24 and not minute and not second else 0  # ISO 8601: the end of the day
    return (
        (time(0 if extra else hour, minute, 59 if second == 60 else second, microsecond), extra),  # 60 is a leap second
        plain[: match.start()],
        after,
    )


def _apply_half(hour: int, half: str | None) -> int:
    word = re.sub(r"[.\s]", "", half).casefold() if half else ""
    if word in MORNING_WORDS:
        if hour > 12:
            raise ValueError("there is no such hour of the morning")
        return hour % 12
    return hour % 12 + 12 if word in EVENING_WORDS and hour <= 12 else hour


def _take_offset(after: str) -> tuple[tzinfo | None, str]:
    """Return the offset after a time, or at the end of the text, and the rest; None if there is none."""
    match = _OFFSET.match(after) or _OFFSET_AT_END.search(after)
    if not match:
        return None, after
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    total = hours * 60 + minutes
    if minutes > 59 or total > _MAX_OFFSET_MINUTES:
        return None, f"{after[: match.start()]} {_UNREADABLE_ZONE} {after[match.end() :]}"
    offset = timedelta(minutes=-total if match["sign"].startswith("-") else total)
    rest = after[match.end() :] if match.re is _OFFSET else after[: match.start()]
    return timezone(offset), rest


def _take_day(text: str, day_first: bool | None) -> tuple[date | None, str]:
    """Return the day if it is written in digits, and the rest of the text."""
    if match := _EASTERN_DAY.search(text):
        year = 1 if match["y"] == "元" else int(match["y"])
        full = year + _ERAS[match["era"]] if match["era"] else _complete_year(match["y"])
        day = date(full, int(match["m"]), int(match["d"]))
    elif match := _WEEK_DAY.search(text):
        day = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
    elif match := _ISO_DAY.search(text) or _DIGIT_DAY.search(text):
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    elif match := _ORDINAL_DAY.search(text):
        day = datetime.strptime(f"{match[1]} {match[2]}", "%Y %j").date()  # noqa: DTZ007  # only a day
    elif match := _NUMERIC_DAY.search(text):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return _choose_day(match, rest, day_first), rest
    else:
        return None, text
    return day, f"{text[: match.start()]} {text[match.end() :].removeprefix('T')}"


def _choose_day(match: re.Match[str], rest: str, day_first: bool | None) -> date:
    """Return the day of a numeric date; its numbers, a weekday, full stops or the feed's order must decide which."""
    first, second, third = int(match["a"]), int(match["b"]), _complete_year(match["y"])
    orders: dict[bool | None, tuple[int, int, int]] = {True: (third, second, first), False: (third, first, second)}
    if len(match["y"]) == 2:
        orders[None] = (_complete_year(match["a"].zfill(2)), second, int(match["y"]))
    options = {order: day for order, parts in orders.items() if (day := make_date(*parts))}
    words = _Words.parse(rest)
    weekdays = [weekday for word in (words.words if words else ()) if (weekday := find_weekday(word)) is not None]
    for fitting in (set(options.values()), {day for day in options.values() if day.weekday() in weekdays}):
        if len(fitting) == 1:
            return fitting.pop()
    order = True if match["gap"] == "." else day_first
    if order is None or order not in options:
        raise ValueError("it could be any of several days")
    return options[order]


def _complete_year(digits: str) -> int:
    """Return the full year; RFC 5322, 4.3: two digits are 2000 to 2049 or 1950 to 1999, three count from 1900."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


@dataclass(frozen=True, slots=True)
class _Words:
    """
    The words and numbers of a date, apart from its time and from a day in digits.

    Attributes:
        words: The words that are no zone and no filler.
        numbers: The numbers, as written.
        zone: The zone that is named, or None.
        unknown: Words that name neither month nor weekday.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    zone: tzinfo | None
    unknown: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> _Words | None:
        """Return the words and numbers of *text*, or None if it holds anything else."""
        words, numbers, place = list[str](), list[str](), 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if not match:
                return None
            place = match.end()
            if match["number"]:
                numbers.append(match["number"])
            elif word := match["key"] or match["month"] or match["word"]:
                words.append(word)
        zone, words = _take_zone(words)
        unknown = [each for each in words if find_month(each) is None and find_weekday(each) is None]
        unknown = [each for each in unknown if each.casefold().rstrip(".") not in FILLER_WORDS]
        return cls(tuple(words), tuple(numbers), zone, tuple(unknown))

    @property
    def has_unknown_zone(self) -> bool:
        """Whether what can't be read is one word that looks like the abbreviation or the key of a zone."""
        if len(self.unknown) != 1:
            return False
        word = self.unknown[0]
        return "/" in word or (word.isupper() and len(word) <= 5)

    @property
    def day_numbers(self) -> tuple[str, str] | None:
        """The day and the year, or None if the numbers are anything else."""
        if len(self.numbers) != 2:
            return None
        first, second = self.numbers
        day, year = (second, first) if len(first) == 4 else (first, second)
        return (day, year) if len(day) <= 2 and 2 <= len(year) <= 4 else None

    def find_day(self) -> date | None:
        """Return the day that is written with the name of its month, or None."""
        months = {word: month for word in self.words if (month := find_month(word)) is not None}
        # "mar" is March, and a Tuesday in three languages.
        sure = {month for word, month in months.items() if find_weekday(word) is None}
        candidates = sure or set(months.values())
        if len(candidates) != 1 or self.day_numbers is None:
            return None
        day, year = self.day_numbers
        return date(_complete_year(year), candidates.pop(), int(day))


def _take_zone(words: list[str]) -> tuple[tzinfo | None, list[str]]:
    """Return the zone that some of *words* name, and the other words."""
    zone, rest, place = None, list[str](), 0
    while place < len(words):
        for size in range(min(MAX_ZONE_WORDS, len(words) - place), 0, -1):
            name = " ".join(words[place : place + size])
            if name.casefold() in FILLER_WORDS:  # "at" is also Atlantic Time, but that stands after the clock
                continue
            # Words that are also months or weekdays are zones only in capitals: "MST", but "Mon" and "sat".
            if (found := find_zone(name)) and (name.isupper() or find_weekday(name) is None):
                zone, place = zone or found, place + size
                break
        else:
            rest.append(words[place])
            place += 1
    return zone, rest


def _combine(day: date, clock: time | None, zone: tzinfo | None) -> FeedDate | None:
    zone = zone if clock is not None and zone else UTC
    return _build_date(datetime.combine(day, clock or time(), zone), has_time=clock is not None)


def _build_date(moment: datetime, *, has_time: bool) -> FeedDate | None:
    if not _MIN_YEAR <= moment.year <= _MAX_YEAR or moment == _UNSET:
        return None
    offset = moment.utcoffset()
    return FeedDate(moment.replace(tzinfo=timezone(offset)) if offset else moment.replace(tzinfo=UTC), has_time)
