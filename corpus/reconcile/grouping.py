"""Near copies, linked from copy to copy, take the key of the first of them as their origin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from corpus.origins import LEAST_SHARED, are_near
from corpus.store import Feature, Store

#: Scope and key of an article.
Place = tuple[str, str]
_EVERYBODY = ""


def regrouped(store: Store, changed: Iterable[Place]) -> Iterator[tuple[Place, str]]:
    """
    Give the origins of all articles that may belong to another group since some of them *changed*.

    Everybody's articles are grouped among themselves; a server's also with everybody's, which then name the group.
    """
    waiting, done = deque(changed), set[Place]()
    while waiting:
        place = waiting.popleft()
        if place in done:
            continue
        group = _linked(store, place)
        members = [one for one in group if one[0] == place[0]]
        # A server's article may be the copy of one of everybody's whose group has just changed its name.
        waiting.extend(one for one in group if one not in done and one not in members and place[0] == _EVERYBODY)
        done.update(members)
        named = [key for scope, key in group if scope == _EVERYBODY] or [key for _, key in group]
        yield from ((member, min(named)) for member in members)


def _linked(store: Store, place: Place) -> list[Place]:
    """Give all that can be reached from *place* by near copies, without passing through another's articles."""
    scope = place[0]
    seen, waiting = {place: None}, deque([place])
    while waiting:
        one = waiting.popleft()
        if one[0] not in {scope, _EVERYBODY}:
            continue  # a server's own: told of everybody's group, never a link in it
        for other in _near(store, one, None if scope == _EVERYBODY else scope):
            if other not in seen:
                seen[other] = None
                waiting.append(other)
    return list(seen)


def _near(store: Store, place: Place, scope: str | None) -> Iterator[Place]:
    holder, key = place
    sketch = store.features(key, holder).get(Feature.COPY, ())
    for other_scope, other, shared, size in store.near(Feature.COPY, sketch, scope, LEAST_SHARED):
        if are_near(shared, len(sketch), size):
            yield other_scope, other
