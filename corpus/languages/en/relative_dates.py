"""English words for relative dates, durations and vague times."""

from __future__ import annotations

import re

from corpus.languages.en.calendar import MONTH_GROUP_PATTERN

RELATIVE_DAY = re.compile(r"(?:in |for )?(\d{1,3}|a|one|two|three|four) (day|week|month)s?")
DAYS_PER_UNIT = {"day": 1, "week": 7, "month": 30}

SPAN_PREPOSITIONS = frozenset(["", "in", "over", "during", "of", "for", "from", "within", "since"])

#: Words before "a year" that make it a duration, not a rate ("flights a week").
DURATION_CUES = frozenset(
    "for in within over after of than about nearly almost barely him them us as lasts took takes lasted lasting "
    "during under and "
    "spent is was only just".split()
)

#: Words between a number and a unit of time ("eight trading days").
UNIT_ADJECTIVES = frozenset(
    "trading business working consecutive straight successive calendar long short additional further extra "
    "solid busy happy difficult hard school banking sitting playing light".split()
)

EVENT_PHRASE = re.compile(
    r"\b(?:(?P<amount>the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+"
    r"(?P<unit>day|week|month|year)s?\s+)?"
    r"(?P<relation>since|before|after|until|till|following|prior\s+to|ahead\s+of|on\s+the\s+day\s+of)\s+"
    r"(?:the|this|that|their|his|her|its)\s+(?P<words>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
RELATION_SYNONYMS = {
    "until": "before",
    "till": "before",
    "prior to": "before",
    "ahead of": "before",
    "following": "after",
    "on the day of": "on",
}

FUNCTION_WORD_CLASSES = {
    "the": "THE", "a": "AN", "an": "AN", "this": "THIS", "last": "LAST", "past": "LAST", "next": "NEXT", "that": "THAT",
    "early": "EARLY", "late": "EARLY", "earlier": "EARLIER", "later": "LATER", "ago": "AGO", "before": "BEFORE",
    "after": "AFTER", "from": "FROM", "now": "NOW", "of": "OF", "in": "IN", "during": "IN", "end": "EDGE",
    "beginning": "EDGE", "start": "EDGE", "middle": "EDGE", "close": "EDGE", "eve": "EDGE", "to": "TO", "through": "TO",
    "and": "AND", "or": "OR", "each": "EACH", "every": "EACH", "couple": "COUPLE", "half": "HALF", "about": "APPROX",
    "nearly": "APPROX", "almost": "APPROX", "around": "APPROX", "over": "APPROX", "roughly": "APPROX", "mid": "MID",
    "approximately": "APPROX", "under": "APPROX", "only": "APPROX", "just": "APPROX", "some": "VAGUE", "more": "MORE",
    "less": "MORE", "fewer": "MORE", "least": "MORE", "most": "MORE", "than": "THAN", "fiscal": "FISCAL", "old": "OLD",
    "until": "UNTIL", "till": "UNTIL", "by": "UNTIL", "on": "ON", "at": "AT",
    "once": "TIMES", "twice": "TIMES", "times": "TIMES", "quarter": "QUARTER",
    "quarters": "QUARTERS", "year": "YEARWORD", "weekend": "WEEKENDWORD",
    "latest": "LATEST", "same": "SAME", "comparable": "SAME", "corresponding": "SAME", "recent": "RECENT",
    "these": "THESE", "future": "FUTUREWORD", "near": "NEAR", "overnight": "OVERNIGHT", "as": "AS",
    "period": "PERIOD", "hence": "HENCE",
    "all": "ALL", "up": "UP", "full": "FULL", "whole": "FULL", "entire": "FULL", "century": "CENTURY", "est": "ZONE",
    "centuries": "CENTURY", "edt": "ZONE", "gmt": "ZONE", "utc": "ZONE", "pst": "ZONE", "pdt": "ZONE", "bst": "ZONE",
    "cet": "ZONE", "cest": "ZONE", "cst": "ZONE", "cdt": "ZONE", "kst": "ZONE", "jst": "ZONE",
    "back": "BACK", "other": "ALTERNATE", "alternate": "ALTERNATE", "final": "FINAL", "closing": "FINAL",
    "o'clock": "OCLOCK", "weekday": "WORKDAY", "weekdays": "WORKDAY", "ist": "ZONE", "aest": "ZONE", "aedt": "ZONE",
    "mst": "ZONE", "mdt": "ZONE", "eet": "ZONE", "msk": "ZONE", "hkt": "ZONE", "et": "ZONE", "pt": "ZONE", "ct": "ZONE",
}  # fmt: skip

BACKWARD_WORDS = frozenset("before earlier last previous preceding prior".split())

JOINT = re.compile(r"\s*(?:-|–|—|to|through|until|till|and|&)\s*(?:the\s+)?", re.IGNORECASE)
#: Prepositions before a date that make it an open range, by relation.
SIDE_PREPOSITIONS = {
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
SIDE_SUFFIX = re.compile(
    r"\s+(?:(on|onwards?|or later|or after|and after)|(or earlier|or before|and before))\b", re.IGNORECASE
)
#: Words between the two ends of a range of days.
RANGE_JOINTS = frozenset("to until till through - – —".split())
RANGE_PREPOSITIONS = frozenset(["between", "from"])

#: Pointer words that are relative to the time the text is about, not to publication.
ANAPHORIC_POINTERS = frozenset("previous preceding prior same that following ensuing".split())
#: Prepositions between a verb and its time, and articles before a time.
TIME_PREPOSITIONS = frozenset("on in at during over within".split())
DETERMINERS_BEFORE_TIME = frozenset("the a an his her its their our this that".split())
#: Words that open a clause, so that a time right after them belongs to the verb behind it.
OPENERS_BEFORE_TIME = frozenset("and but while that when where because although though which who".split())
DAY_PREPOSITIONS = frozenset("on since until till by before after from to between and or through".split())

#: Offset of a pointer word from its reference, in units.
POINTER_STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "same": 0, "that": 0,
    "present": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "ensuing": 1, "latest": -1,
    "comparable": 0, "corresponding": 0,
}  # fmt: skip
#: Words near "back" that make it no "ago": "it set him two years back".
RETURN_CUES = frozenset(
    "set sets setting push pushed pushing put moved turned turn dating dates dated date going go goes went stretching "
    "stretches takes took taking get got getting brought bring gave give way won wins".split()
)
DEICTIC_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
PRESENT_WORDS = frozenset({"now", "currently", "nowadays", "presently"})
PAST_WORDS = frozenset({"recently", "formerly", "lately"})
FUTURE_WORDS = frozenset({"soon", "shortly"})

PART_WORD = re.compile(
    r"(?:the\s+)?(early|late|mid|beginning|start|middle|end|close)(?:\b|(?=-))|(earlier|later)\b", re.IGNORECASE
)
#: Start and end of a part of a period, in twelfths (months of a year).
PART_IN_TWELFTHS = {
    "early": (0, 4), "mid": (4, 8), "middle": (4, 8), "late": (8, 12),
    "beginning": (0, 3), "start": (0, 3), "end": (9, 12), "close": (9, 12),
}  # fmt: skip
#: The same for a decade, in years.
PART_OF_DECADE_YEARS = {
    "early": (0, 4), "mid": (4, 7), "middle": (4, 7), "late": (7, 10),
    "beginning": (0, 3), "start": (0, 3), "end": (7, 10), "close": (7, 10),
}  # fmt: skip

#: Words before a weekday that is not the day of the report; so are those of FUTURE_CUE.
OTHER_WEEK_CUE = re.compile(
    r"\b(?:next|until|till|by|from|every|each|last|coming|starting|since|on or before|as of|a)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
FUTURE_CUE = re.compile(
    r"\b(?:will|would|(?-i:may|might)|is to|are to|set to|expected to|due to|scheduled|plans? to|upcoming"
    r"|going to)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
NEXT_MONTH = re.compile(
    rf"\bnext month\b[^.]{{0,60}}\bin {MONTH_GROUP_PATTERN}"
    rf"|\bin {MONTH_GROUP_PATTERN.replace('month', 'before')}[^.]{{0,40}}\bnext month\b",
    re.IGNORECASE,
)
ADJACENT_PERIOD = re.compile(r"\b(?:last|next) (?:week|month|year)(?:['’]s)?\b", re.IGNORECASE)

LAST_WEEK = re.compile(r"last week\b", re.IGNORECASE)
