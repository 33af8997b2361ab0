"""What is asked of somebody's message: who it is about, and whether its quotations are true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.commands.replying import everywhere
from bot.commands.telling import at_work, scope, tell, think, words
from bot.messages.checks import of_people, of_sought

if TYPE_CHECKING:
    from bot.client import Dateline

#: Characters of a message that are read.
_MOST_READ = 6_000


@everywhere
@app_commands.context_menu(name="Who is this about?")
async def who_is_this(interaction: discord.Interaction[Dateline], message: discord.Message) -> None:
    """Say who is named in a message, to the one who asks alone."""
    await think(interaction, privately=True)
    work = interaction.client.workers.people(scope=scope(interaction), text=text_of(message))
    await tell(interaction, of_people(await at_work(interaction, work), words(interaction)))


@everywhere
@app_commands.context_menu(name="Check the quotes")
async def check_quotes(interaction: discord.Interaction[Dateline], message: discord.Message) -> None:
    """Look up what a message has in quotation marks, for the one who asks alone."""
    await think(interaction, privately=True)
    work = interaction.client.workers.seek(scope=scope(interaction), text=text_of(message))
    found = await at_work(interaction, work)
    await tell(interaction, of_sought(found, 0, words(interaction)).message)


def text_of(message: discord.Message) -> str:
    """Give all that a message says: its content, its embeds, its text displays, and what it forwards."""
    parts = [*_said(message), *(part for one in message.message_snapshots for part in _said(one))]
    return "\n".join(part for part in parts if part)[:_MOST_READ]


def _said(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from (embed.title or "", embed.description or "", *(field.value or "" for field in embed.fields))
    yield from _displayed(message.components)


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
