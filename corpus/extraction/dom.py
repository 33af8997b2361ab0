"""Parse HTML into an element tree of limited size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.errors import EmptySource, SourceTooLarge
from corpus.models.text import _

if TYPE_CHECKING:
    from lxml.html import HtmlElement


#: Larger pages are refused, as time grows with the elements; the largest of 900 saved news pages has 6,800.
MAX_ELEMENTS = 30_000


def parse_html(html: str, subject: str) -> HtmlElement:
    """
    Parse *html* as leniently as a browser; elements nested deeper than libxml2 allows (2,048) are dropped.

    Raises:
        EmptySource: If there is no element.
        SourceTooLarge: If there are more than `MAX_ELEMENTS`.
    """
    # As bytes, because lxml rejects a str that begins with an XML declaration that names an encoding.
    parser = HTMLParser(huge_tree=True, encoding="utf-8", no_network=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise EmptySource(subject, _("the page is empty")) from error
    if sum(1 for _ in zip(tree.iter(), range(MAX_ELEMENTS + 1), strict=False)) > MAX_ELEMENTS:
        raise SourceTooLarge(subject, _("it has more than {number} elements", number=MAX_ELEMENTS))
    return tree


# Elements around one that are looked at; the names of those farther out describe the whole page.
_MAX_LEVELS = 10


_TOPIC_PREFIXES = ("category-", "tag-")
#: Tags and names of an element and of those around it, innermost first.
AncestorNames = Sequence[tuple[str, str]]


def list_ancestor_names(element: HtmlElement) -> AncestorNames:
    """
    Return the tag of an element and of the elements around it, each with its classes and its id in one string.

    Left out are those that repeat the topics of an article ("category-comment", "tag-weather").
    """
    chain = islice((element, *element.iterancestors()), _MAX_LEVELS)
    return [(each.tag, _join_names(each)) for each in chain if each.tag not in {"html", "body"}]


def _join_names(element: HtmlElement) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return " ".join(name for name in names if not name.startswith(_TOPIC_PREFIXES))
