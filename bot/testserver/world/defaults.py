"""The world one starts with: a server with two channels, an admin and a member."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

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
