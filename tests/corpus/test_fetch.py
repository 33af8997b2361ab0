"""Claims about fetching, made against a hostile server on loopback."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from corpus.errors import FetchError, Gone, Unanswered
from corpus.fetch import Fetcher
from tests.corpus.hostile import Hands, Server, fetcher, started

FORMS = {
    "another address of loopback": "127.0.0.2",
    "loopback as one number": "2130706434",
    "loopback in hexadecimal": "0x7f.0.0.2",
    "loopback in octal": "0177.0.0.2",
    "loopback shortened": "127.2",
    "private, class A": "10.0.0.1",
    "private, class B": "172.16.0.1",
    "private, class C": "192.168.1.1",
    "the metadata service": "169.254.169.254",
    "shared by a carrier": "100.64.0.1",
    "this host": "0.0.0.0",
    "this host as a number": "0",
    "multicast": "224.0.0.1",
    "broadcast": "255.255.255.255",
    "reserved": "240.0.0.1",
    "6to4's relay": "192.88.99.1",
    "documentation": "192.0.2.1",
    "benchmarks": "198.18.0.1",
    "IPv6 loopback": "[::1]",
    "IPv6 unspecified": "[::]",
    "mapped loopback": "[::ffff:127.0.0.2]",
    "mapped loopback in hexadecimal": "[::ffff:7f00:2]",
    "mapped private": "[::ffff:10.0.0.1]",
    "compatible loopback": "[::127.0.0.2]",
    "NAT64 of loopback": "[64:ff9b::7f00:2]",
    "NAT64 of a private one": "[64:ff9b::a00:1]",
    "NAT64 of the local network": "[64:ff9b:1::a00:1]",
    "6to4 of a private one": "[2002:a00:1::]",
    "6to4 of a public one": "[2002:808:808::]",
    "Teredo": "[2001:0:808:808::1]",
    "IPv6 link-local": "[fe80::1]",
    "unique local": "[fd00::1]",
    "IPv6 multicast": "[ff0e::1]",
    "IPv6 documentation": "[2001:db8::1]",
}
REDIRECTS = (301, 302, 303, 307, 308)


@pytest.fixture
def clock() -> Hands:
    """Give a clock that is moved by hand."""
    return Hands()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    """Give a running server."""
    told = Server()
    runner = await started(told)
    yield told
    await runner.cleanup()


@pytest_asyncio.fixture
async def door(clock: Hands) -> AsyncIterator[Fetcher]:
    """Give a Fetcher that may speak to 127.0.0.1."""
    async with fetcher(clock) as one:
        yield one


async def refused(door: Fetcher, url: str) -> FetchError:
    """Give the error with which *url* is refused."""
    with pytest.raises(FetchError) as caught:
        await door.feed(url)
    return caught.value


async def test_without_the_tests_switch_loopback_is_refused(server: Server, clock: Hands) -> None:
    """A Fetcher made as the program makes it never speaks to this machine."""
    address = server.serve("/feed", "x")
    async with Fetcher(clock) as ours:
        assert "public" in (await refused(ours, address)).reason
        assert "public" in (await refused(ours, address.replace("127.0.0.1", "localhost"))).reason
    assert not server.asked


@pytest.mark.parametrize("host", FORMS.values(), ids=FORMS.keys())
async def test_no_form_of_an_address_that_is_not_public_gets_through(server: Server, door: Fetcher, host: str) -> None:
    """Asked for directly or by any kind of redirect, it is refused for good and not as out of reach."""
    port = server.base.rpartition(":")[2]
    for status in REDIRECTS:
        path = server.serve(f"/{status}", status=status, Location=f"http://{host}:{port}/secret")
        error = await refused(door, path)
        assert not isinstance(error, Unanswered)
    await refused(door, f"http://{host}:{port}/secret")
    assert server.count("/secret") == 0


async def test_a_name_that_is_bound_anew_between_looks_is_refused(
    server: Server, door: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts is the address the socket connects to, not one looked up before."""
    port = int(server.base.rpartition(":")[2])
    answers = iter(["127.0.0.1", "127.0.0.2"])

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    server.serve("/feed", "x", Connection="close")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    door._session = None
    assert (await door.feed(f"http://rebound.example:{port}/feed")).body == b"x"
    door._open().connector.clear_dns_cache()  # type: ignore[union-attr]  # as when its time to live is over
    assert "public" in (await refused(door, f"http://rebound.example:{port}/feed")).reason
    assert server.count("/feed") == 1


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/hosts",
        "ftp://example.org/",
        "gopher://example.org/",
        "data:text/html,x",
        "javascript:alert(1)",
        "http://",
        "http://user:word@example.org/",
        "http://example.org:port/",
        "http://[::1/",
        "http://exa mple.org/",
    ],
)
async def test_only_plain_addresses_of_the_web_are_fetched(server: Server, door: Fetcher, target: str) -> None:
    """Other schemes, users' names and malformed addresses are refused, as redirects too."""
    await refused(door, target)
    error = await refused(door, server.serve("/away", status=302, Location=target))
    assert not isinstance(error, Unanswered)


