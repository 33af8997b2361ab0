"""Claims about stems and words."""

from __future__ import annotations

import pytest

from briefings.text import are_related, bigrams, describes_article, stem, stem_words, tokenize


def test_inflected_words_share_a_stem() -> None:
    """Singular, plural and possessive of a word are one stem."""
    assert set(stem_words("treaty treaties treaty's treaty’s")) == {"treati"}


def test_function_words_carry_nothing() -> None:
    """A text of grammar alone has no stems."""
    assert stem_words("He said that it was to be with them.") == ()


def test_an_abbreviation_is_one_word() -> None:
    """Dots inside an abbreviation do not cut it, and the stem is that of the plain letters."""
    assert tokenize("The U.N. met") == ("the", "u.n", "met")
    assert stem_words("U.N.") == stem_words("UN")


def test_a_pair_holds_a_content_word() -> None:
    """Neighbours are paired as stems, function words with content words too, but never two function words."""
    assert bigrams("The banks of the rivers") == (("the", "bank"), ("bank", "of"), ("the", "river"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("died", "death"), ("german", "germany"), ("swam", "swimming"), ("arrival", "arrived"), ("merger", "merge")],
)
def test_forms_of_a_word_are_related(one: str, other: str) -> None:
    """Irregular forms and derived words belong together."""
    assert are_related(stem(one), stem(other))


@pytest.mark.parametrize(("one", "other"), [("war", "warden"), ("post", "poster-child"), ("mine", "mountain")])
def test_words_that_only_begin_alike_are_not_related(one: str, other: str) -> None:
    """A short beginning in common makes no family, nor does a long ending."""
    assert not are_related(stem(one), stem(other))


@pytest.mark.parametrize(
    "text",
    [
        "A look back at the week in which the harbour froze.",
        "Here are five things to watch in the harbour on Monday.",
        "What you need to know about the new ferry timetable.",
    ],
)
def test_some_sentences_describe_their_article(text: str) -> None:
    """They announce what the article will say, and are no news."""
    assert describes_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "A look convinced the jury.",
        "The review of the harbour begins on Monday.",
        "This ferry sank.",
        "Here is Mr Lund's reply.",
        "This post was held by Bo Lind.",
    ],
)
def test_other_sentences_are_news(text: str) -> None:
    """A word for looking or reviewing alone does not make a sentence one about its article."""
    assert not describes_article(text)
