"""What happened, told to whoever listens: the gateway, the page, a waiting test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.testserver.world.interactions import Interaction
from bot.testserver.world.model import Channel, Guild, Member, Message, Role

T = TypeVar("T")
Subject = Message | Channel | Guild | Role | Member | Interaction | tuple[int, str]


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing that happened.

    Attributes:
        name: The gateway's name for it (``MESSAGE_CREATE``), or a lower-case name that stays inside this server.
        subject: What it happened to; for typing and reactions (user id, detail).
        guild: The server it happened in, or None.
        channel: The channel it happened in, or None.
        private_to: The only user who may learn of it, or None.
    """

    name: str
    subject: Subject
    guild: int | None = None
    channel: int | None = None
    private_to: int | None = None


class Bulletin:
    """A place to tell events and to wait for what they bring about; all on one event loop."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []
        self._waiters: set[asyncio.Future[None]] = set()

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call *listener* with every event from now on; returns what ends that, and may be called again."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def tell(self, event: Event) -> None:
        """Tell *event* to all listeners, in order, and wake who waits."""
        for listener in tuple(self._listeners):
            listener(event)
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, look: Callable[[], T | None], timeout: float, what: str) -> T:  # noqa: ASYNC109
        """
        Wait until *look* finds something, looking again after each event.

        Raises:
            TimeoutError: If it found nothing within *timeout* seconds; names *what* was waited for.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while (found := look()) is None:
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.add(waiter)
            try:
                async with asyncio.timeout_at(end):
                    await waiter
            except TimeoutError as error:
                raise TimeoutError(f"no {what} within {timeout:g} s") from error
            finally:
                self._waiters.discard(waiter)
        return found
