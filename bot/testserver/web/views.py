"""JSON views of guilds, channels, messages and localized commands for the web page."""

from __future__ import annotations

from bot.testserver.simulated_user import (
    InvocableCommand,
    SimulatedUser,
    list_available_commands,
    list_invocable_commands,
)
from bot.testserver.state.model import (
    Channel,
    ChannelKind,
    ChatMessage,
    Guild,
    Json,
    Permission,
    User,
    compute_guild_permissions,
)
from bot.testserver.state.serializers import serialize_message
from bot.testserver.state.state import ServerState

#: Languages offered on the page: Discord locales (docs/reference#locales) with their native names.
LOCALES = {
    "en-US": "English, US",
    "en-GB": "English, UK",
    "de": "Deutsch",
    "es-ES": "Español",
    "fr": "Français",
    "ja": "日本語",
    "ko": "한국어",
    "uk": "Українська",
}
_ENGLISH_LOCALES = ("en-US", "en-GB")


def localize_field(node: Json, locale: str, field: str = "name") -> str:
    """Return *field* of a command, option or choice, localized as a client in *locale* does."""
    known = node.get(f"{field}_localizations") or {}
    # Discord docs: "if an app localizes to en-US but not en-GB, en-GB will fall back to en-US", and vice versa.
    for wanted in (locale, *(_ENGLISH_LOCALES if locale in _ENGLISH_LOCALES else ())):
        if known.get(wanted):
            return str(known[wanted])
    return str(node.get(field) or "")


def describe_command(one: InvocableCommand, locale: str) -> Json:
    """Return a slash command with its name, as sent to the server, and its localized label."""
    node, words = one.command, [localize_field(one.command, locale)]
    for name in one.path[1:]:
        node = next(inner for inner in node["options"] if inner["name"] == name)
        words.append(localize_field(node, locale))
    return {
        "id": one.command["id"],
        "name": one.name,
        "label": " ".join(words),
        "description": localize_field(node, locale, "description"),
        "options": [_describe_option(option, locale) for option in one.options],
    }


def _describe_option(option: Json, locale: str) -> Json:
    shown = {"label": localize_field(option, locale), "description": localize_field(option, locale, "description")}
    return option | shown | ({"choices": describe_choices(option["choices"], locale)} if option.get("choices") else {})


def describe_choices(offered: list[Json], locale: str) -> list[Json]:
    """Return the localized choices of an option or of an autocomplete response."""
    return [{"name": localize_field(one, locale), "value": one["value"]} for one in offered]


MAX_HISTORY_MESSAGES = 200


def list_users(world: ServerState) -> list[Json]:
    """Return the users that the page can act as: all except bots."""
    return [
        _describe_user(one) | {"home": _describe_membership(world, one)} for one in world.users.values() if not one.bot
    ]


def _describe_user(user: User) -> Json:
    return {"id": str(user.id), "name": user.display_name, "bot": user.bot}


def _describe_membership(world: ServerState, user: User) -> str:
    """Return "owner of …" or "member of …" for the first such guild, else "in direct messages only"."""
    for guild in world.guilds.values():
        if guild.owner == user.id:
            return f"owner of {guild.name}"
        if user.id in guild.members:
            return f"member of {guild.name}"
    return "in direct messages only"


def describe_state(world: ServerState, viewer: User) -> Json:
    """Return the state visible to *viewer*, without messages."""
    guilds = [_describe_guild(world, guild, viewer) for guild in world.guilds.values() if viewer.id in guild.members]
    return {
        "me": _describe_user(viewer) | {"locale": viewer.locale},
        "locales": LOCALES,
        "bot": _describe_user(world.bot) | {"online": world.online},
        "people": list_users(world),
        "guilds": guilds,
        "direct": _describe_channel(world.open_dm(viewer)) | {"name": world.bot.display_name},
        "users": {str(one.id): one.display_name for one in world.users.values()},
    }


def _describe_guild(world: ServerState, guild: Guild, viewer: User) -> Json:
    held = [one for one in world.channels.values() if one.guild == guild.id and is_visible(world, one, viewer)]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "installed": world.application in guild.members,
        "unavailable": guild.unavailable,
        "locale": guild.locale,
        "managed": bool(compute_guild_permissions(guild, viewer.id) & Permission.MANAGE_GUILD),
        "channels": [_describe_channel(one) for one in held],
        "members": [
            _describe_user(one.user) | {"roles": [str(role) for role in sorted(one.roles)]}
            for one in guild.members.values()
        ],
        "roles": [
            {"id": str(role.id), "name": role.name, "colour": role.colour}
            for role in guild.roles.values()
            if role.id != guild.id
        ],
    }


def _describe_channel(place: Channel) -> Json:
    return {
        "id": str(place.id),
        "name": place.name,
        "kind": int(place.kind),
        "topic": place.topic,
        "parent": str(place.parent) if place.parent else None,
        "guild": str(place.guild) if place.guild else None,
        "archived": place.archived,
    }


def is_visible(world: ServerState, place: Channel, viewer: User) -> bool:
    """Return whether *viewer* can see *place*; the page shows no categories."""
    if place.kind is ChannelKind.CATEGORY:
        return False
    return bool(world.compute_permissions(place, viewer.id) & Permission.VIEW_CHANNEL)


def describe_message(world: ServerState, held: ChatMessage, viewer: User) -> Json:
    """Return a message for *viewer* in Discord's form, with the command it responds to and the user who ran it."""
    written = serialize_message(world, held, viewer.id)
    if held.called and held.metadata:
        written["used"] = {"user": world.users[int(held.metadata["user"]["id"])].display_name, "command": held.called}
    return written


def list_history(world: ServerState, place: Channel, viewer: User) -> list[Json]:
    """Return the last ``MAX_HISTORY_MESSAGES`` messages of *place* visible to *viewer*, oldest first."""
    held = [one for one in world.messages[place.id].values() if one.private_to in {None, viewer.id}]
    return [
        describe_message(world, one, viewer) for one in sorted(held, key=lambda one: one.id)[-MAX_HISTORY_MESSAGES:]
    ]


def list_commands(actor: SimulatedUser, place: Channel) -> Json:
    """Return the commands of the slash menu and the context menus in *place*."""
    locale = actor.user.locale
    offered = list_available_commands(actor.world, actor.user, place)
    slash = [describe_command(one, locale) for one in list_invocable_commands(offered)]
    menus = {
        kind: [{"name": one["name"], "label": localize_field(one, locale)} for one in offered if one["type"] == number]
        for kind, number in _CONTEXT_MENU_TYPES
    }
    return {"slash": slash, **menus}


_CONTEXT_MENU_TYPES = (("user", 2), ("message", 3))
