"""The /setup command: set up a daily digest step by step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.checks import (
    BACKGROUND_TASK_TIMEOUT,
    exclusive_guild_task,
    get_channel_permissions,
    require_command_access,
    require_guild,
)
from bot.commands.components import (
    ModalField,
    component_handler,
    get_selected_value,
    parse_arguments,
    parse_number,
    read_modal,
    send_modal,
    stale_component_error,
)
from bot.commands.digests.commands import MAX_DIGESTS_PER_GUILD, describe_digest_limit
from bot.commands.responses import EPHEMERAL, defer, get_translator
from bot.errors import SubscriptionError
from bot.locales.messages import _
from bot.models.digest import Destination, DigestOptions, Subscription
from bot.models.feed_lists import FeedListKind, find_feed_list
from bot.models.message import Message
from bot.models.schedule import Schedule, next_slot
from bot.models.schedule_parser import parse_times
from bot.models.setup import SetupSource, SetupStage, SetupState
from bot.models.zones import parse_zone
from bot.rendering import (
    ALL_TOPICS_VALUE,
    TOPIC_VALUE_PREFIX,
    render_searching,
    render_setup_closed,
    render_setup_done,
    render_stage,
    to_view,
)
from bot.services.feeds import MAX_FEEDS, DiscoveredFeed, discover_feeds, follow_feeds, poll_feeds
from bot.services.topics import build_topic, list_topics, save_topic, split_list
from corpus.models import MAX_TOPIC_NAME_CHARACTERS

if TYPE_CHECKING:
    from bot.client.client import Dateline
    from bot.db import Repositories


def build_digest_options(guild: discord.Guild | None, draft: SetupState, scope: str, member: int) -> DigestOptions:
    """Return the digest options that *draft* describes, requested by *member* in *guild*."""
    channel = guild.get_channel_or_thread(draft.channel) if guild else None
    destination = Destination.FORUM if isinstance(channel, discord.ForumChannel) else Destination.CHANNEL
    schedule = Schedule(parse_times(draft.times), draft.zone)
    return DigestOptions(scope, draft.channel, schedule, draft.topic, destination=destination, member=member)


async def apply_setup(
    client: Dateline, draft: SetupState, digest_options: DigestOptions, message: int
) -> tuple[str, ...] | None:
    """
    Save the topic and the feeds of *draft*, and add the digest.

    Args:
        client: The bot.
        draft: The choices made.
        digest_options: The digest options made from *draft*.
        message: Id of the message with the setup, which is then over.

    Returns:
        URLs of the newly followed feeds; None if the setup was already over.

    Raises:
        SubscriptionError: If the guild has too many digests.
        InputError: If it has too many topics.
    """
    now = client.clock()
    if draft.terms:
        topic = build_topic(draft.topic, scope=digest_options.guild, terms=draft.terms)
        await client.workers.run(save_topic, topic=topic)
    new_urls = await _follow_feeds(client, digest_options.guild, draft)
    subscription = await client.database.run(lambda db: _add_subscription(db, message, digest_options, now))
    return new_urls if subscription else None


async def _follow_feeds(client: Dateline, guild: str, draft: SetupState) -> tuple[str, ...]:
    """Follow the feeds that were found, and those of the bundled lists; return the URLs of the new ones."""
    usable = [lead for lead in draft.leads if lead.followed_url]
    found = [DiscoveredFeed(lead.given, lead.followed_url, lead.title, lead.entries) for lead in usable]
    if not found:
        return ()
    followed = await client.workers.run(follow_feeds, scope=guild, found=found)
    return tuple(one.url for one in followed if not one.reason)


def _add_subscription(
    repositories: Repositories, message: int, digest_options: DigestOptions, now: datetime
) -> Subscription | None:
    with repositories.transaction():
        if not repositories.setups.delete(message):
            return None
        if len(repositories.subscriptions.list_active(guild=digest_options.guild)) >= MAX_DIGESTS_PER_GUILD:
            many = describe_digest_limit()
            raise SubscriptionError("digest", many, _("Remove one first."))
        return repositories.subscriptions.add(digest_options, now)


SetupHandler = Callable[..., Awaitable[None]]

#: Number of sentences in the preview.
_PREVIEW_SENTENCES = 3


@app_commands.command(name="setup", description="Set up a daily digest, step by step")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
async def start_setup(interaction: discord.Interaction[Dateline]) -> None:
    """Start a setup."""
    await defer(interaction, privately=True)
    guild, draft = require_guild(interaction), SetupState(zone=interaction.client.config.timezone)
    message = await interaction.original_response()
    await _save_draft(interaction, message.id, guild, draft)  # before any component can be used
    await _edit_reply(interaction, render_stage(draft, get_translator(interaction)))


def _register_step(name: str) -> Callable[[SetupHandler], SetupHandler]:
    """Return a decorator that registers a step, for members who may manage the guild and setups that are not over."""

    def register(function: SetupHandler) -> SetupHandler:
        @component_handler(name)
        async def step(interaction: discord.Interaction[Dateline], *arguments: str) -> None:
            interaction.extras[EPHEMERAL] = True
            guild = await require_command_access(interaction, "setup")
            message, now = _get_message_id(interaction), interaction.client.clock()
            draft = await interaction.client.database.run(lambda db: db.setups.find(message, guild, now))
            if draft is None:
                await interaction.response.edit_message(view=to_view(render_setup_closed(get_translator(interaction))))
                return
            await function(interaction, draft, *parse_arguments(function, arguments, before=2))

        return function

    return register


@_register_step("setup_go")
async def switch_stage(interaction: discord.Interaction[Dateline], draft: SetupState, stage: str) -> None:
    """Switch to another stage."""
    if stage not in list(SetupStage):
        raise stale_component_error()
    await interaction.response.defer()
    await _show_stage(interaction, replace(draft, stage=SetupStage(stage)))


@_register_step("setup_place")
async def choose_channel(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save the selected channel, and show at once which permissions the bot lacks there."""
    await interaction.response.defer()
    draft = replace(draft, channel=parse_number(get_selected_value(interaction)))
    permissions = get_channel_permissions(interaction.guild, draft.channel)
    if permissions.known and not permissions.missing:
        draft = replace(draft, stage=SetupStage.TIME)
    await _show_stage(interaction, draft)


