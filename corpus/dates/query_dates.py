"""Parse the dates in a question into ranges of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from corpus.dates.arithmetic import find_nearest_weekday, get_granularity, shift_date, shift_days, to_iso_day
from corpus.dates.formatting import format_day, format_window
from corpus.dates.intervals import DayPair, day_range, list_month_days
from corpus.dates.pack_tagger import tag_with_pack
from corpus.dates.rule import parse_amount
from corpus.dates.tagger import find_time_expressions
from corpus.dates.tokenizer import tokenize
from corpus.languages.en.calendar import (
    EVENT_PHRASE,
    JOINT,
    MONTH_NUMBERS,
    MONTHS,
    PART_IN_TWELFTHS,
    PART_OF_DECADE_YEARS,
    PART_WORD,
    PLURAL_TIME_UNITS,
    RANGE_PREPOSITIONS,
    RELATION_SYNONYMS,
    SIDE_PREPOSITIONS,
    SIDE_SUFFIX,
    TIME_UNITS,
    WEEKDAY_NUMBERS,
)
from corpus.languages.en.vocabulary import EVENT_STOP_WORDS
from corpus.languages.identification import identify_question_language
from corpus.languages.pack import LanguagePack, load_pack
from corpus.models import DateRange, Sentence, TimeExpression, TimeKind
from corpus.models.text import _

_WEEKDAY_VALUE = re.compile(r"XXXX-WXX-(\d)(?:T\w\w)?")


@dataclass(frozen=True, slots=True)
class QueryDate:
    """
    A date phrase of a question and its interpretation.

    Attributes:
        start: First code point in the question; a preposition that opens a range ("since") is included.
        end: One past the last; a suffix that opens a range ("onwards") is included.
        text: The words.
        window: The days asked about, or None if they are open (see *value*) or invalid (see *problem*).
        description: The interpretation in words: "Wednesday 19 June 2024", "since 28 May 2024", "Thursday".
        value: TIMEX3 value; ``XXXX-WXX-4`` or ``XXXX-06-19`` if the week or year is unknown.
        problem: Why the words are not a date ("June has 30 days"), or ``""``.
        open_value: Value of the words without a day of asking if they name no year (``XXXX-06-19``), else ``""``.
        days: First and last day that the words name, before *side* opens a window; None if they are open.
        side: "since", "after", "before", "until", or ``""``.
        has_year: Whether the words name a year, or depend on the day of asking ("yesterday").
    """

    start: int
    end: int
    text: str
    window: DateRange | None
    description: str
    value: str = ""
    problem: str = ""
    open_value: str = ""
    days: DayPair | None = None
    side: str = ""
    has_year: bool = True


def build_window(days: DayPair, side: str) -> tuple[DateRange, str]:
    """
    Return the window for the days *days*, with one side open if *side* says so, and its description.

    Args:
        days: First and last day.
        side: "since", "after", "before", "until", or ``""`` for the days themselves.
    """
    first, last = days
    match side:
        case "since":
            return DateRange(first, None), f"since {format_day(first)}"
        case "after":
            return DateRange(shift_days(last, 1), None), f"after {format_day(last)}"
        case "before":
            return DateRange(None, shift_days(first, -1)), f"before {format_day(first)}"
        case "until":
            return DateRange(None, last), f"until {format_day(last)}"
        case _:
            return DateRange(first, last), format_window(first, last)


def resolve_query_date(reading: QueryDate, covered: DateRange) -> QueryDate:
    """
    Resolve an open date to the latest matching days up to the end of what the corpus covers.

    Args:
        reading: As parsed without a day of asking.
        covered: The days that the corpus covers.

    Returns:
        *reading* itself if it is not open or matches no day in *covered* ("yesterday" never does).
    """
    if reading.window is not None or reading.problem or covered.last is None:
        return reading
    days = _find_latest_days(reading.value, covered)
    if days is None or (covered.first and days[1] < covered.first):
        return reading
    window, description = build_window(days, _find_open_side(reading.text))
    return replace(reading, window=window, description=description)


#: Words by which a month without a year depends on the day of asking: "last October".
_COUNTED_FROM_TODAY = re.compile(r"\b(?:last|next|this|past|previous|coming|ago)\b", re.IGNORECASE)
#: Number of years, those with most sentences, in which a day without a year may lie; or in a year next to one of them.
_MAX_YEARS = 20
#: Maximum distance in days from a day asked about to the nearest day that an article mentions, if the year is right.
_MAX_DAYS_AWAY = 92


def move_to_covered_year(reading: QueryDate, counts: Mapping[date, int]) -> QueryDate:
    """
    Move days without a year to the year in which articles mention them, or days near them.

    Args:
        reading: As parsed with a day of asking.
        counts: Number of sentences about each day.

    Returns:
        *reading* itself if it names a year, or if its days are near some that the articles mention: those next to
        the day of asking are meant wherever articles of that time are stored.
    """
    if reading.has_year or reading.days is None or not counts or _count_sentences(reading.days, counts, _MAX_DAYS_AWAY):
        return reading
    years_covered: Counter[int] = Counter()
    for day, count in counts.items():
        years_covered[day.year] += count
    busiest = [year for year, _ in years_covered.most_common(_MAX_YEARS)]
    years = {year + step for year in busiest for step in (-1, 0, 1)}
    moved = [days for year in years if (days := _move_days(reading.days, year))]
    evidence = {
        days: (_count_sentences(days, counts), _count_sentences(days, counts, _MAX_DAYS_AWAY)) for days in moved
    }
    best = max(evidence, key=lambda days: (*evidence[days], days), default=reading.days)
    if not any(evidence.get(best, ())):
        return reading
    window, description = build_window(best, reading.side)
    return replace(reading, days=best, window=window, description=description)


#: Maximum distance in days from a day asked about, with its year, to the nearest day that an article mentions, so that
#: an article of an unknown year may be about it.
_MAX_DAYS_FROM_EVENT = 7


def list_days_of_unknown_year(reading: QueryDate, counts: Mapping[date, int]) -> tuple[str, ...]:
    """
    Return the days ("04-28") and months ("04") by which an article of an unknown year may name those of *reading*.

    Args:
        reading: As parsed and resolved.
        counts: Number of sentences about each day.

    Returns:
        None for days that are given by their distance from the day of asking, for an open range, and, if the question
        names the year, for days near which no article of a known year tells of anything.
    """
    if reading.window is None or reading.open_value or reading.days is None or reading.side:
        return list_month_days(reading.open_value) if reading.window else ()
    first, last = reading.days
    is_near = f"{first.year:04}" in reading.text and _count_sentences(reading.days, counts, _MAX_DAYS_FROM_EVENT)
    return list_month_days(f"XXXX-{first:%m-%d}/XXXX-{last:%m-%d}") if is_near else ()


def _count_sentences(days: DayPair, counts: Mapping[date, int], distance: int = 0) -> int:
    """Return the number of sentences about *days*, or about days at most *distance* away from them."""
    first, last = shift_days(days[0], -distance), shift_days(days[1], distance)
    return sum(count for day, count in counts.items() if first <= day <= last)


def _move_days(days: DayPair, year: int) -> DayPair | None:
    """Return *days*, the first of them in *year*; None if that year has no such days."""
    later = days[1].year - days[0].year
    try:
        return days[0].replace(year=year), days[1].replace(year=year + later)
    except ValueError:  # 29 February, or a year that no calendar has
        return None


def _find_latest_days(value: str, covered: DateRange) -> DayPair | None:
    if covered.last is None:
        return None
    if match := _WEEKDAY_VALUE.fullmatch(value):
        day = find_nearest_weekday(covered.last, int(match[1]), -1)
        return day, day
    years = (covered.last.year, covered.last.year - 1)
    fitting = (day_range(value.replace("XXXX", f"{year:04}")) for year in years if value.startswith("XXXX-"))
    return next((held for held in fitting if held and held[0] <= covered.last), None)


def _find_open_side(text: str) -> str:
    word = text.split(maxsplit=1)[0].lower() if text.split() else ""
    return {"since": "since", "after": "after", "before": "before", "until": "until", "by": "until"}.get(word, "")


def resolve_days(found: TimeExpression, today: date | None) -> DayPair | None:
    """
    Return the days that *found* covers.

    "Early", "mid" and "late" are thirds, "the beginning" and "the end" are quarters: a week of a month, three months
    of a year. "Earlier this week" ends with *today*; "later this year" starts with it.

    Returns:
        First and last day, or None if the value is not on the calendar.
    """
    days = day_range(found.value)
    part_match = PART_WORD.match(found.text)
    if days is None or part_match is None or days[0] == days[1]:
        return days
    if part_match[2]:
        return _clip_at_today(days, part_match[2].lower(), today)
    return _select_part(days, get_granularity(found.value), part_match[1].lower())


def _clip_at_today(days: DayPair, word: str, today: date | None) -> DayPair:
    if today is None or not days[0] <= today <= days[1]:
        return days
    return (days[0], today) if word == "earlier" else (today, days[1])


def _select_part(days: DayPair, unit: str, word: str) -> DayPair:
    first, last = days
    if unit in {"Y", "DE"}:
        low, high = (PART_IN_TWELFTHS if unit == "Y" else PART_OF_DECADE_YEARS)[word]
        step = "M" if unit == "Y" else "Y"
        after = shift_date(first, step, high)
        return shift_date(first, step, low) or first, shift_days(after, -1) if after else last
    low, high = PART_IN_TWELFTHS[word]
    length = (last - first).days + 1
    if high == 12 and low == 9:
        return shift_days(last, 1 - max(length // 4, 1)), last
    return shift_days(first, length * low // 12), last if high == 12 else shift_days(
        first, max(length * high // 12 - 1, 0)
    )


_DAY_NUMBER = r"(?P<day>\d{1,3})(?:st|nd|rd|th)?"
_MONTH_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY_MONTH = rf"{_DAY_NUMBER}\s+(?:of\s+)?{_MONTH_WORD}"
_MONTH_DAY = rf"{_MONTH_WORD}\s+(?:the\s+)?{_DAY_NUMBER}"
_OPTIONAL_YEAR = r"\b(?:,?\s+(?P<year>\d{4}))?"
_WRITTEN_DATES = (re.compile(rf"\b{_DAY_MONTH}{_OPTIONAL_YEAR}"), re.compile(rf"\b{_MONTH_DAY}{_OPTIONAL_YEAR}"))
_NUMERIC_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})([/.])(\d{1,2})(?:\5(\d{4}|\d{2}))?\b")


def find_invalid_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Find words that look like a date but are invalid or ambiguous.

    Yields:
        Start, end and the reason in words; the caller drops those that overlap a parsed date.
    """
    for match in (match for words in _WRITTEN_DATES for match in words.finditer(text)):
        if reason := _explain_invalid_day(match["month"].lower(), int(match["day"]), match["year"]):
            yield match.start(), match.end(), reason
    for match in _NUMERIC_DATE.finditer(text):
        if match[1] and not to_iso_day(*map(int, match.group(1, 2, 3))):
            yield match.start(), match.end(), _("the calendar has no such day")
        elif match[4] and (match[5] == "/" or match[7]):
            yield match.start(), match.end(), _explain_invalid_figures(int(match[4]), int(match[6]))


