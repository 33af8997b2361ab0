"""Write a briefing in a named format and read an export back with its proof."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefings.export.bibtex import write_bibtex
from briefings.export.citation import BLOCK_PREFIXES, extract_proof
from briefings.export.csv import read_csv, write_csv
from briefings.export.html import write_html
from briefings.export.json import ExportError, from_record, parse_json, to_record
from briefings.export.markdown import write_markdown
from briefings.export.timelinejs import write_timelinejs
from briefings.verification import Proof


@dataclass(frozen=True, slots=True)
class Export:
    """
    An export as read back.

    Attributes:
        format: Name of its format, one of `FORMATS`.
        proof: The proof that it contains.
        intact: Whether its visible content is that of its proof, apart from white space between words.
    """

    format: str
    proof: Proof
    intact: bool


def _write_json(proof: Proof) -> str:
    return json.dumps(to_record(proof), ensure_ascii=False, indent=1) + "\n"


#: Functions that write a proof, by name of the format.
FORMATS: Mapping[str, Callable[[Proof], str]] = {
    "md": write_markdown,
    "json": _write_json,
    "csv": write_csv,
    "bib": write_bibtex,
    "html": write_html,
    "timelinejs": write_timelinejs,
}


def write_export(proof: Proof, form: str) -> str:
    """
    Return *proof* in the format named *form*; store it as UTF-8 with its line endings unchanged.

    Raises:
        KeyError: If there is no such format.
    """
    return FORMATS[form](proof)


def read_export(text: str) -> Export:
    """
    Read what `write_export` returned, in any format.

    Args:
        text: The content of the file, decoded without translating line endings.

    Raises:
        ExportError: If it is not an export of a briefing, or not a complete one.
    """
    text = text.removeprefix("\ufeff")
    form, proof = _parse_export(text)
    try:
        intact = _normalize_content(text, form) == _normalize_content(write_export(proof, form), form)
    except RecursionError as error:
        raise ExportError("its request is nested too deeply") from error
    return Export(form, proof, intact)


def _parse_export(text: str) -> tuple[str, Proof]:
    if text.lstrip().startswith("{"):
        value = parse_json(text)
        embedded = value.get("dateline") if isinstance(value, dict) else None
        return ("json", from_record(value)) if embedded is None else ("timelinejs", from_record(embedded))
    for form, beginning in BLOCK_PREFIXES.items():
        if beginning in text:
            return form, from_record(parse_json(extract_proof(text, form)))
    return "csv", read_csv(text)


def _normalize_content(text: str, form: str) -> object:
    """Return the content of an export without its layout, to compare it with another."""
    if form in {"json", "timelinejs"}:
        return parse_json(text)
    if form == "csv":
        return list(csv.reader(io.StringIO(text, newline="")))
    return text.split()
