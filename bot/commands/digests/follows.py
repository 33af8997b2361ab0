"""The /follow commands, which send a member what is new about a subject, once a day at most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.autocomplete import suggest_topics
from bot.commands.checks import filter_choices, require_guild
from bot.commands.digests.commands import (
    suggest_zone_names,
)
from bot.commands.responses import check_cooldown, defer, get_translator, send_result
from bot.db import Repositories
from bot.digests import add_follow, build_closed_messages_error
from bot.errors import SubscriptionError
from bot.locales.messages import _, ngettext_
from bot.models.digest import Destination, DigestOptions, Subscription
from bot.models.schedule import Schedule
from bot.models.schedule_parser import parse_times
from bot.models.zones import parse_zone
from bot.rendering import (
    render_follow_greeting,
    render_follows,
    render_list,
    to_view,
)
from bot.services.engine import FollowSubject, resolve_follow_subject

if TYPE_CHECKING:
    from bot.client.client import Dateline

#: Maximum number of subjects that a member follows in a guild, and that all its members follow together, without those
#: that are suspended, as of members who have left.
MAX_FOLLOWS_PER_MEMBER, MAX_FOLLOWS_PER_GUILD = 10, 500
#: Local time of the message if none is chosen.
DEFAULT_FOLLOW_TIME = "8:00"

follow_group = app_commands.Group(
    name="follow",
    description="Get news about a person or story by direct message",
    guild_only=True,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)


@follow_group.command(
    name="add", description="Follow a person, organisation or story; I write to you once a day at most"
)
@app_commands.check(check_cooldown)
@app_commands.describe(
    subject="A name, a topic, or words from a story",
    time="Local time of day: 8:30, 9pm; 8:00 if left out",
    zone="A city, a country or a time zone: Seoul, Europe/Kyiv",
)
async def add_followed_subject(
    interaction: discord.Interaction[Dateline],
    subject: app_commands.Range[str, 1, 200],
    time: app_commands.Range[str, 1, 100] | None = None,
    zone: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    """Let the member follow *subject*."""
    await defer(interaction, privately=True)
    client, guild, now = interaction.client, require_guild(interaction), interaction.client.clock()
    schedule = Schedule(parse_times(time or DEFAULT_FOLLOW_TIME)[:1], await _choose_zone(interaction, zone))
    found = await client.workers.run(resolve_follow_subject, subject, guild)
    await _check_follow_limits(interaction, guild, found)
    options = DigestOptions(
        guild, 0, schedule, found.name, destination=Destination.FOLLOW, member=interaction.user.id,
        language=get_translator(interaction).language,
    )  # fmt: skip
    options = replace(options, channel=await _greet_follower(interaction, options))
    added = await client.database.run(lambda db: add_follow(db, options, now, found.sequence))
    client.delivery.wake()
    await send_result(interaction, render_follows(_("You follow this now"), [added], now, get_translator(interaction)))


async def _choose_zone(interaction: discord.Interaction[Dateline], zone: str | None) -> str:
    """Return the time zone that was typed, or else that of the guild's digests, or of the bot."""
    if zone:
        return parse_zone(zone)
    guild = require_guild(interaction)
    digests = await interaction.client.database.run(lambda db: db.subscriptions.list_active(guild=guild))
    return digests[0].options.schedule.zone if digests else interaction.client.config.timezone


async def _check_follow_limits(interaction: discord.Interaction[Dateline], guild: str, subject: FollowSubject) -> None:
    """
    Check that the member may follow one more subject, or follows *subject* already.

    Raises:
        SubscriptionError: If the member, or the guild, has as many as it may have.
    """
    member = interaction.user.id
    follows = await interaction.client.database.run(lambda db: db.subscriptions.list_follows(guild))
    own = [each for each in follows if each.options.member == member]
    if any(each.options.topic.casefold() == subject.name.casefold() for each in own):
        return
    remedy = _("Remove one with /follow remove first.")
    if len(own) >= MAX_FOLLOWS_PER_MEMBER:
        many = ngettext_(
            "You already follow {number} subject here, the maximum.",
            "You already follow {number} subjects here, the maximum.",
            MAX_FOLLOWS_PER_MEMBER,
        )
        raise SubscriptionError("follow", many, remedy)
    if sum(not each.suspended for each in follows) >= MAX_FOLLOWS_PER_GUILD:
        full = _(
            "The members of this server already follow {number} subjects, the maximum.", number=MAX_FOLLOWS_PER_GUILD
        )
        raise SubscriptionError("follow", full)


async def _greet_follower(interaction: discord.Interaction[Dateline], options: DigestOptions) -> int:
    """
    Write to the member who follows a subject, and return the id of the conversation.

    Raises:
        ChannelClosed: If the member takes no direct messages.
    """
    name = interaction.guild.name if interaction.guild else ""
    message = render_follow_greeting(options, name, get_translator(interaction))
    try:
        conversation = await interaction.user.create_dm()
        await conversation.send(view=to_view(message), allowed_mentions=discord.AllowedMentions.none())
    except discord.Forbidden as error:
        raise build_closed_messages_error() from error
    return conversation.id


async def _list_own_follows(interaction: discord.Interaction[Dateline]) -> tuple[Subscription, ...]:
    guild, member = require_guild(interaction), interaction.user.id
    return await interaction.client.database.run(lambda db: db.subscriptions.list_follows(guild, member))


@follow_group.command(name="list", description="List what you follow in this server; only you see it")
@app_commands.check(check_cooldown)
async def list_followed_subjects(interaction: discord.Interaction[Dateline]) -> None:
    """List what the member follows."""
    await defer(interaction, privately=True)
    follows, now = await _list_own_follows(interaction), interaction.client.clock()
    await send_result(interaction, render_follows(_("You follow"), follows, now, get_translator(interaction)))


@follow_group.command(name="remove", description="Stop following something")
@app_commands.check(check_cooldown)
@app_commands.describe(subject="What you no longer want to follow")
async def remove_followed_subject(interaction: discord.Interaction[Dateline], subject: str) -> None:
    """Stop following the selected subject."""
    await defer(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    follows = await _list_own_follows(interaction)
    wanted = " ".join(subject.split()).casefold()
    found = next((each for each in follows if wanted in {str(each.id), each.options.topic.casefold()}), None)
    if found is None:
        raise SubscriptionError("follow", _("You don't follow this here."), _("Pick one from the list."))

    def end(repositories: Repositories) -> None:
        repositories.subscriptions.remove(found.id, now)

    await client.database.run(end)
    client.delivery.wake()
    line = _("I won't write to you about it any more.")
    await send_result(interaction, render_list(_("Removed"), [line], get_translator(interaction)))


@remove_followed_subject.autocomplete("subject")
async def suggest_followed_subjects(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest what the member follows."""

    async def pairs() -> list[tuple[str, str]]:
        return [(each.options.topic, str(each.id)) for each in await _list_own_follows(interaction)]

    return await filter_choices(pairs(), current)


add_followed_subject.autocomplete("subject")(suggest_topics)
add_followed_subject.autocomplete("zone")(suggest_zone_names)
