"""Claims about publishers: by host and by name, whatever an edition or a feed calls itself."""

from __future__ import annotations

import pytest

from corpus.models import Citation, Confidence
from corpus.publishers import (
    choose_outlet_name,
    clean_outlet_name,
    count_original_publishers,
    count_origins,
    get_registrable_host,
    group_by_publisher,
    hash_publisher,
    identify_publisher,
    list_outlets,
    normalize_publisher,
    trim_outlet,
)


def cite(key: str, outlet: str | None = None, address: str = "-", origin: str = "") -> Citation:
    """Return a citation of an article."""
    return Citation(key, 1, None, outlet, None, Confidence.UNKNOWN, address, origin)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.herald.example/a", "herald.example"), ("http://sport.herald.co.uk:8080/a", "herald.co.uk"),
        ("https://news.com.au/a", "news.com.au"), ("https://m.mirror.or.kr", "mirror.or.kr"),
        ("https://HERALD.example./", "herald.example"), ("https://one.substack.com/p/a", "one.substack.com"),
        ("https://www.two.blogspot.com/a", "two.blogspot.com"), ("https://192.0.2.7/a", ""), ("https://[::1]/", ""),
        ("https://localhost/a", ""), ("/home/me/a.txt", ""), ("-", ""), ("https://[", ""), ("ftp://herald.example", ""),
    ],
)  # fmt: skip
def test_the_registrable_host_is_what_a_publisher_registered(address: str, host: str) -> None:
    """Below a country's second level, and below a platform on which each name is another's."""
    assert get_registrable_host(address) == host


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Harbour Herald", "Harbour Herald"), ("Harbour Herald - World news", "Harbour Herald"),
        ("Sport | Harbour Herald", "Harbour Herald"), ("HH > World > Asia", "HH"),
        ("Latest news from Harbour Herald", "Harbour Herald"), ("Harbour Herald: Top Stories", "Harbour Herald"),
        ("World", ""), ("Top stories", ""), ("", ""), ("港口日报", "港口日报"),
    ],
)  # fmt: skip
def test_the_label_of_a_feed_gives_the_name_of_its_outlet(label: str, name: str) -> None:
    """Without sections; a section alone names nobody."""
    assert clean_outlet_name(label) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QRS", "QRS News"), ("QRS World", "QRS Middle East"), ("The Harbour Herald", "Harbour Herald Sport"),
        ("Harbour Herald International", "HARBOUR HERALD"), ("Herald.com", "Herald Online"), ("El Faró", "el faro"),
    ],
)  # fmt: skip
def test_editions_of_an_outlet_have_one_key(one: str, other: str) -> None:
    """Sections, regions, articles, domains and accents do not count."""
    assert normalize_publisher(one) == normalize_publisher(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Herald", "Harbour Mirror"), ("Radio Free Asia", "Radio Free Europe"), ("Times of India", "The Times"),
        ("Daily News", "Daily Business"), ("Harbour News", "Harbour Radio"), ("Asia Herald", "Africa Herald"),
    ],
)  # fmt: skip
def test_other_outlets_have_other_keys(one: str, other: str) -> None:
    """A word of place or medium is part of a name that says nothing without it."""
    assert normalize_publisher(one) != normalize_publisher(other)


def test_the_host_counts_unless_it_shows_what_others_publish() -> None:
    """An aggregator's host says nothing, and an agency's article is the agency's everywhere."""
    assert identify_publisher("World", "https://www.qrs.co.uk/a") == {"host qrs.co.uk"}
    assert identify_publisher("Harbour Herald", "https://news.google.com/a") == {"name harbour herald"}
    assert identify_publisher("The Associated Press", "https://herald.example/a") == {"name associated press"}
    assert identify_publisher("Reuters", "https://www.reuters.com/a") == {"name reuters", "host reuters.com"}
    assert identify_publisher(None, "-") == frozenset()


