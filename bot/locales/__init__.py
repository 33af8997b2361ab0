"""The bot's own words in the languages it speaks: gettext catalogues (``ko.po`` …), dates and numbers by Babel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.core import Locale, negotiate_locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.locales.recalling import recalled
from bot.phrases import Days, Phrase, interval, spoken

#: The languages the bot speaks; English first, in which its words are written.
LANGUAGES = ("en", "ko", "uk", "de", "es", "ja")


class Part(StrEnum):
    """A part of a command that Discord shows; the context (``msgctxt``) of its translations."""

    COMMAND = "command"
    OPTION = "option"
    CHOICE = "choice"
    DESCRIPTION = "description"
    MENU = "context menu"


@dataclass(frozen=True, slots=True)
class Words:
    """
    The bot's voice in one language.

    Attributes:
        language: One of `LANGUAGES`.
    """

    language: str = "en"

    def say(self, words: str) -> str:
        """Say *words*: a Phrase in this language, in English where no translation is; anything else as it is."""
        if not isinstance(words, Phrase):
            return words
        values = {name: self._value(value) for name, value in words.values.items()}
        if isinstance(reason := words.values.get("reason"), str):
            values["reason"] = self.recall(reason)  # it often comes from the rooms below, or from the ledger
        return self._template(words).format_map(values)

    def recall(self, words: str) -> str:
        """Say *words* as `say` does; besides, say English of the rooms below in this language, where it is known."""
        return self.say(words if self.language == "en" else recalled(words))

    def called(self, part: Part, name: str) -> str:
        """Give what the part of a command that is *name* in English is called; the same where nothing else is."""
        return translations(self.language).pgettext(part, name)

    def day(self, day: date) -> str:
        """Say a day with its weekday: ``Wednesday 19 June 2024``."""
        return spoken(day) if self.language == "en" else format_date(day, "full", self.language)

    def days(self, span: Days) -> str:
        """Say a day or days without the weekday: ``19 June 2024``, ``June 2024``, ``19 June 2024 to 21 June 2024``."""
        return interval(span) if self.language == "en" else _interval(span, self.language)

    def number(self, number: int) -> str:
        """Write a number: ``12,000``."""
        return format_decimal(number, locale=self.language)

    def listed(self, names: Sequence[str]) -> str:
        """Join *names* by the language's comma."""
        # CLDR: what stands between two in the middle of a list is the comma alone, without "and".
        pattern: str = Locale.parse(self.language).list_patterns["standard"]["middle"]
        said = [self.say(name) for name in names]
        return pattern.removeprefix("{0}").removesuffix("{1}").join(said)

    def _value(self, value: object) -> object:
        if isinstance(value, Phrase):
            return self.say(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Days):
            return self.days(value)
        if isinstance(value, tuple):
            return self.listed([str(self._value(part)) for part in value])
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _template(self, words: Phrase) -> str:
        number = words.values.get("number")
        if words.many and isinstance(number, int):
            return translations(self.language).ngettext(words.template, words.many, number)
        return translations(self.language).gettext(words.template)


ENGLISH = Words()


def _interval(span: Days, language: str) -> str:
    first, last = span.first, span.last
    if span.years:
        return (
            format_skeleton("y", first, locale=language) if first.year == last.year else _between(span, "y", language)
        )
    if span.month:
        return format_skeleton("yMMMM", first, locale=language)
    return format_date(first, "long", language) if first == last else _between(span, "yMMMMd", language)


def _between(span: Days, skeleton: str, language: str) -> str:
    return format_interval(span.first, span.last, skeleton, locale=language)


@cache
def words_for(*wanted: str) -> Words:
    """Give the voice for the first of *wanted* (``en-GB``, ``es-419``) that the bot speaks, or English."""
    known = [language for one in wanted if (language := _language(one))]
    return Words(known[0]) if known else ENGLISH


def _language(locale: str) -> str | None:
    return negotiate_locale([locale.replace("-", "_")], LANGUAGES) if locale else None


@cache
def translations(language: str) -> NullTranslations:
    """Read the catalogue of *language*; what it lacks is said in English."""
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue(language: str) -> Catalog:
    """Parse ``{language}.po``, one for each of `LANGUAGES` but English."""
    with files("bot.locales").joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)
