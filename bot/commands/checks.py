"""Permission checks, option validation and the error handler shared by all commands."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import AppCommandOptionType, app_commands

from bot.commands.responses import (
    AS_FOLLOWUP,
    EPHEMERAL,
    get_scope,
    get_translator,
    replace_public_response,
    send_result,
)
from bot.errors import DatelineError, InputError, LedgerError
from bot.locales import get_permission_name, ngettext_
from bot.locales.messages import _
from bot.models.message import MAX_CHOICE_LENGTH, MAX_COMMAND_CHOICES, Accent, Message
from bot.rendering import ChannelPermissions, render_cooldown, render_error, to_view, truncate
from corpus.errors import CorpusError, NotStored, StoreError
from corpus.models import replace_surrogates

if TYPE_CHECKING:
    from bot.client.client import Dateline


_LOG = logging.getLogger(__name__)

#: Discord's error codes for an interaction that expired or was already acknowledged.
#: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK, _INVALID_TOKEN = 10062, 40060, 10015, 50027
#: Discord's error codes for a channel or message that was deleted meanwhile.
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
_TOO_MANY_REQUESTS = HTTPStatus.TOO_MANY_REQUESTS
_PLACEHOLDER_TEXT = _("I couldn't answer this.")
_EXPIRED_CODES = frozenset(
    {
        *(_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK, _INVALID_TOKEN),
        *(_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE),
    }
)


async def on_app_command_error(interaction: discord.Interaction[Dateline], error: Exception) -> None:
    """Report *error* to the member who invoked the command, visible only to them."""
    try:
        await _report_error(interaction, error)
    finally:
        interaction.client.interactions.note_answered(interaction)


async def _report_error(interaction: discord.Interaction[Dateline], error: Exception) -> None:
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in _EXPIRED_CODES:
        _LOG.warning("An interaction ran out, or its place is gone, before it was answered: %s", cause)
        return
    described = describe_failure(cause, " ".join(("Command", _get_command_name(interaction))), interaction.id)
    message = render_error(described, get_translator(interaction))
    if isinstance(cause, app_commands.CommandOnCooldown):
        message = render_cooldown(
            interaction.client.clock() + timedelta(seconds=cause.retry_after), get_translator(interaction)
        )
    try:
        await _send_privately(interaction, message)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _LOG.warning("I couldn't report the failure either: %s", failure)


def describe_failure(cause: Exception, source: str, number: int) -> DatelineError:
    """Log *cause*, the failure of *source* with Discord's id *number*; return the error to show to the member."""
    described = describe_error(cause)
    if described is not None:
        _LOG.warning("%s: %s", source, cause)
        return described
    _LOG.error("%s failed (%s)", source, number, exc_info=cause)
    hint = _("Whoever runs the bot can find it in the log under {id}.", id=str(number))
    return DatelineError("command", _("Something went wrong on my side."), hint)


def describe_error(cause: BaseException) -> DatelineError | None:
    """
    Return the error to show to the member, or None if *cause* is unexpected.

    File paths concern only the operator, so database errors are shown without them.
    """
    if isinstance(cause, (StoreError, LedgerError)) and not isinstance(cause, NotStored):
        reason = _("I can't use the database: {reason}.", reason=cause.reason)
        return DatelineError("database", reason, getattr(cause, "remedy", ""))
    if isinstance(cause, DatelineError):
        return cause
    if isinstance(cause, CorpusError):
        return DatelineError(cause.subject, cause.text)
    return _describe_discord_error(cause)


def _describe_discord_error(cause: BaseException) -> DatelineError | None:
    command = "command"
    if isinstance(cause, discord.HTTPException):
        return _describe_http_error(cause)
    if isinstance(cause, app_commands.BotMissingPermissions):
        missing = tuple(get_permission_name(name) for name in cause.missing_permissions)
        needed = _("I can't do this here without {permissions}.", permissions=missing)
        return DatelineError("permissions", needed, _("Someone who manages roles can give it to me."))
    if isinstance(cause, app_commands.CommandOnCooldown):
        wait = ngettext_(
            "That was quick. Please wait {number} second.",
            "That was quick. Please wait {number} seconds.",
            ceil(cause.retry_after),
        )
        return DatelineError(command, wait)
    if isinstance(cause, app_commands.CheckFailure):
        remedy = _("It needs the Manage Server permission.")
        return DatelineError(command, _("You can't use this command here."), remedy)
    if isinstance(cause, app_commands.TransformerError):
        typed = str(cause.value)
        return DatelineError(typed, _("I can't read “{text}”.", text=typed), _("See /help for examples."))
    if isinstance(cause, app_commands.CommandSignatureMismatch | app_commands.CommandNotFound):
        changed = _("This command has changed, and Discord still shows the old version.")
        return DatelineError(command, changed, _("Try again in a few minutes."))
    return None


