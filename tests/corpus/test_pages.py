"""Pages: all that is visible, once and always the same, with what the page says of its article beside it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import EmptySource, NotText, Refused, TooLarge
from corpus.pages import Page, render
from corpus.zones import label

DATA = Path(__file__).parents[1] / "data" / "pages"
URL = "https://www.example.org/news/2024/06/21/harbour-bridge?utm_source=feed#top"

WORDS = "The council met on Friday and agreed on a new bridge over the harbour, the mayor said. "


def _page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.fixture(scope="module")
def report() -> Page:
    """Render a news page of the usual make."""
    return render((DATA / "report.html").read_bytes(), URL)


def test_the_text_is_what_a_reader_sees(report: Page) -> None:
    """Blocks stand on lines of their own, in order; scripts, styles and hidden parts are left out."""
    assert report.text == (DATA / "report.txt").read_text(encoding="utf-8").rstrip("\n")


def test_rendering_twice_gives_the_same(report: Page) -> None:
    """Equal bytes give equal pages."""
    assert render((DATA / "report.html").read_bytes(), URL) == report


def test_the_page_can_be_traced_to_its_bytes(report: Page) -> None:
    """The digest is of the bytes, and the renderer is named with its version."""
    assert report.sha256 == sha256((DATA / "report.html").read_bytes()).hexdigest()
    assert "trafilatura" in report.renderer


def test_the_hints_are_of_the_pages_own_article(report: Page) -> None:
    """Of several articles described, the one with the page's address counts; its first date, not its last change."""
    hints = report.hints
    assert hints.title == "Harbour bridge reopens after storm"
    assert hints.outlet == "The Example Post"
    assert hints.byline == "Ada Byron, Kim Min-ji"
    assert (hints.published, hints.published_by) == ("2024-06-21T18:05+09:00", "JSON-LD datePublished")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>The bridge – a story | The Post</title>",
            "<h1>The bridge – a story</h1>",
            "The bridge – a story",
            id="with a dash of its own",
        ),
        pytest.param(
            "<title>The Post » The bridge</title>", "<h2>The bridge</h2>", "The bridge", id="behind the outlet"
        ),
        pytest.param(
            '<meta property="og:title" content="Bridge now open">',
            "<h1>The bridge opens</h1>",
            "The bridge opens",
            id="as shown, not as shared",
        ),
        pytest.param(
            '<meta property="og:title" content="The bridge">',
            "<h1>News</h1><h1>Sport</h1>",
            "The bridge",
            id="as stated, where none is shown",
        ),
    ],
)
def test_the_title_is_the_headline_as_shown(head: str, body: str, title: str) -> None:
    """Of what the page states as its title, that which readers see, without the outlet's name."""
    assert render(_page(f"{body}<article><p>{WORDS * 5}</p></article>", head), URL).hints.title == title


def test_the_body_is_whole_lines_of_the_text(report: Page) -> None:
    """The extractor's body lies on the text; caption, related links and menu are outside."""
    body = [report.text[start:end] for start, end in report.hints.body]
    assert body[0].startswith("The bridge over the harbour")
    assert body[-1].endswith("has returned to sea.")
    assert not any(word in part for part in body for word in ("Photograph", "Storm sinks", "Home World", "©"))


def test_zones_can_be_laid_over_the_text(report: Page) -> None:
    """Text and hints are what the zones are labelled by."""
    zones = label(report.text, report.hints)
    assert any(report.text[zone.start : zone.end].startswith("Nobody was hurt") for zone in zones)


def test_the_address_is_the_canonical_one_of_the_same_site(report: Page) -> None:
    """Relative canonical links are resolved; without one, marks of where the reader came from are dropped."""
    assert report.url == "https://www.example.org/news/2024/06/21/harbour-bridge"
    assert render(_page(WORDS * 5), URL).url == "https://www.example.org/news/2024/06/21/harbour-bridge"


