"""Claims about what is measured of a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from briefings.answering import FEATURE_NAMES, Measurement, Pool, analyze_question, measure_candidates
from briefings.models import QuestionIntent, Request
from corpus.models import Mention, MentionKind, Passage, Query
from tests.support.briefings.passages import MAYOR, build_passage

ARTICLE = (
    build_passage("The mill of Ostby burnt down on a windy night.", "a", position=0),
    build_passage("Eleven goats died in it.", "a", start=60, position=1),
    build_passage("A German painter saw the smoke.", "a", start=90, position=2),
    build_passage("Cabbages were cheap that week.", "b", position=0),
)


def measure(text: str, *terms: str, passages: tuple[Passage, ...] = ARTICLE) -> tuple[Pool, Measurement]:
    """Measure *passages* for a question of *terms*."""
    pool = Pool(passages)
    question = analyze_question(Request(Query(terms=terms), text, terms=terms))
    return pool, measure_candidates(question, pool, {}, len(pool))


def get_column(measured: Measurement, name: str) -> list[float]:
    """Return one feature of all sentences."""
    return [round(float(value), 3) for value in measured.features[:, FEATURE_NAMES.index(name)]]


@pytest.mark.parametrize(("typed", "place"), [("deaths", 1), ("germany", 2), ("ostbi", 0)])
def test_a_word_is_found_in_its_other_forms(typed: str, place: int) -> None:
    """Irregular forms, derived words and a misspelling are held like the word itself."""
    _, measured = measure(f"{typed}?", typed)
    assert np.flatnonzero(measured.own[0]).tolist() == [place]


def test_neighbours_count_within_their_article_alone() -> None:
    """What the sentence before holds counts for the next one, and not for one of another article."""
    _, measured = measure("the mill?", "mill")
    assert get_column(measured, "words of the sentence before") == [0, 1, 0, 0]
    assert measured.near[0].tolist() == [0, 1, 1, 0]


def test_a_number_must_be_one_of_the_thing_asked_about() -> None:
    """Eleven goats are counted; a sentence with no number is marked down."""
    _, measured = measure("how many goats died", "goats", "died")
    assert get_column(measured, "number of the thing") == [-0.5, 1, -0.5, -0.5]
    assert get_column(measured, "number") == [-1, 1, -1, -1]


def test_who_asks_for_somebody_that_the_question_does_not_name() -> None:
    """A name of the question is no answer to who."""
    passages = (build_passage("Yesterday Ana Ruiz met Bo Lind.", "a"), build_passage("Then Ana Ruiz left.", "b"))
    _, measured = measure("who met ana ruiz", "met", "ana", "ruiz", passages=passages)
    assert get_column(measured, "person") == [1, -1]


def test_an_actor_is_held_by_any_mention() -> None:
    """A pronoun that stands for the actor holds the name, less surely than the name does."""
    said = build_passage("She opened the bridge.", "a")
    said = replace(said, mentions=(Mention(0, 3, "She", MAYOR.id, MentionKind.PRONOUN),))
    request = Request(Query(), "Ana Ruiz bridge", QuestionIntent.FACT, actors=(MAYOR,), terms=("bridge",))
    measured = measure_candidates(analyze_question(request), Pool((said,)), {}, 1)
    assert 0 < measured.own[0, 0] < 1
    assert measured.own[-1, 0] == 1


def test_a_name_of_two_words_counts_once() -> None:
    """First name and surname together weigh as much as one word."""
    request = Request(Query(), "Ana Ruiz bridge", QuestionIntent.FACT, actors=(MAYOR,), terms=("bridge",))
    pool = Pool((build_passage("Ana Ruiz opened the bridge.", "a", actors=(MAYOR,)),))
    weights = measure_candidates(analyze_question(request), pool, {}, 1).weights
    assert weights[:2].sum() == pytest.approx(weights[2])


def test_one_of_the_things_is_named_by_a_name_that_holds_the_noun() -> None:
    """Asked which school, "Carrow High School" is one; a sentence without any name is marked down."""
    passages = (
        build_passage("The pupils of Carrow High School planted a wood.", "a"),
        build_passage("The school planted a wood.", "b"),
    )
    _, measured = measure("which school planted a wood?", "school", "planted", "wood", passages=passages)
    assert get_column(measured, "one of the things") == [1, 0]
    assert get_column(measured, "name for a thing") == [1, -1]


def test_everyday_words_are_held_by_the_words_of_news() -> None:
    """Asked about cops and thieves, a sentence about officers and burglars holds both, nearly as surely."""
    passages = (build_passage("Two officers chased burglars over the roofs.", "a"), *ARTICLE[3:])
    _, measured = measure("did the cops catch the thieves", "cops", "thieves", passages=passages)
    assert measured.own[:, 0].round(1).tolist() == [0.9, 0.9]


def test_a_title_in_the_question_does_not_hide_the_name_behind_it() -> None:
    """A sentence with "Mayor Alma Reed" says who the mayor is."""
    passages = (
        build_passage("Later Mayor Alma Reed promised a new mill.", "a", position=0),
        build_passage("Later the Mayor promised a new mill.", "a", start=60, position=1),
    )
    _, measured = measure("Who is the mayor of Ostby?", "mayor", "ostby", passages=passages)
    assert get_column(measured, "person") == [1, -1]
