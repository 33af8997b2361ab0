"""Translatable messages, as `corpus.models.text` defines them for all packages."""

from corpus.models.text import DayRange, LocalizableText, _, format_day, format_range, ngettext_

__all__ = ["DayRange", "LocalizableText", "_", "format_day", "format_range", "ngettext_"]
