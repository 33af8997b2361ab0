"""A chat session: the bot's event loop in a thread, and the direct messages exchanged with it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.cli.repl.output import MessageControl
from bot.errors import DatelineError, InputError
from bot.testserver import (
    CallbackKind,
    ChatMessage,
    InvalidInteractionError,
    InvocableCommand,
    Json,
    PendingInteraction,
    SimulatedUser,
    TestServer,
    Value,
)

#: Seconds to wait for an acknowledgement, about as long as Discord does, for an answer and for a changed message.
_ACKNOWLEDGEMENT_TIMEOUT, _ANSWER_TIMEOUT, _UPDATE_TIMEOUT = 4.0, 300.0, 30.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """
    The bot's response to a command, a control or a modal.

    Attributes:
        messages: New and changed messages, in order.
        form: The interaction that opened a modal, or None.
    """

    messages: tuple[ChatMessage, ...] = ()
    form: PendingInteraction | None = None


class Conversation:
    """
    The direct messages between Mel, the first ordinary member on *server*, and the bot.

    Commands that need a server are run by Ada, who manages it, in its first channel.
    """

    def __init__(self, server: TestServer) -> None:
        self._user: SimulatedUser = server.as_member("Mel").switch_to_dm()
        self._admin: SimulatedUser = server.as_member("Ada")
        self._channel, self._server_channel = self._user.find_channel(None), self._admin.find_channel(None)
        self._world = server.world
        self._seen_states: dict[int, str] = {}

    @property
    def channel_names(self) -> dict[int, str]:
        """The names of the server's channels, by id."""
        return {channel.id: channel.name for channel in self._world.channels.values() if channel.guild}

    async def list_commands(self) -> list[InvocableCommand]:
        """Return the commands that can be used: those of direct messages, and those that only a server has."""
        own = self._user.list_commands()
        names = {one.name for one in own}
        return own + [one for one in self._admin.list_commands() if one.name not in names]

    def _choose_user(self, command: str) -> SimulatedUser:
        return self._user if any(one.name == command for one in self._user.list_commands()) else self._admin

    def _find_user(self, channel: int) -> SimulatedUser:
        return self._admin if channel == self._server_channel.id else self._user

    async def run_command(self, command: InvocableCommand, options: Mapping[str, Value]) -> Exchange:
        """
        Run a command and return the bot's response.

        Raises:
            InputError: If the options are invalid.
            DatelineError: If the bot does not answer.
        """
        return await _translate_errors(f"/{command.name}", self._send_command(command.name, options))

    async def _send_command(self, command: str, options: Mapping[str, Value]) -> Exchange:
        return await self._wait_for_exchange(self._choose_user(command).run_slash_command(command, options))

    async def use_control(self, control: MessageControl, values: list[str] | None = None) -> Exchange:
        """
        Press a button, or choose *values* in a select menu, and return the bot's response.

        Raises:
            InputError: If the control is gone, or the values are invalid.
            DatelineError: If the bot does not answer.
        """

        async def press() -> Exchange:
            name = control.component["custom_id"]
            used = self._find_user(control.message.channel).press_button(control.message, name)
            return await self._wait_for_exchange(used)

        async def pick() -> Exchange:
            user, name = self._find_user(control.message.channel), control.component["custom_id"]
            used = user.pick_options(control.message, name, *(values or ()))
            return await self._wait_for_exchange(used)

        return await _translate_errors(control.label, press() if values is None else pick())

    async def submit(self, form: PendingInteraction, values: Mapping[str, Value]) -> Exchange:
        """
        Submit a modal and return the bot's response.

        Raises:
            InputError: If a field is missing or invalid.
            DatelineError: If the bot does not answer.
        """

        async def send() -> Exchange:
            user = self._find_user(form.interaction.channel)
            return await self._wait_for_exchange(user.submit_modal(form, values))

        return await _translate_errors("the form", send())

    async def complete(
        self, command: InvocableCommand, option: str, text: str, options: Mapping[str, Value]
    ) -> list[Json]:
        """Return the bot's autocomplete choices for *text* in *option*; empty if it offers none in time."""
        try:
            user = self._choose_user(command.name)
            asked = user.complete_option(command.name, option, text, options)
            return await asked.wait_for_choices(_ACKNOWLEDGEMENT_TIMEOUT)
        except (InvalidInteractionError, TimeoutError):
            return []

    async def _wait_for_exchange(self, interaction: PendingInteraction) -> Exchange:
        kind = await interaction.wait_for_acknowledgement(_ACKNOWLEDGEMENT_TIMEOUT)
        if kind is CallbackKind.MODAL:
            return Exchange(form=interaction)
        if kind in {CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE}:
            await interaction.wait_for_answer(_ANSWER_TIMEOUT)
        if kind is CallbackKind.DEFERRED_UPDATE:
            await self._world.event_bus.wait(lambda: self._list_new_messages() or None, _UPDATE_TIMEOUT, "change")
        messages = self._list_new_messages()
        self._seen_states.update({message.id: _dump_message_state(message) for message in messages})
        return Exchange(messages)

    def _list_new_messages(self) -> tuple[ChatMessage, ...]:
        channels = (self._channel.id, self._server_channel.id)
        messages = sorted(
            (one for channel in channels for one in self._world.messages[channel].values()), key=lambda one: one.id
        )
        done = [one for one in messages if one.author.bot and not one.loading]
        return tuple(one for one in done if self._seen_states.get(one.id) != _dump_message_state(one))


def _dump_message_state(message: ChatMessage) -> str:
    """Return a string that differs between any two visible states of a message."""
    return json.dumps([message.content, message.components, message.embeds, [file.id for file in message.attachments]])


async def _translate_errors(subject: str, work: Awaitable[T]) -> T:
    try:
        return await work
    except InvalidInteractionError as error:
        raise InputError(subject, str(error)) from error
    except TimeoutError as error:
        raise DatelineError(subject, f"The bot didn't answer {subject}.", "Try again.") from error


S = TypeVar("S")
T = TypeVar("T")


class EventLoopThread:
    """Runs coroutines on another thread's event loop, for a thread that has none."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run *work*, and return its result or raise its exception."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


@contextmanager
def start_event_loop_thread(make: Callable[[], AbstractAsyncContextManager[S]]) -> Iterator[tuple[EventLoopThread, S]]:
    """Enter the context manager from *make* on a new thread's event loop, for the duration of the ``with`` block."""
    entered: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, S]] = Future()

    async def hold_open() -> None:
        leave = asyncio.Event()
        async with make() as thing:
            entered.set_result((asyncio.get_running_loop(), leave, thing))
            await leave.wait()

    failed: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(hold_open())
        except BaseException as error:  # noqa: BLE001  # raised again in the waiting thread
            failed.append(error)
            if not entered.done():
                entered.set_exception(error)

    thread = threading.Thread(target=run, name="backstage", daemon=True)
    thread.start()
    loop, stop, resource = entered.result()
    try:
        yield EventLoopThread(loop), resource
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(stop.set)
        thread.join()
    if failed:
        raise failed[0]
