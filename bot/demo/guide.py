"""The first message of the demo: what there is to try, with buttons that try it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import discord

from bot.commands.pressing import deed
from bot.commands.replying import answer
from bot.layouts import layout
from bot.messages import Accent, Button, Message, Style

if TYPE_CHECKING:
    from bot.client import Dateline

#: What a button says, and the command and words that it stands for.
TRIES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("Who is Vladimir Putin?", "who", {"actor": "Vladimir Putin"}),
    ("What happened on Wednesday?", "when", {"date": "last Wednesday"}),
    ("What did Seoul say?", "said", {"actor": "South Korea"}),
    ("The days in a row", "timeline", {}),
)


@deed("demo_try")
async def attempt(interaction: discord.Interaction[Dateline], number: str) -> None:
    """Do what a button of the guide stands for, as if it had been typed."""
    _, command, words = TRIES[int(number)]
    await answer(interaction, command, **words)


def guide(mentions: Mapping[str, str]) -> Message:
    """Write the guide; *mentions* gives each command's id, by which it is clickable."""

    def command(name: str) -> str:
        return f"</{name}:{mentions[name]}>" if name in mentions else f"`/{name}`"

    welcome = (
        "## Welcome to Dateline\nA bot that briefs a channel on the news: every sentence it shows stands word for word"
        " in the article that it names. Above is this morning's digest, made of a few sample articles."
    )
    steps = (
        "**Try it.** Press a button below, or type `/` in the box at the foot: arrows choose, Tab completes.\n"
        f"- {command('ask')} takes a question in your own words\n"
        f"- {command('brief')} briefs on a topic; {command('help')} lists everything\n"
        "- **Next digest**, above, moves the clock to tomorrow's; the news of the day between arrives with it\n"
        "- “Acting as”, on the left, makes you somebody else: Ada runs the server, Mel is a member"
    )
    hint = "-# At a message, “⋯” opens its menu: “Check the quotes” proves what it shows, sentence by sentence."
    buttons = tuple(
        Button(f"demo_try:{number}", label, Style.PRIMARY if number == 0 else Style.SECONDARY)
        for number, (label, _, _) in enumerate(TRIES)
    )
    return Message((welcome, steps, hint), Accent.BRIEFING, controls=(buttons,))


async def post_guide(client: Dateline, channel: int) -> None:
    """Post the guide into *channel*, as the bot posts anything."""
    place = client.get_partial_messageable(channel)
    await place.send(view=layout(guide(client.mentions)), allowed_mentions=discord.AllowedMentions.none())
