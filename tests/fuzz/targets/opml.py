"""Lists of feeds as other readers write them: bytes → Subscriptions, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from corpus.errors import FeedError
from corpus.sources.opml import read_opml, write_opml
from corpus.sources.ssrf import check_url
from corpus.store import Feed, open_store
from tests.fuzz.invariants import check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_saved_inputs

_OPML = (Path(__file__).parents[2] / "data" / "feeds" / "list.opml").read_text("utf-8")
_URLS = (
    *(
        "https://herald.example/feed",
        "http://[",
        "http://127.0.0.1/",
        "file:///etc/hosts",
        "https://é.example/ä?ö#ü",
        "HTTPS://X.EXAMPLE:443",
    ),
    *(
        "https://x.example:99999/",
        "https://a:b@x.example/",
        " https://x.example/ ",
        "https://x.example/\u202e",
        "//x",
        "",
        "https://" + "a" * 3_000,
        "http://1.1",
        "http://①.com",
    ),
)
WORDS = (
    *(f'<outline xmlUrl="{url}" text="T"/>' for url in _URLS),
    *(
        "<outline>",
        "</outline>",
        '<outline text="',
        "title='",
        "xmlUrl='",
        "<opml>",
        "</opml>",
        "<OPML>",
        "<body>",
        "<!DOCTYPE opml>",
        "<!ENTITY a 'b'>",
    ),
    *(
        "<?x y?>",
        '<?xml version="1.0" encoding="utf-16"?>',
        '<?xml version="1.1"?>',
        "<!--",
        "-->",
        "<![CDATA[",
        "xmlns='x'",
        "xmlns:a='x'",
        "a:xmlUrl='",
        "xml:space='",
    ),
)


@st.composite
def draw_opml(draw: st.DrawFn) -> str:
    """Make a list of odd outlines, in folders or not."""
    words = st.lists(
        st.one_of(st.sampled_from(ODD_PIECES), st.sampled_from(ODD_CHARACTERS), st.text(max_size=9)), max_size=4
    ).map("".join)
    parts = []
    for _ in range(draw(st.integers(0, 8))):
        url = draw(st.one_of(st.sampled_from(_URLS), words))
        quoted = url.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        parts.append(draw(st.sampled_from(("<outline text='folder'>", "</outline>", ""))))
        parts.append(f'<outline type="rss" xmlUrl="{quoted}" text="{draw(words).replace("<", "")}"/>')
    return f"<opml version='2.0'><head/><body>{''.join(parts)}</body></opml>"


INPUTS = encode_texts(st.one_of(mutate_texts((_OPML,), WORDS), draw_opml()))


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Nothing stands open: each list gets a store of its own."""

    def enter(given: bytes) -> None:
        try:
            found = read_opml(given, "list.opml").feeds
        except FeedError as error:
            check_error_message(error)
            return
        assert len({feed.url for feed in found}) == len(found)
        assert all(check_url(feed.url) for feed in found)
        again = read_opml(write_opml(found), "again.opml").feeds
        assert [feed.url for feed in again] == [feed.url for feed in found]
        noted = [Feed(feed.url, feed.title) for feed in found]
        with open_store("sqlite:///:memory:") as store:
            for feed in noted:
                store.save_feed(feed)
            assert sorted(store.list_feeds(), key=lambda feed: feed.url) == sorted(noted, key=lambda feed: feed.url)

    yield enter


TARGET = FuzzTarget(
    "opml",
    INPUTS,
    load_saved_inputs("opml"),
    open_target,
    max_examples=80,
)
