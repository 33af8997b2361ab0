"""What a page says of itself besides its text and its date: headline, outlet, author, own address, feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from corpus.pages.linked_data import Node, names, text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "apple-mobile-web-app-title")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_FEEDS = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json+feed"))
_MOST_FEEDS = 20
# "Headline | The Outlet", "Headline - The Outlet", "The Outlet » Headline"
_PARTED = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb\u00ab-]+\s+")
_BY = re.compile(r"^\s*(?:by|von|par|por|di)[:\s]+", re.IGNORECASE)
_WEB = frozenset(("http", "https"))
# Parameters that tell where a reader came from, not which article is read.
_TRACKING = re.compile(
    r"(?:utm_.*|at_.*|ns_.*|fbclid|gclid|dclid|mc_[ce]id|cmp(?:id)?|ocid|smid|smtyp|s?cid|ito|xtor|rss(?:feed)?|ref)",
    re.IGNORECASE,
)


def metas(tree: HtmlElement) -> dict[str, str]:
    """Map the name, property or itemprop of each meta element, in small letters, to its first content."""
    found: dict[str, str] = {}
    for name, content in meta_contents(tree):
        found.setdefault(name, content)
    return found


def meta_contents(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Give each name, property or itemprop of each meta element, in small letters, with its content, in one line."""
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        keys = [meta.get(key) for key in ("property", "name", "itemprop")]
        yield from ((name.strip().lower(), content) for name in keys if name and content)


def title(tree: HtmlElement, node: Node, stated: dict[str, str], shown: str) -> str | None:
    """
    Choose the headline: of all that the page states, the first that stands in the text *shown*, else the first.

    JSON-LD comes before meta elements, these before ``<h1>`` and ``<title>``; the outlet's name behind or before it
    ("The bridge | Example Post") is cut off where the whole is not shown.
    """
    stated_ones = [each for each in _titles(tree, node, stated) if each]
    found = [part for each in stated_ones for part in (each, *sorted(_PARTED.split(each), key=len, reverse=True))]
    folded = _folded(shown)
    return next((each for each in found if len(each) > 1 and _folded(each) in folded), found[0] if found else None)


def _titles(tree: HtmlElement, node: Node, stated: dict[str, str]) -> Iterator[str | None]:
    yield text(node.get("headline"))
    yield from (stated.get(name) for name in _TITLES)
    headings = [" ".join(each.text_content().split()) for each in tree.iter("h1")]
    yield headings[0] if len(headings) == 1 else None
    yield " ".join((tree.findtext(".//title") or "").split())


def _folded(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def outlet(node: Node, stated: dict[str, str]) -> str | None:
    """Name the site: its own brand where it states one, else the publisher of JSON-LD."""
    named = (stated.get("og:site_name"), text(node.get("publisher")), *(stated.get(name) for name in _OUTLETS))
    return next((name for name in named if name and len(name) <= 80 and "://" not in name), None)


def byline(tree: HtmlElement, node: Node, stated: dict[str, str]) -> str | None:
    """Name the authors, separated by commas; an outlet that names itself is none."""
    found = [each for each in names(node.get("author")) if _personal(each)]
    if not found:
        found = [each for name in _AUTHORS if (each := stated.get(name)) and _personal(each)][:1]
    if not found:
        marked = tree.xpath("(//*[@rel='author' or @itemprop='author'])[1]")
        found = [words for each in marked if _personal(words := " ".join(each.text_content().split()))]
    itself = _folded(outlet(node, stated) or "")
    return ", ".join(_BY.sub("", each) for each in found if _folded(each) != itself) or None


def _personal(name: str) -> bool:
    return 1 < len(name) <= 120 and "://" not in name and "@" not in name


def address(tree: HtmlElement, stated: dict[str, str], url: str) -> str:
    """
    Give the article's own address: the canonical link, where it is of the same site and no home page, else *url*.

    A page of another site is never believed to be the article it claims: its words would pass for somebody else's.
    """
    own = _split(url, "")
    for claimed in (*_canonical(tree), stated.get("og:url", "")):
        parts = _split(url, claimed)
        if claimed and parts.scheme in _WEB and len(parts.path) > 1 and _site(parts) == _site(own):
            return _plain(parts).geturl()
    return _plain(own).geturl() if own.scheme in _WEB else url


def feeds(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """List the addresses of the feeds that the page announces, in order, each once."""
    links = (link for link in tree.iter("link") if link.get("type", "").split(";")[0].strip().lower() in _FEEDS)
    found = [_split(url, link.get("href", "").strip()) for link in links]
    public = [parts.geturl() for parts in found if parts.scheme in _WEB and parts.geturl() != url]
    return tuple(dict.fromkeys(public))[:_MOST_FEEDS]


def _canonical(tree: HtmlElement) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield link.get("href", "").strip()


def _split(url: str, reference: str) -> SplitResult:
    """Resolve *reference* against *url*; what is no address at all gives an empty one."""
    try:
        return urlsplit(urljoin(url, reference))
    except ValueError:
        return SplitResult("", "", "", "", "")


def _site(parts: SplitResult) -> str:
    return re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", parts.hostname or "")


def _plain(parts: SplitResult) -> SplitResult:
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return parts._replace(query=urlencode(kept) if len(kept) < parts.query.count("=") else parts.query, fragment="")
