"""Claims about feeds as bytes, and lists of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import FeedError
from corpus.sources.feed_discovery import list_announced_feeds
from corpus.sources.feed_models import FeedEntry, OpmlFeed, OpmlList, ParsedFeed, SkippedEntry
from corpus.sources.feed_parser import MAX_FEED_ENTRIES, parse_feed
from corpus.sources.http import FetchResponse
from corpus.sources.opml import read_opml, write_opml

DATA = Path(__file__).parents[2] / "data" / "feeds"
URL = "https://herald.example/feed"
WALL = "https://herald.example/wall"


@pytest.mark.parametrize("file", ["rss.xml", "atom.xml", "rdf.xml", "feed.json"])
def test_every_form_of_feed_gives_the_same_entry(file: str) -> None:
    """RSS 2.0, Atom, RDF and JSON Feed: title, address and instant in UTC."""
    listing = parse_feed((DATA / file).read_bytes(), URL)
    first = listing.entries[0]
    assert listing.title == "Harbour Herald"
    assert (first.title, first.published) == ("Council votes on wall", datetime(2024, 6, 23, 23, tzinfo=UTC))
    assert first.compute_identity() == FeedEntry(WALL + ("?id=1" if file == "rss.xml" else "")).compute_identity()


def test_what_is_wrong_with_one_entry_spoils_it_alone() -> None:
    """A stray ampersand, a relative address and a date that is none are tolerated."""
    second = parse_feed((DATA / "rss.xml").read_bytes(), URL).entries[1]
    assert (second.title, second.url) == ("Fish & chips return", "https://herald.example/chips")
    assert second.published is None


def test_the_summary_comes_as_it_was_sent() -> None:
    """Markup in it is not cleaned, as it is never shown."""
    assert parse_feed((DATA / "rss.xml").read_bytes(), URL).entries[0].summary == "The council <b>voted</b>."


@pytest.mark.parametrize(
    ("declared", "used"),
    [("utf-8", "latin-1"), ("latin-1", "latin-1"), ("us-ascii", "utf-8"), ("utf-16", "utf-16"), ("none", "utf-8")],
)
def test_a_wrong_encoding_is_tolerated(declared: str, used: str) -> None:
    """The words are right whatever the declaration says."""
    text = (DATA / "atom.xml").read_text("utf-8").replace("Council", "Cité").replace('"utf-8"', f'"{declared}"')
    assert parse_feed(text.encode(used), URL).entries[0].title == "Cité votes on wall"


RSS = (DATA / "rss.xml").read_bytes()
ATOM = (DATA / "atom.xml").read_bytes()
BOMB = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BROKEN = {
    "nothing": (b"", "isn't a feed"),
    "blanks": (b" \n\n", "isn't a feed"),
    "a page": (b"<!DOCTYPE html><html><head><title>x</title></head><body><p>x</p></body></html>", "web page"),
    "a page that shows a feed": (b"<html><body><rss></rss></body></html>", "web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "isn't a feed"),
    "a sitemap": (b'<?xml version="1.0"?><urlset><url><loc>x</loc></url></urlset>', "isn't a feed"),
    "words": (b"Not Found", "isn't a feed"),
    "the name of a file": (b"/etc/hosts", "isn't a feed"),
    "an address": (b"http://127.0.0.1:9/feed", "isn't a feed"),
    "RSS cut in an entry": (RSS[: RSS.index(b"Fish")], "cut off"),
    "RSS cut at its end": (RSS[: RSS.rindex(b"</rss>")], "cut off"),
    "Atom cut in a tag": (ATOM[: ATOM.index(b"<published") + 5], "cut off"),
    "a bomb of entities": (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">' + BOMB + b"]>" + RSS, "entities"),
    "a file as an entity": (b'<!DOCTYPE r [<!entity x SYSTEM "file:///etc/hosts">]>' + ATOM, "entities"),
    "a bomb in UTF-16": (f'<!DOCTYPE r [<!ENTITY a "b">]>{ATOM.decode()}'.encode("utf-16"), "entities"),
    "a tag without end": (RSS.replace(b"<item>", b"<item " + b"a='1' " * 9_000 + b">"), "overlong tag"),
    "JSON that is no feed": (b'{"items": []}', "not a JSON Feed"),
    "JSON with items of another kind": (
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        "not a JSON Feed",
    ),
    "half of JSON": ((DATA / "feed.json").read_bytes()[:200], "isn't valid JSON"),
    "JSON nested without end": (b'{"a":' * 200_000, "isn't valid JSON"),
    "JSON in latin-1": ('{"é": 1}'.encode("latin-1"), "not a JSON Feed"),
}


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_feed_gives_one_error_that_says_why(data: bytes, reason: str) -> None:
    """Each names the address and what it found in place of a feed."""
    with pytest.raises(FeedError, match=reason) as caught:
        parse_feed(data, URL)
    assert caught.value.subject == URL


def test_a_changed_guid_or_date_is_the_same_entry() -> None:
    """Identity is the address, less its fragment and what only tracks."""
    one = FeedEntry(WALL, "1", "A", datetime(2024, 6, 1, tzinfo=UTC), "words")
    other = FeedEntry(WALL + "?utm_medium=rss#c", "2", "A", datetime(2024, 6, 2, tzinfo=UTC), "words")
    assert (one.compute_identity(), one.hash_content()) == (other.compute_identity(), other.hash_content())
    assert FeedEntry(WALL + "?id=2").compute_identity() != one.compute_identity()


def test_half_a_character_in_a_feed_is_one_that_is_unknown() -> None:
    """JSON can write halves of surrogate pairs, with which nothing can be stored; and titles are one line."""
    data = rb'{"version": "https://jsonfeed.org/version/1", "title": "\ud800 Herald", "items": ['
    data += rb'{"id": "\udc80", "url": "/wall", "title": "Wall\n\ud83c\udf88 \ud83c", "summary": "\udfff"}]}'
    listing = parse_feed(data, URL)
    assert listing.title == "\ufffd Herald"
    assert listing.entries == (FeedEntry(WALL, "\ufffd", "Wall 🎈 \ufffd", None, "\ufffd", outlet="\ufffd Herald"),)


@pytest.mark.parametrize("day", ["24 Jun 0000", "24 Jun 30000", "99 Jun 2024"])
def test_a_day_that_no_calendar_has_is_none(day: str) -> None:
    """The entry is kept, its date is not."""
    feed = RSS.replace(b"</channel>", b"<item><link>/late</link><pubDate>%s</pubDate></item></channel>" % day.encode())
    assert parse_feed(feed, URL).entries[-1].published is None


def test_an_entry_whose_address_is_none_is_left_out() -> None:
    """What can't be taken apart is no address, nor is a link into this machine; each is named as it was written."""
    items = b"<item><title>A</title><link>http://[chips</link></item><item><title>B</title><link>mailto:b</link></item>"
    listing = parse_feed(RSS.replace(b"</channel>", items + b"</channel>"), URL)
    reason = "its address doesn't start with http or https"
    assert listing.left_out[-2:] == (SkippedEntry("A", "http://[chips", reason), SkippedEntry("B", "mailto:b", reason))
    assert all(entry.url for entry in listing.entries)


