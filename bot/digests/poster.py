"""Post digests to Discord channels, threads and forums, find them again, and translate Discord's errors."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
import discord
from discord.http import Route, handle_message_parameters
from discord.utils import time_snowflake

from bot.digests.rate_limiter import RateLimiter
from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.locales import LocalizableText
from bot.locales.messages import _
from bot.models.digest import Destination, DigestOptions
from bot.models.message import Message
from bot.rendering import to_allowed_mentions, to_files, to_view

#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
#: Any other 404 is the answer to a nonce whose message was just deleted, and says nothing about the channel.
_UNKNOWN_CHANNEL = 10003
#: Client errors that may pass: a token that was reset, a timeout, a rate limit.
_TEMPORARY_STATUSES = frozenset({401, 408, 429})
_FORBIDDEN = 403
#: "Cannot send messages to this user": they take none from members of the server, or blocked the bot.
_NO_DIRECT_MESSAGES = 50007


def label_channel(channel: int) -> LocalizableText:
    """Return a label for a channel whose name is not known."""
    return _("channel {channel}", channel=str(channel))


def _describe_broken_post(channel: int) -> LocalizableText:
    return _("The connection broke while I was posting in channel {channel}.", channel=str(channel))


def build_closed_messages_error() -> ChannelClosed:
    """Return the error that a member takes no direct messages from the bot."""
    return ChannelClosed(
        _("direct messages"),
        _("I can't send you direct messages."),
        _("Allow direct messages in the privacy settings of the server, then set this up again."),
    )


def build_post_error(channel: int, status: int, body: Mapping[str, object]) -> PostRefused | PostUncertain:
    """Return the error for *channel* from an HTTP *status* and *body*, the JSON of the response."""
    code, answer = body.get("code"), str(body.get("message") or status)
    subject = label_channel(channel)
    if code == _NO_DIRECT_MESSAGES:
        return build_closed_messages_error()
    if status == _FORBIDDEN:
        return ChannelClosed(
            subject,
            _(
                "I don't have access to channel {channel} (Discord says: {answer}).",
                channel=str(channel),
                answer=answer,
            ),
            _(
                "Ask someone who can manage the channel to give me View Channel, Send Messages and Read Message"
                " History."
            ),
        )
    if code == _UNKNOWN_CHANNEL:
        reason = _("Channel {channel} no longer exists.", channel=str(channel))
        return ChannelClosed(subject, reason, _("Set up the digest in another channel."))
    if 400 <= status < 500 and status not in _TEMPORARY_STATUSES:
        return PostRefused(
            subject,
            _("Discord refused my message in channel {channel} ({answer}).", channel=str(channel), answer=answer),
        )
    return PostUncertain(
        subject,
        _("Discord had a problem with channel {channel} (status {status}).", channel=str(channel), status=str(status)),
    )


@contextmanager
def translate_discord_errors(channel: int, action: str) -> Iterator[None]:
    """Translate discord.py's and connection errors into this package's; *action* is "posting" or "reading"."""
    try:
        yield
    except discord.HTTPException as error:
        raise build_post_error(channel, error.status, {"code": error.code, "message": error.text}) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        subject = label_channel(channel)
        reason = _("The connection broke while I was reading channel {channel}.", channel=str(channel))
        if action == "posting":
            reason = _describe_broken_post(channel)
        raise PostUncertain(subject, reason) from error


#: Archived threads that one request returns; more than 100 are refused.
_THREADS_PER_REQUEST = 100
#: Longest Retry-After to wait for, in seconds; a longer one is left to the next delivery round.
_MAX_WAIT_SECONDS = 60.0
_MAX_ATTEMPTS = 5
#: https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
_MAX_TITLE_LENGTH = 100
_FORUM_TIMEOUT = aiohttp.ClientTimeout(total=60)

Json = Mapping[str, Any]


class ForumPoster:
    """
    Posts to forum channels through *client*, and finds the posts again.

    discord.py sends a POST that was answered with 5xx up to five times. A nonce protects messages from duplicates, but
    forum posts have none. So the request is made here: once, and again only after 429, when Discord did not accept it.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, channel: int, message: Message) -> int:
        """
        Create a post with *message* in the forum *channel* and return its id, which is also that of its first message.

        Raises:
            PostRefused: If Discord refuses it permanently.
            PostUncertain: If it is unknown whether Discord accepted it.
        """
        url = Route("POST", "/channels/{channel_id}/threads", channel_id=channel).url
        async with self._open_session() as session:
            for _attempt in range(_MAX_ATTEMPTS):
                with handle_message_parameters(
                    view=to_view(message),
                    files=to_files(message),
                    allowed_mentions=to_allowed_mentions(message),
                    channel_payload={"name": build_title(message)},
                ) as parameters:
                    wait_or_id = await _try_post(session, url, _build_body(parameters), channel)
                if isinstance(wait_or_id, int):
                    return wait_or_id
                await asyncio.sleep(wait_or_id)
        raise PostUncertain(
            label_channel(channel),
            _("Discord kept asking me to wait before posting in channel {channel}.", channel=str(channel)),
        )

    async def find(self, channel: int, digest: str, since: datetime) -> int | None:
        """
        Return the id of the bot's own post that contains *digest*, of those created after *since*, or None.

        Raises:
            PostRefused: If the bot may not read the forum.
            PostUncertain: If it can't be read now.
        """
        http, own, first_id = self._client.http, self._client.user.id if self._client.user else 0, time_snowflake(since)
        with translate_discord_errors(channel, "reading"):
            forum: Json = await http.get_channel(channel)
            active = (await http.get_active_threads(forum["guild_id"]))["threads"]
            # A forum may be set to archive posts after an hour without messages.
            archived = await self._list_archived_threads(channel, since)
            threads = [thread for thread in (*active, *archived) if _is_own_thread(thread, channel, own)]
            for identity in sorted({int(thread["id"]) for thread in threads if int(thread["id"]) > first_id}):
                try:
                    first: Json = await http.get_message(identity, identity)
                except discord.NotFound:  # its first message was deleted; the thread may remain
                    continue
                if any(digest in text for text in _collect_payload_texts(first)):
                    return identity
        return None

    async def _list_archived_threads(self, channel: int, since: datetime) -> list[Json]:
        """Return the threads that were archived after *since*; those created later are among them."""
        found: list[Json] = []
        before: Any = None
        while True:
            # `before` is an ISO 8601 timestamp here, not a snowflake as discord.py declares.
            page: Json = await self._client.http.get_public_archived_threads(
                channel, before=before, limit=_THREADS_PER_REQUEST
            )
            threads = page["threads"]
            found += threads
            before = min((one["thread_metadata"]["archive_timestamp"] for one in threads), default=None)
            if not page.get("has_more") or before is None or datetime.fromisoformat(before) < since:
                return found

    def _open_session(self) -> aiohttp.ClientSession:
        http = self._client.http
        headers = {"Authorization": f"Bot {http.token}", "User-Agent": http.user_agent}
        return aiohttp.ClientSession(headers=headers, timeout=_FORUM_TIMEOUT, trust_env=True)


