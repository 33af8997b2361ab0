"""
How many of the project's own cases are read right: questions, their dates, what was told before, where outlets differ.

The cases are those of ``tests/data``, each with its answer beside it, and the tests hold the readers to most of them.
No data is needed; ``--data`` is taken, and may be left out, so that it runs like the others. What is wrong is printed.

Usage: python benchmarks/cases.py
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for what the tests read their cases with

from _report import print_rows

from tests.support.cases import (
    compare_sentence_pairs,
    count_novelty_results,
    get_differing_words,
    load_date_phrases,
    parse_days,
    parse_questions,
)

#: What a pair of each kind is to be taken for: another story is as new as an unrelated one.
_EXPECTED = {"same": "same", "development": "development", "new": "new", "unrelated": "new"}


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.parse_args()
    asked = [(question, wanted, got) for question, wanted, got in parse_questions()]
    dated = [(text, wanted, parse_days(today, text)) for today, text, wanted in load_date_phrases()]
    for text, wanted, got in (*asked, *dated):
        if wanted != got:
            print(f"{text!r}: {got}, not {wanted}")
    found, differing, invented, others = _count_contradictions()
    return print_rows(
        "cases.py",
        {
            "questions": compute_share([(wanted, got) for _, wanted, got in asked]),
            "dates": compute_share([(wanted, got) for _, wanted, got in dated]),
            "seen": _measure_novelty("prior_sentences"),
            "unseen": _measure_novelty("prior_sentences_unseen"),
            "contrasts": (100 * found / differing, differing),
            "false contrasts": (invented, others),
        },
    )


def compute_share(pairs: list[tuple[object, object]]) -> tuple[float, float]:
    """Return the share of equal pairs in per cent, and how many pairs there are."""
    return 100 * sum(wanted == got for wanted, got in pairs) / len(pairs), len(pairs)


def _measure_novelty(name: str) -> tuple[float, float]:
    """Return the pairs of *name* that are taken for what they are, in per cent, of how many."""
    counts: Counter[tuple[str, str]] = count_novelty_results(name)
    right = sum(count for (kind, taken), count in counts.items() if _EXPECTED[kind] == taken)
    return 100 * right / counts.total(), counts.total()


def _count_contradictions() -> tuple[int, int, int, int]:
    """Return how many contrasts are found as written, of how many; and how many where there is none, of how many."""
    entries = compare_sentence_pairs()
    none = entries.pop("none")
    found = sum(
        [
            (
                one.kind.value,
                [get_differing_words(one.left, one.left_spans), get_differing_words(one.right, one.right_spans)],
            )
            for one in given
        ]
        == [(kind, entry["differ"])]
        for kind, pairs in entries.items()
        for entry, given in pairs
    )
    return found, sum(map(len, entries.values())), sum(bool(given) for _, given in none), len(none)


if __name__ == "__main__":
    sys.exit(run_benchmark())
