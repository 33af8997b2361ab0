"""Dates in a question → Readings: windows of days, and the words to show for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.dates.arithmetic import nearest_weekday
from corpus.dates.misreadings import misreadings
from corpus.dates.readings import Reading, opened
from corpus.dates.tagging import expressions
from corpus.dates.vocabulary import WEEKDAY_NUMBERS
from corpus.dates.windows import held
from corpus.intervals import Days, days
from corpus.model import Sentence, TimeExpression, TimeKind

#: Characters of a question that are read, and before a date that are searched for its preposition.
_LONGEST, _BEFORE = 6_000, 28
_JOINED = re.compile(r"\s*(?:-|–|—|to|through|until|till|and|&)\s*(?:the\s+)?", re.IGNORECASE)
#: Words before a date that open a side, by the side.
_SIDES = {
    "since": (
        "since",
        "from",
        "as of",
        "starting",
        "beginning",
        "not before",
        "on or after",
        "not earlier than",
        "no earlier than",
    ),
    "after": ("after", "following", "later than"),
    "before": ("before", "prior to", "earlier than"),
    "until": (
        "until",
        "till",
        "by",
        "up to",
        "up to and including",
        "not after",
        "on or before",
        "no later than",
        "not later than",
    ),
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words}
_LEADS = "|".join(sorted((*_SIDE_OF, "between"), key=len, reverse=True)).replace(" ", r"\s+")
_LEAD = re.compile(rf"(?<!\w)({_LEADS})\s+(?:the\s+)?$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:(on|onwards?|or later|or after|and after)|(or earlier|or before|and before))\b", re.IGNORECASE
)
_RANGES = frozenset(["between", "from"])


def read_question(text: str, today: date | None) -> tuple[Reading, ...]:
    """
    Read the dates of a question.

    A weekday is the last one before *today*, or, where the question looks ahead ("what is due", "will", "next"), the
    next, today included; behind another ("Thursday and Friday", "Monday to Wednesday") it runs on from that. A day or
    month without a year is the nearest, the last where the question is in the past tense, the next where it looks on.
    "Early", "mid" and "late" are thirds, "the beginning" and "the end" quarters (a week of a month). "The last three
    days" end, and "the next" start, with *today*. "Since" a period that goes by a name is since its end. "Since the
    pact" names an event, not a date: see ``event_references``.

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
    readings = _Joiner(text, today).join(_apart(_counted(found, text), text))
    wrong = [
        Reading(start, end, text[start:end], None, text[start:end], problem=problem)
        for start, end, problem in misreadings(text)
        if not any(one.start <= start and end <= one.end and _placed(one) for one in readings)
    ]
    kept = [one for one in readings if not any(_spoilt(one, bad, text) for bad in wrong)]
    return tuple(sorted([*kept, *wrong], key=lambda one: one.start))


def _placed(reading: Reading) -> bool:
    """Tell whether the words were understood, be the year known or not."""
    return reading.window is not None or reading.value.startswith("XXXX")


def _spoilt(reading: Reading, bad: Reading, text: str) -> bool:
    """Tell whether *reading* is a part of what can't be read, or the other end of it: "20 and 31 June"."""
    overlaps = reading.start < bad.end and bad.start < reading.end
    return overlaps or bool(reading.end <= bad.start and _JOINED.fullmatch(text, reading.end, bad.start))


def _asks(found: TimeExpression) -> bool:
    """Tell whether *found* is a place on the calendar: durations, sets and vague references are no windows."""
    beside_event = found.value.startswith("X") and found.text.lower().endswith(("before", "after"))
    vague = found.value.endswith("_REF") or beside_event
    return found.kind in {TimeKind.DATE, TimeKind.TIME, TimeKind.NAMED} and not vague


