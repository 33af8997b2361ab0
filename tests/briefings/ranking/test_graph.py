"""Claims about rankers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ranking import RANKER_NAMES, get_ranker, graph
from briefings.ranking.graph import CORRECTED_OPTIONS, SUMY_OPTIONS, GraphOptions, lexrank, textrank
from briefings.ranking.sumy import get_sumy_ranker

TEXTS = (
    "The central bank raised its main interest rate on Monday.",
    "Interest rate rises by the central bank hit borrowers.",
    "A cat slept on the roof of a barn.",
    "The bank's interest rate is now at its highest in years.",
)


@pytest.mark.parametrize("name", RANKER_NAMES)
def test_every_ranker_has_one_shape(name: str) -> None:
    """A ranker gives one finite score a text, and none for none."""
    scores = get_ranker(name)(TEXTS)
    assert scores.shape == (len(TEXTS),)
    assert np.isfinite(scores).all()
    assert get_ranker(name)(()).shape == (0,)


@pytest.mark.parametrize("name", ["centroid", "lexrank", "textrank", "luhn", "reduction"])
def test_what_most_sentences_say_outranks_the_aside(name: str) -> None:
    """The sentence that shares no word with the others is not first."""
    scores = get_ranker(name)(TEXTS)
    assert int(np.argmax(scores)) != 2


def test_equal_sentences_of_two_articles_stay_two() -> None:
    """Sumy's sentences are equal by text; ours are rated each for itself."""
    assert get_ranker("sumbasic")((TEXTS[0], TEXTS[0])).shape == (2,)


def test_an_unknown_ranker_is_refused() -> None:
    """A name that no ranker has raises at once, not when ranking."""
    with pytest.raises(KeyError):
        get_ranker("random")


_WORDS = st.sampled_from("bank rate rose fell Monday The the of treaty said 1.5 2024 minister's U.N. … — cat".split())
_ODD = st.lists(st.lists(_WORDS, max_size=9).map(" ".join), max_size=30)


@given(_ODD)
@pytest.mark.parametrize(("name", "ours"), [("lexrank", lexrank), ("textrank", textrank)])
def test_the_graphs_rank_in_sumys_order(name: str, ours: object, texts: list[str]) -> None:
    """Whatever the sentences are, repeated, empty or of one word, the scores are sumy's to the last bit."""
    with np.errstate(all="ignore"):  # sumy divides by zero where no sentence has a word
        theirs = np.nan_to_num(get_sumy_ranker(name)(texts))
    assert ours(texts).tolist() == theirs.tolist()  # type: ignore[operator]


@given(_ODD)
@pytest.mark.parametrize("ours", [lexrank, textrank])
def test_many_sentences_are_ranked_as_few_are(ours: object, texts: list[str]) -> None:
    """Beyond the size at which a full matrix is multiplied, scores differ by rounding alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "MAX_DENSE_SENTENCES", 0)
        sparse = ours(texts)  # type: ignore[operator]
    assert np.allclose(sparse, ours(texts), atol=1e-12)  # type: ignore[operator]


@pytest.mark.parametrize("ours", [lexrank, textrank])
def test_a_table_of_figures_may_be_left_out(ours: object) -> None:
    """Where letterless lines may not score, they get nothing and change nothing for the others."""
    mixed = (*TEXTS, "1.5 2.5 3.5", "1.5 2.5")
    scores = ours(mixed, GraphOptions(letterless=False))  # type: ignore[operator]
    assert scores[4:].tolist() == [0.0, 0.0]
    assert scores[:4].tolist() == ours(TEXTS, SUMY_OPTIONS).tolist()  # type: ignore[operator]


@pytest.mark.parametrize("ours", [lexrank, textrank])
def test_a_repeated_line_does_not_lift_itself(ours: object) -> None:
    """Mended, copies of a line score nothing, and the rest scores as if they were not there."""
    scores = ours((*TEXTS, TEXTS[2], TEXTS[2]), CORRECTED_OPTIONS)  # type: ignore[operator]
    assert scores.tolist() == [*ours(TEXTS, CORRECTED_OPTIONS), 0.0, 0.0]  # type: ignore[operator]


def test_a_mended_graph_settles() -> None:
    """Scores that have settled change no more when the walk goes on."""
    assert np.allclose(
        lexrank(TEXTS, GraphOptions(tolerance=1e-6)), lexrank(TEXTS, GraphOptions(tolerance=1e-9)), atol=1e-5
    )
