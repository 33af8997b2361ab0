"""A SQLite database with the store's tables, whose sentences are indexed by FTS5."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from corpus.errors import StoreError
from corpus.store.sqlite.database import Database

#: Maximum number of index pages that one merge step may write; others may write between the steps.
_MERGE_STEP_PAGES = 200


class SqliteStoreDatabase(Database):
    """`corpus.store.sql.connection.StoreDatabase` on SQLite; the protocol describes the methods."""

    postponed_actors: dict[int, str] | None = None

    def add_sentences(self, rows: Iterable[Sequence[object]]) -> None:  # triggers keep the index up to date
        self.execute_many("INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def delete_sentences(self, first: int, last: int) -> None:
        self.execute("DELETE FROM sentences WHERE id BETWEEN ? AND ?", (first, last))

    def count_first_matches(self, match: str, first: int, limit: int) -> int:
        rows = self.fetch_all(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ? LIMIT ?)",
            (match, first, limit),
        )
        return int(rows[0][0])

    def count_matches(self, match: str, after: int) -> int:
        if not after:
            return int(self.fetch_all("SELECT count(*) FROM words WHERE words MATCH ?", (match,))[0][0])
        rows = self.fetch_all(
            "SELECT count(*) FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
            " WHERE words MATCH ? AND a.sequence > ?",
            (match, after),
        )
        return int(rows[0][0])

    def list_facets(self, match: str, after: int) -> list[str]:
        if after:
            rows = self.fetch_all(
                "SELECT s.facets FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
                " WHERE words MATCH ? AND a.sequence > ?",
                (match, after),
            )
        else:
            rows = self.fetch_all(
                "SELECT s.facets FROM words JOIN sentences s ON s.id = words.rowid WHERE words MATCH ?", (match,)
            )
        return [row[0] for row in rows]

    def count_facets(self, facets: Sequence[str]) -> int:
        rows = self.fetch_all(
            "SELECT coalesce(sum(doc), 0) FROM vocabulary WHERE col = 'facets'"
            " AND term IN (SELECT value FROM json_each(?))",
            (json.dumps(facets),),
        )
        return int(rows[0][0])

    def rank_matches(self, match: str, facet_weight: float, first: int, after: int, limit: int) -> list[int]:
        # bm25 weights of body, aside and facets: facets filter, but don't affect the score. Equal scores are sorted
        # newest first, then by article and position, so that the order of adding has no effect.
        rows = self.fetch_all(
            "SELECT s.id FROM (SELECT rowid AS id, bm25(words, 1.0, 1.0, ?) AS score FROM words WHERE words MATCH ?"
            " AND rowid >= ? ORDER BY score LIMIT ?) AS hit JOIN sentences s ON s.id = hit.id JOIN articles a"
            " ON a.id = s.article WHERE a.sequence > ? ORDER BY round(score, 9),"
            " a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
            (facet_weight, match, first, 2 * limit, after, limit),
        )
        return [row[0] for row in rows]

    def list_newest_matches(self, match: str, first: int, after: int, limit: int) -> list[int]:
        rows = self.fetch_all(
            "SELECT s.id FROM words JOIN sentences s ON s.id = words.rowid JOIN articles a ON a.id = s.article"
            " WHERE words MATCH ? AND words.rowid >= ? AND a.sequence > ?"
            " ORDER BY a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
            (match, first, after, limit),
        )
        return [row[0] for row in rows]

    def find_file_faults(self) -> Iterator[str]:
        rows = self.fetch_all("PRAGMA quick_check")
        yield from (f"the database file is damaged: {row[0]}" for row in rows if row[0] != "ok")
        rows = self.fetch_all("PRAGMA foreign_key_check")
        yield from (f"table {row[0]}: row {row[1]} refers to nothing" for row in rows)

    def find_word_index_faults(self) -> Iterator[str]:
        if self.read_only:
            return  # FTS5's integrity check is an INSERT, which counts as writing
        try:
            with self.transaction():
                self.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            yield f"the index of words does not fit the sentences ({error.reason})"

    def overwrite_deleted_data(self) -> None:
        # Otherwise deleted data stays in the file until its pages are reused (https://sqlite.org/pragma.html).
        self.execute("PRAGMA secure_delete = ON")

    def compact(self) -> None:
        # "merge" with a negative number optimizes in steps, and is complete when it changes nothing
        # (https://sqlite.org/fts5.html#the_merge_command).
        while True:
            before = self.fetch_all("SELECT total_changes()")[0][0]
            with self.transaction():
                self.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (-_MERGE_STEP_PAGES,))
            if self.fetch_all("SELECT total_changes()")[0][0] - before < 2:
                break
        self.fetch_all("PRAGMA wal_checkpoint(TRUNCATE)")