async def test_proxies_of_the_environment_are_not_heeded(
    server: Server, door: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would connect in our place, past the guard."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert (await door.feed(server.serve("/feed", "x"))).body == b"x"


async def test_a_loop_of_redirects_ends_after_five(server: Server, door: Fetcher) -> None:
    """The sixth redirect is not followed."""
    address = server.serve("/loop", status=302, Location="/loop")
    assert "redirects" in (await refused(door, address)).reason
    assert server.count("/loop") == 6


async def test_a_move_for_good_is_told_and_one_for_now_is_not(server: Server, door: Fetcher) -> None:
    """The new address is where the permanent redirects lead, up to the first temporary one."""
    end = server.serve("/end", "x")
    server.serve("/now", status=302, Location="/end")
    now = await door.feed(server.serve("/a", status=301, Location="/now"))
    assert (now.url, now.moved) == (end, server.base + "/now")
    assert (await door.feed(server.base + "/now")).moved is None
    assert (await door.feed(server.serve("/b", status=308, Location="/end"))).moved == end


async def test_an_endless_stream_is_cut_off(server: Server, door: Fetcher) -> None:
    """No more than the cap is read."""

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b"a" * 65_536)
        return response

    server.routes["/endless"] = endless
    assert "larger than 5,000 kB" in (await refused(door, server.base + "/endless")).reason


