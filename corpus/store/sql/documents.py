"""Store, load and delete articles, and convert their sentences to rows."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, TypeVar

from corpus.dates import day_range
from corpus.errors import NotStored
from corpus.models import (
    Actor,
    Article,
    Citation,
    Confidence,
    Document,
    Mention,
    MentionKind,
    Provenance,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
    Zone,
)
from corpus.store.records import ArticleRecord, ArticleSummary, CrossDocUpdate, ExistingArticle, FeatureHashes
from corpus.store.sql import entity_index
from corpus.store.sql.base import SqlBase, fetch_sequence, in_snapshot, in_transaction, increment_sequence
from corpus.store.sql.connection import StoreDatabase
from corpus.store.sql.facets import (
    PUBLIC_SCOPE_ID,
    ZONE_IDS,
    build_language_facet,
    build_suffix,
    count_facets,
    list_event_days,
    list_open_facets,
    list_stem_facets,
    list_time_facets,
)
from corpus.store.sql.fingerprint_index import (
    delete_features,
    dump_horizons,
    fetch_features,
    save_features,
)
from corpus.store.sql.serialization import (
    JsonList,
    compress_text,
    decompress_text,
    dump_document,
    dump_hints,
    dump_json,
    hash_text,
    load_actors,
    load_document,
    load_hints,
    to_span,
)


def list_visible_scope_ids(db: StoreDatabase, scope: str) -> tuple[int, ...]:
    """Return the ids of the scopes visible to *scope*, the shared one first."""
    return tuple(row[0] for row in db.fetch_all("SELECT id FROM scopes WHERE name IN ('', ?) ORDER BY id", (scope,)))


def resolve_scope(db: StoreDatabase, scope: str) -> str:
    """Return *scope* if it has articles or curations of its own, else the shared scope ``""``."""
    rows = db.fetch_all(
        "SELECT 1 FROM scopes s WHERE s.name = ? AND (EXISTS (SELECT 1 FROM articles WHERE scope = s.id)"
        " OR EXISTS (SELECT 1 FROM curations WHERE scope = s.id))",
        (scope,),
    )
    return scope if rows else ""


def find_article_id(db: StoreDatabase, key: str, scope: str) -> int:
    """
    Return the id of an article of exactly this scope.

    Raises:
        NotStored: If the scope has no article with this key.
    """
    rows = db.fetch_all(
        "SELECT articles.id FROM articles JOIN scopes ON scopes.id = scope WHERE key = ? AND scopes.name = ?",
        (key, scope),
    )
    if not rows:
        raise NotStored(key, f"I found no article with the key “{key}”.")
    return int(rows[0][0])


def _find_visible_article_id(db: StoreDatabase, key: str, scope: str) -> int:
    try:
        return find_article_id(db, key, scope)
    except NotStored:
        return find_article_id(db, key, "")


def get_document_by_id(db: StoreDatabase, article_id: int, revision: int | None = None) -> Document:
    """
    Return the document of the article with the id *article_id*: the given revision, or the current one for None.

    Raises:
        NotStored: If the article has no such revision.
    """
    rows = db.fetch_all(
        "SELECT key, r.revision, text, sha256, r.address, s.name, renderer, coalesce(settled_marks, marks)"
        " FROM articles a JOIN scopes s ON s.id = a.scope"
        " JOIN (SELECT *, settled AS settled_marks FROM revisions) r ON r.article = a.id"
        " WHERE a.id = ? AND r.revision = coalesce(?, a.revision)",
        (article_id, revision),
    )
    if not rows:
        raise NotStored(f"revision {revision}", f"The article has no revision {revision}.")
    return _build_document(*rows[0])


def _build_document(  # noqa: PLR0913, PLR0917
    key: str, revision: int, text: bytes, sha256: str, address: str, scope: str, renderer: str, marks: bytes
) -> Document:
    article = Article(key, revision, decompress_text(text), sha256, address, (), Provenance(), scope, renderer)
    return load_document(marks, article)


def get_annotation_blobs(db: StoreDatabase, article_id: int) -> tuple[bytes, bytes | None]:
    """Return the serialized annotations of an article: as annotated on its own, and as reconciled, or None."""
    row = db.fetch_all(
        "SELECT r.marks, r.settled FROM articles a JOIN revisions r ON r.article = a.id AND r.revision = a.revision"
        " WHERE a.id = ?",
        (article_id,),
    )[0]
    return row[0], row[1]


def _load_record(db: StoreDatabase, article_id: int, revision: int) -> ArticleRecord:
    row = db.fetch_all(
        "SELECT key, r.revision, text, sha256, r.address, s.name, renderer, marks, a.name, versions, hints, f.url,"
        " added, r.sequence"
        " FROM articles a JOIN scopes s ON s.id = a.scope LEFT JOIN feeds f ON f.id = a.feed"
        " JOIN revisions r ON r.article = a.id AND r.revision = ? WHERE a.id = ?",
        (revision, article_id),
    )[0]
    name, versions, hints, *rest = row[8:]
    return ArticleRecord(
        _build_document(*row[:8]), name, fetch_features(db, article_id), load_hints(hints), versions, *rest
    )


def to_citation(row: Sequence[Any]) -> Citation:
    """Return a citation for the columns of an article, from its key to its origin, language and picture."""
    key, revision, title, outlet, published, confidence, *rest = row
    return Citation(key, revision, title, outlet, published, Confidence(confidence), *rest)


def get_citations(db: StoreDatabase, article_ids: Sequence[int]) -> dict[int, tuple[Citation, int]]:
    """Return the citation and sequence number of each article, by id."""
    rows = db.fetch_all(
        "SELECT id, sequence, key, revision, title, outlet, published, confidence, address, origin, language,"
        " picture FROM articles"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(article_ids)),),
    )
    return {row[0]: (to_citation(row[2:]), row[1]) for row in rows}


_ACTORS = "SELECT slug, told FROM actors JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) AND told <> ''"
_ACTOR_ORDER = " ORDER BY slug, scope"


def fetch_actors(db: StoreDatabase, scope: str, ids: Sequence[str] | None = None) -> tuple[Actor, ...]:
    """Return the actors in the articles visible to *scope*, sorted by id; only those in *ids*, if given."""
    if ids is None:
        actor_rows = db.fetch_all(_ACTORS + _ACTOR_ORDER, (scope,))
    else:
        condition = " AND slug IN (SELECT value FROM json_each(?, '$'))"
        actor_rows = db.fetch_all(_ACTORS + condition + _ACTOR_ORDER, (scope, json.dumps(ids)))
    return tuple(
        _merge_actors([entity_index.load_actor(*row) for row in rows])
        for _, rows in groupby(actor_rows, key=lambda row: row[0])
    )


def _merge_actors(actors: Sequence[Actor]) -> Actor:
    """Merge a shared actor with a scope's own: the shared values win, the names of both are kept."""
    first = actors[0]
    names = dict.fromkeys(name for actor in actors for name in (actor.name, *actor.aliases))
    return Actor(
        first.id, first.name, first.kind, tuple(name for name in names if name != first.name),
        first.description, first.part_of,
    )  # fmt: skip


