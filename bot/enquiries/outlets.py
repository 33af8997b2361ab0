"""``/sources``: where the articles are from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.desk.desk import Desk
from bot.findings import Asked, Outlet, Sources
from briefings.proof import Proof
from corpus.intervals import days
from corpus.model import Citation


def sources(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Sources, int]:
    """Count the articles of each outlet, and name the feeds that are followed."""
    cited = [listed.citation for listed in desk.store.listed(asked.scope)]
    by_outlet: dict[str | None, list[Citation]] = defaultdict(list)
    for citation in cited:
        by_outlet[citation.outlet or None].append(citation)
    outlets = [_outlet(name, citations) for name, citations in by_outlet.items()]
    outlets.sort(key=lambda one: (one.name is None, -one.reports, one.name or ""))
    feeds = [feed for scope in dict.fromkeys(("", asked.scope)) for feed in desk.store.feeds(scope)]
    named = tuple(dict.fromkeys(feed.title or urlsplit(feed.url).hostname or feed.url for feed in feeds))
    return Sources(tuple(outlets), named, _origins(cited)), 0


def _outlet(name: str | None, cited: Sequence[Citation]) -> Outlet:
    covered = [both for citation in cited if (both := days(citation.published))]
    first = min((both[0] for both in covered), default=None)
    last = max((both[1] for both in covered), default=None)
    return Outlet(name, len(cited), _origins(cited), first, last)


def _origins(cited: Sequence[Citation]) -> int:
    return len({citation.origin or citation.key for citation in cited})
