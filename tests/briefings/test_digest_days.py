"""Claims about days: what happened on one is kept apart from what was published on it."""

from __future__ import annotations

from datetime import date

from briefings.digest import DayOverview, build_published_query, summarize_day
from briefings.models import Answer, Point, Request
from corpus.models import DateRange, Query
from tests.support.briefings.passages import BANK, MAYOR, build_passage

MONDAY = DateRange(date(2024, 6, 17), date(2024, 6, 17))
ASKED = Request(Query(days=(MONDAY,), terms=("bridge",), scope="1"), read_as=("Monday 17 June 2024",))
OPENED = build_passage(
    "Monday saw Mayor Ana Ruiz open the new bridge over the northern river.", "a", actors=(MAYOR,), day="2024-06-17"
)
AGAIN = build_passage("The new bridge over the northern river was opened by Mayor Ana Ruiz.", "b", actors=(MAYOR,))
RATE = build_passage("The Central Bank raised its main interest rate to five per cent.", "c", actors=(BANK,))


def test_what_was_published_is_about_something_else() -> None:
    """An article of the day that repeats what happened on it adds nothing, another does; both are counted."""
    told = summarize_day(Answer(ASKED, (Point(OPENED),)), (AGAIN, RATE))
    assert [point.passage for point in told.published] == [RATE]
    assert (told.articles, told.origins, told.found) == (2, 2, True)


def test_a_day_on_which_nothing_happened_may_have_seen_something_published() -> None:
    """Either part is enough, and neither is nothing."""
    assert summarize_day(Answer(ASKED), (RATE,)).found
    assert summarize_day(Answer(ASKED), ()) == DayOverview(Answer(ASKED))
    assert not DayOverview(Answer(ASKED)).found


def test_publication_is_asked_for_in_place_of_the_event() -> None:
    """The window of days becomes one of publication; words and scope stay."""
    assert build_published_query(ASKED) == Query(published=MONDAY, terms=("bridge",), scope="1")
