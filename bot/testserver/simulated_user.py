"""Simulated members who run commands, press buttons, submit modals and wait for the bot's replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.testserver.rest.message_body import build_attachments
from bot.testserver.rest.request import UploadedFile
from bot.testserver.state.events import CallbackKind, Interaction, InteractionKind
from bot.testserver.state.model import (
    ALL_PERMISSIONS,
    Channel,
    ChannelKind,
    ChatMessage,
    Guild,
    Json,
    Permission,
    User,
    Value,
    compute_channel_permissions,
    flatten_components,
    is_snowflake,
)
from bot.testserver.state.serializers import (
    serialize_attachment,
    serialize_channel,
    serialize_member,
    serialize_message,
    serialize_role,
    serialize_user,
)
from bot.testserver.state.state import ServerState
from bot.testserver.validation.commands import CHAT_INPUT, SUBCOMMAND, SUBCOMMAND_GROUP
from bot.testserver.validation.errors import SELECT_TYPES, ButtonStyleCode, ComponentType

# GUILD is 0 and BOT_DM is 1 (docs/interactions/application-commands#interaction-contexts).
_GUILD_CONTEXT, _BOT_DM_CONTEXT = 0, 1


@dataclass(frozen=True, slots=True)
class InvocableCommand:
    """
    A slash command without subcommands, or one subcommand of it.

    Attributes:
        path: Words after the slash, one to three.
        command: The registered command.
        leaf: The command or subcommand itself, with its description and options.
    """

    path: tuple[str, ...]
    command: Json
    leaf: Json

    @property
    def name(self) -> str:
        """The words after the slash, joined by spaces."""
        return " ".join(self.path)

    @property
    def options(self) -> list[Json]:
        """The declared options, in order."""
        return list(self.leaf.get("options") or [])


def list_available_commands(world: ServerState, user: User, channel: Channel) -> list[Json]:
    """Return the commands of all types available to *user* in *channel*, guild commands before global ones."""
    guild_commands = list(world.commands.get(channel.guild, {}).values()) if channel.guild else []
    # A guild command hides the global one of the same type and name.
    overridden = {(one["type"], one["name"]) for one in guild_commands}
    global_commands = [one for one in world.commands[None].values() if (one["type"], one["name"]) not in overridden]
    return [one for one in (*guild_commands, *global_commands) if _is_offered(world, user, channel, one)]


def _is_offered(world: ServerState, user: User, channel: Channel, command: Json) -> bool:
    if channel.kind is ChannelKind.DM:
        contexts = command.get("contexts")
        return _BOT_DM_CONTEXT in contexts if contexts is not None else command.get("dm_permission") is not False
    if command.get("contexts") is not None and _GUILD_CONTEXT not in command["contexts"]:
        return False
    permissions = world.compute_permissions(channel, user.id)
    if not permissions & Permission.USE_APPLICATION_COMMANDS:
        return False
    if channel.guild and world.application not in world.guilds[channel.guild].members:
        # GUILD_INSTALL is 0 and USER_INSTALL is 1 (docs/interactions/application-commands#installation-context).
        return 1 in (command.get("integration_types") or [])
    if permissions == ALL_PERMISSIONS:
        return True
    changed = _find_changed_access(world, user, channel, command)
    if changed is not None:
        return changed
    required = command.get("default_member_permissions")
    # As documented, "0" hides a command from everyone except administrators.
    return required is None or (int(required) != 0 and permissions & int(required) == int(required))


_ROLE_ACCESS, _USER_ACCESS, _CHANNEL_ACCESS = 1, 2, 3


def _find_changed_access(world: ServerState, user: User, channel: Channel, command: Json) -> bool | None:
    """
    Return what the settings of the server say about a command, or None if they leave it to its default permissions.

    References:
        docs/interactions/application-commands#permissions: a channel that is not allowed hides it; else the user's own
        entry counts, then those of their roles, of which one that allows is enough, then that of @everyone
    """
    entries = world.command_permissions.get(channel.guild or 0, {}).get(int(command["id"]), [])
    access = {(one["type"], int(one["id"])): bool(one["permission"]) for one in entries}
    everywhere = access.get((_CHANNEL_ACCESS, (channel.guild or 0) - 1), True)
    if not access.get((_CHANNEL_ACCESS, channel.id), everywhere):
        return False
    if (_USER_ACCESS, user.id) in access:
        return access[_USER_ACCESS, user.id]
    roles = world.guilds[channel.guild or 0].members[user.id].roles
    of_roles = [access[_ROLE_ACCESS, role] for role in roles if (_ROLE_ACCESS, role) in access]
    return any(of_roles) if of_roles else access.get((_ROLE_ACCESS, channel.guild or 0))


def list_invocable_commands(commands: list[Json]) -> list[InvocableCommand]:
    """Return the slash commands sorted by name, with subcommands in place of their command."""
    found: list[InvocableCommand] = []
    for command in commands:
        if command["type"] == CHAT_INPUT:
            found += _expand_subcommands(command, command, (command["name"],))
    return sorted(found, key=lambda one: one.name)


def _expand_subcommands(command: Json, node: Json, path: tuple[str, ...]) -> list[InvocableCommand]:
    inner = [one for one in node.get("options") or [] if one["type"] in {SUBCOMMAND, SUBCOMMAND_GROUP}]
    if not inner:
        return [InvocableCommand(path, command, node)]
    return [leaf for one in inner for leaf in _expand_subcommands(command, one, (*path, one["name"]))]


(
    STRING_OPTION,
    INTEGER_OPTION,
    BOOLEAN_OPTION,
    USER_OPTION,
    CHANNEL_OPTION,
    ROLE_OPTION,
    MENTIONABLE_OPTION,
    NUMBER_OPTION,
    ATTACHMENT_OPTION,
) = range(3, 12)


class InvalidInteractionError(ValueError):
    """Discord's client would not allow the interaction; the message gives the reason."""


