"""``/setup``: a digest set up step by step, in one message for the one who asks alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.forms import Field, filled, hand_out
from bot.commands.managing import ERRAND, errand, here, managed
from bot.commands.permissions import permitted
from bot.commands.pressing import deed, number, one_chosen, outlived, read
from bot.commands.starting import start, wished
from bot.commands.telling import PRIVATELY, think, words
from bot.drafts import Draft, Lead, Stage
from bot.layouts import layout
from bot.messages import Message
from bot.messages.setting_up import EVERYTHING, NAMED, of_done, of_over, of_searching, of_stage
from bot.phrases import phrase
from bot.schedules import following, read_times, read_zone
from bot.scopes import intake, topical
from bot.subscriptions import Subscription
from corpus.model.topics import LONGEST_NAME

if TYPE_CHECKING:
    from bot.client import Dateline

Step = Callable[..., Awaitable[None]]

#: Sentences of a preview.
_PREVIEW = 3


@app_commands.command(name="setup", description="Set up a daily digest, step by step")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
async def setup(interaction: discord.Interaction[Dateline]) -> None:
    """Begin."""
    await think(interaction, privately=True)
    guild, draft = here(interaction), Draft(zone=interaction.client.config.timezone)
    message = await interaction.original_response()
    await _keep(interaction, message.id, guild, draft)  # before anything can be pressed
    await _edit(interaction, of_stage(draft, words(interaction)))


def _step(name: str) -> Callable[[Step], Step]:
    """Register a step: who may not manage the server is refused, a setup that is over is shown to be so."""

    def register(function: Step) -> Step:
        @deed(name)
        async def step(interaction: discord.Interaction[Dateline], *arguments: str) -> None:
            interaction.extras[PRIVATELY] = True
            guild, message, now = managed(interaction), _message(interaction), interaction.client.clock()
            draft = await interaction.client.books.do(lambda books: books.setups.find(message, guild, now))
            if draft is None:
                await interaction.response.edit_message(view=layout(of_over(words(interaction))))
                return
            await function(interaction, draft, *read(function, arguments, before=2))

        return function

    return register


@_step("setup_go")
async def go(interaction: discord.Interaction[Dateline], draft: Draft, stage: str) -> None:
    """Go to another step."""
    if stage not in list(Stage):
        raise outlived()
    await interaction.response.defer()
    await _show(interaction, replace(draft, stage=Stage(stage)))


@_step("setup_place")
async def choose_place(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Take the channel that was chosen, and tell at once what the bot may not do there."""
    await interaction.response.defer()
    draft = replace(draft, channel=number(one_chosen(interaction)))
    permit = permitted(interaction.guild, draft.channel)
    if permit.known and not permit.missing:
        draft = replace(draft, stage=Stage.TIME)
    await _show(interaction, draft)