_TIME_KINDS = tuple(TimeKind)
_MENTION_KINDS = tuple(MentionKind)
_QUOTATION_KINDS = tuple(QuotationKind)


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """
    A sentence as stored in the database.

    Attributes:
        position: Index among its article's sentences, from zero.
        start: First code point in the article's text.
        zone: Id of its zone.
        paragraph: Index of its paragraph.
        body: Its text if it is in the body, else None.
        aside: Its text if it is not in the body, else None.
        facets: Index terms, separated by spaces; see `corpus.store.sql.facets`.
        marks: JSON of its annotations, with offsets relative to its start.
    """

    position: int
    start: int
    zone: int
    paragraph: int
    body: str | None
    aside: str | None
    facets: str
    marks: str


_get_columns = attrgetter(*(column.name for column in fields(SentenceRow)))


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence with its annotations; a quotation belongs to every sentence that it overlaps."""

    sentence: Sentence
    dates: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]


def split_by_sentence(document: Document) -> Iterator[AnnotatedSentence]:
    """Yield each sentence of *document* with its annotations, in order."""
    dates, mentions = _SortedMarks(document.dates), _SortedMarks(document.mentions)
    for sentence in document.sentences:
        start, end = sentence.start, sentence.end
        yield AnnotatedSentence(
            sentence,
            dates.list_between(start, end),
            mentions.list_between(start, end),
            tuple(one for one in document.quotations if one.start < end and start < one.end),
        )


MarkT = TypeVar("MarkT", TimeExpression, Mention)


class _SortedMarks(Generic[MarkT]):
    """Annotations of a document by where they start; those that start in one place stay in their order."""

    def __init__(self, marks: Iterable[MarkT]) -> None:
        self._marks: list[MarkT] = sorted(marks, key=_get_start)
        self._starts: list[int] = [one.start for one in self._marks]

    def list_between(self, start: int, end: int) -> tuple[MarkT, ...]:
        """Return the annotations that start from *start* to before *end*."""
        return tuple(self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


def _get_start(mark: TimeExpression | Mention) -> int:
    return mark.start


def to_rows(
    document: Document, article_id: int, scope_id: int, get_actor_id: Callable[[str], int]
) -> Iterator[SentenceRow]:
    """
    Yield the sentence rows of *document*.

    Args:
        document: The document to index.
        article_id: Database id of the article.
        scope_id: Database id of its scope.
        get_actor_id: Returns the database id of an actor for its slug.
    """
    published = document.article.provenance.published.value
    language = document.article.language
    common_facets = [f"r{article_id}", *_list_publication_facets(published)]
    common_facets += [build_language_facet(language)] if language else []
    for position, one in enumerate(split_by_sentence(document)):
        sentence = one.sentence
        in_body = sentence.zone is Zone.BODY
        yield SentenceRow(
            position=position,
            start=sentence.start,
            zone=ZONE_IDS[sentence.zone],
            paragraph=sentence.paragraph,
            body=sentence.text if in_body else None,
            aside=None if in_body else sentence.text,
            facets=_format_facets(
                one, [*common_facets, *list_stem_facets(sentence.text, language)], scope_id, get_actor_id
            ),
            marks=_dump_sentence_annotations(one),
        )


def _list_publication_facets(value: str | None) -> Iterable[str]:
    return list_time_facets("p", *found) if (found := day_range(value)) else ()


def _format_facets(
    annotated: AnnotatedSentence, common_facets: list[str], scope: int, get_actor_id: Callable[[str], int]
) -> str:
    actors = {mention.actor for mention in annotated.mentions} | {
        quotation.speaker for quotation in annotated.quotations
    }
    facets = {f"a{get_actor_id(actor)}" for actor in actors if actor is not None}
    for first, last in list_event_days(annotated.dates):
        facets.update(list_time_facets("t", first, last))
    facets.update(list_open_facets(annotated.dates))
    suffix = build_suffix(annotated.sentence.zone, scope)
    bare_facets = [] if annotated.sentence.zone is Zone.BODY else [suffix]
    bare_facets += [] if scope == PUBLIC_SCOPE_ID else ["s0", f"s{scope}"]
    return " ".join([f"{facet}{suffix}" for facet in (*common_facets, *sorted(facets))] + bare_facets)


def _dump_sentence_annotations(annotated: AnnotatedSentence) -> str:
    start, end = annotated.sentence.start, annotated.sentence.end
    return dump_json([
        [[d.start - start, d.end - start, d.value, _TIME_KINDS.index(d.kind), d.how] for d in annotated.dates],
        [[m.start - start, m.end - start, m.actor, _MENTION_KINDS.index(m.kind)] for m in annotated.mentions],
        [
            [q.start - start, q.end - start, _QUOTATION_KINDS.index(q.kind), q.speaker, q.cue, q.source, q.confidence]
            # The text of a quotation that extends into other sentences can't be sliced from this one.
            + ([] if start <= q.start and q.end <= end else [q.text])
            for q in annotated.quotations
        ],
    ])  # fmt: skip


#: Decodes what was dumped here, and so has no spaces around it that would have to be looked for.
_decode_json = json.JSONDecoder().raw_decode


@lru_cache(maxsize=2_048)  # several searches of one question find the same sentences
def load_sentence_annotations(marks: str, sentence: Sentence) -> AnnotatedSentence:
    """Return *sentence* with the annotations of its row."""
    (dates, mentions, quotations), _ = _decode_json(marks)
    offset, words = sentence.start, sentence.text
    return AnnotatedSentence(
        sentence,
        tuple(
            TimeExpression(s + offset, e + offset, words[s:e], value, _TIME_KINDS[kind], how)
            for s, e, value, kind, how in dates
        ),
        tuple(
            Mention(s + offset, e + offset, words[s:e], actor, _MENTION_KINDS[kind]) for s, e, actor, kind in mentions
        ),
        tuple(_load_quotation(one, offset, words) for one in quotations),
    )


def _load_quotation(packed: JsonList, offset: int, sentence_text: str) -> Quotation:
    start, end, kind, speaker, cue, source, confidence, *text = packed
    return Quotation(
        start + offset,
        end + offset,
        text[0] if text else sentence_text[start:end],
        _QUOTATION_KINDS[kind],
        speaker,
        to_span(cue),
        to_span(source),
        confidence,
    )


def get_or_create_scope_id(db: StoreDatabase, scope: str) -> int:
    """Return the id of a scope; create it if needed."""
    rows = db.fetch_all("SELECT id FROM scopes WHERE name = ?", (scope,))
    return int(rows[0][0]) if rows else db.insert("INSERT INTO scopes (name) VALUES (?)", (scope,))


def _find_feed_id(db: StoreDatabase, scope: int, url: str | None) -> int | None:
    rows = db.fetch_all("SELECT id FROM feeds WHERE scope = ? AND url = ?", (scope, url))
    return int(rows[0][0]) if rows else None


def index_document(db: StoreDatabase, article_id: int, scope_id: int, document: Document) -> None:
    """Add *document* to the index as the current text of article *article_id*, which must not be indexed yet."""
    ids = entity_index.update(db, scope_id, document.actors, 1)
    rows = _list_rows(db, article_id, scope_id, document, ids)
    first = _reserve_sentence_ids(db, article_id, len(rows))
    db.add_sentences((id_, article_id, *_get_columns(row)) for id_, row in enumerate(rows, first))
    _add_facet_counts(db, [row.facets for row in rows], 1)
    _save_summary(db, article_id, first, rows, document)


def _list_rows(
    db: StoreDatabase, article_id: int, scope_id: int, document: Document, ids: Mapping[str, int]
) -> list[SentenceRow]:
    @cache
    def get_actor_id(slug: str) -> int:
        return ids.get(slug) or entity_index.get_or_create_id(db, scope_id, slug)

    return list(to_rows(document, article_id, scope_id, get_actor_id))


def _save_summary(
    db: StoreDatabase, article_id: int, first: int, rows: Sequence[SentenceRow], document: Document
) -> None:
    provenance = document.article.provenance
    db.execute(
        "UPDATE articles SET first_sentence = ?, sentences = ?, body = ?, title = ?, outlet = ?, published = ?,"
        " confidence = ?, language = ? WHERE id = ?",
        (first, len(rows), sum(row.body is not None for row in rows), provenance.title.value, provenance.outlet.value,
         provenance.published.value, provenance.published.confidence.value, document.article.language, article_id),
    )  # fmt: skip


def _update_index(
    db: StoreDatabase, article_id: int, scope_id: int, document: Document, old_actors: Sequence[Actor]
) -> None:
    """Index *document* in the place of what is indexed of the same sentences, of which few rows differ."""
    # Actors that stay are left alone: their aggregates would be computed twice, and be taken for changed.
    lost, new = Counter(old_actors), Counter(document.actors)
    entity_index.update(db, scope_id, tuple((lost - new).elements()), -1)
    ids = entity_index.update(db, scope_id, tuple((new - lost).elements()), 1)
    rows = _list_rows(db, article_id, scope_id, document, ids)
    first = db.fetch_all("SELECT first_sentence FROM articles WHERE id = ?", (article_id,))[0][0]
    columns = ", ".join(column.name for column in fields(SentenceRow))
    old_rows = db.fetch_all(
        f"SELECT {columns} FROM sentences WHERE id BETWEEN ? AND ? ORDER BY id",  # noqa: S608  # the fields' names
        (first, first + len(rows) - 1),
    )
    changed = [
        (id_, old, row)
        for id_, (old, row) in enumerate(zip(old_rows, rows, strict=True), first)
        if old != _get_columns(row)
    ]
    for id_, _, _ in changed:
        db.delete_sentences(id_, id_)
    db.add_sentences((id_, article_id, *_get_columns(row)) for id_, _, row in changed)
    facets = [column.name for column in fields(SentenceRow)].index("facets")
    _add_facet_counts(db, [old[facets] for _, old, _ in changed], -1)
    _add_facet_counts(db, [row.facets for _, _, row in changed], 1)
    _save_summary(db, article_id, first, rows, document)


def _add_facet_counts(db: StoreDatabase, facets: Iterable[str], step: int) -> None:
    """Add (*step* 1) or subtract (-1) sentences with these facets."""
    changed = fetch_sequence(db) + 1  # the change may get its number before or after this
    db.execute_many(
        "INSERT INTO facet_counts VALUES (?, ?, ?) ON CONFLICT (facet) DO UPDATE"
        " SET sentences = facet_counts.sentences + excluded.sentences, changed = excluded.changed",
        ((facet, step * count, changed) for facet, count in count_facets(facets).items()),
    )


def _reserve_sentence_ids(db: StoreDatabase, article_id: int, needed: int) -> int:
    """Return the first of *needed* consecutive sentence ids: the article's own if their number fits, else new ones."""
    first, current = db.fetch_all("SELECT first_sentence, sentences FROM articles WHERE id = ?", (article_id,))[0]
    if current == needed and first:
        return int(first)
    db.execute("UPDATE counters SET value = value + ? WHERE name = 'sentence'", (needed,))
    return int(db.fetch_all("SELECT value FROM counters WHERE name = 'sentence'")[0][0]) - needed + 1


