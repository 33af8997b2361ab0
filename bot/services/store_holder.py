"""The part of a query engine that tasks on the store use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corpus.entities import Registry
    from corpus.store import Store


class StoreHolder(Protocol):
    """
    An object that holds a store open, as `bot.services.engine.QueryEngine` does.

    Attributes:
        store: Store of the articles.
        registry: The known actors, before any curation.
    """

    store: Store
    registry: Registry
