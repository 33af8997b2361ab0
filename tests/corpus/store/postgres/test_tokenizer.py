"""The words of a text."""

from __future__ import annotations

import pytest

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'dateline-bot[postgres]'")

from corpus.store.postgres.tokenizer import MAX_WORD_LENGTH, get_tokenizer, split_term


def test_words_are_folded_and_stemmed() -> None:
    """As the index of a SQLite store has them, whatever the script; every text has its own list."""
    assert get_tokenizer().split_texts(["The Ferries' café,\0 twenty-first.", "", "한국 r12z1"]) == [
        ["the", "ferri", "cafe", "twenti", "first"],
        [],
        ["한국", "r12z1"],
    ]


def test_a_very_long_word_is_cut() -> None:
    """The server refuses those of more than 2 kB."""
    assert split_term("x" * 5_000) == ("x" * MAX_WORD_LENGTH,)
