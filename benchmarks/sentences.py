"""
Measure where sentences are said to end, and how fast.

Data: BBC-100, one sentence a line, paragraphs parted by blank lines: the folder ``corpus`` of the public repository
``adamchristiansen/text-summarizer`` (CC0). DIR is what holds ``article/<topic>/<number>.txt``, as ``bbc100/corpus``.
Lines of a paragraph are joined by a blank; the gold ends are the line ends. Ends inside paragraphs are those where a
splitter can be wrong. Tricky cases: ``tests/data/sentence_cases.toml``.

    python benchmarks/sentences.py --data DIR
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path

from _report import get_data_folder, print_rows

from corpus.models import Zone, ZoneSpan
from corpus.segmentation import split_sentences

CASES_FILE = Path(__file__).parents[1] / "tests" / "data" / "sentence_cases.toml"


def run_benchmark() -> int:
    """Print F1 on BBC-100, the tricky cases that are right, and megabytes per CPU-second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = get_data_folder("sentences.py", parser.parse_args().data)
    files = sorted((folder / "article").glob("*/*.txt"))
    if not files:
        print(f"no article/*/*.txt in {folder}; see the docstring for where to obtain BBC-100", file=sys.stderr)
        return 2
    articles = [_join_lines(file.read_bytes().decode("utf-8")) for file in files]
    started = time.process_time()
    found = [_find_ends(text) for text, _, _ in articles]
    spent = time.process_time() - started
    golds = [(ends, inner) for _, ends, inner in articles]
    size = sum(len(text.encode()) for text, _, _ in articles)
    right, cases = _count_right_cases()
    return print_rows(
        "sentences.py",
        {
            "ends": _compute_f1([(mine, ends) for mine, (ends, _) in zip(found, golds, strict=True)]),
            "inner": _compute_f1(
                [(mine - (ends - inner), inner) for mine, (ends, inner) in zip(found, golds, strict=True)]
            ),
            "tricky": (100 * right / cases, cases),
            "speed": size / 1e6 / spent,
        },
    )


def _join_lines(raw: str) -> tuple[str, set[int], set[int]]:
    """Return the text, all its sentence ends, and those that are no paragraph's end."""
    text, ends, inner = "", set[int](), set[int]()
    for block in raw.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        for number, line in enumerate(lines):
            text += (" " if number else "\n\n" if text else "") + line
            ends.add(len(text))
            if number < len(lines) - 1:
                inner.add(len(text))
    return text, ends, inner


def _find_ends(text: str) -> set[int]:
    return {sentence.end for sentence in split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")}


def _compute_f1(pairs: list[tuple[set[int], set[int]]]) -> float:
    right = sum(len(mine & gold) for mine, gold in pairs)
    precision = right / sum(len(mine) for mine, _ in pairs)
    recall = right / sum(len(gold) for _, gold in pairs)
    return 2 * precision * recall / (precision + recall)


def _count_right_cases() -> tuple[int, int]:
    cases = tomllib.loads(CASES_FILE.read_text(encoding="utf-8"))["case"]
    right = 0
    for case in cases:
        text = case.get("glue", " ").join(case["sentences"])
        found = split_sentences(text, [ZoneSpan(0, len(text), Zone.BODY)], "a")
        right += [sentence.text for sentence in found] == case.get("answer", case["sentences"])
    return right, len(cases)


if __name__ == "__main__":
    sys.exit(run_benchmark())
