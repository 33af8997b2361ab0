"""Discord's permissions, by the names that its clients show: English here, each language's own in its catalogue."""

from __future__ import annotations

from bot.phrases import phrase

_NAMES = {
    "attach_files": phrase("Attach Files"),
    "create_public_threads": phrase("Create Public Threads"),
    "embed_links": phrase("Embed Links"),
    "manage_channels": phrase("Manage Channels"),
    "manage_guild": phrase("Manage Server"),
    "manage_messages": phrase("Manage Messages"),
    "mention_everyone": phrase("Mention Everyone"),
    "read_message_history": phrase("Read Message History"),
    "send_messages": phrase("Send Messages"),
    "send_messages_in_threads": phrase("Send Messages in Threads"),
    "use_external_apps": phrase("Use External Apps"),
    "view_channel": phrase("View Channel"),
}


def permission(name: str) -> str:
    """Name a permission of discord.py's (``send_messages``); one that is not known here in its own words."""
    return _NAMES.get(name) or name.replace("_", " ")