def build_command_data(
    world: ServerState,
    channel: Channel,
    command: InvocableCommand,
    values: Mapping[str, Value],
    focus: str | None = None,
) -> Json:
    """
    Build the data of a slash command (docs/interactions/receiving-and-responding#application-command-data-structure).

    Args:
        world: State in which users, channels and roles are looked up.
        channel: Channel of the invocation.
        command: The command.
        values: Values by option name: for a user, channel or role its id or an object with an ``id``; for a file
            (name, bytes).
        focus: The option being completed, whose value may be partial; None to send the command.

    Raises:
        InvalidInteractionError: If a value does not fit its option, or a required one is missing.
    """
    option_names = {one["name"] for one in command.options}
    if unknown := values.keys() - option_names:
        raise InvalidInteractionError(f"/{command.name} has no option {', '.join(sorted(unknown))}")
    options, resolved = [], ResolvedData(world, channel)
    for option in command.options:
        name = option["name"]
        if name not in values or values[name] is None:
            if option.get("required") and focus is None:
                raise InvalidInteractionError(f"{name} is required")
            continue
        is_focused = name == focus
        value = str(values[name]) if is_focused else _validate_option(option, values[name], resolved)
        options.append(
            {"name": name, "type": option["type"], "value": value} | ({"focused": True} if is_focused else {})
        )
    data = _nest_options(command, options)
    return data | ({"resolved": resolved.data} if resolved.data else {})


def _nest_options(invocable: InvocableCommand, options: list[Json]) -> Json:
    nested = options
    for depth in range(len(invocable.path) - 1, 0, -1):
        kind = SUBCOMMAND if depth == len(invocable.path) - 1 else SUBCOMMAND_GROUP
        nested = [{"name": invocable.path[depth], "type": kind, "options": nested}]
    command = invocable.command
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": nested}
    return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {})


def _validate_option(option: Json, raw: Value, resolved: ResolvedData) -> Value:
    name, kind = option["name"], option["type"]
    if kind in {USER_OPTION, CHANNEL_OPTION, ROLE_OPTION, MENTIONABLE_OPTION, ATTACHMENT_OPTION}:
        return resolved.add(kind, raw, name, option.get("channel_types"))
    value = _convert_option(name, kind, raw)
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise InvalidInteractionError(f"{name} must be one of the choices")
    size = len(value) if isinstance(value, str) else value
    minimum, maximum = (option.get(f"{end}_{'length' if kind == STRING_OPTION else 'value'}") for end in ("min", "max"))
    # Discord docs: "min_length ... max_length (maximum of 6000)"
    maximum = 6000 if maximum is None and kind == STRING_OPTION else maximum
    if (minimum is not None and size < minimum) or (maximum is not None and size > maximum):
        raise InvalidInteractionError(
            f"{name} must lie between {minimum if minimum is not None else '…'} and {maximum}"
        )
    if kind == STRING_OPTION and not value:
        raise InvalidInteractionError(f"{name} is empty")
    return value


