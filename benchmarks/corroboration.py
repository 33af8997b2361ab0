"""
How surely sentences of different articles that tell the same thing are found.

Data: a folder with ``gold/seeds.json`` (hand-made annotations; ``corroboration`` groups the lines, "000:7", that tell
the same) and ``seeds``, the articles: ``shared`` beside the checkout. ``--data`` may name it or the folder of it.
Measured only, never committed.

All pairs of body sentences of different articles are ranked by likeness; a pair is right where its lines are of one
group. Words are compared as the share of those that two sentences have in common (Jaccard).

Usage: python benchmarks/corroboration.py --data DIR
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from _report import get_data_folder, print_rows

from briefings.clustering import similarity_matrix
from briefings.clustering.corroboration import group_facts
from briefings.ranking import Vector
from corpus.entities import load_bundled_registry
from corpus.models import Passage, Query
from corpus.pipeline import add_sources
from corpus.sources.files import load_sources
from corpus.store import open_store

Pair = frozenset[str]


def run_benchmark() -> int:
    """Measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    home = get_data_folder("corroboration.py", given.data)
    if not (home / "gold/seeds.json").is_file() or not (home / "seeds").is_dir():
        print(f"{given.data}: no gold/seeds.json and seeds (see the docstring)", file=sys.stderr)
        return 2
    gold = json.loads((home / "gold/seeds.json").read_text(encoding="utf-8"))
    texts = {one["id"]: (home / "seeds" / one["file"]).read_bytes().decode() for one in gold["documents"]}
    everything = _load_passages(home / "seeds")
    passages = [passage for passage in everything if passage.citation.key in texts]
    lines = [f"{p.citation.key[:3]}:{texts[p.citation.key].count(chr(10), 0, p.sentence.start) + 1}" for p in passages]
    groups = [_list_pairs(one["members"]) for one in gold["corroboration"]]
    precision, met, pairs = _score_pairs(similarity_matrix(passages).toarray(), passages, lines, groups)
    by_words = _score_pairs(_compute_jaccard(passages), passages, lines, groups)
    return print_rows(
        "corroboration.py",
        {
            "precision": precision,
            "groups": met,
            "pairs": pairs,
            "words": by_words[:2],
            "speed": _measure_time(everything),
        },
    )


def _load_passages(folder: Path) -> tuple[Passage, ...]:
    store = open_store("sqlite:///:memory:")
    add_sources(store, load_sources(folder).sources, load_bundled_registry())
    return store.search(Query())


def _compute_jaccard(passages: Sequence[Passage]) -> Vector:
    words = [set(re.findall(r"\w+", passage.sentence.text.lower())) for passage in passages]
    return np.array([[len(one & other) / len(one | other) for other in words] for one in words])


def _score_pairs(
    likeness: Vector, passages: Sequence[Passage], lines: Sequence[str], groups: Sequence[set[Pair]]
) -> tuple[float, float, float]:
    """Return three shares: of right pairs among the first 20; of groups and of pairs found by the first 100."""
    pairs = [
        (-likeness[one, other], frozenset((lines[one], lines[other])))
        for one, other in combinations(range(len(passages)), 2)
        if passages[one].citation.key != passages[other].citation.key
    ]
    ranked: list[Pair] = [pair for _, pair in sorted(pairs, key=lambda scored: scored[0])]
    right = set().union(*groups)
    first = set(ranked[:100])
    met = sum(not first.isdisjoint(one) for one in groups) / len(groups)
    return sum(pair in right for pair in ranked[:20]) / 20, met, len(first & right) / len(right)


def _list_pairs(members: Sequence[str]) -> set[Pair]:
    """Return the pairs of lines of different articles."""
    return {frozenset(pair) for pair in combinations(members, 2) if pair[0][:3] != pair[1][:3]}


def _measure_time(passages: Sequence[Passage]) -> float:
    many = [passages[number % len(passages)] for number in range(1_000)]
    group_facts(many)
    start = time.process_time()
    group_facts(many)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(run_benchmark())
