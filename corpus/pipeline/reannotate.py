"""Re-annotate stored articles after an annotator or a curation has changed."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from corpus.crossdoc import extract_features, reconcile_articles
from corpus.entities import Curation, Registry, apply_curations
from corpus.errors import NotStored
from corpus.models import Source
from corpus.pipeline.annotate import ANNOTATOR_VERSIONS, annotate
from corpus.store import ArticleRecord, Store


def describe_versions(store: Store, scope: str) -> str:
    """Return the current annotator versions, with a hash of the curations that apply to *scope*, if any."""
    curations = [(word.action, word.actor, word.value) for word in store.list_curations(scope)]
    versions = ", ".join(f"{name} {number}" for name, number in ANNOTATOR_VERSIONS.items())
    return f"{versions}, words {crc32(repr(curations).encode()):08x}" if curations else versions


def effective_registry(store: Store, registry: Registry, scope: str) -> Registry:
    """
    Return *registry* with the shared curations and those of *scope* applied.

    Raises:
        RegistryError: If the curations contradict each other.
    """
    curations = [Curation.from_row(word.action, word.actor, word.value) for word in store.list_curations(scope)]
    return apply_curations(registry, curations) if curations else registry


def reannotate(store: Store, registry: Registry, on_progress: Callable[[], object] = lambda: None) -> int:
    """
    Re-annotate the stored articles that were annotated by other annotator versions or with other curations.

    Texts, keys, revisions and curations stay the same. Each article is replaced on its own: after an interruption, the
    next call continues where this one stopped.

    Args:
        store: The store that contains the articles.
        registry: The known actors, before any curation.
        on_progress: Called after each article, re-annotated or not.

    Returns:
        The number of articles that were re-annotated.
    """
    count = 0
    for scope in sorted({one.scope for one in store.list_articles(None)}):
        versions, scope_registry = describe_versions(store, scope), effective_registry(store, registry, scope)
        for one in store.list_articles(None):
            if one.scope != scope:
                continue
            if one.versions != versions:
                count += _reannotate_article(store, one.citation.key, scope, scope_registry, versions)
            on_progress()
    reconcile_articles(store)
    return count


def _reannotate_article(store: Store, key: str, scope: str, registry: Registry, versions: str) -> bool:
    """Re-annotate one article; return False if it was deleted or revised in the meantime."""
    try:
        record = store.get_record(key, scope)
        article = record.document.article
        source = Source(
            article.text, record.name, article.address, article.sha256, article.scope, record.hints, article.renderer
        )
        document = annotate(source, registry, key, article.revision)
        store.replace_annotations(
            ArticleRecord(document, record.name, extract_features(document), record.hints, versions, record.feed)
        )
    except NotStored:
        return False
    return True
