"""
Which lines of a rendered page are the article's body.

Trafilatura chooses; its words are laid back on the text, and the page's own structure corrects it: paragraphs marked up
exactly like the chosen ones belong to them, lists of links and other posts on the same page do not.

References:
    Barbaresi (2021), Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from corpus.pages.alignment import align
from corpus.pages.rendering import Line, Rendering

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# No article has so many characters, and extraction takes time in proportion. A live blog with its comments has 200,000.
_MOST_TEXT = 500_000
# A line is extracted where at least this share of it was: the rest may be an inline note or a link.
_EXTRACTED = 0.3
# A line with more of it in links is a pointer elsewhere.
_LINKED = 0.75
# Kin: lines whose element and its parents are named alike, so many levels up. Of such lines, so many must be chosen
# before others are taken in, and these must have a sentence's length and not be links for the most part.
_LEVELS = 4
_KIN = 3
_WORDS = 8
_KIN_LINKED = 0.3
# Other posts on the page are left out where the one around them has so many words of its own.
_OWN_WORDS = 30
# What an element's own class or id says it is: each word as a whole part of a name ("post-tags", "newsletter_signup").
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:related|newsletter|promo|promotion|cta|share|sharing|social|tags?|comments?|authors?|byline|gallery"
    r"|credits?|caption|subscrib\w*|subscription|sign-?up|advert\w*|footer|recirc\w*|read-?(?:more|next|also)"
    r"|breadcrumbs?|trending|popular|most-?read|sponsor\w*|disqus|toolbar|pagination|post-?info|dateline|timestamp"
    r"|meta)(?=$|[-_\s])",
    re.IGNORECASE,
)

Span = tuple[int, int]


def body(html: str, rendering: Rendering) -> tuple[Span, ...]:
    """
    Find the body.

    Args:
        html: The page.
        rendering: What is visible of it.

    Returns:
        Spans of the rendered text, in order, each of whole lines; neighbours are joined. Empty where there is no body
        and where there is more text than any article has.
    """
    import trafilatura  # noqa: PLC0415 (0.5 CPU-s, and only pages need it)

    lines = rendering.lines
    if len(rendering.text) > _MOST_TEXT:
        return ()
    extract = trafilatura.extract(html, include_comments=False) or ""
    chosen = _covered(lines, align(rendering.text, extract))
    _add_kin(lines, chosen)
    _drop_other_posts(lines, chosen)
    kept = [here and not _furniture(line) for line, here in zip(lines, chosen, strict=True)]
    return tuple(_joined(lines, kept))


def _covered(lines: Sequence[Line], found: Sequence[Span]) -> list[bool]:
    """Tell for each line whether the spans *found* cover enough of it."""
    flags: list[bool] = []
    at = 0
    for line in lines:
        while at < len(found) and found[at][1] <= line.start:
            at += 1
        covered, ahead = 0, at
        while ahead < len(found) and found[ahead][0] < line.end:
            covered += min(found[ahead][1], line.end) - max(found[ahead][0], line.start)
            ahead += 1
        flags.append(covered > _EXTRACTED * (line.end - line.start))
    return flags


def _add_kin(lines: Sequence[Line], chosen: list[bool]) -> None:
    """Choose the paragraphs behind the first chosen line that are marked up like those already chosen."""
    names = [_name(line.element) for line in lines]
    long = [line.words >= _WORDS for line in lines]
    counts = Counter(name for name, here, enough in zip(names, chosen, long, strict=True) if here and enough)
    first = chosen.index(True) if True in chosen else len(chosen)
    for at in range(first, len(lines)):
        line = lines[at]
        if long[at] and counts[names[at]] >= _KIN and line.linked < _KIN_LINKED * (line.end - line.start):
            chosen[at] = True


def _name(element: HtmlElement) -> tuple[str, ...]:
    """Name an element and its parents by tag and class; numbers in a class are of one element alone."""
    chain = islice(_upwards(element), _LEVELS)
    return tuple(f"{each.tag} {re.sub(r'[0-9]+', '0', each.get('class', ''))}" for each in chain)


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _drop_other_posts(lines: Sequence[Line], chosen: list[bool]) -> None:
    """Leave out articles inside the article (HTML 4.3.2: "comments or other posts"), where the outer has a body."""
    inside = [
        tuple(line.element.iterancestors("article")) if here else () for line, here in zip(lines, chosen, strict=True)
    ]
    depths = [len(articles) for articles, here in zip(inside, chosen, strict=True) if here]
    outer = min(depths, default=0)
    own = sum(
        line.words
        for line, articles, here in zip(lines, inside, chosen, strict=True)
        if here and len(articles) == outer
    )
    if outer and own >= _OWN_WORDS:
        chosen[:] = [here and len(articles) == outer for here, articles in zip(chosen, inside, strict=True)]


def _furniture(line: Line) -> bool:
    """Tell whether a line is a heading of the page, a pointer elsewhere, or named as a part that is no body."""
    element = line.element
    if element.tag == "h1" or line.linked > _LINKED * (line.end - line.start):
        return True
    if element.tag in {"body", "main", "article"}:
        return False
    return bool(_FURNITURE.search(element.get("class", "")) or _FURNITURE.search(element.get("id", "")))


def _joined(lines: Sequence[Line], chosen: Sequence[bool]) -> Iterator[Span]:
    start = None
    for at, line in enumerate(lines):
        if chosen[at] and start is None:
            start = line.start
        if start is not None and (at + 1 == len(lines) or not chosen[at + 1]):
            yield start, line.end
            start = None
