"""Claims about loading saved pages from files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.sources.files import load_sources
from tests.support.corpus.pages import SENTENCE, build_page


def test_a_saved_page_is_not_from_after_the_day_of_reading(tmp_path: Path) -> None:
    """A stated day in the future is believed only where today is unknown."""
    head = '<meta property="article:published_time" content="2058-03-01T10:00:00Z">'
    path = tmp_path / "bridge.html"
    path.write_bytes(build_page(f"<article><h1>Bridge</h1><p>{SENTENCE * 5}</p></article>", head))
    assert load_sources(path, read_on=date(2024, 6, 20)).sources[0].hints.published is None
    assert load_sources(path).sources[0].hints.published == "2058-03-01T10:00Z"
