"""A bot of nextcord: one command, answered, edited and followed up; a button that edits, one that opens a modal."""

from __future__ import annotations

import io
import os

import nextcord
from nextcord.ext import commands
from nextcord.http import Route

Route.BASE = f"{os.environ['DISCORD_URL']}/api/v10"
bot = commands.Bot(intents=nextcord.Intents.default())


class Settings(nextcord.ui.Modal):
    """A modal of one field."""

    def __init__(self) -> None:
        super().__init__("Settings", custom_id="settings")
        self.hour = nextcord.ui.TextInput("Hour", custom_id="hour", max_length=2)
        self.add_item(self.hour)

    async def callback(self, interaction: nextcord.Interaction) -> None:
        """Think, and say what was filled in."""
        await interaction.response.defer()
        await interaction.followup.send(f"at {self.hour.value}")


class Buttons(nextcord.ui.View):
    """Two buttons."""

    @nextcord.ui.button(label="Count", custom_id="count", emoji="🔢")
    async def count(self, _: nextcord.ui.Button, interaction: nextcord.Interaction) -> None:
        """Edit the message."""
        await interaction.response.edit_message(content="counted")

    @nextcord.ui.button(label="Form", custom_id="form")
    async def form(self, _: nextcord.ui.Button, interaction: nextcord.Interaction) -> None:
        """Open a modal."""
        await interaction.response.send_modal(Settings())


@bot.slash_command(description="Say it again")
async def echo(interaction: nextcord.Interaction, text: str) -> None:
    """Answer, edit the answer, and follow up."""
    await interaction.response.send_message(text, view=Buttons())
    await interaction.edit_original_message(content=f"{text}, edited")
    await interaction.followup.send("and more", ephemeral=True)


@bot.event
async def on_ready() -> None:
    """Post a message with a file, and react to it."""
    general = nextcord.utils.get(bot.get_all_channels(), name="general")
    message = await general.send("ready", file=nextcord.File(io.BytesIO(b"hello"), "a.txt"))
    await message.add_reaction("👍")


bot.run(os.environ["DISCORD_TOKEN"])
