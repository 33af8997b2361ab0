"""From a question to a kept reply: asked of the workers, laid out, kept, shown with its buttons."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands

from bot.books.shown import Shown, new_key
from bot.commands.pacing import paced
from bot.commands.telling import BESIDE, PRIVATELY, at_work, attend, scope, tell, words
from bot.errors import LedgerError
from bot.findings import Argument, Asked, Day, Finding
from bot.messages import Message, dumps
from bot.messages.found import of_finding
from bot.messages.handles import Offer, handles
from bot.messages.leaves import Leaf
from bot.messages.manners import of_end
from briefings.model import Answer
from briefings.proof import Proof, vouch
from corpus.model import QuotationKind

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

Command = TypeVar("Command", bound="app_commands.Command[Any, ..., None] | app_commands.ContextMenu")


def everywhere(command: Command) -> Command:
    """Let a command be used in servers, in direct conversations, and by those who installed the bot for themselves."""
    app_commands.allowed_installs(guilds=True, users=True)(command)
    app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    command.add_check(paced)
    return command


def asked(interaction: discord.Interaction[Dateline], command: str, arguments: Mapping[str, Argument]) -> Asked:
    """Say what was asked, options that were left out aside."""
    given = {name: value for name, value in arguments.items() if value not in ("", False)}
    return Asked(command, given, scope(interaction), interaction.client.today())


async def answer(interaction: discord.Interaction[Dateline], command: str, /, **arguments: Argument) -> None:
    """Answer a slash command."""
    await attend(interaction)
    await reply(interaction, asked(interaction, command, arguments))


async def reply(
    interaction: discord.Interaction[Dateline], question: Asked, *, page: int = 1, before: str = ""
) -> None:
    """
    Find an answer and show it.

    Args:
        interaction: Already acknowledged.
        question: What is asked.
        page: Which page to show.
        before: Key of the reply that this one goes on from, or ``""``; what it told is not told again.
    """
    client = interaction.client
    told = await client.books.do(lambda books: books.shown.told(before)) if before else ()
    finding = await at_work(interaction, client.workers.enquire(question, told))
    await tell(interaction, await laid_out(interaction, question, finding, page, before))


async def laid_out(
    interaction: discord.Interaction[Dateline], question: Asked, finding: Finding, page: int = 1, before: str = ""
) -> Message:
    """Lay a finding out as one page, keep what it shows, and give it with its controls."""
    voice = words(interaction)
    leaf = of_finding(finding, page, voice, await _quoted(interaction, question, finding))
    if before and leaf.told is None:
        return of_end(voice)
    proof = vouch(leaf.told, finding.digests) if leaf.told else None
    shown = _shown(interaction, question, leaf, proof, before)
    offers = _offers(shown, finding, leaf)
    if proof is None and leaf.pages == 1 and not offers:
        return leaf.message
    try:
        await interaction.client.books.do(lambda books: books.shown.keep(shown))
    except LedgerError as error:
        # An answer without buttons is better than none.
        _LOG.warning("A reply is shown without buttons, as it can't be kept: %s", error)
        return leaf.message
    return controlled(leaf.message, shown, offers, interaction)


def controlled(
    message: Message, shown: Shown, offers: list[Offer], interaction: discord.Interaction[Dateline]
) -> Message:
    """Give *message* with the controls that find *shown* again."""
    exhibits = shown.proof.exhibits if shown.proof else ()
    controls = handles(shown.key, exhibits, offers, shown.page, shown.pages, words(interaction))
    return replace(message, controls=controls)


async def _quoted(
    interaction: discord.Interaction[Dateline], question: Asked, finding: Finding
) -> tuple[tuple[int, int], ...]:
    """Look up which sentences of an article were quoted here before."""
    citation = getattr(finding.reply, "citation", None)
    if citation is None:
        return ()
    return await interaction.client.books.do(lambda books: books.shown.quoted(citation.key, question.scope))


def _shown(
    interaction: discord.Interaction[Dateline], question: Asked, leaf: Leaf, proof: Proof | None, before: str
) -> Shown:
    private = bool(interaction.extras.get(PRIVATELY) or interaction.extras.get(BESIDE)) or not interaction.guild_id
    return Shown(
        question,
        str(interaction.guild_id or ""),
        interaction.channel_id or 0,
        interaction.user.id,
        private,
        dumps(leaf.message),
        interaction.client.clock(),
        proof,
        before,
        leaf.page,
        leaf.pages,
        new_key(),
    )


def _offers(shown: Shown, finding: Finding, leaf: Leaf) -> list[Offer]:
    """List what else can be done with a reply; nothing that would come to nothing."""
    offers = [offer for offer, fits in _OFFERS if fits(shown.asked, finding, leaf)]
    if shown.private and shown.guild and (leaf.told or leaf.message.files or leaf.pages > 1):
        offers.append(Offer.SHARE)
    return offers


#: Commands that are answered with the best sentences, of which there may be more.
_RANKED = frozenset({"brief", "ask", "who", "when"})


def _more(question: Asked, finding: Finding, leaf: Leaf) -> bool:
    if leaf.told is None or question.command not in _RANKED:
        return False
    answer = finding.reply.answer if isinstance(finding.reply, Day) else finding.reply
    found = len(answer.points) if isinstance(answer, Answer) else 0
    return question.command == "brief" or finding.left > 0 or len(leaf.told.points) < found


def _quotes(question: Asked, _finding: Finding, leaf: Leaf) -> bool:
    told = leaf.told.points if leaf.told else ()
    return (
        question.command in _RANKED
        and not question.arguments.get("quotes")
        and any(one.kind is not QuotationKind.REPORTED for point in told for one in point.passage.quotations)
    )


def _timeline(question: Asked, _finding: Finding, leaf: Leaf) -> bool:
    return question.command in {*_RANKED, "said"} and leaf.told is not None


def _chart(question: Asked, _finding: Finding, leaf: Leaf) -> bool:
    if question.command != "timeline" or leaf.told is None:
        return False
    return not question.text("actor") or len(leaf.told.request.actors) == 1


_Fits = Callable[[Asked, Finding, Leaf], bool]
_OFFERS: tuple[tuple[Offer, _Fits], ...] = (
    (Offer.MORE, _more),
    (Offer.QUOTES, _quotes),
    (Offer.TIMELINE, _timeline),
    (Offer.CHART, _chart),
)
