"""Claims about what a search of the store finds, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import DateRange, Query, Zone
from corpus.store import FeatureKind, Store, open_store
from corpus.store.sql.documents import split_by_sentence
from tests.support.corpus.documents import ADA, build_document, build_record
from tests.support.corpus.search import WEDNESDAY, add_documents, search_positions


def test_a_passage_carries_what_is_marked_on_its_sentence(store: Store) -> None:
    """Dates, mentions and quotations of a passage are those of the document, wherever the sentence stands."""
    document = build_document(
        "long", "Title", "Ada Berg said “all is", "well” on Wednesday.", "Ada Berg left on Wednesday."
    )
    store.add_article(build_record(document))
    stored = {passage.position: passage for passage in store.search(Query(zones=frozenset(Zone)))}
    for position, one in enumerate(split_by_sentence(document)):
        passage = stored[position]
        assert (passage.sentence, passage.dates, passage.mentions, passage.quotations) == (
            one.sentence, one.dates, one.mentions, one.quotations
        )  # fmt: skip


def test_context_is_the_sentence_before(store: Store) -> None:
    """A passage brings the sentence before it in its zone, and none where it is the first."""
    add_documents(store, build_document("three", "Title", "One came.", "Two came.", "Three came."))
    assert [passage.context for passage in store.search(Query())] == ["", "One came.", "Two came."]


def test_words_are_found_by_their_stems(store: Store) -> None:
    """A search for "ferry" finds "Ferries", and accents do not matter."""
    add_documents(
        store,
        build_document("a", "T", "Ferries run."),
        build_document("b", "T", "The café shut."),
        build_document("c", "T", "Nothing else."),
    )
    assert search_positions(store, terms=("ferry",)) == [("a", 1)]
    assert search_positions(store, terms=("cafe",)) == [("b", 1)]


def test_a_beginning_finds_all_words_that_begin_so(store: Store) -> None:
    """A term that ends in an asterisk stands for German and Germany, and for no word that holds it elsewhere."""
    add_documents(
        store,
        build_document("a", "T", "German trains ran."),
        build_document("b", "T", "Germany slept."),
        build_document("c", "T", "Nongermans woke."),
    )
    assert sorted(search_positions(store, terms=("germ*",))) == [("a", 1), ("b", 1)]


def test_neighbours_come_with_what_was_found(store: Store) -> None:
    """The sentences around a passage come once each, in their order, headlines included and other articles left out."""
    add_documents(
        store,
        build_document("a", "Title", "One came.", "Two came.", "Three left.", "Four left."),
        build_document("b", "Other", "Five came."),
    )
    found = store.search(Query(terms=("two",)))
    around = store.load_neighbours(found, 2)
    assert [one.sentence.text for one in around] == ["Title", "One came.", "Two came.", "Three left.", "Four left."]
    assert [one.sentence.text for one in store.load_neighbours(found, 0)] == ["Two came."]
    assert store.load_neighbours((), 2) == ()


def test_neighbours_of_another_server_are_not_shown(store: Store) -> None:
    """A scope gets the sentences of its own articles and the shared ones alone."""
    store.add_article(build_record(build_document("a", "T", "One came.", "Two came.", scope="1")))
    found = store.search(Query(terms=("two",), scope="1"))
    assert len(store.load_neighbours(found, 1, "1")) == 2
    assert store.load_neighbours(found, 1, "2") == ()


@pytest.mark.parametrize("term", ['"', "a* OR b", "NEAR(a b)", "body:x", "-", "(", "col : {", "\x00", "AND"])
def test_a_term_is_a_word_and_never_a_command(store: Store, term: str) -> None:
    """Whatever is typed is looked for as words."""
    add_documents(store, build_document("a", "T", "Ferries run."))
    assert search_positions(store, terms=(term,)) == []


def test_every_part_of_a_query_narrows(store: Store) -> None:
    """Actors, event days, publication days, zones and articles are each kept to."""
    add_documents(
        store,
        build_document("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "It rained."),
        build_document("b", "Old news", "Ada Berg spoke on Wednesday.", published="2023-01-05", event="2023-01-04"),
    )
    assert search_positions(store, actors=(ADA.id,)) == [("a", 1), ("b", 1)]
    assert search_positions(store, actors=(ADA.id,), zones=frozenset({Zone.HEADLINE})) == [("a", 0)]
    assert search_positions(store, days=(DateRange(WEDNESDAY, WEDNESDAY),)) == [("a", 1)]
    assert search_positions(store, days=(DateRange(last=date(2023, 12, 31)),)) == [("b", 1)]
    assert search_positions(store, published=DateRange(first=date(2024, 1, 1))) == [("a", 1), ("a", 2)]
    assert search_positions(store, articles=("b",)) == [("b", 1)]
    assert search_positions(store, terms=("rained",), actors=(ADA.id,)) == []
    assert search_positions(store, actors=("nobody",)) == []
    assert search_positions(store, zones=frozenset()) == []
    assert search_positions(store, limit=1) == [("a", 1)]


def test_a_month_touches_its_days(store: Store) -> None:
    """What is dated to a month is found by a day of it, and a day by its year."""
    add_documents(
        store,
        build_document("month", "T", "It was on Wednesday.", event="2024-06"),
        build_document("day", "T", "It was on Wednesday."),
    )
    assert search_positions(store, days=(DateRange(WEDNESDAY, WEDNESDAY),)) == [("day", 1), ("month", 1)]
    assert search_positions(store, days=(DateRange(date(2024, 6, 2), date(2024, 6, 2)),)) == [("month", 1)]
    assert search_positions(store, days=(DateRange(date(2024, 1, 1), date(2024, 12, 31)),)) == [
        ("day", 1),
        ("month", 1),
    ]


def test_just_the_days_asked_for_come_before_the_month_around_them(store: Store) -> None:
    """What is dated to the day comes first, however much newer what names its year is; both count to the limit."""
    add_documents(
        store,
        build_document("day", "T", "It was on Wednesday.", published="2024-06-20"),
        build_document("year", "T", "It was on Wednesday.", event="2024", published="2024-06-30"),
        build_document("span", "T", "It was on Wednesday.", event="2024-06-18/2024-06-20", published="2024-06-01"),
    )
    day = (DateRange(WEDNESDAY, WEDNESDAY),)
    assert [key for key, _ in search_positions(store, days=day)] == ["day", "span", "year"]
    assert [key for key, _ in search_positions(store, days=day, limit=2)] == ["day", "span"]
    assert search_positions(store, days=(DateRange(date(2024, 1, 1), date(2024, 12, 31)),))[0] == ("year", 1)


def test_only_what_arrived_later_is_found_after_a_sequence_number(store: Store) -> None:
    """`Query.after` leaves out what was there at that number, and keeps a new revision."""
    add_documents(store, build_document("a", "T", "Ferries run."), build_document("b", "T", "Ferries run."))
    then = store.get_sequence()
    add_documents(
        store, build_document("c", "T", "Ferries run."), build_document("a", "T", "Ferries run late.", revision=2)
    )
    assert search_positions(store, after=then) == [("a", 1), ("c", 1)]
    assert search_positions(store, after=then, terms=("ferries",)) == [("c", 1), ("a", 1)]
    assert search_positions(store, after=store.get_sequence()) == []


def test_what_was_found_is_found_anew_after_any_change(store_url: str) -> None:
    """A change of ours, one that was taken back, another process's, and what the whole corpus shows: each counts."""
    query = Query(terms=("ferries",))
    with open_store(store_url) as store, open_store(store_url) as other:
        add_documents(store, build_document("a", "T", "Ferries run."))
        assert [one.citation.key for one in store.search(query)] == ["a"]
        with pytest.raises(ZeroDivisionError):
            _take_back(store, query)
        add_documents(store, build_document("c", "T", "Ferries rest."))  # under the sequence number that was taken back
        assert {one.citation.key for one in store.search(query)} == {"a", "c"}
        add_documents(other, build_document("d", "T", "Ferries turn."))
        assert {one.citation.key for one in store.search(query)} == {"a", "c", "d"}
        for key, words in (("a", "Ferries run."), ("c", "Ferries rest.")):
            store.replace_annotations(build_record(build_document(key, "T", words), {FeatureKind.COPY: (1, 2, 3, 4)}))
        while store.update_origins():
            pass
        assert {one.citation.origin for one in store.search(query)} == {"a", "d"}


