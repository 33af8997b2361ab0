"""Worker processes, or one thread, that keep a query engine open and run tasks on it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from bot.errors import WorkerError
from bot.locales.messages import _
from briefings.models import PriorSentence

if TYPE_CHECKING:
    from bot.models.query import QueryRequest, QueryResult, QuoteLookup, SentenceCheck
    from briefings.digest import Digest
    from briefings.verification import Proof
    from corpus.entities import Registry
    from corpus.models import Actor
    from corpus.store import Store


@runtime_checkable
class Closeable(Protocol):
    """An object with resources to release."""

    def close(self) -> None:
        """Release the resources."""


@runtime_checkable
class StoreHolder(Protocol):
    """
    An object that holds a store open, as `bot.services.engine.QueryEngine` does.

    Attributes:
        store: Store of the articles.
        registry: The known actors, before any curation.
    """

    store: Store
    registry: Registry


class QueryBackend(Protocol):
    """Synchronous interface of the engine that a worker holds open, `bot.services.query_service.QueryService`."""

    def build_digest(
        self,
        *,
        scope: str,
        text: str,
        limit: int,
        after: int,
        prior_sentences: Sequence[PriorSentence],
        day: date,
        chart: bool,
    ) -> Digest:
        """Return the digest of *day* on *text*, from what arrived after *after* (a sequence number)."""

    def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names of actors that begin with *typed*."""

    def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Return the days that sentences are dated to."""

    def execute_query(self, query_request: QueryRequest, prior_proofs: Sequence[Proof]) -> QueryResult:
        """Run a query command, without the sentences of *prior_proofs*."""

    def check_sentence(self, *, scope: str, proof: Proof, number: int) -> SentenceCheck:
        """Check sentence *number*, from 1, of *proof* against the stored text."""

    def find_mentioned_actors(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """Return the actors that *text* names, each with the number of sentences that mention it."""

    def look_up_quotes(self, *, scope: str, text: str) -> tuple[QuoteLookup, ...]:
        """Look up the quotations in *text*."""

    def suggest_speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names of quoted actors that begin with *typed*."""

    def suggest_titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Return title and key of the articles whose titles contain *typed*."""

    def suggest_timeline_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names that begin with *typed* of actors with a timeline."""

    def suggest_contradictions(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the topics and actors matching *typed* on which outlets disagree."""

    def suggest_topics(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the topics and actors with articles whose names match *typed*."""

    def list_publication_days(self, *, scope: str) -> tuple[date, ...]:
        """Return the days on which articles were published."""


T = TypeVar("T")

#: Opens an engine on the URL of a store; must be a module-level function if processes are used.
EngineFactory = Callable[[str], QueryBackend]


def open_engine(url: str) -> QueryBackend:
    """Open the query service on the store at *url*; it is imported here because its libraries load slowly."""
    from bot.services.query_service import QueryService  # noqa: PLC0415

    return QueryService.open(url)


# SQLite connections must stay in the process and thread that opened them.
_worker = threading.local()


def _open(factory: EngineFactory, url: str) -> None:
    """Initialize this worker thread; *factory* opens the engine on the first task."""
    # The caller of the first task gets the error if opening fails; the error of an executor's initializer is lost.
    _worker.open = partial(factory, url)
    _worker.engine = None


def _open_in_process(factory: EngineFactory, url: str) -> None:
    """Initialize a worker process, which ends with the bot."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which shuts its workers down
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_exit_with_parent, args=(parent.sentinel,), daemon=True).start()
    _open(factory, url)


def _exit_with_parent(sentinel: int) -> None:
    # A killed bot can't end its workers, which hold the other end of the queue open and would wait forever.
    wait([sentinel])
    os._exit(1)


def _run_task(task: Callable[[QueryBackend], T]) -> T:
    """Run *task* on the engine of this worker, and return its result."""
    if _worker.engine is None:
        _worker.engine = _worker.open()
    return task(_worker.engine)


def _run_on_store(task: Callable[[Store, Registry], T], engine: QueryBackend) -> T:
    """
    Run *task* on the store of the engine, and return its result.

    Raises:
        WorkerError: If the engine holds no store.
    """
    if not isinstance(engine, StoreHolder):
        raise WorkerError(_("the store"), _("is not held open by this worker"))
    return task(engine.store, engine.registry)


def _close() -> None:
    """Close the engine of this worker."""
    if isinstance(_worker.engine, Closeable):
        _worker.engine.close()
    _worker.engine = None


def _ensure_open(engine: QueryBackend) -> None:
    """Do nothing; as a task, it makes the worker open its engine."""
    del engine


#: Longer than any regular ranking takes; Discord itself gives up after 15 minutes.
_TASK_TIMEOUT_SECONDS = 120.0


class WorkerPool:
    """
    Query engines in other processes or in a thread, used without blocking the event loop.

    Args:
        make_executor: Creates the executor whose workers each open an engine; called again after a worker died.
    """

    def __init__(self, make_executor: Callable[[], Executor]) -> None:
        self._make_executor = make_executor
        self._executor = make_executor()

    @classmethod
    def with_processes(cls, url: str, count: int = 1, opener: EngineFactory = open_engine) -> WorkerPool:
        """Return a pool of *count* processes; they are spawned, since forking a process with threads is unsafe."""
        return cls(lambda: ProcessPoolExecutor(count, get_context("spawn"), _open_in_process, (opener, url)))

    @classmethod
    def with_thread(cls, url: str, opener: EngineFactory = open_engine) -> WorkerPool:
        """Return a pool of one thread in this process, which starts faster, for a demo or a test."""
        return cls(lambda: ThreadPoolExecutor(1, "query-engine", _open, (opener, url)))

    async def ensure_open(self) -> None:
        """
        Open an engine now rather than on the first task.

        Raises:
            StoreError: If the store can't be opened.
        """
        await self._submit(_ensure_open)

    async def build_digest(
        self,
        *,
        scope: str,
        text: str,
        limit: int,
        after: int = 0,
        prior_sentences: Sequence[PriorSentence] = (),
        day: date,
        chart: bool = False,
    ) -> Digest:
        """Return the digest of *day* on *text*, from what arrived after *after* (a sequence number)."""
        return await self._submit(
            methodcaller(
                "build_digest",
                scope=scope,
                text=text,
                limit=limit,
                after=after,
                prior_sentences=prior_sentences,
                day=day,
                chart=chart,
            )
        )

    async def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names of actors that begin with *typed*."""
        return await self._submit(methodcaller("suggest_actors", scope=scope, typed=typed, limit=limit))

    async def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Return the days that sentences are dated to."""
        return await self._submit(methodcaller("list_event_days", scope=scope))

    async def execute_query(self, query_request: QueryRequest, prior_proofs: Sequence[Proof] = ()) -> QueryResult:
        """Run a query command, without the sentences of *prior_proofs*."""
        return await self._submit(methodcaller("execute_query", query_request, tuple(prior_proofs)))

    async def check_sentence(self, *, scope: str, proof: Proof, number: int) -> SentenceCheck:
        """Check sentence *number*, from 1, of *proof* against the stored text."""
        return await self._submit(methodcaller("check_sentence", scope=scope, proof=proof, number=number))

    async def find_mentioned_actors(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """Return the actors that *text* names, each with the number of sentences that mention it."""
        return await self._submit(methodcaller("find_mentioned_actors", scope=scope, text=text))

    async def look_up_quotes(self, *, scope: str, text: str) -> tuple[QuoteLookup, ...]:
        """Look up the quotations in *text*."""
        return await self._submit(methodcaller("look_up_quotes", scope=scope, text=text))

    async def suggest_speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names of quoted actors that begin with *typed*."""
        return await self._submit(methodcaller("suggest_speakers", scope=scope, typed=typed, limit=limit))

    async def suggest_titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Return title and key of the articles whose titles contain *typed*."""
        return await self._submit(methodcaller("suggest_titles", scope=scope, typed=typed, limit=limit))

    async def suggest_timeline_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the names that begin with *typed* of actors with a timeline."""
        return await self._submit(methodcaller("suggest_timeline_actors", scope=scope, typed=typed, limit=limit))

    async def suggest_contradictions(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the topics and actors matching *typed* on which outlets disagree."""
        return await self._submit(methodcaller("suggest_contradictions", scope=scope, typed=typed, limit=limit))

    async def suggest_topics(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return the topics and actors with articles whose names match *typed*."""
        return await self._submit(methodcaller("suggest_topics", scope=scope, typed=typed, limit=limit))

    async def list_publication_days(self, *, scope: str) -> tuple[date, ...]:
        """Return the days on which articles were published."""
        return await self._submit(methodcaller("list_publication_days", scope=scope))

    async def run(self, task: Callable[[Store, Registry], T], timeout_seconds: float = _TASK_TIMEOUT_SECONDS) -> T:
        """
        Run *task* on the store that a worker holds open, with the known actors before any curation.

        Args:
            task: A module-level function, with its other arguments bound by `functools.partial`, to be picklable.
            timeout_seconds: Timeout in seconds.

        Raises:
            WorkerError: If the task times out, its process dies, or the worker holds no store.
        """
        return await self._submit(partial(_run_on_store, task), timeout_seconds)

    async def _submit(self, task: Callable[[QueryBackend], T], timeout_seconds: float = _TASK_TIMEOUT_SECONDS) -> T:
        executor = self._executor
        try:
            async with asyncio.timeout(timeout_seconds):
                return await asyncio.get_running_loop().run_in_executor(executor, _run_task, task)
        except BrokenExecutor as error:
            if executor is self._executor:
                self._executor = self._make_executor()
            raise WorkerError(_("the ranking"), _("its process ended unexpectedly"), _("Please try again.")) from error
        except TimeoutError as error:
            reason = _("took longer than {seconds} s", seconds=round(timeout_seconds))
            raise WorkerError(_("the ranking"), reason, _("Ask for less at once.")) from error

    def close(self, *, wait: bool = False) -> None:
        """Let the workers finish, close their stores and end, and *wait* for that; may be called twice."""
        threads = isinstance(self._executor, ThreadPoolExecutor)
        if threads:  # ending a process closes its store, ending a thread does not
            with suppress(RuntimeError):  # already closed
                self._executor.submit(_close)
        self._executor.shutdown(wait=wait, cancel_futures=not threads)