def remove_from_index(db: StoreDatabase, article_id: int) -> None:
    """Remove article *article_id* from all indexes; its texts stay."""
    remove_sentences(db, article_id)
    db.execute("UPDATE articles SET first_sentence = 0 WHERE id = ?", (article_id,))
    delete_features(db, article_id, _load_own_actors(db, article_id))


def _load_own_actors(db: StoreDatabase, article_id: int) -> tuple[Actor, ...]:
    """Return the actors of an article's current text as annotated on its own."""
    return load_actors(get_annotation_blobs(db, article_id)[0])


def remove_sentences(db: StoreDatabase, article_id: int) -> None:
    """Remove the sentences and actors of article *article_id* from the indexes."""
    first, count, scope = db.fetch_all(
        "SELECT first_sentence, sentences, scope FROM articles WHERE id = ?", (article_id,)
    )[0]
    facets = db.fetch_all("SELECT facets FROM sentences WHERE id BETWEEN ? AND ?", (first, first + count - 1))
    _add_facet_counts(db, [row[0] for row in facets], -1)
    db.delete_sentences(first, first + count - 1)
    entity_index.update(db, scope, get_document_by_id(db, article_id).actors, -1)


def _apply_update(db: StoreDatabase, update: CrossDocUpdate) -> bool:
    """Apply a cross-document update and mark the article as reconciled; return whether that changed anything."""
    article_id = find_article_id(db, update.key, update.scope)
    db.execute(
        "UPDATE articles SET settled = 1, horizons = ? WHERE id = ?", (dump_horizons(update.horizons), article_id)
    )
    original, current = get_annotation_blobs(db, article_id)
    reconciled = dump_document(update.document) if update.document else None
    if reconciled == original:
        reconciled = None
    if reconciled == current:
        return False
    old_actors = load_actors(current or original)
    db.execute(
        "UPDATE revisions SET settled = ?"
        " WHERE article = ? AND revision = (SELECT revision FROM articles WHERE id = ?)",
        (reconciled, article_id, article_id),
    )
    scope_id = get_or_create_scope_id(db, update.scope)
    _update_index(db, article_id, scope_id, get_document_by_id(db, article_id), old_actors)
    increment_sequence(db)
    return True


