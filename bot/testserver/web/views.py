"""JSON views of guilds, channels, messages and localized commands for the web page."""

from __future__ import annotations

from babel import Locale

from bot.locales import LANGUAGES
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
# A language that has a catalogue is offered, too.
LOCALES |= {
    language: (Locale(language).get_display_name() or language).capitalize()
    for language in LANGUAGES
    if language not in {tag.partition("-")[0] for tag in LOCALES}
}
_ENGLISH_LOCALES = ("en-US", "en-GB")


def localize_field(node: Json, locale: str, field: str = "name") -> str:
    """Return *field* of a command, option or choice, localized as a client in *locale* does."""
    localizations = node.get(f"{field}_localizations") or {}
    # Discord docs: "if an app localizes to en-US but not en-GB, en-GB will fall back to en-US", and vice versa.
    for candidate in (locale, *(_ENGLISH_LOCALES if locale in _ENGLISH_LOCALES else ())):
        if localizations.get(candidate):
            return str(localizations[candidate])
    return str(node.get(field) or "")


def describe_command(invocable: InvocableCommand, locale: str) -> Json:
    """Return a slash command with its name, as sent to the server, and its localized label."""
    node, labels = invocable.command, [localize_field(invocable.command, locale)]
    for name in invocable.path[1:]:
        node = next(inner for inner in node["options"] if inner["name"] == name)
        labels.append(localize_field(node, locale))
    return {
        "id": invocable.command["id"],
        "name": invocable.name,
        "label": " ".join(labels),
        "description": localize_field(node, locale, "description"),
        "options": [_describe_option(option, locale) for option in invocable.options],
    }


def _describe_option(option: Json, locale: str) -> Json:
    localized = {"label": localize_field(option, locale), "description": localize_field(option, locale, "description")}
    return (
        option | localized | ({"choices": describe_choices(option["choices"], locale)} if option.get("choices") else {})
    )


def describe_choices(choices: list[Json], locale: str) -> list[Json]:
    """Return the localized choices of an option or of an autocomplete response."""
    return [{"name": localize_field(one, locale), "value": one["value"]} for one in choices]


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
    channels = [one for one in world.channels.values() if one.guild == guild.id and is_visible(world, one, viewer)]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "installed": world.application in guild.members,
        "unavailable": guild.unavailable,
        "locale": guild.locale,
        "managed": bool(compute_guild_permissions(guild, viewer.id) & Permission.MANAGE_GUILD),
        "channels": [_describe_channel(one) for one in channels],
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


def _describe_channel(channel: Channel) -> Json:
    return {
        "id": str(channel.id),
        "name": channel.name,
        "kind": int(channel.kind),
        "topic": channel.topic,
        "parent": str(channel.parent) if channel.parent else None,
        "guild": str(channel.guild) if channel.guild else None,
        "archived": channel.archived,
    }


def is_visible(world: ServerState, channel: Channel, viewer: User) -> bool:
    """Return whether *viewer* can see *channel*; the page shows no categories."""
    if channel.kind is ChannelKind.CATEGORY:
        return False
    return bool(world.compute_permissions(channel, viewer.id) & Permission.VIEW_CHANNEL)


def describe_message(world: ServerState, message: ChatMessage, viewer: User) -> Json:
    """Return a message for *viewer* in Discord's form, with the command it responds to and the user who ran it."""
    serialized = serialize_message(world, message, viewer.id)
    if message.called and message.metadata:
        serialized["used"] = {
            "user": world.users[int(message.metadata["user"]["id"])].display_name,
            "command": message.called,
        }
    return serialized


def list_history(world: ServerState, channel: Channel, viewer: User) -> list[Json]:
    """Return the last ``MAX_HISTORY_MESSAGES`` messages of *channel* visible to *viewer*, oldest first."""
    messages = [one for one in world.messages[channel.id].values() if one.private_to in {None, viewer.id}]
    return [
        describe_message(world, one, viewer) for one in sorted(messages, key=lambda one: one.id)[-MAX_HISTORY_MESSAGES:]
    ]


def list_commands(actor: SimulatedUser, channel: Channel) -> Json:
    """Return the commands of the slash menu and the context menus in *channel*."""
    locale = actor.user.locale
    commands = list_available_commands(actor.world, actor.user, channel)
    slash = [describe_command(one, locale) for one in list_invocable_commands(commands)]
    menus = {
        kind: [{"name": one["name"], "label": localize_field(one, locale)} for one in commands if one["type"] == number]
        for kind, number in _CONTEXT_MENU_TYPES
    }
    return {"slash": slash, **menus}


_CONTEXT_MENU_TYPES = (("user", 2), ("message", 3))
