"""What every script does with what it has measured: it prints its rows of the table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from _rows import COLUMNS, Figures, format_table_line
from _table import ROWS, RUNS


def get_data_folder(command: str, given: Path) -> Path:
    """Return the folder of a command's data in *given*, or *given* itself where it is that folder."""
    inside = given / RUNS[command].folder
    return inside if inside.is_dir() else given


def print_rows(command: str, figures: Mapping[str, float | Figures | None]) -> int:
    """
    Print the rows of *command*.

    Args:
        command: The script's name and its options, as in `RUNS`.
        figures: What was measured, by the keys of the rows; None where a part of the data is absent.

    Returns:
        The script's exit code: 1 where a figure falls short of its bar, else 0.

    Raises:
        ValueError: If these are not the rows' keys.
    """
    rows = {row.key: row for row in ROWS if row.run.command == command}
    if rows.keys() != figures.keys():
        raise ValueError(f"{command}: its rows and its figures differ in {sorted(rows.keys() ^ figures.keys())}")
    print(f"\n{format_table_line(COLUMNS)}\n{format_table_line(['---'] * len(COLUMNS))}")
    short = False
    for key, row in rows.items():
        found = figures[key]
        many = (found,) if isinstance(found, int | float) else found
        print(row.format_line(row.run.missing_data_note if many is None else row.format_figures(many)))
        short = short or (many is not None and row.is_below_bar(many))
    return int(short)
