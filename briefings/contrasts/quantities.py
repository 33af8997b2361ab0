"""Words of a sentence that say how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.contrasts.model import Span
from briefings.words import FUNCTION_WORDS, stem
from corpus.model import Passage

_UNITS = {
    word: float(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split(),
        start=2,
    )
}
_TENS = {
    word: 10.0 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
#: What vague words stand for: the least and the most that one would call so.
_VAGUE = {
    "a few": (2, 6),
    "a handful of": (2, 7),
    "a couple of": (2, 3),
    "several": (3, 11),
    "half a dozen": (6, 6),
    "a dozen": (12, 12),
    "two dozen": (24, 24),
    "tens of thousands of": (2e4, 99_999),
    "hundreds of thousands of": (2e5, 999_999),
    "dozens of": (24, 99),
    "scores of": (40, 120),
    "hundreds of": (200, 1_999),
    "thousands of": (2_000, 14_999),
    "millions of": (2e6, 9_999_999),
}
_FLOOR = ("at least", "more than", "over", "no fewer than", "no less than", "above")
_CEILING = ("up to", "at most", "fewer than", "less than", "under", "below", "no more than", "as many as")
_ABOUT = ("about", "around", "some", "nearly", "almost", "roughly", "approximately", "close to", "an estimated")

_WORD_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:one|{'|'.join(_UNITS)}))?|{'|'.join(_UNITS)})"
_QUANTITY = re.compile(
    rf"(?<![\w.,$€£-])(?P<hedge>(?:{'|'.join((*_FLOOR, *_CEILING, *_ABOUT))})\s+)?"
    rf"(?:(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})"
    rf"|(?P<money>[$€£])?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|{_WORD_NUMBER})"
    rf"(?:\s*(?P<scale>{'|'.join(_SCALES)})\b)?)(?![\w-])(?P<percent>\s*(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: Plurals without an s, and things counted in the singular.
_PLURALS = frozenset(
    """
    people men women children kroner kronor yen won yuan baht rand aircraft police staff fishermen seamen lawmen
    servicemen policemen firemen salesmen spokesmen businessmen sheep cattle
    """.split()
)
#: Words that end in s and are no plurals.
_NO_PLURALS = frozenset("was is has its this as us plus minus across against towards previous various his less".split())
#: Before the second number of a range ("250,000 to 500,000"), and before the whole of which a part is told.
_PARTLY = re.compile(
    rf"(?:(?:\d|\b{'|'.join(_SCALES)})\s*(?:to|and|or|-|–)|\bof (?:the|its|their|these|those|some|about))\s*$",
    re.IGNORECASE,
)
#: How many words may stand between a number and what it counts.
_BETWEEN = 3
#: Two figures of which one is rounded are the same within this share.
_ROUNDED = 0.05


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    How many of what.

    Attributes:
        span: The words, in the article's text.
        text: The words.
        noun: Stem of what is counted; ``%`` for a share.
        noun_text: The word for it.
        least: The smallest number that the words may mean.
        most: The largest.
    """

    span: Span
    text: str
    noun: str
    noun_text: str
    least: float
    most: float

    @property
    def exact(self) -> bool:
        """Whether it is one number, and no vague word."""
        return self.text[-1:].isdigit() or self.least == self.most

    def agrees(self, other: Quantity) -> bool:
        """Tell whether one number may be meant by both."""
        return self.least <= other.most and other.least <= self.most


def quantities(passage: Passage) -> tuple[Quantity, ...]:
    """List how many of what *passage* tells, in order; the numbers of dates, ages and names count nothing."""
    return tuple(_found(passage))


def _found(passage: Passage) -> Iterator[Quantity]:
    text, start = passage.sentence.text, passage.sentence.start
    dated = [(one.start - start, one.end - start) for one in passage.dates]
    for match in _QUANTITY.finditer(text):
        if any(first < match.end() and match.start() < last for first, last in dated) or _counts_no_whole(match):
            continue
        noun = "%" if match["percent"] else match["money"] or _counted(text, match.end())
        if noun:
            least, most = _range(match)
            yield Quantity(
                (start + match.start(), start + match.end()),
                match[0].strip(),
                noun if noun in "%$€£" else stem(noun.lower()),
                "per cent" if noun == "%" else noun,
                least,
                most,
            )


def _counts_no_whole(match: re.Match[str]) -> bool:
    """Tell whether a number ends a range, is the whole of a part ("nine of the 23"), or a time of day ("0908")."""
    return bool(_PARTLY.search(match.string[: match.start()])) or (match["number"] or "").startswith("0")


def _counted(text: str, at: int) -> str:
    """Give the plural that the number before *at* counts, or ``""``."""
    for _ in range(_BETWEEN):
        match = _WORD.search(text, at)
        if match is None or text[at : match.start()].strip() or match[0].lower() in FUNCTION_WORDS:
            return ""
        word = match[0].lower()
        if word in _PLURALS or (
            word.endswith("s") and not word.endswith(("ss", "'s", "’s")) and word not in _NO_PLURALS
        ):
            return match[0]
        at = match.end()
    return ""


def _range(match: re.Match[str]) -> tuple[float, float]:
    if vague := match["vague"]:
        least, most = map(float, _VAGUE[" ".join(vague.lower().split())])
    else:
        value = _value(match["number"].lower()) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        least = most = value
    hedge = " ".join((match["hedge"] or "").lower().split())
    if hedge in _ABOUT:
        return least * (1 - _ROUNDED), most * (1 + _ROUNDED)
    # "More than 200" is said of 230, not of 900.
    if hedge in _FLOOR:
        return least, most * 1.25
    return (least * 0.75, most) if hedge in _CEILING else (least, most)


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number.replace(",", ""))
    tens, _, unit = number.partition("-")
    return _TENS.get(tens, 0.0) + _UNITS.get(unit or tens, 1.0 if unit == "one" else 0.0)
