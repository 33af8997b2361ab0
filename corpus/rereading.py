"""The stored articles read anew, where a reader or a curator's word has changed."""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from corpus import reconcile
from corpus.errors import NotStored
from corpus.model import Source
from corpus.reading import VERSIONS, read
from corpus.registry import Registry, Word, curated
from corpus.store import Arrival, Store


def versions(store: Store, scope: str) -> str:
    """Say by which readers, and by which curators' words, the articles of *scope* are to be read."""
    words = [(word.action, word.actor, word.value) for word in store.curations(scope)]
    readers = ", ".join(f"{name} {number}" for name, number in VERSIONS.items())
    return f"{readers}, words {crc32(repr(words).encode()):08x}" if words else readers


def known(store: Store, registry: Registry, scope: str) -> Registry:
    """
    Give the actors known to *scope*: those of the registry, as its curators and everybody's changed them.

    Raises:
        RegistryError: If the curators' words contradict each other.
    """
    words = [Word.read(word.action, word.actor, word.value) for word in store.curations(scope)]
    return curated(registry, words) if words else registry


def reread(store: Store, registry: Registry, on_progress: Callable[[], object] = lambda: None) -> int:
    """
    Read anew the stored articles that other readers, or other curators' words, have read.

    Texts, keys, revisions and curators' words stay. Each article is replaced on its own: when interrupted, the next
    call goes on where this one stopped.

    Args:
        store: Where they lie.
        registry: The known actors, before any curator's word.
        on_progress: Called after each article, whether it had to be read or not.

    Returns:
        How many were read anew.
    """
    count = 0
    for scope in sorted({one.scope for one in store.listed(None)}):
        wanted, registered = versions(store, scope), known(store, registry, scope)
        for one in store.listed(None):
            if one.scope != scope:
                continue
            if one.versions != wanted:
                count += _again(store, one.citation.key, scope, registered, wanted)
            on_progress()
    reconcile.reconcile(store)
    return count


def _again(store: Store, key: str, scope: str, registry: Registry, wanted: str) -> bool:
    """Read one article anew; not, where it was deleted or revised meanwhile."""
    try:
        old = store.as_read(key, scope)
        article = old.document.article
        source = Source(
            article.text, old.name, article.address, article.sha256, article.scope, old.hints, article.renderer
        )
        document = read(source, registry, key, article.revision)
        store.replace(Arrival(document, old.name, reconcile.features(document), old.hints, wanted, old.feed))
    except NotStored:
        return False
    return True
