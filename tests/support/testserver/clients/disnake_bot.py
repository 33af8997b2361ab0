"""A bot of disnake: one command, answered, edited and followed up; a button that edits, one that opens a modal."""

from __future__ import annotations

import io
import os

import disnake
from disnake.ext import commands
from disnake.http import Route

Route.BASE = f"{os.environ['DISCORD_URL']}/api/v10"
bot = commands.InteractionBot(intents=disnake.Intents.default())


@bot.slash_command(description="Say it again")
async def echo(interaction: disnake.ApplicationCommandInteraction, text: str) -> None:
    """Answer, edit the answer, and follow up."""
    buttons = [
        disnake.ui.Button(label="Count", custom_id="count", emoji="🔢"),
        disnake.ui.Button(label="Form", custom_id="form"),
    ]
    await interaction.response.send_message(text, components=buttons)
    await interaction.edit_original_response(f"{text}, edited")
    await interaction.followup.send("and more", ephemeral=True)


@bot.listen("on_button_click")
async def handle_button(interaction: disnake.MessageInteraction) -> None:
    """Edit the message, or open a modal."""
    if interaction.component.custom_id == "form":
        hour = disnake.ui.TextInput(label="Hour", custom_id="hour", max_length=2)
        await interaction.response.send_modal(title="Settings", custom_id="settings", components=[hour])
    else:
        await interaction.response.edit_message("counted")


@bot.listen("on_modal_submit")
async def handle_modal(interaction: disnake.ModalInteraction) -> None:
    """Think, and say what was filled in."""
    await interaction.response.defer()
    await interaction.edit_original_response(f"at {interaction.text_values['hour']}")


@bot.listen("on_ready")
async def greet() -> None:
    """Post a message with a file, and react to it."""
    general = disnake.utils.get(bot.get_all_channels(), name="general")
    message = await general.send("ready", file=disnake.File(io.BytesIO(b"hello"), "a.txt"))
    await message.add_reaction("👍")


bot.run(os.environ["DISCORD_TOKEN"])
