"""
What it costs to rank a thousand sentences, and four thousand; and whether LexRank and TextRank rank as sumy's do.

Data: a folder of plain-text articles, one a file, in any folders below it, for example the articles of the BBC News
Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``). Measured only, never committed.

Times are CPU seconds of this process, libraries loaded and word stems known, with one thread; memory is the growth of
its peak in a fresh process. sumy's own LexRank is timed on a thousand sentences, once.

Usage: OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/ranking.py --data DIR
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from _report import get_data_folder, print_rows

from briefings import summarizer
from briefings.models import Request
from briefings.ranking import Ranker
from briefings.ranking.graph import CORRECTED_OPTIONS, lexrank, score_centroid, textrank
from briefings.ranking.sumy import get_sumy_ranker
from corpus.entities import load_bundled_registry
from corpus.errors import SourceError
from corpus.models import Passage, Query
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store

#: Numbers of sentences; documents on which the order is compared; how often a time is taken, of which the least counts.
SENTENCE_COUNTS, COMPARED_SETS, REPEATS = (1_000, 4_000), 40, 3


def run_benchmark() -> int:
    """Measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    files = sorted(
        path for path in get_data_folder("ranking.py", given.data).rglob("*.txt") if "ummaries" not in str(path)
    )
    if not files:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    passages = _load_passages(random.Random(0).sample(files, min(len(files), 500)))
    texts = [passage.sentence.text for passage in passages]
    small, large = (_measure_rankers(passages[:size], texts[:size]) for size in SENTENCE_COUNTS)
    return print_rows(
        "ranking.py",
        {
            **{name: (small[name], large[name]) for name in ("LexRank", "TextRank", "brief")},
            **{name: large[name] for name in ("LexRank MB", "TextRank MB")},
            "sumy": _measure_time(lambda: get_sumy_ranker("lexrank")(texts[: SENTENCE_COUNTS[0]])),
            **_compare_orders(texts),
        },
    )


def _load_passages(files: Sequence[Path]) -> tuple[Passage, ...]:
    with open_store("sqlite:///:memory:") as store:
        for path in files:
            try:
                source = build_source(path.read_bytes(), f"{path.parent.name}-{path.stem}", str(path))
            except SourceError as error:
                print(f"refused     {error}", file=sys.stderr)
                continue
            add_sources(store, (source,), load_bundled_registry())
            if store.compute_stats(Query()).sentences >= 2 * SENTENCE_COUNTS[-1]:
                break
        keys = store.list_keys()
        found = (passage for key in keys for passage in store.search(Query(articles=(key,))))
        return tuple(islice(found, SENTENCE_COUNTS[-1]))


def _measure_rankers(passages: Sequence[Passage], texts: Sequence[str]) -> dict[str, float]:
    rankers: dict[str, Ranker] = {
        "centroid": score_centroid,
        "LexRank": lexrank,
        "LexRank, mended": lambda some: lexrank(some, CORRECTED_OPTIONS),
        "TextRank": textrank,
    }
    figures: dict[str, float] = {}
    for name, rank in rankers.items():
        figures |= {name: _measure_min_time(partial(rank, texts)), f"{name} MB": _measure_memory(rank, texts)}
        print(f"{figures[name]:8.3f} CPU-s {figures[f'{name} MB']:6.0f} MB  {name}, {len(texts)} sentences")
    return {**figures, "brief": _measure_min_time(lambda: summarizer.summarize(passages, Request(Query()), 1))}


def _measure_min_time(work: Callable[[], object]) -> float:
    work()  # libraries are loaded, stems are kept
    return min(_measure_time(work) for _ in range(REPEATS))


def _measure_time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _measure_memory(rank: Ranker, texts: Sequence[str]) -> float:
    """Return the MB by which *rank* lifts the peak of a forked process."""
    context = get_context("fork")
    answers = context.SimpleQueue()

    def work() -> None:
        rank(texts[:20])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rank(texts)
        answers.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

    process = context.Process(target=work)
    process.start()
    grown = float(answers.get())
    process.join()
    return grown / 1024


def _compare_orders(texts: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the share of random sets of sentences that are ranked in the order of sumy's."""
    chance, same = random.Random(0), {"LexRank": 0, "TextRank": 0}
    samples = [chance.sample(list(texts), min(len(texts), chance.randrange(5, 80))) for _ in range(COMPARED_SETS)]
    for name, ours in (("LexRank", lexrank), ("TextRank", textrank)):
        for some in samples:
            theirs = np.argsort(-get_sumy_ranker(name.lower())(some), kind="stable")
            same[name] += bool((theirs == np.argsort(-ours(some), kind="stable")).all())
    return {f"{name} order": (100 * count / COMPARED_SETS, COMPARED_SETS) for name, count in same.items()}


if __name__ == "__main__":
    sys.exit(run_benchmark())
