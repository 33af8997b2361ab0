"""
Odd inputs at the doors for as long as it is told: ``python -m tests.fuzzing --seconds 300 pages feeds``.

Each door gets its share of inputs that are kept (`tests/fuzzing/inputs`) and then fresh ones, drawn at random and
broken in many ways. What breaks a promise, takes too long or raises what is none of the program's errors is written
down, made as small as Hypothesis can.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.fuzzing.doors import DOORS, door
from tests.fuzzing.running import Fire, Tally


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring odd inputs to the doors; 1 where something was found."""
    given = _parser().parse_args(arguments)
    warnings.simplefilter("ignore")  # a page may well look like an address to its parser
    seed = random.SystemRandom().getrandbits(32) if given.seed is None else given.seed
    console = Console(stderr=True)
    tallies = []
    with _progress(console) as progress:
        for name in given.door or DOORS:
            task = progress.add_task(name, total=given.seconds, told="")

            def show(seconds: float, tally: Tally, task=task) -> None:  # noqa: ANN001
                found = f", {len(tally.findings)} found" if tally.findings else ""
                progress.update(task, completed=seconds, told=f"{tally.executions:,} inputs{found}")

            tallies.append(Fire(door(name), given.seconds, given.into, show).run(random.Random(f"{seed} {name}")))
    out = Console()
    out.print(_table(tallies, seed))
    for tally in tallies:
        for where in tally.findings:
            out.print(f"{tally.door}: {where}", markup=False, highlight=False, soft_wrap=True)
    return int(any(tally.findings for tally in tallies))


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, refresh_per_second=2)


def _table(tallies: Sequence[Tally], seed: int) -> Table:
    table = Table("door", title=f"Fuzzing, seed {seed}", show_footer=len(tallies) > 1)
    table.columns[0].footer = "all"
    columns = {
        "executions": [tally.executions for tally in tallies],
        "seconds": [round(tally.seconds) for tally in tallies],
        "findings": [len(tally.findings) for tally in tallies],
    }
    for name, counts in columns.items():
        table.add_column(name, f"{sum(counts):,}", justify="right")
    for tally, *counts in zip(tallies, *columns.values(), strict=True):
        table.add_row(tally.door, *(f"{count:,}" for count in counts))
    return table


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__.strip().splitlines()[0])
    parser.add_argument(
        "door", nargs="*", choices=[[], *DOORS], help=f"one of {', '.join(DOORS)}; all where none is named"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="for each door (default: %(default)g)")
    parser.add_argument("--seed", type=int, help="where the inputs start; another one each time where it is not given")
    parser.add_argument(
        "--into", type=Path, default=Path("build/fuzzing"), help="folder for findings (default: %(default)s)"
    )
    return parser


if __name__ == "__main__":
    faulthandler.enable()
    sys.exit(main())