def _counted(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Join a date with the one that is counted from it: "two days before 20 June" is one date."""
    kept: list[TimeExpression] = []
    for one in found:
        last = kept[-1] if kept else None
        counted = last and last.text.lower().endswith(("before", "after")) and not text[last.end : one.start].strip()
        if last and counted:
            kept[-1] = replace(last, end=one.end, text=text[last.start : one.end])
        else:
            kept.append(one)
    return kept


def _apart(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """Tell "18 and 20 June" apart into its two days, unless it is "between" them."""
    parts: list[TimeExpression] = []
    for one in found:
        match = re.search(r"\s+and\s+", one.text)
        if not match or "/" not in one.value or _lead(text, one.start)[0] in _RANGES:
            parts.append(one)
            continue
        first, _, last = one.value.partition("/")
        cut, resumed = one.start + match.start(), one.start + match.end()
        parts.append(replace(one, end=cut, text=text[one.start : cut], value=first))
        parts.append(replace(one, start=resumed, text=text[resumed : one.end], value=last))
    return parts


def _lead(text: str, start: int) -> tuple[str, int]:
    """Give the preposition before a date and where it starts; ``""`` and the date's own start where there is none."""
    match = _LEAD.search(text, max(start - _BEFORE, 0), start)
    return (" ".join(match[1].lower().split()), match.start(1)) if match else ("", start)


class _Joiner:
    """Joins the ends of ranges, and opens the sides that prepositions open."""

    def __init__(self, text: str, today: date | None) -> None:
        self.text, self.today = text, today

    def join(self, found: Sequence[TimeExpression]) -> list[Reading]:
        """Read *found*, in order, one or two at a time."""
        readings: list[Reading] = []
        rest = list(found)
        while rest:
            one = rest.pop(0)
            joint = _joint(self.text[one.end : rest[0].start]) if rest else ""
            if joint:
                rest[0] = self._following(one, rest[0], joint)
            between = self._range(one, rest[0], joint) if joint else None
            if between:
                rest.pop(0)
            readings.append(between or self._single(one))
        return readings

    def _range(self, one: TimeExpression, other: TimeExpression, joint: str) -> Reading | None:
        word, start = _lead(self.text, one.start)
        first, last = held(one, self.today), held(other, self.today)
        if (joint != "range" and word not in _RANGES) or not first or not last or first[0] > last[1]:
            return None
        ends = (first[0], last[1])
        return self._reading(start if word in _RANGES else one.start, other.end, ends, f"{one.value}/{other.value}", "")

    def _single(self, one: TimeExpression) -> Reading:
        word, start = _lead(self.text, one.start)
        days_held = held(one, self.today)
        tail = _TAIL.match(self.text, one.end)
        if word == "between" or (word == "from" and not tail):
            word, start = "", one.start
        side, end = _SIDE_OF.get(word, ""), one.end
        if tail and word in {"", "from"}:
            side, end = "since" if tail[1] else "until", tail.end()
        if side == "since" and one.kind is TimeKind.NAMED and days_held:
            days_held = (days_held[1], days_held[1])
        return self._reading(start, end, days_held, one.value, side)

    def _following(self, one: TimeExpression, other: TimeExpression, joint: str) -> TimeExpression:
        """Let a weekday behind another run on from it: "Thursday and Friday", asked on a Friday, end today."""
        weekday = WEEKDAY_NUMBERS.get(other.text.lower())
        first = held(one, self.today)
        if weekday is None or first is None or self.today is None:
            return other
        day, own = nearest_weekday(first[1], weekday, 1), days(other.value)
        ranged = joint == "range" or _lead(self.text, one.start)[0] in _RANGES
        runs_on = ranged or day <= self.today or (own is not None and own[0] > self.today)
        return replace(other, value=day.isoformat()) if runs_on else other

    def _reading(self, start: int, end: int, days_held: Days | None, value: str, side: str) -> Reading:
        words = self.text[start:end]
        if days_held is None:
            return Reading(start, end, words, None, words, value)
        window, spoken = opened(days_held, side)
        return Reading(start, end, words, window, spoken, value)


def _joint(between: str) -> str:
    """Tell how two dates are joined: a "range", a "list", or ``""``."""
    if not _JOINED.fullmatch(between):
        return "list" if between.strip() in {",", "or", "/"} else ""
    return "list" if between.strip().lower() in {"and", "&"} else "range"