def test_a_publisher_has_one_number_by_its_host_or_else_its_name() -> None:
    """An agency's report has the number of the host that shows it; without a publisher the number is 0."""
    assert hash_publisher("Norhaven Post", "https://www.post.example/a") == hash_publisher(
        None, "https://post.example/b"
    )
    assert hash_publisher("Reuters", "https://post.example/c") == hash_publisher(None, "https://post.example/b")
    assert hash_publisher("Norhaven Post", "/news/a.txt") == hash_publisher("The Norhaven Post", "-") != 0
    assert hash_publisher(None, "/news/a.txt") == 0


def test_outlets_are_listed_once_and_unknown_ones_not_at_all() -> None:
    """An article without the name of its outlet is named by its host."""
    cited = (cite("a", "QRS World"), cite("b"), cite("c", None, "https://www.herald.example/c"), cite("d", "QRS News"))
    assert list_outlets(cited) == ("QRS World", "herald.example")
    groups = group_by_publisher((*cited, cite("e", "QRS News")))
    assert [[one.key for one in group] for group in groups.values()] == [["a", "d", "e"], ["b"], ["c"]]
    assert [key for key, group in groups.items() if group[0].key == "b"] == [""]
    assert choose_outlet_name(groups[next(iter(groups))]) == "QRS News"


def test_origins_are_counted_by_text_and_by_publisher() -> None:
    """A copy joins two publishers to one origin; unknown outlets are as many origins as texts."""
    wire = (cite("a", "Wire", origin="a"), cite("b", "Harbour Herald", origin="a"), cite("c", "Herald B", origin="c"))
    assert count_origins(wire) == 2
    assert count_origins((*wire, cite("d", "Harbour Herald Sport", origin="d"))) == 2
    assert count_origins((cite("e"), cite("f"), cite("g", origin="e"))) == 2
    assert count_origins(()) == 0


def test_a_reprint_does_not_make_two_publishers_one() -> None:
    """A paper that reprints an agency's report and has others of its own is a second publisher beside the agency."""
    agency, reprint = cite("a", "Northern Press"), cite("b", "Harbour Herald", origin="a")
    own = cite("c", "Harbour Herald"), cite("d", "Harbour Herald"), cite("e", "Northern Press")
    assert count_original_publishers((agency, reprint)) == 1
    assert count_original_publishers((agency, reprint, *own)) == 2
    assert count_original_publishers((cite("f"), cite("g"))) == 2
    assert count_original_publishers(()) == 0


@pytest.mark.parametrize(
    ("title", "outlet", "trimmed"),
    [
        ("A bridge closes in Lindhavn | The Portville Times", "The Portville Times", "A bridge closes in Lindhavn"),
        ("A bridge closes in Lindhavn - Kurier", "The Kurier", "A bridge closes in Lindhavn"),
        ("A bridge closes in Lindhavn · kurier.de", "Kurier", "A bridge closes in Lindhavn"),
        ("A bridge closes in Lindhavn: the Kurier", "Kurier", "A bridge closes in Lindhavn"),
        ("A bridge closes – and nobody knows why", "The Portville Times", "A bridge closes – and nobody knows why"),
        ("Lindhavn | The Portville Times", "The Portville Times", "Lindhavn | The Portville Times"),
        ("A bridge closes in Lindhavn | Kurier", None, "A bridge closes in Lindhavn | Kurier"),
    ],
)
def test_a_title_is_shown_without_its_outlet(title: str, outlet: str | None, trimmed: str) -> None:
    """A part that is the outlet, with or without article and domain, goes; any other stays, and so does one word."""
    assert trim_outlet(title, outlet) == trimmed


def test_only_common_domains_are_no_part_of_a_name() -> None:
    """Other endings tell outlets apart: two sites of one name in two countries are two publishers."""
    assert normalize_publisher("Kurier.com") == "kurier"
    assert normalize_publisher("kurier.example") == "kurier.example"
