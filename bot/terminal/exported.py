"""Exports of briefings, found and read again."""

from __future__ import annotations

import re
from pathlib import Path

from bot.errors import InputError
from briefings import exports

#: The form that a file's ending stands for.
FORMAT_OF_ENDING = {".md": "md", ".json": "json", ".csv": "csv", ".bib": "bib", ".html": "html", ".htm": "html"}

_ID = re.compile(r"[a-z2-7]{10}")


def exported(given: str) -> exports.Export:
    """
    Read the export at a path, or the one in this folder that has the id *given*.

    Raises:
        InputError: If there is none, or it is none.
    """
    path = Path(given)
    if not path.exists() and _ID.fullmatch(given):
        path = next((file for file in sorted(Path().iterdir()) if _has(file, given)), path)
    try:
        return exports.read(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        remedy = "Name an export, or the id of one in this folder."
        raise InputError(given or "“”", f"can't be read ({reason})", remedy) from error
    except exports.ExportError as error:
        raise InputError(given, str(error), "Check what “dateline brief -o FILE” wrote.") from error


def _has(file: Path, wanted: str) -> bool:
    if file.suffix.lower() not in FORMAT_OF_ENDING or not file.is_file():
        return False
    try:
        return exports.read(file.read_bytes().decode()).proof.id == wanted
    except (OSError, ValueError):
        return False  # a folder holds other files, too
