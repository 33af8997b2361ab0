"""The query commands, such as /brief and /ask, the message context menus, /export, and questions by mention."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.cooldowns import Cooldowns
from bot.commands.autocomplete import (
    suggest_actors,
    suggest_articles,
    suggest_dated_actors,
    suggest_days,
    suggest_disputed,
    suggest_speakers,
    suggest_start_days,
    suggest_topics,
)
from bot.commands.checks import describe_failure
from bot.commands.responses import (
    ReplyContext,
    available_everywhere,
    build_request,
    defer,
    defer_reply,
    get_default_topic,
    get_scope,
    get_translator,
    render_reply,
    resolve_preferences,
    run_query,
    send_result,
    with_progress_notice,
)
from bot.db import ReplyRecord
from bot.errors import InputError
from bot.locales import Translator, translator_for
from bot.locales.messages import _
from bot.models.message import Message
from bot.models.query import QueryRequest
from bot.rendering import (
    render_cooldown,
    render_error,
    render_export,
    render_mention_help,
    render_people,
    render_private_channel,
    render_quote_lookups,
    render_result,
    to_files,
    to_view,
)
from bot.services.query_service import execute_query
from bot.services.quote_check import find_mentioned_actors, look_up_quotes
from briefings.export import write_export
from briefings.models import DEFAULT_BRIEFING_SENTENCES
from briefings.verification import Proof, prove_from_digests
from corpus.models import replace_surrogates

if TYPE_CHECKING:
    from bot.client.client import Dateline


_LOG = logging.getLogger(__name__)

MAX_QUESTION_LENGTH = 300
_MAX_BRIEFING_SENTENCES = 12

QueryText = app_commands.Range[str, 1, MAX_QUESTION_LENGTH]

_AS_OF_OPTION_HELP = "Only what had been published by then: yesterday, 20 June, May 2024"


@available_everywhere
@app_commands.command(name="brief", description="Get a briefing on a topic, in sentences from the articles")
@app_commands.describe(
    topic="Topic or words; leave out for all news",
    since="Only articles since then: yesterday, last Monday, 20 June",
    length="How many sentences, 1 to 12",
    as_of=_AS_OF_OPTION_HELP,
)
@app_commands.autocomplete(topic=suggest_topics, since=suggest_start_days, as_of=suggest_start_days)
async def send_briefing(
    interaction: discord.Interaction[Dateline],
    topic: QueryText = "",
    since: QueryText = "",
    length: app_commands.Range[int, 1, _MAX_BRIEFING_SENTENCES] = DEFAULT_BRIEFING_SENTENCES,
    as_of: QueryText = "",
) -> None:
    """Brief on *topic* in at most *length* sentences."""
    chosen = topic or get_default_topic(interaction)
    await run_query(interaction, "brief", topic=chosen, since=since, length=length, as_of=as_of)


@available_everywhere
@app_commands.command(name="ask", description="Ask a question, also by mentioning me, and get what the articles say")
@app_commands.describe(question="In your own words: What did Seoul announce on Thursday?", as_of=_AS_OF_OPTION_HELP)
@app_commands.autocomplete(as_of=suggest_start_days)
async def answer_question(
    interaction: discord.Interaction[Dateline], question: QueryText, as_of: QueryText = ""
) -> None:
    """Answer *question*."""
    await run_query(interaction, "ask", question=question, as_of=as_of)


@available_everywhere
@app_commands.command(name="who", description="Show who someone is and what the articles say about them")
@app_commands.describe(actor="A person, a country or an organisation", as_of=_AS_OF_OPTION_HELP)
@app_commands.autocomplete(actor=suggest_actors, as_of=suggest_start_days)
async def describe_actor(interaction: discord.Interaction[Dateline], actor: QueryText, as_of: QueryText = "") -> None:
    """Describe *actor*."""
    await run_query(interaction, "who", actor=actor, as_of=as_of)


@available_everywhere
@app_commands.command(name="when", description="Show what happened and what was published on a day or in a period")
@app_commands.describe(phrase="A day or period: 19 June 2024, last Wednesday, the past week", as_of=_AS_OF_OPTION_HELP)
@app_commands.rename(phrase="date")
@app_commands.autocomplete(phrase=suggest_days, as_of=suggest_start_days)
async def list_events(interaction: discord.Interaction[Dateline], phrase: QueryText, as_of: QueryText = "") -> None:
    """List what happened on the days that *phrase* names."""
    await run_query(interaction, "when", date=phrase, as_of=as_of)


@available_everywhere
@app_commands.command(name="said", description="Show what someone said, and how the source is known")
@app_commands.describe(
    actor="A person, a country or an organisation", about="About what", date="On which day: 19 June, last Thursday"
)
@app_commands.autocomplete(actor=suggest_speakers, date=suggest_days)
async def list_quotes(
    interaction: discord.Interaction[Dateline], actor: QueryText, about: QueryText = "", date: QueryText = ""
) -> None:
    """List the quotations of *actor*."""
    await run_query(interaction, "said", actor=actor, about=about, date=date)


@available_everywhere
@app_commands.command(name="timeline", description="Show the days that the articles cover most, in order")
@app_commands.describe(
    actor="A person, country or topic; leave out for all news",
    start="First day: 18 June, last Monday",
    end="Last day",
    as_of=_AS_OF_OPTION_HELP,
)
@app_commands.rename(start="from", end="to")
@app_commands.autocomplete(actor=suggest_dated_actors, start=suggest_days, end=suggest_days, as_of=suggest_start_days)
async def show_timeline(
    interaction: discord.Interaction[Dateline],
    actor: QueryText = "",
    start: QueryText = "",
    end: QueryText = "",
    as_of: QueryText = "",
) -> None:
    """Show the timeline of *actor*, or of everything."""
    await run_query(interaction, "timeline", actor=actor, as_of=as_of, **{"from": start, "to": end})


@available_everywhere
@app_commands.command(name="compare", description="Show where outlets differ, side by side, without a verdict")
@app_commands.describe(topic="Topic or words; leave out for all news")
@app_commands.autocomplete(topic=suggest_disputed)
async def compare_outlets(interaction: discord.Interaction[Dateline], topic: QueryText = "") -> None:
    """Show where outlets contradict each other."""
    await run_query(interaction, "compare", topic=topic or get_default_topic(interaction))


@available_everywhere
@app_commands.command(name="changes", description="Show what has changed since a day: figures, offices, new stories")
@app_commands.describe(
    since="Compare with what had been published by then: yesterday, 20 June",
    topic="Topic or words; leave out for all news",
    as_of=_AS_OF_OPTION_HELP,
)
@app_commands.autocomplete(since=suggest_start_days, topic=suggest_topics, as_of=suggest_start_days)
async def list_changes(
    interaction: discord.Interaction[Dateline], since: QueryText, topic: QueryText = "", as_of: QueryText = ""
) -> None:
    """List what has changed since a day."""
    chosen = topic or get_default_topic(interaction)
    await run_query(interaction, "changes", since=since, topic=chosen, as_of=as_of)


@available_everywhere
@app_commands.command(name="sources", description="Show the outlets and feeds whose articles I use here")
async def list_sources(interaction: discord.Interaction[Dateline]) -> None:
    """List the outlets and the feeds."""
    await run_query(interaction, "sources")


@available_everywhere
@app_commands.command(name="article", description="Show one article: source, date, how they are known, main points")
@app_commands.describe(title="Its title, or words that only its title contains")
@app_commands.autocomplete(title=suggest_articles)
async def show_article(interaction: discord.Interaction[Dateline], title: QueryText) -> None:
    """Describe the article with this *title*."""
    await run_query(interaction, "article", title=title)


@available_everywhere
@app_commands.command(name="chart", description="Draw a chart, with a description in words")
@app_commands.describe(kind="What to draw", actor="Whose mentions to draw", background="Light or dark background")
@app_commands.choices(
    kind=[
        app_commands.Choice(name="Articles per day", value="coverage"),
        app_commands.Choice(name="Mentions of someone per day", value="actor"),
        app_commands.Choice(name="Who is named together", value="together"),
    ],
    background=[app_commands.Choice(name="Light", value="light"), app_commands.Choice(name="Dark", value="dark")],
)
@app_commands.autocomplete(actor=suggest_dated_actors)
async def draw_chart(
    interaction: discord.Interaction[Dateline], kind: str, actor: QueryText = "", background: str = "light"
) -> None:
    """Draw a chart."""
    await run_query(interaction, "chart", kind=kind, actor=actor, dark=background == "dark")


#: File extensions that differ from the format's name; TimelineJS reads JSON.
_FILE_EXTENSIONS = {"timelinejs": "timeline.json"}
#: Sentences of a briefing that is composed for an export.
_EXPORT_BRIEFING_SENTENCES = 12


@available_everywhere
@app_commands.command(name="export", description="Export my last reply, or a briefing, as a file that can be verified")
@app_commands.describe(form="File format", topic="Topic of a briefing; leave out for my last reply to you here")
@app_commands.rename(form="format")
@app_commands.choices(
    form=[
        app_commands.Choice(name="Markdown", value="md"),
        app_commands.Choice(name="Web page (HTML)", value="html"),
        app_commands.Choice(name="JSON", value="json"),
        app_commands.Choice(name="Table (CSV)", value="csv"),
        app_commands.Choice(name="References (BibTeX)", value="bib"),
        app_commands.Choice(name="TimelineJS", value="timelinejs"),
    ]
)
@app_commands.autocomplete(topic=suggest_topics)
async def export_reply(interaction: discord.Interaction[Dateline], form: str, topic: QueryText = "") -> None:
    """Export the last reply, or a briefing on *topic*, as a file."""
    await defer_reply(interaction)
    proof = await (_build_briefing_proof(interaction, topic) if topic else _find_last_proof(interaction))
    data = write_export(proof, form).encode()
    if len(data) > interaction.filesize_limit:
        limit = interaction.filesize_limit // 1_000_000
        reason = _("The file is larger than the {number} MB that Discord allows here.", number=limit)
        raise InputError("file", reason, _("Choose a narrower topic."))
    name = f"dateline-{proof.id}.{_FILE_EXTENSIONS.get(form, form)}"
    await send_result(interaction, render_export(name, data, proof, get_translator(interaction)))


async def _find_last_proof(interaction: discord.Interaction[Dateline]) -> Proof:
    """Return the proof of the member's last reply in this channel, unless it used another guild's articles."""
    member, channel, scope = interaction.user.id, interaction.channel_id or 0, get_scope(interaction)
    found: ReplyRecord | None = await interaction.client.database.run(lambda db: db.replies.get_last(member, channel))
    if found is None or found.proof is None or found.request.scope not in {"", scope}:
        nothing = _("You have no recent reply in this channel.")
        raise InputError("reply", nothing, _("Choose a topic, or ask something first."))
    return found.proof


async def _build_briefing_proof(interaction: discord.Interaction[Dateline], topic: str) -> Proof:
    request = build_request(interaction, "brief", {"topic": topic, "length": _EXPORT_BRIEFING_SENTENCES})
    result = await with_progress_notice(interaction, interaction.client.workers.run(execute_query, request))
    briefing = render_result(result).briefing
    if briefing is None:
        raise InputError(
            topic, _("I found nothing about “{topic}” in the articles here.", topic=topic), _("Try other words.")
        )
    return prove_from_digests(briefing, result.text_hashes)


#: Maximum number of characters to read of a message.
_MAX_MESSAGE_CHARACTERS = 6_000


@available_everywhere
@app_commands.context_menu(name="Who is this about?")
async def identify_actors(interaction: discord.Interaction[Dateline], message: discord.Message) -> None:
    """List the actors that a message names, visible only to the member who asks."""
    await defer(interaction, privately=True)
    text, scope = extract_text(message), get_scope(interaction)
    work = interaction.client.workers.run(find_mentioned_actors, text, scope)
    await send_result(
        interaction, render_people(await with_progress_notice(interaction, work), get_translator(interaction))
    )


@available_everywhere
@app_commands.context_menu(name="Check the quotes")
async def check_quotes(interaction: discord.Interaction[Dateline], message: discord.Message) -> None:
    """Look up the quotations in a message, visible only to the member who asks."""
    await defer(interaction, privately=True)
    work = interaction.client.workers.run(look_up_quotes, extract_text(message), get_scope(interaction))
    found = await with_progress_notice(interaction, work)
    await send_result(interaction, render_quote_lookups(found, 0, get_translator(interaction)).message)


def extract_text(message: discord.Message) -> str:
    """Return the text of a message: content, embeds, text displays and forwarded messages."""
    parts = [
        *_collect_message_texts(message),
        *(part for one in message.message_snapshots for part in _collect_message_texts(one)),
    ]
    return "\n".join(part for part in parts if part)[:_MAX_MESSAGE_CHARACTERS]


def _collect_message_texts(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from (embed.title or "", embed.description or "", *(field.value or "" for field in embed.fields))
    yield from _collect_component_texts(message.components)


def _collect_component_texts(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _collect_component_texts(getattr(component, "children", ()))


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
    addressed = re.fullmatch(
        rf"(?:<@!?{bot}>(?!['’]s\b)(?P<after>.*)|(?P<before>.*)<@!?{bot}>[?!.]?)", words, re.DOTALL
    )
    if addressed is None:
        return None
    ending = "?" if words.endswith("?") and addressed["after"] is None else ""
    asked = _MARKUP.sub(" ", addressed["after"] or addressed["before"] or "")
    question = " ".join(asked.split()).strip(_PUNCTUATION)
    if not any(map(str.isalnum, question)):
        return ""
    return question + (ending if question and not question.endswith("?") else "")


async def answer_mention(client: Dateline, notices: Cooldowns, message: discord.Message) -> None:
    """Answer *message* in its channel if it asks the bot; *notices* limits the notices to those who ask too fast."""
    question = extract_question(message, client.user.id if client.user else 0)
    if question is None or client.is_draining:  # its database closes soon; a later answer would be of no use
        return
    if not _may_send(message):
        _LOG.info("I may not answer a mention in channel %d: no permission to send messages there", message.channel.id)
        return
    try:
        answer: Message | None = await _build_answer(client, message, question)
    except app_commands.CommandOnCooldown as error:
        answer = _build_notice(client, notices, message, error)
    except Exception as error:  # noqa: BLE001  # reported like the failure of a command
        answer = render_error(describe_failure(error, "Mention", message.id), _get_translator(client, message))
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
    with suppress(discord.HTTPException):  # only a sign of life
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
