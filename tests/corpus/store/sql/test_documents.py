"""Claims about documents in and out of the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import NotStored
from corpus.models import ActorKind, Hints, Query
from corpus.store import Store, open_store
from tests.support.corpus.documents import ADA, TOWN, build_document, build_record
from tests.support.corpus.search import add_documents, search_positions


def test_a_document_comes_out_as_it_went_in(store: Store) -> None:
    """Nothing that is marked on a document is lost or altered by storing it."""
    document = build_document()
    store.add_article(build_record(document))
    assert store.get_document("harbour") == document
    assert list(store.stream_documents()) == [document]


def test_the_picture_of_a_page_is_cited(store: Store) -> None:
    """Also after the article was annotated anew, and that of the newest revision counts."""
    record = replace(build_record(build_document("a")), hints=Hints(picture="https://cdn.example/1.jpg"))
    store.add_article(record)
    store.replace_annotations(record)
    assert store.get_record("a").hints == record.hints
    assert {passage.citation.picture for passage in store.search(Query())} == {"https://cdn.example/1.jpg"}
    assert [one.citation.picture for one in store.list_articles()] == ["https://cdn.example/1.jpg"]
    store.add_article(build_record(build_document("a", "T", "Trains run.", revision=2)))
    assert {passage.citation.picture for passage in store.search(Query())} == {""}


@pytest.mark.parametrize("text", ["a\r\nb", "tab\tand \u2028 separator", "naïve 한국 🕊", "'; DROP TABLE articles; --"])
def test_any_text_comes_out_as_it_went_in(store: Store, text: str) -> None:
    """Line ends, scripts and quotes of every kind survive."""
    document = build_document("odd", "Title", text)
    store.add_article(build_record(document))
    assert store.get_document("odd") == document


def test_a_new_revision_takes_the_place_of_the_old_and_the_old_stays_checkable(store: Store) -> None:
    """Only the current text is searched; an older one can still be had word for word."""
    old, new = build_document("a", "T", "Ferries run."), build_document("a", "T", "Trains run.", revision=2)
    add_documents(store, old, new)
    assert search_positions(store, terms=("ferries",)) == []
    assert store.get_document("a") == new
    assert store.get_document("a", revision=1) == old
    with pytest.raises(NotStored):
        store.get_document("a", revision=3)


def test_actors_add_up_what_their_articles_say(store: Store) -> None:
    """The most usual name, kind and description win, in whatever order the articles came."""
    first = build_document("a")
    renamed = replace(ADA, name="Ada M. Berg", description="")
    add_documents(store, first, build_document("b"), replace(build_document("c"), actors=(renamed,)))
    assert store.list_actors() == (replace(ADA, aliases=("Berg", "Ada M. Berg")), TOWN)
    store.delete_article("a")
    store.delete_article("b")
    assert store.list_actors() == (replace(renamed, aliases=("Berg",)),)


@pytest.mark.parametrize(
    ("kind", "names", "name"),
    [
        pytest.param(ActorKind.PLACE, ("NORHAVEN", "NORHAVEN", "Norhaven"), "Norhaven", id="a dateline"),
        pytest.param(ActorKind.ORGANISATION, ("PORT UNION", "PORT UNION", "Port Union"), "Port Union", id="a headline"),
        pytest.param(ActorKind.ORGANISATION, ("NAHO", "NAHO", "Naho"), "NAHO", id="an acronym"),
        pytest.param(ActorKind.PLACE, ("NORHAVEN", "NORHAVEN", "Norhaven Bay"), "NORHAVEN", id="another name"),
    ],
)
def test_an_actor_is_named_in_small_letters_if_one_article_has_them(
    store: Store, kind: ActorKind, names: tuple[str, ...], name: str
) -> None:
    """Capitals of a dateline or a headline do not win, however frequent they are; those of an acronym may."""
    for key, each in zip("abc", names, strict=True):
        add_documents(
            store, replace(build_document(key, "T", "Ferries run."), actors=(replace(TOWN, name=each, kind=kind),))
        )
    assert [actor.name for actor in store.list_actors()] == [name]


def test_deletion_leaves_nothing(store: Store) -> None:
    """What is deleted is neither found, listed nor counted, and its key is free again."""
    add_documents(store, build_document("a"), build_document("b", "T", "Ferries run."))
    before = store.get_sequence()
    store.delete_article("a")
    assert store.list_keys() == ("b",)
    assert store.list_actors() == ()
    assert search_positions(store) == [("b", 1)]
    assert store.get_sequence() > before
    assert store.check_integrity() == ()
    with pytest.raises(NotStored):
        store.delete_article("a")


def test_persons_are_found_by_either_end_of_a_full_name(store: Store) -> None:
    """A surname stands first or last; a person known by it alone is no full name."""
    add_documents(store, build_document("a"))
    assert store.find_full_names(("berg", "ada", "norhaven")) == dict.fromkeys(("berg", "ada"), frozenset({"ada-berg"}))
    assert store.find_full_names(("berg",), article="a") == {}
    alone = replace(ADA, name="Berg")
    store.add_article(build_record(replace(build_document("a", revision=2), actors=(alone,))))
    assert store.find_full_names(("berg",)) == {}


def test_all_or_nothing(store: Store) -> None:
    """What fails half-way leaves no trace."""

    def half() -> None:
        with store.transaction():
            store.add_article(build_record(build_document("a")))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert (store.list_keys(), store.get_sequence(), store.check_integrity()) == ((), 0, ())


def test_a_reader_sees_what_a_writer_has_finished(store_url: str) -> None:
    """Another connection reads while one writes, and sees whole articles alone."""
    with open_store(store_url) as writer, open_store(store_url) as reader:
        with writer.transaction():
            writer.add_article(build_record(build_document("a")))
            assert reader.list_keys() == ()
        assert reader.list_keys() == ("a",)


def test_another_reading_of_another_text_is_not_put_in_its_place(store: Store) -> None:
    """What was revised meanwhile is not replaced by what its old text says."""
    old = build_document("a", "T", "Ferries run.")
    add_documents(store, old, build_document("a", "T", "Trains run.", revision=2))
    with pytest.raises(NotStored, match="changed in the meantime"):
        store.replace_annotations(build_record(old))
    assert search_positions(store, terms=("ferries",)) == []
