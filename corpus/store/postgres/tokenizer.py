"""The words that the index of a SQLite store has for a text: FTS5 itself splits, folds and stems."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from functools import lru_cache

#: As in the migrations of `corpus.store.sqlite`, so that both stores find the same.
_TOKENIZER = "porter unicode61 remove_diacritics 2"

#: Longer words are cut, as PostgreSQL refuses to index those of 2 kB.
MAX_WORD_LENGTH = 250


class Tokenizer:
    """Splits texts into words; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(
            f"CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', tokenize = '{_TOKENIZER}')"
        )
        self._connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab ('texts', 'instance')")

    def split_texts(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the words of each text, in order."""
        with self._lock:
            return self._split(list(texts))

    def _split(self, texts: list[str]) -> list[list[str]]:
        self._connection.execute("BEGIN")
        try:
            self._connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
            rows = self._connection.execute("SELECT doc, offset, term FROM words").fetchall()
        finally:
            self._connection.execute("ROLLBACK")
        words: list[list[str]] = [[] for _ in texts]
        for number, _, word in sorted(rows):
            words[number].append(word[:MAX_WORD_LENGTH])
        return words


@lru_cache(maxsize=1)
def get_tokenizer() -> Tokenizer:
    """Return the tokenizer of this process."""
    return Tokenizer()


@lru_cache(maxsize=4_096)
def split_term(text: str) -> tuple[str, ...]:
    """Return the words of a short text, as of a query."""
    return tuple(get_tokenizer().split_texts([text])[0])
