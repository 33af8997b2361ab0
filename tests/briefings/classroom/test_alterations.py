"""Claims about sentences that are altered so that no article says them."""

from __future__ import annotations

import pytest

from briefings.classroom import Fidelity, QuizQuestion
from briefings.classroom.alterations import find_altered_questions, show_unaltered
from tests.support.briefings.quiz_sources import build_quiz_sources

_FIGURE = "The storm in the harbour of Norvik sank 42 fishing boats and flooded the streets behind it."


def _alter(asked: str, *others: str, later: tuple[str, ...] = (), seed: str = "1") -> list[QuizQuestion]:
    questions = find_altered_questions(build_quiz_sources([asked, *others], later, seed))
    return [one for one in questions if one.passage.sentence.text == asked]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_a_figure_is_replaced_by_one_of_the_same_form(seed: str) -> None:
    """With as many digits; the rest of the sentence stays."""
    (question,) = _alter(_FIGURE, seed=seed)
    assert question.original == "42"
    assert question.replacement != "42"
    assert len(question.replacement) == 2
    assert question.text == _FIGURE.replace("42", question.replacement)
    assert question.options[question.answer] == Fidelity.ALTERED


def test_the_same_question_can_show_the_sentence_as_it_is() -> None:
    """Then it is true."""
    (question,) = _alter(_FIGURE)
    shown = show_unaltered(question)
    assert shown.text == _FIGURE
    assert shown.options[shown.answer] == Fidelity.TRUE
    assert shown.replacement == ""


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("The storm in the harbour of Norvik sank at least 42 fishing boats and a ferry.", id="a bound"),
        pytest.param("The storm in the harbour of Norvik sank about 40 fishing boats and a ferry.", id="rounded"),
        pytest.param("The storm in the harbour of Norvik sank 42 boats, 30 of them new ones.", id="two figures"),
        pytest.param("The storm in the harbour of Norvik sank two fishing boats and a ferry.", id="a small number"),
    ],
)
def test_a_figure_of_which_another_may_be_true_is_not_altered(asked: str) -> None:
    """Nor one that the sentence itself confirms."""
    assert [one for one in _alter(asked) if any(map(str.isdigit, one.replacement))] == []


def test_a_figure_on_which_articles_differ_is_not_asked() -> None:
    """A toll that grows makes the true sentence doubtful."""
    later = ("The storm in the harbour of Norvik sank 57 fishing boats and flooded the streets.",)
    assert [one for one in _alter(_FIGURE, later=later) if one.original == "42"] == []


def test_a_word_becomes_its_opposite_unless_a_report_has_that() -> None:
    """In the same form."""
    asked = "Fares on the coastal railway to Norvik increased in spring, the operator said in a letter."
    (question,) = _alter(asked)
    assert (question.original, question.replacement) == ("increased", "decreased")
    later = ("Fares on the coastal railway to Norvik decreased in spring, passengers wrote.",)
    assert [one for one in _alter(asked, later=later) if one.replacement == "decreased"] == []


@pytest.mark.parametrize(
    ("asked", "original", "replacement"),
    [
        pytest.param(
            "The council of Norvik will rebuild the northbound platform of the station next year.",
            "will",
            "will not",
            id="added",
        ),
        pytest.param(
            "The council of Norvik would not rebuild the platform of the station, a letter shows.",
            "would not",
            "would",
            id="taken out",
        ),
    ],
)
def test_a_not_comes_or_goes_where_nothing_else_can_change(asked: str, original: str, replacement: str) -> None:
    """The sentence stays grammatical."""
    (question,) = _alter(asked)
    assert (question.original, question.replacement) == (original, replacement)


def test_another_state_takes_the_place_of_one() -> None:
    """It is named in the articles, and not in a report of the same."""
    others = ("Norway opened a consulate in the old customs house.", "Chile opened a school near the market.")
    asked = "Inspectors from Portugal examined the brickwork of the old lighthouse for a week in spring."
    (question,) = _alter(asked, *others)
    assert question.original == "Portugal"
    assert question.replacement in {"Norway", "Chile"}


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("Officials of Portugal and Norway examined the brickwork of the old lighthouse.", id="joined"),
        pytest.param("President Ana Ruiz examined the brickwork of the old lighthouse for a week.", id="an office"),
        pytest.param("Ana Ruiz, 46, examined the brickwork of the old lighthouse in the spring.", id="an age"),
        pytest.param("Ana Ruiz said she examined the brickwork of the old lighthouse in spring.", id="a pronoun"),
    ],
)
def test_a_name_that_the_sentence_confirms_is_not_replaced(asked: str) -> None:
    """Nor one of two that the sentence treats alike."""
    others = ("Tessa Oldman opened a school.", "Marcus Feld opened a shop.", "Chile opened a consulate.")
    assert [one for one in _alter(asked, *others) if one.replacement[:1].isupper()] == []
