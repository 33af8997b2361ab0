"""Patch discord.py's REST, gateway and CDN URLs to point to the test server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def patch_discord_urls(url: str) -> Iterator[None]:
    """
    Point discord.py to the server at *url* (``http://127.0.0.1:port``) inside the ``with`` block.

    The URLs are class attributes of discord.py, hence process-wide; they are restored afterwards.
    """
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    Route.BASE = f"{url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1) + "/gateway")
    Asset.BASE = f"{url}/cdn"
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before