def _describe_http_error(cause: discord.HTTPException) -> DatelineError | None:
    """Return the error for a failed request to Discord, or None if it is unexpected."""
    if isinstance(cause, discord.Forbidden):
        lacking = _("I can't answer here without View Channel, Send Messages and Attach Files.")
        return DatelineError("permissions", lacking, _("Someone who manages this channel can give them to me."))
    if isinstance(cause, discord.DiscordServerError):
        return DatelineError("Discord", _("Discord is having trouble."), _("Please try again."))
    if cause.status == _TOO_MANY_REQUESTS:
        slow = _("Discord asked me to slow down.")
        return DatelineError("Discord", slow, _("Please try again in a minute."))
    return None


def _get_command_name(interaction: discord.Interaction[Dateline]) -> str:
    return interaction.command.qualified_name if interaction.command else "(unknown)"


async def _send_privately(interaction: discord.Interaction[Dateline], message: Message) -> None:
    view, no_mentions = to_view(message), discord.AllowedMentions.none()
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=no_mentions)
        return
    if interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        # Editing the response would replace the message whose component was used.
        interaction.extras[AS_FOLLOWUP] = True
        await send_result(interaction, message)
        return
    if interaction.extras.get(EPHEMERAL):
        await interaction.edit_original_response(view=view, allowed_mentions=no_mentions)
        return
    placeholder = f"-# {get_translator(interaction).translate(_PLACEHOLDER_TEXT)}"
    await replace_public_response(interaction, message, Message((placeholder,), Accent.ERROR))


#: Seconds that a background task may take: polling many feeds, or re-annotating many articles.
BACKGROUND_TASK_TIMEOUT = 900.0


class GuildAdminGroup(app_commands.Group):
    """Guild-only command group, for members who may manage the guild unless the guild's settings say otherwise."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            name=name,
            description=description,
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )


async def require_command_access(interaction: discord.Interaction[Dateline], command: str) -> str:
    """
    Return the guild's scope if the member who used a component may use its *command* at this moment.

    Discord has checked who runs a command, but not who presses a button under its answer. Those who manage the guild
    may, and those whom its settings allow the command (*Server Settings* → *Integrations*).

    Raises:
        MissingPermissions: If the member may not.
        InputError: If the bot is not a member of the guild.
    """
    scope = require_guild(interaction)
    if not interaction.permissions.manage_guild and not await _is_allowed_by_settings(interaction, command):
        raise app_commands.MissingPermissions(["manage_guild"])
    return scope


#: https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object
_CHANNEL_ENTRY = 3


async def _is_allowed_by_settings(interaction: discord.Interaction[Dateline], command: str) -> bool:
    """Return whether the guild's settings allow the member *command*: themselves, by a role, or everyone."""
    client, guild, member = interaction.client, interaction.guild_id, interaction.user
    command_id, application = client.command_ids.get(command), interaction.application_id
    if command_id is None or guild is None or not isinstance(member, discord.Member):
        return False
    try:
        settings = await client.http.get_application_command_permissions(application, guild, int(command_id))
    except discord.NotFound:  # nobody has changed the command's defaults
        return False
    # The first channel of an old guild has the guild's id, as @everyone has.
    entries = [entry for entry in settings["permissions"] if entry["type"] != _CHANNEL_ENTRY]
    allowed = {int(entry["id"]): entry["permission"] for entry in entries}
    if member.id in allowed:
        return allowed[member.id]
    of_roles = [allowed[role.id] for role in member.roles if role.id in allowed and role.id != guild]
    return any(of_roles) if of_roles else allowed.get(guild, False)


def require_manage_guild(interaction: discord.Interaction[Dateline]) -> str:
    """
    Return the guild's scope if the member may manage the guild, as parts of commands for everyone require.

    Raises:
        MissingPermissions: If the member may not.
        InputError: If the bot is not a member of the guild.
    """
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return require_guild(interaction)


def require_guild(interaction: discord.Interaction[Dateline]) -> str:
    """
    Return the guild's scope.

    Raises:
        InputError: If the bot is not a member of the guild.
    """
    guild = get_scope(interaction)
    if not guild:
        reason = _("This command only works in servers that have added me.")
        raise InputError("command", reason, _("Add me to this server first."))
    return guild


@asynccontextmanager
async def exclusive_guild_task(interaction: discord.Interaction[Dateline], guild: str) -> AsyncIterator[None]:
    """
    Allow each guild one long task at a time, so that no guild blocks the others.

    Raises:
        InputError: If the guild already has one running.
    """
    busy = interaction.client.busy_guilds
    if guild in busy:
        reason = _("I'm still working on this server's last command.")
        raise InputError("bot", reason, _("Try again in a minute."))
    busy.add(guild)
    try:
        yield
    finally:
        busy.discard(guild)


