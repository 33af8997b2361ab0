"""Read pages and articles in a process of its own, which is killed when one of them takes too long."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, TypeVar

from corpus.entities import Registry
from corpus.errors import UnreadableSource
from corpus.extraction.page import ExtractedPage, extract_page
from corpus.models import Document, Source
from corpus.models.text import _
from corpus.pipeline import annotate

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

#: Longest time for one page or article; one of 1 MB takes some 20 seconds on one core.
MAX_READING_SECONDS = 120.0

T = TypeVar("T")


class ReaderProcess:
    """
    A process that reads one page or article at a time, started by the first one.

    It may be used by several threads; they take turns, and the time that one waits for another does not count.

    Args:
        max_seconds: Longest time for one page or article.
    """

    def __init__(self, max_seconds: float = MAX_READING_SECONDS) -> None:
        self._max_seconds = max_seconds
        self._lock = threading.Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._pid: Synchronized[int]
        self._pickled_registry: tuple[Registry, bytes] | None = None

    def extract_page(self, data: bytes, url: str, encoding: str | None, *, fetched_on: date) -> ExtractedPage:
        """
        Extract the text and metadata of a page; see `corpus.extraction.page.extract_page`.

        Raises:
            SourceError: If the page is refused, or takes too long.
        """
        return self.run(url, partial(extract_page, data, url, encoding, fetched_on=fetched_on))

    def annotate(self, source: Source, registry: Registry, key: str, revision: int = 1) -> Document:
        """
        Annotate one article; see `corpus.pipeline.annotate.annotate`.

        Raises:
            SourceError: If it takes too long.
        """
        if self._pickled_registry is None or self._pickled_registry[0] is not registry:
            parts = registry.entries, dict(registry.merged), registry.excluded_names
            self._pickled_registry = registry, pickle.dumps(parts)
        return self.run(source.address, partial(_annotate, source, self._pickled_registry[1], key, revision))

    def run(self, address: str, task: Callable[[], T]) -> T:
        """
        Run a picklable *task* in the process, and return its result.

        Args:
            address: What is read, for the error.
            task: A function without arguments.

        Raises:
            UnreadableSource: If it takes too long and was killed, or its process ended unexpectedly.
        """
        with self._lock:
            if self._executor is None:
                self._start()
            assert self._executor is not None  # noqa: S101
            try:
                return self._executor.submit(task).result(self._max_seconds)
            except BrokenExecutor as error:
                self._kill()
                raise UnreadableSource(address, _("reading it stopped unexpectedly")) from error
            except TimeoutError as error:
                self._kill()
                reason = _("reading it took longer than {seconds} seconds", seconds=f"{self._max_seconds:g}")
                raise UnreadableSource(address, reason) from error

    def _start(self) -> None:
        context = get_context("spawn")  # forking a process with threads is unsafe
        self._pid = context.Value("i", 0)
        self._executor = ProcessPoolExecutor(1, context, _initialize, (self._pid,))

    def _kill(self) -> None:
        """End the process at once; the next task starts another one."""
        if self._executor is not None:
            if self._pid.value:
                with suppress(ProcessLookupError):  # it has ended by itself
                    os.kill(self._pid.value, getattr(signal, "SIGKILL", signal.SIGTERM))
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None

    def close(self) -> None:
        """End the process when it is done; the next task starts another one."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown()
            self._executor = None


@cache
def get_reader_process() -> ReaderProcess:
    """Return the reader process of this process, which all feeds share."""
    return ReaderProcess()


def _initialize(pid: Synchronized[int]) -> None:
    """Initialize the process, which ends with the one that started it, and write its id to *pid*."""
    pid.value = os.getpid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_exit_with_parent, args=(parent.sentinel,), daemon=True).start()


def _exit_with_parent(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _annotate(source: Source, pickled_registry: bytes, key: str, revision: int) -> Document:
    return annotate.annotate(source, _load_registry(pickled_registry), key, revision)


@lru_cache(maxsize=2)  # those of two servers
def _load_registry(pickled: bytes) -> Registry:
    entries, merged, excluded_names = pickle.loads(pickled)  # noqa: S301  # from the process that started this one
    return Registry(entries, merged, excluded_names)