async def _try_post(session: aiohttp.ClientSession, url: str, body: Mapping[str, Any], channel: int) -> int | float:
    """Make the request once; return the id of the post, or the seconds to wait before the next attempt (float)."""
    try:
        async with session.post(url, **body) as response:
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                return await _read_retry_after(response, channel)
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise build_post_error(channel, response.status, await _read_json(response))
            return int((await response.json())["id"])
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError) as error:
        raise PostUncertain(label_channel(channel), _describe_broken_post(channel)) from error


async def _raise_for_server_error(channel: int, response: aiohttp.ClientResponse) -> None:
    """Raise PostUncertain for a 5xx; other answers are left to discord.py, such as 429, which was not accepted."""
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise build_post_error(channel, response.status, {})


async def _read_retry_after(response: aiohttp.ClientResponse, channel: int) -> float:
    body = await _read_json(response)
    wait = body.get("retry_after")
    if not isinstance(wait, int | float) or wait > _MAX_WAIT_SECONDS:
        raise PostUncertain(
            label_channel(channel),
            _("Discord asked me to wait before posting in channel {channel}.", channel=str(channel)),
        )
    return float(wait)


async def _read_json(response: aiohttp.ClientResponse) -> Json:
    try:
        body = await response.json(content_type=None)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _build_body(parameters: Any) -> Mapping[str, Any]:  # noqa: ANN401  # discord.http.MultipartParameters
    if parameters.payload is not None:
        return {"json": parameters.payload}
    form = aiohttp.FormData(quote_fields=False)  # Discord expects "files[0]" unescaped
    for part in parameters.multipart:
        form.add_field(**part)
    return {"data": form}


