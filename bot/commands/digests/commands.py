"""The /digest commands: add, list, edit, pause, preview, post and remove digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.autocomplete import suggest_topics
from bot.commands.checks import GuildAdminGroup, filter_choices, require_guild
from bot.commands.digests.options import (
    CLEAR_OPTION,
    DigestCommandOptions,
    MessageChannelOption,
    PostChannelOption,
    parse_digest_options,
)
from bot.commands.responses import defer, get_translator, send_result, with_progress_notice
from bot.db import Repositories
from bot.digests import record_due_slots, update_subscription
from bot.errors import SubscriptionError
from bot.locales import LANGUAGES, LocalizableText, ngettext_
from bot.locales.messages import _
from bot.models.digest import (
    DigestLayout,
    EmptyPolicy,
    Subscription,
)
from bot.models.schedule import load_zone
from bot.models.schedule_parser import parse_day
from bot.models.zones import suggest_zones
from bot.rendering import (
    describe_delivery,
    get_native_name,
    render_digest_settings,
    render_list,
    render_subscriptions,
    summarize_subscription,
)

if TYPE_CHECKING:
    from bot.client.client import Dateline


digest_group = GuildAdminGroup("digest", "Post a news digest in this channel every day")


async def active_subscriptions(interaction: discord.Interaction[Dateline]) -> tuple[Subscription, ...]:
    """
    Return the guild's digests.

    Raises:
        InputError: If the bot is not a member of the guild.
        LedgerError: If the database fails.
    """
    guild = require_guild(interaction)
    return await interaction.client.database.run(lambda db: db.subscriptions.list_active(guild=guild))


async def matching_subscriptions(interaction: discord.Interaction[Dateline], chosen: str) -> tuple[Subscription, ...]:
    """
    Return the digest with id *chosen*, or if that is ``""``, the digests of this channel.

    Raises:
        SubscriptionError: If there is none.
    """
    active = await active_subscriptions(interaction)
    if chosen:
        found = [each for each in active if chosen == str(each.id)]
        if not found:
            raise SubscriptionError("digest", _("I can't find this digest."), _("Pick one from the list."))
        return tuple(found)
    channel = interaction.channel_id
    found = [each for each in active if each.options.channel == channel]
    if not found:
        raise SubscriptionError("channel", _("This channel has no digest."), _("Set one up with /digest add."))
    return tuple(found)


async def resolve_with_removed(interaction: discord.Interaction[Dateline], chosen: str) -> tuple[Subscription, ...]:
    """
    Return the digest with id *chosen*, or if that is ``""``, the digests of this channel, including removed ones.

    Raises:
        SubscriptionError: If there is none.
    """
    if chosen:
        return await matching_subscriptions(interaction, chosen)
    guild, channel = require_guild(interaction), interaction.channel_id
    found = await interaction.client.database.run(lambda db: db.subscriptions.list_all(guild=guild, channel=channel))
    return found or await matching_subscriptions(interaction, "")


async def require_one(interaction: discord.Interaction[Dateline], chosen: str) -> Subscription:
    """
    Return the digest with id *chosen*, or if that is ``""``, the only digest of this channel.

    Raises:
        SubscriptionError: If there is none, or more than one.
    """
    found = await matching_subscriptions(interaction, chosen)
    if len(found) > 1:
        raise SubscriptionError(
            "channel", _("This channel has several digests."), _("Choose one in the option “digest”.")
        )
    return found[0]


async def suggest_digests(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Suggest the guild's digests, one line each."""

    async def pairs() -> list[tuple[str, str]]:
        translator = get_translator(interaction)
        return [
            (
                summarize_subscription(each, _get_channel_name(interaction, each.options.channel), translator),
                str(each.id),
            )
            for each in await active_subscriptions(interaction)
        ]

    return await filter_choices(pairs(), current)


def _get_channel_name(interaction: discord.Interaction[Dateline], channel: int) -> str:
    found = interaction.guild.get_channel_or_thread(channel) if interaction.guild else None
    return f"#{found.name}" if found else ""


_DIGEST_OPTION_HELP = "Which digest; leave out for all of this channel"


@digest_group.command(name="list", description="List the digests of this server")
async def list_digests(interaction: discord.Interaction[Dateline]) -> None:
    """List the guild's digests."""
    await defer(interaction, privately=True)
    subscriptions, now = await active_subscriptions(interaction), interaction.client.clock()
    await send_result(
        interaction, render_subscriptions(_("Digests of this server"), subscriptions, now, get_translator(interaction))
    )