@_register_step("setup_time")
async def ask_time(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Open the modal for times and time zone."""
    current = draft.times.replace(",", ", ") or "8:00"
    fields = (
        ModalField("times", _("At what time?"), current, _("8:30, 9pm, or 8:00, 18:00"), max_length=100),
        ModalField(
            "zone", _("In which time zone?"), draft.zone, _("A city or time zone: Seoul, Europe/Kyiv"), max_length=100
        ),
    )
    await send_modal(interaction, "setup_timed", _("When?"), *fields)


@_register_step("setup_timed")
async def choose_time(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save times and time zone."""
    await interaction.response.defer()
    times, zone = read_modal(interaction, "times", "zone")
    times = ",".join(f"{at:%H:%M}" for at in parse_times(times))
    draft = replace(draft, times=times, zone=parse_zone(zone), stage=SetupStage.TOPIC)
    await _show_stage(interaction, draft)


@_register_step("setup_topic")
async def choose_topic(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save the selected topic."""
    await interaction.response.defer()
    value = get_selected_value(interaction)
    topic = "" if value == ALL_TOPICS_VALUE else value.removeprefix(TOPIC_VALUE_PREFIX)
    await _show_stage(interaction, replace(draft, topic=topic, terms=(), stage=SetupStage.SOURCES))


@_register_step("setup_new")
async def ask_topic(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Open the modal for a new topic."""
    hint = _("Separate with commas: interest rate, central bank")
    fields = (
        ModalField("name", _("Name of the topic"), draft.topic, max_length=MAX_TOPIC_NAME_CHARACTERS),
        ModalField("terms", _("Words its articles contain"), ", ".join(draft.terms), hint, max_length=500),
    )
    await send_modal(interaction, "setup_named", _("New topic"), *fields)


@_register_step("setup_named")
async def name_topic(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save a new topic in the draft; it is created at the end of the setup."""
    await interaction.response.defer()
    name, terms = read_modal(interaction, "name", "terms")
    topic = build_topic(name, scope="", terms=split_list(terms))
    await _show_stage(interaction, replace(draft, topic=topic.name, terms=topic.terms, stage=SetupStage.SOURCES))


@_register_step("setup_sources")
async def ask_sources(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Open the modal for sources."""
    hint = _("Addresses of feeds or news sites, one per line, or the text of an OPML file")
    del draft
    field = ModalField("text", _("Addresses"), "", hint, multiline=True)
    await send_modal(interaction, "setup_found", _("Sources"), field)


@_register_step("setup_found")
async def find_sources(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Search for feeds at the addresses, and show the result for each."""
    await interaction.response.defer()
    (text,) = read_modal(interaction, "text")
    await _search_sources(interaction, draft, text, {})


@_register_step("setup_list")
async def add_feed_list(interaction: discord.Interaction[Dateline], draft: SetupState, kind: str) -> None:
    """Search for the feeds of the selected bundled list, and show the result for each."""
    key = get_selected_value(interaction)
    chosen = find_feed_list(FeedListKind(kind), key) if kind in list(FeedListKind) else None
    if chosen is None:
        raise stale_component_error()
    await interaction.response.defer()
    await _search_sources(interaction, draft, "\n".join(chosen.titles), chosen.titles)


async def _search_sources(
    interaction: discord.Interaction[Dateline], draft: SetupState, text: str, listed: Mapping[str, str]
) -> None:
    """Search for feeds at the addresses in *text*; *listed* are the titles of those of a bundled list, by address."""
    client = interaction.client
    async with exclusive_guild_task(interaction, require_guild(interaction)):
        progress = render_searching(draft, max(1, len(text.split())), get_translator(interaction))
        await interaction.edit_original_response(view=to_view(progress))
        try:
            found = await client.background_workers.run_within(
                BACKGROUND_TASK_TIMEOUT, discover_feeds, settings=client.fetch_settings, text=text
            )
        except BaseException:
            await _show_stage(interaction, draft)  # the error is sent as a follow-up
            raise
    leads = {lead.given: lead for lead in draft.leads}
    leads |= {
        one.address: SetupSource(
            one.address,
            one.url,
            one.title or listed.get(one.address, ""),
            one.entries,
            one.reason,
            one.address in listed,
        )
        for one in found
    }
    await _show_stage(interaction, replace(draft, leads=tuple(leads.values())[-MAX_FEEDS:]))


@_register_step("setup_cancel")
async def cancel_setup(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """End the setup without changes."""
    del draft
    message = _get_message_id(interaction)
    await interaction.response.edit_message(
        view=to_view(render_setup_closed(get_translator(interaction), cancelled=True))
    )
    await interaction.client.database.run(lambda db: db.setups.delete(message))


@_register_step("setup_done")
async def finish_setup(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save topic and feeds, add the digest, and show when the next one is posted."""
    await interaction.response.defer()
    guild, client, now = require_guild(interaction), interaction.client, interaction.client.clock()
    permissions = get_channel_permissions(interaction.guild, draft.channel)
    if not permissions.known or permissions.missing:
        await _show_stage(interaction, draft)
        return
    digest_options = build_digest_options(interaction.guild, draft, guild, interaction.user.id)
    new_urls = await apply_setup(client, draft, digest_options, _get_message_id(interaction))
    if new_urls is None:
        return  # the button was used twice; the first use finishes the setup
    client.delivery.wake()
    due = next_slot(digest_options.schedule, now).instant
    await _edit_reply(interaction, render_setup_done(draft, due, get_translator(interaction)))
    if new_urls:
        polled = await client.background_workers.run_within(
            BACKGROUND_TASK_TIMEOUT,
            poll_feeds,
            settings=client.fetch_settings,
            scope=guild,
            only=dict.fromkeys(new_urls),
        )
        await _edit_reply(
            interaction, render_setup_done(draft, due, get_translator(interaction), sum(each.added for each in polled))
        )


async def _show_stage(interaction: discord.Interaction[Dateline], draft: SetupState) -> None:
    """Save the draft and show its stage."""
    guild, translator = require_guild(interaction), get_translator(interaction)
    await _save_draft(interaction, _get_message_id(interaction), guild, draft)
    topics: tuple[str, ...] = ()
    permissions = preview = None
    if draft.stage is SetupStage.TOPIC:
        visible = await interaction.client.workers.run(list_topics, scope=guild)
        topics = tuple(topic.name for topic in visible)
    if draft.channel and draft.stage in {SetupStage.PLACE, SetupStage.CHECK}:
        permissions = get_channel_permissions(interaction.guild, draft.channel)
    if draft.stage is SetupStage.CHECK:
        preview = await _preview_digest(interaction, draft, guild)
    await _edit_reply(
        interaction, render_stage(draft, translator, topics=topics, permissions=permissions, preview=preview)
    )


async def _preview_digest(interaction: discord.Interaction[Dateline], draft: SetupState, guild: str) -> Message:
    # A new topic is not saved yet, so its terms are used as the query.
    about = ", ".join(draft.terms) or draft.topic
    digest_options = replace(
        build_digest_options(interaction.guild, draft, guild, interaction.user.id),
        topic=about,
        length=_PREVIEW_SENTENCES,
    )
    return await interaction.client.delivery.preview(Subscription(0, "", digest_options, interaction.client.clock()))


async def _save_draft(interaction: discord.Interaction[Dateline], message: int, guild: str, draft: SetupState) -> None:
    member, now = interaction.user.id, interaction.client.clock()
    await interaction.client.database.run(lambda db: db.setups.save(message, guild, member, draft, now))


async def _edit_reply(interaction: discord.Interaction[Dateline], message: Message) -> None:
    no_mentions = discord.AllowedMentions.none()
    await interaction.edit_original_response(view=to_view(message), allowed_mentions=no_mentions)


def _get_message_id(interaction: discord.Interaction[Dateline]) -> int:
    return interaction.message.id if interaction.message else 0