def test_statistics_of_changes_that_were_rolled_back_are_forgotten(store_url: str) -> None:
    """Also if the next change gets their sequence number, and is counted by difference."""
    with open_store(store_url) as store:
        add_documents(store, build_document("a", "T", "Ferries run."))
        store.compute_stats(Query())
        with pytest.raises(ZeroDivisionError):
            _take_back(store, Query(terms=("ferries",)))
        add_documents(store, build_document("c", "T", "Ferries rest. They do. They stay."))
        with open_store(store_url) as other:
            assert store.compute_stats(Query()) == other.compute_stats(Query())


def _take_back(store: Store, query: Query) -> None:
    with store.transaction():
        add_documents(store, build_document("b", "T", "Ferries run late."))
        assert len(store.search(query)) == 2
        assert store.compute_stats(Query()).sentences == 2
        raise ZeroDivisionError


def test_equal_scores_come_newest_first_whatever_the_order_of_adding(create_url: Callable[[], str]) -> None:
    """Ties are broken by what an article is, never by when it came."""
    stories = [
        build_document("b", "T", "Ferries run."),
        build_document("a", "T", "Ferries run."),
        build_document("z", "T", "Ferries run.", published="2024-07-01"),
    ]
    for order in (stories, stories[::-1]):
        with open_store(create_url()) as store:
            add_documents(store, *order)
            assert (
                search_positions(store, terms=("ferries",)) == search_positions(store) == [("z", 1), ("a", 1), ("b", 1)]
            )


