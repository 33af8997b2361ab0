"""Read headline, outlet, authors, canonical URL and feeds from a page's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from corpus.extraction.json_ld import JsonLdNode, extract_names, extract_text
from corpus.languages.en.calendar import DATE_WORD
from corpus.languages.en.page_phrases import BYLINE_PREFIX
from corpus.segmentation.line_patterns import FURNITURE, line_flags

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title")
_OUTLET_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre", "apple-mobile-web-app-title")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
)
_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json+feed")
)
_MAX_FEEDS = 20
_MAX_HEADINGS = 20
# "Headline | The Outlet", "Headline - The Outlet", "The Outlet » Headline"
_TITLE_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb\u00ab-]+\s+")
_WEB_SCHEMES = frozenset(("http", "https"))
_NO_URL = SplitResult("", "", "", "", "")
# Parameters that record where a reader came from and do not identify the article.
_TRACKING_PARAMETER = re.compile(
    r"(?:utm_.*|at_.*|ns_.*|fbclid|gclid|dclid|mc_[ce]id|cmp(?:id)?|ocid|smid|smtyp|s?cid|ito|xtor|rss(?:feed)?|ref)",
    re.IGNORECASE,
)


def collect_metas(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta element by its name, property or itemprop, in lower case."""
    found: dict[str, str] = {}
    for name, content in list_meta_contents(tree):
        found.setdefault(name, content)
    return found


