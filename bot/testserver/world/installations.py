"""Who installed the application that is used, as interactions and their answers tell it."""

from __future__ import annotations

from bot.testserver.world.state import World


def installation_owners(world: World, guild: int | None, user: int) -> dict[str, str]:
    """
    Write the ``authorizing_integration_owners`` of a use by *user* in *guild*, or in direct messages if None.

    Key "0" names the server that installed the application, or "0" in the bot's direct messages; key "1" the user who
    installed it for themselves, which here is everyone who uses it where it is not installed.

    References:
        docs/interactions/receiving-and-responding, "Authorizing Integration Owners Object"
    """
    if guild is None:
        return {"0": "0"}
    installed = world.application in world.guilds[guild].members
    return {"0": str(guild)} if installed else {"1": str(user)}
