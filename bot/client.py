"""The Discord client: its commands, its digests, its errors; built without connecting."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot import leaving
from bot.books import Bookkeeper, Books
from bot.books.settings import Settings
from bot.clock import Clock
from bot.commands import add_commands
from bot.commands.failures import on_error
from bot.commands.pacing import Pace
from bot.commands.pressing import Control, sent
from bot.commands.translating import CatalogueTranslator
from bot.config import Config
from bot.delivery import Delivery, DiscordPost, revise
from bot.errors import ConfigError
from bot.schedules import Schedule
from bot.scopes.intake import Door
from bot.subscriptions import Wish
from bot.workers import Workers

_LOG = logging.getLogger(__name__)


#: Seconds that digests under way have to be settled when the bot is told to stop.
_PATIENCE = 5.0
#: Processes that fetch and read at the same time.
_ERRANDS = 2

# It does not speak, so nobody need hear that it can't.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Dateline(commands.AutoShardedBot):
    """
    The bot.

    Attributes:
        config: How it is to run.
        workers: Who ranks.
        errands: Who fetches and reads, which takes minutes; apart, so that no question waits for it.
        door: What those who fetch need.
        clock: What time it is.
        books: Subscriptions, ledger and settings.
        settings: What servers chose, in memory; known once connected.
        delivery: Who posts digests.
        pace: How often members and servers may ask.
        busy: Servers for which something long is being fetched or read.
        failure: What ended the bot, or None.
        mentions: Command name → Discord's id, by which a command is clickable; known once connected.
    """

    def __init__(
        self, config: Config, workers: Workers, clock: Clock, errands: Workers | None = None, door: Door | None = None
    ) -> None:
        super().__init__(
            # Slash commands alone; a prefix would need the privileged message content intent.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
        )
        self.config, self.workers, self.clock = config, workers, clock
        self.errands = errands or Workers.processes(config.database_url, _ERRANDS)
        self.door = door or Door(clock, config.contact)
        self.books = Bookkeeper(config.database_url)
        self.delivery = Delivery(self.books, workers, DiscordPost(self), clock)
        self.pace = Pace()
        self.settings: Settings
        self.mentions: dict[str, str] = {}
        self.busy: set[str] = set()
        self.failure: Exception | None = None
        self._delivering: asyncio.Task[None] | None = None
        self._tidying: asyncio.Task[None] | None = None
        self.tree.error(on_error)
        add_commands(self)
        self.add_dynamic_items(Control)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Read the forms that are sent; all else goes its own ways."""
        if interaction.type is discord.InteractionType.modal_submit:
            await sent(interaction)

    async def on_ready(self) -> None:
        """Note what became of its servers while it was away, and watch over those that it left."""
        if self.is_closed():
            return
        await leaving.compare(self)
        if self._tidying is None:  # the gateway may say "ready" again and again
            self._tidying = asyncio.create_task(leaving.watch(self))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello to a server."""
        await leaving.come(self, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that it left; discord.py does not call this for an outage."""
        await leaving.leave(self, guild.id)

    def today(self) -> date:
        """Give the date that people here mean by "today"."""
        return self.clock().astimezone(ZoneInfo(self.config.timezone)).date()

    async def setup_hook(self) -> None:
        """
        Send the commands if they changed, and begin to deliver.

        Raises:
            LedgerError: If the database can't be used.
        """
        self.settings = await self.books.do(lambda books: books.settings)
        await self._apply_configured_digest()
        await self._sync()
        self._delivering = asyncio.create_task(self._deliver())

    async def _deliver(self) -> None:
        # Posting needs Discord's REST alone, so it does not wait for the gateway, which may be slow or away.
        try:
            await self.delivery.run()
        except Exception as error:  # noqa: BLE001  # whatever it is, it ends the bot, and `bot.app` raises it
            # A bot that answers but posts no digests any more would be one that stopped without a word.
            _LOG.exception("Delivering digests failed; the bot stops")
            self.failure = error
            await self.close()

    async def _apply_configured_digest(self) -> None:
        """Make the subscription that the settings ask for, or lift its suspension; end one that they no longer name."""
        config, now = self.config, self.clock()
        wanted = None
        if config.digest_channel is not None:
            schedule = Schedule(config.digest_times, config.timezone)
            wanted = Wish("", config.digest_channel, schedule, config.digest_topic)

        def apply(books: Books) -> None:
            standing = [each for each in books.roll.standing() if each.configured]
            kept = [each for each in standing if wanted and each.wish.channel == wanted.channel]
            for each in standing:
                if each not in kept:
                    books.roll.end(each.id, now)
            if wanted and not kept:
                books.roll.add(wanted, now, configured=True)
            if wanted and kept and (kept[0].wish != wanted or kept[0].suspended):
                revise(books, kept[0], wanted, now)

        await self.books.do(apply)

    async def _sync(self) -> None:
        """
        Send the commands to Discord, where their hash is not the one it has; of a test server, to that one alone.

        Raises:
            ConfigError: If the bot is not in the test server.
        """
        guild = discord.Object(self.config.test_guild) if self.config.test_guild else None
        await self._clear_former_test_servers(guild)
        if guild is not None:
            self.tree.clear_commands(guild=guild)
            self.tree.copy_global_to(guild=guild)
        place = (self.application_id or 0, guild.id if guild else 0)
        translator = CatalogueTranslator()
        await self.tree.set_translator(translator)
        wanted = await tree_hash(self.tree, guild, translator)
        known, self.mentions = await self.books.do(lambda books: books.trees.synced(*place))
        if known == wanted:
            return
        try:
            sent = await self.tree.sync(guild=guild)
        except discord.Forbidden as error:
            raise ConfigError(
                "DATELINE_TEST_GUILD",
                "names a server that the bot is not in",
                "Invite it there first, or empty the setting.",
            ) from error
        typed = [command for command in sent if command.type is discord.AppCommandType.chat_input]
        self.mentions = {command.name: str(command.id) for command in typed}
        await self.books.do(lambda books: books.trees.remember_synced(*place, wanted, self.mentions))
        _LOG.info("Sent %d commands to Discord", len(sent))

    async def _clear_former_test_servers(self, current: discord.Object | None) -> None:
        """Take back the commands of servers that are no test server any more: they would be listed there twice."""
        application = self.application_id or 0
        for number in await self.books.do(lambda books: books.trees.servers(application)):
            if current is None or number != current.id:
                await self._clear(application, number)

    async def _clear(self, application: int, guild: int) -> None:
        try:
            await self.tree.sync(guild=discord.Object(guild))  # none are registered for it: all are removed
        except discord.Forbidden:
            _LOG.info("The bot has left server %d, a former test server", guild)
        await self.books.do(lambda books: books.trees.forget(application, guild))

    async def close(self) -> None:
        """Settle what is under way, leave Discord, close the database; what isn't settled is at the next start."""
        if self._delivering is not None and self._delivering is not asyncio.current_task():
            self.delivery.stop()
            await asyncio.wait({self._delivering}, timeout=_PATIENCE)
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.gather(self._tidying, return_exceptions=True)
        await super().close()
        self.errands.close()
        await self.books.close()


async def tree_hash(
    tree: app_commands.CommandTree[Dateline], guild: discord.Object | None, translator: app_commands.Translator
) -> str:
    """Give the SHA-256 of the commands as they are sent to Discord, translations included."""
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands(guild=guild)]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


def build_client(
    config: Config, workers: Workers, clock: Clock, errands: Workers | None = None, door: Door | None = None
) -> Dateline:
    """
    Build the bot without connecting it: ``async with client: await client.start(token)`` does that.

    Args:
        config: How it is to run.
        workers: Who ranks; they stay the caller's to close.
        clock: What time it is.
        errands: Who fetches and reads; None for processes of their own, started when they are needed. It closes them.
        door: What those who fetch need; None for the clock and contact above, and public hosts alone.
    """
    return Dateline(config, workers, clock, errands, door)
