"""What a member typed as the data of an interaction, checked as Discord's own client checks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.testserver.catalogue import Invocable
from bot.testserver.rest.calls import Upload
from bot.testserver.rest.files import attach
from bot.testserver.rules.commands import SUBCOMMAND, SUBCOMMAND_GROUP
from bot.testserver.world import payloads
from bot.testserver.world.model import Channel, Json, Value
from bot.testserver.world.permissions import in_channel
from bot.testserver.world.state import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)


class Unsendable(ValueError):
    """Discord's client would not let this be sent; the message says why."""


def command_data(
    world: World, place: Channel, wanted: Invocable, given: Mapping[str, Value], focus: str | None = None
) -> Json:
    """
    Write the data of a slash command (docs/interactions/receiving-and-responding#application-command-data-structure).

    Args:
        world: Knows whom options name.
        place: Where it is typed.
        wanted: The command.
        given: Values by option name; ids, or what has an ``id``, for users, channels and roles; (name, bytes) a file.
        focus: The option being completed, whose value may be half typed; None to send the command.

    Raises:
        Unsendable: If a value does not fit its option, or a required one is missing.
    """
    known = {one["name"] for one in wanted.options}
    if strange := given.keys() - known:
        raise Unsendable(f"/{wanted.name} has no option {', '.join(sorted(strange))}")
    options, resolved = [], Resolved(world, place)
    for option in wanted.options:
        name = option["name"]
        if name not in given or given[name] is None:
            if option.get("required") and focus is None:
                raise Unsendable(f"{name} is required")
            continue
        half = name == focus
        value = str(given[name]) if half else _value(option, given[name], resolved)
        options.append({"name": name, "type": option["type"], "value": value} | ({"focused": True} if half else {}))
    data = _nested(wanted, options)
    return data | ({"resolved": resolved.data} if resolved.data else {})


def _nested(wanted: Invocable, options: list[Json]) -> Json:
    inner = options
    for depth in range(len(wanted.path) - 1, 0, -1):
        kind = SUBCOMMAND if depth == len(wanted.path) - 1 else SUBCOMMAND_GROUP
        inner = [{"name": wanted.path[depth], "type": kind, "options": inner}]
    command = wanted.command
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": inner}
    return data | ({"guild_id": command["guild_id"]} if command.get("guild_id") else {})


def _value(option: Json, given: Value, resolved: Resolved) -> Value:
    name, kind = option["name"], option["type"]
    if kind in {USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT}:
        return resolved.add(kind, given, name, option.get("channel_types"))
    value = _converted(name, kind, given)
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Unsendable(f"{name} must be one of the choices")
    size = len(value) if isinstance(value, str) else value
    least, most = (option.get(f"{end}_{'length' if kind == STRING else 'value'}") for end in ("min", "max"))
    # They say "min_length ... max_length (maximum of 6000)"
    most = 6000 if most is None and kind == STRING else most
    if (least is not None and size < least) or (most is not None and size > most):
        raise Unsendable(f"{name} must lie between {least if least is not None else '…'} and {most}")
    if kind == STRING and not value:
        raise Unsendable(f"{name} is empty")
    return value


_CONVERTERS: dict[int, Callable[[Value], Value]] = {
    STRING: str,
    INTEGER: int,
    NUMBER: float,
    BOOLEAN: lambda given: given if isinstance(given, bool) else {"true": True, "false": False}[str(given).lower()],
}


def _converted(name: str, kind: int, given: Value) -> Value:
    try:
        return _CONVERTERS[kind](given)
    except (ValueError, KeyError, TypeError) as error:
        raise Unsendable(f"{name}: {given!r} does not fit") from error


class Resolved:
    """The objects behind the ids of an interaction (docs/…/receiving-and-responding#resolved-data-structure)."""

    def __init__(self, world: World, place: Channel) -> None:
        self._world, self._place = world, place
        self.data: Json = {}

    def add(self, kind: int, given: Value, name: str = "value", channel_types: list[int] | None = None) -> str:
        """
        Resolve one id, or upload one file, and give its id.

        Raises:
            Unsendable: If there is no such thing here.
        """
        if kind == ATTACHMENT:
            file = attach(self._world, self._place, None, {0: Upload(*given)}, [])[0]
            self._world.attachments[file.id] = file
            self._put("attachments", file.id, payloads.attachment(self._world, file))
            return str(file.id)
        text = str(getattr(given, "id", given))
        identity = int(text) if text.isdecimal() else 0
        if kind in {USER, MENTIONABLE} and self._user(identity):
            return text
        if kind in {ROLE, MENTIONABLE} and self._role(identity):
            return text
        if kind == CHANNEL and self._channel(identity, channel_types):
            return text
        raise Unsendable(f"{name}: nothing known by {given!r} here")

    def _put(self, kind: str, identity: int, written: Json) -> bool:
        self.data.setdefault(kind, {})[str(identity)] = written
        return True

    def _user(self, identity: int) -> bool:
        user = self._world.users.get(identity)
        if user is None:
            return False
        guild = self._world.guilds.get(self._place.guild or 0)
        if guild and identity in guild.members:
            member = payloads.member(guild.members[identity])
            del member["user"]
            permissions = {"permissions": str(in_channel(guild, self._place, identity))}
            self._put("members", identity, member | permissions)
        return self._put("users", identity, payloads.user(user))

    def _role(self, identity: int) -> bool:
        guild = self._world.guilds.get(self._place.guild or 0)
        return bool(
            guild and identity in guild.roles and self._put("roles", identity, payloads.role(guild.roles[identity]))
        )

    def _channel(self, identity: int, kinds: list[int] | None) -> bool:
        place = self._world.channels.get(identity)
        if place is None or place.guild != self._place.guild or (kinds and int(place.kind) not in kinds):
            return False
        permissions = {"permissions": str(self._world.permissions(place, self._world.application))}
        return self._put("channels", identity, payloads.channel(self._world, place) | permissions)