def test_what_announces_no_feed_is_no_page() -> None:
    """A document of another kind is distinguished from a page without feeds."""
    with pytest.raises(FeedError, match="neither a feed nor a web page"):
        list_announced_feeds(FetchResponse(URL, b"%PDF-1.7"))
    with pytest.raises(FeedError, match="doesn't link to one"):
        list_announced_feeds(FetchResponse(URL, b"<html><body><p>Chips</p></body></html>"))


def test_entries_without_an_address_are_left_out() -> None:
    """A note in a JSON Feed has no page."""
    listing = parse_feed((DATA / "feed.json").read_bytes(), URL)
    assert [entry.url for entry in listing.entries] == [WALL]
    assert [each.reason for each in listing.left_out] == ["it has no address", "it isn't a JSON object"]
    assert FeedEntry("", "2").compute_identity() != FeedEntry("", "3").compute_identity()


def test_an_address_listed_twice_is_one_entry() -> None:
    """The first mention counts."""
    item = "<item><title>{0}</title><link>https://herald.example/a</link></item>"
    data = f"<rss version='2.0'><channel>{item.format('one')}{item.format('two')}</channel></rss>".encode()
    listing = parse_feed(data, URL)
    assert [entry.title for entry in listing.entries] == ["one"]
    assert [(each.title, each.reason) for each in listing.left_out] == [("two", "the feed lists its address twice")]


