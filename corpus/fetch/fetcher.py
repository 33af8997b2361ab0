"""The client: one walk along the redirects, each hop checked, capped and taken in turn."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from corpus.errors import FetchError, Gone, Unanswered
from corpus.fetch import headers, inflating, robots
from corpus.fetch.addresses import NOT_PUBLIC, check, public
from corpus.fetch.model import FEED, PAGE, ROBOTS, Answer, Want
from corpus.fetch.turns import Turns

if TYPE_CHECKING:
    from aiohappyeyeballs import AddrInfoType
    from aiohttp import ClientResponse, ClientSession

#: The product's name, by which robots.txt may speak of it.
AGENT = "DatelineBot"
MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_PIECE = 65_536


class Fetcher:
    """
    Fetches pages and feeds; use it as an asynchronous context manager.

    It keeps no cookies, heeds no proxies of the environment, and speaks to no host that is not public.

    Args:
        clock: Gives the present instant, with its zone.
        contact: An address at which its operator can be reached, for the ``User-Agent``; ``""`` for none.
        allowed: Tells which IP addresses may be connected to; no setting changes it, tests on loopback do.
        pause: Seconds between two requests to one host.
        seconds: How long one hop may take, its body included.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        contact: str = "",
        *,
        allowed: Callable[[str], bool] = public,
        pause: float = 1.0,
        seconds: float = 20.0,
    ) -> None:
        self._clock, self._allowed, self._seconds = clock, allowed, seconds
        self._turns = Turns(clock, pause)
        self._robots: dict[str, robots.Robots] = {}
        self._session: ClientSession | None = None
        self.agent = user_agent(contact)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def feed(self, url: str, etag: str = "", modified: str = "") -> Answer:
        """
        Fetch a feed, on the condition that it has changed since the validators given.

        Raises:
            Gone: If it is gone for good.
            Unanswered: If it can't be had now.
            FetchError: If it may not, or can't, be fetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        return await self._walk(url, FEED, {name: value for name, value in conditions.items() if value})

    async def page(self, url: str) -> Answer:
        """
        Fetch a page, where the robots.txt of each host on the way allows it.

        Raises:
            Gone: If it is gone for good.
            Unanswered: If it can't be had now.
            FetchError: If it may not, or can't, be fetched.
        """
        return await self._walk(url, PAGE, {}, self._obey)

    async def _walk(
        self, url: str, want: Want, conditions: dict[str, str], permit: Callable[[str], Awaitable[None]] | None = None
    ) -> Answer:
        here, moved, for_good = check(url), None, True
        for _ in range(MOST_REDIRECTS + 1):
            if permit is not None:
                await permit(here)
            found = await self._hop(here, want, conditions)
            if isinstance(found, Answer):
                return _told(found, moved)
            status, target = found
            try:
                here = check(urljoin(here, target))
            except ValueError as error:
                raise FetchError(url, "it redirects to a malformed address") from error
            for_good = for_good and status in _FOR_GOOD
            moved = here if for_good else moved
        raise FetchError(url, f"it redirects more than {MOST_REDIRECTS} times")

    async def _hop(self, url: str, want: Want, conditions: dict[str, str]) -> Answer | tuple[int, str]:
        """Ask once; give the answer, or status and target of a redirect."""
        import aiohttp  # noqa: PLC0415

        sent = {"User-Agent": self.agent, "Accept": want.accept, "Accept-Encoding": inflating.ACCEPTED, **conditions}
        async with self._turns.turn(url):
            try:
                async with (
                    asyncio.timeout(self._seconds),
                    self._open().get(url, headers=sent, allow_redirects=False) as response,
                ):
                    return await self._read(url, response, want)
            except TimeoutError as error:
                raise Unanswered(url, f"it took longer than {self._seconds:g} s") from error
            except aiohttp.InvalidURL as error:
                raise FetchError(url, "it is no well-formed address") from error
            except (aiohttp.ClientError, ValueError, OSError) as error:
                raise _translated(url, error) from error

    async def _read(self, url: str, response: ClientResponse, want: Want) -> Answer | tuple[int, str]:
        status, told = response.status, response.headers
        if status in _REDIRECTS and told.get("Location"):
            response.close()
            return status, told["Location"].strip()
        kind, charset = headers.media(told)
        bare = Answer(
            url,
            unchanged=status == 304,
            charset=charset,
            etag=headers.validator(told, "ETag"),
            modified=headers.validator(told, "Last-Modified"),
            fresh=headers.fresh(told),
        )
        if bare.unchanged:
            return bare
        if status != 200:
            response.close()
            raise self._refusal(url, response)
        if not headers.wanted(kind, want):
            response.close()
            raise FetchError(url, f"it is no {want.noun} but {kind[:60]}")
        return replace(bare, body=await _body(url, response, want))

    def _refusal(self, url: str, response: ClientResponse) -> FetchError:
        status = response.status
        said = f"the server answered {status} {(response.reason or '')[:60]}".rstrip()
        if status == 410:
            return Gone(url, said)
        if status not in {408, 425, 429} and status < 500:
            return FetchError(url, said)
        wait = headers.retry_after(response.headers, self._clock()) if status in {429, 503} else None
        if wait:
            self._turns.leave(url, wait)
        return Unanswered(url, said, wait)

    async def _obey(self, url: str) -> None:
        """Raise FetchError where the host's robots.txt forbids *url*."""
        place = robots.address(url)
        known = self._robots.get(place)
        if known is None or known.until <= self._clock():
            known = self._robots[place] = await self._rules(place)
            self._turns.slow(url, known.pause(AGENT))
        if not known.allow(AGENT, url):
            if known.rules:
                raise FetchError(url, "its host's robots.txt forbids it")
            raise Unanswered(url, known.reason or "its host's robots.txt can't be read now")

    async def _rules(self, place: str) -> robots.Robots:
        # RFC 9309, 2.3.1.3 and 2.3.1.4: unavailable (4xx) allows all, unreachable (5xx, network) nothing.
        try:
            return robots.parse((await self._walk(place, ROBOTS, {})).body, self._clock())
        except Unanswered as error:
            unreached = error.reason if error.__cause__ else ""  # where it did answer, what it said is of robots.txt
            return robots.Robots(self._clock() + robots.RETRIED, open=False, reason=unreached)
        except FetchError:
            return robots.Robots(self._clock() + robots.KEPT)

    def _open(self) -> ClientSession:
        if self._session is None:
            from aiohttp import ClientSession, DummyCookieJar, TCPConnector  # noqa: PLC0415

            self._session = ClientSession(
                connector=TCPConnector(socket_factory=self._socket, limit_per_host=1),
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    def _socket(self, target: AddrInfoType) -> socket.socket:
        """Make the socket that is about to connect to *target*; the last place before the network, so the guard's."""
        family, kind, protocol, _, place = target
        if not self._allowed(str(place[0])):
            raise OSError(errno.EACCES, f"{place[0]} {NOT_PUBLIC}")
        return socket.socket(family, kind, protocol)


def user_agent(contact: str) -> str:
    """Say who asks, and where to complain."""
    shown = "".join(filter(str.isprintable, contact)).encode("ascii", "ignore").decode()[:200]
    return f"{AGENT}/{version('dateline-bot')} (reads news feeds for a Discord bot; contact: {shown or 'not given'})"


def _told(answer: Answer, moved: str | None) -> Answer:
    return replace(answer, moved=moved) if moved else answer


async def _body(url: str, response: ClientResponse, want: Want) -> bytes:
    inflation = inflating.Inflation(url, response.headers.get("Content-Encoding", ""), want.most)
    if (response.content_length or 0) > want.most:
        raise FetchError(url, inflating.too_large(want.most))
    received = 0
    async for piece in response.content.iter_chunked(_PIECE):
        received += len(piece)
        inflation.feed(piece)
        if received > want.most:
            raise FetchError(url, inflating.too_large(want.most))
    return inflation.end()


def _translated(url: str, error: Exception) -> FetchError:
    if NOT_PUBLIC in str(error):
        return FetchError(url, f"its host {NOT_PUBLIC}")
    return Unanswered(url, f"its host can't be reached or broke off ({type(error).__name__})")
