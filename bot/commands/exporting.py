"""``/export``: a reply as a file, with what verifies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.books.shown import Shown
from bot.commands import offering
from bot.commands.asking import Words
from bot.commands.replying import asked, everywhere
from bot.commands.telling import at_work, attend, scope, tell, words
from bot.errors import InputError
from bot.messages.found import of_finding
from bot.messages.pictures import of_export
from bot.phrases import phrase
from briefings import exports
from briefings.proof import Proof, vouch

if TYPE_CHECKING:
    from bot.client import Dateline

#: TimelineJS reads JSON.
_ENDINGS = {"timelinejs": "timeline.json"}
#: Sentences of a briefing that is composed in order to be exported.
_LENGTH = 12


@everywhere
@app_commands.command(
    name="export", description="Give the last reply, or a briefing on a topic, as a file that can be verified"
)
@app_commands.describe(form="Which format", topic="Brief on this; leave it out for the last reply that you got here")
@app_commands.rename(form="format")
@app_commands.choices(
    form=[
        app_commands.Choice(name="Markdown", value="md"),
        app_commands.Choice(name="A page for the browser", value="html"),
        app_commands.Choice(name="JSON", value="json"),
        app_commands.Choice(name="CSV, a table", value="csv"),
        app_commands.Choice(name="BibTeX, for references", value="bib"),
        app_commands.Choice(name="TimelineJS", value="timelinejs"),
    ]
)
@app_commands.autocomplete(topic=offering.topics)
async def export(interaction: discord.Interaction[Dateline], form: str, topic: Words = "") -> None:
    """Export a reply."""
    await attend(interaction)
    proof = await (_briefed(interaction, topic) if topic else _last(interaction))
    data = exports.write(proof, form).encode()
    if len(data) > interaction.filesize_limit:
        limit = interaction.filesize_limit // 1_000_000
        reason = phrase("is larger than the {number} MB that Discord takes here", number=limit)
        raise InputError(phrase("the file"), reason, phrase("Ask for a narrower topic."))
    name = f"dateline-{proof.id}.{_ENDINGS.get(form, form)}"
    await tell(interaction, of_export(name, data, proof, words(interaction)))


async def _last(interaction: discord.Interaction[Dateline]) -> Proof:
    """Give what the last reply here quoted; a reply of another server's articles is none."""
    member, channel, here = interaction.user.id, interaction.channel_id or 0, scope(interaction)
    found: Shown | None = await interaction.client.books.do(lambda books: books.shown.last(member, channel))
    if found is None or found.proof is None or found.asked.scope not in {"", here}:
        nothing = phrase("there is none that you got in this channel")
        raise InputError(phrase("the last reply"), nothing, phrase("Name a topic, or ask something first."))
    return found.proof


async def _briefed(interaction: discord.Interaction[Dateline], topic: str) -> Proof:
    question = asked(interaction, "brief", {"topic": topic, "length": _LENGTH})
    finding = await at_work(interaction, interaction.client.workers.enquire(question))
    told = of_finding(finding).told
    if told is None:
        raise InputError(phrase("“{text}”", text=topic), phrase("the articles kept here hold no evidence"))
    return vouch(told, finding.digests)
