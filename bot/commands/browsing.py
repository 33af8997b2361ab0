"""What anyone may look at: ``/timeline``, ``/compare``, ``/sources``, ``/article``, ``/chart``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands import offering
from bot.commands.asking import Words
from bot.commands.replying import answer, everywhere
from bot.commands.telling import usual_topic
from bot.errors import InputError
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline


@everywhere
@app_commands.command(name="timeline", description="Tell the days that the articles tell most of, one after the other")
@app_commands.describe(
    actor="Of a person, a country, a topic; leave it out for everything",
    start="The first day: 18 June, last Monday",
    end="The last day",
)
@app_commands.rename(start="from", end="to")
@app_commands.autocomplete(actor=offering.dated, start=offering.days, end=offering.days)
async def timeline(
    interaction: discord.Interaction[Dateline], actor: Words = "", start: Words = "", end: Words = ""
) -> None:
    """Tell the days of everything or of *actor*."""
    await answer(interaction, "timeline", actor=actor, **{"from": start, "to": end})


@everywhere
@app_commands.command(
    name="compare", description="Show where outlets differ, both wordings side by side, without a verdict"
)
@app_commands.describe(topic="On what; leave it out for everything")
@app_commands.autocomplete(topic=offering.disputed)
async def compare(interaction: discord.Interaction[Dateline], topic: Words = "") -> None:
    """Show where outlets differ."""
    await answer(interaction, "compare", topic=topic or usual_topic(interaction))


@everywhere
@app_commands.command(name="sources", description="List the outlets whose articles are kept here, and the feeds")
async def sources(interaction: discord.Interaction[Dateline]) -> None:
    """List the outlets."""
    await answer(interaction, "sources")


@everywhere
@app_commands.command(
    name="article", description="Tell of one article: its source, its date and how it is known, its points"
)
@app_commands.describe(title="Its title, or words that only its title holds")
@app_commands.autocomplete(title=offering.articles)
async def article(interaction: discord.Interaction[Dateline], title: Words) -> None:
    """Tell of the article called *title*."""
    await answer(interaction, "article", title=title)


@everywhere
@app_commands.command(name="chart", description="Draw a chart, with what it shows in words")
@app_commands.describe(kind="What to draw", actor="Whose mentions to draw", background="For a light or a dark screen")
@app_commands.choices(
    kind=[
        app_commands.Choice(name="Reports a day", value="coverage"),
        app_commands.Choice(name="Mentions of one actor a day", value="actor"),
        app_commands.Choice(name="Who is named together", value="together"),
    ],
    background=[app_commands.Choice(name="Light", value="light"), app_commands.Choice(name="Dark", value="dark")],
)
@app_commands.autocomplete(actor=offering.dated)
async def chart(
    interaction: discord.Interaction[Dateline], kind: str, actor: Words = "", background: str = "light"
) -> None:
    """Draw a chart."""
    if kind == "actor" and not actor:
        raise InputError(phrase("this chart"), phrase("needs an actor"), phrase("Name one in the option “actor”."))
    await answer(interaction, "chart", kind=kind, actor=actor, dark=background == "dark")
