"""Building blocks of date rules: patterns over token classes, their matches and results, and amounts of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from corpus.dates.tense import Tense, TenseReading, read_tense
from corpus.dates.tokenizer import DateToken, compile_pattern, find_required_codes
from corpus.languages.en.numbers import CARDINALS, SCALES, VAGUE_NUMBERS
from corpus.models import TimeKind

#: An amount, for use inside patterns: "two", "2 1/2", "a couple of", "several", "twenty-four", "a year and a half".
AMOUNT_PATTERN = (
    "(?P<amount>(?:AN )?(?:COUPLE OF?|VAGUE)|HALF AN?|AN HALF|"
    "(?:AN|INT|DECIMAL|CARDINAL|SCALE)(?:(?:HYPHEN|(?<=SCALE)AND)? (?:CARDINAL|SCALE)){0,5}"
    "(?:(?:AND AN)? (?:HALF|FRACTION))?)"
)
#: Words of approximation before an amount; they belong to the expression but do not change its value.
APPROXIMATION_PATTERN = "(?:APPROX|MORE THAN|AT MORE|UP TO)?"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """
    The value that a rule found.

    Attributes:
        value: TIMEX3 value.
        kind: Its TIMEX3 type.
        how: How it was found, in words.
        is_antecedent: Whether later words may be resolved against it; false for a period that is only compared with.
        next_value: Value of the next time that the same words name, such as "3 June" of the year after; ``""`` if the
            words leave no choice.
    """

    value: str
    kind: TimeKind = TimeKind.DATE
    how: str = "as written"
    is_antecedent: bool = True
    next_value: str = ""


#: Tokens after "the day before" that show that it is not followed by an event.
CLAUSE_END_TOKENS = frozenset(["", ",", ".", ";", ":", "and", "but", ")", "”", '"'])
#: Result for words that are consumed without being tagged.
IGNORE = RuleResult("", TimeKind.DATE, "no time")


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """
    A pattern matched in a sequence of tokens.

    Attributes:
        tokens: The tokens of all sentences.
        match: The match over their class codes; its offsets are indexes of tokens.
        published: Day that relative words are resolved against, or None if unknown.
        reference: Value of the last mentioned day, month, year …, or None.
        day: Value of the last mentioned day, or None; years mentioned since do not reset it, weeks and months do.
        quarter: Value of the last mentioned quarter, or None.
        clock: Value of the last mentioned time of day, or None.
        historic: Indexes of the sentences whose present tense means the past: headlines and captions.
        question_tense: Tense of the question that the words are from, or None if they are from an article.
    """

    tokens: Sequence[DateToken]
    match: re.Match[str]
    published: date | None
    reference: str | None
    day: str | None = None
    quarter: str | None = None
    clock: str | None = None
    historic: frozenset[int] = frozenset()
    question_tense: Tense | None = None

    def get_tokens(self, group: str) -> Sequence[DateToken]:
        """Return the tokens that *group* matched; empty if it took no part."""
        if group not in self.match.re.groupindex:
            return ()
        first, last = self.match.span(group)
        return self.tokens[first:last] if first >= 0 else ()

    def get_words(self, group: str) -> str:
        """Return the words that *group* matched, in lower case; ``""`` if it took no part."""
        return " ".join(token.lower for token in self.get_tokens(group))

    def get_word_before(self, distance: int = 1) -> str:
        """Return the lower-case word *distance* tokens before the match in its sentence, or ``""``."""
        return self._get_word_at(self.match.start() - distance)

    def get_word_after(self, distance: int = 1) -> str:
        """Return the lower-case word *distance* tokens after the match in its sentence, or ``""``."""
        return self._get_word_at(self.match.end() - 1 + distance)

    def is_name(self, group: str) -> bool:
        """Return whether *group* is part of a name, judging by its capital: "Timothy Weeks", "the Monthly Notices"."""
        token, place = self.get_tokens(group)[0], self.match.start(group)
        is_inside = place > 0 and self.tokens[place - 1].sentence == token.sentence
        return is_inside and token.text[0].isupper() and not token.text.isupper()

    @property
    def sentence(self) -> int:
        """Index of the sentence that the match is in."""
        return self.tokens[self.match.start()].sentence

    def detect_tense(self) -> Tense:
        """Return the tense of the clause that the match is in, or of the question."""
        return self.read_tense().tense

    def read_tense(self) -> TenseReading:
        """Return the tense of the clause or the question, and whether it is sure to date the match."""
        if self.question_tense is not None:
            return TenseReading(self.question_tense, True)
        return read_tense(self.tokens, self.match.start(), self.match.end(), self.sentence in self.historic)

    def _get_word_at(self, place: int) -> str:
        is_inside = 0 <= place < len(self.tokens)
        return self.tokens[place].lower if is_inside and self.tokens[place].sentence == self.sentence else ""


def ignore_match(_: RuleMatch) -> RuleResult:
    """Consume the words without tagging them."""
    return IGNORE


RuleReader = Callable[[RuleMatch], RuleResult | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule of the grammar.

    Attributes:
        pattern: Over token classes; a group named ``span`` narrows the tagged words.
        read: Returns the value, or None to reject the match.
        uses_next_date: Whether it is resolved against the next date in the sentence ("a day after they met on
            Wednesday").
        sets_reference: Whether later words may be resolved against its value.
        required: Sets of class codes of which a matching text holds at least one each.
    """

    pattern: re.Pattern[str]
    read: RuleReader
    uses_next_date: bool
    sets_reference: bool
    required: tuple[frozenset[str], ...] = ()

    def may_match(self, codes: frozenset[str]) -> bool:
        """Return whether a text with these class codes can match at all."""
        return not any(map(codes.isdisjoint, self.required))


