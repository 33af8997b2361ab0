"""Reading in a process of its own: equal results, errors passed on, and an end to what hangs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from corpus.entities import Registry
from corpus.errors import EmptySource, UnreadableSource
from corpus.extraction.page import extract_page
from corpus.models import Source
from corpus.pipeline.annotate import annotate
from corpus.pipeline.reader_process import ReaderProcess

PAGE = b"<html><body><h1>Port shut</h1><p>The port was shut on Monday, Ann Lee said.</p></body></html>"
URL = "https://example.org/port"
DAY = date(2024, 6, 24)


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    """Return a reader that all tests here share."""
    one = ReaderProcess(60)
    yield one
    one.close()


def test_another_process_reads_the_same(reader: ReaderProcess, registry: Registry) -> None:
    """A page and an article are read as they are here, and a refused page has its own error."""
    page = reader.extract_page(PAGE, URL, None, fetched_on=DAY)
    assert page == extract_page(PAGE, URL, fetched_on=DAY)
    source = Source(page.text, "port", URL, page.sha256, "", page.hints, page.renderer)
    assert reader.annotate(source, registry, "port", 2) == annotate(source, registry, "port", 2)
    with pytest.raises(EmptySource):
        reader.extract_page(b"<html></html>", URL, None, fetched_on=DAY)


def test_one_process_reads_all(reader: ReaderProcess) -> None:
    """It is started once, and is not this one."""
    first, second = reader.run(URL, os.getpid), reader.run(URL, os.getpid)
    assert first == second != os.getpid()


def test_what_takes_too_long_is_killed() -> None:
    """The article is refused with the reason, its process is gone, and the next one is read by another."""
    reader = ReaderProcess(60)
    first = reader.run(URL, os.getpid)
    reader._max_seconds = 0.2
    with pytest.raises(UnreadableSource, match=r"took longer than 0\.2 seconds"):
        reader.run(URL, partial(time.sleep, 600))
    reader._max_seconds = 60
    assert reader.run(URL, os.getpid) != first
    reader.close()


def test_a_reader_that_dies_is_replaced(reader: ReaderProcess) -> None:
    """What ended the process is refused, and the next article is read."""
    with pytest.raises(UnreadableSource, match="stopped unexpectedly"):
        reader.run(URL, partial(os._exit, 3))
    assert reader.run(URL, partial(time.strftime, "x")) == "x"
