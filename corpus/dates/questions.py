"""Dates in a question → Readings: windows of days, and the words to show for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.arithmetic import bounded, nearest_weekday
from corpus.dates.misreadings import misreadings
from corpus.dates.spoken import say, say_day
from corpus.dates.tagging import expressions
from corpus.dates.vocabulary import WEEKDAY_NUMBERS
from corpus.intervals import days
from corpus.model import Sentence, TimeExpression, TimeKind, Window

_JOINED = re.compile(r"\s*(?:-|–|—|to|through|until|till|and|&)\s*(?:the\s+)?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?<!\w)(since|from|between|before|prior to|until|till|up to|by|after|following)\s+(?:the\s+)?$", re.IGNORECASE
)
_EDGE = re.compile(r"(?:the\s+)?(early|late|mid|beginning|start|middle|end|close)\b", re.IGNORECASE)
#: Characters of a question that are read, and before a date that are searched for its preposition.
_LONGEST, _BEFORE = 6_000, 24
_OPEN_ENDS = {"since": "since", "from": "since", "after": "after", "following": "after", "before": "before",
              "prior to": "before", "until": "until", "till": "until", "by": "until", "up to": "until"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A date phrase of a question, and what it was read as.

    Attributes:
        start: First code point in the question.
        end: One past the last; the preposition that opens a side ("since") is inside.
        text: The words.
        window: The days asked about, or None where they are left open (see *value*) or can't be read (see *problem*).
        spoken: The reading in words to show: "Wednesday 19 June 2024", "since 28 May 2024", "Thursday".
        value: TIMEX3 value; ``XXXX-WXX-4`` or ``XXXX-06-19`` where the week or year is not known.
        problem: Why the words are no date ("June has 30 days"), or ``""``.
    """

    start: int
    end: int
    text: str
    window: Window | None
    spoken: str
    value: str = ""
    problem: str = ""


def read_question(text: str, today: date | None) -> tuple[Reading, ...]:
    """
    Read the dates of a question.

    A weekday is the last one before *today*, or, where the question looks ahead ("what is due", "will", "next"), the
    next, today included; behind another ("Thursday and Friday", "Monday to Wednesday") it runs on from that. A day or
    month without a year is the nearest, the last where the question is in the past tense, the next where it looks on.
    "Early", "mid" and "late" are thirds, "the beginning" and "the end" quarters (a week of a month). "The last three
    days" end, and "the next" start, with *today*.

    Args:
        text: The question as typed, of which the first 6,000 characters are read (no field of Discord's is longer);
            months and weekdays need no capital.
        today: Day of asking. Where it is None what needs it is left open: window None and an open *value*, to be
            settled with ``settle`` against the days that the corpus covers.

    Returns:
        In order, one for each window asked about; dates that can't be read are among them, with *problem*.
    """
    text = text[:_LONGEST]
    sentence = Sentence("", 0, len(text), text)
    found = [one for one in expressions([sentence], today, asked=True) if _asks(one)]
    readings = _joined(text, _apart(_counted(found, text), text), today)
    wrong = [
        Reading(start, end, text[start:end], None, text[start:end], problem=problem)
        for start, end, problem in misreadings(text)
        if not any(one.start <= start and end <= one.end and _placed(one) for one in readings)
    ]
    kept = [one for one in readings if not any(one.start < bad.end and bad.start < one.end for bad in wrong)]
    return tuple(sorted([*kept, *wrong], key=lambda one: one.start))


def _placed(reading: Reading) -> bool:
    """Tell whether the words were understood, be the year known or not."""
    return reading.window is not None or reading.value.startswith("XXXX")


def settle(reading: Reading, covered: Window) -> Reading:
    """
    Settle an open reading on the last fitting days that *covered* holds.

    Returns:
        *reading* itself where it is not open, or nothing fits.
    """
    if reading.window is not None or covered.last is None:
        return reading
    value = reading.value
    if match := re.fullmatch(r"XXXX-WXX-(\d)", value):
        day = nearest_weekday(covered.last, int(match[1]), -1)
        held: tuple[date, date] | None = (day, day)
    elif value.startswith("XXXX-") and "/" not in value:
        year = covered.last.year
        held = next((one for one in map(days, (f"{year}{value[4:]}", f"{year - 1}{value[4:]}"))
                     if one and one[0] <= covered.last), None)  # fmt: skip
    else:
        return reading
    if held is None or (covered.first and held[1] < covered.first):
        return reading
    return replace(reading, window=Window(*held), spoken=say(*held))


def _asks(found: TimeExpression) -> bool:
    """Tell whether *found* is a place on the calendar: durations, sets and vague references are no windows."""
    return found.kind in {TimeKind.DATE, TimeKind.TIME, TimeKind.NAMED} and not found.value.endswith("_REF")


