"""Claims about questions on when something happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.classroom import GAP
from briefings.classroom.days import choose_days, find_day_questions
from briefings.classroom.models import QuizQuestion
from tests.support.briefings.quiz_sources import build_quiz_sources

_ASKED = "The coastal railway reopened its damaged bridge at Norvik on Tuesday in front of a small crowd."
_DAY = date(2023, 4, 18)  # the Tuesday before the articles


def _ask(asked: str, *, later: tuple[str, ...] = (), seed: str = "1") -> list[QuizQuestion]:
    return list(find_day_questions(build_quiz_sources([asked], later, seed)))


def test_the_day_is_taken_out_of_its_sentence() -> None:
    """It stands among days near it, in order, and the sentence is otherwise as it is in the article."""
    (question,) = _ask(_ASKED)
    assert question.text == _ASKED.replace("Tuesday", GAP)
    assert question.original == "Tuesday"
    assert question.options[question.answer] == _DAY.isoformat()
    assert list(question.options) == sorted(question.options)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("The coastal railway has kept its damaged bridge at Norvik closed since Tuesday.", id="since"),
        pytest.param("The coastal railway will reopen its damaged bridge at Norvik by next Tuesday.", id="by"),
        pytest.param("The coastal railway reopened its bridge on Tuesday, a day after a test on Monday.", id="two"),
        pytest.param("The coastal railway will rebuild its damaged bridge at Norvik in April 2024.", id="a month"),
        pytest.param("The coastal railway, its manager said on Tuesday, is repairing the bridge.", id="of speaking"),
    ],
)
def test_a_sentence_that_is_true_of_several_days_is_not_asked(asked: str) -> None:
    """Nor one that names several days, none exactly, or only the day of a statement."""
    assert _ask(asked) == []


def test_a_day_that_a_similar_report_names_is_no_wrong_answer() -> None:
    """Whatever the seed; one of them may be right, too."""
    later = ("The coastal railway reopened its damaged bridge at Norvik on Monday, two days early.",)
    for seed in map(str, range(12)):
        for question in _ask(_ASKED, later=later, seed=seed):
            assert "2023-04-17" not in question.options


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.frozensets(st.integers(-20, 20), max_size=10),
    st.integers(0, 2**64 - 1),
)
def test_the_days_offered_are_four_in_order_and_none_is_reported(day: date, near: frozenset[int], number: int) -> None:
    """The right one is among them, once."""
    reported = frozenset(day + timedelta(days=n) for n in near if n)
    days = choose_days(day, reported, number)
    if days is not None:
        assert sorted(set(days)) == list(days)
        assert len(days) == 4
        assert day in days
        assert reported.isdisjoint(days)


def test_the_right_day_is_at_every_place_about_as_often() -> None:
    """The place tells nothing."""
    places = [days.index(_DAY) for number in range(400) if (days := choose_days(_DAY, frozenset(), number))]
    assert {places.count(place) for place in range(4)} == {100}


def test_no_day_after_the_articles_is_offered() -> None:
    """A student would strike it out; the right day is not always the last one either."""
    last = _DAY + timedelta(days=2)
    found = [choose_days(_DAY, frozenset(), number, last) for number in range(300)]
    assert all(days and days[-1] <= last for days in found)
    assert {days.index(_DAY) for days in found if days} == {1, 2, 3}
    assert choose_days(_DAY, frozenset(), 1, _DAY) is None


def test_no_question_is_made_at_the_ends_of_the_calendar() -> None:
    """Days before the first and after the last cannot be written."""
    assert choose_days(date.min, frozenset(), 0) is None
    assert choose_days(date.max, frozenset(), 3) is None
