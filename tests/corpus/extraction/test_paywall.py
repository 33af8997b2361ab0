"""Claims about pages without an article, and what is no page."""

from __future__ import annotations

import pytest

from corpus.errors import ArticleNotFoundOnPage, EmptySource, SourceTooLarge, UndecodableSource
from corpus.extraction.page import extract_page
from tests.support.corpus.pages import PAGE_URL, PAGES_FOLDER, SENTENCE, build_page


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


@pytest.mark.parametrize("number", [404, 410, 500, 502, 503, 504])
def test_a_number_in_a_short_report_is_no_error(number: int) -> None:
    """Although servers use it as a status: a report may be on so many boats."""
    first = f"{number} boats were moored in the harbour when the storm came, and {number} of them were lost at sea."
    page = build_page(f"<article><h1>{number} boats lost</h1><p>{first}</p><p>{SENTENCE * 3}</p></article>")
    assert f"{number} boats were moored" in extract_page(page, PAGE_URL).text


@pytest.mark.parametrize(
    "title",
    ["404", "404 Not Found", "Error 404", "404 – Harbour Herald", "Harbour Herald | 503", "500: error", "410 Gone"],
)
def test_a_status_as_a_title_is_an_error(title: str) -> None:
    """Whatever stands below it, if that is short."""
    page = build_page(f"<article><h1>{title}</h1><p>{SENTENCE}</p></article>")
    with pytest.raises(ArticleNotFoundOnPage, match="shows an error"):
        extract_page(page, PAGE_URL)


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


def _build_teasers(number: int, words: str) -> str:
    return "".join(
        f'<h3><a href="/story/{each}">Ferry number {each} leaves the dock</a></h3><p>{words}</p>'
        for each in range(number)
    )


def test_a_page_of_teasers_is_refused() -> None:
    """Headlines that lead elsewhere, each with a sentence below it, are a list of articles."""
    page = build_page(
        f"<main>{_build_teasers(7, 'The crew of it painted the deck while fog lay upon the bay.')}</main>"
    )
    with pytest.raises(ArticleNotFoundOnPage, match="list of articles"):
        extract_page(page, "https://www.example.org/")


@pytest.mark.parametrize(
    "teaser",
    [
        pytest.param(
            '<li><a href="/story/{0}">Ferry number {0} leaves</a> The crew painted the deck.</li>', id="in a list"
        ),
        pytest.param(
            '<h2>Ferry number {0} leaves</h2><p>The crew painted the deck. <a href="/story/{0}">Read more</a></p>',
            id="that lead on at the end",
        ),
        pytest.param(
            '<article><a href="/story/{0}"><h3>Ferry number {0} leaves</h3></a><p>The crew works again.</p></article>',
            id="in cards",
        ),
    ],
)
def test_teasers_may_have_other_forms(teaser: str) -> None:
    """A list, cards and links that lead on are lists of articles, too."""
    page = build_page(f"<main>{''.join(teaser.format(each) for each in range(8))}</main>")
    with pytest.raises(ArticleNotFoundOnPage, match="list of articles"):
        extract_page(page, "https://www.example.org/")


def test_an_article_above_teasers_is_none_of_them() -> None:
    """A report that is followed by teasers of others is read."""
    teasers = _build_teasers(7, "The crew of it painted the deck while fog lay upon the bay.")
    page = build_page(f"<article><h1>The bridge</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p></article>{teasers}")
    assert "harbour" in extract_page(page, "https://www.example.org/bridge").text


def test_an_article_inside_an_aside_is_no_consent_form() -> None:
    """Where a page holds its article in an aside, beside a notice on cookies, the article is read."""
    notice = "<div>We value your privacy. Manage cookies and continue.</div>"
    paragraphs = "".join(f"<p>On day {each} of the works {SENTENCE.lower()}</p>" for each in range(4))
    page = build_page(f"{notice}<aside><h1>The bridge</h1>{paragraphs}</aside>")
    found = extract_page(page, "https://www.example.org/bridge")
    assert "harbour" in " ".join(found.text[start:end] for start, end in found.hints.body)
