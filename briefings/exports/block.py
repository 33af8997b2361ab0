"""The machine-readable block in formats made for people: JSON in which nothing can be taken for markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from briefings.exports.record import ExportError, as_record
from briefings.proof import Proof

#: Format → the words before the block.
BEGINNINGS: Mapping[str, str] = {
    "html": '<script type="application/json" id="dateline-proof">',
    "md": "<!-- dateline-proof ",
    "bib": "@comment{dateline-proof ",
}
_ENDINGS: Mapping[str, str] = {"html": "</script>", "md": " -->", "bib": " }"}

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
#: Signs with a meaning in HTML, comments or BibTeX, as JSON lets them be written.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&@{}-`"}


def embed(proof: Proof, form: str) -> str:
    """Give the block for the format *form*, in one line of ASCII."""
    dumped = json.dumps(as_record(proof), separators=(",", ":"))
    return BEGINNINGS[form] + _STRING.sub(lambda match: match[0].translate(_ESCAPES), dumped) + _ENDINGS[form]


def extract(text: str, form: str) -> str:
    """
    Give the JSON of the one block in *text*.

    Raises:
        ExportError: If there is not exactly one.
    """
    parts = text.split(BEGINNINGS[form])
    if len(parts) != 2:
        raise ExportError("there is more than one proof in it")
    block, ending, _rest = parts[1].partition(_ENDINGS[form])
    if not ending:
        raise ExportError("its proof is cut off")
    return block
