"""Claims about answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from briefings.answers import KIND_NAMES, find_answer, rank_sentences
from briefings.models import QuestionIntent, Request
from briefings.queries.parser import extract_terms
from corpus.models import Actor, ActorKind, CorpusStats, DateRange, Query, Quotation, QuotationKind
from tests.support.briefings.passages import BANK, MAYOR, build_passage

MONDAY = date(2024, 6, 17)
PASSAGES = (
    build_passage(
        "Monday brought a rate of five per cent from the Central Bank.", "a", actors=(BANK,), day="2024-06-17"
    ),
    build_passage("Tuesday brought a bridge, opened by Ana Ruiz.", "b", actors=(MAYOR,), day="2024-06-18"),
    build_passage("Fishermen on the coast complained about empty nets all week.", "c"),
)
CENSUS = CorpusStats(articles=3, origins=3, sentences=3, days={MONDAY: 1, date(2024, 6, 18): 1})


def test_every_kind_of_actor_has_a_name() -> None:
    """Whoever is asked about is introduced, an unnamed official, too."""
    assert set(KIND_NAMES) == set(ActorKind)
    request = Request(Query(actors=("a",)), "who", intent=QuestionIntent.WHO)
    someone = Actor("a", "a senior official", ActorKind.ANONYMOUS)
    answer = find_answer(replace(request, actors=(someone,)), PASSAGES, CENSUS)
    assert ("Kind", "anonymous") in answer.facts


def test_a_day_is_answered_by_what_is_dated_to_it() -> None:
    """Asked for a day, only the sentences whose own words date them to it come."""
    given = find_answer(Request(Query(days=(DateRange(MONDAY, MONDAY),)), "on Monday"), PASSAGES, CENSUS)
    assert [point.passage.citation.key for point in given.points] == ["a"]


def test_an_actor_is_answered_by_what_mentions_it() -> None:
    """Asked for an actor, no sentence comes that is not about it."""
    given = find_answer(
        Request(Query(actors=(MAYOR.id,)), "who is Ana Ruiz", QuestionIntent.WHO, actors=(MAYOR,)), PASSAGES, CENSUS
    )
    assert [point.passage.citation.key for point in given.points] == ["b"]


def test_reprints_are_shown_once() -> None:
    """A sentence that two outlets print under datelines of their own comes once."""
    text = "The ferry to the islands sank off the northern coast on Monday."
    reprints = (
        build_passage(f"OSLO, June 17 — {text}", "x", day="2024-06-17"),
        build_passage(f"(Sample Wire) - {text}", "y", day="2024-06-17"),
        build_passage("Monday brought rain as well, the harbour master said.", "z", day="2024-06-17"),
    )
    given = find_answer(Request(Query(days=(DateRange(MONDAY, MONDAY),)), "on Monday"), reprints, CENSUS)
    assert len(given.points) == 2


def test_words_are_answered_by_the_sentence_that_holds_most_of_them() -> None:
    """Asked in words alone, the sentence that shares them comes first."""
    given = find_answer(
        Request(Query(terms=("empty", "nets")), "empty nets?", terms=("empty", "nets")), PASSAGES, CENSUS
    )
    assert given.points[0].passage.citation.key == "c"


def test_a_name_in_no_article_finds_nothing() -> None:
    """A capitalised name that stands in no sentence is not answered with something near."""
    asked = Request(Query(terms=("said", "bank")), "What did Zorro say?", terms=("bank",), unknown=("Zorro",))
    assert not find_answer(asked, PASSAGES, CENSUS).found


def test_a_day_without_news_finds_nothing() -> None:
    """A day that no sentence is dated to has no answer."""
    day = date(2019, 5, 3)
    assert not find_answer(Request(Query(days=(DateRange(day, day),)), "3 May 2019"), PASSAGES, CENSUS).found


def test_what_is_counted_has_to_be_numbered() -> None:
    """Asked how many, the sentence that numbers the things asked for comes, and not one with some other number."""
    told = (
        build_passage("The storm tore down hundreds of old trees.", "a"),
        build_passage("The storm of the trees' year left 14 people homeless.", "b"),
    )
    terms = ("trees", "storm")
    request = Request(Query(terms=terms), "how many trees did the storm fell?", QuestionIntent.HOW_MANY, terms=terms)
    given = find_answer(request, told, CorpusStats(articles=2, sentences=2))
    assert [point.passage.citation.key for point in given.points] == ["a"]


def test_an_age_is_not_answered_with_any_figure() -> None:
    """Asked how old somebody is, a sentence with a figure that is no age finds nothing."""
    told = (build_passage("Ana Ruiz opened 14 bridges.", "a", actors=(MAYOR,)),)
    request = Request(Query(actors=(MAYOR.id,)), "how old is Ana Ruiz?", QuestionIntent.HOW_MANY, actors=(MAYOR,))
    assert not find_answer(request, told, CENSUS).found


def test_an_age_is_that_of_the_person_before_it() -> None:
    """Asked how old somebody is, the age right behind another name finds nothing."""
    request = Request(
        Query(actors=(MAYOR.id,)), "how old is Ana Ruiz?", actors=(MAYOR,), named=((MAYOR.id, "Ana Ruiz"),)
    )
    hers = build_passage("Ana Ruiz, 51, opened the bridge.", "a", actors=(MAYOR,))
    other = build_passage("Bo Lind, 34, opened the bridge for Ana Ruiz.", "a", actors=(MAYOR,))
    assert find_answer(request, (hers,), CorpusStats()).points
    assert not find_answer(request, (other,), CorpusStats()).points


def test_a_misspelt_word_is_read_as_the_one_that_stands_in_the_articles() -> None:
    """One wrong letter does not hide the sentence."""
    request = Request(Query(terms=("fishermn",)), "the fishermn?", terms=("fishermn",))
    assert [point.passage.citation.key for point in find_answer(request, PASSAGES, CENSUS).points] == ["c"]


def test_a_question_on_an_actor_that_no_article_answers_finds_nothing() -> None:
    """An actor that is known is no answer where not one of the other words is met."""
    terms = ("earthquake",)
    query = Query(terms=terms, actors=(MAYOR.id,))
    request = Request(query, "Ana Ruiz and the earthquake", QuestionIntent.FACT, actors=(MAYOR,), terms=terms)
    assert not find_answer(request, PASSAGES, CENSUS).found


def test_a_judgement_need_not_name_again_what_is_judged() -> None:
    """Asked what somebody calls a thing, words of theirs come that name it in the article's title alone."""
    words = "It is a shameful waste of everybody's money"
    quoted = build_passage(f"“{words},” Ana Ruiz said.", "a", actors=(MAYOR,))
    judged = replace(
        quoted,
        citation=replace(quoted.citation, title="Mayor turns down the stadium"),
        quotations=(Quotation(1, 1 + len(words), words, QuotationKind.DIRECT, MAYOR.id, confidence=0.9),),
    )
    terms = ("stadium",)
    query = Query(terms=terms, actors=(MAYOR.id,))
    request = Request(
        query, "what does Ana Ruiz think of the stadium?", QuestionIntent.SAID, actors=(MAYOR,), terms=terms
    )
    assert [point.passage.citation.key for point in find_answer(request, (judged, *PASSAGES), CENSUS).points] == ["a"]


