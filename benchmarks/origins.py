"""
How well near copies are grouped: recall on synthetic edits, false pairs among different articles, standing paragraphs.

Articles are also read and stored one by one, as they arrive: different ones of one outlet that all end with the same
paragraph, such articles cut to some 50 words, and one report in the wording of many outlets. Each has a number of
origins that is right, and the last of them should be added as fast as the first.

Data: a folder of plain-text articles, one a file, in any folders below it, for example the articles of the BBC News
Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``). Measured only, never committed.

Such a folder holds real near copies: updated versions of one story. A pair is a false one where less than half of the
smaller article's 4-grams, all of them and not a sample, stand in the other.

Usage: python benchmarks/origins.py --data DIR [--articles N] [--stored N]
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from _report import get_data_folder, print_rows

from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import compute_sketch, is_near_copy, open_store

Edit = Callable[[list[str], random.Random], list[str]]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def run_benchmark() -> int:
    """Measure and print; 1 where a bar is missed, 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--stored", type=int, default=680, help="articles that are stored with a standing paragraph")
    given = parser.parse_args()
    texts = _load_texts(get_data_folder("origins.py", given.data), given.articles)
    if len(texts) < 20:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    print(f"{len(texts)} articles")
    worst = min(_measure_recall(name, edit, texts) for name, edit in _EDITS.items())
    false = _measure_false_pairs(texts)
    _measure_speed(texts)
    different = _drop_near_copies(texts)[: given.stored]
    dice = random.Random(2)
    standing = _measure_stored("standing paragraph", (_end_alike(text) for text in different))
    short = _measure_stored("the same, cut short", (_end_alike(_cut(text, dice)) for text in different[:100]))
    report = max(texts[:100], key=len)
    edit = _EDITS["drop 30 %"]
    wire = _measure_stored("one report", (_attribute(n, edit(report, dice)) for n in range(given.stored * 5 // 17)))
    figures = {"standing": standing, "short": short[:2], "wire": wire[:2]}
    return print_rows("origins.py", {"worst": (worst, len(texts)), "false": false, **figures})


def _load_texts(folder: Path, most: int) -> list[list[str]]:
    """Load articles as lists of sentences, the same words only once, in an order drawn by a fixed seed."""
    files = sorted(path for path in folder.rglob("*.txt") if "ummaries" not in str(path))
    random.Random(0).shuffle(files)
    seen, texts = set(), []
    for path in files:
        text = path.read_bytes().decode("utf-8", "replace")
        sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        known = " ".join(re.findall(r"\w+", text.lower()))
        if len(sentences) >= 6 and known not in seen:
            seen.add(known)
            texts.append(sentences)
        if len(texts) == most:
            break
    return texts


def _drop_sentences(share: float) -> Edit:
    return lambda text, dice: [sentence for sentence in text if dice.random() >= share] or text[:1]


def _replace_words(share: float) -> Edit:
    def edit(text: list[str], dice: random.Random) -> list[str]:
        words = [word for sentence in text for word in sentence.split()]
        return [
            " ".join(dice.choice(words) if dice.random() < share else word for word in sentence.split())
            for sentence in text
        ]

    return edit


def _add_noise(share: float) -> Edit:
    """Add sentences of strange words, so that a copy holds what no other article holds."""

    def edit(text: list[str], dice: random.Random) -> list[str]:
        letters = "abcdefghijklmnopqrstuvwxyz"
        strange = [
            " ".join("".join(dice.choices(letters, k=6)) for _ in range(18))
            for _ in range(round(len(text) * share) or 1)
        ]
        return text + strange

    return edit


def _chain_edits(*edits: Edit) -> Edit:
    def edit(text: list[str], dice: random.Random) -> list[str]:
        for one in edits:
            text = one(text, dice)
        return text

    return edit


_EDITS: dict[str, Edit] = {
    "first half only": lambda text, _: text[: (len(text) + 1) // 2],
    "drop 30 %": _drop_sentences(0.3),
    "edit 8 %": _replace_words(0.08),
    "add noise": _add_noise(0.3),
    "drop 30 %, edit 8 %, add noise": _chain_edits(_drop_sentences(0.3), _replace_words(0.08), _add_noise(0.3)),
}


def _measure_recall(name: str, edit: Edit, texts: Sequence[list[str]]) -> float:
    """Print and give the share of articles that are grouped with their edited copy."""
    dice = random.Random(1)
    found = sum(_is_near(compute_sketch(" ".join(text)), compute_sketch(" ".join(edit(text, dice)))) for text in texts)
    print(f"recall      {found / len(texts):.4f}  {name}")
    return found / len(texts)


def _is_near(one: Sequence[int], other: Sequence[int]) -> bool:
    return is_near_copy(len(set(one) & set(other)), len(one), len(other))


def _measure_false_pairs(texts: Sequence[list[str]]) -> float:
    """Print and give the pairs of different articles that are taken for near copies, per article."""
    sketches = [compute_sketch(" ".join(text)) for text in texts]
    pairs = [
        (a, b)
        for a, b, shared in _list_sharing_pairs(sketches)
        if is_near_copy(shared, len(sketches[a]), len(sketches[b]))
    ]
    false = [(a, b) for a, b in pairs if not _is_truly_near(texts[a], texts[b])]
    print(f"false pairs {len(false) / len(texts):.4f}  per article ({len(false)} of {len(pairs)} pairs found)")
    for a, b in false:
        print(f"            {texts[a][0].split(chr(10))[0]!r} / {texts[b][0].split(chr(10))[0]!r}")
    return len(false) / len(texts)


def _is_truly_near(one: list[str], other: list[str]) -> bool:
    grams = []
    for text in (one, other):
        words = re.findall(r"\w+", " ".join(text).lower())
        grams.append(set(zip(words, words[1:], words[2:], words[3:], strict=False)))
    return 2 * len(grams[0] & grams[1]) >= min(map(len, grams))


def _list_sharing_pairs(sketches: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int]]:
    holders: dict[int, list[int]] = {}
    for number, hashes in enumerate(sketches):
        for value in hashes:
            holders.setdefault(value, []).append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    yield from ((a, b, count) for (a, b), count in shared.items())


_STANDING_PARAGRAPH = (
    "Every weekday this newsroom writes about the harbour, the hills and the people who live between them. Our"
    " reporters go to meetings that nobody else attends, read the papers that nobody else reads, and ask what the"
    " plans of the council will cost and whom they will serve. If you know of something that we ought to look into,"
    " write to us or come by in the morning, when the door is open and the coffee is hot. Much of what we found out"
    " last year began with a letter from a reader, and we never say whose it was."
)


def _drop_near_copies(texts: Sequence[list[str]]) -> list[list[str]]:
    sketches = [compute_sketch(" ".join(text)) for text in texts]
    near = {
        max(a, b)
        for a, b, shared in _list_sharing_pairs(sketches)
        if is_near_copy(shared, len(sketches[a]), len(sketches[b]))
    }
    return [text for number, text in enumerate(texts) if number not in near]


def _end_alike(text: list[str]) -> str:
    head, *body = " ".join(text).split("\n", 1)
    return f"title: {head}\noutlet: Harbour Ledger\n\n{' '.join(body)}\n\n{_STANDING_PARAGRAPH}"


def _cut(text: list[str], dice: random.Random) -> list[str]:
    head, _, body = " ".join(text).partition("\n")
    return [f"{head}\n{' '.join(body.split()[: dice.randint(40, 60)])}."]


def _attribute(number: int, text: list[str]) -> str:
    return f"title: A report\noutlet: Outlet {number}\nurl: https://outlet{number}.example/report\n\n{' '.join(text)}"


def _measure_stored(name: str, texts: Iterable[str]) -> tuple[float, float, float]:
    """Print and give the number of origins, that of articles, and the speed of the last hundred in the first's."""
    registry, spent = load_bundled_registry(), []
    with open_store("sqlite:///:memory:") as store:
        for number, text in enumerate(texts):
            source = build_source(text.encode(), f"article-{number:04}", f"/news/{number}.txt", "")
            start = time.process_time()
            add_sources(store, [source], registry)
            spent.append(time.process_time() - start)
        origins = len({one.citation.origin for one in store.list_articles()})
    some = min(100, len(spent) // 2) or 1
    first, last = some / sum(spent[:some]), some / sum(spent[-some:])
    print(f"origins     {origins} of {len(spent)} articles  {name}: {first:.1f}, then {last:.1f} per CPU-second")
    return origins, len(spent), last / first


def _measure_speed(texts: Sequence[list[str]]) -> None:
    start = time.process_time()
    size = sum(len(compute_sketch(" ".join(text))) for text in texts)
    spent = time.process_time() - start
    print(f"sketching   {len(texts) / spent:.0f} articles per CPU-second, {size / len(texts):.0f} hashes each")


if __name__ == "__main__":
    sys.exit(run_benchmark())
