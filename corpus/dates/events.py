"""Events that a question counts from ("since the pact", "two days before the treaty"): found here, dated elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates.amounts import amount_of
from corpus.dates.arithmetic import shifted
from corpus.dates.lexing import lex
from corpus.dates.questions import read_question
from corpus.dates.vocabulary import PLURALS, UNITS
from corpus.model import Window

_LONGEST = 6_000
_EVENT = re.compile(
    r"\b(?:(?P<amount>the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+"
    r"(?P<unit>day|week|month|year)s?\s+)?"
    r"(?P<relation>since|before|after|until|till|following|prior\s+to|ahead\s+of|on\s+the\s+day\s+of)\s+"
    r"(?:the|this|that|their|his|her|its)\s+(?P<words>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
#: Words that end the event's name.
_STOPS = frozenset(
    "did do does was were is are has have had what who when where why how will would can could said say says that "
    "which and or but in on at by with from to of for about".split()
)
_RELATIONS = {"until": "before", "till": "before", "prior to": "before", "ahead of": "before", "following": "after",
              "on the day of": "on"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventReference:
    """
    Words that date by an event.

    Attributes:
        start: First code point in the question.
        end: One past the last.
        text: The words: "two days before the treaty".
        event: The words that name the event: "treaty".
        relation: "since", "before", "after" or "on".
        unit: Unit counted in ("D", "W", "M", "Y"), or ``""`` where nothing is counted.
        count: How many units, with the relation's sign; 0 where nothing is counted.
    """

    start: int
    end: int
    text: str
    event: str
    relation: str
    unit: str = ""
    count: int = 0

    def window(self, days: Window) -> Window:
        """
        Give the days asked about, once the event is known to have been on *days*.

        Raises:
            ValueError: If *days* is open on a side that is needed.
        """
        if days.first is None or days.last is None:
            raise ValueError(f"{self.event} has no day")
        if self.unit:
            first, last = (shifted(day, self.unit, self.count) or day for day in (days.first, days.last))
            return Window(first, last)
        if self.relation == "on":
            return days
        if self.relation == "before":
            return Window(None, shifted(days.first, "D", -1))
        return Window(days.first if self.relation == "since" else shifted(days.last, "D", 1), None)


def event_references(text: str) -> tuple[EventReference, ...]:
    """
    Find the events that a question counts from.

    Whoever holds the corpus dates the event (the day on which most sentences that hold its words fall, say) and asks
    the reference for its ``window``. What ``read_question`` reads as a date is not among them.

    Returns:
        In order.
    """
    text = text[:_LONGEST]
    dated = read_question(text, None)
    found = (_reference(match) for match in _EVENT.finditer(text))
    return tuple(
        one for one in found if one and not any(date.start < one.end and one.start < date.end for date in dated)
    )


def _reference(match: re.Match[str]) -> EventReference | None:
    words = match["words"].split()
    size = next((place for place, word in enumerate(words) if word.lower() in _STOPS), len(words))
    if size == 0 or words[0].lower() in UNITS or words[0].lower() in PLURALS:
        return None
    event = " ".join(words[:size])
    end = match.start("words") + sum(map(len, re.findall(r"\S+\s*", match["words"])[:size]))
    end = match.start() + len(match.string[match.start() : end].rstrip())
    written = " ".join(match["relation"].lower().split())
    relation = _RELATIONS.get(written, written)
    unit, count = "", 0
    if match["unit"] and relation != "since":
        amount = "1" if match["amount"].lower() == "the" else amount_of(tuple(lex(match["amount"])))
        unit, count = UNITS[match["unit"].lower()], int(amount) * (1 if relation == "after" else -1)
    return EventReference(match.start(), end, match.string[match.start() : end], event, relation, unit, count)
