"""
A Discord-compatible server on loopback, to which the clients of any library connect once their address is set.

It implements REST and the gateway, as discord.py 2.7 and others use them, file downloads and a chat page. Paths such as
``docs/reference`` in this package refer to Discord's documentation, https://docs.discord.com/developers/reference.
Tests act as guild members:

    async with TestServer(clock=clock) as server:
        with patch_discord_urls(server.url):
            ...  # start the bot with server.token
            await server.wait_until_ready()
            message = await server.as_member("Ada").run_slash_command("brief", {"topic": "treaty"}).wait_for_answer()
"""

from bot.testserver.patch import patch_discord_urls
from bot.testserver.server import TestServer
from bot.testserver.simulated_user import InvalidInteractionError, InvocableCommand, PendingInteraction, SimulatedUser
from bot.testserver.state.events import CallbackKind
from bot.testserver.state.model import ChatMessage, Json, Value
from bot.testserver.state.state import add_demo_channels

__all__ = [
    "CallbackKind",
    "ChatMessage",
    "InvalidInteractionError",
    "InvocableCommand",
    "Json",
    "PendingInteraction",
    "SimulatedUser",
    "TestServer",
    "Value",
    "add_demo_channels",
    "patch_discord_urls",
]
