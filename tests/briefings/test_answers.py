"""Claims about answers."""

from __future__ import annotations

from datetime import date

from briefings.answers import answer
from briefings.model import Intent, Request
from corpus.model import Census, Query, Window
from tests.briefings.passages import BANK, MAYOR, passage

MONDAY = date(2024, 6, 17)
PASSAGES = (
    passage("Monday brought a rate of five per cent from the Central Bank.", "a", actors=(BANK,), day="2024-06-17"),
    passage("Tuesday brought a bridge, opened by Ana Ruiz.", "b", actors=(MAYOR,), day="2024-06-18"),
    passage("Fishermen on the coast complained about empty nets all week.", "c"),
)
CENSUS = Census(articles=3, origins=3, sentences=3, days={MONDAY: 1, date(2024, 6, 18): 1})


def test_a_day_is_answered_by_what_is_dated_to_it() -> None:
    """Asked for a day, only the sentences whose own words date them to it come."""
    given = answer(Request(Query(days=(Window(MONDAY, MONDAY),)), "on Monday"), PASSAGES, CENSUS)
    assert [point.passage.citation.key for point in given.points] == ["a"]


def test_an_actor_is_answered_by_what_mentions_it() -> None:
    """Asked for an actor, no sentence comes that is not about it."""
    given = answer(Request(Query(actors=(MAYOR.id,)), "who is Ana Ruiz", Intent.WHO, actors=(MAYOR,)), PASSAGES, CENSUS)
    assert [point.passage.citation.key for point in given.points] == ["b"]


def test_words_are_answered_by_the_sentence_that_holds_most_of_them() -> None:
    """Asked in words alone, the sentence that shares them comes first."""
    given = answer(Request(Query(terms=("empty", "nets")), "empty nets?", terms=("empty", "nets")), PASSAGES, CENSUS)
    assert given.points[0].passage.citation.key == "c"


def test_a_name_that_nobody_told_of_finds_nothing() -> None:
    """A capitalised name that stands in no sentence is not answered with something near."""
    asked = Request(Query(terms=("said", "bank")), "What did Zorro say?", terms=("bank",), unknown=("Zorro",))
    assert not answer(asked, PASSAGES, CENSUS).found


def test_a_day_without_news_finds_nothing() -> None:
    """A day that no sentence is dated to has no answer."""
    day = date(2019, 5, 3)
    assert not answer(Request(Query(days=(Window(day, day),)), "3 May 2019"), PASSAGES, CENSUS).found
