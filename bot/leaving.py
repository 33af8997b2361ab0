"""Coming into servers and leaving them: what is kept of one that the bot left is wiped, after a time of grace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.books import Books
from bot.books.servers import GRACE
from bot.errors import DatelineError
from bot.layouts import layout
from bot.locales import words_for
from bot.messages.greeting import of_welcome
from bot.scopes import holdings
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

#: Seconds between two looks for servers whose time of grace is over.
_EVERY = 3_600.0
#: Seconds that wiping one server may take.
_PATIENCE = 900.0


def attend(client: Dateline) -> None:
    """Have *client* note which servers it comes into and leaves, and tidy up after those."""
    watching = False

    async def ready() -> None:
        nonlocal watching
        if client.is_closed():
            return
        await compare(client)  # first: one that the bot came back to must not be wiped
        if not watching:  # the gateway may say "ready" again and again
            watching = True
            client.beside(watch(client))

    client.add_listener(ready, "on_ready")
    client.add_listener(partial(come, client), "on_guild_join")
    client.add_listener(partial(leave, client), "on_guild_remove")


async def compare(client: Dateline) -> None:
    """Note which servers the bot left while it was away, and which it came back to; those with an outage are there."""
    now, present = client.clock(), frozenset(str(guild.id) for guild in client.guilds)
    application = client.application_id or 0

    def note(books: Books) -> None:
        back = books.servers.away(application) & present
        books.servers.seen(application, present, now)
        _take_up(books, back)

    await client.books.do(note)
    client.delivery.wake()


async def leave(client: Dateline, guild: discord.Guild) -> None:
    """Note that the bot left a server: its things stay for the time of grace. An outage is not told as leaving."""
    now, application = client.clock(), client.application_id or 0
    await client.books.do(lambda books: books.servers.left(application, str(guild.id), now))
    _LOG.info("Left server %d: what is kept of it is wiped in %d days", guild.id, GRACE.days)


async def come(client: Dateline, guild: discord.Guild) -> None:
    """Note that the bot is in a server, and say hello where it may write."""
    application = client.application_id or 0

    def note(books: Books) -> None:
        back = books.servers.away(application) & {str(guild.id)}
        books.servers.came(application, str(guild.id))
        _take_up(books, back)

    await client.books.do(note)
    client.delivery.wake()
    channel = guild.system_channel
    allowed = channel.permissions_for(guild.me) if channel else None
    if channel and allowed and allowed.view_channel and allowed.send_messages:
        message = of_welcome(client.mentions, words_for(guild.preferred_locale.value))
        try:
            await channel.send(view=layout(message), allowed_mentions=discord.AllowedMentions.none())
        except discord.HTTPException as error:
            _LOG.info("No welcome in server %d: %s", guild.id, error)


def _take_up(books: Books, guilds: Iterable[str]) -> None:
    """Post the digests again that could not be posted while the bot was away from these servers."""
    for guild in guilds:
        for subscription in books.roll.standing(guild=guild):
            if subscription.suspended and subscription.paused is None:
                books.roll.resume(subscription.id)


async def tidy(client: Dateline) -> tuple[str, ...]:
    """Wipe what is kept of the servers that the bot left longer ago than the time of grace; give which."""
    now, application = client.clock(), client.application_id or 0
    overdue = await client.books.do(lambda books: books.servers.overdue(application, now))
    for guild in overdue:
        await wipe(client, guild)
        _LOG.info("What was kept of server %s is wiped", guild)
    return overdue


async def wipe(client: Dateline, guild: str) -> int:
    """Delete all that is kept of a server, in the store and in the books; give how many things that were."""

    def forget(books: Books) -> int:
        books.settings.wipe(guild)
        return books.private.wipe_server(guild)

    held = await client.workers.keep(partial(holdings.count, scope=guild))
    await client.errands.keep(partial(holdings.wipe, scope=guild), _PATIENCE)
    return await client.books.do(forget) + sum(held.values())


async def watch(client: Dateline) -> None:
    """Tidy now and every hour, for as long as the bot runs; what fails is tried again."""
    while True:
        try:
            await tidy(client)
        except (DatelineError, CorpusError) as error:
            _LOG.warning("What is kept of a server that was left can't be wiped now: %s", error)
        await asyncio.sleep(_EVERY)
