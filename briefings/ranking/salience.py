"""Score sentences by how much of the news they hold, and select salient ones that do not repeat each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from briefings.ranking.similarity import Matrix, Vector
from briefings.text import stem_words

#: Minimum salience, so that products stay comparable.
_MIN_SALIENCE = 1e-3
#: Number of words from which more add nothing, and minimum number of sentences that an article is taken to have.
_MAX_COUNTED_WORDS, _MIN_ARTICLE_SENTENCES = 40, 8
#: Similarity of features, and shared stems as a share of either sentence's by weight, from which two repeat each other.
MAX_SIMILARITY, MAX_SHARED_STEMS = 0.12, 0.6
#: Share of its value that a sentence loses for every chosen sentence of its publisher, to favour other ones.
SAME_PUBLISHER_PENALTY = 0.1
#: Share of its value that the first sentence of an article loses once the beginning of another article on the same
#: event was chosen, since both say the same; those further down lose less. A beginning is one of the first so many.
SAME_OPENING_PENALTY, OPENING_SENTENCES = 0.9, 3
#: Likeness from which two articles of a story are on the same event of it. Below, the penalties of the opening and of
#: the story are less in proportion, so that a second event of the day is reported, too.
MIN_SAME_EVENT_LIKENESS = 0.2
#: Share of its value that a sentence loses for every chosen sentence on its event, to favour other ones.
SAME_STORY_PENALTY = 0.1
#: Share of its value that a sentence loses while it names somebody by surname whom no chosen sentence introduces.
NOT_INTRODUCED_PENALTY = 0.2
#: Share of its value that a sentence loses if it has no actor, figure or day that the chosen ones lack, because it
#: confirms what they say, or quotes it.
NO_DETAIL_PENALTY = 0.6
#: A sentence worth less than this share of the first one is not chosen. Who asks for a subject wants to read more of
#: it; that share was set by hand on the sample articles.
MIN_VALUE_SHARE, MIN_ASKED_VALUE_SHARE = 0.16, 0.06
#: Sentences of a long briefing that are chosen by value. Further ones are chosen by their value times the actors,
#: figures and days that the chosen ones lack, of which more than so many add nothing, if this is at least such a share
#: of the value of the first one.
MAX_BY_VALUE, MAX_NEW_DETAILS, MIN_COVERAGE_SHARE = 6, 3, 0.1

#: Sentences that are compared with all others at a time, which bounds the memory needed.
_SUPPORT_ROWS = 512

_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|we|my|our|you|your|we're|we’re|don't|don’t)\b")


@dataclass(frozen=True, slots=True)
class SalienceCandidates:
    """
    The n candidate sentences, in reading order.

    Attributes:
        texts: Their texts.
        articles: The article of each.
        origins: The origin of each, which near-copies share.
        positions: Number of each in its article, from zero; shape (n,).
        publishers: Who published each: its outlet, or its origin if the outlet is unknown.
        names_nobody: Whether each mentions no known actor; shape (n,).
        features: Rows whose products are the similarity of two sentences
            (`briefings.clustering.similarity.feature_matrix`).
        factors: Other factors of the value of each, around 1; shape (n,).
        stories: Number of the story of each; one story by default.
        introduced: Ids of the people whom each names in full; nobody by default.
        assumed: Ids of the people whom each names by surname alone, though others introduce them; nobody by default.
        details: The actors, figures and days of each; unknown by default.
        languages: ISO 639-1 code of the language of each, ``""`` if it is not known; unknown by default.
    """

    texts: Sequence[str]
    articles: Sequence[str]
    origins: Sequence[str]
    positions: Vector
    publishers: Sequence[str]
    names_nobody: NDArray[np.bool_]
    features: Matrix
    factors: Vector
    stories: Sequence[int] = ()
    introduced: Sequence[frozenset[str]] = ()
    assumed: Sequence[frozenset[str]] = ()
    details: Sequence[frozenset[str]] = ()
    languages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SalienceModel:
    """
    What makes a sentence salient.

    Attributes:
        constant: Salience of a sentence whose features are all zero.
        weights: Weight of each feature, in the order of `FEATURE_NAMES`.
    """

    constant: float
    weights: tuple[float, ...]


#: The features of a sentence, in the order of the columns and weights.
FEATURE_NAMES = (
    "is first",
    "closeness to the start",
    "share of the article before it",
    "support by other origins",
    "likeness to the openings",
    "likeness to all",
    "length",
    "has a figure",
    "speaks in the first person",
    "asks",
    "names nobody",
)
#: A salience is about the share of the heaviest key fact of its topic that a sentence holds. Ridge regression on eleven
#: topics with hand-made key facts; docs/benchmarks.md reports each topic by the weights that the other ten give.
SALIENCE_MODEL = SalienceModel(-0.117, (0.076, 0.091, -0.061, 0.363, 0.447, 0.518, 0.136, 0.037, -0.04, -0.061, -0.022))


def compute_salience(candidates: SalienceCandidates, model: SalienceModel = SALIENCE_MODEL) -> Vector:
    """Return the salience of each sentence, shape (n,): about 0 for what is no news, about 1 for its core."""
    salience = model.constant + measure_features(candidates) @ np.array(model.weights)
    return np.asarray(np.maximum(salience, _MIN_SALIENCE))


def measure_features(candidates: SalienceCandidates) -> Vector:
    """Return the features of each sentence, shape (n, features), columns as in `FEATURE_NAMES`."""
    texts, positions = candidates.texts, candidates.positions
    closeness = 1 / np.sqrt(1 + positions)
    values = {
        "is first": positions == 0,
        "closeness to the start": closeness,
        "share of the article before it": _compute_depth(candidates.articles, positions),
        "support by other origins": _compute_support(candidates.features, candidates.origins),
        "likeness to the openings": _compare_with_centroid(candidates.features, closeness),
        "likeness to all": _compare_with_centroid(candidates.features, np.ones(len(texts))),
        "length": np.array([min(len(text.split()), _MAX_COUNTED_WORDS) / _MAX_COUNTED_WORDS for text in texts]),
        "has a figure": np.array([any(map(str.isdigit, text)) for text in texts]),
        "speaks in the first person": np.array([_FIRST_PERSON.search(text) is not None for text in texts]),
        "asks": np.array(["?" in text for text in texts]),
        "names nobody": candidates.names_nobody,
    }
    return np.column_stack([values[name] for name in FEATURE_NAMES]).astype(float)


@dataclass(frozen=True, slots=True)
class SelectionCaps:
    """
    Maximum numbers of sentences to choose; None means no limit.

    Attributes:
        article: Of one article.
        story: Of one story.
        stories: Maximum number of stories to choose from.
    """

    article: int | None = None
    story: int | None = None
    stories: int | None = None


NO_CAPS = SelectionCaps()


def select_salient(
    candidates: SalienceCandidates,
    limit: int,
    model: SalienceModel = SALIENCE_MODEL,
    caps: SelectionCaps = NO_CAPS,
    *,
    is_long: bool = False,
    min_value_share: float = MIN_VALUE_SHARE,
) -> tuple[int, ...]:
    """
    Choose at most *limit* salient sentences that do not repeat each other.

    The value of a sentence is its salience times the shares of its features and of its stems that no chosen sentence
    holds, less a little for each chosen sentence of its publisher and of its story, and less much where it begins an
    article as a chosen one begins another article on the same event, or has no detail that the chosen ones lack.

    Args:
        candidates: The sentences.
        limit: Maximum number to choose.
        model: What makes a sentence salient.
        caps: Maximum numbers of one article and story.
        is_long: Whether those after the first `MAX_BY_VALUE`, and after the last one of enough value, are chosen by the
            actors, figures and days that the chosen ones lack.
        min_value_share: A sentence worth less than this share of the first one is not chosen.

    Returns:
        Indices in the order chosen.

    References:
        Carbonell & Goldstein (1998), The Use of MMR, Diversity-Based Reranking, SIGIR; the features follow Kupiec,
        Pedersen & Chen (1995), A Trainable Document Summarizer, SIGIR.
    """
    if not candidates.texts:
        return ()
    salience = compute_salience(candidates, model) * candidates.factors
    novelty, variety, introductions = _Novelty(candidates), _Variety(candidates, caps), _Introductions(candidates)
    details = _Details(candidates)
    available, chosen = np.ones(len(candidates.texts), dtype=bool), list[int]()
    first, by_value = 0.0, True
    while len(chosen) < limit and (open_to := available & variety.list_allowed()).any():
        value = salience * novelty.compute_shares() * variety.factors * details.factors
        by_value = by_value and not (is_long and len(chosen) >= MAX_BY_VALUE)
        best = _find_best(value, introductions.factors, open_to)
        first = first or float(value[best])
        if by_value and value[best] < min_value_share * first:
            by_value = False
        if not by_value:
            value = value * details.compute_new_shares()
            best = _find_best(value, introductions.factors, open_to)
            if not is_long or value[best] < MIN_COVERAGE_SHARE * first:
                break
        chosen.append(best)
        available[best] = False
        available &= novelty.add(best)
        variety.add(best)
        introductions.add(best)
        details.add(best)
    return tuple(chosen)


def _find_best(value: Vector, factors: Vector, open_to: NDArray[np.bool_]) -> int:
    """Return the number of the sentence of the highest value that is open, the first of equal ones."""
    return int(np.where(open_to, value * factors, -np.inf).argmax())


class _Introductions:
    """Factors that favour sentences which name nobody by surname whom no chosen sentence introduces."""

    def __init__(self, candidates: SalienceCandidates) -> None:
        count = len(candidates.texts)
        self._introduced = candidates.introduced or [frozenset[str]()] * count
        self._missing = [set(people) for people in candidates.assumed] or [set[str]() for _ in range(count)]
        self.factors = np.array([1 - NOT_INTRODUCED_PENALTY * bool(missing) for missing in self._missing])

    def add(self, index: int) -> None:
        """Record the sentence at *index* as chosen."""
        for missing in self._missing:
            missing.difference_update(self._introduced[index])
        self.factors = np.array([1 - NOT_INTRODUCED_PENALTY * bool(missing) for missing in self._missing])


class _Details:
    """Factors that favour sentences with an actor, a figure or a day that no chosen sentence has."""

    def __init__(self, candidates: SalienceCandidates) -> None:
        self._details, self._known = candidates.details, set[str]()
        self.factors = np.ones(len(candidates.texts))

    def add(self, index: int) -> None:
        """Record the sentence at *index* as chosen."""
        if self._details:
            self._known |= self._details[index]
            self.factors = np.array(
                [1 - NO_DETAIL_PENALTY * (bool(one) and one <= self._known) for one in self._details]
            )

    def compute_new_shares(self) -> Vector:
        """Return how many details of each sentence no chosen one has, as a share of `MAX_NEW_DETAILS`; shape (n,)."""
        if not self._details:
            return np.zeros_like(self.factors)
        return np.array([min(len(one - self._known), MAX_NEW_DETAILS) / MAX_NEW_DETAILS for one in self._details])


class _Variety:
    """Factors and limits that favour what the chosen sentences were not taken from."""

    def __init__(self, candidates: SalienceCandidates, caps: SelectionCaps) -> None:
        count = len(candidates.texts)
        self._publishers, self._articles = np.array(candidates.publishers), np.array(candidates.articles)
        self._stories = np.array(candidates.stories or [0] * count)
        self._positions, self._caps = candidates.positions, caps
        self._closeness = 1 / np.sqrt(1 + candidates.positions)
        self._numbers = np.unique(self._articles, return_inverse=True)[1]
        self._profiles = _build_article_profiles(candidates.features, self._numbers, candidates.positions)
        self._allowed, self._taken = np.ones(count, dtype=bool), np.zeros(count, dtype=bool)
        self.factors = np.ones(count)

    def list_allowed(self) -> NDArray[np.bool_]:
        """Return a mask of the sentences that the limits allow, shape (n,)."""
        return self._allowed

    def add(self, index: int) -> None:
        """Record the sentence at *index* as chosen."""
        self._taken[index] = True
        story, article = self._stories == self._stories[index], self._articles == self._articles[index]
        self.factors[self._publishers == self._publishers[index]] *= 1 - SAME_PUBLISHER_PENALTY
        profile = self._profiles.getrow(self._numbers[index])
        likeness = np.asarray((self._profiles @ profile.T).toarray()).ravel()  # of this article to each, in [0, 1]
        same_event = np.minimum(likeness / MIN_SAME_EVENT_LIKENESS, 1.0)[self._numbers]
        self.factors[story] *= 1 - SAME_STORY_PENALTY * same_event[story]
        if self._positions[index] < OPENING_SENTENCES:
            others = story & ~article
            self.factors[others] *= 1 - SAME_OPENING_PENALTY * (self._closeness * same_event)[others]
        for alike, most in ((article, self._caps.article), (story, self._caps.story)):
            if most is not None and int((self._taken & alike).sum()) >= most:
                self._allowed &= ~alike
        chosen_stories = np.unique(self._stories[self._taken])
        if self._caps.stories is not None and len(chosen_stories) >= self._caps.stories:
            self._allowed &= np.isin(self._stories, chosen_stories)


class _Novelty:
    """What sentences hold that no chosen one does, by their features and by their stems."""

    def __init__(self, candidates: SalienceCandidates) -> None:
        languages = candidates.languages or [""] * len(candidates.texts)
        pairs = zip(candidates.texts, languages, strict=True)
        bags = [tuple(dict.fromkeys(stem_words(text, language))) for text, language in pairs]
        self._tables = [_Coverage(candidates.features), _Coverage(_weigh_stems(bags))]

    def compute_shares(self) -> Vector:
        """Return the product of the new shares of each sentence, shape (n,), in [0, 1]."""
        features, stems = self._tables
        return np.asarray(features.compute_new_shares() * stems.compute_new_shares())

    def add(self, index: int) -> NDArray[np.bool_]:
        """Record the sentence at *index* as chosen; return a mask of those that do not repeat it, shape (n,)."""
        features, stems = self._tables
        similarity = np.asarray((features.rows @ features.rows.getrow(index).T).toarray()).ravel()
        shared = stems.measure_overlap(index)
        features.add(index)
        stems.add(index)
        return np.asarray((similarity < MAX_SIMILARITY) & (shared < MAX_SHARED_STEMS))


class _Coverage:
    """Which columns of a table of weighted rows the chosen rows hold."""

    def __init__(self, rows: Matrix) -> None:
        self.rows = rows
        self._totals = np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-12)
        self._covered = np.zeros(rows.shape[1])

    def compute_new_shares(self) -> Vector:
        """Return the share of each row, by weight, that no chosen row holds; shape (n,)."""
        return np.asarray(np.maximum(1 - self.rows @ self._covered / self._totals, 0.0))  # rounding may go below 0

    def measure_overlap(self, index: int) -> Vector:
        """Return the weight that each row shares with that at *index*, as a share of the lighter; shape (n,)."""
        held = np.zeros(self.rows.shape[1])
        held[self.rows.getrow(index).indices] = 1.0
        return np.asarray(self.rows @ held / np.minimum(self._totals, self._totals[index]))

    def add(self, index: int) -> None:
        """Record the row at *index* as chosen."""
        self._covered[self.rows.getrow(index).indices] = 1.0


def _build_article_profiles(features: Matrix, numbers: NDArray[np.int64], positions: Vector) -> Matrix:
    """
    Return the features of articles as rows of length 1, whose products are the cosines of the angles between them.

    Args:
        features: The features of the n sentences.
        numbers: Number of the article of each; shape (n,).
        positions: Place of each in its article, from zero; the earlier a sentence, the more it counts; shape (n,).
    """
    places = (numbers, np.arange(len(numbers)))
    shape = (int(numbers.max(initial=0)) + 1, len(numbers))
    rows = csr_matrix((1 / (1 + positions), places), shape=shape) @ features
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(rows.multiply(1 / np.maximum(lengths, 1e-9)[:, None]))


def _weigh_stems(bags: Sequence[tuple[str, ...]]) -> Matrix:
    """Return one row of stems for each sentence, weighted by their rarity; shape (n, number of stems)."""
    columns = {word: column for column, word in enumerate(dict.fromkeys(word for bag in bags for word in bag))}
    frequencies = np.zeros(max(1, len(columns)))
    for bag in bags:
        frequencies[[columns[word] for word in bag]] += 1
    indices = np.array([columns[word] for bag in bags for word in bag], dtype=np.int32)
    weights = np.log1p(len(bags) / np.maximum(frequencies, 1.0))
    starts = np.cumsum([0, *map(len, bags)])
    return csr_matrix((weights[indices], indices, starts), shape=(len(bags), max(1, len(columns))))


def _compute_depth(articles: Sequence[str], positions: Vector) -> Vector:
    """Return how far down its article each sentence stands, in [0, 1]; short articles count as longer ones."""
    numbers = np.unique(np.array(articles), return_inverse=True)[1]
    last = np.zeros(int(numbers.max(initial=0)) + 1)
    np.maximum.at(last, numbers, positions)
    return np.minimum(positions / np.maximum(last[numbers] + 1, _MIN_ARTICLE_SENTENCES), 1.0)


def _compute_support(features: Matrix, origins: Sequence[str]) -> Vector:
    """Return for each sentence the mean, over the other origins, of its likeness to their sentence nearest to it."""
    numbers = np.unique(np.array(origins), return_inverse=True)[1]
    order = np.argsort(numbers, kind="stable")  # the sentences of an origin become neighbours
    starts = np.flatnonzero(np.r_[True, np.diff(numbers[order]) != 0])
    support, others = np.zeros(len(numbers)), features[order].T.tocsr()
    if len(starts) == 1:
        return support
    for first in range(0, len(numbers), _SUPPORT_ROWS):
        rows = np.arange(first, min(first + _SUPPORT_ROWS, len(numbers)))
        nearest = np.maximum.reduceat((features[rows] @ others).toarray(), starts, axis=1)
        nearest[np.arange(len(rows)), numbers[rows]] = 0.0  # its own origin
        support[rows] = nearest.sum(axis=1)
    return support / (len(starts) - 1)


def _compare_with_centroid(features: Matrix, weights: Vector) -> Vector:
    """Return the product of each row with the centroid of all rows, weighted by *weights*; shape (n,)."""
    centroid = np.asarray(features.multiply(weights[:, None]).sum(axis=0)).ravel()
    return np.asarray(features @ (centroid / (np.linalg.norm(centroid) or 1.0))).ravel()