async def filter_choices(pairs: Awaitable[Iterable[tuple[str, str]]], typed: str) -> list[app_commands.Choice[str]]:
    """
    Return the choices whose label contains *typed*, from *pairs* of label and value.

    If *pairs* can't be loaded, return none: only the command itself can show an error.
    """
    try:
        choices = await pairs
    except (DatelineError, CorpusError) as error:
        _LOG.warning("Nothing to offer while typing: %s", error)
        return []
    query = typed.casefold().strip()
    matching = [(truncate(name, MAX_CHOICE_LENGTH), value) for name, value in choices if query in name.casefold()]
    sendable = [(name, value) for name, value in matching if name and 0 < len(value) <= MAX_CHOICE_LENGTH]
    return [app_commands.Choice(name=name, value=value) for name, value in sendable[:MAX_COMMAND_CHOICES]]


#: Maximum number of roles to name that can grant missing permissions.
_MAX_GRANTING_ROLES = 3
#: Names as in Discord's own settings.
_PERMISSION_NAMES = {
    "view_channel": _("View Channel"),
    "send_messages": _("Send Messages"),
    "send_messages_in_threads": _("Send Messages in Threads"),
    "read_message_history": _("Read Message History"),
}


def get_channel_permissions(guild: discord.Guild | None, channel: int) -> ChannelPermissions:
    """Return the bot's permissions in *channel* of *guild*, and the roles that can change them."""
    target = guild.get_channel_or_thread(channel) if guild else None
    if guild is None or not isinstance(target, discord.TextChannel | discord.Thread | discord.ForumChannel):
        return ChannelPermissions(known=False)
    permissions = target.permissions_for(guild.me)
    send = "send_messages_in_threads" if isinstance(target, discord.Thread) else "send_messages"
    granted = tuple(
        (_PERMISSION_NAMES[name], bool(getattr(permissions, name)))
        for name in ("view_channel", send, "read_message_history")
    )
    return ChannelPermissions(granted, _list_granting_roles(guild))


def _list_granting_roles(guild: discord.Guild) -> tuple[str, ...]:
    granting = [role for role in guild.roles if role.permissions.manage_roles or role.permissions.administrator]
    return tuple(role.name for role in granting if role not in guild.me.roles)[:_MAX_GRANTING_ROLES]


AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

#: Types to which discord.py converts the values of each option type.
_OPTION_TYPES: dict[AppCommandOptionType, tuple[type, ...]] = {
    AppCommandOptionType.string: (str,),
    AppCommandOptionType.integer: (int,),
    AppCommandOptionType.boolean: (bool,),
    AppCommandOptionType.number: (int, float),
    AppCommandOptionType.channel: (app_commands.AppCommandChannel, app_commands.AppCommandThread),
    AppCommandOptionType.attachment: (discord.Attachment,),
}


def add_signature_checks(commands: Iterable[AnyCommand]) -> None:
    """Make each of *commands* validate its options before it runs."""
    for command in commands:
        leaves = command.walk_commands() if isinstance(command, app_commands.Group) else (command,)
        for leaf in leaves:
            # Commands are module globals: another client in this process may have added the check already.
            if isinstance(leaf, app_commands.Command) and check_signature not in leaf.checks:
                leaf.add_check(check_signature)


def check_signature(interaction: discord.Interaction[Dateline]) -> bool:
    """
    Return True if all options fit this version of the command in type, choices and length.

    Discord validates them only against the version that it knows, and discord.py does not validate them at all. Lone
    surrogates are replaced.

    Raises:
        CommandSignatureMismatch: If an option does not fit.
    """
    command, values = interaction.command, vars(interaction.namespace)
    assert isinstance(command, app_commands.Command)  # noqa: S101  # only these have options
    for parameter in command.parameters:
        value = values.get(parameter.display_name)
        if value is None:
            continue
        if isinstance(value, str):
            values[parameter.display_name] = value = replace_surrogates(value)
        if not _is_valid_value(parameter, value):
            raise app_commands.CommandSignatureMismatch(command)
    return True


def _is_valid_value(parameter: app_commands.Parameter, value: object) -> bool:
    types = _OPTION_TYPES.get(parameter.type, (object,))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return False
    if parameter.choices:
        return value in [choice.value for choice in parameter.choices]
    size = len(value) if isinstance(value, str) else value
    if not isinstance(size, int | float):
        return True
    minimum, maximum = parameter.min_value, parameter.max_value
    return (minimum is None or size >= minimum) and (maximum is None or size <= maximum)
