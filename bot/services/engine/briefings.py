"""Briefings, digests and alerts from one open store, and the proofs of what they quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from bot.errors import InputError
from bot.locales import ENGLISH, messages
from bot.models.alert import MAX_ALERTS_PER_DAY, AlertRule, AlertScan, AlertStory
from bot.models.digest import NO_EXCLUSIONS, Exclusions, get_reviewed_days
from bot.services.engine.session import CorpusSession
from bot.services.exclusions import PassageFilter, build_filter, find_watched_articles, is_watchable
from bot.services.retrieval import MAX_BRIEFING_SENTENCES, drop_known_sentences, search_context, search_with_context
from briefings import summarizer
from briefings.clustering import (
    AlertCriteria,
    Change,
    StoryGroup,
    find_alert_stories,
    find_developments,
    to_prior_sentence,
)
from briefings.digest import (
    UPCOMING_PERIOD,
    Digest,
    build_digest,
    build_weekly_review,
    proof_subset,
    to_story_briefing,
)
from briefings.export import Chart, ChartLanguage, draw_coverage
from briefings.models import DEFAULT_BRIEFING_SENTENCES, Briefing, PriorSentence, QuestionIntent, Request
from briefings.ranking import Ranker, SelectionCaps, get_ranker
from briefings.summarizer import trim_dateline
from briefings.verification import Proof, ProofVerdict, list_cited, prove, verify
from corpus.dates import exact_day
from corpus.errors import NotStored
from corpus.models import MAX_PASSAGES, Article, DateRange, Passage, Query, Zone
from corpus.pipeline import list_published_keys
from corpus.store import Store

#: Sentences read, best first, on one day's news. More would seldom change the result.
MAX_DAY_SENTENCES = 80
#: Sentences about upcoming days from which a digest selects.
MAX_UPCOMING_CANDIDATES = 100
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
    """Options of a briefing, as in `BriefingEngine.summarize`."""

    scope: str
    text: str
    limit: int
    after: int
    prior_sentences: tuple[PriorSentence, ...] = ()
    topic: str = ""


class BriefingEngine(CorpusSession):
    """A session that chooses what to report, and proves it."""

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
        # Of what is new, everything is read.
        return self._summarize(request, relevance, rank, most=MAX_PASSAGES if after else MAX_BRIEFING_SENTENCES)

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
        most: int = MAX_PASSAGES,
    ) -> Briefing:
        query = replace(request.query, limit=min(request.query.limit, most))
        passages = keep(drop_known_sentences(self.store, self.store.search(query), query))
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
        language: ChartLanguage = ENGLISH,
        exclusions: Exclusions = NO_EXCLUSIONS,
        weekly: bool = False,
    ) -> Digest:
        """
        Return the digest of *day*: a summary as by `summarize`, upcoming events, and the proof of all its sentences.

        With *chart*, it has a chart of the coverage in *language*. It shows and counts nothing that *exclusions* leaves
        out. If it is *weekly*, it is a review of what was published in the seven days up to *day*.
        """
        keep = build_filter(exclusions, self.snapshot(scope).lexicon)
        request, relevance = self._build_request(_Wanted(scope, text, limit, after, tuple(prior_sentences)))
        if weekly:
            published = DateRange(*get_reviewed_days(day))
            request = replace(request, query=replace(request.query, published=published))
        briefing = self._summarize(request, relevance, caps=DIGEST_CAPS, keep=keep)
        query = briefing.request.query
        week = DateRange(day + timedelta(days=1), day + UPCOMING_PERIOD)
        upcoming = keep(self.store.search(replace(query, after=0, days=(week,), limit=MAX_UPCOMING_CANDIDATES)))
        passages, actors_by_id = keep(self.store.search(query)), self.snapshot(scope).stats.actors_by_id
        digest = build_digest(briefing, passages, upcoming, actors_by_id, day)
        if weekly:
            digest = build_weekly_review(digest, self._find_week_changes(request, day, keep))
        proof = self.prove(replace(digest.briefing, points=digest.all_points), scope)
        proof = proof_subset(proof, range(1, len(digest.all_points) + 1))
        return replace(digest, proof=proof, chart=_draw_coverage(passages, language) if chart else None)

    def _find_week_changes(self, request: Request, day: date, keep: PassageFilter) -> tuple[Change, ...]:
        """Return what has changed in the week up to *day*, none if nothing had been published before."""
        query = replace(request.query, published=DateRange(last=day))
        known = list_published_keys(self.store, get_reviewed_days(day)[0] - timedelta(days=1), query.scope)
        matches, passages = search_with_context(self.store, query)
        return find_developments(keep(matches), keep(passages), known) if known else ()

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


def _draw_coverage(passages: Sequence[Passage], language: ChartLanguage) -> Chart | None:
    """Draw publication and event days; None for fewer than `MIN_CHART_DAYS` of the former or none of the latter."""
    days_by_article = {passage.citation.key: exact_day(passage.citation.published) for passage in passages}
    published = Counter(day for day in days_by_article.values() if day)
    dates = (expression.value for passage in passages for expression in passage.dates)
    event_days = Counter(day for value in dates if (day := exact_day(value)))
    if len(published) < MIN_CHART_DAYS or not event_days:
        return None
    return draw_coverage(published, event_days, language=language)