_OPTION_CONVERTERS: dict[int, Callable[[Value], Value]] = {
    STRING_OPTION: str,
    INTEGER_OPTION: int,
    NUMBER_OPTION: float,
    BOOLEAN_OPTION: lambda given: (
        given if isinstance(given, bool) else {"true": True, "false": False}[str(given).lower()]
    ),
}


def _convert_option(name: str, kind: int, raw: Value) -> Value:
    try:
        return _OPTION_CONVERTERS[kind](raw)
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInteractionError(f"{name}: {raw!r} does not fit") from error


class ResolvedData:
    """Objects for the ids in interaction data (docs/interactions/receiving-and-responding#resolved-data-structure)."""

    def __init__(self, world: ServerState, channel: Channel) -> None:
        self._world, self._channel = world, channel
        self.data: Json = {}

    def add(self, kind: int, reference: Value, name: str = "value", channel_types: list[int] | None = None) -> str:
        """
        Add the object with one id, or upload one file, and return the id.

        Raises:
            InvalidInteractionError: If no such user, role or channel is available in this channel.
        """
        if kind == ATTACHMENT_OPTION:
            file = build_attachments(self._world, self._channel, None, {0: UploadedFile(*reference)}, [])[0]
            self._world.attachments[file.id] = file
            self._put_object("attachments", file.id, serialize_attachment(self._world, file))
            return str(file.id)
        text = str(getattr(reference, "id", reference))
        identity = int(text) if is_snowflake(text) else 0
        if kind in {USER_OPTION, MENTIONABLE_OPTION} and self._add_user(identity):
            return text
        if kind in {ROLE_OPTION, MENTIONABLE_OPTION} and self._add_role(identity):
            return text
        if kind == CHANNEL_OPTION and self._add_channel(identity, channel_types):
            return text
        raise InvalidInteractionError(f"{name}: nothing known by {reference!r} here")

    def _put_object(self, kind: str, identity: int, serialized: Json) -> bool:
        self.data.setdefault(kind, {})[str(identity)] = serialized
        return True

    def _add_user(self, identity: int) -> bool:
        user = self._world.users.get(identity)
        if user is None:
            return False
        guild = self._world.guilds.get(self._channel.guild or 0)
        if guild and identity in guild.members:
            member = serialize_member(guild.members[identity])
            del member["user"]
            permissions = {"permissions": str(compute_channel_permissions(guild, self._channel, identity))}
            self._put_object("members", identity, member | permissions)
        return self._put_object("users", identity, serialize_user(user))

    def _add_role(self, identity: int) -> bool:
        guild = self._world.guilds.get(self._channel.guild or 0)
        return bool(
            guild
            and identity in guild.roles
            and self._put_object("roles", identity, serialize_role(guild.roles[identity]))
        )

    def _add_channel(self, identity: int, kinds: list[int] | None) -> bool:
        channel = self._world.channels.get(identity)
        if channel is None or channel.guild != self._channel.guild or (kinds and int(channel.kind) not in kinds):
            return False
        permissions = {"permissions": str(self._world.compute_permissions(channel, self._world.application))}
        return self._put_object("channels", identity, serialize_channel(self._world, channel) | permissions)


# Option types that resolve like each select menu type: user 6, channel 7, role 8, mentionable 9.
_RESOLVED_OPTION_TYPES = {
    ComponentType.USER_SELECT: 6,
    ComponentType.CHANNEL_SELECT: 7,
    ComponentType.ROLE_SELECT: 8,
    ComponentType.MENTIONABLE_SELECT: 9,
}


def build_component_data(world: ServerState, message: ChatMessage, control: str, values: list[Value] | None) -> Json:
    """
    Build the data of a component use (docs/interactions/receiving-and-responding#message-component-data-structure).

    Args:
        world: State in which selected ids are looked up.
        message: Message with the component.
        control: The component's custom id, label or placeholder.
        values: Selected values, or None to press a button.

    Raises:
        InvalidInteractionError: If there is no such component, it is disabled, or the values do not fit.
    """
    kinds = {ComponentType.BUTTON} if values is None else SELECT_TYPES
    for component in flatten_components(message.components):
        names = {component.get("custom_id"), component.get("label"), component.get("placeholder")}
        if component["type"] in kinds and control in names and component.get("style") != ButtonStyleCode.LINK:
            break
    else:
        raise InvalidInteractionError(f"the message has no such control: {control!r}")
    if component.get("disabled"):
        raise InvalidInteractionError(f"{control!r} is disabled")
    data: Json = {"custom_id": component["custom_id"], "component_type": component["type"], "id": component["id"]}
    if values is None:
        return data
    resolved = ResolvedData(world, world.channels[message.channel])
    data["values"] = resolve_selected_values(component, values, resolved)
    return data | ({"resolved": resolved.data} if resolved.data else {})


