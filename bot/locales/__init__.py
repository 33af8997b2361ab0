"""Translations: gettext catalogues and the messages that they translate."""

from bot.locales.descriptions import localize_description
from bot.locales.messages import DayRange, LocalizableText, ngettext_
from bot.locales.permissions import get_permission_name
from bot.locales.translator import ENGLISH, LANGUAGES, CommandPart, Translator, translator_for

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "CommandPart",
    "DayRange",
    "LocalizableText",
    "Translator",
    "get_permission_name",
    "localize_description",
    "ngettext_",
    "translator_for",
]
