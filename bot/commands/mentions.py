"""Answer messages that mention the bot, as /ask answers a question."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.cooldowns import Cooldowns
from bot.commands.checks import describe_error
from bot.commands.queries import MAX_QUESTION_LENGTH
from bot.commands.responses import ReplyContext, render_reply, resolve_preferences
from bot.errors import DatelineError, InputError
from bot.locales import Translator, translator_for
from bot.locales.messages import _
from bot.models.message import Message
from bot.models.query import QueryRequest
from bot.rendering import (
    render_cooldown,
    render_error,
    render_mention_help,
    render_private_channel,
    to_files,
    to_view,
)
from bot.services.query_service import execute_query
from corpus.models import replace_surrogates

if TYPE_CHECKING:
    from bot.client.client import Dateline


_LOG = logging.getLogger(__name__)

#: Mentions of members, roles and channels, and custom emojis: no words to search for.
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:)\d{1,20}>")
#: What may stand between the mention and the question, or after it.
_PUNCTUATION = " \t\r\n,:;–—-"
#: Notices that a member asked too much, per member and per guild, in the time of the cooldown.
_MAX_NOTICES_PER_MEMBER, _MAX_NOTICES_PER_GUILD = 1, 3


def register_mentions(client: Dateline) -> None:
    """Make *client* answer the messages that mention it."""
    notices = Cooldowns(_MAX_NOTICES_PER_MEMBER, _MAX_NOTICES_PER_GUILD)
    client.add_listener(partial(answer_mention, client, notices), "on_message")


def extract_question(message: discord.Message, bot: int) -> str | None:
    """
    Return what *message* asks the member with the id *bot*: ``""`` for a bare mention, None if it asks nothing.

    The mention must open or close the message: "I asked @Dateline yesterday" is about the bot, and a reply to one of
    its messages mentions it without a word.
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return None
    words = replace_surrogates(message.content).strip(_PUNCTUATION)
    addressed = re.fullmatch(rf"(?:<@!?{bot}>(?P<after>.*)|(?P<before>.*)<@!?{bot}>[?!.]?)", words, re.DOTALL)
    if addressed is None:
        return None
    ending = "?" if words.endswith("?") and addressed["after"] is None else ""
    asked = _MARKUP.sub(" ", addressed["after"] or addressed["before"] or "")
    question = " ".join(asked.split()).strip(_PUNCTUATION)
    return question + (ending if question and not question.endswith("?") else "")


async def answer_mention(client: Dateline, notices: Cooldowns, message: discord.Message) -> None:
    """Answer *message* in its channel if it asks the bot; *notices* limits the notices to those who ask too fast."""
    question = extract_question(message, client.application_id or 0)
    if question is None:
        return
    if not _may_send(message):
        _LOG.info("I may not answer a mention in channel %d: no permission to send messages there", message.channel.id)
        return
    answer: Message | None
    try:
        answer = await _build_answer(client, message, question)
    except app_commands.CommandOnCooldown as error:
        answer = _build_notice(client, notices, message, error)
    except Exception as error:  # noqa: BLE001  # reported like the failure of a command
        answer = render_error(_describe_failure(message, error), _get_translator(client, message))
    if answer is not None:
        await _send(message, answer)


def _may_send(message: discord.Message) -> bool:
    """Return whether the bot may send messages to the channel of *message*; it always may in direct messages."""
    if message.guild is None:
        return True
    granted = message.channel.permissions_for(message.guild.me)
    in_thread = isinstance(message.channel, discord.Thread)
    return granted.view_channel and (granted.send_messages_in_threads if in_thread else granted.send_messages)


def _get_translator(client: Dateline, message: discord.Message) -> Translator:
    """Return the translator of an answer in the channel: for its language, or if none is set, the guild's own."""
    if message.guild is None:
        return translator_for()
    language = resolve_preferences(client, message.guild.id, message.channel.id, message.channel).language
    return translator_for(language, message.guild.preferred_locale.value)


async def _build_answer(client: Dateline, message: discord.Message, question: str) -> Message:
    """
    Return the answer to *question*, or a short help if there is none.

    Raises:
        CommandOnCooldown: If the member or the guild asked too much.
        InputError: If the question is too long.
    """
    guild, channel = message.guild, message.channel
    client.cooldowns.hit(message.author.id, guild.id if guild else None)
    translator = _get_translator(client, message)
    if not question:
        return render_mention_help(client.command_ids, translator)
    if guild and resolve_preferences(client, guild.id, channel.id, channel).private:
        return render_private_channel(client.command_ids, translator)
    if len(question) > MAX_QUESTION_LENGTH:
        long = _("A question can have at most {number} characters.", number=MAX_QUESTION_LENGTH)
        raise InputError("question", long, _("Please ask in fewer words."))
    scope = str(guild.id) if guild else ""
    request = QueryRequest("ask", {"question": question}, scope, client.get_today())
    await channel.typing()
    result = await client.workers.run(execute_query, request, ())
    context = ReplyContext(client, scope, channel.id, message.author.id, guild is None, translator)
    return await render_reply(context, request, result)


def _build_notice(
    client: Dateline, notices: Cooldowns, message: discord.Message, error: app_commands.CommandOnCooldown
) -> Message | None:
    """Return the notice that the member asks too fast, or None if they saw one just now: it is public."""
    try:
        notices.hit(message.author.id, message.guild.id if message.guild else None)
    except app_commands.CommandOnCooldown:
        _LOG.info("I ignored a mention by member %d, who asks too fast", message.author.id)
        return None
    return render_cooldown(client.clock() + timedelta(seconds=error.retry_after), _get_translator(client, message))


def _describe_failure(message: discord.Message, error: Exception) -> DatelineError:
    described = describe_error(error)
    if described is not None:
        _LOG.warning("Mention: %s", error)
        return described
    _LOG.error("Answering a mention failed (%s)", message.id, exc_info=error)
    hint = _("Whoever runs the bot can find it in the log under {id}.", id=str(message.id))
    return DatelineError("mention", _("Something went wrong on my side."), hint)


async def _send(message: discord.Message, answer: Message) -> None:
    """Send *answer* as a reply to *message*, without a ping; log it if Discord refuses."""
    options: dict[str, Any] = {"view": to_view(answer), "allowed_mentions": discord.AllowedMentions.none()}
    channel, guild = message.channel, message.guild
    # Replying refers to an earlier message, which needs the permission to read them.
    if guild is None or channel.permissions_for(guild.me).read_message_history:
        options["reference"] = message.to_reference(fail_if_not_exists=False)
    if files := to_files(answer):
        options["files"] = files
    try:
        await channel.send(**options)
    except discord.HTTPException as error:
        _LOG.info("I can't answer a mention in channel %d: %s", channel.id, error)
