"""Claims about ids and verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from briefings import exports
from briefings.model import Request
from briefings.proof import State, identify, prove, verify
from corpus.model import Article, Query, Zone
from tests.briefings.corruptions import KINDS, corrupt, found
from tests.briefings.proofs import TEXTS, article, briefing, proved, stored


def test_a_briefing_holds_in_the_store_it_was_made_from() -> None:
    """Nothing is wrong with a proof that nobody touched."""
    verdict = verify(proved(), stored())
    assert verdict.holds
    assert [check.state for check in verdict.checks] == [State.HOLDS] * 5


@pytest.mark.parametrize("form", exports.FORMATS)
def test_random_corruptions_are_found_in_every_format(form: str) -> None:
    """Words, spans, ids, order, citations or single letters changed at random: verification finds every one."""
    rng, proof, articles = Random(5), proved(), stored()
    for number in range(300):
        text = corrupt(rng, proof, form, KINDS[number % len(KINDS)])
        assert found(text, articles), text


def test_the_generator_of_corruptions_can_miss() -> None:
    """An export left whole raises no alarm, so that the claim above says something."""
    assert not any(found(exports.write(proved(), form), stored()) for form in exports.FORMATS)


@pytest.mark.parametrize(
    ("articles", "state", "words"),
    [
        pytest.param(stored(a=()), State.DELETED, "no article", id="a deleted article"),
        pytest.param(
            stored(a=(article("a", TEXTS["a"]), article("a", "Prices fell.", 2))),
            State.REVISED,
            "no longer stands",
            id="a later revision without the sentence",
        ),
        pytest.param(
            stored(a=(article("a", TEXTS["a"]), article("a", TEXTS["a"] + " More.", 2))),
            State.REVISED,
            "still stands",
            id="a later revision with it",
        ),
        pytest.param(stored(a=(article("a", "Prices fell."),)), State.CHANGED, "another", id="another text"),
        pytest.param(stored(a=(article("a", TEXTS["a"], 2),)), State.DELETED, "no revision 1", id="a lost revision"),
    ],
)
def test_what_became_of_an_article_is_told(
    articles: Mapping[str, tuple[Article, ...]], state: State, words: str
) -> None:
    """The sentences of a changed or deleted article do not hold, the others do, and the id still fits."""
    verdict = verify(proved(), articles)
    assert verdict.fits
    assert not verdict.holds
    assert [check.state for check in verdict.checks if check.exhibit.key == "a"] == [state] * 3
    assert verdict.checks[1].state is State.HOLDS
    assert words in " ".join(verdict.checks[0].reasons)


def test_what_told_the_same_is_looked_for_too() -> None:
    """Where an article named under “also told by” is gone, the sentence that it stood under says so."""
    told = replace(briefing(), points=briefing().points[:1])
    told = replace(told, id=identify(7, told.request, told.points))
    verdict = verify(proved(told), stored(b=()))
    assert [check.state for check in verdict.checks] == [State.CHANGED]
    assert "“b”" in verdict.checks[0].reasons[0]


def test_a_citation_is_checked_against_the_store() -> None:
    """An outlet that the store does not know is an alteration; where the id fits it, the store knows another since."""
    told = briefing()
    point = told.points[0]
    other = replace(point, passage=replace(point.passage, citation=replace(point.passage.citation, outlet="Other")))
    points = (other, *told.points[1:])
    forged = verify(proved(replace(told, points=points)), stored())
    vouched = verify(proved(replace(told, points=points, id=identify(7, told.request, points))), stored())
    assert (forged.fits, forged.checks[0].state) == (False, State.ALTERED)
    assert (vouched.fits, vouched.checks[0].state) == (True, State.CHANGED)
    assert "Other" in vouched.checks[0].reasons[0]
    assert not vouched.holds


def test_an_id_is_the_same_for_the_same_and_whoever_asks() -> None:
    """The order in which zones are kept and the scope change nothing; the question asked does."""
    zones = [Zone.BODY, Zone.CAPTION, Zone.STANDFIRST]
    one, other = (briefing(Request(Query(zones=frozenset(order), scope=order[0]))) for order in (zones, zones[::-1]))
    assert one.id == other.id != briefing(Request(Query(), "balloons")).id


def test_a_proof_needs_every_text_that_is_quoted() -> None:
    """Without an article's text there is no hash of it, and no proof."""
    with pytest.raises(KeyError):
        prove(briefing(), {("a", 1): TEXTS["a"]})
