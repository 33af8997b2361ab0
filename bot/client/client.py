"""The Discord client, with the services that its commands and digests share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord.ext import commands

from bot.archive.publisher import SitePublisher
from bot.archive.site import SitePlace
from bot.client.command_sync import sync_commands
from bot.client.config import Config
from bot.client.cooldowns import Cooldowns
from bot.client.interactions import DrainingCommandTree, InteractionMonitor
from bot.client.metrics import BotMetrics
from bot.db import DatabaseThread, GuildSettings, Repositories
from bot.digests import DeliveryScheduler, DiscordPoster, update_subscription
from bot.errors import LedgerError
from bot.models.clock import Clock
from bot.models.digest import DigestOptions
from bot.models.reply_limits import ReplyLimits
from bot.models.schedule import Schedule, load_zone
from bot.services.feeds import FetchSettings
from bot.services.worker_pool import WorkerPool

_LOG = logging.getLogger(__name__)

#: Seconds that answers and digests in progress have to finish at shutdown.
_SHUTDOWN_TIMEOUT_SECONDS = 5.0
#: Seconds beyond these for digests that are being sent, which would have to be looked for at the next start.
_SENDING_TIMEOUT_SECONDS = 20.0
#: Seconds between two times that the preferences of guilds are read, where several processes serve the bot.
_RELOAD_SECONDS = 30.0
#: Worker processes for fetching and annotating articles.
_BACKGROUND_WORKERS = 2

# The bot uses no voice channels, so discord.py's warnings about missing voice libraries don't matter.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _choose_shards(config: Config) -> dict[str, Any]:
    """Return what discord.py is told about shards; nothing lets it ask Discord and serve all."""
    shards = config.shards
    return {"shard_ids": list(shards.ids), "shard_count": shards.count} if shards else {}


class Dateline(commands.AutoShardedBot):
    """
    The Discord client of Dateline.

    Attributes:
        config: The bot's settings.
        workers: Worker pool for queries and digests.
        background_workers: Worker pool for fetching and annotating, which takes minutes; separate, so that no query
            waits for it.
        fetch_settings: Settings for fetching.
        clock: Returns the current time.
        database: The repositories, on a thread of their own.
        settings: Preferences of guilds and channels, in memory; set by `setup_hook`.
        delivery: The scheduler that posts digests.
        site: Builds the pages of public digests.
        cooldowns: Cooldowns of members and guilds.
        past_lock: Held while suggestions as of an earlier day are looked up.
        busy_guilds: Ids of the guilds for which a long task is running.
        metrics: Times and counts since the start.
        interactions: Interactions in progress.
        failure: The error that ended the bot, or None.
        command_ids: Discord's id of each command, by name, which makes it clickable; set by `setup_hook`.
    """

    def __init__(
        self,
        config: Config,
        workers: WorkerPool,
        clock: Clock,
        background_workers: WorkerPool | None = None,
        fetch_settings: FetchSettings | None = None,
    ) -> None:
        self.metrics = BotMetrics()
        self.interactions = InteractionMonitor(self.metrics)
        super().__init__(
            command_prefix=commands.when_mentioned,  # required, but unused: see `on_message`
            help_command=None,
            # Of messages the bot receives the content of those that mention it alone, which needs no privileged intent.
            intents=discord.Intents(guilds=True, messages=True),
            max_messages=None,
            tree_cls=DrainingCommandTree,
            http_trace=self.interactions.build_trace(),
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            **_choose_shards(config),
        )
        self.config, self.workers, self.clock = config, workers, clock
        self.background_workers = background_workers or WorkerPool.with_processes(
            config.database_url, _BACKGROUND_WORKERS
        )
        self.fetch_settings = fetch_settings or FetchSettings(clock, config.contact)
        limits = ReplyLimits(config.replies_per_member, config.replies_per_server)
        self.database = DatabaseThread(config.database_url, limits)
        poster = DiscordPoster(self, fetches_guilds=config.is_shared)
        self.delivery = DeliveryScheduler(self.database, workers, poster, clock)
        poster.confirm = self.delivery.confirm_lock
        self.delivery.is_shared = config.is_shared
        self.delivery.composer.pictures = config.pictures
        self.site = SitePublisher(self.database, self.background_workers, self._get_site_place)
        self.delivery.on_posted = self.site.request_build
        self.cooldowns = Cooldowns()
        self.past_lock = asyncio.Lock()
        self.settings: GuildSettings
        self.command_ids: dict[str, str] = {}
        self.busy_guilds: set[str] = set()
        self.failure: Exception | None = None
        self._delivery_task: asyncio.Task[None] | None = None
        self._background_tasks: list[asyncio.Task[None]] = []
        self._closing = False
        self.add_listener(self.interactions.note_received, "on_interaction")
        self.add_listener(self.interactions.note_completed, "on_app_command_completion")

    @property
    def is_draining(self) -> bool:
        """Whether the bot finishes what it has begun, and starts nothing new."""
        return self._closing

    def get_today(self) -> date:
        """Return the current date in the configured time zone."""
        return self.clock().astimezone(load_zone(self.config.timezone)).date()

    def is_responsible_for(self, guild: str) -> bool:
        """Return whether Discord sends this process the events of a guild that the bot is in."""
        return self.config.shards is None or self.config.shards.covers(int(guild))

    def _get_site_place(self) -> SitePlace | None:
        if self.config.site is None:
            return None
        if self.delivery.is_shared and not self.delivery.is_deliverer:
            self.delivery.wake()  # which asks the process that posts digests to build
            return None
        return SitePlace(self.config.site, self.config.site_url)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run *work* in the background until the bot closes; nothing is started once it closes."""
        if self._closing:  # an event of the gateway may still be handled then
            work.close()
            return
        self._background_tasks.append(asyncio.create_task(work))

    async def setup_hook(self) -> None:
        """
        Load the settings, upload the commands if they changed, and start delivering digests.

        Raises:
            LedgerError: If the database can't be used.
        """
        self.settings = await self.database.run(lambda db: db.settings)
        if self.config.is_shared:
            self.spawn(self._reload_settings())
        await self._apply_configured_digest()
        self.command_ids = await sync_commands(
            self.tree, self.database, self.application_id or 0, self.config.test_guild
        )
        self._delivery_task = asyncio.create_task(self._run_delivery())
        self.spawn(self.site.run())

    async def _reload_settings(self) -> None:
        """Read the preferences of guilds again and again: another process may have served a guild before this one."""
        while True:
            await asyncio.sleep(_RELOAD_SECONDS)
            try:
                await self.database.run(lambda db: db.settings.reload())
            except LedgerError as error:
                _LOG.warning("I can't read the servers' settings again: %s", error)

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: `bot.commands.queries` listens for messages, and there are no commands with a prefix."""

    async def _run_delivery(self) -> None:
        # Posting only needs Discord's REST API, so it does not wait for the gateway, which may be slow or down.
        try:
            await self.delivery.run()
        except Exception as error:  # noqa: BLE001  # any error ends the bot; `bot.cli.runner` raises it
            # Otherwise the bot would keep answering but silently post no more digests.
            _LOG.exception("Delivering digests failed; the bot stops")
            self.failure = error
            await self.close()

    async def _apply_configured_digest(self) -> None:
        """Create or update the subscription that the settings ask for, resume it, and remove those no longer named."""
        config, now = self.config, self.clock()
        if config.shards is not None and 0 not in config.shards.ids:
            return  # the process with the first shard does it
        wanted = None
        if config.digest_channel is not None:
            schedule = Schedule(config.digest_times, config.timezone)
            wanted = DigestOptions("", config.digest_channel, schedule, config.digest_topic)

        def apply(repositories: Repositories) -> None:
            with repositories.transaction():
                configured = [each for each in repositories.subscriptions.list_active() if each.configured]
                matching = [each for each in configured if wanted and each.options.channel == wanted.channel]
                for each in configured:
                    if each not in matching:
                        repositories.subscriptions.remove(each.id, now)
                if wanted and not matching:
                    repositories.subscriptions.add(wanted, now, configured=True)
                if wanted and matching and (matching[0].options != wanted or matching[0].suspended):
                    update_subscription(repositories, matching[0], wanted, now)

        await self.database.run(apply)

    async def apply_config(self, config: Config) -> None:
        """
        Use *config* from now on; it differs only in settings that can change while the bot runs.

        Raises:
            LedgerError: If the database can't be used; then the former settings stay.
        """
        former, self.config = self.config, config
        limits = ReplyLimits(config.replies_per_member, config.replies_per_server)
        try:
            await self._apply_configured_digest()
            await self.database.run(lambda db: setattr(db.replies, "limits", limits))
        except LedgerError:
            self.config = former
            raise
        self.fetch_settings = replace(self.fetch_settings, contact=config.contact)
        self.delivery.composer.pictures = config.pictures
        self.delivery.wake()
        self.site.request_build()

    async def close(self) -> None:
        """Finish what is in progress, disconnect, close the database; the rest continues at the next start."""
        self._closing = True
        await self._drain()
        for task in self._background_tasks:
            task.cancel()
        await asyncio.gather(*self._background_tasks, return_exceptions=True)
        await super().close()
        self.background_workers.close()
        await self.database.close()

    async def _drain(self) -> None:
        """Wait some seconds for what is in progress, and longer for digests that are being sent."""
        in_progress: set[asyncio.Task[None]] = set()
        if self.interactions.in_progress:
            in_progress.add(asyncio.create_task(self.interactions.wait_until_idle()))
        delivery = self._delivery_task
        if delivery is not None and delivery is not asyncio.current_task():
            self.delivery.stop()
            in_progress.add(delivery)
        if in_progress:
            await asyncio.wait(in_progress, timeout=_SHUTDOWN_TIMEOUT_SECONDS)
        if delivery in in_progress:
            with suppress(TimeoutError):
                async with asyncio.timeout(_SENDING_TIMEOUT_SECONDS):
                    await self.delivery.finish_sending()
        for task in in_progress:
            task.cancel()
        await asyncio.gather(*in_progress, return_exceptions=True)
