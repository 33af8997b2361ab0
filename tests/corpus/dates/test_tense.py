"""Claims about the tense that a time stands in."""

from __future__ import annotations

import pytest

from corpus.dates.tense import Tense, detect_question_tense, detect_tense, read_tense
from corpus.dates.tokenizer import tokenize

_PAST, _FUTURE, _NONE = Tense.PAST, Tense.FUTURE, Tense.NONE


def _get_tense(text: str, *, historic: bool = False) -> Tense:
    """Return the tense around the word TIME."""
    tokens = list(tokenize(text))
    place = next(at for at, token in enumerate(tokens) if token.text == "TIME")
    return detect_tense(tokens, place, place + 1, historic)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        pytest.param("TIME", _NONE, id="no word at all"),
        pytest.param("the port TIME", _NONE, id="no verb"),
        pytest.param("they left TIME", _PAST, id="a past before it"),
        pytest.param("TIME they left", _PAST, id="a past behind it"),
        pytest.param("they will go TIME", _FUTURE, id="a future before it"),
        pytest.param("TIME they will go", _FUTURE, id="a future behind it"),
        pytest.param("they left TIME and will go", _PAST, id="the verb before it counts first"),
        pytest.param("they left and will go TIME", _FUTURE, id="the nearer verb counts first"),
        pytest.param("left" + " x" * 13 + " TIME", _PAST, id="fourteen words before it"),
        pytest.param("left" + " x" * 14 + " TIME", _NONE, id="fifteen words before it"),
        pytest.param("TIME" + " x" * 13 + " left", _PAST, id="fourteen words behind it"),
        pytest.param("TIME" + " x" * 14 + " left", _NONE, id="fifteen words behind it"),
        pytest.param("they left: the port TIME", _NONE, id="a colon parts clauses"),
        pytest.param("they left; the port TIME", _NONE, id="a semicolon parts clauses"),
        pytest.param("they left “the port TIME", _NONE, id="a quotation parts clauses"),
        pytest.param("since TIME they will go", _PAST, id="since"),
        pytest.param("it stays until TIME", _FUTURE, id="until"),
        pytest.param("it stays till TIME", _FUTURE, id="till"),
        pytest.param("it stays by TIME", _FUTURE, id="by"),
        pytest.param("it goes up until TIME", _NONE, id="up until"),
        pytest.param("it had stayed until TIME", _PAST, id="it had, until"),
        pytest.param("it has been so by TIME", _PAST, id="it has been, by"),
        pytest.param("until TIME it was so", _PAST, id="until then it was"),
        pytest.param("until TIME x x x x was", _PAST, id="was, within five words"),
        pytest.param("until TIME x x x x x was", _FUTURE, id="was, too far behind it"),
        pytest.param("as soon as TIME it fell", _FUTURE, id="as soon as"),
        pytest.param("it fell as early as TIME", _FUTURE, id="as early as"),
        pytest.param("it fell as far as TIME", _PAST, id="as far as"),
        pytest.param("TIME's pact will hold", _NONE, id="what is of a day tells no future"),
        pytest.param("the pact could meet TIME's bar", _FUTURE, id="a calendar's verb does"),
        pytest.param("the pact could hold TIME's bar", _NONE, id="a modal does not"),
        pytest.param("they would go TIME", _FUTURE, id="a modal"),
        pytest.param("they would have gone TIME", _PAST, id="a modal of the past"),
        pytest.param("it will be signed TIME", _FUTURE, id="a passive future"),
        pytest.param("they agreed it be signed TIME", _PAST, id="a passive governed by a past"),
        pytest.param("signed be it TIME", _PAST, id="a past that no be stands before"),
        pytest.param("May spoke TIME", _PAST, id="a name is no modal"),
        pytest.param("May can TIME", _FUTURE, id="a modal behind a name"),
        pytest.param("the plan to go TIME", _FUTURE, id="a plan to"),
        pytest.param("the plan of the port TIME", _NONE, id="a plan of"),
        pytest.param("ready for the port TIME", _FUTURE, id="ready for"),
        pytest.param("they are to go TIME", _FUTURE, id="they are to"),
        pytest.param("it is due TIME", _FUTURE, id="due"),
        pytest.param("it had been due TIME", _PAST, id="had been due"),
        pytest.param("it had long been due TIME", _FUTURE, id="had long been due"),
        pytest.param("talks begin TIME", _FUTURE, id="a calendar's verb"),
        pytest.param("begin TIME", _FUTURE, id="a calendar's verb opens"),
        pytest.param("they vowed x meet TIME", _FUTURE, id="a bare calendar's verb"),
        pytest.param("they left to meet TIME", _PAST, id="an infinitive has the tense of its verb"),
        pytest.param("the visit TIME", _NONE, id="a noun has none"),
        pytest.param("they wanted it TIME", _PAST, id="a regular past"),
        pytest.param("they Wanted TIME", _NONE, id="a name that ends in -ed"),
        pytest.param("they need TIME", _NONE, id="need"),
        pytest.param("they feed it TIME", _NONE, id="a verb in -eed"),
        pytest.param("they exceed it TIME", _NONE, id="exceed"),
        pytest.param("they agreed it TIME", _PAST, id="agreed"),
        pytest.param("they freed it TIME", _PAST, id="freed"),
        pytest.param("they guaranteed it TIME", _PAST, id="guaranteed"),
        pytest.param("they decreed it TIME", _PAST, id="decreed"),
        pytest.param("the port is shut TIME", _FUTURE, id="a present passive"),
        pytest.param("the port stays shut TIME", _FUTURE, id="stays and a participle"),
        pytest.param("the choir sails TIME", _FUTURE, id="another calendar's verb"),
        pytest.param("he is accused of it TIME", _PAST, id="is accused"),
        pytest.param("they will set it TIME", _FUTURE, id="a base form like the past"),
        pytest.param("the will of the port TIME", _NONE, id="will as a noun"),
        pytest.param("an unspecified port TIME", _NONE, id="a participle before its noun"),
        pytest.param("rules to be signed TIME", _FUTURE, id="a noun to be signed"),
        pytest.param("the truce was extended until TIME", _FUTURE, id="was extended until"),
        pytest.param("they worked until TIME", _PAST, id="worked until"),
        pytest.param("they left and on TIME will go", _FUTURE, id="a clause of its own"),
        pytest.param("they left on Monday and TIME", _PAST, id="two days of one verb"),
        pytest.param("the old sled TIME", _NONE, id="four letters are no regular past"),
        pytest.param("they aided TIME", _PAST, id="five letters are"),
        pytest.param("the shirt goes on sale on TIME, they have said", _FUTURE, id="a present, reported behind it"),
        pytest.param("they said the port closes on TIME", _FUTURE, id="a present, reported before it"),
        pytest.param("the fair ends on TIME and they have left", _FUTURE, id="a present, and another clause"),
        pytest.param("the match is at home on TIME", _FUTURE, id="what is on a day"),
        pytest.param("tickets are on sale from TIME", _FUTURE, id="what is so from a day on"),
        pytest.param("she is at home after the fall on TIME", _NONE, id="what is so after a day"),
        pytest.param("the price rises on TIME shocked them", _PAST, id="a noun like a present"),
        pytest.param("the guests wear it on TIME", _FUTURE, id="a verb of a plural"),
        pytest.param("the teams travel to the port on TIME, he has said", _FUTURE, id="a verb of a plural, reported"),
        pytest.param("the guests' talk on TIME", _NONE, id="a noun of a plural"),
        pytest.param("he took two runs on TIME", _PAST, id="a noun behind a number"),
        pytest.param("they say he left on TIME", _PAST, id="a past in a present report"),
        pytest.param("the toll stands at six on TIME", _NONE, id="how things are"),
        pytest.param("the news comes after the fire on TIME", _NONE, id="what comes after a day"),
    ],
)
def test_a_time_has_the_tense_of_its_clause(text: str, tense: Tense) -> None:
    """The word before it, the nearest verb before, or else behind, decides."""
    assert _get_tense(text) is tense


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        pytest.param("talks begin TIME", _NONE, id="a calendar's verb"),
        pytest.param("talks will begin TIME", _FUTURE, id="a future"),
        pytest.param("the port closes on TIME", _NONE, id="another present"),
        pytest.param("talks began TIME", _PAST, id="a past"),
    ],
)
def test_a_caption_uses_the_present_for_the_past(text: str, tense: Tense) -> None:
    """In headlines and captions the present tense of a calendar's verb does not look ahead."""
    assert _get_tense(text, historic=True) is tense


