"""What an export told, as the store has it now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model import Told
from briefings.novelty import remember
from briefings.proof import Proof
from corpus.errors import NotStored
from corpus.model import Article, Query, Zone
from corpus.store import Store


def told(store: Store, proof: Proof, scope: str) -> tuple[Told, ...]:
    """Recall the sentences of *proof* as the store has them, or by their words alone where it has not."""
    keys = dict.fromkeys(exhibit.key for exhibit in proof.exhibits)
    every = frozenset(Zone)
    held = [passage for key in keys for passage in store.search(Query(articles=(key,), zones=every, scope=scope))]
    by_words = {(passage.citation.key, passage.sentence.text): passage for passage in held}
    found = [(exhibit, by_words.get((exhibit.key, exhibit.text))) for exhibit in proof.exhibits]
    return tuple(
        remember(passage)
        if passage
        else Told(one.key, one.revision, one.start, one.end, one.text, one.outlet, one.published)
        for one, passage in found
    )


def cited(store: Store, proof: Proof, scope: str) -> Mapping[str, tuple[Article, ...]]:
    """Give the articles that *proof* cites, by key: the revisions cited and the newest, in their order."""
    places = {(exhibit.key, exhibit.revision) for exhibit in proof.exhibits}
    places |= {(key, revision) for exhibit in proof.exhibits for key, revision, _outlet in exhibit.also}
    wanted: dict[str, set[int | None]] = {}
    for key, revision in places:
        wanted.setdefault(key, {None}).add(revision)  # None is the newest
    return {key: _revisions(store, key, scope, numbers) for key, numbers in wanted.items()}


def _revisions(store: Store, key: str, scope: str, numbers: Iterable[int | None]) -> tuple[Article, ...]:
    found: dict[int, Article] = {}
    for number in sorted(numbers, key=lambda number: number or 0):  # so that the newest is given as it is now
        try:
            article = store.document(key, scope, number).article
        except NotStored:
            continue  # that there is none is the verdict
        found.setdefault(article.revision, article)
    return tuple(found[number] for number in sorted(found))
