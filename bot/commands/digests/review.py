"""Buttons, menus and the note form with which editors review a digest before it is posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.commands.checks import require_command_access
from bot.commands.components import (
    ModalField,
    component_handler,
    get_selected_value,
    get_selected_values,
    parse_number,
    read_modal,
    send_modal,
    stale_component_error,
)
from bot.commands.responses import get_scope
from bot.digests import ReviewDraft
from bot.errors import InputError
from bot.locales.messages import _
from bot.models.digest_message import EditorChoices
from bot.rendering import MAX_NOTE_LENGTH, to_view

if TYPE_CHECKING:
    from bot.client.client import Dateline


@component_handler("draft_post")
async def post_draft(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Approve the draft with its current choices."""
    draft = await _defer_and_load(interaction, digest)
    client = interaction.client
    approved = await client.delivery.review.approve(draft, interaction.user.display_name, client.clock())
    await _show_draft(interaction, approved)
    client.delivery.wake()


@component_handler("draft_skip")
async def skip_draft(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Skip the digest, so that it is not posted."""
    draft = await _defer_and_load(interaction, digest)
    client = interaction.client
    await _show_draft(
        interaction, await client.delivery.review.skip(draft, interaction.user.display_name, client.clock())
    )


@component_handler("draft_keep")
async def keep_points(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Keep only the selected points, in their current order; restored points come last."""
    draft = await _defer_and_load(interaction, digest)
    selected = {_parse_index(draft, value) for value in get_selected_values(interaction)}

    def change(before: EditorChoices) -> EditorChoices:
        order = _get_order(draft, before)
        return replace(
            before, order=(*(index for index in order if index in selected), *sorted(selected.difference(order)))
        )

    await _save_choices(interaction, draft, change)


@component_handler("draft_first")
async def move_to_top(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Move the selected point to the top."""
    draft = await _defer_and_load(interaction, digest)
    first = _parse_index(draft, get_selected_value(interaction))

    def change(before: EditorChoices) -> EditorChoices:
        return replace(before, order=(first, *(index for index in _get_order(draft, before) if index != first)))

    await _save_choices(interaction, draft, change)


def _parse_index(draft: ReviewDraft, value: str) -> int:
    if parse_number(value) >= len(draft.copy.points):
        raise stale_component_error()
    return int(value)


def _get_order(draft: ReviewDraft, choices: EditorChoices) -> tuple[int, ...]:
    return choices.order if choices.order is not None else tuple(range(len(draft.copy.points)))


@component_handler("draft_note")
async def open_note_form(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Open the modal for an editor's note."""
    draft = await _load_draft(interaction, digest)
    text = ModalField(
        "note",
        _("Your note"),
        draft.choices.note,
        _("Appears above the digest with your name; leave empty for none."),
        multiline=True,
        required=False,
        max_length=MAX_NOTE_LENGTH,
    )
    await send_modal(interaction, f"draft_noted:{digest}", _("Editor's note"), text)


@component_handler("draft_noted")
async def save_note(interaction: discord.Interaction[Dateline], digest: str) -> None:
    """Add the note above the digest, with its author's name."""
    draft = await _defer_and_load(interaction, digest)
    (text,), author = read_modal(interaction, "note"), interaction.user.display_name
    await _save_choices(interaction, draft, lambda before: replace(before, note=text, author=author))


async def _defer_and_load(interaction: discord.Interaction[Dateline], digest: str) -> ReviewDraft:
    await interaction.response.defer()
    return await _load_draft(interaction, digest)


async def _load_draft(interaction: discord.Interaction[Dateline], digest: str) -> ReviewDraft:
    """
    Return the draft, if the member may manage the guild or its messages, or use ``/digest`` by the guild's settings.

    Raises:
        MissingPermissions: If the member may not.
        InputError: If the draft belongs to another guild or no longer exists.
    """
    if not interaction.permissions.manage_messages:
        await require_command_access(interaction, "digest")
    draft = await interaction.client.delivery.review.find(digest)
    if draft.subscription.options.guild != get_scope(interaction):
        raise InputError("draft", _("This draft no longer exists."))
    return draft


async def _save_choices(
    interaction: discord.Interaction[Dateline], draft: ReviewDraft, change: Callable[[EditorChoices], EditorChoices]
) -> None:
    await _show_draft(interaction, await interaction.client.delivery.review.update_choices(draft, change))


async def _show_draft(interaction: discord.Interaction[Dateline], draft: ReviewDraft) -> None:
    await interaction.edit_original_response(
        view=to_view(draft.message), allowed_mentions=discord.AllowedMentions.none()
    )
