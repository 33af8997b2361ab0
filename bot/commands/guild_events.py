"""React to joining and leaving servers, and delete a server's data after a grace period."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.db import PURGE_DELAY, Repositories
from bot.errors import DatelineError
from bot.locales import translator_for
from bot.rendering import render_welcome, to_view
from bot.services.guild_data import count_scope, delete_scope
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client.client import Dateline


_LOG = logging.getLogger(__name__)

#: Seconds between checks for guilds whose grace period is over.
_PURGE_INTERVAL_SECONDS = 3_600.0
#: Discord's codes of the errors for what does not exist (docs/topics/opcodes-and-status-codes#json).
_UNKNOWN_CHANNEL = 10003
_UNKNOWN_MESSAGE = 10008
#: Public digests whose messages are looked up after a start, the newest, and seconds from one to the next.
_MAX_MESSAGES_CHECKED = 2_000
_MESSAGE_CHECK_SECONDS = 0.5
#: Seconds that deleting the data of one guild may take.
_PURGE_TIMEOUT_SECONDS = 900.0


def register_guild_events(client: Dateline) -> None:
    """Make *client* record which guilds it joins and leaves, and delete the data of those that it left."""
    watching = False

    async def ready() -> None:
        nonlocal watching
        if client.is_closed():
            return
        await sync_guilds(client)  # first: a guild that the bot rejoined must not be purged
        if not watching:  # the gateway may send "ready" repeatedly
            watching = True
            client.spawn(purge_loop(client))
            client.spawn(withdraw_deleted_messages(client))
        await forget_deleted_channels(client)

    client.add_listener(ready, "on_ready")
    client.add_listener(partial(on_guild_join, client), "on_guild_join")
    client.add_listener(partial(on_guild_remove, client), "on_guild_remove")
    client.add_listener(partial(on_channel_delete, client), "on_guild_channel_delete")
    client.add_listener(partial(on_message_delete, client), "on_raw_message_delete")
    client.add_listener(partial(on_bulk_message_delete, client), "on_raw_bulk_message_delete")
    client.add_listener(partial(on_thread_delete, client), "on_raw_thread_delete")


async def sync_guilds(client: Dateline) -> None:
    """
    Record which guilds the bot left or rejoined while offline; guilds with an outage count as joined.

    Nothing is recorded about guilds that other processes serve.
    """
    now, present = client.clock(), frozenset(str(guild.id) for guild in client.guilds)
    application = client.application_id or 0

    def note(repositories: Repositories) -> None:
        rejoined = repositories.guilds.list_left(application) & present
        repositories.guilds.sync_guilds(application, present, now, client.is_responsible_for)
        _resume_digests(repositories, rejoined)

    await client.database.run(note)
    client.delivery.wake()


async def on_guild_remove(client: Dateline, guild: discord.Guild) -> None:
    """Record that the bot left a guild, whose data stays for the grace period; outages do not count as leaving."""
    now, application = client.clock(), client.application_id or 0
    await client.database.run(lambda db: db.guilds.mark_left(application, str(guild.id), now))
    _LOG.info("Left server %d. Its data will be deleted in %d days.", guild.id, PURGE_DELAY.days)


async def on_guild_join(client: Dateline, guild: discord.Guild) -> None:
    """Record that the bot is in a guild, and send a welcome message if it may."""
    application = client.application_id or 0

    def note(repositories: Repositories) -> None:
        rejoined = repositories.guilds.list_left(application) & {str(guild.id)}
        repositories.guilds.mark_joined(application, str(guild.id))
        _resume_digests(repositories, rejoined)

    await client.database.run(note)
    client.delivery.wake()
    channel = guild.system_channel
    allowed = channel.permissions_for(guild.me) if channel else None
    if channel and allowed and allowed.view_channel and allowed.send_messages:
        message = render_welcome(client.command_ids, translator_for(guild.preferred_locale.value))
        try:
            await channel.send(view=to_view(message), allowed_mentions=discord.AllowedMentions.none())
        except discord.HTTPException as error:
            _LOG.info("No welcome in server %d: %s", guild.id, error)


async def on_channel_delete(client: Dateline, channel: discord.abc.GuildChannel) -> None:
    """Remove the pages of the digests of a channel that was deleted, and its class."""
    await _forget_channel(client, channel.id)


async def on_thread_delete(client: Dateline, event: discord.RawThreadDeleteEvent) -> None:
    """Remove what was of a thread that was deleted: pages, its class, the page of a digest that a forum post held."""
    await _withdraw_messages(client, frozenset({event.thread_id}))
    await _forget_channel(client, event.thread_id)


async def _forget_channel(client: Dateline, channel: int) -> None:
    def forget(repositories: Repositories) -> bool:
        repositories.classes.remove_of_channel(channel)
        return repositories.archive.unpublish(channel)

    if await client.database.run(forget):
        client.site.request_build()


async def forget_deleted_channels(client: Dateline) -> None:
    """Do the same for public channels, and those with a class, that were deleted while the bot was offline."""
    try:
        places = await client.database.run(
            lambda db: {(one.guild, one.channel) for one in db.archive.list_channels()} | db.classes.list_channels()
        )
        for guild, channel in sorted(places):
            is_member = client.get_guild(int(guild)) is not None  # data of a guild that was left stay for a while
            if is_member and client.get_channel(channel) is None and await _is_deleted(client, channel):
                await _forget_channel(client, channel)
    except (DatelineError, discord.DiscordException, OSError) as error:
        _LOG.warning("I couldn't check which channels were deleted: %s", error)


async def _is_deleted(client: Dateline, channel: int) -> bool:
    """Return whether Discord knows no such channel; one that the bot can't see is not deleted."""
    try:
        await client.fetch_channel(channel)
    except discord.NotFound as error:
        return error.code == _UNKNOWN_CHANNEL
    except (discord.Forbidden, discord.InvalidData):
        return False
    return False


