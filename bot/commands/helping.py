"""``/help``: every command, what it does, an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.telling import tell, think
from bot.messages import of_help

if TYPE_CHECKING:
    from bot.client import Dateline

#: Name, what it does, an example. A test compares it with the command tree.
COMMANDS = (
    ("brief", "briefs this channel on a topic, or on everything", "/brief topic: North Korea length: 4"),
    ("who", "tells who somebody is", "/who actor: Vladimir Putin"),
    ("when", "tells what happened on a day or in a span of time", "/when date: 19 June 2024"),
    ("ask", "answers a question from the articles", "/ask question: What did Seoul announce on Thursday?"),
    (
        "digest add",
        "posts a digest here every day (for those who manage the server)",
        "/digest add time: 8:30 zone: Seoul",
    ),
    ("digest list", "lists the digests of this server", "/digest list"),
    ("digest preview", "shows the next digest to you alone", "/digest preview"),
    ("digest now", "posts a digest at once", "/digest now"),
    ("digest history", "shows what became of the last digests", "/digest history"),
    ("digest remove", "ends the digests of this channel", "/digest remove"),
    ("help", "shows this", "/help"),
)


@app_commands.command(name="help", description="Show what Dateline can do, with examples")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def explain(interaction: discord.Interaction[Dateline]) -> None:
    """Show the commands to the one who asks."""
    await think(interaction, privately=True)
    roots = interaction.client.mentions
    mentions = {name: roots[name.split()[0]] for name, _, _ in COMMANDS if name.split()[0] in roots}
    await tell(interaction, of_help(COMMANDS, mentions))
