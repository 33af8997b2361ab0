"""Tokens and features of names in other languages."""

from __future__ import annotations

import pytest

from corpus.entities.foreign.name_features import FeatureExtractor, compute_shape, reduce_word, split_into_tokens


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "L’île d'Orel est loin.", ["L’", "île", "d'", "Orel", "est", "loin", "."]),
        ("de", "Bad Moor-Süd hat 3,5 km.", ["Bad", "Moor-Süd", "hat", "3,5", "km", "."]),
        ("es", "J. Robles (Lima)", ["J.", "Robles", "(", "Lima", ")"]),
        ("uk", "Сім'я з Пир'ятина", ["Сім'я", "з", "Пир'ятина"]),
    ],
)
def test_a_sentence_is_split_into_words_and_signs(language: str, text: str, words: list[str]) -> None:
    """Joined French words are apart, compounds and initials whole; each token has its place."""
    tokens = split_into_tokens(text, language)
    assert [token.text for token in tokens] == words
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.parametrize(
    ("word", "shape"), [("Moor", "Xx"), ("NATO", "X"), ("A", "X1"), ("Moor-Süd", "Xx-Xx"), ("42", "9"), ("см", "x")]
)
def test_the_shape_of_a_word_is_short(word: str, shape: str) -> None:
    """Runs of alike signs are one."""
    assert compute_shape(word) == shape


def test_cases_and_both_languages_share_a_stem() -> None:
    """Russian and Ukrainian forms of one word in any case are one."""
    assert len({reduce_word(word) for word in ("министерство", "міністерства", "міністерством")}) == 1
    assert reduce_word("maire") == "maire"


def test_features_depend_on_the_words_around() -> None:
    """The same word has other features behind another word, and at the beginning."""
    rows = FeatureExtractor(lambda _: "").extract_rows(["Moor", "und", "Moor", "oder", "Moor"])
    assert len({tuple(rows[at]) for at in (0, 2, 4)}) == 3
    assert set(rows[0]) & set(rows[2])
