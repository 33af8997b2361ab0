"""Run a query command against the store and return its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.locales import translator_for
from bot.locales.messages import _
from bot.models.query import (
    ArticleDetails,
    ChangeList,
    ContradictionList,
    DayResult,
    OutletStats,
    QueryRequest,
    QueryResult,
    QuoteList,
    Reply,
    SourceList,
    TimelineResult,
)
from bot.services.autocomplete import (
    is_quoted,
    speakers_for,
    suggest_speakers,
)
from bot.services.engine import QueryEngine, build_missing_days_error, list_changes, open_past_engine
from bot.services.retrieval import MAX_BRIEFING_SENTENCES, search_context
from briefings import summarizer
from briefings.clustering import SAME_STORY_SIMILARITY, find_corroborating, similarity_matrix
from briefings.export import Chart
from briefings.models import DEFAULT_BRIEFING_SENTENCES, Answer, Briefing, Point, QuestionIntent, Request
from briefings.queries import DEFAULT_ANSWER_SENTENCES
from briefings.verification import Proof, list_cited
from corpus.dates import day_range
from corpus.languages.pack import ENGLISH
from corpus.models import Actor, Citation, DateRange, Document, Passage, Query, QuotationKind, Zone, is_feed_text
from corpus.publishers import choose_outlet_name, count_origins, group_by_publisher

#: Actors listed for an article.
MAX_LISTED_ACTORS = 8
_MAX_TITLE_SUGGESTIONS = 3


def describe_article(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[ArticleDetails, int]:
    """
    Return the details of one article: source, date and its evidence, actors and main sentences.

    Raises:
        InputError: If no article has that title, or several do.
    """
    citations = [listed.citation for listed in engine.store.list_articles(query_request.scope)]
    citation = _resolve_title(citations, query_request.get_text("title"))
    document = engine.store.get_document(citation.key, query_request.scope)
    request = Request(
        Query(articles=(citation.key,), scope=query_request.scope),
        intent=QuestionIntent.BRIEF,
        limit=DEFAULT_BRIEFING_SENTENCES,
    )
    briefing = summarizer.summarize(engine.store.search(request.query), request, engine.store.get_sequence())
    points = tuple(sorted(briefing.points, key=lambda point: point.passage.sentence.start))
    copies = tuple(one for one in citations if one.origin_key == citation.origin_key and one.key != citation.key)
    from_feed = is_feed_text(document.article.renderer)
    provenance, actors = document.article.provenance, _rank_actors(document)
    return ArticleDetails(citation, provenance, actors, points, copies, from_feed), 0


def _resolve_title(citations: Sequence[Citation], title_text: str) -> Citation:
    """Return the article with this key or title, or the only one whose title contains *title_text*."""
    title_text = " ".join(title_text.split())  # an error quotes it in one line
    wanted = title_text.casefold()
    titles = {citation.key: " ".join((citation.title or citation.key).casefold().split()) for citation in citations}
    exact = [one for one in citations if one.key == title_text] or [
        one for one in citations if titles[one.key] == wanted
    ]
    found = exact or [one for one in citations if wanted in titles[one.key]]
    if exact or len({one.origin_key for one in found}) == 1:
        return found[0]
    near = [one.title or one.key for one in found] or _find_similar_titles(titles, citations, wanted)
    remedy = _("Did you mean {titles}?", titles=tuple(f"“{title}”" for title in near[:_MAX_TITLE_SUGGESTIONS]))
    if not near:
        remedy = _("Pick one from the list.")
    reason = _("I found no article with the title “{text}”.", text=title_text)
    if found:
        reason = _("Several articles have “{text}” in their titles.", text=title_text)
    if not wanted:
        reason, remedy = _("I need the title of an article, or a part of it."), _("Pick one from the list.")
    raise InputError(title_text or "title", reason, remedy)


def _find_similar_titles(titles: dict[str, str], citations: Sequence[Citation], wanted: str) -> list[str]:
    near = get_close_matches(wanted, list(titles.values()), _MAX_TITLE_SUGGESTIONS, 0.5)
    return [one.title or one.key for one in citations if titles[one.key] in near]


def _rank_actors(document: Document) -> tuple[Actor, ...]:
    actors = {actor.id: actor for actor in document.actors}
    counts = Counter(mention.actor for mention in document.mentions if mention.actor in actors)
    ranked = sorted(counts, key=lambda key: (-counts[key], key or ""))
    return tuple(actors[key] for key in ranked[:MAX_LISTED_ACTORS] if key)


def list_sources(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[SourceList, int]:
    """Return the outlets with their article counts, and the followed feeds."""
    all_citations = [listed.citation for listed in engine.store.list_articles(query_request.scope)]
    by_publisher = group_by_publisher(all_citations)
    outlets = [
        _summarize_outlet(choose_outlet_name(citations) if publisher else None, citations)
        for publisher, citations in by_publisher.items()
    ]
    outlets.sort(key=lambda one: (one.name is None, -one.report_count, one.name or ""))
    feeds = [feed for scope in dict.fromkeys(("", query_request.scope)) for feed in engine.store.list_feeds(scope)]
    feed_names = tuple(dict.fromkeys(feed.title or urlsplit(feed.url).hostname or feed.url for feed in feeds))
    languages = Counter(one.language for one in all_citations if one.language not in {"", ENGLISH})
    ranked = tuple(sorted(languages, key=lambda code: (-languages[code], code)))
    return SourceList(tuple(outlets), feed_names, _count_origins(all_citations), ranked), 0


def _summarize_outlet(name: str | None, citations: Sequence[Citation]) -> OutletStats:
    day_ranges = [both for citation in citations if (both := day_range(citation.published))]
    first = min((both[0] for both in day_ranges), default=None)
    last = max((both[1] for both in day_ranges), default=None)
    return OutletStats(name, len(citations), _count_origins(citations), first, last)


def _count_origins(citations: Sequence[Citation]) -> int:
    return len({citation.origin_key for citation in citations})


#: Days of a timeline, over all its pages.
MAX_TIMELINE_DAYS = 40


def build_timeline(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[TimelineResult | Answer, int]:
    """Return the timeline of an actor, a topic or the whole corpus, with one sentence per day."""
    span = _parse_timeline_range(engine, query_request)
    name = query_request.get_text("actor")
    request, moments = engine.build_timeline(
        scope=query_request.scope, text=name, window=span, length=MAX_TIMELINE_DAYS
    )
    if not moments:
        nearest = () if request.actors else engine.snapshot(query_request.scope).suggest_names(name)
        return Answer(replace(request, text=name), nearest=nearest), 0
    return TimelineResult(request, tuple(replace(moment, points=moment.points[:1]) for moment in moments)), 0


def parse_date_range(engine: QueryEngine, words: str, query_request: QueryRequest) -> DateRange:
    """
    Return the days that *words* name.

    Raises:
        InputError: If they name none.
    """
    request = engine.parse_question(words, query_request.scope, query_request.today)
    if not request.query.days:
        raise build_missing_days_error(request, words)
    return request.query.days[0]


def _parse_timeline_range(engine: QueryEngine, query_request: QueryRequest) -> DateRange | None:
    start_text, end_text = query_request.get_text("from"), query_request.get_text("to")
    if not start_text and not end_text:
        return None
    first = _get_range_end(parse_date_range(engine, start_text, query_request)) if start_text else None
    last = _get_range_end(parse_date_range(engine, end_text, query_request), last=True) if end_text else None
    if first and last and last < first:
        reason = _("“{last}” is before “{first}”.", first=start_text, last=end_text)
        raise InputError(end_text, reason, _("Swap the two days."))
    return DateRange(first, last)


def _get_range_end(days: DateRange, *, last: bool = False) -> date | None:
    """Return the first day of a range, or its last; the other one if that end is open."""
    return (days.last or days.first) if last else (days.first or days.last)


#: Sentences ranked, so that "More" has further sentences to show.
MAX_RANKED_SENTENCES = 60
#: Articles of a day listed by title.
MAX_LISTED_ARTICLES = 8

_DIRECT_QUOTATION_KINDS = frozenset({QuotationKind.DIRECT, QuotationKind.PARTIAL})


def summarize_topic(
    engine: QueryEngine, query_request: QueryRequest, prior_proofs: Sequence[Proof]
) -> tuple[Briefing, int]:
    """Summarize a topic, optionally since a day, without the sentences of *prior_proofs* in any wording."""
    request, relevance = engine.resolve_subject(
        "", query_request.get_text("topic"), query_request.scope, today=query_request.today
    )
    query = request.query
    if since := query_request.get_text("since"):
        query = replace(query, published=DateRange(parse_date_range(engine, since, query_request).first))
    request = replace(
        request,
        query=query,
        intent=QuestionIntent.BRIEF,
        limit=query_request.get_number("length", DEFAULT_BRIEFING_SENTENCES),
        prior_sentences=tuple(
            one for proof in prior_proofs for one in engine.load_prior_sentences(proof, query_request.scope)
        ),
    )
    if query_request.arguments.get("quotes"):
        passages = tuple(passage for passage in engine.store.search(query) if _has_direct_quotation(passage))
    else:
        passages = engine.store.search(replace(query, limit=MAX_BRIEFING_SENTENCES))
    context = search_context(engine.store, query, passages)
    sequence = engine.store.get_sequence()
    briefing = summarizer.summarize(passages, request, sequence, relevance=relevance, context=context)
    if not briefing.points and not prior_proofs:
        briefing = replace(briefing, near=engine.list_near_titles(request))
    return briefing, 0


def find_answer(engine: QueryEngine, query_request: QueryRequest, prior_proofs: Sequence[Proof]) -> tuple[Answer, int]:
    """Answer the question of *query_request*, without the sentences of *prior_proofs*."""
    found = engine.ask(
        scope=query_request.scope,
        question=query_request.get_text("question"),
        today=query_request.today,
        limit=MAX_RANKED_SENTENCES,
    )
    return _select_points(found, query_request, prior_proofs)


def describe_actor(
    engine: QueryEngine, query_request: QueryRequest, prior_proofs: Sequence[Proof]
) -> tuple[Answer, int]:
    """Return who an actor is, without the sentences of *prior_proofs*."""
    return _select_points(
        engine.describe_actor(
            scope=query_request.scope, name=query_request.get_text("actor"), limit=MAX_RANKED_SENTENCES
        ),
        query_request,
        prior_proofs,
    )


def list_events(
    engine: QueryEngine, query_request: QueryRequest, prior_proofs: Sequence[Proof]
) -> tuple[DayResult, int]:
    """Return what happened on some days, and what was published on them."""
    found = engine.list_events(
        scope=query_request.scope,
        phrase=query_request.get_text("date"),
        today=query_request.today,
        limit=MAX_RANKED_SENTENCES,
    )
    answer, left = _select_points(found, query_request, prior_proofs)
    citations: dict[str, Citation] = {}
    reports = origins = 0
    for days in answer.request.query.days[:1]:
        query = Query(published=days, zones=frozenset({Zone.HEADLINE}), scope=query_request.scope)
        citations |= {passage.citation.key: passage.citation for passage in engine.store.search(query)}
        reports = engine.store.compute_stats(query).articles
        origins = count_origins(citations.values())
    return DayResult(answer, tuple(citations.values())[:MAX_LISTED_ARTICLES], reports, origins), left


def _select_points(found: Answer, query_request: QueryRequest, prior_proofs: Sequence[Proof]) -> tuple[Answer, int]:
    """Return the points for one reply, without the sentences of *prior_proofs*, and the number of points left."""
    places = {(one.key, one.revision, one.start) for proof in prior_proofs for one in proof.sentences}
    points, possible = (
        [point for point in group if _get_sentence_position(point) not in places]
        for group in (found.points, found.possible)
    )
    if query_request.arguments.get("quotes"):  # only sentences with direct quotations
        points = [point for point in points if _has_direct_quotation(point.passage)]
        possible = [point for point in possible if _has_direct_quotation(point.passage)]
    shown = replace(found, points=tuple(points[:DEFAULT_ANSWER_SENTENCES]), possible=tuple(possible))
    return shown, len(points[DEFAULT_ANSWER_SENTENCES:])


def _has_direct_quotation(passage: Passage) -> bool:
    """Return whether a passage contains a direct or partial quotation."""
    return any(one.kind in _DIRECT_QUOTATION_KINDS for one in passage.quotations)


def _get_sentence_position(point: Point) -> tuple[str, int, int]:
    citation = point.passage.citation
    return citation.key, citation.revision, point.passage.sentence.start


#: Quotations listed, over all pages.
MAX_LISTED_QUOTES = 60
#: Sentences compared with each other to find duplicates.
MAX_COMPARED_QUOTES = 400

_KINDS_BY_DIRECTNESS = (QuotationKind.DIRECT, QuotationKind.PARTIAL, QuotationKind.REPORTED)


def list_quotes(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[QuoteList | Answer, int]:
    """Return the quotations of an actor, the newest first, or the most relevant first if a subject is given."""
    name, about, date = query_request.get_text("actor"), query_request.get_text("about"), query_request.get_text("date")
    request = engine.parse_question(name, query_request.scope)
    if len(request.actors) != 1:
        return _suggest_other_actors(engine, request, name, query_request.scope), 0
    actor = request.actors[0]
    subject = engine.parse_question(about, query_request.scope, query_request.today) if about else Request(Query())
    days = parse_date_range(engine, date, query_request) if date else None
    request = Request(
        Query(terms=subject.terms, actors=(actor.id,), days=(days,) if days else (), scope=query_request.scope),
        text=" · ".join(part for part in (actor.name, about, date) if part),
        intent=QuestionIntent.SAID,
        read_as=tuple(
            dict.fromkeys((actor.name, *subject.read_as, *(engine.parse_question(date, "").read_as if date else ())))
        ),
        limit=MAX_LISTED_QUOTES,
        actors=(actor,),
        terms=subject.terms,
        unknown=subject.unknown,
    )
    speakers = speakers_for(engine, actor, query_request.scope)
    others = tuple(one.id for one in subject.actors if one.id != actor.id)
    quoted_passages = [p for p in _search_quotes(engine, request, speakers, others) if is_quoted(p, speakers)]
    points = tuple(_deduplicate_quotes(quoted_passages[:MAX_COMPARED_QUOTES], speakers))
    return QuoteList(Answer(request, points, heading=actor.name), speakers), 0


def _suggest_other_actors(engine: QueryEngine, request: Request, name: str, scope: str) -> Answer:
    near = engine.snapshot(scope).suggest_names(name)
    nearest = tuple(near or suggest_speakers(engine, scope, "", 5))
    return Answer(replace(request, text=name), nearest=nearest, is_near=bool(near))


def _search_quotes(
    engine: QueryEngine, request: Request, speakers: Iterable[str], others: tuple[str, ...]
) -> list[Passage]:
    found: dict[tuple[str, int], Passage] = {}
    for speaker in speakers:
        full_query = replace(request.query, actors=(speaker,), days=())
        # Another actor may be described by a common noun instead of its name, so matching terms are enough, too.
        queries = [replace(full_query, actors=(speaker, *others))] if others else []
        queries += [full_query] if full_query.terms or not others else []
        for query in queries:
            for passage in _search_days(engine, query, request.query.days):
                found.setdefault((passage.citation.key, passage.sentence.start), passage)
    passages = list(found.values())
    return passages if request.terms else sorted(passages, key=_rank_by_date)


def _search_days(engine: QueryEngine, query: Query, days: Sequence[DateRange]) -> list[Passage]:
    """Return the passages dated to *days*, and those without a date of their own that were published on them."""
    if not days:
        return list(engine.store.search(query))
    dated = engine.store.search(replace(query, days=tuple(days)))
    published = [passage for one in days for passage in engine.store.search(replace(query, published=one))]
    return [*dated, *(passage for passage in published if not passage.dates)]


def _rank_by_date(passage: Passage) -> tuple[int, str, int]:
    published = passage.citation.published or ""
    day = int("".join(sign for sign in published[:10] if sign.isdigit()) or 0)
    return -day, passage.citation.key, passage.sentence.start


def _deduplicate_quotes(passages: Sequence[Passage], speakers: Collection[str]) -> list[Point]:
    """Return each quotation once, in its most direct form, with the other articles that report it."""
    if not passages:
        return []
    likeness = similarity_matrix(passages).tocsr()
    unique: list[int] = []
    for number in sorted(
        range(len(passages)), key=lambda number: (_rank_directness(passages[number], speakers), number)
    ):
        row = likeness.getrow(number)
        same = set(row.indices[row.data >= SAME_STORY_SIMILARITY])
        if same.isdisjoint(unique):
            unique.append(number)
    chosen = [passages[number] for number in sorted(unique)[:MAX_LISTED_QUOTES]]
    return [Point(one, also=also) for one, also in zip(chosen, find_corroborating(chosen, passages), strict=True)]


def _rank_directness(passage: Passage, speakers: Collection[str]) -> int:
    kinds = {quotation.kind for quotation in passage.quotations if quotation.speaker in speakers}
    return min(map(_KINDS_BY_DIRECTNESS.index, kinds))


#: Contradictions listed, over all pages.
MAX_CONTRADICTIONS = 30


def execute_query(engine: QueryEngine, query_request: QueryRequest, prior_proofs: Sequence[Proof] = ()) -> QueryResult:
    """
    Run a query command; with the option ``as_of``, on what had been published by that day, as if asked on it.

    Args:
        engine: The engine of the articles.
        query_request: The command and its options.
        prior_proofs: Proofs of the replies that this one continues; their sentences are not repeated.

    Raises:
        InputError: If the options can't be parsed, or nothing had been published by the day ``as_of``.
        KeyError: If there is no such command.
    """
    if as_of := query_request.get_text("as_of"):
        engine = open_past_engine(engine, as_of, query_request.scope, query_request.today)
        query_request = replace(query_request, today=engine.as_of or query_request.today)
    reply, left = QUERY_COMMANDS[query_request.command].handler(engine, query_request, prior_proofs)
    hashes = _hash_articles(engine, collect_places(reply), query_request.scope)
    return QueryResult(reply, hashes, engine.store.get_sequence(), left, engine.as_of)


def _hash_articles(engine: QueryEngine, places: Iterable[tuple[str, int]], scope: str) -> dict[tuple[str, int], str]:
    return {place: engine.hash_article(*place, scope) for place in sorted(places)}


def collect_places(reply: Reply) -> frozenset[tuple[str, int]]:
    """Return key and revision of every article that *reply* may quote or take a title from."""
    points = collect_points(reply)
    places = frozenset((point.passage.citation.key, point.passage.citation.revision) for point in points)
    return places | list_cited(reply) if isinstance(reply, Briefing) else places


def collect_points(reply: Reply) -> tuple[Point, ...]:
    """Return every sentence that *reply* may quote."""
    match reply:
        case Answer():
            return (*reply.points, *reply.possible)
        case Briefing() | ArticleDetails():
            return reply.points
        case DayResult() | QuoteList():
            return (*reply.answer.points, *reply.answer.possible)
        case TimelineResult():
            return tuple(point for moment in reply.entries for point in moment.points)
        case ContradictionList():
            return tuple(point for one in reply.contradictions for point in (one.left, one.right))
        case ChangeList():
            return tuple(point for one in reply.changes for point in (one.before, one.after) if point)
        case _:
            return ()


_QueryHandler = Callable[[QueryEngine, QueryRequest, Sequence[Proof]], tuple[Reply, int]]


def _draw_chart(engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]) -> tuple[Chart, int]:
    kind, name = query_request.get_text("kind"), query_request.get_text("actor")
    dark = bool(query_request.arguments.get("dark", False))
    language = translator_for(query_request.get_text("language"))
    chart = engine.draw_chart(kind, scope=query_request.scope, name=name, dark=dark, language=language)
    return chart, 0


def _compare_outlets(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[ContradictionList | Answer, int]:
    topic = query_request.get_text("topic")
    request, found = engine.compare_outlets(
        scope=query_request.scope, text=topic, today=query_request.today, limit=MAX_CONTRADICTIONS
    )
    if not found and topic and not engine.store.search(replace(request.query, limit=1)):
        return Answer(replace(request, text=topic)), 0
    return ContradictionList(request, found), 0


def _list_changes(
    engine: QueryEngine, query_request: QueryRequest, _prior_proofs: Sequence[Proof]
) -> tuple[ChangeList, int]:
    since, topic = query_request.get_text("since"), query_request.get_text("topic")
    return list_changes(engine, scope=query_request.scope, text=topic, since=since, today=query_request.today), 0


@dataclass(frozen=True, slots=True)
class QueryCommand:
    """
    A query command: how it is answered, and what may follow its reply.

    Attributes:
        handler: Returns the reply, and the number of further results.
        is_ranked: Whether the reply is a selection of the highest ranked sentences; there may be more.
        timeline_option: The option whose text a timeline on the same subject is of, ``date`` for its days; ``""`` if no
            timeline is offered.
    """

    handler: _QueryHandler
    is_ranked: bool = False
    timeline_option: str = ""


#: All query commands by name.
QUERY_COMMANDS: Mapping[str, QueryCommand] = {
    "brief": QueryCommand(summarize_topic, is_ranked=True, timeline_option="topic"),
    "ask": QueryCommand(find_answer, is_ranked=True, timeline_option="question"),
    "who": QueryCommand(describe_actor, is_ranked=True, timeline_option="actor"),
    "when": QueryCommand(list_events, is_ranked=True, timeline_option="date"),
    "said": QueryCommand(list_quotes, timeline_option="actor"),
    "timeline": QueryCommand(build_timeline),
    "compare": QueryCommand(_compare_outlets),
    "changes": QueryCommand(_list_changes),
    "sources": QueryCommand(list_sources),
    "article": QueryCommand(describe_article),
    "chart": QueryCommand(_draw_chart),
}
