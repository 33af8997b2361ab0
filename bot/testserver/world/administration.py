"""What those who run a server, or Discord itself, do to it: roles, languages, outages."""

from __future__ import annotations

from bot.testserver.world.model import Guild, Member, Role, User
from bot.testserver.world.state import World


def permit(world: World, guild: Guild, role: Role, permissions: int) -> None:
    """Let *role* do exactly what is in *permissions*, a bit set."""
    role.permissions = int(permissions)
    world.tell("GUILD_ROLE_UPDATE", role, guild=guild)


def give(world: World, guild: Guild, user: User, role: Role) -> Member:
    """Give *role* to a member."""
    member = guild.members[user.id]
    member.roles.add(role.id)
    world.tell("GUILD_MEMBER_UPDATE", member, guild=guild)
    return member


def take(world: World, guild: Guild, user: User, role: Role) -> Member:
    """Take *role* from a member."""
    member = guild.members[user.id]
    member.roles.discard(role.id)
    world.tell("GUILD_MEMBER_UPDATE", member, guild=guild)
    return member


def prefer(world: World, guild: Guild, locale: str) -> None:
    """Choose the language of *guild*, one of docs/reference#locales."""
    guild.locale = locale
    world.tell("GUILD_UPDATE", guild)


def speak(world: World, user: User, locale: str) -> None:
    """Let the client of *user* be in *locale*, one of docs/reference#locales."""
    user.locale = locale
    world.tell("person_changed", (user.id, locale))


def fail(world: World, guild: Guild) -> None:
    """Let *guild* suffer an outage: the bot is told that it is unavailable, and nothing more of it."""
    guild.unavailable = True
    world.tell("GUILD_DELETE", guild)


def recover(world: World, guild: Guild) -> None:
    """End the outage of *guild*."""
    guild.unavailable = False
    world.tell("GUILD_CREATE", guild)
