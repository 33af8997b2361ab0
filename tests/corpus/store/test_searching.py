"""Claims about what a search of the store finds, and in which order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.model import Query, Window, Zone
from corpus.store import Store, open_store
from corpus.store.sentences import marked
from tests.corpus.store.finding import WEDNESDAY, found, keep
from tests.corpus.stories import ADA, arrival, story


def test_a_passage_carries_what_is_marked_on_its_sentence(store: Store) -> None:
    """Dates, mentions and quotations of a passage are those of the document, wherever the sentence stands."""
    document = story("long", "Title", "Ada Berg said “all is", "well” on Wednesday.", "Ada Berg left on Wednesday.")
    store.add(arrival(document))
    stored = {passage.position: passage for passage in store.search(Query(zones=frozenset(Zone)))}
    for position, one in enumerate(marked(document)):
        passage = stored[position]
        assert (passage.sentence, passage.dates, passage.mentions, passage.quotations) == (
            one.sentence, one.dates, one.mentions, one.quotations
        )  # fmt: skip


def test_context_is_the_sentence_before(store: Store) -> None:
    """A passage brings the sentence before it in its zone, and none where it is the first."""
    keep(store, story("three", "Title", "One came.", "Two came.", "Three came."))
    assert [passage.context for passage in store.search(Query())] == ["", "One came.", "Two came."]


def test_words_are_found_by_their_stems(store: Store) -> None:
    """A search for "ferry" finds "Ferries", and accents do not matter."""
    keep(store, story("a", "T", "Ferries run."), story("b", "T", "The café shut."), story("c", "T", "Nothing else."))
    assert found(store, terms=("ferry",)) == [("a", 1)]
    assert found(store, terms=("cafe",)) == [("b", 1)]


@pytest.mark.parametrize("term", ['"', "a* OR b", "NEAR(a b)", "body:x", "-", "(", "col : {", "\x00", "AND"])
def test_a_term_is_a_word_and_never_a_command(store: Store, term: str) -> None:
    """Whatever is typed is looked for as words."""
    keep(store, story("a", "T", "Ferries run."))
    assert found(store, terms=(term,)) == []


def test_every_part_of_a_query_narrows(store: Store) -> None:
    """Actors, event days, publication days, zones and articles are each kept to."""
    keep(
        store,
        story("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "It rained."),
        story("b", "Old news", "Ada Berg spoke on Wednesday.", published="2023-01-05", event="2023-01-04"),
    )
    assert found(store, actors=(ADA.id,)) == [("a", 1), ("b", 1)]
    assert found(store, actors=(ADA.id,), zones=frozenset({Zone.HEADLINE})) == [("a", 0)]
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == [("a", 1)]
    assert found(store, days=(Window(last=date(2023, 12, 31)),)) == [("b", 1)]
    assert found(store, published=Window(first=date(2024, 1, 1))) == [("a", 1), ("a", 2)]
    assert found(store, articles=("b",)) == [("b", 1)]
    assert found(store, terms=("rained",), actors=(ADA.id,)) == []
    assert found(store, actors=("nobody",)) == []
    assert found(store, zones=frozenset()) == []
    assert found(store, limit=1) == [("a", 1)]


def test_a_month_touches_its_days(store: Store) -> None:
    """What is dated to a month is found by a day of it, and a day by its year."""
    keep(store, story("month", "T", "It was on Wednesday.", event="2024-06"), story("day", "T", "It was on Wednesday."))
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == [("day", 1), ("month", 1)]
    assert found(store, days=(Window(date(2024, 6, 2), date(2024, 6, 2)),)) == [("month", 1)]
    assert found(store, days=(Window(date(2024, 1, 1), date(2024, 12, 31)),)) == [("day", 1), ("month", 1)]


def test_just_the_days_asked_for_come_before_the_month_around_them(store: Store) -> None:
    """What is dated to the day comes first, however much newer what names its year is; both count to the limit."""
    keep(
        store,
        story("day", "T", "It was on Wednesday.", published="2024-06-20"),
        story("year", "T", "It was on Wednesday.", event="2024", published="2024-06-30"),
        story("span", "T", "It was on Wednesday.", event="2024-06-18/2024-06-20", published="2024-06-01"),
    )
    day = (Window(WEDNESDAY, WEDNESDAY),)
    assert [key for key, _ in found(store, days=day)] == ["day", "span", "year"]
    assert [key for key, _ in found(store, days=day, limit=2)] == ["day", "span"]
    assert found(store, days=(Window(date(2024, 1, 1), date(2024, 12, 31)),))[0] == ("year", 1)


def test_only_what_arrived_later_is_found_after_a_sequence_number(store: Store) -> None:
    """`Query.after` leaves out what was there at that number, and keeps a new revision."""
    keep(store, story("a", "T", "Ferries run."), story("b", "T", "Ferries run."))
    then = store.sequence()
    keep(store, story("c", "T", "Ferries run."), story("a", "T", "Ferries run late.", revision=2))
    assert found(store, after=then) == [("a", 1), ("c", 1)]
    assert found(store, after=then, terms=("ferries",)) == [("c", 1), ("a", 1)]
    assert found(store, after=store.sequence()) == []


def test_what_was_found_is_found_anew_after_any_change(tmp_path: Path) -> None:
    """A change of ours, one that was taken back, another process's, and what the whole corpus tells: each counts."""
    url, query = f"sqlite:///{tmp_path / 'store.db'}", Query(terms=("ferries",))
    with open_store(url) as store, open_store(url) as other:
        keep(store, story("a", "T", "Ferries run."))
        assert [one.citation.key for one in store.search(query)] == ["a"]
        with pytest.raises(ZeroDivisionError):
            _take_back(store, query)
        keep(store, story("c", "T", "Ferries rest."))  # under the sequence number that was taken back
        assert {one.citation.key for one in store.search(query)} == {"a", "c"}
        keep(other, story("d", "T", "Ferries turn."))
        assert {one.citation.key for one in store.search(query)} == {"a", "c", "d"}
        store.regroup([(("", "c"), "a")])
        assert {one.citation.origin for one in store.search(query)} == {"a", "d"}


