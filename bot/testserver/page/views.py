"""What the page shows one member: servers, channels, messages, commands."""

from __future__ import annotations

from bot.testserver.actors import Actor
from bot.testserver.catalogue import available, invocables
from bot.testserver.page import tongues
from bot.testserver.world import payloads
from bot.testserver.world.model import Channel, ChannelKind, Guild, Json, Message, User
from bot.testserver.world.permissions import Permission, in_guild
from bot.testserver.world.state import World

SHOWN_MESSAGES = 200


def people(world: World) -> list[Json]:
    """List whom the page's reader may act as: every account that is no bot."""
    return [_person(one) | {"home": _home(world, one)} for one in world.users.values() if not one.bot]


def _person(user: User) -> Json:
    return {"id": str(user.id), "name": user.shown, "bot": user.bot}


def _home(world: World, user: User) -> str:
    """Say in a word what the account is where it belongs first."""
    for guild in world.guilds.values():
        if guild.owner == user.id:
            return f"owner of {guild.name}"
        if user.id in guild.members:
            return f"member of {guild.name}"
    return "in direct messages only"


def everything(world: World, viewer: User) -> Json:
    """Describe all that *viewer* sees, messages left out."""
    guilds = [_guild(world, guild, viewer) for guild in world.guilds.values() if viewer.id in guild.members]
    return {
        "me": _person(viewer) | {"locale": viewer.locale},
        "locales": tongues.LOCALES,
        "bot": _person(world.bot) | {"online": world.online},
        "people": people(world),
        "guilds": guilds,
        "direct": _channel(world.direct(viewer)) | {"name": world.bot.shown},
        "users": {str(one.id): one.shown for one in world.users.values()},
    }


def _guild(world: World, guild: Guild, viewer: User) -> Json:
    held = [one for one in world.channels.values() if one.guild == guild.id and visible(world, one, viewer)]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "installed": world.application in guild.members,
        "unavailable": guild.unavailable,
        "locale": guild.locale,
        "managed": bool(in_guild(guild, viewer.id) & Permission.MANAGE_GUILD),
        "channels": [_channel(one) for one in held],
        "members": [
            _person(one.user) | {"roles": [str(role) for role in sorted(one.roles)]} for one in guild.members.values()
        ],
        "roles": [
            {"id": str(role.id), "name": role.name, "colour": role.colour}
            for role in guild.roles.values()
            if role.id != guild.id
        ],
    }


def _channel(place: Channel) -> Json:
    return {
        "id": str(place.id),
        "name": place.name,
        "kind": int(place.kind),
        "topic": place.topic,
        "parent": str(place.parent) if place.parent else None,
        "guild": str(place.guild) if place.guild else None,
        "archived": place.archived,
    }


def visible(world: World, place: Channel, viewer: User) -> bool:
    """Tell whether *viewer* sees *place*."""
    if place.kind is ChannelKind.CATEGORY:
        return False
    return bool(world.permissions(place, viewer.id) & Permission.VIEW_CHANNEL)


def message(world: World, held: Message, viewer: User) -> Json:
    """Describe a message as *viewer* sees it: Discord's form, and who used which command to get it."""
    written = payloads.message(world, held, viewer.id)
    if held.called and held.metadata:
        written["used"] = {"user": world.users[int(held.metadata["user"]["id"])].shown, "command": held.called}
    return written


def history(world: World, place: Channel, viewer: User) -> list[Json]:
    """List the last messages of *place* that *viewer* sees, the oldest first."""
    held = [one for one in world.messages[place.id].values() if one.private_to in {None, viewer.id}]
    return [message(world, one, viewer) for one in sorted(held, key=lambda one: one.id)[-SHOWN_MESSAGES:]]


def commands(actor: Actor, place: Channel) -> Json:
    """List what the slash menu and the context menus offer in *place*."""
    locale = actor.user.locale
    offered = available(actor.world, actor.user, place)
    slash = [tongues.command(one, locale) for one in invocables(offered)]
    menus = {
        kind: [{"name": one["name"], "label": tongues.said(one, locale)} for one in offered if one["type"] == number]
        for kind, number in _MENUS
    }
    return {"slash": slash, **menus}


_MENUS = (("user", 2), ("message", 3))
