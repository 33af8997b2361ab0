"""The real run: wires the parts, connects, and turns what Discord refuses into one clear line."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import aiohttp
import discord

from bot.client import Dateline, build_client
from bot.clock import Clock, system_clock
from bot.config import Config, required_token
from bot.errors import ConfigError, ConnectError
from bot.workers import Workers

_PORTAL = "https://discord.com/developers/applications"


def run(config: Config, clock: Clock = system_clock) -> int:
    """
    Run the bot until it is told to stop.

    Returns:
        0; it was told to stop.

    Raises:
        ConfigError: If the token is missing or refused, or the test server is not the bot's.
        ConnectError: If Discord can't be reached or refuses the bot.
        StoreError: If the articles can't be opened.
        LedgerError: If the database can't be used.
    """
    token = required_token(config)
    set_up_logging(config.log_level)
    asyncio.run(_run(config, token, clock))
    return 0


def set_up_logging(level: str) -> None:
    """Log to standard error; of the libraries what a person must know."""
    discord.utils.setup_logging(level=logging.getLevelName(level))
    for library in ("apscheduler", "discord.client", "discord.gateway", "discord.http"):
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelName(level)))


async def _run(config: Config, token: str, clock: Clock) -> None:
    workers = Workers.processes(config.database_url, config.workers)
    try:
        await workers.warm()
        await connect(build_client(config, workers, clock), token)
    finally:
        workers.close()


async def connect(client: Dateline, token: str) -> None:
    """
    Connect *client* and stay until it is closed; a signal to terminate closes it.

    Raises:
        ConfigError: If the token is refused.
        ConnectError: If Discord can't be reached or refuses the bot.
        Exception: Whatever ended the delivery of digests.
    """
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows has no signal handlers here
        loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(client.close()))
    try:
        with translated():
            async with client:
                await client.start(token)
    except ConnectError:
        # A bot that closes while it connects fails to connect, too: that is not the reason.
        if client.failure is None:
            raise
    if client.failure is not None:
        raise client.failure


@contextmanager
def translated() -> Iterator[None]:
    """Turn what Discord refuses at the start into errors that say the way out."""
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(
            "DISCORD_TOKEN",
            "Discord does not accept this token",
            f"Reset it at {_PORTAL} (your application, Bot, Reset Token) and put the new one into .env.",
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise ConnectError(
            "Discord", "asks for an intent that this application was not granted", f"Turn it on at {_PORTAL} under Bot."
        ) from error
    except discord.ConnectionClosed as error:
        raise ConnectError(
            "Discord", f"closed the connection (code {error.code})", "See the log; try again."
        ) from error
    except discord.HTTPException as error:
        raise ConnectError("Discord", f"refused a request at the start ({error})") from error
    except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
        raise ConnectError(
            "Discord", "can't be reached", "Check the connection and https://discordstatus.com."
        ) from error
