"""
What a change of the corpus costs where many servers ask: the first question after it, those of others, and memory.

Data: as for scale.py, whose editions of articles fill the store, 10,000 by default. Then one article after the other is
added, and after each fifty servers without articles of their own ask a question. Times are CPU time of the process that
asks; adding is not counted. Building takes some minutes; ``--store FILE`` keeps what was built, and takes it again.

Usage: python benchmarks/changes.py --data DIR [--articles N] [--store FILE] [--changes N]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from _report import get_data_folder, print_rows
from scale import build_store_apart, list_articles

from bot.services.engine import QueryEngine
from corpus.pipeline import add_sources
from corpus.sources.files import build_source

#: Servers that ask after each change.
SERVERS = 50


def run_benchmark() -> int:
    """Build, measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--changes", type=int, default=5)
    given = parser.parse_args()
    folder = get_data_folder("changes.py", given.data)
    files = list_articles(folder)
    if not files:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder_name:
        kept, path = given.store or Path(folder_name) / "built.sqlite3", Path(folder_name) / "changed.sqlite3"
        if not kept.exists() and not build_store_apart(files, given.articles, kept):
            return 1
        shutil.copy(kept, path)
        return print_rows("changes.py", _measure_changes(path, files[: given.changes]))


def _measure_changes(path: Path, files: Sequence[Path]) -> dict[str, float | tuple[float, float]]:
    first, others, names = list[float](), list[float](), list[float]()
    with QueryEngine.open(f"sqlite:///{path}") as engine:

        def ask(server: int) -> object:
            return engine.ask(scope=f"server {server}", question="What did Tony Blair say about oil prices?")

        known = _measure(lambda: engine.snapshot(""))
        ask(0)
        before = _read_megabytes()
        for number, file in enumerate(files):
            source = build_source(file.read_bytes(), f"change-{number}", str(file))
            add_sources(engine.store, [source], engine.registry)
            first.append(_measure(lambda: ask(0)))
            others += [_measure(lambda server=server: ask(server)) for server in range(1, SERVERS)]
            names.append(_measure(lambda: engine.suggest_actors(scope="server 1", typed="bl")))
        return {
            "known": known,
            "first": (statistics.median(first), statistics.median(others)),
            "names": statistics.median(names),
            "memory": (before, _read_megabytes()),
        }


def _measure(call: Callable[[], object]) -> float:
    """Return the CPU time of *call* in milliseconds."""
    start = time.process_time()
    call()
    return 1000 * (time.process_time() - start)


def _read_megabytes() -> float:
    """Return the memory that this process has now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(run_benchmark())
