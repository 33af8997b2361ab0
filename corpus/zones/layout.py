"""The zone of each line, from how much it looks like body, what its words tell, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Zone
from corpus.zones import signs
from corpus.zones.lines import Line

#: A caption, a note on the author or a headline is no longer than this, in code points.
_LONGEST_CAPTION = 600
_LONGEST_BIO = 700
_LONGEST_HEADLINE = 250
_WORD = re.compile(r"\w+")


def arrange(lines: Sequence[Line], body: Sequence[float], title: str | None, *, titled: bool) -> list[Zone]:
    """
    Give every line its zone.

    Args:
        lines: The n lines of the text.
        body: Shape (n,), how much each looks like body, in [0, 1].
        title: The headline by the page's metadata or the header, or None.
        titled: Whether the headline stands above the lines already.
    """
    zones = [_by_words(line, score) for line, score in zip(lines, body, strict=True)]
    _name_captions(lines, zones)
    told = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    first, last = (told[0], told[-1]) if told else (len(lines), -1)
    headline = None if titled else _headline(lines, zones, first, title)
    _name_head(lines, zones, headline, title, first)
    _name_between(lines, zones, first, last)
    _name_tail(lines, zones, last)
    return [zone or Zone.BOILERPLATE for zone in zones]


def _by_words(line: Line, score: float) -> Zone | None:
    """Give the zone that the words alone decide, or None."""
    words = line.words
    found: Zone | None = Zone.BODY if score >= 0.5 else None
    for zone, limit, test in _SIGNS:
        if len(words) <= limit and test(words):
            return zone
    return found


_SIGNS = (
    (Zone.RELATED_LINK, 200, signs.is_teaser),
    (Zone.BOILERPLATE, 700, signs.is_promo),
    (Zone.BYLINE, 260, signs.is_byline),
    (Zone.BYLINE, 140, signs.is_date),
    (Zone.BOILERPLATE, 160, signs.is_furniture),
    (Zone.BOILERPLATE, 60, signs.is_list_head),
    (Zone.CAPTION, _LONGEST_CAPTION, signs.is_credit),
)


def _name_captions(lines: Sequence[Line], zones: list[Zone | None]) -> None:
    """Take the line above a caption for its alternative text where it holds nearly the same words."""
    for at in range(1, len(lines)):
        if zones[at] is Zone.CAPTION and zones[at - 1] in {None, Zone.BODY} and lines[at].gap == 0:
            above, below = _bag(lines[at - 1].words), _bag(lines[at].words)
            if above and len(above & below) >= 0.6 * len(above):
                zones[at - 1] = Zone.CAPTION


def _headline(lines: Sequence[Line], zones: Sequence[Zone | None], first: int, title: str | None) -> int | None:
    """Find the headline above the body: what the page calls so, what stands twice, or the first that reads like one."""
    free = [
        at for at in range(min(first, len(lines))) if zones[at] is None and len(lines[at].words) <= _LONGEST_HEADLINE
    ]
    if title:
        wanted = _bag(title)
        for at in free:
            if _bag(lines[at].words) == wanted:
                return at
    likely = [at for at in free if len(lines[at].words.split()) >= 3 and not lines[at].bullet]
    for at in likely:
        if any(lines[at].text in line.text and line.text != lines[at].text for line in lines[:first]):
            return at
    return likely[0] if likely else (free[0] if free else None)


def _name_head(
    lines: Sequence[Line], zones: list[Zone | None], headline: int | None, title: str | None, first: int
) -> None:
    """Name what stands above the body."""
    if headline is not None:
        title = lines[headline].text
    for at, line in enumerate(lines):
        if line.text == title and zones[at] in {None, Zone.BODY}:
            zones[at] = Zone.HEADLINE_REPEAT
    if headline is not None:
        zones[headline] = Zone.HEADLINE
    for at in range(0 if headline is None else headline + 1, first):
        if zones[at] is not None:
            continue
        if signs.is_name(lines[at].words):
            zones[at] = Zone.BYLINE
        elif len(lines[at].words.split()) >= 6 and not lines[at].bullet:
            zones[at] = Zone.STANDFIRST


def _name_between(lines: Sequence[Line], zones: list[Zone | None], first: int, last: int) -> None:
    """Name what stands between two parts of the body."""
    for at in range(first, last):
        if zones[at] is not None:
            continue
        words = lines[at].words
        if lines[at].bullet or len(words.split()) > 12:
            zones[at] = Zone.RELATED_LINK
        elif zones[at + 1] is Zone.BODY and not signs.is_name(words):
            zones[at] = Zone.SUBHEADING


def _name_tail(lines: Sequence[Line], zones: list[Zone | None], last: int) -> None:
    """Name what stands below the body."""
    tags = False
    names = True
    for at in range(last + 1, len(lines)):
        words = lines[at].words
        tags = signs.is_tag_head(words) or (tags and len(words.split()) <= 4)
        if zones[at] is None and len(words) <= _LONGEST_BIO and signs.is_bio(words):
            zones[at] = Zone.AUTHOR_BIO
        elif zones[at] is None and names and signs.is_name(words) and not lines[at].bullet:
            zones[at] = Zone.BYLINE
        elif zones[at] is None and not tags and len(words.split()) >= 5:
            zones[at] = Zone.RELATED_LINK
        names = names and zones[at] is Zone.BYLINE


def _bag(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower()))
