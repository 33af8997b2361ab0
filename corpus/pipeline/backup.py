"""Export a store as JSON Lines, and import and validate such an export."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from corpus.crossdoc import extract_features, reconcile_articles
from corpus.dates import day_range
from corpus.entities import Curation
from corpus.errors import RegistryError, SourceError
from corpus.models import Article, Document, Hints, Provenance, Topic, has_no_surrogates
from corpus.store import (
    ArticleRecord,
    CurationRecord,
    Feed,
    IngestOutcome,
    IngestState,
    Store,
    dump_annotations,
    load_annotations,
)

#: SQLite integers have 64 bits.
_INT64_LIMIT = 2**63
_MAX_SEQUENCE = 2**53


def validate_types(value: Any, declared: Any) -> None:  # noqa: ANN401
    """
    Check a value and everything it contains against its declared type.

    Args:
        value: Any value.
        declared: A dataclass, an enumeration, a tuple of these, str, int, float, None, or a union.

    Raises:
        ValueError: If the type differs, a number is out of bounds, or a string contains a surrogate.
    """
    if not _is_instance(value, declared):
        raise ValueError(f"{value!r:.60} is no {declared}")
    if isinstance(declared, type) and is_dataclass(declared):
        for name, hint in _get_field_types(declared):
            validate_types(getattr(value, name), hint)
    elif get_origin(declared) is tuple:
        for one, hint in _match_item_types(value, get_args(declared)):
            validate_types(one, hint)
    elif get_origin(declared) is UnionType:
        validate_types(value, next(hint for hint in get_args(declared) if _is_instance(value, hint)))


def validate_spans(document: Document) -> None:
    """
    Check that the annotations of a document fit its text.

    Raises:
        ValueError: If a span is outside the text, zones, sentences or dates overlap or are out of order, an actor is
            missing or duplicated, or the publication date is not a date.
    """
    size = len(document.article.text)
    zones = [(one.start, one.end) for one in document.article.zones]
    sentences = [(one.start, one.end) for one in document.sentences]
    dates = [(one.start, one.end) for one in document.dates]
    nested = [(one.start, one.end) for one in document.mentions]
    nested += [(one.start, one.end) for one in document.quotations]
    cue_spans = [span for one in document.quotations for span in (one.cue, one.source) if span]
    for spans in (zones, sentences, dates):
        if any(end > start for (_, end), (start, _) in pairwise(spans)):
            raise ValueError("spans overlap")
    if not all(0 <= start < end <= size for start, end in (*zones, *sentences, *dates, *nested, *cue_spans)):
        raise ValueError("a span lies outside the text")
    actor_ids = {actor.id for actor in document.actors}
    referenced_ids = (*(one.actor for one in document.mentions), *(one.speaker for one in document.quotations))
    if len(actor_ids) < len(document.actors) or not actor_ids.issuperset(
        actor for actor in referenced_ids if actor is not None
    ):
        raise ValueError("an actor is listed twice, or is not listed")
    published = document.article.provenance.published.value
    if published is not None and not day_range(published):
        raise ValueError("the day of publication is none")


@cache
def _get_field_types(declared: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(declared)
    return tuple((field.name, hints[field.name]) for field in fields(declared))


def _match_item_types(value: tuple[Any, ...], hints: tuple[Any, ...]) -> Iterable[tuple[Any, Any]]:
    if hints[1:] == (...,):
        return ((one, hints[0]) for one in value)
    return zip(value, hints, strict=True)


def _is_instance(value: Any, declared: Any) -> bool:  # noqa: ANN401
    if get_origin(declared) is UnionType:
        return any(_is_instance(value, hint) for hint in get_args(declared))
    if get_origin(declared) is tuple:
        return isinstance(value, tuple)
    if declared is str:
        return isinstance(value, str) and has_no_surrogates(value)
    if declared in {int, float}:
        number = isinstance(value, int if declared is int else (int, float)) and not isinstance(value, bool)
        return number and isfinite(value) and abs(value) < _INT64_LIMIT
    return value is None if declared is NoneType else isinstance(value, declared)


T = TypeVar("T")

#: Version of the export format.
FORMAT_VERSION = 1


def export_store(store: Store) -> Iterator[str]:
    """
    Export a store: feeds, topics, curations, and each revision of every article as annotated on its own.

    Yields:
        One JSON object per line, without the line break; the first states the format version.
    """
    yield _dump_line("dateline", {"form": FORMAT_VERSION})
    yield from (_dump_line("feed", asdict(feed)) for feed in store.list_feeds(None))
    yield from (_dump_line("topic", asdict(topic)) for topic in store.list_topics(None))
    yield from (_dump_line("article", _dump_article(arrival)) for arrival in store.stream_records())
    # After the articles, because each raises the sequence number, too.
    curations = dict.fromkeys(word for scope in sorted(store.list_scopes()) for word in store.list_curations(scope))
    yield from (_dump_line("word", asdict(word)) for word in curations)
    yield _dump_line("sequence", {"number": store.get_sequence()})


def import_lines(
    store: Store, lines: Iterable[str], on_progress: Callable[[], object] = lambda: None
) -> tuple[IngestOutcome, ...]:
    """
    Import the lines of `export_store`, and reconcile them with the articles already stored.

    In an empty store, articles get the sequence numbers that they had: digests refer to them as what was new.

    Args:
        store: The store to import into; articles that it already has under the same keys are not replaced.
        lines: Lines of an export.
        on_progress: Called after each line.

    Returns:
        One outcome per article revision, in order; refused if the store has another text under its key.

    Raises:
        SourceError: If a line is invalid; the lines before it stay imported.
    """
    outcomes: list[IngestOutcome] = []
    last_sequence = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            for imported in _import_line(store, number, line):
                if isinstance(imported, int):
                    last_sequence = imported
                else:
                    outcomes.append(imported)
        on_progress()
    reconcile_articles(store)
    store.raise_sequence(last_sequence)  # which the exported store may have had after it was reconciled
    return tuple(outcomes)


def _dump_line(kind: str, value: dict[str, object]) -> str:
    line = json.dumps({"kind": kind, **value}, ensure_ascii=False)
    # Allowed in JSON strings, but many programs take them for line breaks.
    return line.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"})


def _dump_article(record: ArticleRecord) -> dict[str, object]:
    article = record.document.article
    return {
        "scope": article.scope,
        "key": article.key,
        "revision": article.revision,
        "name": record.name,
        "address": article.address,
        "sha256": article.sha256,
        "renderer": article.renderer,
        "feed": record.feed,
        "versions": record.versions,
        "added": record.added,
        "sequence": record.sequence,
        "hints": asdict(record.hints),
        "text": article.text,
        "marks": dump_annotations(record.document),
    }


def _import_line(store: Store, number: int, line: str) -> Iterator[IngestOutcome | int]:
    """Import a line; yield the outcome of an article, or the store's sequence number."""
    try:
        record = json.loads(line)
        kind = record.pop("kind")
        if kind == "article":
            yield _store_record(store, _load_record(record))
        elif kind == "feed":
            store.save_feed(_load_feed(record))
        elif kind == "topic":
            store.save_topic(_require_type(_load_topic(record), Topic))
        elif kind == "word":
            curation = _require_type(CurationRecord(**record), CurationRecord)
            # Validate it here: a stored curation that can't be parsed would make every later annotation fail.
            Curation.from_row(curation.action, curation.actor, curation.value)
            store.add_curation(curation)
        elif kind == "sequence":
            yield _check_sequence(record["number"])
        elif (kind, record) != ("dateline", {"form": FORMAT_VERSION}):
            raise ValueError(kind)  # noqa: TRY301
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, RegistryError) as error:
        raise SourceError(f"line {number}", "it isn't a line of a Dateline export") from error


