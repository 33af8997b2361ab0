"""Claims about what decides whether the best sentence answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefings.answering import GATE_FEATURE_NAMES, Pool, analyze_question, load_model, measure_candidates, measure_gate
from briefings.models import QuestionIntent, Request
from corpus.models import Passage, Query
from tests.support.briefings.passages import MAYOR, build_passage

MILL = (
    build_passage("The mill of Ostby burnt down on Friday.", "a"),
    build_passage("Firemen from Harl came too late.", "a", start=60, position=1),
)


def measure(passages: Sequence[Passage], text: str, *terms: str, request: Request | None = None) -> dict[str, float]:
    """Return what the gate measures of the first of *passages*, by name."""
    question = analyze_question(request or Request(Query(terms=terms), text, terms=terms))
    pool = Pool(passages)
    measured = measure_candidates(question, pool, {}, len(pool))
    order = [pool.passages.index(passages[0]), *(n for n, one in enumerate(pool.passages) if one != passages[0])]
    return dict(zip(GATE_FEATURE_NAMES, measure_gate(question, pool, measured, order), strict=True))


def test_other_stories_in_the_store_change_nothing() -> None:
    """The same sentence is judged alike in a store of its own and among articles on other things."""
    others = tuple(build_passage(f"The harbour of Fjell took in ship number {n}.", f"x{n}") for n in range(40))
    near = tuple(build_passage(f"A pump number {n} of Harl broke down.", f"z{n}") for n in range(2))
    alone = measure((*MILL, *near), "which mill in Ostby burnt", "mill", "Ostby", "burnt")
    among = measure((*MILL, *near, *others), "which mill in Ostby burnt", "mill", "Ostby", "burnt")
    assert alone == pytest.approx(among)


def test_a_name_that_is_missing_counts_by_itself() -> None:
    """A capitalized word of the question that the sentence lacks is measured apart from the other words."""
    held = measure(MILL, "which mill in Ostby burnt", "mill", "ostby", "burnt")
    missing = measure(MILL, "which mill in Fjell burnt", "mill", "fjell", "burnt")
    assert (held["name missing"], missing["name missing"]) == (0, 1)
    assert held["other words held"] == missing["other words held"] == 1
    assert load_model().gate[GATE_FEATURE_NAMES.index("name missing")] < 0


def test_missing_words_of_the_speaker_speak_against_an_answer() -> None:
    """The less surely a sentence has words of the speaker asked about, the less it answers."""
    question = analyze_question(Request(Query(terms=("mill",)), "which mill burnt", terms=("mill",)))
    pool = Pool(MILL)
    measured = measure_candidates(question, pool, {}, len(pool))
    column = GATE_FEATURE_NAMES.index("words of the speaker missing")
    missing = [measure_gate(question, pool, measured, (0, 1), speech)[column] for speech in (None, 1.0, 0.3)]
    assert missing == pytest.approx([0, 0, 0.7])
    assert load_model().gate[column] < 0


def test_words_beside_the_sentence_count_less() -> None:
    """What only the next sentence holds is worth less than what the sentence itself holds."""
    found = measure(MILL, "which firemen from harl", "firemen", "harl")
    assert found["share in the sentence"] == 0
    assert found["share held"] == 1
    assert found["largest word missing"] == pytest.approx(0.15)


def test_the_name_of_the_speaker_does_not_count() -> None:
    """Only the speaker's words are candidates, so that the name says nothing of what they are about."""
    said = (build_passage("“The mill will be rebuilt,” Ana Ruiz said.", "a", actors=(MAYOR,)), MILL[1])
    text = "what did Ana Ruiz say about the school"
    request = Request(
        Query(),
        text,
        QuestionIntent.SAID,
        actors=(MAYOR,),
        named=((MAYOR.id, "Ana Ruiz"),),
        terms=("say", "school"),
    )
    assert measure(said, text, request=request)["share held"] == 0


def test_a_question_of_names_alone_lacks_no_other_words() -> None:
    """Where no other words are asked for, none is missing."""
    found = measure(MILL, "and in Ostby", "ostby")
    assert (found["share of other words"], found["largest other word missing"]) == (1, 0)


def test_a_question_in_capitals_has_no_names() -> None:
    """Where everything is in capitals, a capital letter says nothing."""
    question = analyze_question(Request(Query(), "WHICH MILL IN OSTBY BURNT", terms=("mill", "ostby", "burnt")))
    assert not any(unit.is_name for unit in question.units)
