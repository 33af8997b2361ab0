"""``/digest add`` and ``/digest edit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands import offering
from bot.commands.digests.group import digest, known_digests, one, standing
from bot.commands.digests.wishes import NONE, Board, Options, Room, wished
from bot.commands.digests.wording import of_subscriptions
from bot.commands.telling import tell, think, words
from bot.delivery import revise
from bot.errors import SubscriptionError
from bot.locales import LANGUAGES
from bot.messages.preferences import spoken_name
from bot.phrases import phrase
from bot.schedules import zones_like
from bot.subscriptions import Empty, Layout

if TYPE_CHECKING:
    from bot.client import Dateline

_MOST_SENTENCES = 12
#: Digests that one server may have.
MOST_DIGESTS = 25

_Typed = app_commands.Range[str, 1, 100]
_Topic = app_commands.Range[str, 1, 200]
_Length = app_commands.Range[int, 1, _MOST_SENTENCES]

_options = app_commands.describe(
    time="When, by the clock there: 8:30, 9pm, or 8:00, 18:00",
    zone="A city, a country or a time zone: Seoul, Europe/Kyiv",
    topic="What about: a topic or words; leave it out for everything",
    days="On which days: weekdays, Mon, Wed, or daily",
    channel="Where; leave it out for this channel",
    direct="Whether it comes to you alone, in direct messages",
    length="How many sentences, 1 to 12",
    layout="How much room it takes",
    language="The language of the bot's own words; quotations stay",
    role="A role to ping; @everyone for none",
    empty="What is done where nothing is new",
    chart="Whether a chart of the coverage goes with it",
    publish="Whether an announcement is published to followers",
    editors="A channel where it is approved before it is posted",
)
_layouts = app_commands.choices(
    layout=[
        app_commands.Choice(name="Full", value=Layout.FULL.value),
        app_commands.Choice(name="Compact", value=Layout.COMPACT.value),
    ]
)
_empties = app_commands.choices(
    empty=[
        app_commands.Choice(name="Say so", value=Empty.SAY.value),
        app_commands.Choice(name="Post nothing", value=Empty.SKIP.value),
    ]
)
_languages = app_commands.choices(
    language=[
        *(app_commands.Choice(name=spoken_name(language), value=language) for language in LANGUAGES),
        app_commands.Choice(name="The server's own", value=NONE),
    ]
)


@digest.command(name="add", description="Post a digest in a channel on the days and at the hours you choose")
@_options
@_layouts
@_empties
@_languages
async def add(  # noqa: PLR0913, PLR0917  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    time: _Typed,
    zone: _Typed | None = None,
    topic: _Topic | None = None,
    days: _Typed | None = None,
    channel: Board | None = None,
    direct: bool | None = None,
    length: _Length | None = None,
    layout: str | None = None,
    language: str | None = None,
    role: discord.Role | None = None,
    empty: str | None = None,
    chart: bool | None = None,
    publish: bool | None = None,
    editors: Room | None = None,
) -> None:
    """Subscribe a channel."""
    await think(interaction, privately=True)
    options = Options(
        time, zone, topic, days, channel, direct, length, layout, language, role, empty, chart, publish, editors
    )
    client, now = interaction.client, interaction.client.clock()
    if len(await standing(interaction)) >= MOST_DIGESTS:
        many = phrase("has {number} digests already", number=MOST_DIGESTS)
        raise SubscriptionError(phrase("this server"), many, phrase("Remove one first."))
    wish = await wished(interaction, options)
    subscription = await client.books.do(lambda books: books.roll.add(wish, now))
    client.delivery.wake()
    await tell(interaction, of_subscriptions(phrase("A digest is set up"), [subscription], now, words(interaction)))


@digest.command(name="edit", description="Change a digest; from the next day on, where today's is posted already")
@_options
@app_commands.describe(digest="Which one; leave it out for the one of this channel")
@_layouts
@_empties
@_languages
async def edit(  # noqa: PLR0913, PLR0917  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    digest: str = "",
    time: _Typed | None = None,
    zone: _Typed | None = None,
    topic: _Topic | None = None,
    days: _Typed | None = None,
    channel: Board | None = None,
    direct: bool | None = None,
    length: _Length | None = None,
    layout: str | None = None,
    language: str | None = None,
    role: discord.Role | None = None,
    empty: str | None = None,
    chart: bool | None = None,
    publish: bool | None = None,
    editors: Room | None = None,
) -> None:
    """Change a subscription."""
    await think(interaction, privately=True)
    options = Options(
        time, zone, topic, days, channel, direct, length, layout, language, role, empty, chart, publish, editors
    )
    client, now = interaction.client, interaction.client.clock()
    before = await one(interaction, digest)
    wish = await wished(interaction, options, before.change.wish if before.change else before.wish)
    changed = await client.books.do(lambda books: revise(books, before, wish, now))
    client.delivery.wake()
    heading = phrase("Changed, from the next day on") if changed.change else phrase("Changed")
    await tell(interaction, of_subscriptions(heading, [changed], now, words(interaction)))


@add.autocomplete("zone")
@edit.autocomplete("zone")
async def known_zones(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer zones by city, country or name, with what their clocks show."""
    found = zones_like(current, interaction.client.clock(), words(interaction).language)
    return [app_commands.Choice(name=name[:100], value=zone) for name, zone in found]


@add.autocomplete("topic")
@edit.autocomplete("topic")
async def known_topics(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the topics that were set up, then actors."""
    return await offering.topics(interaction, current)


edit.autocomplete("digest")(known_digests)