def make_rule(pattern: str, read: RuleReader, *, uses_next_date: bool = False, sets_reference: bool = True) -> Rule:
    """Return a rule; ``{AMOUNT}`` and ``{ROUGHLY}`` stand for ``AMOUNT_PATTERN`` and ``APPROXIMATION_PATTERN``."""
    expanded = pattern.replace("{AMOUNT}", AMOUNT_PATTERN).replace("{ROUGHLY}", APPROXIMATION_PATTERN)
    return Rule(compile_pattern(expanded), read, uses_next_date, sets_reference, find_required_codes(expanded))


_DURATION_FORMATS = {
    "S": "PT{}S", "TM": "PT{}M", "H": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "WE": "P{}WE", "M": "P{}M",
    "Q": "P{}Q", "Y": "P{}Y", "F": "P{}W", "DE": "P{}DE", "CE": "P{}CE", "ML": "P{}L",
}  # fmt: skip
#: Factors for units that are written in another unit: a decade is ten years.
_UNIT_MULTIPLES = {"F": 2, "DE": 10, "CE": 100}
#: For fractions of a unit: its format, and the number and letter of the next finer unit.
_HALF_UNITS = {"Y": ("P{}Y", 12, "M"), "H": ("PT{}H", 60, "M"), "TM": ("PT{}M", 60, "S")}


def parse_amount(tokens: Sequence[DateToken]) -> str:
    """
    Return an amount: ``2`` for "a couple of", ``2.5`` for "2 1/2", ``24`` for "twenty-four", ``X`` for "several".

    Args:
        tokens: Those of the amount, without the unit.
    """
    total, scaled = Fraction(0), Fraction(0)
    words = [token.lower for token in tokens]
    if any(word in VAGUE_NUMBERS for word in words):
        return "X"
    for word in words:
        if word in SCALES:
            total += (scaled or 1) * SCALES[word]
            scaled = Fraction(0)
        else:
            scaled += _parse_number_word(word, words)
    total += scaled
    return str(total.numerator) if total.denominator == 1 else f"{float(total):.2f}".rstrip("0")


def _parse_number_word(word: str, words: Sequence[str]) -> Fraction:
    if word in {"a", "an"}:
        return Fraction(int(_is_counting_article(words, word)))
    if word == "couple":
        return Fraction(2)
    if word == "half":
        return Fraction(1, 2)
    if word in CARDINALS:
        return Fraction(CARDINALS[word])
    if re.fullmatch(r"\d{1,2}\s?/\s?\d{1,2}", word):
        top, bottom = (int(part) for part in word.split("/"))
        return Fraction(top, bottom) if bottom else Fraction(0)
    return Fraction(word.replace(",", "")) if word[0].isdigit() else Fraction(0)


def _is_counting_article(words: Sequence[str], word: str) -> bool:
    """Return whether the article means one: it does alone, not before a number ("a two-year deal")."""
    return len(words) == 1 or words[words.index(word) + 1 : words.index(word) + 2] == ["and"]


def format_duration(amount: str, unit: str) -> str:
    """Return *amount* units as a TIMEX3 duration: ("2.5", "Y") is ``P2Y6M``, ("X", "DE") is ``PXDE``."""
    if amount == "X":
        return _DURATION_FORMATS[unit].format("X")
    count = Fraction(amount) * _UNIT_MULTIPLES.get(unit, 1)
    written = "P{}Y" if unit in {"DE", "CE"} else _DURATION_FORMATS[unit]
    if count.denominator == 1:
        return written.format(count)
    if unit not in _HALF_UNITS:
        return written.format(f"{float(count):g}")
    head, finer, letter = _HALF_UNITS[unit]
    whole, rest = divmod(count, 1)
    tail = f"{round(rest * finer)}{letter}"
    if whole:
        return head.format(whole) + tail
    return head.split("{}", maxsplit=1)[0] + tail
