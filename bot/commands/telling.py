"""How a command answers: at once with "thinking", then with one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.layouts import attached, layout
from bot.locales import Words, words_for
from bot.messages import Message
from bot.settings import WHOLE_SERVER

if TYPE_CHECKING:
    from bot.client import Dateline


#: Under this name an interaction remembers that only the one who asked sees its answer.
PRIVATELY = "privately"


async def think(interaction: discord.Interaction[Dateline], *, privately: bool = False) -> None:
    """Acknowledge within Discord's three seconds, before any work is done."""
    interaction.extras[PRIVATELY] = privately
    await interaction.response.defer(thinking=True, ephemeral=privately)


async def tell(interaction: discord.Interaction[Dateline], message: Message) -> None:
    """Put *message* in the place of "thinking"."""
    await interaction.edit_original_response(
        view=layout(message), attachments=attached(message), allowed_mentions=discord.AllowedMentions.none()
    )


def words(interaction: discord.Interaction[Dateline]) -> Words:
    """Give the voice of an answer: the member's own; for all to see, that chosen for the channel, where one is."""
    own = interaction.locale.value
    if interaction.extras.get(PRIVATELY) or interaction.guild_id is None or interaction.channel_id is None:
        return words_for(own)
    parent = getattr(interaction.channel, "parent_id", None) or WHOLE_SERVER
    chosen = interaction.client.settings.of(str(interaction.guild_id), interaction.channel_id, parent)
    return words_for(chosen.language, own)


def scope(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the server whose articles may be shown besides everybody's, ``""`` for none.

    A person who installed the bot for themselves may use it in servers that never invited it: their articles stay shut.
    """
    return str(interaction.guild_id) if interaction.guild_id and interaction.is_guild_integration() else ""