def resolve_selected_values(select: Json, values: list[Value], resolved: ResolvedData) -> list[str]:
    """
    Return the values selected in *select* as strings, adding selected objects to *resolved*.

    Raises:
        InvalidInteractionError: If a value is not an option, or there are too few or too many values.
    """
    minimum, maximum = (select.get(key) if select.get(key) is not None else 1 for key in ("min_values", "max_values"))
    if not (minimum or 0) <= len(values) <= (maximum or 1):
        raise InvalidInteractionError(f"pick {minimum} to {maximum}")
    kind = select["type"]
    if kind in _RESOLVED_OPTION_TYPES:
        return [
            resolved.add(_RESOLVED_OPTION_TYPES[kind], value, channel_types=select.get("channel_types"))
            for value in values
        ]
    option_values = {option["value"] for option in select.get("options") or []}
    if unknown := [value for value in values if value not in option_values]:
        raise InvalidInteractionError(f"{unknown[0]!r} is not among the options")
    return [str(value) for value in values]


def build_modal_data(world: ServerState, channel: Channel, modal: Json, values: Mapping[str, Value]) -> Json:
    """
    Build the data of a submitted modal (docs/interactions/receiving-and-responding#modal-submit-data-structure).

    Raises:
        InvalidInteractionError: If a value does not fit its field, a required one is missing, or one has no field.
    """
    fields = {one["custom_id"] for one in flatten_components(modal["components"]) if one.get("custom_id")}
    if unknown := values.keys() - fields:
        raise InvalidInteractionError(f"the form has no field {', '.join(sorted(unknown))}")
    resolved = ResolvedData(world, channel)
    parts: list[Json] = []
    for number, part in enumerate(modal["components"], 1):
        serialized: Json = {"type": part["type"], "id": part.get("id") or number}
        if part["type"] == ComponentType.ACTION_ROW:
            serialized["components"] = [_build_field(one, values, resolved, number) for one in part["components"]]
        elif part["type"] == ComponentType.LABEL:
            serialized["component"] = _build_field(part["component"], values, resolved, number)
        parts.append(serialized)
    data: Json = {"custom_id": modal["custom_id"], "components": parts}
    return data | ({"resolved": resolved.data} if resolved.data else {})


def _build_field(field: Json, values: Mapping[str, Value], resolved: ResolvedData, number: int) -> Json:
    kind, name = field["type"], field["custom_id"]
    serialized: Json = {"type": kind, "custom_id": name, "id": field.get("id") or 100 + number}
    value = values.get(name)
    if kind == ComponentType.TEXT_INPUT:
        return serialized | {"value": _validate_text(field, field.get("value") if value is None else value)}
    if kind == ComponentType.CHECKBOX:
        return serialized | {"value": bool(field.get("default") if value is None else value)}
    if kind == ComponentType.RADIO_GROUP:
        return serialized | {"value": _resolve_radio_value(field, value)}
    chosen = [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]
    if not chosen and not field.get("required", True):
        return serialized | {"values": []}
    if kind == ComponentType.FILE_UPLOAD:
        return serialized | {"values": [resolved.add(ATTACHMENT_OPTION, one) for one in chosen]}
    if kind == ComponentType.CHECKBOX_GROUP:
        field = {"min_values": 1, "max_values": len(field["options"])} | field
    return serialized | {"values": resolve_selected_values(field, chosen, resolved)}


def _resolve_radio_value(field: Json, value: Value) -> str | None:
    option_values = [option["value"] for option in field["options"]]
    if value is None:
        value = next((option["value"] for option in field["options"] if option.get("default")), None)
    if value is None and not field.get("required", True):
        return None
    if value not in option_values:
        raise InvalidInteractionError(f"{value!r} is not among the options")
    return str(value)


def _validate_text(field: Json, value: Value) -> str:
    text = "" if value is None else str(value)
    minimum, maximum = field.get("min_length") or 0, field.get("max_length") or 4000
    if not text and field.get("required", True) is not False:
        raise InvalidInteractionError(f"{field['custom_id']} is required")
    if text and not minimum <= len(text) <= maximum:
        raise InvalidInteractionError(f"{field['custom_id']} must have {minimum} to {maximum} characters")
    return text


