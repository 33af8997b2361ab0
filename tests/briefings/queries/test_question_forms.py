"""Claims about questions in free forms."""

from __future__ import annotations

import pytest

from briefings.queries import normalize_question, split_question


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("number of berths in the new harbour", "how many berths in the new harbour"),
        ("what is the age of the lighthouse?", "how old is the lighthouse?"),
        ("the main reason for the strike", "why the strike"),
        ("distance to the quarry", "how far the quarry"),
        ("lambs lost how many", "how many lambs lost"),
        ("the lighthouse - who paints it?", "who paints it the lighthouse"),
        ("wher did the lambs sleep", "where did the lambs sleep"),
        ("how meny lambs", "how many lambs"),
        ("Wen did the quarry flood?", "when did the quarry flood?"),
    ],
)
def test_a_question_in_a_free_form_is_read_as_the_common_one(typed: str, read: str) -> None:
    """A noun, question words at the end and misspelt ones ask what the common question asks."""
    assert normalize_question(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Wen Tao spoke of what he saw",
        "Lindgren on the lighthouse",
        "why?",
        "is the lighthouse open",
        "price of wool",
        "the shepherd who lost his dog",
    ],
)
def test_what_has_no_free_form_stays_as_it_is(typed: str) -> None:
    """A name that looks like a misspelt word, a topic and a common question are left alone."""
    assert normalize_question(typed) == typed


@pytest.mark.parametrize(
    "opening", ["any idea", "do we know", "I was wondering", "so", "does anyone know", "i want to know"]
)
def test_what_leads_to_a_question_is_no_part_of_it(opening: str) -> None:
    """The words before the question word go."""
    assert normalize_question(f"{opening} when the lighthouse opens").split() == ["when", "the", "lighthouse", "opens"]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("When does the fair open and why?", ("When does the fair open?", "why does the fair open?")),
        ("Is the fair off, and if so when?", ("Is the fair off?", "when Is the fair off?")),
        ("What will the tent cost, and who pays?", ("What will the tent cost?", "who pays?")),
        (
            "who is Lotta Berg and what did she say about goats?",
            ("who is Lotta Berg?", "what did she say about goats is Lotta Berg?"),
        ),
    ],
)
def test_two_questions_at_once_are_two(typed: str, parts: tuple[str, str]) -> None:
    """The second one, if it refers to the first or names nothing, gets its words."""
    assert split_question(typed) == parts


@pytest.mark.parametrize(
    "typed",
    [
        "What did the baker and the miller sign?",
        "who knows how and why it sank",
        "the inn where he slept and what he ate",
    ],
)
def test_a_question_with_and_is_one(typed: str) -> None:
    """Two names, two question words and a statement are no two questions."""
    assert split_question(typed) == ()


@pytest.mark.parametrize(
    "text",
    [
        "wen okafor visits the harbour",
        "who is manny ilves",
        "hou adler wins",
        "report by the WHO",
        "Mayor Ilves, who opened the bridge",
        "Age of Lanterns festival",
    ],
)
def test_names_and_relative_clauses_are_no_question_words(text: str) -> None:
    """A name may look like a misspelt question word, an organization like a question word, a clause like a question."""
    assert normalize_question(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wen is the vote", "when is the vote"),
        ("hw meny rooms", "how many rooms"),
        ("HOW MANY ROOMS", "HOW MANY ROOMS"),
    ],
)
def test_question_words_are_known_by_the_word_beside(text: str, meant: str) -> None:
    """An auxiliary verb or a quantity shows that a question word was meant."""
    assert normalize_question(text) == meant
