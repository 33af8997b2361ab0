"""The bot, put together: the client, its commands, its buttons, its servers."""

from __future__ import annotations

from bot import leaving
from bot.client import Dateline
from bot.clock import Clock
from bot.commands import add_commands
from bot.config import Config
from bot.scopes.intake import Door
from bot.workers import Workers


def build_client(
    config: Config, workers: Workers, clock: Clock, errands: Workers | None = None, door: Door | None = None
) -> Dateline:
    """
    Build the bot without connecting it: ``async with client: await client.start(token)`` does that.

    Args:
        config: How it is to run.
        workers: Who ranks; they stay the caller's to close.
        clock: What time it is.
        errands: Who fetches and reads; None for processes of their own, started when they are needed. It closes them.
        door: What those who fetch need; None for the clock and contact above, and public hosts alone.
    """
    client = Dateline(config, workers, clock, errands, door)
    add_commands(client)
    leaving.attend(client)
    return client
