"""The bundled articles in German, Ukrainian, Korean and Japanese."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefings import summarizer
from briefings.models import Request
from briefings.queries import compile_topic
from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import Query, Source
from corpus.pipeline import add_sources
from corpus.pipeline.annotate import annotate
from corpus.sources.files import load_sample_topics
from corpus.store import Store, open_store
from tests.support.paths import SAMPLE

FILES = sorted((SAMPLE.parent / "languages").glob("*.txt"))
_REGISTRY = load_bundled_registry()


def _load(file: Path) -> Source:
    return Source(file.read_text(encoding="utf-8"), file.stem, str(file), file.stem)


@pytest.fixture(scope="module")
def store() -> Store:
    """Return a store that holds the articles."""
    store = open_store("sqlite:///:memory:")
    add_sources(store, map(_load, FILES), _REGISTRY)
    return store


def test_there_are_two_articles_in_each_of_four_languages(store: Store) -> None:
    """The language of each is identified and stored."""
    assert Counter(one.citation.language for one in store.list_articles()) == dict.fromkeys(("de", "ja", "ko", "uk"), 2)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_president_is_found_in_each_language(file: Path) -> None:
    """The registry's actors are one in all languages, and the day of the treaty is dated."""
    document = annotate(_load(file), _REGISTRY, file.stem)
    assert {"vladimir-putin", "north-korea", "russia"} <= {one.id for one in document.actors} | {"russia"}
    assert "2024-06-19" in {one.value for one in document.dates}


def test_an_actor_is_searched_across_languages(store: Store) -> None:
    """A search for one actor finds sentences in all four languages."""
    found = store.search(Query(actors=("vladimir-putin",)))
    assert {one.citation.language for one in found} == {"de", "ja", "ko", "uk"}


def test_a_search_can_be_restricted_to_languages(store: Store) -> None:
    """Only articles in the languages named are searched."""
    found = store.search(Query(actors=("vladimir-putin",), languages=("ko", "ja")))
    assert {one.citation.language for one in found} == {"ja", "ko"}


def test_a_search_finds_other_forms_of_a_word(store: Store) -> None:
    """A word with a particle or another ending is found by its stem."""
    for language, word in (("ko", "조약"), ("uk", "ракетами"), ("de", "Vertrags"), ("ja", "条約")):
        found = store.search(Query(terms=(word,), language=language))
        assert {one.citation.language for one in found} == {language}, word


def test_a_briefing_quotes_articles_in_several_languages(store: Store) -> None:
    """A topic for four languages is briefed on in them, each sentence as it is printed."""
    (topic,) = load_sample_topics("languages")
    compiled = compile_topic(topic, Lexicon(_REGISTRY))
    passages = {(p.citation.key, p.sentence.start): p for query in compiled.queries for p in store.search(query)}
    briefing = summarizer.summarize(tuple(passages.values()), Request(Query()), store.get_sequence())
    points = [point.passage for point in briefing.points]
    assert len({one.citation.language for one in points}) >= 3
    for one in points:
        text = store.get_document(one.citation.key, "").article.text
        assert text[one.sentence.start : one.sentence.end] == one.sentence.text
