"""A PostgreSQL database with the store's tables, whose sentences are indexed by GIN."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from corpus.store.postgres.database import PostgresDatabase
from corpus.store.postgres.expression import (
    COLUMN_LETTERS,
    FACET_LETTER,
    Expression,
    Phrase,
    bound_matches,
    build_tsquery,
    build_tsvector,
    list_parts,
    list_phrases,
    parse_expression,
)
from corpus.store.postgres.ranking import IndexedSentence, IndexTotals, build_matcher, compute_idf, compute_score
from corpus.store.postgres.tokenizer import get_tokenizer, split_term

_COPY_STATEMENT = (
    "COPY sentences (id, article, position, start, zone, paragraph, body, aside, facets, marks, size, tokens, words)"
    " FROM STDIN"
)
_COUNT_STATEMENT = (
    "INSERT INTO word_counts SELECT * FROM unnest(:words::text[], :counts::bigint[]) ON CONFLICT (word)"
    " DO UPDATE SET sentences = word_counts.sentences + excluded.sentences"
)
#: Of more words than these, the numbers of sentences are not looked up only to bound how many match.
_MAX_COUNTED_WORDS = 64
_BODY, _OTHER = COLUMN_LETTERS["body"], COLUMN_LETTERS["aside"]


class PostgresStoreDatabase(PostgresDatabase):
    """`corpus.store.sql.connection.StoreDatabase` on PostgreSQL; the protocol describes the methods."""

    postponed_actors: dict[int, str] | None = None

    def read_change_counters(self) -> tuple[int, int]:
        # Whatever changes a result of search increments the sequence number when it is committed.
        rows = self.fetch_all("SELECT value FROM counters WHERE name = 'sequence'")
        return self._changes, int(rows[0][0])

    def add_sentences(self, rows: Iterable[Sequence[object]]) -> None:
        sentences = list(rows)
        texts = [str(text) for *_, body, aside, facets, _ in sentences for text in (body or aside or "", facets)]
        words = get_tokenizer().split_texts(texts)
        counts, size, copied = Counter[str](), 0, []
        for row, text, facets in zip(sentences, words[::2], words[1::2], strict=True):
            column = _OTHER if row[6] is None else _BODY
            counts.update({column + word for word in text} | {FACET_LETTER + facet for facet in facets})
            size += len(text) + len(facets)
            tokens = f"{' '.join(text)}\n{' '.join(facets)}"
            copied.append((*row, len(text) + len(facets), tokens, build_tsvector(column, text, facets)))
        self.copy_rows(_COPY_STATEMENT, copied)
        self._add_counts(counts, len(sentences), size)

    def _add_counts(self, counts: Counter[str], sentences: int, size: int) -> None:
        words = sorted(counts)  # whoever writes locks the rows in the same order
        self.execute(_COUNT_STATEMENT, {"words": words, "counts": [counts[word] for word in words]})
        self.execute_many(
            "UPDATE counters SET value = value + ? WHERE name = ?",
            [(sentences, "indexed sentences"), (size, "indexed words")],
        )

    def delete_sentences(self, first: int, last: int) -> None:
        rows = self.fetch_all(
            "SELECT word, count(*) FROM sentences, unnest(tsvector_to_array(words)) AS word WHERE id BETWEEN ? AND ?"
            " GROUP BY word",
            (first, last),
        )
        ((sentences, size),) = self.fetch_all(
            "SELECT count(*), coalesce(sum(size), 0) FROM sentences WHERE id BETWEEN ? AND ?", (first, last)
        )
        self._add_counts(Counter({word: -count for word, count in rows}), -sentences, -size)
        self.execute(
            "DELETE FROM word_counts WHERE word = ANY(?::text[]) AND sentences <= 0", ([word for word, _ in rows],)
        )
        self.execute("DELETE FROM sentences WHERE id BETWEEN ? AND ?", (first, last))

    def count_first_matches(self, match: str, first: int, limit: int) -> int:
        if not first:
            fewest, most = self._bound_matches(match)
            if fewest == most or fewest >= limit:
                return min(fewest, limit)
        rows = self.fetch_all(
            # Without an index that could be used, the condition on the id does not keep PostgreSQL from that of words.
            "SELECT count(*) FROM (SELECT 1 FROM sentences WHERE words @@ ?::tsquery AND id + 0 >= ? LIMIT ?) AS hit",
            (_convert(match), first, limit),
        )
        return int(rows[0][0])

    def _bound_matches(self, match: str) -> tuple[int, int]:
        """Return how many sentences match at least and at most, by the numbers of those with each word."""
        expression = parse_expression(match)
        phrases = {one for one in list_parts(expression) if len(one.words) == 1}
        if len(phrases) > _MAX_COUNTED_WORDS:
            return 0, sys.maxsize
        return bound_matches(expression, self._bound_phrases(phrases))

    def _bound_phrases(self, phrases: Collection[Phrase]) -> dict[Phrase, tuple[int, int]]:
        """Return how many sentences have each of *phrases*, of one word each, at least and at most."""
        beginnings = self._bound_prefixes([lexeme for one in phrases if one.is_prefix for lexeme in one.lexemes])
        counts = self._count_words([lexeme for one in phrases if not one.is_prefix for lexeme in one.lexemes])
        bounds: dict[Phrase, tuple[int, int]] = {}
        for one in phrases:
            known = [
                beginnings.get(lexeme, (0, 0)) if one.is_prefix else (counts.get(lexeme, 0),) * 2
                for lexeme in one.lexemes
            ]
            fewest = [lower for lower, _ in known]
            # A sentence has a text in one column only, but facets beside it.
            bounds[one] = (
                max(fewest) if FACET_LETTER in one.columns else sum(fewest),
                sum(upper for _, upper in known),
            )
        return bounds

    def _bound_prefixes(self, prefixes: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return how many sentences have a word of the index with each beginning, at least and at most."""
        if not prefixes:
            return {}
        rows = self.fetch_all(
            "SELECT prefix, max(sentences), sum(sentences)::bigint FROM unnest(?::text[]) AS prefix JOIN word_counts"
            ' ON word >= prefix COLLATE "C" AND word < (prefix || chr(1114111)) COLLATE "C" GROUP BY prefix',
            (list(prefixes),),
        )
        return {prefix: (fewest, most) for prefix, fewest, most in rows}

    def count_matches(self, match: str, after: int) -> int:
        if not after:
            fewest, most = self._bound_matches(match)
            if fewest == most:
                return fewest
        rows = self.fetch_all(f"SELECT count(*) {_build_source(after)}", (_convert(match), after))
        return int(rows[0][0])

    def list_facets(self, match: str, after: int) -> list[str]:
        rows = self.fetch_all(f"SELECT s.facets {_build_source(after)}", (_convert(match), after))
        return [row[0] for row in rows]

    def count_facets(self, facets: Sequence[str]) -> int:
        return sum(self._count_words([FACET_LETTER + word for facet in facets for word in split_term(facet)]).values())

    def _count_words(self, words: Sequence[str]) -> dict[str, int]:
        """Return the number of sentences with each word of the index."""
        if not words:
            return {}
        return dict(
            self.fetch_all("SELECT word, sentences FROM word_counts WHERE word = ANY(?::text[])", (list(words),))
        )

    def rank_matches(self, match: str, facet_weight: float, first: int, after: int, limit: int) -> list[int]:
        expression = parse_expression(match)
        if not (scores := self._score_matches(expression, facet_weight, first)):
            return []
        best = dict(sorted(scores.items(), key=lambda item: (item[1], item[0]))[: 2 * limit])
        rows = self.fetch_all(
            "SELECT s.id, a.published, a.key, a.scope, s.position FROM sentences s JOIN articles a ON a.id = s.article"
            " WHERE s.id = ANY(?::bigint[]) AND a.sequence > ?",
            (list(best), after),
        )
        # Equal scores are sorted newest first, then by article and position, so that the order of adding has no effect.
        rows.sort(key=lambda row: row[2:])
        rows.sort(key=lambda row: row[1] or "", reverse=True)
        rows.sort(key=lambda row: round(best[row[0]], 9))
        return [row[0] for row in rows[:limit]]

    def _score_matches(self, expression: Expression, facet_weight: float, first: int) -> dict[int, float]:
        """Return the score of each match from the id *first* on."""
        totals = self._fetch_totals()
        rows = self.fetch_all(
            "SELECT id, zone, size, tokens FROM sentences WHERE words @@ ?::tsquery AND id + 0 >= ?",
            (build_tsquery(expression) or "", first),
        )
        matcher = build_matcher(expression, facet_weight)
        idf = self._weigh_phrases(expression, facet_weight, totals) if rows else {}
        return {
            number: compute_score(_load_sentence(zone, size, tokens), matcher, idf, totals)
            for number, zone, size, tokens in rows
        }

    def _fetch_totals(self) -> IndexTotals:
        rows = dict(self.fetch_all("SELECT name, value FROM counters WHERE name LIKE 'indexed %'"))
        return IndexTotals(rows["indexed sentences"], rows["indexed words"])

    def _weigh_phrases(self, expression: Expression, facet_weight: float, totals: IndexTotals) -> dict[Phrase, float]:
        phrases = {
            one for one in list_phrases(expression) if one.words and (facet_weight or one.columns != FACET_LETTER)
        }
        bounds = self._bound_phrases([one for one in phrases if len(one.words) == 1])
        return {one: compute_idf(self._count_phrase(one, bounds), totals) for one in phrases}

    def _count_phrase(self, phrase: Phrase, bounds: Mapping[Phrase, tuple[int, int]]) -> int:
        """Return the number of sentences with *phrase*."""
        fewest, most = bound_matches(phrase, bounds)
        if fewest == most:
            return fewest
        rows = self.fetch_all(
            "SELECT count(*) FROM sentences WHERE words @@ ?::tsquery", (build_tsquery(phrase) or "",)
        )
        return int(rows[0][0])

    def list_newest_matches(self, match: str, first: int, after: int, limit: int) -> list[int]:
        rows = self.fetch_all(
            # OFFSET 0 keeps the order: first the matches, then the article of each. Otherwise PostgreSQL, which expects
            # far more matches than there are, goes through all articles.
            "SELECT s.id FROM (SELECT id, article, position FROM sentences WHERE words @@ ?::tsquery AND id + 0 >= ?"
            " OFFSET 0) AS s, LATERAL (SELECT * FROM articles WHERE id = s.article AND sequence > ? OFFSET 0) AS a"
            " ORDER BY a.published IS NULL, a.published DESC, a.key, a.scope, s.position LIMIT ?",
            (_convert(match), first, after, limit),
        )
        return [row[0] for row in rows]

    def find_file_faults(self) -> Iterator[str]:
        yield from ()  # the server checks its files and foreign keys

    def find_word_index_faults(self) -> Iterator[str]:
        rows = self.fetch_all(
            "SELECT count(*) FROM (SELECT word, count(*) AS found FROM sentences,"
            " unnest(tsvector_to_array(words)) AS word GROUP BY word) AS indexed FULL JOIN word_counts USING (word)"
            " WHERE coalesce(found, 0) <> coalesce(sentences, 0)"
        )
        totals = self.fetch_all("SELECT count(*), coalesce(sum(size), 0) FROM sentences")[0]
        known = self._fetch_totals()
        if rows[0][0] or tuple(totals) != (known.sentences, known.words):
            yield f"the index of words does not fit the sentences (the counts of {rows[0][0]} words are wrong)"

    def overwrite_deleted_data(self) -> None:
        pass  # the server reuses the space after `compact`

    def compact(self) -> None:
        for table in ("sentences", "revisions", "articles", "word_counts", "facet_counts", "features", "copy_hashes"):
            self.execute(f"VACUUM (ANALYZE) {table}")


def _convert(match: str) -> str:
    """Return the text of a ``tsquery``; an empty one matches nothing."""
    return build_tsquery(parse_expression(match)) or ""


def _build_source(after: int) -> str:
    if after:
        return "FROM sentences s JOIN articles a ON a.id = s.article WHERE s.words @@ ?::tsquery AND a.sequence > ?"
    return "FROM sentences s WHERE s.words @@ ?::tsquery AND 0 = ?"


def _load_sentence(zone: int, size: int, tokens: str) -> IndexedSentence:
    words, _, facets = tokens.partition("\n")
    return IndexedSentence(_OTHER if zone else _BODY, words, facets, size)
