"""Defer interactions, run queries and send the rendered replies."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands

from bot.db import WHOLE_SERVER, Preferences, ReplyRecord, generate_key
from bot.errors import LedgerError
from bot.locales import Translator, translator_for
from bot.locales.messages import _
from bot.models.message import Accent, Message, dump_message_text
from bot.models.query import (
    ArgumentValue,
    ChangeList,
    ContradictionList,
    DayResult,
    QueryRequest,
    QueryResult,
    QuoteList,
    Reply,
)
from bot.rendering import (
    Page,
    ReplyAction,
    number_sentences,
    render_no_more_results,
    render_result,
    reply_components,
    to_files,
    to_view,
)
from bot.services.query_service import QUERY_COMMANDS, collect_points, execute_query
from briefings.models import Answer, Briefing
from briefings.verification import Proof, prove_from_digests
from corpus.models import QuotationKind

if TYPE_CHECKING:
    from bot.client.client import Dateline


T = TypeVar("T")

#: Key in the extras of an interaction: whether only the member sees the reply.
EPHEMERAL = "privately"
#: Key in the extras: whether the reply is a follow-up to the message whose component was used.
AS_FOLLOWUP = "beside"
#: Key in the extras: the follow-up with the progress notice.
_PROGRESS_MESSAGE = "progress"
#: Seconds of work after which a progress notice is shown.
PROGRESS_NOTICE_SECONDS = 5.0


async def defer(interaction: discord.Interaction[Dateline], *, privately: bool = False) -> None:
    """Defer the response before any work is done; Discord allows three seconds."""
    interaction.extras[EPHEMERAL] = privately
    await interaction.response.defer(thinking=True, ephemeral=privately)


async def defer_reply(interaction: discord.Interaction[Dateline]) -> None:
    """Defer the response to a query, public or ephemeral as the preferences of the channel say."""
    await defer(interaction, privately=is_private(interaction))


async def defer_component(interaction: discord.Interaction[Dateline]) -> None:
    """Defer a component interaction: the message stays, and the reply is an ephemeral follow-up."""
    interaction.extras[AS_FOLLOWUP] = True
    await interaction.response.defer()


async def send_result(interaction: discord.Interaction[Dateline], message: Message) -> None:
    """Send *message* in place of the deferred response, or as a follow-up after a component was used."""
    view, files, no_mentions = to_view(message), to_files(message), discord.AllowedMentions.none()
    if not interaction.extras.get(AS_FOLLOWUP):
        await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=no_mentions)
        return
    progress = interaction.extras.pop(_PROGRESS_MESSAGE, None)
    if isinstance(progress, discord.WebhookMessage):
        await progress.edit(view=view, attachments=files, allowed_mentions=no_mentions)
        return
    await interaction.followup.send(
        view=view, files=files, ephemeral=interaction.guild_id is not None, allowed_mentions=no_mentions
    )


async def replace_public_response(
    interaction: discord.Interaction[Dateline], message: Message, placeholder: Message
) -> None:
    """Send *message* to the member alone, where a public response was deferred; *placeholder* shows for an instant."""
    # A public deferred response can't become ephemeral, and the first follow-up would only replace it. So a placeholder
    # replaces it, the ephemeral follow-up is sent, and the placeholder is deleted.
    no_mentions = discord.AllowedMentions.none()
    await interaction.edit_original_response(view=to_view(placeholder), attachments=[], allowed_mentions=no_mentions)
    await interaction.followup.send(view=to_view(message), ephemeral=True, allowed_mentions=no_mentions)
    await interaction.delete_original_response()


async def with_progress_notice(interaction: discord.Interaction[Dateline], work: Awaitable[T]) -> T:
    """Return the result of *work*; show a progress notice if it takes long."""
    task = asyncio.ensure_future(work)
    done, _pending = await asyncio.wait({task}, timeout=PROGRESS_NOTICE_SECONDS)
    if not done:
        notice = _("Still reading the articles. This is taking longer than usual …")
        message = Message((f"-# {get_translator(interaction).translate(notice)}",), Accent.NOTHING)
        if interaction.extras.get(AS_FOLLOWUP):
            interaction.extras[_PROGRESS_MESSAGE] = await interaction.followup.send(
                view=to_view(message), ephemeral=interaction.guild_id is not None, wait=True
            )
        else:
            await interaction.edit_original_response(view=to_view(message))
    return await task


def is_private(interaction: discord.Interaction[Dateline]) -> bool:
    """Return whether replies here are visible only to the member who asks."""
    return interaction.is_guild_integration() and _get_preferences(interaction).private


def get_default_topic(interaction: discord.Interaction[Dateline]) -> str:
    """Return the topic of queries here that name none; ``""`` for everything."""
    return _get_preferences(interaction).topic if interaction.is_guild_integration() else ""


def get_translator(interaction: discord.Interaction[Dateline]) -> Translator:
    """Return the translator of a reply: for the member's language, or if public, the channel's, if one is set."""
    own = interaction.locale.value
    if interaction.extras.get(EPHEMERAL) or interaction.extras.get(AS_FOLLOWUP):
        return translator_for(own)
    return translator_for(_get_preferences(interaction).language, own)


def _get_preferences(interaction: discord.Interaction[Dateline]) -> Preferences:
    return resolve_preferences(interaction.client, interaction.guild_id, interaction.channel_id, interaction.channel)


def resolve_preferences(client: Dateline, guild: int | None, channel_id: int | None, channel: object) -> Preferences:
    """Return the preferences of a guild and channel, from memory; the defaults in direct messages."""
    if guild is None or channel_id is None:
        return Preferences()
    return client.settings.resolve(str(guild), channel_id, getattr(channel, "parent_id", None) or WHOLE_SERVER)


def get_scope(interaction: discord.Interaction[Dateline]) -> str:
    """
    Return the guild whose articles may be shown besides the shared ones; ``""`` for none.

    A user who installed the bot for themselves may use it in guilds that never invited it, without their articles.
    """
    return str(interaction.guild_id) if interaction.guild_id and interaction.is_guild_integration() else ""


async def check_cooldown(interaction: discord.Interaction[Any]) -> bool:
    """Count the request and return True; raise CommandOnCooldown if there were too many."""
    client: Dateline = interaction.client
    client.cooldowns.hit(interaction.user.id, interaction.guild_id)
    return True


_LOG = logging.getLogger(__name__)

Command = TypeVar("Command", bound="app_commands.Command[Any, ..., None] | app_commands.ContextMenu")


def available_everywhere(command: Command) -> Command:
    """Allow *command* in guilds, in direct messages and for user installs, and add the cooldown check."""
    app_commands.allowed_installs(guilds=True, users=True)(command)
    app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    command.add_check(check_cooldown)
    return command


def build_request(
    interaction: discord.Interaction[Dateline], command: str, arguments: Mapping[str, ArgumentValue]
) -> QueryRequest:
    """Return the query for *command*, without options that were left out."""
    options = {name: value for name, value in arguments.items() if value not in ("", False)}
    return QueryRequest(command, options, get_scope(interaction), interaction.client.get_today())


def localize_chart(request: QueryRequest, translator: Translator) -> QueryRequest:
    """Return *request*; one for a chart with the language of the words in the picture, which a worker draws."""
    if request.command != "chart":
        return request
    return replace(request, arguments={**request.arguments, "language": translator.language})


async def run_query(interaction: discord.Interaction[Dateline], command: str, /, **arguments: ArgumentValue) -> None:
    """Defer the response, run the query and send the reply."""
    await defer_reply(interaction)
    await send_query(interaction, build_request(interaction, command, arguments))


async def send_query(
    interaction: discord.Interaction[Dateline], request: QueryRequest, *, page: int = 1, before: str = ""
) -> None:
    """
    Run a query and send the reply.

    Args:
        interaction: Already deferred.
        request: The query.
        page: The page to show, from 1.
        before: Key of the reply that this one continues, or ``""``; its sentences are not repeated.
    """
    client, request = interaction.client, localize_chart(request, get_translator(interaction))
    prior_proofs = await client.database.run(lambda db: db.replies.list_prior_proofs(before)) if before else ()
    result = await with_progress_notice(interaction, client.workers.run(execute_query, request, prior_proofs))
    public = not interaction.extras.get(EPHEMERAL) and not interaction.extras.get(AS_FOLLOWUP)
    if public and interaction.guild_id is not None and is_nothing_found(result.reply):
        interaction.extras[EPHEMERAL] = True  # in the language of the member, who alone sees it
        message = await render_reply(get_reply_context(interaction), request, result, page, before)
        nothing = f"-# {get_translator(interaction).translate(_('Nothing was found.'))}"
        await replace_public_response(interaction, message, Message((nothing,), Accent.NOTHING))
        return
    await send_result(interaction, await render_reply(get_reply_context(interaction), request, result, page, before))


#: Replies that consist of sentences.
_SENTENCE_REPLIES = (Answer, Briefing, ChangeList, ContradictionList, DayResult, QuoteList)


def is_nothing_found(reply: Reply) -> bool:
    """Return whether *reply* has nothing to show to a channel: no sentence, and no article of the days asked about."""
    if (isinstance(reply, DayResult) and reply.report_count) or (isinstance(reply, ChangeList) and reply.articles):
        return False
    return isinstance(reply, _SENTENCE_REPLIES) and not collect_points(reply)


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """
    Where a reply is shown, and to whom.

    Attributes:
        client: The bot.
        guild: Id of the guild, ``""`` for a direct message.
        channel: Id of the channel.
        member: Id of the member who asked.
        private: Whether only the member who asked sees it.
        translator: Translator to the reader's language.
    """

    client: Dateline
    guild: str
    channel: int
    member: int
    private: bool
    translator: Translator


def get_reply_context(interaction: discord.Interaction[Dateline]) -> ReplyContext:
    """Return where the reply to *interaction* is shown, and to whom."""
    private = bool(interaction.extras.get(EPHEMERAL) or interaction.extras.get(AS_FOLLOWUP)) or not interaction.guild_id
    return ReplyContext(
        interaction.client,
        str(interaction.guild_id or ""),
        interaction.channel_id or 0,
        interaction.user.id,
        private,
        get_translator(interaction),
    )


async def render_reply(
    context: ReplyContext, request: QueryRequest, result: QueryResult, page: int = 1, before: str = ""
) -> Message:
    """Render one page of *result*, store the reply, and return the message with its components."""
    translator = context.translator
    rendered_page = render_result(result, page, translator, await _find_quoted_spans(context, request, result))
    if before and rendered_page.briefing is None:
        return render_no_more_results(translator)
    proof = prove_from_digests(rendered_page.briefing, result.text_hashes) if rendered_page.briefing else None
    numbered = number_sentences(rendered_page.message, range(1, 1 + len(proof.sentences)) if proof else ())
    reply = _build_reply_record(context, request, replace(rendered_page, message=numbered), proof, before)
    actions = _list_actions(reply, result, rendered_page)
    if proof is None and rendered_page.pages == 1 and not actions:
        return rendered_page.message
    try:
        await context.client.database.run(lambda db: db.replies.save(reply))
    except LedgerError as error:
        # A reply without components is better than none.
        _LOG.warning("A reply is shown without buttons, as it can't be kept: %s", error)
        return rendered_page.message
    return attach_components(numbered, reply, actions, translator)


def attach_components(
    message: Message, reply: ReplyRecord, actions: list[ReplyAction], translator: Translator
) -> Message:
    """Return *message* with components that refer to the reply *reply*."""
    sentences = reply.proof.sentences if reply.proof else ()
    controls = reply_components(reply.key, sentences, actions, reply.page, reply.pages, translator)
    return replace(message, controls=controls)


async def _find_quoted_spans(
    context: ReplyContext, request: QueryRequest, result: QueryResult
) -> tuple[tuple[int, int], ...]:
    """Return the spans of an article that earlier replies here quoted; none for other results."""
    citation = getattr(result.reply, "citation", None)
    if citation is None:
        return ()
    return await context.client.database.run(lambda db: db.replies.list_quoted_spans(citation.key, request.scope))


def _build_reply_record(
    context: ReplyContext, request: QueryRequest, rendered_page: Page, proof: Proof | None, before: str
) -> ReplyRecord:
    return ReplyRecord(
        request,
        context.guild,
        context.channel,
        context.member,
        context.private,
        dump_message_text(rendered_page.message),
        context.client.clock(),
        proof,
        before,
        rendered_page.page,
        rendered_page.pages,
        generate_key(),
    )


def _list_actions(reply: ReplyRecord, result: QueryResult, rendered_page: Page) -> list[ReplyAction]:
    """Return the actions to offer under a reply; none that would have no result."""
    actions = [offer for offer, fits in _ACTION_PREDICATES if fits(reply.request, result, rendered_page)]
    if (
        reply.private
        and reply.guild
        and (rendered_page.briefing or rendered_page.message.files or rendered_page.pages > 1)
    ):
        actions.append(ReplyAction.SHARE)
    return actions


def _can_show_more(request: QueryRequest, result: QueryResult, rendered_page: Page) -> bool:
    if rendered_page.briefing is None or not QUERY_COMMANDS[request.command].is_ranked:
        return False
    answer = result.reply.answer if isinstance(result.reply, DayResult) else result.reply
    found = len(answer.points) if isinstance(answer, Answer) else 0
    return request.command == "brief" or result.remaining > 0 or len(rendered_page.briefing.points) < found


def _can_filter_quotes(request: QueryRequest, _result: QueryResult, rendered_page: Page) -> bool:
    points = rendered_page.briefing.points if rendered_page.briefing else ()
    return (
        QUERY_COMMANDS[request.command].is_ranked
        and not request.arguments.get("quotes")
        and any(one.kind is not QuotationKind.REPORTED for point in points for one in point.passage.quotations)
    )


def _can_show_timeline(request: QueryRequest, _result: QueryResult, rendered_page: Page) -> bool:
    return bool(QUERY_COMMANDS[request.command].timeline_option) and rendered_page.briefing is not None


def _can_draw_chart(request: QueryRequest, _result: QueryResult, rendered_page: Page) -> bool:
    if request.command != "timeline" or rendered_page.briefing is None:
        return False
    return not request.get_text("actor") or len(rendered_page.briefing.request.actors) == 1


_ActionPredicate = Callable[[QueryRequest, QueryResult, Page], bool]
_ACTION_PREDICATES: tuple[tuple[ReplyAction, _ActionPredicate], ...] = (
    (ReplyAction.MORE, _can_show_more),
    (ReplyAction.QUOTES, _can_filter_quotes),
    (ReplyAction.TIMELINE, _can_show_timeline),
    (ReplyAction.CHART, _can_draw_chart),
)
