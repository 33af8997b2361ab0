"""What the commands of ``/digest`` share: which digests are meant, and what is offered while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.digests.wording import line
from bot.commands.managing import Managing, here, offer
from bot.commands.telling import words
from bot.errors import SubscriptionError
from bot.phrases import phrase
from bot.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.client import Dateline

digest = Managing("digest", "Post a digest in this channel every day")


async def standing(interaction: discord.Interaction[Dateline]) -> tuple[Subscription, ...]:
    """
    List the digests of the server.

    Raises:
        InputError: If the bot is no member of it.
        LedgerError: If the database fails.
    """
    guild = here(interaction)
    return await interaction.client.books.do(lambda books: books.roll.standing(guild=guild))


async def meant(interaction: discord.Interaction[Dateline], chosen: str) -> tuple[Subscription, ...]:
    """
    Give the digest that was *chosen*, or with ``""`` those of this channel.

    Raises:
        SubscriptionError: If there is none.
    """
    known = await standing(interaction)
    if chosen:
        found = [each for each in known if chosen == str(each.id)]
        if not found:
            raise SubscriptionError(
                phrase("this digest"), phrase("does not exist"), phrase("Choose one of those that are offered.")
            )
        return tuple(found)
    place = interaction.channel_id
    found = [each for each in known if each.wish.channel == place]
    if not found:
        raise SubscriptionError(phrase("this channel"), phrase("has no digest"), phrase("/digest add sets one up."))
    return tuple(found)


async def remembered(interaction: discord.Interaction[Dateline], chosen: str) -> tuple[Subscription, ...]:
    """
    Give the digest that was *chosen*, or with ``""`` those of this channel, the ones that were removed, too.

    Raises:
        SubscriptionError: If there is none.
    """
    if chosen:
        return await meant(interaction, chosen)
    guild, place = here(interaction), interaction.channel_id
    found = await interaction.client.books.do(lambda books: books.roll.all(guild=guild, channel=place))
    return found or await meant(interaction, "")


async def one(interaction: discord.Interaction[Dateline], chosen: str) -> Subscription:
    """
    Give the digest that was *chosen*, or with ``""`` the one of this channel.

    Raises:
        SubscriptionError: If there is none, or more than one.
    """
    found = await meant(interaction, chosen)
    if len(found) > 1:
        raise SubscriptionError(
            phrase("this channel"), phrase("has several digests"), phrase("Choose one of them in the option “digest”.")
        )
    return found[0]


async def known_digests(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the digests of the server, as one line each."""

    async def pairs() -> list[tuple[str, str]]:
        voice = words(interaction)
        return [
            (line(each, _name(interaction, each.wish.channel), voice), str(each.id))
            for each in await standing(interaction)
        ]

    return await offer(pairs(), current)


def _name(interaction: discord.Interaction[Dateline], channel: int) -> str:
    found = interaction.guild.get_channel_or_thread(channel) if interaction.guild else None
    return f"#{found.name}" if found else ""
