"""Whom a message pings, given its words and its ``allowed_mentions``."""

from __future__ import annotations

import re

from bot.testserver.world.model import Channel, Json, Message, walk
from bot.testserver.world.permissions import Permission
from bot.testserver.world.state import World

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


def resolve(world: World, message: Message, allowed: Json | None) -> None:
    """
    Set *message*'s mentions from its content and text components.

    Without *allowed* everything is parsed (docs/resources/message#allowed-mentions-object); ``@everyone`` works only
    for an author with that permission. Ephemeral or not, a mention in a code block is still written, yet Discord
    parses it too; so does this.
    """
    words = "\n".join([message.content, *(part.get("content", "") for part in walk(message.components))])
    kinds = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    named_users = {int(one) for one in (allowed or {}).get("users") or ()}
    named_roles = {int(one) for one in (allowed or {}).get("roles") or ()}
    users = {int(one) for one in _USER.findall(words)} & world.users.keys()
    message.mentions = tuple(sorted(one for one in users if "users" in kinds or one in named_users))
    place = world.channels[message.channel]
    roles = {int(one) for one in _ROLE.findall(words)} & _roles(world, place)
    message.mention_roles = tuple(sorted(one for one in roles if "roles" in kinds or one in named_roles))
    may = bool(world.permissions(place, message.author.id) & Permission.MENTION_EVERYONE)
    message.mention_everyone = may and "everyone" in kinds and bool(_EVERYONE.search(words))


def _roles(world: World, place: Channel) -> set[int]:
    return set(world.guilds[place.guild].roles) if place.guild else set()
