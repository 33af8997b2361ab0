"""Claims about /class, with the real client on the test server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.classroom.models import Quiz, load_quiz
from bot.db import MAX_QUIZZES_PER_CLASS, open_database
from bot.testserver import ChatMessage, InvalidInteractionError, SimulatedUser
from tests.support.bot.bot_session import BotSession, list_controls, run_bot_session, wait_for_followup
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_quotations, read_text
from tests.support.sample_store import copy_sample_store

_DAY = "21 June 2024"


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles."""
    async with run_bot_session(copy_sample_store(tmp_path)) as opened:
        yield opened


def _get_teacher(session: BotSession) -> SimulatedUser:
    return session.get_member("Ada")


async def _run(session: BotSession, command: str, **options: object) -> ChatMessage:
    return await session.run_command(f"class {command}", _get_teacher(session), **options)


def _load_quiz(session: BotSession) -> Quiz:
    with closing(open_database(session.url)) as database:
        quiz = database.classes.find_quiz(1, _find_guild(session))
    assert quiz
    return load_quiz(quiz.payload)


def _find_guild(session: BotSession) -> str:
    return str(session.server.find_guild().id)


async def _press(message: ChatMessage, label: str, student: SimulatedUser, shown: str) -> None:
    """Press a button that replaces the message, and wait for what it shows then."""
    use = student.press_button(message, label)
    await use.wait_until(lambda _: shown in read_text(message) or None, shown, REPLY_TIMEOUT)


async def test_a_class_is_set_up_once(session: BotSession) -> None:
    """Visible to whoever sets it up alone, with what it works with; a second one in the channel is refused."""
    answer = await _run(session, "freeze", day=_DAY, topic="Ukraine")
    assert answer.private_to is not None
    assert "Class set up\nArticles about “Ukraine” up to 21 June 2024" in read_text(answer).replace("**", "").replace(
        "### ", ""
    )
    assert "This channel already has a class." in read_text(await _run(session, "freeze", day=_DAY))


async def test_commands_need_a_class(session: BotSession) -> None:
    """They say how to set one up."""
    for command in ("packs", "scores", "end"):
        assert "This channel has no class.\nSet one up with /class freeze." in read_text(await _run(session, command))


async def test_who_may_not_manage_the_server_has_no_command(session: BotSession) -> None:
    """A student may only press buttons."""
    with pytest.raises(InvalidInteractionError):
        session.get_member("Mel").run_slash_command("class freeze", {"day": _DAY})


async def test_packs_come_as_two_files(session: BotSession) -> None:
    """One to edit and one to print, each with equally many sentences of every side."""
    await _run(session, "freeze", day=_DAY)
    answer = await _run(session, "packs", sides="Russia, South Korea", length=2)
    assert "2 sentences for each side" in read_text(answer)
    files = {file.filename: file.data.decode() for file in answer.attachments}
    assert set(files) == {"position-packs.md", "position-packs.html"}
    assert "<h2>Russia</h2>" in files["position-packs.html"]
    assert files["position-packs.html"].count("<blockquote>") == 4
    assert "## South Korea" in files["position-packs.md"]


async def test_a_student_takes_a_quiz_alone(session: BotSession) -> None:
    """One question at a time, seen by nobody else; each answer with its proof, and the score at the end."""
    await _run(session, "freeze", day=_DAY)
    invitation = await _run(session, "quiz", questions=2)
    assert invitation.private_to is None
    assert "2 questions" in read_text(invitation)
    student, quiz = session.get_member("Mel"), _load_quiz(session)
    question = await wait_for_followup(student.press_button(invitation, "Start or continue"))
    assert question.private_to is not None
    for number, item in enumerate(quiz.items, 1):
        assert f"Question {number} of 2" in read_text(question)
        right = number == 1
        option = item.answer if right else (item.answer + 1) % len(item.options)
        label = list(list_controls(question))[option]
        await _press(question, label, student, "Right" if right else "Not right")
        assert " ".join(list_quotations(question)[0].split()) == " ".join(quiz.get_proof(number).text.split())
        checked = await wait_for_followup(student.press_button(question, "Check this sentence"))
        assert "is in its article word for word" in read_text(checked)
        if number == 1:
            await _press(question, "Next question", student, "Question 2 of 2")
    score = await wait_for_followup(student.press_button(question, "My score"))
    assert "1 of 2 right" in read_text(score)
    again = await wait_for_followup(student.press_button(invitation, "Start or continue"))
    assert "1 of 2 right" in read_text(again)
    scores = await _run(session, "scores")
    assert scores.private_to is not None
    assert "quiz 1: 1 of 2" in read_text(scores)


