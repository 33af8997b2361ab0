"""What `dateline inspect` shows is readable on light and on dark terminals."""

from __future__ import annotations

import io

from rich.color import Color
from rich.console import Console
from rich.style import Style

from bot.cli.inspect import render_document
from corpus.entities import load_bundled_registry
from corpus.pipeline import annotate_sources
from corpus.sources.files import build_source

ARTICLE = """Harbour council votes

By Ines Holm

Friday, 7 March 2025

The council met in Berlin on Thursday. “We shall open the yard to every child,” Chancellor Olaf Scholz said.
"""


def _get_luminance(colour: Color) -> float:
    """Return the relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [part / 255 for part in colour.get_truecolor()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_from_black_and_white() -> None:
    """Every colour has a contrast of at least 4.4 to both, and no part has a background of its own."""
    (document,) = annotate_sources([build_source(ARTICLE.encode(), "votes", "-", "")], load_bundled_registry())
    console = Console(file=io.StringIO(), color_system="truecolor", force_terminal=True, width=100)
    styles = {segment.style or Style() for segment in console.render(render_document(document))}
    colours = [style.color for style in styles if style.color]
    assert len(colours) >= 2
    assert not [style for style in styles if style.bgcolor]
    for colour in colours:
        luminance = _get_luminance(colour)
        assert min((luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05)) >= 4.4
