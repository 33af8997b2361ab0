"""
What a page says of its article in JSON-LD.

References:
    https://schema.org/Article and its subtypes; https://developers.google.com/search/docs/appearance/structured-data/article
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpus.characters import whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, Any]

_ARTICLES = re.compile(
    r"(?:.*Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting|DiscussionForumPosting)"
)
_PAGES = frozenset(("WebPage", "ItemPage", "CreativeWork"))
# Parts of an article's description that describe other articles or people.
_ASIDE = frozenset(
    ("author", "publisher", "comment", "citation", "mentions", "relatedLink", "isPartOf", "itemListElement")
)
_COMMENTS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*\]\]>|\]\]>|-->)\s*;?\s*$")
_STRAY_COMMA = re.compile(r",(\s*[}\]])")
_MOST_NODES = 5_000


def article(tree: HtmlElement, addresses: frozenset[str], title: str) -> Node:
    """
    Find the node that describes the page's own article.

    Args:
        tree: The page.
        addresses: The page's own addresses.
        title: Its headline by other evidence, or ``""``.

    Returns:
        The node that is at one of *addresses*, has the *title*, or comes first, in this order of trust; empty where
        none is an article.
    """
    nodes = [node for node in _nodes(tree) if _kind(node)]
    ranked = sorted(nodes, key=lambda node: (_kind(node), -_own(node, addresses, title)))
    return ranked[0] if ranked else {}


def text(value: object) -> str | None:
    """Give the words of a property: a string, the name of a thing, or the first of several that has any."""
    if isinstance(value, str):
        return " ".join(whole(value).split()) or None
    if isinstance(value, Mapping):
        return text(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return next((words for each in value[:10] if (words := text(each))), None)
    return None


def names(value: object) -> tuple[str, ...]:
    """Give the name of each person that a property holds."""
    found = [text(each) for each in (value if isinstance(value, list) else [value])[:10]]
    return tuple(dict.fromkeys(name for name in found if name))


def _kind(node: Node) -> int:
    """Rank what a node is: 1 an article, 2 a page or the like that may carry the same facts, 0 anything else."""
    kinds = node.get("@type")
    stated = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if any(_ARTICLES.fullmatch(kind) for kind in stated):
        return 1
    return 2 if any(kind in _PAGES for kind in stated) else 0


def _own(node: Node, addresses: frozenset[str], title: str) -> int:
    page = node.get("mainEntityOfPage")
    stated = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, Mapping) else page]
    if any(isinstance(each, str) and each.split("#")[0] in addresses for each in stated):
        return 2
    headline = text(node.get("headline") or node.get("name")) or ""
    return int(bool(title) and headline.casefold() == title.casefold())


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        waiting = [_parsed(script.text or "")]
        while waiting and count < _MOST_NODES:
            count += 1
            value = waiting.pop(0)
            if isinstance(value, Mapping):
                yield value
                waiting.extend(value[key] for key in value if key not in _ASIDE)
            elif isinstance(value, list):
                waiting.extend(value)


def _parsed(raw: str) -> object:
    raw = _COMMENTS.sub("", _COMMENTS.sub("", raw)).strip()
    for attempt in (raw, _STRAY_COMMA.sub(r"\1", raw)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
