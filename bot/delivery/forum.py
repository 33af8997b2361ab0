"""The door to forum channels: a post is tried once, since Discord knows no nonce there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters

from bot.delivery.refusals import named, refusal, translated
from bot.errors import PostUncertain
from bot.layouts import attached, layout, mentions
from bot.messages import Message
from bot.phrases import phrase

#: Threads that are looked into for a digest, the newest first.
_LOOK_BACK = 25
#: A longer wait that Discord asks for is left to the next round, in seconds.
_LONGEST_WAIT = 60.0
_MOST_TRIES = 5
#: https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
_LONGEST_TITLE = 100
_PATIENCE = aiohttp.ClientTimeout(total=60)

Json = Mapping[str, Any]


class Forum:
    """
    Forum channels, through *client*.

    discord.py sends a POST that was answered 5xx up to five times; a message has a nonce against that, a forum post has
    none. So the request is made here: once, and again only where Discord said that it did not take it (429).
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, channel: int, message: Message) -> int:
        """
        Open a post with *message* in the forum *channel*; give its id, which is its first message's, too.

        Raises:
            PostRefused: If it will never be taken.
            PostUncertain: If nobody knows whether it was taken.
        """
        url = Route("POST", "/channels/{channel_id}/threads", channel_id=channel).url
        async with self._session() as session:
            for _ in range(_MOST_TRIES):
                with handle_message_parameters(
                    view=layout(message),
                    files=attached(message),
                    allowed_mentions=mentions(message),
                    channel_payload={"name": title(message)},
                ) as parameters:
                    wait_or_id = await _once(session, url, _body(parameters), channel)
                if isinstance(wait_or_id, int):
                    return wait_or_id
                await asyncio.sleep(wait_or_id)
        raise PostUncertain(named(channel), phrase("Discord asks to wait again and again"))

    async def find(self, channel: int, digest: str) -> int | None:
        """
        Give the id of the bot's own post that holds *digest*, among the forum's last ones.

        Raises:
            PostRefused: If the forum may not be read.
            PostUncertain: If it can't be read now.
        """
        http, own = self._client.http, self._client.user.id if self._client.user else 0
        with translated(channel, "reading"):
            place: Json = await http.get_channel(channel)
            active = (await http.get_active_threads(place["guild_id"]))["threads"]
            # A post rests after an hour without a word, where the forum says so.
            archived = (await http.get_public_archived_threads(channel, limit=_LOOK_BACK))["threads"]
            threads = [thread for thread in (*active, *archived) if _is(thread, channel, own)]
            for thread in sorted(threads, key=lambda one: -int(one["id"]))[:_LOOK_BACK]:
                identity = int(thread["id"])
                try:
                    first: Json = await http.get_message(identity, identity)
                except discord.NotFound:  # somebody deleted it; the thread may stay
                    continue
                if any(digest in text for text in _texts(first)):
                    return identity
        return None

    def _session(self) -> aiohttp.ClientSession:
        http = self._client.http
        headers = {"Authorization": f"Bot {http.token}", "User-Agent": http.user_agent}
        return aiohttp.ClientSession(headers=headers, timeout=_PATIENCE, trust_env=True)


async def _once(session: aiohttp.ClientSession, url: str, body: Mapping[str, Any], channel: int) -> int | float:
    """Make the request once: the id of what was made, or the seconds to wait before it may be made again."""
    try:
        async with session.post(url, **body) as response:
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                return await _asked_to_wait(response, channel)
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise refusal(channel, response.status, await _json(response))
            return int((await response.json())["id"])
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError) as error:
        raise PostUncertain(named(channel), phrase("the connection broke while posting")) from error


async def _asked_to_wait(response: aiohttp.ClientResponse, channel: int) -> float:
    said = await _json(response)
    wait = said.get("retry_after")
    if not isinstance(wait, int | float) or wait > _LONGEST_WAIT:
        raise PostUncertain(named(channel), phrase("Discord asks to wait"))
    return float(wait)


async def _json(response: aiohttp.ClientResponse) -> Json:
    try:
        found = await response.json(content_type=None)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _body(parameters: Any) -> Mapping[str, Any]:  # noqa: ANN401  # discord.py's own tuple
    if parameters.payload is not None:
        return {"json": parameters.payload}
    form = aiohttp.FormData(quote_fields=False)  # Discord wants "files[0]" as it is
    for part in parameters.multipart:
        form.add_field(**part)
    return {"data": form}


def title(message: Message) -> str:
    """Name a post by the heading and the day of its digest, as plain words."""
    lines = [line for line in message.blocks[0].splitlines() if line.startswith(("### ", "-# "))]
    words = ", ".join(re.sub(r"\\(\W)", r"\1", line.lstrip("#- ")) for line in lines[:2]) or "Digest"
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1]}…"


def _is(thread: Json, channel: int, own: int) -> bool:
    return int(thread.get("parent_id") or 0) == channel and int(thread.get("owner_id") or 0) == own


def _texts(part: Json) -> Iterator[str]:
    if isinstance(part.get("content"), str):
        yield part["content"]
    for inner in part.get("components") or ():
        yield from _texts(inner)
