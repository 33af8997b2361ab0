"""Find the time expressions of an article in another language by the date forms of its language pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates.arithmetic import (
    find_nearest_weekday,
    get_granularity,
    shift_date,
    shift_days,
    to_iso_day,
    to_unit_value,
)
from corpus.dates.intervals import exact_day
from corpus.languages.pack import MAX_SAME_GROUPS, DateForm, LanguagePack, find_number, fold_digits
from corpus.models import Sentence, TimeExpression, TimeKind

#: Longest sentence whose dates are read, in code points; the rest of a longer one is not read.
MAX_SENTENCE_CHARACTERS = 4_000
#: Code points around a date among which words are looked for that show whether it is past or ahead.
_TENSE_CHARACTERS = 120
_DURATIONS = {"S": "PT{}S", "TM": "PT{}M", "H": "PT{}H"}
_NOON_HOUR = 12
#: Sentences after a day in which a time of day is counted to it.
_MAX_CLOCK_DISTANCE_SENTENCES = 1
#: First years of the Japanese eras, less one.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class PackMatch:
    """
    A date form found in a sentence.

    Attributes:
        form: The form.
        match: Where it matched, in the sentence with plain digits.
        pack: The language pack.
        published: Day of publication, or None.
        is_future: True if the sentence speaks of the future, False if of the past, None if it doesn't say.
        last_year: The last year that the article named, or None.
        last_day: The last day that the article named, as an ISO value, or None.
    """

    form: DateForm
    match: re.Match[str]
    pack: LanguagePack
    published: date | None
    is_future: bool | None = None
    last_year: int | None = None
    last_day: str | None = None

    def get(self, group: str) -> str:
        """Return the words of *group*, or of a further group of that name; ``""`` if none took part."""
        names = (group, *(f"{group}{number}" for number in range(2, MAX_SAME_GROUPS + 1)))
        groups = self.match.re.groupindex
        return next((found for name in names if name in groups and (found := self.match[name])), "")

    def get_argument(self, name: str) -> object:
        """Return a further value of the form, or None."""
        return self.form.arguments.get(name)

    @property
    def shift(self) -> int:
        """By how many units the form points forward or back."""
        value = self.form.arguments.get("shift", 0)
        return int(value)

    @property
    def unit(self) -> str:
        """The unit of time that the form names, as its TIMEX3 letter."""
        fixed = self.form.arguments.get("unit")
        return str(fixed) if fixed else look_up(self.pack.units, self.get("u"))

    @property
    def amount(self) -> str:
        """The number that the form names; "X" for an unknown one."""
        words = self.get("n") or str(self.form.arguments.get("n", "1"))
        if words == "X":
            return words
        if words[:1].isdigit():
            return words.replace(",", ".")
        return look_up(self.pack.numbers, words) or "1"


_SPAN_GROUPS = ("t", *(f"t{number}" for number in range(2, MAX_SAME_GROUPS + 1)))


def get_span(match: re.Match[str]) -> tuple[int, int]:
    """Return where the time of a form stands: the group "t" if it has one that took part, else the whole match."""
    groups = match.re.groupindex
    inner = next((name for name in _SPAN_GROUPS if name in groups and match[name]), None)
    return match.span(inner) if inner else match.span()


def look_up(table: Mapping[str, str], words: str) -> str:
    """Return the value of *words* in *table*, whose keys are patterns, or ``""``."""
    if words.lower() in table:
        return table[words.lower()]
    return next((value for key, value in table.items() if re.fullmatch(key, words, re.IGNORECASE)), "")


def tag_with_pack(
    sentences: Sequence[Sentence], published: str | None, pack: LanguagePack
) -> tuple[TimeExpression, ...]:
    """
    Tag the time expressions of an article in another language; see `corpus.dates.tagger.tag`.

    Args:
        sentences: Those of one article, in order.
        published: ISO value of its publication, or None; if it is not a single day, relative values stay open.
        pack: The pack of its language.
    """
    state = _ArticleState(pack, exact_day(published))
    return tuple(found for sentence in sentences for found in state.tag_sentence(sentence))


@dataclass(slots=True)
class _ArticleState:
    """What the sentences read so far say of the time that the text is about."""

    pack: LanguagePack
    published: date | None
    last_year: int | None = None
    last_day: str | None = None
    sentences_since_day: int = 0

    def tag_sentence(self, sentence: Sentence) -> Iterator[TimeExpression]:
        """Yield the time expressions of the next sentence, in order."""
        words = fold_digits(sentence.text[:MAX_SENTENCE_CHARACTERS])
        self.sentences_since_day += 1
        if self.sentences_since_day > _MAX_CLOCK_DISTANCE_SENTENCES:
            self.last_day = None
        for form, match in find_forms(words, self.pack):
            hit = PackMatch(
                form, match, self.pack, self.published, _detect_tense(words, match, self.pack),
                self.last_year, self.last_day,
            )  # fmt: skip
            value, kind = resolve(hit)
            if not value:
                continue
            self._remember(value)
            start, end = get_span(match)
            text = sentence.text[start:end]
            yield TimeExpression(
                sentence.start + start, sentence.start + end, text, value, kind, f"read as {self.pack.name}"
            )

    def _remember(self, value: str) -> None:
        if get_granularity(value) in {"D", "M", "Y"} and value[:4].isdigit():
            self.last_year = int(value[:4])
        if get_granularity(value) == "D":
            self.last_day, self.sentences_since_day = value[:10], 0


def find_forms(words: str, pack: LanguagePack) -> list[tuple[DateForm, re.Match[str]]]:
    """Return the date forms in *words*, whose digits are plain; of overlapping ones the earliest, then the longest."""
    found = [
        (start, -end, order, form, match)
        for order, form in enumerate(pack.dates)
        for match in form.pattern.finditer(words)
        for start, end in (get_span(match),)
        if end > start
    ]
    found.sort(key=lambda each: each[:3])
    chosen: list[tuple[DateForm, re.Match[str]]] = []
    end = 0
    for start, negative_end, _, form, match in found:
        if start >= end:
            chosen.append((form, match))
            end = -negative_end
    return chosen


def _detect_tense(words: str, match: re.Match[str], pack: LanguagePack) -> bool | None:
    """Return whether the words around a date speak of the future, by the nearest marker."""
    first, last = max(match.start() - _TENSE_CHARACTERS, 0), match.end() + _TENSE_CHARACTERS
    distances: dict[bool, int] = {}
    for is_future, pattern in ((True, pack.future), (False, pack.past)):
        for marker in pattern.finditer(words, first, min(last, len(words))) if pattern else ():
            distance = max(match.start() - marker.end(), marker.start() - match.end(), 0)
            distances[is_future] = min(distance, distances.get(is_future, distance))
    return min(distances, key=lambda each: distances[each]) if distances else None


def resolve(hit: PackMatch) -> tuple[str, TimeKind]:
    """Return the TIMEX3 value and type of a date form; ``""`` if the words are no time."""
    value = _READERS[hit.form.op](hit)
    if not value:
        return "", TimeKind.DATE
    if hit.form.op == "set":
        return value, TimeKind.SET
    if value.startswith("P") and value[1:2] in "0123456789XT":
        return value, TimeKind.DURATION
    return value, TimeKind.TIME if "T" in value.removesuffix("T") and value[:1] in "0123456789X" else TimeKind.DATE


def _read_year(hit: PackMatch) -> int | None:
    if hit.get("era") and hit.get("ey"):
        return _ERAS[hit.get("era")] + int(hit.get("ey"))
    if written := hit.get("y"):
        return int(written) if written.isdigit() else _read_written_number(written)
    if short := hit.get("yy"):
        return 2000 + int(short)
    shift = hit.get_argument("year_shift")
    if isinstance(shift, int) and hit.published:
        return hit.published.year + shift
    return None


_CHINESE_DIGITS = {digit: str(n) for n, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}


def _read_written_number(words: str) -> int:
    """Return a number written in Chinese digits: 二〇二四, 十八, 二十."""
    if words.isdigit():
        return int(words)
    if "十" in words:
        tens, _, ones = words.partition("十")
        return 10 * int(_CHINESE_DIGITS.get(tens, "1")) + int(_CHINESE_DIGITS.get(ones, "0"))
    return int("".join(_CHINESE_DIGITS.get(each, "") for each in words) or 0)


def _read_month(hit: PackMatch) -> int:
    return find_number(hit.pack.months, hit.get("b")) if hit.get("b") else _read_written_number(hit.get("m") or "0")


def _read_date(hit: PackMatch) -> str:
    """Read a day of a month: "am 18. Juni 2024", "3 mai"."""
    month, day, year = _read_month(hit), _read_written_number(hit.get("d")), _read_year(hit)
    if year is not None:
        return _add_time(to_iso_day(year, month, day) or "", hit)
    value = _choose_day([(y, month, day) for y in _list_years(hit)], hit)
    if not value and to_iso_day(2024, month, day):
        value = f"XXXX-{month:02}-{day:02}"
    return _add_time(value, hit)


def _list_years(hit: PackMatch) -> range:
    if hit.published:
        return range(hit.published.year - 1, hit.published.year + 2)
    return range(hit.last_year, hit.last_year + 1) if hit.last_year else range(0)


def _choose_day(parts: Sequence[tuple[int, int, int]], hit: PackMatch) -> str:
    """Return the day among *parts* (year, month, day) that the words mean, by their tense; ``""`` if there is none."""
    days = [date.fromisoformat(value) for each in parts if (value := to_iso_day(*each))]
    if not days or hit.published is None:
        return days[0].isoformat() if days else ""
    published, shift = hit.published, hit.shift
    if shift:
        fitting = [day for day in days if (day > published if shift > 0 else day < published)]
    elif hit.is_future is None:
        fitting = days
    else:
        fitting = [day for day in days if (day >= published if hit.is_future else day <= published)]
    nearest = min(fitting or days, key=lambda day: abs((day - published).days))
    return nearest.isoformat()


def _add_time(value: str, hit: PackMatch) -> str:
    """Return a day with the time of day that the words name."""
    if not value:
        return ""
    if hour := hit.get("h"):
        return f"{value}T{_read_hour(hit, int(hour)):02}:{hit.get('i') or '00'}"
    if part := hit.get("p"):
        return f"{value}T{look_up(hit.pack.parts, part)}"
    fixed = hit.get_argument("part")
    return f"{value}T{fixed}" if fixed else value


def _read_hour(hit: PackMatch, hour: int) -> int:
    part = look_up(hit.pack.parts, hit.get("p")) if hit.get("p") else ""
    return hour + _NOON_HOUR if part in {"AF", "EV", "NI"} and 0 < hour < _NOON_HOUR else hour


def _read_month_only(hit: PackMatch) -> str:
    """Read a month: "im März 2022", "en septembre", "지난달"."""
    month, year = _read_month(hit), _read_year(hit)
    if not month:
        return ""
    if year is None:
        value = _choose_day([(y, month, 15) for y in _list_years(hit)], hit)
        year = int(value[:4]) if value else None
    return f"{year:04}-{month:02}" if year else f"XXXX-{month:02}"


def _read_year_only(hit: PackMatch) -> str:
    year = _read_year(hit)
    return f"{year:04}" if year else ""


def _read_year_range(hit: PackMatch) -> str:
    return f"{hit.get('y')}/{hit.get('z')}" if hit.get("y") < hit.get("z") else ""


def _read_weekday(hit: PackMatch) -> str:
    """Read a weekday: "am Mittwoch", "jeudi dernier", "다음 주 월요일"."""
    number = find_number(hit.pack.weekdays, hit.get("w"))
    if not number:
        return ""
    if hit.published is None:
        return _add_time(f"XXXX-WXX-{number}", hit)
    week = hit.get_argument("week")
    if isinstance(week, int):
        monday = shift_days(hit.published, 1 - hit.published.isoweekday() + 7 * week)
        return _add_time(shift_days(monday, number - 1).isoformat(), hit)
    if hit.shift:
        start = shift_days(hit.published, hit.shift)
        return _add_time(find_nearest_weekday(start, number, hit.shift).isoformat(), hit)
    return _add_time(find_nearest_weekday(hit.published, number, 1 if hit.is_future else -1).isoformat(), hit)


def _read_day(hit: PackMatch) -> str:
    """Read a day that is counted from the day of publication: "gestern", "demain"."""
    if hit.published is None:
        return _add_time("XXXX-XX-XX", hit)
    return _add_time(shift_days(hit.published, hit.shift).isoformat(), hit)


def _read_day_of_month(hit: PackMatch) -> str:
    """Read a day whose month is not named: "20일", "지난달 28일", "8日"."""
    number = _read_written_number(hit.get("d"))
    if hit.published is None:
        return _add_time(f"XXXX-XX-{number:02}" if number else "", hit)
    months = hit.get_argument("months")
    base = hit.published.replace(day=1)
    shifts = (months,) if isinstance(months, int) else (-1, 0, 1)
    moved = [shifted for each in shifts if (shifted := shift_date(base, "M", each))]
    if hit.is_future is None and not hit.shift and not isinstance(months, int):
        moved = [day for day in moved if day <= hit.published] or moved
        past = [v for day in moved if (v := to_iso_day(day.year, day.month, number)) and v <= hit.published.isoformat()]
        return _add_time(past[-1] if past else "", hit)
    return _add_time(_choose_day([(day.year, day.month, number) for day in moved], hit), hit)


def _read_unit(hit: PackMatch) -> str:
    """Read a week, month or year that is counted from that of publication: "letzte Woche", "l’an prochain"."""
    unit = hit.unit
    if hit.published is None:
        return to_unit_value(None, unit)
    shift = hit.shift
    if unit == "WE" and "shift" not in hit.form.arguments:
        shift = 0 if hit.is_future or hit.published.isoweekday() >= 6 else -1
    shifted = shift_date(hit.published, "W" if unit == "WE" else unit, shift)
    return to_unit_value(shifted, unit) if shifted else ""


def _read_ago(hit: PackMatch) -> str:
    """Read a time that lies an amount before or after publication: "vor drei Tagen", "dans dix jours"."""
    amount, unit = hit.amount, hit.unit
    if not unit:
        return ""
    if not amount.isdigit() or hit.published is None:
        return to_unit_value(None, "D" if unit in {"H", "TM", "S"} else unit)
    if unit in {"H", "TM", "S"}:
        return f"{hit.published.isoformat()}" if int(amount) < 12 else ""
    shifted = shift_date(hit.published, unit, (hit.shift or -1) * int(amount))
    return to_unit_value(shifted, unit) if shifted else ""


def _read_duration(hit: PackMatch) -> str:
    amount, unit = hit.amount, hit.unit
    if not unit:
        return ""
    if unit in {"DE", "CE"} and amount.isdigit():
        return f"P{int(amount) * (10 if unit == 'DE' else 100)}Y"
    return _DURATIONS[unit].format(amount) if unit in _DURATIONS else f"P{amount}{unit}"


def _read_season(hit: PackMatch) -> str:
    """Read a season: "im Sommer 2023", "минувшей весной"."""
    season, year = look_up(hit.pack.seasons, hit.get("s")), _read_year(hit)
    if year is None and hit.published:
        year = hit.published.year + (hit.shift or 0)
        middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
        if hit.get_argument("near"):
            year = hit.published.year - (middle > hit.published.month)
    return f"{year:04}-{season}" if year and season else ""


def _read_century(hit: PackMatch) -> str:
    written = hit.get("c") or look_up(hit.pack.numbers, hit.get("n")) or hit.get("n")
    number = int(written) if written.isdigit() else _parse_roman(written.upper())
    return f"{number - 1:02}" if 1 <= number <= 21 else ""


def _parse_roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS.get(each, 0) for each in numeral]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _read_decade(hit: PackMatch) -> str:
    """Read a decade: "in den 1980er Jahren", "años ochenta", "上世纪80年代"."""
    written = hit.get("dec") or hit.get("n")
    if not written[:1].isdigit():
        written = look_up(hit.pack.numbers, written)
    return f"{written if len(written) == 4 else f'19{written}'}"[:3] if written else ""


def _read_clock(hit: PackMatch) -> str:
    """Read a time of day, of the day last named or of publication."""
    day = hit.last_day or (hit.published.isoformat() if hit.published else "XXXX-XX-XX")
    return _add_time(day, hit)


def _read_fixed(hit: PackMatch) -> str:
    """Return the value that the form itself states."""
    value = str(hit.get_argument("value") or "")
    if "{w}" in value:
        number = find_number(hit.pack.weekdays, hit.get("w"))
        return value.replace("{w}", str(number)) if number else ""
    return value


def _ignore(_: PackMatch) -> str:
    return ""


_READERS: Mapping[str, Callable[[PackMatch], str]] = {
    "date": _read_date,
    "month": _read_month_only,
    "year": _read_year_only,
    "years": _read_year_range,
    "weekday": _read_weekday,
    "day": _read_day,
    "day_of_month": _read_day_of_month,
    "unit": _read_unit,
    "ago": _read_ago,
    "duration": _read_duration,
    "season": _read_season,
    "century": _read_century,
    "decade": _read_decade,
    "clock": _read_clock,
    "set": _read_fixed,
    "fixed": _read_fixed,
    "ignore": _ignore,
}
