"""Serialize users, guilds, channels and messages as Discord API objects."""

from __future__ import annotations

from datetime import datetime

from bot.testserver.state.model import Attachment, Channel, ChannelKind, ChatMessage, Guild, Json, Member, Role, User
from bot.testserver.state.state import ServerState


def format_timestamp(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 with its UTC offset, or None for None."""
    return time.isoformat() if time else None


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


def serialize_member(member: Member) -> Json:
    """Return a guild member object."""
    return {
        "user": serialize_user(member.user),
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in sorted(member.roles)],
        "joined_at": format_timestamp(member.joined),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def serialize_role(role: Role) -> Json:
    """Return a role object."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": bool(role.colour),
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def serialize_channel(world: ServerState, channel: Channel) -> Json:
    """Return a channel object for a channel, thread or DM channel."""
    fields: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "flags": 0,
        "last_message_id": str(channel.last_message) if channel.last_message else None,
    }
    if channel.kind is ChannelKind.DM:
        return fields | {"recipients": [serialize_user(world.users[one]) for one in channel.recipients]}
    fields |= {"guild_id": str(channel.guild), "name": channel.name, "rate_limit_per_user": 0}
    fields["parent_id"] = str(channel.parent) if channel.parent else None
    if channel.is_thread:
        return fields | _serialize_thread_fields(world, channel)
    fields |= {
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": False,
        "permission_overwrites": [
            {"id": str(one.id), "type": one.kind, "allow": str(one.allow), "deny": str(one.deny)}
            for one in channel.overwrites.values()
        ],
    }
    if channel.kind is ChannelKind.FORUM:
        fields |= {"available_tags": channel.tags, "default_sort_order": None, "default_forum_layout": 0}
    return fields


def _serialize_thread_fields(world: ServerState, channel: Channel) -> Json:
    count = len(world.messages.get(channel.id, ()))
    return {
        "owner_id": str(channel.owner),
        "message_count": count,
        "total_message_sent": count,
        "member_count": 1,
        "applied_tags": [str(tag) for tag in channel.applied_tags],
        "thread_metadata": {
            "archived": channel.archived,
            "archive_timestamp": format_timestamp(channel.created),
            "auto_archive_duration": channel.auto_archive_minutes,
            "locked": channel.locked,
            "create_timestamp": format_timestamp(channel.created),
        },
    }


def serialize_guild_create(world: ServerState, guild: Guild) -> Json:
    """Return a guild as in a GUILD_CREATE without privileged intents: the bot is its only listed member."""
    channels = [one for one in world.channels.values() if one.guild == guild.id]
    bot_member = guild.members.get(world.application)
    return serialize_guild(guild) | {
        "joined_at": format_timestamp(bot_member.joined if bot_member else world.clock()),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [serialize_member(bot_member)] if bot_member else [],
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


def serialize_guild(guild: Guild) -> Json:
    """Return a guild without its channels and members, as ``GET /guilds/{id}`` does."""
    null_fields: Json = dict.fromkeys(_NULL_GUILD_FIELDS)
    zero_fields: Json = dict.fromkeys(_ZERO_GUILD_FIELDS, 0)
    return {
        **null_fields,
        **zero_fields,
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner),
        "preferred_locale": guild.locale,
        "system_channel_id": str(guild.system_channel) if guild.system_channel else None,
        "roles": [serialize_role(one) for one in guild.roles.values()],
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
    fields: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.data),
        "url": address,
        "proxy_url": address,
        "content_type": file.content_type,
    }
    optional = {"description": file.description, "width": file.width, "height": file.height}
    return fields | {key: value for key, value in optional.items() if value is not None}


def serialize_message(world: ServerState, message: ChatMessage, reader: int | None = None) -> Json:
    """Return a message object in which the reactions of *reader*, by default the bot, are marked as its own."""
    channel = world.channels[message.channel]
    fields: Json = {
        "id": str(message.id),
        "type": message.kind,
        "channel_id": str(message.channel),
        "author": serialize_user(message.author),
        "content": message.content,
        "timestamp": format_timestamp(message.created),
        "edited_timestamp": format_timestamp(message.edited),
        "tts": False,
        "pinned": message.pinned,
        "flags": message.flags,
        "mention_everyone": message.mention_everyone,
        "mentions": [serialize_user(world.users[one]) for one in message.mentions],
        "mention_roles": [str(one) for one in message.mention_roles],
        "attachments": [serialize_attachment(world, file) for file in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
    }
    fields |= _serialize_message_extras(world, message, reader)
    if message.reference:
        fields["message_reference"] = {
            "type": 0,
            "message_id": str(message.reference),
            "channel_id": str(message.channel),
        }
        if channel.guild:
            fields["message_reference"]["guild_id"] = str(channel.guild)
        referenced = world.messages[message.channel].get(message.reference)
        fields["referenced_message"] = serialize_message(world, referenced, reader) if referenced else None
    return fields


def _serialize_message_extras(world: ServerState, message: ChatMessage, reader: int | None) -> Json:
    extras: Json = {}
    if message.nonce is not None:
        extras["nonce"] = message.nonce
    if message.webhook:
        extras |= {"webhook_id": str(message.webhook), "application_id": str(world.application)}
    if message.metadata:
        extras["interaction_metadata"] = message.metadata
    if message.reactions:
        extras["reactions"] = [
            {
                "emoji": {"id": None, "name": emoji},
                "count": len(users),
                "count_details": {"burst": 0, "normal": len(users)},
                "burst_colors": [],
                "me": (reader or world.application) in users,
                "me_burst": False,
            }
            for emoji, users in message.reactions.items()
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
