"""The event loop behind the prompt: it runs in a thread of its own, for a prompt waits for its reader."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class Backstage:
    """What runs coroutines for a thread that has no event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run *work* and wait for what it gives or raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


@contextmanager
def backstage(make: Callable[[], AbstractAsyncContextManager[S]]) -> Iterator[tuple[Backstage, S]]:
    """Hold open what *make* makes, in an event loop of its own, inside the ``with`` block."""
    entered: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, S]] = Future()

    async def stay() -> None:
        leave = asyncio.Event()
        async with make() as thing:
            entered.set_result((asyncio.get_running_loop(), leave, thing))
            await leave.wait()

    failed: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(stay())
        except BaseException as error:  # noqa: BLE001  # it is raised again, in the thread that waits
            failed.append(error)
            if not entered.done():
                entered.set_exception(error)

    thread = threading.Thread(target=run, name="backstage", daemon=True)
    thread.start()
    loop, leave, thing = entered.result()
    try:
        yield Backstage(loop), thing
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(leave.set)
        thread.join()
    if failed:
        raise failed[0]
