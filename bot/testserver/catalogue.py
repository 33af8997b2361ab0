"""Which commands a member may use where, and how they are called (docs/interactions/application-commands)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.testserver.rules.commands import CHAT_INPUT, SUBCOMMAND, SUBCOMMAND_GROUP
from bot.testserver.world.model import Channel, ChannelKind, Json, User
from bot.testserver.world.permissions import ALL, Permission
from bot.testserver.world.state import World

# #interaction-contexts: GUILD 0, BOT_DM 1; #installation-context: GUILD_INSTALL 0, USER_INSTALL 1
_GUILD, _BOT_DM = 0, 1


@dataclass(frozen=True, slots=True)
class Invocable:
    """
    Something that can be typed after the slash: a command, or one of its subcommands.

    Attributes:
        path: The words after the slash, one to three.
        command: The registered command.
        leaf: The command or subcommand itself, with its description and options.
    """

    path: tuple[str, ...]
    command: Json
    leaf: Json

    @property
    def name(self) -> str:
        """The words after the slash."""
        return " ".join(self.path)

    @property
    def options(self) -> list[Json]:
        """What it takes, in order."""
        return list(self.leaf.get("options") or [])


def available(world: World, user: User, place: Channel) -> list[Json]:
    """List the commands of all kinds that *user* is offered in *place*, those of the server before the global ones."""
    own = list(world.commands.get(place.guild, {}).values()) if place.guild else []
    # A server's command hides the global one of the same name and kind.
    taken = {(one["type"], one["name"]) for one in own}
    everywhere = [one for one in world.commands[None].values() if (one["type"], one["name"]) not in taken]
    return [one for one in (*own, *everywhere) if _offered(world, user, place, one)]


def _offered(world: World, user: User, place: Channel, command: Json) -> bool:
    if place.kind is ChannelKind.DM:
        contexts = command.get("contexts")
        return _BOT_DM in contexts if contexts is not None else command.get("dm_permission") is not False
    if command.get("contexts") is not None and _GUILD not in command["contexts"]:
        return False
    held = world.permissions(place, user.id)
    if not held & Permission.USE_APPLICATION_COMMANDS:
        return False
    if place.guild and world.application not in world.guilds[place.guild].members:
        return 1 in (command.get("integration_types") or [])
    wanted = command.get("default_member_permissions")
    # They say "0" hides a command from everyone but administrators.
    return wanted is None or held == ALL or (int(wanted) != 0 and held & int(wanted) == int(wanted))


def invocables(commands: list[Json]) -> list[Invocable]:
    """List what can be typed after the slash: subcommands stand for their command."""
    found: list[Invocable] = []
    for command in commands:
        if command["type"] == CHAT_INPUT:
            found += _leaves(command, command, (command["name"],))
    return sorted(found, key=lambda one: one.name)


def _leaves(command: Json, node: Json, path: tuple[str, ...]) -> list[Invocable]:
    inner = [one for one in node.get("options") or [] if one["type"] in {SUBCOMMAND, SUBCOMMAND_GROUP}]
    if not inner:
        return [Invocable(path, command, node)]
    return [leaf for one in inner for leaf in _leaves(command, one, (*path, one["name"]))]
