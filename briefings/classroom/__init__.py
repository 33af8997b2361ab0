"""Position packs and quizzes for a class that works from sources."""

from briefings.classroom.models import (
    GAP,
    Fidelity,
    PositionPack,
    QuestionKind,
    QuizQuestion,
    QuizSources,
    Side,
)
from briefings.classroom.packs import (
    DEFAULT_PACK_SENTENCES,
    MAX_PACK_SENTENCES,
    build_packs,
    find_sides,
)
from briefings.classroom.quiz import DEFAULT_QUIZ_LENGTH, MAX_QUIZ_LENGTH, build_quiz

__all__ = [
    "DEFAULT_PACK_SENTENCES",
    "DEFAULT_QUIZ_LENGTH",
    "GAP",
    "MAX_PACK_SENTENCES",
    "MAX_QUIZ_LENGTH",
    "Fidelity",
    "PositionPack",
    "QuestionKind",
    "QuizQuestion",
    "QuizSources",
    "Side",
    "build_packs",
    "build_quiz",
    "find_sides",
]
