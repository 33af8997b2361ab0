"""Adding articles while the process is killed, and while another process reads."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import pytest

from corpus.crossdoc import reconcile_articles
from corpus.entities import load_bundled_registry
from corpus.models import Document, Query
from corpus.pipeline import add_sources
from corpus.pipeline.ingest import annotate_source, build_record
from corpus.sources.files import load_sources
from corpus.store import ArticleRecord, IngestState, open_store
from tests.support.paths import SAMPLE


@pytest.fixture(scope="module")
def records() -> list[ArticleRecord]:
    """Read the sample once: what is tested is the storing."""
    registry = load_bundled_registry()
    return [build_record(annotate_source(one, registry), one) for one in load_sources(SAMPLE).sources]


def spawn(work: object, *given: object) -> int:
    """Run *work* in a child process; give its id."""
    child = os.fork()
    if child == 0:
        try:
            work(*given)
        finally:
            os._exit(0)  # nothing of the tests' own is to be wound up in the child
    return child


def store_all(url: str, records: list[ArticleRecord]) -> None:
    """Store articles one by one, as ingestion does."""
    with open_store(url) as store:
        there = set(store.list_keys())
        for one in records:
            if one.document.article.key not in there:
                store.add_article(one)
        reconcile_articles(store)


def test_a_killed_process_leaves_whole_articles_alone(tmp_path: Path, records: list[ArticleRecord]) -> None:
    """Whenever the process is killed, an article is wholly there or not at all, and adding can go on."""
    read = {one.document.article.key: one.document for one in records}
    begun, whole = time.monotonic(), spawn(store_all, f"sqlite:///{tmp_path / 'whole.db'}", records)
    os.waitpid(whole, 0)
    took = time.monotonic() - begun  # so that the kills come meanwhile, however fast the machine is
    counts = set()
    for number in range(25):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        child = spawn(store_all, url, records)
        time.sleep(Random(number).uniform(0.0, took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_store(url) as store:
            assert store.check_integrity() == ()
            there = [one.document for one in store.stream_records()]
            assert there == [read[one.article.key] for one in there]
            counts.add(len(there))
        if number % 5 == 0:
            store_all(url, records)
            assert_whole(url, read)
    assert len(counts) > 2  # else the kills came always at the same point


def assert_whole(url: str, read: dict[str, Document]) -> None:
    """Check that all articles are stored, sound and settled."""
    with open_store(url) as store:
        assert set(store.list_keys()) == set(read)
        assert (store.check_integrity(), store.list_unreconciled()) == ((), ())


def test_another_process_reads_while_one_writes(tmp_path: Path, records: list[ArticleRecord]) -> None:
    """A reader never waits for the writer, and sees whole articles alone."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    open_store(url).close()
    child = spawn(store_all, url, records)
    sizes = {len(one.document.sentences) for one in records}
    seen, ended = [0], False
    with open_store(url) as store:
        while not ended:
            ended = os.waitpid(child, os.WNOHANG)[0] == child
            found = store.search(Query(zones=frozenset(zone for one in records for zone in get_zones(one))))
            by_key = {passage.citation.key for passage in found}
            counts = [sum(passage.citation.key == key for passage in found) for key in by_key]
            assert set(counts) <= sizes
            seen.append(len(by_key))
    assert seen == sorted(seen)
    assert seen[-1] == len(records)


def get_zones(one: ArticleRecord) -> set[object]:
    """Return the zones of an article's sentences."""
    return {sentence.zone for sentence in one.document.sentences}


def test_two_processes_add_the_same_articles_once(tmp_path: Path) -> None:
    """Of two that add the same folder at a time each article is stored once, and neither fails."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    open_store(url).close()
    registry = load_bundled_registry()
    sources = load_sources(SAMPLE).sources[:8]

    def add(order: int) -> None:
        with open_store(url) as store:
            report = add_sources(store, sources[::order], registry)
            states = {outcome.state for outcome in report}
            os._exit(0 if states <= {IngestState.ADDED, IngestState.UNCHANGED} else 1)

    children = [spawn(add, order) for order in (1, -1)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    with open_store(url) as store:
        assert store.list_keys() == tuple(sorted(one.name for one in sources))
        assert {one.citation.revision for one in store.list_articles()} == {1}
        assert (store.check_integrity(), store.list_unreconciled()) == ((), ())
