"""Expressions of FTS5 as the store writes them, as queries of PostgreSQL and as what counts for a sentence's rank."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.store.postgres.tokenizer import split_term

#: Letters before the words of each column in the index: sentences in the body, in other zones, facets.
COLUMN_LETTERS = {"body": "b", "aside": "o", "facets": "f"}
FACET_LETTER = COLUMN_LETTERS["facets"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    Consecutive words in one of some columns.

    Attributes:
        columns: Letters of the columns.
        words: The words; without any, nothing matches.
        is_prefix: Whether the last word is the beginning of one.
    """

    columns: str
    words: tuple[str, ...]
    is_prefix: bool

    @property
    def is_one_word(self) -> bool:
        """Whether it is one whole word, which the table of words counts."""
        return len(self.words) == 1 and not self.is_prefix

    @property
    def lexemes(self) -> list[str]:
        """The first word as in the index: once for each column."""
        return [column + self.words[0] for column in self.columns]


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Matches if all of *parts* do."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """Matches if any of *parts* does."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Matches if *wanted* does and *excluded* does not."""

    wanted: Expression
    excluded: Expression


Expression = Phrase | Conjunction | Disjunction | Exclusion

_TOKEN = re.compile(r'\s*(?:"(?P<string>[^"]*)"|(?P<mark>[():*])|\{(?P<columns>[^}]*)\}|(?P<word>[^\s():*{}"]+))')


class _Parser:
    """Parses the operators in FTS5's order: NOT binds most tightly, then AND, then OR."""

    def __init__(self, match: str) -> None:
        self._tokens = [(one.lastgroup or "", one[one.lastgroup or 0]) for one in _TOKEN.finditer(match)]
        self._position = 0

    def parse(self, columns: str = "") -> Expression:
        parts = [self._parse_conjunction(columns)]
        while self._accept("word", "OR"):
            parts.append(self._parse_conjunction(columns))
        return parts[0] if len(parts) == 1 else Disjunction(tuple(parts))

    def _parse_conjunction(self, columns: str) -> Expression:
        parts = [self._parse_exclusion(columns)]
        while self._accept("word", "AND"):
            parts.append(self._parse_exclusion(columns))
        return parts[0] if len(parts) == 1 else Conjunction(tuple(parts))

    def _parse_exclusion(self, columns: str) -> Expression:
        found = self._parse_operand(columns)
        while self._accept("word", "NOT"):
            found = Exclusion(found, self._parse_operand(columns))
        return found

    def _parse_operand(self, columns: str) -> Expression:
        if self._accept("mark", "("):
            found = self.parse(columns)
            self._accept("mark", ")")
            return found
        _, text = self._tokens[self._position]
        self._position += 1
        if self._accept("mark", ":"):
            return self._parse_operand("".join(COLUMN_LETTERS[name] for name in text.split()))
        return Phrase(columns, split_term(text), self._accept("mark", "*"))

    def _accept(self, kind: str, text: str) -> bool:
        is_next = self._position < len(self._tokens) and self._tokens[self._position] == (kind, text)
        self._position += is_next
        return is_next


def parse_expression(match: str) -> Expression:
    """Parse an expression of FTS5, of those that `corpus.store.sql.search` writes."""
    return _Parser(match).parse()


def build_tsquery(expression: Expression) -> str | None:
    """Return *expression* as the text of a ``tsquery``, or None if nothing can match it."""
    if isinstance(expression, Phrase):
        if not expression.words:
            return None
        phrases = [" <-> ".join(_quote_word(one + word) for word in expression.words) for one in expression.columns]
        columns = [f"{phrase}{':*' if expression.is_prefix else ''}" for phrase in phrases]
        return columns[0] if len(columns) == 1 else f"({' | '.join(columns)})"
    if isinstance(expression, Exclusion):
        wanted, excluded = build_tsquery(expression.wanted), build_tsquery(expression.excluded)
        return wanted if wanted is None or excluded is None else f"({wanted} & !({excluded}))"
    found = [build_tsquery(one) for one in expression.parts]
    queries = [one for one in found if one is not None]
    if isinstance(expression, Conjunction):
        return f"({' & '.join(queries)})" if len(queries) == len(found) else None
    return f"({' | '.join(queries)})" if queries else None


def _quote_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def build_tsvector(column: str, words: list[str], facets: list[str]) -> str:
    """Return the text of a ``tsvector`` of a sentence: its words with their positions, and its facets."""
    positions: dict[str, list[int]] = {}
    for number, word in enumerate(words, 1):
        positions.setdefault(column + word, []).append(min(number, _MAX_POSITION))
    lexemes = [f"{_quote_word(word)}:{','.join(map(str, each))}" for word, each in positions.items()]
    return " ".join([*lexemes, *(_quote_word(FACET_LETTER + facet) for facet in dict.fromkeys(facets))])


#: The largest position of a word in a ``tsvector`` (https://www.postgresql.org/docs/current/textsearch-limitations.html).
_MAX_POSITION = 16_383


def list_phrases(expression: Expression) -> Iterator[Phrase]:
    """Yield the phrases of *expression* that count for the rank, each as often as it is there."""
    if isinstance(expression, Phrase):
        yield expression
    elif isinstance(expression, Exclusion):
        yield from list_phrases(expression.wanted)
    else:
        for one in expression.parts:
            yield from list_phrases(one)


def list_parts(expression: Expression) -> Iterator[Phrase]:
    """Yield all phrases of *expression*, also those that are excluded."""
    if isinstance(expression, Phrase):
        yield expression
    elif isinstance(expression, Exclusion):
        yield from list_parts(expression.wanted)
        yield from list_parts(expression.excluded)
    else:
        for one in expression.parts:
            yield from list_parts(one)


def bound_matches(expression: Expression, bounds: Mapping[Phrase, tuple[int, int]]) -> tuple[int, int]:
    """
    Return how many sentences match at least and at most.

    Args:
        expression: The expression.
        bounds: How many have each phrase of a single word, at least and at most; none have those that are missing.
    """
    if isinstance(expression, Phrase):
        unknown = (0, sys.maxsize) if len(expression.words) > 1 else (0, 0)
        return bounds.get(expression, unknown)
    if isinstance(expression, Exclusion):
        fewest, most = bound_matches(expression.wanted, bounds)
        return max(fewest - bound_matches(expression.excluded, bounds)[1], 0), most
    parts = [bound_matches(one, bounds) for one in expression.parts]
    if isinstance(expression, Conjunction):
        return 0, min(most for _, most in parts)
    return max(fewest for fewest, _ in parts), sum(most for _, most in parts)