def test_people_are_asked_about_together() -> None:
    """What was said to somebody whom no article mentions is not answered with what was said to others."""
    stranger = Actor("bo-lind", "Bo Lind", ActorKind.PERSON)
    query = Query(actors=(MAYOR.id, stranger.id))
    request = Request(query, "what did Ana Ruiz tell Bo Lind?", QuestionIntent.SAID, actors=(MAYOR, stranger))
    assert not find_answer(request, PASSAGES, CENSUS).found


def test_a_day_asked_for_without_a_year_is_found_in_an_undated_article() -> None:
    """A sentence whose year is not known answers a day asked for without one, after those of the very day."""
    open_day = replace(PASSAGES[1].dates[0], value="XXXX-06-17")
    passages = (replace(PASSAGES[1], dates=(open_day,)), *PASSAGES)
    query = Query(days=(DateRange(MONDAY, MONDAY),), month_days=("06-17",))
    given = find_answer(Request(query, "17 June"), passages, CENSUS)
    assert [point.passage.citation.key for point in given.points] == ["a", "b"]


def test_a_day_of_a_year_is_not_found_in_an_undated_article() -> None:
    """A sentence whose year is not known does not answer a day of a certain year."""
    open_day = replace(PASSAGES[1].dates[0], value="XXXX-06-17")
    asked = Request(Query(days=(DateRange(MONDAY, MONDAY),)), "17 June 2024")
    assert not find_answer(asked, (replace(PASSAGES[1], dates=(open_day,)),), CENSUS).found


