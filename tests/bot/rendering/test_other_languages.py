"""The languages of articles in replies."""

from __future__ import annotations

from bot.locales import translator_for
from bot.models.query import OutletStats, SourceList
from bot.rendering.formatting import describe_partial_reading, format_other_language, format_source
from bot.rendering.results import render_sources
from corpus.models import Citation, Confidence


def _cite(language: str) -> Citation:
    return Citation("a", 1, "T", "O", "2024-06-19", Confidence.STATED, "https://o.example/a", language=language)


def test_another_language_is_named_beside_the_source() -> None:
    """A German article is marked for an English reader, and not for a German one."""
    assert "German" in format_source(_cite("de"))
    assert format_other_language(_cite("de"), translator_for("de")) == ""
    assert format_other_language(_cite("uk"), translator_for("de")) == "Ukrainisch"
    assert format_other_language(_cite("en"), translator_for("de")) == format_other_language(_cite("")) == ""


def test_a_language_that_is_read_in_part_is_noted_once() -> None:
    """Polish has no name reader; German has all."""
    assert describe_partial_reading(["pl", "de", "pl", "nl"]) == "Partly supported languages: Polish, Dutch"
    assert describe_partial_reading(["de", "en", ""]) == ""


def test_the_sources_name_their_languages() -> None:
    """The list of sources names the other languages, and which of them are read in part."""
    outlet = OutletStats("O", 2, 2, None, None)
    page = render_sources(SourceList((outlet,), (), 2, ("de", "pl")), 1)
    text = "\n".join(page.message.blocks)
    assert "Other languages: German, Polish" in text
    assert "Partly supported languages: Polish" in text
