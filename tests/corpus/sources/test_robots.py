"""Claims about how a host is treated: robots.txt, its wish for rest, one request at a time, by name."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from corpus.errors import FetchError, TemporaryFetchError
from corpus.sources.http import Fetcher
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, build_fetcher, get_fetch_error


async def test_a_host_that_asks_to_be_left_alone_is(
    server: LoopbackServer, fetcher: Fetcher, clock: AdjustableClock
) -> None:
    """After 429 with Retry-After nothing is asked of the whole host until the time is over."""
    busy = server.serve("/busy", status=429, Retry_After="120")
    other = server.serve("/other", "x")
    assert (await get_fetch_error(fetcher, busy)).wait == 120  # type: ignore[attr-defined]
    assert (await get_fetch_error(fetcher, other)).wait == 120  # type: ignore[attr-defined]
    assert server.count("/other") == 0
    clock.move(seconds=121)
    assert (await fetcher.fetch_feed(other)).body == b"x"


async def test_retry_after_may_be_a_date(server: LoopbackServer, fetcher: Fetcher) -> None:
    """503 with an HTTP date is counted from now."""
    busy = server.serve("/busy", status=503, Retry_After="Mon, 24 Jun 2024 09:10:00 GMT")
    assert (await get_fetch_error(fetcher, busy)).wait == 600  # type: ignore[attr-defined]


async def test_we_say_who_we_are_and_keep_no_cookies(server: LoopbackServer, clock: AdjustableClock) -> None:
    """The User-Agent holds name, version and contact; a cookie that was set is not sent back."""
    address = server.serve("/feed", "x", Set_Cookie="a=b")
    async with build_fetcher(clock, contact="news@example.org\r\nX: y") as fetcher:
        await fetcher.fetch_feed(address)
        await fetcher.fetch_feed(address)
    agent = server.requests[0].headers["User-Agent"]
    assert agent.startswith("DatelineBot/")
    assert "news@example.org" in agent
    assert "X" not in server.requests[0].headers
    assert "Cookie" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", False),
        ("User-agent: datelinebot\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /else", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("\xff\x00nonsense\n", True),
    ],
    ids=["all, a folder", "us by name", "someone else", "another folder", "behind a byte order mark", "nonsense"],
)
async def test_pages_are_fetched_where_robots_txt_allows(
    server: LoopbackServer, fetcher: Fetcher, rules: str, allowed: bool
) -> None:
    """A page that is forbidden is not asked for; the rules are read once for a host."""
    server.serve("/robots.txt", rules, Content_Type="text/plain")
    page = server.serve("/private/page", "<p>x")
    for _ in range(2):
        if allowed:
            assert (await fetcher.fetch_page(page)).body == b"<p>x"
        else:
            with pytest.raises(FetchError, match="robots"):
                await fetcher.fetch_page(page)
    assert server.count("/robots.txt") == 1
    assert server.count("/private/page") == (2 if allowed else 0)


async def test_a_robots_txt_in_trouble_forbids_for_now(
    server: LoopbackServer, fetcher: Fetcher, clock: AdjustableClock
) -> None:
    """A server's error forbids everything (RFC 9309, 2.3.1.4), and is looked at again after an hour."""
    page = server.serve("/page", "<p>x")
    server.serve("/robots.txt", status=500)
    with pytest.raises(TemporaryFetchError, match="robots"):
        await fetcher.fetch_page(page)
    server.serve("/robots.txt", status=404)
    clock.move(minutes=61)
    assert (await fetcher.fetch_page(page)).body == b"<p>x"


async def test_a_missing_host_is_reported_as_missing(fetcher: Fetcher, unused_tcp_port: int) -> None:
    """Where nobody answers at all, robots.txt is not what the reader of the message should look for."""
    for _ in range(2):  # the second time it is known already
        with pytest.raises(TemporaryFetchError, match="I couldn't reach its host"):
            await fetcher.fetch_page(f"http://127.0.0.1:{unused_tcp_port}/page")


async def test_a_redirect_does_not_lead_past_robots_txt(server: LoopbackServer, fetcher: Fetcher) -> None:
    """The page at the end of a redirect is asked about, too."""
    server.serve("/robots.txt", "User-agent: *\nDisallow: /private", Content_Type="text/plain")
    server.serve("/private", "<p>x")
    with pytest.raises(FetchError, match="robots"):
        await fetcher.fetch_page(server.serve("/open", status=302, Location="/private"))
    assert server.count("/private") == 0


async def test_a_host_is_asked_one_thing_at_a_time(server: LoopbackServer, fetcher: Fetcher) -> None:
    """Requests to one host wait for each other."""
    under_way = most = 0

    async def slow(_: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return web.Response(text="x")

    server.routes["/feed"] = slow
    await asyncio.gather(*(fetcher.fetch_feed(server.base_url + "/feed") for _ in range(5)))
    assert (most, server.count("/feed")) == (1, 5)