T = TypeVar("T")
DEFAULT_TIMEOUT = 10.0
_USER_COMMAND, _MESSAGE_COMMAND = 2, 3


@dataclass(frozen=True, slots=True)
class PendingInteraction:
    """A sent interaction and the bot's responses to it; every wait ends as soon as its condition holds."""

    world: ServerState
    interaction: Interaction

    @property
    def messages(self) -> list[ChatMessage]:
        """The responses so far that are not deleted, the original first."""
        return [one for one in self.interaction.messages if not one.deleted]

    async def wait_until(
        self,
        condition: Callable[[Interaction], T | None],
        description: str,
        timeout: float = DEFAULT_TIMEOUT,  # noqa: ASYNC109
    ) -> T:
        """
        Return what *condition* finds in the interaction, once it is not None.

        Raises:
            TimeoutError: If it is None for *timeout* seconds; the message names *description* was expected.
        """
        expectation = f"{description} to {self.interaction.data.get('name') or self.interaction.data.get('custom_id')}"
        return await self.world.event_bus.wait(lambda: condition(self.interaction), timeout, expectation)

    async def wait_for_acknowledgement(self, timeout: float = DEFAULT_TIMEOUT) -> CallbackKind:  # noqa: ASYNC109
        """Return the type of the first response, once it is sent."""
        return await self.wait_until(lambda held: held.response, "acknowledgement", timeout)

    async def wait_for_answer(self, timeout: float = DEFAULT_TIMEOUT) -> ChatMessage:  # noqa: ASYNC109
        """Return the original response message, once it is no longer loading."""

        def look(interaction: Interaction) -> ChatMessage | None:
            return interaction.original if interaction.original and not interaction.original.loading else None

        return await self.wait_until(look, "answer", timeout)

    async def wait_for_followup(self, number: int = 1, timeout: float = DEFAULT_TIMEOUT) -> ChatMessage:  # noqa: ASYNC109
        """Return follow-up *number*, counted from 1, once it is posted."""
        return await self.wait_until(
            lambda held: held.messages[number] if len(held.messages) > number else None, "follow-up", timeout
        )

    async def wait_for_modal(self, timeout: float = DEFAULT_TIMEOUT) -> Json:  # noqa: ASYNC109
        """Return the modal that the bot opens, in Discord's request form."""
        return await self.wait_until(lambda held: held.modal, "modal", timeout)

    async def wait_for_choices(self, timeout: float = DEFAULT_TIMEOUT) -> list[Json]:  # noqa: ASYNC109
        """Return the autocomplete choices, once they are sent."""
        return await self.wait_until(lambda held: held.choices, "choices", timeout)


