"""Text → tokens, each of one class, so that the grammar of times can be matched over a string of classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.dates import vocabulary as words

#: The classes a token may have; a token has exactly one.
CLASSES = (
    "OTHER MARK OVERNIGHT BREAK SMALL HOURS DAYS SIXTY HUNDRED NUMBER YEAR4 ORDINAL SECOND CARDINAL SCALE HALF "
    "FRACTION DECIMAL MONTH MONTHISH MONTHLOW WEEKSHORT WEEKDAY WEEKDAYS PLAINUNIT YEARWORD WEEKENDWORD UNITS "
    "SEASON DAYPART DAYPARTS NOON CLOCK ZONE STAMP NUMERIC RANGE DECADE DECADEWORD DEICTIC THE AN POINTER "
    "THIS LAST NEXT EARLY EARLIER LATER AGO BEFORE AFTER FROM NOW OF IN EDGE TO AND OR HYPHEN COMMA DOT "
    "POSSESSIVE EACH VAGUE COUPLE APPROX MORE THAN FISCAL OLD PRESENT PAST FUTURE FREQUENCY CENTURY UNTIL "
    "ON AT TIMES SLASH PERIOD HENCE THAT ALL UP FULL MID MONEY NAMED FEAST QUARTER QUARTERS "
    "QUARTERNUM LATEST SAME RECENT THESE FUTUREWORD NEAR AS WEEK WEEKNUM"
).split()
_CODES = {name: chr(0xE000 + number) for number, name in enumerate(CLASSES)}
#: Names for several classes at once, for use in patterns.
_SETS = {
    "DAYNUM": "SMALL HOURS DAYS",
    "DAYORD": "SMALL HOURS DAYS ORDINAL SECOND",
    "INT": "SMALL HOURS DAYS SIXTY HUNDRED NUMBER",
    "ORD": "ORDINAL SECOND",
    "ANYUNIT": "PLAINUNIT YEARWORD WEEKENDWORD UNITS SECOND QUARTER QUARTERS CENTURY",
    "UNIT": "PLAINUNIT YEARWORD WEEKENDWORD",
    "ONEUNIT": "PLAINUNIT YEARWORD WEEKENDWORD SECOND QUARTER CENTURY",
    "POINT": "POINTER THIS LAST NEXT THAT LATEST SAME",
    "ANYMONTH": "MONTH MONTHISH MONTHLOW",
    "ANYPART": "DAYPART DAYPARTS",
}


def _phrases(names: Iterable[str]) -> str:
    """Join *names* into one alternation, the longest first, whatever their apostrophes."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace("'", "['’]").replace("\\ ", r"[\s\xa0]+") for name in ordered)


_FEASTS = (*words.FIXED_FEASTS, *words.MOVING_FEASTS, *words.EASTER_FEASTS)
#: Digits are those of ISO 8601: figures of other scripts are left alone.
_SHAPES = r"""
    (?P<named>(?:NAMED)(?!\w))
    |(?P<feast>(?:FEASTS)(?!\w))
    |(?P<stamp>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w-]))
    |(?P<week>[0-9]{4}-W[0-9]{2}(?:-[1-7])?(?![\w-]))
    |(?P<weeknum>\bW[0-9]{2}(?!\w))
    |(?P<money>[$£€¥]\s?[0-9](?:[0-9,.]{0,20}[0-9])?|[0-9][0-9,.]{0,20}\s?%)
    |(?P<numeric>[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{2,4}(?![\w/])|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}(?![\w/-])|[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2})(?![\w-]))
    |(?P<range>[12][0-9]{3}[-–/](?:[12][0-9]{3}|[0-9]{2})(?![\w/–-]))
    |(?P<decade>['’`]?(?:[12][0-9])?[0-9]0['’]?s(?!\w))
    |(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap](?:\.m\b\.?|m\b))?|[0-9]{1,2}\.[0-9]{2}(?=\s(?:[BE]ST|GMT|UTC|CES?T))|[0-9]{1,2}(?:\.[0-9]{2})?\s?[ap](?:\.m\b\.?|m\b))
    |(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)(?!\w))
    |(?P<fraction>[0-9]{1,2}\s?/\s?[0-9]{1,2}(?![\w/]))
    |(?P<quarternum>\bQ[1-4](?!\w))
    |(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)
    |(?P<possessive>['’]s(?!\w))
    |(?P<abbreviation>(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.)
    |(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
    |(?P<mark>[^\w\s])
    """.replace("NAMED", _phrases(words.NAMED_PERIODS)).replace("FEASTS", _phrases(_FEASTS))
#: Words in small letters are most of an article, and in an article none of them starts a name: they are tried first.
_SMALL_WORD = r"(?P<lower>(?-i:[a-z])[^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*)|"
_SPELT_ORDINAL = rf"(?P<spelt>(?:{'|'.join(name for name in words.ORDINALS if '-' in name)})(?!\w))|"
_TOKEN = re.compile(_SPELT_ORDINAL + _SMALL_WORD + _SHAPES, re.VERBOSE | re.IGNORECASE)
_ASKED_TOKEN = re.compile(_SPELT_ORDINAL + _SHAPES, re.VERBOSE | re.IGNORECASE)
_CLOSED = {
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
}  # fmt: skip
_MARKS = {"-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", ",": "COMMA", ".": "DOT", "/": "SLASH"}
#: English words too, even with a capital: they are months only in company.
_MONTHISH = frozenset({"may", "march", "jan", "mar", "jun", "jul", "dec"})


