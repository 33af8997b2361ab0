"""Claims about dates in questions."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import parse_query_dates
from tests.support.cases import load_date_phrases, parse_days


@pytest.mark.parametrize(("today", "text", "wanted"), [pytest.param(*row, id=row[1]) for row in load_date_phrases()])
def test_a_question_asks_about_its_days(today: str, text: str, wanted: str) -> None:
    """The dates of a question are read as the windows written beside it."""
    assert parse_days(today, text) == wanted


@pytest.mark.parametrize(
    ("words", "description"),
    [
        ("19. Juni 2024", "Wednesday 19 June 2024"),
        ("gestern", "Wednesday 19 June 2024"),
        ("was geschah seit Montag?", "since 17 June 2024"),
        ("depuis le 3 mai", "since 3 May 2024"),
        ("desde el lunes", "since 17 June 2024"),
        ("지난 수요일", "Wednesday 19 June 2024"),
        ("минулої середи", "Wednesday 19 June 2024"),
        ("2024年6月13日", "Thursday 13 June 2024"),
        ("先週", "10 to 16 June 2024"),
    ],
)
def test_days_are_asked_about_in_other_languages(words: str, description: str) -> None:
    """A day in a language that has a pack is the day it names, with the side that its preposition opens."""
    assert [one.description for one in parse_query_dates(words, date(2024, 6, 20))] == [description]