@_step("setup_time")
async def ask_time(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Hand out the form for time and zone."""
    usual = draft.times.replace(",", ", ") or "8:00"
    fields = (
        Field("times", phrase("At what time?"), usual, phrase("8:30, 9pm, or 8:00, 18:00"), most=100),
        Field("zone", phrase("By which clock?"), draft.zone, phrase("A city or a zone: Seoul, Europe/Kyiv"), most=100),
    )
    await hand_out(interaction, "setup_timed", phrase("When?"), *fields)


@_step("setup_timed")
async def choose_time(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Take time and zone."""
    await interaction.response.defer()
    times, zone = filled(interaction, "times", "zone")
    times = ",".join(f"{at:%H:%M}" for at in read_times(times))
    draft = replace(draft, times=times, zone=read_zone(zone), stage=Stage.TOPIC)
    await _show(interaction, draft)


@_step("setup_topic")
async def choose_topic(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Take the topic that was chosen."""
    await interaction.response.defer()
    value = one_chosen(interaction)
    topic = "" if value == EVERYTHING else value.removeprefix(NAMED)
    await _show(interaction, replace(draft, topic=topic, terms=(), stage=Stage.SOURCES))


@_step("setup_new")
async def ask_topic(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Hand out the form for a new topic."""
    hint = phrase("Words and phrases, with commas between: interest rate, central bank")
    fields = (
        Field("name", phrase("What is it called?"), draft.topic, most=LONGEST_NAME),
        Field("terms", phrase("Which words find its articles?"), ", ".join(draft.terms), hint, most=500),
    )
    await hand_out(interaction, "setup_named", phrase("New topic"), *fields)


@_step("setup_named")
async def name_topic(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Take a new topic; it is kept when all is done."""
    await interaction.response.defer()
    name, terms = filled(interaction, "name", "terms")
    topic = topical.made(name, scope="", terms=topical.parts(terms))
    await _show(interaction, replace(draft, topic=topic.name, terms=topic.terms, stage=Stage.SOURCES))


@_step("setup_sources")
async def ask_sources(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Hand out the form for sources."""
    hint = phrase("Addresses of feeds or news sites, one a line, or a list of feeds (OPML)")
    del draft
    field = Field("text", phrase("Addresses"), "", hint, long=True)
    await hand_out(interaction, "setup_found", phrase("Sources"), field)


@_step("setup_found")
async def find_sources(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Look for feeds at the addresses, and report on each."""
    await interaction.response.defer()
    client, (text,) = interaction.client, filled(interaction, "text")
    async with errand(interaction, managed(interaction)):
        shown = of_searching(draft, max(1, len(text.split())), words(interaction))
        await interaction.edit_original_response(view=layout(shown))
        try:
            found = await client.errands.keep(partial(intake.discover, door=client.door, text=text), ERRAND)
        except BaseException:
            await _show(interaction, draft)  # what failed is told beside it
            raise
    leads = {lead.given: lead for lead in draft.leads}
    leads |= {one.given: Lead(one.given, one.url, one.title, one.entries, one.reason) for one in found}
    await _show(interaction, replace(draft, leads=tuple(leads.values())[-intake.MOST_FEEDS :]))


@_step("setup_cancel")
async def cancel(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """End it with nothing done."""
    del draft
    message = _message(interaction)
    await interaction.response.edit_message(view=layout(of_over(words(interaction), cancelled=True)))
    await interaction.client.books.do(lambda books: books.setups.end(message))


@_step("setup_done")
async def finish(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Keep topic and feeds, subscribe the channel, and tell when the next digest is posted."""
    await interaction.response.defer()
    guild, client, now = managed(interaction), interaction.client, interaction.client.clock()
    permit = permitted(interaction.guild, draft.channel)
    if not permit.known or permit.missing:
        await _show(interaction, draft)
        return
    wish = wished(interaction.guild, draft, guild, interaction.user.id)
    fresh = await start(client, draft, wish, _message(interaction))
    if fresh is None:
        return  # pressed twice: the first press does it
    client.delivery.wake()
    due = following(wish.schedule, now).instant
    await _edit(interaction, of_done(draft, due, words(interaction)))
    if fresh:
        poll = partial(intake.poll, door=client.door, scope=guild, only=dict.fromkeys(fresh))
        polled = await client.errands.keep(poll, ERRAND)
        await _edit(interaction, of_done(draft, due, words(interaction), sum(each.added for each in polled)))


async def _show(interaction: discord.Interaction[Dateline], draft: Draft) -> None:
    """Keep how far it has come, and show the step."""
    guild, said = managed(interaction), words(interaction)
    await _keep(interaction, _message(interaction), guild, draft)
    topics: tuple[str, ...] = ()
    permit = preview = None
    if draft.stage is Stage.TOPIC:
        known = await interaction.client.workers.keep(partial(topical.kept, scope=guild))
        topics = tuple(topic.name for topic in known)
    if draft.channel and draft.stage in {Stage.PLACE, Stage.CHECK}:
        permit = permitted(interaction.guild, draft.channel)
    if draft.stage is Stage.CHECK:
        preview = await _preview(interaction, draft, guild)
    await _edit(interaction, of_stage(draft, said, topics=topics, permit=permit, preview=preview))


async def _preview(interaction: discord.Interaction[Dateline], draft: Draft, guild: str) -> Message:
    # A new topic is not kept yet: its words find what it will.
    about = ", ".join(draft.terms) or draft.topic
    wish = replace(wished(interaction.guild, draft, guild, interaction.user.id), topic=about, length=_PREVIEW)
    return await interaction.client.delivery.preview(Subscription(0, "", wish, interaction.client.clock()))


async def _keep(interaction: discord.Interaction[Dateline], message: int, guild: str, draft: Draft) -> None:
    member, now = interaction.user.id, interaction.client.clock()
    await interaction.client.books.do(lambda books: books.setups.keep(message, guild, member, draft, now))


async def _edit(interaction: discord.Interaction[Dateline], message: Message) -> None:
    nobody = discord.AllowedMentions.none()
    await interaction.edit_original_response(view=layout(message), allowed_mentions=nobody)


def _message(interaction: discord.Interaction[Dateline]) -> int:
    return interaction.message.id if interaction.message else 0
