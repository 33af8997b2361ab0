"""Claims about days: what happened on one is kept apart from what was published on it."""

from __future__ import annotations

from datetime import date

from briefings.chronicle import Day, day, published_on
from briefings.model import Answer, Point, Request
from corpus.model import Query, Window
from tests.briefings.passages import BANK, MAYOR, passage

MONDAY = Window(date(2024, 6, 17), date(2024, 6, 17))
ASKED = Request(Query(days=(MONDAY,), terms=("bridge",), scope="1"), read_as=("Monday 17 June 2024",))
OPENED = passage(
    "Monday saw Mayor Ana Ruiz open the new bridge over the northern river.", "a", actors=(MAYOR,), day="2024-06-17"
)
AGAIN = passage("The new bridge over the northern river was opened by Mayor Ana Ruiz.", "b", actors=(MAYOR,))
RATE = passage("The Central Bank raised its main interest rate to five per cent.", "c", actors=(BANK,))


def test_what_was_published_tells_of_something_else() -> None:
    """An article of the day that tells again what happened on it adds nothing, another does; both are counted."""
    told = day(Answer(ASKED, (Point(OPENED),)), (AGAIN, RATE))
    assert [point.passage for point in told.published] == [RATE]
    assert (told.articles, told.origins, told.found) == (2, 2, True)


def test_a_day_on_which_nothing_happened_may_have_seen_something_published() -> None:
    """Either part is enough, and neither is nothing."""
    assert day(Answer(ASKED), (RATE,)).found
    assert day(Answer(ASKED), ()) == Day(Answer(ASKED))
    assert not Day(Answer(ASKED)).found


def test_publication_is_asked_for_in_place_of_the_event() -> None:
    """The window of days becomes one of publication; words and scope stay."""
    assert published_on(ASKED) == Query(published=MONDAY, terms=("bridge",), scope="1")
