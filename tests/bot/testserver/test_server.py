"""Where the server listens, and how the client is pointed at it."""

from __future__ import annotations

import asyncio
import base64

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.testserver import TestServer, patch_discord_urls
from bot.testserver.request_guard import require_loopback
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import SampleBot, run_sample_bot


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::", ""])
def test_only_loopback_is_listened_on(host: str) -> None:
    """Any other address is refused before anything listens."""
    with pytest.raises(ValueError, match="loopback only"):
        require_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_addresses_are_taken(host: str) -> None:
    """The machine's own addresses and its name are taken."""
    assert require_loopback(host) == host


def test_a_server_for_the_world_is_not_even_built(clock_and_timer: ManualClockAndTimer) -> None:
    """The address is looked at before anything else."""
    with pytest.raises(ValueError, match=r"not on '0\.0\.0\.0'"):
        TestServer("0.0.0.0", clock=lambda: clock_and_timer.now)


def test_the_client_is_pointed_back() -> None:
    """Inside the block discord.py talks to the server, after it to Discord again, even if the block fails."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    with patch_discord_urls("http://127.0.0.1:9"):
        assert Route("GET", "/gateway").url == "http://127.0.0.1:9/api/v10/gateway"
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:9/gateway"
    with pytest.raises(KeyError), patch_discord_urls("http://127.0.0.1:9"):
        raise KeyError
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE)
    assert before[0].startswith("https://discord.com/")


async def test_a_port_in_use_is_reported(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """A second server on the same port fails to start with the system's error."""
    second = TestServer(port=int(server.url.rpartition(":")[2]), clock=lambda: clock_and_timer.now)
    with pytest.raises(OSError, match="address already in use"):
        await second.start()
    await second.stop()


async def test_stopping_closes_every_connection(clock_and_timer: ManualClockAndTimer) -> None:
    """A stopped server has closed sockets and streams, and answers no more."""
    server = await TestServer(clock=lambda: clock_and_timer.now).start()
    async with aiohttp.ClientSession(server.url) as web:
        socket = await web.ws_connect("/gateway?v=10")
        stream = await web.get("/page/events", params={"as": server.as_member("Mel").user.id})
        await asyncio.gather(server.stop(), _read_until_closed(socket), stream.read())
        assert socket.closed
        with pytest.raises(aiohttp.ClientConnectorError):
            await web.get("/")


async def _read_until_closed(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


async def test_a_bot_comes_back_to_a_world_that_stayed(server: TestServer) -> None:
    """A bot that is restarted finds servers, messages and commands as they were; old buttons still reach it."""
    mel = server.as_member("Mel")
    async with run_sample_bot(server):
        message = await mel.run_slash_command("now").wait_for_answer()
    async with run_sample_bot(server, SampleBot()) as bot:
        use = mel.press_button(message, "count")
        heard: discord.Interaction = await bot.wait_for("interaction", timeout=5)
        assert (heard.id, heard.message and heard.message.id) == (use.interaction.id, message.id)


async def test_without_a_bot_nothing_is_acknowledged(server: TestServer) -> None:
    """A command of a bot that is away is sent to no one; the wait ends with its name."""
    async with run_sample_bot(server):
        pass
    with pytest.raises(TimeoutError, match="answer to now within"):
        await server.as_member("Mel").run_slash_command("now").wait_for_answer(timeout=0.1)


async def test_a_token_names_its_application(server: TestServer) -> None:
    """The first part of the token is the application's id, as clients expect; the rest is random."""
    identity, *rest = server.token.split(".")
    assert base64.urlsafe_b64decode(identity + "==") == str(server.world.application).encode()
    assert [len(one) for one in rest] == [6, 38]
    assert TestServer(clock=server.world.clock).token.split(".")[1:] != rest
