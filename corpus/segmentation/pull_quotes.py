"""Label quotations that stand in a line of their own with the name of their source, as body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Zone
from corpus.segmentation.lines import TextLine

_NAME = r"[A-Z][\w.’'-]*(?: (?:of|the|de|van|von|bin|al|[A-Z][\w.’'-]*)){0,6}"
#: A dash and a name, and perhaps a role: “— Ann Lee, head of the mission”.
_CREDIT = rf"[-–—―]{{1,2}}\s?{_NAME}(?:(?:,| \()[^\n.!?]{{1,80}})?\.?"
_CREDIT_LINE = re.compile(_CREDIT)
_QUOTE_WITH_CREDIT = re.compile(rf"[\"“„«‘'][^\n]{{15,600}}[\"”“»’']\s{{0,2}}{_CREDIT}")
_QUOTE_LINE = re.compile(r"[\"“„«‘'][^\n]{15,600}[\"”“»’']")
_SOURCE_ZONES = frozenset({None, Zone.RELATED_LINK, Zone.SUBHEADING, Zone.BYLINE})


def label_pull_quotes(lines: Sequence[TextLine], zones: list[Zone | None]) -> None:
    """Label as body what stands between its first and last line: quotations with a credit, and credits below them."""
    body = [at for at, zone in enumerate(zones) if zone is Zone.BODY]
    for at in range(body[0] + 1, body[-1]) if body else ():
        if zones[at] not in _SOURCE_ZONES or lines[at].text[:1] not in "\"“„«‘'-–—―":
            continue
        is_credit = _CREDIT_LINE.fullmatch(lines[at].text) and zones[at - 1] is Zone.BODY
        if (is_credit and _QUOTE_LINE.fullmatch(lines[at - 1].text)) or _QUOTE_WITH_CREDIT.fullmatch(lines[at].text):
            zones[at] = Zone.BODY
