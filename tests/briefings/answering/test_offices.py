"""Claims about questions for the holder of an office."""

from __future__ import annotations

import numpy as np
import pytest

from briefings.answering import Pool, analyze_question, measure_candidates
from briefings.answering.offices import OfficeQuestion, find_office, measure_offices
from briefings.answers import find_answer
from briefings.models import Request
from briefings.queries.parser import extract_terms
from corpus.models import CorpusStats, Query
from tests.support.briefings.passages import build_passage


def build_request(text: str) -> Request:
    """Return a question without known actors."""
    terms = extract_terms(text)
    return Request(Query(terms=terms), text, terms=terms)


def measure(text: str, sentence: str) -> float:
    """Return how surely *sentence* says who holds the office that *text* asks about."""
    question = analyze_question(build_request(text))
    office = find_office(text, question)
    assert office is not None
    pool = Pool((build_passage(sentence),))
    measured = measure_candidates(question, pool, {}, 1)
    return float(measure_offices(office, question, pool, measured.own, np.zeros_like(measured.own))[0])


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("who is the governor of Ostland?", OfficeQuestion("governor", frozenset(), frozenset({"ostland"}))),
        ("who's Ostland's governor", OfficeQuestion("governor", frozenset(), frozenset({"ostland"}))),
        ("Who is Velmar's chief executive?", OfficeQuestion("execut", frozenset({"chief"}), frozenset({"velmar"}))),
        ("who is the new emir", OfficeQuestion("emir", frozenset(), frozenset())),
        ("who is head of the harbour police?", OfficeQuestion("head", frozenset(), frozenset({"harbour", "polic"}))),
        ("what is the name of the captain of the ferry", OfficeQuestion("captain", frozenset(), frozenset({"ferri"}))),
        ("who was the Ostlandic envoy?", OfficeQuestion("envoy", frozenset(), frozenset({"ostland"}))),
    ],
)
def test_an_office_has_a_noun_and_an_owner(text: str, office: OfficeQuestion) -> None:
    """The owner stands after "of", before the possessive, or right before the noun."""
    assert find_office(text, analyze_question(build_request(text))) == office


@pytest.mark.parametrize(
    "text", ["who is Per Lund?", "who wrote the book", "who was killed in the crash", "who is leaving the company?"]
)
def test_other_questions_ask_for_no_office(text: str) -> None:
    """A name or a deed is no office."""
    assert find_office(text, analyze_question(build_request(text))) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("who is the governor of Ostland?", "Gov. Per Lund of Ostland closed the schools."),
        ("who is the governor of Ostland?", "Per Lund, the governor of Ostland, closed the schools."),
        ("who is the governor of Ostland?", "Ostland's governor, Per Lund, closed the schools."),
        ("who is the governor of Ostland?", "The governor of Ostland, Per Lund, closed the schools."),
        ("who is the governor of Ostland?", "Per Lund, 51, was elected governor of Ostland in May."),
        ("who is the coach of Tarn Rovers", "Tarn Rovers manager Sam Pike was pleased."),
        ("who is the boss of Velmar", "Velmar director Lise Roth bought shares."),
        ("who's Velmar's chief executive", "Lise Roth, chief executive of Velmar, bought shares."),
        ("who is the coach of Tarn Rovers", "Tarn Rovers coach Sam Pike was pleased."),
        ("who was the captain of the ferry?", "The ferry's captain, Nils Aho, was held on Monday."),
        ("who is the Harlish foreign minister?", "Harlish Foreign Minister Carla van der Neri flew home."),
        ("who is the lead author of the study", "The study's lead author, Kim Dahl, was glad."),
    ],
)
def test_a_holder_is_named_beside_the_office(text: str, sentence: str) -> None:
    """A title before a name, and an apposition on either side of it, say who holds the office."""
    assert measure(text, sentence) == 1.0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("who is the governor of Ostland?", "Gov. Bo Kar of Harl has no plans for Ostland."),
        ("who is the governor of Ostland?", "Harl's governor, Bo Kar, flew to Ostland."),
        ("who is the governor of Ostland?", "In Ostland the governor said nothing."),
        ("who is the governor of Ostland?", "A letter to Ostland and the governor, Fjell Bank wrote, was lost."),
        ("who is the coach of Tarn Rovers", "The coach of Calder United, Ed Moor, beat Tarn Rovers."),
    ],
)
def test_the_office_of_another_is_no_answer(text: str, sentence: str) -> None:
    """A holder of the same office elsewhere, or an office without a name, says nothing."""
    assert measure(text, sentence) == 0.0


def test_a_former_holder_comes_after_the_present_one() -> None:
    """Whoever held the office before is a weaker answer."""
    former = measure("who is the governor of Ostland?", "Former governor Ann Bay of Ostland spoke.")
    assert 0 < former < measure("who is the governor of Ostland?", "Governor Per Lund of Ostland spoke.")


def test_the_sentence_with_the_name_comes_first() -> None:
    """Of several sentences about the office, the one that names its holder is the answer."""
    told = (
        build_passage("Ostland is prepared for the flood, the governor of Ostland said.", "a"),
        build_passage("The governor of Ostland closed all schools and the governor's office stayed open.", "b"),
        build_passage("Gov. Per Lund closed all schools in Ostland.", "c"),
        build_passage("Gov. Bo Kar of Harl is prepared for the flood.", "d"),
    )
    request = build_request("who is the governor of Ostland?")
    given = find_answer(request, told, CorpusStats(articles=4, sentences=4, terms={"governor": 4, "ostland": 3}))
    assert given.found
    assert given.points[0].passage.citation.key == "c"
