"""Which lines of a rendered page are the article's body, by trafilatura."""

from __future__ import annotations

from corpus.pages.alignment import align
from corpus.pages.rendering import Rendering

# A line is body where at least this share of its characters was extracted; the rest is an inline note or a link.
_SHARE = 0.3


def body(html: str, rendering: Rendering) -> tuple[tuple[int, int], ...]:
    """
    Find the body.

    Args:
        html: The page.
        rendering: What is visible of it.

    Returns:
        Spans of the rendered text, in order; each holds whole lines. Empty where there is no body.

    References:
        Barbaresi (2021), Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction.
    """
    import trafilatura  # noqa: PLC0415 (0.5 CPU-s, and only pages need it)

    extract = trafilatura.extract(html, include_comments=False, favor_precision=True) or ""
    found = align(rendering.text, extract)
    spans: list[tuple[int, int]] = []
    at = 0
    joined = False
    for line in rendering.lines:
        while at < len(found) and found[at][1] <= line.start:
            at += 1
        covered = 0
        for start, end in found[at:]:
            if start >= line.end:
                break
            covered += min(end, line.end) - max(start, line.start)
        chosen = covered > _SHARE * (line.end - line.start) and line.element.tag != "h1"
        if chosen and joined:
            spans[-1] = (spans[-1][0], line.end)
        elif chosen:
            spans.append((line.start, line.end))
        joined = chosen
    return tuple(spans)
