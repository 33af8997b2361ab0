"""``/topic``: what briefings, questions and digests of a server may be about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.managing import Managing, here, managed, offer
from bot.commands.pressing import deed
from bot.commands.telling import PRIVATELY, tell, think, words
from bot.layouts import layout
from bot.messages import of_list
from bot.messages.topics import of_belonging, of_topics
from bot.phrases import Phrase, phrase
from bot.scopes import topical
from corpus.model.topics import LONGEST_NAME

if TYPE_CHECKING:
    from bot.client import Dateline

topic = Managing("topic", "Say what briefings and digests can be about in this server")
_Name = app_commands.Range[str, 1, LONGEST_NAME]
_Parts = app_commands.Range[str, 1, 500]
_ABOUT = app_commands.describe(
    terms="Words and phrases that its articles hold, with commas between: interest rate, central bank",
    actors="Whom it is about, with commas between",
    sources="Outlets or sites it is taken from, with commas between; leave it out for all",
    languages="Codes of the languages it is read in, with commas between: en, de; leave it out for all",
)


@topic.command(name="add", description="Make a topic, found by words or actors")
@app_commands.describe(name="What it is called")
@_ABOUT
async def add(  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    name: _Name,
    terms: _Parts = "",
    actors: _Parts = "",
    sources: _Parts = "",
    languages: _Parts = "",
) -> None:
    """Make a topic."""
    await think(interaction, privately=True)
    guild, workers = here(interaction), interaction.client.workers
    given = {"terms": terms, "actors": actors, "sources": sources, "languages": languages}
    made = topical.made(name, scope=guild, **{part: topical.parts(text) for part, text in given.items()})
    await workers.keep(partial(topical.keep, topic=made, new=True))
    await _tell(interaction, guild, made.name, phrase("Kept"))


@topic.command(name="edit", description="Change a topic of this server")
@app_commands.describe(topic="Which one", name="What it is to be called")
@_ABOUT
async def edit(  # every option of a command is a parameter
    interaction: discord.Interaction[Dateline],
    topic: _Name,
    name: _Name | None = None,
    terms: _Parts | None = None,
    actors: _Parts | None = None,
    sources: _Parts | None = None,
    languages: _Parts | None = None,
) -> None:
    """Change a topic; what is left out stays."""
    await think(interaction, privately=True)
    guild, workers = here(interaction), interaction.client.workers
    before = await workers.keep(partial(topical.found, scope=guild, name=topic))
    given = {"terms": terms, "actors": actors, "sources": sources, "languages": languages}
    changed = {part: topical.parts(text) for part, text in given.items() if text is not None}
    stays = {part: getattr(before, part) for part in given}
    made = topical.made(name or before.name, scope=guild, **{**stays, **changed})
    await workers.keep(partial(topical.change, before=before, topic=made))
    await _tell(interaction, guild, made.name, phrase("Changed"))


@topic.command(name="list", description="List the topics")
async def listing(interaction: discord.Interaction[Dateline]) -> None:
    """List the topics that this server sees."""
    await think(interaction, privately=True)
    guild = here(interaction)
    known = await interaction.client.workers.keep(partial(topical.kept, scope=guild))
    await tell(interaction, of_topics(known, guild, 1, words(interaction)))


@deed("topics_page")
async def turn(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the list."""
    interaction.extras[PRIVATELY] = True
    guild = managed(interaction)
    await interaction.response.defer()
    known = await interaction.client.workers.keep(partial(topical.kept, scope=guild))
    message = of_topics(known, guild, page, words(interaction))
    await interaction.edit_original_response(view=layout(message))


@topic.command(name="show", description="Show which articles belong to a topic, and by which words")
@app_commands.describe(topic="Which one")
async def show(interaction: discord.Interaction[Dateline], topic: _Name) -> None:
    """Show what belongs to a topic."""
    await think(interaction, privately=True)
    await _tell(interaction, here(interaction), topic)


@topic.command(name="remove", description="Forget a topic of this server")
@app_commands.describe(topic="Which one")
async def remove(interaction: discord.Interaction[Dateline], topic: _Name) -> None:
    """Forget a topic."""
    await think(interaction, privately=True)
    gone = await interaction.client.workers.keep(partial(topical.drop, scope=here(interaction), name=topic))
    await tell(interaction, of_list(phrase("Removed"), [gone.name], words(interaction)))


@edit.autocomplete("topic")
@remove.autocomplete("topic")
async def own_topics(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the topics of this server."""

    async def pairs() -> list[tuple[str, str]]:
        guild = here(interaction)
        known = await interaction.client.workers.keep(partial(topical.kept, scope=guild))
        return [(one.name, one.name) for one in known if one.scope == guild]

    return await offer(pairs(), current)


@show.autocomplete("topic")
async def seen_topics(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the topics of this server, and everybody's."""

    async def pairs() -> list[tuple[str, str]]:
        known = await interaction.client.workers.keep(partial(topical.kept, scope=here(interaction)))
        return [(one.name, one.name) for one in known]

    return await offer(pairs(), current)


async def _tell(interaction: discord.Interaction[Dateline], guild: str, name: str, done: Phrase | str = "") -> None:
    belonging = await interaction.client.workers.keep(partial(topical.show, scope=guild, name=name))
    await tell(interaction, of_belonging(belonging, words(interaction), done))