def test_of_too_many_matches_the_rare_and_the_new_are_ranked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more matches than can be ranked, rare words, words together and new articles are kept."""
    for number in range(30):
        text = "Ferries run to the harbour." if number == 3 else ("Ferries run.", "The harbour is calm.")[number % 2]
        add_documents(store, build_document(f"n{number:02}", "T", text, published=f"{1994 + number}-06-01"))
    add_documents(store, build_document("rare", "T", "Ferries and whales.", published="1990-01-01"))
    newest = [("n28", 1), ("n26", 1), ("n24", 1)]
    every = search_positions(store, terms=("ferries",))
    monkeypatch.setattr("corpus.store.sql.search.MAX_RANKED_MATCHES", 6)
    assert search_positions(store, terms=("whales", "ferries"), limit=1) == [("rare", 1)]
    assert search_positions(store, terms=("ferries", "harbour"), limit=3)[0] == ("n03", 1)
    assert search_positions(store, terms=("ferries",), limit=3) == newest
    assert search_positions(store, limit=3) == [("n29", 1), ("n28", 1), ("n27", 1)]
    assert search_positions(store, published=DateRange(last=date(2020, 1, 1)), terms=("ferries",), limit=1) == [
        ("n24", 1)
    ]
    assert sorted(search_positions(store, terms=("ferries",), limit=100)) == sorted(every)
    # Forms of a word are one, and do not stand together with each other.
    assert search_positions(store, terms=("ferry|ferr*", "harbour|harbo*"), limit=1) == [("n03", 1)]
    assert search_positions(store, terms=("ferry|ferr*",), limit=2) == newest[:2]


def test_a_day_of_an_unknown_year_is_found_without_a_year_alone(store: Store) -> None:
    """What is dated to a day of an unknown year is found by that day or its month, where no year is asked for."""
    add_documents(
        store,
        build_document("dated", "T", "It was on Wednesday."),
        build_document("undated", "T", "It was on Wednesday.", event="XXXX-06-19", published=None),
    )
    day = (DateRange(WEDNESDAY, WEDNESDAY),)
    assert search_positions(store, days=day, month_days=("06-19",)) == [("dated", 1), ("undated", 1)]
    assert search_positions(store, days=day, month_days=("06",)) == [("dated", 1), ("undated", 1)]
    assert search_positions(store, days=day, month_days=("06-20",)) == [("dated", 1)]
    assert search_positions(store, days=day) == [("dated", 1)]
