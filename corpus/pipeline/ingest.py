"""Annotate sources and add them to a store, with article keys and revisions."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.crossdoc import extract_features, reconcile_articles
from corpus.entities import Registry
from corpus.errors import SourceError
from corpus.models import Document, Source
from corpus.pipeline import annotate
from corpus.pipeline.reader_process import ReaderProcess
from corpus.pipeline.reannotate import describe_versions, effective_registry
from corpus.store import ArticleRecord, ExistingArticle, IngestOutcome, IngestState, Store, hash_text, open_store

_MAX_KEY_CHARACTERS = 80
_INVALID_KEY_CHARACTERS = re.compile(r"[^\w.-]+")
_PASTED_ADDRESS = "-"


@dataclass(frozen=True, slots=True)
class IngestDecision:
    """
    How a source is to be stored.

    Attributes:
        state: Whether it is a new article, unchanged, or a new text of a stored article.
        key: The article's key.
        revision: Number of its text.
    """

    state: IngestState
    key: str
    revision: int


def classify_source(source: Source, existing: Sequence[ExistingArticle]) -> IngestDecision:
    """
    Decide whether *source* is a new article, a new revision of a stored one, or unchanged.

    Articles with the same address are the same. The same text under the same name is unchanged at any address, so that
    a moved folder adds nothing. The same text under another name is another article (of the same origin).

    Args:
        source: The source to store.
        existing: The stored articles of its scope that have its address, its name, or its name as key.
    """
    name, digest = slugify(source.name), hash_text(source.text)
    duplicates = [
        one for one in existing if one.digest == digest and (one.name == name or _has_same_address(one, source))
    ]
    if duplicates:
        return IngestDecision(IngestState.UNCHANGED, duplicates[0].key, duplicates[0].revision)
    same_address = [one for one in existing if _has_same_address(one, source)]
    if same_address:
        return IngestDecision(IngestState.REVISED, same_address[0].key, same_address[0].revision + 1)
    # A server's keys always have the hash, so that they never equal the key of a shared article, even a later one.
    needs_hash = source.scope or any(one.key == name for one in existing)
    return IngestDecision(IngestState.ADDED, _append_text_hash(name, source) if needs_hash else name, 1)


def _has_same_address(article: ExistingArticle, source: Source) -> bool:
    return article.address == source.address and source.address != _PASTED_ADDRESS


def unique_keys(sources: Sequence[Source]) -> list[str]:
    """Return a key for each of *sources*: its name, with a hash of its text if several have that name."""
    names = [slugify(source.name) for source in sources]
    name_counts = Counter(names)
    keys = [
        _append_text_hash(name, source) if name_counts[name] > 1 else name
        for name, source in zip(names, sources, strict=True)
    ]
    key_counts = Counter(keys)
    return [f"{key}-{number}" if key_counts[key] > 1 else key for number, key in enumerate(keys, 1)]


def _append_text_hash(name: str, source: Source) -> str:
    return f"{name}-{hash_text(source.text).hex()[:8]}"


def slugify(name: str) -> str:
    """Convert *name* to a key of at most 80 characters: letters and digits of any script, ``_``, ``.`` and ``-``."""
    slug = _INVALID_KEY_CHARACTERS.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    return slug[:_MAX_KEY_CHARACTERS].rstrip("-.") or "article"


def annotate_source(source: Source, registry: Registry, key: str = "", revision: int = 1) -> Document:
    """
    Annotate one article on its own, without evidence from other articles.

    Args:
        source: The article's text and metadata.
        registry: The known actors.
        key: The article's key; derived from the source's name if empty.
        revision: Number of this text under the key.
    """
    return annotate.annotate(source, registry, key or slugify(source.name), revision)


def annotate_sources(sources: Sequence[Source], registry: Registry) -> tuple[Document, ...]:
    """
    Annotate articles and reconcile them with each other, without storing them.

    Args:
        sources: The articles, in any order.
        registry: The known actors.

    Returns:
        The documents, in the order of *sources*.
    """
    keys = unique_keys(sources)
    # Reconciliation works on a store, so the result is what storing the articles would give.
    with open_store("sqlite:///:memory:") as store:
        for source, key in zip(sources, keys, strict=True):
            store.add_article(build_record(annotate_source(source, registry, key), source))
        reconcile_articles(store)
        return tuple(store.get_document(key, source.scope) for source, key in zip(sources, keys, strict=True))


def build_record(
    document: Document, source: Source, versions: str = "", feed: str | None = None, today: date | None = None
) -> ArticleRecord:
    """Return the record to store for *document*, annotated from *source*, on the day *today* if that is known."""
    features, added = extract_features(document), today.isoformat() if today else ""
    return ArticleRecord(document, slugify(source.name), features, source.hints, versions, feed, added)


def add_sources(
    store: Store,
    sources: Iterable[Source],
    registry: Registry,
    on_progress: Callable[[], object] = lambda: None,
    feed: str | None = None,
    *,
    today: date | None = None,
) -> tuple[IngestOutcome, ...]:
    """
    Annotate and store *sources*: each atomically, and duplicates only once.

    At the end they are reconciled with each other and with the articles stored before.

    Args:
        store: The store to add them to.
        sources: The articles.
        registry: The known actors.
        on_progress: Called after each source.
        feed: URL of the feed that listed them, or None.
        today: The current day in UTC, which is stored with each text; None if it is unknown.

    Returns:
        One outcome per source, in order.

    Raises:
        StoreError: If the store can't be written; sources whose progress was reported stay stored.
    """
    outcomes, registries = [], dict[str, Registry]()
    for source in sources:
        if source.scope not in registries:
            registries[source.scope] = effective_registry(store, registry, source.scope)
        outcomes.append(_add_source(store, source, registries[source.scope], feed, today))
        on_progress()
    reconcile_articles(store)
    return tuple(outcomes)


async def add_sources_in_process(
    store: Store,
    sources: Iterable[Source],
    registry: Registry,
    reader: ReaderProcess,
    feed: str | None = None,
    *,
    today: date | None = None,
) -> tuple[IngestOutcome, ...]:
    """
    Annotate and store *sources* as `add_sources` does, with each article annotated by *reader*.

    So no article holds up the event loop, and one that takes too long is refused.

    Args:
        store: The store to add them to.
        sources: The articles.
        registry: The known actors.
        reader: The process that annotates them.
        feed: URL of the feed that listed them, or None.
        today: The current day in UTC, which is stored with each text; None if it is unknown.

    Returns:
        One outcome per source, in order.

    Raises:
        StoreError: If the store can't be written; sources stored before stay stored.
    """
    outcomes, registries = [], dict[str, Registry]()
    for source in sources:
        if source.scope not in registries:
            registries[source.scope] = effective_registry(store, registry, source.scope)
        outcomes.append(await _add_source_in_process(store, source, registries[source.scope], reader, feed, today))
    reconcile_articles(store)
    return tuple(outcomes)


def delete_article(store: Store, key: str, scope: str = "") -> None:
    """
    Delete an article of exactly this scope with all its revisions, and reconcile the articles it was evidence for.

    Raises:
        NotStored: If there is no such article.
    """
    with store.transaction():
        store.delete_article(key, scope)
        reconcile_articles(store)


def delete_feed(store: Store, url: str, scope: str = "", *, articles: bool = False) -> int:
    """
    Delete a feed and, if *articles* is set, the articles that came from it.

    Returns:
        The number of articles deleted.

    Raises:
        NotStored: If there is no such feed.
    """
    with store.transaction():
        count = store.delete_feed(url, scope, articles=articles)
        reconcile_articles(store)
    return count


def _add_source(
    store: Store, source: Source, registry: Registry, feed: str | None, today: date | None
) -> IngestOutcome:
    decision = _find_decision(store, source)
    if decision.state is IngestState.UNCHANGED:
        return IngestOutcome(IngestState.UNCHANGED, decision.key)
    try:
        document = annotate_source(source, registry, decision.key, decision.revision)
    except SourceError as error:
        return IngestOutcome(IngestState.REFUSED, slugify(source.name), error.reason)
    # If another process has changed the article in the meantime, decide and annotate again.
    outcome = _store_document(store, source, document, decision, feed, today)
    return outcome or _add_source(store, source, registry, feed, today)


async def _add_source_in_process(
    store: Store, source: Source, registry: Registry, reader: ReaderProcess, feed: str | None, today: date | None
) -> IngestOutcome:
    outcome = None
    while outcome is None:  # again if another process has changed the article in the meantime
        decision = _find_decision(store, source)
        if decision.state is IngestState.UNCHANGED:
            return IngestOutcome(IngestState.UNCHANGED, decision.key)
        try:
            document = await asyncio.to_thread(reader.annotate, source, registry, decision.key, decision.revision)
        except SourceError as error:
            return IngestOutcome(IngestState.REFUSED, slugify(source.name), error.reason)
        outcome = _store_document(store, source, document, decision, feed, today)
    return outcome


def _store_document(
    store: Store, source: Source, document: Document, decision: IngestDecision, feed: str | None, today: date | None
) -> IngestOutcome | None:
    """Store an annotated article, unless its *decision* is no longer right; then return None."""
    with store.transaction():
        if _find_decision(store, source) != decision:
            return None
        store.add_article(build_record(document, source, describe_versions(store, source.scope), feed, today))
    return IngestOutcome(decision.state, decision.key)


def _find_decision(store: Store, source: Source) -> IngestDecision:
    return classify_source(source, store.find_existing(source.scope, address=source.address, name=slugify(source.name)))