def parse_items(*items: str, head: str = "") -> ParsedFeed:
    """Parse an RSS feed with these items, written as XML."""
    written = "".join(f"<item>{item}</item>" for item in items)
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    feed = f"<rss version='2.0' {spaces}><channel><title>Harbour Herald | World</title>{head}{written}</channel></rss>"
    return parse_feed(feed.encode(), URL)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link/><guid>https://herald.example/a</guid>", "https://herald.example/a"),
        ("<guid isPermaLink='true'>https://herald.example/b</guid><link> </link>", "https://herald.example/b"),
        ("<guid>https://herald.example/c</guid>", "https://herald.example/c"),
        ("<link>\n /d \n</link><guid>https://other.example/d</guid>", "https://herald.example/d"),
        (
            "<link>https://proxy.example/e</link><feedburner:origLink>/e</feedburner:origLink>",
            "https://herald.example/e",
        ),
        ("<link>/g h</link>", "https://herald.example/g%20h"),
        ("<link>/i?a=1&amp;amp;b=2</link>", "https://herald.example/i?a=1&b=2"),
        ("<guid isPermaLink='false'>https://herald.example/f</guid>", None),
        ("<guid>tag:herald.example,2024:g</guid>", None),
    ],
)
def test_where_there_is_no_link_the_permalink_is_the_address(item: str, url: str | None) -> None:
    """A guid that is no permalink, or no address, is none; a proxy's link gives way to the original."""
    listing = parse_items(f"<title>A</title>{item}")
    assert [entry.url for entry in listing.entries] == ([] if url is None else [url])
    assert [each.title for each in listing.left_out] == (["A"] if url is None else [])


def test_an_entry_of_atom_without_link_is_found_by_its_id_or_its_content() -> None:
    """An id that is only a name is no address."""
    content = '<content type="text/html" src="https://herald.example/b"/>'
    entries = "".join(
        f"<entry><title>{title}</title><id>{name}</id>{rest}</entry>"
        for title, name, rest in (("A", "https://herald.example/a", ""), ("B", "urn:b", content), ("C", "urn:c", ""))
    )
    listing = parse_feed(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode(), URL)
    assert [entry.url for entry in listing.entries] == ["https://herald.example/a", "https://herald.example/b"]
    assert listing.left_out == (SkippedEntry("C", "", "it has no address"),)


def test_the_outlet_of_an_entry_is_its_source_or_what_the_feeds_title_names() -> None:
    """The publisher of Dublin Core counts as the source."""
    listing = parse_items(
        "<link>/a</link><source url='x'>Coast &amp; Sea</source>", "<link>/b</link><dc:publisher>Mirror</dc:publisher>",
        "<link>/c</link>",
    )  # fmt: skip
    assert [(entry.outlet, entry.has_source) for entry in listing.entries] == [
        ("Coast & Sea", True), ("Mirror", True), ("Harbour Herald", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("<![CDATA[Fish & chips <b>back</b>]]>", "Fish & chips back"), ("Q&amp;amp;A", "Q&A"), ("Q&A", "Q&A"),
        ("1 &lt; 2", "1 < 2"), ("Caf&eacute;", "Café"), ("<![CDATA[Sea\n  wall]]>", "Sea wall"),
    ],
)  # fmt: skip
def test_titles_are_read_without_markup(title: str, read: str) -> None:
    """Whether it is escaped once, twice or not at all."""
    assert parse_items(f"<title>{title}</title><link>/a</link>").entries[0].title == read


