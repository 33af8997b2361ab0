"""The /class commands, for those who manage the server or may use them, and the buttons of a quiz, for everyone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.classroom.documents import write_packs_html, write_packs_markdown
from bot.classroom.models import ClassSubject, Quiz, dump_quiz, load_quiz
from bot.classroom.rendering import (
    QuizState,
    render_answer,
    render_class_ended,
    render_frozen,
    render_own_score,
    render_packs,
    render_question,
    render_quiz_start,
    render_scores,
)
from bot.classroom.service import compose_packs, compose_quiz, freeze_articles
from bot.commands.autocomplete import suggest_start_days, suggest_topics
from bot.commands.checks import GuildAdminGroup, require_guild
from bot.commands.components import component_handler, stale_component_error
from bot.commands.responses import defer, defer_component, get_translator, send_result, with_progress_notice
from bot.db import MAX_CLASSES_PER_GUILD, MAX_QUIZZES_PER_CLASS, ClassRecord, Repositories
from bot.errors import InputError, SubscriptionError
from bot.locales.messages import _, ngettext_
from bot.rendering import render_sentence_check, to_view
from bot.services.quote_check import check_sentence
from briefings.classroom import DEFAULT_PACK_SENTENCES, DEFAULT_QUIZ_LENGTH, MAX_PACK_SENTENCES, MAX_QUIZ_LENGTH

if TYPE_CHECKING:
    from bot.client.client import Dateline


class_group = GuildAdminGroup("class", "Make handouts and quizzes for a class, from the articles up to a day")


@class_group.command(name="freeze", description="Set up a class in this channel, with the articles up to a day")
@app_commands.describe(
    day="Last day of publication: 21 June 2024, yesterday", topic="A topic or words; leave out for all news"
)
@app_commands.autocomplete(day=suggest_start_days, topic=suggest_topics)
async def freeze_class(
    interaction: discord.Interaction[Dateline],
    day: app_commands.Range[str, 1, 100],
    topic: app_commands.Range[str, 1, 200] = "",
) -> None:
    """Set up the class of this channel."""
    await defer(interaction, privately=True)
    guild, channel, client = require_guild(interaction), interaction.channel_id or 0, interaction.client
    await client.database.run(lambda db: _check_room(db, guild, channel))
    work = client.workers.run(freeze_articles, day, topic, guild, client.get_today())
    frozen = await with_progress_notice(interaction, work)
    subject, member, now = frozen.subject, interaction.user.id, client.clock()
    is_topic = bool(subject.is_topic)

    def add(repositories: Repositories) -> None:
        _check_room(repositories, guild, channel)  # again: others may have set up classes meanwhile
        if not repositories.classes.add(guild, channel, member, subject.day, subject.topic, now, is_topic=is_topic):
            raise _class_exists_error()

    await client.database.run(add)
    await send_result(interaction, render_frozen(frozen, get_translator(interaction)))


def _check_room(repositories: Repositories, guild: str, channel: int) -> None:
    """
    Check that a class can be set up in *channel*.

    Raises:
        SubscriptionError: If it has one, or the guild has as many as it may have.
    """
    if repositories.classes.find(guild, channel):
        raise _class_exists_error()
    if repositories.classes.count(guild) >= MAX_CLASSES_PER_GUILD:
        many = ngettext_(
            "This server already has {number} class, the maximum.",
            "This server already has {number} classes, the maximum.",
            MAX_CLASSES_PER_GUILD,
        )
        raise SubscriptionError("class", many, _("End one with /class end first."))


def _class_exists_error() -> SubscriptionError:
    return SubscriptionError("class", _("This channel already has a class."), _("End it with /class end first."))


async def _find_class(interaction: discord.Interaction[Dateline]) -> ClassRecord:
    """
    Return the class of this channel.

    Raises:
        SubscriptionError: If it has none.
    """
    guild, channel = require_guild(interaction), interaction.channel_id or 0
    found = await interaction.client.database.run(lambda db: db.classes.find(guild, channel))
    if found is None:
        raise SubscriptionError("class", _("This channel has no class."), _("Set one up with /class freeze."))
    return found


def _get_subject(record: ClassRecord) -> ClassSubject:
    return ClassSubject(record.day, record.topic, record.guild, record.is_topic)


@class_group.command(name="packs", description="Get a handout on each side's position, all equally long")
@app_commands.describe(
    sides="Whose positions, separated by commas: Seoul, Moscow; leave out for the most quoted",
    length="How many sentences for each side, 1 to 12",
)
async def send_packs(
    interaction: discord.Interaction[Dateline],
    sides: app_commands.Range[str, 1, 300] = "",
    length: app_commands.Range[int, 1, MAX_PACK_SENTENCES] = DEFAULT_PACK_SENTENCES,
) -> None:
    """Send position packs as Markdown and as a page to print."""
    await defer(interaction, privately=True)
    record, translator = await _find_class(interaction), get_translator(interaction)
    work = interaction.client.workers.run(compose_packs, _get_subject(record), sides, length)
    packs = await with_progress_notice(interaction, work)
    files = {
        "position-packs.md": write_packs_markdown(packs, translator).encode(),
        "position-packs.html": write_packs_html(packs, translator).encode(),
    }
    await send_result(interaction, render_packs(packs, files, translator))


@class_group.command(name="quiz", description="Post a quiz on the class's articles in this channel")
@app_commands.describe(questions="How many questions, 1 to 30")
async def post_quiz(
    interaction: discord.Interaction[Dateline],
    questions: app_commands.Range[int, 1, MAX_QUIZ_LENGTH] = DEFAULT_QUIZ_LENGTH,
) -> None:
    """Post the invitation to a new quiz."""
    await defer(interaction)
    record, client = await _find_class(interaction), interaction.client
    number = await client.database.run(lambda db: _find_next_number(db, record))
    work = client.workers.run(compose_quiz, _get_subject(record), questions, f"{record.id}:{number}")
    quiz, now = await with_progress_notice(interaction, work), client.clock()
    quiz_id, number = await client.database.run(lambda db: _add_quiz(db, record, quiz, now))
    message = render_quiz_start(quiz_id, number, quiz, record, get_translator(interaction))
    await send_result(interaction, message)


def _find_next_number(repositories: Repositories, record: ClassRecord) -> int:
    """
    Return the number of the next quiz of a class.

    Raises:
        SubscriptionError: If it has as many as it may have.
    """
    number = 1 + repositories.classes.count_quizzes(record.id)
    if number > MAX_QUIZZES_PER_CLASS:
        many = ngettext_(
            "This class already has {number} quiz, the maximum.",
            "This class already has {number} quizzes, the maximum.",
            MAX_QUIZZES_PER_CLASS,
        )
        raise SubscriptionError("quiz", many, _("End it with /class end, and set up a new one."))
    return number


def _add_quiz(repositories: Repositories, record: ClassRecord, quiz: Quiz, now: datetime) -> tuple[int, int]:
    """
    Store *quiz* and return its id and its number in the class.

    Raises:
        InputError: If its class has ended meanwhile.
        SubscriptionError: If as many others were added meanwhile as there may be.
    """
    if repositories.classes.find(record.guild, record.channel) != record:
        raise _class_over_error()
    number = _find_next_number(repositories, record)
    return repositories.classes.add_quiz(record.id, dump_quiz(quiz), now), number


def _class_over_error() -> InputError:
    return InputError("quiz", _("This quiz is over: its class has ended."), _("Ask for a new one."))


@class_group.command(name="scores", description="Show the scores of the class in this channel")
async def show_scores(interaction: discord.Interaction[Dateline]) -> None:
    """Show the scores, visible only to the member who asks."""
    await defer(interaction, privately=True)
    record = await _find_class(interaction)
    scores, lengths = await interaction.client.database.run(
        lambda db: (db.classes.list_scores(record.id), _list_lengths(db, record.id))
    )
    await send_result(interaction, render_scores(record, scores, lengths, get_translator(interaction)))


def _list_lengths(repositories: Repositories, class_id: int) -> dict[int, int]:
    """Return the number of questions of each quiz of a class, by the quiz's number."""
    return {one.number: len(load_quiz(one.payload).items) for one in repositories.classes.list_quizzes(class_id)}


