"""Build digests from a briefing, upcoming events, the busiest actors and a quote of the day; summarize a single day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings import summarizer
from briefings.clustering import Change, ChangeKind, StoryGroup, find_corroborating, leans_on_context, to_prior_sentence
from briefings.export import Chart
from briefings.models import Answer, Briefing, Point, PriorSentence, QuestionIntent, Request
from briefings.summarizer import is_self_contained, trim_dateline
from briefings.text import opens_with_pronoun, stem_words
from briefings.verification import Proof, briefing_id, compute_proof_id
from corpus.dates import exact_day
from corpus.models import Actor, ActorKind, Citation, MentionKind, Passage, Query, Quotation, QuotationKind, Zone
from corpus.publishers import count_origins, list_outlets

#: How far ahead a digest looks, and the maximum number of sentences about that period.
UPCOMING_PERIOD, MAX_UPCOMING_SENTENCES = timedelta(days=7), 3
#: Maximum number of busiest actors, and the minimum number of sentences about each.
MAX_ACTORS, MIN_ACTOR_SENTENCES = 5, 2
#: Minimum confidence in the speaker of the quote of the day, in [0, 1], and its minimum and maximum number of words.
MIN_QUOTE_CONFIDENCE, MIN_QUOTE_WORDS, MAX_QUOTE_WORDS = 0.85, 4, 45
#: Changes of each kind in a weekly review.
MAX_REVIEWED_CHANGES = 2
#: Words from which a quotation is shown without its sentence.
MIN_LONG_QUOTE_WORDS = 8
#: Maximum number of sentences of one article in a digest.
MAX_ARTICLE_SENTENCES = 2
#: Minimum number of distinct content words, and maximum number of characters, of a sentence about an upcoming event.
MIN_UPCOMING_STEMS, MAX_UPCOMING_CHARACTERS = 4, 320


@dataclass(frozen=True, slots=True)
class UpcomingEvent:
    """A sentence about a day to come."""

    day: date
    point: Point


@dataclass(frozen=True, slots=True)
class QuoteOfTheDay:
    """A direct quotation, its confidently attributed speaker, and the passage that contains it."""

    quotation: Quotation
    speaker: Actor
    passage: Passage


@dataclass(frozen=True, slots=True)
class Digest:
    """
    The contents of one digest.

    Attributes:
        briefing: What is new; its points mark developments of stories reported before.
        upcoming: Sentences about the days to come, by day.
        actors: Actors that most sentences are about, each with the number of sentences, highest first.
        quote: The quote of the day, or None.
        days: Number of days that the considered sentences are dated to.
        proof: Proof of all its sentences (reduced by `proof_subset` to those shown), or None.
        chart: Chart of how much was reported per day, or None.
        changes: For a weekly review, figures that have grown and offices that have another holder.
    """

    briefing: Briefing
    upcoming: tuple[UpcomingEvent, ...] = ()
    actors: tuple[tuple[Actor, int], ...] = ()
    quote: QuoteOfTheDay | None = None
    days: int = 0
    proof: Proof | None = None
    chart: Chart | None = None
    changes: tuple[Change, ...] = ()

    @property
    def all_points(self) -> tuple[Point, ...]:
        """All points in display order: the briefing, the upcoming events, the quote of the day, the changes."""
        quote_points = (Point(self.quote.passage),) if self.quote else ()
        change_points = (point for change in self.changes for point in change.points)
        return (
            *self.briefing.points,
            *(prospect.point for prospect in self.upcoming),
            *quote_points,
            *change_points,
        )


def build_digest(
    briefing: Briefing,
    passages: Sequence[Passage],
    upcoming: Sequence[Passage],
    actors_by_id: Mapping[str, Actor],
    day: date,
) -> Digest:
    """
    Build a digest; the order of the passages makes no difference.

    Args:
        briefing: What is new.
        passages: All new passages, from which *briefing* was chosen.
        upcoming: Passages of the whole corpus that may be dated to the days after *day*.
        actors_by_id: Maps ids to actors.
        day: The digest's local date.
    """
    ordered, briefing = sorted(passages, key=_sort_key), _remove_context_dependent(briefing)
    events = _select_upcoming(sorted(upcoming, key=_sort_key), briefing, day)
    shown = [point.passage for point in (*briefing.points, *(prospect.point for prospect in events))]
    busy = _rank_actors(ordered, actors_by_id)
    return Digest(briefing, events, busy, _choose_quote(ordered, actors_by_id, shown), len(set(_list_days(ordered))))


def build_weekly_review(digest: Digest, changes: Sequence[Change]) -> Digest:
    """Return *digest*, of a week, as a review: with the first *changes* of each kind, without what is of one day."""
    figures = [change for change in changes if change.kind is ChangeKind.FIGURE][:MAX_REVIEWED_CHANGES]
    offices = [change for change in changes if change.kind is ChangeKind.OFFICE][:MAX_REVIEWED_CHANGES]
    return replace(digest, upcoming=(), quote=None, changes=(*figures, *offices))


def _list_used_up(shown: Sequence[Passage]) -> frozenset[str]:
    """Return the articles of which a digest that quotes *shown* may quote no more."""
    counts = Counter(passage.citation.key for passage in shown)
    return frozenset(key for key, count in counts.items() if count >= MAX_ARTICLE_SENTENCES)


def _remove_context_dependent(briefing: Briefing) -> Briefing:
    """Remove sentences that depend on those before them, unless there are no others."""
    passages = [point.passage for point in briefing.points]
    kept = [n for n, one in enumerate(passages) if is_self_contained(one.sentence.text, one.citation.language)]
    return select_points(briefing, kept) if kept else briefing


def select_points(briefing: Briefing, indices: Sequence[int]) -> Briefing:
    """Return *briefing* with those of its points that have these *indices*, in this order, and their stories."""
    if list(indices) == list(range(len(briefing.points))):
        return briefing
    places = {index: place for place, index in enumerate(indices)}
    points = tuple(briefing.points[index] for index in indices)
    stories = tuple(
        replace(story, sentences=tuple(places[index] for index in story.sentences if index in places))
        for story in briefing.stories
        if not places.keys().isdisjoint(story.sentences)
    )
    named = briefing_id(briefing.sequence, briefing.request, points, stories)
    return replace(briefing, points=points, stories=stories, id=named)


def to_story_briefing(briefing: Briefing, group: StoryGroup, citations: Iterable[Citation]) -> Briefing:
    """
    Return *briefing*, which quotes articles of the story *group*, as a briefing on that story alone.

    Args:
        briefing: The briefing; only its first story is kept.
        group: The story.
        citations: All its articles.
    """
    if not briefing.stories:
        return briefing
    cited, briefing = tuple(citations), _remove_context_dependent(briefing)
    briefing = select_points(briefing, briefing.stories[0].sentences)
    outlets = tuple(dict.fromkeys((*briefing.stories[0].outlets, *list_outlets(cited))))
    story = replace(briefing.stories[0], id=group.id, outlets=outlets, origins=count_origins(cited))
    named = briefing_id(briefing.sequence, briefing.request, briefing.points, (story,))
    return replace(briefing, id=named, stories=(story,), articles=len(cited), origins=story.origins)


def to_prior_sentences(points: Sequence[Point]) -> tuple[PriorSentence, ...]:
    """Convert *points*, which a channel was shown, to prior sentences."""
    return tuple(to_prior_sentence(point.passage) for point in points)


def proof_subset(proof: Proof, numbers: Collection[int]) -> Proof:
    """Return the proof of those sentences of *proof* that have these *numbers*, from 1 anew, and their stories."""
    shown = [one.number for one in proof.sentences if one.number in set(numbers)]
    kept = {number: place for place, number in enumerate(shown, 1)}
    sentences = tuple(replace(one, number=kept[one.number]) for one in proof.sentences if one.number in kept)
    stories = tuple(
        replace(story, sentences=tuple(kept[number] for number in story.sentences if number in kept))
        for story in proof.stories
        if not kept.keys().isdisjoint(story.sentences)
    )
    named = compute_proof_id(proof.sequence, proof.request, sentences, stories, proof.version)
    return replace(proof, id=named, sentences=sentences, stories=stories)


def _sort_key(passage: Passage) -> tuple[str, str, int]:
    return (passage.citation.published or "9", passage.citation.key, passage.sentence.start)


def _get_passage_key(passage: Passage) -> tuple[str, int]:
    return passage.citation.key, passage.sentence.end  # a quoted span may begin behind the sentence's dateline


def _list_days(passages: Sequence[Passage]) -> Iterator[date]:
    for passage in passages:
        yield from _find_exact_days(passage)


def _find_exact_days(passage: Passage) -> set[date]:
    """Return the days that a sentence is dated to exactly; a week or a month is no day."""
    return {day for expression in passage.dates if (day := exact_day(expression.value))}


# Upcoming events


def _select_upcoming(passages: Sequence[Passage], briefing: Briefing, day: date) -> tuple[UpcomingEvent, ...]:
    """Choose sentences about tomorrow, and new sentences about the rest of the period ahead: one for each event."""
    tomorrow, after = day + timedelta(days=1), briefing.request.query.after
    candidates = [
        (first, passage)
        for passage in passages
        if _is_quotable(passage)
        and (first := _find_first_upcoming_day(passage, day))
        and (passage.sequence > after or first == tomorrow)
    ]
    candidates.sort(key=lambda pair: (pair[0], -len(pair[1].mentions), _sort_key(pair[1])))
    reported = [point.passage for point in briefing.points]
    prior = {(one.key, one.end) for one in briefing.request.prior_sentences}
    found: list[UpcomingEvent] = []
    for first, passage in candidates:
        known = prior | set(map(_get_passage_key, reported))
        if _get_passage_key(passage) in known or passage.citation.key in _list_used_up(reported):
            continue
        if find_corroborating([passage], reported)[0]:
            continue
        reported.append(passage)
        also = find_corroborating([passage], [other for _, other in candidates])[0]
        found.append(UpcomingEvent(first, Point(trim_dateline(passage), also=also)))
        if len(found) == MAX_UPCOMING_SENTENCES:
            break
    return tuple(found)


def _find_first_upcoming_day(passage: Passage, day: date) -> date | None:
    coming = [one for one in _find_exact_days(passage) if day < one <= day + UPCOMING_PERIOD]
    return min(coming, default=None)


def _is_quotable(passage: Passage) -> bool:
    text = passage.sentence.text
    return (
        passage.sentence.zone is Zone.BODY
        and len(text) <= MAX_UPCOMING_CHARACTERS
        and len(set(stem_words(text, passage.citation.language))) >= MIN_UPCOMING_STEMS
        and not leans_on_context(passage)
    )


# Busiest actors


def _rank_actors(passages: Sequence[Passage], actors_by_id: Mapping[str, Actor]) -> tuple[tuple[Actor, int], ...]:
    """Count the sentences about each named actor; near-copies count once."""
    counts: Counter[str] = Counter()
    once = {(p.citation.origin_key, " ".join(p.sentence.text.split())): p for p in reversed(passages)}
    for passage in once.values():
        counts.update({m.actor for m in passage.mentions if m.actor and m.kind is not MentionKind.PRONOUN})
    named = [
        (actors_by_id[key], count)
        for key, count in counts.items()
        if key in actors_by_id and _has_name(actors_by_id[key])
    ]
    busy = [(actor, count) for actor, count in named if count >= MIN_ACTOR_SENTENCES]
    return tuple(sorted(busy, key=lambda pair: (-pair[1], pair[0].name, pair[0].id))[:MAX_ACTORS])


def _has_name(actor: Actor) -> bool:
    return actor.kind not in {ActorKind.ANONYMOUS, ActorKind.DOCUMENT, ActorKind.PLACE, ActorKind.EVENT}


# Quote of the day


def _choose_quote(
    passages: Sequence[Passage], actors_by_id: Mapping[str, Actor], shown: Sequence[Passage]
) -> QuoteOfTheDay | None:
    """Choose the words of a named speaker that most origins quote; among equals a person's, then the longest."""
    found = [
        saying for passage in passages for saying in _find_quotes(passage, actors_by_id) if _is_quote_new(saying, shown)
    ]
    citations: dict[str, list[Citation]] = {}
    for quote in found:
        citations.setdefault(_normalize_quote(quote.quotation.text), []).append(quote.passage.citation)
    origins = {words: count_origins(cited) for words, cited in citations.items()}

    def worth(saying: QuoteOfTheDay) -> tuple[int, bool, int]:
        words = saying.quotation.text
        return origins[_normalize_quote(words)], saying.speaker.kind is ActorKind.PERSON, len(words.split())

    return max(found, key=worth, default=None)  # the first of equals, in the order of *passages*


