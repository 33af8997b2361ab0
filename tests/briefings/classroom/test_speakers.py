"""Claims about questions on who said something."""

from __future__ import annotations

import pytest

from briefings.classroom.models import QuizQuestion
from briefings.classroom.speakers import find_speaker_questions
from tests.support.briefings.quiz_sources import build_quiz_sources

_ASKED = "“The new ferry will be in service before the summer holidays begin,” harbour chief Tessa Oldman said."
_OTHERS = (
    "“Nobody asked the islanders what they think of the new timetable,” council leader Marcus Feld said on Monday.",
    "“The old pier has to close because the timber is rotten,” harbour director Ingrid Sollers said in a statement.",
    "“We expect the fares to stay where they are for a year,” company director Pavel Ruzic said.",
)


def _ask(asked: str, *others: str, later: tuple[str, ...] = ()) -> list[QuizQuestion]:
    return [
        one
        for one in find_speaker_questions(build_quiz_sources([asked, *others], later))
        if one.passage.sentence.text == asked
    ]


def test_the_speaker_stands_among_people_who_did_not_say_it() -> None:
    """The quotation is shown without its speaker, and the sentence proves who it is."""
    (question,) = _ask(_ASKED, *_OTHERS)
    assert question.options[question.answer] == "Tessa Oldman"
    assert question.text == "The new ferry will be in service before the summer holidays begin"
    assert question.passage.sentence.text == _ASKED
    assert set(question.options) == {"Tessa Oldman", "Marcus Feld", "Ingrid Sollers", "Pavel Ruzic"}


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(
            "“Oldman and her crew will have the ferry ready in time,” harbour chief Tessa Oldman said.", id="a name"
        ),
        pytest.param("“As harbour chief I will have the ferry ready in time,” Tessa Oldman said.", id="an office"),
        pytest.param("“My husband built the first ferry on this coast,” Tessa Oldman said.", id="a relative"),
        pytest.param("“It will be ready,” harbour chief Tessa Oldman said of the ferry.", id="few words"),
        pytest.param("“The new ferry will be in service before the summer,” she said on Monday.", id="a pronoun"),
    ],
)
def test_what_gives_the_speaker_away_is_not_asked(asked: str) -> None:
    """Nor what is too short to be recognized, nor a quotation whose article names the speaker elsewhere only."""
    assert _ask(asked, *_OTHERS) == []


def test_whom_another_article_reports_to_have_said_so_is_no_wrong_answer() -> None:
    """A report of the same words that names another person beside the speaker takes that person out."""
    later = (
        "Tessa Oldman and Marcus Feld both promised that the new ferry will be in service before the summer holidays.",
    )
    (question,) = _ask(_ASKED, *_OTHERS, later=later)
    assert "Marcus Feld" not in question.options


def test_words_that_two_articles_give_to_two_people_are_not_asked() -> None:
    """Nobody can say who is right."""
    later = ("“The new ferry will be in service before the summer holidays begin,” council leader Marcus Feld said.",)
    assert _ask(_ASKED, *_OTHERS, later=later) == []


def test_who_is_named_in_the_quotation_is_no_answer() -> None:
    """Hardly anybody speaks of themselves by name, so that a student would strike the name out."""
    asked = "“The new ferry that Marcus Feld ordered will be in service before the summer,” Tessa Oldman said."
    assert all("Marcus Feld" not in one.options for one in _ask(asked, *_OTHERS))
