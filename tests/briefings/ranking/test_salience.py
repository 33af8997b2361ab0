"""Claims about the salience of sentences and the choice of salient ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.clustering import feature_matrix
from briefings.ranking import (
    MAX_BY_VALUE,
    SALIENCE_MODEL,
    SalienceCandidates,
    SalienceModel,
    compute_salience,
    select_salient,
)
from briefings.ranking.salience import NO_CAPS, _Introductions, _Variety
from tests.support.briefings.passages import build_passage

#: Three reports of a ferry accident, and an article on a cake fair.
ARTICLES = {
    "a": (
        "A ferry with 120 passengers ran aground off the island of Lunde on Monday evening.",
        "All passengers of the ferry were brought ashore by fishing boats within two hours.",
        "I still remember the noise.",
        "Can that happen again?",
    ),
    "b": (
        "Fishing boats rescued 120 passengers after a ferry ran aground off Lunde.",
        "The cause of the accident is being investigated by the maritime authority.",
    ),
    "c": ("The maritime authority investigates why a ferry with 120 passengers ran aground near Lunde on Monday.",),
    "d": ("Bakers from nine villages showed their cakes.", "The jury liked the one with plums."),
}
SENTENCES = [(key, place, text) for key, texts in ARTICLES.items() for place, text in enumerate(texts)]


def build_candidates(sentences: list[tuple[str, int, str]]) -> SalienceCandidates:
    """Make candidates of article, place and text, each article an origin of its own."""
    return SalienceCandidates(
        [text for _, _, text in sentences],
        [key for key, _, _ in sentences],
        [key for key, _, _ in sentences],
        np.array([float(place) for _, place, _ in sentences]),
        [key for key, _, _ in sentences],
        np.ones(len(sentences), dtype=bool),
        feature_matrix([build_passage(text, key, 100 * place, place) for key, place, text in sentences]),
        np.ones(len(sentences)),
    )


def find_sentence(words: str) -> int:
    """Return the number of the sentence that holds *words*."""
    return next(number for number, (_, _, text) in enumerate(SENTENCES) if words in text)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param("A ferry with 120", "I still remember", id="an opening that others confirm, and an aside"),
        pytest.param("A ferry with 120", "Bakers from nine", id="the common story, and one of a single article"),
        pytest.param("All passengers", "Can that happen", id="a report, and a question"),
    ],
)
def test_news_is_more_salient(more: str, less: str) -> None:
    """What opens an article, what other origins report and what has figures counts more."""
    salience = compute_salience(build_candidates(SENTENCES))
    assert salience[find_sentence(more)] > salience[find_sentence(less)]


def test_what_was_chosen_is_not_repeated() -> None:
    """The three sentences that report the grounding are one choice; the next choices add something."""
    chosen = select_salient(build_candidates(SENTENCES), 4)
    texts = [SENTENCES[index][2] for index in chosen]
    assert sum("ran aground" in text for text in texts) == 1


def test_a_long_briefing_ends_with_what_tells_of_others() -> None:
    """After the sentences of enough value, a long briefing chooses by the details that no chosen one has."""
    details = [frozenset({f"{key}{place}", "lunde"}) for key, place, _ in SENTENCES]
    candidates = replace(build_candidates(SENTENCES), details=details)
    short, long = (select_salient(candidates, 8, is_long=is_long) for is_long in (False, True))
    known = [frozenset({"lunde"})] * len(SENTENCES)
    assert long[: min(len(short), MAX_BY_VALUE)] == short[:MAX_BY_VALUE]
    told = replace(candidates, details=known)
    assert select_salient(told, 8, is_long=True) == select_salient(told, 8)[:MAX_BY_VALUE]


def test_a_sentence_without_a_new_detail_is_put_off() -> None:
    """What names only actors, figures and days of chosen sentences comes after what adds one."""
    candidates = build_candidates(SENTENCES)
    first, second, *_ = select_salient(candidates, 3)
    details = [frozenset({f"figure {number}"}) for number in range(len(SENTENCES))]
    assert select_salient(replace(candidates, details=details), 2) == (first, second)
    details[second] = details[first]
    assert select_salient(replace(candidates, details=details), 2)[1] != second


def test_another_model_ranks_otherwise() -> None:
    """The weights are those of the model given: with the opposite ones, what was salient is not."""
    candidates = build_candidates(SENTENCES)
    opposite = SalienceModel(1.0, tuple(-weight for weight in SALIENCE_MODEL.weights))
    salience = compute_salience(candidates, opposite)
    assert salience[find_sentence("A ferry with 120")] < salience[find_sentence("Can that happen")]
    assert select_salient(candidates, 1, opposite) != select_salient(candidates, 1)


def test_factors_decide_between_equals() -> None:
    """A sentence whose factor is small gives way to one that is as salient."""
    candidates = build_candidates(SENTENCES)
    first = select_salient(candidates, 1)[0]
    factors = np.ones(len(SENTENCES))
    factors[first] = 0.1
    assert select_salient(replace(candidates, factors=factors), 1)[0] != first


@given(st.lists(st.sampled_from(SENTENCES), max_size=9, unique=True), st.integers(0, 12))
def test_the_choice_is_within_its_limit_and_has_no_sentence_twice(
    sentences: list[tuple[str, int, str]], limit: int
) -> None:
    """Whatever there is to choose from, at most *limit* different sentences are chosen."""
    chosen = select_salient(build_candidates(sentences), limit) if sentences else select_salient(EMPTY, limit)
    assert len(chosen) == len(set(chosen)) <= min(limit, len(sentences))


EMPTY = SalienceCandidates([], [], [], np.zeros(0), [], np.zeros(0, dtype=bool), feature_matrix([]), np.zeros(0))


#: A week's affair: two reports of a court's ruling, and one of a strike that it led to.
AFFAIR = [
    ("a", 0, "The court of Ostrava ruled on Monday that the Halden mine must close within a year."),
    ("b", 0, "The Halden mine must close within a year, the court of Ostrava ruled on Monday."),
    ("c", 0, "Four hundred drivers of the Halden mine walked out and blocked the railway to the coast."),
]


def test_a_second_event_of_a_story_is_quoted_too() -> None:
    """Another report of the event already quoted loses its place to the beginning of a report on something else."""
    assert select_salient(build_candidates(AFFAIR), 2)[1] == 2


def test_the_beginning_of_a_report_on_another_event_loses_less() -> None:
    """What an opening loses once another one was chosen is in proportion to how alike the articles are."""
    candidates = build_candidates(AFFAIR)
    variety = _Variety(candidates, NO_CAPS)
    variety.add(0)
    assert variety.factors[1] < variety.factors[2]


def test_a_sentence_that_introduces_somebody_comes_first() -> None:
    """A surname alone costs a sentence some of its value, until a chosen sentence gives the full name."""
    people = [frozenset({"ana-ruiz"}), frozenset[str]()]
    candidates = replace(build_candidates(AFFAIR[:2]), introduced=people, assumed=people[::-1])
    introductions = _Introductions(candidates)
    assert introductions.factors[1] < introductions.factors[0] == 1
    introductions.add(0)
    assert introductions.factors[1] == 1