def _is_quote_new(saying: QuoteOfTheDay, shown: Sequence[Passage]) -> bool:
    """Return whether a digest that quotes *shown* does not have the words yet, and may quote their article."""
    words = _normalize_quote(saying.quotation.text)
    return saying.passage.citation.key not in _list_used_up(shown) and not any(
        words in _normalize_quote(passage.sentence.text) for passage in shown
    )


def _can_stand_alone(quotation: Quotation, passage: Passage) -> bool:
    """Return whether the words are clear without the sentence before; few words are shown with their whole sentence."""
    is_long = len(quotation.text.split()) >= MIN_LONG_QUOTE_WORDS
    return not opens_with_pronoun(quotation.text, passage.citation.language) and (
        is_long or not leans_on_context(passage)
    )


def _find_quotes(passage: Passage, actors_by_id: Mapping[str, Actor]) -> Iterator[QuoteOfTheDay]:
    sentence = passage.sentence
    for quotation in passage.quotations:
        speaker = actors_by_id.get(quotation.speaker or "")
        inside = sentence.start <= quotation.start and quotation.end <= sentence.end
        confident = quotation.kind is QuotationKind.DIRECT and quotation.confidence >= MIN_QUOTE_CONFIDENCE
        quotable = _has_quotable_length(quotation.text) and _can_stand_alone(quotation, passage)
        if speaker and _has_name(speaker) and inside and confident and quotable:
            yield QuoteOfTheDay(quotation, speaker, trim_dateline(passage))


