"""Languages in the text output of the command line."""

from __future__ import annotations

from rich.console import Console

from bot.cli.text_output import render_briefing, render_source
from briefings.models import Briefing, Point, Request
from corpus.models import Citation, Confidence, Passage, Query, Sentence


def _render(value: object) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(value)
    return captured.get()


def _cite(language: str) -> Citation:
    return Citation("a", 1, "T", "O", "2024-06-19", Confidence.STATED, "a.txt", language=language)


def test_a_source_in_another_language_is_marked() -> None:
    """English is not."""
    assert ", in German" in _render(render_source(_cite("de")))
    assert "in English" not in _render(render_source(_cite("en")))


def test_a_briefing_ends_with_the_languages_that_are_read_in_part() -> None:
    """What is missing in a language is said once, below."""
    point = Point(Passage(Sentence("a", 0, 4, "Tak."), _cite("pl")), 1.0)
    text = _render(render_briefing(Briefing("id", Request(Query()), (point,))))
    assert text.rstrip().endswith("Polish, read in part: no name reader, no reader of speakers")
