"""The bot's own words: English that remembers how it was made, so that it can be said in another language."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self

from babel.dates import format_date


@dataclass(frozen=True, slots=True)
class Days:
    """
    A day or some days in a row, said without the weekday: ``19 June 2024``, ``June 2024``.

    Attributes:
        first: The first of them.
        last: The last, included.
    """

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the one *day*."""
        return cls(day, day)

    @property
    def years(self) -> bool:
        """Whether it is whole years."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def month(self) -> bool:
        """Whether it is one whole month."""
        first = self.first
        return (first.day, self.last) == (1, first.replace(day=monthrange(first.year, first.month)[1]))


class Phrase(str):  # noqa: SLOT000  # a str subclass can have no slots with names
    """
    English words, made from a template and values.

    It is a plain ``str`` wherever English is wanted (logs, the terminal, tests); `bot.locales.Words.say` says it in
    another language by its template.

    Attributes:
        template: The English template, with ``{name}`` fields; the key of its translations.
        many: The template for numbers other than one, or ``""`` where number plays no part.
        values: Field → value: a string is shown as it is, a Phrase is said too; a date, `Days`, a number, and a tuple
            of any of these as that language writes them. What decides between *template* and *many* is the field
            ``number``.
    """

    template: str
    many: str
    values: Mapping[str, object]

    def __new__(cls, template: str, many: str, values: Mapping[str, object]) -> Self:
        """Make English of it."""
        chosen = many if many and values.get("number") != 1 else template
        made = super().__new__(cls, chosen.format_map({name: _english(value) for name, value in values.items()}))
        made.template, made.many, made.values = template, many, MappingProxyType(dict(values))
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, dict[str, object]]]:
        """Travel between processes whole."""
        return type(self), (self.template, self.many, dict(self.values))


def phrase(template: str, /, **values: object) -> Phrase:
    """Make a phrase of *template*, written in place as a literal: ``phrase("has {names}", names=…)``."""
    return Phrase(template, "", values)


def plural(one: str, many: str, number: int, /, **values: object) -> Phrase:
    """Make a phrase that depends on *number*: ``plural("{number} report", "{number} reports", 5)``."""
    return Phrase(one, many, {**values, "number": number})


def _english(value: object) -> object:
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, Days):
        return interval(value)
    if isinstance(value, tuple):
        return ", ".join(str(_english(part)) for part in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def spoken(day: date) -> str:
    """Say a day in English, with its weekday and without a comma: ``Wednesday 19 June 2024``."""
    return format_date(day, "EEEE d MMMM y", "en")


def interval(span: Days) -> str:
    """Say days in English: ``19 June 2024``, ``June 2024``, ``2024``, ``19 June 2024 to 21 June 2024``."""
    first, last = span.first, span.last
    if first == last:
        return _short(first)
    if span.years:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    return format_date(first, "MMMM y", "en") if span.month else f"{_short(first)} to {_short(last)}"


def _short(day: date) -> str:
    return format_date(day, "d MMMM y", "en")