@dataclass(frozen=True, slots=True)
class SimulatedUser:
    """
    A member of *guild*, or a user in direct messages with the bot if *guild* is None.

    Methods raise ``InvalidInteractionError`` for what Discord's client would not allow. Channels are passed by name or
    as objects.
    """

    world: ServerState
    user: User
    guild: Guild | None

    def switch_to_dm(self) -> SimulatedUser:
        """Return the same user in direct messages with the bot."""
        return SimulatedUser(self.world, self.user, None)

    def find_channel(self, channel: str | Channel | None) -> Channel:
        """
        Return *channel*, the visible channel of that name, or the first visible one if None.

        In direct messages return the channel shared with the bot.

        Raises:
            InvalidInteractionError: If no visible channel has that name.
        """
        if self.guild is None:
            return self.world.open_dm(self.user)
        if isinstance(channel, Channel):
            return channel
        for one in self.world.channels.values():
            seen = self.world.compute_permissions(one, self.user.id) & Permission.VIEW_CHANNEL
            if one.guild == self.guild.id and channel in {None, one.name} and seen:
                return one
        raise InvalidInteractionError(f"{self.user.display_name} sees no channel {channel!r}")

    def list_commands(self, channel: str | Channel | None = None) -> list[InvocableCommand]:
        """Return the commands in the slash menu."""
        return list_invocable_commands(list_available_commands(self.world, self.user, self.find_channel(channel)))

    def run_slash_command(
        self, command: str, options: Mapping[str, Value] | None = None, *, channel: str | Channel | None = None
    ) -> PendingInteraction:
        """Run the slash command *command* ("digest add" for a subcommand) with *options*."""
        target_channel = self.find_channel(channel)
        data = build_command_data(
            self.world, target_channel, self._find_command(command, target_channel), options or {}
        )
        return self._start_interaction(InteractionKind.COMMAND, target_channel, data)

    def complete_option(
        self,
        command: str,
        option: str,
        text: str,
        options: Mapping[str, Value] | None = None,
        channel: str | Channel | None = None,
    ) -> PendingInteraction:
        """Request autocomplete choices for *text* in *option*; *options* are those already entered."""
        target_channel = self.find_channel(channel)
        values_with_focus = dict(options or {}) | {option: text}
        data = build_command_data(
            self.world, target_channel, self._find_command(command, target_channel), values_with_focus, option
        )
        return self._start_interaction(InteractionKind.AUTOCOMPLETE, target_channel, data)

    def run_context_command(
        self, command: str, target: ChatMessage | User, *, channel: str | Channel | None = None
    ) -> PendingInteraction:
        """Run the context-menu command *command* on a message or a user."""
        on_message = isinstance(target, ChatMessage)
        target_channel = (
            self.world.channels[target.channel] if isinstance(target, ChatMessage) else self.find_channel(channel)
        )
        kind = _MESSAGE_COMMAND if on_message else _USER_COMMAND
        for one in list_available_commands(self.world, self.user, target_channel):
            if one["type"] == kind and one["name"] == command:
                break
        else:
            raise InvalidInteractionError(f"no context menu {command!r} is offered here")
        data = {"id": one["id"], "name": command, "type": kind, "target_id": str(target.id)}
        data |= {"guild_id": one["guild_id"]} if one.get("guild_id") else {}
        resolved = ResolvedData(self.world, target_channel)
        if isinstance(target, ChatMessage):
            resolved.data["messages"] = {str(target.id): serialize_message(self.world, target)}
        else:
            resolved.add(6, target)
        return self._start_interaction(InteractionKind.COMMAND, target_channel, data | {"resolved": resolved.data})

    def press_button(self, message: ChatMessage, button: str) -> PendingInteraction:
        """Press the button of *message* with this custom id or label."""
        data = build_component_data(self.world, message, button, None)
        return self._use_component(message, data)

    def pick_options(self, message: ChatMessage, select: str, *values: Value) -> PendingInteraction:
        """Select *values* in the select menu of *message* with this custom id or placeholder."""
        data = build_component_data(self.world, message, select, list(values))
        return self._use_component(message, data)

    def submit_modal(self, opened: PendingInteraction, values: Mapping[str, Value]) -> PendingInteraction:
        """Submit the modal that the bot opened in response to *opened*, with *values* by custom id."""
        opening_interaction = opened.interaction
        channel = self.world.channels[opening_interaction.channel]
        if opening_interaction.modal is None:
            raise InvalidInteractionError("no modal is open")
        data = build_modal_data(self.world, channel, opening_interaction.modal, values)
        return self._start_interaction(
            InteractionKind.MODAL, channel, data, source=opening_interaction.source, opened_by=opening_interaction
        )

    def send_message(self, text: str, channel: str | Channel | None = None) -> ChatMessage:
        """Post an ordinary message and return it."""
        target_channel = self.find_channel(channel)
        self.world.require_permissions(target_channel, self.user.id, Permission.SEND_MESSAGES)
        mentions = (self.world.application,) if f"<@{self.world.application}>" in text else ()
        message = ChatMessage(
            self.world.snowflake(), target_channel.id, self.user, text, self.world.clock(), mentions=mentions
        )
        return self.world.post_message(message)

    def _find_command(self, name: str, channel: Channel) -> InvocableCommand:
        for one in self.list_commands(channel):
            if one.name == name:
                return one
        raise InvalidInteractionError(f"/{name} is not offered to {self.user.display_name} here")

    def _use_component(self, message: ChatMessage, data: Json) -> PendingInteraction:
        if message.deleted or message.private_to not in {None, self.user.id}:
            raise InvalidInteractionError("the message is not there")
        return self._start_interaction(
            InteractionKind.COMPONENT, self.world.channels[message.channel], data, source=message
        )

    def _start_interaction(
        self, kind: InteractionKind, channel: Channel, data: Json, **more: Value
    ) -> PendingInteraction:
        return PendingInteraction(self.world, self.world.start_interaction(kind, self.user, channel, data, **more))
