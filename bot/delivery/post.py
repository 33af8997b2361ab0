"""The door to Discord's channels."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Protocol

import aiohttp
import discord

from bot.delivery.forum import Forum
from bot.delivery.refusals import translated
from bot.delivery.traffic import Traffic
from bot.errors import ChannelClosed, PostRefused
from bot.layouts import attached, layout, mentions
from bot.messages import Message
from bot.phrases import phrase
from bot.subscriptions import Place, Wish

_LOG = logging.getLogger(__name__)

#: Messages that are read back when a digest is looked for.
_LOOK_BACK = 100
#: Seconds that handing a message on to followers may take; Discord allows ten an hour and channel.
_PATIENCE = 20.0
#: "This message has already been crossposted."
_ALREADY_PUBLISHED = 40033


class Post(Protocol):
    """Where digests are posted and found again."""

    async def send(self, wish: Wish, message: Message, nonce: str) -> int:
        """
        Post *message* where *wish* says and give its id.

        Raises:
            PostRefused: If it will never be taken.
            PostUncertain: If nobody knows whether it was taken.
        """

    async def find(self, wish: Wish, digest: str) -> int | None:
        """
        Give the id of the bot's own message that holds *digest*, among the last ones there.

        Raises:
            PostRefused: If the channel may not be read.
            PostUncertain: If it can't be read now.
        """

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """
        Let the message of this *number* read otherwise.

        Raises:
            PostRefused: If it is gone or may not be changed.
            PostUncertain: If nobody knows whether it was.
        """

    async def publish(self, channel: int, number: int) -> None:
        """
        Hand the message of this *number* on to the servers that follow the announcement channel.

        Raises:
            PostRefused: If that may not be done.
            PostUncertain: If nobody knows whether it was done, or Discord asks to wait for long.
        """

    async def tell_owner(self, guild: str, message: Message) -> None:
        """Tell the owner of the server *guild* directly, where they let the bot."""

    def language(self, guild: str) -> str:
        """Give the language of the server *guild* as Discord writes it ("en-US"), ``""`` where it is not known."""


class DiscordPost:
    """Discord's channels, through *client*, as fast as Discord allows all its *traffic* together."""

    def __init__(self, client: discord.Client, traffic: Traffic | None = None) -> None:
        self._client, self._forum = client, Forum(client)
        self.traffic = traffic or Traffic()

    async def send(self, wish: Wish, message: Message, nonce: str) -> int:
        """Post *message*; Discord gives back the first one where it knows the *nonce*, for some minutes."""
        await self.traffic.turn()
        if wish.place is Place.FORUM:
            return await self._forum.post(wish.channel, message)
        if wish.place is Place.DIRECT:
            await self._check_member(wish)
        target = self._client.get_partial_messageable(wish.channel)
        with translated(wish.channel, "posting"):
            sent = await target.send(
                view=layout(message), files=attached(message), nonce=nonce, allowed_mentions=mentions(message)
            )
        return sent.id

    async def _check_member(self, wish: Wish) -> None:
        """Make sure that whoever gets a server's digest directly is still there: its articles are not everybody's."""
        if not wish.guild:
            return
        try:
            with translated(wish.channel, "reading"):
                await self._client.http.get_member(int(wish.guild), wish.member)
        except PostRefused as error:
            raise ChannelClosed(
                phrase("the direct conversation"), phrase("its reader is not in the server any more")
            ) from error

    async def find(self, wish: Wish, digest: str) -> int | None:
        """Read the channel's last messages; no intent is needed for the words of one's own."""
        await self.traffic.turn()
        if wish.place is Place.FORUM:
            return await self._forum.find(wish.channel, digest)
        target = self._client.get_partial_messageable(wish.channel)
        own = self._client.user.id if self._client.user else None
        with translated(wish.channel, "reading"):
            async for message in target.history(limit=_LOOK_BACK):
                if message.author.id == own and any(digest in text for text in _texts(message.components)):
                    return message.id
        return None

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """Let a message of our own read otherwise."""
        await self.traffic.turn()
        target = self._client.get_partial_messageable(channel).get_partial_message(number)
        with translated(channel, "posting"):
            await target.edit(view=layout(message), attachments=attached(message), allowed_mentions=mentions(message))

    async def publish(self, channel: int, number: int) -> None:
        """Crosspost; done twice it is done once."""
        await self.traffic.turn()
        with translated(channel, "posting"):
            try:
                async with asyncio.timeout(_PATIENCE):  # discord.py would wait for an hour
                    await self._client.http.publish_message(channel, number)
            except discord.HTTPException as error:
                if error.code != _ALREADY_PUBLISHED:
                    raise

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

    def language(self, guild: str) -> str:
        """Look it up among the servers that the gateway told of."""
        server = self._client.get_guild(int(guild)) if guild else None
        return server.preferred_locale.value if server else ""


def _texts(components: Iterable[object]) -> Iterable[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        if isinstance(component, discord.components.Container):
            yield from _texts(component.children)