def _explain_invalid_day(month: str, day: int, year: str | None) -> str:
    if month not in MONTH_NUMBERS:
        suggestions = get_close_matches(month, MONTHS, n=1, cutoff=0.75)
        near = suggestions[0].capitalize() if suggestions else ""
        return (
            _("there is no month “{month}”; did you mean {near}?", month=month.capitalize(), near=near) if near else ""
        )
    number = MONTH_NUMBERS[month]
    day_count = monthrange(int(year or 2024) or 2024, number)[1]
    name = MONTHS[number - 1].capitalize()
    if not 1 <= day <= day_count:
        return _("{month} has {days} days", month=f"{name} {year}" if year else name, days=day_count)
    return ""


def _explain_invalid_figures(first: int, second: int) -> str:
    if 1 <= first <= 12 and 1 <= second <= 12:
        names = [MONTHS[number - 1].capitalize() for number in (first, second)]
        return _("it could be {first} or {second}", first=f"{first} {names[1]}", second=f"{second} {names[0]}")
    return _("the calendar has no such day")


#: Characters of a question that are parsed, and characters before a date that are searched for a preposition.
_MAX_QUESTION_CHARACTERS, _MAX_PREPOSITION_CHARACTERS = 6_000, 28
_SIDE_BY_PREPOSITION = {word: side for side, words in SIDE_PREPOSITIONS.items() for word in words}
_PREPOSITIONS = "|".join(sorted((*_SIDE_BY_PREPOSITION, "between"), key=len, reverse=True)).replace(" ", r"\s+")
_PRECEDING_PREPOSITION = re.compile(rf"(?<!\w)({_PREPOSITIONS})\s+(?:the\s+)?$", re.IGNORECASE)


