"""The parts of a pasted article: what each line is there for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus import headers
from corpus.model import Hints, Zone, ZoneSpan
from corpus.zones import layout, model, shape, signs
from corpus.zones.lines import Line, split, taken

__all__ = ["label"]

_NO_HINTS = Hints()


def label(text: str, hints: Hints = _NO_HINTS, net: model.Net | None = None) -> tuple[ZoneSpan, ...]:
    """
    Say what each line of *text* is there for.

    A line model tells how much each line looks like body by its shape and place; what a line says of itself (a
    credit, a byline, a teaser, an appeal to the reader) and the order of the parts decide the rest.

    Args:
        text: An article as it was pasted, or the visible text of a page.
        hints: What the page says of itself: evidence, never truth. ``body`` spans count for half.
        net: The line model; the shipped one where none is given.

    Returns:
        Spans in order, a line or a wrapped paragraph each, not overlapping, without white space at either end; together
        they cover all that is not white space.
    """
    header = headers.read(text)
    lines = split(text, header.end if header else 0)
    spans = _of_header(header) if header else []
    if lines:
        title = (header and header.title) or hints.title
        marks = [signs.read(line.words) for line in lines]
        share = taken(lines, hints.body) if hints.body else []
        likely = _likely(text, lines, marks, hints.title, net or model.bundled())
        if share:
            likely = ((likely + np.array(share)) / 2).astype(np.float32)
        zones = layout.arrange(lines, marks, likely, share, title, titled=bool(header and header.title))
        spans += [ZoneSpan(line.start, line.end, zone) for line, zone in zip(lines, zones, strict=True)]
    return tuple(spans)


def _likely(text: str, lines: Sequence[Line], marks: Sequence[int], title: str | None, net: model.Net) -> shape.Array:
    """Give shape (n,), how much each line looks like body."""
    own = shape.measure(text, lines, marks, title)
    return net.likely(np.concatenate((own, shape.place(own)), axis=1))


def _of_header(header: headers.Header) -> list[ZoneSpan]:
    spans: list[ZoneSpan] = []
    for field in header.fields:
        start, end = field.line
        if field.key == "title" and field.value:
            spans.append(ZoneSpan(start, start + len("title:"), Zone.BOILERPLATE))
            spans.append(ZoneSpan(*field.span, Zone.HEADLINE))
        else:
            spans.append(ZoneSpan(start, end, Zone.BOILERPLATE))
    return spans
