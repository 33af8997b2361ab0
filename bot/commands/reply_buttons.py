"""Buttons and menus under replies, which keep working after a restart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.commands.components import component_handler, get_selected_value, parse_number
from bot.commands.responses import (
    AS_FOLLOWUP,
    attach_components,
    defer_component,
    get_reply_context,
    get_scope,
    get_translator,
    localize_chart,
    render_reply,
    send_query,
    send_result,
    with_progress_notice,
)
from bot.db import ReplyRecord, generate_key
from bot.errors import InputError
from bot.locales.messages import _
from bot.models.message import Message, load_message_text
from bot.models.query import ArgumentValue, QueryRequest
from bot.rendering import ReplyAction, add_shared_by, render_sentence_check, to_files, to_view
from bot.services.query_service import QUERY_COMMANDS, execute_query
from bot.services.quote_check import check_sentence

if TYPE_CHECKING:
    from bot.client.client import Dateline


@component_handler("check")
async def show_sentence_check(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Show the selected sentence in its paragraph, and whether it is verified."""
    await defer_component(interaction)
    reply = await _find_reply(interaction, key)
    number = parse_number(get_selected_value(interaction))
    if reply.proof is None or not 1 <= number <= len(reply.proof.sentences):
        raise _build_expired_error()
    client = interaction.client
    work = client.workers.run(check_sentence, reply.proof, number, reply.request.scope)
    examined = await with_progress_notice(interaction, work)
    await send_result(interaction, render_sentence_check(examined, client.clock(), get_translator(interaction)))


@component_handler(ReplyAction.MORE)
async def show_more(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Send the next sentences, without those already shown."""
    await defer_component(interaction)
    reply = await _find_reply(interaction, key)
    await send_query(interaction, reply.request, before=key)


@component_handler(ReplyAction.QUOTES)
async def show_only_quotes(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Run the same query on quotations only."""
    await defer_component(interaction)
    request = (await _find_reply(interaction, key)).request
    await send_query(interaction, replace(request, arguments={**request.arguments, "quotes": True}))


@component_handler(ReplyAction.TIMELINE)
async def show_timeline(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Show a timeline for the subject of the query."""
    await defer_component(interaction)
    request = (await _find_reply(interaction, key)).request
    await send_query(interaction, replace(request, command="timeline", arguments=_build_timeline_options(request)))


@component_handler(ReplyAction.CHART)
async def show_chart(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Draw a chart for a timeline."""
    await defer_component(interaction)
    request = (await _find_reply(interaction, key)).request
    name = request.get_text("actor")
    arguments: dict[str, ArgumentValue] = {"kind": "actor", "actor": name} if name else {"kind": "coverage"}
    arguments |= _get_as_of(request)
    await send_query(interaction, replace(request, command="chart", arguments=arguments))


@component_handler("page")
async def show_page(interaction: discord.Interaction[Dateline], key: str, page: int) -> None:
    """Show another page: in place for the member who asked, as a follow-up for everyone else."""
    await defer_component(interaction)
    reply = await _find_reply(interaction, key)
    if reply.member == interaction.user.id or reply.private:
        interaction.extras[AS_FOLLOWUP] = False
    await send_query(interaction, reply.request, page=page)


@component_handler(ReplyAction.SHARE)
async def share_reply(interaction: discord.Interaction[Dateline], key: str) -> None:
    """Post a private reply publicly in the channel, if the member may send messages there."""
    await defer_component(interaction)
    reply = await _find_reply(interaction, key)
    _require_send_permission(interaction)
    message = await _restore_message(interaction, reply)
    public = replace(
        reply, private=False, member=interaction.user.id, key=generate_key(), at=interaction.client.clock()
    )
    await interaction.client.database.run(lambda db: db.replies.save(public))
    shared = attach_components(
        add_shared_by(message, interaction.user.id, get_translator(interaction)),
        public,
        [],
        get_translator(interaction),
    )
    await interaction.followup.send(
        view=to_view(shared), files=to_files(shared), allowed_mentions=discord.AllowedMentions.none()
    )
    await _disable_components(interaction, f"{ReplyAction.SHARE}:{key}")


async def _restore_message(interaction: discord.Interaction[Dateline], reply: ReplyRecord) -> Message:
    """Return the message as it was shown; a chart is drawn again."""
    if reply.request.command != "chart":
        return load_message_text(reply.message)
    request = localize_chart(reply.request, get_translator(interaction))
    result = await with_progress_notice(interaction, interaction.client.workers.run(execute_query, request))
    return replace(await render_reply(get_reply_context(interaction), request, result), controls=())


def _require_send_permission(interaction: discord.Interaction[Dateline]) -> None:
    """
    Check that the member who used the button may send messages here.

    Raises:
        InputError: If the member may not.
    """
    in_thread = isinstance(interaction.channel, discord.Thread)
    permissions, needed = interaction.permissions, _("Send Messages in Threads") if in_thread else _("Send Messages")
    allowed = permissions.send_messages_in_threads if in_thread else permissions.send_messages
    if not interaction.is_guild_integration() and not permissions.use_external_apps:
        allowed, needed = False, _("Use External Apps")
    if not allowed:
        reason = _("To share, you need the permission “{permission}” in this channel.", permission=needed)
        raise InputError("sharing", reason, _("Someone who manages the channel's permissions can give it to you."))


async def _find_reply(interaction: discord.Interaction[Dateline], key: str) -> ReplyRecord:
    """
    Return the reply that the component belongs to; if it is gone, disable the components of its message.

    Raises:
        InputError: If the reply is no longer stored, or used another guild's articles.
    """
    found = await interaction.client.database.run(lambda db: db.replies.find(key))
    if found is None or found.request.scope not in {"", get_scope(interaction)}:
        await _disable_components(interaction)
        raise _build_expired_error()
    return found


def _build_expired_error() -> InputError:
    return InputError("reply", _("I no longer have this reply."), _("Ask again."))


async def _disable_components(interaction: discord.Interaction[Dateline], only: str = "") -> None:
    """Disable all components of the message whose component was used, or only the one with this custom_id."""
    if interaction.message is None:
        return
    view = ui.LayoutView.from_message(interaction.message, timeout=None)
    for item in view.walk_children():
        control: Any = item
        if hasattr(control, "disabled") and only in {"", control.custom_id}:
            control.disabled = True
    view.stop()
    await interaction.edit_original_response(view=view)


def _build_timeline_options(request: QueryRequest) -> dict[str, ArgumentValue]:
    """Return the options of a timeline on the subject of *request*."""
    option = QUERY_COMMANDS[request.command].timeline_option
    text = request.get_text(option)
    if option == "date":
        return {"from": text, "to": text, **_get_as_of(request)}
    return {**({"actor": text} if text else {}), **_get_as_of(request)}


def _get_as_of(request: QueryRequest) -> dict[str, ArgumentValue]:
    """Return the option with the day by which what *request* searches had been published, if there is one."""
    as_of = request.get_text("as_of")
    return {"as_of": as_of} if as_of else {}
