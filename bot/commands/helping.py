"""``/help``: every command, what it does, an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.pressing import deed, number, one_chosen, outlived
from bot.commands.telling import tell, think, words
from bot.layouts import layout
from bot.locales import Words
from bot.messages import Choice, Menu, Message, of_help
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline

#: Name, what it does, an example. A test compares it with the command tree.
COMMANDS = (
    (
        "brief",
        phrase("briefs this channel on a topic, or on everything"),
        "/brief topic: North Korea since: last Monday",
    ),
    ("who", phrase("tells who somebody is"), "/who actor: Vladimir Putin"),
    ("when", phrase("tells what happened on a day or in a span of time"), "/when date: 19 June 2024"),
    ("ask", phrase("answers a question from the articles"), "/ask question: What did Seoul announce on Thursday?"),
    (
        "said",
        phrase("lists what somebody said, and how that is known"),
        "/said actor: Vladimir Putin about: South Korea",
    ),
    ("timeline", phrase("tells the days that most is told of"), "/timeline actor: North Korea from: 18 June"),
    ("compare", phrase("shows where outlets differ"), "/compare topic: Vietnam"),
    ("sources", phrase("lists the outlets whose articles are kept here"), "/sources"),
    ("article", phrase("tells of one article"), "/article title: treaty text"),
    ("chart", phrase("draws a chart, and says what it shows"), "/chart kind: Reports a day"),
    ("export", phrase("gives a reply as a file that can be verified"), "/export format: Markdown topic: North Korea"),
    (
        "digest add",
        phrase("posts a digest on the days and at the hours you choose"),
        "/digest add time: 8:30 zone: Seoul days: weekdays",
    ),
    ("digest list", phrase("lists the digests of this server"), "/digest list"),
    ("digest edit", phrase("changes a digest"), "/digest edit time: 9pm"),
    ("digest pause", phrase("posts no digest until a day that you name"), "/digest pause until: 1 July"),
    ("digest resume", phrase("posts digests again that were paused or suspended"), "/digest resume"),
    ("digest preview", phrase("shows the next digest to you alone"), "/digest preview"),
    ("digest now", phrase("posts a digest at once"), "/digest now"),
    ("digest history", phrase("shows what became of the last digests"), "/digest history"),
    ("digest remove", phrase("ends the digests of this channel"), "/digest remove"),
    ("setup", phrase("sets up a daily digest, step by step"), "/setup"),
    ("feeds add", phrase("follows a feed, or the one that a page announces"), "/feeds add address: example.org/news"),
    ("feeds list", phrase("lists the feeds, and what failed"), "/feeds list"),
    ("feeds poll", phrase("fetches the articles of the feeds that are due"), "/feeds poll"),
    ("feeds remove", phrase("follows a feed no longer"), "/feeds remove feed: Example News"),
    ("feeds import", phrase("follows the feeds of an OPML list"), "/feeds import file: feeds.opml"),
    ("feeds export", phrase("gives the list of feeds as OPML"), "/feeds export"),
    ("topic add", phrase("makes a topic, found by words or actors"), "/topic add name: Rates terms: interest rate"),
    ("topic edit", phrase("changes a topic"), "/topic edit topic: Rates terms: interest rate, central bank"),
    ("topic list", phrase("lists the topics"), "/topic list"),
    ("topic show", phrase("shows which articles belong to a topic, and why"), "/topic show topic: Rates"),
    ("topic remove", phrase("forgets a topic"), "/topic remove topic: Rates"),
    ("actors list", phrase("lists the actors, and what was said of them here"), "/actors list"),
    ("actors add", phrase("adds an actor"), "/actors add name: Harbour Council kind: organisation"),
    ("actors alias", phrase("gives an actor another name"), "/actors alias actor: Vladimir Putin name: VVP"),
    ("actors split", phrase("takes a name away from an actor"), "/actors split actor: Vladimir Putin name: Vladimir"),
    ("actors merge", phrase("makes two actors one"), "/actors merge actor: Mr Putin into: Vladimir Putin"),
    ("actors undo", phrase("takes back what was said of an actor here"), "/actors undo word: VVP"),
    ("settings show", phrase("shows what is chosen for this server and its channels"), "/settings show"),
    (
        "settings language",
        phrase("chooses the language of the bot's own words"),
        "/settings language language: Deutsch",
    ),
    ("settings replies", phrase("chooses who sees the answers"), "/settings replies audience: Only the one who asks"),
    ("settings topic", phrase("chooses what a question is about that names no topic"), "/settings topic topic: rates"),
    ("privacy show", phrase("shows what is kept of you, or of this server"), "/privacy show"),
    ("privacy export", phrase("hands out what is kept, as a file"), "/privacy export"),
    ("privacy delete", phrase("deletes what is kept"), "/privacy delete"),
    ("help", phrase("shows this"), "/help"),
)

#: What stands in the menu of a message: name, what it does. A test compares it with the command tree.
MENUS = (
    ("Who is this about?", phrase("tells whom a message names")),
    ("Check the quotes", phrase("looks up what a message quotes")),
)

#: Chapter → its title, and the commands that it explains; all others stand in the first.
CHAPTERS = (
    (phrase("Asking"), frozenset[str]()),
    (phrase("Digests, for those who manage the server"), frozenset({"digest"})),
    (
        phrase("Setting up, for those who manage the server"),
        frozenset({"setup", "feeds", "actors", "topic", "settings"}),
    ),
)


@app_commands.command(name="help", description="Show what Dateline can do, with examples")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def explain(interaction: discord.Interaction[Dateline]) -> None:
    """Show the commands to the one who asks."""
    await think(interaction, privately=True)
    await tell(interaction, chapter(0, interaction.client.mentions, words(interaction)))


@deed("help")
async def turn(interaction: discord.Interaction[Dateline]) -> None:
    """Show the chapter that was chosen."""
    wanted = number(one_chosen(interaction))
    if wanted >= len(CHAPTERS):
        raise outlived()
    message = chapter(wanted, interaction.client.mentions, words(interaction))
    await interaction.response.edit_message(view=layout(message))


def chapter(number: int, roots: Mapping[str, str], words: Words) -> Message:
    """
    Explain the commands of one chapter, with a menu of the chapters.

    Args:
        number: Which, from 0.
        roots: Name of a command without its subcommand → id by which Discord makes it clickable.
        words: In which language.
    """
    explained = [each for each in COMMANDS if _chapter(each[0]) == number]
    mentions = {name: roots[name.split()[0]] for name, _, _ in explained if name.split()[0] in roots}
    used = sorted({_chapter(name) for name, _, _ in COMMANDS})
    titles = {each: words.say(CHAPTERS[each][0]) for each in used}
    choices = tuple(Choice(str(each), title, chosen=each == number) for each, title in titles.items())
    menu = Menu("help", titles[number], choices)
    menus = () if number else MENUS
    return replace(of_help(explained, mentions, words, menus), controls=((menu,),))


def _chapter(name: str) -> int:
    root = name.split(maxsplit=1)[0]
    return next((number for number, (_, roots) in enumerate(CHAPTERS) if root in roots), 0)
