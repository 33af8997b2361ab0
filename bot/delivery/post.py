"""The door to Discord's channels."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Protocol

import aiohttp
import discord

from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.layouts import attached, layout
from bot.messages import Message
from bot.phrases import Phrase, phrase

_LOG = logging.getLogger(__name__)

#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes; another 404 is the answer
#: to a nonce whose message was deleted a moment ago, and says nothing of the channel.
_UNKNOWN_CHANNEL = 10003

#: What may be otherwise next time: a token that was reset, a timeout, a rate limit.
_PASSING = frozenset({401, 408, 429})

_GRANT = phrase(
    "Someone who may manage the channel must grant it View Channel, Send Messages and Read Message History."
)

#: Messages that are read back when a digest is looked for.
_LOOK_BACK = 100


class Post(Protocol):
    """Where digests are posted and found again."""

    async def send(self, channel: int, message: Message, nonce: str) -> int:
        """
        Post *message* and give its id.

        Raises:
            PostRefused: If it will never be taken.
            PostUncertain: If nobody knows whether it was taken.
        """

    async def find(self, channel: int, digest: str) -> int | None:
        """
        Give the id of the bot's own message that holds *digest*, among the channel's last ones.

        Raises:
            PostRefused: If the channel may not be read.
            PostUncertain: If it can't be read now.
        """

    async def tell_owner(self, guild: str, message: Message) -> None:
        """Tell the owner of the server *guild* directly, where they let the bot."""


class DiscordPost:
    """Discord's channels, through *client*."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def send(self, channel: int, message: Message, nonce: str) -> int:
        """Post *message*; Discord gives back the first one where it knows the *nonce*, for some minutes."""
        target = self._client.get_partial_messageable(channel)
        try:
            sent = await target.send(
                view=layout(message),
                files=attached(message),
                nonce=nonce,
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except discord.HTTPException as error:
            raise _translated(channel, error) from error
        except (aiohttp.ClientError, OSError) as error:
            raise PostUncertain(_named(channel), phrase("the connection broke while posting")) from error
        return sent.id

    async def find(self, channel: int, digest: str) -> int | None:
        """Read the channel's last messages; no intent is needed for the words of one's own."""
        target = self._client.get_partial_messageable(channel)
        own = self._client.user.id if self._client.user else None
        try:
            async for message in target.history(limit=_LOOK_BACK):
                if message.author.id == own and any(digest in text for text in _texts(message.components)):
                    return message.id
        except discord.HTTPException as error:
            raise _translated(channel, error) from error
        except (aiohttp.ClientError, OSError) as error:
            raise PostUncertain(_named(channel), phrase("the connection broke while reading")) from error
        return None

    async def tell_owner(self, guild: str, message: Message) -> None:
        """Write to the owner of the server *guild*; many take no direct messages, so a refusal is only logged."""
        server = self._client.get_guild(int(guild)) if guild else None
        if server is None or server.owner_id is None:
            return
        try:
            owner = await self._client.fetch_user(server.owner_id)
            await owner.send(view=layout(message), allowed_mentions=discord.AllowedMentions.none())
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _LOG.warning("The owner of server %s could not be told: %s", guild, error)


def _texts(components: Iterable[object]) -> Iterable[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        if isinstance(component, discord.components.Container):
            yield from _texts(component.children)


def _named(channel: int) -> Phrase:
    return phrase("channel {id}", id=str(channel))


def _translated(channel: int, error: discord.HTTPException) -> PostRefused | PostUncertain:
    subject, said = _named(channel), str(error.text or error.status)
    if isinstance(error, discord.Forbidden):
        return ChannelClosed(
            subject,
            phrase("Discord does not let the bot in ({answer})", answer=said),
            _GRANT,
        )
    if error.code == _UNKNOWN_CHANNEL:
        return ChannelClosed(
            subject, phrase("it does not exist any more"), phrase("Set the digest up in another channel.")
        )
    if 400 <= error.status < 500 and error.status not in _PASSING:
        return PostRefused(subject, phrase("Discord refused the message ({answer})", answer=said))
    return PostUncertain(subject, phrase("Discord answered {status}", status=str(error.status)))
