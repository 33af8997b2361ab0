"""A briefing as comma-separated values (RFC 4180), one sentence a row; the rows are the proof themselves."""

from __future__ import annotations

import csv
import io
import json
import re

from briefings.exports.record import ExportError, also_as_record, also_from_record, as_record, from_record, loads
from briefings.proof import Exhibit, Proof

COLUMNS = (
    *("briefing", "form", "sequence", "request", "number", "text", "outlet", "title", "published"),
    *("published_confidence", "address", "doc", "revision", "start", "end", "sha256", "event", "also"),
)
_NUMBERS = ("number", "revision", "start", "end")
_ABSENT = ("outlet", "title", "published", "event")

# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text (OWASP, CSV Injection).
# A cell that begins with apostrophes and one of these gets one more, so that the first can always be taken off again.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def write(proof: Proof) -> str:
    """Write the head and one row a sentence."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    record = as_record(proof)
    shared = [proof.id, record["form"], proof.sequence, proof.request]
    for exhibit in proof.exhibits:
        rows.writerow([_guard(str(cell)) for cell in (*shared, *_cells(exhibit))])
    return out.getvalue()


def read(text: str) -> Proof:
    """
    Read the rows back.

    Raises:
        ExportError: If they are no such table, or do not all belong to one briefing.
    """
    rows = _rows(text)
    if len({tuple(row[name] for name in COLUMNS[:4]) for row in rows}) != 1:
        raise ExportError("its rows are not those of one briefing")
    first = rows[0]
    return from_record(
        {
            "form": _whole(first["form"]),
            "id": first["briefing"],
            "sequence": _whole(first["sequence"]),
            "request": loads(first["request"]),
            "sentences": [_sentence(row) for row in rows],
        }
    )


def _cells(exhibit: Exhibit) -> tuple[object, ...]:
    also = json.dumps(also_as_record(exhibit), ensure_ascii=False)
    return (
        *(exhibit.number, exhibit.text, exhibit.outlet or "", exhibit.title or "", exhibit.published or ""),
        *(exhibit.confidence, exhibit.address, exhibit.key, exhibit.revision, exhibit.start, exhibit.end),
        *(exhibit.sha256, exhibit.event or "", also),
    )


def _rows(text: str) -> list[dict[str, str]]:
    try:
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        raise ExportError("it is no export of a briefing") from error
    if tuple(head) != COLUMNS:
        raise ExportError("it is no export of a briefing")
    if not rows or any(len(row) != len(COLUMNS) for row in rows):
        raise ExportError("it holds no sentence" if not rows else "a row of it is not whole")
    return [dict(zip(COLUMNS, map(_unguard, row), strict=True)) for row in rows]


def _sentence(row: dict[str, str]) -> dict[str, object]:
    read: dict[str, object] = dict(row)
    read |= {name: _whole(row[name]) for name in _NUMBERS}
    read |= {name: row[name] or None for name in _ABSENT}
    read["also"] = loads(row["also"])
    also_from_record(read["also"])
    return read


def _whole(cell: str) -> int:
    try:
        return int(cell)
    except ValueError as error:
        raise ExportError(f"“{cell}” is no whole number") from error


def _guard(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
