"""Sources into the store, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus import reconcile, rereading
from corpus.errors import SourceError
from corpus.ingest.keys import Decision, State, decide, slug
from corpus.ingest.reading import arrival, read
from corpus.model import Source
from corpus.registry import Registry
from corpus.store import Store

__all__ = ["Outcome", "State", "add", "delete", "delete_feed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of one source.

    Attributes:
        state: Added, unchanged, revised or refused.
        key: The article's key; its name where it was refused.
        reason: Why it was refused, or what "unchanged" means here; may be empty.
    """

    state: State
    key: str
    reason: str = ""


def add(
    store: Store,
    sources: Iterable[Source],
    registry: Registry,
    on_progress: Callable[[], object] = lambda: None,
    feed: str | None = None,
) -> tuple[Outcome, ...]:
    """
    Read *sources* and store them: each wholly or not at all, and the same ones only once.

    What they tell of each other, and of what was there before, is settled at the end.

    Args:
        store: Where they go.
        sources: What came in.
        registry: The known actors.
        on_progress: Called after each source.
        feed: Address of the feed that they came by, or None.

    Returns:
        One outcome for each source, in order.

    Raises:
        StoreError: If the store can't be written; what was reported before is kept.
    """
    outcomes, known = [], dict[str, Registry]()
    for source in sources:
        if source.scope not in known:
            known[source.scope] = rereading.known(store, registry, source.scope)
        outcomes.append(_add(store, source, known[source.scope], feed))
        on_progress()
    reconcile.reconcile(store)
    return tuple(outcomes)


def delete(store: Store, key: str, scope: str = "") -> None:
    """
    Delete an article of exactly this scope, with all its revisions; what it told of others is forgotten with it.

    Raises:
        NotStored: If there is none.
    """
    with store.writing():
        store.delete(key, scope)
        reconcile.reconcile(store)


def delete_feed(store: Store, url: str, scope: str = "", *, articles: bool = False) -> int:
    """
    Forget a feed, and on wish the articles that came by it.

    Returns:
        The number of articles deleted.

    Raises:
        NotStored: If there is no such feed.
    """
    with store.writing():
        count = store.delete_feed(url, scope, articles=articles)
        reconcile.reconcile(store)
    return count


def _add(store: Store, source: Source, registry: Registry, feed: str | None) -> Outcome:
    decision = _decide(store, source)
    if decision.state is State.UNCHANGED:
        return Outcome(State.UNCHANGED, decision.key)
    try:
        document = read(source, registry, decision.key, decision.revision)
    except SourceError as error:
        return Outcome(State.REFUSED, slug(source.name), error.reason)
    with store.writing():
        # Another process may have been quicker while we read; then it is decided, and read, anew.
        if _decide(store, source) == decision:
            store.add(arrival(document, source, rereading.versions(store, source.scope), feed))
            return Outcome(decision.state, decision.key)
    return _add(store, source, registry, feed)


def _decide(store: Store, source: Source) -> Decision:
    return decide(source, store.held(source.scope, address=source.address, name=slug(source.name)))
