"""Upload the slash commands to Discord when they changed, translated into every supported language."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import Locale, app_commands
from discord.app_commands import ContextMenu, TranslationContextLocation, TranslationContextTypes, locale_str

from bot.db import DatabaseThread
from bot.errors import ConfigError
from bot.locales import ENGLISH, CommandPart, translator_for

_PART_BY_LOCATION = {
    TranslationContextLocation.command_name: CommandPart.COMMAND,
    TranslationContextLocation.group_name: CommandPart.COMMAND,
    TranslationContextLocation.parameter_name: CommandPart.OPTION,
    TranslationContextLocation.choice_name: CommandPart.CHOICE,
    TranslationContextLocation.command_description: CommandPart.DESCRIPTION,
    TranslationContextLocation.group_description: CommandPart.DESCRIPTION,
    TranslationContextLocation.parameter_description: CommandPart.DESCRIPTION,
}


class CommandTranslator(app_commands.Translator):
    """Translates the commands into each of Discord's locales that the bot supports."""

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """Return *string* in *locale*, or None for English, which Discord already has."""
        translator = translator_for(locale.value)
        part = CommandPart.MENU if isinstance(context.data, ContextMenu) else _PART_BY_LOCATION.get(context.location)
        if part is None or translator == ENGLISH:
            return None
        translated = translator.translate_command(part, string.message)
        return translated if translated != string.message else None


_LOG = logging.getLogger(__name__)

Tree = app_commands.CommandTree[Any]


async def sync_commands(
    tree: Tree, database: DatabaseThread, application: int, test_guild: int | None
) -> dict[str, str]:
    """
    Upload the commands to Discord if their hash changed; only to the test guild, if there is one.

    Commands that were uploaded elsewhere before are deleted, because a guild would list them twice.

    Returns:
        Discord's id of each command, by name, which makes it clickable.

    Raises:
        ConfigError: If the bot is not in the test guild.
        LedgerError: If the database can't be used.
    """
    guild = discord.Object(test_guild) if test_guild else None
    await _clear_former_test_guilds(tree, database, application, guild)
    if guild is not None:
        tree.clear_commands(guild=guild)
        tree.copy_global_to(guild=guild)
    target = (application, guild.id if guild else 0)
    translator = CommandTranslator()
    await tree.set_translator(translator)
    tree_hash = await hash_command_tree(tree, guild, translator)
    synced_hash, mentions = await database.run(lambda db: db.command_sync.get_synced(*target))
    changed = synced_hash != tree_hash
    if changed:
        mentions = await _send_commands(tree, guild)
    # After the upload, so that a test guild without the bot, which is an error, costs no other guild its commands.
    if guild is not None:
        await _clear_global_commands(tree, database, application, first=not synced_hash)
    elif not synced_hash:
        await _clear_unknown_guild_commands(tree, application)
    if changed:
        await database.run(lambda db: db.command_sync.save_synced(*target, tree_hash, mentions))
    return mentions


async def _clear_global_commands(tree: Tree, database: DatabaseThread, application: int, *, first: bool) -> None:
    """Delete the global commands if the database knows of any, or on the *first* upload, when it knows nothing."""
    known, _ = await database.run(lambda db: db.command_sync.get_synced(application, 0))
    if known or first:
        await tree.client.http.bulk_upsert_global_commands(application, [])
        await database.run(lambda db: db.command_sync.delete(application, 0))


#: Guilds asked for commands of a former test guild when the database is new: one page of Discord's list.
_MAX_GUILDS_ASKED = 200


async def _clear_unknown_guild_commands(tree: Tree, application: int) -> None:
    """Delete the commands of test guilds that were set with another database, before the first global upload."""
    http = tree.client.http
    for guild in await http.get_guilds(_MAX_GUILDS_ASKED):
        try:
            if await http.get_guild_commands(application, int(guild["id"])):
                await http.bulk_upsert_guild_commands(application, int(guild["id"]), [])
        except discord.Forbidden:
            _LOG.info("Server %s shows no commands of apps", guild["id"])


async def _send_commands(tree: Tree, guild: discord.Object | None) -> dict[str, str]:
    try:
        sent = await tree.sync(guild=guild)
    except discord.Forbidden as error:
        raise ConfigError(
            "DATELINE_TEST_GUILD",
            "names a server that the bot isn't in",
            "Invite it there first, or empty the setting.",
        ) from error
    _LOG.info("Sent %d commands to Discord", len(sent))
    chat_input = [command for command in sent if command.type is discord.AppCommandType.chat_input]
    return {command.name: str(command.id) for command in chat_input}


async def _clear_former_test_guilds(
    tree: Tree, database: DatabaseThread, application: int, current: discord.Object | None
) -> None:
    """Delete the commands of former test guilds, where they would be listed twice."""
    for number in await database.run(lambda db: db.command_sync.list_guilds(application)):
        if current is None or number != current.id:
            await _clear_guild_commands(tree, database, application, number)


async def _clear_guild_commands(tree: Tree, database: DatabaseThread, application: int, guild: int) -> None:
    try:
        await tree.sync(guild=discord.Object(guild))  # none are registered for this guild, so all are removed
    except discord.Forbidden:
        _LOG.info("The bot has left server %d, a former test server", guild)
    await database.run(lambda db: db.command_sync.delete(application, guild))


async def hash_command_tree(tree: Tree, guild: discord.Object | None, translator: app_commands.Translator) -> str:
    """Return the SHA-256 (hex) of the commands as they are sent to Discord, including translations."""
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands(guild=guild)]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
