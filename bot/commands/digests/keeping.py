"""``/digest list``, ``pause``, ``resume`` and ``remove``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.books import Books
from bot.commands.digests.group import digest, known_digests, meant, standing
from bot.commands.digests.wording import of_subscriptions
from bot.commands.telling import tell, think, words
from bot.delivery import enter_due
from bot.messages import of_list
from bot.phrases import phrase
from bot.schedules import read_day
from bot.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.client import Dateline

_WHICH = "Which one; leave it out for those of this channel"


@digest.command(name="list", description="List the digests of this server")
async def listing(interaction: discord.Interaction[Dateline]) -> None:
    """List the server's subscriptions."""
    await think(interaction, privately=True)
    held, now = await standing(interaction), interaction.client.clock()
    await tell(interaction, of_subscriptions(phrase("Digests of this server"), held, now, words(interaction)))


@digest.command(name="pause", description="Post no digest until a day that you name")
@app_commands.describe(until="The first day with a digest again: Monday, 1 July, in two weeks", digest=_WHICH)
async def pause(
    interaction: discord.Interaction[Dateline], until: app_commands.Range[str, 1, 100], digest: str = ""
) -> None:
    """Pause what was chosen."""
    await think(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await meant(interaction, digest)
    days = [read_day(until, now.astimezone(ZoneInfo(each.wish.schedule.zone)).date()) for each in chosen]

    def write(books: Books) -> list[Subscription]:
        enter_due(books, now)  # what came due a moment ago is not of the pause
        return [books.roll.pause(each.id, day) for each, day in zip(chosen, days, strict=True)]

    paused = await client.books.do(write)
    client.delivery.wake()
    await tell(interaction, of_subscriptions(phrase("Paused"), paused, now, words(interaction)))


@digest.command(name="resume", description="Post digests again that were paused or suspended")
@app_commands.describe(digest=_WHICH)
async def resume(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """End a pause or a suspension."""
    await think(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await meant(interaction, digest)

    def write(books: Books) -> list[Subscription]:
        enter_due(books, now)  # what came due meanwhile was of the pause
        return [books.roll.resume(each.id) for each in chosen]

    resumed = await client.books.do(write)
    client.delivery.wake()
    await tell(interaction, of_subscriptions(phrase("Resumed"), resumed, now, words(interaction)))


@digest.command(name="remove", description="End a digest, or all of this channel")
@app_commands.describe(digest=_WHICH)
async def remove(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """End what was set up."""
    await think(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    chosen = await meant(interaction, digest)

    def end(books: Books) -> None:
        for subscription in chosen:
            books.roll.end(subscription.id, now)

    await client.books.do(end)
    client.delivery.wake()
    lines = [phrase("No more digests are posted there. What was posted stays.")]
    await tell(interaction, of_list(phrase("Removed"), lines, words(interaction)))


pause.autocomplete("digest")(known_digests)
resume.autocomplete("digest")(known_digests)
remove.autocomplete("digest")(known_digests)
