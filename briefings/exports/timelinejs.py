"""A briefing for TimelineJS, Knight Lab's timelines: a slide for each sentence that has a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from briefings.exports import citation
from briefings.exports.record import Json, as_record
from briefings.proof import Exhibit, Proof


def write(proof: Proof) -> str:
    """
    Write the timeline; the proof stands under ``dateline``, which TimelineJS passes over.

    References:
        https://timeline.knightlab.com/docs/json-format.html (``text`` may hold HTML, so article text is escaped).
    """
    title: Json = {"text": {"headline": "Briefing", "text": f"<p>Briefing {escape(proof.id)}</p>"}}
    value: Json = {"title": title, "events": list(_slides(proof)), "dateline": as_record(proof)}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _slides(proof: Proof) -> Iterator[Json]:
    for exhibit in proof.exhibits:
        if day := citation.day(exhibit):
            yield {
                "unique_id": f"{proof.id}-{exhibit.number}",
                "start_date": dict(zip(("year", "month", "day"), day, strict=True)),
                "text": {"headline": escape(citation.heading(exhibit)), "text": _text(exhibit)},
            }


def _text(exhibit: Exhibit) -> str:
    title = f"{exhibit.title}, " if exhibit.title else ""
    source = citation.one_line(f"{title}{citation.dated(exhibit)}, {exhibit.address}")
    return f"<blockquote>{escape(citation.one_line(exhibit.text))}</blockquote><p>{escape(source)}</p>"
