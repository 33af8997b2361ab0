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
    queue, done = deque(changed), set[ArticleRef]()
    while queue:
        article = queue.popleft()
        if article in done:
            continue
        group = _find_copy_group(store, article)
        members = [one for one in group if one[0] == article[0]]
        # A server's article may be a copy of a shared one whose group has just got another origin.
        queue.extend(one for one in group if one not in done and one not in members and article[0] == _SHARED_SCOPE)
        done.update(members)
        candidates = [key for scope, key in group if scope == _SHARED_SCOPE] or [key for _, key in group]
        yield from ((member, min(candidates)) for member in members)


def _find_copy_group(store: Store, article: ArticleRef) -> list[ArticleRef]:
    """Return all articles reachable from *article* by near-duplicates, without passing through another server's."""
    scope = article[0]
    seen, queue = {article: None}, deque([article])
    while queue:
        one = queue.popleft()
        if one[0] not in {scope, _SHARED_SCOPE}:
            continue  # a server's article belongs to a group of shared ones, but never links two of them
        for other in _find_near_copies(store, one, None if scope == _SHARED_SCOPE else scope):
            if other not in seen:
                seen[other] = None
                queue.append(other)
    return list(seen)


def _find_near_copies(store: Store, article: ArticleRef, scope: str | None) -> Iterator[ArticleRef]:
    own_scope, key = article
    sketch = store.get_features(key, own_scope).get(FeatureKind.COPY, ())
    for other_scope, other_key, shared, size in store.find_similar(FeatureKind.COPY, sketch, scope, MIN_SHARED_HASHES):
        if is_near_copy(shared, len(sketch), size):
            yield other_scope, other_key
