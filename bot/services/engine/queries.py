"""Answers to what members ask about one open store: questions, actors, days, timelines, differences, charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.errors import InputError
from bot.locales import ENGLISH, messages
from bot.services.engine.briefings import BriefingEngine
from bot.services.engine.session import MAX_NEAREST
from bot.services.retrieval import (
    count_words,
    search_evidence,
    search_timeline,
    search_with_context,
)
from briefings import summarizer
from briefings.answers import find_answer, merge_answers, suggest_alternatives
from briefings.clustering import (
    DEFAULT_CONTRADICTIONS,
    DEFAULT_SERIES,
    Contradiction,
    FigureSeries,
    find_contradictions,
    find_series,
)
from briefings.digest import (
    DayOverview,
    build_published_query,
    summarize_day,
)
from briefings.export import Chart, ChartLanguage, draw_co_mentions, draw_coverage, draw_mentions
from briefings.models import Answer, QuestionIntent, Request
from briefings.profiles import Profile, build_profile, count_co_mentions, format_facts
from briefings.queries import (
    DEFAULT_ANSWER_SENTENCES,
    is_briefing_request,
    split_question,
)
from briefings.timelines import DEFAULT_DAYS, TimelineEntry, build_timeline
from corpus.dates import exact_day
from corpus.models import MAX_PASSAGES, Actor, ActorKind, DateRange, Query
from corpus.models.text import LocalizableText, join_texts

#: How many times more often than the next somebody must be mentioned to be meant by the surname alone.
MIN_NAMESAKE_RATIO = 3
#: Sentences read on one actor, best first. More would seldom change the result.
MAX_ACTOR_SENTENCES = 100
#: Charts that are kept at most.
MAX_KEPT_CHARTS = 20
#: Days after the last day of the articles from which a weekday of a question is none of this or last week.
MAX_DAYS_AFTER_LAST = 31
#: Examples of the dates that questions may contain.
_DATE_EXAMPLES = messages._("Try 20 June, 19-20 June 2024, 2024-06-20, last Wednesday, yesterday, June 2024 or 2006.")


#: Reasons given at most why days of one question can't be read.
_MAX_REASONS = 3


def build_missing_days_error(request: Request, phrase: str) -> InputError:
    """Return the error that *request*, made of *phrase*, has no days."""
    return InputError(phrase.strip() or "date", _describe_missing_days(request, phrase), _DATE_EXAMPLES)


def _describe_missing_days(request: Request, phrase: str) -> LocalizableText:
    """Return why *request*, made of *phrase*, has no days, as sentences."""
    if request.unreadable:
        return join_texts(request.unreadable[:_MAX_REASONS], " ")
    if not phrase.strip():
        return messages._("I need a day or period.")
    return messages._("I can't find a day or period in “{text}”.", text=phrase)


class QueryEngine(BriefingEngine):
    """Queries on one store."""

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
        topic_match = self.match_requested_topic(topic, "", scope)
        requests = [
            replace(self._read_question(one, scope, today), limit=limit)
            for one in (question, *split_question(question))
        ]
        if topic_match:
            requests = [replace(one, query=topic_match.restrict_query(one.query)) for one in requests]
        whole, *parts = requests
        if is_briefing_request(whole):
            return self._brief(whole)
        return merge_answers(whole, [self._find_answer(one) for one in parts]) if parts else self._find_answer(whole)

    def _read_question(self, question: str, scope: str, today: date | None) -> Request:
        """
        Return *question* as parsed on the day *today*.

        A weekday long after the last article is that of an article instead: nothing else can be meant.
        """
        request = self.parse_question(question, scope, today)
        last, firsts = self.snapshot(scope).date_range.last, [one.first for one in request.query.days]
        if last is None or not firsts or not all(day and (day - last).days > MAX_DAYS_AFTER_LAST for day in firsts):
            return request
        reread = self.parse_question(question, scope)
        return reread if reread.query.days else request

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
        snapshot = self.snapshot(scope)
        bearers = [
            (snapshot.stats.actors[actor.id], actor.name)
            for actor in snapshot.find_by_word(name)
            if actor.kind is ActorKind.PERSON and _is_surname_of(name, actor.name)
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

    def draw_chart(
        self, kind: str, *, scope: str = "", name: str = "", dark: bool = False, language: ChartLanguage = ENGLISH
    ) -> Chart:
        """
        Draw the ``coverage`` per day, which actors occur ``together``, or the mentions of one ``actor`` per day.

        The words in the picture are in *language*; those beside it are translated when they are shown. The last few
        charts are kept until the store changes.

        Raises:
            InputError: If *name* is not exactly one known actor, or there is nothing to draw.
        """
        scope = self.store.resolve_scope(scope)
        charts = self.cached("charts", dict[tuple[str, str, str, bool, ChartLanguage], Chart])
        key = kind, scope, name, dark, language
        if key not in charts:
            chart = self._draw_chart(kind, scope, name, dark=dark, language=language)
            if len(charts) >= MAX_KEPT_CHARTS:
                charts.clear()
            charts[key] = chart
        return charts[key]

    def _draw_chart(self, kind: str, scope: str, name: str, *, dark: bool, language: ChartLanguage) -> Chart:
        census = self.snapshot(scope).stats
        try:
            if kind == "together":
                pairs = count_co_mentions(self.store.search(Query(scope=scope)), census.actors_by_id)
                return draw_co_mentions(pairs, dark=dark, language=language)
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
                days = dict(self.build_profile(actors[0], scope).busiest)
                return draw_mentions(actors[0].name, days, dark=dark, language=language)
            published = self.cached(("published", scope), lambda: self._count_published(scope))
            marked = self.cached(
                ("timeline days", scope), lambda: [moment.day for moment in self.build_timeline(scope=scope)[1]]
            )
            return draw_coverage(published, census.days, marked, dark=dark, language=language)
        except ValueError as error:
            raise InputError(name or kind, error.args[0]) from error

    def _count_published(self, scope: str) -> Mapping[date, int]:
        """Return the number of articles published on each day."""
        counts: Counter[date] = Counter()
        for value, articles in Counter(published for _, _, published in self.store.list_titles(scope)).items():
            if day := exact_day(value):
                counts[day] += articles
        return counts

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
            raise build_missing_days_error(request, phrase)
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
        nearest = suggest_alternatives(request, tuple(near)[:MAX_NEAREST], snapshot.stats)
        return replace(reply, nearest=nearest, is_near=not request.query.days)


def _is_surname_of(name: str, full_name: str) -> bool:
    words = full_name.casefold().split()
    return len(words) > 1 and words[-1] == name.strip().casefold()


def _may_be_one(name: str, other: str) -> bool:
    """Return whether two names of one surname may be forms of one: "B. Tarn", "Bea M. Tarn"."""
    first, second = (one.casefold().split()[0].rstrip(".") for one in (name, other))
    return first == second or (first[0] == second[0] and 1 in {len(first), len(second)})
