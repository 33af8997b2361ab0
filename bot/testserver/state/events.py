"""Server events, the event bus that publishes them, and interactions with their deadlines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeVar

from bot.testserver.state.model import Channel, ChatMessage, Guild, Json, Member, Role

# Discord docs: "You must send an initial response within 3 seconds of receiving the event."
# See docs/interactions/receiving-and-responding#interaction-callback
ACKNOWLEDGEMENT_TIMEOUT = 3.0
# Discord docs: "Interaction tokens are valid for 15 minutes" (same page)
TOKEN_LIFETIME_SECONDS = 15 * 60.0
#: Interactions are stored this long, so that an expired token is distinguished from an unknown one.
INTERACTION_RETENTION_SECONDS = 60 * 60.0


class InteractionKind(IntEnum):
    """Types of interactions (docs/interactions/receiving-and-responding#interaction-object-interaction-type)."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackKind(IntEnum):
    """
    Types of responses to an interaction.

    References:
        docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
    """

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, eq=False)
class Interaction:
    """
    An interaction, from when it is sent until its token expires.

    Attributes:
        started: Time at which it was sent, in seconds of the server's timer.
        response: Type of the application's acknowledgement, or None.
        original: The message behind ``@original``, or None.
        messages: All messages that answer it, the original first.
        source: The message whose component was used, or None.
        opened_by: The interaction whose answer was the modal that this one submits, or None.
        modal: The modal that answers it, in Discord's request form, or None.
        choices: The choices that answer it, for an autocomplete, or None.
    """

    id: int
    token: str
    kind: InteractionKind
    user: int
    channel: int
    guild: int | None
    data: Json
    started: float
    source: ChatMessage | None = None
    response: CallbackKind | None = None
    acknowledged: float | None = None
    original: ChatMessage | None = None
    messages: list[ChatMessage] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    opened_by: Interaction | None = None

    @property
    def called(self) -> str:
        """The command as typed, such as "/digest add", or the name of a context menu command; else ""."""
        if self.kind is not InteractionKind.COMMAND:
            return ""
        name = str(self.data.get("name", ""))
        if self.data.get("type", 1) != 1:
            return name
        options = self.data.get("options") or []
        while options and options[0]["type"] in {1, 2}:
            name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
        return f"/{name}"

    def can_acknowledge(self, now: float) -> bool:
        """Return whether an acknowledgement at timer second *now* would be in time."""
        return now - self.started <= ACKNOWLEDGEMENT_TIMEOUT

    def is_token_valid(self, now: float) -> bool:
        """Return whether the token is still valid at timer second *now*."""
        return now - self.started <= TOKEN_LIFETIME_SECONDS


T = TypeVar("T")
EventSubject = ChatMessage | Channel | Guild | Role | Member | Interaction | tuple[int, str]


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """
    An event on the test server.

    Attributes:
        name: Its name in the gateway (``MESSAGE_CREATE``), or a lower-case name if it is internal to this server.
        subject: The object that it is about; for typing and reactions (user id, detail).
        guild: Id of its guild, or None.
        channel: Id of its channel, or None.
        private_to: Id of the only user who may see it, or None.
    """

    name: str
    subject: EventSubject
    guild: int | None = None
    channel: int | None = None
    private_to: int | None = None


class EventBus:
    """Publishes events to listeners and wakes tasks that wait for a change; all on one event loop."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ServerEvent], None]] = []
        self._waiters: set[asyncio.Future[None]] = set()

    def subscribe(self, listener: Callable[[ServerEvent], None]) -> Callable[[], None]:
        """Call *listener* with every event from now on; the function returned ends that and may be called again."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def publish(self, event: ServerEvent) -> None:
        """Call all listeners with *event*, in order, and wake all waiting tasks."""
        for listener in tuple(self._listeners):
            listener(event)
        self.wake()

    def wake(self) -> None:
        """Make all waiting tasks check again."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, check: Callable[[], T | None], timeout: float, description: str) -> T:  # noqa: ASYNC109
        """
        Call *check* now and after each event, and return its first result that is not None.

        Raises:
            TimeoutError: If there is none within *timeout* seconds; the message names *description* was waited for.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while (result := check()) is None:
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.add(waiter)
            try:
                async with asyncio.timeout_at(end):
                    await waiter
            except TimeoutError as error:
                raise TimeoutError(f"no {description} within {timeout:g} s") from error
            finally:
                self._waiters.discard(waiter)
        return result
