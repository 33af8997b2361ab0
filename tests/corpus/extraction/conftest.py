"""A news page of the usual make."""

from __future__ import annotations

import pytest

from corpus.extraction.page import ExtractedPage, extract_page
from tests.support.corpus.pages import PAGE_URL, PAGES_FOLDER


@pytest.fixture(scope="module")
def report_page() -> ExtractedPage:
    """Render a news page of the usual make."""
    return extract_page((PAGES_FOLDER / "report.html").read_bytes(), PAGE_URL)
