"""Claims about questions: how they are read."""

from __future__ import annotations

from datetime import date

from briefings.queries import find_event_day, parse_question
from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import Actor, ActorKind, DateRange
from tests.support.briefings.passages import build_passage
from tests.support.cases import PACT, build_lexicon, parse_questions, resolve_event

#: Share of the questions that have to be read right in every part.
READ_RIGHT = 0.97


def test_questions_are_read_as_people_mean_them() -> None:
    """Of more than a hundred questions with actors and dates at least 97 in 100 are read right in every part."""
    every = list(parse_questions())
    wrong = [(question, wanted, got) for question, wanted, got in every if got != wanted]
    assert len(every) >= 100
    assert len(wrong) <= (1 - READ_RIGHT) * len(every), "\n".join(map(str, wrong))


def test_a_reading_is_shown_in_words() -> None:
    """The reader sees whom and which days were understood, events with their day."""
    asked = parse_question(
        "what has Stoltenberg said since the pact?", build_lexicon(), date(2024, 6, 24), find_event=resolve_event
    )
    assert asked.read_as == ("Jens Stoltenberg", "since the pact (19 June 2024)")


def test_an_event_is_dated_by_the_sentences_that_name_it() -> None:
    """The day on which most sentences that name an event fall is its day, whatever word of its sense they use."""
    told = (
        build_passage("19 June brought the pact of both leaders.", "a", day="2024-06-19"),
        build_passage("Wednesday saw their agreement.", "b", day="2024-06-19"),
        build_passage("Thursday saw fishermen protest.", "c", day="2024-06-20"),
    )
    assert find_event_day("treaty", told) == DateRange(PACT, PACT)


def test_an_event_on_whose_day_nobody_agrees_stays_undated() -> None:
    """Where sentences spread over many days no day is made up."""
    told = tuple(
        build_passage(f"June {day} was a day of war.", f"{day}", day=f"2024-06-{day}") for day in range(10, 15)
    )
    assert find_event_day("war", told) is None


def test_an_event_of_no_article_stays_undated() -> None:
    """What no sentence names has no day, and the question keeps its words."""
    asked = parse_question(
        "what happened after the earthquake?", build_lexicon(), None, find_event=lambda event: find_event_day(event, ())
    )
    assert asked.query.days == ()
    assert asked.terms == ("earthquake",)


def test_a_title_before_a_name_asks_of_nobody_else() -> None:
    """The state and the office before a person's name belong to the person."""
    asked = parse_question("what did South Korean President Yoon say?", build_lexicon(), None)
    assert [actor.id for actor in asked.actors] == ["yoon-suk-yeol"]
    assert asked.terms == ()


def test_a_first_name_that_looks_like_a_state_is_no_state() -> None:
    """A stranger's name is unknown as a whole, and not half a misspelt country."""
    asked = parse_question("who is Angela Hollenweger?", build_lexicon(), None)
    assert asked.actors == ()
    assert asked.unknown == ("Angela Hollenweger",)


def test_a_month_without_a_year_may_lie_after_the_days_covered() -> None:
    """Asked on no known day, July is the one that follows a corpus that ends in June."""
    asked = parse_question(
        "what is due in July?", build_lexicon(), None, covered=DateRange(date(2024, 6, 1), date(2024, 6, 24))
    )
    assert asked.query.days == (DateRange(date(2024, 7, 1), date(2024, 7, 31)),)


def test_who_speaks_for_a_state_is_no_word_to_look_for() -> None:
    """A spokesman or a government beside a state's name asks of the state."""
    asked = parse_question("what did the Japanese government spokesman say about the strike?", build_lexicon(), None)
    assert [actor.id for actor in asked.actors] == ["japan"]
    assert asked.terms == ("strike",)


def test_an_office_asked_of_with_a_day_is_its_holders_of_that_day() -> None:
    """A question of another year asks of nobody who took the office later."""
    asked = {
        year: parse_question(f"What did the NATO chief say in {year}?", build_lexicon(), None)
        for year in (2023, 2025, 1990)
    }
    named = {year: [actor.id for actor in request.actors] for year, request in asked.items()}
    assert named == {2023: ["jens-stoltenberg"], 2025: ["mark-rutte"], 1990: ["nato"]}


def test_half_a_character_is_read_as_one_that_is_unknown() -> None:
    """A broken terminal sends halves of surrogate pairs, which no index can be asked for."""
    asked = parse_question("what did \udcffPutin\ud800 say of balloons?", build_lexicon(), None)
    assert asked.text == "what did \ufffdPutin\ufffd say of balloons?"
    assert [actor.id for actor in asked.actors] == ["vladimir-putin"]
    assert asked.terms == ("balloons",)


def test_of_an_endless_question_the_beginning_is_read() -> None:
    """No field of Discord's is longer than 6,000 characters; what a terminal sends behind them asks of nothing."""
    asked = parse_question("What did Putin say?" + " " * 6_000 + "And Zelensky on balloons", build_lexicon(), None)
    assert [actor.id for actor in asked.actors] == ["vladimir-putin"]
    assert asked.terms == ()


def test_an_ordinal_is_a_day_only_after_a_preposition() -> None:
    """Who was the first asks of no day of the month, what happened on the first does."""
    today = date(2024, 6, 24)
    assert parse_question("who was the first to swim across?", build_lexicon(), today).query.days == ()
    assert parse_question("what happened on the first?", build_lexicon(), today).query.days == (
        DateRange(date(2024, 6, 1), date(2024, 6, 1)),
    )


def test_a_small_word_of_a_name_is_a_word_beside_names_in_capitals() -> None:
    """Where Putin has a capital letter, "game" is not short for an actor called Spring Game."""
    lexicon = Lexicon(load_bundled_registry(), (Actor("spring-game", "Spring Game", ActorKind.EVENT, ("Game",)),))
    asked = parse_question("who won the game that Putin saw?", lexicon, None)
    assert [actor.id for actor in asked.actors] == ["vladimir-putin"]
    assert "game" in asked.terms


def test_a_question_in_title_case_names_nobody_new() -> None:
    """Where small words have capitals, too, a capital marks no name."""
    request = parse_question("Which Roads Are Shut?", build_lexicon(), None)
    assert (request.unknown, set(request.terms)) == ((), {"roads", "shut"})
