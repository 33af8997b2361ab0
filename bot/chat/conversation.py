"""A direct conversation with the bot: what is done in it, and what has come of it that was not shown yet."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.chat.showing import Control
from bot.errors import DatelineError, InputError
from bot.testserver import Actor, Message, TestServer, Unsendable, Use
from bot.testserver.catalogue import Invocable
from bot.testserver.world.interactions import CallbackKind
from bot.testserver.world.model import Json, Value

T = TypeVar("T")

#: Seconds to the acknowledgement, as Discord allows them; to the answer, which may take long; to a message's change.
_FIRST, _ANSWER, _CHANGE = 4.0, 300.0, 30.0


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What came of something that was done.

    Attributes:
        messages: New ones and those that changed, in their order.
        form: The use that opened a form, or None.
    """

    messages: tuple[Message, ...] = ()
    form: Use | None = None


class Conversation:
    """The direct conversation of the first ordinary member of *server* with its bot."""

    def __init__(self, server: TestServer) -> None:
        self._actor: Actor = server.member("Mel").direct()
        self._place = server.world.direct(self._actor.user)
        self._world = server.world
        self._seen: dict[int, str] = {}

    async def commands(self) -> list[Invocable]:
        """List what can be typed after the slash."""
        return self._actor.commands()

    async def slash(self, command: Invocable, options: Mapping[str, Value]) -> Turn:
        """
        Use a command.

        Raises:
            InputError: If the options do not fit.
            DatelineError: If the bot does not answer.
        """
        return await _told(f"/{command.name}", self._turn(command.name, options))

    async def _turn(self, command: str, options: Mapping[str, Value]) -> Turn:
        return await self._after(self._actor.slash(command, options))

    async def use(self, control: Control, values: list[str] | None = None) -> Turn:
        """
        Press a button, or choose *values* of a select; errors as for ``slash``.

        Raises:
            InputError: If it is gone, or the values do not fit.
            DatelineError: If the bot does not answer.
        """

        async def turn() -> Turn:
            name = control.component["custom_id"]
            used = self._actor.press(control.message, name)
            return await self._after(used)

        async def pick() -> Turn:
            used = self._actor.pick(control.message, control.component["custom_id"], *(values or ()))
            return await self._after(used)

        return await _told(control.words, turn() if values is None else pick())

    async def submit(self, form: Use, values: Mapping[str, Value]) -> Turn:
        """
        Send a form.

        Raises:
            InputError: If a field is missing or does not fit.
            DatelineError: If the bot does not answer.
        """

        async def turn() -> Turn:
            return await self._after(self._actor.submit(form, values))

        return await _told("the form", turn())

    async def complete(self, command: Invocable, option: str, text: str, options: Mapping[str, Value]) -> list[Json]:
        """Ask for what completes *text* in *option*; nothing where the bot has nothing to offer."""
        try:
            return await self._actor.complete(command.name, option, text, options).choices(_FIRST)
        except (Unsendable, TimeoutError):
            return []

    async def _after(self, use: Use) -> Turn:
        kind = await use.acknowledged(_FIRST)
        if kind is CallbackKind.MODAL:
            return Turn(form=use)
        if kind in {CallbackKind.MESSAGE, CallbackKind.DEFERRED_MESSAGE}:
            await use.answer(_ANSWER)
        if kind is CallbackKind.DEFERRED_UPDATE:
            await self._world.bulletin.wait(lambda: self._fresh() or None, _CHANGE, "change")
        fresh = self._fresh()
        self._seen.update({message.id: _print(message) for message in fresh})
        return Turn(fresh)

    def _fresh(self) -> tuple[Message, ...]:
        held = sorted(self._world.messages[self._place.id].values(), key=lambda one: one.id)
        done = [one for one in held if one.author.bot and not one.loading]
        return tuple(one for one in done if self._seen.get(one.id) != _print(one))


def _print(message: Message) -> str:
    """Tell one state of a message from another."""
    return json.dumps([message.content, message.components, message.embeds, [file.id for file in message.attachments]])


async def _told(subject: str, work: Awaitable[T]) -> T:
    try:
        return await work
    except Unsendable as error:
        raise InputError(subject, str(error)) from error
    except TimeoutError as error:
        raise DatelineError(subject, "the bot did not respond", "Try again.") from error