async def test_the_first_answer_counts(session: BotSession) -> None:
    """Whoever presses another button of the same question afterwards changes nothing."""
    await _run(session, "freeze", day=_DAY)
    invitation = await _run(session, "quiz", questions=1)
    student, (item,) = session.get_member("Mel"), _load_quiz(session).items
    first, second = [await wait_for_followup(student.press_button(invitation, "Start or continue")) for _ in range(2)]
    labels = list(list_controls(first))
    await _press(first, labels[item.answer], student, "Right")
    await _press(second, labels[(item.answer + 1) % len(labels)], student, "Right")
    assert "quiz 1: 1 of 1" in read_text(await _run(session, "scores"))


async def test_the_end_deletes_the_scores_and_closes_the_buttons(session: BotSession) -> None:
    """A button that is still shown says that it is over."""
    await _run(session, "freeze", day=_DAY)
    invitation = await _run(session, "quiz", questions=2)
    student = session.get_member("Mel")
    question = await wait_for_followup(student.press_button(invitation, "Start or continue"))
    use = student.press_button(question, next(iter(list_controls(question))))
    await use.wait_until(lambda _: "Next question" in list_controls(question) or None, "answered", REPLY_TIMEOUT)
    assert "I deleted its quizzes and 1 answer." in read_text(await _run(session, "end"))
    over = await wait_for_followup(student.press_button(invitation, "My score"))
    assert "This quiz is over: its class has ended." in read_text(over)
    with closing(open_database(session.url)) as database:
        rows = database.privacy.list_guild_rows(_find_guild(session))
    assert not any(rows[name] for name in ("classes", "class_quizzes", "class_answers"))


async def test_a_proof_is_shown_only_after_the_answer(session: BotSession) -> None:
    """A button that was made up does not give it away."""
    await _run(session, "freeze", day=_DAY)
    invitation = await _run(session, "quiz", questions=1)
    student = session.get_member("Mel")
    question = await wait_for_followup(student.press_button(invitation, "Start or continue"))
    assert "Check this sentence" not in list_controls(question)
    scores = await _run(session, "scores")
    assert "Nobody has answered a question yet." in read_text(scores)


async def test_quizzes_made_at_once_have_numbers_of_their_own(session: BotSession) -> None:
    """And there are no more than there may be."""
    await _run(session, "freeze", day=_DAY)
    teacher = _get_teacher(session)
    for _ in range(MAX_QUIZZES_PER_CLASS - 2):
        with closing(open_database(session.url)) as database:
            database.classes.add_quiz(1, "{}", datetime(2024, 6, 24, tzinfo=UTC))
    uses = [teacher.run_slash_command("class quiz", {"questions": 1}) for _ in range(3)]
    for use in uses:
        await use.wait_until(lambda held: _find_last_text(held.messages), "answer", REPLY_TIMEOUT)
    texts = [_find_last_text(use.messages) or "" for use in uses]
    assert sorted(number for text in texts for number in (24, 25, 26) if f"Quiz {number}" in text) == [24, 25]
    assert sum("already has 25 quizzes, the maximum" in text for text in texts) == 1, texts


async def test_a_channel_that_is_deleted_takes_its_class_along(session: BotSession) -> None:
    """With all scores: nobody could end it any more."""
    await _run(session, "freeze", day=_DAY)
    channel = next(one for one in session.server.world.channels.values() if one.id == _find_channel(session))
    session.server.world.delete_channel(channel)
    async with asyncio.timeout(REPLY_TIMEOUT):
        while _find_channel(session):  # noqa: ASYNC110  # the database reports nothing
            await asyncio.sleep(0.05)


def _find_last_text(messages: Sequence[ChatMessage]) -> str | None:
    """Return the text of the quiz or of the private error, not of the public notice of an error."""
    texts = map(read_text, messages)
    return next((text for text in texts if "Quiz" in text or "quizzes" in text), None)


def _find_channel(session: BotSession) -> int:
    with closing(open_database(session.url)) as database:
        return next((channel for _guild, channel in database.classes.list_channels()), 0)