@pytest.mark.parametrize(
    ("text", "is_firm"),
    [
        pytest.param("they left on TIME", True, id="a past and its time"),
        pytest.param("the attack on TIME killed nine", True, id="a past behind it"),
        pytest.param("on TIME, the port said, he left", True, id="a time that opens the sentence"),
        pytest.param("they will go on TIME", True, id="will"),
        pytest.param("it is due on TIME", True, id="is due"),
        pytest.param("it was due on TIME", False, id="was due"),
        pytest.param("they would go on TIME", False, id="would"),
        pytest.param("talks begin on TIME", False, id="a calendar's verb"),
        pytest.param("they cancelled the dance on TIME", False, id="what is cancelled"),
        pytest.param("the dance on TIME was cancelled", False, id="what was cancelled"),
        pytest.param("it was cancelled on TIME", True, id="the day of cancelling"),
        pytest.param("they called a vote for TIME", False, id="for"),
        pytest.param("they urged him to go on TIME", False, id="a wish"),
        pytest.param("he refused to go on TIME", True, id="a refusal"),
        pytest.param("he said the port closes on TIME", False, id="a report of what is to come"),
        pytest.param("he said in a letter on TIME", True, id="the report itself"),
        pytest.param("they sold tickets for the match on TIME", False, id="an event ahead"),
        pytest.param("they set a TIME deadline", False, id="a time that describes a noun"),
        pytest.param("the trial over the TIME bombing will begin", False, id="a future of something else"),
        pytest.param("the port TIME", False, id="no verb"),
    ],
)
def test_a_firm_tense_is_that_of_the_verb_that_happens_then(text: str, is_firm: bool) -> None:
    """A verb that only governs what happens at the time leaves the year open."""
    tokens = list(tokenize(text))
    place = next(at for at, token in enumerate(tokens) if token.text == "TIME")
    assert read_tense(tokens, place, place + 1).is_firm is is_firm


