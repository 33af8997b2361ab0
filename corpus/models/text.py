"""Translatable texts: an English template with its arguments; lone surrogates and accents."""

from __future__ import annotations

import json
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Self

_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """
    Replace each lone surrogate by U+FFFD; all other characters keep their offsets.

    JSON can contain lone surrogates and a broken terminal can send them, but no database, index or socket accepts them.
    """
    return _SURROGATE.sub("\ufffd", text)


def has_no_surrogates(text: str) -> bool:
    """Return whether *text* contains no surrogate."""
    return not _SURROGATE.search(text)


def collapse_whitespace(text: str) -> str:
    """Return *text* in one line, with every run of white space replaced by one space."""
    return " ".join(text.split())


def strip_accents(text: str) -> str:
    """Return *text* without accents: ``Brasilia`` for ``Brasília``."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class DayRange:
    """
    One day or consecutive days, formatted without the weekday: ``19 June 2024``, ``June 2024``.

    Attributes:
        first: The first day.
        last: The last day, inclusive.
    """

    first: date
    last: date

    @classmethod
    def from_day(cls, day: date) -> Self:
        """Return the range of the single *day*."""
        return cls(day, day)

    @property
    def years(self) -> bool:
        """Whether it covers whole years."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def month(self) -> bool:
        """Whether it covers one whole month."""
        first = self.first
        return (first.day, self.last) == (1, first.replace(day=monthrange(first.year, first.month)[1]))


@dataclass(frozen=True, slots=True)
class Weekday:
    """
    A day of the week, formatted by its name.

    Attributes:
        number: Its number in ISO 8601, 1 for Monday.
    """

    number: int

    @property
    def example(self) -> date:
        """A date on such a day."""
        return date(2024, 1, self.number)  # that year began on a Monday


class LocalizableText(str):  # noqa: SLOT000  # a str subclass can't have non-empty slots
    """
    English text, made from a template and values.

    It is a plain ``str`` wherever English is wanted (logs, the terminal, tests);
    `bot.locales.translator.Translator` translates it by its template.

    Attributes:
        template: The English template, with ``{name}`` fields; the key of its translations.
        many: The template for numbers other than one, or ``""`` if there is no plural form.
        values: Maps fields to values: a string is inserted as it is, and a LocalizableText translated; a date, a
            `DayRange`, a `Weekday`, a number, and a tuple of any of these are formatted for the language. The field
            ``number`` decides between *template* and *many*.
    """

    template: str
    many: str
    values: Mapping[str, object]

    def __new__(cls, template: str, many: str, values: Mapping[str, object]) -> Self:
        """Format the English text."""
        selected = many if many and values.get("number") != 1 else template
        text = super().__new__(
            cls, selected.format_map({name: _format_english(value) for name, value in values.items()})
        )
        text.template, text.many, text.values = template, many, MappingProxyType(dict(values))
        return text

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, dict[str, object]]]:
        """Support pickling, so that template and values survive between processes."""
        return type(self), (self.template, self.many, dict(self.values))


def _(template: str, /, **values: object) -> LocalizableText:
    """Return a localizable text of *template*, a literal in the source: ``_("has {names}", names=…)``."""
    return LocalizableText(template, "", values)


def ngettext_(one: str, many: str, number: int, /, **values: object) -> LocalizableText:
    """Return a localizable text that depends on *number*: ``ngettext_("{number} report", "{number} reports", 5)``."""
    return LocalizableText(one, many, {**values, "number": number})


def join_texts(texts: Sequence[str], separator: str) -> LocalizableText:
    """Return *texts* in one, with *separator* between them; each that is localizable stays so."""
    values = {f"part{number}": text for number, text in enumerate(texts)}
    return LocalizableText(separator.join(f"{{{name}}}" for name in values), "", values)


def shorten_values(text: str, length: int) -> str:
    """Return *text* with every string that is inserted into it in one line, of at most *length* characters."""
    if not isinstance(text, LocalizableText):
        return text
    return LocalizableText(
        text.template, text.many, {name: _shorten_value(value, length) for name, value in text.values.items()}
    )


def _shorten_value(value: object, length: int) -> object:
    if isinstance(value, LocalizableText):
        return shorten_values(value, length)
    if isinstance(value, tuple):
        return tuple(_shorten_value(part, length) for part in value)
    if not isinstance(value, str):
        return value
    line = collapse_whitespace(value)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def explain(subject: str, reason: str, remedy: str = "") -> LocalizableText:
    """Return "subject: reason. Remedy" as one text, as errors are recorded."""
    stated = LocalizableText("{subject}: {reason}", "", {"subject": subject, "reason": reason})
    return join_texts((stated, remedy), ". ") if remedy else stated


def _format_english(value: object) -> object:
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, DayRange):
        return format_range(value)
    if isinstance(value, Weekday):
        return f"{value.example:%A}"
    if isinstance(value, tuple):
        return ", ".join(str(_format_english(part)) for part in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def format_day(day: date) -> str:
    """Format a day in English, with its weekday and without a comma: ``Wednesday 19 June 2024``."""
    return f"{day:%A} {_format_short_day(day)}"


def format_range(span: DayRange) -> str:
    """Format days in English: ``19 June 2024``, ``June 2024``, ``2024``, ``19 June 2024 to 21 June 2024``."""
    first, last = span.first, span.last
    if first == last:
        return _format_short_day(first)
    if span.years:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first:%B} {first.year}" if span.month else f"{_format_short_day(first)} to {_format_short_day(last)}"


def _format_short_day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


#: How a stored text begins that remembers its template.
_STORED_PREFIX = '{"template":'


def dump_text(text: str) -> str:
    """Return *text* for a database: a localizable text as JSON of template and values, any other as it is."""
    return json.dumps(_dump_value(text), ensure_ascii=False) if isinstance(text, LocalizableText) else text


def load_text(stored: str) -> str:
    """Return the text of `dump_text`."""
    loaded = _load_value(json.loads(stored)) if stored.startswith(_STORED_PREFIX) else stored
    return loaded if isinstance(loaded, str) else stored


def _dump_value(value: object) -> object:
    if isinstance(value, LocalizableText):
        values = {name: _dump_value(each) for name, each in value.values.items()}
        return {"template": value.template, "many": value.many, "values": values}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, DayRange):
        return {"first": value.first.isoformat(), "last": value.last.isoformat()}
    if isinstance(value, Weekday):
        return {"weekday": value.number}
    return [_dump_value(each) for each in value] if isinstance(value, tuple) else value


def _load_value(value: Any) -> object:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(map(_load_value, value))
    if not isinstance(value, dict):
        return value
    if "template" in value:
        values = {name: _load_value(each) for name, each in value["values"].items()}
        return LocalizableText(value["template"], value["many"], values)
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "weekday" in value:
        return Weekday(value["weekday"])
    return DayRange(date.fromisoformat(value["first"]), date.fromisoformat(value["last"]))
