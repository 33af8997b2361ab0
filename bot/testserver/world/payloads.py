"""Things of the world in Discord's answer form (the schemas of its published OpenAPI description)."""

from __future__ import annotations

from datetime import datetime

from bot.testserver.world.model import Attachment, Channel, ChannelKind, Guild, Json, Member, Message, Role, User
from bot.testserver.world.state import World


def stamp(moment: datetime | None) -> str | None:
    """Write a moment as ISO 8601 with its offset."""
    return moment.isoformat() if moment else None


def user(account: User) -> Json:
    """Write a user as anyone may see it."""
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


def own_user(account: User) -> Json:
    """Write the application's account as it sees itself."""
    return user(account) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member(held: Member) -> Json:
    """Write a member of a server."""
    return {
        "user": user(held.user),
        "nick": held.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in sorted(held.roles)],
        "joined_at": stamp(held.joined),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def role(held: Role) -> Json:
    """Write a role."""
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


def channel(world: World, place: Channel) -> Json:
    """Write a channel, thread or direct conversation."""
    written: Json = {
        "id": str(place.id),
        "type": int(place.kind),
        "flags": 0,
        "last_message_id": str(place.last_message) if place.last_message else None,
    }
    if place.kind is ChannelKind.DM:
        return written | {"recipients": [user(world.users[one]) for one in place.recipients]}
    written |= {"guild_id": str(place.guild), "name": place.name, "rate_limit_per_user": 0}
    written["parent_id"] = str(place.parent) if place.parent else None
    if place.is_thread:
        return written | _thread(world, place)
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


def _thread(world: World, place: Channel) -> Json:
    count = len(world.messages.get(place.id, ()))
    return {
        "owner_id": str(place.owner),
        "message_count": count,
        "total_message_sent": count,
        "member_count": 1,
        "applied_tags": [str(tag) for tag in place.applied_tags],
        "thread_metadata": {
            "archived": place.archived,
            "archive_timestamp": stamp(place.created),
            "auto_archive_duration": 1440,
            "locked": place.locked,
            "create_timestamp": stamp(place.created),
        },
    }


def guild(world: World, place: Guild) -> Json:
    """Write a server as GUILD_CREATE shows it to the bot without privileged intents: itself its only member."""
    channels = [one for one in world.channels.values() if one.guild == place.id]
    mine = place.members.get(world.application)
    return guild_object(place) | {
        "joined_at": stamp(mine.joined if mine else world.clock()),
        "large": False,
        "unavailable": False,
        "member_count": len(place.members),
        "members": [member(mine)] if mine else [],
        "channels": [channel(world, one) for one in channels if not one.is_thread],
        "threads": [channel(world, one) for one in channels if one.is_thread],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


_NULL_IN_GUILDS = (
    "icon description home_header splash discovery_splash banner afk_channel_id application_id "
    "public_updates_channel_id rules_channel_id safety_alerts_channel_id system_channel_id widget_channel_id "
    "vanity_url_code latest_onboarding_question_id owner_configured_content_level max_presences incidents_data "
    "moderator_reporting"
).split()
_ZERO_IN_GUILDS = (
    "system_channel_flags premium_subscription_count default_message_notifications mfa_level verification_level "
    "explicit_content_filter nsfw_level premium_tier"
).split()


def guild_object(place: Guild) -> Json:
    """Write a server by itself, as ``GET /guilds/{id}`` does."""
    nothing: Json = dict.fromkeys(_NULL_IN_GUILDS)
    zero: Json = dict.fromkeys(_ZERO_IN_GUILDS, 0)
    return {
        **nothing,
        **zero,
        "id": str(place.id),
        "name": place.name,
        "owner_id": str(place.owner),
        "preferred_locale": place.locale,
        "system_channel_id": str(place.system_channel) if place.system_channel else None,
        "roles": [role(one) for one in place.roles.values()],
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


def attachment(world: World, file: Attachment) -> Json:
    """Write a file; its address lies on this server."""
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


def message(world: World, held: Message, reader: int | None = None) -> Json:
    """Write a message; *reader* is whose own reactions are marked."""
    place = world.channels[held.channel]
    written: Json = {
        "id": str(held.id),
        "type": held.kind,
        "channel_id": str(held.channel),
        "author": user(held.author),
        "content": held.content,
        "timestamp": stamp(held.created),
        "edited_timestamp": stamp(held.edited),
        "tts": False,
        "pinned": held.pinned,
        "flags": held.flags,
        "mention_everyone": held.mention_everyone,
        "mentions": [user(world.users[one]) for one in held.mentions],
        "mention_roles": [str(one) for one in held.mention_roles],
        "attachments": [attachment(world, file) for file in held.attachments],
        "embeds": held.embeds,
        "components": held.components,
    }
    written |= _message_extras(world, held, reader)
    if held.reference:
        written["message_reference"] = {"type": 0, "message_id": str(held.reference), "channel_id": str(held.channel)}
        if place.guild:
            written["message_reference"]["guild_id"] = str(place.guild)
        referenced = world.messages[held.channel].get(held.reference)
        written["referenced_message"] = message(world, referenced, reader) if referenced else None
    return written


def _message_extras(world: World, held: Message, reader: int | None) -> Json:
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
