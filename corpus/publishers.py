"""Identify the publisher of an article by the host of its address and by the name of its outlet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit
from zlib import crc32

from corpus.languages.en.organizations import (
    EDITION_WORDS,
    FEED_TITLE_PREFIX,
    INCOMPLETE_NAME_ENDINGS,
    NEWS_AGENCIES,
    OUTLET_MEDIUM_WORDS,
)
from corpus.models import Citation, strip_accents

#: Second-level domains under which names are registered in many countries ("co.uk", "com.au"). The Public Suffix List
#: has a thousand more, of regions, cities and schools, which hardly any outlet uses.
_SECOND_LEVEL = frozenset("ac co com edu go gob gouv gov govt gv ltd me mil ne net nom or org plc sch".split())
#: Hosts on which every name below is a publisher of its own.
_PLATFORMS = frozenset(
    """
    beehiiv.com blogspot.com ghost.io github.io gitlab.io go.com hatenablog.com livejournal.com medium.com netlify.app
    over-blog.com pages.dev substack.com tistory.com tumblr.com typepad.com weebly.com wixsite.com wordpress.com
    """.split()
)
#: Hosts that show what others publish, and so say nothing of the publisher.
_AGGREGATORS = frozenset(
    """
    apple.news archive.is archive.org archive.ph archive.today bing.com facebook.com feedburner.com feedly.com
    flipboard.com google.com inoreader.com instagram.com linkedin.com msn.com newsbreak.com newsnow.co.uk reddit.com
    smartnews.com t.co telegram.org t.me twitter.com x.com yahoo.com youtube.com
    """.split()
)
_SEPARATOR = re.compile(r"\s+[-–—|»>·•/]+\s+|\s*[|»>]\s*|:\s+")
_DOMAIN_ENDING = re.compile(r"(?<=\w)\.(?:com?(?:\.\w\w)?|net|org|news)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_PUBLISHER_HASHES = 65_535
#: Letters of an acronym at most ("BBC", "CNBC", "MSNBC").
_MAX_ACRONYM_LETTERS = 5


@lru_cache(maxsize=4_096)
def get_registrable_host(address: str) -> str:
    """
    Return the host under which a publisher registered *address*: ``bbc.co.uk`` for every host of the BBC's.

    Args:
        address: A URL.

    Returns:
        The host in lower case; ``""`` if it is no http(s) URL with a name as host.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").strip(".")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in host or _is_ip_address(host):
        return ""
    labels = host.split(".")
    size = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    registered = ".".join(labels[-size:])
    return ".".join(labels[-size - 1 :]).removeprefix("www.") if registered in _PLATFORMS else registered


def _is_ip_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


@lru_cache(maxsize=4_096)
def clean_outlet_name(label: str) -> str:
    """
    Return the name of the outlet in the label of a feed or a page, without the names of its editions and sections.

    Returns:
        Such as ``The Herald`` for "World news | The Herald" and for "The Herald - Sport"; ``""`` if it names a section
        alone.
    """
    plain = FEED_TITLE_PREFIX.sub("", " ".join(label.split()))
    parts = [part for part in _SEPARATOR.split(plain) if part and not _is_edition(part)]
    return parts[0].strip(" -–—|:,") if parts else ""


def _is_edition(words: str) -> bool:
    found = _WORD.findall(words.casefold())
    return all(word in EDITION_WORDS or word in OUTLET_MEDIUM_WORDS or word in {"the", "all", "and"} for word in found)


@lru_cache(maxsize=4_096)
def normalize_publisher(name: str) -> str:
    """
    Return a key that is equal for the editions of one outlet: ``bbc`` for "BBC News" and for "BBC Middle East".

    Returns:
        The key in lower case; ``""`` if *name* names no outlet.
    """
    words = _WORD.findall(_DOMAIN_ENDING.sub("", clean_outlet_name(name)))
    if words and words[0].casefold() == "the" and len(words) > 1:
        words = words[1:]
    kept = list(words)
    while len(kept) > 1 and _is_edition_word(kept[-1], kept[:-1]):
        kept.pop()
    if not kept or all(map(_is_edition, kept)) or kept[-1].casefold() in INCOMPLETE_NAME_ENDINGS:
        kept = words
    return strip_accents(" ".join(kept).casefold())


def _is_edition_word(word: str, before: list[str]) -> bool:
    if word.casefold() in OUTLET_MEDIUM_WORDS:
        return before[-1].isupper() and len(before[-1]) <= _MAX_ACRONYM_LETTERS
    return word.casefold() in EDITION_WORDS