def build_title(message: Message) -> str:
    """Return the title of a post as plain text: the heading of its digest, with the day, or its story's headline."""
    lines = [line for line in message.blocks[0].splitlines() if line.startswith(("### ", "-# "))]
    if headline := next((line for line in lines if line.startswith("### [")), ""):
        lines = [headline.rpartition("](")[0].removeprefix("### [")]
    elif lines and " · " in lines[0]:
        del lines[1:]  # the heading has the day; an earlier version wrote it on the next line
    words = ", ".join(re.sub(r"\\(\W)", r"\1", line.lstrip("#- ")) for line in lines[:2]) or "Digest"
    return words if len(words) <= _MAX_TITLE_LENGTH else f"{words[: _MAX_TITLE_LENGTH - 1]}…"


def _is_own_thread(thread: Json, channel: int, own: int) -> bool:
    return int(thread.get("parent_id") or 0) == channel and int(thread.get("owner_id") or 0) == own


def _collect_payload_texts(part: Json) -> Iterator[str]:
    if isinstance(part.get("content"), str):
        yield part["content"]
    for inner in part.get("components") or ():
        yield from _collect_payload_texts(inner)


_LOG = logging.getLogger(__name__)

#: Messages that one request returns, at most.
_MESSAGES_PER_REQUEST = 100
#: Seconds that a crosspost may take; Discord allows ten per hour and channel.
_PUBLISH_TIMEOUT_SECONDS = 20.0
#: How long Discord's description of a guild is used.
_GUILD_AGE_SECONDS = 3_600.0
#: "This message has already been crossposted."
_ALREADY_PUBLISHED = 40033


class DigestPoster(Protocol):
    """Interface to post digests and find them again."""

    async def send(self, options: DigestOptions, message: Message, nonce: str) -> int:
        """
        Post *message* to the destination of *options* and return its id.

        Raises:
            PostRefused: If Discord refuses it permanently.
            PostUncertain: If it is unknown whether Discord accepted it.
        """

    async def find(self, options: DigestOptions, digest: str, since: datetime, limit: int | None = None) -> int | None:
        """
        Return the id of the bot's own message that contains *digest*, posted after *since*, or None.

        Only the first *limit* messages after *since* are read; without a limit, all.

        Raises:
            PostRefused: If the bot may not read the channel.
            PostUncertain: If it can't be read now.
        """

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """
        Replace the content of the message with id *number*.

        Raises:
            PostRefused: If it was deleted or may not be edited.
            PostUncertain: If it is unknown whether it was edited.
        """

    async def publish(self, channel: int, number: int) -> None:
        """
        Publish the message with id *number* to the guilds that follow the announcement channel.

        Raises:
            PostRefused: If that is not allowed.
            PostUncertain: If it is unknown whether it was published, or Discord asks for a long wait.
        """

    async def notify_owner(self, guild: str, message: Message) -> None:
        """Send *message* to the owner of *guild* as a direct message, if they accept those."""

    async def load_language(self, guild: str) -> str:
        """Return the language of *guild* as Discord writes it ("en-US"), ``""`` if unknown."""


async def _permit() -> None:
    """Return at once."""