@pytest.mark.parametrize(
    "claimed",
    [
        pytest.param("https://www.example.com/news/other", id="of another site"),
        pytest.param("https://www.example.org/", id="the home page"),
        pytest.param("javascript:alert(1)", id="no web address"),
        pytest.param("http://[", id="no address at all"),
    ],
)
def test_a_canonical_link_is_not_believed_when_it_is(claimed: str) -> None:
    """A page cannot pass for an article elsewhere."""
    page = render(_page(WORDS * 5, f'<link rel="canonical" href="{claimed}">'), "https://www.example.org/news/1?id=7")
    assert page.url == "https://www.example.org/news/1?id=7"


def test_feeds_are_found(report: Page) -> None:
    """Announced feeds are given with full addresses; other alternates are none."""
    assert report.feeds == ("https://www.example.org/feeds/news.xml", "https://feeds.example.org/world")


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
    with pytest.raises(Refused, match=word) as refusal:
        render((DATA / file).read_bytes(), URL)
    assert refusal.value.subject == URL


def test_a_short_report_is_no_stub() -> None:
    """Two paragraphs beside offers of a subscription and a notice of cookies are an article."""
    page = render((DATA / "short-report.html").read_bytes(), "https://www.example.org/ferry")
    assert page.hints.title == "Ferry runs aground"


@pytest.mark.parametrize(
    ("head", "body", "published", "where"),
    [
        pytest.param(
            '<meta property="article:published_time" content="2024-06-20T15:26:00+09:00">',
            '<time datetime="2024-06-01">1 June</time>',
            "2024-06-20T15:26+09:00",
            "meta article:published_time",
            id="meta before time",
        ),
        pytest.param(
            "", '<time datetime="2024-06-20">20 June</time>', "2024-06-20", "<time>", id="time where nothing else is"
        ),
        pytest.param(
            '<meta name="date" content="Thu, 20 Jun 2024 06:26:00 +0000">',
            "",
            "2024-06-20T06:26Z",
            "meta date",
            id="as in a mail",
        ),
        pytest.param(
            '<meta name="article:published_time" content="soon"><meta name="date" content="June 20th, 2024">',
            "",
            "2024-06-20",
            "meta date",
            id="the first that is a date",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "0001-01-01"}</script>',
            '<p class="date">Published on 20 June 2024</p>',
            "2024-06-20",
            "shown above the text",
            id="an empty date is none",
        ),
        pytest.param(
            '<script type="application/ld+json"><!-- {"@type": "Article", "datePublished": "2024-06-20",} --></script>',
            "",
            "2024-06-20",
            "JSON-LD datePublished",
            id="careless JSON",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2024-06-21T02:30:00Z">',
            "<p>June 20, 2024, 7:30 p.m. Pacific time</p>",
            "2024-06-20",
            "meta article:published_time, in local time",
            id="the day of the readers, not that of Greenwich",
        ),
        pytest.param(
            '<meta name="date" content="2024-06-25"><meta name="viewport" content="width=1">',
            "<p>Am 20. Juni 2024 veröffentlicht</p>",
            "2024-06-20",
            "shown above the text",
            id="what is shown before a vague statement",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2024-05-02T08:00:00Z">'
            '<meta property="article:modified_time" content="2024-06-20T08:00:00Z">',
            "<p>Updated: 20/06/2024</p>",
            "2024-06-20",
            "shown above the text",
            id="the day of the present wording, where it alone is shown",
        ),
        pytest.param(
            "", "<p>Read 06/07/2024 or later</p>", None, "", id="nothing, where a date can be read in two ways"
        ),
    ],
)
def test_the_date_comes_from_the_most_explicit_statement(
    head: str, body: str, published: str | None, where: str
) -> None:
    """JSON-LD, meta, time, then what is shown; what is no possible date is passed over."""
    hints = render(_page(f"<article>{body}<p>{WORDS * 5}</p></article>", head), "https://www.example.org/a").hints
    assert (hints.published, hints.published_by) == (published, where)


