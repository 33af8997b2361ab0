"""Export the sources of a briefing as BibTeX, one entry per article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from briefings.export.citation import (
    embed_proof,
    format_corroborating,
    format_date,
    format_location,
    format_outlet,
    get_link,
)
from briefings.verification import CitedSentence, Proof
from corpus.models import collapse_whitespace

# BibTeX counts braces even after a backslash, so braces are written as commands.
_ESCAPED_CHARACTERS = {
    ord("\\"): "\\textbackslash{}",
    ord("{"): "\\textbraceleft{}",
    ord("}"): "\\textbraceright{}",
    ord("~"): "\\textasciitilde{}",
    ord("^"): "\\textasciicircum{}",
    **{ord(sign): f"\\{sign}" for sign in "$&#%_"},
}
_URL_UNSAFE = re.compile(r"[\\{}%\"]")
_VALID_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


def write_bibtex(proof: Proof) -> str:
    """Return one entry per article, in the order of first quotation, and the proof in a comment."""
    cited: dict[tuple[str, int], list[CitedSentence]] = {}
    for sentence in proof.sentences:
        cited.setdefault((sentence.key, sentence.revision), []).append(sentence)
    entries = [_format_entry(exhibits) for exhibits in cited.values()]
    return "\n".join([*entries, embed_proof(proof, "bib"), ""])


def _format_entry(sentences: Sequence[CitedSentence]) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _list_fields(sentences))
    return f"@misc{{{_build_entry_key(sentences[0])},\n{fields}}}\n"


def _list_fields(sentences: Sequence[CitedSentence]) -> Iterator[tuple[str, str]]:
    first = sentences[0]
    yield "title", "{" + _escape_text(first.title or first.key) + "}"
    yield "howpublished", _escape_text(format_outlet(first))
    yield "date", _escape_text(first.published or "")
    yield "note", _escape_text(f"published {format_date(first)}; {first.address}")
    if url := get_link(first):
        yield "url", _URL_UNSAFE.sub(lambda match: match[0] if match[0] == "%" else f"%{ord(match[0]):02X}", url)
    quoted = (f"{e.number}. “{e.text}” ({format_location(e)}){_format_corroborating(e)}" for e in sentences)
    yield "annote", _escape_text(" ".join(quoted))


def _format_corroborating(sentence: CitedSentence) -> str:
    others = format_corroborating(sentence)
    return f" Also told by {others}." if others else ""


def _build_entry_key(sentence: CitedSentence) -> str:
    """Return the key of an entry: the article's key if BibTeX can read it, else one derived from its hash."""
    fits = _VALID_KEY.fullmatch(sentence.key)
    name = sentence.key if fits else "article-" + sha256(sentence.key.encode()).hexdigest()[:10]
    return name if sentence.revision == 1 else f"{name}:{sentence.revision}"


def _escape_text(text: str) -> str:
    return collapse_whitespace(text).translate(_ESCAPED_CHARACTERS)