@lru_cache(maxsize=4_096)
def identify_publisher(outlet: str | None, address: str) -> frozenset[str]:
    """
    Return what identifies the publisher of an article; two articles that share an item have one publisher.

    The host of the address counts, whatever a feed calls itself, unless it shows what others publish. An agency's
    article is the agency's on every host.

    Returns:
        Items such as ``host bbc.co.uk`` and ``name bbc``; empty if the publisher is unknown.
    """
    name, host = normalize_publisher(outlet) if outlet else "", get_registrable_host(address)
    if outlet and not name and not host:
        # "Global News" may also be a section, but here nothing else is known.
        name = strip_accents(" ".join(outlet.split()).casefold())
    if host in _AGGREGATORS or (name in NEWS_AGENCIES and name.replace(" ", "") not in host):
        host = ""
    return frozenset(item for item in (name and f"name {name}", host and f"host {host}") if item)


def hash_publisher(outlet: str | None, address: str) -> int:
    """Return a number in [1, 65,535] for the publisher of an article, by its host or else its name; 0 if unknown."""
    items = identify_publisher(None, address) or identify_publisher(outlet, address)
    return crc32(min(items).encode()) % _PUBLISHER_HASHES + 1 if items else 0


def list_outlets(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the names of the outlets of *citations*, each once, in order; unknown ones are not counted."""
    groups = group_by_publisher(citations)
    return tuple(_name_outlet(group[0]) for publisher, group in groups.items() if publisher)


def group_by_publisher(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """Return *citations* by an id of their publisher, which holds in this group alone; ``""`` for unknown ones."""
    cited = tuple(citations)
    publishers = _group_overlapping([identify_publisher(one.outlet, one.address) for one in cited])
    groups = dict[str, list[Citation]]()
    for each, publisher in zip(cited, publishers, strict=True):
        groups.setdefault(publisher, []).append(each)
    return groups


def choose_outlet_name(citations: Iterable[Citation]) -> str:
    """Return the name of the outlet of articles of one publisher: the one most used, among equals the shortest."""
    counts = Counter(map(_name_outlet, citations))
    return min(counts, key=lambda name: (-counts[name], len(name), name))


def _name_outlet(citation: Citation) -> str:
    return citation.outlet or get_registrable_host(citation.address)


def count_origins(citations: Iterable[Citation]) -> int:
    """Return the number of independent origins: near-copies count once, and so do articles of one publisher."""
    return len(
        set(
            _group_overlapping(
                identify_publisher(each.outlet, each.address) | {f"origin {each.origin_key}"} for each in citations
            )
        )
    )


def _group_overlapping(sets: Iterable[frozenset[str]]) -> list[str]:
    """Return the group of each set, by one of its items: sets that share an item are one group; "" if empty."""
    parents = dict[str, str]()

    def find(item: str) -> str:
        while parents[item] != item:
            parents[item] = item = parents[parents[item]]
        return item

    heads = list[str]()
    for items in sets:
        heads.append(min(items, default=""))
        for item in items:
            parents.setdefault(item, item)
        for item in items:
            parents[find(item)] = find(heads[-1])
    return [find(head) if head else "" for head in heads]


def count_original_publishers(citations: Iterable[Citation]) -> int:
    """
    Return the number of publishers whose reports these are, each reprint counting for the publisher that it is from.

    Unlike `count_origins`, which is about one statement, this does not merge a publisher that reprints a report and
    also has reports of its own with the publisher whose report it reprints.
    """
    originals: dict[str, Citation] = {}
    for each in sorted(citations, key=lambda one: (one.published or "9", one.key)):
        origin = each.origin_key
        if each.key == origin or origin not in originals:
            originals[origin] = each
    groups = group_by_publisher(originals.values())
    return len(groups) - ("" in groups) + len(groups.get("", ()))


#: The ending of a name that is an address: "kurier.example", but not "St. Gallen".
_ADDRESS_ENDING = re.compile(r"^(?P<name>\S+?)(?:\.[a-z]{2,3})?\.[a-z]{2,7}$")


def trim_outlet(title: str, outlet: str | None) -> str:
    """Return *title* without its last part where that is *outlet*: "A bridge closes | The Portville Times"."""
    marks = list(_SEPARATOR.finditer(title))
    if not outlet or not marks or not title[: marks[-1].start()].strip().count(" "):
        return title
    parts = (title[marks[-1].end() :], outlet)
    last, name = (normalize_publisher(_ADDRESS_ENDING.sub(r"\g<name>", part.strip())) for part in parts)
    is_name = last and name and (last == name or name.startswith(f"{last} ") or last.startswith(f"{name} "))
    return title[: marks[-1].start()].rstrip() if is_name else title
