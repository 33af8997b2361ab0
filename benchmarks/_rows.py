"""
Rows of figures: what was measured, on which data, what came out, what was set out for, and by which command.

A row is written as one line of a Markdown table, alike by the script that measures it, by ``python benchmarks`` and in
docs/benchmarks.md: the lines are all that these have in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

Figures = Sequence[float]

COLUMNS = ("what", "data", "figure", "bar", "command")
#: What is put behind figures that do not reach their bar.
BELOW_BAR = " (short of the bar)"
_LEADING_ZERO = re.compile(r"(?<![\d.,])0(?=\.\d)")
_NUMBER = r"([-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+))"


@dataclass(frozen=True, slots=True)
class Command:
    """
    One command that measures.

    Attributes:
        command: The script's name and its options; ``--data DIR`` goes without saying.
        folder: Where its data lies in DIR, if it is one folder.
        source: What holds its data; empty where it needs none.
        long: Whether it takes many minutes, so that it is run only where that is asked for.
    """

    command: str
    folder: str = "."
    source: str = ""
    long: bool = False

    @property
    def missing_data_note(self) -> str:
        """Return how the data can be obtained."""
        return f"no data: {self.source}" + (f", as DIR/{self.folder}" if self.folder != "." else "")


@dataclass(frozen=True, slots=True)
class Bar:
    """
    What was set out for.

    Attributes:
        figures: Bounds of a row's first figures; further figures of the row have none.
        at_most: Whether they are not to be passed; otherwise they are to be reached.
    """

    figures: tuple[float, ...]
    at_most: bool = False

    def __str__(self) -> str:
        return ("≤ " if self.at_most else "≥ ") + " / ".join(strip_leading_zero(f"{one:,g}") for one in self.figures)

    def is_met(self, figures: Figures) -> bool:
        """Return whether every one of *figures* that has a bound keeps it."""
        pairs = zip(self.figures, figures, strict=False)
        return all(found <= bound if self.at_most else found >= bound for bound, found in pairs)


def at_least(*figures: float) -> Bar:
    """Return a bar to be reached."""
    return Bar(figures)


def at_most(*figures: float) -> Bar:
    """Return a bar not to be passed."""
    return Bar(figures, at_most=True)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of the table.

    Attributes:
        run: The command that measures it.
        key: By which its script gives its figures; one of a kind among the rows of its run.
        what: What is measured, and in what unit where *form* does not say.
        data: On which data.
        form: How the figures are written, for ``str.format``.
        bar: What was set out for, if anything was.
    """

    run: Command
    key: str
    what: str
    data: str
    form: str
    bar: Bar | None = None

    @property
    def name(self) -> tuple[str, str, str]:
        """By which its line is known."""
        return self.what, self.data, f"`{self.run.command}`"

    def is_below_bar(self, figures: Figures) -> bool:
        """Return whether *figures* fall short of the bar."""
        return self.bar is not None and not self.bar.is_met(figures)

    def format_figures(self, figures: Figures) -> str:
        """Write *figures*, and that they fall short where they do."""
        return strip_leading_zero(self.form.format(*figures)) + (BELOW_BAR if self.is_below_bar(figures) else "")

    def format_line(self, cell: str) -> str:
        """Write the row's line, with *cell* in the column of the figures."""
        bar = str(self.bar) if self.bar else ""
        return format_table_line((self.what, self.data, cell, bar, f"`{self.run.command}`"))

    def parse_figures(self, cell: str) -> tuple[float, ...] | None:
        """Read back what `format_figures` has written; None where *cell* holds no figures of this form."""
        pattern = "".join(
            re.escape(text) + _NUMBER * (field is not None) for text, field, *_ in _parse_format(self.form)
        )
        found = re.fullmatch(f"{pattern}(?:{re.escape(BELOW_BAR)})?", cell)
        return tuple(float(number.replace(",", "")) for number in found.groups()) if found else None


def strip_leading_zero(number: str) -> str:
    """Leave out the nought before a point."""
    return _LEADING_ZERO.sub("", number)


def format_table_line(cells: Sequence[str]) -> str:
    """Write one line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def parse_cells(line: str) -> tuple[str, ...] | None:
    """Read one line of such a table; None where *line* is none, or one of other columns."""
    cells = tuple(cell.strip() for cell in line.strip().strip("|").split(" | "))
    return cells if line.startswith("| ") and len(cells) == len(COLUMNS) else None


def parse_name(line: str) -> tuple[str, str, str] | None:
    """Return the name of the row that *line* is of, or would be of if there were one."""
    cells = parse_cells(line)
    return (cells[0], cells[1], cells[4]) if cells else None


def _parse_format(form: str) -> Sequence[tuple[str, str | None, str | None, str | None]]:
    return tuple(Formatter().parse(form))
