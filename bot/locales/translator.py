"""Translate messages, command names, days and numbers into a language."""

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

from bot.locales.legacy_reasons import parse_legacy_text, update_template
from bot.locales.messages import DayRange, LocalizableText, format_day, format_range
from corpus.models.text import Weekday


def _list_languages() -> tuple[str, ...]:
    """Return the supported languages: English, the language of the templates, and those that have a catalogue."""
    names = sorted(entry.name for entry in files("bot.locales").iterdir())
    return ("en", *(name.removesuffix(".po") for name in names if name.endswith(".po")))


#: Supported languages, English first; a catalogue in this folder adds one.
LANGUAGES = _list_languages()


class CommandPart(StrEnum):
    """A part of a command that Discord shows; the context (``msgctxt``) of its translations."""

    COMMAND = "command"
    OPTION = "option"
    CHOICE = "choice"
    DESCRIPTION = "description"
    MENU = "context menu"


@dataclass(frozen=True, slots=True)
class Translator:
    """
    Translates into one language.

    Attributes:
        language: One of `LANGUAGES`.
    """

    language: str = "en"

    def translate(self, words: str) -> str:
        """Translate a LocalizableText, or leave it in English if it has no translation; return other text unchanged."""
        if not isinstance(words, LocalizableText):
            return words
        values = {name: self._format_value(value) for name, value in words.values.items()}
        return self._translate_template(words).format_map(values)

    def translate_legacy(self, words: str) -> str:
        """Translate *words* like `translate`; they may be English that an older version stored."""
        return self.translate(parse_legacy_text(words))

    def translate_command(self, part: CommandPart, name: str) -> str:
        """Return the translation of the command part that is called *name* in English, or *name* if there is none."""
        return load_translations(self.language).pgettext(part, name)

    def format_day(self, day: date) -> str:
        """Format a day with its weekday: ``Wednesday 19 June 2024``."""
        return format_day(day) if self.language == "en" else format_date(day, "full", self.language)

    def format_range(self, span: DayRange) -> str:
        """Format days without the weekday: ``19 June 2024``, ``June 2024``, ``19 June 2024 to 21 June 2024``."""
        return format_range(span) if self.language == "en" else _format_localized_range(span, self.language)

    def format_week(self, first: date, last: date) -> str:
        """Format consecutive days without their year: ``13–19 October``, ``29 September – 5 October``."""
        if self.language != "en":
            return format_interval(first, last, "MMMMd", locale=self.language)
        if first.month == last.month:
            return f"{first.day}–{last.day} {last:%B}"
        return f"{first.day} {first:%B} – {last.day} {last:%B}"

    def format_short_day(self, day: date) -> str:
        """Format a day without its year: ``9 Oct``."""
        return f"{day.day} {day:%b}" if self.language == "en" else format_skeleton("MMMd", day, locale=self.language)

    def format_number(self, number: int) -> str:
        """Format a number: ``12,000``."""
        return format_decimal(number, locale=self.language)

    def join(self, names: Sequence[str]) -> str:
        """Translate *names* and join them by the language's comma."""
        # CLDR: the separator in the middle of a list is the comma alone, without "and".
        pattern: str = Locale.parse(self.language).list_patterns["standard"]["middle"]
        translated = [self.translate(name) for name in names]
        return pattern.removeprefix("{0}").removesuffix("{1}").join(translated)

    def _format_value(self, value: object) -> object:
        if isinstance(value, LocalizableText):
            return self.translate(value)
        if isinstance(value, date):
            return self.format_day(value)
        if isinstance(value, DayRange):
            return self.format_range(value)
        if isinstance(value, Weekday):
            return format_date(value.example, "EEEE", self.language)
        if isinstance(value, tuple):
            return self.join([str(self._format_value(part)) for part in value])
        return self.format_number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _translate_template(self, words: LocalizableText) -> str:
        number = words.values.get("number")
        if words.many and isinstance(number, int):
            return load_translations(self.language).ngettext(words.template, words.many, number)
        return load_translations(self.language).gettext(update_template(words.template))


ENGLISH = Translator()


def _format_localized_range(span: DayRange, language: str) -> str:
    first, last = span.first, span.last
    if span.years:
        return (
            format_skeleton("y", first, locale=language)
            if first.year == last.year
            else _format_interval(span, "y", language)
        )
    if span.month:
        return format_skeleton("yMMMM", first, locale=language)
    return format_date(first, "long", language) if first == last else _format_interval(span, "yMMMMd", language)


def _format_interval(span: DayRange, skeleton: str, language: str) -> str:
    return format_interval(span.first, span.last, skeleton, locale=language)


@cache
def translator_for(*locales: str) -> Translator:
    """Return the translator for the first of *locales* (``en-GB``, ``es-419``) that is supported, or for English."""
    languages = [language for one in locales if (language := _match_language(one))]
    return Translator(languages[0]) if languages else ENGLISH


def _match_language(locale: str) -> str | None:
    return negotiate_locale([locale.replace("-", "_")], LANGUAGES) if locale else None


@cache
def load_translations(language: str) -> NullTranslations:
    """Load the catalogue of *language*; messages that it lacks stay in English."""
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, load_catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def load_catalog(language: str) -> Catalog:
    """Parse ``{language}.po``, which exists for each of `LANGUAGES` but English."""
    with files("bot.locales").joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)
