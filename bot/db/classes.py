"""Repository of classes, their quizzes and the scores of their members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.db.connection import BotDatabase, Row, dump_datetime

#: Classes that one guild may have, and quizzes that one class may.
MAX_CLASSES_PER_GUILD, MAX_QUIZZES_PER_CLASS = 25, 25


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """
    A class: articles frozen at a day, in one channel.

    Attributes:
        id: Its id.
        guild: Id of the guild.
        channel: Id of the channel.
        day: The day; later articles are left out.
        topic: The name of a topic, or words; ``""`` for all articles.
        is_topic: Whether it is the name of a topic.
    """

    id: int
    guild: str
    channel: int
    day: date
    topic: str
    is_topic: bool = False


@dataclass(frozen=True, slots=True)
class QuizRecord:
    """
    A quiz of a class.

    Attributes:
        id: Its id.
        number: Its number in the class, from 1.
        payload: The quiz as JSON.
    """

    id: int
    number: int
    payload: str


@dataclass(frozen=True, slots=True)
class Score:
    """
    What a member has answered in one quiz.

    Attributes:
        member: Id of the member.
        quiz: Number of the quiz in its class, from 1.
        correct: Number of right answers.
        answered: Number of answers.
    """

    member: int
    quiz: int
    correct: int
    answered: int


class ClassRepository:
    """Classes, quizzes and answers. Methods raise LedgerError if the database fails."""

    def __init__(self, db: BotDatabase) -> None:
        self._db = db

    def count(self, guild: str) -> int:
        """Return the number of classes of a guild."""
        (number,) = self._db.fetch_all("SELECT count(*) FROM classes WHERE guild = ?", (guild,))[0]
        return int(number)

    def find(self, guild: str, channel: int) -> ClassRecord | None:
        """Return the class of a channel, or None."""
        row = self._db.fetch_row("SELECT * FROM classes WHERE guild = ? AND channel = ?", (guild, channel))
        return _load_class(row) if row else None

    def add(
        self, guild: str, channel: int, member: int, day: date, topic: str, now: datetime, *, is_topic: bool = False
    ) -> bool:
        """Store a class; return whether the channel had none, because it can have one only."""
        inserted = self._db.execute(
            "INSERT INTO classes (guild, channel, member, day, topic, is_topic, created) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (guild, channel, member, day.isoformat(), topic, int(is_topic), dump_datetime(now)),
        )
        return inserted == 1

    def remove(self, class_id: int) -> int:
        """Delete a class with its quizzes and scores; return the number of answers deleted."""
        with self._db.transaction():
            self._db.overwrite_deleted_data()
            count = self._db.execute(
                "DELETE FROM class_answers WHERE quiz IN (SELECT id FROM class_quizzes WHERE class = ?)", (class_id,)
            )
            self._db.execute("DELETE FROM class_quizzes WHERE class = ?", (class_id,))
            self._db.execute("DELETE FROM classes WHERE id = ?", (class_id,))
        return count

    def remove_of_channel(self, channel: int) -> None:
        """Delete the class of a channel with its quizzes and scores, if there is one."""
        for row in self._db.fetch_rows("SELECT id FROM classes WHERE channel = ?", (channel,)):
            self.remove(row["id"])

    def list_channels(self) -> frozenset[tuple[str, int]]:
        """Return the ids of the channels that have a class, each with its guild's before it."""
        return frozenset(
            (row["guild"], row["channel"]) for row in self._db.fetch_rows("SELECT guild, channel FROM classes")
        )

    def add_quiz(self, class_id: int, payload: str, now: datetime) -> int:
        """Store a quiz of a class and return its id."""
        self._db.execute(
            "INSERT INTO class_quizzes (class, payload, created) VALUES (?, ?, ?)",
            (class_id, payload, dump_datetime(now)),
        )
        ((number,),) = self._db.fetch_all("SELECT max(id) FROM class_quizzes WHERE class = ?", (class_id,))
        return int(number)

    def count_quizzes(self, class_id: int) -> int:
        """Return the number of quizzes of a class."""
        ((number,),) = self._db.fetch_all("SELECT count(*) FROM class_quizzes WHERE class = ?", (class_id,))
        return int(number)

    def list_quizzes(self, class_id: int) -> tuple[QuizRecord, ...]:
        """Return the quizzes of a class, in order."""
        rows = self._db.fetch_rows("SELECT id, payload FROM class_quizzes WHERE class = ? ORDER BY id", (class_id,))
        return tuple(QuizRecord(row["id"], number, row["payload"]) for number, row in enumerate(rows, 1))

    def find_quiz(self, quiz: int, guild: str) -> QuizRecord | None:
        """Return a quiz of a guild, or None if its class has ended or is another guild's."""
        row = self._db.fetch_row(
            "SELECT id, payload, (SELECT count(*) FROM class_quizzes AS other"
            "  WHERE other.class = quiz.class AND other.id <= quiz.id) AS number"
            " FROM class_quizzes AS quiz WHERE id = ?"
            " AND class IN (SELECT id FROM classes WHERE guild = ?)",
            (quiz, guild),
        )
        return QuizRecord(row["id"], row["number"], row["payload"]) if row else None

    def record_answer(self, quiz: int, member: int, question: int, option: int, now: datetime, *, correct: bool) -> int:
        """Store a member's answer unless there is one, and return the option that counts, the first one chosen."""
        self._db.execute(
            "INSERT INTO class_answers (quiz, member, question, option, correct, answered) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (quiz, member, question, option, int(correct), dump_datetime(now)),
        )
        return self.list_answers(quiz, member)[question]

    def list_answers(self, quiz: int, member: int) -> dict[int, int]:
        """Return the options that a member chose, by the number of the question."""
        rows = self._db.fetch_rows(
            "SELECT question, option FROM class_answers WHERE quiz = ? AND member = ? ORDER BY question", (quiz, member)
        )
        return {row["question"]: row["option"] for row in rows}

    def list_scores(self, class_id: int, member: int | None = None) -> tuple[Score, ...]:
        """Return the scores in a class, of one member or of all, those with most right answers first."""
        quizzes = self._db.fetch_rows("SELECT id FROM class_quizzes WHERE class = ? ORDER BY id", (class_id,))
        numbers = {row["id"]: number for number, row in enumerate(quizzes, 1)}
        rows = self._db.fetch_rows(
            "SELECT member, quiz, sum(correct) AS correct, count(*) AS answered FROM class_answers"
            " WHERE quiz IN (SELECT id FROM class_quizzes WHERE class = ?) AND (? IS NULL OR member = ?)"
            " GROUP BY member, quiz ORDER BY sum(correct) DESC, member, quiz",
            (class_id, member, member),
        )
        return tuple(Score(row["member"], numbers[row["quiz"]], row["correct"], row["answered"]) for row in rows)


def _load_class(row: Row) -> ClassRecord:
    day = date.fromisoformat(row["day"])
    return ClassRecord(row["id"], row["guild"], row["channel"], day, row["topic"], bool(row["is_topic"]))
