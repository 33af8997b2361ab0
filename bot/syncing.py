"""The commands as Discord has them: sent again where they changed, in every language."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.books import Bookkeeper
from bot.errors import ConfigError
from bot.translating import CatalogueTranslator

_LOG = logging.getLogger(__name__)

Tree = app_commands.CommandTree[Any]


async def sync(tree: Tree, books: Bookkeeper, application: int, test_guild: int | None) -> dict[str, str]:
    """
    Send the commands to Discord, where their hash is not the one it has; to a test server alone, where there is one.

    Returns:
        Command name → Discord's id, by which a command is clickable.

    Raises:
        ConfigError: If the bot is not in the test server.
        LedgerError: If the database can't be used.
    """
    guild = discord.Object(test_guild) if test_guild else None
    await _clear_former_test_servers(tree, books, application, guild)
    if guild is not None:
        tree.clear_commands(guild=guild)
        tree.copy_global_to(guild=guild)
    place = (application, guild.id if guild else 0)
    translator = CatalogueTranslator()
    await tree.set_translator(translator)
    wanted = await tree_hash(tree, guild, translator)
    known, mentions = await books.do(lambda books: books.trees.synced(*place))
    if known == wanted:
        return mentions
    mentions = await _send(tree, guild)
    await books.do(lambda books: books.trees.remember_synced(*place, wanted, mentions))
    return mentions


async def _send(tree: Tree, guild: discord.Object | None) -> dict[str, str]:
    try:
        sent = await tree.sync(guild=guild)
    except discord.Forbidden as error:
        raise ConfigError(
            "DATELINE_TEST_GUILD",
            "names a server that the bot is not in",
            "Invite it there first, or empty the setting.",
        ) from error
    _LOG.info("Sent %d commands to Discord", len(sent))
    typed = [command for command in sent if command.type is discord.AppCommandType.chat_input]
    return {command.name: str(command.id) for command in typed}


async def _clear_former_test_servers(
    tree: Tree, books: Bookkeeper, application: int, current: discord.Object | None
) -> None:
    """Take back the commands of servers that are no test server any more: they would be listed there twice."""
    for number in await books.do(lambda books: books.trees.servers(application)):
        if current is None or number != current.id:
            await _clear(tree, books, application, number)


async def _clear(tree: Tree, books: Bookkeeper, application: int, guild: int) -> None:
    try:
        await tree.sync(guild=discord.Object(guild))  # none are registered for it: all are removed
    except discord.Forbidden:
        _LOG.info("The bot has left server %d, a former test server", guild)
    await books.do(lambda books: books.trees.forget(application, guild))


async def tree_hash(tree: Tree, guild: discord.Object | None, translator: app_commands.Translator) -> str:
    """Give the SHA-256 of the commands as they are sent to Discord, translations included."""
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands(guild=guild)]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
