"""Check the integrity of a database, list and delete scopes, and vacuum."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.store.sql.base import in_transaction, increment_sequence
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.documents import ArticleMixin, get_document_by_id, resolve_scope
from corpus.store.sql.serialization import hash_text


def _find_faults(db: StoreDatabase) -> Iterator[str]:
    """Yield a sentence for each fault in the file, a text, the sentences or the word index."""
    yield from db.find_file_faults()
    for number, key in db.fetch_all("SELECT id, key FROM articles ORDER BY key"):
        yield from _check_article(db, number, key)
    strays = db.fetch_all("SELECT count(*) FROM sentences WHERE article NOT IN (SELECT id FROM articles)")[0][0]
    if strays:
        yield f"{strays} sentences belong to no article"
    yield from db.find_word_index_faults()


def _check_article(db: StoreDatabase, article_id: int, key: str) -> Iterator[str]:
    current, current_digest = db.fetch_all("SELECT revision, digest FROM articles WHERE id = ?", (article_id,))[0]
    revisions = db.fetch_all(
        "SELECT revision, digest FROM revisions WHERE article = ? ORDER BY revision", (article_id,)
    )
    if (current, current_digest) not in revisions:
        yield f"{key}: its current text is missing"
    for revision, digest in revisions:
        try:
            document = get_document_by_id(db, article_id, revision)
        except Exception as error:  # noqa: BLE001
            yield f"{key}, revision {revision}: can't be read ({error})"
            continue
        if hash_text(document.article.text) != digest:
            yield f"{key}, revision {revision}: its text is not the one that was stored"
        if revision == current and _list_sentence_spans(db, article_id) != [
            (s.start, s.text) for s in document.sentences
        ]:
            yield f"{key}: its sentences are not those of its text"


def _list_sentence_spans(db: StoreDatabase, article_id: int) -> list[tuple[int, str]]:
    rows = db.fetch_all(
        "SELECT s.start, coalesce(s.body, s.aside) FROM articles a JOIN sentences s ON s.id BETWEEN a.first_sentence"
        " AND a.first_sentence + a.sentences - 1 AND s.article = a.id WHERE a.id = ? ORDER BY s.id",
        (article_id,),
    )
    return [(row[0], row[1]) for row in rows]


class MaintenanceMixin(ArticleMixin):
    """Checks, scopes and the size of the file."""

    def list_scopes(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.fetch_all("SELECT name FROM scopes ORDER BY name"))

    def resolve_scope(self, scope: str) -> str:
        return resolve_scope(self._db, scope)

    def list_own_scopes(self) -> tuple[str, ...]:
        rows = self._db.fetch_all(
            "SELECT name FROM scopes s WHERE name <> '' AND (EXISTS (SELECT 1 FROM articles WHERE scope = s.id)"
            " OR EXISTS (SELECT 1 FROM curations WHERE scope = s.id)"
            " OR EXISTS (SELECT 1 FROM topics WHERE scope = s.id)) ORDER BY name"
        )
        return tuple(row[0] for row in rows)

    @in_transaction
    def delete_scope(self, scope: str) -> int:
        if not scope:
            raise ValueError("everybody's articles are not one scope's to forget")
        rows = self._db.fetch_all("SELECT id FROM scopes WHERE name = ?", (scope,))
        if not rows:
            return 0
        self._db.overwrite_deleted_data()
        keys = [row[0] for row in self._db.fetch_all("SELECT key FROM articles WHERE scope = ?", rows[0])]
        for key in keys:
            self.delete_article(key, scope)
        for table in ("feeds", "topics", "curations"):
            self._db.execute(f"DELETE FROM {table} WHERE scope = ?", rows[0])  # noqa: S608  # table names from the tuple above
        self._db.execute("DELETE FROM forms WHERE actor IN (SELECT id FROM actors WHERE scope = ?)", rows[0])
        self._db.execute("DELETE FROM actors WHERE scope = ?", rows[0])
        self._db.execute("DELETE FROM facet_counts WHERE facet LIKE ?", (f"%s{rows[0][0]}",))
        self._db.execute("DELETE FROM scopes WHERE id = ?", rows[0])
        sequence = increment_sequence(self._db)
        self._db.execute("UPDATE counters SET value = ? WHERE name = 'deleted scope'", (sequence,))
        return len(keys)

    def vacuum(self) -> None:
        self._db.compact()

    def check_integrity(self) -> tuple[str, ...]:
        return tuple(_find_faults(self._db))
