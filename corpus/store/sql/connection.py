"""The interface of a database that holds a store: statements, transactions, and an index of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

SqlParameters = Sequence[object] | Mapping[str, object]


class StoreDatabase(Protocol):
    """
    A database with the tables of a store; threads may share it.

    Statements are written in the SQL of SQLite, as far as PostgreSQL has the same, with placeholders ``?`` and
    ``:name``. `corpus.store.postgres.dialect` lists what it translates. ``json_each(X)`` is a list of integers and
    ``json_each(X, '$')`` one of strings, which SQLite does not tell apart.

    A *match* is an expression of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax) with the columns ``body``,
    ``aside`` and ``facets``.

    Attributes:
        postponed_actors: The ids of actors by database id that are aggregated later; None to do so at once.
    """

    postponed_actors: dict[int, str] | None

    @property
    def has_pending_changes(self) -> bool:
        """Whether a transaction is open, whose changes may be rolled back."""

    def fetch_all(self, sql: str, values: SqlParameters = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""

    def execute(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one statement; return the number of rows that it changed."""

    def insert(self, sql: str, values: SqlParameters = ()) -> int:
        """Run one INSERT; return the id of the row."""

    def execute_many(self, sql: str, rows: Iterable[SqlParameters]) -> None:
        """Run one statement for each row of parameters."""

    def read_change_counters(self) -> tuple[int, int]:
        """Return change counters of this and of other connections; while both stay the same, results are valid."""

    def transaction(self) -> AbstractContextManager[None]:
        """Commit all changes made in the context, or none of them if it raises; one writes at a time."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the database throughout the context, whatever others write in the meantime."""

    def close(self) -> None:
        """Close the connection; the database can't be used afterwards."""

    def add_sentences(self, rows: Iterable[Sequence[object]]) -> None:
        """Add rows to the table of sentences and to the index of words."""

    def delete_sentences(self, first: int, last: int) -> None:
        """Delete the sentences with the ids from *first* to *last*, also from the index of words."""

    def count_first_matches(self, match: str, first: int, limit: int) -> int:
        """Return the number of matching sentences from the id *first* on, at most *limit*."""

    def count_matches(self, match: str, after: int) -> int:
        """Return the number of matching sentences of articles added after a sequence number."""

    def list_facets(self, match: str, after: int) -> list[str]:
        """Return the facets of each matching sentence of articles added after a sequence number."""

    def count_facets(self, facets: Sequence[str]) -> int:
        """Return the sum of the numbers of sentences with each of *facets*."""

    def rank_matches(self, match: str, facet_weight: float, first: int, after: int, limit: int) -> list[int]:
        """
        Return the ids of the best matching sentences by BM25, then newest first, then by article and position.

        Args:
            match: The expression; all its phrases contribute to the score.
            facet_weight: Weight of the column of facets; that of the others is 1.
            first: The smallest id.
            after: Sequence number after which the article must have been added.
            limit: Maximum number of ids.
        """

    def list_newest_matches(self, match: str, first: int, after: int, limit: int) -> list[int]:
        """Return the ids of matching sentences, newest first, then by article and position; see `rank_matches`."""

    def find_file_faults(self) -> Iterator[str]:
        """Yield a sentence for each fault of the file, or of rows that refer to others."""

    def find_word_index_faults(self) -> Iterator[str]:
        """Yield a sentence if the index of words does not fit the sentences."""

    def overwrite_deleted_data(self) -> None:
        """Have what is deleted from now on overwritten, where the database would leave it in its file."""

    def compact(self) -> None:
        """Remove deleted data from the index of words and the file, in steps between which others may write."""
