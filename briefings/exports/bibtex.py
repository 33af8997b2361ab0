"""The sources of a briefing as BibTeX entries, one an article, with the words quoted from each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from briefings.exports import citation
from briefings.exports.block import embed
from briefings.proof import Exhibit, Proof

# BibTeX counts braces even behind a backslash, so that a brace must not stand as such.
_SPECIALS = {
    ord("\\"): "\\textbackslash{}",
    ord("{"): "\\textbraceleft{}",
    ord("}"): "\\textbraceright{}",
    ord("~"): "\\textasciitilde{}",
    ord("^"): "\\textasciicircum{}",
    **{ord(sign): f"\\{sign}" for sign in "$&#%_"},
}
_UNSAFE_IN_URL = re.compile(r"[\\{}%\"]")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


def write(proof: Proof) -> str:
    """Write one entry an article, in the order of first quotation, and the proof in a comment."""
    cited: dict[tuple[str, int], list[Exhibit]] = {}
    for exhibit in proof.exhibits:
        cited.setdefault((exhibit.key, exhibit.revision), []).append(exhibit)
    entries = [_entry(exhibits) for exhibits in cited.values()]
    return "\n".join([*entries, embed(proof, "bib"), ""])


def _entry(exhibits: Sequence[Exhibit]) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(exhibits))
    return f"@misc{{{_key(exhibits[0])},\n{fields}}}\n"


def _fields(exhibits: Sequence[Exhibit]) -> Iterator[tuple[str, str]]:
    first = exhibits[0]
    yield "title", "{" + _data(first.title or first.key) + "}"
    yield "howpublished", _data(citation.heading(first))
    yield "date", _data(first.published or "")
    yield "note", _data(f"published {citation.dated(first)}; {first.address}")
    if url := citation.link(first):
        yield "url", _UNSAFE_IN_URL.sub(lambda match: match[0] if match[0] == "%" else f"%{ord(match[0]):02X}", url)
    quoted = (f"{e.number}. “{e.text}” ({citation.place(e)}){_others(e)}" for e in exhibits)
    yield "annote", _data(" ".join(quoted))


def _others(exhibit: Exhibit) -> str:
    others = citation.others(exhibit)
    return f" Also told by {others}." if others else ""


def _key(exhibit: Exhibit) -> str:
    """Give the entry's name: the article's key where BibTeX can read it, else a name made from it."""
    fits = _KEY.fullmatch(exhibit.key)
    name = exhibit.key if fits else "article-" + sha256(exhibit.key.encode()).hexdigest()[:10]
    return name if exhibit.revision == 1 else f"{name}:{exhibit.revision}"


def _data(text: str) -> str:
    return citation.one_line(text).translate(_SPECIALS)
