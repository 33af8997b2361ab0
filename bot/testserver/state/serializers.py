"""Serialize users, guilds, channels and messages as Discord API objects."""

from __future__ import annotations

from datetime import datetime

from bot.testserver.state.model import Attachment, Channel, ChannelKind, ChatMessage, Guild, Json, Member, Role, User
from bot.testserver.state.state import ServerState


def format_timestamp(moment: datetime | None) -> str | None:
    """Return a time as ISO 8601 with its UTC offset, or None for None."""
    return moment.isoformat() if moment else None


def serialize_user(account: User) -> Json:
    """Return a user as others see it."""
    return {
        "id": str(account.id),
        "username": account.username,
        "global_name": account.global_name,
        "discriminator": "0000" if account.bot else "0",
        "avatar": None,
        "bot": account.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def serialize_own_user(account: User) -> Json:
    """Return the application's account as it sees itself."""
    return serialize_user(account) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def serialize_member(held: Member) -> Json:
    """Return a guild member object."""
    return {
        "user": serialize_user(held.user),
        "nick": held.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in sorted(held.roles)],
        "joined_at": format_timestamp(held.joined),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def serialize_role(held: Role) -> Json:
    """Return a role object."""
    return {
        "id": str(held.id),
        "name": held.name,
        "permissions": str(held.permissions),
        "position": held.position,
        "color": held.colour,
        "colors": {"primary_color": held.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": bool(held.colour),
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def serialize_channel(world: ServerState, place: Channel) -> Json:
    """Return a channel object for a channel, thread or DM channel."""
    written: Json = {
        "id": str(place.id),
        "type": int(place.kind),
        "flags": 0,
        "last_message_id": str(place.last_message) if place.last_message else None,
    }
    if place.kind is ChannelKind.DM:
        return written | {"recipients": [serialize_user(world.users[one]) for one in place.recipients]}
    written |= {"guild_id": str(place.guild), "name": place.name, "rate_limit_per_user": 0}
    written["parent_id"] = str(place.parent) if place.parent else None
    if place.is_thread:
        return written | _serialize_thread_fields(world, place)
    written |= {
        "position": place.position,
        "topic": place.topic,
        "nsfw": False,
        "permission_overwrites": [
            {"id": str(one.id), "type": one.kind, "allow": str(one.allow), "deny": str(one.deny)}
            for one in place.overwrites.values()
        ],
    }
    if place.kind is ChannelKind.FORUM:
        written |= {"available_tags": place.tags, "default_sort_order": None, "default_forum_layout": 0}
    return written


def _serialize_thread_fields(world: ServerState, place: Channel) -> Json:
    count = len(world.messages.get(place.id, ()))
    return {
        "owner_id": str(place.owner),
        "message_count": count,
        "total_message_sent": count,
        "member_count": 1,
        "applied_tags": [str(tag) for tag in place.applied_tags],
        "thread_metadata": {
            "archived": place.archived,
            "archive_timestamp": format_timestamp(place.created),
            "auto_archive_duration": 1440,
            "locked": place.locked,
            "create_timestamp": format_timestamp(place.created),
        },
    }


def serialize_guild_create(world: ServerState, place: Guild) -> Json:
    """Return a guild as in a GUILD_CREATE without privileged intents: the bot is its only listed member."""
    channels = [one for one in world.channels.values() if one.guild == place.id]
    mine = place.members.get(world.application)
    return serialize_guild(place) | {
        "joined_at": format_timestamp(mine.joined if mine else world.clock()),
        "large": False,
        "unavailable": False,
        "member_count": len(place.members),
        "members": [serialize_member(mine)] if mine else [],
        "channels": [serialize_channel(world, one) for one in channels if not one.is_thread],
        "threads": [serialize_channel(world, one) for one in channels if one.is_thread],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


_NULL_GUILD_FIELDS = (
    "icon description home_header splash discovery_splash banner afk_channel_id application_id "
    "public_updates_channel_id rules_channel_id safety_alerts_channel_id system_channel_id widget_channel_id "
    "vanity_url_code latest_onboarding_question_id owner_configured_content_level max_presences incidents_data "
    "moderator_reporting"
).split()
_ZERO_GUILD_FIELDS = (
    "system_channel_flags premium_subscription_count default_message_notifications mfa_level verification_level "
    "explicit_content_filter nsfw_level premium_tier"
).split()


def serialize_guild(place: Guild) -> Json:
    """Return a guild without its channels and members, as ``GET /guilds/{id}`` does."""
    nothing: Json = dict.fromkeys(_NULL_GUILD_FIELDS)
    zero: Json = dict.fromkeys(_ZERO_GUILD_FIELDS, 0)
    return {
        **nothing,
        **zero,
        "id": str(place.id),
        "name": place.name,
        "owner_id": str(place.owner),
        "preferred_locale": place.locale,
        "system_channel_id": str(place.system_channel) if place.system_channel else None,
        "roles": [serialize_role(one) for one in place.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "region": "deprecated",
        "afk_timeout": 300,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "nsfw": False,
        "premium_progress_bar_enabled": False,
        "widget_enabled": False,
    }


def serialize_attachment(world: ServerState, file: Attachment) -> Json:
    """Return an attachment object, whose URL is on this server."""
    address = f"{world.address}/cdn/attachments/{file.channel}/{file.id}/{file.filename}"
    written: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "url": address,
        "proxy_url": address,
        "content_type": file.content_type,
    }
    more = {"description": file.description, "width": file.width, "height": file.height}
    return written | {key: value for key, value in more.items() if value is not None}


def serialize_message(world: ServerState, held: ChatMessage, reader: int | None = None) -> Json:
    """Return a message object in which the reactions of *reader*, by default the bot, are marked as its own."""
    place = world.channels[held.channel]
    written: Json = {
        "id": str(held.id),
        "type": held.kind,
        "channel_id": str(held.channel),
        "author": serialize_user(held.author),
        "content": held.content,
        "timestamp": format_timestamp(held.created),
        "edited_timestamp": format_timestamp(held.edited),
        "tts": False,
        "pinned": held.pinned,
        "flags": held.flags,
        "mention_everyone": held.mention_everyone,
        "mentions": [serialize_user(world.users[one]) for one in held.mentions],
        "mention_roles": [str(one) for one in held.mention_roles],
        "attachments": [serialize_attachment(world, file) for file in held.attachments],
        "embeds": held.embeds,
        "components": held.components,
    }
    written |= _serialize_message_extras(world, held, reader)
    if held.reference:
        written["message_reference"] = {"type": 0, "message_id": str(held.reference), "channel_id": str(held.channel)}
        if place.guild:
            written["message_reference"]["guild_id"] = str(place.guild)
        referenced = world.messages[held.channel].get(held.reference)
        written["referenced_message"] = serialize_message(world, referenced, reader) if referenced else None
    return written


def _serialize_message_extras(world: ServerState, held: ChatMessage, reader: int | None) -> Json:
    extras: Json = {}
    if held.nonce is not None:
        extras["nonce"] = held.nonce
    if held.webhook:
        extras |= {"webhook_id": str(held.webhook), "application_id": str(held.webhook)}
    if held.metadata:
        extras["interaction_metadata"] = held.metadata
    if held.reactions:
        extras["reactions"] = [
            {
                "emoji": {"id": None, "name": emoji},
                "count": len(users),
                "count_details": {"burst": 0, "normal": len(users)},
                "burst_colors": [],
                "me": (reader or world.application) in users,
                "me_burst": False,
            }
            for emoji, users in held.reactions.items()
        ]
    return extras


def build_installation_owners(world: ServerState, guild: int | None, user: int) -> dict[str, str]:
    """
    Return ``authorizing_integration_owners`` for an interaction by *user* in *guild*, or in a DM channel if None.

    Key "0" has the guild that installed the application, or "0" in the bot's DM channels; key "1" has the user who
    installed it for themselves, which here is every user in a guild where it is not installed.

    References:
        docs/interactions/receiving-and-responding, "Authorizing Integration Owners Object"
    """
    if guild is None:
        return {"0": "0"}
    installed = world.application in world.guilds[guild].members
    return {"0": str(guild)} if installed else {"1": str(user)}
