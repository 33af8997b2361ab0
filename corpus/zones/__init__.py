"""The parts of a pasted article: what each line is there for."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import headers
from corpus.model import Hints, Zone, ZoneSpan
from corpus.zones import layout, signs
from corpus.zones.lines import Line, split

__all__ = ["label"]

_NO_HINTS = Hints()


def label(text: str, hints: Hints = _NO_HINTS) -> tuple[ZoneSpan, ...]:
    """
    Say what each line of *text* is there for.

    Args:
        text: An article as it was pasted, or the visible text of a page.
        hints: What the page says of itself: evidence, never truth.

    Returns:
        Spans in order, a line or a wrapped paragraph each, not overlapping, without white space at either end; together
        they cover all that is not white space.
    """
    header = headers.read(text)
    lines = split(text, header.end if header else 0)
    title = (header and header.title) or hints.title
    marks = [signs.read(line.words) for line in lines]
    body = [_looks_like_body(line, mark) for line, mark in zip(lines, marks, strict=True)]
    zones = layout.arrange(lines, marks, body, title, titled=bool(header and header.title))
    spans = [ZoneSpan(line.start, line.end, zone) for line, zone in zip(lines, zones, strict=True)]
    return (*_of_header(header), *spans) if header else tuple(spans)


def _of_header(header: headers.Header) -> Sequence[ZoneSpan]:
    spans: list[ZoneSpan] = []
    for field in header.fields:
        start, end = field.line
        if field.key == "title" and field.value:
            spans.append(ZoneSpan(start, start + len("title:"), Zone.BOILERPLATE))
            spans.append(ZoneSpan(*field.span, Zone.HEADLINE))
        else:
            spans.append(ZoneSpan(start, end, Zone.BOILERPLATE))
    return spans


def _looks_like_body(line: Line, mark: int) -> float:
    count = len(line.words.split())
    if mark & signs.STOP:
        return 1.0 if count >= 5 and not (line.bullet and line.words[-1] != ".") else 0.0
    return 0.8 if count >= 30 else 0.0
