"""HTTP client for pages and feeds: redirects, size limits, content decoding, robots.txt and public hosts only."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from corpus.errors import FetchError, ResourceGone, TemporaryFetchError
from corpus.models.text import _
from corpus.sources.robots import (
    MAX_ROBOTS_AGE,
    ROBOTS_RETRY_INTERVAL,
    HostThrottle,
    RobotsRules,
    build_robots_url,
    parse_robots,
)
from corpus.sources.ssrf import NOT_PUBLIC_REASON, check_url, is_public_address

if TYPE_CHECKING:
    from aiohappyeyeballs import AddrInfoType
    from aiohttp import ClientResponse, ClientSession


@dataclass(frozen=True, slots=True)
class ResourceType:
    """
    A type of resource to fetch, with its size limit and media types.

    Attributes:
        accept: Value of the request's ``Accept`` header.
        max_bytes: Maximum size of the body in bytes, both as sent and decompressed.
        media_types: Accepted media types, without parameters; one that ends in ``/`` is a prefix, one that begins with
            ``+`` a suffix.
    """

    accept: str
    max_bytes: int
    media_types: tuple[str, ...]


PAGE = ResourceType(
    "text/html,application/xhtml+xml;q=0.9", 10_000_000, ("text/html", "application/xhtml+xml", "text/plain")
)
#: Feeds have all kinds of media types, many text/html; the parser rejects what is not a feed.
FEED = ResourceType(
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1",
    5_000_000,
    ("text/", "+xml", "+json", "application/xml", "application/json", "application/octet-stream"),
)
#: RFC 9309, 2.5: at least 500 KiB of a robots.txt must be parsed.
ROBOTS = ResourceType("text/plain,*/*;q=0.1", 512_000, ("text/", "application/octet-stream"))


@dataclass(frozen=True, slots=True)
class FetchResponse:
    """
    A successful response.

    Attributes:
        url: Its URL, after redirects.
        body: The bytes, decompressed; empty if *unchanged*.
        unchanged: Whether the resource still matches the validators sent (304).
        charset: The charset of the Content-Type, or None.
        etag: The ``ETag`` validator, or ``""``.
        modified: The ``Last-Modified`` validator, or ``""``.
        max_age: Seconds for which it may be cached (Cache-Control's max-age), or None.
        moved_to: URL to which it has moved permanently (301, 308), or None.
    """

    url: str
    body: bytes = b""
    unchanged: bool = False
    charset: str | None = None
    etag: str = ""
    modified: str = ""
    max_age: int | None = None
    moved_to: str | None = None


#: Maximum wait that a host may ask for, in seconds; a year is a mistake.
MAX_WAIT_SECONDS = 7 * 24 * 3600
_MAX_AGE_DIRECTIVE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_INVALID_HEADER_CHARACTER = re.compile(r"[^\x21-\x7e\x80-\xff ]")
_MAX_VALIDATOR_CHARACTERS = 1_000


def parse_retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """
    Return the seconds of ``Retry-After``, at most a week; None if it is missing or invalid.

    References:
        RFC 9110, 10.2.3: seconds, or an HTTP date.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:12]), MAX_WAIT_SECONDS)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, min(int((until - now).total_seconds()), MAX_WAIT_SECONDS))


def parse_max_age(headers: Mapping[str, str]) -> int | None:
    """Return the seconds of Cache-Control's max-age, at most a week, or None."""
    match = _MAX_AGE_DIRECTIVE.search(headers.get("Cache-Control", ""))
    return min(int(match[1]), MAX_WAIT_SECONDS) if match else None


def get_validator(headers: Mapping[str, str], name: str) -> str:
    """Return a validator that can be sent back; ``""`` if it is missing or not valid in a request header."""
    value = headers.get(name, "").strip()
    return "" if len(value) > _MAX_VALIDATOR_CHARACTERS or _INVALID_HEADER_CHARACTER.search(value) else value


