"""Claims about the bundled weights and the gate."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from briefings.answering import (
    FEATURE_NAMES,
    GATE_FEATURE_NAMES,
    Pool,
    Verdict,
    analyze_question,
    load_model,
    measure_candidates,
    measure_gate,
)
from briefings.answering.model import parse_model
from briefings.models import Request
from corpus.models import Query
from tests.support.briefings.passages import build_passage


def rate(text: str, *terms: str, sentence: str) -> float:
    """Return how surely *sentence* answers a question of *terms*."""
    question = analyze_question(Request(Query(terms=terms), text, terms=terms))
    pool = Pool((build_passage(sentence, "a"), build_passage("Cabbages were cheap that week.", "b")))
    measured = measure_candidates(question, pool, {}, 2)
    return load_model().rate(measure_gate(question, pool, measured, (0, 1)), question)


def test_the_weights_say_where_they_are_from() -> None:
    """Every feature has a weight; data, licence and script are named."""
    values = json.loads((files("briefings.answering") / "weights.json").read_text(encoding="utf-8"))
    assert set(values["ranking"]) == set(FEATURE_NAMES)
    assert set(values["gate"]) == set(GATE_FEATURE_NAMES)
    assert {"script", "data", "license"} <= set(values["source"])


def test_a_missing_weight_is_an_error() -> None:
    """A table without a feature is not read as if it were 0."""
    values = json.loads((files("briefings.answering") / "weights.json").read_text(encoding="utf-8"))
    del values["ranking"]["own words"]
    with pytest.raises(KeyError):
        parse_model(values)


def test_the_more_a_sentence_holds_the_surer_it_is() -> None:
    """All words are surer than half of them, and none is nothing."""
    whole = rate("which mill burnt", "mill", "burnt", sentence="The mill of Ostby burnt down.")
    half = rate("which mill burnt", "mill", "burnt", sentence="The mill of Ostby is white.")
    none = rate("which mill burnt", "mill", "burnt", sentence="Nobody slept.")
    assert whole > half > none
    assert load_model().judge(whole) is Verdict.ANSWER
    assert load_model().judge(none) is Verdict.NOTHING


def test_an_incomplete_sentence_is_at_best_possible() -> None:
    """Whatever words it shares, a sentence without the number asked for is no answer."""
    model = load_model()
    assert model.judge(model.min_answer + 1, complete=False) is Verdict.POSSIBLE
