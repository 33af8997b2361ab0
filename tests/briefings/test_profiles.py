"""Claims about profiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.profiles import build_profile, count_co_mentions, format_facts
from corpus.models import Passage, Quotation, QuotationKind
from tests.support.briefings.passages import BANK, MAYOR, build_passage

ACTORS = {BANK.id: BANK, MAYOR.id: MAYOR}


def _set_published(one: Passage, day: str | None, origin: str | None = None) -> Passage:
    citation = one.citation
    return replace(one, citation=replace(citation, published=day, origin=origin or citation.origin))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ana Ruiz, the mayor of the port, spoke.", "the mayor of the port", id="behind the name"),
        pytest.param("Ana Ruiz, director of the office, spoke.", "director of the office", id="without an article"),
        pytest.param("On Monday Peruvian leader Ana Ruiz spoke.", "Peruvian leader", id="before the name"),
        pytest.param("They met the port's director, Ana Ruiz, there.", "the port's director", id="before a comma"),
        pytest.param("It said national security adviser Ana Ruiz left.", "national security adviser", id="a field"),
        pytest.param("While President Ana Ruiz spoke, it rained.", "President", id="a title"),
        pytest.param("Secretary of State Ana Ruiz spoke.", "Secretary of State", id="an office of several words"),
        pytest.param("Earlier Peruvian leader Ana Ruiz spoke.", "Peruvian leader", id="behind an opener"),
        pytest.param("Ana Ruiz, the United States and others spoke.", None, id="a list"),
        pytest.param("Ana Ruiz, who said the bank, it rained, fell.", None, id="a clause"),
        pytest.param("The bank, said Ana Ruiz.", None, id="a speaker"),
    ],
)
def test_who_somebody_is_stands_in_the_text(text: str, words: str | None) -> None:
    """An introduction is the words of an article, with their place; what is none is not taken for one."""
    found = build_profile(MAYOR, [build_passage("Later. " + text, start=40, actors=(MAYOR,))]).introductions
    assert [one.text for one in found] == ([words] if words else [])
    for one in found:
        assert ("Later. " + text)[one.start - 40 : one.end - 40] == one.text


def test_introductions_are_counted_by_origin() -> None:
    """What two independent articles say stands before what one says, and a copy counts with its original."""
    texts = ("Ana Ruiz, the mayor, spoke.", "Ana Ruiz, a powerful judge, spoke.", "Then Ana Ruiz, the mayor, left.")
    passages = [build_passage(text, article=key, actors=(MAYOR,)) for text, key in zip(texts, "abc", strict=True)]
    copy = _set_published(
        build_passage("Soon Ana Ruiz, a powerful judge, left.", "d", actors=(MAYOR,)), "2024-06-20", "b"
    )
    told = build_profile(MAYOR, [*passages, copy]).introductions
    assert [(one.text, one.origins) for one in told] == [("the mayor", 2), ("a powerful judge", 1)]


def test_one_introduction_in_two_spellings_is_one() -> None:
    """Case, an article and a possessive make no other introduction; the first spelling is shown."""
    texts = ("They met the Navy's commander, Ana Ruiz, there.", "Then Navy commander Ana Ruiz left.")
    told = build_profile(
        MAYOR, [build_passage(text, article=key, actors=(MAYOR,)) for text, key in zip(texts, "ab", strict=True)]
    )
    assert [(one.text, one.origins) for one in told.introductions] == [("the Navy's commander", 2)]


def test_its_own_words_are_those_that_it_surely_spoke() -> None:
    """A quotation that may be somebody else's is counted, and not shown as its own words."""
    text = "“We shall sell the port,” Ana Ruiz said."
    quotations = [Quotation(1, 24, text[1:24], QuotationKind.DIRECT, MAYOR.id, confidence=sure) for sure in (0.7, 0.9)]
    unsure, sure = (
        replace(build_passage(text, article=key, actors=(MAYOR,)), quotations=(one,))
        for key, one in zip("ab", quotations, strict=True)
    )
    told = build_profile(MAYOR, [unsure, sure])
    assert told.statements == (unsure, sure)
    assert told.quoted == (sure,)


def test_first_and_last_seen_go_by_publication() -> None:
    """The earliest and the latest article with a date, whatever their order; one without a date is neither."""
    passages = [
        _set_published(build_passage(f"Ana Ruiz spoke {key}.", article=key, actors=(MAYOR,)), day)
        for key, day in (("a", None), ("b", "2024-06-21"), ("c", "2024-06-19"), ("d", "2024-06-20"))
    ]
    told = build_profile(MAYOR, passages)
    assert told.first is not None
    assert told.last is not None
    assert (told.first.key, told.last.key) == ("c", "b")


def test_copies_count_once() -> None:
    """The same sentence in two articles of one origin is one sentence, one companion and one busy day."""
    one = build_passage("Monday saw Ana Ruiz visit Central Bank.", "a", actors=(MAYOR, BANK), day="2024-06-17")
    copy = build_passage("Monday saw Ana Ruiz visit Central Bank.", "b", actors=(MAYOR, BANK), day="2024-06-17")
    told = build_profile(MAYOR, [one, _set_published(copy, "2024-06-21", "a")])
    assert told.sentences == 1
    assert told.seen_with == (("central-bank", 1),)
    assert told.busiest == ((date(2024, 6, 17), 1),)


def test_what_an_actor_says_is_distinguished_from_what_is_said_of_it() -> None:
    """A quotation by the actor is its word; one by another with the actor's name in it is about it."""
    own = build_passage("Ana Ruiz said rates fell.", "a", actors=(MAYOR,))
    own = replace(own, quotations=(Quotation(14, 24, "rates fell", QuotationKind.REPORTED, MAYOR.id),))
    other = build_passage("Central Bank said Ana Ruiz erred.", "b", actors=(MAYOR, BANK))
    other = replace(other, quotations=(Quotation(18, 32, "Ana Ruiz erred", QuotationKind.REPORTED, BANK.id),))
    told = build_profile(MAYOR, [own, other, build_passage("It rained.", "c")])
    assert (told.statements, told.statements_by_others, told.sentences) == ((own,), (other,), 2)


def test_the_lines_name_companions_and_days() -> None:
    """For readers, ids are names, and days are spelt out."""
    told = build_profile(
        MAYOR, [build_passage("Monday saw Ana Ruiz visit Central Bank.", actors=(MAYOR, BANK), day="2024-06-17")]
    )
    lines = dict(format_facts(told, ACTORS))
    assert lines["Mentioned with"] == "Central Bank (1)"
    assert lines["Busiest days"] == "17 June 2024 (1)"
    assert lines["First mentioned"] == lines["Last mentioned"] == "20 June 2024 (Outlet a)"


def test_of_an_unknown_actor_nothing_is_quoted() -> None:
    """Without a passage there is no line."""
    assert format_facts(build_profile(MAYOR, []), ACTORS) == ()


def test_who_is_seen_together_is_counted_by_sentence() -> None:
    """Two actors of one sentence are one pair, by name; copies count once, and who is not in the cast not at all."""
    both = build_passage("Ana Ruiz met Central Bank.", "a", actors=(MAYOR, BANK))
    copy = _set_published(build_passage("Ana Ruiz met Central Bank.", "b", actors=(MAYOR, BANK)), "2024-06-21", "a")
    assert count_co_mentions([both, copy], ACTORS) == {("Ana Ruiz", "Central Bank"): 1}
    assert count_co_mentions([both], {MAYOR.id: MAYOR}) == {}
