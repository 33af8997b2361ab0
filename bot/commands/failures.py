"""The one listener for what fails in a command: a clear sentence to the one who asked, a record to the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot.commands.telling import PRIVATELY
from bot.errors import DatelineError, LedgerError
from bot.layouts import layout
from bot.messages import Accent, Message, of_error
from corpus.errors import CorpusError, StoreError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

#: Discord's codes for an interaction that ran out or was answered elsewhere.
#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK = 10062, 40060, 10015
_PLACEHOLDER = Message(("-# This could not be answered.",), Accent.ERROR)
_TOO_LATE = frozenset({_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK})


async def on_error(interaction: discord.Interaction[Dateline], error: Exception) -> None:
    """Tell what failed, to the one who asked alone."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE:
        _LOG.warning("An interaction ran out before it was answered: %s", cause)
        return
    known = explained(cause)
    if known is None:
        _LOG.error("Command %s failed (%s)", _name(interaction), interaction.id, exc_info=cause)
        known = DatelineError(
            "this command", "failed for a reason nobody foresaw", f"It is in the bot's log under {interaction.id}."
        )
    else:
        _LOG.warning("Command %s: %s", _name(interaction), cause)
    try:
        await _tell_privately(interaction, of_error(known))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _LOG.warning("The failure could not be told either: %s", failure)


def explained(cause: BaseException) -> DatelineError | None:
    """Say in a member's words what failed; None for what nobody foresaw. Paths are the operator's, and stay out."""
    if isinstance(cause, (StoreError, LedgerError)):
        return DatelineError("the database", cause.reason, getattr(cause, "remedy", ""))
    if isinstance(cause, DatelineError):
        return cause
    if isinstance(cause, CorpusError):
        return DatelineError(cause.subject, cause.reason)
    return _misused(cause)


def _misused(cause: BaseException) -> DatelineError | None:
    if isinstance(cause, app_commands.BotMissingPermissions):
        missing = ", ".join(name.replace("_", " ") for name in cause.missing_permissions)
        return DatelineError(
            "the bot", f"may not do this here: it needs {missing}", "Someone who manages roles can grant it."
        )
    if isinstance(cause, app_commands.CommandOnCooldown):
        return DatelineError("that was quick", f"please wait {cause.retry_after:.0f} s")
    if isinstance(cause, app_commands.CheckFailure):
        return DatelineError("this command", "is not for you here", "It needs the right to manage the server.")
    if isinstance(cause, app_commands.TransformerError):
        return DatelineError(f"“{cause.value}”", "can't be read", "See /help for examples.")
    if isinstance(cause, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        return DatelineError("this command", "has changed since Discord learnt it", "Try again in some minutes.")
    return None


def _name(interaction: discord.Interaction[Dateline]) -> str:
    return interaction.command.qualified_name if interaction.command else "(unknown)"


async def _tell_privately(interaction: discord.Interaction[Dateline], message: Message) -> None:
    view, nobody = layout(message), discord.AllowedMentions.none()
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=nobody)
        return
    if interaction.extras.get(PRIVATELY):
        await interaction.edit_original_response(view=view, allowed_mentions=nobody)
        return
    # A public "thinking" can't become private, and the first follow-up only fills it. So it is filled with a word,
    # the private follow-up is sent, and the word goes away.
    await interaction.edit_original_response(view=layout(_PLACEHOLDER), allowed_mentions=nobody)
    await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=nobody)
    await interaction.delete_original_response()