class Token(NamedTuple):
    """
    A word, number or mark; a tuple, because an article has thousands.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: As written.
        lower: In lower case.
        code: The character that stands for its class.
        sentence: Number of its sentence.
    """

    start: int
    end: int
    text: str
    lower: str
    code: str
    sentence: int = 0


def compiled(pattern: str) -> re.Pattern[str]:
    """
    Compile a pattern over classes: ``month=MONTH DOT? day=DAYNUM`` names two groups.

    Args:
        pattern: Class or set names in capitals, with the operators of ``re`` between; white space is for the reader.
    """

    def expand(match: re.Match[str]) -> str:
        group, name, repeat = match.groups()
        chars = "[" + "".join(_CODES[part] for part in _SETS.get(name, name).split()) + "]" + repeat
        return f"(?P<{group}>{chars})" if group else chars

    return re.compile(re.sub(r"(?:([a-z]\w*)=)?([A-Z][A-Z0-9]+)([+*]?)", expand, pattern).replace(" ", ""))


def code(name: str) -> str:
    """Give the character of class *name*."""
    return _CODES[name]


def lex(text: str, offset: int = 0, sentence: int = 0, asked: bool = False) -> Iterator[Token]:
    """
    Cut *text* into tokens.

    Args:
        text: One sentence.
        offset: Where it starts in its article, added to every span.
        sentence: Its number.
        asked: Whether somebody typed it as a question: then months and weekdays need no capital.
    """
    for match in (_ASKED_TOKEN if asked else _TOKEN).finditer(text):
        written = match[0]
        lower = written.lower().replace("’", "'")
        name = _class_of(match.lastgroup or "", written, lower, asked)
        yield Token(match.start() + offset, match.end() + offset, written, lower, _CODES[name], sentence)


def _class_of(group: str, written: str, lower: str, asked: bool) -> str:
    if group in {"lower", "word"}:
        return _word_class(written, lower, asked)
    if group == "number":
        return _number_class(written)
    if group in {"named", "feast", "abbreviation"}:
        # Case is ignored by the tables of Unicode, in which "ſ" is an "s"; our word lists do not hold it.
        known = (asked or written[0].isupper()) and lower.isascii()
        return {"abbreviation": "MONTH"}.get(group, group.upper()) if known else "OTHER"
    if group == "mark":
        return _MARKS.get(written, "MARK")
    return {"spelt": "ORDINAL"}.get(group, group.upper())


def _number_class(written: str) -> str:
    if "." in written:
        return "DECIMAL"
    if "," in written or len(written) > 4:
        return "NUMBER"
    value = int(written)
    if len(written) == 4 and 1000 <= value < 2200:
        return "YEAR4"
    if len(written) > 2:
        return "NUMBER"
    bounds = ((0, "SIXTY"), (12, "SMALL"), (24, "HOURS"), (31, "DAYS"), (59, "SIXTY"), (99, "HUNDRED"))
    return next(name for most, name in bounds if value <= most)


def _word_class(written: str, lower: str, asked: bool) -> str:
    if name := _WORDS.get(lower):
        return name
    capital = written[0].isupper()
    if lower in words.MONTH_NUMBERS and (capital or asked):
        ambiguous = lower in _MONTHISH
        return "MONTH" if not ambiguous else "MONTHISH" if capital else "MONTHLOW"
    if lower in words.WEEKDAY_NUMBERS and (capital or asked):
        return "WEEKDAY"
    if lower in words.SHORT_WEEKDAYS and (capital or asked):
        return "WEEKDAY" if asked else "WEEKSHORT"
    if lower[-1] == "s" and lower[:-1] in words.WEEKDAY_NUMBERS:
        return "WEEKDAYS"
    return "OTHER"


def _closed_words() -> dict[str, str]:
    """Join the word lists into one look-up; what is named later wins."""
    table: dict[str, str] = {}
    for names, name in (
        (words.CARDINALS, "CARDINAL"), (words.ORDINALS, "ORDINAL"), (words.SCALES, "SCALE"), (words.UNITS, "PLAINUNIT"),
        (words.PLURALS, "UNITS"), (words.SEASONS, "SEASON"), (words.DAYPARTS, "DAYPART"), (words.CLOCK_WORDS, "NOON"),
        (words.DECADES, "DECADEWORD"), (words.POINTERS, "POINTER"), (words.DEICTIC_DAYS, "DEICTIC"),
        (words.VAGUE_NUMBERS, "VAGUE"), (words.PRESENT, "PRESENT"), (words.PAST, "PAST"), (words.FUTURE, "FUTURE"),
        (words.FREQUENCIES, "FREQUENCY"),
    ):  # fmt: skip
        table |= dict.fromkeys(names, name)
    table |= {f"{word}s": "DAYPARTS" for word in words.DAYPARTS}
    return table | {"second": "SECOND"} | _CLOSED


_WORDS = _closed_words()
