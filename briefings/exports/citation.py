"""How a source is named in words, the same in every format."""

from __future__ import annotations

from briefings.proof import Exhibit
from corpus.intervals import days


def one_line(text: str) -> str:
    """Give *text* for showing: without line breaks and runs of blanks."""
    return " ".join(text.split())


def heading(exhibit: Exhibit) -> str:
    """Name the outlet, or say that it is unknown."""
    return one_line(exhibit.outlet or "") or "Outlet unknown"


def dated(exhibit: Exhibit) -> str:
    """Give the publication date and how it is known, where that is not by the article's own statement."""
    if not exhibit.published:
        return "date unknown"
    doubt = "" if exhibit.confidence == "stated" else f" ({exhibit.confidence})"
    return one_line(exhibit.published) + doubt


def others(exhibit: Exhibit) -> str:
    """List who tells the same; ``""`` where nobody does."""
    return ", ".join(dict.fromkeys(one_line(outlet or key) for key, _revision, outlet in exhibit.also))


def place(exhibit: Exhibit) -> str:
    """Say where the words stand in the original."""
    return f"{exhibit.key}, revision {exhibit.revision}, characters {exhibit.start} to {exhibit.end}"


def link(exhibit: Exhibit) -> str | None:
    """Give the address where it is one that a browser may follow, else None."""
    follows = exhibit.address.startswith(("https://", "http://")) and not any(c.isspace() for c in exhibit.address)
    return exhibit.address if follows else None


def day(exhibit: Exhibit) -> tuple[int, int, int] | None:
    """Give year, month and day that the sentence tells of, else those of its publication, else None."""
    covered = days(exhibit.event) or days(exhibit.published)
    return (covered[0].year, covered[0].month, covered[0].day) if covered else None
