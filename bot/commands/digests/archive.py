"""The /archive commands: publish the digests of a channel as pages, and take them off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.checks import GuildAdminGroup, filter_choices, require_guild
from bot.commands.digests.options import PostChannelOption
from bot.commands.responses import defer, get_translator, send_result
from bot.errors import SubscriptionError
from bot.locales import LocalizableText
from bot.locales.messages import _
from bot.models.digest import PublicChannel, PublishedDigest
from bot.rendering import render_public_channels

if TYPE_CHECKING:
    from bot.client.client import Dateline


archive_group = GuildAdminGroup("archive", "Publish digests as web pages that anyone can read")

_CHANNEL_OPTION_HELP = "Channel; leave out for this one"


@archive_group.command(name="on", description="Publish the digests of a channel as web pages, earlier ones included")
@app_commands.describe(channel=_CHANNEL_OPTION_HELP)
async def publish_channel(interaction: discord.Interaction[Dateline], channel: PostChannelOption | None = None) -> None:
    """Publish the digests of a channel."""
    await defer(interaction, privately=True)
    guild, target, client = require_guild(interaction), channel or interaction.channel, interaction.client
    if interaction.guild is None or not isinstance(target, discord.TextChannel | discord.ForumChannel | discord.Thread):
        raise SubscriptionError("channel", _("I can't tell which channel this is."))
    language = str(interaction.guild_locale or "")
    public = PublicChannel(guild, target.id, interaction.guild.name, target.name, language, client.clock())
    await client.database.run(lambda db: db.archive.publish(public))
    notice = _("The digests of {channel} are public now, earlier ones included.", channel=f"<#{target.id}>")
    if not client.config.site:
        notice = _("I'll publish the digests of {channel}, earlier ones included.", channel=f"<#{target.id}>")
    await _show_channels(interaction, notice)


@archive_group.command(name="off", description="Stop publishing the digests of a channel")
@app_commands.describe(channel=_CHANNEL_OPTION_HELP)
async def unpublish_channel(
    interaction: discord.Interaction[Dateline], channel: PostChannelOption | None = None
) -> None:
    """Make the digests of a channel private again."""
    await defer(interaction, privately=True)
    guild, target = require_guild(interaction), channel.id if channel else interaction.channel_id or 0
    was_public = await interaction.client.database.run(lambda db: db.archive.unpublish(target, guild))
    if not was_public:
        raise SubscriptionError("channel", _("The digests of this channel aren't public."))
    await _show_channels(interaction, _("No longer public; I'm removing the pages."))


@archive_group.command(name="list", description="List the channels whose digests are public")
async def list_public_channels(interaction: discord.Interaction[Dateline]) -> None:
    """List the guild's public channels."""
    await defer(interaction, privately=True)
    await _show_channels(interaction)


async def _show_channels(interaction: discord.Interaction[Dateline], notice: LocalizableText | None = None) -> None:
    """Show the guild's public channels; a *notice* of what has changed has the pages built anew."""
    guild, client = require_guild(interaction), interaction.client
    if notice:
        client.site.request_build()
    channels = await client.database.run(lambda db: db.archive.list_channels(guild))
    address = client.config.site_url and f"{client.config.site_url}{guild}/"
    message = render_public_channels(
        channels, address if client.config.site else None, get_translator(interaction), notice or ""
    )
    await send_result(interaction, message)


@archive_group.command(name="remove", description="Take one digest off the web pages permanently; its message stays")
@app_commands.describe(digest="Which digest")
async def withdraw_digest(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Take a digest off the pages."""
    await defer(interaction, privately=True)
    guild = require_guild(interaction)
    was_public = await interaction.client.database.run(lambda db: db.archive.withdraw(digest, guild))
    if not was_public:
        raise SubscriptionError("digest", _("I can't find this digest."), _("Pick one from the list."))
    await _show_channels(interaction, _("The digest is no longer public; I'm removing its page."))


@withdraw_digest.autocomplete("digest")
async def suggest_published_digests(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest the guild's public digests, newest first."""

    async def pairs() -> list[tuple[str, str]]:
        guild, translator = require_guild(interaction), get_translator(interaction)
        found = await interaction.client.database.run(lambda db: db.archive.list_digest_names(guild))
        return [(_summarize(one, translator.format_day(one.day)), one.id) for one in found]

    return await filter_choices(pairs(), current)


def _summarize(digest: PublishedDigest, day: str) -> str:
    return f"{day} · #{digest.channel_name} · {digest.id}"
