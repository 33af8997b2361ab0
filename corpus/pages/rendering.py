"""
A page's element tree → its visible text, line by line.

The text is near what a reader copies who marks the whole page: each block on a line of its own, white space collapsed,
nothing that the page's own attributes hide. The same tree always gives the same text.

References:
    WHATWG, HTML Standard, 15.3 "Non-replaced elements" (which elements are blocks, and which are not rendered).
    W3C, CSS Text Module Level 3, 4.1 (how white space collapses).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Part of the renderer's version: raised with every change that can change a text.
VERSION = 1

_UNSEEN = frozenset(
    "head script style template iframe frameset object embed applet audio video canvas svg math select "
    "datalist textarea input meter progress map link meta title".split()
)
# Blocks with a margin: a blank line stands before and after them.
_APART = frozenset(
    "address article aside blockquote body center dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "main menu nav ol p pre search section table ul".split()
)
_LINES = frozenset(
    "caption dd details dir div dt figcaption html legend li listing summary tbody tfoot thead tr".split()
)
_CELLS = frozenset(("td", "th"))
_KEPT = frozenset(("pre", "listing"))
_BUTTONS = frozenset(("a", "button", "label"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Soft hyphens, zero-width spaces, word joiners and byte order marks have no shape; joiners inside words stay.
_SHAPELESS = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
# A page of fewer characters shows its frame alone.
_HARDLY = 300
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of the rendered text, and where in the page it stands.

    Attributes:
        start: First code point in the text.
        end: One past the last.
        element: The innermost block element around its first character.
        linked: Number of its characters inside links.
        words: Number of its words, as divided by white space.
    """

    start: int
    end: int
    element: HtmlElement
    linked: int
    words: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page's visible text and its lines, in order."""

    text: str
    lines: tuple[Line, ...]


def draw(tree: HtmlElement) -> Rendering:
    """
    Render *tree*, whose depth does not matter: nothing here recurses.

    What the page hides is left out; but where hardly anything is left, a script was to uncover it (or a careless
    ``<noscript>`` swallowed the page), and all is drawn.
    """
    shown = _drawn(tree, _unseen)
    if len(shown.text) > _HARDLY:
        return shown
    uncovered = _drawn(tree, lambda element: element.tag in _UNSEEN)
    return uncovered if len(uncovered.text) > 5 * _HARDLY else shown


def _drawn(tree: HtmlElement, unseen: Callable[[HtmlElement], bool]) -> Rendering:
    canvas = _Canvas()
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and unseen(element):
            walk.skip_subtree()
        elif event == "start":
            canvas.enter(element)
            canvas.write(element.text)
        elif event == "end" and not unseen(element):
            canvas.leave(element)
        if event != "start" and element is not tree:
            canvas.write(element.tail)
    return canvas.done()


def _unseen(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _UNSEEN or tag == "noscript" or element.get("hidden") not in {None, "until-found"}:
        return True
    return bool(_HIDDEN.search(element.get("style", ""))) or (tag == "dialog" and element.get("open") is None)


class _Canvas:
    """What is written so far, and the white space that is due before the next word."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._lines: list[Line] = []
        self._blocks: list[HtmlElement] = []
        self._element: HtmlElement | None = None
        self._length = self._start = self._linked = self._count = 0
        self._feeds, self._white, self._seam = 0, "", ""
        self._links = self._kept = 0

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._feeds = max(self._feeds, 1)
        elif tag in _APART or tag in _LINES:
            self._feeds = max(self._feeds, 2 if tag in _APART else 1)
            self._blocks.append(element)
        elif tag in _CELLS:
            self._white = "\t"
        self._links += tag == "a"
        self._kept += tag in _KEPT
        self._seam += "<a" if tag in _BUTTONS else "<"

    def leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _APART or tag in _LINES:
            self._feeds = max(self._feeds, 2 if tag in _APART else 1)
            self._blocks.pop()
        self._links -= tag == "a"
        self._kept -= tag in _KEPT
        self._seam += "a>" if tag in _BUTTONS else ">"

    def write(self, raw: str | None) -> None:
        if not raw:
            return
        for number, line in enumerate(raw.split("\n") if self._kept else (raw,)):
            if number:
                self._feeds = max(self._feeds, 1)
            self._words(_WHITE.sub(" ", line.translate(_SHAPELESS)))

    def done(self) -> Rendering:
        self._close()
        return Rendering("".join(self._pieces), tuple(self._lines))

    def _words(self, words: str) -> None:
        shown = words.strip()
        if words[:1] == " ":
            self._white = self._white or " "
        if not shown:
            return
        if self._feeds or not self._length:
            self._close()
            self._put("\n" * self._feeds if self._length else "")
            self._start, self._element = self._length, self._blocks[-1]
        else:
            self._put(self._white or self._seam_before(shown))
        self._put(shown)
        self._linked += len(shown) if self._links else 0
        self._count += shown.count(" ") + 1
        self._feeds, self._white, self._seam = 0, " " if words[-1] == " " else "", ""

    def _seam_before(self, shown: str) -> str:
        """
        Give the blank that only a style sheet shows, where one inline element ends and the next begins at once.

        Two links are set apart, and "Jane Doe" from "2 June"; a drop cap is not, nor the end of a word in italics.
        """
        if "a><a" in self._seam:
            return " "
        left = self._pieces[-1]
        new_word = shown[0].isupper() or shown[0].isdigit()
        return " " if "><" in self._seam and new_word and len(left) > 1 and not left[-1].isupper() else ""

    def _put(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _close(self) -> None:
        if self._element is not None:
            self._lines.append(Line(self._start, self._length, self._element, self._linked, self._count))
        self._element, self._linked, self._count = None, 0, 0
