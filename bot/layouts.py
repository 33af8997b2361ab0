"""Message → discord.py's Components V2."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import ui

from bot.messages import Button, Kind, Menu, Message


def layout(message: Message) -> ui.LayoutView:
    """Give *message* as one container, a thin gap between its blocks; its controls are found by their ids, for ever."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(message.accent))
    for number, block in enumerate(message.blocks):
        if number:
            container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(block))
    for file in message.files:
        address = f"attachment://{file.name}"
        shown = discord.MediaGalleryItem(address, description=file.alt[:_LONGEST_ALT])
        container.add_item(ui.MediaGallery(shown) if file.alt else ui.File(address))
    for row in message.controls:
        container.add_item(ui.ActionRow(*map(_control, row)))
    view = ui.LayoutView(timeout=None).add_item(container)
    # Our buttons are found by their ids. A view that is not stopped would be kept for each message, for ever.
    view.stop()
    return view


def attached(message: Message) -> list[discord.File]:
    """Give the files of *message*; discord.py reads each once, so they are made for each sending."""
    return [discord.File(BytesIO(file.data), file.name, description=file.alt[:_LONGEST_ALT]) for file in message.files]


def mentions(message: Message) -> discord.AllowedMentions:
    """Give whom *message* may ping: the roles that it names as such, and nobody else."""
    if not message.roles:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, users=False, replied_user=False, roles=[discord.Object(role) for role in message.roles]
    )


#: https://discord.com/developers/docs/resources/message#attachment-object
_LONGEST_ALT = 1_024


def _control(control: Button | Menu) -> ui.Item[ui.LayoutView]:
    if isinstance(control, Button):
        style = discord.ButtonStyle(control.style)
        return ui.Button(style=style, label=control.label, custom_id=control.id, disabled=control.disabled)
    return _menu(control)


#: Channels that a digest can be posted to.
_WITH_MESSAGES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


def _menu(menu: Menu) -> ui.Item[ui.LayoutView]:
    identity, hint, least, most = menu.id, menu.placeholder, menu.least, menu.most
    if menu.kind is Kind.ROLES:
        return ui.RoleSelect(custom_id=identity, placeholder=hint, min_values=least, max_values=most)
    if menu.kind is Kind.CHANNELS:
        return ui.ChannelSelect(
            custom_id=identity, placeholder=hint, min_values=least, max_values=most, channel_types=_WITH_MESSAGES
        )
    options = [
        discord.SelectOption(label=one.label, value=one.value, description=one.description or None, default=one.chosen)
        for one in menu.choices
    ]
    return ui.Select(custom_id=identity, placeholder=hint, min_values=least, max_values=most, options=options)
