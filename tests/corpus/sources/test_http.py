"""Claims about what comes back: its size, its coding, its type, its status."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest
from aiohttp import web

from corpus.errors import FetchError, ResourceGone, TemporaryFetchError
from corpus.sources.http import Fetcher
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, build_fetcher, get_fetch_error


async def test_an_endless_stream_is_cut_off(server: LoopbackServer, fetcher: Fetcher) -> None:
    """No more than the cap is read."""

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b"a" * 65_536)
        return response

    server.routes["/endless"] = endless
    assert "larger than 5,000 kB" in (await get_fetch_error(fetcher, server.base_url + "/endless")).reason


async def test_a_slow_drip_is_not_waited_for(server: LoopbackServer, clock: AdjustableClock) -> None:
    """Bytes that keep coming do not draw out the time a hop may take."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b"a")
            await asyncio.sleep(0.02)
        return response

    server.routes["/drip"] = drip
    async with build_fetcher(clock, timeout=0.2) as hasty:
        assert isinstance(await get_fetch_error(hasty, server.base_url + "/drip"), TemporaryFetchError)


async def test_a_bomb_is_not_blown_up(server: LoopbackServer, fetcher: Fetcher) -> None:
    """Twenty megabytes in twenty kilobytes are refused, whichever way they are packed."""
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    plain = bytes(20_000_000)
    packed = {"gzip": gzip.compress(plain, 1), "deflate": bare.compress(plain) + bare.flush()}
    for coding, body in packed.items():
        path = server.serve(f"/{coding}", body, Content_Encoding=coding)
        assert "larger" in (await get_fetch_error(fetcher, path)).reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "x-gzip", "identity"])
async def test_what_was_compressed_is_given_plain(server: LoopbackServer, fetcher: Fetcher, coding: str) -> None:
    """Each coding that is asked for is undone."""
    packed = {"deflate": zlib.compress(b"words"), "identity": b"words"}.get(coding, gzip.compress(b"words"))
    assert (await fetcher.fetch_feed(server.serve("/feed", packed, Content_Encoding=coding))).body == b"words"


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", b"words"), ("gzip", b"words"), ("gzip", gzip.compress(b"words" * 99)[:-12])],
    ids=["a coding that was not asked for", "no gzip at all", "half a gzip"],
)
async def test_broken_compression_is_an_error(
    server: LoopbackServer, fetcher: Fetcher, coding: str, body: bytes
) -> None:
    """It never gives half a feed."""
    await get_fetch_error(fetcher, server.serve("/feed", body, Content_Encoding=coding))


async def test_a_page_that_says_it_is_huge_is_not_read(server: LoopbackServer, fetcher: Fetcher) -> None:
    """A gigabyte that is announced is refused before its first byte."""

    async def huge(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000000000"})
        await response.prepare(request)
        return response

    server.routes["/huge"] = huge
    with pytest.raises(FetchError, match="larger than 10,000 kB"):
        await fetcher.fetch_page(server.base_url + "/huge")


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/zip"])
async def test_what_is_no_text_is_refused_by_its_type(server: LoopbackServer, fetcher: Fetcher, kind: str) -> None:
    """Neither as a feed nor as a page is it read."""
    address = server.serve("/thing", b"\x89", Content_Type=kind)
    assert kind in (await get_fetch_error(fetcher, address)).reason
    with pytest.raises(FetchError, match=kind):
        await fetcher.fetch_page(address)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, FetchError),
        (403, FetchError),
        (410, ResourceGone),
        (500, TemporaryFetchError),
        (503, TemporaryFetchError),
        (204, FetchError),
    ],
)
async def test_each_status_has_its_error(
    server: LoopbackServer, fetcher: Fetcher, status: int, kind: type[FetchError]
) -> None:
    """For now, for good, and gone are distinguished; the reason names the status."""
    error = await get_fetch_error(fetcher, server.serve("/feed", status=status))
    assert type(error) is kind
    assert str(status) in error.reason


async def test_validators_go_out_and_nothing_comes_back(server: LoopbackServer, fetcher: Fetcher) -> None:
    """With the ETag of last time, an unchanged feed is not sent again."""
    address = server.serve("/feed", "x", ETag='"one"', Cache_Control="public, max-age=7200")
    first = await fetcher.fetch_feed(address)
    again = await fetcher.fetch_feed(address, first.etag, first.modified)
    assert (first.etag, first.max_age, first.unchanged) == ('"one"', 7200, False)
    assert (again.unchanged, again.body) == (True, b"")


async def test_a_broken_connection_is_no_answer(server: LoopbackServer, fetcher: Fetcher) -> None:
    """A body that ends before its length is an error, not a short feed."""

    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml", "Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.close()
        return response

    server.routes["/short"] = short
    assert isinstance(await get_fetch_error(fetcher, server.base_url + "/short"), TemporaryFetchError)