def _require_type(value: T, declared: type[T]) -> T:
    validate_types(value, declared)
    return value


def _check_sequence(number: Any) -> int:  # noqa: ANN401
    """Return a sequence number that leaves room for those of later changes."""
    if not 0 <= _require_type(number, int) < _MAX_SEQUENCE:
        raise ValueError(number)
    return int(number)


def _load_feed(record: dict[str, Any]) -> Feed:
    left_out = tuple((title, url, reason) for title, url, reason in record.get("left_out", ()))
    return _require_type(Feed(**{**record, "seen": tuple(record["seen"]), "left_out": left_out}), Feed)


def _load_topic(record: dict[str, Any]) -> Topic:
    parts = {part: tuple(record[part]) for part in ("terms", "actors", "sources", "languages")}
    return Topic(record["name"], scope=record["scope"], **parts)


def _load_record(record: dict[str, Any]) -> ArticleRecord:
    raw_hints = record["hints"]
    hints = Hints(**{**raw_hints, "body": tuple((start, end) for start, end in raw_hints["body"])})
    article = Article(
        key=record["key"],
        revision=record["revision"],
        text=record["text"],
        sha256=record["sha256"],
        address=record["address"],
        zones=(),
        provenance=Provenance(),
        scope=record["scope"],
        renderer=record["renderer"],
    )
    document = _require_type(load_annotations(record["marks"], article), Document)
    validate_spans(document)
    name, versions = _require_type(record["name"], str), _require_type(record["versions"], str)
    validate_types(record["feed"], str | None)
    added = _require_type(record.get("added", ""), str)
    if added:
        date.fromisoformat(added)
    return ArticleRecord(
        document,
        name,
        extract_features(document),
        _require_type(hints, Hints),
        versions,
        record["feed"],
        added,
        _check_sequence(record.get("sequence", 0)),
    )


def _store_record(store: Store, record: ArticleRecord) -> IngestOutcome:
    article = record.document.article
    with store.transaction():
        existing = [
            one
            for one in store.find_existing(article.scope, address=article.address, name=article.key)
            if one.key == article.key
        ]
        last_revision = existing[0].revision if existing else 0
        if article.revision == last_revision + 1:
            store.raise_sequence(record.sequence - 1)
            store.add_article(record)
            return IngestOutcome(IngestState.REVISED if existing else IngestState.ADDED, article.key)
        already_stored = existing and article.revision <= last_revision
        if (
            already_stored
            and store.get_document(article.key, article.scope, article.revision).article.text == article.text
        ):
            return IngestOutcome(IngestState.UNCHANGED, article.key)
    return IngestOutcome(IngestState.REFUSED, article.key, "another text is stored under this key")
