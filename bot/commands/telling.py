"""How a command answers: at once with "thinking", then with one message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.books.settings import WHOLE_SERVER, Preferences
from bot.layouts import attached, layout
from bot.locales import Words, words_for
from bot.messages import Accent, Message
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline

T = TypeVar("T")

#: Under this name an interaction remembers that only the one who asked sees its answer.
PRIVATELY = "privately"
#: Under this name it remembers that its answer stands beside the message whose button was pressed.
BESIDE = "beside"
#: Under this name it remembers the message beside it that says how far the work is.
_PROGRESS = "progress"
#: Seconds of work after which the one who asked is told what is being done.
PATIENCE = 5.0


async def think(interaction: discord.Interaction[Dateline], *, privately: bool = False) -> None:
    """Acknowledge within Discord's three seconds, before any work is done."""
    interaction.extras[PRIVATELY] = privately
    await interaction.response.defer(thinking=True, ephemeral=privately)


async def attend(interaction: discord.Interaction[Dateline]) -> None:
    """Acknowledge a question, to be answered before all or to the one who asks alone, as the channel has it."""
    await think(interaction, privately=is_private(interaction))


async def hold(interaction: discord.Interaction[Dateline]) -> None:
    """Acknowledge a pressed button: its message stays, the answer stands beside it, for the one who pressed."""
    interaction.extras[BESIDE] = True
    await interaction.response.defer()


async def tell(interaction: discord.Interaction[Dateline], message: Message) -> None:
    """Put *message* in the place of "thinking", or beside the message whose button was pressed."""
    view, files, nobody = layout(message), attached(message), discord.AllowedMentions.none()
    if not interaction.extras.get(BESIDE):
        await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=nobody)
        return
    progress = interaction.extras.pop(_PROGRESS, None)
    if isinstance(progress, discord.WebhookMessage):
        await progress.edit(view=view, attachments=files, allowed_mentions=nobody)
        return
    await interaction.followup.send(
        view=view, files=files, ephemeral=interaction.guild_id is not None, allowed_mentions=nobody
    )


async def at_work(interaction: discord.Interaction[Dateline], work: Awaitable[T]) -> T:
    """Wait for *work*; when it takes long, say so."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        doing = phrase("Still reading and ranking the articles; this takes longer than usual …")
        message = Message((f"-# {words(interaction).say(doing)}",), Accent.NOTHING)
        if interaction.extras.get(BESIDE):
            interaction.extras[_PROGRESS] = await interaction.followup.send(
                view=layout(message), ephemeral=interaction.guild_id is not None, wait=True
            )
        else:
            await interaction.edit_original_response(view=layout(message))
    return await task


def is_private(interaction: discord.Interaction[Dateline]) -> bool:
    """Tell whether answers here are for the one who asks alone."""
    return interaction.is_guild_integration() and _preferences(interaction).private


def usual_topic(interaction: discord.Interaction[Dateline]) -> str:
    """Give what a question is about here that names no topic; ``""`` for everything."""
    return _preferences(interaction).topic if interaction.is_guild_integration() else ""


def words(interaction: discord.Interaction[Dateline]) -> Words:
    """Give the voice of an answer: the member's own; for all to see, that chosen for the channel, where one is."""
    own = interaction.locale.value
    if interaction.extras.get(PRIVATELY) or interaction.extras.get(BESIDE):
        return words_for(own)
    return words_for(_preferences(interaction).language, own)


def _preferences(interaction: discord.Interaction[Dateline]) -> Preferences:
    """Look up, in memory, what was chosen for the place; nothing in a direct conversation."""
    if interaction.guild_id is None or interaction.channel_id is None:
        return Preferences()
    parent = getattr(interaction.channel, "parent_id", None) or WHOLE_SERVER
    return interaction.client.settings.of(str(interaction.guild_id), interaction.channel_id, parent)


def scope(interaction: discord.Interaction[Dateline]) -> str:
    """
    Give the server whose articles may be shown besides everybody's, ``""`` for none.

    A person who installed the bot for themselves may use it in servers that never invited it: their articles stay shut.
    """
    return str(interaction.guild_id) if interaction.guild_id and interaction.is_guild_integration() else ""