async def test_a_slow_drip_is_not_waited_for(server: Server, clock: Hands) -> None:
    """Bytes that keep coming do not draw out the time a hop may take."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b"a")
            await asyncio.sleep(0.02)
        return response

    server.routes["/drip"] = drip
    async with fetcher(clock, seconds=0.2) as hasty:
        assert isinstance(await refused(hasty, server.base + "/drip"), Unanswered)


async def test_a_bomb_is_not_blown_up(server: Server, door: Fetcher) -> None:
    """Twenty megabytes in twenty kilobytes are refused, whichever way they are packed."""
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    plain = bytes(20_000_000)
    packed = {"gzip": gzip.compress(plain, 1), "deflate": bare.compress(plain) + bare.flush()}
    for coding, body in packed.items():
        path = server.serve(f"/{coding}", body, Content_Encoding=coding)
        assert "larger" in (await refused(door, path)).reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "x-gzip", "identity"])
async def test_what_was_compressed_is_given_plain(server: Server, door: Fetcher, coding: str) -> None:
    """Each coding that is asked for is undone."""
    packed = {"deflate": zlib.compress(b"words"), "identity": b"words"}.get(coding, gzip.compress(b"words"))
    assert (await door.feed(server.serve("/feed", packed, Content_Encoding=coding))).body == b"words"


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", b"words"), ("gzip", b"words"), ("gzip", gzip.compress(b"words" * 99)[:-12])],
    ids=["a coding that was not asked for", "no gzip at all", "half a gzip"],
)
async def test_broken_compression_is_an_error(server: Server, door: Fetcher, coding: str, body: bytes) -> None:
    """It never gives half a feed."""
    await refused(door, server.serve("/feed", body, Content_Encoding=coding))


async def test_a_page_that_says_it_is_huge_is_not_read(server: Server, door: Fetcher) -> None:
    """A gigabyte that is announced is refused before its first byte."""

    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000000000"})
        await response.prepare(request)
        return response

    server.routes["/huge"] = huge
    with pytest.raises(FetchError, match="larger than 10,000 kB"):
        await door.page(server.base + "/huge")


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/zip"])
async def test_what_is_no_text_is_refused_by_its_type(server: Server, door: Fetcher, kind: str) -> None:
    """Neither as a feed nor as a page is it read."""
    address = server.serve("/thing", b"\x89", Content_Type=kind)
    assert kind in (await refused(door, address)).reason
    with pytest.raises(FetchError, match=kind):
        await door.page(address)


async def test_a_host_that_asks_to_be_left_alone_is(server: Server, door: Fetcher, clock: Hands) -> None:
    """After 429 with Retry-After nothing is asked of the whole host until the time is over."""
    busy = server.serve("/busy", status=429, Retry_After="120")
    other = server.serve("/other", "x")
    assert (await refused(door, busy)).wait == 120  # type: ignore[attr-defined]
    assert (await refused(door, other)).wait == 120  # type: ignore[attr-defined]
    assert server.count("/other") == 0
    clock.move(seconds=121)
    assert (await door.feed(other)).body == b"x"


async def test_retry_after_may_be_a_date(server: Server, door: Fetcher) -> None:
    """503 with an HTTP date is counted from now."""
    busy = server.serve("/busy", status=503, Retry_After="Mon, 24 Jun 2024 09:10:00 GMT")
    assert (await refused(door, busy)).wait == 600  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, FetchError), (403, FetchError), (410, Gone), (500, Unanswered), (503, Unanswered), (204, FetchError)],
)
async def test_each_status_has_its_error(server: Server, door: Fetcher, status: int, kind: type[FetchError]) -> None:
    """For now, for good, and gone are told apart; the reason names the status."""
    error = await refused(door, server.serve("/feed", status=status))
    assert type(error) is kind
    assert str(status) in error.reason


async def test_validators_go_out_and_nothing_comes_back(server: Server, door: Fetcher) -> None:
    """With the ETag of last time, an unchanged feed is not sent again."""
    address = server.serve("/feed", "x", ETag='"one"', Cache_Control="public, max-age=7200")
    first = await door.feed(address)
    again = await door.feed(address, first.etag, first.modified)
    assert (first.etag, first.fresh, first.unchanged) == ('"one"', 7200, False)
    assert (again.unchanged, again.body) == (True, b"")


async def test_we_say_who_we_are_and_keep_no_cookies(server: Server, clock: Hands) -> None:
    """The User-Agent holds name, version and contact; a cookie that was set is not sent back."""
    address = server.serve("/feed", "x", Set_Cookie="a=b")
    async with fetcher(clock, contact="news@example.org\r\nX: y") as door:
        await door.feed(address)
        await door.feed(address)
    agent = server.asked[0].headers["User-Agent"]
    assert agent.startswith("DatelineBot/")
    assert "news@example.org" in agent
    assert "X" not in server.asked[0].headers
    assert "Cookie" not in server.asked[1].headers


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
    server: Server, door: Fetcher, rules: str, allowed: bool
) -> None:
    """A page that is forbidden is not asked for; the rules are read once for a host."""
    server.serve("/robots.txt", rules, Content_Type="text/plain")
    page = server.serve("/private/page", "<p>x")
    for _ in range(2):
        if allowed:
            assert (await door.page(page)).body == b"<p>x"
        else:
            with pytest.raises(FetchError, match="robots"):
                await door.page(page)
    assert server.count("/robots.txt") == 1
    assert server.count("/private/page") == (2 if allowed else 0)


async def test_a_robots_txt_in_trouble_forbids_for_now(server: Server, door: Fetcher, clock: Hands) -> None:
    """A server's error forbids everything (RFC 9309, 2.3.1.4), and is looked at again after an hour."""
    page = server.serve("/page", "<p>x")
    server.serve("/robots.txt", status=500)
    with pytest.raises(Unanswered, match="robots"):
        await door.page(page)
    server.serve("/robots.txt", status=404)
    clock.move(minutes=61)
    assert (await door.page(page)).body == b"<p>x"


async def test_a_redirect_does_not_lead_past_robots_txt(server: Server, door: Fetcher) -> None:
    """The page at the end of a redirect is asked about, too."""
    server.serve("/robots.txt", "User-agent: *\nDisallow: /private", Content_Type="text/plain")
    server.serve("/private", "<p>x")
    with pytest.raises(FetchError, match="robots"):
        await door.page(server.serve("/open", status=302, Location="/private"))
    assert server.count("/private") == 0


async def test_a_host_is_asked_one_thing_at_a_time(server: Server, door: Fetcher) -> None:
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
    await asyncio.gather(*(door.feed(server.base + "/feed") for _ in range(5)))
    assert (most, server.count("/feed")) == (1, 5)


async def test_a_broken_connection_is_no_answer(server: Server, door: Fetcher) -> None:
    """A body that ends before its length is an error, not a short feed."""

    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml", "Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.close()
        return response

    server.routes["/short"] = short
    assert isinstance(await refused(door, server.base + "/short"), Unanswered)
