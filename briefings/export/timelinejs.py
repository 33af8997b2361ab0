"""Export a briefing as TimelineJS data, one slide per dated sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from briefings.export.citation import format_date, format_outlet, get_day
from briefings.export.json import Json, to_record
from briefings.verification import CitedSentence, Proof
from corpus.models import collapse_whitespace


def write_timelinejs(proof: Proof) -> str:
    """
    Return the timeline as JSON; the proof is in ``dateline``, which TimelineJS ignores.

    References:
        https://timeline.knightlab.com/docs/json-format.html (``text`` may contain HTML, so article text is escaped).
    """
    title: Json = {"text": {"headline": "Briefing", "text": f"<p>Briefing {escape(proof.id)}</p>"}}
    value: Json = {"title": title, "events": list(_build_slides(proof)), "dateline": to_record(proof)}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _build_slides(proof: Proof) -> Iterator[Json]:
    for sentence in proof.sentences:
        if day := get_day(sentence):
            yield {
                "unique_id": f"{proof.id}-{sentence.number}",
                "start_date": dict(zip(("year", "month", "day"), day, strict=True)),
                "text": {"headline": escape(format_outlet(sentence)), "text": _format_text(sentence)},
            }


def _format_text(sentence: CitedSentence) -> str:
    title = f"{sentence.title}, " if sentence.title else ""
    source = collapse_whitespace(f"{title}{format_date(sentence)}, {sentence.address}")
    return f"<blockquote>{escape(collapse_whitespace(sentence.text))}</blockquote><p>{escape(source)}</p>"