def parse_content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the media type in lower case, ``""`` if missing, and the charset or None."""
    if not headers.get("Content-Type", "").strip():
        return "", None
    message = Message()
    message["Content-Type"] = "".join(filter(str.isprintable, headers["Content-Type"]))
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) else None


def is_accepted_type(media_type: str, resource_type: ResourceType) -> bool:
    """Return whether *resource_type* accepts the media type *media_type*; an empty one is accepted."""

    def fits(pattern: str) -> bool:
        if pattern.endswith("/"):
            return media_type.startswith(pattern)
        return media_type.endswith(pattern) if pattern.startswith("+") else media_type == pattern

    return not media_type or any(map(fits, resource_type.media_types))


#: Value of the request's ``Accept-Encoding``: the codings that `BoundedDecompressor` decodes.
ACCEPTED_ENCODINGS = "gzip, deflate"
_GZIP_OR_ZLIB_WBITS = 32 + zlib.MAX_WBITS


class BoundedDecompressor:
    """
    Decodes one content coding up to a size limit.

    Args:
        url: The URL of the bytes, for errors.
        coding: Value of ``Content-Encoding``.
        max_bytes: Maximum decoded size in bytes; a decompression bomb is not expanded further.

    Raises:
        FetchError: If the coding was not requested.
    """

    def __init__(self, url: str, coding: str, max_bytes: int) -> None:
        self._url, self._max_bytes, self._output = url, max_bytes, bytearray()
        coding = coding.strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(url, _("it is compressed in a way that I can't read ({coding})", coding=coding[:40]))
        self._is_compressed = coding not in {"", "identity"}
        self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB_WBITS)
        self._has_started = False

    def feed(self, chunk: bytes) -> None:
        """
        Decode the next bytes.

        Raises:
            FetchError: If the size limit is exceeded or the bytes are not validly compressed.
        """
        remaining = self._max_bytes - len(self._output)
        if not self._is_compressed:
            self._output += chunk
        else:
            self._output += self._decompress(chunk, remaining + 1)
        if len(self._output) > self._max_bytes:
            raise FetchError(self._url, describe_size_limit(self._max_bytes))

    def _decompress(self, chunk: bytes, max_length: int) -> bytes:
        try:
            output = self._decompressor.decompress(chunk, max_length)
        except zlib.error as error:
            if self._has_started:
                raise FetchError(self._url, _("its compression is broken")) from error
            # Some servers send raw DEFLATE data without the zlib wrapper (non-conformant, RFC 9110, 8.4.1.2).
            self._decompressor, self._has_started = zlib.decompressobj(-zlib.MAX_WBITS), True
            return self._decompress(chunk, max_length)
        self._has_started = True
        return output

    def finish(self) -> bytes:
        """
        Return all decoded bytes.

        Raises:
            FetchError: If the compressed bytes are truncated.
        """
        if self._is_compressed and self._has_started and not self._decompressor.eof:
            raise FetchError(self._url, _("it is cut off"))
        return bytes(self._output)


def _describe_other_type(media_type: str, resource_type: ResourceType) -> str:
    """Return an error reason: the resource has a media type other than those of *resource_type*."""
    if resource_type is PAGE:
        return _("it isn't a web page but {type}", type=media_type[:60])
    return _("it isn't a feed but {type}", type=media_type[:60])


def describe_size_limit(max_bytes: int) -> str:
    """Return an error reason: the resource is larger than *max_bytes* bytes."""
    return _("it is larger than {number} kB", number=max_bytes // 1_000)


#: Product token of the ``User-Agent``, which a robots.txt may name.
USER_AGENT_NAME = "DatelineBot"
MAX_REDIRECTS = 5
_REDIRECT_STATUSES = (301, 302, 303, 307, 308)
_PERMANENT_REDIRECT_STATUSES = (301, 308)
_CHUNK_BYTES = 65_536


class Fetcher:
    """
    Fetches pages and feeds; use it as an asynchronous context manager.

    It stores no cookies, ignores proxies set in the environment, and connects to public hosts only.

    Args:
        clock: Returns the present instant, with its time zone.
        contact: Contact address of the operator for the ``User-Agent``; ``""`` for none.
        allowed: Returns whether an IP address may be connected to; only tests on loopback replace it, no setting does.
        pause: Seconds between two requests to one host.
        timeout: Timeout of one request in seconds, its body included.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        contact: str = "",
        *,
        allowed: Callable[[str], bool] = is_public_address,
        pause: float = 1.0,
        timeout: float = 20.0,
    ) -> None:
        self._clock, self._is_allowed, self._timeout = clock, allowed, timeout
        self._throttle = HostThrottle(clock, pause)
        self._robots: dict[str, RobotsRules] = {}
        self._session: ClientSession | None = None
        self.agent = build_user_agent(contact)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch_feed(self, url: str, etag: str = "", modified: str = "") -> FetchResponse:
        """
        Fetch a feed, unless it still matches the validators given.

        Raises:
            ResourceGone: If it is gone permanently.
            TemporaryFetchError: If it can't be fetched at the moment.
            FetchError: If it can't or may not be fetched.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        return await self._follow_redirects(url, FEED, {name: value for name, value in conditions.items() if value})

    async def fetch_page(self, url: str) -> FetchResponse:
        """
        Fetch a page, if the robots.txt of each host in the redirect chain allows it.

        Raises:
            ResourceGone: If it is gone permanently.
            TemporaryFetchError: If it can't be fetched at the moment.
            FetchError: If it can't or may not be fetched.
        """
        return await self._follow_redirects(url, PAGE, {}, self._check_robots)

    async def _follow_redirects(
        self,
        url: str,
        resource_type: ResourceType,
        conditions: dict[str, str],
        check_permission: Callable[[str], Awaitable[None]] | None = None,
    ) -> FetchResponse:
        current_url, moved, is_permanent = check_url(url), None, True
        for _hop in range(MAX_REDIRECTS + 1):
            if check_permission is not None:
                await check_permission(current_url)
            result = await self._request_once(current_url, resource_type, conditions)
            if isinstance(result, FetchResponse):
                return _set_moved(result, moved)
            status, target = result
            try:
                current_url = check_url(urljoin(current_url, target))
            except ValueError as error:
                raise FetchError(url, _("it redirects to an invalid address")) from error
            is_permanent = is_permanent and status in _PERMANENT_REDIRECT_STATUSES
            moved = current_url if is_permanent else moved
        raise FetchError(url, _("it redirects more than {number} times", number=MAX_REDIRECTS))

    async def _request_once(
        self, url: str, resource_type: ResourceType, conditions: dict[str, str]
    ) -> FetchResponse | tuple[int, str]:
        """Send one request; return the response, or the status and target of a redirect."""
        import aiohttp  # noqa: PLC0415

        headers = {
            "User-Agent": self.agent,
            "Accept": resource_type.accept,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            **conditions,
        }
        async with self._throttle.acquire(url):
            try:
                async with (
                    asyncio.timeout(self._timeout),
                    self._open_session().get(url, headers=headers, allow_redirects=False) as response,
                ):
                    return await self._read_response(url, response, resource_type)
            except TimeoutError as error:
                raise TemporaryFetchError(
                    url, _("it took longer than {seconds} s", seconds=f"{self._timeout:g}")
                ) from error
            except aiohttp.InvalidURL as error:
                raise FetchError(url, _("it isn't a valid address")) from error
            except (aiohttp.ClientError, ValueError, OSError) as error:
                raise _translate_error(url, error) from error

    async def _read_response(
        self, url: str, response: ClientResponse, resource_type: ResourceType
    ) -> FetchResponse | tuple[int, str]:
        status, headers = response.status, response.headers
        if status in _REDIRECT_STATUSES and headers.get("Location"):
            response.close()
            return status, headers["Location"].strip()
        media_type, charset = parse_content_type(headers)
        without_body = FetchResponse(
            url,
            unchanged=status == 304,
            charset=charset,
            etag=get_validator(headers, "ETag"),
            modified=get_validator(headers, "Last-Modified"),
            max_age=parse_max_age(headers),
        )
        if without_body.unchanged:
            return without_body
        if status != 200:
            response.close()
            raise self._build_error(url, response)
        if not is_accepted_type(media_type, resource_type):
            response.close()
            raise FetchError(url, _describe_other_type(media_type, resource_type))
        return replace(without_body, body=await _read_body(url, response, resource_type))

    def _build_error(self, url: str, response: ClientResponse) -> FetchError:
        status = response.status
        reason = _("the server answered with {status}", status=f"{status} {(response.reason or '')[:60]}".rstrip())
        if status == 410:
            return ResourceGone(url, reason)
        if status not in {408, 425, 429} and status < 500:
            return FetchError(url, reason)
        wait = parse_retry_after(response.headers, self._clock()) if status in {429, 503} else None
        if wait:
            self._throttle.suspend_host(url, wait)
        return TemporaryFetchError(url, reason, wait)

    async def _check_robots(self, url: str) -> None:
        """Raise FetchError if the host's robots.txt forbids *url*."""
        robots_url = build_robots_url(url)
        rules = self._robots.get(robots_url)
        if rules is None or rules.expires <= self._clock():
            rules = self._robots[robots_url] = await self._fetch_robots(robots_url)
            self._throttle.set_delay(url, rules.get_crawl_delay(USER_AGENT_NAME))
        if not rules.can_fetch(USER_AGENT_NAME, url):
            if rules.rules:
                raise FetchError(url, _("its host's robots.txt forbids it"))
            raise TemporaryFetchError(url, rules.reason or _("I can't read its host's robots.txt right now"))

    async def _fetch_robots(self, robots_url: str) -> RobotsRules:
        # RFC 9309, 2.3.1.3 and 2.3.1.4: unavailable (4xx) allows everything, unreachable (5xx, network) nothing.
        try:
            return parse_robots((await self._follow_redirects(robots_url, ROBOTS, {})).body, self._clock())
        except TemporaryFetchError as error:
            # Without a cause the host did respond, so the reason concerns robots.txt and not the page.
            reason = error.reason if error.__cause__ else ""
            return RobotsRules(self._clock() + ROBOTS_RETRY_INTERVAL, allows_by_default=False, reason=reason)
        except FetchError:
            return RobotsRules(self._clock() + MAX_ROBOTS_AGE)

    def _open_session(self) -> ClientSession:
        if self._session is None:
            from aiohttp import ClientSession, DummyCookieJar, TCPConnector  # noqa: PLC0415

            self._session = ClientSession(
                connector=TCPConnector(socket_factory=self._create_socket, limit_per_host=1),
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    def _create_socket(self, target: AddrInfoType) -> socket.socket:
        """Create the socket for *target* if its IP address is allowed: the SSRF guard, right before connecting."""
        family, kind, protocol, _, socket_address = target
        if not self._is_allowed(str(socket_address[0])):
            raise OSError(errno.EACCES, f"{socket_address[0]} {NOT_PUBLIC_REASON}")
        return socket.socket(family, kind, protocol)


def build_user_agent(contact: str) -> str:
    """Return the ``User-Agent`` value, which names the bot and the operator's contact address."""
    ascii_contact = "".join(filter(str.isprintable, contact)).encode("ascii", "ignore").decode()[:200]
    comment = f"reads news feeds for a Discord bot; contact: {ascii_contact or 'not given'}"
    return f"{USER_AGENT_NAME}/{version('dateline-bot')} ({comment})"


def _set_moved(response: FetchResponse, moved: str | None) -> FetchResponse:
    return replace(response, moved_to=moved) if moved else response


async def _read_body(url: str, response: ClientResponse, resource_type: ResourceType) -> bytes:
    decompressor = BoundedDecompressor(url, response.headers.get("Content-Encoding", ""), resource_type.max_bytes)
    if (response.content_length or 0) > resource_type.max_bytes:
        raise FetchError(url, describe_size_limit(resource_type.max_bytes))
    received = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        received += len(chunk)
        decompressor.feed(chunk)
        if received > resource_type.max_bytes:
            raise FetchError(url, describe_size_limit(resource_type.max_bytes))
    return decompressor.finish()


def _translate_error(url: str, error: Exception) -> FetchError:
    if NOT_PUBLIC_REASON in str(error):
        return FetchError(url, _("its host isn't a public address"))
    return TemporaryFetchError(
        url, _("I couldn't reach its host, or the connection broke ({error})", error=type(error).__name__)
    )
