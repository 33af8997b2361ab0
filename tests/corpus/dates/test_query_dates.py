"""Claims about dates in questions."""

from __future__ import annotations

import pytest

from tests.support.cases import load_date_phrases, parse_days


@pytest.mark.parametrize(("today", "text", "wanted"), [pytest.param(*row, id=row[1]) for row in load_date_phrases()])
def test_a_question_asks_about_its_days(today: str, text: str, wanted: str) -> None:
    """The dates of a question are read as the windows written beside it."""
    assert parse_days(today, text) == wanted
