"""Claims about what a page says of its article: title, outlet, date, address, feeds."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.html_metadata import find_outlet
from corpus.extraction.page import ExtractedPage, extract_page
from corpus.sources.feed_discovery import list_announced_feeds
from corpus.sources.http import FetchResponse
from tests.support.corpus.pages import PAGE_URL, PAGES_FOLDER, SENTENCE, build_page


def test_the_hints_are_of_the_pages_own_article(report_page: ExtractedPage) -> None:
    """Of several articles described, the one with the page's address counts; its first date, not its last change."""
    hints = report_page.hints
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
    assert (
        extract_page(build_page(f"{body}<article><p>{SENTENCE * 5}</p></article>", head), PAGE_URL).hints.title == title
    )


def test_the_address_is_the_canonical_one_of_the_same_site(report_page: ExtractedPage) -> None:
    """Relative canonical links are resolved; without one, marks of where the reader came from are dropped."""
    assert report_page.url == "https://www.example.org/news/2024/06/21/harbour-bridge"
    assert (
        extract_page(build_page(SENTENCE * 5), PAGE_URL).url == "https://www.example.org/news/2024/06/21/harbour-bridge"
    )


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
    page = extract_page(
        build_page(SENTENCE * 5, f'<link rel="canonical" href="{claimed}">'), "https://www.example.org/news/1?id=7"
    )
    assert page.url == "https://www.example.org/news/1?id=7"


def test_half_a_character_in_what_a_page_says_is_one_that_is_unknown() -> None:
    """Its metadata can write halves of surrogate pairs, with which the article could not be stored."""
    said = r'"headline": "A \ud800 bridge", "author": {"name": "\udfffAna"}, "publisher": "\udc80"'
    node = f'<script type="application/ld+json">{{"@type": "NewsArticle", {said}}}</script>'
    page = extract_page(build_page(SENTENCE * 5, node), PAGE_URL)
    assert (page.hints.title, page.hints.byline, page.hints.outlet) == ("A \ufffd bridge", "\ufffdAna", "\ufffd")


def test_feeds_are_found() -> None:
    """Announced feeds are given with full addresses; other alternates are none."""
    assert list_announced_feeds(FetchResponse(PAGE_URL, (PAGES_FOLDER / "report.html").read_bytes())) == (
        "https://www.example.org/feeds/news.xml",
        "https://feeds.example.org/world",
    )


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
            "",
            '<time datetime="2024-06-01">1 June</time><span itemprop="datePublished" content="2024-06-20">June</span>',
            "2024-06-20",
            "microdata datePublished",
            id="microdata before time",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateCreated": "2024-06-20"}</script>',
            "",
            "2024-06-20",
            "JSON-LD dateCreated",
            id="when it was made, where nothing says when it was published",
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
            "2024-05-02T08:00Z",
            "meta article:published_time",
            id="the day of publication, where the page calls another that of a change",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2024-05-02T08:00:00Z">'
            '<meta property="article:modified_time" content="2024-06-20T08:00:00Z">',
            "<p>20/06/2024</p>",
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
    hints = extract_page(
        build_page(f"<article>{body}<p>{SENTENCE * 5}</p></article>", head), "https://www.example.org/a"
    ).hints
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
    data = f"<html lang={language}><body><p>06/07/2024</p><article><p>{SENTENCE * 5}</p></article>".encode()
    assert extract_page(data, "https://www.example.org/a").hints.published == published


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
    assert extract_page(build_page(f"<article><p>{SENTENCE * 5}</p></article>"), url).hints.published == published


def test_no_page_is_from_the_future() -> None:
    """A date later than the day after the fetch is not believed."""
    head = '<meta name="date" content="2024-06-30"><meta name="pubdate" content="2024-06-20">'
    assert (
        extract_page(build_page(f"<p>{SENTENCE * 5}</p>", head), PAGE_URL, fetched_on=date(2024, 6, 20)).hints.published
        == "2024-06-20"
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Bridge reopens | Dale Post</title>",
            "<h1>Dale Post</h1><h2>Bridge reopens</h2>",
            "Bridge reopens",
            id="the site's name",
        ),
        pytest.param(
            "<title>Bridge reopens</title>",
            "<h1>Dale Post</h1><h1>Bridge reopens</h1>",
            "Bridge reopens",
            id="the first of two headings",
        ),
        pytest.param(
            '<meta property="og:title" content="Skip to main content"><title>Bridge reopens</title>',
            "<a>Skip to main content</a><h2>Bridge reopens</h2>",
            "Bridge reopens",
            id="a link that skips the menu",
        ),
        pytest.param(
            "<title>Bridge reopens</title>",
            "<h1>Cloudy, 9 °C</h1><h2>Bridge reopens</h2>",
            "Bridge reopens",
            id="the weather",
        ),
    ],
)
def test_what_heads_a_site_is_no_title(head: str, body: str, title: str) -> None:
    """The name of the site, a link for the keyboard and the weather are no headlines."""
    page = extract_page(build_page(f"{body}<article><p>{SENTENCE * 5}</p></article>", head), PAGE_URL)
    assert page.hints.title == title


