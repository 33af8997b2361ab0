"""
Forms that a member fills in ("modals"): like buttons found by their ids, so one opened before a restart is still read.

What a form does when it is sent is a deed (`bot.commands.pressing.deed`); it reads the answers by `filled`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.commands.pressing import outlived
from bot.commands.telling import words
from bot.messages.markup import cut
from corpus.characters import whole

if TYPE_CHECKING:
    from bot.client import Dateline

#: https://discord.com/developers/docs/components/reference#label-label-structure and #text-input
LONGEST_LABEL, LONGEST_HINT, LONGEST_TEXT = 45, 100, 4_000


@dataclass(frozen=True, slots=True)
class Field:
    """
    A line or a box to write in.

    Attributes:
        id: By which its text is found again.
        label: What to write, up to 45 characters.
        text: What stands in it at first.
        hint: More on what to write, up to 100 characters, or ``""``.
        long: Whether it is a box of many lines.
        required: Whether it may not stay empty.
        most: Most characters.
    """

    id: str
    label: str
    text: str = ""
    hint: str = ""
    long: bool = False
    required: bool = True
    most: int = LONGEST_TEXT


async def hand_out(interaction: discord.Interaction[Dateline], identity: str, title: str, *fields: Field) -> None:
    """Open a form; it is the first answer to *interaction*, so it has to come within three seconds."""
    said = words(interaction)
    form = ui.Modal(title=cut(said.say(title), LONGEST_LABEL), custom_id=identity, timeout=None)
    for field in fields:
        style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
        text = ui.TextInput[Any](
            custom_id=field.id,
            style=style,
            default=field.text[: field.most] or None,
            required=field.required,
            max_length=field.most,
        )
        hint = cut(said.say(field.hint), LONGEST_HINT) or None
        form.add_item(ui.Label(text=cut(said.say(field.label), LONGEST_LABEL), description=hint, component=text))
    # A form that is over is not kept by discord.py, which would forget it with the process: `pressing` reads it.
    form.stop()
    await interaction.response.send_modal(form)


def filled(interaction: discord.Interaction[Dateline], *fields: str) -> tuple[str, ...]:
    """
    Give the texts that a form was sent with, those of *fields* by their ids.

    Raises:
        InputError: If it has another field: it is of another version of the bot.
    """
    data: Any = interaction.data
    parts = [part.get("component") or {} for part in data.get("components", ())]
    texts = {part["custom_id"]: whole(str(part.get("value") or "").strip()) for part in parts if "custom_id" in part}
    if not texts.keys() >= set(fields):
        raise outlived()
    return tuple(texts[field] for field in fields)
