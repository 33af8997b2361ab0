"""
Measure everything whose data is there, and print the table of docs/benchmarks.md: ``python benchmarks --data DIR``.

DIR holds the data sets, checkouts of the repositories that the rows without data name; the head of each script says
more. Rows of what takes many minutes are left out unless ``--long`` is given. On a terminal the table is fitted to its
width; elsewhere it is written in the Markdown of the document, and ``--write`` puts it into the document.

The exit code is 2 where no script found its data, 1 where one failed, else 0: rows short of a bar say so themselves.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from _rows import BELOW_BAR, COLUMNS, Command, format_table_line, parse_cells, parse_name
from _table import ROWS, RUNS, SECTIONS
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

BENCHMARKS_FOLDER = Path(__file__).parent
DOCUMENT = BENCHMARKS_FOLDER.parent / "docs" / "benchmarks.md"
#: Scripts that measure the project itself, or what they make: they say nothing of whether data was there.
COMMANDS_WITHOUT_DATA = frozenset(command for command, run in RUNS.items() if not run.source)
NO_DATA_EXIT_CODE = 2
#: One thread each, so that CPU time is that of the work; and lines as soon as they are printed.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
_MAX_STATUS_CHARACTERS = 60  # characters of a script's last line that are shown while it runs
_FIGURES_WIDTH = 28  # columns of a terminal for the figures

#: The cell of the figures, by the name of the row.
Cells = dict[tuple[str, str, str], str]


def run_benchmarks() -> int:
    """Run the scripts one after the other, each in a process of its own, and print the table."""
    given = _parse_arguments()
    runs = [run for command, run in RUNS.items() if not given.only or command.split(".")[0] in given.only]
    load = os.getloadavg()[0]
    cells, codes = _measure_all(runs, given.data, long=given.long)
    tables = {
        title: [row.format_line(cells[row.name]) for row in rows if row.name in cells]
        for title, rows in SECTIONS.items()
    }
    _print_tables({title: lines for title, lines in tables.items() if lines})
    print(
        f"\nMeasured on {datetime.now(UTC):%d %B %Y} with Python {platform.python_version()} on {os.cpu_count()} cores;"
        f" load {load:.1f} before, {os.getloadavg()[0]:.1f} after. Commands: python benchmarks/… --data {given.data}"
    )
    if given.write:
        given.write.write_text("\n".join(_update_document(given.write.read_text("utf-8").split("\n"), cells)), "utf-8")
    if any(code not in {0, 1, NO_DATA_EXIT_CODE} for code in codes.values()):
        return 1
    return (
        0
        if any(code != NO_DATA_EXIT_CODE for command, code in codes.items() if command not in COMMANDS_WITHOUT_DATA)
        else NO_DATA_EXIT_CODE
    )


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--long", action="store_true", help="run what takes many minutes, too")
    names = sorted({command.split(".")[0] for command in RUNS})
    parser.add_argument(
        "--only", nargs="+", choices=names, metavar="NAME", help="measure these alone: " + ", ".join(names)
    )
    parser.add_argument(
        "--write", type=Path, nargs="?", const=DOCUMENT, metavar="FILE", help="put it into docs/benchmarks.md, or FILE"
    )
    return parser.parse_args()


def _measure_all(runs: Sequence[Command], data: Path, *, long: bool) -> tuple[Cells, dict[str, int]]:
    """Run what is to be run, showing how it goes on; give what stands in the rows, and the exit codes."""
    cells: Cells = {}
    codes: dict[str, int] = {}
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(runs))
        for run in runs:
            if run.long and not long:
                cells |= _fill_cells(run, "not run: it needs --long")
            else:
                said, codes[run.command] = _run_command(run, data, lambda text: progress.update(task, description=text))
                cells |= said
                console.print(
                    f"{run.command}: {_OUTCOMES.get(codes[run.command], 'failed')}", markup=False, highlight=False
                )
            progress.advance(task)
    return cells, codes


_OUTCOMES = {0: "measured", 1: "measured, short of a bar", NO_DATA_EXIT_CODE: "no data"}
_FAILED_EXIT_CODE = 3


def _run_command(run: Command, data: Path, tell: Callable[[str], None]) -> tuple[Cells, int]:
    """Run one command; what it prints that is no row of its own is label while it runs."""
    script, *options = run.command.split()
    words = [sys.executable, str(BENCHMARKS_FOLDER / script), *options, "--data", str(data)]
    cells: Cells = {}
    last: deque[str] = deque(maxlen=1)
    own = _fill_cells(run, "")
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | _ENVIRONMENT
    ) as process:
        for line in process.stdout or ():
            if (name := parse_name(line)) in own and (found := parse_cells(line)):
                cells[name] = found[COLUMNS.index("figure")]
            elif line.strip():
                last.append(line.strip())
                tell(f"{run.command}: {line.strip()[:_MAX_STATUS_CHARACTERS]}")
    if process.returncode == NO_DATA_EXIT_CODE:
        return _fill_cells(run, run.missing_data_note), NO_DATA_EXIT_CODE
    if cells.keys() != own.keys():
        return _fill_cells(run, f"failed: {''.join(last).replace('|', '/')}"), _FAILED_EXIT_CODE
    return cells, process.returncode


def _fill_cells(run: Command, cell: str) -> Cells:
    return {row.name: cell for row in ROWS if row.run == run}


def _print_tables(tables: Mapping[str, Sequence[str]]) -> None:
    """Print the tables, fitted to a terminal or in Markdown."""
    console = Console()
    for title, lines in tables.items():
        if not console.is_terminal:
            print(
                "\n".join(
                    (
                        "",
                        f"## {title}",
                        "",
                        format_table_line(COLUMNS),
                        format_table_line(["---"] * len(COLUMNS)),
                        *lines,
                    )
                )
            )
            continue
        table = Table("figure", "bar", "what, on which data, by which command", title=title, box=SIMPLE_HEAD)
        table.title_justify, table.columns[0].max_width, table.columns[1].no_wrap = "left", _FIGURES_WIDTH, True
        for what, data, figure, bar, command in filter(None, map(parse_cells, lines)):
            label = Text.assemble(what, ("\n" + " · ".join(filter(None, (data, command.strip("`")))), "dim"))
            table.add_row(Text(figure), bar, label, style="bold yellow" if BELOW_BAR in figure else None)
        console.print(table)


def _update_document(document: Sequence[str], cells: Cells) -> Iterator[str]:
    """Yield the lines of the document, those of rows that were measured with the new figures."""
    measured = {
        row.name: row.format_line(cells[row.name])
        for row in ROWS
        if row.parse_figures(cells.get(row.name, "")) is not None
    }
    for line in document:
        name = parse_name(line)
        yield measured.get(name, line) if name else line


if __name__ == "__main__":
    sys.exit(run_benchmarks())
