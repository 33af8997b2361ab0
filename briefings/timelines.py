"""Build timelines: choose the most important days and the sentences that describe each of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from briefings.clustering import feature_matrix
from briefings.models import Point
from briefings.ranking import Matrix, Vector, build_vectors
from briefings.text import (
    MAX_SENTENCE_CHARACTERS,
    MIN_SENTENCE_STEMS,
    content_words,
    load_common_stems,
    stem_passage,
    stem_words,
)
from corpus.dates import day_range, exact_day
from corpus.languages.en.cue_verbs import REPORTING_VERB_BEFORE_DATE
from corpus.languages.en.nouns import QUOTE_OR_QUESTION
from corpus.languages.en.vocabulary import DEPENDENT_TIMELINE_OPENING
from corpus.models import DateRange, MentionKind, Passage, Sentence, TimeExpression, TimeKind, Zone
from corpus.publishers import count_origins

#: Number of sentences at the start of an article that report its publication day, even if they name no day.
MAX_OPENING_SENTENCES = 5
#: Share of the articles that have a word from which it is one of the subject.
MIN_SUBJECT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class TimelineEvidence:
    """
    Passages, by publication and position, with the features from which a timeline is built.

    Attributes:
        passages: The n passages.
        rows: Vectors of their content words, shape (n, number of terms), rows of unit length.
        features: Rows whose products are the similarity of two passages
            (`briefings.clustering.similarity.feature_matrix`).
        topicality: Similarity of each passage's article to all articles together, shape (n,), 1 for the most similar.
        names_subject: Whether each passage has a word of the subject, shape (n,).
        dated: Maps a day to the indices of passages that name exactly it, ascending; a week or a month is no day.
        opening: Maps a day to the indices of passages that name no day and open an article published on it.
    """

    passages: tuple[Passage, ...]
    rows: Matrix
    features: Matrix
    topicality: Vector
    names_subject: NDArray[np.bool_]
    dated: Mapping[date, tuple[int, ...]]
    opening: Mapping[date, tuple[int, ...]]


def collect_evidence(passages: Iterable[Passage], window: DateRange) -> TimelineEvidence:
    """Collect *passages*, given in any order, as evidence for the days of *window*."""
    ordered = tuple(sorted(passages, key=lambda p: (p.citation.published or "9", p.citation.key, p.sentence.start)))
    rows = build_vectors([content_words(passage.sentence.text, passage.citation.language) for passage in ordered])
    dated: defaultdict[date, list[int]] = defaultdict(list)
    opening: defaultdict[date, list[int]] = defaultdict(list)
    for index, passage in enumerate(ordered):
        named = find_event_days(passage)
        for day in named:
            if window.contains(day):
                dated[day].append(index)
        published = exact_day(passage.citation.published)
        if not named and published and passage.position < MAX_OPENING_SENTENCES:
            opening[published].append(index)
    topicality = _compute_topicality(ordered, rows)
    return TimelineEvidence(
        ordered,
        rows,
        feature_matrix(ordered),
        topicality,
        _mark_subject(ordered),
        _freeze_indices(dated),
        _freeze_indices(opening),
    )


def find_event_days(passage: Passage) -> tuple[date, ...]:
    """
    Return the days that *passage* is dated to exactly, in order, each once.

    If it names several, the day of a statement is left out: "the troops left on Monday, the mayor said on Friday" is
    about Monday.
    """
    found = {one: day for one in passage.dates if (day := _get_exact_day(one))}
    if len(set(found.values())) > 1:
        event_days = {one: day for one, day in found.items() if not _is_report_date(passage.sentence, one)}
        found = event_days or found
    return tuple(sorted(set(found.values())))


def _get_exact_day(expression: TimeExpression) -> date | None:
    return exact_day(expression.value) if expression.kind in {TimeKind.DATE, TimeKind.TIME} else None


def _is_report_date(sentence: Sentence, expression: TimeExpression) -> bool:
    return bool(REPORTING_VERB_BEFORE_DATE.search(sentence.text, 0, expression.start - sentence.start))


def days_between(passage: Passage, day: date) -> int:
    """Return the days from *day* to the publication of *passage*: negative for a future day, 0 if it is unknown."""
    published = day_range(passage.citation.published)
    if published is None:
        return 0
    return max(0, (published[0] - day).days) or min(0, (published[1] - day).days)


def _freeze_indices(found: Mapping[date, list[int]]) -> dict[date, tuple[int, ...]]:
    return {day: tuple(indices) for day, indices in found.items()}


def _compute_topicality(passages: tuple[Passage, ...], rows: Matrix) -> Vector:
    """Return the cosine of each passage's article with the sum of all articles' unit vectors, over the highest."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(p.citation.key for p in passages))}
    articles = np.array([numbers[passage.citation.key] for passage in passages], dtype=np.int32)
    places = (articles, np.arange(len(passages)))
    sums = csr_matrix((np.ones(len(passages)), places), shape=(len(numbers), len(passages))) @ rows
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    units = diags_array(1 / np.where(lengths, lengths, 1.0)) @ sums
    near = np.asarray(units @ np.asarray(units.sum(axis=0)).ravel()).ravel()
    return np.asarray(near / (near.max(initial=0.0) or 1.0))[articles]


