"""The buttons and menus of a draft: post, skip, leave points out, put one first, add a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.forms import Field, filled, hand_out
from bot.commands.pressing import chosen, deed, number, one_chosen, outlived
from bot.commands.telling import scope
from bot.delivery.drafting import Draft
from bot.errors import InputError
from bot.layouts import layout
from bot.messages.editions import MOST_OF_NOTE, Choices
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline


@deed("draft_post")
async def post(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Let the digest be posted as it stands."""
    opened = await _opened(interaction, digest)
    client = interaction.client
    approved = await client.delivery.drafts.approve(opened, interaction.user.display_name, client.clock())
    await _show(interaction, approved)
    client.delivery.wake()


@deed("draft_skip")
async def skip(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Let it not be posted."""
    opened = await _opened(interaction, digest)
    client = interaction.client
    await _show(interaction, await client.delivery.drafts.skip(opened, interaction.user.display_name, client.clock()))


@deed("draft_keep")
async def keep(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Keep the points that were chosen, in the order that they have; what is taken back comes last."""
    opened = await _opened(interaction, digest)
    kept = {_index(opened, value) for value in chosen(interaction)}

    def change(before: Choices) -> Choices:
        order = _order(opened, before)
        return replace(before, order=(*(index for index in order if index in kept), *sorted(kept.difference(order))))

    await _choose(interaction, opened, change)


@deed("draft_first")
async def put_first(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Move the point that was chosen to the top."""
    opened = await _opened(interaction, digest)
    first = _index(opened, one_chosen(interaction))

    def change(before: Choices) -> Choices:
        return replace(before, order=(first, *(index for index in _order(opened, before) if index != first)))

    await _choose(interaction, opened, change)


def _index(opened: Draft, value: str) -> int:
    if number(value) >= len(opened.copy.points):
        raise outlived()
    return int(value)


def _order(opened: Draft, choices: Choices) -> tuple[int, ...]:
    return choices.order if choices.order is not None else tuple(range(len(opened.copy.points)))


@deed("draft_note")
async def note(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Open the form for a note."""
    opened = await _found(interaction, digest)
    text = Field(
        "note",
        phrase("Your note"),
        opened.choices.note,
        phrase("Shown above the digest, marked as yours; leave it empty for none."),
        long=True,
        required=False,
        most=MOST_OF_NOTE,
    )
    await hand_out(interaction, f"draft_noted:{digest}", phrase("Editor's note"), text)


@deed("draft_noted")
async def noted(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Put the note above the digest, marked as its author's."""
    opened = await _opened(interaction, digest)
    (text,), author = filled(interaction, "note"), interaction.user.display_name
    await _choose(interaction, opened, lambda before: replace(before, note=text, by=author))


async def _opened(interaction: discord.Interaction[Dateline], digest: str) -> Draft:
    await interaction.response.defer()
    return await _found(interaction, digest)


async def _found(interaction: discord.Interaction[Dateline], digest: str) -> Draft:
    """
    Give the draft for an editor: who may manage the server or its messages.

    Raises:
        MissingPermissions: If the member may not.
        InputError: If it is another server's, or is not known any more.
    """
    held = interaction.permissions
    if not (held.manage_guild or held.manage_messages):
        raise app_commands.MissingPermissions(["manage_messages"])
    opened = await interaction.client.delivery.drafts.find(digest)
    if opened.subscription.wish.guild != scope(interaction):
        raise InputError(phrase("this draft"), phrase("is not known any more"))
    return opened


async def _choose(
    interaction: discord.Interaction[Dateline], opened: Draft, change: Callable[[Choices], Choices]
) -> None:
    await _show(interaction, await interaction.client.delivery.drafts.choose(opened, change))


async def _show(interaction: discord.Interaction[Dateline], opened: Draft) -> None:
    await interaction.edit_original_response(
        view=layout(opened.message), allowed_mentions=discord.AllowedMentions.none()
    )
