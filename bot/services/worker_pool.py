"""Worker processes, or one thread, that keep a query engine open and run tasks on it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures import Future as ConcurrentFuture
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar, runtime_checkable

from bot.errors import WorkerError
from bot.locales.messages import _, ngettext_

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

    from bot.services.engine import QueryEngine


@runtime_checkable
class Closeable(Protocol):
    """An object with resources to release."""

    def close(self) -> None:
        """Release the resources."""


P = ParamSpec("P")
T = TypeVar("T")

#: Opens an engine on the URL of a store; must be a module-level function if processes are used.
EngineFactory = Callable[[str], "QueryEngine"]


def open_engine(url: str, model: Path | None = None) -> QueryEngine:
    """
    Open the query engine on the store at *url*, with the embedding model in the folder *model*.

    It is imported here because its libraries load slowly.
    """
    from bot.services.engine import QueryEngine  # noqa: PLC0415

    return QueryEngine.open(url, model)


# SQLite connections must stay in the process and thread that opened them.
_worker = threading.local()


def _open(factory: EngineFactory, url: str) -> None:
    """Initialize this worker thread; *factory* opens the engine on the first task."""
    # The caller of the first task gets the error if opening fails; the error of an executor's initializer is lost.
    _worker.open = partial(factory, url)
    _worker.engine = None


def _open_in_process(factory: EngineFactory, url: str, pid: Synchronized[int]) -> None:
    """Initialize a worker process, which ends with the bot, and write its id to *pid*."""
    pid.value = os.getpid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which shuts its workers down
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_exit_with_parent, args=(parent.sentinel,), daemon=True).start()
    _open(factory, url)


def _exit_with_parent(sentinel: int) -> None:
    # A killed bot can't end its workers, which hold the other end of the queue open and would wait forever.
    wait([sentinel])
    os._exit(1)


def _run_task(task: Callable[[QueryEngine], T]) -> T:
    """Run *task* on the engine of this worker, and return its result."""
    if _worker.engine is None:
        _worker.engine = _worker.open()
    return task(_worker.engine)


def _call_task(
    task: Callable[..., T], args: tuple[object, ...], kwargs: Mapping[str, object], engine: QueryEngine
) -> T:
    return task(engine, *args, **kwargs)


def _close() -> None:
    """Close the engine of this worker."""
    if isinstance(_worker.engine, Closeable):
        _worker.engine.close()
    _worker.engine = None


def _ensure_open(engine: QueryEngine) -> None:
    """Do nothing; as a task, it makes the worker open its engine."""
    del engine


def _load_snapshot(engine: QueryEngine) -> None:
    """Read the names and counts of the articles that all servers share."""
    engine.snapshot("")


def _load_texts(engine: QueryEngine) -> None:
    """Compose a briefing, which loads what the first one would take twice as long for."""
    engine.summarize()


#: Longer than any regular ranking takes; Discord itself gives up after 15 minutes.
_TASK_TIMEOUT_SECONDS = 120.0

#: How long a task waits for a busy worker before a spare one is started.
_MAX_WAIT_SECONDS = 1.0


class _Worker:
    """
    A process or a thread that keeps an engine open and runs one task at a time.

    Args:
        executor: Its executor, with one worker.
        pid: The id of its process, 0 until it runs; None for a thread.
    """

    def __init__(self, executor: Executor, pid: Synchronized[int] | None = None) -> None:
        self.executor, self._pid = executor, pid

    def kill(self) -> None:
        """End the process at once, whatever it does; a thread can't be ended and closes its store when it is done."""
        if self._pid is None:
            self.close()
            return
        if self._pid.value:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.kill(self._pid.value, getattr(signal, "SIGKILL", signal.SIGTERM))
        self.executor.shutdown(wait=False, cancel_futures=True)

    def close(self, *, wait: bool = False) -> None:
        """Let it finish, close its store and end, and *wait* for that; may be called twice."""
        is_thread = self._pid is None
        if is_thread:  # ending a process closes its store, ending a thread does not
            with suppress(RuntimeError):  # already closed
                self.executor.submit(_close)
        self.executor.shutdown(wait=wait, cancel_futures=not is_thread)


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """
    How busy a worker pool is.

    Attributes:
        running: Tasks that run.
        waiting: Tasks that wait for a worker.
    """

    running: int = 0
    waiting: int = 0