def _has_quotable_length(words: str) -> bool:
    return MIN_QUOTE_WORDS <= len(words.split()) <= MAX_QUOTE_WORDS


def _normalize_quote(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .,;!?…")


#: Default number of sentences from the articles published on a day.
DEFAULT_PUBLISHED_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class DayOverview:
    """
    Overview of a day, or of a few consecutive days.

    Attributes:
        happened: Sentences dated to it, whenever they were published; its request says how the day was read.
        published: Other sentences of articles published on it, by weight, highest first.
        articles: Number of articles published on it.
        origins: Number of independent origins among them.
    """

    happened: Answer
    published: tuple[Point, ...] = ()
    articles: int = 0
    origins: int = 0

    @property
    def found(self) -> bool:
        """Whether any sentence is dated to it, or was published on it."""
        return self.happened.found or bool(self.published)


def build_published_query(request: Request) -> Query:
    """Return a query for what was published on the first of the days that *request* is about."""
    return replace(request.query, days=(), published=request.query.days[0])


def summarize_day(
    happened: Answer, passages: Sequence[Passage], limit: int = DEFAULT_PUBLISHED_SENTENCES
) -> DayOverview:
    """
    Summarize a day.

    Args:
        happened: Sentences dated to it.
        passages: Passages of articles published on it, in any order.
        limit: Maximum number of sentences from the articles published on it.

    Returns:
        *happened* unchanged, and sentences published on the day that do not repeat it, even in other words.
    """
    prior = tuple(to_prior_sentence(point.passage) for point in happened.points)
    request = Request(
        build_published_query(happened.request), intent=QuestionIntent.BRIEF, limit=limit, prior_sentences=prior
    )
    new = summarizer.summarize(passages, request)
    return DayOverview(happened, new.points, new.articles, new.origins)