def test_meaning_ranks_the_best_sentences_again() -> None:
    """Where a model compares by meaning, a sentence in other words may come before one that shares more words."""
    told = (
        build_passage("The storm of words in the council lasted for hours on end.", "a"),
        build_passage("The hurricane reached the coast, and the storm flooded the town.", "b"),
    )
    request = Request(Query(terms=("storm",)), "where did the storm hit?", terms=("storm",))
    compared: list[tuple[str, int]] = []

    def prefer_coast(question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        compared.append((question, len(texts)))
        return np.array([float("coast" in text) for text in texts])

    def prefer_council(_question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([float("council" in text) for text in texts])

    stats = CorpusStats(articles=2, sentences=2)
    ranked = [rank_sentences(request, told, stats, compare) for compare in (prefer_coast, prefer_council)]
    assert [one and one.pool.passages[one.order[0]].citation.key for one in ranked] == ["b", "a"]
    assert compared == [("where did the storm hit?", 2)]


def test_meaning_does_not_break_the_silence() -> None:
    """What words do not answer is no answer by its meaning, whichever sentence is put first."""
    told = (
        build_passage("The storm reached the coast of Ostby at noon.", "a"),
        build_passage("Hens were sold at the market of Ostby.", "b"),
    )
    request = Request(Query(terms=("mayor", "resign")), "why did the mayor resign?", terms=("mayor", "resign"))

    def prefer_storm(_question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([float("storm" in text) for text in texts])

    stats = CorpusStats(articles=2, sentences=2)
    assert not find_answer(request, told, stats).found
    assert not find_answer(request, told, stats, prefer_storm).found
    ranked = rank_sentences(request, told, stats, prefer_storm)
    assert ranked is not None
    assert ranked.order_by_words[0] != ranked.order[0]


def test_a_year_dates_the_sentences_that_follow() -> None:
    """Asked about a year, the sentence after the one that names it comes, too, until another date is named."""
    texts = (
        "1999 brought a heavy defeat in the final.",
        "Then Bo Lind lost the lead of the club.",
        "2003 brought a cup.",
        "He was glad.",
    )
    passages = [
        build_passage(text, "a", 50 * at, at, day=text[:4] * (at != 1) or None) for at, text in enumerate(texts)
    ]
    passages[3] = replace(passages[3], dates=())
    year = DateRange(date(1999, 1, 1), date(1999, 12, 31))
    answer = find_answer(Request(Query(days=(year,)), "1999", limit=9), passages, CENSUS)
    assert [point.passage.sentence.text for point in answer.points] == list(texts[:2])


def test_a_day_of_the_year_dates_no_other_sentence() -> None:
    """Only the year itself opens an account of it."""
    passages = [
        build_passage("On Tuesday the mayor resigned.", "a", 0, 0, day="2019-03-05"),
        replace(build_passage("Goats are kept on the island.", "a", 50, 1), dates=()),
    ]
    year = DateRange(date(2019, 1, 1), date(2019, 12, 31))
    answer = find_answer(Request(Query(days=(year,)), "2019", limit=9), passages, CENSUS)
    assert [point.passage.position for point in answer.points] == [0]


def test_a_cause_counts_where_the_sentences_beside_it_hold_the_question() -> None:
    """Asked why, the sentence that puts the blame comes first though the one before names what was asked about."""
    told = (
        build_passage("Harbour Mutual has cut the bonus of its policies once more.", "a", position=0),
        build_passage("The insurer blamed poor returns from shares.", "a", start=70, position=1),
        build_passage("Harbour Mutual has two million policies.", "a", start=130, position=2),
    )
    terms = ("harbour", "mutual", "cut", "bonus")
    request = Request(Query(terms=terms), "why did Harbour Mutual cut the bonus?", QuestionIntent.FACT, terms=terms)
    given = find_answer(request, told, CorpusStats(articles=1, sentences=3))
    assert given.points[0].passage.position == 1


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "what was the score of Tarn against Ostby?",
            "Tarn beat Ostby 4-2 on a wet field.",
            "Tarn played against Ostby in the rain.",
        ),
        (
            "how long is the report on the mill?",
            "The report on the mill has 312 pages.",
            "The report on the mill was read by four ministers.",
        ),
        (
            "how much did the mill lose as a result of the strike?",
            "The mill lost $4 million because of the strike.",
            "The mill said that it would lose 4-2 over the strike.",
        ),
    ],
)
def test_a_measure_is_met_by_its_unit(question: str, right: str, wrong: str) -> None:
    """A score is two numbers, and a report is as long as its pages."""
    terms = extract_terms(question)
    passages = [build_passage(wrong, "a"), build_passage(right, "b")]
    answer = find_answer(Request(Query(terms=terms), question, terms=terms), passages, CorpusStats())
    assert (answer.points or answer.possible)[0].passage.sentence.text == right


