"""Members and servers that ask too often wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from bot.client import Dateline


async def paced(interaction: discord.Interaction[Any]) -> bool:
    """Let a command through, or raise CommandOnCooldown."""
    client: Dateline = interaction.client
    client.pace.admit(interaction.user.id, interaction.guild_id)
    return True
