"""Claims about subjects of several words: an article has most of them in one place, or is not on the subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.models import Request
from briefings.queries import find_subject_articles, has_several_words
from corpus.models import Passage, Query
from tests.support.briefings.passages import build_passage


def _build_article(key: str, title: str, *sentences: str) -> list[Passage]:
    passages = [build_passage(text, key, 100 * place, place) for place, text in enumerate(sentences)]
    return [replace(one, citation=replace(one.citation, title=title)) for one in passages]


_ARTICLES = (
    *_build_article(
        "pier", "Storm damages the old pier", "The waves tore planks from it.", "Repairs will take a year."
    ),
    *_build_article(
        "ferry", "Ferry firm orders ships", "The firm ordered two electric ships.", "The old ones are sold."
    ),
    *_build_article("storm", "Schools shut by storm", "The storm shut nine schools.", "Old roofs lost their tiles."),
)


def _find(*terms: str) -> tuple[str, ...]:
    return find_subject_articles(Request(Query(terms=terms), terms=terms), _ARTICLES).keys


@pytest.mark.parametrize(
    ("terms", "keys"),
    [
        pytest.param(("old", "pier"), ("pier",), id="one word of two is not enough"),
        pytest.param(("electric", "ship", "orders"), ("ferry",), id="other forms of the words count"),
        pytest.param(("storm", "schools", "reopen"), ("storm",), id="two words of three are most"),
        pytest.param(("storm", "tiles"), ("storm",), id="the title stands beside each sentence"),
        pytest.param(("planks", "year"), (), id="words of two sentences are not together"),
        pytest.param(("electric*", "ship*"), ("ferry",), id="beginnings of words"),
        pytest.param(("tunnel", "flood"), (), id="no word"),
    ],
)
def test_an_article_on_a_subject_has_most_of_its_words(terms: tuple[str, ...], keys: tuple[str, ...]) -> None:
    """More than half of the words stand in a sentence with its title and the sentence before."""
    assert _find(*terms) == keys


def test_words_that_most_articles_have_are_not_most_of_the_weight() -> None:
    """Where each article has two words of three, only those with the third are on the subject."""
    articles = [
        one
        for number in range(9)
        for one in _build_article(f"a{number}", "Harbour town news", f"The harbour town has {number} boats.")
    ]
    articles += _build_article("fire", "Harbour town news", "A fire in the harbour town hurt two.")
    terms = ("harbour", "town", "fire")
    assert find_subject_articles(Request(Query(terms=terms), terms=terms), articles).keys == ("fire",)


def test_titles_that_come_near_are_named() -> None:
    """Where no article is on the subject, those with a word of it are named, the nearest first."""
    terms = ("storm", "tunnel", "schools", "flood")
    found = find_subject_articles(Request(Query(terms=terms), terms=terms), _ARTICLES)
    assert found.keys == ()
    assert found.near[:2] == ("Schools shut by storm", "Storm damages the old pier")


@pytest.mark.parametrize(
    ("request_", "several"),
    [
        pytest.param(Request(Query(), terms=("pier",)), False, id="one word"),
        pytest.param(Request(Query(), terms=("old", "pier")), True, id="two words"),
        pytest.param(Request(Query(language="de"), terms=("alte", "mole")), False, id="another language"),
        pytest.param(Request(Query(articles=("a",)), terms=("old", "pier")), False, id="a topic"),
    ],
)
def test_only_several_english_words_are_a_subject(request_: Request, several: bool) -> None:
    """A single word, a topic and words of other languages are searched for as they are."""
    assert has_several_words(request_) is several
