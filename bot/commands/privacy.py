"""``/privacy``: what is kept of a member, or of a server, shown, handed out and deleted."""

from __future__ import annotations

import gzip
import json
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot import leaving
from bot.books.privacy import COUNTED
from bot.commands.managing import managed
from bot.commands.pressing import deed
from bot.commands.telling import tell, think, words
from bot.layouts import layout
from bot.messages import Message
from bot.messages.keeping import of_asking, of_export, of_kept, of_staying, of_wiped
from bot.scopes import holdings

if TYPE_CHECKING:
    from bot.client import Dateline

#: Characters of articles in an export, and bytes from which on it is compressed: any server takes files of 10 MB.
_MOST_TEXT, _LARGEST = 3_000_000, 8_000_000
_MINE, _SERVER = "mine", "server"

privacy = app_commands.Group(
    name="privacy",
    description="See, take along or delete what is kept of you or of this server",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)
_WHOSE = app_commands.choices(
    whose=[
        app_commands.Choice(name="Mine", value=_MINE),
        app_commands.Choice(name="This server's", value=_SERVER),
    ]
)
_OF_WHOM = "Yours, or this server's (for those who manage it)"


@privacy.command(name="show", description="Show what is kept of you, or of this server")
@app_commands.describe(whose=_OF_WHOM)
@_WHOSE
async def show(interaction: discord.Interaction[Dateline], whose: str = _MINE) -> None:
    """Count what is kept."""
    await think(interaction, privately=True)
    counts = await _counts(interaction, whose)
    await tell(interaction, of_kept(counts, words(interaction), server=whose == _SERVER))


@privacy.command(name="export", description="Get what is kept of you, or of this server, as a JSON file")
@app_commands.describe(whose=_OF_WHOM)
@_WHOSE
async def export(interaction: discord.Interaction[Dateline], whose: str = _MINE) -> None:
    """Hand out what is kept."""
    await think(interaction, privately=True)
    client, member = interaction.client, interaction.user.id
    told: dict[str, object] = {"of": whose, "at": client.clock().isoformat()}
    left_out = 0
    if whose == _SERVER:
        guild = managed(interaction)
        rows = await client.books.do(lambda books: books.private.of_server(guild))
        told |= {"server": guild, **{name: len(kept) if name in COUNTED else kept for name, kept in rows.items()}}
        held = await client.workers.keep(partial(holdings.tell, scope=guild, texts=_MOST_TEXT))
        told |= held
        left_out = int(str(held["texts_left_out"]))
    else:
        mine = await client.books.do(lambda books: books.private.of_member(member))
        told |= {"member": str(member), **mine}
    data = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if len(data) > _LARGEST:
        data = gzip.compress(data, mtime=0)
    await tell(interaction, of_export(data, left_out, words(interaction)))


@privacy.command(name="delete", description="Delete what is kept of you, or of this server")
@app_commands.describe(whose=_OF_WHOM)
@_WHOSE
async def delete(interaction: discord.Interaction[Dateline], whose: str = _MINE) -> None:
    """Ask whether it is meant."""
    await think(interaction, privately=True)
    counts = await _counts(interaction, whose)
    message = of_asking(counts, f"privacy_wipe:{whose}", words(interaction), server=whose == _SERVER)
    await tell(interaction, message)


@deed("privacy_keep")
async def keep(interaction: discord.Interaction[Dateline]) -> None:
    """Delete nothing."""
    await interaction.response.edit_message(view=layout(of_staying(words(interaction))))


@deed("privacy_wipe")
async def wipe(interaction: discord.Interaction[Dateline], whose: str) -> None:
    """Delete it for real."""
    guild = managed(interaction) if whose == _SERVER else ""
    await interaction.response.defer()
    if guild:
        count = await leaving.wipe(interaction.client, guild)
        interaction.client.delivery.wake()
    else:
        member = interaction.user.id
        count = await interaction.client.books.do(lambda books: books.private.wipe_member(member))
    await _replace(interaction, of_wiped(count, words(interaction)))


async def _replace(interaction: discord.Interaction[Dateline], message: Message) -> None:
    await interaction.edit_original_response(view=layout(message))


async def _counts(interaction: discord.Interaction[Dateline], whose: str) -> dict[str, int]:
    client, member = interaction.client, interaction.user.id
    if whose == _MINE:
        mine = await client.books.do(lambda books: books.private.of_member(member))
        return {name: len(rows) for name, rows in mine.items()}
    guild = managed(interaction)
    rows = await client.books.do(lambda books: books.private.of_server(guild))
    held = await client.workers.keep(partial(holdings.count, scope=guild))
    return {**{name: len(kept) for name, kept in rows.items()}, **held}
