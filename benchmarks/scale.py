"""
How quickly questions are answered over 50,000 articles, about a million sentences of 1,100 days, and how large it gets.

Data: a folder of plain-text articles, one a file, in any folders below it, for example the articles of the BBC News
Summary collection (public repository ``Miguel-G-Soares/PRI_proj1``). Measured only, never committed. Some hundred of
them are read once; each of the many is one of these again, published on another day: its dates are read anew from
there, and most of the persons that no register knows become others, so that names are as many as they would be.

Times are CPU time of the one process that asks, after each sort of question was asked once. Building takes some twenty
minutes; ``--store FILE`` keeps what was built, and takes it again. A store ``scale.sqlite3`` in DIR is taken unasked.

With ``--store postgresql://…``, a database on this machine, the CPU time of the server's process for the connection is
added (Linux only); a database without articles is filled.

Usage: python benchmarks/scale.py --data DIR [--articles N] [--store FILE|URL] [--asked N]
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from _report import get_data_folder, print_rows
from rich.progress import track

from bot.db import is_server_url
from bot.locales import LANGUAGES, translator_for
from bot.services.engine import QueryEngine
from corpus.dates import tagger
from corpus.entities import load_bundled_registry
from corpus.errors import SourceError
from corpus.models import ActorKind, Claim, Confidence, Document, Mention
from corpus.pipeline.ingest import annotate_source
from corpus.sources.files import build_source
from corpus.store import ArticleRecord, CrossDocUpdate, Store, open_store
from corpus.store.postgres.word_index import PostgresStoreDatabase

#: Articles that are read; days over which their editions are spread; the first of them.
READ_ARTICLES, COVERED_DAYS, FIRST_DAY = 600, 1_100, date(2021, 1, 1)
#: Of the persons whom no register knows, the share that is somebody else in another edition, and how many they are.
RENAMED_SHARE, MAX_NAMESAKES = 0.7, 30
REGISTERED_IDS = frozenset(one.actor.id for one in load_bundled_registry().entries)
_BATCH_SIZE = 500
#: How often what takes longer than a question is asked for at most.
LONGER_ASKED = 12


def run_benchmark() -> int:
    """Build, measure and print; 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--store", default="")
    parser.add_argument("--asked", type=int, default=200)
    given = parser.parse_args()
    files = list_articles(get_data_folder("scale.py", given.data))
    if not files:
        print(f"{given.data}: no folder of text files (see the docstring)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        kept = given.data / "scale.sqlite3"
        url = _build_url(given.store or (kept if kept.exists() else Path(folder) / kept.name))
        if not _is_filled(url) and not build_store_apart(files, given.articles, url):
            return 1
        measured = _measure_queries(url, given.asked)
        # The table is of SQLite; other figures are printed as they are measured.
        return 0 if is_server_url(url) else print_rows("scale.py", measured)


def _build_url(store: str | Path) -> str:
    return str(store) if is_server_url(str(store)) else f"sqlite:///{store}"


def _is_filled(url: str) -> bool:
    if not is_server_url(url):
        return Path(url.removeprefix("sqlite:///")).exists()
    with open_store(url) as store:
        return bool(store.list_titles())


def list_articles(folder: Path) -> list[Path]:
    """Return the text files below *folder*, in order, but not the summaries that BBC's data set has beside them."""
    return sorted(path for path in folder.rglob("*.txt") if "ummaries" not in str(path))


def build_store_apart(files: Sequence[Path], number: int, url: str) -> bool:
    """Build the store in a process of its own, so that its memory is not counted; return whether it succeeded."""
    builder = get_context("spawn").Process(target=build_store, args=(files, number, url))
    builder.start()
    builder.join()
    return builder.exitcode == 0


def build_store(files: Sequence[Path], number: int, url: str) -> None:
    """Fill the store at *url* with *number* editions of the articles in *files*."""
    chance = random.Random(0)
    read = list(_annotate_files(chance.sample(files, min(READ_ARTICLES, len(files)))))
    editions = (_build_edition(chance.choice(read), one, number, chance) for one in range(number))
    with open_store(url) as store:
        for _ in track(range(0, number, _BATCH_SIZE), "Building"):
            some = list(islice(editions, _BATCH_SIZE))
            with store.transaction():
                for document in some:
                    store.add_article(ArticleRecord(document, document.article.key))
                store.apply_updates(CrossDocUpdate(document.article.key, "") for document in some)


def _annotate_files(files: Sequence[Path]) -> Iterator[Document]:
    registry = load_bundled_registry()
    for path in track(files, "Reading"):
        try:
            source = build_source(path.read_bytes(), f"{path.parent.name}-{path.stem}", str(path))
        except SourceError as error:
            print(f"refused     {error}", file=sys.stderr)
            continue
        yield annotate_source(source, registry)


def _build_edition(read: Document, number: int, of: int, chance: random.Random) -> Document:
    """Return *read* as article *number* of *of*, of the day that is its turn."""
    key, published = f"edition-{number}", (FIRST_DAY + timedelta(days=number * COVERED_DAYS // of)).isoformat()
    sentences = tuple(replace(one, article=key) for one in read.sentences)
    claim = Claim(published, Confidence.STATED, ("made",))
    article = replace(
        read.article, key=key, address=f"made/{key}", provenance=replace(read.article.provenance, published=claim)
    )
    others = {
        actor.id: f"{actor.id}-{chance.randrange(MAX_NAMESAKES)}"
        for actor in read.actors
        if actor.kind is ActorKind.PERSON and actor.id not in REGISTERED_IDS and chance.random() < RENAMED_SHARE
    }
    return Document(
        article,
        sentences,
        tagger.tag(sentences, published),
        tuple(_rename_mention(mention, others) for mention in read.mentions),
        tuple(replace(said, speaker=others.get(said.speaker or "", said.speaker)) for said in read.quotations),
        tuple(replace(actor, id=others.get(actor.id, actor.id)) for actor in read.actors),
    )


def _rename_mention(mention: Mention, others: Mapping[str, str]) -> Mention:
    return replace(mention, actor=others.get(mention.actor or "", mention.actor))


class CpuTimer:
    """
    CPU time of this process, and of the server's process that works for its store.

    Args:
        store: The store; of a file, nobody else works for it.
    """

    def __init__(self, store: Store) -> None:
        self._server: Path | None = None
        if isinstance(database := store._db, PostgresStoreDatabase):  # type: ignore[attr-defined]  # noqa: SLF001
            pid, _ = database.fetch_all(
                "SELECT pg_backend_pid(), set_config('max_parallel_workers_per_gather', '0', false)"
            )[0]
            self._server = Path(f"/proc/{pid}/schedstat")

    def __call__(self) -> float:
        """Return the seconds since an arbitrary moment."""
        # The first number is in nanoseconds (https://docs.kernel.org/scheduler/sched-stats.html).
        server = int(self._server.read_text().split()[0]) / 1e9 if self._server else 0.0
        return time.process_time() + server


def _measure_size(url: str, store: Store) -> int:
    """Return the bytes that a store takes on disk."""
    if isinstance(database := store._db, PostgresStoreDatabase):  # type: ignore[attr-defined]  # noqa: SLF001
        return int(database.fetch_all("SELECT pg_database_size(current_database())")[0][0])
    return Path(url.removeprefix("sqlite:///")).stat().st_size


def _measure_queries(url: str, asked: int) -> dict[str, float | tuple[float, float]]:
    chance = random.Random(1)
    with QueryEngine.open(url) as desk:
        timer = CpuTimer(desk.store)
        start = timer()
        days, names = desk.list_event_days(), desk.suggest_actors(limit=5_000)
        known = 1000 * (timer() - start)
        actors = [names[min(len(names) - 1, int(chance.paretovariate(0.5)) - 1)] for _ in range(asked)]
        spoken = [f"{day.day} {day:%B %Y}" for day in chance.choices(days, k=asked)]
        topics = chance.choices(("election", "film", "profit", "injury", "virus", "oil prices", "tax plans"), k=asked)
        sorts: dict[str, Callable[[int], object]] = {
            "ask": lambda n: desk.ask(question=f"What did {actors[n]} say about {topics[n]}?"),
            "ask, with a day": lambda n: desk.ask(question=f"What happened to {actors[n]} on {spoken[n]}?"),
            "who": lambda n: desk.describe_actor(name=actors[n]),
            "when": lambda n: desk.list_events(phrase=spoken[n]),
            "brief of a day": lambda n: desk.summarize(text=spoken[n]),
        }
        longer: dict[str, Callable[[int], object]] = {
            "brief of a word": lambda n: desk.summarize(text=topics[n]),
            "brief of everything": lambda n: desk.summarize(limit=5 + n % 7),
            "timeline": lambda n: desk.build_timeline(text=actors[n]),
            "compare": lambda n: desk.compare_outlets(text=actors[n]),
            "chart": lambda n: desk.draw_chart(
                "coverage", dark=bool(n % 2), language=translator_for(LANGUAGES[n // 2])
            ),
            "chart again": lambda _: desk.draw_chart("coverage"),
        }
        spent = {name: _measure_query(name, ask, asked, timer) for name, ask in sorts.items()}
        spent |= {name: _measure_query(name, ask, min(asked, LONGER_ASKED), timer) for name, ask in longer.items()}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sentences = sum(one.sentences for one in desk.store.list_articles())
        size = _measure_size(url, desk.store) / sentences
        print(f"{known:8.1f} ms once, {memory:.0f} MB, {size:.0f} bytes for each of {sentences} sentences", flush=True)
        return {**spent, "known": known, "memory": memory, "size": (size, sentences)}


def _measure_query(
    name: str, ask: Callable[[int], object], asked: int, timer: Callable[[], float]
) -> tuple[float, float]:
    ask(0)
    spent = []
    for number in range(asked):
        start = timer()
        ask(number)
        spent.append(1000 * (timer() - start))
    middle, late = np.percentile(spent, (50, 99))
    print(f"{middle:8.1f} ms p50 {late:8.1f} ms p99 {max(spent):8.1f} ms at most  {name}", flush=True)
    return float(middle), float(late)


if __name__ == "__main__":
    sys.exit(run_benchmark())