class DiscordPoster:
    """
    Posts to Discord through *client*.

    Channels need not be known to the client, as those of guilds that other processes serve are not.

    Args:
        client: The client.
        traffic: The rate limiter that all its requests share.
        fetches_guilds: Whether Discord is asked about guilds that the client doesn't know.

    Attributes:
        confirm: Awaited immediately before a message is posted; raises `PostUncertain` if it must not be.
    """

    def __init__(
        self, client: discord.Client, traffic: RateLimiter | None = None, *, fetches_guilds: bool = False
    ) -> None:
        self._client, self._forum = client, ForumPoster(client)
        self.confirm: Callable[[], Awaitable[None]] = _permit
        self.traffic = traffic or RateLimiter()
        self._fetches_guilds = fetches_guilds
        self._fetched_guilds: dict[str, tuple[float, Json]] = {}

    async def send(self, options: DigestOptions, message: Message, nonce: str) -> int:
        """Post *message*; for some minutes, Discord returns the first message with the same *nonce* instead."""
        await self.traffic.acquire()
        if options.is_direct:
            await self._check_member(options)
        await self.confirm()
        if options.destination is Destination.FORUM:
            return await self._forum.post(options.channel, message)
        return await self._post_message(options.channel, message, nonce)

    async def _post_message(self, channel: int, message: Message, nonce: str) -> int:
        """
        Create the message and return its id; a request that was answered with 5xx is not repeated here.

        discord.py repeats it up to five times. That is only safe while Discord remembers the nonce, which it may not if
        the process was suspended in between. Whoever calls looks in the channel before a second attempt.
        """
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        with (
            translate_discord_errors(channel, "posting"),
            handle_message_parameters(
                view=to_view(message),
                files=to_files(message),
                nonce=nonce,
                allowed_mentions=to_allowed_mentions(message),
            ) as parameters,
        ):
            body: dict[str, Any] = {"json": parameters.payload}
            if parameters.files:
                body = {"files": parameters.files, "form": parameters.multipart}
            answer: Json = await self._client.http.request(
                route, **body, raise_for_status=partial(_raise_for_server_error, channel)
            )
        return int(answer["id"])

    async def _check_member(self, options: DigestOptions) -> None:
        """Raise ChannelClosed if the reader of a direct digest left the guild, whose articles are not public."""
        if not options.guild:
            return
        try:
            with translate_discord_errors(options.channel, "reading"):
                await self._client.http.get_member(int(options.guild), options.member)
        except PostRefused as error:
            reason = _("The member who gets this digest has left the server.")
            raise ChannelClosed("direct message", reason) from error

    async def find(self, options: DigestOptions, digest: str, since: datetime, limit: int | None = None) -> int | None:
        """Search the channel from *since* on; the content of the bot's own messages needs no intent."""
        await self.traffic.acquire()
        if options.destination is Destination.FORUM:
            return await self._forum.find(options.channel, digest, since)
        target = self._client.get_partial_messageable(options.channel)
        own, count = self._client.user.id if self._client.user else None, 0
        with translate_discord_errors(options.channel, "reading"):
            # Oldest first: the message is near the beginning, however busy the channel was afterwards.
            async for message in target.history(limit=limit, after=since, oldest_first=True):
                if message.author.id == own and any(
                    digest in text for text in _collect_component_texts(message.components)
                ):
                    return message.id
                count += 1
                if count % _MESSAGES_PER_REQUEST == 0:  # the next one takes another request
                    await self.traffic.acquire()
        return None

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """Replace the content of a message of the bot."""
        await self.traffic.acquire()
        target = self._client.get_partial_messageable(channel).get_partial_message(number)
        with translate_discord_errors(channel, "posting"):
            await target.edit(
                view=to_view(message), attachments=to_files(message), allowed_mentions=to_allowed_mentions(message)
            )

    async def publish(self, channel: int, number: int) -> None:
        """Crosspost the message; this is idempotent."""
        await self.traffic.acquire()
        with translate_discord_errors(channel, "posting"):
            try:
                async with asyncio.timeout(_PUBLISH_TIMEOUT_SECONDS):  # discord.py would wait up to an hour
                    await self._client.http.publish_message(channel, number)
            except discord.HTTPException as error:
                if error.code != _ALREADY_PUBLISHED:
                    raise

    async def notify_owner(self, guild: str, message: Message) -> None:
        """Write to the owner of *guild*; many accept no direct messages, so a refusal is only logged."""
        server = self._client.get_guild(int(guild)) if guild else None
        owner_id = server.owner_id if server else (await self._fetch_guild(guild)).get("owner_id")
        if owner_id is None:
            return
        try:
            owner = await self._client.fetch_user(int(owner_id))
            await owner.send(view=to_view(message), allowed_mentions=discord.AllowedMentions.none())
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _LOG.warning("I couldn't notify the owner of server %s: %s", guild, error)

    async def load_language(self, guild: str) -> str:
        """Look up the language in the client's cache of guilds; ask Discord about a guild of another process."""
        server = self._client.get_guild(int(guild)) if guild else None
        return (
            server.preferred_locale.value
            if server
            else str((await self._fetch_guild(guild)).get("preferred_locale", ""))
        )

    async def _fetch_guild(self, guild: str) -> Json:
        """Return Discord's description of a guild, which may be an hour old; empty if there is none."""
        if not (guild and self._fetches_guilds):
            return {}
        now = asyncio.get_running_loop().time()
        fetched_at, known = self._fetched_guilds.get(guild, (-_GUILD_AGE_SECONDS, {}))
        if now - fetched_at < _GUILD_AGE_SECONDS:
            return known
        await self.traffic.acquire()
        try:
            found: Json = await self._client.http.get_guild(int(guild), with_counts=False)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _LOG.warning("I couldn't ask for language and owner of server %s: %s", guild, error)
            return known
        self._fetched_guilds[guild] = now, {name: found.get(name) for name in ("preferred_locale", "owner_id")}
        return self._fetched_guilds[guild][1]


def _collect_component_texts(components: Iterable[object]) -> Iterable[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        if isinstance(component, discord.components.Container | discord.components.SectionComponent):
            yield from _collect_component_texts(component.children)
