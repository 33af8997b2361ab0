"""The gateway: Discord's WebSocket, as discord.py 2.7 uses it."""

from bot.testserver.gateway.door import Gateway
from bot.testserver.gateway.sessions import CloseCode, Op

__all__ = ["CloseCode", "Gateway", "Op"]