@class_group.command(name="end", description="End the class in this channel and delete its quizzes and scores")
async def end_class(interaction: discord.Interaction[Dateline]) -> None:
    """End the class."""
    await defer(interaction, privately=True)
    record = await _find_class(interaction)
    count = await interaction.client.database.run(lambda db: db.classes.remove(record.id))
    await send_result(interaction, render_class_ended(count, get_translator(interaction)))


@component_handler("class_quiz")
async def show_next_question(interaction: discord.Interaction[Dateline], quiz: int) -> None:
    """Show the member's next question: below the invitation, or in place of the answer before."""
    if _is_ephemeral(interaction):
        await interaction.response.defer()
    else:
        await defer_component(interaction)
    state = await _load_state(interaction, quiz)
    number, translator = state.next_number, get_translator(interaction)
    message = render_question(state, number, translator) if number else render_own_score(state, translator)
    if _is_ephemeral(interaction):
        await interaction.edit_original_response(view=to_view(message))
    else:
        await send_result(interaction, message)


@component_handler("class_answer")
async def answer_question(interaction: discord.Interaction[Dateline], quiz: int, number: int, option: int) -> None:
    """Record the member's answer, and show whether it is right in place of the question."""
    await interaction.response.defer()
    state, member, now = await _load_state(interaction, quiz), interaction.user.id, interaction.client.clock()
    items, guild = state.quiz.items, require_guild(interaction)
    if not 1 <= number <= len(items) or option >= len(items[number - 1].options):
        raise stale_component_error()
    correct = items[number - 1].answer == option

    def record(repositories: Repositories) -> None:
        if repositories.classes.find_quiz(quiz, guild) is None:  # its class has ended meanwhile
            raise _class_over_error()
        repositories.classes.record_answer(quiz, member, number, option, now, correct=correct)

    await interaction.client.database.run(record)
    answered = await _load_state(interaction, quiz)
    view = to_view(render_answer(answered, number, get_translator(interaction)))
    await interaction.edit_original_response(view=view)


