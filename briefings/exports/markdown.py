"""A briefing in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.exports import citation
from briefings.exports.block import embed
from briefings.proof import Exhibit, Proof

#: CommonMark, section 2.4: any ASCII punctuation may be escaped with a backslash; these are the signs with a meaning.
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&$^@]|:(?=//)|^[-+=]|(?<=^\d)[.)]")


def write(proof: Proof) -> str:
    """Write numbered quotations, each above its source, and the proof in a comment."""
    lines = ["# Briefing", "", *(line for exhibit in proof.exhibits for line in _quoted(exhibit))]
    if not proof.exhibits:
        lines += ["Nothing found.", ""]
    foot = f"Briefing {_data(proof.id)}, store sequence {proof.sequence}. Check it with `dateline verify FILE`."
    return "\n".join([*lines, foot, "", embed(proof, "md"), ""])


def _quoted(exhibit: Exhibit) -> Iterator[str]:
    yield f"{exhibit.number}. “{_data(exhibit.text)}”"
    yield ""
    title = f", “{_data(exhibit.title)}”" if exhibit.title else ""
    yield f"   {_data(citation.heading(exhibit))}{title}, {_data(citation.dated(exhibit))}. {_data(exhibit.address)}"
    yield f"   ({_data(citation.place(exhibit))})"
    if others := citation.others(exhibit):
        yield f"   Also told by {_data(others)}"
    yield ""


def _data(text: str) -> str:
    return _SIGNS.sub(lambda match: "\\" + match[0], citation.one_line(text))
