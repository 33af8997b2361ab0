"""Claims about stored classes, their quizzes and scores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from bot.db import ClassRecord, QuizRecord, Repositories, Score, open_database

NOON = datetime(2024, 6, 24, 12, tzinfo=UTC)
_DAY = date(2024, 6, 21)


@pytest.fixture
def database(url: str) -> Iterator[Repositories]:
    """Yield an empty database."""
    with closing(open_database(url)) as opened:
        yield opened


def _add(database: Repositories, guild: str = "111", channel: int = 5, topic: str = "") -> ClassRecord:
    assert database.classes.add(guild, channel, 7, _DAY, topic, NOON)
    found = database.classes.find(guild, channel)
    assert found
    return found


def _answer(database: Repositories, quiz: int, member: int, question: int, *, correct: bool) -> int:
    return database.classes.record_answer(quiz, member, question, int(correct), NOON, correct=correct)


def test_a_channel_has_one_class(database: Repositories) -> None:
    """The second is refused, and the first stays; another channel may have its own."""
    first = _add(database, topic="treaty")
    assert (first.day, first.topic, first.is_topic) == (_DAY, "treaty", False)
    assert database.classes.add("111", 7, 8, _DAY, "treaty", NOON, is_topic=True)
    assert getattr(database.classes.find("111", 7), "is_topic", False)
    database.classes.remove_of_channel(7)
    assert not database.classes.add("111", 5, 8, _DAY, "other", NOON)
    assert database.classes.find("111", 5) == first
    _add(database, channel=6)
    assert database.classes.count("111") == 2
    assert database.classes.find("222", 5) is None


def test_a_quiz_is_of_its_guild(database: Repositories) -> None:
    """Another guild does not find it; quizzes are numbered in their class."""
    own, other = _add(database), _add(database, "222")
    database.classes.add_quiz(other.id, "other", NOON)
    first, second = (database.classes.add_quiz(own.id, text, NOON) for text in ("one", "two"))
    assert database.classes.find_quiz(second, "111") == QuizRecord(second, 2, "two")
    assert database.classes.find_quiz(first, "222") is None
    assert [one.payload for one in database.classes.list_quizzes(own.id)] == ["one", "two"]


def test_the_first_answer_counts(database: Repositories) -> None:
    """Whoever answers again gets the first one back."""
    quiz = database.classes.add_quiz(_add(database).id, "one", NOON)
    assert _answer(database, quiz, 9, 1, correct=False) == 0
    assert _answer(database, quiz, 9, 1, correct=True) == 0
    assert database.classes.list_answers(quiz, 9) == {1: 0}
    assert database.classes.list_answers(quiz, 10) == {}


def test_scores_are_of_one_class(database: Repositories) -> None:
    """Those with most right answers first; those of one member can be had alone."""
    own, other = _add(database), _add(database, channel=6)
    quiz, foreign = database.classes.add_quiz(own.id, "one", NOON), database.classes.add_quiz(other.id, "two", NOON)
    for question in (1, 2):
        _answer(database, quiz, 9, question, correct=True)
    _answer(database, quiz, 8, 1, correct=False)
    _answer(database, foreign, 8, 1, correct=True)
    assert database.classes.list_scores(own.id) == (Score(9, 1, 2, 2), Score(8, 1, 0, 1))
    assert database.classes.list_scores(own.id, 8) == (Score(8, 1, 0, 1),)


def test_the_end_of_a_class_deletes_its_scores(database: Repositories) -> None:
    """And nothing of another class; ids are not used again, so that no old button opens a new quiz."""
    own, other = _add(database), _add(database, channel=6)
    quiz, foreign = database.classes.add_quiz(own.id, "one", NOON), database.classes.add_quiz(other.id, "two", NOON)
    for each in (quiz, foreign):
        _answer(database, each, 9, 1, correct=True)
    assert database.classes.remove(own.id) == 1
    assert database.classes.find("111", 5) is None
    assert database.classes.find_quiz(quiz, "111") is None
    assert database.classes.list_scores(own.id) == ()
    assert len(database.classes.list_scores(other.id)) == 1
    assert database.classes.remove(other.id) == 1
    assert database.classes.add_quiz(_add(database).id, "three", NOON) > foreign


def test_a_members_answers_are_theirs_to_delete(database: Repositories) -> None:
    """The class stays, without the id of whoever set it up."""
    quiz = database.classes.add_quiz(_add(database).id, "one", NOON)
    for member in (7, 9):
        _answer(database, quiz, member, 1, correct=True)
    assert len(database.privacy.list_member_rows(7)["class_answers"]) == 1
    assert database.privacy.delete_member(7) == 1
    assert database.classes.list_answers(quiz, 7) == {}
    assert database.classes.list_answers(quiz, 9) == {1: 1}
    assert [row["member"] for row in database.privacy.list_guild_rows("111")["classes"]] == [0]


def test_a_guilds_classes_go_with_it(database: Repositories) -> None:
    """With quizzes and answers; another guild's stay."""
    for guild in ("111", "222"):
        quiz = database.classes.add_quiz(_add(database, guild).id, "one", NOON)
        _answer(database, quiz, 9, 1, correct=True)
    assert database.privacy.delete_guild("111") == 3
    assert database.classes.count("111") == 0
    assert database.classes.count("222") == 1
    assert sum(len(rows) for rows in database.privacy.list_guild_rows("222").values()) == 3


def test_a_class_goes_with_its_channel(database: Repositories) -> None:
    """With its quizzes and answers; those of other channels stay."""
    own, other = _add(database), _add(database, channel=6)
    quizzes = [database.classes.add_quiz(one.id, "one", NOON) for one in (own, other)]
    for quiz in quizzes:
        _answer(database, quiz, 9, 1, correct=True)
    assert database.classes.list_channels() == {("111", 5), ("111", 6)}
    database.classes.remove_of_channel(5)
    database.classes.remove_of_channel(99)
    assert database.classes.list_channels() == {("111", 6)}
    rows = database.privacy.list_guild_rows("111")
    assert [len(rows[name]) for name in ("classes", "class_quizzes", "class_answers")] == [1, 1, 1]