def test_a_heading_of_the_second_order_may_name_the_article() -> None:
    """Where a page names nothing but its skip link, the first heading below it is the title."""
    body = f"<h1><a href=#a>Skip to content</a></h1><article><h2>Bridge reopens</h2><p>{SENTENCE * 5}</p></article>"
    assert extract_page(build_page(body), PAGE_URL).hints.title == "Bridge reopens"


@pytest.mark.parametrize(
    ("stated", "picture"),
    [
        pytest.param("https://cdn.example.org/a/b.jpg", "https://cdn.example.org/a/b.jpg", id="https"),
        pytest.param("/a/b.jpg?w=600&h=4", "https://www.example.org/a/b.jpg?w=600&h=4", id="relative to the page"),
        pytest.param("//CDN.example.org/b.jpg#x", "https://cdn.example.org/b.jpg", id="without scheme"),
        pytest.param(
            "https://cdn.example.org/Höhe 1%20.jpg", "https://cdn.example.org/H%C3%B6he%201%20.jpg", id="letters"
        ),
        pytest.param("http://cdn.example.org/b.jpg", "", id="not encrypted"),
        pytest.param("https://ada:secret@cdn.example.org/b.jpg", "", id="with credentials"),
        pytest.param("https://cdn.example.org:8443/b.jpg", "", id="with a port"),
        pytest.param("https://192.0.2.7/b.jpg", "", id="by number"),
        pytest.param("https://[2001:db8::1]/b.jpg", "", id="by number, version 6"),
        pytest.param("https://printer/b.jpg", "", id="of a local network"),
        pytest.param("https://printer.local/b.jpg", "", id="of a local network, with a domain"),
        pytest.param("data:image/png;base64,AAAA", "", id="inside the page"),
        pytest.param("javascript:alert(1)", "", id="no address"),
        pytest.param("https://[broken/b.jpg", "", id="malformed"),
        pytest.param(f"https://cdn.example.org/{'b' * 1000}.jpg", "", id="too long"),
        pytest.param(f"https://cdn.example.org/{'ö' * 400}.jpg", "", id="too long when written out"),
        pytest.param("", "", id="empty"),
    ],
)
def test_the_picture_is_public_and_encrypted(stated: str, picture: str) -> None:
    """Discord fetches it, so that no address may lead into a network or give away credentials."""
    head = f'<meta property="og:image" content="{stated}">'
    assert extract_page(build_page(f"<p>{SENTENCE * 3}</p>", head), PAGE_URL).hints.picture == picture


def test_an_encrypted_address_of_the_picture_comes_first() -> None:
    """Pages state it beside one that is not."""
    head = (
        '<meta property="og:image" content="http://cdn.example.org/b.jpg">'
        '<meta property="og:image:secure_url" content="https://cdn.example.org/b.jpg">'
    )
    page = extract_page(build_page(f"<p>{SENTENCE * 3}</p>", head), PAGE_URL)
    assert page.hints.picture == "https://cdn.example.org/b.jpg"


def test_a_day_is_no_title() -> None:
    """A blog's heading with the day is no title; the lower heading that ends the page's title is."""
    body = f"<h2>Sunday, 6 May 2012</h2><h3>On lost spoons</h3><p>{SENTENCE}</p><p>{SENTENCE}</p>"
    page = extract_page(build_page(body, "<title>The Pan Diary: On lost spoons</title>"), PAGE_URL)
    assert page.hints.title == "On lost spoons"


def test_the_name_of_a_site_has_no_slash_at_its_end() -> None:
    """The site "kurier.example/" is "kurier.example"; a name that is an address, or nothing but a slash, is none."""
    assert find_outlet({}, {"og:site_name": "kurier.example/"}) == "kurier.example"
    assert find_outlet({}, {"og:site_name": "/", "application-name": "Der Kurier"}) == "Der Kurier"
    assert find_outlet({}, {"og:site_name": "https://kurier.example/"}) is None
