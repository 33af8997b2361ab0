"""Where sentences are ranked: beside the event loop, so that no heartbeat and no acknowledgement waits on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from multiprocessing import get_context
from operator import methodcaller
from typing import TYPE_CHECKING, TypeVar

from bot.errors import WorkerError
from bot.phrases import phrase
from bot.workers import seats
from bot.workers.answering import Answering
from bot.workers.seats import Opener, open_desk
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
        return cls(lambda: ProcessPoolExecutor(count, get_context("spawn"), seats.sit_down_in_process, (opener, url)))

    @classmethod
    def thread(cls, url: str, opener: Opener = open_desk) -> Workers:
        """Rank in a thread of this process: quicker to start, for a demo or a test."""
        return cls(lambda: ThreadPoolExecutor(1, "desk", seats.sit_down, (opener, url)))

    async def warm(self) -> None:
        """
        Open a desk now rather than at the first question.

        Raises:
            StoreError: If the store can't be opened.
        """
        await self._do(seats.nothing)

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
        return await self._do(partial(seats.on_store, task), patience)

    async def _do(self, task: Callable[[Answering], T], patience: float = _PATIENCE) -> T:
        executor = self._executor
        try:
            async with asyncio.timeout(patience):
                return await asyncio.get_running_loop().run_in_executor(executor, seats.work, task)
        except BrokenExecutor as error:
            if executor is self._executor:
                self._executor = self._make()
            raise WorkerError(
                phrase("the ranking"), phrase("its process ended unexpectedly"), phrase("Please try again.")
            ) from error
        except TimeoutError as error:
            reason = phrase("took longer than {seconds} s", seconds=round(patience))
            raise WorkerError(phrase("the ranking"), reason, phrase("Ask for less at once.")) from error

    def close(self, *, wait: bool = False) -> None:
        """Let the workers finish what they do, give their stores back, and end; *wait* for that. Twice does no harm."""
        threads = isinstance(self._executor, ThreadPoolExecutor)
        if threads:  # a process gives all back when it ends, a thread does not
            with suppress(RuntimeError):  # closed already
                self._executor.submit(seats.stand_up)
        self._executor.shutdown(wait=wait, cancel_futures=not threads)