def _take_back(store: Store, query: Query) -> None:
    with store.writing():
        keep(store, story("b", "T", "Ferries run late."))
        assert len(store.search(query)) == 2
        raise ZeroDivisionError


def test_equal_scores_come_newest_first_whatever_the_order_of_adding() -> None:
    """Ties are broken by what an article is, never by when it came."""
    stories = [
        story("b", "T", "Ferries run."),
        story("a", "T", "Ferries run."),
        story("z", "T", "Ferries run.", published="2024-07-01"),
    ]
    for order in (stories, stories[::-1]):
        with open_store("sqlite:///:memory:") as store:
            keep(store, *order)
            assert found(store, terms=("ferries",)) == found(store) == [("z", 1), ("a", 1), ("b", 1)]


def test_of_too_many_matches_the_telling_and_the_new_are_ranked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more matches than can be ranked, rare words, words together and new articles are kept."""
    for number in range(30):
        text = "Ferries run to the harbour." if number == 3 else ("Ferries run.", "The harbour is calm.")[number % 2]
        keep(store, story(f"n{number:02}", "T", text, published=f"{1994 + number}-06-01"))
    keep(store, story("rare", "T", "Ferries and whales.", published="1990-01-01"))
    newest = [("n28", 1), ("n26", 1), ("n24", 1)]
    every = found(store, terms=("ferries",))
    monkeypatch.setattr("corpus.store.searching.MOST_MATCHES", 6)
    assert found(store, terms=("whales", "ferries"), limit=1) == [("rare", 1)]
    assert found(store, terms=("ferries", "harbour"), limit=3)[0] == ("n03", 1)
    assert found(store, terms=("ferries",), limit=3) == newest
    assert found(store, limit=3) == [("n29", 1), ("n28", 1), ("n27", 1)]
    assert found(store, published=Window(last=date(2020, 1, 1)), terms=("ferries",), limit=1) == [("n24", 1)]
    assert sorted(found(store, terms=("ferries",), limit=100)) == sorted(every)