def _mark_subject(passages: Sequence[Passage]) -> NDArray[np.bool_]:
    """Return whether each passage has a word that is not common and that many of the articles have; shape (n,)."""
    words = [frozenset(stem_passage(passage)) - load_common_stems() for passage in passages]
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for passage, own in zip(passages, words, strict=True):
        articles[passage.citation.key] |= own
    counts = Counter(word for own in articles.values() for word in own if not word.isdigit())
    subject = {word for word, count in counts.items() if count >= MIN_SUBJECT_SHARE * len(articles)}
    return np.array([not subject.isdisjoint(own) for own in words], dtype=bool)


#: Weight of an article that names a day before it has come.
FUTURE_MENTION_WEIGHT = 0.5
#: Weight of a sentence that names a day without naming the subject. Chosen by leaving topics out, of .1 to .6.
OFF_SUBJECT_WEIGHT = 0.3
#: Minimum salience of a day that stands out, as a share of the highest; and the maximum number of such days.
MIN_SALIENCE_SHARE, MAX_DAYS = 0.5, 30


def score_days(evidence: TimelineEvidence) -> dict[date, float]:
    """
    Return the salience of every day that a passage names.

    Each independent origin counts once, by how near it is to the topic, less if no sentence of it that names the day
    names the subject besides, and half if the day was still to come. The
    salience of a day is the logarithm of the total plus the logarithm of the part published after the day: a day that
    is still named later mattered more than one that was only announced or reported at once.

    References:
        Ghalandari & Ifrim (2020), Examining the State-of-the-Art in News Timeline Summarization, ACL. The features of a
        day are theirs; unlike theirs, they are not weighted by training.
    """
    return {day: _score_day(evidence, day) for day in evidence.dated}


def rank_days(rated: Mapping[date, float]) -> list[date]:
    """Return the days by salience, highest first; among equals the later day first."""
    return sorted(rated, key=lambda day: (-rated[day], -day.toordinal()))


def count_salient_days(rated: Mapping[date, float]) -> int:
    """Return the number of days that stand out."""
    highest = max(rated.values(), default=0.0)
    return min(MAX_DAYS, sum(value >= MIN_SALIENCE_SHARE * highest for value in rated.values()))


def _score_day(evidence: TimelineEvidence, day: date) -> float:
    total: defaultdict[str, float] = defaultdict(float)
    later: defaultdict[str, float] = defaultdict(float)
    for index in evidence.dated[day]:
        passage = evidence.passages[index]
        origin = passage.citation.origin_key
        after = days_between(passage, day)
        weight = float(evidence.topicality[index]) * (FUTURE_MENTION_WEIGHT if after < 0 else 1.0)
        weight *= 1.0 if evidence.names_subject[index] else OFF_SUBJECT_WEIGHT
        total[origin] = max(total[origin], weight)
        if after > 0:
            later[origin] = max(later[origin], weight)
    return log1p(sum(total.values())) + log1p(sum(later.values()))


