"""Claims about the text of a page: all that is visible, once and always the same."""

from __future__ import annotations

from hashlib import sha256

import pytest

from corpus.extraction.page import ExtractedPage, extract_page
from tests.support.corpus.pages import PAGE_URL, PAGES_FOLDER, SENTENCE, build_page


def test_the_text_is_what_a_reader_sees(report_page: ExtractedPage) -> None:
    """Blocks stand on lines of their own, in order; scripts, styles and hidden parts are left out."""
    assert report_page.text == (PAGES_FOLDER / "report.txt").read_text(encoding="utf-8").rstrip("\n")


def test_rendering_twice_gives_the_same(report_page: ExtractedPage) -> None:
    """Equal bytes give equal pages."""
    assert extract_page((PAGES_FOLDER / "report.html").read_bytes(), PAGE_URL) == report_page


def test_the_page_can_be_traced_to_its_bytes(report_page: ExtractedPage) -> None:
    """The digest is of the bytes, and the renderer is named with its version."""
    assert report_page.sha256 == sha256((PAGES_FOLDER / "report.html").read_bytes()).hexdigest()
    assert "trafilatura" in report_page.renderer


def test_a_page_that_a_script_uncovers_is_drawn_all_the_same() -> None:
    """Where hardly anything is left without its hidden parts, these are the page."""
    text = " ".join(f"Sentence {each} of the article is about the bridge over the harbour." for each in range(40))
    page = extract_page(
        build_page(f'<div id=app style="visibility:hidden"><article><p>{text}</p></article></div>'), PAGE_URL
    )
    assert text in page.text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param("<p>Café “Zürich”</p>".encode(), None, id="UTF-8 that says nothing"),
        pytest.param("<p>Café “Zürich”</p>".encode(), "iso-8859-1", id="UTF-8 called Latin-1"),
        pytest.param("<p>Café “Zürich”</p>".encode("cp1252"), "iso-8859-1", id="windows-1252 called Latin-1"),
        pytest.param("<p>Café “Zürich”</p>".encode("cp1252"), "utf-8", id="windows-1252 called UTF-8"),
        pytest.param("<p>Café “Zürich”</p>".encode("cp1252"), "no-such-thing", id="an unknown label"),
        pytest.param("\ufeff<p>Café “Zürich”</p>".encode("utf-16"), None, id="UTF-16 with a mark"),
        pytest.param(
            '<meta charset="windows-1250"><p>Café “Zürich”</p>'.encode("cp1250"), None, id="by the page's own word"
        ),
        pytest.param("<p>Ca\x00fé “Zü\x00rich”</p>".encode(), None, id="with NUL inside"),
        pytest.param("<p>Ca\u00adfé\u200b “Zürich”</p>".encode(), None, id="with invisible characters"),
        pytest.param(b"<p>Caf&eacute; &#147;Z&#xfc;rich&#x201D;</p>", None, id="as entities"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?><p>Café “Zürich”</p>'.encode(), None, id="as XHTML"),
    ],
)
def test_characters_come_out_right(data: bytes, encoding: str | None) -> None:
    """Marks, the transport, the page and the bytes themselves are evidence of the encoding."""
    assert extract_page(data, PAGE_URL, encoding).text == "Café “Zürich”"


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<div>" * 20_000, id="nested deep"),
        pytest.param("<b>" * 1_500 + "x" + "</b>" * 1_500, id="nested inline"),
        pytest.param(f'<p class="{"x" * 3_000_000}">', id="a huge attribute"),
        pytest.param("<p>" + "&amp;" * 100_000, id="a flood of entities"),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><p>&d;&#xD800;&#0;&#x110000;", id="entity tricks"
        ),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script>", id="JSON nested deep"),
        pytest.param(
            '<script type="application/ld+json">{"@type": ["Article", 7], "author": {}}</script>', id="odd JSON"
        ),
        pytest.param("<!--" + "x" * 100_000, id="an open comment"),
        pytest.param("<table>" * 300 + "<tr><td>", id="tables in tables"),
        pytest.param("<a href='x'>" * 5_000, id="links in links"),
        pytest.param("<title>" + "( " * 20_000 + "</title>", id="a title that never ends"),
        pytest.param("\x01\x02\x7f\ufffe\U000e0001", id="characters nobody prints"),
    ],
)
def test_hostile_markup_does_not_hide_an_article_that_comes_first(hostile: str) -> None:
    """Whatever follows the article, its words are read, and nothing crashes."""
    page = extract_page(build_page(f"<article><p>{SENTENCE * 20}</p><p>{SENTENCE}</p></article>{hostile}"), PAGE_URL)
    assert SENTENCE.strip() in page.text
    assert all(0 <= start < end <= len(page.text) for start, end in page.hints.body)


def test_japanese_in_seven_bits_is_read_by_the_pages_word() -> None:
    """It is ASCII to the eye; only its declaration and its escapes show what it is."""
    data = "<meta charset=iso-2022-jp><p>港の橋は金曜日に開いた</p>".encode("iso2022_jp")
    assert extract_page(data, PAGE_URL).text == "港の橋は金曜日に開いた"


def test_a_letter_cut_in_two_does_not_spoil_the_others() -> None:
    """Nearly all of it is UTF-8, so it is read as that, and the rest of a letter is known to be one."""
    assert (
        extract_page("<p>Café “Zürich” 港の橋".encode() + b"\xe3\x81</p>", PAGE_URL).text
        == "Café “Zürich” 港の橋\ufffd"
    )
