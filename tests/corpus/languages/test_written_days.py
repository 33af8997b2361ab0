"""Claims about full dates in languages without a pack."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.languages.written_days import find_days_without_pack


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("15 maart 2022", date(2022, 3, 15), id="Dutch"),
        pytest.param("3. kesäkuuta 2021", date(2021, 6, 3), id="Finnish"),
        pytest.param("donderdag 4 april 2019", date(2019, 4, 4), id="a month as in English beside a weekday"),
    ],
)
def test_a_month_or_a_weekday_shows_the_language(line: str, day: date) -> None:
    """A date line is read by its own words."""
    assert [one.day for one in find_days_without_pack(line)] == [day]


@pytest.mark.parametrize("line", ["4 april 2019", "They met on 15 maart 2022 in the old hall.", "Room 15, 2022"])
def test_what_may_be_english_is_left_to_it(line: str) -> None:
    """Without a word that English lacks, and in sentences, nothing is found."""
    assert not find_days_without_pack(line)
