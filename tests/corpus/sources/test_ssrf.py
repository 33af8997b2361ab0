"""Claims about which addresses are fetched at all: public ones, of the web, whatever leads to them."""

from __future__ import annotations

import socket

import pytest

from corpus.errors import TemporaryFetchError
from corpus.sources.http import Fetcher
from corpus.sources.ssrf import get_host, is_public_address
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, get_fetch_error

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


async def test_without_the_tests_switch_loopback_is_refused(server: LoopbackServer, clock: AdjustableClock) -> None:
    """A Fetcher made as the program makes it never speaks to this machine."""
    address = server.serve("/feed", "x")
    async with Fetcher(clock) as ours:
        assert "public" in (await get_fetch_error(ours, address)).reason
        assert "public" in (await get_fetch_error(ours, address.replace("127.0.0.1", "localhost"))).reason
    assert not server.requests


@pytest.mark.parametrize("host", FORMS.values(), ids=FORMS.keys())
async def test_no_form_of_an_address_that_is_not_public_gets_through(
    server: LoopbackServer, fetcher: Fetcher, host: str
) -> None:
    """Asked for directly or by any kind of redirect, it is refused for good and not as out of reach."""
    port = server.base_url.rpartition(":")[2]
    for status in REDIRECTS:
        path = server.serve(f"/{status}", status=status, Location=f"http://{host}:{port}/secret")
        error = await get_fetch_error(fetcher, path)
        assert not isinstance(error, TemporaryFetchError)
    await get_fetch_error(fetcher, f"http://{host}:{port}/secret")
    assert server.count("/secret") == 0


async def test_a_name_that_is_bound_anew_between_looks_is_refused(
    server: LoopbackServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts is the address the socket connects to, not one looked up before."""
    port = int(server.base_url.rpartition(":")[2])
    answers = iter(["127.0.0.1", "127.0.0.2"])

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    server.serve("/feed", "x", Connection="close")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    fetcher._session = None
    assert (await fetcher.fetch_feed(f"http://rebound.example:{port}/feed")).body == b"x"
    fetcher._open_session().connector.clear_dns_cache()  # type: ignore[union-attr]  # as when its time to live is over
    assert "public" in (await get_fetch_error(fetcher, f"http://rebound.example:{port}/feed")).reason
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
async def test_only_plain_addresses_of_the_web_are_fetched(
    server: LoopbackServer, fetcher: Fetcher, target: str
) -> None:
    """Other schemes, users' names and malformed addresses are refused, as redirects too."""
    await get_fetch_error(fetcher, target)
    error = await get_fetch_error(fetcher, server.serve("/away", status=302, Location=target))
    assert not isinstance(error, TemporaryFetchError)


async def test_proxies_of_the_environment_are_not_heeded(
    server: LoopbackServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would connect in our place, past the guard."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert (await fetcher.fetch_feed(server.serve("/feed", "x"))).body == b"x"


async def test_a_loop_of_redirects_ends_after_five(server: LoopbackServer, fetcher: Fetcher) -> None:
    """The sixth redirect is not followed."""
    address = server.serve("/loop", status=302, Location="/loop")
    assert "redirects" in (await get_fetch_error(fetcher, address)).reason
    assert server.count("/loop") == 6


async def test_a_permanent_redirect_is_reported_and_a_temporary_one_is_not(
    server: LoopbackServer, fetcher: Fetcher
) -> None:
    """The new address is where the permanent redirects lead, up to the first temporary one."""
    end = server.serve("/end", "x")
    server.serve("/now", status=302, Location="/end")
    now = await fetcher.fetch_feed(server.serve("/a", status=301, Location="/now"))
    assert (now.url, now.moved_to) == (end, server.base_url + "/now")
    assert (await fetcher.fetch_feed(server.base_url + "/now")).moved_to is None
    assert (await fetcher.fetch_feed(server.serve("/b", status=308, Location="/end"))).moved_to == end


def test_what_is_no_address_has_no_host_and_is_not_public() -> None:
    """Neither is an error where it is only asked about."""
    assert get_host("http://[::1/") == ""
    assert not is_public_address("herald.example")
