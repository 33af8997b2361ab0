"""Render a page's element tree as its visible text, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement


#: Part of the renderer's version: increase it with every change that can change a text.
RENDERER_VERSION = 1

_INVISIBLE_ELEMENTS = frozenset(
    "head script style template iframe frameset object embed applet audio video canvas svg math select "
    "datalist textarea input meter progress map link meta title".split()
)
# Blocks with a margin, which get a blank line before and after them.
_SPACED_BLOCKS = frozenset(
    "address article aside blockquote body center dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
    "main menu nav ol p pre search section table ul".split()
)
_LINE_BLOCKS = frozenset(
    "caption dd details dir div dt figcaption html legend li listing summary tbody tfoot thead tr".split()
)
_TABLE_CELLS = frozenset(("td", "th"))
_PREFORMATTED_ELEMENTS = frozenset(("pre", "listing"))
_CLICKABLE_ELEMENTS = frozenset(("a", "button", "label"))
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Soft hyphens, zero-width spaces, word joiners and byte order marks are invisible; joiners inside words stay.
_ZERO_WIDTH_CHARACTERS = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
# A page with fewer visible characters shows only its frame.
_MIN_VISIBLE_CHARS = 300
_WHITESPACE = re.compile(r"\s+")

#: A line with a larger share of links leads to other pages.
_MAX_LINKED_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """
    A line of the rendered text and its place in the page.

    Attributes:
        start: First code point in the text.
        end: One past the last.
        element: The innermost block element around its first character.
        linked: Number of its characters inside links.
        words: Number of its words, split at white space.
    """

    start: int
    end: int
    element: HtmlElement
    linked: int
    words: int

    @property
    def is_mostly_linked(self) -> bool:
        """Whether so much of it is links that it only leads to other pages."""
        return self.linked > _MAX_LINKED_SHARE * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page's visible text and its lines, in order."""

    text: str
    lines: tuple[RenderedLine, ...]


def render_tree(tree: HtmlElement) -> Rendering:
    """
    Render *tree*; its depth does not matter, because nothing here recurses.

    Hidden elements are left out. If hardly any text remains, a script was meant to show it (or a careless
    ``<noscript>`` contains the page), and everything is rendered.
    """
    visible = _render_visible(tree, _is_invisible)
    if len(visible.text) > _MIN_VISIBLE_CHARS:
        return visible
    unhidden = _render_visible(tree, lambda element: element.tag in _INVISIBLE_ELEMENTS)
    return unhidden if len(unhidden.text) > 5 * _MIN_VISIBLE_CHARS else visible


def _render_visible(tree: HtmlElement, is_skipped: Callable[[HtmlElement], bool]) -> Rendering:
    builder = _TextBuilder()
    events = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start" and is_skipped(element):
            events.skip_subtree()
        elif event == "start":
            builder.enter(element)
            builder.write(element.text)
        elif event == "end" and not is_skipped(element):
            builder.leave(element)
        if event != "start" and element is not tree:
            builder.write(element.tail)
    return builder.build()


def _is_invisible(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in _INVISIBLE_ELEMENTS or tag == "noscript" or element.get("hidden") not in {None, "until-found"}:
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", ""))) or (tag == "dialog" and element.get("open") is None)


class _TextBuilder:
    """The text so far, and the white space that is due before the next word."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._lines: list[RenderedLine] = []
        self._blocks: list[HtmlElement] = []
        self._element: HtmlElement | None = None
        self._length = self._start = self._linked_length = self._word_count = 0
        self._line_feeds, self._pending_space, self._seam = 0, "", ""
        self._link_depth = self._preformatted_depth = 0

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._line_feeds = max(self._line_feeds, 1)
        elif tag in _SPACED_BLOCKS or tag in _LINE_BLOCKS:
            self._line_feeds = max(self._line_feeds, 2 if tag in _SPACED_BLOCKS else 1)
            self._blocks.append(element)
        elif tag in _TABLE_CELLS:
            self._pending_space = "\t"
        self._link_depth += tag == "a"
        self._preformatted_depth += tag in _PREFORMATTED_ELEMENTS
        self._seam += "<a" if tag in _CLICKABLE_ELEMENTS else "<"

    def leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _SPACED_BLOCKS or tag in _LINE_BLOCKS:
            self._line_feeds = max(self._line_feeds, 2 if tag in _SPACED_BLOCKS else 1)
            self._blocks.pop()
        self._link_depth -= tag == "a"
        self._preformatted_depth -= tag in _PREFORMATTED_ELEMENTS
        self._seam += "a>" if tag in _CLICKABLE_ELEMENTS else ">"

    def write(self, raw: str | None) -> None:
        if not raw:
            return
        for number, line in enumerate(raw.split("\n") if self._preformatted_depth else (raw,)):
            if number:
                self._line_feeds = max(self._line_feeds, 1)
            self._write_words(_WHITESPACE.sub(" ", line.translate(_ZERO_WIDTH_CHARACTERS)))

    def build(self) -> Rendering:
        self._close_line()
        return Rendering("".join(self._pieces), tuple(self._lines))

    def _write_words(self, words: str) -> None:
        text = words.strip()
        if words[:1] == " ":
            self._pending_space = self._pending_space or " "
        if not text:
            return
        if self._line_feeds or not self._length:
            self._close_line()
            self._append("\n" * self._line_feeds if self._length else "")
            self._start, self._element = self._length, self._blocks[-1]
        else:
            self._append(self._pending_space or self._find_seam(text))
        self._append(text)
        self._linked_length += len(text) if self._link_depth else 0
        self._word_count += text.count(" ") + 1
        self._line_feeds, self._pending_space, self._seam = 0, " " if words[-1] == " " else "", ""

    def _find_seam(self, text: str) -> str:
        """
        Return the space that only a style sheet shows between two inline elements in direct succession, or ``""``.

        Two links are separated, and "Jane Doe" from "2 June"; a drop cap is not, nor the end of a word in italics.
        """
        if "a><a" in self._seam:
            return " "
        left = self._pieces[-1]
        new_word = text[0].isupper() or text[0].isdigit()
        return " " if "><" in self._seam and new_word and len(left) > 1 and not left[-1].isupper() else ""

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _close_line(self) -> None:
        if self._element is not None:
            self._lines.append(
                RenderedLine(self._start, self._length, self._element, self._linked_length, self._word_count)
            )
        self._element, self._linked_length, self._word_count = None, 0, 0