#: Share of a sentence filled by dates from which it is a date stamp and not a report.
MAX_DATE_SHARE = 0.3
#: Cosine from which two sentences count as duplicates.
DUPLICATE_COSINE = 0.6
#: Similarity from which two sentences count as duplicates: on one day, and on two days.
SAME_DAY_DUPLICATE_SIMILARITY, OTHER_DAY_DUPLICATE_SIMILARITY = 0.25, 0.4
#: Lowest factor of a sentence that is nearly a duplicate of another of its day.
MIN_NOVELTY_FACTOR = 0.05
#: Weight, in the centroid of a day, of a sentence that was published before the day.
ADVANCE_REPORT_WEIGHT = 0.3
#: Factors of a sentence that quotes or asks, that has a clock time (as lines have that say when something was posted),
#: and that names several days.
QUOTE_WEIGHT, CLOCK_TIME_WEIGHT, SEVERAL_DAYS_WEIGHT = 0.5, 0.5, 0.8
_CLOCK_TIME = re.compile(r"T\d")


def is_quotable(passage: Passage) -> bool:
    """Return whether *passage* says enough and can be understood without the sentence before it."""
    text = passage.sentence.text
    filled = sum(one.end - one.start for one in passage.dates if one.kind in {TimeKind.DATE, TimeKind.TIME})
    return (
        passage.sentence.zone is Zone.BODY
        and len(text) <= MAX_SENTENCE_CHARACTERS
        and filled < MAX_DATE_SHARE * len(text)
        and len(set(stem_words(text, passage.citation.language))) >= MIN_SENTENCE_STEMS
        and not _has_unresolved_reference(passage)
    )


def select_sentences(
    evidence: TimelineEvidence, day: date, limit: int, used: Sequence[int]
) -> tuple[tuple[int, float], ...]:
    """
    Choose sentences for *day*.

    The centroid of the day is built from all passages dated to it and from the openings of articles published on it or
    the day after, each weighted by the topicality of its article. Only sentences dated to the day are chosen.

    Args:
        evidence: The passages.
        day: The day.
        limit: Maximum number of sentences.
        used: Indices of the passages chosen for other days; their duplicates are left out.

    Returns:
        Indices of passages, best first, each with its score; empty if no sentence qualifies.

    References:
        Ghalandari (2017), Revisiting the Centroid-based Method, NewSum; Ghalandari & Ifrim (2020), ACL.
    """
    candidates = [index for index in evidence.dated[day] if is_quotable(evidence.passages[index])]
    if not candidates:
        return ()
    factors = np.array([_compute_penalty(evidence.passages[index]) for index in candidates])
    rows, features = evidence.rows[candidates], evidence.features[candidates]
    stale = np.maximum(
        _compute_max_similarity(features, evidence.features[list(used)]) / OTHER_DAY_DUPLICATE_SIMILARITY,
        _compute_max_similarity(rows, evidence.rows[list(used)]) / DUPLICATE_COSINE,
    )
    available, fresh = stale < 1, np.ones(len(candidates))
    gain = _CentroidGain(rows, _build_day_centroid(evidence, day))
    chosen: list[tuple[int, float]] = []
    while len(chosen) < limit and available.any():
        value = np.where(available, gain.compute_gains(factors * fresh), -np.inf)
        best = int(value.argmax())  # the first of equal values
        chosen.append((candidates[best], float(value[best])))
        gain.add(best)
        near = _compute_max_similarity(features, features[[best]]) / SAME_DAY_DUPLICATE_SIMILARITY
        fresh = np.minimum(fresh, 1 - (1 - MIN_NOVELTY_FACTOR) * np.minimum(near, 1))
        available &= (near < 1) & (_compute_max_similarity(rows, rows[[best]]) < DUPLICATE_COSINE)
        available[best] = False
    return tuple(chosen)


class _CentroidGain:
    """Gain in cosine of the sum of the chosen rows with a centroid, for each row."""

    def __init__(self, rows: Matrix, centroid: Vector) -> None:
        self._rows, self._nearness = rows, np.asarray(rows @ centroid).ravel()
        self._sum, self._reached, self._current = np.zeros(rows.shape[1]), 0.0, 0.0

    def compute_gains(self, worth: Vector) -> Vector:
        """Return the gains multiplied by *worth*, and losses divided by it."""
        across = np.asarray(self._rows @ self._sum).ravel()
        lengths = np.sqrt(np.maximum(self._sum @ self._sum + 2 * across + 1, 1e-12))
        gains = (self._reached + self._nearness) / lengths - self._current
        return np.asarray(np.where(gains > 0, gains * worth, gains / worth))

    def add(self, index: int) -> None:
        self._sum += self._rows[[index]].toarray().ravel()
        self._reached += float(self._nearness[index])
        self._current = self._reached / (float(np.linalg.norm(self._sum)) or 1.0)


