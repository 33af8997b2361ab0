"""What the store holds of one scope: told, and wiped. Synchronous."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.registry import Registry
    from corpus.store import Store

#: As JSON has it.
Json = dict[str, object]


def count(store: Store, _registry: Registry, *, scope: str) -> dict[str, int]:
    """Count what is held of exactly this scope: articles, feeds, topics, words on actors."""
    return {
        "articles": sum(one.scope == scope for one in store.listed(scope)),
        "feeds": len(store.feeds(scope)),
        "topics": sum(topic.scope == scope for topic in store.topics(scope)),
        "words": sum(word.scope == scope for word in store.curations(scope)),
    }


def tell(store: Store, _registry: Registry, *, scope: str, texts: int) -> Json:
    """
    Tell all that is held of exactly this scope.

    Args:
        store: Where it lies.
        scope: Whose.
        texts: Characters of articles that may be in it; texts beyond that are left out, and counted.
    """
    articles, left_out = _articles(store, scope, texts)
    return {
        "feeds": [asdict(feed) for feed in store.feeds(scope)],
        "topics": [asdict(topic) for topic in store.topics(scope) if topic.scope == scope],
        "words": [asdict(word) for word in store.curations(scope) if word.scope == scope],
        "articles": articles,
        "texts_left_out": left_out,
    }


def _articles(store: Store, scope: str, room: int) -> tuple[list[Json], int]:
    told: list[Json] = []
    left_out = 0
    for one in store.listed(scope):
        if one.scope != scope:
            continue
        cited: Json = {**asdict(one.citation), "feed": one.feed}
        text = store.document(one.citation.key, scope).article.text
        if len(text) <= room:
            cited["text"] = text
            room -= len(text)
        else:
            left_out += 1
        told.append(cited)
    return told, left_out


def wipe(store: Store, _registry: Registry, *, scope: str) -> int:
    """Delete all that is held of exactly this scope, for real; give how many articles that were."""
    from corpus import reconcile  # noqa: PLC0415  # with all the readers, which the bot's own process needs not

    with store.writing():
        articles = store.forget(scope)
        reconcile.reconcile(store)
    store.clean()
    return articles
