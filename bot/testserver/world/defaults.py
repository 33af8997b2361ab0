"""The world one starts with: a server with two channels, an admin and a member."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from bot.testserver.world.model import ChannelKind, Json
from bot.testserver.world.permissions import EVERYONE, Permission
from bot.testserver.world.state import World


def default_world(clock: Callable[[], datetime], timer: Callable[[], float] = time.monotonic) -> World:
    """
    Build the default world: server "Newsroom", channels #general and #briefings, an admin and a member.

    The admin, "Ada", owns the server; "Mel" is an ordinary member; both have a direct conversation with the bot.
    """
    world = World(clock, timer)
    ada, mel = world.add_user("Ada"), world.add_user("Mel")
    guild = world.add_guild("Newsroom", ada)
    admins = world.add_role(guild, "Admin", Permission.ADMINISTRATOR, 0xE67E22)
    application = world.add_role(guild, world.bot.shown, int(EVERYONE), 0x5865F2)
    guild.members[ada.id].roles.add(admins.id)
    guild.members[world.application].roles.add(application.id)
    world.join(guild, mel)
    world.add_channel(guild, "general", topic="Talk to the bot here: type / to see its commands.")
    world.add_channel(guild, "briefings", topic="Where the digests arrive.")
    world.direct(ada)
    world.direct(mel)
    return world


_TAG: Json = {"id": "1", "name": "daily", "moderated": False, "emoji_id": None, "emoji_name": None}


def furnish(world: World) -> World:
    """Give the default *world* an announcement channel, a forum, a third member and a second server; gives it back."""
    newsroom = next(iter(world.guilds.values()))
    mel = next(user for user in world.users.values() if user.shown == "Mel")
    announcements = "An announcement channel: other servers may follow what is published here."
    world.add_channel(newsroom, "headlines", ChannelKind.ANNOUNCEMENT, topic=announcements)
    world.add_channel(newsroom, "stories", ChannelKind.FORUM, topic="A forum: every digest is a post.", tags=[_TAG])
    noor = world.add_user("Noor")
    world.join(newsroom, noor)
    circle = world.add_guild("Reading circle", mel)
    world.join(circle, noor)
    world.add_channel(circle, "lounge", topic="A server of its own: what is set up here is not seen in Newsroom.")
    return world
