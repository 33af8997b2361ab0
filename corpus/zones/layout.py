"""The zone of each line, from how much it looks like body, what its words tell, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Zone
from corpus.zones import signs
from corpus.zones.lines import Line

#: A line that looks this much like body is body, where its words say nothing else.
_ENOUGH = 0.5
#: What a line's words decide by themselves: the sign, the zone, and the longest line it is believed of.
_DECISIVE = (
    (signs.TEASER, Zone.RELATED_LINK, 200),
    (signs.RIGHTS, Zone.BOILERPLATE, 400),
    (signs.ASKING, Zone.BOILERPLATE, 700),
    (signs.BYLINE, Zone.BYLINE, 260),
    (signs.DATE, Zone.BYLINE, 140),
    (signs.FURNITURE, Zone.BOILERPLATE, 160),
    (signs.LIST_HEAD, Zone.BOILERPLATE, 60),
    (signs.CREDIT, Zone.CAPTION, 600),
)
_ANY = sum(sign for sign, _, _ in _DECISIVE)
_LONGEST_BIO = 700
_LONGEST_HEADLINE = 250
_WORD = re.compile(r"\w+")


def arrange(
    lines: Sequence[Line], marks: Sequence[int], body: Sequence[float], title: str | None, *, titled: bool
) -> list[Zone]:
    """
    Give every line its zone.

    Args:
        lines: The n lines of the text.
        marks: The signs of each.
        body: Shape (n,), how much each looks like body, in [0, 1].
        title: The headline by the page's metadata or the header, or None.
        titled: Whether the headline stands above the lines already.
    """
    zones = [_by_words(line, mark, score) for line, mark, score in zip(lines, marks, body, strict=True)]
    _name_captions(lines, zones)
    told = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    first, last = (told[0], told[-1]) if told else (len(lines), -1)
    headline = None if titled else _headline(lines, zones, first, title)
    _name_head(lines, marks, zones, headline, lines[headline].text if headline is not None else title)
    _name_between(lines, marks, zones, first, last)
    _name_tail(lines, marks, zones, last)
    return [zone or Zone.BOILERPLATE for zone in zones]


def _by_words(line: Line, mark: int, score: float) -> Zone | None:
    """Give the zone that the words alone decide, or None."""
    if mark & _ANY:
        length = line.end - line.start
        for sign, zone, limit in _DECISIVE:
            if mark & sign and length <= limit:
                return zone
    return Zone.BODY if score >= _ENOUGH else None


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
        at
        for at in range(min(first, len(lines)))
        if zones[at] is None and len(lines[at].words) <= _LONGEST_HEADLINE and not lines[at].bullet
    ]
    if title:
        wanted = _bag(title)
        for at in free:
            if _bag(lines[at].words) == wanted:
                return at
    likely = [at for at in free if lines[at].words.count(" ") >= 2]
    whole = "\n".join(line.text for line in lines[:first])
    for at in likely:
        if whole.count(lines[at].text) > 1:
            return at
    return likely[0] if likely else (free[0] if free else None)


def _name_head(
    lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None], headline: int | None, title: str | None
) -> None:
    """Name the headline, where it is repeated, and what stands between it and the body."""
    for at, line in enumerate(lines):
        if line.text == title and zones[at] in {None, Zone.BODY}:
            zones[at] = Zone.HEADLINE_REPEAT
    if headline is not None:
        zones[headline] = Zone.HEADLINE
    for at in range(0 if headline is None else headline + 1, len(lines)):
        if zones[at] is Zone.BODY:
            return
        if zones[at] is None and marks[at] & signs.NAME:
            zones[at] = Zone.BYLINE
        elif zones[at] is None and lines[at].words.count(" ") >= 5 and not lines[at].bullet:
            zones[at] = Zone.STANDFIRST


def _name_between(lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None], first: int, last: int) -> None:
    """Name what stands between two parts of the body."""
    for at in range(first, last):
        if zones[at] is None:
            if lines[at].bullet or lines[at].words.count(" ") >= 12:
                zones[at] = Zone.RELATED_LINK
            elif zones[at + 1] is Zone.BODY and not marks[at] & signs.NAME:
                zones[at] = Zone.SUBHEADING


def _name_tail(lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None], last: int) -> None:
    """Name what stands below the body."""
    tags = False
    names = True
    for at in range(last + 1, len(lines)):
        blanks = lines[at].words.count(" ")
        tags = bool(marks[at] & signs.TAG_HEAD) or (tags and blanks <= 3)
        if (
            zones[at] in {None, Zone.BYLINE}
            and marks[at] & signs.BIO
            and lines[at].end - lines[at].start <= _LONGEST_BIO
        ):
            zones[at] = Zone.AUTHOR_BIO
        elif zones[at] is None and names and marks[at] & signs.NAME and not lines[at].bullet:
            zones[at] = Zone.BYLINE
        elif zones[at] is None and not tags and blanks >= 4:
            zones[at] = Zone.RELATED_LINK
        names = names and zones[at] is Zone.BYLINE


def _bag(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower()))