async def on_message_delete(client: Dateline, event: discord.RawMessageDeleteEvent) -> None:
    """Remove the page of a digest whose message was deleted."""
    await _withdraw_messages(client, frozenset({event.message_id}))


async def on_bulk_message_delete(client: Dateline, event: discord.RawBulkMessageDeleteEvent) -> None:
    """Remove the pages of digests whose messages were deleted."""
    await _withdraw_messages(client, frozenset(event.message_ids))


async def _withdraw_messages(client: Dateline, messages: frozenset[int]) -> None:
    if await client.database.run(lambda db: db.archive.withdraw_messages(messages)):
        client.site.request_build()


async def withdraw_deleted_messages(client: Dateline, pause_seconds: float = _MESSAGE_CHECK_SECONDS) -> None:
    """Remove the pages of digests whose messages were deleted while the bot was offline; one request a pause."""
    try:
        listed = await client.database.run(lambda db: db.archive.list_messages(_MAX_MESSAGES_CHECKED))
        for guild, channel, message in listed:
            if client.is_responsible_for(guild) and await _is_message_deleted(client, channel, message):
                await _withdraw_messages(client, frozenset({message}))
            await asyncio.sleep(pause_seconds)
    except (DatelineError, discord.DiscordException, OSError) as error:
        _LOG.warning("I couldn't check which digests' messages were deleted: %s", error)


async def _is_message_deleted(client: Dateline, channel: int, message: int) -> bool:
    """Return whether Discord knows no such message; one that the bot can't read is not deleted."""
    in_forum = isinstance(client.get_channel(channel), discord.ForumChannel)
    place = message if in_forum else channel  # a forum post has the id of its first message
    try:
        await client.get_partial_messageable(place).fetch_message(message)
    except discord.NotFound as error:
        return error.code == _UNKNOWN_MESSAGE or (in_forum and error.code == _UNKNOWN_CHANNEL)
    except discord.Forbidden:
        return False
    return False


def _resume_digests(repositories: Repositories, guilds: Iterable[str]) -> None:
    """Resume the digests and alerts of *guilds* that were suspended while the bot was not a member."""
    for guild in guilds:
        for subscription in repositories.subscriptions.list_subscriptions(guild):
            if subscription.suspended and subscription.paused is None:
                repositories.subscriptions.resume(subscription.id)


async def purge_left_guilds(client: Dateline) -> tuple[str, ...]:
    """Delete the data of guilds that the bot left longer ago than the grace period; return their ids."""
    now, application = client.clock(), client.application_id or 0
    listed = await client.database.run(lambda db: db.guilds.list_purgeable(application, now))
    overdue = tuple(filter(client.is_responsible_for, listed))
    for guild in overdue:
        await delete_guild_data(client, guild)
        _LOG.info("Deleted the data of server %s", guild)
    return overdue


async def delete_guild_data(client: Dateline, guild: str) -> int:
    """Delete all data of a guild, in the store and in the bot's tables; return the number of deleted items."""

    def forget(repositories: Repositories) -> int:
        repositories.settings.delete(guild)
        return repositories.privacy.delete_guild(guild)

    counts = await client.workers.run(count_scope, scope=guild)
    await client.background_workers.run_within(_PURGE_TIMEOUT_SECONDS, delete_scope, scope=guild)
    deleted = await client.database.run(forget)
    client.site.request_build()
    return deleted + sum(counts.values())


async def purge_loop(client: Dateline) -> None:
    """Purge now and every hour for as long as the bot runs; failures are retried."""
    while True:
        try:
            await purge_left_guilds(client)
        except (DatelineError, CorpusError) as error:
            _LOG.warning("I can't delete the data of a server that the bot left: %s", error)
        await asyncio.sleep(_PURGE_INTERVAL_SECONDS)