@component_handler("class_check")
async def check_answer(interaction: discord.Interaction[Dateline], quiz: int, number: int) -> None:
    """Show the sentence that proves an answer in its paragraph, once the member has answered."""
    await defer_component(interaction)
    state, client = await _load_state(interaction, quiz), interaction.client
    if number not in state.chosen or number > len(state.quiz.items):
        raise stale_component_error()
    work = client.workers.run(check_sentence, state.quiz.proof, number, require_guild(interaction))
    checked = await with_progress_notice(interaction, work)
    await send_result(interaction, render_sentence_check(checked, client.clock(), get_translator(interaction)))


@component_handler("class_score")
async def show_own_score(interaction: discord.Interaction[Dateline], quiz: int) -> None:
    """Show the member's own score."""
    await defer_component(interaction)
    state = await _load_state(interaction, quiz)
    await send_result(interaction, render_own_score(state, get_translator(interaction)))


def _is_ephemeral(interaction: discord.Interaction[Dateline]) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _load_state(interaction: discord.Interaction[Dateline], quiz: int) -> QuizState:
    """
    Return a quiz of this guild with the member's answers.

    Raises:
        InputError: If its class has ended, or it is another guild's.
    """
    guild, member = require_guild(interaction), interaction.user.id
    found, chosen = await interaction.client.database.run(
        lambda db: (db.classes.find_quiz(quiz, guild), db.classes.list_answers(quiz, member))
    )
    if found is None:
        raise _class_over_error()
    return QuizState(quiz, load_quiz(found.payload), chosen)
