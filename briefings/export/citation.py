"""Format citations, and embed a proof as a machine-readable block in an export or extract it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from briefings.export.json import ExportError, to_record
from briefings.verification import CitedSentence, Proof
from corpus.dates import day_range
from corpus.models import collapse_whitespace


def format_outlet(sentence: CitedSentence) -> str:
    """Return the outlet, or "Outlet unknown"."""
    return collapse_whitespace(sentence.outlet or "") or "Outlet unknown"


def format_date(sentence: CitedSentence) -> str:
    """Return the publication date, with its confidence unless the article states it."""
    if not sentence.published:
        return "date unknown"
    doubt = "" if sentence.confidence == "stated" else f" ({sentence.confidence})"
    return collapse_whitespace(sentence.published) + doubt


def format_corroborating(sentence: CitedSentence) -> str:
    """Return the outlets that report the same fact, separated by commas; ``""`` if there are none."""
    return ", ".join(dict.fromkeys(collapse_whitespace(outlet or key) for key, _revision, outlet in sentence.also))


def format_location(sentence: CitedSentence) -> str:
    """Return the article's key, its revision and the offsets of the sentence in it."""
    return f"{sentence.key}, revision {sentence.revision}, characters {sentence.start} to {sentence.end}"


def get_link(sentence: CitedSentence) -> str | None:
    """Return the address if a browser may follow it, else None."""
    follows = sentence.address.startswith(("https://", "http://")) and not any(c.isspace() for c in sentence.address)
    return sentence.address if follows else None


def get_day(sentence: CitedSentence) -> tuple[int, int, int] | None:
    """Return year, month and day that the sentence is about, else those of its publication, else None."""
    covered = day_range(sentence.event) or day_range(sentence.published)
    return (covered[0].year, covered[0].month, covered[0].day) if covered else None


def format_as_of(proof: Proof) -> str:
    """Return the note by which day all that is quoted had been published, ``""`` for a briefing without that bound."""
    try:
        day = date.fromisoformat(str(json.loads(proof.request).get("as_of", "")))
    except ValueError:  # none, or a request that somebody altered, which does not verify
        return ""
    return f"As of {day.day} {day:%B %Y}: published by then"


def map_titles(proof: Proof) -> dict[int, str]:
    """Return the title of each story that has one, by the number of its first sentence."""
    return {
        min(story.sentences): collapse_whitespace(story.headline.text)
        for story in proof.stories
        if story.headline and story.sentences
    }


#: Text before the proof block, by format.
BLOCK_PREFIXES: Mapping[str, str] = {
    "html": '<script type="application/json" id="dateline-proof">',
    "md": "<!-- dateline-proof ",
    "bib": "@comment{dateline-proof ",
}
_BLOCK_SUFFIXES: Mapping[str, str] = {"html": "</script>", "md": " -->", "bib": " }"}

_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
#: Characters with a meaning in HTML, comments or BibTeX, as JSON escapes.
_JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&@{}-`"}


def embed_proof(proof: Proof, form: str) -> str:
    """Return the proof block for the format *form*, as one line of ASCII."""
    dumped = json.dumps(to_record(proof), separators=(",", ":"))
    return (
        BLOCK_PREFIXES[form]
        + _JSON_STRING.sub(lambda match: match[0].translate(_JSON_ESCAPES), dumped)
        + _BLOCK_SUFFIXES[form]
    )


def extract_proof(text: str, form: str) -> str:
    """
    Return the JSON of the only proof block in *text*.

    Raises:
        ExportError: If there is not exactly one, or it is cut off.
    """
    parts = text.split(BLOCK_PREFIXES[form])
    if len(parts) != 2:
        raise ExportError("it contains more than one proof")
    block, ending, _rest = parts[1].partition(_BLOCK_SUFFIXES[form])
    if not ending:
        raise ExportError("its proof is cut off")
    return block
