"""
How surely the articles of a topic are found by its words.

Data: "BBC News Summary", the folder ``News Articles`` with one folder of texts for each of five categories, out of the
public repository ``Miguel-G-Soares/PRI_proj1``. ``--data`` names that folder, or the one that holds it
below ``bbc``. Measured only, never committed.

Each category is a topic of twelve terms, written from general knowledge and never fitted to the articles. Every fourth
article in the order of their names, from the third on, is taken in by the real door and held against all five topics;
how much an article needs was chosen on others. An article of another category may well belong to a topic, too (a
company's profits are business and technology): it counts as wrong all the same.

Usage: python benchmarks/topics.py --data DIR
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from _report import get_data_folder, print_rows

from bot.services.engine import QueryEngine
from corpus.entities import load_bundled_registry
from corpus.models import Source, Topic
from corpus.pipeline import add_sources
from corpus.store import open_store

TERMS = {
    "business": "shares; profits; economy; bank; sales; company; growth; stock market; investors; oil prices; inflation"
    "; takeover",
    "entertainment": "film; actor; music; album; band; singer; award; Oscar; television; director; box office; chart",
    "politics": "Labour; Tories; minister; election; MPs; Blair; government; party; parliament; Lib Dems; voters"
    "; Conservatives",
    "sport": "match; coach; players; champion; goal; rugby; cup; injury; team; Olympic; league; tournament",
    "tech": "software; computer; internet; users; mobile phones; technology; games console; online; broadband; virus"
    "; Microsoft; web",
}
#: Of so many articles one is taken, from this one on.
ARTICLE_STEP, FIRST_ARTICLE = 4, 2


def run_benchmark() -> int:
    """Measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    home = get_data_folder("topics.py", given.data)
    if not all((home / category).is_dir() for category in TERMS):
        print(f"{given.data}: no folders {', '.join(TERMS)} (see the docstring)", file=sys.stderr)
        return 2
    sources = [source for category in TERMS for source in _load_sources(home / category)]
    store = open_store("sqlite:///:memory:")
    add_sources(store, sources, load_bundled_registry())
    held = Counter(key.partition("-")[0] for key in store.list_keys())
    print(f"{sum(held.values())} articles of {len(held)} categories")
    with QueryEngine(store, load_bundled_registry()) as desk:
        found = {category: _measure_topic(desk, category, held) for category in TERMS}
    mean = (
        sum(precision for precision, _ in found.values()) / len(found),
        sum(r for _, r in found.values()) / len(found),
    )
    return print_rows("topics.py", {name: _add_f1(*pair) for name, pair in {**found, "mean": mean}.items()})


def _load_sources(folder: Path) -> list[Source]:
    found = []
    for path in sorted(folder.glob("*.txt"))[FIRST_ARTICLE::ARTICLE_STEP]:
        data = path.read_bytes()
        text = data.decode("latin-1")
        name = f"{folder.name}-{path.stem}"
        found.append(Source(text, name, name, sha256(data).hexdigest()))
    return found


def _measure_topic(desk: QueryEngine, category: str, held: Counter[str]) -> tuple[float, float]:
    """Return precision and recall of one topic."""
    desk.save_topic(Topic(category, tuple(term.strip() for term in TERMS[category].split(";"))))
    found = Counter(key.partition("-")[0] for key in desk.match_topic(category).articles)
    return found[category] / max(1, sum(found.values())), found[category] / held[category]


def _add_f1(precision: float, recall: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 in per cent."""
    both = 2 * precision * recall / ((precision + recall) or 1.0)
    return 100 * precision, 100 * recall, 100 * both


if __name__ == "__main__":
    sys.exit(run_benchmark())
