"""Search strategies for answers and timelines, and an index of actors by the words of their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heapify, heappop
from itertools import takewhile

from bot.services.topics import MAX_TOPIC_ARTICLES
from briefings.answering import NEIGHBOUR_DISTANCE, AnswerKind, analyze_question, list_search_terms
from briefings.models import Request
from briefings.ranking import SelectionCaps
from briefings.summarizer import BriefingContext
from corpus.entities import ActorLayers
from corpus.models import (
    CONTENT_ZONES,
    MAX_PASSAGES,
    Actor,
    CorpusStats,
    DateRange,
    Passage,
    Query,
    Zone,
    collapse_whitespace,
)
from corpus.store import Store

#: Sentences read, best first, by one search for evidence. More would seldom change the result, and each costs a tenth
#: of a millisecond.
MAX_EVIDENCE_SENTENCES = 100
#: If fewer are found, the newest sentences are read, too: few words of the question may be those of the articles.
MIN_EVIDENCE_SENTENCES = 30
#: Sentences read by a search for one actor, which says less of the question than its words.
MAX_ACTOR_EVIDENCE_SENTENCES = 60
#: Sentences read for one day of a timeline: those dated to it, and those published on it; of many days fewer for each,
#: so that they are `MAX_PASSAGES` together, but not less than the minimum.
MAX_DATED_SENTENCES, MAX_PUBLISHED_SENTENCES = 200, 50
MIN_DATED_SENTENCES, MIN_PUBLISHED_SENTENCES = 100, 25
#: Sentences read, best first, for a briefing that a member asks for. Chosen on 22 words over seven topics of
#: Timeline17: 1,000 hold as much of the timelines written by hand as 2,000; 600 hold an eighth less.
MAX_BRIEFING_SENTENCES = 1_000
#: Articles of these sentences, best first, of which further sentences are read to know the stories, and how many; on
#: the same topics as good as six times as many.
MAX_CONTEXT_ARTICLES, MAX_CONTEXT_SENTENCES = 30, 600
#: Sentences from before a digest's period that are read to know which stories go on.
MAX_EARLIER_SENTENCES = 1_000


def search_evidence(store: Store, request: Request) -> tuple[Passage, ...]:
    """
    Return the sentences among which the answer to *request* is looked for, each once.

    They are found by the words of the question and their related forms, by its actors and by its days; the sentences
    around those found come along, because an answer often stands beside the words of the question. Who a known actor
    is, only sentences that mention it can say.
    """
    query = replace(request.query, limit=MAX_EVIDENCE_SENTENCES, zones=CONTENT_ZONES)
    base_query = replace(query, terms=(), actors=())
    question = analyze_question(request)
    terms = list_search_terms(question)
    only_mentions = question.kind is AnswerKind.INTRODUCTION and bool(query.actors) and not request.unknown
    searches = [replace(base_query, terms=terms)] if terms and not only_mentions else []
    searches += [replace(base_query, actors=(actor,), limit=MAX_ACTOR_EVIDENCE_SENTENCES) for actor in query.actors]
    searches += [replace(query, terms=terms)] if terms and query.actors else []
    searches += [base_query] if query.days else []
    found = _search_distinct(store, searches)
    if len(found) < MIN_EVIDENCE_SENTENCES and not query.days and not only_mentions:
        found = _search_distinct(store, (*searches, base_query))
    return store.load_neighbours(found, NEIGHBOUR_DISTANCE, query.scope)


def count_words(store: Store, request: Request) -> CorpusStats:
    """Return the number of sentences with each word of a question, in what it may be answered from."""
    words = tuple(unit.word for unit in analyze_question(request).units)
    return store.count_terms(replace(request.query, terms=words, actors=(), days=()))


def search_timeline(store: Store, query: Query, length: int) -> tuple[Passage, ...]:
    """Return the passages for a timeline of *length* days; if there are too many, those of the busiest days."""
    if query.terms or store.count_terms(query).sentences < MAX_PASSAGES:
        passages = store.search(query)
        if len(passages) < MAX_PASSAGES:
            return passages
    windows = query.days or (DateRange(),)
    counts = {
        day: n for day, n in store.compute_stats(query).days.items() if any(window.contains(day) for window in windows)
    }
    busiest = [DateRange(day, day) for day in sorted(counts, key=lambda day: (-counts[day], day))[: 2 * length]]
    share = MAX_PASSAGES / ((MAX_DATED_SENTENCES + MAX_PUBLISHED_SENTENCES) * max(1, len(busiest)))
    most_dated = max(MIN_DATED_SENTENCES, int(MAX_DATED_SENTENCES * min(1.0, share)))
    most_published = max(MIN_PUBLISHED_SENTENCES, int(MAX_PUBLISHED_SENTENCES * min(1.0, share)))
    dated = [replace(query, days=(day,), limit=most_dated) for day in busiest]
    reported = [replace(query, days=(), published=day, limit=most_published) for day in busiest]
    return _search_distinct(store, (*dated, *reported))


def search_context(
    store: Store, query: Query, passages: Sequence[Passage], caps: SelectionCaps | None = None
) -> BriefingContext:
    """
    Return what a briefing of *passages*, which *query* found, needs besides them.

    These are the titles of the articles; where *query* narrows, the other sentences of the articles; and where it
    leaves out what arrived before, the newest sentences from before, by which a story is known to go on.
    """
    if not passages:
        return BriefingContext(caps=caps)
    searches = []
    keys = tuple(dict.fromkeys(passage.citation.key for passage in passages))[:MAX_CONTEXT_ARTICLES]
    if query.terms or query.actors or query.days:
        searches.append(Query(articles=keys, scope=query.scope, limit=MAX_CONTEXT_SENTENCES))
    if query.after:
        searches.append(replace(query, after=0, limit=MAX_EARLIER_SENTENCES))
    others = _search_distinct(store, searches)
    named = tuple(sorted({passage.citation.key for passage in (*passages, *others)}))
    titles = Query(articles=named, zones=frozenset({Zone.HEADLINE}), scope=query.scope)
    return BriefingContext(store.search(titles), others, caps)


def drop_known_sentences(store: Store, passages: Sequence[Passage], query: Query) -> tuple[Passage, ...]:
    """
    Return *passages* without sentences that an earlier revision of their article had when ``query.after`` was reached.

    An article that was changed since arrives again, and only what was added to it is new.
    """
    changed = {passage.citation.key for passage in passages if passage.citation.revision > 1} if query.after else set()
    known = {key: _load_earlier_text(store, key, query) for key in changed}
    return tuple(
        one for one in passages if collapse_whitespace(one.sentence.text) not in known.get(one.citation.key, "")
    )


def _load_earlier_text(store: Store, key: str, query: Query) -> str:
    revision = store.find_revision(key, query.scope, query.after)
    return collapse_whitespace(store.get_document(key, query.scope, revision).article.text) if revision else ""


def search_with_context(store: Store, query: Query) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Return the passages found, and these together with the other passages of their articles."""
    found = store.search(query)
    keys = tuple(dict.fromkeys(passage.citation.key for passage in found))[:MAX_TOPIC_ARTICLES]
    context = store.search(Query(articles=keys, scope=query.scope)) if keys else ()
    return found, tuple(dict.fromkeys((*found, *context)))[:MAX_PASSAGES]


