"""Translatable names of Discord permissions, as Discord's clients show them."""

from __future__ import annotations

from bot.locales.messages import _

_PERMISSION_NAMES = {
    "attach_files": _("Attach Files"),
    "create_public_threads": _("Create Public Threads"),
    "embed_links": _("Embed Links"),
    "manage_channels": _("Manage Channels"),
    "manage_guild": _("Manage Server"),
    "manage_messages": _("Manage Messages"),
    "mention_everyone": _("Mention Everyone"),
    "read_message_history": _("Read Message History"),
    "send_messages": _("Send Messages"),
    "send_messages_in_threads": _("Send Messages in Threads"),
    "use_external_apps": _("Use External Apps"),
    "view_channel": _("View Channel"),
}


def get_permission_name(name: str) -> str:
    """Return the name of a discord.py permission (``send_messages``); an unknown one is returned with spaces."""
    return _PERMISSION_NAMES.get(name) or name.replace("_", " ")
