"""Copy what had been published by a day into a store of its own, which knows nothing of what came later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.crossdoc import extract_features, reconcile_articles
from corpus.dates import day_range
from corpus.entities import Registry
from corpus.models import ActorKind, Document
from corpus.store import ArticleRecord, ArticleSummary, Store, open_store

#: Articles copied at most, the latest: each takes about 10 milliseconds and 25 kB, and no query may take two minutes.
MAX_PAST_ARTICLES = 3_000


@dataclass(frozen=True, slots=True)
class _PublishedArticle:
    """
    An article that had been published by a day.

    Attributes:
        day: The last day on which it may have been published; the day on which it was stored if that is unknown.
        listed: The article as listed.
        revision: Number of the text to copy.
    """

    day: date
    listed: ArticleSummary
    revision: int


def copy_published_by(
    store: Store, registry: Registry, day: date, scope: str = "", limit: int = MAX_PAST_ARTICLES
) -> Store:
    """
    Return a store in memory with the articles visible to *scope* that had been published by the end of *day*.

    An article counts by its date of publication, by the last day that it may be of where that is open, and by the day
    on which it was stored where there is no date; if that is unknown, too, it is left out. Of several revisions, the
    last that was stored by then is copied, else the first that is kept. Origins, inferred dates and names are
    reconciled among the copied articles alone. Curations and topics are copied as they are now.

    Args:
        store: The store to copy from, which is only read.
        registry: The known actors; what it says of those is not copied.
        day: The last day.
        scope: Whose articles are copied besides the shared ones.
        limit: Maximum number of articles; the latest are copied.

    Returns:
        The copy, with the sequence number of *store*; the caller closes it.
    """
    chosen = sorted(_list_published(store, day, scope), key=lambda one: one.day, reverse=True)[:limit]
    chosen.sort(key=lambda one: (one.listed.sequence, one.listed.citation.key))  # stories are named by the first added
    past = open_store("sqlite:///:memory:")
    with past.transaction():
        for curation in store.list_curations(scope):
            past.add_curation(curation)
        for topic in store.list_topics(None):
            if topic.scope in {"", scope}:
                past.save_topic(topic)
        with past.postpone_actors():
            for one in chosen:
                record = store.get_record(one.listed.citation.key, one.listed.scope, one.revision)
                is_current = one.revision == one.listed.citation.revision
                past.add_article(_prepare_record(record, registry, is_current=is_current))
            _reconcile(past, day)
        past.raise_sequence(store.get_sequence())
    return past


def list_published_keys(store: Store, day: date, scope: str = "") -> frozenset[str]:
    """Return the keys of the articles visible to *scope* that had been published by the end of *day*."""
    return frozenset(one.listed.citation.key for one in _list_published(store, day, scope))


def find_first_day(store: Store, scope: str = "") -> date | None:
    """Return the first day by which an article visible to *scope* had been published, None if there is none."""
    return min((one.day for one in _list_published(store, date.max, scope)), default=None)


def _list_published(store: Store, day: date, scope: str) -> Iterator[_PublishedArticle]:
    for listed in store.list_articles(scope):
        covered = day_range(listed.citation.published)
        revision = listed.citation.revision
        if not covered or revision > 1:
            revision, covered = _choose_revision(store, listed, day)
        if covered and covered[1] <= day:
            yield _PublishedArticle(covered[1], listed, revision)


def _choose_revision(store: Store, listed: ArticleSummary, day: date) -> tuple[int, tuple[date, date] | None]:
    """Return the revision of an article that counts on *day*, and the days that it is of, None if they are unknown."""
    revisions = store.list_revisions(listed.citation.key, listed.scope)
    number, added = next((one for one in reversed(revisions) if one[1] and one[1] <= day.isoformat()), revisions[0])
    own = store.get_record(listed.citation.key, listed.scope, number).document.article.provenance.published.value
    covered = day_range(own) or day_range(listed.citation.published) or day_range(added or None)
    return number, covered


def _prepare_record(record: ArticleRecord, registry: Registry, *, is_current: bool) -> ArticleRecord:
    """Return *record* without what the registry says of its actors now, and with the features of its own text."""
    document = _remove_descriptions(record.document, registry)
    # The store has the features of the current text; descriptions are no part of them.
    features = record.features if is_current else extract_features(document)
    return replace(record, document=document, features=features, feed=None)


def _remove_descriptions(document: Document, registry: Registry) -> Document:
    actors = tuple(
        replace(actor, description="") if _is_described_by(registry, actor.id, actor.description) else actor
        for actor in document.actors
    )
    return replace(document, actors=actors)


def _is_described_by(registry: Registry, key: str, description: str) -> bool:
    known = registry.get(key)
    if known is None or known.kind is not ActorKind.PERSON:  # others hold no office
        return False
    return bool(description) and known.description == description


def _reconcile(past: Store, day: date) -> None:
    """Reconcile the articles of *past*, without those that turn out to have been published after *day*."""
    reconcile_articles(past)
    while later := [one for one in past.list_articles(None) if _is_later(one, day)]:
        for one in later:
            past.delete_article(one.citation.key, one.scope)
        reconcile_articles(past)


def _is_later(listed: ArticleSummary, day: date) -> bool:
    covered = day_range(listed.citation.published)
    return covered is not None and covered[1] > day
