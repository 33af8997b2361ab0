"""Message → discord.py's Components V2."""

from __future__ import annotations

import discord
from discord import ui

from bot.messages import Message


def layout(message: Message) -> ui.LayoutView:
    """Give *message* as one container, a thin gap between its blocks; it has no buttons, so it never times out."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(message.accent))
    for number, block in enumerate(message.blocks):
        if number:
            container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(block))
    return ui.LayoutView(timeout=None).add_item(container)
