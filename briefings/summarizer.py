"""Summarize the passages that match a request as a Briefing."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import TypeAlias

import numpy as np

from briefings.clustering import (
    NoveltyResult,
    StoryMaterial,
    arrange_stories,
    choose_headlines,
    classify_novelty,
    collect_details,
    collect_stems,
    content_terms,
    feature_matrix,
    find_background,
    find_corroborating,
    find_raised,
    find_superseded,
    get_actors,
    group_stories,
    leans_on_context,
    similarity_matrix,
    with_corroboration,
)
from briefings.models import Briefing, Point, PriorSentence, Request
from briefings.ranking import (
    MAX_BY_VALUE,
    MIN_ASKED_VALUE_SHARE,
    MIN_VALUE_SHARE,
    SALIENCE_MODEL,
    Candidates,
    Matrix,
    Ranker,
    SalienceCandidates,
    SalienceModel,
    SelectionBudget,
    SelectionCaps,
    Vector,
    build_vectors,
    compute_cosines,
    select_mmr,
    select_salient,
    select_submodular,
)
from briefings.text import (
    MAX_SENTENCE_CHARACTERS,
    MIN_SENTENCE_STEMS,
    content_words,
    depends_on_context,
    describes_article,
    ends_as_sentence,
    find_dateline_end,
    find_known_thing,
    introduces,
    is_biography,
    is_half_quoted,
    speaks_for_writer,
    stem,
    stem_passage,
    stem_words,
)
from briefings.verification import briefing_id
from corpus.models import Citation, MentionKind, Passage, QuotationKind, Zone
from corpus.publishers import count_original_publishers

#: Minimum number of actors and content stems of an informative sentence without a figure, a date or a quotation.
MIN_CONTENT_ITEMS = 4
#: Factors of a sentence that depends on the one before it, that is uninformative, and that mentions no actor.
CONTEXT_DEPENDENT_WEIGHT, UNINFORMATIVE_WEIGHT, NO_ACTOR_WEIGHT = 0.4, 0.2, 0.8
#: Factor of a sentence about its writer or about what somebody is, and no event.
NO_NEWS_WEIGHT = 0.4
#: Factor of a dependent sentence where salience decides, which is lower for many of them anyway.
SALIENT_CONTEXT_DEPENDENT_WEIGHT = 0.8
#: Similarity to a chosen sentence from which another is left out: a repetition costs more than a gap.
DUPLICATE_SIMILARITY = 0.08
#: Minimum distance that a sentence is assumed to have from prior sentences, in [0, 1], and its exponent, which is low
#: because the news of a story resembles what was reported of it before more than its background does.
MIN_NOVELTY, NOVELTY_EXPONENT = 0.02, 0.5

#: Stems of verbs which report that something was said, and not what.
_REPLY_VERB_STEMS = frozenset(map(stem, "answer comment react reply respond speak spoke spoken talk".split()))

PassageKey: TypeAlias = tuple[str, int, int]
CorroboratedPassage: TypeAlias = tuple[Passage, tuple[Citation, ...]]

#: Factor of a sentence with a toll that a later report has raised, and of one that raises the toll of its topic.
STALE_WEIGHT, RAISED_WEIGHT = 0.1, 1.5
#: Factor of a sentence of an article that explains, and reports nothing new.
BACKGROUND_WEIGHT = 0.6
#: Sentences that any article and any story may have, and how many times its equal share at most.
MIN_SHARE, ARTICLE_SHARE, STORY_SHARE = 2, 2.0, 2.0


@dataclass(frozen=True, slots=True)
class BriefingContext:
    """
    What a briefing needs besides the sentences that it may quote.

    Attributes:
        titles: Passages of the zone of headlines, of any articles.
        others: Other sentences, of the same articles or of articles from before: the stories are known by them, too,
            and they are not quoted.
        caps: Maximum numbers of sentences of one article and of one story, and of stories; None for as many as the
            limit divided among them asks for.
    """

    titles: tuple[Passage, ...] = ()
    others: tuple[Passage, ...] = ()
    caps: SelectionCaps | None = None


NO_CONTEXT = BriefingContext()


@dataclass(frozen=True, slots=True)
class _Choice:
    """How to choose among candidates: how many, by which weights, ranker, model and limits, of which stories."""

    limit: int
    weights: Sequence[float]
    ranker: Ranker | None
    model: SalienceModel
    caps: SelectionCaps
    stories: Mapping[str, int]
    titles: Sequence[Passage]
    is_long: bool
    is_asked: bool


def summarize(
    passages: Sequence[Passage],
    request: Request,
    sequence: int = 0,
    ranker: Ranker | None = None,
    relevance: Callable[[Passage], float] | None = None,
    model: SalienceModel = SALIENCE_MODEL,
    context: BriefingContext = NO_CONTEXT,
) -> Briefing:
    """
    Compose the briefing for *request*.

    Args:
        passages: Candidates, in any order.
        request: The request; at most ``request.limit`` sentences are chosen.
        sequence: The store's sequence number when *passages* were found.
        ranker: Scores the sentences; by default :mod:`briefings.ranking.salience` chooses among several origins, and
            :mod:`briefings.ranking.submodular` within one.
        relevance: Returns how relevant a passage is to the request, in [0, 1]; all equally by default.
        model: Weights of :mod:`briefings.ranking.salience`.
        context: The titles of the articles, what is known from before, and limits.

    Returns:
        A briefing whose points stand story by story, the most important story first, without duplicates of one another
        or of ``request.prior_sentences``. A sentence that depends on the one before it directly follows that one; where
        that can't be shown, it is left out unless there is nothing else. The dateline of an agency is no part of a
        quoted sentence.
    """
    ordered = sorted(passages, key=_sort_key)
    novelty = classify_novelty(list_quotable_passages(ordered), request.prior_sentences)
    develops = {_get_passage_key(one.passage): one.prior.text for one in novelty.developments}
    material = _collect_material(ordered, context)
    raised = _list_raised(novelty, material, request.prior_sentences)
    candidates = sorted((*novelty.new, *(one.passage for one in novelty.developments), *raised), key=_sort_key)
    story_of = {key: number for number, group in enumerate(material.groups) for key in group.articles}
    rows = feature_matrix(ordered)
    weights = [
        weight * _weigh_report(passage, material)
        for passage, weight in zip(
            candidates, _weigh_for_request(candidates, novelty, relevance, material.raised), strict=True
        )
    ]
    limits = _choose_caps(request.limit, candidates, story_of)
    if context.caps:
        limits = _adapt_caps(context.caps, request.limit, candidates, story_of)
    is_asked = bool(request.text) and context.caps is None  # no digest, which comes unasked
    is_long = request.limit > MAX_BY_VALUE and not is_asked
    choice = _Choice(2 * request.limit, weights, ranker, model, limits, story_of, context.titles, is_long, is_asked)
    chosen = [candidates[index] for index in _select_candidates(candidates, choice)]
    fresh = [passage for passage in novelty.new if _get_place(passage) not in material.stale]
    corroborated = with_corroboration(chosen, ordered, fresh, rows)
    surroundings = _collect_surroundings(ordered, candidates, context, story_of)
    shown = _insert_antecedents(corroborated, surroundings, rows, request.limit, limits)
    points, stories = arrange_stories(
        [
            Point(trim_dateline(passage), also=also, develops=develops.get(_get_passage_key(passage), ""))
            for passage, also in shown
        ],
        material,
    )
    briefing = Briefing("", request, points, sequence, *_count_sources(ordered), stories)
    return replace(briefing, id=briefing_id(sequence, request, points, stories))


def trim_dateline(passage: Passage) -> Passage:
    """Return *passage* without the place, date and agency that open its sentence; what stands in them is dropped."""
    sentence = passage.sentence
    end = find_dateline_end(sentence.text)
    if not end:
        return passage
    start = sentence.start + end
    return replace(
        passage,
        sentence=replace(sentence, start=start, text=sentence.text[end:]),
        dates=tuple(one for one in passage.dates if one.start >= start),
        mentions=tuple(one for one in passage.mentions if one.start >= start),
    )


def _collect_material(ordered: Sequence[Passage], context: BriefingContext) -> StoryMaterial:
    """Return the stories of the articles, with their titles and what later reports replace."""
    everything = tuple(dict.fromkeys((*ordered, *context.others)))
    groups = group_stories(everything)
    story_of = {key: number for number, group in enumerate(groups) for key in group.articles}
    topic_of = {key: group.topic for group in groups for key in group.articles}
    headlines = choose_headlines(context.titles, everything)
    return StoryMaterial(
        groups,
        {passage.citation.key: passage.citation for passage in ordered},
        headlines,
        find_superseded((*everything, *context.titles), story_of, topic_of),
        collect_stems(everything),
        find_raised(everything, topic_of),
        find_background(headlines, everything),
    )


def _list_raised(
    novelty: NoveltyResult, material: StoryMaterial, prior_sentences: Sequence[PriorSentence]
) -> list[Passage]:
    """Return the sentences that raise a toll and are taken for repetitions of lower ones, except those told before."""
    reported = {(one.key, one.end) for one in prior_sentences}
    return [
        one
        for one in novelty.repeated
        if _get_place(one) in material.raised and (one.citation.key, one.sentence.end) not in reported
    ]


def _weigh_report(passage: Passage, material: StoryMaterial) -> float:
    """Return the factor of a sentence with a toll, and of one of background; 1 for others."""
    if _get_place(passage) in material.stale:
        return STALE_WEIGHT
    kind = BACKGROUND_WEIGHT if passage.citation.key in material.background else 1.0
    return kind * (RAISED_WEIGHT if _get_place(passage) in material.raised else 1.0)


def _choose_caps(limit: int, candidates: Sequence[Passage], story_of: Mapping[str, int]) -> SelectionCaps:
    """Return limits by which articles and stories share the sentences, each at least two."""
    articles = {passage.citation.key for passage in candidates}
    stories = {story_of[key] for key in articles}
    return SelectionCaps(
        max(MIN_SHARE, ceil(ARTICLE_SHARE * limit / max(1, len(articles)))),
        max(MIN_SHARE, ceil(STORY_SHARE * limit / max(1, len(stories)))),
    )


def _adapt_caps(
    caps: SelectionCaps, limit: int, candidates: Sequence[Passage], story_of: Mapping[str, int]
) -> SelectionCaps:
    """
    Return *caps* with more sentences of a story where there are too few stories for *limit* sentences.

    Where there are as many origins as sentences, every article has one, so that each event of a story has a chance.
    """
    stories = {story_of[passage.citation.key] for passage in candidates}
    origins = {passage.citation.origin_key for passage in candidates}
    story = None if caps.story is None else max(caps.story, limit // max(1, len(stories)))
    article = caps.article if caps.article is None or len(origins) < limit else 1
    return replace(caps, article=article, story=story)


def list_quotable_passages(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return those of *passages* that can be quoted in a briefing, by day of publication, article and place."""
    return tuple(sorted(filter(_is_quotable, passages), key=_sort_key))


