"""How many: number words and figures as the number that TIMEX3 writes, and lengths of time as it spells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from corpus.dates import vocabulary as words
from corpus.dates.lexing import Token

_WRITTEN = {
    "S": "PT{}S", "TM": "PT{}M", "H": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "WE": "P{}WE", "M": "P{}M",
    "Q": "P{}Q", "Y": "P{}Y", "F": "P{}W", "DE": "P{}DE", "CE": "P{}CE", "ML": "P{}L",
}  # fmt: skip
#: Units that are written in another: a decade is ten years.
_MULTIPLES = {"F": 2, "DE": 10, "CE": 100}
#: What half a unit is, in the next finer one.
_HALVES = {"Y": ("P{}Y", 12, "M"), "H": ("PT{}H", 60, "M"), "TM": ("PT{}M", 60, "S")}


def amount_of(tokens: Sequence[Token]) -> str:
    """
    Read an amount: ``2`` of "two" and "a couple of", ``2.5`` of "2 1/2", ``24`` of "twenty-four", ``X`` of "several".

    Args:
        tokens: Of the words alone, without the unit.
    """
    total, scaled = Fraction(0), Fraction(0)
    seen = [token.lower for token in tokens]
    if any(word in words.VAGUE_NUMBERS for word in seen):
        return "X"
    for word in seen:
        if word in words.SCALES:
            total += (scaled or 1) * words.SCALES[word]
            scaled = Fraction(0)
        else:
            scaled += _value(word, seen)
    total += scaled
    return str(total.numerator) if total.denominator == 1 else f"{float(total):.2f}".rstrip("0")


def _value(word: str, seen: Sequence[str]) -> Fraction:
    if word in {"a", "an"}:
        return Fraction(int(_counts(seen, word)))
    if word == "couple":
        return Fraction(2)
    if word == "half":
        return Fraction(1, 2)
    if word in words.CARDINALS:
        return Fraction(words.CARDINALS[word])
    if re.fullmatch(r"\d{1,2}\s?/\s?\d{1,2}", word):
        top, bottom = (int(part) for part in word.split("/"))
        return Fraction(top, bottom) if bottom else Fraction(0)
    return Fraction(word.replace(",", "")) if word[0].isdigit() else Fraction(0)


def _counts(seen: Sequence[str], word: str) -> bool:
    """Tell whether the article stands for one: alone it does, before another number ("a two-year deal") it does not."""
    return len(seen) == 1 or seen[seen.index(word) + 1 : seen.index(word) + 2] == ["and"]


def spelt(amount: str, unit: str) -> str:
    """Spell *amount* units as TIMEX3 does: ("2.5", "Y") is ``P2Y6M``, ("X", "DE") is ``PXDE``."""
    if amount == "X":
        return _WRITTEN[unit].format("X")
    count = Fraction(amount) * _MULTIPLES.get(unit, 1)
    written = "P{}Y" if unit in {"DE", "CE"} else _WRITTEN[unit]
    if count.denominator == 1:
        return written.format(count)
    if unit not in _HALVES:
        return written.format(f"{float(count):g}")
    head, finer, letter = _HALVES[unit]
    whole, rest = divmod(count, 1)
    tail = f"{round(rest * finer)}{letter}"
    if whole:
        return head.format(whole) + tail
    return head.split("{}", maxsplit=1)[0] + tail
