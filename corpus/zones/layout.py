"""The zone of each line, from how much it looks like body, what its words tell, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from corpus.model import Zone
from corpus.zones import signs
from corpus.zones.lines import Line
from corpus.zones.shape import Array, heaviest

#: The block of body is the run of lines whose words gain most over this bar; inside it little likelihood is enough,
#: outside much is needed.
_BAR, _INSIDE, _OUTSIDE = 0.4, 0.15, 0.6
#: So likely a body line may speak of subscriptions; so much of a fragment must be taken by an extractor to be body.
_SURE = 0.8
#: A fragment (a line that ends no sentence) of more words is no subheading; of so many it is a paragraph.
_LONG, _PARAGRAPH = 12, 18
#: A standfirst has no more code points than this.
_LONGEST_STANDFIRST = 400
#: What a line's words decide by themselves: the sign, the zone, and the longest line it is believed of.
_DECISIVE = (
    (signs.TEASER, Zone.RELATED_LINK, 200),
    (signs.RIGHTS, Zone.BOILERPLATE, 400),
    (signs.APPEAL, Zone.BOILERPLATE, 700),
    (signs.BYLINE, Zone.BYLINE, 260),
    (signs.DATE, Zone.BYLINE, 140),
    (signs.FURNITURE, Zone.BOILERPLATE, 160),
    (signs.BIO, Zone.BYLINE, 40),
    (signs.LIST_HEAD, Zone.BOILERPLATE, 60),
    (signs.CREDIT, Zone.CAPTION, 600),
)
_ANY = sum(sign for sign, _, _ in _DECISIVE)
_LONGEST_BIO = 700
_LONGEST_HEADLINE = 250
_WORD = re.compile(r"\w+")


def arrange(
    lines: Sequence[Line],
    marks: Sequence[int],
    likely: Array,
    taken: Sequence[float],
    title: str | None,
    *,
    titled: bool,
) -> list[Zone]:
    """
    Give every line its zone.

    Args:
        lines: The n lines of the text.
        marks: The signs of each.
        likely: Shape (n,), how much each looks like body, in [0, 1].
        taken: Shape (n,), the share of each that an extractor took for body; empty where none was asked.
        title: The headline by the page's metadata or the header, or None.
        titled: Whether the headline stands above the lines already.
    """
    zones = [_by_words(line, mark) for line, mark in zip(lines, marks, strict=True)]
    _name_body(lines, marks, zones, likely, taken)
    _name_captions(lines, zones)
    _name_standfirst(lines, zones)
    _name_bios(lines, marks, zones)
    told = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    first, last = (told[0], told[-1]) if told else (len(lines), -1)
    headline = None if titled else _headline(lines, zones, first, title)
    _name_head(lines, marks, zones, headline, lines[headline].text if headline is not None else title)
    _name_between(lines, marks, zones, first, last)
    _name_tail(lines, marks, zones, last)
    return [zone or Zone.BOILERPLATE for zone in zones]


def _by_words(line: Line, mark: int) -> Zone | None:
    """Give the zone that the words alone decide, or None."""
    if mark & _ANY:
        length = line.end - line.start
        for sign, zone, limit in _DECISIVE:
            if mark & sign and length <= limit:
                return zone
    return None


def _name_body(
    lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None], likely: Array, taken: Sequence[float]
) -> None:
    """Name the body: paragraphs, fragments that an extractor took, and fragments that are lists."""
    for at, mark in enumerate(marks):
        if mark & signs.ASKING and likely[at] < _SURE and zones[at] is None:
            zones[at] = Zone.BOILERPLATE
    words = np.array([line.words.count(" ") + 1 for line in lines])
    first, last = heaviest((words + 3) * (likely - _BAR))
    last = _end(marks, words, likely, last)
    index = np.arange(len(lines))
    told = (likely >= np.where((index >= first) & (index <= last), _INSIDE, _OUTSIDE)).tolist()
    loose = [told[at] and zones[at] is None for at in range(len(lines))]
    whole = [
        loose[at] and (_is_whole(lines[at].text, marks[at], words[at]) or bool(taken and taken[at] >= _SURE))
        for at in range(len(lines))
    ]
    fragment = [open_ and not paragraph for open_, paragraph in zip(loose, whole, strict=True)]
    for is_fragment, run in groupby(range(len(lines)), key=fragment.__getitem__):
        members = list(run)
        listed = is_fragment and members[0] > 0 and whole[members[0] - 1] and _is_list(lines, members)
        for at in members:
            if whole[at] or listed:
                zones[at] = Zone.BODY


def _is_list(lines: Sequence[Line], members: Sequence[int]) -> bool:
    """Tell whether fragments below a paragraph are a list: three with bullets, or two without."""
    return len(members) >= (3 if lines[members[0]].bullet else 2)


def _is_whole(text: str, mark: int, words: int) -> bool:
    """Tell a paragraph from a fragment; a short question is a heading as often as not."""
    if text[-1] == "?" and words <= _LONG - 4:
        return False
    return bool(mark & signs.STOP) or words >= _PARAGRAPH or text[-1] == ":"


def _end(marks: Sequence[int], words: NDArray[np.int64], likely: Array, last: int) -> int:
    """Let the block reach paragraphs that only captions or the like part from it."""
    at = last + 1
    while at < min(last + 6, len(marks)):
        if marks[at] & (signs.LIST_HEAD | signs.RIGHTS | signs.COMMENT | signs.ASKING | signs.BIO):
            break
        enough = 6 if all(mark & (signs.TEASER | signs.CREDIT) for mark in marks[last + 1 : at]) else _PARAGRAPH
        if marks[at] & signs.STOP and words[at] >= enough and likely[at] >= _INSIDE:
            last = at
        at += 1
    return last


def _name_bios(lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None]) -> None:
    """Take the last paragraphs for notes on the authors where they introduce somebody the bylines name."""
    authors = {
        word
        for line, mark, zone in zip(lines, marks, zones, strict=True)
        if zone is Zone.BYLINE or mark & signs.NAME
        for word in _WORD.findall(line.text)
        if word[0].isupper()
    }
    for at in range(len(lines) - 1, -1, -1):
        if zones[at] is Zone.BODY:
            named = set(_WORD.findall(" ".join(lines[at].text.split()[:3])))
            if not (marks[at] & signs.BIO and named & authors and lines[at].end - lines[at].start <= _LONGEST_BIO):
                return
            zones[at] = Zone.AUTHOR_BIO


def _name_standfirst(lines: Sequence[Line], zones: list[Zone | None]) -> None:
    """Take the few sentences between headline and byline, where body follows, for the standfirst."""
    told = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    byline = next((at for at in range(told[0], len(zones)) if zones[at] is Zone.BYLINE), 0) if told else 0
    above = [at for at in told if at < byline]
    near = above and byline - above[-1] <= 3 and above[-1] - above[0] <= 3
    short = above and len(above) <= 3 and lines[above[-1]].end - lines[above[0]].start <= _LONGEST_STANDFIRST
    if near and short and len(told) >= len(above) + 3:
        for at in above:
            zones[at] = Zone.STANDFIRST


def _name_captions(lines: Sequence[Line], zones: list[Zone | None]) -> None:
    """Take the line above a caption for its alternative text where it holds nearly the same words."""
    for at in range(1, len(lines)):
        if zones[at] is Zone.CAPTION and zones[at - 1] in {None, Zone.BODY} and lines[at].gap <= 1:
            above, below = _bag(lines[at - 1].words), _bag(lines[at].words)
            # behind a blank line the words must be the same, for a caption may open as the paragraph above does
            if above and len(above & below) >= (0.9 if lines[at].gap else 0.6) * len(above):
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
    likely = [at for at in free if lines[at].words.count(" ") >= 3]
    whole = "\n".join(line.text for line in lines[:first])
    for at in likely[:200]:  # enough for any menu, and no text makes it slow
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
            if lines[at].bullet or lines[at].words.count(" ") >= _LONG:
                zones[at] = Zone.RELATED_LINK
            elif zones[at + 1] is Zone.BODY and not marks[at] & signs.NAME:
                zones[at] = Zone.SUBHEADING


def _name_tail(lines: Sequence[Line], marks: Sequence[int], zones: list[Zone | None], last: int) -> None:
    """Name what stands below the body."""
    names = True
    for at in range(last + 1, len(lines)):
        blanks = lines[at].words.count(" ")
        if (
            zones[at] in {None, Zone.BYLINE}
            and marks[at] & signs.BIO
            and lines[at].end - lines[at].start <= _LONGEST_BIO
        ):
            zones[at] = Zone.AUTHOR_BIO
        elif zones[at] is None and names and marks[at] & signs.NAME and not lines[at].bullet:
            zones[at] = Zone.BYLINE
        elif zones[at] is None and blanks >= 4:
            zones[at] = Zone.RELATED_LINK
        names = names and zones[at] is Zone.BYLINE


def _bag(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower()))
