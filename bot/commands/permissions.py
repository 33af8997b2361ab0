"""What the bot may do in a channel that is to get digests, and who can change that."""

from __future__ import annotations

import discord

from bot.messages.setting_up import Permit
from bot.phrases import phrase

#: Roles that are named as those who can grant what is missing.
_MOST_GRANTORS = 3
#: As Discord's own settings name them.
_NAMES = {
    "view_channel": phrase("View Channel"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "read_message_history": phrase("Read Message History"),
}


def permitted(guild: discord.Guild | None, channel: int) -> Permit:
    """Look up what the bot may do in *channel* of *guild*, and which roles can change that."""
    place = guild.get_channel_or_thread(channel) if guild else None
    if guild is None or not isinstance(place, discord.TextChannel | discord.Thread | discord.ForumChannel):
        return Permit(known=False)
    held = place.permissions_for(guild.me)
    send = "send_messages_in_threads" if isinstance(place, discord.Thread) else "send_messages"
    granted = tuple(
        (_NAMES[name], bool(getattr(held, name))) for name in ("view_channel", send, "read_message_history")
    )
    return Permit(granted, _grantors(guild))


def _grantors(guild: discord.Guild) -> tuple[str, ...]:
    able = [role for role in guild.roles if role.permissions.manage_roles or role.permissions.administrator]
    return tuple(role.name for role in able if role not in guild.me.roles)[:_MOST_GRANTORS]
