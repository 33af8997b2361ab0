"""``/actors``: what a server's curators say of actors; their word wins, in their server alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.managing import ERRAND, Managing, errand, here, managed, offer
from bot.commands.pressing import deed
from bot.commands.telling import tell, think, words
from bot.errors import InputError
from bot.layouts import layout
from bot.messages import Message
from bot.messages.cast import of_cast, of_word, word_line
from bot.phrases import phrase
from bot.scopes import curating
from bot.scopes.curating import Said
from corpus.model import ActorKind
from corpus.registry import Verb
from corpus.store import Curation

if TYPE_CHECKING:
    from bot.client import Dateline

#: Actors of the list; whoever is named less often is found by name.
_MOST_LISTED = 300
_LONGEST = 100

actors = Managing("actors", "Say who is who; it holds in this server alone")
Name = app_commands.Range[str, 1, _LONGEST]


@actors.command(name="list", description="List the actors that the articles name, and what was said of them here")
async def listing(interaction: discord.Interaction[Dateline]) -> None:
    """List the actors."""
    await think(interaction, privately=True)
    guild = here(interaction)
    await tell(interaction, await _list(interaction, guild, 1))


@deed("actors_page")
async def turn(interaction: discord.Interaction[Dateline], page: int) -> None:
    """Show another page of the list."""
    guild = managed(interaction)
    await interaction.response.defer()
    await interaction.edit_original_response(view=layout(await _list(interaction, guild, page)))


async def _list(interaction: discord.Interaction[Dateline], guild: str, page: int) -> Message:
    cast = await interaction.client.workers.keep(partial(curating.cast, scope=guild, most=_MOST_LISTED))
    said, names = await _words(interaction, guild)
    return of_cast(cast, said, names, page, words(interaction))


@actors.command(name="add", description="There is an actor of this name")
@app_commands.describe(name="As the articles write it", kind="What sort of actor", description="Who or what it is")
@app_commands.choices(
    kind=[
        app_commands.Choice(name="person", value=ActorKind.PERSON.value),
        app_commands.Choice(name="state", value=ActorKind.STATE.value),
        app_commands.Choice(name="organisation", value=ActorKind.ORGANISATION.value),
        app_commands.Choice(name="group", value=ActorKind.GROUP.value),
        app_commands.Choice(name="document", value=ActorKind.DOCUMENT.value),
    ]
)
async def add(
    interaction: discord.Interaction[Dateline], name: Name, kind: str = "person", description: Name = ""
) -> None:
    """Add an actor."""
    await _say(interaction, Said(Verb.ADD, name, kind=ActorKind(kind), description=description))


@actors.command(name="alias", description="This name is that actor's, too")
@app_commands.describe(actor="Whose name it is", name="The other name, as the articles write it")
async def alias(interaction: discord.Interaction[Dateline], actor: Name, name: Name) -> None:
    """Give an actor another name."""
    await _say(interaction, Said(Verb.ALIAS, actor, name))


@actors.command(name="split", description="This name is not that actor's")
@app_commands.describe(actor="Whose name it is not", name="The name, as the articles write it")
async def split(interaction: discord.Interaction[Dateline], actor: Name, name: Name) -> None:
    """Take a name away from an actor."""
    await _say(interaction, Said(Verb.SPLIT, actor, name))


@actors.command(name="merge", description="These two are one")
@app_commands.describe(actor="The one that goes", into="The one that stays")
async def merge(interaction: discord.Interaction[Dateline], actor: Name, into: Name) -> None:
    """Merge an actor into another."""
    await _say(interaction, Said(Verb.MERGE, actor, into))


async def _say(interaction: discord.Interaction[Dateline], said: Said) -> None:
    await think(interaction, privately=True)
    guild, client = here(interaction), interaction.client
    async with errand(interaction, guild):
        kept = await client.workers.keep(partial(curating.say, scope=guild, said=said))
        await _tell_kept(interaction, word_line(kept.word, kept.names))


async def _tell_kept(interaction: discord.Interaction[Dateline], kept: str) -> None:
    await tell(interaction, of_word(kept, None, words(interaction)))
    count = await interaction.client.errands.keep(curating.reread, ERRAND)
    await tell(interaction, of_word(kept, count, words(interaction)))


@actors.command(name="undo", description="Take back what was said of an actor here")
@app_commands.describe(word="What was said")
async def undo(interaction: discord.Interaction[Dateline], word: str) -> None:
    """Take a word back."""
    await think(interaction, privately=True)
    guild, client = here(interaction), interaction.client
    async with errand(interaction, guild):
        kept, names = await _words(interaction, guild)
        meant = next((each for each in kept if word in {curating.handle(each), str(word_line(each, names))}), None)
        if meant is None:
            raise InputError(f"“{word}”", phrase("was not said here"), phrase("Pick one of those offered."))
        await client.workers.keep(partial(curating.take_back, scope=guild, word=meant))
        await _tell_kept(interaction, phrase("Taken back: {word}", word=word_line(meant, names)))


@undo.autocomplete("word")
async def said_here(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer what was said in this server."""

    async def pairs() -> list[tuple[str, str]]:
        kept, names = await _words(interaction, here(interaction))
        return [(words(interaction).say(word_line(each, names)), curating.handle(each)) for each in reversed(kept)]

    return await offer(pairs(), current)


@alias.autocomplete("actor")
@split.autocomplete("actor")
@merge.autocomplete("actor")
@merge.autocomplete("into")
async def known(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the actors that this server knows; those that its articles name first."""

    async def pairs() -> list[tuple[str, str]]:
        find = partial(curating.fitting, scope=here(interaction), typed=current)
        return [(actor.name, actor.id) for actor in await interaction.client.workers.keep(find)]

    return await offer(pairs(), "")


@split.autocomplete("name")
async def names(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer the other names of the actor that was chosen."""

    async def pairs() -> list[tuple[str, str]]:
        guild, name = here(interaction), str(getattr(interaction.namespace, "actor", "") or "")
        if not name:
            return []
        actor = await interaction.client.workers.keep(partial(curating.meant, scope=guild, name=name))
        return [(one, one) for one in actor.aliases]

    return await offer(pairs(), current)


async def _words(interaction: discord.Interaction[Dateline], guild: str) -> tuple[tuple[Curation, ...], dict[str, str]]:
    return await interaction.client.workers.keep(partial(curating.spoken, scope=guild))