class ArticleMixin(SqlBase):
    """Articles with their revisions, and the actors that they name."""

    @in_transaction
    def add_article(self, record: ArticleRecord) -> int:
        article = record.document.article
        scope_id = get_or_create_scope_id(self._db, article.scope)
        sequence = increment_sequence(self._db)
        existing = self._db.fetch_all(
            "SELECT id, revision FROM articles WHERE scope = ? AND key = ?", (scope_id, article.key)
        )
        if existing:
            article_id = int(existing[0][0])
            remove_from_index(self._db, article_id)
        else:
            article_id = self._db.insert(
                "INSERT INTO articles (scope, key, name, address, revision, digest, sequence, first_sentence,"
                " sentences, body, confidence, origin) VALUES (?, ?, ?, '', 0, ?, 0, 0, 0, 0, '', ?)",
                (scope_id, article.key, record.name, b"", article.key),
            )
        feed_id = _find_feed_id(self._db, scope_id, record.feed)
        self._db.execute(
            "UPDATE articles SET address = ?, revision = ?, digest = ?, sequence = ?, settled = 0,"
            " feed = coalesce(?, feed), picture = ? WHERE id = ?",
            (
                article.address, article.revision, hash_text(article.text), sequence, feed_id, record.hints.picture,
                article_id,
            ),
        )  # fmt: skip
        self._db.execute(
            "INSERT INTO revisions (article, revision, sha256, address, renderer, sequence, versions, hints, digest,"
            " text, marks, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article_id, article.revision, article.sha256, article.address, article.renderer, sequence,
                record.versions, dump_hints(record.hints), hash_text(article.text), compress_text(article.text),
                dump_document(record.document), record.added,
            ),
        )  # fmt: skip
        index_document(self._db, article_id, scope_id, record.document)
        save_features(self._db, article_id, record.features, record.document.actors)
        return sequence

    def find_existing(self, scope: str, *, address: str, name: str) -> tuple[ExistingArticle, ...]:
        rows = self._db.fetch_all(
            # Each SELECT uses an index; CROSS JOIN makes SQLite evaluate them first.
            "SELECT key, a.name, address, revision, digest FROM (SELECT id FROM articles WHERE address = :address"
            " UNION SELECT id FROM articles WHERE name = :name"
            " UNION SELECT id FROM articles WHERE scope = (SELECT id FROM scopes WHERE name = :scope) AND key = :name)"
            " AS found CROSS JOIN articles a ON a.id = found.id"
            " WHERE a.scope = (SELECT id FROM scopes WHERE name = :scope) ORDER BY key",
            {"scope": scope, "address": address, "name": name},
        )
        return tuple(ExistingArticle(*row) for row in rows)

    def list_keys(self, scope: str = "") -> tuple[str, ...]:
        rows = self._db.fetch_all(
            "SELECT DISTINCT key FROM articles JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) ORDER BY key",
            (scope,),
        )
        return tuple(row[0] for row in rows)

    def list_articles(self, scope: str | None = "") -> tuple[ArticleSummary, ...]:
        rows = self._db.fetch_all(
            "SELECT key, a.revision, a.title, outlet, published, confidence, a.address, origin, a.language,"
            " a.picture, s.name, a.sequence, sentences, r.versions, f.url FROM articles a"
            " JOIN scopes s ON s.id = a.scope"
            " JOIN revisions r ON r.article = a.id AND r.revision = a.revision LEFT JOIN feeds f ON f.id = a.feed"
            " WHERE s.name IN ('', :scope) OR :scope IS NULL ORDER BY key, a.scope",
            {"scope": scope},
        )
        return tuple(ArticleSummary(to_citation(row[:10]), *row[10:]) for row in rows)

    def list_titles(self, scope: str = "") -> tuple[tuple[str, str | None, str | None], ...]:
        rows = self._db.fetch_all(
            "SELECT key, title, published FROM articles JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?)"
            " ORDER BY key, scope",
            (scope,),
        )
        return tuple((key, title, published) for key, title, published in rows)

    @in_snapshot
    def get_document(self, key: str, scope: str = "", revision: int | None = None) -> Document:
        return get_document_by_id(self._db, _find_visible_article_id(self._db, key, scope), revision)

    @in_snapshot
    def get_record(self, key: str, scope: str = "", revision: int | None = None) -> ArticleRecord:
        article_id = find_article_id(self._db, key, scope)
        rows = self._db.fetch_all(
            "SELECT r.revision FROM articles a JOIN revisions r ON r.article = a.id"
            " WHERE a.id = ? AND r.revision = coalesce(?, a.revision)",
            (article_id, revision),
        )
        if not rows:
            raise NotStored(f"revision {revision}", f"The article has no revision {revision}.")
        return _load_record(self._db, article_id, rows[0][0])

    def list_revisions(self, key: str, scope: str = "") -> tuple[tuple[int, str], ...]:
        rows = self._db.fetch_all(
            "SELECT revision, added FROM revisions WHERE article = ? ORDER BY revision",
            (find_article_id(self._db, key, scope),),
        )
        return tuple((row[0], row[1]) for row in rows)

    @in_snapshot
    def find_revision(self, key: str, scope: str, sequence: int) -> int | None:
        rows = self._db.fetch_all(
            "SELECT max(revision) FROM revisions WHERE article = ? AND sequence <= ?",
            (_find_visible_article_id(self._db, key, scope), sequence),
        )
        return rows[0][0] if rows else None

    def stream_records(self) -> Iterator[ArticleRecord]:
        rows = self._db.fetch_all(
            "SELECT a.id, r.revision FROM articles a JOIN scopes s ON s.id = a.scope"
            " JOIN revisions r ON r.article = a.id ORDER BY r.sequence, s.name, a.key, r.revision"
        )
        return (_load_record(self._db, number, revision) for number, revision in rows)

    @in_transaction
    def replace_annotations(self, record: ArticleRecord) -> None:
        article = record.document.article
        article_id = find_article_id(self._db, article.key, article.scope)
        scope, digest, revision = self._db.fetch_all(
            "SELECT scope, digest, revision FROM articles WHERE id = ?", (article_id,)
        )[0]
        if (digest, revision) != (hash_text(article.text), article.revision):
            raise NotStored(article.key, f"The text of “{article.key}” has changed in the meantime.")
        remove_sentences(self._db, article_id)
        delete_features(self._db, article_id, _load_own_actors(self._db, article_id))
        self._db.execute(
            "UPDATE revisions SET marks = ?, settled = NULL, versions = ? WHERE article = ? AND revision = ?",
            (dump_document(record.document), record.versions, article_id, revision),
        )
        self._db.execute("UPDATE articles SET settled = 0 WHERE id = ?", (article_id,))
        index_document(self._db, article_id, scope, record.document)
        save_features(self._db, article_id, record.features, record.document.actors)
        increment_sequence(self._db)

    def stream_documents(self, scope: str = "") -> Iterator[Document]:
        rows = self._db.fetch_all(
            "SELECT a.id FROM articles a JOIN scopes s ON s.id = scope WHERE s.name IN ('', ?) ORDER BY key, scope",
            (scope,),
        )
        for (number,) in rows:
            yield get_document_by_id(self._db, number)

    @in_transaction
    def delete_article(self, key: str, scope: str = "") -> None:
        article_id = find_article_id(self._db, key, scope)
        remove_from_index(self._db, article_id)
        self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        increment_sequence(self._db)

    def list_unreconciled(self) -> tuple[tuple[str, str], ...]:
        rows = self._db.fetch_all(
            "SELECT s.name, key FROM articles a JOIN scopes s ON s.id = a.scope WHERE settled = 0 ORDER BY s.name, key"
        )
        return tuple((row[0], row[1]) for row in rows)

    def get_sequence(self) -> int:
        return fetch_sequence(self._db)

    @in_transaction
    def raise_sequence(self, number: int) -> None:
        self._db.execute(
            "UPDATE counters SET value = :number WHERE name = 'sequence' AND value < :number", {"number": number}
        )

    def list_actors(self, scope: str = "") -> tuple[Actor, ...]:
        return fetch_actors(self._db, scope)

    @in_transaction
    def apply_updates(self, updates: Iterable[CrossDocUpdate]) -> None:
        for update in updates:
            _apply_update(self._db, update)

    def get_features(self, key: str, scope: str = "") -> FeatureHashes:
        return fetch_features(self._db, find_article_id(self._db, key, scope))