def test_dates_are_read_with_the_offset_that_they_state() -> None:
    """The first that can be read counts, and the other dates of the feed decide the order of numbers."""
    listing = parse_items(
        "<link>/a</link><pubDate>Mon, 24 Jun 2024 01:00:00 +0900</pubDate>",
        "<link>/b</link><pubDate>soon</pubDate><dc:date>2024-06-24</dc:date>",
        "<link>/c</link><pubDate>5/6/2024 10:00</pubDate>", "<link>/d</link><pubDate>24/6/2024 10:00</pubDate>",
        "<link>/e</link><pubDate>Mon, 31 Jun 2024 01:00:00 GMT</pubDate>",
    )  # fmt: skip
    assert [entry.format_published() for entry in listing.entries] == [
        "2024-06-24T01:00:00+09:00", "2024-06-24", "2024-06-05T10:00:00+00:00", "2024-06-24T10:00:00+00:00", None,
    ]  # fmt: skip


def test_entries_beyond_the_limit_are_named() -> None:
    """Only the first of a long archive are read."""
    listing = parse_items(*(f"<title>{n}</title><link>/{n}</link>" for n in range(MAX_FEED_ENTRIES + 2)))
    assert len(listing.entries) == MAX_FEED_ENTRIES
    assert [each.title for each in listing.left_out] == [str(MAX_FEED_ENTRIES), str(MAX_FEED_ENTRIES + 1)]


def test_a_warning_of_the_server_before_a_feed_is_skipped() -> None:
    """And what follows it is ignored."""
    assert (
        parse_feed(b"<br />\n<b>Warning</b>: x in <b>/a.php</b>\n" + RSS + b"<!-- 0.2 s -->", URL).title
        == "Harbour Herald"
    )


def test_the_links_of_a_file_are_resolved_against_its_site() -> None:
    """The path of a file is no base."""
    data = RSS.replace(b"<link>https://herald.example/</link>", b"").replace(
        b"<channel>", b"<channel><link>https://herald.example/</link>"
    )
    assert [entry.url for entry in parse_feed(data, "saved.xml").entries][1:2] == ["https://herald.example/chips"]


def test_a_list_of_feeds_is_read_with_its_folders() -> None:
    """Each address once, those of the web alone, in order."""
    assert read_opml((DATA / "list.opml").read_bytes(), "list.opml").feeds == (
        OpmlFeed("https://herald.example/feed", "Harbour Herald"),
        OpmlFeed("http://coast.example/rss?a=1&b=2", "Coast & Sea"),
    )


def test_a_list_that_is_written_reads_the_same() -> None:
    """Titles of every script and markup in them survive."""
    feeds = (OpmlFeed("https://a.example/?x=1&y=2", "A <b> & 뉴스"), OpmlFeed(URL, "B"))
    assert read_opml(write_opml(feeds), "x") == OpmlList(feeds)


@pytest.mark.parametrize(
    "data",
    [b"", b"<opml>", b"<rss></rss>", b'<!DOCTYPE o [<!ENTITY a "b">]><opml></opml>', b"words", b"<a>" * 5_000],
    ids=["nothing", "cut", "a feed", "entities", "words", "nested without end"],
)
def test_a_broken_list_gives_one_error(data: bytes) -> None:
    """It names the file."""
    with pytest.raises(FeedError) as caught:
        read_opml(data, "list.opml")
    assert caught.value.subject == "list.opml"


def test_an_error_in_a_list_is_reported_in_one_line() -> None:
    """Libxml2 quotes its input, with its line breaks; the error for the reader has none."""
    with pytest.raises(FeedError, match="isn't valid XML") as caught:
        read_opml(b'<opml>\n<outline text="The "Herald"\n"/></opml>', "list.opml")
    assert "\n" not in caught.value.reason