def test_another_sentence_has_its_own_tense() -> None:
    """A verb of the sentence before or behind does not count."""
    tokens = [*tokenize("They left.", sentence=0), *tokenize("The port TIME", 11, 1), *tokenize("They will go.", 25, 2)]
    place = next(at for at, token in enumerate(tokens) if token.text == "TIME")
    assert detect_tense(tokens, place, place + 1) is _NONE


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        pytest.param("what did they say", _PAST, id="a past"),
        pytest.param("what will they say", _FUTURE, id="a future"),
        pytest.param("what did they say will come", _FUTURE, id="both"),
        pytest.param("what of the port", _NONE, id="none"),
        pytest.param("the next talks", _FUTURE, id="next"),
        pytest.param("what is ahead", _FUTURE, id="ahead"),
        pytest.param("what may help", _NONE, id="may is a month as often"),
        pytest.param("what is due", _FUTURE, id="due"),
    ],
)
def test_a_question_looks_one_way(text: str, tense: Tense) -> None:
    """A question looks ahead where any word of it does, else back where a verb does."""
    assert detect_question_tense(list(tokenize(text, is_question=True))) is tense


def test_what_was_due_on_a_day_is_past() -> None:
    """What was due by a day looks back, what is due by it ahead."""
    assert _get_tense("returns were due by TIME") is Tense.PAST
    assert _get_tense("returns are due by TIME") is Tense.FUTURE
