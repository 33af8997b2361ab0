"""What the commands of those who manage a server share: who may use them, and one long errand at a time."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.telling import scope
from bot.errors import DatelineError, InputError
from bot.messages.markup import cut
from bot.phrases import phrase
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
_MOST_CHOICES, _LONGEST_CHOICE = 25, 100
#: Seconds that an errand may take: many feeds, or many articles to read anew.
ERRAND = 900.0


class Managing(app_commands.Group):
    """Commands for servers alone, and there for those who may manage it, unless the server's own settings differ."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            name=name,
            description=description,
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )


def managed(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the server's scope, where a button or menu was used by someone who may manage the server.

    Raises:
        MissingPermissions: If the member may not.
        InputError: If the bot is no member of the server.
    """
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return here(interaction)


def here(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the server's scope.

    Raises:
        InputError: If the bot is no member of the server.
    """
    guild = scope(interaction)
    if not guild:
        reason, remedy = phrase("is for servers that invited the bot"), phrase("Invite it, or ask in such a server.")
        raise InputError(phrase("this command"), reason, remedy)
    return guild


@asynccontextmanager
async def errand(interaction: discord.Interaction[Dateline], guild: str) -> AsyncIterator[None]:
    """
    Let one server have one long errand at a time, so that none keeps the others waiting.

    Raises:
        InputError: If the server has one under way.
    """
    busy = interaction.client.busy
    if guild in busy:
        reason = phrase("still fetches or reads for the last command")
        raise InputError(phrase("the bot"), reason, phrase("Try again in a minute."))
    busy.add(guild)
    try:
        yield
    finally:
        busy.discard(guild)


async def offer(pairs: Awaitable[Iterable[tuple[str, str]]], typed: str) -> list[app_commands.Choice[str]]:
    """
    Offer what holds the words *typed*, from *pairs* of what is read and what is sent.

    Where they can't be had nothing is offered: only the command itself can tell an error.
    """
    try:
        known = await pairs
    except (DatelineError, CorpusError) as error:
        _LOG.warning("Nothing to offer while typing: %s", error)
        return []
    wanted = typed.casefold().strip()
    fitting = [(cut(name, _LONGEST_CHOICE), value) for name, value in known if wanted in name.casefold()]
    sendable = [(name, value) for name, value in fitting if name and 0 < len(value) <= _LONGEST_CHOICE]
    return [app_commands.Choice(name=name, value=value) for name, value in sendable[:_MOST_CHOICES]]
