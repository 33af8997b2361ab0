"""What anyone may ask: ``/brief``, ``/who``, ``/when``, ``/ask``."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.telling import scope, tell, think, words
from bot.errors import DatelineError
from bot.locales import ENGLISH, Words
from bot.messages import of_answer, of_briefing
from briefings.model import USUAL_LENGTH
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

#: Discord shows no more choices, and none whose name or value is longer.
#: https://discord.com/developers/docs/interactions/application-commands#application-command-object
_MOST_CHOICES, _LONGEST_CHOICE = 25, 100

_LONGEST_QUESTION = 300
_MOST_SENTENCES = 12


@app_commands.command(name="brief", description="Brief this channel on a topic, in sentences from the articles")
@app_commands.describe(topic="What about; leave it out for everything", length="How many sentences, 1 to 12")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def brief(
    interaction: discord.Interaction[Dateline],
    topic: app_commands.Range[str, 1, _LONGEST_QUESTION] = "",
    length: app_commands.Range[int, 1, _MOST_SENTENCES] = USUAL_LENGTH,
) -> None:
    """Brief on *topic* in at most *length* sentences."""
    await think(interaction)
    briefing = await interaction.client.workers.brief(scope=scope(interaction), text=topic, limit=length)
    await tell(interaction, of_briefing(briefing, words(interaction)))


@app_commands.command(name="who", description="Tell who somebody is, and what the articles tell of them")
@app_commands.describe(actor="A person, a country or an organisation")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def who(interaction: discord.Interaction[Dateline], actor: app_commands.Range[str, 1, _LONGEST_QUESTION]) -> None:
    """Tell who *actor* is."""
    await think(interaction)
    answer = await interaction.client.workers.who(scope=scope(interaction), name=actor)
    await tell(interaction, of_answer(answer, words(interaction)))


@who.autocomplete("actor")
async def known_actors(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer actors that the articles mention."""
    try:
        names = await interaction.client.workers.names(scope=scope(interaction), typed=current, limit=_MOST_CHOICES)
    except (DatelineError, CorpusError) as error:
        return _nothing_to_offer(error)
    return _choices([(name, name) for name in names])


@app_commands.command(name="when", description="Tell what happened on a day or in a span of time")
@app_commands.describe(phrase="A day or a span: 19 June 2024, last Wednesday, the past week")
@app_commands.rename(phrase="date")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def when(
    interaction: discord.Interaction[Dateline], phrase: app_commands.Range[str, 1, _LONGEST_QUESTION]
) -> None:
    """Tell what happened on the days that *phrase* names."""
    await think(interaction)
    client = interaction.client
    answer = await client.workers.when(scope=scope(interaction), phrase=phrase, today=client.today())
    await tell(interaction, of_answer(answer, words(interaction)))


@when.autocomplete("phrase")
async def covered_days(interaction: discord.Interaction[Dateline], current: str) -> list[app_commands.Choice[str]]:
    """Offer days that the articles tell of, those nearest to today first."""
    try:
        days = await interaction.client.workers.days(scope=scope(interaction))
    except (DatelineError, CorpusError) as error:
        return _nothing_to_offer(error)
    said, today = words(interaction), interaction.client.today()
    return _choices([(said.day(day), day.isoformat()) for day in nearest_days(days, current, today, said)])


def nearest_days(days: tuple[date, ...], typed: str, today: date, said: Words = ENGLISH) -> list[date]:
    """Give the *days* that hold what was *typed*, said or in ISO form, those nearest to *today* first."""
    wanted = typed.casefold().strip()
    fitting = [day for day in days if wanted in said.day(day).casefold() or wanted in day.isoformat()]
    return sorted(fitting, key=lambda day: (abs(day - today), day))


@app_commands.command(name="ask", description="Ask a question; the answer is what the articles say, or nothing found")
@app_commands.describe(question="In your own words: What did Seoul announce on Thursday?")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask(
    interaction: discord.Interaction[Dateline], question: app_commands.Range[str, 1, _LONGEST_QUESTION]
) -> None:
    """Answer *question*."""
    await think(interaction)
    client = interaction.client
    answer = await client.workers.ask(scope=scope(interaction), question=question, today=client.today())
    await tell(interaction, of_answer(answer, words(interaction)))


def _choices(offered: list[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    fitting = [pair for pair in offered if all(0 < len(part) <= _LONGEST_CHOICE for part in pair)]
    return [app_commands.Choice(name=name, value=value) for name, value in fitting[:_MOST_CHOICES]]


def _nothing_to_offer(error: Exception) -> list[app_commands.Choice[str]]:
    # Autocomplete has no way to show an error; the command itself will.
    _LOG.warning("Nothing to offer while typing: %s", error)
    return []
