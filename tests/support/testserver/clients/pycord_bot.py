"""A bot of py-cord: one command, answered, edited and followed up; a button that edits, one that opens a modal."""

import io
import os

import discord
from discord.http import Route

Route.API_BASE_URL = f"{os.environ['DISCORD_URL']}/api/v10"
bot = discord.Bot(intents=discord.Intents.default())


class Settings(discord.ui.Modal):
    """A modal of one field."""

    def __init__(self) -> None:
        super().__init__(discord.ui.InputText(label="Hour", custom_id="hour", max_length=2), title="Settings")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Think, and say what was filled in."""
        await interaction.response.defer()
        await interaction.followup.send(f"at {self.children[0].value}")


class Buttons(discord.ui.View):
    """Two buttons."""

    @discord.ui.button(label="Count", custom_id="count", emoji="🔢")
    async def count(self, _: discord.ui.Button, interaction: discord.Interaction) -> None:
        """Edit the message."""
        await interaction.response.edit_message(content="counted")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, _: discord.ui.Button, interaction: discord.Interaction) -> None:
        """Open a modal."""
        await interaction.response.send_modal(Settings())


@bot.slash_command(description="Say it again")
async def echo(ctx: discord.ApplicationContext, text: str) -> None:
    """Answer, edit the answer, and follow up."""
    await ctx.respond(text, view=Buttons())
    await ctx.interaction.edit_original_response(content=f"{text}, edited")
    await ctx.followup.send("and more", ephemeral=True)


@bot.event
async def on_ready() -> None:
    """Post a message with a file, and react to it."""
    general = discord.utils.get(bot.get_all_channels(), name="general")
    message = await general.send("ready", file=discord.File(io.BytesIO(b"hello"), "a.txt"))
    await message.add_reaction("👍")


bot.run(os.environ["DISCORD_TOKEN"])
