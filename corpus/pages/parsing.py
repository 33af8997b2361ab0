"""A page's characters → its element tree, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.errors import EmptySource, TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A page of more elements is not read, as that takes time in proportion: of 900 saved news pages the largest has 6,800.
MOST_ELEMENTS = 30_000


def parse(html: str, subject: str) -> HtmlElement:
    """
    Parse *html* as leniently as a browser; what is nested deeper than libxml2 goes (2,048) is dropped.

    Raises:
        EmptySource: If there is no element.
        TooLarge: If there are more than `MOST_ELEMENTS`.
    """
    # By way of bytes, as lxml takes no characters that begin with an XML declaration naming an encoding.
    parser = HTMLParser(huge_tree=True, encoding="utf-8", no_network=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise EmptySource(subject, "there is no element in the page") from error
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        raise TooLarge(subject, f"a page of more than {MOST_ELEMENTS:,} elements is not read")
    return tree
