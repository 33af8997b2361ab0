"""Choose the questions of a quiz, so that none repeats or answers another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefings.classroom.alterations import find_altered_questions, is_negation, show_unaltered
from briefings.classroom.days import find_day_questions
from briefings.classroom.evidence import SAME_REPORT_OVERLAP, measure_overlap
from briefings.classroom.models import Fidelity, QuestionKind, QuizQuestion, QuizSources
from briefings.classroom.speakers import find_speaker_questions

#: Number of questions unless another is asked for, and at most.
DEFAULT_QUIZ_LENGTH, MAX_QUIZ_LENGTH = 10, 30
#: Kinds of questions, in the order in which they are taken turns with.
_TURNS = (QuestionKind.SPEAKER, QuestionKind.ALTERED, QuestionKind.DAY, QuestionKind.SPEAKER, QuestionKind.ALTERED)
#: Share of the questions that one article, and one answer, may have; at least two.
_MAX_SHARE = 0.2
#: Candidates that are looked at for each question of a kind, at most.
_MAX_CANDIDATES_PER_QUESTION = 15


@dataclass
class _Selection:
    """The questions chosen so far, and how many each article and answer has."""

    limit: int
    chosen: list[QuizQuestion] = field(default_factory=list)
    articles: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    altered: int = 0
    denied: Counter[str] = field(default_factory=Counter)

    def take(self, question: QuizQuestion) -> bool:
        """Add *question* unless it repeats another, or its article or its answer has enough; return whether it did."""
        most, key = max(2, round(self.limit * _MAX_SHARE)), question.passage.citation.key
        answer = question.options[question.answer]
        if question.kind is QuestionKind.ALTERED:
            balanced = self._balance(question)
            if balanced is None:
                return False
            question, answer = balanced, ""
        if self.articles[key] >= most or (answer and self.answers[answer] >= most):
            return False
        if any(_overlaps(question, other) for other in self.chosen):
            return False
        self.chosen.append(question)
        self.articles[key] += 1
        self.answers[answer] += 1
        if question.kind is QuestionKind.ALTERED:
            self.altered += 1
            self.denied[question.options[question.answer]] += int("not" in question.text.split())
        return True

    def _balance(self, question: QuizQuestion) -> QuizQuestion | None:
        """
        Return *question* altered or as it stands, in turns; None if a "not" would show that a sentence is altered.

        No more sentences get a "not" than there are true ones that have it.
        """
        if self.altered % 2 == 1:
            return show_unaltered(question)
        added = is_negation(question) and "not" in question.text.split()
        return None if added and self.denied[Fidelity.ALTERED] >= self.denied[Fidelity.TRUE] else question


def build_quiz(sources: QuizSources, length: int = DEFAULT_QUIZ_LENGTH) -> tuple[QuizQuestion, ...]:
    """
    Return the questions of a quiz, the same for the same sources and seed.

    Args:
        sources: What they are made from.
        length: Maximum number of questions; fewer are returned if the articles have no more.

    Returns:
        Questions of all three kinds, mixed. Half of the sentences that may be altered are.
    """
    selection = _Selection(length)
    candidates: dict[QuestionKind, Iterator[QuizQuestion]] = {
        QuestionKind.SPEAKER: find_speaker_questions(sources),
        QuestionKind.DAY: find_day_questions(sources),
        QuestionKind.ALTERED: find_altered_questions(sources),
    }
    turn = 0
    while candidates and len(selection.chosen) < length:
        kind = _TURNS[turn % len(_TURNS)]
        turn += 1
        if kind in candidates and not _take_next(candidates[kind], selection):
            del candidates[kind]
    chosen = selection.chosen
    return tuple(sorted(chosen, key=lambda one: sources.rank("order", one.kind, one.passage.sentence.text)))


def _take_next(candidates: Iterator[QuizQuestion], selection: _Selection) -> bool:
    """Add the next fitting one of *candidates*; return whether there was one."""
    for _, question in zip(range(_MAX_CANDIDATES_PER_QUESTION), candidates, strict=False):
        if selection.take(question):
            return True
    return False


def _overlaps(question: QuizQuestion, other: QuizQuestion) -> bool:
    """Return whether two questions are about the same sentence or report, so that one may answer the other."""
    text, other_text = question.passage.sentence.text, other.passage.sentence.text
    return max(measure_overlap(text, other_text), measure_overlap(other_text, text)) >= SAME_REPORT_OVERLAP
