"""What anyone may ask: ``/brief``, ``/ask``, ``/who``, ``/when``, ``/said``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands import offering
from bot.commands.replying import answer, everywhere
from bot.commands.telling import usual_topic
from briefings.model import USUAL_LENGTH

if TYPE_CHECKING:
    from bot.client import Dateline

LONGEST_QUESTION = 300
_MOST_SENTENCES = 12

Words = app_commands.Range[str, 1, LONGEST_QUESTION]


@everywhere
@app_commands.command(name="brief", description="Brief this channel on a topic, in sentences from the articles")
@app_commands.describe(
    topic="What about; leave it out for everything",
    since="Only what was published since: yesterday, last Monday, 20 June",
    length="How many sentences, 1 to 12",
)
@app_commands.autocomplete(topic=offering.topics, since=offering.beginnings)
async def brief(
    interaction: discord.Interaction[Dateline],
    topic: Words = "",
    since: Words = "",
    length: app_commands.Range[int, 1, _MOST_SENTENCES] = USUAL_LENGTH,
) -> None:
    """Brief on *topic* in at most *length* sentences."""
    await answer(interaction, "brief", topic=topic or usual_topic(interaction), since=since, length=length)


@everywhere
@app_commands.command(name="ask", description="Ask a question; the answer is what the articles say, or nothing found")
@app_commands.describe(question="In your own words: What did Seoul announce on Thursday?")
async def ask(interaction: discord.Interaction[Dateline], question: Words) -> None:
    """Answer *question*."""
    await answer(interaction, "ask", question=question)


@everywhere
@app_commands.command(name="who", description="Tell who somebody is, and what the articles tell of them")
@app_commands.describe(actor="A person, a country or an organisation")
@app_commands.autocomplete(actor=offering.actors)
async def who(interaction: discord.Interaction[Dateline], actor: Words) -> None:
    """Tell who *actor* is."""
    await answer(interaction, "who", actor=actor)


@everywhere
@app_commands.command(
    name="when", description="Tell what happened, and what was published, on a day or in a span of time"
)
@app_commands.describe(phrase="A day or a span: 19 June 2024, last Wednesday, the past week")
@app_commands.rename(phrase="date")
@app_commands.autocomplete(phrase=offering.days)
async def when(interaction: discord.Interaction[Dateline], phrase: Words) -> None:
    """Tell what happened on the days that *phrase* names."""
    await answer(interaction, "when", date=phrase)


@everywhere
@app_commands.command(name="said", description="List what somebody said, directly and indirectly, and how it is known")
@app_commands.describe(
    actor="A person, a country or an organisation", about="On what subject", date="On which day: 19 June, last Thursday"
)
@app_commands.autocomplete(actor=offering.speakers, date=offering.days)
async def said(interaction: discord.Interaction[Dateline], actor: Words, about: Words = "", date: Words = "") -> None:
    """List the quotations of *actor*."""
    await answer(interaction, "said", actor=actor, about=about, date=date)