def is_self_contained(text: str, language: str = "") -> bool:
    """Return whether a sentence can be understood without the one before it ("He said", "The latter" can't)."""
    return not depends_on_context(text, language)


def _is_quotable(passage: Passage) -> bool:
    sentence = passage.sentence
    return (
        sentence.zone is Zone.BODY
        and len(sentence.text) <= MAX_SENTENCE_CHARACTERS
        and len(stem_words(sentence.text, passage.citation.language)) >= MIN_SENTENCE_STEMS
        and ends_as_sentence(sentence.text, passage.citation.language)
        and not is_half_quoted(sentence.text)
        and not describes_article(sentence.text)
        and not _is_inside_quotation(passage)
    )


def _is_inside_quotation(passage: Passage) -> bool:
    """Return whether the sentence begins or ends inside a quotation that spans several sentences."""
    start, end = passage.sentence.start, passage.sentence.end
    return any(
        (one.start < start or one.end > end) and one.start < end and one.end > start
        for one in passage.quotations
        if one.kind is not QuotationKind.REPORTED
    )


def _select_candidates(candidates: Sequence[Passage], choice: _Choice) -> tuple[int, ...]:
    if not candidates:
        return ()
    texts = [passage.sentence.text for passage in candidates]
    origins = [passage.citation.origin_key for passage in candidates]
    # Of a report alone, of which a few sentences are wanted, the first ones give the news.
    few = choice.caps.article is not None and 2 * choice.caps.article < choice.limit
    if choice.ranker is None and (few or len(set(origins)) > 1):
        salient = build_salience_candidates(candidates, choice.weights, choice.stories, choice.titles)
        min_share = MIN_ASKED_VALUE_SHARE if choice.is_asked else MIN_VALUE_SHARE
        return select_salient(
            salient, choice.limit, choice.model, choice.caps, is_long=choice.is_long, min_value_share=min_share
        )
    factors, budget = _compute_factors(candidates, choice.weights), SelectionBudget(sentences=choice.limit)
    if choice.ranker is None:  # one report alone: measured on single articles, coverage serves it better
        positions = np.array([float(passage.position) for passage in candidates])
        terms, features = (
            [content_words(one.sentence.text, one.citation.language) for one in candidates],
            feature_matrix(candidates),
        )
        return select_submodular(
            Candidates(texts, terms, origins, positions, factors, features, DUPLICATE_SIMILARITY), budget
        )
    salience = choice.ranker(texts) * factors
    salience = (salience - salience.min()) / (float(np.ptp(salience)) or 1.0)
    return select_mmr(
        texts,
        salience,
        compute_cosines(build_vectors([stem_passage(one) for one in candidates])),
        budget,
    )


