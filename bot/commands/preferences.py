"""``/settings``: language, private replies and usual topic, of the server or of one channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.books import Books
from bot.books.settings import WHOLE_SERVER, Choices
from bot.commands.managing import Managing, here
from bot.commands.telling import tell, think, words
from bot.locales import LANGUAGES
from bot.messages.preferences import of_preferences, spoken_name
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline

Place = discord.TextChannel | discord.VoiceChannel | discord.Thread

settings = Managing("settings", "Choose how the bot behaves in this server")
_CHANNEL = "For one channel alone; leave it out for the whole server"
#: What takes a choice back: a language and an audience of nobody's choosing.
_NONE = "none"


@settings.command(name="show", description="Show what is chosen for this server and its channels")
async def show(interaction: discord.Interaction[Dateline]) -> None:
    """Show the settings."""
    await think(interaction, privately=True)
    guild = here(interaction)
    chosen = await interaction.client.books.do(lambda books: books.settings.chosen(guild))
    await tell(interaction, of_preferences(chosen, words(interaction)))


@settings.command(name="language", description="Choose the language of the bot's own words; quotations stay")
@app_commands.describe(language="Which language", channel=_CHANNEL)
@app_commands.choices(
    language=[
        *(app_commands.Choice(name=spoken_name(language), value=language) for language in LANGUAGES),
        app_commands.Choice(name="Each member's own", value=_NONE),
    ]
)
async def language(interaction: discord.Interaction[Dateline], language: str, channel: Place | None = None) -> None:
    """Choose a language."""
    await _choose(interaction, channel, "language", None if language == _NONE else language)


@settings.command(name="replies", description="Choose who sees the answers to questions")
@app_commands.describe(audience="Who sees them", channel=_CHANNEL)
@app_commands.choices(
    audience=[
        app_commands.Choice(name="Everyone in the channel", value="all"),
        app_commands.Choice(name="Only the one who asks", value="one"),
        app_commands.Choice(name="As the server has it", value=_NONE),
    ]
)
async def replies(interaction: discord.Interaction[Dateline], audience: str, channel: Place | None = None) -> None:
    """Choose whether replies are private."""
    await _choose(interaction, channel, "private", None if audience == _NONE else audience == "one")


@settings.command(name="topic", description="Choose what a question is about that names no topic")
@app_commands.describe(topic="A topic or words; leave it out for everything", channel=_CHANNEL)
async def topic(
    interaction: discord.Interaction[Dateline],
    topic: app_commands.Range[str, 1, 200] = "",
    channel: Place | None = None,
) -> None:
    """Choose a usual topic."""
    await _choose(interaction, channel, "topic", topic.strip() or None)


async def _choose(
    interaction: discord.Interaction[Dateline], channel: Place | None, name: str, value: str | bool | None
) -> None:
    await think(interaction, privately=True)
    guild, place = here(interaction), channel.id if channel else WHOLE_SERVER

    def choose(books: Books) -> dict[int, Choices]:
        books.settings.choose(guild, place, name, value)
        return books.settings.chosen(guild)

    chosen = await interaction.client.books.do(choose)
    await tell(interaction, of_preferences(chosen, words(interaction), phrase("Settings changed")))
