"""
What a change of the corpus costs where many servers ask: the first question after it, those of others, and memory.

Data: as for scale.py, whose editions of articles fill the store, 10,000 by default. Then one article after the other is
added by another connection, and after each fifty servers without articles of their own ask, each something else.
After every second one the completions of all commands are asked for before that, another command's first each time.
Times are CPU time of the process that asks; adding is not counted, and nobody waits between two changes. Building takes
some minutes; ``--store FILE`` keeps what was built, and takes it again.

Usage: python benchmarks/changes.py --data DIR [--articles N] [--store FILE] [--changes N]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, cycle
from pathlib import Path

from _report import get_data_folder, print_rows
from scale import build_store_apart, list_articles

from bot.services.autocomplete import (
    list_publication_days,
    suggest_contradictions,
    suggest_speakers,
    suggest_timeline_actors,
    suggest_titles,
    suggest_topics,
)
from bot.services.engine import QueryEngine
from corpus.pipeline import add_sources
from corpus.sources.files import build_source

#: Servers that ask after each change, what they ask about in turn, and what is typed before names are completed.
SERVERS = 50
_TOPICS = ("oil prices", "the election", "taxes", "the match", "films", "shares", "the virus")
_TYPED = ("b", "ma", "t", "")
_SCOPE, _LIMIT = "server 1", 25
_COMPLETIONS: Sequence[tuple[str, Callable[[QueryEngine, str], object]]] = (
    ("names", lambda engine, typed: engine.suggest_actors(scope=_SCOPE, typed=typed, limit=_LIMIT)),
    ("said", lambda engine, typed: suggest_speakers(engine, _SCOPE, typed, _LIMIT)),
    ("timeline", lambda engine, typed: suggest_timeline_actors(engine, _SCOPE, typed, _LIMIT)),
    ("compare", lambda engine, typed: suggest_contradictions(engine, _SCOPE, typed, _LIMIT)),
    ("topics", lambda engine, typed: suggest_topics(engine, _SCOPE, typed, _LIMIT)),
    ("titles", lambda engine, typed: suggest_titles(engine, _SCOPE, typed, _LIMIT)),
    ("days", lambda engine, _: engine.list_event_days(scope=_SCOPE)),
    ("published", lambda engine, _: list_publication_days(engine, _SCOPE)),
)


def run_benchmark() -> int:
    """Build, measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--changes", type=int, default=30)
    given = parser.parse_args()
    folder = get_data_folder("changes.py", given.data)
    files = list_articles(folder)
    if not files:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder_name:
        kept, path = given.store or Path(folder_name) / "built.sqlite3", Path(folder_name) / "changed.sqlite3"
        if not kept.exists() and not build_store_apart(files, given.articles, f"sqlite:///{kept}"):
            return 1
        shutil.copy(kept, path)
        return print_rows("changes.py", _measure_changes(path, files[: given.changes]))


def _measure_changes(path: Path, files: Sequence[Path]) -> dict[str, float | tuple[float, float]]:
    first, others, memory = list[float](), list[float](), list[float]()
    with QueryEngine.open(f"sqlite:///{path}") as engine, QueryEngine.open(f"sqlite:///{path}") as other:
        known = _measure(lambda: engine.snapshot(""))
        asked = [
            partial(engine.ask, scope=f"server {server}", question=f"What did {name} say about {topic}?")
            for server, (name, topic) in enumerate(zip(engine.suggest_actors(limit=SERVERS), cycle(_TOPICS)))
        ]
        asked[0]()
        spent: dict[str, list[float]] = {name: [] for name, _ in _COMPLETIONS}
        _measure_completions(engine, 0, spent)
        started = max(*chain(*spent.values()))
        spent = {name: [] for name in spent}
        for number, file in enumerate(files):
            source = build_source(file.read_bytes(), f"change-{number}", str(file))
            add_sources(other.store, [source], other.registry)
            if number % 2:
                _measure_completions(engine, number // 2, spent)
            turn = 7 * number % SERVERS  # names come with the most mentioned first
            times = [_measure(ask) for ask in (*asked[turn:], *asked[:turn])]
            if not number % 2:
                first.append(times[0])
                others += times[1:]
            memory.append(_read_megabytes())
        completions = {name: (statistics.median(times), max(times)) for name, times in spent.items()}
        return {
            "known": known,
            "first": (statistics.median(first) / statistics.median(others), statistics.median(first)),
            "started": started,
            **completions,
            "memory": (memory[len(memory) // 2], memory[-1]),
        }


def _measure_completions(engine: QueryEngine, number: int, spent: Mapping[str, list[float]]) -> None:
    """Add the time of each command's completions to *spent*; which comes first and what is typed depend on *number*."""
    typed, turn = _TYPED[number % len(_TYPED)], number % len(_COMPLETIONS)
    for name, complete in (*_COMPLETIONS[turn:], *_COMPLETIONS[:turn]):
        spent[name].append(_measure(partial(complete, engine, typed)))


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