def test_a_spokesman_speaks_for_the_body_that_is_asked_about() -> None:
    """Asked what a bank said, words of its spokesman come, though he is the speaker."""
    text = "Bo Lind, spokesman for the Central Bank, said that rates “will stay low”."
    passage = build_passage(text, "a", actors=(BANK,))
    start = text.index("“")
    quotation = Quotation(start + 1, len(text) - 2, text[start + 1 : -2], QuotationKind.PARTIAL, "bo-lind")
    passages = [replace(passage, quotations=(quotation,)), build_passage("The bank is old.", "b")]
    request = Request(
        Query(terms=("rates",)),
        "what did the Central Bank say about rates?",
        QuestionIntent.SAID,
        actors=(BANK,),
        named=((BANK.id, "Central Bank"),),
        terms=("rates",),
    )
    assert [point.passage.sentence.text for point in find_answer(request, passages, CorpusStats()).points] == [text]


def test_growth_in_per_cent_says_how_fast() -> None:
    """Asked how fast something grows, a percentage has the form of an answer."""
    told = (
        build_passage("The economy of Ostland has grown by 4.5% this year.", "a"),
        build_passage("The economy of Ostland has grown, ministers said.", "b"),
    )
    terms = ("economy", "ostland", "grow")
    request = Request(Query(terms=terms), "how fast did the economy of Ostland grow?", terms=terms)
    given = find_answer(request, told, CorpusStats(articles=2, sentences=2))
    assert given.points[0].passage.citation.key == "a"


def test_a_synonym_of_what_is_counted_counts() -> None:
    """Asked for houses, a number of homes answers."""
    passages = (
        build_passage("Houses on the quay were painted white in the spring of that year by 12 men.", "a"),
        build_passage("The storm left 300 homes on the quay without a roof, the council said.", "b"),
    )
    text = "How many houses on the quay lost their roof?"
    terms = extract_terms(text)
    request = Request(Query(terms=terms), text, QuestionIntent.HOW_MANY, terms=terms)
    assert find_answer(request, passages, CENSUS).points[0].passage.citation.key == "b"
