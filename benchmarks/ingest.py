"""
How fast articles are read and stored, by which reader the time goes, and whether memory stays flat.

Data: a folder of plain-text articles, one a file, in any folders below it, for example the articles of the BBC News
Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``). Measured only, never committed. Where there are
fewer than asked for, they are taken again with a line of their own added.

Usage: python benchmarks/ingest.py --data DIR [--articles N]
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from _report import get_data_folder, print_rows

from corpus.crossdoc import extract_features
from corpus.dates import tagger
from corpus.entities import Registry, load_bundled_registry, tag_entities
from corpus.errors import SourceError
from corpus.extraction.provenance import infer_provenance
from corpus.models import Article, Document, Source
from corpus.pipeline import add_sources
from corpus.quotes import extract_quotations
from corpus.segmentation import label_zones, split_sentences
from corpus.sources.files import build_source
from corpus.store import open_store

Result = TypeVar("Result")

#: Articles read reader by reader, for the profile.
PROFILED_ARTICLES = 300
#: Articles from which on it is asked whether memory stays flat; in how many parts they are added.
MIN_ARTICLES_FOR_MEMORY, BATCHES = 10_000, 20


def run_benchmark() -> int:
    """Measure and print; 1 where the bar is missed, 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=2000)
    given = parser.parse_args()
    files = sorted(
        path for path in get_data_folder("ingest.py", given.data).rglob("*.txt") if "ummaries" not in str(path)
    )
    if not files:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    registry = load_bundled_registry()
    read = _profile_annotators(list(_load_sources(files, PROFILED_ARTICLES)), registry)
    rates, peaks = _measure_store(files, given.articles, registry)
    if given.articles >= MIN_ARTICLES_FOR_MEMORY:
        growth = 100 * (peaks[-1] / peaks[len(peaks) // 2 - 1] - 1)
        return print_rows(
            f"ingest.py --articles {MIN_ARTICLES_FOR_MEMORY}",
            {"all": (rates[-1], given.articles), "peak": peaks[-1], "growth": growth},
        )
    return print_rows(
        "ingest.py", {"added": (rates[-1], given.articles), "early": rates[len(rates) // 4 - 1], "read": read}
    )


def _load_sources(files: Sequence[Path], number: int) -> Iterator[Source]:
    """Yield so many articles, no two of them the same."""
    for count, path in enumerate(islice(cycle(files), number)):
        again = f"\n\nEdition number {count // len(files)}." if count >= len(files) else ""
        try:
            yield build_source(
                path.read_bytes() + again.encode(), f"{path.parent.name}-{path.stem}-{count}", f"{count}"
            )
        except SourceError as error:
            print(f"refused     {error}", file=sys.stderr)


def _profile_annotators(sources: Sequence[Source], registry: Registry) -> float:
    """Print what each reader takes of the time; give articles per CPU-second."""
    spent: Counter[str] = Counter()

    def timed(name: str, work: Callable[[], Result]) -> Result:
        start = time.process_time()
        result = work()
        spent[name] += time.process_time() - start
        return result

    for source in sources:
        _annotate_timed(source, registry, timed)
    total = sum(spent.values())
    for name, seconds in spent.most_common():
        print(f"{1000 * seconds / len(sources):8.2f} ms per article  {100 * seconds / total:5.1f} %  {name}")
    return len(sources) / total


def _annotate_timed(source: Source, registry: Registry, timed: Callable[[str, Callable[[], Result]], Result]) -> None:
    text = source.text
    spans = timed("zones", lambda: label_zones(text))
    traced = timed("provenance", lambda: infer_provenance(text, spans))
    split = timed("sentences", lambda: split_sentences(text, spans, "key"))
    found = timed("dates", lambda: tagger.tag(split, traced.published.value))
    cast = timed("actors", lambda: tag_entities(text, split, registry, traced))
    said = timed("quotations", lambda: extract_quotations(text, split, cast.mentions, cast.actors))
    article = Article("key", 1, text, source.sha256, source.address, spans, traced)
    document = Document(article, split, found, cast.mentions, said, cast.actors)
    timed("features", lambda: extract_features(document))


def _measure_store(files: Sequence[Path], number: int, registry: Registry) -> tuple[list[float], list[float]]:
    """Add part by part; give articles per CPU-second and peak of memory in MB, up to each."""
    rates, peaks = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with open_store(f"sqlite:///{path}") as store:
            start, added, batch = time.process_time(), 0, max(1, number // BATCHES)
            sources = _load_sources(files, number)
            while some := list(islice(sources, batch)):
                added += len(add_sources(store, some, registry))
                rates.append(added / (time.process_time() - start))
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
                print(f"{rates[-1]:8.1f} per CPU-second added and settled, {added} articles, peak {peaks[-1]:.0f} MB")
            held = sum(one.sentences for one in store.list_articles())
        print(f"{path.stat().st_size / held:8.0f} bytes per sentence, {held} sentences")
    return rates, peaks


if __name__ == "__main__":
    sys.exit(run_benchmark())
