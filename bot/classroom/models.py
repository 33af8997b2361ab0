"""Plain values of a class: its articles, its position packs, and a quiz as it is stored."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from bot.errors import LedgerError
from bot.locales.messages import _
from briefings.classroom import QuestionKind
from briefings.export.json import ExportError, from_record, to_record
from briefings.verification import CitedSentence, Proof


@dataclass(frozen=True, slots=True)
class ClassSubject:
    """
    The articles that a class works with.

    Attributes:
        day: The day at which they are frozen: none was published later.
        topic: The name of a topic, or words; ``""`` for all articles.
        scope: The scope of the articles.
        is_topic: Whether *topic* is the name of a topic; None for whichever there is.
    """

    day: date
    topic: str = ""
    scope: str = ""
    is_topic: bool | None = None


@dataclass(frozen=True, slots=True)
class FrozenArticles:
    """
    What a subject holds.

    Attributes:
        subject: The subject.
        articles: Number of its articles.
        origins: Number of independent origins among them.
        first: The day on which the first of them was published.
        undated: Number of articles that are left out because nobody knows when they were published.
    """

    subject: ClassSubject
    articles: int
    origins: int
    first: date
    undated: int = 0


@dataclass(frozen=True, slots=True)
class ProvenPack:
    """
    The sentences on the position of one side, with their proof.

    Attributes:
        name: Name of the side.
        speakers: Names of those who are quoted for it.
        available: Number of sentences that there would have been for it alone.
        proof: The sentences, in reading order.
    """

    name: str
    speakers: tuple[str, ...]
    available: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class PackSet:
    """
    Position packs of the same length.

    Attributes:
        subject: What they are about.
        packs: One for each side.
        wanted: Number of sentences that was asked for; each has fewer if one side has.
    """

    subject: ClassSubject
    packs: tuple[ProvenPack, ...]
    wanted: int

    @property
    def length(self) -> int:
        """Number of sentences of each pack."""
        return len(self.packs[0].proof.sentences)

    @property
    def shortest(self) -> str:
        """Name of the side that limits the length, or ``""`` if every pack has the length that was asked for."""
        return "" if self.length == self.wanted else min(self.packs, key=lambda one: one.available).name


@dataclass(frozen=True, slots=True)
class QuizItem:
    """
    A question as it is stored; its proof is the sentence of the same number in `Quiz.proof`.

    Attributes:
        kind: What it asks for.
        text: The quotation, the sentence with a gap, or the sentence that may be altered.
        options: Names, ISO days, or values of `briefings.classroom.Fidelity`.
        answer: Index of the right option.
        original: Words of the article that are asked for or were altered.
        replacement: What stands in their place, or ``""``.
    """

    kind: QuestionKind
    text: str
    options: tuple[str, ...]
    answer: int
    original: str = ""
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """
    A quiz.

    Attributes:
        items: Its questions.
        proof: The sentence that proves each answer, in the same order.
    """

    items: tuple[QuizItem, ...]
    proof: Proof

    def get_proof(self, number: int) -> CitedSentence:
        """Return the sentence that proves the answer to question *number*, from 1."""
        return self.proof.sentences[number - 1]


def dump_quiz(quiz: Quiz) -> str:
    """Return *quiz* as one line of JSON."""
    record = {"items": [asdict(item) for item in quiz.items], "proof": to_record(quiz.proof)}
    return json.dumps(record, ensure_ascii=False)


def load_quiz(payload: str) -> Quiz:
    """
    Load what `dump_quiz` wrote.

    Raises:
        LedgerError: If *payload* is damaged.
    """
    try:
        record = json.loads(payload)
        items = tuple(
            QuizItem(
                QuestionKind(one["kind"]),
                one["text"],
                tuple(one["options"]),
                int(one["answer"]),
                one["original"],
                one["replacement"],
            )
            for one in record["items"]
        )
        quiz = Quiz(items, from_record(record["proof"]))
    except (ValueError, KeyError, TypeError, ExportError) as error:
        raise LedgerError(_("the database"), _("a stored quiz is damaged")) from error
    if len(quiz.items) != len(quiz.proof.sentences):
        raise LedgerError(_("the database"), _("a stored quiz is damaged"))
    return quiz
