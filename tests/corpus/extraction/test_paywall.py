"""Claims about pages without an article, and what is no page."""

from __future__ import annotations

import pytest

from corpus.errors import ArticleNotFoundOnPage, EmptySource, SourceTooLarge, UndecodableSource
from corpus.extraction.page import extract_page
from tests.support.corpus.pages import PAGE_URL, PAGES_FOLDER


@pytest.mark.parametrize(
    ("file", "word"),
    [
        pytest.param("refused-paywall.html", "paywall", id="a teaser before a wall"),
        pytest.param("refused-paywall-stated.html", "paywall", id="a teaser that says it is one"),
        pytest.param("refused-consent.html", "consent", id="a consent wall"),
        pytest.param("refused-error.html", "error", id="an error page sent as a page"),
        pytest.param("refused-denied.html", "denies", id="a denial"),
        pytest.param("refused-script.html", "JavaScript", id="a page that needs scripts"),
    ],
)
def test_a_page_without_its_article_is_refused(file: str, word: str) -> None:
    """The reason says what the page shows instead."""
    with pytest.raises(ArticleNotFoundOnPage, match=word) as refusal:
        extract_page((PAGES_FOLDER / file).read_bytes(), PAGE_URL)
    assert refusal.value.subject == PAGE_URL


def test_a_short_report_is_no_stub() -> None:
    """Two paragraphs beside offers of a subscription and a notice of cookies are an article."""
    page = extract_page((PAGES_FOLDER / "short-report.html").read_bytes(), "https://www.example.org/ferry")
    assert page.hints.title == "Ferry runs aground"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptySource, id="nothing"),
        pytest.param(b" \n\t ", EmptySource, id="white space"),
        pytest.param(b"<!-- nothing -->", EmptySource, id="a comment"),
        pytest.param(b"<html><body><img src=a.png></body></html>", EmptySource, id="a picture alone"),
        pytest.param(b"%PDF-1.7 \xe2\xe3", UndecodableSource, id="a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), UndecodableSource, id="an image"),
        pytest.param(b"<p>" + b"a" * 10_000_001, SourceTooLarge, id="more than ten megabytes"),
        pytest.param(b"<p>a" * 30_001, SourceTooLarge, id="more elements than anybody reads"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, error: type[Exception]) -> None:
    """Bad input is one clear error, with the address."""
    with pytest.raises(error, match=r"example\.org"):
        extract_page(data, PAGE_URL)
