"""Count, export and delete what the store holds for one scope."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.services.store_holder import StoreHolder
    from corpus.store import Store


#: A JSON object.
JsonObject = dict[str, object]


def count_scope(engine: StoreHolder, *, scope: str) -> dict[str, int]:
    """Return how many articles, feeds, topics and curations the store holds for exactly this scope."""
    return {
        "articles": sum(one.scope == scope for one in engine.store.list_articles(scope)),
        "feeds": len(engine.store.list_feeds(scope)),
        "topics": sum(topic.scope == scope for topic in engine.store.list_topics(scope)),
        "words": sum(word.scope == scope for word in engine.store.list_curations(scope)),
    }


def export_scope(engine: StoreHolder, *, scope: str, max_characters: int) -> JsonObject:
    """
    Return everything that the store holds for exactly this scope.

    Args:
        engine: Holds the store open.
        scope: Scope to export.
        max_characters: Total characters of article texts; texts that exceed it are omitted and counted.
    """
    articles, left_out = _export_articles(engine.store, scope, max_characters)
    return {
        "feeds": [asdict(feed) for feed in engine.store.list_feeds(scope)],
        "topics": [asdict(topic) for topic in engine.store.list_topics(scope) if topic.scope == scope],
        "words": [asdict(word) for word in engine.store.list_curations(scope) if word.scope == scope],
        "articles": articles,
        "texts_left_out": left_out,
    }


def _export_articles(store: Store, scope: str, max_characters: int) -> tuple[list[JsonObject], int]:
    exported: list[JsonObject] = []
    left_out = 0
    for one in store.list_articles(scope):
        if one.scope != scope:
            continue
        row: JsonObject = {**asdict(one.citation), "feed": one.feed}
        text = store.get_document(one.citation.key, scope).article.text
        if len(text) <= max_characters:
            row["text"] = text
            max_characters -= len(text)
        else:
            left_out += 1
        exported.append(row)
    return exported, left_out


def delete_scope(engine: StoreHolder, *, scope: str) -> int:
    """Delete everything that the store holds for exactly this scope, vacuum it, and return the number of articles."""
    from corpus.crossdoc import reconcile  # noqa: PLC0415  # imports all annotators, which the bot's own process does not need

    with engine.store.transaction():
        articles = engine.store.delete_scope(scope)
        reconcile.reconcile_articles(engine.store)
    engine.store.vacuum()
    return articles