def _search_distinct(store: Store, searches: Iterable[Query]) -> tuple[Passage, ...]:
    found = {(p.citation.key, p.sentence.start): p for one in dict.fromkeys(searches) for p in store.search(one)}
    return tuple(found.values())


class _NameWords:
    """The names of some actors by their words, and the actors by what they are part of."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        folded = ((key, actor.name.casefold()) for key, actor in actors.items())
        self._words = sorted({(part, key) for key, name in folded for part in (name, *name.split())})
        self._members: dict[str, list[str]] = {}
        for key, actor in actors.items():
            if actor.part_of is not None:
                self._members.setdefault(actor.part_of, []).append(key)

    def find_by_prefix(self, wanted: str) -> Iterator[str]:
        """Yield the ids of the actors with a name, or a word in it, that begins with *wanted*; some twice."""
        return self._list_while(lambda word: word.startswith(wanted), wanted)

    def find_by_word(self, wanted: str) -> Iterator[str]:
        """Yield the ids of the actors with the word *wanted* in their names."""
        return self._list_while(lambda word: word == wanted, wanted)

    def _list_while(self, fits: Callable[[str], bool], wanted: str) -> Iterator[str]:
        first = bisect_left(self._words, (wanted,))
        pairs = (self._words[at] for at in range(first, len(self._words)))
        return (key for _, key in takewhile(lambda pair: fits(pair[0]), pairs))

    def list_members(self, identity: str) -> Sequence[str]:
        """Return the ids of the actors that are part of another one."""
        return self._members.get(identity, ())


class NamedActorIndex:
    """
    Actors by the words of their names, ignoring case, and by what they are part of.

    It does not change: `update` returns another one, which costs little where few actors differ.

    Args:
        actors: The actors, by id.
        layers: Indexes of them, if there are any.
    """

    def __init__(self, actors: Mapping[str, Actor], layers: ActorLayers[_NameWords] | None = None) -> None:
        self._actors, self._layers = actors, layers or ActorLayers(_NameWords, actors)

    def update(self, actors: Mapping[str, Actor]) -> NamedActorIndex:
        """Return the index of *actors*, of which those that are the same as before should be the same objects."""
        return NamedActorIndex(actors, self._layers.update(actors))

    def find_by_prefix(self, typed: str) -> set[str]:
        """Return the ids of the actors whose name, or a word in it, begins with *typed*; of all if it is blank."""
        wanted = typed.casefold().strip()
        return self._collect(lambda index: index.find_by_prefix(wanted)) if wanted else set(self._actors)

    def find_by_word(self, word: str) -> set[str]:
        """Return the ids of the actors with *word* in their names."""
        wanted = word.casefold().strip()
        return self._collect(lambda index: index.find_by_word(wanted))

    def list_members(self, identity: str) -> set[str]:
        """Return the ids of the actors that are part of the one with the id *identity*."""
        return self._collect(lambda index: index.list_members(identity))

    def _collect(self, find: Callable[[_NameWords], Iterable[str]]) -> set[str]:
        return {key for index, replaced in self._layers.indexes for key in find(index) if key not in replaced}


def rank_actors(
    found: Iterable[str], counts: Mapping[str, int], actors_by_id: Mapping[str, Actor], limit: int
) -> tuple[Actor, ...]:
    """Return the first *limit* of the actors *found* by id, the most mentioned first, one of each name."""
    heap = [(-counts.get(key, 0), key) for key in found]
    heapify(heap)
    by_name: dict[str, Actor] = {}
    while heap and len(by_name) < limit:
        actor = actors_by_id[heappop(heap)[1]]
        by_name.setdefault(actor.name, actor)
    return tuple(by_name.values())