def test_names_and_addresses_of_a_list_are_read_as_other_readers_write_them() -> None:
    """Case, the scheme of feed readers, no scheme, and ampersands that are not escaped."""
    outlines = [
        '<OUTLINE TEXT="A" XMLURL="HTTPS://a.example/?x=1&y=2"/>', '<outline title="B" xmlurl="feed://b.example/rss"/>',
        '<outline xmlUrl="feed:http://c.example/rss"/>', '<outline type="rss" text="D" url="d.example:8080/rss"/>',
        '<outline text="E" xmlUrl="//e.example"/>', '<outline text="Again" xmlUrl=" https://e.example "/>',
        '<outline text="F" xmlUrl="https://f.example/a b"/>',
    ]  # fmt: skip
    opml = read_opml(f"<?xml version='1.0'?><OPML><BODY>{''.join(outlines)}</BODY></OPML>".encode(), "x")
    assert opml == OpmlList(
        (
            OpmlFeed("https://a.example/?x=1&y=2", "A"), OpmlFeed("https://b.example/rss", "B"),
            OpmlFeed("http://c.example/rss"), OpmlFeed("https://d.example:8080/rss", "D"),
            OpmlFeed("https://e.example", "E"), OpmlFeed("https://f.example/a%20b", "F"),
        )
    )  # fmt: skip


def test_an_outline_that_is_no_feed_is_named_and_spoils_it_alone() -> None:
    """Folders and links to pages are no feeds and no faults."""
    outlines = [
        '<outline text="Folder"><outline text="A" xmlUrl="https://a.example/"/></outline>',
        '<outline text="Mail" xmlUrl="mailto:b@b.example"/>', '<outline text="Words" xmlUrl="the news"/>',
        '<outline text="Nothing" type="rss" xmlUrl=""/>', '<outline type="link" text="Page" url="https://c.example/"/>',
        '<outline text="Key" xmlUrl="https://me:pass@d.example/"/>',
    ]  # fmt: skip
    opml = read_opml(f"<opml><body>{''.join(outlines)}</body></opml>".encode(), "x")
    assert [feed.url for feed in opml.feeds] == ["https://a.example/"]
    assert [(each.title, each.reason) for each in opml.left_out] == [
        ("Mail", "I only fetch http and https addresses"), ("Words", "it isn't a valid address"),
        ("Nothing", "it has no address"),
        ("Key", "I don't fetch addresses that contain a user name or password"),
    ]  # fmt: skip


def test_the_example_list_is_one() -> None:
    """The list that is shipped reads, with titles, over https."""
    feeds = read_opml(
        (Path(parse_feed.__code__.co_filename).parents[1] / "sample" / "feeds.opml.example").read_bytes(), "example"
    ).feeds
    assert len(feeds) >= 8
    assert all(feed.title and feed.url.startswith("https://") for feed in feeds)


@pytest.mark.parametrize(
    "unit", ["word ", "\n\t", "&lt;b&gt;x", "a | "], ids=["words", "white space", "markup", "parts"]
)
def test_a_title_of_megabytes_is_cut(unit: str) -> None:
    """What is stored of it is no longer than that of others, in a feed's title, an entry's and a list of feeds."""
    title = unit * (2_000_000 // len(unit))
    item = f"<item><title>{title}</title><link>https://example.org/1</link></item>"
    parsed = parse_feed(f"<rss><channel><title>{title}</title>{item}</channel></rss>".encode(), "https://example.org/f")
    assert len(parsed.title) <= 500
    assert len(parsed.entries[0].title) <= 500
    outline = f'<opml><body><outline text="{title}" xmlUrl="https://example.org/f"/></body></opml>'
    assert len(read_opml(outline.encode(), "feeds.opml").feeds[0].title) <= 500
