"""Export a briefing as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.export.citation import (
    embed_proof,
    format_as_of,
    format_corroborating,
    format_date,
    format_location,
    format_outlet,
    map_titles,
)
from briefings.verification import CitedSentence, Proof
from corpus.models import collapse_whitespace

#: Characters with a meaning in Markdown. CommonMark, section 2.4: any ASCII punctuation may be escaped with a
#: backslash.
_MARKUP_CHARACTERS = re.compile(r"[\\`*_{}\[\]<>#|~&$^@]|:(?=//)|^[-+=]|(?<=^\d)[.)]")


def write_markdown(proof: Proof) -> str:
    """Return numbered quotations, each above its source, the titles of their stories, and the proof in a comment."""
    titles, lines = map_titles(proof), ["# Briefing", ""]
    if as_of := format_as_of(proof):
        lines += [f"{as_of}.", ""]
    for sentence in proof.sentences:
        if title := titles.get(sentence.number):
            lines += [f"## {escape_markdown(title)}", ""]
        lines += _format_sentence(sentence)
    if not proof.sentences:
        lines += ["Nothing found.", ""]
    foot = (
        f"Briefing {escape_markdown(proof.id)}, store sequence {proof.sequence}. Check it with `dateline verify FILE`."
    )
    return "\n".join([*lines, foot, "", embed_proof(proof, "md"), ""])


def _format_sentence(sentence: CitedSentence) -> Iterator[str]:
    yield f"{sentence.number}. “{escape_markdown(sentence.text)}”"
    yield ""
    title = f", “{escape_markdown(sentence.title)}”" if sentence.title else ""
    source = f"{escape_markdown(format_outlet(sentence))}{title}, {escape_markdown(format_date(sentence))}"
    yield f"   {source}. {escape_markdown(sentence.address)}"
    yield f"   ({escape_markdown(format_location(sentence))})"
    if others := format_corroborating(sentence):
        yield f"   Also told by {escape_markdown(others)}"
    yield ""


def escape_markdown(text: str) -> str:
    """Return *text* in one line, with every character escaped that Markdown gives a meaning."""
    return _MARKUP_CHARACTERS.sub(lambda match: "\\" + match[0], collapse_whitespace(text))
