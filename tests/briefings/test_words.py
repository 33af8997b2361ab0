"""Claims about stems and words."""

from __future__ import annotations

from briefings.words import pairs, stems, tokens


def test_inflected_words_share_a_stem() -> None:
    """Singular, plural and possessive of a word are one stem."""
    assert set(stems("treaty treaties treaty's treaty’s")) == {"treati"}


def test_function_words_carry_nothing() -> None:
    """A text of grammar alone has no stems."""
    assert stems("He said that it was to be with them.") == ()


def test_an_abbreviation_is_one_word() -> None:
    """Dots inside an abbreviation do not cut it, and the stem is that of the plain letters."""
    assert tokens("The U.N. met") == ("the", "u.n", "met")
    assert stems("U.N.") == stems("UN")


def test_a_pair_holds_a_content_word() -> None:
    """Neighbours are paired as stems, function words with content words too, but never two function words."""
    assert pairs("The banks of the rivers") == (("the", "bank"), ("bank", "of"), ("the", "river"))