def _counted(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Drop the date that another is counted from: "two days before 20 June" is one date."""
    return [
        one
        for place, one in enumerate(found)
        if not (
            place
            and re.search(r"\b(?:before|after)$", found[place - 1].text.lower())
            and not text[found[place - 1].end : one.start].strip()
        )
    ]


def _apart(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Tell "18 and 20 June" apart into its two days, unless it is "between" them."""
    parts: list[TimeExpression] = []
    for one in found:
        match = re.search(r"\s+and\s+", one.text)
        lead = _LEAD.search(text, max(one.start - _BEFORE, 0), one.start)
        if not match or "/" not in one.value or (lead and lead[1].lower() in {"between", "from"}):
            parts.append(one)
            continue
        first, _, last = one.value.partition("/")
        cut, resumed = one.start + match.start(), one.start + match.end()
        parts.append(replace(one, end=cut, text=text[one.start : cut], value=first))
        parts.append(replace(one, start=resumed, text=text[resumed : one.end], value=last))
    return parts


def _joined(text: str, found: list[TimeExpression], today: date | None) -> list[Reading]:
    """Join the ends of ranges, and open the sides that prepositions open."""
    readings: list[Reading] = []
    place = 0
    while place < len(found):
        one = found[place]
        held = _held(one)
        lead = _LEAD.search(text, max(one.start - _BEFORE, 0), one.start)
        word = " ".join(lead[1].lower().split()) if lead else ""
        start = lead.start(1) if lead else one.start
        place += 1
        if place < len(found) and (joint := _joint(text[one.end : found[place].start])):
            follower = _following(one, found[place], today)
            last = _held(follower)
            if (joint == "range" or word in {"between", "from"}) and held and last and held[0] <= last[1]:
                ends = (held[0], last[1])
                readings.append(
                    _reading(
                        text, start if word in {"between", "from"} else one.start, follower.end, ends, one.value, ""
                    )
                )
                place += 1
                continue
            found[place] = follower
        if word == "between" or (word == "from" and not re.match(r"\s+on(?:wards?)?\b", text[one.end :])):
            word, start = "", one.start
        readings.append(_reading(text, start, one.end, held, one.value, _OPEN_ENDS.get(word, "")))
    return readings


def _joint(between: str) -> str:
    """Tell how two dates are joined: a "range", a "list", or ``""``."""
    if not _JOINED.fullmatch(between):
        return "list" if between.strip() in {",", "or", "/"} else ""
    return "list" if between.strip().lower() in {"and", "&"} else "range"


def _following(one: TimeExpression, follower: TimeExpression, today: date | None) -> TimeExpression:
    """Let a weekday behind another run on from it: "Thursday and Friday", asked on a Friday, end today."""
    weekday = WEEKDAY_NUMBERS.get(follower.text.lower())
    held = _held(one)
    if weekday is None or held is None or today is None:
        return follower
    day = nearest_weekday(held[1], weekday, 1)
    own = days(follower.value)
    return replace(follower, value=day.isoformat()) if day <= today or (own and own[0] > today) else follower


def _held(found: TimeExpression) -> tuple[date, date] | None:
    """Give the days of an expression; its early or late part where the words say so."""
    held = days(found.value)
    edge = _EDGE.match(found.text)
    if held is None or edge is None or held[0] == held[1]:
        return held
    first, last = held
    length = (last - first).days + 1
    word = edge[1].lower()
    if word in {"beginning", "start"}:
        return first, bounded(first, length // 4 - 1)
    if word in {"end", "close"}:
        return bounded(last, 1 - length // 4), last
    third = length // 3
    cuts = {"early": (0, third - 1), "mid": (third, 2 * third - 1), "middle": (third, 2 * third - 1)}
    low, high = cuts.get(word, (2 * third, length - 1))
    return bounded(first, low), bounded(first, high)


def _reading(text: str, start: int, end: int, held: tuple[date, date] | None, value: str, side: str) -> Reading:
    words = text[start:end]
    if held is None:
        return Reading(start, end, words, None, words, value)
    first, last = held
    match side:
        case "since":
            return Reading(start, end, words, Window(first, None), f"since {say_day(first)}", value)
        case "after":
            return Reading(start, end, words, Window(bounded(last, 1), None), f"after {say_day(last)}", value)
        case "before":
            return Reading(start, end, words, Window(None, bounded(first, -1)), f"before {say_day(first)}", value)
        case "until":
            return Reading(start, end, words, Window(None, last), f"until {say_day(last)}", value)
        case _:
            return Reading(start, end, words, Window(first, last), say(first, last), value)
