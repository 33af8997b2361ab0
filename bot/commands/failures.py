"""The one listener for what fails in a command: a clear sentence to the one who asked, a record to the log."""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot.commands.telling import BESIDE, PRIVATELY, tell, words
from bot.errors import DatelineError, LedgerError
from bot.layouts import layout
from bot.messages import Accent, Message, of_error
from bot.messages.manners import of_wait
from bot.permissions import permission
from bot.phrases import phrase
from corpus.errors import CorpusError, StoreError

if TYPE_CHECKING:
    from bot.client import Dateline

_LOG = logging.getLogger(__name__)

#: Discord's codes for an interaction that ran out or was answered elsewhere.
#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK, _INVALID_TOKEN = 10062, 40060, 10015, 50027
#: … and for a place of the answer that was deleted meanwhile.
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
_TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
_PLACEHOLDER = phrase("This could not be answered.")
_TOO_LATE = frozenset(
    {
        *(_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK, _INVALID_TOKEN),
        *(_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE),
    }
)


async def on_error(interaction: discord.Interaction[Dateline], error: Exception) -> None:
    """Tell what failed, to the one who asked alone."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE:
        _LOG.warning("An interaction ran out, or its place is gone, before it was answered: %s", cause)
        return
    known = explained(cause)
    if known is None:
        _LOG.error("Command %s failed (%s)", _name(interaction), interaction.id, exc_info=cause)
        known = DatelineError(
            phrase("this command"),
            phrase("failed for a reason nobody foresaw"),
            phrase("It is in the bot's log under {id}.", id=str(interaction.id)),
        )
    else:
        _LOG.warning("Command %s: %s", _name(interaction), cause)
    message = of_error(known, words(interaction))
    if isinstance(cause, app_commands.CommandOnCooldown):
        message = of_wait(interaction.client.clock() + timedelta(seconds=cause.retry_after), words(interaction))
    try:
        await _tell_privately(interaction, message)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _LOG.warning("The failure could not be told either: %s", failure)


def explained(cause: BaseException) -> DatelineError | None:
    """Say in a member's words what failed; None for what nobody foresaw. Paths are the operator's, and stay out."""
    if isinstance(cause, (StoreError, LedgerError)):
        return DatelineError(phrase("the database"), cause.reason, getattr(cause, "remedy", ""))
    if isinstance(cause, DatelineError):
        return cause
    if isinstance(cause, CorpusError):
        return DatelineError(cause.subject, cause.reason)
    return _misused(cause)


def _misused(cause: BaseException) -> DatelineError | None:
    command = phrase("this command")
    if isinstance(cause, discord.HTTPException):
        return _refused(cause)
    if isinstance(cause, app_commands.BotMissingPermissions):
        missing = tuple(permission(name) for name in cause.missing_permissions)
        needed = phrase("may not do this here: it needs {permissions}", permissions=missing)
        return DatelineError(phrase("the bot"), needed, phrase("Someone who manages roles can grant it."))
    if isinstance(cause, app_commands.CommandOnCooldown):
        wait = phrase("please wait {seconds} s", seconds=ceil(cause.retry_after))
        return DatelineError(phrase("that was quick"), wait)
    if isinstance(cause, app_commands.CheckFailure):
        right = phrase("It needs the right to manage the server.")
        return DatelineError(command, phrase("is not for you here"), right)
    if isinstance(cause, app_commands.TransformerError):
        typed = phrase("“{text}”", text=str(cause.value))
        return DatelineError(typed, phrase("can't be read"), phrase("See /help for examples."))
    if isinstance(cause, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        changed = phrase("has changed since Discord learnt it")
        return DatelineError(command, changed, phrase("Try again in some minutes."))
    return None


def _refused(cause: discord.HTTPException) -> DatelineError | None:
    """Say what Discord did not take."""
    if isinstance(cause, discord.Forbidden):
        lacking = phrase("does not let the bot answer here: it lacks View Channel, Send Messages or Attach Files")
        return DatelineError(phrase("Discord"), lacking, phrase("Someone who manages this channel can grant them."))
    if isinstance(cause, discord.DiscordServerError):
        return DatelineError(phrase("Discord"), phrase("has trouble and took no answer"), phrase("Please try again."))
    if cause.status == _TOO_MANY:
        slow = phrase("asks the bot to slow down")
        return DatelineError(phrase("Discord"), slow, phrase("Please try again in a minute."))
    return None


def _name(interaction: discord.Interaction[Dateline]) -> str:
    return interaction.command.qualified_name if interaction.command else "(unknown)"


async def _tell_privately(interaction: discord.Interaction[Dateline], message: Message) -> None:
    view, nobody = layout(message), discord.AllowedMentions.none()
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=nobody)
        return
    if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        # What could be edited is the message whose button was pressed, and that is to stay.
        interaction.extras[BESIDE] = True
        await tell(interaction, message)
        return
    if interaction.extras.get(PRIVATELY):
        await interaction.edit_original_response(view=view, allowed_mentions=nobody)
        return
    # A public "thinking" can't become private, and the first follow-up only fills it. So it is filled with a word,
    # the private follow-up is sent, and the word goes away.
    placeholder = Message((f"-# {words(interaction).say(_PLACEHOLDER)}",), Accent.ERROR)
    await interaction.edit_original_response(view=layout(placeholder), allowed_mentions=nobody)
    await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=nobody)
    await interaction.delete_original_response()
