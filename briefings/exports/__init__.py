"""Briefings written down in formats that other programs read, each with the proof that `dateline verify` checks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefings.exports import bibtex, markdown, page, table, timelinejs
from briefings.exports.block import BEGINNINGS, extract
from briefings.exports.record import ExportError, as_record, from_record, loads
from briefings.proof import Proof

__all__ = ["FORMATS", "Export", "ExportError", "read", "write"]


@dataclass(frozen=True, slots=True)
class Export:
    """
    An export as read back.

    Attributes:
        format: Its name, one of `FORMATS`.
        proof: What it carries.
        intact: Whether all that it shows is what its proof says; white space between words is no part of that.
    """

    format: str
    proof: Proof
    intact: bool


def _json(proof: Proof) -> str:
    return json.dumps(as_record(proof), ensure_ascii=False, indent=1) + "\n"


#: Name → how a proof is written in that format.
FORMATS: Mapping[str, Callable[[Proof], str]] = {
    "md": markdown.write,
    "json": _json,
    "csv": table.write,
    "bib": bibtex.write,
    "html": page.write,
    "timelinejs": timelinejs.write,
}


def write(proof: Proof, form: str) -> str:
    """
    Write *proof* in the format named *form*; the text is to be stored as UTF-8 with its line ends as they are.

    Raises:
        KeyError: If there is no such format.
    """
    return FORMATS[form](proof)


def read(text: str) -> Export:
    """
    Read back what `write` wrote, whatever its format.

    Args:
        text: The file, decoded without translating line ends.

    Raises:
        ExportError: If it is no export of a briefing, or not a whole one.
    """
    text = text.removeprefix("\ufeff")
    form, proof = _parse(text)
    try:
        intact = _content(text, form) == _content(write(proof, form), form)
    except RecursionError as error:
        raise ExportError("its request is nested too deep") from error
    return Export(form, proof, intact)


def _parse(text: str) -> tuple[str, Proof]:
    if text.lstrip().startswith("{"):
        value = loads(text)
        carried = value.get("dateline") if isinstance(value, dict) else None
        return ("json", from_record(value)) if carried is None else ("timelinejs", from_record(carried))
    for form, beginning in BEGINNINGS.items():
        if beginning in text:
            return form, from_record(loads(extract(text, form)))
    return "csv", table.read(text)


def _content(text: str, form: str) -> object:
    """Strip the layout off: what two exports must have in common to say the same."""
    if form in {"json", "timelinejs"}:
        return loads(text)
    if form == "csv":
        return list(csv.reader(io.StringIO(text, newline="")))
    return text.split()
