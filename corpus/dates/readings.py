"""What a date phrase of a question is read as, and how an open one is settled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.dates.arithmetic import bounded, nearest_weekday
from corpus.dates.spoken import say, say_day
from corpus.intervals import Days, days
from corpus.model import Window

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T\w\w)?")


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


def opened(held: Days, side: str) -> tuple[Window, str]:
    """
    Give the window of the days *held*, open where *side* says so, and the words for it.

    Args:
        held: First and last day.
        side: "since", "after", "before", "until", or ``""`` for the days themselves.
    """
    first, last = held
    match side:
        case "since":
            return Window(first, None), f"since {say_day(first)}"
        case "after":
            return Window(bounded(last, 1), None), f"after {say_day(last)}"
        case "before":
            return Window(None, bounded(first, -1)), f"before {say_day(first)}"
        case "until":
            return Window(None, last), f"until {say_day(last)}"
        case _:
            return Window(first, last), say(first, last)


def settle(reading: Reading, covered: Window) -> Reading:
    """
    Settle a reading that was left open on the last fitting days up to the end of what the corpus covers.

    Args:
        reading: As read without a day of asking.
        covered: The days that the corpus covers.

    Returns:
        *reading* itself where it is not open, or nothing that *covered* holds fits ("yesterday" never does).
    """
    if reading.window is not None or reading.problem or covered.last is None:
        return reading
    held = _latest(reading.value, covered)
    if held is None or (covered.first and held[1] < covered.first):
        return reading
    window, spoken = opened(held, _side(reading.text))
    return replace(reading, window=window, spoken=spoken)


def _latest(value: str, covered: Window) -> Days | None:
    if covered.last is None:
        return None
    if match := _WEEKDAY.fullmatch(value):
        day = nearest_weekday(covered.last, int(match[1]), -1)
        return day, day
    years = (covered.last.year, covered.last.year - 1)
    fitting = (days(value.replace("XXXX", f"{year:04}")) for year in years if value.startswith("XXXX-"))
    return next((held for held in fitting if held and held[0] <= covered.last), None)


def _side(text: str) -> str:
    word = text.split(maxsplit=1)[0].lower() if text.split() else ""
    return {"since": "since", "after": "after", "before": "before", "until": "until", "by": "until"}.get(word, "")
