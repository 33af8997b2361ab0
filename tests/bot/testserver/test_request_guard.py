"""Strange names of this machine and pages from elsewhere get nothing, neither from the page nor from the gateway."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.testserver import TestServer
from bot.testserver.request_guard import is_loopback_authority

STRANGE_HOSTS = [
    "",
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
    "evil.example@127.0.0.1",
    "127.0.0.1@evil.example",
    "127.0.0.1:99999",
    "127.0.0.1:port",
    "localhost:",
    "localhost:80:90",
    "localhost.",
    "localhost,evil.example",
    "127.1",
    "127.0.0.256",
    "2130706433",
    "0.0.0.0",
    "10.0.0.1",
    "١٢٧.0.0.1",
    "::1",
    "[::1",
    "[[::1]]",
    "[localhost]",
    "[::ffff:127.0.0.1]",
]


@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_a_strange_host_is_none_of_this_machine(host: str) -> None:
    """Foreign names, unusual spellings of addresses and impossible ports are not accepted."""
    assert not is_loopback_authority(host)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:65535", "127.0.0.2", "[::1]:8000"])
def test_a_loopback_host_is_accepted(host: str) -> None:
    """The names and addresses of this machine are accepted, with and without a port."""
    assert is_loopback_authority(host)


async def request_raw(server: TestServer, target: str, *headers: str) -> int:
    """Send a request as written, and return the status of the answer."""
    address = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    lines = [f"GET {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    writer.write("\r\n".join(lines).encode("utf-8"))
    await writer.drain()
    status = (await reader.readline()).split()[1]
    writer.close()
    return int(status)


@pytest.mark.parametrize("target", ["/", "/page/people", "/api/v10/gateway", "/gateway", "/cdn/embed/avatars/1.png"])
async def test_every_part_of_the_server_looks_at_host_and_origin(server: TestServer, target: str) -> None:
    """Page, REST, gateway and files refuse foreign hosts and foreign origins alike."""
    own = urlsplit(server.url).netloc
    for host in ("evil.example", f"evil.example@{own}", "localhost:99999", "[::1"):
        assert await request_raw(server, target, f"Host: {host}") == 421
    for origin in (
        "https://evil.example",
        "null",
        f"https://{own}",
        "http://127.0.0.1:1",
        f"{server.url}.evil.example",
    ):
        assert await request_raw(server, target, f"Host: {own}", f"Origin: {origin}") == 403
    assert await request_raw(server, f"http://evil.example{target}", f"Host: {own}") == 421


async def test_the_gateway_opens_for_programs_and_for_its_own_page(server: TestServer) -> None:
    """A WebSocket is opened without an origin and with the server's own, and refused to every other."""
    async with aiohttp.ClientSession() as session:
        for origin in (None, server.url):
            async with session.ws_connect(f"{server.url}/gateway", origin=origin) as socket:
                assert (await socket.receive_json())["op"] == 10
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await session.ws_connect(f"{server.url}/gateway", origin="http://evil.example")
        assert refusal.value.status == 403
