"""Where sentences are ranked: beside the event loop, so that no heartbeat and no acknowledgement waits on it."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from bot.errors import WorkerError
from bot.phrases import phrase
from briefings.model import Told

if TYPE_CHECKING:
    from bot.findings import Asked, Examined, Finding, Sought
    from briefings.editions import Edition
    from briefings.proof import Proof
    from corpus.model import Actor
    from corpus.registry import Registry
    from corpus.store import Store

T = TypeVar("T")

#: Longer than any honest ranking; Discord itself gives up after 15 minutes.
_PATIENCE = 120.0


@runtime_checkable
class Closing(Protocol):
    """What holds something that has to be given back."""

    def close(self) -> None:
        """Give it back."""


@runtime_checkable
class Keeping(Protocol):
    """
    What holds a store open, as `bot.desk.desk.Desk` does.

    Attributes:
        store: Where the articles lie.
        registry: The known actors, before any curator's word.
    """

    store: Store
    registry: Registry


class Answering(Protocol):
    """What a worker holds open: the news desk, `bot.desk.desk.Desk`. Synchronous."""

    def edition(
        self, *, scope: str, text: str, limit: int, after: int, told: Sequence[Told], day: date, chart: bool
    ) -> Edition:
        """Put together the digest of *day* on *text*, with what arrived after the sequence number *after*."""

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors whose names begin like *typed*."""

    def days(self, *, scope: str) -> tuple[date, ...]:
        """List the days that sentences are dated to."""

    def enquire(self, asked: Asked, told: Sequence[Proof]) -> Finding:
        """Answer a command, without what was *told*."""

    def examine(self, *, scope: str, proof: Proof, number: int) -> Examined:
        """Hold sentence *number*, from 1, of what was shown against the stored text."""

    def people(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """List the actors that *text* names, each with the number of sentences that mention it."""

    def seek(self, *, scope: str, text: str) -> tuple[Sought, ...]:
        """Look up what stands in quotation marks in *text*."""

    def speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors with quotations whose names begin like *typed*."""

    def titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """List title and key of the articles whose titles hold *typed*."""

    def dated(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors of whom something dated is told, whose names begin like *typed*."""

    def disputed(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors on which outlets differ."""

    def subjects(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors with articles whose names *typed* may be part of."""

    def published(self, *, scope: str) -> tuple[date, ...]:
        """List the days on which articles were published."""


#: Opens a desk on a database's address; must be a module's function where processes are used.
Opener = Callable[[str], Answering]


def open_desk(url: str) -> Answering:
    """Open the desk that answers members on the store at *url*; imported here, for its libraries take a while."""
    from bot.enquiries import InformationDesk  # noqa: PLC0415

    return InformationDesk.open(url)


class Workers:
    """
    Desks in other processes or in a thread, asked without holding up the event loop.

    Args:
        make: Makes the executor whose workers each open a desk; called again after a worker died.
    """

    def __init__(self, make: Callable[[], Executor]) -> None:
        self._make = make
        self._executor = make()

    @classmethod
    def processes(cls, url: str, count: int = 1, opener: Opener = open_desk) -> Workers:
        """Rank in *count* processes; started afresh, since forking a process with threads is unsafe."""
        return cls(lambda: ProcessPoolExecutor(count, get_context("spawn"), _sit_down_in_process, (opener, url)))

    @classmethod
    def thread(cls, url: str, opener: Opener = open_desk) -> Workers:
        """Rank in a thread of this process: quicker to start, for a demo or a test."""
        return cls(lambda: ThreadPoolExecutor(1, "desk", _sit_down, (opener, url)))

    async def warm(self) -> None:
        """
        Open a desk now rather than at the first question.

        Raises:
            StoreError: If the store can't be opened.
        """
        await self._do(_nothing)

    async def edition(
        self,
        *,
        scope: str,
        text: str,
        limit: int,
        after: int = 0,
        told: Sequence[Told] = (),
        day: date,
        chart: bool = False,
    ) -> Edition:
        """Put together the digest of *day* on *text*: what arrived after the sequence number *after*, save *told*."""
        return await self._do(
            methodcaller("edition", scope=scope, text=text, limit=limit, after=after, told=told, day=day, chart=chart)
        )

    async def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors whose names begin like *typed*."""
        return await self._do(methodcaller("names", scope=scope, typed=typed, limit=limit))

    async def days(self, *, scope: str) -> tuple[date, ...]:
        """List the days that sentences are dated to."""
        return await self._do(methodcaller("days", scope=scope))

    async def enquire(self, asked: Asked, told: Sequence[Proof] = ()) -> Finding:
        """Answer a command, without what was *told*."""
        return await self._do(methodcaller("enquire", asked, tuple(told)))

    async def examine(self, *, scope: str, proof: Proof, number: int) -> Examined:
        """Hold sentence *number*, from 1, of what was shown against the stored text."""
        return await self._do(methodcaller("examine", scope=scope, proof=proof, number=number))

    async def people(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """List the actors that *text* names, each with the number of sentences that mention it."""
        return await self._do(methodcaller("people", scope=scope, text=text))

    async def seek(self, *, scope: str, text: str) -> tuple[Sought, ...]:
        """Look up what stands in quotation marks in *text*."""
        return await self._do(methodcaller("seek", scope=scope, text=text))

    async def speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors with quotations whose names begin like *typed*."""
        return await self._do(methodcaller("speakers", scope=scope, typed=typed, limit=limit))

    async def titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """List title and key of the articles whose titles hold *typed*."""
        return await self._do(methodcaller("titles", scope=scope, typed=typed, limit=limit))

    async def dated(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List actors of whom something dated is told, whose names begin like *typed*."""
        return await self._do(methodcaller("dated", scope=scope, typed=typed, limit=limit))

    async def disputed(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors on which outlets differ."""
        return await self._do(methodcaller("disputed", scope=scope, typed=typed, limit=limit))

    async def subjects(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List topics and actors with articles whose names *typed* may be part of."""
        return await self._do(methodcaller("subjects", scope=scope, typed=typed, limit=limit))

    async def published(self, *, scope: str) -> tuple[date, ...]:
        """List the days on which articles were published."""
        return await self._do(methodcaller("published", scope=scope))

    async def keep(self, task: Callable[[Store, Registry], T], patience: float = _PATIENCE) -> T:
        """
        Do *task* on the store that a worker holds open, with the actors known before any curator's word.

        Args:
            task: A module's function, its other arguments bound by `functools.partial`, so that it travels.
            patience: Seconds that it may take.
        """
        return await self._do(partial(_on_store, task), patience)

    async def _do(self, task: Callable[[Answering], T], patience: float = _PATIENCE) -> T:
        executor = self._executor
        try:
            async with asyncio.timeout(patience):
                return await asyncio.get_running_loop().run_in_executor(executor, _work, task)
        except BrokenExecutor as error:
            if executor is self._executor:
                self._executor = self._make()
            raise WorkerError(
                phrase("the ranking"), phrase("its process ended unexpectedly"), phrase("Please try again.")
            ) from error
        except TimeoutError as error:
            reason = phrase("took longer than {seconds} s", seconds=round(patience))
            raise WorkerError(phrase("the ranking"), reason, phrase("Ask for less at once.")) from error

    def close(self) -> None:
        """Let the workers finish what they do, give their stores back, and end."""
        if isinstance(self._executor, ThreadPoolExecutor):  # a process gives all back when it ends, a thread does not
            self._executor.submit(_stand_up)
            self._executor.shutdown(wait=False)
        else:
            self._executor.shutdown(wait=False, cancel_futures=True)


# SQLite's connections stay in the process and the thread that opened them.
_seat = threading.local()


def _sit_down(opener: Opener, url: str) -> None:
    # The desk is opened by the first task, whose caller hears why that fails; a failing initialiser tells nobody.
    _seat.open = partial(opener, url)
    _seat.desk = None


def _sit_down_in_process(opener: Opener, url: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends us in order
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _sit_down(opener, url)


def _end_with(sentinel: int) -> None:
    # A killed bot can't end its workers, and they hold the queue's other end open: they would wait for ever.
    wait([sentinel])
    os._exit(1)


def _work(task: Callable[[Answering], T]) -> T:
    if _seat.desk is None:
        _seat.desk = _seat.open()
    return task(_seat.desk)


def _on_store(task: Callable[[Store, Registry], T], desk: Answering) -> T:
    if not isinstance(desk, Keeping):
        raise WorkerError(phrase("the store"), phrase("is not held open by this worker"))
    return task(desk.store, desk.registry)


def _stand_up() -> None:
    if isinstance(_seat.desk, Closing):
        _seat.desk.close()
    _seat.desk = None


def _nothing(desk: Answering) -> None:
    del desk
