"""What a finished setup does: its topic and feeds are kept, the channel is subscribed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.commands.digests.subscribing import MOST_DIGESTS
from bot.drafts import Draft
from bot.errors import SubscriptionError
from bot.phrases import phrase
from bot.schedules import Schedule, read_times
from bot.scopes import intake, topical
from bot.subscriptions import Place, Subscription, Wish

if TYPE_CHECKING:
    from bot.books import Books
    from bot.client import Dateline


def wished(guild: discord.Guild | None, draft: Draft, scope: str, member: int) -> Wish:
    """Give what a draft asks for, as *member* of *guild* asks for it."""
    channel = guild.get_channel_or_thread(draft.channel) if guild else None
    place = Place.FORUM if isinstance(channel, discord.ForumChannel) else Place.CHANNEL
    schedule = Schedule(read_times(draft.times), draft.zone)
    return Wish(scope, draft.channel, schedule, draft.topic, place=place, member=member)


async def start(client: Dateline, draft: Draft, wish: Wish, message: int) -> tuple[str, ...] | None:
    """
    Keep topic and feeds of *draft*, and subscribe as *wish* says.

    Args:
        client: The bot.
        draft: What was chosen.
        wish: The same as a wish.
        message: The message in which it was chosen; its setup is over then.

    Returns:
        Addresses of the feeds that are followed since now; None where the setup was over already.

    Raises:
        SubscriptionError: If the server has too many digests.
        InputError: If it has too many topics.
    """
    now = client.clock()
    if draft.terms:
        topic = topical.made(draft.topic, scope=wish.guild, terms=draft.terms)
        await client.workers.keep(partial(topical.keep, topic=topic))
    fresh = await _follow(client, wish.guild, draft)
    made = await client.books.do(lambda books: _subscribe(books, message, wish, now))
    return fresh if made else None


async def _follow(client: Dateline, guild: str, draft: Draft) -> tuple[str, ...]:
    """Keep the feeds that were found; give the addresses of those that are new."""
    good = [lead for lead in draft.leads if lead.url and not lead.reason]
    found = [intake.Found(lead.given, lead.url, lead.title, lead.entries) for lead in good]
    if not found:
        return ()
    kept = await client.workers.keep(partial(intake.follow, scope=guild, found=found))
    return tuple(one.url for one in kept if not one.reason)


def _subscribe(books: Books, message: int, wish: Wish, now: datetime) -> Subscription | None:
    with books.transaction():
        if not books.setups.end(message):
            return None
        if len(books.roll.standing(guild=wish.guild)) >= MOST_DIGESTS:
            many = phrase("has {number} digests already", number=MOST_DIGESTS)
            raise SubscriptionError(phrase("this server"), many, phrase("Remove one first."))
        return books.roll.add(wish, now)
