"""Read the article's description from a page's JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpus.models import replace_surrogates

if TYPE_CHECKING:
    from lxml.html import HtmlElement


JsonLdNode = Mapping[str, Any]

_ARTICLE_TYPE = re.compile(
    r"(?:.*Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting|DiscussionForumPosting)"
)
_PAGE_TYPES = frozenset(("WebPage", "ItemPage", "CreativeWork"))
# Properties that describe other articles or people.
_SKIPPED_PROPERTIES = frozenset(
    ("author", "publisher", "comment", "citation", "mentions", "relatedLink", "isPartOf", "itemListElement")
)
_COMMENT_MARKS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*\]\]>|\]\]>|-->)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_MAX_NODES = 5_000


def find_article_node(tree: HtmlElement, addresses: frozenset[str], title: str) -> JsonLdNode:
    """
    Find the node that describes the page's own article.

    Args:
        tree: The page.
        addresses: The page's own addresses.
        title: Its headline from other evidence, or ``""``.

    Returns:
        The node that is at one of *addresses*, has the *title*, or comes first, in this order of trust; empty if none
        is an article.
    """
    nodes = [node for node in _extract_nodes(tree) if _rank_type(node)]
    ranked = sorted(nodes, key=lambda node: (_rank_type(node), -_rank_match(node, addresses, title)))
    return ranked[0] if ranked else {}


def extract_text(value: object) -> str | None:
    """Return the text of a property: a string, the name of a thing, or the first text in a list; None if empty."""
    if isinstance(value, str):
        return " ".join(replace_surrogates(value).split()) or None
    if isinstance(value, Mapping):
        return extract_text(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return next((words for each in value[:10] if (words := extract_text(each))), None)
    return None


def extract_names(value: object) -> tuple[str, ...]:
    """Return the name of each person in a property."""
    found = [extract_text(each) for each in (value if isinstance(value, list) else [value])[:10]]
    return tuple(dict.fromkeys(name for name in found if name))


def is_article(node: JsonLdNode) -> bool:
    """Return whether *node* describes an article, and not a page or nothing."""
    return _rank_type(node) == 1


def _rank_type(node: JsonLdNode) -> int:
    """Return 1 for an article, 2 for a page or the like that may carry the same facts, 0 for anything else."""
    kinds = node.get("@type")
    types = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if any(_ARTICLE_TYPE.fullmatch(kind) for kind in types):
        return 1
    return 2 if any(kind in _PAGE_TYPES for kind in types) else 0


def _rank_match(node: JsonLdNode, addresses: frozenset[str], title: str) -> int:
    page = node.get("mainEntityOfPage")
    node_addresses = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, Mapping) else page]
    if any(isinstance(each, str) and each.split("#")[0] in addresses for each in node_addresses):
        return 2
    headline = extract_text(node.get("headline") or node.get("name")) or ""
    return int(bool(title) and headline.casefold() == title.casefold())


def _extract_nodes(tree: HtmlElement) -> Iterator[JsonLdNode]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        queue = [_parse_json(script.text or "")]
        while queue and count < _MAX_NODES:
            count += 1
            value = queue.pop(0)
            if isinstance(value, Mapping):
                yield value
                queue.extend(value[key] for key in value if key not in _SKIPPED_PROPERTIES)
            elif isinstance(value, list):
                queue.extend(value)


def _parse_json(raw: str) -> object:
    raw = _COMMENT_MARKS.sub("", _COMMENT_MARKS.sub("", raw)).strip()
    for attempt in (raw, _TRAILING_COMMA.sub(r"\1", raw)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
