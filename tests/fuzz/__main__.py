"""
Bring odd inputs to the fuzz targets for as long as it is told: ``python -m tests.fuzz --seconds 300 pages feeds``.

Each target gets its share of inputs that are kept (`tests/fuzz/inputs`) and then fresh ones, drawn at random and
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

from tests.fuzz.runner import FuzzResult, FuzzRun
from tests.fuzz.targets import TARGETS, load_target


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring odd inputs to the targets; 1 where something was found."""
    given = _build_parser().parse_args(arguments)
    warnings.simplefilter("ignore")  # a page may well look like an address to its parser
    seed = random.SystemRandom().getrandbits(32) if given.seed is None else given.seed
    console = Console(stderr=True)
    tallies = []
    with _build_progress(console) as progress:
        for name in given.target or TARGETS:
            task = progress.add_task(name, total=given.seconds, told="")

            def show(seconds: float, tally: FuzzResult, task=task) -> None:  # noqa: ANN001
                found = f", {len(tally.findings)} found" if tally.findings else ""
                progress.update(task, completed=seconds, told=f"{tally.executions:,} inputs{found}")

            tallies.append(
                FuzzRun(load_target(name), given.seconds, given.into, show).run(random.Random(f"{seed} {name}"))
            )
    out = Console()
    out.print(_build_table(tallies, seed))
    for tally in tallies:
        for where in tally.findings:
            out.print(f"{tally.target}: {where}", markup=False, highlight=False, soft_wrap=True)
    return int(any(tally.findings for tally in tallies))


def _build_progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, refresh_per_second=2)


def _build_table(tallies: Sequence[FuzzResult], seed: int) -> Table:
    table = Table("target", title=f"Fuzzing, seed {seed}", show_footer=len(tallies) > 1)
    table.columns[0].footer = "all"
    columns = {
        "executions": [tally.executions for tally in tallies],
        "seconds": [round(tally.seconds) for tally in tallies],
        "findings": [len(tally.findings) for tally in tallies],
    }
    for name, counts in columns.items():
        table.add_column(name, f"{sum(counts):,}", justify="right")
    for tally, *counts in zip(tallies, *columns.values(), strict=True):
        table.add_row(tally.target, *(f"{count:,}" for count in counts))
    return table


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.strip().splitlines()[0])
    parser.add_argument(
        "target", nargs="*", choices=[[], *TARGETS], help=f"one of {', '.join(TARGETS)}; all where none is named"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target (default: %(default)g)")
    parser.add_argument("--seed", type=int, help="where the inputs start; another one each time where it is not given")
    parser.add_argument(
        "--into", type=Path, default=Path("build/fuzzing"), help="folder for findings (default: %(default)s)"
    )
    return parser


if __name__ == "__main__":
    faulthandler.enable()
    sys.exit(main())
