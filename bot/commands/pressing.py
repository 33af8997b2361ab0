"""
Buttons, menus and forms: each is found by its id, so one that was posted before a restart still answers.

A module of commands says what its buttons do:

    @deed("check")
    async def check(interaction, shown: str, number: int): ...

and a button whose id is ``check:1f0a:3`` calls it with ``"1f0a"`` and 3, as the function's annotations say; what was
chosen in a menu is read by `chosen`. What no deed can read is of another version of the bot.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.commands.failures import on_error
from bot.commands.pacing import paced
from bot.errors import InputError
from bot.phrases import phrase
from corpus.characters import whole

if TYPE_CHECKING:
    from bot.client import Dateline

Deed = Callable[..., Awaitable[None]]

_DEEDS: dict[str, Deed] = {}


def deed(name: str) -> Callable[[Deed], Deed]:
    """Register what the buttons and menus do whose ids begin with *name*, lower case."""

    def register(function: Deed) -> Deed:
        _DEEDS[name] = function
        return function

    return register


def chosen(interaction: discord.Interaction[Dateline]) -> tuple[str, ...]:
    """Give what was chosen in a menu: values, or ids of channels or roles."""
    data: Any = interaction.data
    return tuple(map(whole, data.get("values", ())))


def one_chosen(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the one value that was chosen in a menu.

    Raises:
        InputError: If there is not one.
    """
    values = chosen(interaction)
    if len(values) != 1:
        raise outlived()
    return values[0]


def number(text: str) -> int:
    """
    Read a number in an id or a menu's value.

    Raises:
        InputError: If it is none that the bot writes.
    """
    if not _NUMBER.fullmatch(text):
        raise outlived()
    return int(text)


def outlived() -> InputError:
    """Give the error for what another version of the bot has made."""
    return InputError(phrase("this button"), phrase("is of an older version of the bot"), phrase("Ask again."))


def read(function: Callable[..., Any], arguments: Sequence[str], before: int = 1) -> tuple[str | int, ...]:
    """
    Read the arguments of an id as *function* takes them, behind its first *before* parameters.

    Raises:
        InputError: If it takes others.
    """
    wanted = list(inspect.signature(function).parameters.values())[before:]
    if any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in wanted):
        return tuple(arguments)
    if len(wanted) != len(arguments):
        raise outlived()
    pairs = zip(wanted, arguments, strict=True)
    return tuple(number(each) if one.annotation in {"int", int} else each for one, each in pairs)


# Every id there is: what is none of ours is answered, too.
_IDENTITY = r"(?P<deed>[^:]*)(?P<arguments>(?::[^:]*)*)"
#: Snowflakes are the longest.
_NUMBER = re.compile(r"[0-9]{1,19}")


class Control(ui.DynamicItem[ui.Item[Any]], template=_IDENTITY):
    """Whatever button or menu of ours was used, before or after a restart."""

    def __init__(self, item: ui.Item[Any], name: str, arguments: tuple[str, ...]) -> None:
        super().__init__(item)
        self._name, self._arguments = name, arguments

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Control:
        """Read the id."""
        del interaction
        return cls(item, *_parted(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the id says; what fails is told as it is of a command."""
        await _do(interaction, self._name, self._arguments)


async def submitted(interaction: discord.Interaction[Dateline]) -> None:
    """Do what the id of a form says, where one was sent; its answers are read by `bot.commands.forms.filled`."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return  # all else goes its own ways
    data: Any = interaction.data
    if match := re.fullmatch(_IDENTITY, data["custom_id"]):
        await _do(interaction, *_parted(match))


def _parted(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return match["deed"], tuple(map(whole, match["arguments"].split(":")[1:]))


async def _do(interaction: discord.Interaction[Any], name: str, arguments: tuple[str, ...]) -> None:
    try:
        await paced(interaction)
        if name not in _DEEDS:
            raise outlived()  # noqa: TRY301  # told like all else that fails
        await _DEEDS[name](interaction, *read(_DEEDS[name], arguments))
    except Exception as error:  # noqa: BLE001  # the one listener sorts it, and logs what nobody foresaw
        await on_error(interaction, error)
