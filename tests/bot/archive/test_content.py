"""Claims about what the pages show: the ledger's words, with context from the articles that are stored."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bot.archive.content import MAX_CONTEXT_CHARACTERS, ArchivedDigest, collect_digests
from bot.errors import LedgerError
from bot.models.digest import PublishedDigest
from corpus.entities import Registry
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store
from tests.support.bot.archived_digests import build_archived_digest, build_archived_sentence, compose_digests
from tests.support.sample_store import copy_sample_store


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a store with a sample."""
    return copy_sample_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def published(url: str) -> tuple[PublishedDigest, ...]:
    """Compose four digests."""
    return compose_digests(url, 4)


def collect(url: str, published: tuple[PublishedDigest, ...]) -> tuple[ArchivedDigest, ...]:
    """Return the digests with what the store has of them."""
    with open_store(url) as store:
        return collect_digests(store, published)


def test_a_sentence_stands_between_its_neighbours(url: str, published: tuple[PublishedDigest, ...]) -> None:
    """Before, words and after are found in this order in its article; its hash is that of its words."""
    found = [one for digest in collect(url, published) for one in digest.sentences]
    assert sum(bool(one.before) for one in found) > 1  # most open their article
    with open_store(url) as store:
        for one in found:
            text = " ".join(store.get_document(one.cited.key).article.text.split())
            words = " ".join(one.cited.text.split())
            parts = [part.strip("… ") for part in (one.before, words, one.after) if part]
            places = [text.index(part) for part in parts]
            assert places == sorted(places)
            assert one.sha256 == sha256(one.cited.text.encode()).hexdigest()


def test_people_and_organisations_are_named(url: str, published: tuple[PublishedDigest, ...]) -> None:
    """By what the ledger recorded, with the names of the store; places are not among them."""
    names = {actor.name for digest in collect(url, published) for one in digest.sentences for actor in one.actors}
    assert {"Vladimir Putin", "Kim Jong Un"} <= names
    without = tuple(replace(one, sentences="") for one in published)
    assert {actor for digest in collect(url, without) for one in digest.sentences for actor in one.actors} == set()


def test_the_topic_is_that_of_the_day(url: str, published: tuple[PublishedDigest, ...]) -> None:
    """As it was asked for when the digest was composed."""
    assert [digest.topic for digest in collect(url, published)] == ["Putin", "South Korea", "treaty", ""]


def test_a_digest_stays_when_its_articles_are_gone(
    tmp_path: Path, url: str, published: tuple[PublishedDigest, ...]
) -> None:
    """Its words, citations and hashes are the same; context and names are not shown."""
    empty = collect(f"sqlite:///{tmp_path / 'empty.sqlite3'}", published)
    full = collect(url, published)
    assert [digest.path for digest in empty] == [digest.path for digest in full]
    assert [digest.seal for digest in empty] == [digest.seal for digest in full]
    assert [one.cited for one in empty[0].sentences] == [one.cited for one in full[0].sentences]
    assert not any(one.before or one.after or one.actors for digest in empty for one in digest.sentences)


def test_context_of_an_altered_article_is_not_shown(tmp_path: Path, published: tuple[PublishedDigest, ...]) -> None:
    """Where other words stand at the place of the sentence."""
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    key = collect(other, published)[0].sentences[0].cited.key
    with open_store(other) as store:
        add_sources(
            store, [build_source(b"Another text\n\nRates rose on Monday. Snow fell.\n" * 99, key, "-")], Registry()
        )
    (first, *_) = collect(other, published)[0].sentences
    assert (first.before, first.after, first.actors) == ("", "", ())


def test_long_neighbours_are_shortened(tmp_path: Path, published: tuple[PublishedDigest, ...]) -> None:
    """The end of the one before and the beginning of the one after are shown."""
    del published
    long = "The council of Osel said on Monday that " + "it would pay for the bridge, and " * 40 + "that was all."
    text = f"Bridge\n\n{long} Rates rose by half a point. {long}\n"
    url = f"sqlite:///{tmp_path / 'long.sqlite3'}"
    with open_store(url) as store:
        add_sources(store, [build_source(text.encode(), "bridge", "-")], Registry())
    one = _collect_sentence(url, text, "Rates rose by half a point.", "bridge")
    assert one.before.startswith("… ")
    assert one.before.endswith("that was all.")
    assert one.after.startswith("The council of Osel")
    assert one.after.endswith(" …")
    assert len(one.after) == len(one.before) == MAX_CONTEXT_CHARACTERS + 2


def _collect_sentence(url: str, text: str, words: str, key: str):  # noqa: ANN202
    from bot.archive.content import _ArticleShelf, _build_sentence

    start = text.index(words)
    cited = build_archived_sentence(words, key=key, start=start, end=start + len(words)).cited
    with open_store(url) as store:
        return _build_sentence(cited, _ArticleShelf(store).find(key, "", 1), {})


def test_a_seal_changes_with_every_sentence() -> None:
    """With its words, its place, the order, and how many there are."""
    one, two = build_archived_sentence("Rates rose."), build_archived_sentence("Snow fell.", start=40, end=50)
    moved = build_archived_sentence("Snow fell.", start=41, end=51)
    seals = {
        build_archived_digest(*sentences).seal for sentences in ((one, two), (two, one), (one,), (one, moved), (two,))
    }
    assert len(seals) == 5


@pytest.mark.parametrize("proof", ["{}", "[]", "null", "{", '{"sentences": 1}'])
def test_a_damaged_record_is_one_error(proof: str, url: str, published: tuple[PublishedDigest, ...]) -> None:
    """It names the digest, and how to go on without it."""
    damaged = replace(published[0], proof=proof)
    with pytest.raises(LedgerError, match=f"digest {damaged.id}: its record is damaged") as caught:
        collect(url, (damaged,))
    assert "/archive remove" in str(caught.value)
