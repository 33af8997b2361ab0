"""Claims about documents in and out of the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import NotStored
from corpus.store import Store, open_store
from tests.corpus.store.finding import found, keep
from tests.corpus.stories import ADA, TOWN, arrival, story


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


def test_persons_are_found_by_either_end_of_a_full_name(store: Store) -> None:
    """A surname stands first or last; a person known by it alone is no full name."""
    keep(store, story("a"))
    assert store.surnamed("berg") == store.surnamed("ada") == ("ada-berg",)
    assert store.surnamed("norhaven") == ()
    alone = replace(ADA, name="Berg")
    store.add(arrival(replace(story("a", revision=2), actors=(alone,))))
    assert store.surnamed("berg") == ()


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
    with open_store(url) as writer, open_store(url) as reader:
        with writer.writing():
            writer.add(arrival(story("a")))
            assert reader.keys() == ()
        assert reader.keys() == ("a",)


def test_another_reading_of_another_text_is_not_put_in_its_place(store: Store) -> None:
    """What was revised meanwhile is not replaced by what its old text says."""
    old = story("a", "T", "Ferries run.")
    keep(store, old, story("a", "T", "Trains run.", revision=2))
    with pytest.raises(NotStored, match="another by now"):
        store.replace(arrival(old))
    assert found(store, terms=("ferries",)) == []
