"""Group near-duplicate articles and determine the origin of each group."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from corpus.store import MIN_SHARED_HASHES, FeatureKind, Store, is_near_copy

#: Scope and key of an article.
ArticleRef = tuple[str, str]
_SHARED_SCOPE = ""


def find_new_origins(store: Store, changed: Iterable[ArticleRef]) -> Iterator[tuple[ArticleRef, str]]:
    """
    Yield the origins of all articles whose group may have changed because the articles in *changed* did.

    Shared articles are grouped among themselves; a server's articles also with shared ones, which then name the group.
    """
    waiting, done = deque(changed), set[ArticleRef]()
    while waiting:
        place = waiting.popleft()
        if place in done:
            continue
        group = _find_copy_group(store, place)
        members = [one for one in group if one[0] == place[0]]
        # A server's article may be a copy of a shared one whose group has just got another origin.
        waiting.extend(one for one in group if one not in done and one not in members and place[0] == _SHARED_SCOPE)
        done.update(members)
        named = [key for scope, key in group if scope == _SHARED_SCOPE] or [key for _, key in group]
        yield from ((member, min(named)) for member in members)


def _find_copy_group(store: Store, place: ArticleRef) -> list[ArticleRef]:
    """Return all articles reachable from *place* by near-duplicates, without passing through another server's."""
    scope = place[0]
    seen, waiting = {place: None}, deque([place])
    while waiting:
        one = waiting.popleft()
        if one[0] not in {scope, _SHARED_SCOPE}:
            continue  # a server's article belongs to a group of shared ones, but never links two of them
        for other in _find_near_copies(store, one, None if scope == _SHARED_SCOPE else scope):
            if other not in seen:
                seen[other] = None
                waiting.append(other)
    return list(seen)


def _find_near_copies(store: Store, place: ArticleRef, scope: str | None) -> Iterator[ArticleRef]:
    holder, key = place
    sketch = store.get_features(key, holder).get(FeatureKind.COPY, ())
    for other_scope, other, shared, size in store.find_similar(FeatureKind.COPY, sketch, scope, MIN_SHARED_HASHES):
        if is_near_copy(shared, len(sketch), size):
            yield other_scope, other
