"""Export a briefing as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.export.citation import (
    collapse_whitespace,
    embed_proof,
    format_corroborating,
    format_date,
    format_location,
    format_outlet,
    map_titles,
)
from briefings.verification import CitedSentence, Proof

#: Characters with a meaning in Markdown. CommonMark, section 2.4: any ASCII punctuation may be escaped with a
#: backslash.
_MARKUP_CHARACTERS = re.compile(r"[\\`*_{}\[\]<>#|~&$^@]|:(?=//)|^[-+=]|(?<=^\d)[.)]")


def write_markdown(proof: Proof) -> str:
    """Return numbered quotations, each above its source, the titles of their stories, and the proof in a comment."""
    titles, lines = map_titles(proof), ["# Briefing", ""]
    for sentence in proof.sentences:
        if title := titles.get(sentence.number):
            lines += [f"## {_escape_text(title)}", ""]
        lines += _format_sentence(sentence)
    if not proof.sentences:
        lines += ["Nothing found.", ""]
    foot = f"Briefing {_escape_text(proof.id)}, store sequence {proof.sequence}. Check it with `dateline verify FILE`."
    return "\n".join([*lines, foot, "", embed_proof(proof, "md"), ""])


def _format_sentence(sentence: CitedSentence) -> Iterator[str]:
    yield f"{sentence.number}. “{_escape_text(sentence.text)}”"
    yield ""
    title = f", “{_escape_text(sentence.title)}”" if sentence.title else ""
    source = f"{_escape_text(format_outlet(sentence))}{title}, {_escape_text(format_date(sentence))}"
    yield f"   {source}. {_escape_text(sentence.address)}"
    yield f"   ({_escape_text(format_location(sentence))})"
    if others := format_corroborating(sentence):
        yield f"   Also told by {_escape_text(others)}"
    yield ""


def _escape_text(text: str) -> str:
    return _MARKUP_CHARACTERS.sub(lambda match: "\\" + match[0], collapse_whitespace(text))
