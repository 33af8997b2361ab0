"""Claims about the feeds: read by feed readers, permanent ids, text that is no markup."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser

from bot.archive.content import ArchivedStory
from bot.archive.feeds import MAX_FEED_DIGESTS
from bot.archive.pages import render_archive
from corpus.sources.feed_parser import parse_feed
from tests.support.bot.archived_digests import build_archived_digest, build_archived_sentence

BASE = "https://news.example/111/"
DIGEST = build_archived_digest()


def test_feedparser_reads_the_atom_feed() -> None:
    """Without a complaint: title, id, time, link and content of each digest."""
    feed = feedparser.parse(render_archive([DIGEST], BASE)["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "Newsroom: Archive of digests"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{BASE}feed.xml",
        "alternate": f"{BASE}index.html",
    }
    (entry,) = feed.entries
    assert entry.title == "Rates · Friday 21 June 2024"
    assert entry.link == BASE + DIGEST.path
    assert entry.published == entry.updated == "2024-06-21T08:00:00Z"
    assert entry.author == "Newsroom"
    assert "<blockquote><p>Rates rose by half a point.</p></blockquote>" in entry.content[0].value
    assert '<a href="https://news.example/rates">Osel Post</a> · 20 June 2024' in entry.content[0].value


def test_the_json_feed_holds_the_same() -> None:
    """By JSON Feed 1.1, and as this program reads one itself."""
    data = render_archive([DIGEST], BASE)["feed.json"]
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{BASE}index.html", f"{BASE}feed.json")
    (item,) = feed["items"]
    assert item["_dateline"] == {"digest": DIGEST.id, "seal": DIGEST.seal}
    assert item["date_published"] == "2024-06-21T08:00:00Z"
    assert item["tags"] == ["Rates"]
    (entry,) = parse_feed(data, f"{BASE}feed.json").entries
    assert entry.url == BASE + DIGEST.path
    assert entry.title == "Rates · Friday 21 June 2024"


def test_ids_do_not_depend_on_the_address_or_on_other_digests() -> None:
    """A reader does not show a digest twice when the site moves."""
    later = replace(DIGEST, id="ffffffffff", posted=DIGEST.posted + timedelta(days=1))
    feeds = [
        feedparser.parse(render_archive(digests, base, "111")["feed.xml"])
        for digests, base in (([DIGEST], ""), ([DIGEST, later], BASE))
    ]
    assert feeds[0].entries[0].id == feeds[1].entries[1].id
    assert feeds[0].feed.id == feeds[1].feed.id
    assert len({entry.id for entry in feeds[1].entries}) == 2
    assert feeds[0].entries[0].id.startswith("urn:uuid:")
    other = feedparser.parse(render_archive([DIGEST], "", "222")["feed.xml"])
    assert other.feed.id != feeds[0].feed.id


def test_the_newest_digests_are_in_the_feeds() -> None:
    """Up to fifty."""
    first = datetime(2024, 1, 1, 8, tzinfo=UTC)
    digests = [
        build_archived_digest(id=f"{n:010}", day=date(2024, 1, 1) + timedelta(n), posted=first + timedelta(n))
        for n in range(MAX_FEED_DIGESTS + 5)
    ]
    files = render_archive(digests)
    entries = feedparser.parse(files["feed.xml"]).entries
    assert len(entries) == len(json.loads(files["feed.json"])["items"]) == MAX_FEED_DIGESTS
    assert entries[0].link.endswith(f"{MAX_FEED_DIGESTS + 4:010}.html")


def test_text_is_never_markup_and_never_breaks_the_feed() -> None:
    """Nor do characters that XML does not allow."""
    hostile = "</p><script>alert(1)</script> ]]> & \x07\ufffe\x0b end"
    digest = build_archived_digest(
        topic=hostile, stories=(ArchivedStory("s", hostile, (build_archived_sentence(hostile, outlet=hostile),)),)
    )
    files = render_archive([digest])
    feed = feedparser.parse(files["feed.xml"], sanitize_html=False)
    assert not feed.bozo
    assert "<script" not in feed.entries[0].content[0].value
    assert "&lt;script&gt;" in feed.entries[0].content[0].value
    assert "<script" not in json.loads(files["feed.json"])["items"][0]["content_html"]
