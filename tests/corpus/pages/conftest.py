"""A news page of the usual make."""

from __future__ import annotations

import pytest

from corpus.pages import Page, render
from tests.corpus.pages.made import DATA, URL


@pytest.fixture(scope="module")
def report() -> Page:
    """Render a news page of the usual make."""
    return render((DATA / "report.html").read_bytes(), URL)
