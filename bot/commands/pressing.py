"""
Buttons, menus and forms: each is found by its id, so one that was posted before a restart still answers.

A module of commands says what its buttons do:

    @deed("check")
    async def check(interaction, shown, number): ...

and a button whose id is ``check:1f0a:3`` calls it with ``"1f0a"`` and ``"3"``; what was chosen in a menu is read by
`chosen`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.commands.failures import on_error
from bot.commands.pacing import paced
from bot.errors import InputError
from bot.phrases import phrase

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
    return tuple(data.get("values", ()))


_IDENTITY = r"(?P<deed>[a-z_]+)(?P<arguments>(?::[^:]*)*)"


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
        return cls(item, match["deed"], tuple(match["arguments"].split(":")[1:]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the id says; what fails is told as it is of a command."""
        await _do(interaction, self._name, self._arguments)


async def submitted(interaction: discord.Interaction[Dateline]) -> None:
    """Do what the id of a form says, where one was sent; its answers are read by `bot.commands.forms.filled`."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return  # all else goes its own ways
    data: Any = interaction.data
    if match := re.fullmatch(_IDENTITY, data["custom_id"]):
        await _do(interaction, match["deed"], tuple(match["arguments"].split(":")[1:]))


async def _do(interaction: discord.Interaction[Any], name: str, arguments: tuple[str, ...]) -> None:
    try:
        await paced(interaction)
        await _DEEDS.get(name, _outlived)(interaction, *arguments)
    except Exception as error:  # noqa: BLE001  # the one listener sorts it, and logs what nobody foresaw
        await on_error(interaction, error)


async def _outlived(interaction: discord.Interaction[Dateline], *arguments: str) -> None:
    del interaction, arguments
    raise InputError(phrase("this button"), phrase("is of an older version of the bot"), phrase("Ask again."))
