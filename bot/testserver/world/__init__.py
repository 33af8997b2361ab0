"""What exists behind the wire, without the wire."""

from bot.testserver.world.defaults import default_world, furnish
from bot.testserver.world.interactions import CallbackKind, Interaction, InteractionKind
from bot.testserver.world.model import Channel, ChannelKind, Guild, Member, Message, Role, User
from bot.testserver.world.permissions import Permission
from bot.testserver.world.state import World

__all__ = [
    "CallbackKind",
    "Channel",
    "ChannelKind",
    "Guild",
    "Interaction",
    "InteractionKind",
    "Member",
    "Message",
    "Permission",
    "Role",
    "User",
    "World",
    "default_world",
    "furnish",
]
