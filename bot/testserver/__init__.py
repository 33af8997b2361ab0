"""
A Discord-compatible server on loopback, to which the real client connects.

REST and gateway as discord.py 2.7 uses them, files, and one page to chat in. Tests drive it as members do:

    async with TestServer(clock=clock) as server:
        with point_client_at(server.url):
            ...  # start the bot with server.token
            await server.ready()
            message = await server.member("Ada").slash("brief", {"topic": "treaty"}).answer()
"""

from bot.testserver.actors import Actor, Use
from bot.testserver.faults import Fault, FaultKind
from bot.testserver.invocations import Unsendable
from bot.testserver.pointing import point_client_at
from bot.testserver.rest import Exchange
from bot.testserver.server import TestServer
from bot.testserver.world import ChannelKind, Message, Permission, World, default_world, furnish
from bot.testserver.world.refusals import Refusal

__all__ = [
    "Actor",
    "ChannelKind",
    "Exchange",
    "Fault",
    "FaultKind",
    "Message",
    "Permission",
    "Refusal",
    "TestServer",
    "Unsendable",
    "Use",
    "World",
    "default_world",
    "furnish",
    "point_client_at",
]