def _compute_max_similarity(rows: Matrix, others: Matrix) -> Vector:
    """Return the similarity of each of *rows* to the most similar of *others*, 0 if there is none."""
    if not others.shape[0]:
        return np.zeros(rows.shape[0])
    return np.asarray((rows @ others.T).max(axis=1).todense()).ravel()


def _build_day_centroid(evidence: TimelineEvidence, day: date) -> Vector:
    """Return the weighted sum of the passages about *day*, of unit length."""
    dated = evidence.dated[day]
    heads = [index for after in (0, 1) for index in evidence.opening.get(day + timedelta(after), ())]
    ahead = [ADVANCE_REPORT_WEIGHT if days_between(evidence.passages[index], day) < 0 else 1.0 for index in dated]
    weights = np.array([*ahead, *(1.0 for _ in heads)]) * evidence.topicality[[*dated, *heads]]
    centroid = np.asarray(evidence.rows[[*dated, *heads]].T @ weights).ravel()
    return np.asarray(centroid / (np.linalg.norm(centroid) or 1.0))


def _has_unresolved_reference(passage: Passage) -> bool:
    unnamed = {MentionKind.PRONOUN, MentionKind.NOMINAL}
    start = passage.sentence.start
    return bool(DEPENDENT_TIMELINE_OPENING.match(passage.sentence.text)) or any(
        m.start == start and m.kind in unnamed for m in passage.mentions
    )


def _compute_penalty(passage: Passage) -> float:
    clocked = any(_CLOCK_TIME.search(one.value) for one in passage.dates)
    several = len(find_event_days(passage)) > 1
    penalties = (
        (QUOTE_OR_QUESTION.search(passage.sentence.text), QUOTE_WEIGHT),
        (clocked, CLOCK_TIME_WEIGHT),
        (several, SEVERAL_DAYS_WEIGHT),
    )
    return float(np.prod([factor for holds, factor in penalties if holds]))


#: Default number of days in a timeline, and of sentences per day.
DEFAULT_DAYS, DEFAULT_SENTENCES_PER_DAY = 10, 2


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """
    One day of a timeline.

    Attributes:
        day: The day.
        points: Sentences dated to it, best first.
        articles: Number of articles with passages dated to it.
        origins: Number of independent origins among them.
    """

    day: date
    points: tuple[Point, ...]
    articles: int
    origins: int


def build_timeline(
    passages: Sequence[Passage],
    window: DateRange | None = None,
    length: int | None = DEFAULT_DAYS,
    sentences: int = DEFAULT_SENTENCES_PER_DAY,
) -> tuple[TimelineEntry, ...]:
    """
    Choose days and the sentences that describe them.

    Args:
        passages: Candidates, in any order; those that name no day help to choose among those that do.
        window: Days to consider; all if None.
        length: Maximum number of days; None for as many as stand out.
        sentences: Maximum number of sentences per day.

    Returns:
        Entries in order of the days. Of duplicates only one is included, on the day of higher salience; a day with
        nothing else is skipped. Empty if no sentence is dated to a day of *window*.
    """
    evidence = collect_evidence(passages, window or DateRange())
    rated = score_days(evidence)
    limit = count_salient_days(rated) if length is None else length
    entries: list[TimelineEntry] = []
    used: list[int] = []
    for day in rank_days(rated):
        if len(entries) >= limit:
            break
        if chosen := select_sentences(evidence, day, sentences, used):
            used += [index for index, _ in chosen]
            points = tuple(Point(evidence.passages[index], value) for index, value in chosen)
            entries.append(_build_entry(evidence, day, points))
    return tuple(sorted(entries, key=lambda moment: moment.day))


def _build_entry(evidence: TimelineEvidence, day: date, points: tuple[Point, ...]) -> TimelineEntry:
    citations = [evidence.passages[index].citation for index in evidence.dated[day]]
    return TimelineEntry(day, points, len({citation.key for citation in citations}), count_origins(citations))
