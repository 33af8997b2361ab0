"""How a command answers: at once with "thinking", then with one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.layouts import attached, layout
from bot.locales import Words, words_for
from bot.messages import Message

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
    """Give the voice in which the member who asks is answered."""
    return words_for(interaction.locale.value)


def scope(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the server whose articles may be shown besides everybody's, ``""`` for none.

    A person who installed the bot for themselves may use it in servers that never invited it: their articles stay shut.
    """
    return str(interaction.guild_id) if interaction.guild_id and interaction.is_guild_integration() else ""
