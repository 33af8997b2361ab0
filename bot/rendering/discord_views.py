"""Convert messages to discord.py views, files and allowed mentions."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import ui

from bot.models.message import Button, MenuKind, Message, SelectMenu


def to_view(message: Message) -> ui.LayoutView:
    """Return *message* as one container with small gaps between its blocks; its controls never time out."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(message.accent))
    for number, block in enumerate(message.blocks):
        if number:
            container.add_item(ui.Separator(visible=False))
        text: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(block)
        if number == 0 and message.thumbnail:
            picture, alt = message.thumbnail.address, message.thumbnail.alt[:_MAX_ALT_LENGTH]
            container.add_item(ui.Section(text, accessory=ui.Thumbnail(picture, description=alt or None)))
        else:
            container.add_item(text)
    for file in message.files:
        address = f"attachment://{file.name}"
        item = discord.MediaGalleryItem(address, description=file.alt[:_MAX_ALT_LENGTH])
        container.add_item(ui.MediaGallery(item) if file.alt else ui.File(address))
    for row in message.controls:
        container.add_item(ui.ActionRow(*map(_to_item, row)))
    view = ui.LayoutView(timeout=None).add_item(container)
    # Buttons are dispatched by their ids. discord.py would store a view that is not stopped for each message, forever.
    view.stop()
    return view


def to_files(message: Message) -> list[discord.File]:
    """Return new files for *message*; discord.py reads a file only once, so each attempt to send needs new ones."""
    return [
        discord.File(BytesIO(file.data), file.name, description=file.alt[:_MAX_ALT_LENGTH]) for file in message.files
    ]


def to_allowed_mentions(message: Message) -> discord.AllowedMentions:
    """Return the allowed mentions of *message*: only its own roles."""
    if not message.roles:
        return discord.AllowedMentions.none()
    return discord.AllowedMentions(
        everyone=False, users=False, replied_user=False, roles=[discord.Object(role) for role in message.roles]
    )


#: https://discord.com/developers/docs/resources/message#attachment-object
_MAX_ALT_LENGTH = 1_024


def _to_item(control: Button | SelectMenu) -> ui.Item[ui.LayoutView]:
    if isinstance(control, Button):
        style = discord.ButtonStyle(control.style)
        return ui.Button(style=style, label=control.label, custom_id=control.id, disabled=control.disabled)
    return _to_select(control)


#: Channels that a digest can be posted to.
_POSTABLE_CHANNEL_TYPES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


def _to_select(menu: SelectMenu) -> ui.Item[ui.LayoutView]:
    custom_id, hint, min_values, max_values = menu.id, menu.placeholder, menu.min_values, menu.max_values
    if menu.kind is MenuKind.ROLES:
        return ui.RoleSelect(custom_id=custom_id, placeholder=hint, min_values=min_values, max_values=max_values)
    if menu.kind is MenuKind.CHANNELS:
        return ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=hint,
            min_values=min_values,
            max_values=max_values,
            channel_types=_POSTABLE_CHANNEL_TYPES,
        )
    options = [
        discord.SelectOption(label=one.label, value=one.value, description=one.description or None, default=one.default)
        for one in menu.choices
    ]
    return ui.Select(
        custom_id=custom_id, placeholder=hint, min_values=min_values, max_values=max_values, options=options
    )
