"""Claims about rankers."""

from __future__ import annotations

import numpy as np
import pytest

from briefings.salience import SUMY, ranker

TEXTS = (
    "The central bank raised its main interest rate on Monday.",
    "Interest rate rises by the central bank hit borrowers.",
    "A cat slept on the roof of a barn.",
    "The bank's interest rate is now at its highest in years.",
)


@pytest.mark.parametrize("name", ["centroid", *SUMY])
def test_every_ranker_has_one_shape(name: str) -> None:
    """A ranker gives one finite score a text, and none for none."""
    scores = ranker(name)(TEXTS)
    assert scores.shape == (len(TEXTS),)
    assert np.isfinite(scores).all()
    assert ranker(name)(()).shape == (0,)


@pytest.mark.parametrize("name", ["centroid", "lexrank", "textrank", "luhn", "reduction"])
def test_what_the_whole_tells_outranks_the_aside(name: str) -> None:
    """The sentence that shares no word with the others is not first."""
    scores = ranker(name)(TEXTS)
    assert int(np.argmax(scores)) != 2


def test_equal_sentences_of_two_articles_stay_two() -> None:
    """Sumy's sentences are equal by text; ours are rated each for itself."""
    assert ranker("sumbasic")((TEXTS[0], TEXTS[0])).shape == (2,)


def test_an_unknown_ranker_is_refused() -> None:
    """A name that no ranker has raises at once, not when ranking."""
    with pytest.raises(KeyError):
        ranker("random")
