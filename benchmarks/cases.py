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

from _report import report

from tests import cases

#: What a pair of each kind is to be taken for: another story is as new as an unrelated one.
_PARTS = {"same": "same", "development": "development", "new": "new", "unrelated": "new"}


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.parse_args()
    asked = [(question, wanted, got) for question, wanted, got in cases.questions()]
    dated = [(text, wanted, cases.days_read(today, text)) for today, text, wanted in cases.phrases()]
    for text, wanted, got in (*asked, *dated):
        if wanted != got:
            print(f"{text!r}: {got}, not {wanted}")
    found, differing, invented, others = _contrasts()
    return report(
        "cases.py",
        {
            "questions": _share([(wanted, got) for _, wanted, got in asked]),
            "dates": _share([(wanted, got) for _, wanted, got in dated]),
            "seen": _apart("told_before"),
            "unseen": _apart("told_before_unseen"),
            "contrasts": (100 * found / differing, differing),
            "false contrasts": (invented, others),
        },
    )


def _share(pairs: list[tuple[object, object]]) -> tuple[float, float]:
    return 100 * sum(wanted == got for wanted, got in pairs) / len(pairs), len(pairs)


def _apart(name: str) -> tuple[float, float]:
    """Give the pairs of *name* that are taken for what they are, in per cent, of how many."""
    counts: Counter[tuple[str, str]] = cases.told_apart(name)
    right = sum(count for (kind, taken), count in counts.items() if _PARTS[kind] == taken)
    return 100 * right / counts.total(), counts.total()


def _contrasts() -> tuple[int, int, int, int]:
    """Give how many contrasts are found as written, of how many; and how many where there is none, of how many."""
    entries = cases.contrasted()
    none = entries.pop("none")
    found = sum(
        [
            (one.kind.value, [cases.said(one.left, one.left_spans), cases.said(one.right, one.right_spans)])
            for one in given
        ]
        == [(kind, entry["differ"])]
        for kind, pairs in entries.items()
        for entry, given in pairs
    )
    return found, sum(map(len, entries.values())), sum(bool(given) for _, given in none), len(none)


if __name__ == "__main__":
    sys.exit(main())