def build_salience_candidates(
    candidates: Sequence[Passage],
    weights: Sequence[float] | None = None,
    stories: Mapping[str, int] | None = None,
    titles: Sequence[Passage] = (),
) -> SalienceCandidates:
    """
    Return what `briefings.ranking.select_salient` chooses from.

    Args:
        candidates: Passages in reading order.
        weights: Another factor for each, 1 by default.
        stories: Number of the story of each article, by key; one story by default.
        titles: Titles of articles; whom they name needs no introduction.
    """
    known = frozenset(mention.actor for title in titles for mention in title.mentions)
    factors = [
        weight * _weigh_wording(passage, SALIENT_CONTEXT_DEPENDENT_WEIGHT)
        for passage, weight in zip(candidates, weights or [1.0] * len(candidates), strict=True)
    ]
    full_names = _collect_full_names(candidates)
    return SalienceCandidates(
        [passage.sentence.text for passage in candidates],
        [passage.citation.key for passage in candidates],
        [passage.citation.origin_key for passage in candidates],
        np.array([float(passage.position) for passage in candidates]),
        [passage.citation.outlet or passage.citation.origin_key for passage in candidates],
        np.array([not any(mention.actor for mention in passage.mentions) for passage in candidates]),
        feature_matrix(candidates),
        np.array(factors),
        [stories[passage.citation.key] for passage in candidates] if stories else (),
        [_list_introduced(passage, full_names) for passage in candidates],
        [_list_assumed(passage, full_names) - known for passage in candidates],
        [collect_details(passage) for passage in candidates],
        [passage.citation.language for passage in candidates],
    )


