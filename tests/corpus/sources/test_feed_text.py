"""Claims about feeds as text: decoded as declared, repaired, and distinguished from teasers."""

from __future__ import annotations

import time

import pytest

from corpus.sources.feed_parser import parse_feed
from corpus.sources.feed_text import MIN_SUMMARY_WORDS, decode_feed, is_article_text, repair_xml, strip_markup

URL = "https://herald.example/feed"
SENTENCE = "The harbour board has approved a second sea wall. "


def wrap(title: str, encoding: str = "", head: str = "") -> str:
    """Return a feed with one entry, in which @BAD@ stands for bytes that don't fit."""
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else ""
    item = f"<item><title>{title}</title><link>/a</link><description>@BAD@</description></item>"
    return f'{declared}<rss version="2.0"><channel>{head}<title>{title}</title>{item}</channel></rss>'


@pytest.mark.parametrize(
    ("title", "encoding", "bad"),
    [
        ("港口罢工结束", "gb2312", b"\x80\xff"), ("罷工結束", "big5", b"\x80\xff"),
        ("항구 파업 끝나", "euc-kr", b"\x80\xff"),
        ("港のスト終わる", "shift_jis", b"\xfd\xff"), ("港のスト終わる", "euc-jp", b"\xff"),
        ("Порт закрыт", "windows-1251", b"\x98"), ("Порт закрыт", "koi8-r", b"x"),
        ("Élan – œuvre", "windows-1252", b"\x81"), ("Élan vital à l’été", "utf-8", b"\xff"),
    ],
)  # fmt: skip
def test_one_bad_byte_leaves_the_rest_of_a_feed_legible(title: str, encoding: str, bad: bytes) -> None:
    """It becomes U+FFFD, and no other encoding is tried."""
    data = wrap(title, encoding).encode(encoding).replace(b"@BAD@", bad)
    listing = parse_feed(data, URL)
    assert (listing.title, listing.entries[0].title) == (title, title)


@pytest.mark.parametrize(
    ("declared", "used", "transport"),
    [
        ("utf-8", "cp1252", None), ("iso-8859-1", "cp1252", None), ("us-ascii", "utf-8", None), ("", "cp1252", None),
        ("", "cp1252", "windows-1252"), ("utf-16", "utf-8", None), ("utf-16", "utf-16-be", None), ("", "utf-32", None),
        ("iso-8859-1", "utf-8", "iso-8859-1"), ("bogus", "utf-8", "bogus"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_does_not_garble_a_feed(declared: str, used: str, transport: str | None) -> None:
    """Bytes that are UTF-8 are read as that, and Latin-1 as Windows reads it."""
    title = "Grève levée – à minuit"
    assert parse_feed(wrap(title, declared).encode(used), URL, transport).title == title


def test_the_transport_declares_what_a_feed_does_not() -> None:
    """And the language of the feed, if neither does."""
    data = wrap("Порт закрыт").encode("cp1251")
    assert parse_feed(data, URL, "windows-1251").title == "Порт закрыт"
    assert parse_feed(wrap("港口罢工", head="<language>zh-cn</language>").encode("gb2312"), URL).title == "港口罢工"


@pytest.mark.parametrize(
    ("xml", "repaired"),
    [
        ("R&D, Q&A & more", "R&amp;D, Q&amp;A &amp; more"), ("a?b=1&copy=2&amp;c", "a?b=1&amp;copy=2&amp;c"),
        ("caf&eacute; &mdash; &nosuch;", "café — &amp;nosuch;"), ("&lt;b&gt; &quot;&apos;", "&lt;b&gt; &quot;&apos;"),
        ("&#233;&#xE9;&#150;&#29;&#0;&#x0;", "éé–"), ("&#38;&#60;", "&amp;&lt;"), ("&nvlt;", "&lt;\u20d2"),
        ("<![CDATA[R&D &eacute;]]> & <!-- & --> &", "<![CDATA[R&D &eacute;]]> &amp; <!-- & --> &amp;"),
        ("<![CDATA[ & open", "<![CDATA[ &amp; open"), ("&#99999999;", "&amp;#99999999;"),
    ],
)  # fmt: skip
def test_what_makes_xml_ill_formed_is_repaired(xml: str, repaired: str) -> None:
    """Outside of CDATA sections and comments."""
    assert repair_xml(xml) == repaired


def test_control_characters_are_dropped() -> None:
    """XML does not allow them, and feeds have them."""
    assert decode_feed("<rss>a\x1e\x0b\ufffe\ufeffb\t\n".encode()) == "<rss>ab\t\n"


@pytest.mark.parametrize("unit", ["<![CDATA[", "<!--", "&", "&#", "&a", "<", "<link>", "<script>", "The post a "])
def test_repair_is_linear_in_the_length_of_a_feed(unit: str) -> None:
    """Sections without an end, and references without number."""
    text = unit * (1_000_000 // len(unit))
    began = time.perf_counter()
    repair_xml(text)
    is_article_text(text)
    assert time.perf_counter() - began < 10


def test_markup_is_stripped_and_what_only_looks_like_it_stays() -> None:
    """Tags become spaces, references their characters."""
    assert strip_markup("<p>5 < 6 &amp; <b>7</b></p><!-- x --><script>y</script>") == "5 < 6 & 7"


@pytest.mark.parametrize(
    ("html", "is_text"),
    [
        (SENTENCE * 8, True), (SENTENCE * 3, False), ("", False), (f"{SENTENCE * 8}…", False),
        (f"{SENTENCE * 8} [...]", False), (f"{SENTENCE * 8}<a href='x'>Continue reading Sea wall</a>", False),
        (f"{SENTENCE * 8}<p>The post <a>Sea wall</a> appeared first on <a>Herald</a>.</p>", True),
        ("港务局批准了第二道海堤。" * 10, True), ("港务局批准了第二道海堤。" * 3, False),
    ],
)  # fmt: skip
def test_the_text_of_an_article_is_distinguished_from_a_teaser(html: str, is_text: bool) -> None:
    """By its length, and by an end that leads to the rest."""
    assert is_article_text(html) is is_text


def test_a_long_summary_is_text_and_a_short_one_is_not() -> None:
    """Many feeds have whole articles in the element for a summary."""
    item = "<item><title>A</title><link>/{0}</link><description>{1}</description></item>"
    items = item.format(1, SENTENCE * (MIN_SUMMARY_WORDS // 9 + 1)) + item.format(2, SENTENCE * 8)
    listing = parse_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert [bool(entry.content) for entry in listing.entries] == [True, False]
