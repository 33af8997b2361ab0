"""
Sentences: the spans of an article's own words that can be quoted by themselves.

References:
    Kiss & Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection, Computational Linguistics 32(4).
    Read et al. (2012), Sentence Boundary Detection: A Long Solved Problem?, COLING.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model import Sentence, Zone, ZoneSpan
from corpus.sentences.blocks import blocks
from corpus.sentences.boundaries import ends

__all__ = ["split"]

#: Zones that are split; related links, notes on authors and boilerplate are nobody's sentences.
_READ = frozenset(
    {
        Zone.HEADLINE,
        Zone.HEADLINE_REPEAT,
        Zone.STANDFIRST,
        Zone.SUBHEADING,
        Zone.BODY,
        Zone.CAPTION,
        Zone.BYLINE,
    }
)

#: Lines of these are quoted whole: "Deal or no deal? Talks drag on" is one headline.
_WHOLE = frozenset({Zone.HEADLINE, Zone.HEADLINE_REPEAT, Zone.SUBHEADING, Zone.BYLINE})


def split(text: str, zones: Sequence[ZoneSpan], article: str) -> tuple[Sentence, ...]:
    """
    Split the zones of an article that are its own words into sentences.

    Between two sentences of a zone stands white space or nothing; no sentence crosses the end of a zone, a blank line,
    or a line break that is no mere hard wrap. Headlines and bylines are one sentence a line. Inside a quotation
    sentences are split as elsewhere; marks and brackets that close after a final stop stay with it.

    Args:
        text: The article's original text.
        zones: Its zones, in order, not overlapping.
        article: Key of the article, put on each sentence.

    Returns:
        In order, each with its zone and the number of its paragraph among those read. Time is linear in the text.
    """
    found: list[Sentence] = []
    for paragraph, (start, end, zone) in enumerate(_paragraphs(text, zones)):
        block = text[start:end]
        last = 0
        for stop in [len(block)] if zone in _WHOLE else ends(block):
            words = block[last:stop].strip()
            first = start + block.index(words, last)
            found.append(Sentence(article, first, first + len(words), words, zone, paragraph))
            last = stop
    return tuple(found)


def _paragraphs(text: str, zones: Sequence[ZoneSpan]) -> Iterator[tuple[int, int, Zone]]:
    for span in _joined(text, zones):
        if span.zone in _READ:
            for start, end in blocks(text, span.start, span.end):
                yield start, end, span.zone


def _joined(text: str, zones: Sequence[ZoneSpan]) -> Iterator[ZoneSpan]:
    """Join neighbours of one zone that only a line break parts, so that a hard-wrapped paragraph is seen whole."""
    held: ZoneSpan | None = None
    for span in zones:
        if held and held.zone is span.zone and text[held.end : span.start].strip(" \t\r") in {"", "\n"}:
            held = ZoneSpan(held.start, span.end, span.zone)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
