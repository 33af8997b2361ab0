"""The buttons beneath replies: what goes on from what was shown, also after a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.books.shown import Shown, new_key
from bot.commands.pressing import deed, number, one_chosen
from bot.commands.replying import controlled, laid_out, reply
from bot.commands.telling import BESIDE, at_work, hold, scope, tell, words
from bot.errors import InputError
from bot.findings import Argument, Asked
from bot.layouts import attached, layout
from bot.messages import Message, loads
from bot.messages.checks import of_examined
from bot.messages.handles import Offer
from bot.messages.manners import shared_by
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.client import Dateline


@deed("check")
async def check(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Show the sentence that was chosen in its paragraph, and whether it holds."""
    await hold(interaction)
    shown = await _shown(interaction, key)
    place = number(one_chosen(interaction))
    if shown.proof is None or not 1 <= place <= len(shown.proof.exhibits):
        raise _gone()
    client = interaction.client
    work = client.workers.examine(scope=shown.asked.scope, proof=shown.proof, number=place)
    examined = await at_work(interaction, work)
    await tell(interaction, of_examined(examined, client.clock(), words(interaction)))


@deed(Offer.MORE)
async def more(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Give the sentences that come next, none of those told before."""
    await hold(interaction)
    shown = await _shown(interaction, key)
    await reply(interaction, shown.asked, before=key)


@deed(Offer.QUOTES)
async def quotes(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Answer the same from quotations alone."""
    await hold(interaction)
    question = (await _shown(interaction, key)).asked
    await reply(interaction, replace(question, arguments={**question.arguments, "quotes": True}))


@deed(Offer.TIMELINE)
async def timeline(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Tell the days of what was asked about."""
    await hold(interaction)
    question = (await _shown(interaction, key)).asked
    await reply(interaction, replace(question, command="timeline", arguments=_TIMELINES[question.command](question)))


@deed(Offer.CHART)
async def chart(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Draw the days of a timeline."""
    await hold(interaction)
    question = (await _shown(interaction, key)).asked
    name = question.text("actor")
    arguments: dict[str, Argument] = {"kind": "actor", "actor": name} if name else {"kind": "coverage"}
    await reply(interaction, replace(question, command="chart", arguments=arguments))


@deed("page")
async def page(interaction: discord.Interaction[Dateline], key: str, page: int) -> None:
    """Turn the page: in place for the one who asked, beside it for all others."""
    await hold(interaction)
    shown = await _shown(interaction, key)
    if shown.member == interaction.user.id or shown.private:
        interaction.extras[BESIDE] = False
    await reply(interaction, shown.asked, page=page)


@deed(Offer.SHARE)
async def share(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Post a private answer for all in the channel, by whoever may write there."""
    await hold(interaction)
    shown = await _shown(interaction, key)
    _may_write(interaction)
    message = await _again(interaction, shown)
    public = replace(shown, private=False, member=interaction.user.id, key=new_key(), at=interaction.client.clock())
    await interaction.client.books.do(lambda books: books.shown.keep(public))
    told = controlled(shared_by(message, interaction.user.id, words(interaction)), public, [], interaction)
    await interaction.followup.send(
        view=layout(told), files=attached(told), allowed_mentions=discord.AllowedMentions.none()
    )
    await _disable(interaction, f"{Offer.SHARE}:{key}")


async def _again(interaction: discord.Interaction[Dateline], shown: Shown) -> Message:
    """Give the words as they were shown; a picture is drawn again."""
    if shown.asked.command != "chart":
        return loads(shown.message)
    finding = await at_work(interaction, interaction.client.workers.enquire(shown.asked))
    return replace(await laid_out(interaction, shown.asked, finding), controls=())


def _may_write(interaction: discord.Interaction[Dateline]) -> None:
    """
    Check that the one who pressed may post here.

    Raises:
        InputError: If they may not.
    """
    in_thread = isinstance(interaction.channel, discord.Thread)
    held, needed = interaction.permissions, phrase("Send Messages in Threads") if in_thread else phrase("Send Messages")
    may = held.send_messages_in_threads if in_thread else held.send_messages
    if not interaction.is_guild_integration() and not held.use_external_apps:
        may, needed = False, phrase("Use External Apps")
    if not may:
        reason = phrase("you need the permission “{permission}” in this channel", permission=needed)
        raise InputError(
            phrase("sharing"), reason, phrase("Someone who manages the channel's permissions can grant it.")
        )


async def _shown(interaction: discord.Interaction[Dateline], key: str) -> Shown:
    """
    Find what the pressed button belongs to; where that is gone, its message is disabled for all to see.

    Raises:
        InputError: If it is not kept any more, or was of another server's articles.
    """
    found = await interaction.client.books.do(lambda books: books.shown.find(key))
    if found is None or found.asked.scope not in {"", scope(interaction)}:
        await _disable(interaction)
        raise _gone()
    return found


def _gone() -> InputError:
    return InputError(phrase("this reply"), phrase("is not kept any more"), phrase("Ask again."))


async def _disable(interaction: discord.Interaction[Dateline], only: str = "") -> None:
    """Disable the controls of the message whose button was pressed, or the one of this id."""
    if interaction.message is None:
        return
    view = ui.LayoutView.from_message(interaction.message, timeout=None)
    for item in view.walk_children():
        control: Any = item
        if hasattr(control, "disabled") and only in {"", control.custom_id}:
            control.disabled = True
    view.stop()
    await interaction.edit_original_response(view=view)


def _about(*names: str) -> Callable[[Asked], dict[str, Argument]]:
    """Make a timeline's options from the first of the options *names* that was given."""

    def options(question: Asked) -> dict[str, Argument]:
        words = next((question.text(name) for name in names if question.text(name)), "")
        return {"actor": words} if words else {}

    return options


def _days(question: Asked) -> dict[str, Argument]:
    return {"from": question.text("date"), "to": question.text("date")}


_TIMELINES: dict[str, Callable[[Asked], dict[str, Argument]]] = {
    "brief": _about("topic"),
    "ask": _about("question"),
    "who": _about("actor"),
    "said": _about("actor"),
    "when": _days,
}
