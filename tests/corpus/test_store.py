"""Documents in and out of the store, and the searches; the store is a real one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from corpus.errors import NotStored, StoreError, StoreLocked, StoreReadOnly
from corpus.model import Document, Query, Topic, Window, Zone
from corpus.store import Curation, Feature, Features, Feed, Settled, Store, open_store
from corpus.store.sentences import marked
from tests.corpus.stories import ADA, TOWN, arrival, story

WEDNESDAY = date(2024, 6, 19)


@pytest.fixture
def store() -> Iterator[Store]:
    """Open a store in memory."""
    with open_store("sqlite:///:memory:") as opened:
        yield opened


def keep(store: Store, *documents: Document) -> None:
    """Put documents into *store*."""
    for document in documents:
        store.add(arrival(document))


def found(store: Store, **query: object) -> list[tuple[str, int]]:
    """Search, and give key and position of each passage."""
    return [(passage.citation.key, passage.position) for passage in store.search(Query(**query))]


def test_a_document_comes_out_as_it_went_in(store: Store) -> None:
    """Nothing that is marked on a document is lost or altered by storing it."""
    document = story()
    store.add(arrival(document))
    assert store.document("harbour") == document
    assert list(store.documents()) == [document]


@pytest.mark.parametrize("text", ["a\r\nb", "tab\tand \u2028 separator", "naïve 한국 🕊", "'; DROP TABLE articles; --"])
def test_any_text_comes_out_as_it_went_in(store: Store, text: str) -> None:
    """Line ends, scripts and quotes of every kind survive."""
    document = story("odd", "Title", text)
    store.add(arrival(document))
    assert store.document("odd") == document


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


def test_a_scope_sees_its_own_and_everybodys(store: Store) -> None:
    """Nothing that one server added is found, counted or listed for another."""
    keep(store, story("all", "T", "Ada Berg sails."), story("one", "T", "Ada Berg sails on Wednesday.", scope="1"))
    keep(store, story("two", "T", "Ada Berg sails on Wednesday.", scope="2"))
    for query in ({}, {"terms": ("sails",)}, {"actors": (ADA.id,)}):
        assert sorted(found(store, **query)) == [("all", 1)]
        assert sorted(found(store, scope="1", **query)) == [("all", 1), ("one", 1)]
        assert sorted(found(store, scope="3", **query)) == [("all", 1)]
    census = store.census(Query(terms=("sails",)))
    assert (census.articles, census.terms["sails"], census.actors[ADA.id], dict(census.days)) == (1, 1, 1, {})
    assert store.census(Query(scope="2")).actors[ADA.id] == 2
    assert store.keys("1") == ("all", "one")
    with pytest.raises(NotStored):
        store.document("two", "1")


def test_a_census_counts_sentences(store: Store) -> None:
    """Articles, sentences, words, actors and days are counted over what the query covers."""
    keep(
        store,
        story("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        story("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    census = store.census(Query(terms=("ferry", "whale")))
    assert (census.articles, census.origins, census.sentences) == (2, 2, 4)
    assert census.terms == {"ferry": 2, "whale": 0}
    assert census.actors == {ADA.id: 2}
    assert census.days == {WEDNESDAY: 2}
    assert census.cast == {ADA.id: ADA}
    assert census.sequence == store.sequence()
    assert store.census(Query(actors=(ADA.id,))).days == {WEDNESDAY: 1}
    assert store.census(Query(actors=("nobody",))).articles == 0


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(Query(), id="everything"),
        pytest.param(Query(zones=frozenset(Zone)), id="every zone"),
        pytest.param(Query(actors=(ADA.id,)), id="an actor"),
        pytest.param(Query(actors=("nobody",)), id="nobody"),
        pytest.param(Query(days=(Window(WEDNESDAY, WEDNESDAY),)), id="a day"),
        pytest.param(Query(after=1), id="what arrived later"),
        pytest.param(Query(after=1, actors=(ADA.id,)), id="an actor, later"),
    ],
)
def test_frequencies_are_those_of_the_census(store: Store, query: Query) -> None:
    """Sentences and words are counted as a census counts them, whatever narrows the query."""
    keep(
        store,
        story("a", "Ada Berg wins", "Ada Berg spoke on Wednesday.", "Ferries run."),
        story("b", "T", "Ada Berg rested.", "Ferries run on Wednesday."),
    )
    asked = replace(query, terms=("ferry", "whale", "rested"))
    census, frequencies = store.census(asked), store.frequencies(asked)
    assert (frequencies.sentences, frequencies.terms) == (census.sentences, census.terms)
    assert frequencies.sequence == store.sequence()


def test_a_new_revision_takes_the_place_of_the_old_and_the_old_stays_checkable(store: Store) -> None:
    """Only the current text is searched; an older one can still be had word for word."""
    old, new = story("a", "T", "Ferries run."), story("a", "T", "Trains run.", revision=2)
    keep(store, old, new)
    assert found(store, terms=("ferries",)) == []
    assert store.document("a") == new
    assert store.document("a", revision=1) == old
    with pytest.raises(NotStored):
        store.document("a", revision=3)


def test_actors_add_up_what_their_articles_say(store: Store) -> None:
    """The most usual name, kind and description win, in whatever order the articles came."""
    first = story("a")
    renamed = replace(ADA, name="Ada M. Berg", description="")
    keep(store, first, story("b"), replace(story("c"), actors=(renamed,)))
    assert store.actors() == (replace(ADA, aliases=("Berg", "Ada M. Berg")), TOWN)
    store.delete("a")
    store.delete("b")
    assert store.actors() == (replace(renamed, aliases=("Berg",)),)


def test_deletion_leaves_nothing(store: Store) -> None:
    """What is deleted is neither found, listed nor counted, and its key is free again."""
    keep(store, story("a"), story("b", "T", "Ferries run."))
    before = store.sequence()
    store.delete("a")
    assert store.keys() == ("b",)
    assert store.actors() == ()
    assert found(store) == [("b", 1)]
    assert store.sequence() > before
    assert store.check() == ()
    with pytest.raises(NotStored):
        store.delete("a")


def test_what_the_corpus_tells_is_put_in_and_taken_back(store: Store) -> None:
    """A settled document is what is searched; its own reading is kept apart and comes back."""
    document = story("a", published=None, event=None)
    dated = replace(story("a"), actors=document.actors)
    keep(store, document)
    assert store.unsettled() == (("", "a"),)
    store.settle([Settled("a", "", dated)])
    assert store.unsettled() == ()
    assert store.document("a") == dated
    assert store.as_read("a").document == document
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == [("a", 1)]
    then = store.sequence()
    store.settle([Settled("a", "", dated)])
    assert store.sequence() == then
    store.settle([Settled("a", "")])
    assert store.document("a") == document
    assert found(store, days=(Window(WEDNESDAY, WEDNESDAY),)) == []
    assert store.check() == ()


def test_an_origin_is_put_in(store: Store) -> None:
    """An article is its own origin until it is found to be a copy; the census counts origins."""
    keep(store, story("a"), story("b"))
    assert [passage.citation.origin for passage in store.search(Query(terms=("harbour",)))] == ["a", "b"]
    then = store.sequence()
    store.regroup([(("", "a"), "a"), (("", "b"), "a")])
    assert store.search(Query(articles=("b",)))[0].citation.origin == "a"
    assert (store.census(Query()).origins, store.sequence()) == (1, then + 1)


def test_near_lists_what_shares_a_hash(store: Store) -> None:
    """An article is found by the hashes it shares, within its scope, and is forgotten with them."""
    store.add(arrival(story("a"), {Feature.COPY: (1, 2, 2**32 - 1), Feature.LONE: (2,)}))
    store.add(arrival(story("b", scope="9"), {Feature.COPY: (2,)}))
    assert store.near(Feature.COPY, (2, 2**32 - 1)) == (("", "a", 2, 3),)
    assert store.near(Feature.COPY, (2,), "9") == (("", "a", 1, 3), ("9", "b", 1, 1))
    assert store.near(Feature.COPY, (1, 2), "9", least=2) == (("", "a", 2, 3),)
    store.delete("a")
    assert store.near(Feature.COPY, (1, 2)) == ()


@pytest.mark.parametrize(
    ("told", "teller", "again"),
    [
        pytest.param({Feature.COPY: (1, 2, 3, 4, 5)}, {Feature.COPY: (2, 3, 4, 5)}, True, id="a copy"),
        pytest.param({Feature.COPY: (1, 2, 3, 4, 5)}, {Feature.COPY: (5, 6, 7, 8)}, False, id="no copy"),
        pytest.param(
            {Feature.UNDATED: tuple(range(8))}, {Feature.DATED: tuple(range(9))}, True, id="one that may date it"
        ),
        pytest.param({Feature.DATED: tuple(range(8))}, {Feature.DATED: tuple(range(8))}, False, id="dated already"),
        pytest.param({Feature.LONE: (7,)}, {Feature.FULL: (7, 8)}, True, id="one that has the full name"),
    ],
)
def test_what_a_newcomer_may_tell_something_of_is_settled_anew(
    store: Store, told: Features, teller: Features, again: bool
) -> None:
    """An article waits for settling when one that may tell something of it comes, and when that one goes."""
    store.add(arrival(story("told"), told))
    store.settle([Settled("told", "")])
    store.add(arrival(story("teller"), teller))
    store.settle([Settled("teller", "")])
    assert (("", "told") in store.unsettled()) is again
    store.settle([Settled("told", "")])
    store.delete("teller")
    assert (("", "told") in store.unsettled()) is again


def test_persons_are_found_by_either_end_of_a_full_name(store: Store) -> None:
    """A surname stands first or last; a person known by it alone is no full name."""
    keep(store, story("a"))
    assert store.surnamed("berg") == store.surnamed("ada") == ("ada-berg",)
    assert store.surnamed("norhaven") == ()
    alone = replace(ADA, name="Berg")
    store.add(arrival(replace(story("a", revision=2), actors=(alone,))))
    assert store.surnamed("berg") == ()


def test_a_feed_is_kept_with_what_is_known_of_it(store: Store) -> None:
    """A feed's state comes back; deleting it takes its articles only on wish."""
    feed = Feed("https://example.org/feed", "Example", etag='"1"', due="2024-06-20T08:00:00+00:00", seen=("x", "y"))
    store.keep_feed(feed)
    store.keep_feed(replace(feed, error="gone", failures=2))
    store.keep_feed(replace(feed, scope="1"))
    store.add(replace(arrival(story("a")), feed=feed.url))
    keep(store, story("b"))
    assert store.feeds("") == (replace(feed, error="gone", failures=2),)
    assert len(store.feeds()) == 2
    assert store.delete_feed(feed.url, articles=True) == 1
    assert store.keys() == ("b",)
    assert store.delete_feed(feed.url, "1") == 0
    with pytest.raises(NotStored):
        store.delete_feed(feed.url)


