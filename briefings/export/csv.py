"""Export a briefing as CSV (RFC 4180), one sentence per row, and read it back."""

from __future__ import annotations

import csv
import io
import json
import re

from briefings.export.json import (
    ExportError,
    dump_corroborating,
    dump_stories,
    from_record,
    load_corroborating,
    parse_json,
)
from briefings.verification import CitedSentence, Proof

COLUMNS = (
    *("briefing", "form", "sequence", "request", "number", "text", "outlet", "title", "published"),
    *("published_confidence", "address", "doc", "revision", "start", "end", "sha256", "event", "also"),
)
#: Columns of exports of form 2 and later, which have stories.
STORY_COLUMNS = (*COLUMNS, "stories")
#: Columns that are equal in all rows.
_SHARED_COLUMNS = ("briefing", "form", "sequence", "request", "stories")
_INTEGER_COLUMNS = ("number", "revision", "start", "end")
_OPTIONAL_COLUMNS = ("outlet", "title", "published", "event")

# A spreadsheet reads a cell with this beginning as a formula; a leading apostrophe makes it text (OWASP, CSV
# Injection). A cell that begins with apostrophes and one of these characters gets one more, so that the first can
# always be removed.
_FORMULA_CELL = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED_CELL = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def write_csv(proof: Proof) -> str:
    """Return the header and one row per sentence."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS if proof.version == 1 else STORY_COLUMNS)
    shared = [proof.id, proof.version, proof.sequence, proof.request]
    last = [] if proof.version == 1 else [json.dumps(dump_stories(proof.stories), ensure_ascii=False)]
    for sentence in proof.sentences:
        rows.writerow([_guard_cell(str(cell)) for cell in (*shared, *_format_cells(sentence), *last)])
    return out.getvalue()


def read_csv(text: str) -> Proof:
    """
    Read a proof from the rows that `write_csv` wrote.

    Raises:
        ExportError: If they are not such a table, or do not all belong to one briefing.
    """
    rows = _parse_rows(text)
    if len({tuple(row.get(name) for name in _SHARED_COLUMNS) for row in rows}) != 1:
        raise ExportError("its rows belong to different briefings")
    first = rows[0]
    return from_record(
        {
            "form": _parse_integer(first["form"]),
            "id": first["briefing"],
            "sequence": _parse_integer(first["sequence"]),
            "request": parse_json(first["request"]),
            "sentences": [_parse_sentence(row) for row in rows],
            "stories": parse_json(first["stories"]) if "stories" in first else None,
        }
    )


def _format_cells(sentence: CitedSentence) -> tuple[object, ...]:
    also = json.dumps(dump_corroborating(sentence), ensure_ascii=False)
    return (
        *(sentence.number, sentence.text, sentence.outlet or "", sentence.title or "", sentence.published or ""),
        *(sentence.confidence, sentence.address, sentence.key, sentence.revision, sentence.start, sentence.end),
        *(sentence.sha256, sentence.event or "", also),
    )


def _parse_rows(text: str) -> list[dict[str, str]]:
    try:
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        raise ExportError("it isn't an export of a briefing") from error
    if tuple(head) not in {COLUMNS, STORY_COLUMNS}:
        raise ExportError("it isn't an export of a briefing")
    if not rows or any(len(row) != len(head) for row in rows):
        raise ExportError("it contains no sentences" if not rows else "one of its rows is incomplete")
    return [dict(zip(head, map(_strip_guard, row), strict=True)) for row in rows]


def _parse_sentence(row: dict[str, str]) -> dict[str, object]:
    read: dict[str, object] = dict(row)
    read |= {name: _parse_integer(row[name]) for name in _INTEGER_COLUMNS}
    read |= {name: row[name] or None for name in _OPTIONAL_COLUMNS}
    read["also"] = parse_json(row["also"])
    load_corroborating(read["also"])
    return read


def _parse_integer(cell: str) -> int:
    try:
        return int(cell)
    except ValueError as error:
        raise ExportError(f"“{cell}” isn't a whole number") from error


def _guard_cell(cell: str) -> str:
    return "'" + cell if _FORMULA_CELL.match(cell) else cell


def _strip_guard(cell: str) -> str:
    return cell[1:] if _GUARDED_CELL.match(cell) else cell
