"""The Discord client, and all that its commands and digests share; built without connecting, by `bot.assembly`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord.ext import commands

from bot.books import Bookkeeper, Books
from bot.books.settings import Settings
from bot.clock import Clock
from bot.config import Config
from bot.delivery import Delivery, DiscordPost, revise
from bot.pace import Pace
from bot.schedules import Schedule
from bot.scopes.intake import Door
from bot.subscriptions import Wish
from bot.syncing import sync
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
        self._beside: list[asyncio.Task[None]] = []

    def today(self) -> date:
        """Give the date that people here mean by "today"."""
        return self.clock().astimezone(ZoneInfo(self.config.timezone)).date()

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* for as long as the bot runs."""
        self._beside.append(asyncio.create_task(work))

    async def setup_hook(self) -> None:
        """
        Send the commands if they changed, and begin to deliver.

        Raises:
            LedgerError: If the database can't be used.
        """
        self.settings = await self.books.do(lambda books: books.settings)
        await self._apply_configured_digest()
        self.mentions = await sync(self.tree, self.books, self.application_id or 0, self.config.test_guild)
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

    async def close(self) -> None:
        """Settle what is under way, leave Discord, close the database; what isn't settled is at the next start."""
        if self._delivering is not None and self._delivering is not asyncio.current_task():
            self.delivery.stop()
            await asyncio.wait({self._delivering}, timeout=_PATIENCE)
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await super().close()
        self.errands.close()
        await self.books.close()
