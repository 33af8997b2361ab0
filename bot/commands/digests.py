"""``/digest``: a channel's digests, for those who manage the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.books import Books
from bot.commands.telling import scope, tell, think, words
from bot.errors import SubscriptionError
from bot.messages import of_list
from bot.permissions import permission
from bot.phrases import Phrase, phrase
from bot.schedules import Schedule, following, read_times, read_zone
from bot.subscriptions import USUAL_LENGTH, Entry, State, Subscription, Wish

if TYPE_CHECKING:
    from bot.client import Dateline

_MOST_SENTENCES = 12
_MOST_DIGESTS = 25  # per server
_NONE_YET = phrase("None yet. /digest add sets one up.")
_NEEDED = ("view_channel", "send_messages", "read_message_history")

digest = app_commands.Group(
    name="digest",
    description="Post a digest in this channel every day",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@digest.command(name="add", description="Post a digest in this channel every day")
@app_commands.describe(
    time="When, by the clock there: 8:30, 9pm, or 8:00, 18:00",
    zone="A city or time zone: Seoul, Europe/Kyiv",
    topic="What about; leave it out for everything",
    length="How many sentences, 1 to 12",
)
async def add(
    interaction: discord.Interaction[Dateline],
    time: app_commands.Range[str, 1, 100],
    zone: app_commands.Range[str, 1, 100] = "",
    topic: app_commands.Range[str, 1, 200] = "",
    length: app_commands.Range[int, 1, _MOST_SENTENCES] = USUAL_LENGTH,
) -> None:
    """Subscribe this channel."""
    await think(interaction, privately=True)
    client, guild = interaction.client, scope(interaction)
    _check_permissions(interaction)
    schedule = Schedule(read_times(time), read_zone(zone or client.config.timezone))
    wish = Wish(guild, _channel(interaction), schedule, topic, length)
    now = client.clock()
    standing = await client.books.do(lambda books: books.roll.standing(guild=guild))
    if len(standing) >= _MOST_DIGESTS:
        many = phrase("has {number} digests already", number=_MOST_DIGESTS)
        raise SubscriptionError(phrase("this server"), many, phrase("Remove one first."))
    subscription = await client.books.do(lambda books: books.roll.add(wish, now))
    client.delivery.wake()
    await tell(
        interaction, of_list(phrase("A digest is set up"), [_described(subscription, client)], words(interaction))
    )


@digest.command(name="list", description="List the digests of this server")
async def listing(interaction: discord.Interaction[Dateline]) -> None:
    """List the server's subscriptions."""
    await think(interaction, privately=True)
    guild = scope(interaction)
    standing = await interaction.client.books.do(lambda books: books.roll.standing(guild=guild))
    lines = [_described(subscription, interaction.client) for subscription in standing]
    await tell(interaction, of_list(phrase("Digests of this server"), lines or [_NONE_YET], words(interaction)))


@digest.command(name="remove", description="End the digests of this channel")
async def remove(interaction: discord.Interaction[Dateline]) -> None:
    """End what was set up here."""
    await think(interaction, privately=True)
    client, now = interaction.client, interaction.client.clock()
    standing = await _here(interaction)

    def end(books: Books) -> None:
        for subscription in standing:
            books.roll.end(subscription.id, now)

    await client.books.do(end)
    client.delivery.wake()
    await tell(
        interaction,
        of_list(
            phrase("Removed"), [phrase("No more digests are posted here. What was posted stays.")], words(interaction)
        ),
    )


@digest.command(name="now", description="Post a digest in this channel at once")
async def post_now(interaction: discord.Interaction[Dateline]) -> None:
    """Post what is new, beside the scheduled digests."""
    await think(interaction, privately=True)
    lines = []
    for subscription in await _here(interaction):
        entry = await interaction.client.delivery.post_now(subscription)
        lines.append(_told(entry, subscription))
    await tell(interaction, of_list(phrase("Digest"), lines, words(interaction)))


@digest.command(name="preview", description="Show the next digest of this channel to you alone")
async def preview(interaction: discord.Interaction[Dateline]) -> None:
    """Show the digest as it would be now."""
    await think(interaction, privately=True)
    subscription = (await _here(interaction))[0]
    message = await interaction.client.delivery.preview(subscription)
    await tell(interaction, message)


@digest.command(name="history", description="Show what became of the last digests of this channel")
async def history(interaction: discord.Interaction[Dateline]) -> None:
    """Read from the ledger."""
    await think(interaction, privately=True)
    by_id = {subscription.id: subscription for subscription in await _here(interaction)}
    rows = await interaction.client.books.do(lambda books: books.ledger.history(tuple(by_id)))
    lines = [_told(entry, by_id[entry.key.subscription]) for entry in rows]
    await tell(
        interaction,
        of_list(phrase("Digests in this channel"), lines or [phrase("None was due yet.")], words(interaction)),
    )


async def _here(interaction: discord.Interaction[Dateline]) -> tuple[Subscription, ...]:
    channel = _channel(interaction)
    found = await interaction.client.books.do(lambda books: books.roll.standing(channel=channel))
    if not found:
        raise SubscriptionError(phrase("this channel"), phrase("has no digest"), phrase("/digest add sets one up."))
    return found


def _channel(interaction: discord.Interaction[Dateline]) -> int:
    if interaction.channel_id is None:
        remedy = phrase("Use the command in a channel of a server.")
        raise SubscriptionError(phrase("the channel"), phrase("is not known"), remedy)
    return interaction.channel_id


def _check_permissions(interaction: discord.Interaction[Dateline]) -> None:
    missing = [permission(name) for name in _NEEDED if not getattr(interaction.app_permissions, name)]
    if missing:
        raise SubscriptionError(
            phrase("this channel"),
            phrase("does not grant the bot: {permissions}", permissions=tuple(missing)),
            phrase("Someone who may manage the channel can grant it under Permissions."),
        )


def _described(subscription: Subscription, client: Dateline) -> Phrase:
    wish = subscription.wish
    times = tuple(f"{at:%H:%M}" for at in wish.schedule.times)
    about = phrase("about “{topic}”", topic=wish.topic) if wish.topic else phrase("about everything")
    parts = {"times": times, "zone": wish.schedule.zone, "about": about}
    if subscription.suspended:
        return phrase("{times} {zone}, {about}: suspended, {reason}", reason=subscription.suspended, **parts)
    upcoming = following(wish.schedule, client.clock())
    return phrase(
        "{times} {zone}, {about}; the next one on {day} at {time}", day=upcoming.day, time=upcoming.name, **parts
    )


_STATES = {
    State.PLANNED: phrase("planned"),
    State.SENDING: phrase("sending"),
    State.SENT: phrase("sent"),
    State.UNKNOWN: phrase("unknown"),
    State.SKIPPED: phrase("skipped"),
}


def _told(entry: Entry, subscription: Subscription) -> Phrase:
    at = f"{entry.key.slot} {subscription.wish.schedule.zone}"
    slot = phrase("on demand") if entry.key.slot.startswith("now") else at
    state = phrase("sent, late") if entry.late and entry.state is State.SENT else _STATES[entry.state]
    became = phrase("{state}: {reason}", state=state, reason=entry.reason) if entry.reason else state
    return phrase("{day}, {slot}: {state} (digest {id})", day=entry.key.day, slot=slot, state=became, id=entry.digest)
