"""Split text into tokens of one class each, so that date rules can match sequences of classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.languages.en.calendar import (
    AMBIGUOUS_MONTHS,
    CLOCK_TIME_WORDS,
    DECADE_WORDS,
    DEICTIC_DAYS,
    EASTER_HOLIDAYS,
    FIXED_HOLIDAYS,
    FREQUENCIES,
    FUNCTION_WORD_CLASSES,
    FUTURE_WORDS,
    MONTH_NUMBERS,
    NAMED_PERIODS,
    PARTS_OF_DAY,
    PAST_WORDS,
    PLURAL_TIME_UNITS,
    POINTER_STEPS,
    PRESENT_WORDS,
    SEASONS,
    SHORT_WEEKDAYS,
    TIME_UNITS,
    WEEKDAY_HOLIDAYS,
    WEEKDAY_NUMBERS,
)
from corpus.languages.en.numbers import CARDINALS, ORDINALS, SCALES, VAGUE_NUMBERS

#: The classes a token may have; a token has exactly one.
TOKEN_CLASSES = (
    "OTHER MARK OVERNIGHT BREAK SMALL HOURS DAYS SIXTY HUNDRED NUMBER YEAR4 ORDINAL SECOND CARDINAL SCALE HALF "
    "FRACTION DECIMAL MONTH MONTHISH MONTHLOW WEEKSHORT WEEKDAY WEEKDAYS PLAINUNIT YEARWORD WEEKENDWORD UNITS "
    "SEASON DAYPART DAYPARTS NOON CLOCK ZONE STAMP NUMERIC RANGE DECADE DECADEWORD DEICTIC THE AN POINTER "
    "THIS LAST NEXT EARLY EARLIER LATER AGO BEFORE AFTER FROM NOW OF IN EDGE TO AND OR HYPHEN COMMA DOT "
    "POSSESSIVE EACH VAGUE COUPLE APPROX MORE THAN FISCAL OLD PRESENT PAST FUTURE FREQUENCY CENTURY UNTIL "
    "ON AT TIMES SLASH PERIOD HENCE THAT ALL UP FULL MID MONEY NAMED FEAST QUARTER QUARTERS "
    "QUARTERNUM LATEST SAME RECENT THESE FUTUREWORD NEAR AS WEEK WEEKNUM "
    "BACK ALTERNATE FINAL OCLOCK WORKDAY NIGHTS"
).split()
_CLASS_CODES = {name: chr(0xE000 + number) for number, name in enumerate(TOKEN_CLASSES)}
#: Names for sets of classes, for use in patterns.
_CLASS_SETS = {
    "DAYNUM": "SMALL HOURS DAYS",
    "DAYORD": "SMALL HOURS DAYS ORDINAL SECOND",
    "INT": "SMALL HOURS DAYS SIXTY HUNDRED NUMBER",
    "ORD": "ORDINAL SECOND",
    "ANYUNIT": "PLAINUNIT YEARWORD WEEKENDWORD UNITS SECOND QUARTER QUARTERS CENTURY NIGHTS",
    "UNIT": "PLAINUNIT YEARWORD WEEKENDWORD",
    "ONEUNIT": "PLAINUNIT YEARWORD WEEKENDWORD SECOND QUARTER CENTURY",
    "POINT": "POINTER THIS LAST NEXT THAT LATEST SAME",
    "ANYMONTH": "MONTH MONTHISH MONTHLOW",
    "ANYPART": "DAYPART DAYPARTS NIGHTS",
    "PLURALPART": "DAYPARTS NIGHTS",
}


def _join_phrases(names: Iterable[str]) -> str:
    """Join *names* into one regex alternation, longest first, that accepts straight and curly apostrophes."""
    rests: dict[str, list[str]] = {}  # by the first letter: most words fail at it
    for name in sorted(names, key=len, reverse=True):
        rest = re.escape(name[1:]).replace("'", "['’]").replace("\\ ", r"[\s\xa0]+")
        rests.setdefault(name[0], []).append(rest)
    return "|".join(f"{first}(?:{'|'.join(ends)})" for first, ends in rests.items())


#: Longer runs of digits count no time; Python refuses to convert more than 4,300 digits.
_MAX_NUMBER_CHARACTERS = 20
_HOLIDAYS = (*FIXED_HOLIDAYS, *WEEKDAY_HOLIDAYS, *EASTER_HOLIDAYS)
#: Digits are ASCII, as in ISO 8601; digits of other scripts are ignored.
_TOKEN_SHAPES = r"""
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
    """.replace("NAMED", _join_phrases(NAMED_PERIODS)).replace("FEASTS", _join_phrases(_HOLIDAYS))
#: Tried first, for speed: most words of an article are lower-case, and none of those starts a name there.
_LOWERCASE_WORD = r"(?P<lower>(?-i:[a-z])[^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*)|"
_HYPHENATED_ORDINAL = rf"(?P<spelt>(?:{_join_phrases(name for name in ORDINALS if '-' in name)})(?!\w))|"
_ARTICLE_TOKEN = re.compile(_HYPHENATED_ORDINAL + _LOWERCASE_WORD + _TOKEN_SHAPES, re.VERBOSE | re.IGNORECASE)
_QUESTION_TOKEN = re.compile(_HYPHENATED_ORDINAL + _TOKEN_SHAPES, re.VERBOSE | re.IGNORECASE)
_PUNCTUATION_CLASSES = {"-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", ",": "COMMA", ".": "DOT", "/": "SLASH"}


class DateToken(NamedTuple):
    """
    A word, number or mark; a tuple, because an article has thousands.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: As written.
        lower: In lower case.
        code: The character that stands for its class.
        sentence: Index of its sentence.
    """

    start: int
    end: int
    text: str
    lower: str
    code: str
    sentence: int = 0


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """
    Compile a pattern over token classes: ``month=MONTH DOT? day=DAYNUM`` has two named groups.

    Args:
        pattern: Names of classes or sets in capitals, with the operators of ``re`` between; spaces are ignored.
    """

    def expand(match: re.Match[str]) -> str:
        group, name, repeat = match.groups()
        chars = "[" + "".join(_CLASS_CODES[part] for part in _CLASS_SETS.get(name, name).split()) + "]" + repeat
        return f"(?P<{group}>{chars})" if group else chars

    return re.compile(re.sub(r"(?:([a-z]\w*)=)?([A-Z][A-Z0-9]+)([+*]?)", expand, pattern).replace(" ", ""))


#: A class name or a named group of alternative ones, a parenthesis or a bar; and a sign that it may be missing.
_PATTERN_PART = re.compile(
    r"(?:\(\?P<\w+>(?P<group>[A-Z0-9|]+)\)|(?P<name>[A-Z][A-Z0-9]+)|[()|])(?P<optional>[?*]|\{0)?"
)


def find_required_codes(pattern: str) -> tuple[frozenset[str], ...]:
    """
    Return sets of class codes of which every text that *pattern* matches holds at least one each.

    Only classes outside of other groups are looked at: enough to skip most rules for most texts.
    """
    required, depth = [], 0
    for match in _PATTERN_PART.finditer(pattern):
        names = match["group"] or match["name"]
        if names is None:
            if match[0][0] == "|" and depth == 0:
                return ()
            depth += {"(": 1, ")": -1}.get(match[0][0], 0)
        elif depth == 0 and not match["optional"]:
            parts = [part for name in names.split("|") for part in _CLASS_SETS.get(name, name).split()]
            required.append(frozenset(_CLASS_CODES[part] for part in parts))
    return tuple(dict.fromkeys(required))


def get_class_code(name: str) -> str:
    """Return the character that stands for class *name*."""
    return _CLASS_CODES[name]


def tokenize(text: str, offset: int = 0, sentence: int = 0, is_question: bool = False) -> Iterator[DateToken]:
    """
    Yield the tokens of *text*.

    Args:
        text: One sentence.
        offset: Where it starts in its article, added to every span.
        sentence: Its index.
        is_question: Whether it is a typed question, in which months and weekdays need no capital.
    """
    for match in (_QUESTION_TOKEN if is_question else _ARTICLE_TOKEN).finditer(text):
        start, end = match.span()
        yield DateToken(
            start + offset, end + offset, *_describe_token(match.lastgroup, match[0], is_question), sentence
        )


@lru_cache(maxsize=1 << 14)
def _describe_token(group: str | None, written: str, is_question: bool) -> tuple[str, str, str]:
    """Return a token as written, in lower case, and the character that stands for its class."""
    lower = written.lower().replace("’", "'")
    if group == "lower":  # most words, and none of them is a month or a weekday
        name = _WORD_CLASSES.get(lower) or _classify_plural_weekday(lower)
    else:
        name = _classify_token(group or "", written, lower, is_question)
    return written, lower, _CLASS_CODES[name]


def _classify_token(group: str, written: str, lower: str, is_question: bool) -> str:
    if group == "word":
        return _classify_word(written, lower, is_question)
    if group == "number":
        return _classify_number(written)
    if group in {"named", "feast", "abbreviation"}:
        # re.IGNORECASE uses Unicode case folding, in which "ſ" matches "s"; our word lists do not contain such words.
        is_known = (is_question or written[0].isupper()) and lower.isascii()
        return {"abbreviation": "MONTH"}.get(group, group.upper()) if is_known else "OTHER"
    if group == "mark":
        return _PUNCTUATION_CLASSES.get(written, "MARK")
    return {"spelt": "ORDINAL"}.get(group, group.upper())


def _classify_number(written: str) -> str:
    if len(written) > _MAX_NUMBER_CHARACTERS:
        return "OTHER"
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


def _classify_word(written: str, lower: str, is_question: bool) -> str:
    if name := _WORD_CLASSES.get(lower):
        return name
    is_capitalized = written[0].isupper()
    if lower in MONTH_NUMBERS and (is_capitalized or is_question):
        ambiguous = lower in AMBIGUOUS_MONTHS
        return "MONTH" if not ambiguous else "MONTHISH" if is_capitalized else "MONTHLOW"
    if lower in WEEKDAY_NUMBERS and (is_capitalized or is_question):
        return "WEEKDAY"
    if lower in SHORT_WEEKDAYS and (is_capitalized or is_question):
        return "WEEKDAY" if is_question else "WEEKSHORT"
    return _classify_plural_weekday(lower)


def _classify_plural_weekday(lower: str) -> str:
    return "WEEKDAYS" if lower[-1] == "s" and lower[:-1] in WEEKDAY_NUMBERS else "OTHER"


def _build_word_classes() -> dict[str, str]:
    """Merge the word lists into one lookup table; later lists take precedence."""
    table: dict[str, str] = {}
    for names, name in (
        (CARDINALS, "CARDINAL"), (ORDINALS, "ORDINAL"), (SCALES, "SCALE"), (TIME_UNITS, "PLAINUNIT"),
        (PLURAL_TIME_UNITS, "UNITS"), (SEASONS, "SEASON"), (PARTS_OF_DAY, "DAYPART"), (CLOCK_TIME_WORDS, "NOON"),
        (DECADE_WORDS, "DECADEWORD"), (POINTER_STEPS, "POINTER"), (DEICTIC_DAYS, "DEICTIC"),
        (VAGUE_NUMBERS, "VAGUE"), (PRESENT_WORDS, "PRESENT"), (PAST_WORDS, "PAST"), (FUTURE_WORDS, "FUTURE"),
        (FREQUENCIES, "FREQUENCY"),
    ):  # fmt: skip
        table |= dict.fromkeys(names, name)
    table |= {f"{word}s": "DAYPARTS" for word in PARTS_OF_DAY}
    return table | {"second": "SECOND", "nights": "NIGHTS"} | FUNCTION_WORD_CLASSES


_WORD_CLASSES = _build_word_classes()
#: Classes of words that no rule reads as a time without a word of another class, or a digit.
WEAK_CLASSES = frozenset(
    "OTHER MARK BREAK THE AN OF IN TO AND OR HYPHEN COMMA DOT POSSESSIVE SLASH ON AT AS THAT ALL UP MORE THAN FROM "
    "BEFORE AFTER EACH BACK OLD TIMES APPROX UNTIL NEAR FULL EARLY EDGE THESE SAME COUPLE VAGUE SCALE THIS POINTER "
    "NEXT ORDINAL ALTERNATE FINAL PERIOD RECENT".split()
)
#: Smaller numbers, alone, name no year ("nineteen eighty-four").
_MIN_CENTURY = 10


def _list_date_words() -> Iterator[str]:
    """Yield the words, and beginnings of names, of which a sentence with a time has one, if it has no digit."""
    for word, name in _WORD_CLASSES.items():
        if name not in WEAK_CLASSES and not (name == "CARDINAL" and CARDINALS[word] < _MIN_CENTURY):
            yield word
    yield from MONTH_NUMBERS
    yield from WEEKDAY_NUMBERS
    yield from SHORT_WEEKDAYS
    yield from (name.lower() for name in (*NAMED_PERIODS, *_HOLIDAYS))


_DATE_WORD = re.compile(rf"[0-9]|(?<![^\W\d_])(?:{_join_phrases(dict.fromkeys(_list_date_words()))})", re.IGNORECASE)


def may_hold_time(text: str) -> bool:
    """Return whether *text* has a digit or a word without which no rule reads a time; it may still hold none."""
    return _DATE_WORD.search(text) is not None
