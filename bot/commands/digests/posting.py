"""``/digest preview``, ``now`` and ``history``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.digests.group import digest, known_digests, meant, one, remembered
from bot.commands.digests.wording import told
from bot.commands.telling import at_work, tell, think, words
from bot.messages import of_list
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline

_WHICH = "Which one; leave it out for those of this channel"


@digest.command(name="preview", description="Show the next digest to you alone")
@app_commands.describe(digest="Which one; leave it out for the one of this channel")
async def preview(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Show the digest as it would be now."""
    await think(interaction, privately=True)
    subscription = await one(interaction, digest)
    await tell(interaction, await at_work(interaction, interaction.client.delivery.preview(subscription)))


@digest.command(name="now", description="Post a digest at once, beside the scheduled ones")
@app_commands.describe(digest=_WHICH)
async def post_now(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Post what is new, beside the scheduled digests."""
    await think(interaction, privately=True)
    lines, voice = [], words(interaction)
    for subscription in await meant(interaction, digest):
        entry = await at_work(interaction, interaction.client.delivery.post_now(subscription))
        lines.append(told(entry, subscription, voice))
    await tell(interaction, of_list(phrase("Digest"), lines, voice))


@digest.command(name="history", description="Show what became of the last digests")
@app_commands.describe(digest=_WHICH)
async def history(interaction: discord.Interaction[Dateline], digest: str = "") -> None:
    """Read from the ledger."""
    await think(interaction, privately=True)
    voice, by_id = words(interaction), {each.id: each for each in await remembered(interaction, digest)}
    rows = await interaction.client.books.do(lambda books: books.ledger.history(tuple(by_id), 20))
    lines = [told(entry, by_id[entry.key.subscription], voice) for entry in rows]
    await tell(interaction, of_list(phrase("Last digests"), lines or [phrase("None was due yet.")], voice))


preview.autocomplete("digest")(known_digests)
post_now.autocomplete("digest")(known_digests)
history.autocomplete("digest")(known_digests)