def test_of_two_topics_of_one_name_a_scope_sees_its_own(store: Store) -> None:
    """Topics are kept per scope and name, whatever its case; a scope sees everybody's where it has none of the name."""
    everybodys, own = Topic("Rare Earths", ("lithium",)), Topic("rare  earths", actors=("Chile",), scope="1")
    other = Topic("Cocoa", ("cocoa", "chocolate bar"), ("Ghana",), ("example.org",), ("en", "fr"))
    for topic in (Topic("RARE EARTHS", ("old",)), own, other, everybodys):
        store.keep_topic(topic)
    assert store.topics() == store.topics("2") == (other, everybodys)
    assert store.topics("1") == (other, own)
    assert store.topics(None) == (other, everybodys, own)
    store.drop_topic("Rare earths", "1")
    assert store.topics("1") == (other, everybodys)
    with pytest.raises(NotStored, match="Rare earths"):
        store.drop_topic("Rare earths", "1")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"name": " ", "terms": ("a",)}, id="no name"),
        pytest.param({"name": "n" * 81, "terms": ("a",)}, id="too long a name"),
        pytest.param({"name": "Cocoa", "sources": ("example.org",)}, id="nothing to be found by"),
    ],
)
def test_what_is_no_topic_is_refused(parts: dict[str, object]) -> None:
    """A topic has a name, and a term or an actor."""
    with pytest.raises(ValueError, match="topic"):
        Topic(**parts)


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What an older program wrote is kept, and has room for topics afterwards."""
    path = tmp_path / "old.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        keep(store, story("a"))
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TABLE topics; PRAGMA user_version = 1")
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        assert (store.keys(), store.topics()) == (("a",), ())


def test_a_curators_word_is_kept_once(store: Store) -> None:
    """Words are kept per scope in their order, and can be taken back."""
    everybodys, own = Curation("alias", "ada-berg", "A. Berg"), Curation("merge", "ada-berg", "berg", "1")
    for word in (own, everybodys, everybodys):
        store.curate(word)
    assert store.curations() == (everybodys,)
    assert store.curations("1") == (everybodys, own)
    assert store.curations("2") == (everybodys,)
    store.uncurate(everybodys)
    assert store.curations("1") == (own,)


def test_all_or_nothing(store: Store) -> None:
    """What fails half-way leaves no trace."""

    def half() -> None:
        with store.writing():
            store.add(arrival(story("a")))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert (store.keys(), store.sequence(), store.check()) == ((), 0, ())


def test_a_reader_sees_what_a_writer_has_finished(tmp_path: Path) -> None:
    """Another connection reads while one writes, and sees whole articles alone."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(url) as writer, open_store(url, read_only=True) as reader:
        with writer.writing():
            writer.add(arrival(story("a")))
            assert reader.keys() == ()
        assert reader.keys() == ("a",)
        with pytest.raises(StoreReadOnly):
            reader.add(arrival(story("b")))


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that another process writes to for too long is an error with a way out."""
    monkeypatch.setattr("corpus.store.connection.PATIENCE", 0.05)
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with (
        open_store(url) as one,
        open_store(url) as two,
        one.writing(),
        pytest.raises(StoreLocked, match="another process"),
    ):
        two.add(arrival(story("a")))


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    """A foreign database file is as it was, to the byte, after it was refused."""
    path = tmp_path / "foreign.db"
    _execute(path, "CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program's"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda path: path.mkdir(), "folder", id="a folder"),
        pytest.param(lambda path: path.write_text("no database at all, merely text"), "no Dateline", id="a text file"),
        pytest.param(lambda path: _execute(path, "CREATE TABLE t (x)"), "another program's", id="another's database"),
        pytest.param(lambda path: _execute(path, "PRAGMA user_version = 999"), "newer Dateline", id="a newer one"),
    ],
)
def test_what_can_not_be_opened_is_named_with_the_reason(tmp_path: Path, make: object, reason: str) -> None:
    """Each kind of wrong file gives one clear sentence, and stays as it is."""
    path = tmp_path / "store.db"
    make(path)
    with pytest.raises(StoreError, match=reason):
        open_store(f"sqlite:///{path}")


_READ_AS_NOBODY = """
import os, sys
from corpus.errors import StoreReadOnly
from corpus.model import Query, Topic
from corpus.store import open_store
open_store("sqlite:///:memory:").close()  # all that has to be imported is
if os.getuid() == 0:
    os.setuid(65534)  # root may write everywhere
