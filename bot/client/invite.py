"""The link that adds the bot to a server, with the permissions that it needs."""

from __future__ import annotations

import base64
import binascii

import discord

#: As README.md lists them; threads, for digests that are posted in one.
INVITE_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)


def build_invite_link(application: int) -> str:
    """
    Return the address at which Discord asks to which server to add the bot of *application*.

    References:
        https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow
    """
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application, permissions=INVITE_PERMISSIONS, scopes=scopes)


def parse_application_id(token: str) -> int | None:
    """Return the id of the application that a bot's *token* names in its first part, or None if it names none."""
    part = token.partition(".")[0]
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return int(text) if text.isdecimal() and len(text) <= 20 else None
