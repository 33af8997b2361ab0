"""Claims about ids and verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from briefings.export import write_export
from briefings.export.formats import FORMATS
from briefings.models import Request
from briefings.verification import CitationStatus, briefing_id, prove, verify
from corpus.models import Article, Query, Zone
from tests.support.briefings.corruptions import CORRUPTION_KINDS, corrupt_export, is_corruption_found
from tests.support.briefings.proofs import TEXTS, build_article, build_briefing, build_proof, build_stored_articles


def test_a_briefing_holds_in_the_store_it_was_made_from() -> None:
    """Nothing is wrong with a proof that nobody touched."""
    verdict = verify(build_proof(), build_stored_articles())
    assert verdict.is_valid
    assert [check.state for check in verdict.checks] == [CitationStatus.HOLDS] * 5


@pytest.mark.parametrize("form", FORMATS)
def test_random_corruptions_are_found_in_every_format(form: str) -> None:
    """Words, spans, ids, order, citations or single letters changed at random: verification finds every one."""
    rng, proof, articles = Random(5), build_proof(), build_stored_articles()
    for number in range(300):
        text = corrupt_export(rng, proof, form, CORRUPTION_KINDS[number % len(CORRUPTION_KINDS)])
        assert is_corruption_found(text, articles), text


def test_the_generator_of_corruptions_can_miss() -> None:
    """An export left whole raises no alarm, so that the claim above says something."""
    assert not any(is_corruption_found(write_export(build_proof(), form), build_stored_articles()) for form in FORMATS)


@pytest.mark.parametrize(
    ("articles", "state", "words"),
    [
        pytest.param(build_stored_articles(a=()), CitationStatus.DELETED, "no longer stored", id="a deleted article"),
        pytest.param(
            build_stored_articles(a=(build_article("a", TEXTS["a"]), build_article("a", "Prices fell.", 2))),
            CitationStatus.REVISED,
            "no longer in it",
            id="a later revision without the sentence",
        ),
        pytest.param(
            build_stored_articles(a=(build_article("a", TEXTS["a"]), build_article("a", TEXTS["a"] + " More.", 2))),
            CitationStatus.REVISED,
            "still in it",
            id="a later revision with it",
        ),
        pytest.param(
            build_stored_articles(a=(build_article("a", "Prices fell."),)),
            CitationStatus.CHANGED,
            "differs from",
            id="another text",
        ),
        pytest.param(
            build_stored_articles(a=(build_article("a", TEXTS["a"], 2),)),
            CitationStatus.DELETED,
            "Revision 1 of",
            id="a lost revision",
        ),
    ],
)
def test_the_state_of_an_article_is_reported(
    articles: Mapping[str, tuple[Article, ...]], state: CitationStatus, words: str
) -> None:
    """The sentences of a changed or deleted article do not hold, the others do, and the id still fits."""
    verdict = verify(build_proof(), articles)
    assert verdict.id_matches
    assert not verdict.is_valid
    assert [check.state for check in verdict.checks if check.sentence.key == "a"] == [state] * 3
    assert verdict.checks[1].state is CitationStatus.HOLDS
    assert words in " ".join(verdict.checks[0].reasons)


def test_corroborating_sentences_are_searched_too() -> None:
    """Where an article named under “also told by” is gone, the sentence that it stood under says so."""
    told = replace(build_briefing(), points=build_briefing().points[:1])
    told = replace(told, id=briefing_id(7, told.request, told.points))
    verdict = verify(build_proof(told), build_stored_articles(b=()))
    assert [check.state for check in verdict.checks] == [CitationStatus.CHANGED]
    assert "“b”" in verdict.checks[0].reasons[0]


def test_a_citation_is_checked_against_the_store() -> None:
    """An outlet that the store does not know is an alteration; where the id fits it, the store knows another since."""
    told = build_briefing()
    point = told.points[0]
    other = replace(point, passage=replace(point.passage, citation=replace(point.passage.citation, outlet="Other")))
    points = (other, *told.points[1:])
    forged = verify(build_proof(replace(told, points=points)), build_stored_articles())
    vouched = verify(
        build_proof(replace(told, points=points, id=briefing_id(7, told.request, points))), build_stored_articles()
    )
    assert (forged.id_matches, forged.checks[0].state) == (False, CitationStatus.ALTERED)
    assert (vouched.id_matches, vouched.checks[0].state) == (True, CitationStatus.CHANGED)
    assert "Other" in vouched.checks[0].reasons[0]
    assert not vouched.is_valid


def test_an_id_is_the_same_for_the_same_and_whoever_asks() -> None:
    """The order in which zones are kept and the scope change nothing; the question asked does."""
    zones = [Zone.BODY, Zone.CAPTION, Zone.STANDFIRST]
    one, other = (
        build_briefing(Request(Query(zones=frozenset(order), scope=order[0]))) for order in (zones, zones[::-1])
    )
    assert one.id == other.id != build_briefing(Request(Query(), "balloons")).id


def test_a_proof_needs_every_text_that_is_quoted() -> None:
    """Without an article's text there is no hash of it, and no proof."""
    with pytest.raises(KeyError):
        prove(build_briefing(), {("a", 1): TEXTS["a"]})
