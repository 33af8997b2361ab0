"""
Run the fuzz targets on odd inputs for a given time: ``python -m tests.fuzz --seconds 300 pages feeds``.

Each target gets its saved inputs (`tests/fuzz/inputs`) and then new ones, drawn at random and broken in many ways. An
input that breaks a promise, takes too long or raises an error that is not the program's own is recorded, as small as
Hypothesis can make it.
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
    """Run the targets on odd inputs; return 1 if something was found."""
    given = _build_parser().parse_args(arguments)
    warnings.simplefilter("ignore")  # a page may well look like an address to its parser
    seed = random.SystemRandom().getrandbits(32) if given.seed is None else given.seed
    console = Console(stderr=True)
    results = []
    with _build_progress(console) as progress:
        for name in given.target or TARGETS:
            task = progress.add_task(name, total=given.seconds, status="")

            def show(seconds: float, result: FuzzResult, task=task) -> None:  # noqa: ANN001
                found = f", {len(result.findings)} found" if result.findings else ""
                progress.update(task, completed=seconds, status=f"{result.executions:,} inputs{found}")

            results.append(
                FuzzRun(load_target(name), given.seconds, given.into, show).run(random.Random(f"{seed} {name}"))
            )
    out = Console()
    out.print(_build_table(results, seed))
    for result in results:
        for where in result.findings:
            out.print(f"{result.target}: {where}", markup=False, highlight=False, soft_wrap=True)
    return int(any(result.findings for result in results))


def _build_progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        TextColumn("{task.fields[status]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, refresh_per_second=2)


def _build_table(results: Sequence[FuzzResult], seed: int) -> Table:
    table = Table("target", title=f"Fuzzing, seed {seed}", show_footer=len(results) > 1)
    table.columns[0].footer = "all"
    columns = {
        "executions": [result.executions for result in results],
        "seconds": [round(result.seconds) for result in results],
        "findings": [len(result.findings) for result in results],
    }
    for name, counts in columns.items():
        table.add_column(name, f"{sum(counts):,}", justify="right")
    for result, *counts in zip(results, *columns.values(), strict=True):
        table.add_row(result.target, *(f"{count:,}" for count in counts))
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