def _collect_full_names(passages: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """Return the names of more than one word of each actor, by id."""
    names: dict[str, set[str]] = {}
    for passage in passages:
        for mention in passage.mentions:
            if mention.actor and mention.kind is MentionKind.NAME and " " in mention.text:
                names.setdefault(mention.actor, set()).add(mention.text)
    return {actor: frozenset(found) for actor, found in names.items()}


def _list_introduced(passage: Passage, full_names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the actors whom *passage* names in full."""
    return frozenset(one.actor for one in passage.mentions if one.actor and one.text in full_names.get(one.actor, ()))


def _list_assumed(passage: Passage, full_names: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the actors whom *passage* names only by the last word of their full name, as a surname."""
    introduced = _list_introduced(passage, full_names)
    return frozenset(
        one.actor
        for one in passage.mentions
        if one.actor
        and one.kind is MentionKind.NAME
        and one.actor not in introduced
        and any(name.endswith((f" {one.text}", f"-{one.text}")) for name in full_names.get(one.actor, ()))
    )


def _insert_antecedents(
    chosen: Sequence[CorroboratedPassage],
    surroundings: _Surroundings,
    rows: Matrix,
    limit: int,
    caps: SelectionCaps,
) -> tuple[CorroboratedPassage, ...]:
    """
    Return the first *limit* of *chosen*, each that depends on another sentence directly after that one.

    Those whose antecedent can't be shown are left out, unless there is nothing else.
    """
    also_by_key = {_get_passage_key(passage): also for passage, also in chosen}
    shown: list[Passage] = []
    for passage, _ in chosen:
        if len(shown) < limit and passage not in shown and _has_room(passage, shown, caps):
            leans, antecedent = _find_antecedent(passage, shown, surroundings)
            if not leans:
                shown.append(passage)
            elif antecedent is not None and _is_antecedent(antecedent, passage):
                _insert_dependent(passage, antecedent, shown, limit, caps)
    shown = shown or [passage for passage, _ in chosen][:limit]
    for passage in shown:
        if _get_passage_key(passage) not in also_by_key:
            (also_by_key[_get_passage_key(passage)],) = find_corroborating((passage,), surroundings.ordered, rows)
    return tuple((passage, also_by_key[_get_passage_key(passage)]) for passage in shown)


def _find_antecedent(
    passage: Passage, shown: Sequence[Passage], surroundings: _Surroundings
) -> tuple[bool, Passage | None]:
    """
    Return whether *passage* leans on another sentence, and that one if it may be quoted.

    That is the one before, or the one in which its article introduces what the first words take for known, unless a
    sentence in *shown* or the title above it names it.
    """
    if leans_on_context(passage):
        place = (passage.citation.key, passage.citation.revision, passage.context)
        return True, surroundings.candidates_by_text.get(place)
    noun, key = find_known_thing(passage.sentence.text), passage.citation.key
    beside = [one for one in shown if surroundings.stories[one.citation.key] == surroundings.stories[key]]
    # Above a story stands the title of one article, and not surely of this one if others are quoted, too.
    in_title = noun in surroundings.title_stems.get(key, ())
    if not noun or (in_title and all(one.citation.key == key for one in beside)):
        return False, None
    if any(noun in stem_words(one.sentence.text) for one in beside):
        return False, None
    for one in surroundings.bodies.get(passage.citation.key, ()):
        if one.sentence.start >= passage.sentence.start:
            break
        if introduces(one.sentence.text, noun):
            return True, surroundings.candidates_by_text.get(
                (one.citation.key, one.citation.revision, one.sentence.text)
            )
    if in_title:  # only the title says which one is meant
        return True, surroundings.candidates_by_text.get((key, passage.citation.revision, passage.context))
    return False, None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """
    What stands around the sentences of a briefing.

    Attributes:
        ordered: All sentences found.
        candidates_by_text: Those that may be quoted, by key, revision and text.
        bodies: The sentences of each article's body in reading order, by key.
        title_stems: Stems of the words of each article's titles, by key.
        stories: Number of the story of each article, by key.
    """

    ordered: Sequence[Passage]
    candidates_by_text: Mapping[tuple[str, int, str], Passage]
    bodies: Mapping[str, Sequence[Passage]]
    title_stems: Mapping[str, frozenset[str]]
    stories: Mapping[str, int]


def _collect_surroundings(
    ordered: Sequence[Passage], candidates: Sequence[Passage], context: BriefingContext, stories: Mapping[str, int]
) -> _Surroundings:
    bodies: dict[str, list[Passage]] = {}
    for passage in sorted({*ordered, *context.others}, key=_sort_key):
        if passage.sentence.zone is Zone.BODY:
            bodies.setdefault(passage.citation.key, []).append(passage)
    by_text = {(one.citation.key, one.citation.revision, one.sentence.text): one for one in candidates}
    return _Surroundings(ordered, by_text, bodies, collect_stems(context.titles), stories)


def _insert_dependent(
    passage: Passage, antecedent: Passage, shown: list[Passage], limit: int, caps: SelectionCaps
) -> None:
    """
    Insert *passage* behind *antecedent* in *shown*, which it leans on, if there is room for both.

    Of a quotation and the sentence that it leans on, which reports what the quotation is about, only the latter.
    """
    if antecedent in shown:
        shown.insert(shown.index(antecedent) + 1, passage)
        return
    added = [antecedent] if _has_direct_quotation(passage) else [antecedent, passage]
    has_room = len(shown) + len(added) <= limit and _has_room(passage, shown, caps, len(added))
    if has_room and not _is_repetition(antecedent, shown):
        shown += added


def _has_direct_quotation(passage: Passage) -> bool:
    return any(one.kind is QuotationKind.DIRECT for one in passage.quotations)


def _has_room(passage: Passage, shown: Sequence[Passage], caps: SelectionCaps, more: int = 1) -> bool:
    """Return whether *more* sentences of the article of *passage* may be shown, besides those in *shown*."""
    taken = sum(one.citation.key == passage.citation.key for one in shown)
    return caps.article is None or taken + more <= caps.article


def _is_antecedent(candidate: Passage, passage: Passage) -> bool:
    return not leans_on_context(candidate) and candidate.sentence.end <= passage.sentence.start


def _is_repetition(passage: Passage, others: Sequence[Passage]) -> bool:
    return (
        bool(others)
        and float(similarity_matrix((passage, *others)).getrow(0).toarray()[0, 1:].max()) >= DUPLICATE_SIMILARITY
    )


def _weigh_for_request(
    candidates: Sequence[Passage],
    novelty: NoveltyResult,
    relevance: Callable[[Passage], float] | None,
    raised: Container[tuple[str, int]],
) -> tuple[float, ...]:
    """
    Return weights that favour what is unlike any prior sentence, and what is relevant to the request.

    A sentence that raises a toll, one of *raised*, is news however like the prior ones it is.
    """
    weights = {
        _get_passage_key(p): max(MIN_NOVELTY, distance) ** NOVELTY_EXPONENT
        for p, distance in zip(novelty.new, novelty.distances, strict=True)
        if _get_place(p) not in raised
    }
    return tuple(weights.get(_get_passage_key(p), 1.0) * (relevance(p) if relevance else 1.0) for p in candidates)


def _compute_factors(candidates: Sequence[Passage], weights: Sequence[float]) -> Vector:
    """Return factors that favour self-contained, informative sentences with an actor, multiplied by *weights*."""
    factors = [
        _weigh_wording(passage, CONTEXT_DEPENDENT_WEIGHT) * (1.0 if passage.mentions else NO_ACTOR_WEIGHT)
        for passage in candidates
    ]
    return np.asarray(np.array(factors) * np.array(weights))


@lru_cache(maxsize=4_096)  # the newest sentences are asked for again and again
def _weigh_wording(passage: Passage, context_dependent_weight: float) -> float:
    """Return the factor of a sentence for what it says by itself: 1 if it is self-contained and informative."""
    dependence = (
        context_dependent_weight if depends_on_context(passage.sentence.text, passage.citation.language) else 1.0
    )
    event = NO_NEWS_WEIGHT if _reports_no_event(passage) else 1.0
    return dependence * event * (UNINFORMATIVE_WEIGHT if _is_uninformative(passage) else 1.0)


def _reports_no_event(passage: Passage) -> bool:
    """Return whether a sentence is about its writer ("my colleagues report"), or says only what somebody is."""
    text = passage.sentence.text
    return speaks_for_writer(text) or (not passage.dates and is_biography(text))


def _is_uninformative(passage: Passage) -> bool:
    """Return whether a sentence says next to nothing ("The president answered from Hanoi.")."""
    if passage.dates or passage.quotations or any(map(str.isdigit, passage.sentence.text)):
        return False
    return len(content_terms(passage) - _REPLY_VERB_STEMS) + len(get_actors(passage)) < MIN_CONTENT_ITEMS


def _sort_key(passage: Passage) -> tuple[str, str, int]:
    return passage.citation.published or "9", passage.citation.key, passage.sentence.start


def _get_place(passage: Passage) -> tuple[str, int]:
    return passage.citation.key, passage.sentence.start


def _get_passage_key(passage: Passage) -> PassageKey:
    return passage.citation.key, passage.citation.revision, passage.sentence.start


def _count_sources(passages: Sequence[Passage]) -> tuple[int, int]:
    """Return the numbers of articles and of independent origins of *passages*."""
    return (
        len({passage.citation.key for passage in passages}),
        count_original_publishers({passage.citation.key: passage.citation for passage in passages}.values()),
    )
