"""Query engine: summaries, answers, timelines, charts and digests from one open store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar

from bot.errors import InputError
from bot.locales import messages
from bot.models.alert import MAX_ALERTS_PER_DAY, AlertRule, AlertScan, AlertStory
from bot.models.digest import NO_EXCLUSIONS, Exclusions
from bot.services.embeddings import EmbeddingModel
from bot.services.exclusions import PassageFilter, build_filter, find_watched_articles, is_watchable
from bot.services.retrieval import (
    PrefixIndex,
    count_words,
    search_context,
    search_evidence,
    search_timeline,
    search_with_context,
)
from bot.services.topics import TopicMatch, find_topic, match_topic
from briefings import summarizer
from briefings.answers import find_answer, suggest_alternatives
from briefings.clustering import (
    DEFAULT_CONTRADICTIONS,
    DEFAULT_SERIES,
    AlertCriteria,
    Contradiction,
    FigureSeries,
    StoryGroup,
    find_alert_stories,
    find_contradictions,
    find_series,
    to_prior_sentence,
)
from briefings.digest import (
    UPCOMING_PERIOD,
    DayOverview,
    Digest,
    build_digest,
    build_published_query,
    proof_subset,
    summarize_day,
    to_story_briefing,
)
from briefings.export import Chart, draw_co_mentions, draw_coverage, draw_mentions
from briefings.models import DEFAULT_BRIEFING_SENTENCES, Answer, Briefing, PriorSentence, QuestionIntent, Request
from briefings.profiles import Profile, build_profile, count_co_mentions, format_facts
from briefings.queries import (
    DEFAULT_ANSWER_SENTENCES,
    expand_event_terms,
    find_by_name,
    find_event_day,
    is_briefing_request,
    parse_question,
)
from briefings.ranking import Ranker, SelectionCaps, get_ranker
from briefings.summarizer import trim_dateline
from briefings.timelines import DEFAULT_DAYS, TimelineEntry, build_timeline
from briefings.verification import Proof, ProofVerdict, list_cited, prove, verify
from corpus.dates import exact_day
from corpus.entities import Lexicon, NameSuggester, Registry, load_bundled_registry
from corpus.errors import NotStored
from corpus.models import MAX_PASSAGES, Actor, ActorKind, Article, CorpusStats, DateRange, Passage, Query, Topic, Zone
from corpus.models.text import LocalizableText, join_texts
from corpus.pipeline import effective_registry
from corpus.store import CurationRecord, Store, open_store

T = TypeVar("T")

#: Names offered where nothing was found.
MAX_NEAREST = 5
#: How many times more often than the next somebody must be mentioned to be meant by the surname alone.
MIN_NAMESAKE_RATIO = 3
#: Sentences read to date an event.
MAX_EVENT_SENTENCES = 300


@dataclass(frozen=True)
class CorpusSnapshot:
    """
    Statistics and actors of one scope at one store sequence number.

    Attributes:
        stats: Counts over the whole scope.
        lexicon: Its actors, to interpret questions.
        curations: The curations that apply to it.
    """

    stats: CorpusStats
    lexicon: Lexicon
    curations: tuple[CurationRecord, ...] = ()

    @cached_property
    def names(self) -> PrefixIndex:
        """Names of the mentioned actors, most mentioned first."""
        counts, actors_by_id = self.stats.actors, self.stats.actors_by_id
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        return PrefixIndex([actors_by_id[key].name for key in ranked if key in actors_by_id])

    @cached_property
    def _name_suggester(self) -> NameSuggester:
        return NameSuggester(self.stats.actors_by_id.values())

    def suggest_names(self, typed: str, limit: int = MAX_NEAREST) -> tuple[str, ...]:
        """Return the names of mentioned actors that resemble *typed*, best first; none that articles do not mention."""
        return self._name_suggester.suggest(typed, limit)

    @property
    def date_range(self) -> DateRange:
        """First to last day that a sentence is dated to."""
        return DateRange(min(self.stats.days), max(self.stats.days)) if self.stats.days else DateRange()


@dataclass(frozen=True, slots=True)
class OwnScopes:
    """
    The scopes with articles, curations or topics of their own at one store sequence number.

    Attributes:
        names: Their names.
        sequence: The sequence number.
    """

    names: frozenset[str]
    sequence: int


#: Maximum number of scopes with content of their own whose statistics and actors are kept.
MAX_OWN_SNAPSHOTS = 3


class CorpusSession:
    """
    An open store with the known actors, and a cache of what is computed from them.

    Attributes:
        store: Store of the articles.
        registry: The known actors, before any curation.
        embeddings: Compares questions and sentences by meaning; None if no model is set.
    """

    def __init__(self, store: Store, registry: Registry, embeddings: EmbeddingModel | None = None) -> None:
        self.store, self.registry, self.embeddings = store, registry, embeddings
        self._cache_sequence = -1
        self._cache: dict[Hashable, Any] = {}
        self._snapshots: dict[str, CorpusSnapshot] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; the session can't be used afterwards."""
        self.store.close()

    @classmethod
    def open(cls, url: str, model: Path | None = None) -> Self:
        """
        Open the store at *url* with the bundled actors, and the embedding model in the folder *model*.

        Raises:
            ConfigError: If the model can't be loaded.
            StoreError: If the store can't be opened.
        """
        embeddings = EmbeddingModel.load(model) if model else None
        return cls(open_store(url), load_bundled_registry(), embeddings)

    def parse_question(self, text: str, scope: str, today: date | None = None) -> Request:
        """
        Parse *text* as a question asked on *today*.

        A date without a year is looked for within the dates that the corpus covers.
        """
        snapshot = self.snapshot(scope)
        return parse_question(
            text,
            snapshot.lexicon,
            today,
            scope,
            snapshot.date_range,
            lambda event: self._resolve_event_date(event, scope),
            snapshot.stats.days,
        )

    def resolve_subject(
        self, topic: str, text: str, scope: str, after: int = 0, today: date | None = None
    ) -> tuple[Request, Callable[[Passage], float] | None]:
        """
        Return the request for a topic or text, and a function that weighs passages, None if it is not a topic.

        *today* is the day on which "yesterday" was asked; None if it is unknown.
        """
        if topic_match := self.match_requested_topic(topic, text, scope, after):
            return topic_match.build_request(Query(scope=scope)), topic_match.weight
        return self.parse_question(text, scope, today) if text.strip() else Request(Query(scope=scope)), None

    def match_requested_topic(self, topic: str, text: str, scope: str, after: int = 0) -> TopicMatch | None:
        """Return the articles of *topic*, or else of the topic named *text*; None if *text* names none."""
        if topic.strip():
            found: Topic | None = find_topic(self.store, topic, scope)
        else:
            found = find_by_name(text, self.store.list_topics(scope)) if text.strip() else None
        return match_topic(self.store, found, self.snapshot(scope).lexicon, scope, after) if found else None

    def match_topic(self, name: str, *, scope: str = "") -> TopicMatch:
        """
        Return the topic *name* with the articles that match it.

        Raises:
            InputError: If there is no topic of that name.
        """
        topic = find_topic(self.store, name, scope)
        return match_topic(self.store, topic, self.snapshot(scope).lexicon, scope)

    def list_topics(self, *, scope: str = "") -> tuple[Topic, ...]:
        """Return the topics visible to *scope*, by name."""
        return self.store.list_topics(scope)

    def save_topic(self, topic: Topic) -> None:
        """Store a topic under its scope and name."""
        self.store.save_topic(topic)

    def delete_topic(self, name: str, *, scope: str = "") -> None:
        """
        Delete a topic of exactly this scope.

        Raises:
            InputError: If *scope* sees no topic of that name.
        """
        self.store.delete_topic(find_topic(self.store, name, scope).name, scope)

    def suggest_actors(self, *, scope: str = "", typed: str = "", limit: int = 25) -> tuple[str, ...]:
        """Return the names of mentioned actors with a word that begins with *typed*, most mentioned first."""
        return self.snapshot(scope).names.search(typed, limit)

    def list_event_days(self, *, scope: str = "") -> tuple[date, ...]:
        """Return the days that sentences of the corpus are dated to, in order."""
        return tuple(sorted(self.snapshot(scope).stats.days))

    def hash_article(self, key: str, revision: int, scope: str) -> str:
        """
        Return the SHA-256 of an article's text, in hex.

        Raises:
            NotStored: If the store does not hold it.
        """
        return sha256(self.store.get_document(key, scope, revision).article.text.encode()).hexdigest()

    def snapshot(self, scope: str) -> CorpusSnapshot:
        """Return the statistics and actors of *scope*; scopes without content of their own share one snapshot."""
        known, sequence = self.store.resolve_scope(scope), self.store.get_sequence()
        snapshot = self._snapshots.pop(known, None)
        if snapshot is None or snapshot.stats.sequence != sequence:
            snapshot = self._update_snapshot(known, snapshot) if snapshot else self._build_snapshot(known)
        self._snapshots[known] = snapshot  # the last one used stands last
        own = [name for name in self._snapshots if name]
        for name in own[:-MAX_OWN_SNAPSHOTS]:
            del self._snapshots[name]
        return snapshot

    def list_own_scopes(self) -> OwnScopes:
        """Return the scopes with articles, curations or topics of their own."""
        sequence = self.store.get_sequence()  # read first: what is added meanwhile is newer
        return OwnScopes(frozenset(self.store.list_own_scopes()), sequence)

    def _build_snapshot(self, scope: str) -> CorpusSnapshot:
        curations, registry = self.store.list_curations(scope), effective_registry(self.store, self.registry, scope)
        stats = self.store.compute_stats(Query(scope=scope))
        return CorpusSnapshot(stats, Lexicon(registry, self.store.list_actors(scope)), curations)

    def _update_snapshot(self, scope: str, before: CorpusSnapshot) -> CorpusSnapshot:
        """Return *before* as of now, from what has changed since."""
        if self.store.list_curations(scope) != before.curations:
            return self._build_snapshot(scope)
        stats = self.store.compute_stats(Query(scope=scope))  # read first: what changes meanwhile is read again
        changes = self.store.list_changed_actors(scope, before.stats.sequence)
        if changes is None:
            return self._build_snapshot(scope)
        return CorpusSnapshot(stats, before.lexicon.update(changes), before.curations)

    def cached(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result of *compute*, cached under *key* until the store changes."""
        sequence = self.store.get_sequence()
        if self._cache_sequence != sequence:
            self._cache_sequence, self._cache = sequence, {}
        if key not in self._cache:
            self._cache[key] = compute()
        result: T = self._cache[key]
        return result

    def _resolve_event_date(self, event: str, scope: str) -> DateRange | None:
        """Return the date of an event that a question refers to, from the sentences that mention it."""
        query = Query(terms=expand_event_terms(event), scope=scope, limit=MAX_EVENT_SENTENCES)
        return find_event_day(event, self.store.search(query))


def load_prior_sentences(store: Store, proof: Proof, scope: str) -> tuple[PriorSentence, ...]:
    """Return the sentences of *proof* as stored, or as the proof has them if they are not stored any more."""
    keys = dict.fromkeys(exhibit.key for exhibit in proof.sentences)
    all_zones = frozenset(Zone)
    stored = [passage for key in keys for passage in store.search(Query(articles=(key,), zones=all_zones, scope=scope))]
    # What is quoted may lack the dateline that opens the stored sentence.
    by_text = {(passage.citation.key, trim_dateline(passage).sentence.text): passage for passage in stored}
    by_text |= {(passage.citation.key, passage.sentence.text): passage for passage in stored}
    found = [(exhibit, by_text.get((exhibit.key, exhibit.text))) for exhibit in proof.sentences]
    return tuple(
        to_prior_sentence(passage)
        if passage
        else PriorSentence(one.key, one.revision, one.start, one.end, one.text, one.outlet, one.published)
        for one, passage in found
    )


def load_cited_articles(store: Store, proof: Proof, scope: str) -> Mapping[str, tuple[Article, ...]]:
    """Return the articles that *proof* cites, by key: the cited revisions and the newest one, in ascending order."""
    revisions = {(exhibit.key, exhibit.revision) for exhibit in proof.sentences}
    revisions |= {(key, revision) for exhibit in proof.sentences for key, revision, _outlet in exhibit.also}
    revisions |= {(story.headline.key, story.headline.revision) for story in proof.stories if story.headline}
    numbers_by_key: dict[str, set[int | None]] = {}
    for key, revision in revisions:
        numbers_by_key.setdefault(key, {None}).add(revision)  # None is the newest
    return {key: _load_revisions(store, key, scope, numbers) for key, numbers in numbers_by_key.items()}


def _load_revisions(store: Store, key: str, scope: str, numbers: Iterable[int | None]) -> tuple[Article, ...]:
    found: dict[int, Article] = {}
    for number in sorted(numbers, key=lambda number: number or 0):  # None first, so that the current one wins
        try:
            article = store.get_document(key, scope, number).article
        except NotStored:
            continue  # verification reports that it is missing
        found.setdefault(article.revision, article)
    return tuple(found[number] for number in sorted(found))


#: Examples of the dates that questions may contain.
DATE_EXAMPLES = messages._("Try 20 June, 19-20 June 2024, 2024-06-20, last Wednesday, yesterday, June 2024 or 2006.")


#: Reasons given at most why days of one question can't be read.
_MAX_REASONS = 3


def describe_missing_days(request: Request, phrase: str) -> LocalizableText:
    """Return why *request*, made of *phrase*, has no days, as sentences."""
    if request.unreadable:
        return join_texts(request.unreadable[:_MAX_REASONS], " ")
    if not phrase.strip():
        return messages._("I need a day or period.")
    return messages._("I can't find a day or period in “{text}”.", text=phrase)


#: Sentences read, best first: on one day's news; on one actor. More would seldom change the result.
MAX_DAY_SENTENCES, MAX_ACTOR_SENTENCES = 80, 100
#: Sentences about upcoming days from which a digest selects.
MAX_UPCOMING_SENTENCES = 100
#: Limits of a digest: two sentences of an article, and of a story where there are enough stories; five stories.
DIGEST_CAPS = SelectionCaps(article=2, story=2, stories=5)
#: Limits of an alert: sentences that it quotes, and how long ago its news may have been published.
MAX_ALERT_SENTENCES, MAX_ALERT_AGE = 2, timedelta(days=2)
ALERT_CAPS = SelectionCaps(article=2, story=2, stories=1)
NO_STORIES: Mapping[str, str] = MappingProxyType({})
#: Days of publication that a digest's chart needs to be useful.
MIN_CHART_DAYS = 2


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Options of a briefing, as in `QueryEngine.summarize`."""

    scope: str
    text: str
    limit: int
    after: int
    prior_sentences: tuple[PriorSentence, ...] = ()
    topic: str = ""


class QueryEngine(CorpusSession):
    """Queries on one store."""

    def summarize(
        self,
        *,
        scope: str = "",
        text: str = "",
        limit: int = DEFAULT_BRIEFING_SENTENCES,
        after: int = 0,
        ranker: str | None = None,
        prior_sentences: Sequence[PriorSentence] = (),
        topic: str = "",
    ) -> Briefing:
        """
        Summarize the corpus, the part of it that *text* selects, or the topic that *topic* or *text* names.

        *after* is a store sequence number and excludes what arrived before it. *prior_sentences* excludes sentences
        that were reported before, in any wording, and marks developments of them.

        Raises:
            InputError: If there is no topic named *topic*.
            KeyError: If there is no ranker named *ranker*.
        """
        rank = get_ranker(ranker) if ranker else None
        request, relevance = self._build_request(_Wanted(scope, text, limit, after, tuple(prior_sentences), topic))
        return self._summarize(request, relevance, rank)

    def _build_request(self, wanted: _Wanted) -> tuple[Request, Callable[[Passage], float] | None]:
        request, relevance = self.resolve_subject(wanted.topic, wanted.text, wanted.scope, wanted.after)
        most = MAX_DAY_SENTENCES if request.query.days else MAX_PASSAGES
        query = replace(request.query, after=wanted.after, limit=most)
        return replace(
            request,
            query=query,
            intent=QuestionIntent.BRIEF,
            limit=wanted.limit,
            prior_sentences=wanted.prior_sentences,
        ), relevance

    def _summarize(
        self,
        request: Request,
        relevance: Callable[[Passage], float] | None,
        rank: Ranker | None = None,
        caps: SelectionCaps | None = None,
        keep: PassageFilter = tuple,
    ) -> Briefing:
        passages = keep(self.store.search(request.query))
        context = search_context(self.store, request.query, passages, caps)
        context = replace(context, titles=keep(context.titles))
        return summarizer.summarize(passages, request, self.store.get_sequence(), rank, relevance, context=context)

    def build_digest(  # noqa: PLR0913  # each is an option of a digest
        self,
        *,
        scope: str = "",
        text: str = "",
        limit: int = DEFAULT_BRIEFING_SENTENCES,
        after: int = 0,
        prior_sentences: Sequence[PriorSentence] = (),
        day: date,
        chart: bool = False,
        exclusions: Exclusions = NO_EXCLUSIONS,
    ) -> Digest:
        """
        Return the digest of *day*: a summary as by `summarize`, upcoming events, and the proof of all its sentences.

        With *chart*, it has a chart of the coverage. It shows and counts nothing that *exclusions* leaves out.
        """
        keep = build_filter(exclusions, self.snapshot(scope).lexicon)
        wanted = _Wanted(scope, text, limit, after, tuple(prior_sentences))
        briefing = self._summarize(*self._build_request(wanted), caps=DIGEST_CAPS, keep=keep)
        query = briefing.request.query
        week = DateRange(day + timedelta(days=1), day + UPCOMING_PERIOD)
        upcoming = keep(self.store.search(replace(query, after=0, days=(week,), limit=MAX_UPCOMING_SENTENCES)))
        passages, actors_by_id = keep(self.store.search(query)), self.snapshot(scope).stats.actors_by_id
        digest = build_digest(briefing, passages, upcoming, actors_by_id, day)
        proof = self.prove(replace(digest.briefing, points=digest.all_points), scope)
        proof = proof_subset(proof, range(1, len(digest.all_points) + 1))
        return replace(digest, proof=proof, chart=_draw_coverage(passages) if chart else None)

    def scan_stories(
        self,
        *,
        scope: str = "",
        text: str = "",
        rule: AlertRule,
        checked: int = 0,
        known: Mapping[str, str] = NO_STORIES,
        day: date | None = None,
        exclusions: Exclusions = NO_EXCLUSIONS,
    ) -> AlertScan:
        """
        Return the stories that *rule* wants posted, of those with an article that was added after *checked*.

        Stories are found among the newest `MAX_PASSAGES` sentences on *text*, everything if it is blank.

        Args:
            scope: The scope of the articles.
            text: The name of a topic, or words; ``""`` for everything.
            rule: Which stories are wanted.
            checked: The store's sequence number up to which articles were looked at before.
            known: The story of each article, by key, that needs no alert any more.
            day: The current day; an article published more than `MAX_ALERT_AGE` before makes no news. None when the
                alert is made: what meets the rule already is not posted, but known from then on.
            exclusions: What is neither shown nor counted.

        Raises:
            InputError: If an alert is made that watches for common words alone.
        """
        sequence = self.store.get_sequence()
        if sequence <= checked:
            return AlertScan(sequence)
        lexicon = self.snapshot(scope).lexicon
        if day is None and rule.watch and not is_watchable(rule.watch, lexicon):
            reason = messages._("I can't watch for “{text}”: its words are too common.", text=rule.watch)
            raise InputError("watch", reason, messages._("Choose a name or a more specific word."))
        keep = build_filter(exclusions, lexicon)
        new = keep(self.store.search(self._build_request(_Wanted(scope, text, MAX_ALERT_SENTENCES, checked))[0].query))
        if not new:
            return AlertScan(sequence)
        passages = new
        if checked:
            others = self.store.search(self._build_request(_Wanted(scope, text, MAX_ALERT_SENTENCES, 0))[0].query)
            passages = tuple({(p.citation.key, p.sentence.start): p for p in (*keep(others), *new)}.values())
        criteria = AlertCriteria(
            frozenset(passage.citation.key for passage in new),
            rule.origins,
            find_watched_articles(rule.watch, passages, lexicon) if rule.watch else None,
            known,
            day - MAX_ALERT_AGE if day else None,
        )
        found, joined = find_alert_stories(passages, criteria)
        if day is None:
            return AlertScan(sequence, joined={key: group.id for group in found for key in group.articles})
        stories = [
            self._brief_story(group, scope, passages, keep, criteria.watched) for group in found[:MAX_ALERTS_PER_DAY]
        ]
        stories += [AlertStory(group.id, group.articles) for group in found[MAX_ALERTS_PER_DAY:]]
        return AlertScan(sequence, tuple(stories), joined)

    def _brief_story(
        self,
        group: StoryGroup,
        scope: str,
        passages: Sequence[Passage],
        keep: PassageFilter,
        watched: frozenset[str] | None,
    ) -> AlertStory:
        """Return the story with its best sentences: of its *watched* articles, or of all if None."""
        quoted = tuple(key for key in group.articles if watched is None or key in watched)
        request = Request(Query(articles=quoted, scope=scope), intent=QuestionIntent.BRIEF, limit=MAX_ALERT_SENTENCES)
        citations = {passage.citation.key: passage.citation for passage in passages}
        briefing = self._summarize(request, None, caps=ALERT_CAPS, keep=keep)
        briefing = to_story_briefing(briefing, group, (citations[key] for key in group.articles))
        return AlertStory(group.id, group.articles, briefing, self.prove(briefing, scope))

    def load_prior_sentences(self, proof: Proof, scope: str = "") -> tuple[PriorSentence, ...]:
        """Return the sentences of an export as stored, or as *proof* has them if they are not stored any more."""
        return load_prior_sentences(self.store, proof, scope)

    def prove(self, briefing: Briefing, scope: str = "") -> Proof:
        """
        Return the proof that an export of *briefing* must contain.

        Raises:
            NotStored: If an article that it quotes has been deleted meanwhile.
        """
        revisions = list_cited(briefing)
        return prove(
            briefing, {place: self.store.get_document(place[0], scope, place[1]).article.text for place in revisions}
        )

    def verify(self, proof: Proof, scope: str = "") -> ProofVerdict:
        """Verify every sentence of an export against the current store."""
        return verify(proof, load_cited_articles(self.store, proof, scope))

    def ask(
        self,
        *,
        scope: str = "",
        question: str,
        today: date | None = None,
        limit: int = DEFAULT_ANSWER_SENTENCES,
        topic: str = "",
    ) -> Answer:
        """
        Answer *question* with ranked evidence, or with "nothing found" and the nearest alternatives.

        With *topic*, only its articles are searched.

        Raises:
            InputError: If there is no topic named *topic*.
        """
        request = replace(self.parse_question(question, scope, today), limit=limit)
        topic_match = self.match_requested_topic(topic, "", scope)
        if topic_match:
            request = replace(request, query=topic_match.restrict_query(request.query))
        return self._brief(request) if is_briefing_request(request) else self._find_answer(request)

    def _brief(self, request: Request) -> Answer:
        """Return the sentences of a briefing on everything, or on what is dated to, or was published on, some days."""
        query = request.query
        searches = [query, *(replace(query, days=(), published=days) for days in query.days)]
        passages = tuple(dict.fromkeys(passage for one in searches for passage in self.store.search(one)))
        request = replace(request, intent=QuestionIntent.BRIEF)
        briefing = summarizer.summarize(passages, request, self.store.get_sequence())
        return Answer(request, briefing.points, heading=", ".join(request.read_as))

    def describe_actor(self, *, scope: str = "", name: str, limit: int = DEFAULT_ANSWER_SENTENCES) -> Answer:
        """Return who the actor *name* is: how the articles introduce it, and what they report about it."""
        request = replace(self.parse_question(name, scope, None), intent=QuestionIntent.WHO, limit=limit)
        if namesakes := self._find_namesakes(name, scope):
            return Answer(replace(request, text=name), nearest=namesakes)
        reply = self._find_answer(request, name)
        if not reply.found or len(request.actors) != 1:
            return reply
        profile = self.build_profile(request.actors[0], scope)
        return replace(reply, facts=(*reply.facts, *format_facts(profile, self.snapshot(scope).stats.actors_by_id)))

    def _find_namesakes(self, name: str, scope: str) -> tuple[str, ...]:
        """Return the full names of those who share the surname *name*, most mentioned first; none if one is meant."""
        stats = self.snapshot(scope).stats
        bearers = [
            (count, stats.actors_by_id[key].name)
            for key, count in stats.actors.items()
            if stats.actors_by_id[key].kind is ActorKind.PERSON and _is_surname_of(name, stats.actors_by_id[key].name)
        ]
        others = [(count, other) for count, other in bearers if not _may_be_one(other, bearers[0][1])]
        clear = not others or bearers[0][0] >= MIN_NAMESAKE_RATIO * others[0][0]
        return () if clear else tuple(other for _, other in (bearers[0], *others))[:MAX_NEAREST]

    def build_profile(self, actor: Actor, scope: str = "") -> Profile:
        """Return the profile of *actor* in the corpus."""
        return build_profile(
            actor, self.store.search(Query(actors=(actor.id,), scope=scope, limit=MAX_ACTOR_SENTENCES))
        )

    def build_timeline(
        self, *, scope: str = "", text: str = "", window: DateRange | None = None, length: int = DEFAULT_DAYS
    ) -> tuple[Request, tuple[TimelineEntry, ...]]:
        """
        Return how *text*, an actor, question or topic, was interpreted, and its timeline.

        If *text* is blank, it is the timeline of the whole corpus.
        """
        request, _ = self.resolve_subject("", text, scope)
        query = replace(request.query, days=(window,)) if window else request.query
        return request, build_timeline(search_timeline(self.store, query, length), window, length)

    def compare_outlets(
        self, *, scope: str = "", text: str = "", today: date | None = None, limit: int = DEFAULT_CONTRADICTIONS
    ) -> tuple[Request, tuple[Contradiction, ...]]:
        """
        Return how *text*, a question or topic name, was interpreted, and contradictions between outlets about it.

        If *text* is blank, the whole corpus is compared.
        """
        topic_match = self.match_requested_topic("", text, scope)
        if topic_match or not text.strip():
            request = topic_match.build_request(Query(scope=scope)) if topic_match else Request(Query(scope=scope))
            return request, find_contradictions(self.store.search(request.query), limit)
        request = self.parse_question(text, scope, today)
        if request.query == Query(scope=scope):  # nothing was recognized in the text
            return request, ()
        matches, with_context = search_with_context(self.store, request.query)
        found = find_contradictions(with_context, MAX_PASSAGES)
        sentences = {passage.sentence for passage in matches}
        return request, tuple(c for c in found if sentences & {c.left.passage.sentence, c.right.passage.sentence})[
            :limit
        ]

    def find_series(
        self, *, scope: str = "", text: str = "", today: date | None = None, limit: int = DEFAULT_SERIES
    ) -> tuple[FigureSeries, ...]:
        """Return the counts that grow from report to report in the whole corpus, or in what *text* selects."""
        topic_match = self.match_requested_topic("", text, scope)
        if topic_match or not text.strip():
            query = topic_match.build_request(Query(scope=scope)).query if topic_match else Query(scope=scope)
            return find_series(self.store.search(query), limit)
        request = self.parse_question(text, scope, today)
        if request.query == Query(scope=scope):  # nothing was recognized in the text
            return ()
        matches, with_context = search_with_context(self.store, request.query)
        sentences = {passage.sentence for passage in matches}
        found = find_series(with_context, MAX_PASSAGES)
        return tuple(one for one in found if any(figure.point.passage.sentence in sentences for figure in one.figures))[
            :limit
        ]

    def draw_chart(self, kind: str, *, scope: str = "", name: str = "", dark: bool = False) -> Chart:
        """
        Draw the ``coverage`` per day, which actors occur ``together``, or the mentions of one ``actor`` per day.

        Raises:
            InputError: If *name* is not exactly one known actor, or there is nothing to draw.
        """
        census = self.snapshot(scope).stats
        try:
            if kind == "together":
                pairs = count_co_mentions(self.store.search(Query(scope=scope)), census.actors_by_id)
                return draw_co_mentions(pairs, dark=dark)
            if kind == "actor":
                if not name.strip():
                    raise InputError(
                        "chart",
                        messages._("This chart needs a person or organisation."),
                        messages._("Choose one in the option “actor”."),
                    )
                actors = self.parse_question(name, scope, None).actors
                if len(actors) != 1:
                    raise InputError(
                        name,
                        messages._("I can't tell which person or organisation “{name}” is.", name=name),
                        messages._("Pick one from the list."),
                    )
                return draw_mentions(actors[0].name, dict(self.build_profile(actors[0], scope).busiest), dark=dark)
            articles = self.store.list_articles(scope)
            published = Counter(day for one in articles if (day := exact_day(one.citation.published)))
            marked = [moment.day for moment in self.build_timeline(scope=scope)[1]]
            return draw_coverage(published, census.days, marked, dark=dark)
        except ValueError as error:
            raise InputError(name or kind, error.args[0]) from error

    def list_events(
        self, *, scope: str = "", phrase: str, today: date | None = None, limit: int = DEFAULT_ANSWER_SENTENCES
    ) -> Answer:
        """
        Return what happened on the days that *phrase* names, relative to *today*.

        Raises:
            InputError: If *phrase* names no day.
        """
        request = self.parse_question(phrase, scope, today)
        if not request.query.days:
            raise InputError(phrase.strip() or "date", describe_missing_days(request, phrase), DATE_EXAMPLES)
        return self._find_answer(replace(request, intent=QuestionIntent.WHEN, limit=limit))

    def build_day_overview(self, *, scope: str = "", phrase: str, today: date | None = None) -> DayOverview:
        """
        Return what happened on the days that *phrase* names, and separately what was published on them.

        Raises:
            InputError: If *phrase* names no day.
        """
        events = self.list_events(scope=scope, phrase=phrase, today=today)
        return summarize_day(events, self.store.search(build_published_query(events.request)))

    def _find_answer(self, request: Request, name: str = "") -> Answer:
        compare = self.embeddings.compare if self.embeddings else None
        passages, stats = search_evidence(self.store, request), count_words(self.store, request)
        reply = find_answer(request, passages, stats, compare)
        if reply.found:
            return reply
        snapshot = self.snapshot(request.query.scope)
        typed = (*request.unknown, *(words for _, words in request.named)) or ((name,) if name else ())
        near = dict.fromkeys(near for one in typed for near in snapshot.suggest_names(one))
        return replace(reply, nearest=suggest_alternatives(request, tuple(near)[:MAX_NEAREST], snapshot.stats))


def _is_surname_of(name: str, full_name: str) -> bool:
    words = full_name.casefold().split()
    return len(words) > 1 and words[-1] == name.strip().casefold()


def _may_be_one(name: str, other: str) -> bool:
    """Return whether two names of one surname may be forms of one: "B. Tarn", "Bea M. Tarn"."""
    first, second = (one.casefold().split()[0].rstrip(".") for one in (name, other))
    return first == second or (first[0] == second[0] and 1 in {len(first), len(second)})


def _draw_coverage(passages: Sequence[Passage]) -> Chart | None:
    """Draw publication and event days; None for fewer than `MIN_CHART_DAYS` of the former or none of the latter."""
    days_by_article = {passage.citation.key: exact_day(passage.citation.published) for passage in passages}
    published = Counter(day for day in days_by_article.values() if day)
    dates = (expression.value for passage in passages for expression in passage.dates)
    event_days = Counter(day for value in dates if (day := exact_day(value)))
    return draw_coverage(published, event_days) if len(published) >= MIN_CHART_DAYS and event_days else None
