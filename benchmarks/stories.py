"""
How surely articles on one event become one story, and articles on two events two.

Data: BASIL, 100 events each reported by three outlets, the folder ``articles`` of the public repository
``launchnlp/BASIL``. ``--data`` names that folder, or the one that holds it below ``basil``. Measured only, never
committed.

The events, in the order of their ids, are numbered from 0: the constants of `briefings.clustering.stories` were chosen
on the even ones, and the odd ones are reported. An article is its title, its day and its paragraphs, read as a pasted
text. Measured on all articles of the half in one store, and on each pair of its events in a store of their own.

Usage: python benchmarks/stories.py --data DIR
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from _report import get_data_folder, print_rows

from briefings.clustering import group_stories
from corpus.entities import load_bundled_registry
from corpus.models import Passage, Query, Source
from corpus.pipeline import add_sources
from corpus.store import open_store

#: Characters of an article's name that identify its event.
_EVENT_CHARACTERS = 36
_MAX_SENTENCES = 100_000


def run_benchmark() -> int:
    """Measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    home = get_data_folder("stories.py", given.data)
    paths = sorted(home.glob("*/*_[123].json"))
    if not paths:
        print(f"{given.data}: no YEAR/EVENT_1.json (see the docstring)", file=sys.stderr)
        return 2
    events = sorted({path.name[:_EVENT_CHARACTERS] for path in paths})
    chosen, reported = (
        _load_events([path for path in paths if path.name[:_EVENT_CHARACTERS] in events[first::2]]) for first in (0, 1)
    )
    one, two = _measure_store(reported)
    start = time.process_time()
    group_stories([passage for passages in reported.values() for passage in passages])
    seconds = time.process_time() - start
    together = (one, two, *_measure_pairs(reported))
    return print_rows(
        "stories.py",
        {
            "one_story": (together[0], together[2]),
            "two_events": (together[1], together[3]),
            "chosen": _measure_store(chosen),
            "speed": seconds,
        },
    )


def _load_events(paths: Sequence[Path]) -> dict[str, list[Passage]]:
    """Return the passages of each event."""
    store = open_store("sqlite:///:memory:")
    add_sources(store, [_load_source(path) for path in paths], load_bundled_registry())
    events: defaultdict[str, list[Passage]] = defaultdict(list)
    for key in store.list_keys():
        events[key[:_EVENT_CHARACTERS]] += store.search(Query(articles=(key,)))
    return dict(events)


def _load_source(path: Path) -> Source:
    article: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    paragraphs = (" ".join(paragraph) for paragraph in article["body-paragraphs"])
    text = "\n\n".join((article["title"], article["date"], *paragraphs)) + "\n"
    return Source(text, path.stem, path.stem, sha256(text.encode()).hexdigest())


def _measure_store(events: Mapping[str, Sequence[Passage]]) -> tuple[float, float]:
    """Return in per cent the events that are one story, and the pairs of events that share one, all in one store."""
    stories = group_stories([passage for passages in events.values() for passage in passages])
    parts: defaultdict[str, int] = defaultdict(int)
    shared = set()
    for story in stories:
        held = sorted({key[:_EVENT_CHARACTERS] for key in story.articles})
        for event in held:
            parts[event] += 1
        shared |= set(combinations(held, 2))
    pairs = len(events) * (len(events) - 1) / 2
    return 100 * sum(parts[event] == 1 for event in events) / len(events), 100 * len(shared) / pairs


def _measure_pairs(events: Mapping[str, Sequence[Passage]]) -> tuple[float, float]:
    """Return the same over the stores that hold two events each."""
    results = [_measure_store({one: events[one], other: events[other]}) for one, other in combinations(events, 2)]
    return sum(one for one, _ in results) / len(results), sum(two for _, two in results) / len(results)


if __name__ == "__main__":
    sys.exit(run_benchmark())