@pytest.mark.parametrize(
    ("language", "published"),
    [
        pytest.param("en-US", "2024-06-07", id="American English puts the month first"),
        pytest.param("en-GB", "2024-07-06", id="British English the day"),
        pytest.param("fr", "2024-07-06", id="French too"),
        pytest.param("en", None, id="English alone is no witness"),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_needs_a_second_witness(language: str, published: str | None) -> None:
    """The page's stated language decides, or nothing does."""
    data = f"<html lang={language}><body><p>06/07/2024</p><article><p>{WORDS * 5}</p></article>".encode()
    assert render(data, "https://www.example.org/a").hints.published == published


@pytest.mark.parametrize(
    ("url", "published"),
    [
        pytest.param("https://www.example.org/2024/06/20/bridge", "2024-06-20", id="in numbers"),
        pytest.param("https://www.example.org/world/2024/jun/20/bridge", "2024-06-20", id="the month in letters"),
        pytest.param("https://www.example.org/2024/13/20/bridge", None, id="no possible day"),
    ],
)
def test_an_address_may_hold_the_date(url: str, published: str | None) -> None:
    """Where the page states nothing, the day in its path counts."""
    assert render(_page(f"<article><p>{WORDS * 5}</p></article>"), url).hints.published == published


def test_paragraphs_marked_up_like_the_body_belong_to_it() -> None:
    """What an extractor overlooks behind an advertisement is told by its markup; a list of links is not."""
    told = [
        f"Paragraph {number} tells what the council decided on the bridge, and why it took so long."
        for number in range(12)
    ]
    part = '<div class="story-part">{}</div>'
    first = part.format("".join(f"<p>{each}</p>" for each in told[:6]))
    second = part.format("".join(f"<p>{each}</p>" for each in told[6:]))
    links = "".join(
        f'<li><a href="/{each}">Another story with the number {each} on this site</a></li>' for each in range(9)
    )
    page = render(_page(f"<main>{first}<div class=ad>Buy now</div>{second}<ul>{links}</ul></main>"), URL)
    body = " ".join(page.text[start:end] for start, end in page.hints.body)
    assert all(each in body for each in told)
    assert "Another story" not in body


def test_other_posts_below_the_article_are_not_its_body() -> None:
    """Articles inside an article are comments or other posts (HTML 4.3.2)."""
    posts = "".join(
        f"<article><p>In post {each} somebody tells of a quite different matter, and at length.</p></article>"
        for each in range(5)
    )
    own = "".join(
        f"<p>Sentence {each} of the article is about the bridge over the harbour and its cost.</p>" for each in range(8)
    )
    page = render(_page(f"<article><h1>The bridge</h1>{own}<section>{posts}</section></article>"), URL)
    body = " ".join(page.text[start:end] for start, end in page.hints.body)
    assert "Sentence 7 of the article" in body
    assert "different matter" not in body


def test_a_page_that_a_script_uncovers_is_drawn_all_the_same() -> None:
    """Where hardly anything is left without its hidden parts, these are the page."""
    told = " ".join(f"Sentence {each} of the article is about the bridge over the harbour." for each in range(40))
    page = render(_page(f'<div id=app style="visibility:hidden"><article><p>{told}</p></article></div>'), URL)
    assert told in page.text


def test_no_page_is_from_the_future() -> None:
    """A date later than the day after the fetch is not believed."""
    head = '<meta name="date" content="2024-06-30"><meta name="pubdate" content="2024-06-20">'
    assert render(_page(f"<p>{WORDS * 5}</p>", head), URL, seen=date(2024, 6, 20)).hints.published == "2024-06-20"


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
    assert render(data, URL, encoding).text == "Café “Zürich”"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptySource, id="nothing"),
        pytest.param(b" \n\t ", EmptySource, id="white space"),
        pytest.param(b"<!-- nothing -->", EmptySource, id="a comment"),
        pytest.param(b"<html><body><img src=a.png></body></html>", EmptySource, id="a picture alone"),
        pytest.param(b"%PDF-1.7 \xe2\xe3", NotText, id="a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), NotText, id="an image"),
        pytest.param(b"<p>" + b"a" * 10_000_001, TooLarge, id="more than ten megabytes"),
        pytest.param(b"<p>a" * 30_001, TooLarge, id="more elements than anybody reads"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, error: type[Exception]) -> None:
    """Bad input is one clear error, with the address."""
    with pytest.raises(error, match=r"example\.org"):
        render(data, URL)


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
    page = render(_page(f"<article><p>{WORDS * 20}</p><p>{WORDS}</p></article>{hostile}"), URL)
    assert WORDS.strip() in page.text
    assert all(0 <= start < end <= len(page.text) for start, end in page.hints.body)
