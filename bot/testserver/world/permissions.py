"""Who may do what where: Discord's permission bits and how they add up (docs/topics/permissions)."""

from __future__ import annotations

from enum import IntFlag

from bot.testserver.world.model import Channel, Guild


class Permission(IntFlag):
    """The permission bits this server looks at (docs/topics/permissions#permissions-bitwise-permission-flags)."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


EVERYONE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
# All bits that Discord hands out, so that an administrator's permission string looks like the real one.
ALL = (1 << 52) - 1
# In a direct conversation everyone may do what the conversation is for.
IN_DM = EVERYONE | Permission.MENTION_EVERYONE


def in_guild(guild: Guild, user: int) -> int:
    """Add up what *user*'s roles allow in *guild*; everything for owner and administrators, nothing for strangers."""
    member = guild.members.get(user)
    if member is None:
        return 0
    if guild.owner == user:
        return ALL
    held = guild.roles[guild.id].permissions
    for role in member.roles:
        held |= guild.roles[role].permissions
    return ALL if held & Permission.ADMINISTRATOR else held


def in_channel(guild: Guild, channel: Channel, user: int) -> int:
    """Apply *channel*'s overwrites: first everyone's, then those of all roles together, last the member's own."""
    held = in_guild(guild, user)
    if held == ALL or not held:
        return held
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        held = held & ~everyone.deny | everyone.allow
    roles = [channel.overwrites[role] for role in guild.members[user].roles if role in channel.overwrites]
    deny = allow = 0
    for overwrite in roles:
        deny, allow = deny | overwrite.deny, allow | overwrite.allow
    held = held & ~deny | allow
    own = channel.overwrites.get(user)
    if own is not None:
        held = held & ~own.deny | own.allow
    # They say "Lacking VIEW_CHANNEL implicitly denies all other permissions" (docs/topics/permissions)
    return held if held & Permission.VIEW_CHANNEL else 0