with open_store(sys.argv[1]) as store:
    assert store.keys() == ("a",) and store.search(Query()) and store.census(Query()).articles == 1
    assert store.check() == ()
    try:
        store.keep_topic(Topic("Cocoa", ("cocoa",)))
    except StoreReadOnly as error:
        print(error.reason)
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions of files are another thing on this system")
@pytest.mark.parametrize("folder", [0o755, 0o555], ids=["in a folder", "in a folder that may not be written"])
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_file_that_may_not_be_written_can_be_read(journal: str, folder: int) -> None:
    """Questions are answered from a protected file; whoever would change it is told why it can't be."""
    with TemporaryDirectory() as home:  # others may not look into the folders that pytest makes
        path = Path(home, "store.db")
        with open_store(f"sqlite:///{path}") as store:
            keep(store, story("a"))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA journal_mode = {journal}")
        path.chmod(0o444)
        Path(home).chmod(folder)
        command = [sys.executable, "-c", _READ_AS_NOBODY, f"sqlite:///{path}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        Path(home).chmod(0o755)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "give yourself write permission" in done.stdout


def test_reading_does_not_make_a_file(tmp_path: Path) -> None:
    """A store that is to be read only has to exist."""
    with pytest.raises(StoreError, match="no such file"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql://x/y", "sqlite://", "sqlite:///", "store.db"])
def test_an_address_of_another_form_is_refused(url: str) -> None:
    """The form of an address is told to who gets it wrong."""
    with pytest.raises(StoreError, match="sqlite:///PATH"):
        open_store(url)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE sentences SET body = 'Other words.', start = 0 WHERE body IS NOT NULL", id="other words"),
        pytest.param("UPDATE articles SET digest = x'00'", id="another text"),
        pytest.param("UPDATE revisions SET digest = x'00'", id="an older text that is another"),
        pytest.param("UPDATE revisions SET text = x'00'", id="an unreadable text"),
        pytest.param("UPDATE revisions SET marks = x'00'", id="unreadable marks"),
        pytest.param("INSERT INTO words (words) VALUES ('delete-all')", id="an empty index"),
        pytest.param("PRAGMA foreign_keys = OFF; DELETE FROM articles", id="sentences of nothing"),
    ],
)
def test_the_check_finds_damage(tmp_path: Path, damage: str) -> None:
    """Each kind of damage gives a sentence; a sound store gives none."""
    path = tmp_path / "store.db"
    with open_store(f"sqlite:///{path}") as store:
        keep(store, story("a"))
        assert store.check() == ()
    _execute(path, damage)
    with open_store(f"sqlite:///{path}") as store:
        assert store.check()


def _execute(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def test_a_scopes_merger_reaches_everybodys_articles_for_it_alone(store: Store) -> None:
    """Whoever was merged away is found, shown and counted as the one who stays, where the word holds."""
    keep(store, story("a", "T", "Ada Berg spoke on Wednesday."))
    store.curate(Curation("merge", ADA.id, "first", "1"))
    store.curate(Curation("merge", "first", "last", "1"))
    passages = store.search(Query(actors=("last",), scope="1"))
    assert [{mention.actor for mention in one.mentions} for one in passages] == [{"last"}]
    counted = store.census(Query(scope="1"))
    assert (counted.actors.get("last"), counted.actors.get(ADA.id)) == (1, None)
    assert counted.cast["last"].name == ADA.name
    assert ADA.id not in counted.cast
    assert store.search(Query(actors=(ADA.id,), scope="1")) == passages  # an old button still asks for it
    for other in ("", "2"):
        assert found(store, actors=("last",), scope=other) == []
        assert found(store, actors=(ADA.id,), scope=other) == [("a", 1)]
        assert store.census(Query(scope=other)).cast[ADA.id] == ADA
