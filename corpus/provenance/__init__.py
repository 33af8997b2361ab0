"""Where and when an article was published, each claim with its evidence: from its own text and page alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import headers
from corpus.model import Claim, Confidence, Hints, Provenance, Zone, ZoneSpan
from corpus.provenance import outlets, publication
from corpus.provenance.clues import Clues, clues, narrow

__all__ = ["Clues", "clues", "narrow", "trace"]

_NO_HINTS = Hints()
_BY = re.compile(r"\b(?:[Bb]y|BY)\b:? +(?P<name>[A-Z][^|\d]{2,80})")
_PLACE = r"[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’]+){0,3}(?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE}),?(?: [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?)?(?: ?\([^)]{{2,30}}\))?"
    r" ?(?:—|–|--|-) ?(?=[\"“‘'A-Z\d])"
)


def trace(text: str, zones: Sequence[ZoneSpan], hints: Hints = _NO_HINTS) -> Provenance:
    """
    Say where and when an article was published, from its own evidence.

    What only other articles can tell (the day of an undated report) is left open here: the value is None, *unknown*,
    and the evidence names the clues; ``narrow`` uses them once the corpus has given a window.

    Args:
        text: The article.
        zones: Its zones.
        hints: What its page says of itself: believed unless the story contradicts it.
    """
    header = headers.read(text)
    if header:
        return _of_header(header, publication.trace(text, zones, hints, Clues(), copied=False))
    clue = clues(text, zones)
    outlet, via = outlets.trace(text, zones, hints)
    copied = outlets.is_copy(outlet, via)
    return Provenance(
        title=_title(text, zones, hints),
        outlet=outlet,
        via=via,
        byline=_byline(text, zones, hints, copied=copied),
        place=_place(text, zones),
        published=publication.trace(text, zones, hints, clue, copied=copied),
    )


def _of_header(header: headers.Header, published: Claim) -> Provenance:
    def said(value: str | None) -> Claim:
        return Claim(value, Confidence.STATED, ("its header says so",)) if value else Claim()

    return Provenance(
        title=said(header.title), outlet=said(header.outlet), place=said(header.place), published=published
    )


def _first(text: str, zones: Sequence[ZoneSpan], zone: Zone) -> str | None:
    return next((text[span.start : span.end] for span in zones if span.zone is zone), None)


def _title(text: str, zones: Sequence[ZoneSpan], hints: Hints) -> Claim:
    headline = _first(text, zones, Zone.HEADLINE)
    if headline:
        return Claim(headline, Confidence.STATED, ("its headline",))
    return Claim(hints.title, Confidence.STATED, ("the page's title",)) if hints.title else Claim()


def _byline(text: str, zones: Sequence[ZoneSpan], hints: Hints, *, copied: bool) -> Claim:
    for span in zones:
        if span.zone is Zone.BYLINE and (match := _BY.search(text[span.start : span.end])):
            return Claim(match["name"].strip(" .,;)-–—"), Confidence.STATED, ("its byline",))
    if hints.byline:
        return Claim(hints.byline, Confidence.STATED, ("the page names the author",))
    if copied:  # the names around it are the copying site's
        return Claim()
    names = [text[span.start : span.end] for span in zones if span.zone is Zone.BYLINE]
    name = next((name for name in names if re.fullmatch(r"[^\W\d_][^\d:;]{3,50}", name)), None)
    return Claim(name, Confidence.INFERRED, ("a name beside the text",)) if name else Claim()


def _place(text: str, zones: Sequence[ZoneSpan]) -> Claim:
    opening = _first(text, zones, Zone.BODY) or ""
    if match := _DATELINE.match(opening[:160]):
        return Claim(match["place"].strip(" ,"), Confidence.STATED, ("the dateline of its first paragraph",))
    return Claim()
