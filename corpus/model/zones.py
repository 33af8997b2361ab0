"""The parts of a pasted article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """What a line of an article's text is there for."""

    HEADLINE = "headline"
    HEADLINE_REPEAT = "headline_repeat"
    STANDFIRST = "standfirst"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    AUTHOR_BIO = "author_bio"
    RELATED_LINK = "related_link"
    BOILERPLATE = "boilerplate"


#: Zones whose words are the article's own: mentions, dates and quotations are looked for in these alone.
TOLD = frozenset({Zone.HEADLINE, Zone.STANDFIRST, Zone.SUBHEADING, Zone.BODY, Zone.CAPTION})


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """
    A stretch of one zone.

    Attributes:
        start: First code point in the article's text; no white space at either end.
        end: One past the last.
        zone: What it is.
    """

    start: int
    end: int
    zone: Zone
