"""Members that tests and the page act as: they type commands, press buttons and wait for what comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.testserver.catalogue import Invocable, available, invocables
from bot.testserver.controls import component_data, modal_data
from bot.testserver.invocations import Resolved, Unsendable, command_data
from bot.testserver.world import payloads
from bot.testserver.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.testserver.world.model import Channel, Guild, Json, Message, User, Value
from bot.testserver.world.permissions import Permission
from bot.testserver.world.state import World

T = TypeVar("T")
PATIENCE = 10.0
_USER_COMMAND, _MESSAGE_COMMAND = 2, 3


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a command or component, and what comes of it; every wait ends as soon as it can."""

    world: World
    interaction: Interaction

    @property
    def messages(self) -> list[Message]:
        """All messages that answer it so far, the original first."""
        return [one for one in self.interaction.messages if not one.deleted]

    async def until(self, look: Callable[[Interaction], T | None], what: str, timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """
        Wait until *look* finds something in the interaction.

        Raises:
            TimeoutError: If it finds nothing within *timeout* seconds.
        """
        wanted = f"{what} to {self.interaction.data.get('name') or self.interaction.data.get('custom_id')}"
        return await self.world.bulletin.wait(lambda: look(self.interaction), timeout, wanted)

    async def acknowledged(self, timeout: float = PATIENCE) -> CallbackKind:  # noqa: ASYNC109
        """Wait for the first answer of any kind."""
        return await self.until(lambda held: held.response, "acknowledgement", timeout)

    async def answer(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Wait for the answer itself: the original message, no longer thinking."""

        def look(held: Interaction) -> Message | None:
            return held.original if held.original and not held.original.loading else None

        return await self.until(look, "answer", timeout)

    async def followup(self, number: int = 1, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Wait for the follow-up of this *number*, from 1."""
        return await self.until(
            lambda held: held.messages[number] if len(held.messages) > number else None, "follow-up", timeout
        )

    async def modal(self, timeout: float = PATIENCE) -> Json:  # noqa: ASYNC109
        """Wait for the modal it opens, in Discord's request form."""
        return await self.until(lambda held: held.modal, "modal", timeout)

    async def choices(self, timeout: float = PATIENCE) -> list[Json]:  # noqa: ASYNC109
        """Wait for the choices that complete an option."""
        return await self.until(lambda held: held.choices, "choices", timeout)


@dataclass(frozen=True, slots=True)
class Actor:
    """
    A member of *guild*, or with *guild* None a user in the direct conversation with the bot.

    What Discord's client would not let a member do raises ``Unsendable``. Channels are named or given.
    """

    world: World
    user: User
    guild: Guild | None

    def direct(self) -> Actor:
        """Act in the direct conversation with the bot."""
        return Actor(self.world, self.user, None)

    def place(self, channel: str | Channel | None) -> Channel:
        """
        Find the channel meant: by name, as given, or where None the first one.

        Raises:
            Unsendable: If it can't be seen.
        """
        if self.guild is None:
            return self.world.direct(self.user)
        if isinstance(channel, Channel):
            return channel
        for one in self.world.channels.values():
            seen = self.world.permissions(one, self.user.id) & Permission.VIEW_CHANNEL
            if one.guild == self.guild.id and channel in {None, one.name} and seen:
                return one
        raise Unsendable(f"{self.user.shown} sees no channel {channel!r}")

    def commands(self, channel: str | Channel | None = None) -> list[Invocable]:
        """List what the slash menu offers."""
        return invocables(available(self.world, self.user, self.place(channel)))

    def slash(
        self, command: str, options: Mapping[str, Value] | None = None, *, channel: str | Channel | None = None
    ) -> Use:
        """Use the slash command named *command* ("digest add" for a subcommand) with *options*."""
        place = self.place(channel)
        data = command_data(self.world, place, self._command(command, place), options or {})
        return self._begin(InteractionKind.COMMAND, place, data)

    def complete(
        self,
        command: str,
        option: str,
        text: str,
        options: Mapping[str, Value] | None = None,
        channel: str | Channel | None = None,
    ) -> Use:
        """Ask for choices while *text* stands in *option*; *options* are those typed before."""
        place = self.place(channel)
        given = dict(options or {}) | {option: text}
        data = command_data(self.world, place, self._command(command, place), given, option)
        return self._begin(InteractionKind.AUTOCOMPLETE, place, data)

    def context(self, command: str, target: Message | User, *, channel: str | Channel | None = None) -> Use:
        """Use the context-menu command named *command* on a message or a user."""
        on_message = isinstance(target, Message)
        place = self.world.channels[target.channel] if isinstance(target, Message) else self.place(channel)
        kind = _MESSAGE_COMMAND if on_message else _USER_COMMAND
        for one in available(self.world, self.user, place):
            if one["type"] == kind and one["name"] == command:
                break
        else:
            raise Unsendable(f"no context menu {command!r} is offered here")
        data = {"id": one["id"], "name": command, "type": kind, "target_id": str(target.id)}
        data |= {"guild_id": one["guild_id"]} if one.get("guild_id") else {}
        resolved = Resolved(self.world, place)
        if isinstance(target, Message):
            resolved.data["messages"] = {str(target.id): payloads.message(self.world, target)}
        else:
            resolved.add(6, target)
        return self._begin(InteractionKind.COMMAND, place, data | {"resolved": resolved.data})

    def press(self, message: Message, button: str) -> Use:
        """Press the button of *message* with this custom id or label."""
        data = component_data(self.world, message, button, None)
        return self._on(message, data)

    def pick(self, message: Message, select: str, *values: Value) -> Use:
        """Pick *values* in the select of *message* with this custom id or placeholder."""
        data = component_data(self.world, message, select, list(values))
        return self._on(message, data)

    def submit(self, opened: Use, values: Mapping[str, Value]) -> Use:
        """Submit the modal that *opened* was answered with, *values* by custom id."""
        before = opened.interaction
        place = self.world.channels[before.channel]
        if before.modal is None:
            raise Unsendable("no modal is open")
        data = modal_data(self.world, place, before.modal, values)
        return self._begin(InteractionKind.MODAL, place, data, source=before.source, opened_by=before)

    def say(self, text: str, channel: str | Channel | None = None) -> Message:
        """Write an ordinary message."""
        place = self.place(channel)
        self.world.require(place, self.user.id, Permission.SEND_MESSAGES)
        mentions = (self.world.application,) if f"<@{self.world.application}>" in text else ()
        message = Message(self.world.snowflake(), place.id, self.user, text, self.world.clock(), mentions=mentions)
        return self.world.post(message)

    def _command(self, name: str, place: Channel) -> Invocable:
        for one in self.commands(place):
            if one.name == name:
                return one
        raise Unsendable(f"/{name} is not offered to {self.user.shown} here")

    def _on(self, message: Message, data: Json) -> Use:
        if message.deleted or message.private_to not in {None, self.user.id}:
            raise Unsendable("the message is not there")
        return self._begin(InteractionKind.COMPONENT, self.world.channels[message.channel], data, source=message)

    def _begin(self, kind: InteractionKind, place: Channel, data: Json, **more: Value) -> Use:
        return Use(self.world, self.world.begin(kind, self.user, place, data, **more))