def parse_query_dates(text: str, today: date | None) -> tuple[QueryDate, ...]:
    """
    Parse the dates of a question.

    A weekday is the last one before *today*, or the next one, today included, if the question is about the future
    ("what is due", "will", "next"); after another weekday ("Thursday and Friday", "Monday to Wednesday") it follows
    that one. A day or month without a year is the nearest one, but the last one in a question in the past tense and
    the next one in a question about the future. "Early", "mid" and "late" are thirds, "the beginning" and "the end"
    are quarters (a week of a month). "The last three days" end with *today*, and "the next three days" start with it.
    "Since" a named period means since its end. "Since the pact" refers to an event, not a date: see
    ``find_event_references``.

    Args:
        text: The question as typed, of which the first 6,000 characters are parsed (no Discord field is longer); months
            and weekdays need no capital.
        today: Day of asking. If it is None, dates that depend on it stay open: *window* is None and *value* is open.
            ``resolve_query_date`` resolves them against the days that the corpus covers.

    Returns:
        In order, one per window asked about; invalid dates are included, with *problem*.
    """
    text = text[:_MAX_QUESTION_CHARACTERS]
    pack = load_pack(identify_question_language(text))
    if pack:
        return tuple(_read_with_pack(text, today, pack))
    sentence = Sentence("", 0, len(text), text)
    expressions = [one for one in find_time_expressions([sentence], today, is_question=True) if _is_calendar_date(one)]
    unresolved = find_time_expressions([sentence], None, is_question=True) if expressions else ()
    open_values = {one.start: one.value for one in unresolved if list_month_days(one.value)}
    readings = _QueryDateReader(text, today, open_values).read_all(
        _split_day_pairs(_merge_counted_dates(expressions, text), text)
    )
    invalid = [
        QueryDate(start, end, text[start:end], None, text[start:end], problem=problem)
        for start, end, problem in find_invalid_dates(text)
        if not any(one.start <= start and end <= one.end and _is_understood(one) for one in readings)
    ]
    valid = [one for one in readings if not any(_is_part_of_invalid(one, bad, text) for bad in invalid)]
    return tuple(sorted([*valid, *invalid], key=lambda one: one.start))