class WorkerPool:
    """
    Query engines in other processes or in a thread, used without blocking the event loop.

    A task that takes too long has its process killed, and another takes its place. A task that finds all workers busy
    waits a second and then starts a spare worker, so that a long task holds up no other; a spare ends when it is idle.

    Args:
        make_worker: Creates a worker, which opens an engine on its first task.
        count: Number of workers that stay.
        spare: Number of workers that may be started besides.
    """

    def __init__(self, make_worker: Callable[[], _Worker], count: int = 1, spare: int = 0) -> None:
        self._make_worker, self._count, self._limit = make_worker, count, count + spare
        self._workers: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._waiting: deque[asyncio.Future[_Worker]] = deque()

    @classmethod
    def with_processes(cls, url: str, count: int = 1, opener: EngineFactory = open_engine) -> WorkerPool:
        """
        Return a pool of *count* processes, and as many spare ones.

        They are spawned, since forking a process with threads is unsafe.
        """
        context = get_context("spawn")

        def make_worker() -> _Worker:
            pid = context.Value("i", 0)
            return _Worker(ProcessPoolExecutor(1, context, _open_in_process, (opener, url, pid)), pid)

        return cls(make_worker, count, count)

    @classmethod
    def with_thread(cls, url: str, opener: EngineFactory = open_engine) -> WorkerPool:
        """Return a pool of one thread in this process, which starts faster, for a demo or a test."""
        return cls(lambda: _Worker(ThreadPoolExecutor(1, "query-engine", _open, (opener, url))))

    @property
    def load(self) -> WorkerLoad:
        """How many tasks run and wait."""
        return WorkerLoad(len(self._workers) - len(self._idle), len(self._waiting))

    async def ensure_open(self) -> None:
        """
        Open an engine now rather than on the first task.

        Raises:
            StoreError: If the store can't be opened.
        """
        await self.run(_ensure_open)

    async def prepare(self) -> None:
        """
        Have every worker that stays load what its first query would wait for; queries may come in between.

        Raises:
            CorpusError: If the store can't be read.
            WorkerError: If it takes longer than any query does, or a process dies.
        """
        for task in (_load_snapshot, _load_texts):
            await asyncio.gather(*(self.run(task) for _ in range(self._count)))

    async def run(self, task: Callable[Concatenate[QueryEngine, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """
        Run *task* on the engine that a worker holds open, and return its result.

        Args:
            task: A module-level function, or a method of the engine, with what can be pickled as arguments.
            args: Its arguments after the engine.
            kwargs: Its keyword arguments.

        Raises:
            WorkerError: If the task takes longer than any query does, or its process dies.
        """
        return await self.run_within(_TASK_TIMEOUT_SECONDS, task, *args, **kwargs)

    async def run_within(
        self, timeout_seconds: float, task: Callable[Concatenate[QueryEngine, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run *task* as `run` does, with a timeout of its own."""
        return await self._submit(partial(_call_task, task, args, kwargs), timeout_seconds)

    async def _submit(self, task: Callable[[QueryEngine], T], timeout_seconds: float) -> T:
        worker, running = await self._start(task, timeout_seconds)
        try:
            async with asyncio.timeout(timeout_seconds) as limit:
                return await asyncio.wrap_future(running)
        except BrokenExecutor as error:
            self._discard(worker)
            raise WorkerError("search", _("The search stopped unexpectedly."), _("Please try again.")) from error
        except TimeoutError as error:
            if not limit.expired():
                raise  # the task's own, as of a connection
            self._discard(worker)
            worker.kill()
            reason = ngettext_(
                "This took longer than {number} second, so I stopped it.",
                "This took longer than {number} seconds, so I stopped it.",
                round(timeout_seconds),
            )
            raise WorkerError("search", reason, _("Try fewer days or a narrower topic.")) from error

    async def _start(
        self, task: Callable[[QueryEngine], T], timeout_seconds: float
    ) -> tuple[_Worker, ConcurrentFuture[T]]:
        """Start *task* on a worker, which is released when the task ends, even if nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        while True:
            worker = await self._acquire(timeout_seconds)
            try:
                running = worker.executor.submit(_run_task, task)
            except BrokenExecutor:  # its process died while it was idle
                self._discard(worker)
                continue
            running.add_done_callback(partial(_call_in_loop, loop, self._release, worker))
            return worker, running

    async def _acquire(self, timeout_seconds: float) -> _Worker:
        """Return an idle worker or a new one, or the next that is released."""
        if self._idle:
            return self._idle.pop()
        if len(self._workers) < self._count:
            return self._add_worker()
        released: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(released)
        try:
            await asyncio.wait({released}, timeout=_MAX_WAIT_SECONDS)
            if not released.done() and len(self._workers) < self._limit:
                released.set_result(self._add_worker())
            await asyncio.wait({released}, timeout=timeout_seconds)
        except asyncio.CancelledError:
            if released.done():
                self._release(released.result())
            raise
        finally:
            if released in self._waiting:
                self._waiting.remove(released)
        if not released.done():
            raise WorkerError("search", _("I'm busy with other questions."), _("Please try again."))
        return released.result()

    def _add_worker(self) -> _Worker:
        worker = self._make_worker()
        self._workers.add(worker)
        return worker

    def _release(self, worker: _Worker) -> None:
        """Pass a worker on to the task that has waited longest; else keep it, unless it is a spare one."""
        if worker not in self._workers:
            return
        while self._waiting:
            released = self._waiting.popleft()
            if not released.done():
                released.set_result(worker)
                return
        if len(self._workers) > self._count:
            self._workers.remove(worker)
            worker.close()
        else:
            self._idle.append(worker)

    def _discard(self, worker: _Worker) -> None:
        """Forget a worker that died or hangs; a task that waits gets a new one in its place."""
        self._workers.discard(worker)
        while self._waiting and len(self._workers) < self._count:
            released = self._waiting.popleft()
            if not released.done():
                released.set_result(self._add_worker())

    def close(self, *, wait: bool = False) -> None:
        """Let the workers finish, close their stores and end, and *wait* for that; may be called twice."""
        for worker in self._workers:
            worker.close(wait=wait)


def _call_in_loop(loop: asyncio.AbstractEventLoop, call: Callable[[_Worker], None], worker: _Worker, _: object) -> None:
    with suppress(RuntimeError):  # the loop is closed, and nobody waits for the worker
        loop.call_soon_threadsafe(call, worker)