def list_meta_contents(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the name, property and itemprop of each meta element, in lower case, with its content on one line."""
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        keys = [meta.get(key) for key in ("property", "name", "itemprop")]
        yield from ((name.strip().lower(), content) for name in keys if name and content)


def find_title(tree: HtmlElement, node: JsonLdNode, metas: dict[str, str], visible_text: str) -> str | None:
    """
    Return the first headline that the page states and that occurs in the text *visible_text*, else the first it states.

    JSON-LD comes before meta elements, these before ``<h1>`` and ``<title>``. The outlet's name after or before it
    ("The bridge | Example Post") is cut off unless the whole is shown. The outlet's name alone, a link that skips the
    menu, a menu and a line on the weather are no headlines.
    """
    normalized_text = _normalize_letters(visible_text)
    site_names = _list_site_names(tree, node, metas, normalized_text)
    titles = [each for each in _list_titles(tree, node, metas) if each]
    candidates = [
        part for each in titles for part in (each, *sorted(_TITLE_SEPARATOR.split(each), key=len, reverse=True))
    ]
    usable = [
        each
        for each in candidates
        if len(each) > 1
        and _normalize_letters(each) not in site_names
        and not line_flags(each) & FURNITURE
        and not _is_date(each)
    ]
    shown = next((each for each in usable if _normalize_letters(each) in normalized_text), None)
    return shown or next((each for each in (*usable, *candidates) if not line_flags(each) & FURNITURE), None)


def _is_date(words: str) -> bool:
    """Return whether a heading is a day and nothing else, as blogs have above the entries of one day."""
    return any(map(str.isdigit, words)) and not re.search(r"[^\W_]", DATE_WORD.sub("", words))


def _list_titles(tree: HtmlElement, node: JsonLdNode, metas: dict[str, str]) -> Iterator[str | None]:
    page_title = _read_page_title(tree)
    yield extract_text(node.get("headline"))
    yield from (metas.get(name) for name in _TITLE_METAS)
    headings = [" ".join(each.text_content().split()) for each in islice(tree.iter("h1"), _MAX_HEADINGS)]
    # Of several the one that is named in the head of the page is its own.
    named = [each for each in headings if each and _normalize_letters(each) in _normalize_letters(page_title)]
    yield headings[0] if len(headings) == 1 else next(iter(sorted(named, key=len, reverse=True)), None)
    yield page_title
    # A lower heading that is the end of the page's title is the article's: "The Example Diary: A new bridge".
    whole = _normalize_letters(page_title)
    ends = (" ".join(each.text_content().split()) for each in islice(tree.iter("h2", "h3"), _MAX_HEADINGS))
    yield next((each for each in ends if each.count(" ") and whole.endswith(_normalize_letters(each))), None)
    # Where nothing else names the article, its first heading of the second order may.
    lower = [
        each
        for each in islice(tree.iter("h2"), _MAX_HEADINGS)
        if next(each.iterancestors("nav", "aside", "footer"), None) is None
    ]
    words = [" ".join(each.text_content().split()) for each in lower if each.find(".//a") is None]
    yield next((each for each in words if each), None)


def _read_page_title(tree: HtmlElement) -> str:
    return " ".join((tree.findtext(".//title") or "").split())


def _list_site_names(
    tree: HtmlElement, node: JsonLdNode, metas: dict[str, str], normalized_text: str
) -> frozenset[str]:
    """
    Return the names of the site, with letters and digits only.

    Beside those that the page states, a heading that is the shorter part of the page's title, if the longer is shown.
    """
    names = [metas.get("og:site_name"), extract_text(node.get("publisher")), metas.get("application-name")]
    parts = sorted(map(_normalize_letters, _TITLE_SEPARATOR.split(_read_page_title(tree))), key=len)
    if len(parts) > 1 and parts[-1] and parts[-1] in normalized_text:
        headings = {_normalize_letters(each.text_content()) for each in islice(tree.iter("h1"), _MAX_HEADINGS)}
        names += [part for part in parts[:-1] if part in headings]
    return frozenset(_normalize_letters(name) for name in names if name)


def _normalize_letters(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def find_outlet(node: JsonLdNode, metas: dict[str, str]) -> str | None:
    """Return the name of the site: its own brand if it states one, else the publisher in JSON-LD or a meta element."""
    named = (
        metas.get("og:site_name"),
        extract_text(node.get("publisher")),
        *(metas.get(name) for name in _OUTLET_METAS),
    )
    trimmed = (name.strip(" /") for name in named if name and "://" not in name)
    return next((name for name in trimmed if name and len(name) <= 80), None)


def find_byline(tree: HtmlElement, node: JsonLdNode, metas: dict[str, str]) -> str | None:
    """Return the authors, separated by commas, or None; an outlet that names itself does not count."""
    found = [each for each in extract_names(node.get("author")) if _is_person_name(each)]
    if not found:
        found = [each for name in _AUTHOR_METAS if (each := metas.get(name)) and _is_person_name(each)][:1]
    if not found:
        marked = tree.xpath("(//*[@rel='author' or @itemprop='author'])[1]")
        found = [words for each in marked if _is_person_name(words := " ".join(each.text_content().split()))]
    normalized_outlet = _normalize_letters(find_outlet(node, metas) or "")
    return (
        ", ".join(BYLINE_PREFIX.sub("", each) for each in found if _normalize_letters(each) != normalized_outlet)
        or None
    )


def _is_person_name(name: str) -> bool:
    return 1 < len(name) <= 120 and "://" not in name and "@" not in name


def resolve_address(tree: HtmlElement, metas: dict[str, str], url: str) -> str:
    """
    Return the article's own address: the canonical link if it is on the same site and not a home page, else *url*.

    A page is never believed to be an article of another site: its words would pass for that site's.
    """
    page_parts = _resolve_url(url, "")
    for claimed in (*_find_canonical_links(tree), metas.get("og:url", "")):
        parts = _resolve_url(url, claimed)
        if (
            claimed
            and parts.scheme in _WEB_SCHEMES
            and len(parts.path) > 1
            and _get_site(parts) == _get_site(page_parts)
        ):
            return _strip_tracking(parts).geturl()
    return _strip_tracking(page_parts).geturl() if page_parts.scheme in _WEB_SCHEMES else url


def find_claimed_address(tree: HtmlElement, metas: dict[str, str], url: str) -> str:
    """Return the address that a page saved as a file gives as its own, or *url* if it gives none or *url* is one."""
    if _resolve_url(url, "").scheme in _WEB_SCHEMES:
        return url
    claimed = (each for each in (*_find_canonical_links(tree), metas.get("og:url", "")) if each)
    return next((each for each in claimed if _resolve_url(each, "").scheme in _WEB_SCHEMES), url)


#: Characters of a picture's address at most, and names under which pages state it, the safest first.
MAX_PICTURE_ADDRESS = 1_000
_PICTURE_METAS = ("og:image:secure_url", "og:image", "og:image:url")
#: Name of a public host: no address in digits, no port, no name of a local network.
_PUBLIC_HOST = re.compile(
    r"(?=.{4,253}\Z)(?!.*\.(?:local|localhost|localdomain|internal|lan|home|arpa|test|invalid)\Z)"
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,10}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)


def find_picture(metas: dict[str, str], url: str) -> str:
    """
    Return the https address of the picture that the page states for its article, or ``""``.

    An address with credentials, a port, or of a host that is not public is not taken; neither is one that is too long.

    References:
        https://ogp.me
    """
    for name in _PICTURE_METAS:
        stated = metas.get(name, "")
        parts = _resolve_url(url, stated) if stated and len(stated) <= MAX_PICTURE_ADDRESS else _NO_URL
        if parts.scheme != "https" or not _PUBLIC_HOST.fullmatch(parts.netloc.lower()):
            continue
        path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?") for part in (parts.path, parts.query))
        address = SplitResult("https", parts.netloc.lower(), path, query, "").geturl()
        if len(address) <= MAX_PICTURE_ADDRESS:
            return address
    return ""


def find_feeds(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that the page announces, in order, without duplicates."""
    links = (link for link in tree.iter("link") if link.get("type", "").split(";")[0].strip().lower() in _FEED_TYPES)
    found = [_resolve_url(url, link.get("href", "").strip()) for link in links]
    public = [parts.geturl() for parts in found if parts.scheme in _WEB_SCHEMES and parts.geturl() != url]
    return tuple(dict.fromkeys(public))[:_MAX_FEEDS]


def _find_canonical_links(tree: HtmlElement) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield link.get("href", "").strip()


def _resolve_url(url: str, reference: str) -> SplitResult:
    """Resolve *reference* against *url*; an invalid address gives an empty one."""
    try:
        return urlsplit(urljoin(url, reference))
    except ValueError:
        return _NO_URL


def _get_site(parts: SplitResult) -> str:
    return re.sub(r"^(?:www|m|mobile|amp|edition)\.", "", parts.hostname or "")


def _strip_tracking(parts: SplitResult) -> SplitResult:
    parameters = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING_PARAMETER.fullmatch(pair[0])
    ]
    return parts._replace(
        query=urlencode(parameters) if len(parameters) < parts.query.count("=") else parts.query, fragment=""
    )
