"""Questions of a quiz, what they are made from, and position packs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from briefings.models import Briefing
from corpus.models import Actor, Passage

#: What stands in a sentence where its day was.
GAP = "_____"


class QuestionKind(StrEnum):
    """What a question of a quiz asks for."""

    SPEAKER = "speaker"
    REPORTED = "reported"
    DAY = "day"
    ALTERED = "altered"


class Fidelity(StrEnum):
    """Answers to whether a sentence stands in its article as it is shown."""

    TRUE = "true"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """
    A question with one right answer.

    Attributes:
        kind: What it asks for.
        text: What is shown: a quotation, a statement as it is reported, a sentence with a `GAP`, or one that may be
            altered.
        options: The possible answers: names, ISO days in order, or the values of `Fidelity`.
        answer: Index of the right one.
        passage: The sentence that proves it, as it stands in its article.
        original: Words of the article that were altered, or would have been, and the day that is asked for; or ``""``.
        replacement: The words shown in place of *original*, ``""`` if the sentence is shown as it is.

    Raises:
        ValueError: If the options are not distinct, or *answer* is none of them.
    """

    kind: QuestionKind
    text: str
    options: tuple[str, ...]
    answer: int
    passage: Passage
    original: str = ""
    replacement: str = ""

    def __post_init__(self) -> None:
        if len(set(self.options)) != len(self.options) or not 0 <= self.answer < len(self.options):
            raise ValueError(f"the options {self.options} are not distinct, or {self.answer} is none of them")


#: Returns sentences of any article, also of later ones, that share words with a text, the most similar first.
SimilaritySearch: TypeAlias = Callable[[str], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class QuizSources:
    """
    What questions are made from.

    Attributes:
        passages: Sentences of the articles that the quiz is about.
        actors: The known actors by id.
        find_similar: Finds what other articles report, so that no wrong answer is right by another article.
        seed: Decides which questions are chosen, and the order of the options; the same seed gives the same quiz.
        last: The day at which the articles end, which students know; or None.
    """

    passages: tuple[Passage, ...]
    actors: Mapping[str, Actor]
    find_similar: SimilaritySearch
    seed: str = ""
    last: date | None = None

    def rank(self, *parts: object) -> int:
        """Return a number that depends on the seed and *parts* alone, to sort by."""
        text = "\x1f".join(map(str, (self.seed, *parts)))
        return int.from_bytes(sha256(text.encode("utf-8", "replace")).digest()[:8])

    def rank_passage(self, passage: Passage) -> int:
        """Return a number to sort sentences by."""
        return self.rank(passage.citation.key, passage.sentence.start)


@dataclass(frozen=True, slots=True)
class Side:
    """
    Those who speak for one side.

    Attributes:
        actor: The side: a state, an organisation, or a person who speaks for none of these.
        speakers: Those who are quoted for it, the most quoted first.
        passages: The sentences with their statements.
    """

    actor: Actor
    speakers: tuple[Actor, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PositionPack:
    """
    The briefing on what one side says.

    Attributes:
        side: The side.
        briefing: Its sentences; as many as those of every other side.
        available: Number of sentences that a briefing of the length asked for would have had.
    """

    side: Side
    briefing: Briefing
    available: int
