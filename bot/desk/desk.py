"""The news desk: one open store, asked in the reader's words. Synchronous; the bot runs it in worker processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import phrases
from bot.desk import recalling, searching
from bot.desk.reference import Reference
from bot.errors import InputError
from briefings import answers, charts, chronicle, compose, contrasts, editions, profiles, salience, timelines
from briefings.charts import Chart
from briefings.chronicle import Day
from briefings.contrasts import USUAL_CONTRASTS, Contrast
from briefings.editions import Edition
from briefings.model import USUAL_LENGTH, Answer, Briefing, Intent, Request, Told
from briefings.profiles import Profile
from briefings.proof import Proof, Verdict, prove, verify
from briefings.questions import USUAL_ANSWER
from briefings.timelines import USUAL_DAYS, Moment
from corpus import intervals
from corpus.model import Actor, Passage, Query, Window
from corpus.model.queries import MOST_PASSAGES

#: The dates that people can ask for.
UNDERSTOOD = phrases.phrase(
    "Understood are, for example: 20 June, 19-20 June 2024, 2024-06-20, last Wednesday, yesterday, June 2024, 2006"
)
#: Sentences that are heard, best first: on one day's news; on one actor. More would seldom change what is said.
MOST_OF_A_DAY, MOST_OF_AN_ACTOR = 80, 100
#: Sentences about the days to come among which a digest chooses.
MOST_UPCOMING = 100
#: Days of publication from which on a digest's chart shows something.
FEWEST_DAYS = 2


class Desk(Reference):
    """Answers from one store."""

    def brief(
        self,
        *,
        scope: str = "",
        text: str = "",
        limit: int = USUAL_LENGTH,
        after: int = 0,
        ranker: str | None = None,
        told: Sequence[Told] = (),
        topic: str = "",
    ) -> Briefing:
        """
        Brief on what the corpus holds, on what *text* narrows it to, or on a *topic*, whose name *text* may be, too.

        *after* leaves out what arrived before; *told* leaves out what was told before, in whatever words, and has what
        changed in it marked.

        Raises:
            InputError: If there is no *topic* of that name.
            KeyError: If there is no *ranker* of that name.
        """
        request, relevance = self.subject(topic, text, scope, after)
        query = replace(request.query, after=after, limit=MOST_OF_A_DAY if request.query.days else MOST_PASSAGES)
        request = replace(request, query=query, intent=Intent.BRIEF, limit=limit, told=tuple(told))
        rank = salience.ranker(ranker) if ranker else None
        return compose.brief(self.store.search(query), request, self.store.sequence(), rank, relevance)

    def edition(
        self,
        *,
        scope: str = "",
        text: str = "",
        limit: int = USUAL_LENGTH,
        after: int = 0,
        told: Sequence[Told] = (),
        day: date,
        chart: bool = False,
    ) -> Edition:
        """Put together the digest of *day*: as `brief`, with what lies ahead and how to check it all."""
        new = self.brief(scope=scope, text=text, limit=limit, after=after, told=told)
        query = new.request.query
        week = Window(day + timedelta(days=1), day + editions.AHEAD)
        upcoming = self.store.search(replace(query, after=0, days=(week,), limit=MOST_UPCOMING))
        passages, cast = self.store.search(query), self.know(scope).census.cast
        made = editions.edition(new, passages, upcoming, cast, day)
        proof = self.prove(replace(new, points=made.quoted), scope)
        proof = editions.shown(proof, range(1, len(made.quoted) + 1))
        return replace(made, proof=proof, chart=_coverage(passages) if chart else None)

    def told(self, proof: Proof, scope: str = "") -> tuple[Told, ...]:
        """Recall what an export told: its sentences as the store has them, or by their words alone where it has not."""
        return recalling.told(self.store, proof, scope)

    def prove(self, told: Briefing, scope: str = "") -> Proof:
        """
        Gather what an export of *told* must carry.

        Raises:
            NotStored: If an article that it quotes was deleted meanwhile.
        """
        places = {(point.passage.citation.key, point.passage.citation.revision) for point in told.points}
        return prove(told, {place: self.store.document(place[0], scope, place[1]).article.text for place in places})

    def verify(self, proof: Proof, scope: str = "") -> Verdict:
        """Check every sentence of an export against what the store holds now."""
        return verify(proof, recalling.cited(self.store, proof, scope))

    def ask(
        self, *, scope: str = "", question: str, today: date | None = None, limit: int = USUAL_ANSWER, topic: str = ""
    ) -> Answer:
        """
        Answer *question* with ranked evidence, or with "nothing found" and what is nearest.

        Raises:
            InputError: If there is no *topic* of that name; with one, its articles alone are asked.
        """
        request = replace(self.read(question, scope, today), limit=limit)
        followed = self.followed(topic, "", scope)
        return self._answer(replace(request, query=followed.narrowed(request.query)) if followed else request)

    def who(self, *, scope: str = "", name: str, limit: int = USUAL_ANSWER) -> Answer:
        """Tell who *name* is: how the articles introduce the actor, and what they tell of it."""
        request = replace(self.read(name, scope, None), intent=Intent.WHO, limit=limit)
        reply = self._answer(request, name)
        if not reply.found or len(request.actors) != 1:
            return reply
        told = self.profile(request.actors[0], scope)
        return replace(reply, facts=(*reply.facts, *profiles.facts(told, self.know(scope).census.cast)))

    def profile(self, actor: Actor, scope: str = "") -> Profile:
        """Gather what the corpus tells of *actor*."""
        return profiles.profile(
            actor, self.store.search(Query(actors=(actor.id,), scope=scope, limit=MOST_OF_AN_ACTOR))
        )

    def timeline(
        self, *, scope: str = "", text: str = "", window: Window | None = None, length: int = USUAL_DAYS
    ) -> tuple[Request, tuple[Moment, ...]]:
        """Tell the days of the whole corpus, or of the actor, question or topic *text*, and how *text* was read."""
        request, _ = self.subject("", text, scope)
        query = replace(request.query, days=(window,)) if window else request.query
        return request, timelines.timeline(searching.eventful(self.store, query, length), window, length)

    def compare(
        self, *, scope: str = "", text: str = "", today: date | None = None, limit: int = USUAL_CONTRASTS
    ) -> tuple[Request, tuple[Contrast, ...]]:
        """Find where outlets differ, on all or what *text*, a question or a topic's name, asks, and how it was read."""
        followed = self.followed("", text, scope)
        if followed or not text.strip():
            request = followed.request(Query(scope=scope)) if followed else Request(Query(scope=scope))
            return request, contrasts.contrasts(self.store.search(request.query), limit)
        request = self.read(text, scope, today)
        if request.query == Query(scope=scope):  # nothing could be read in the words
            return request, ()
        asked, around = searching.surrounded(self.store, request.query)
        found = contrasts.contrasts(around, MOST_PASSAGES)
        told = {passage.sentence for passage in asked}
        return request, tuple(c for c in found if told & {c.left.passage.sentence, c.right.passage.sentence})[:limit]

    def chart(self, kind: str, *, scope: str = "", name: str = "", dark: bool = False) -> Chart:
        """
        Draw the corpus's ``coverage`` per day, which actors are seen ``together``, or one ``actor`` per day.

        Raises:
            InputError: If *name* is no actor that the corpus knows, or there is nothing to draw.
        """
        census = self.know(scope).census
        try:
            if kind == "together":
                pairs = profiles.seen_together(self.store.search(Query(scope=scope)), census.cast)
                return charts.together(pairs, dark=dark)
            if kind == "actor":
                actors = self.read(name, scope, None).actors
                if len(actors) != 1:
                    raise InputError(
                        f"“{name}”",
                        phrases.phrase("it names no one actor"),
                        phrases.phrase("Pick one of those offered."),
                    )
                return charts.mentions(actors[0].name, dict(self.profile(actors[0], scope).busiest), dark=dark)
            covered = [intervals.days(one.citation.published) for one in self.store.listed(scope)]
            published = Counter(both[0] for both in covered if both and both[0] == both[1])
            marked = [moment.day for moment in self.timeline(scope=scope)[1]]
            return charts.coverage(published, census.days, marked, dark=dark)
        except ValueError as error:
            raise InputError(phrases.phrase("the chart of {name}", name=name or kind), str(error)) from error

    def when(self, *, scope: str = "", phrase: str, today: date | None = None, limit: int = USUAL_ANSWER) -> Answer:
        """
        Tell what happened on the days that *phrase* names, read on *today*.

        Raises:
            InputError: If *phrase* names no day.
        """
        request = self.read(phrase, scope, today)
        if not request.query.days:
            reason = "; ".join(request.unreadable) or phrases.phrase("no day or period can be read in it")
            raise InputError(f"“{phrase}”", reason, UNDERSTOOD)
        return self._answer(replace(request, intent=Intent.WHEN, limit=limit))

    def day(self, *, scope: str = "", phrase: str, today: date | None = None) -> Day:
        """
        Tell what happened on the days that *phrase* names, read on *today*, apart from what was published on them.

        Raises:
            InputError: If *phrase* names no day.
        """
        happened = self.when(scope=scope, phrase=phrase, today=today)
        return chronicle.day(happened, self.store.search(chronicle.published_on(happened.request)))

    def _answer(self, request: Request, name: str = "") -> Answer:
        reply = answers.answer(
            request, searching.evidence(self.store, request.query), self.store.frequencies(request.query)
        )
        if reply.found:
            return reply
        scope = request.query.scope
        known = self.know(scope)
        unknown = request.unknown or ((name,) if name else ())  # all else of a question is no name
        near = dict.fromkeys(near for one in unknown for near in known.lexicon.nearest(one, 5))
        offered = tuple(near)[:5] or self.names(scope=scope, limit=5)
        return replace(reply, nearest=answers.nearest(request, offered, known.census))


def _coverage(passages: Sequence[Passage]) -> Chart | None:
    """Draw when what is read was published and what days it tells of; None where that would be a bar or none."""
    articles = {passage.citation.key: intervals.days(passage.citation.published) for passage in passages}
    published = Counter(both[0] for both in articles.values() if both and both[0] == both[1])
    dated = [intervals.days(expression.value) for passage in passages for expression in passage.dates]
    told = Counter(both[0] for both in dated if both and both[0] == both[1])
    return charts.coverage(published, told) if len(published) >= FEWEST_DAYS and told else None
