"""Commands as another version of the bot had them: Discord may offer these for an hour after an update."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import AppCommandOptionType, app_commands

from corpus.characters import whole

if TYPE_CHECKING:
    from bot.client import Dateline

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

#: What the library makes of an option, where it knows what the option stands for.
_TYPES: dict[AppCommandOptionType, tuple[type, ...]] = {
    AppCommandOptionType.string: (str,),
    AppCommandOptionType.integer: (int,),
    AppCommandOptionType.boolean: (bool,),
    AppCommandOptionType.number: (int, float),
    AppCommandOptionType.channel: (app_commands.AppCommandChannel, app_commands.AppCommandThread),
    AppCommandOptionType.attachment: (discord.Attachment,),
}


def refuse_others(commands: Iterable[Command]) -> None:
    """Have each of *commands* look at its options before it reads them."""
    for command in commands:
        leaves = command.walk_commands() if isinstance(command, app_commands.Group) else (command,)
        for leaf in leaves:
            # Commands are the module's, not the client's: another client in this process has had them, too.
            if isinstance(leaf, app_commands.Command) and fits not in leaf.checks:
                leaf.add_check(fits)


def fits(interaction: discord.Interaction[Dateline]) -> bool:
    """
    Let a command through whose options are of the types, choices and lengths that it has in this version.

    Discord sees to that for the version that it knows, the library for none. Half characters are made whole.

    Raises:
        CommandSignatureMismatch: If one is not.
    """
    command, given = interaction.command, vars(interaction.namespace)
    assert isinstance(command, app_commands.Command)  # noqa: S101  # only these have options
    for parameter in command.parameters:
        value = given.get(parameter.display_name)
        if value is None:
            continue
        if isinstance(value, str):
            given[parameter.display_name] = value = whole(value)
        if not _suits(parameter, value):
            raise app_commands.CommandSignatureMismatch(command)
    return True


def _suits(parameter: app_commands.Parameter, value: object) -> bool:
    types = _TYPES.get(parameter.type, (object,))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return False
    if parameter.choices:
        return value in [choice.value for choice in parameter.choices]
    size = len(value) if isinstance(value, str) else value
    if not isinstance(size, int | float):
        return True
    least, most = parameter.min_value, parameter.max_value
    return (least is None or size >= least) and (most is None or size <= most)