@digest_group.command(name="pause", description="Pause a digest until a day you choose")
@app_commands.describe(until="First day with a digest again: Monday, 1 July, in two weeks", digest=_DIGEST_OPTION_HELP)
async def pause_digests(
    interaction: discord.Interaction[Dateline], until: app_commands.Range[str, 1, 100], digest: str = ""
) -> None:
    """Pause the selected digests until a day."""
    await defer(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await matching_subscriptions(interaction, digest)
    days = [parse_day(until, now.astimezone(load_zone(each.options.schedule.zone)).date()) for each in chosen]

    def write(repositories: Repositories) -> list[Subscription]:
        record_due_slots(repositories, now)  # slots that are already due do not fall into the pause
        return [repositories.subscriptions.pause(each.id, day) for each, day in zip(chosen, days, strict=True)]

    paused = await client.database.run(write)
    client.delivery.wake()
    await send_result(interaction, render_subscriptions(_("Paused"), paused, now, get_translator(interaction)))


@digest_group.command(name="resume", description="Resume a paused or suspended digest")
@app_commands.describe(digest=_DIGEST_OPTION_HELP)
async def resume_digests(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """End the pause or suspension of the selected digests."""
    await defer(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await matching_subscriptions(interaction, digest)

    def write(repositories: Repositories) -> list[Subscription]:
        record_due_slots(repositories, now)  # slots that came due meanwhile fall into the pause
        return [repositories.subscriptions.resume(each.id) for each in chosen]

    resumed = await client.database.run(write)
    client.delivery.wake()
    await send_result(interaction, render_subscriptions(_("Resumed"), resumed, now, get_translator(interaction)))


@digest_group.command(name="remove", description="Remove a digest, or all digests of this channel")
@app_commands.describe(digest=_DIGEST_OPTION_HELP)
async def remove_digests(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Remove the selected digests."""
    await defer(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await matching_subscriptions(interaction, digest)

    def end(repositories: Repositories) -> None:
        for subscription in chosen:
            repositories.subscriptions.remove(subscription.id, now)

    await client.database.run(end)
    client.delivery.wake()
    lines = [_("I won't post any more digests there. Earlier ones stay.")]
    await send_result(interaction, render_list(_("Removed"), lines, get_translator(interaction)))


pause_digests.autocomplete("digest")(suggest_digests)
resume_digests.autocomplete("digest")(suggest_digests)
remove_digests.autocomplete("digest")(suggest_digests)


@digest_group.command(name="preview", description="Preview the next digest; only you see it")
@app_commands.describe(digest="Which digest; leave out for the one of this channel")
async def preview_digest(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Show the digest as it would be posted now."""
    await defer(interaction, privately=True)
    subscription = await require_one(interaction, digest)
    await send_result(
        interaction, await with_progress_notice(interaction, interaction.client.delivery.preview(subscription))
    )


@digest_group.command(name="now", description="Post a digest now, in addition to the scheduled ones")
@app_commands.describe(digest=_DIGEST_OPTION_HELP)
async def post_digest_now(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Post the selected digests now, beside the scheduled ones."""
    await defer(interaction, privately=True)
    lines, translator = [], get_translator(interaction)
    for subscription in await matching_subscriptions(interaction, digest):
        entry = await with_progress_notice(interaction, interaction.client.delivery.post_now(subscription))
        lines.append(describe_delivery(entry, subscription, translator))
    await send_result(interaction, render_list(_("Digest"), lines, translator))


@digest_group.command(name="history", description="Show the latest digests and whether they were posted")
@app_commands.describe(digest=_DIGEST_OPTION_HELP)
async def show_history(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Show the latest digests from the ledger, with their states."""
    await defer(interaction, privately=True)
    translator, by_id = (
        get_translator(interaction),
        {each.id: each for each in await resolve_with_removed(interaction, digest)},
    )
    entries = await interaction.client.database.run(lambda db: db.ledger.list_recent(tuple(by_id), 20))
    lines = [describe_delivery(entry, by_id[entry.key.subscription], translator) for entry in entries]
    await send_result(
        interaction, render_list(_("Latest digests"), lines or [_("No digest has been due yet.")], translator)
    )


preview_digest.autocomplete("digest")(suggest_digests)
post_digest_now.autocomplete("digest")(suggest_digests)
show_history.autocomplete("digest")(suggest_digests)


#: Maximum number of sentences of a digest.
MAX_DIGEST_SENTENCES = 12
#: Maximum number of digests per guild.
MAX_DIGESTS_PER_GUILD = 25


def describe_digest_limit() -> LocalizableText:
    """Return the sentence for a server that has `MAX_DIGESTS_PER_GUILD` digests."""
    return ngettext_(
        "This server already has {number} digest, the maximum.",
        "This server already has {number} digests, the maximum.",
        MAX_DIGESTS_PER_GUILD,
    )


_ShortText = app_commands.Range[str, 1, 100]
_TopicText = app_commands.Range[str, 1, 200]
_SentenceCount = app_commands.Range[int, 1, MAX_DIGEST_SENTENCES]

_option_descriptions = app_commands.describe(
    time="Local time of day: 8:30, 9pm, or 8:00, 18:00",
    zone="A city, a country or a time zone: Seoul, Europe/Kyiv",
    topic="A topic or words; leave out for all news",
    days="Which days: weekdays, Mon, every 3 days, every 6 hours, 1st and 15th, last day",
    channel="Channel; leave out for this one",
    direct="Send it only to you, as a direct message",
    length="How many sentences, 1 to 12",
    layout="How much of each story it shows",
    language="Language of the bot's own text; quotations stay as they are",
    role="Role to mention; @everyone for none",
    empty="What to do when there is nothing new",
    chart="Add a chart of the coverage",
    publish="Publish it to followers of an announcement channel",
    editors="Channel where editors approve it before it is posted",
)
_option_choices = app_commands.choices(
    layout=[
        app_commands.Choice(name="Full", value=DigestLayout.FULL.value),
        app_commands.Choice(name="Short", value=DigestLayout.COMPACT.value),
        app_commands.Choice(name="Headlines", value=DigestLayout.HEADLINES.value),
        app_commands.Choice(name="Weekly review", value=DigestLayout.WEEKLY.value),
    ],
    empty=[
        app_commands.Choice(name="Post nothing", value=EmptyPolicy.SKIP.value),
        app_commands.Choice(name="Post a short note", value=EmptyPolicy.SAY.value),
    ],
    language=[
        *(app_commands.Choice(name=get_native_name(language), value=language) for language in LANGUAGES),
        app_commands.Choice(name="Same as the server", value=CLEAR_OPTION),
    ],
)


@digest_group.command(name="add", description="Set up a digest; its message has a button for more settings")
@_option_descriptions
@_option_choices
async def add_digest(  # noqa: PLR0913, PLR0917  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    time: _ShortText,
    zone: _ShortText | None = None,
    topic: _TopicText | None = None,
    days: _ShortText | None = None,
    channel: PostChannelOption | None = None,
    direct: bool | None = None,
    length: _SentenceCount | None = None,
    layout: str | None = None,
    language: str | None = None,
    role: discord.Role | None = None,
    empty: str | None = None,
    chart: bool | None = None,
    publish: bool | None = None,
    editors: MessageChannelOption | None = None,
) -> None:
    """Add a digest."""
    await defer(interaction, privately=True)
    options = DigestCommandOptions(
        time, zone, topic, days, channel, direct, length, layout, language, role, empty, chart, publish, editors
    )
    client, now = interaction.client, interaction.client.clock()
    if len(await active_subscriptions(interaction)) >= MAX_DIGESTS_PER_GUILD:
        many = describe_digest_limit()
        raise SubscriptionError("digest", many, _("Remove one first."))
    digest_options = await parse_digest_options(interaction, options)
    subscription = await client.database.run(lambda db: db.subscriptions.add(digest_options, now))
    client.delivery.wake()
    await send_result(
        interaction, render_digest_settings(_("Digest set up"), subscription, now, get_translator(interaction))
    )


@digest_group.command(name="edit", description="Change a digest; if today's is already posted, from tomorrow on")
@_option_descriptions
@app_commands.describe(digest="Which digest; leave out for the one of this channel")
@_option_choices
async def edit_digest(  # noqa: PLR0913, PLR0917  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    digest: str = "",
    time: _ShortText | None = None,
    zone: _ShortText | None = None,
    topic: _TopicText | None = None,
    days: _ShortText | None = None,
    channel: PostChannelOption | None = None,
    direct: bool | None = None,
    length: _SentenceCount | None = None,
    layout: str | None = None,
    language: str | None = None,
    role: discord.Role | None = None,
    empty: str | None = None,
    chart: bool | None = None,
    publish: bool | None = None,
    editors: MessageChannelOption | None = None,
) -> None:
    """Change a digest."""
    await defer(interaction, privately=True)
    options = DigestCommandOptions(
        time, zone, topic, days, channel, direct, length, layout, language, role, empty, chart, publish, editors
    )
    client, now = interaction.client, interaction.client.clock()
    before = await require_one(interaction, digest)
    digest_options = await parse_digest_options(
        interaction, options, before.change.options if before.change else before.options
    )
    changed = await client.database.run(lambda db: update_subscription(db, before, digest_options, now))
    client.delivery.wake()
    heading = _("Changed from tomorrow on") if changed.change else _("Changed")
    await send_result(interaction, render_digest_settings(heading, changed, now, get_translator(interaction)))


@add_digest.autocomplete("zone")
@edit_digest.autocomplete("zone")
async def suggest_zone_names(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest time zones by city, country or name, with their current time."""
    found = suggest_zones(current, interaction.client.clock(), get_translator(interaction).language)
    return [app_commands.Choice(name=name[:100], value=zone) for name, zone in found]


@add_digest.autocomplete("topic")
@edit_digest.autocomplete("topic")
async def suggest_digest_topics(
    interaction: discord.Interaction[Dateline], current: str
) -> list[app_commands.Choice[str]]:
    """Suggest the topics that were set up, then actors."""
    return await suggest_topics(interaction, current)


edit_digest.autocomplete("digest")(suggest_digests)