def _is_understood(reading: QueryDate) -> bool:
    """Return whether the words were understood, even if the year is unknown."""
    return reading.window is not None or reading.value.startswith("XXXX")


def _is_part_of_invalid(reading: QueryDate, bad: QueryDate, text: str) -> bool:
    """Return whether *reading* overlaps the invalid date *bad* or is joined to it: "20 and 31 June"."""
    overlaps = reading.start < bad.end and bad.start < reading.end
    return overlaps or bool(reading.end <= bad.start and JOINT.fullmatch(text, reading.end, bad.start))


def _is_calendar_date(found: TimeExpression) -> bool:
    """Return whether *found* is on the calendar: durations, sets and vague references are not."""
    beside_event = found.value.startswith("X") and found.text.lower().endswith(("before", "after"))
    vague = found.value.endswith("_REF") or beside_event
    return found.kind in {TimeKind.DATE, TimeKind.TIME, TimeKind.NAMED} and not vague


def _merge_counted_dates(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Merge an offset with the date that it is counted from: "two days before 20 June" is one date."""
    merged: list[TimeExpression] = []
    for one in found:
        last = merged[-1] if merged else None
        counted = last and last.text.lower().endswith(("before", "after")) and not text[last.end : one.start].strip()
        if last and counted:
            merged[-1] = replace(last, end=one.end, text=text[last.start : one.end])
        else:
            merged.append(one)
    return merged


def _split_day_pairs(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Split "18 and 20 June" into its two days, unless "between" or "from" precedes it."""
    parts: list[TimeExpression] = []
    for one in found:
        match = re.search(r"\s+and\s+", one.text)
        if not match or "/" not in one.value or _find_preposition(text, one.start)[0] in RANGE_PREPOSITIONS:
            parts.append(one)
            continue
        first, _, last = one.value.partition("/")
        cut, resumed = one.start + match.start(), one.start + match.end()
        parts.append(replace(one, end=cut, text=text[one.start : cut], value=first))
        parts.append(replace(one, start=resumed, text=text[resumed : one.end], value=last))
    return parts


def _find_preposition(text: str, start: int) -> tuple[str, int]:
    """Return the preposition before a date and its start, or ``""`` and *start* if there is none."""
    match = _PRECEDING_PREPOSITION.search(text, max(start - _MAX_PREPOSITION_CHARACTERS, 0), start)
    return (" ".join(match[1].lower().split()), match.start(1)) if match else ("", start)


class _QueryDateReader:
    """Converts time expressions to query dates: joins the ends of ranges and applies prepositions."""

    def __init__(self, text: str, today: date | None, open_values: Mapping[int, str]) -> None:
        self.text, self.today, self.open_values = text, today, open_values

    def read_all(self, found: Sequence[TimeExpression]) -> list[QueryDate]:
        """Return the query dates of *found*, in order; a range uses two time expressions."""
        readings: list[QueryDate] = []
        rest = list(found)
        while rest:
            one = rest.pop(0)
            joint = _classify_joint(self.text[one.end : rest[0].start]) if rest else ""
            if joint:
                rest[0] = self._move_weekday_after(one, rest[0], joint)
            between = self._read_range(one, rest[0], joint) if joint else None
            if between:
                rest.pop(0)
            readings.append(between or self._read_single(one))
        return readings

    def _read_range(self, one: TimeExpression, other: TimeExpression, joint: str) -> QueryDate | None:
        word, start = _find_preposition(self.text, one.start)
        first, last = resolve_days(one, self.today), resolve_days(other, self.today)
        if (joint != "range" and word not in RANGE_PREPOSITIONS) or not first or not last or first[0] > last[1]:
            return None
        ends = (first[0], last[1])
        reading = self._build_query_date(
            start if word in RANGE_PREPOSITIONS else one.start, other.end, ends, f"{one.value}/{other.value}", ""
        )
        open_ends = one.start in self.open_values and other.start in self.open_values
        return replace(reading, has_year=not open_ends)

    def _read_single(self, one: TimeExpression) -> QueryDate:
        word, start = _find_preposition(self.text, one.start)
        days = resolve_days(one, self.today)
        tail = SIDE_SUFFIX.match(self.text, one.end)
        if word == "between" or (word == "from" and not tail):
            word, start = "", one.start
        side, end = _SIDE_BY_PREPOSITION.get(word, ""), one.end
        if tail and word in {"", "from"}:
            side, end = "since" if tail[1] else "until", tail.end()
        if side == "since" and one.kind is TimeKind.NAMED and days:
            days = (days[1], days[1])
        reading = self._build_query_date(start, end, days, one.value, side)
        counted = _COUNTED_FROM_TODAY.search(one.text)
        reading = replace(reading, has_year=one.start not in self.open_values or bool(counted))
        return reading if side else replace(reading, open_value=self.open_values.get(one.start, ""))

    def _move_weekday_after(self, one: TimeExpression, other: TimeExpression, joint: str) -> TimeExpression:
        """Return *other*, moved after *one* if it is a weekday: "Thursday and Friday", asked on a Friday, end today."""
        weekday = WEEKDAY_NUMBERS.get(other.text.lower())
        first = resolve_days(one, self.today)
        if weekday is None or first is None or self.today is None:
            return other
        day, own = find_nearest_weekday(first[1], weekday, 1), day_range(other.value)
        ranged = joint == "range" or _find_preposition(self.text, one.start)[0] in RANGE_PREPOSITIONS
        runs_on = ranged or day <= self.today or (own is not None and own[0] > self.today)
        return replace(other, value=day.isoformat()) if runs_on else other

    def _build_query_date(self, start: int, end: int, days: DayPair | None, value: str, side: str) -> QueryDate:
        words = self.text[start:end]
        if days is None:
            return QueryDate(start, end, words, None, words, value)
        window, description = build_window(days, side)
        return QueryDate(start, end, words, window, description, value, days=days, side=side)


def _classify_joint(between: str) -> str:
    """Return how two dates are joined: "range", "list", or ``""``."""
    if not JOINT.fullmatch(between):
        return "list" if between.strip() in {",", "or", "/"} else ""
    return "list" if between.strip().lower() in {"and", "&"} else "range"


_MAX_EVENT_TEXT_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class EventReference:
    """
    A date that is given relative to an event.

    Attributes:
        start: First code point in the question.
        end: One past the last.
        text: The words: "two days before the treaty".
        event: The words that name the event: "treaty".
        relation: "since", "before", "after" or "on".
        unit: Unit counted in ("D", "W", "M", "Y"), or ``""`` if nothing is counted.
        count: Number of units, negative for "before"; 0 if nothing is counted.
    """

    start: int
    end: int
    text: str
    event: str
    relation: str
    unit: str = ""
    count: int = 0

    def resolve_window(self, days: DateRange) -> DateRange:
        """
        Return the days asked about, given that the event was on *days*.

        Raises:
            ValueError: If *days* is open on either side.
        """
        if days.first is None or days.last is None:
            raise ValueError(f"{self.event} has no day")
        if self.unit:
            first, last = (shift_date(day, self.unit, self.count) or day for day in (days.first, days.last))
            return DateRange(first, last)
        if self.relation == "on":
            return days
        if self.relation == "before":
            return DateRange(None, shift_date(days.first, "D", -1))
        return DateRange(days.first if self.relation == "since" else shift_date(days.last, "D", 1), None)


def find_event_references(text: str) -> tuple[EventReference, ...]:
    """
    Find the events that a question dates by.

    The caller dates each event (for example by the day on which most sentences with its words fall) and passes the days
    to ``EventReference.resolve_window``. Phrases that ``parse_query_dates`` reads as a date are left out.

    Returns:
        In order.
    """
    text = text[:_MAX_EVENT_TEXT_CHARACTERS]
    dates = parse_query_dates(text, None)
    found = (_build_event_reference(match) for match in EVENT_PHRASE.finditer(text))
    return tuple(
        one for one in found if one and not any(date.start < one.end and one.start < date.end for date in dates)
    )


def _build_event_reference(match: re.Match[str]) -> EventReference | None:
    words = match["words"].split()
    size = next((place for place, word in enumerate(words) if word.lower() in EVENT_STOP_WORDS), len(words))
    if size == 0 or words[0].lower() in TIME_UNITS or words[0].lower() in PLURAL_TIME_UNITS:
        return None
    event = " ".join(words[:size])
    end = match.start("words") + sum(map(len, re.findall(r"\S+\s*", match["words"])[:size]))
    end = match.start() + len(match.string[match.start() : end].rstrip())
    written = " ".join(match["relation"].lower().split())
    relation = RELATION_SYNONYMS.get(written, written)
    unit, count = "", 0
    if match["unit"] and relation != "since":
        amount = "1" if match["amount"].lower() == "the" else parse_amount(tuple(tokenize(match["amount"])))
        unit, count = TIME_UNITS[match["unit"].lower()], int(amount) * (1 if relation == "after" else -1)
    return EventReference(match.start(), end, match.string[match.start() : end], event, relation, unit, count)


def _read_with_pack(text: str, today: date | None, pack: LanguagePack) -> Iterator[QueryDate]:
    """Yield the dates of a question in another language; a bare weekday is the last one."""
    sentence = Sentence("", 0, len(text), text)
    open_values = {one.start: one.value for one in tag_with_pack([sentence], None, pack)}
    for found in tag_with_pack([sentence], today.isoformat() if today else None, pack):
        if not _is_calendar_date(found):
            continue
        side, start, end = _find_side(text, found.start, found.end, pack)
        days = day_range(found.value)
        window, description = build_window(days, side) if days else (None, found.text)
        open_value = open_values.get(found.start, "")
        yield QueryDate(
            start, end, text[start:end], window, description, found.value,
            open_value=open_value if list_month_days(open_value) else "",
        )  # fmt: skip


#: An article between a preposition and a day: "depuis le 3 mai".
_OPENING_ARTICLE = re.compile(r"(?<!\w)(?:le|la|les|el|los|o|a|il|dem|der|den) $", re.IGNORECASE)


def _find_side(text: str, start: int, end: int, pack: LanguagePack) -> tuple[str, int, int]:
    """Return the side of a day that the word before or after it leaves open, and the span with that word."""
    before, after = _OPENING_ARTICLE.sub("", text[:start]).rstrip().lower(), text[end:].lower()
    for side, words in pack.sides.items():
        for word in words:
            if before.endswith(word) and not before[: -len(word)][-1:].isalnum():
                return side, len(before) - len(word), end
            lead = len(after) - len(after.lstrip())
            if after.lstrip().startswith(word) and pack.code in {"ko", "ja", "zh", "tr"}:
                return side, start, end + lead + len(word)
    return "", start, end
