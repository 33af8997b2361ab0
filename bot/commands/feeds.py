"""``/feeds``: the news feeds that a server follows."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.managing import ERRAND, Managing, errand, here, managed, offer
from bot.commands.pressing import deed
from bot.commands.telling import tell, think, words
from bot.errors import InputError
from bot.layouts import layout
from bot.messages import Accent, File, Message, of_list
from bot.messages.sources import of_feeds, of_found, of_polled
from bot.phrases import phrase, plural
from bot.scopes import intake
from bot.scopes.intake import Found
from corpus.feeds import Polled, Subscription, is_due, write_opml
from corpus.store import Feed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Dateline
    from corpus.fetch import Answer
    from corpus.registry import Registry
    from corpus.store import Store

_LONGEST_LIST = 1_000_000  # bytes; a list of fifty feeds has ten thousand

feeds = Managing("feeds", "Follow news feeds in this server")


@feeds.command(name="add", description="Follow a feed, or the feed that a page announces")
@app_commands.describe(address="Address of a feed or of a news site; several with spaces between")
async def add(interaction: discord.Interaction[Dateline], address: app_commands.Range[str, 1, 2000]) -> None:
    """Find the feeds at *address*, follow them, and fetch their articles."""
    await think(interaction, privately=True)
    guild = here(interaction)
    async with errand(interaction, guild):
        found = await _follow(interaction, guild, address)
        fresh = {one.url: one.answer for one in found if one.url and not one.reason}
        await tell(interaction, of_found(found, words(interaction), fetching=bool(fresh)))
        if fresh:
            polled = await _poll(interaction.client, guild, fresh)
            await tell(interaction, of_polled(polled, (), words(interaction)))


async def _follow(interaction: discord.Interaction[Dateline], guild: str, text: str) -> tuple[Found, ...]:
    errands = interaction.client.errands
    find = partial(intake.discover, door=interaction.client.door, text=text)
    found = await errands.keep(find, ERRAND)
    return await errands.keep(partial(intake.follow, scope=guild, found=found))


async def _poll(client: Dateline, guild: str, only: dict[str, Answer | None]) -> tuple[Polled, ...]:
    return await client.errands.keep(partial(intake.poll, door=client.door, scope=guild, only=only), ERRAND)


@feeds.command(
    name="list", description="List the feeds of this server: when they were asked, what failed, what is next"
)
async def listing(interaction: discord.Interaction[Dateline]) -> None:
    """List the server's feeds."""
    await think(interaction, privately=True)
    await tell(interaction, of_feeds(await _feeds(interaction, here(interaction)), 1, words(interaction)))


@deed("feeds_page")
async def turn(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the list."""
    guild = managed(interaction)
    await interaction.response.defer()
    message = of_feeds(await _feeds(interaction, guild), page, words(interaction))
    await interaction.edit_original_response(view=layout(message))


@feeds.command(name="remove", description="Follow a feed no longer")
@app_commands.describe(feed="One of the feeds of this server", articles="Delete the articles that came by it, too")
async def remove(interaction: discord.Interaction[Dateline], feed: str, articles: bool = False) -> None:
    """Forget a feed."""
    await think(interaction, privately=True)
    guild = here(interaction)
    gone = _meant(await _feeds(interaction, guild), feed)
    count = await interaction.client.errands.keep(
        partial(_forget, url=gone.url, scope=guild, articles=articles), ERRAND
    )
    told = plural("{number} article deleted", "{number} articles deleted", count)
    kept = phrase("The articles that came by it stay.")
    await tell(
        interaction,
        of_list(phrase("Removed"), [gone.title or gone.url, told if articles else kept], words(interaction)),
    )


def _forget(store: Store, _registry: Registry, *, url: str, scope: str, articles: bool) -> int:
    from corpus import ingest  # noqa: PLC0415  # with all the readers, which the bot's own process needs not

    return ingest.delete_feed(store, url, scope, articles=articles)


@remove.autocomplete("feed")
async def followed(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the feeds of this server."""

    async def pairs() -> list[tuple[str, str]]:
        return [(_label(feed), _handle(feed)) for feed in await _feeds(interaction, here(interaction))]

    return await offer(pairs(), current)


@feeds.command(name="poll", description="Fetch the articles of the feeds that are due; none more than once an hour")
async def poll(interaction: discord.Interaction[Dateline]) -> None:
    """Poll the feeds that are due."""
    await think(interaction, privately=True)
    guild, client = here(interaction), interaction.client
    async with errand(interaction, guild):
        kept = await _feeds(interaction, guild)
        due = {feed.url: None for feed in kept if is_due(feed, client.clock())}
        polled = await _poll(client, guild, dict(due)) if due else ()
        later = [feed for feed in kept if feed.url not in due]
        message = of_polled(polled, later, words(interaction)) if kept else of_feeds(kept, 1, words(interaction))
        await tell(interaction, message)


@feeds.command(name="import", description="Follow the feeds of an OPML list, as feed readers export it")
@app_commands.describe(file="The OPML file")
async def take(interaction: discord.Interaction[Dateline], file: discord.Attachment) -> None:
    """Follow the feeds of an OPML list."""
    await think(interaction, privately=True)
    guild = here(interaction)
    if file.size > _LONGEST_LIST:
        raise InputError(file.filename, phrase("is larger than any list of feeds"), phrase("It must be an OPML file."))
    text = (await file.read()).decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.lstrip().startswith("<"):
        raise InputError(file.filename, phrase("is no OPML"), phrase("Feed readers export such lists of feeds."))
    async with errand(interaction, guild):
        found = await _follow(interaction, guild, text)
    await tell(interaction, of_found(found, words(interaction)))


@feeds.command(name="export", description="Give the list of this server's feeds as OPML, for any feed reader")
async def export(interaction: discord.Interaction[Dateline]) -> None:
    """Hand out the server's feeds."""
    await think(interaction, privately=True)
    kept = await _feeds(interaction, here(interaction))
    if not kept:
        await tell(interaction, of_feeds(kept, 1, words(interaction)))
        return
    data = write_opml(Subscription(feed.url, feed.title) for feed in kept)
    said = words(interaction).say(plural("{number} feed", "{number} feeds", len(kept)))
    await tell(interaction, Message((f"### {said}",), Accent.BRIEFING, files=(File("feeds.opml", data),)))


async def _feeds(interaction: discord.Interaction[Dateline], guild: str) -> tuple[Feed, ...]:
    return await interaction.client.workers.keep(partial(_kept, scope=guild))


def _kept(store: Store, _registry: Registry, *, scope: str) -> tuple[Feed, ...]:
    return store.feeds(scope)


def _meant(kept: Sequence[Feed], name: str) -> Feed:
    wanted = name.strip()
    for feed in kept:
        if wanted in {_handle(feed), feed.url, feed.title, _label(feed)}:
            return feed
    raise InputError(f"“{name}”", phrase("is no feed of this server"), phrase("Pick one of those offered."))


def _label(feed: Feed) -> str:
    return f"{feed.title} – {feed.url}" if feed.title else feed.url


def _handle(feed: Feed) -> str:
    # An address may be longer than a choice's value may be.
    return hashlib.sha256(feed.url.encode()).hexdigest()[:16]
