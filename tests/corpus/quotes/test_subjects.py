"""Noun phrases that may name a source: how far they reach to the left of a verb, and to the right."""

from __future__ import annotations

import pytest

from corpus.quotes.cue_words import skip_adverbs
from corpus.quotes.subjects import find_main_subject, np_after, np_before
from tests.support.corpus.quote_tokens import format_phrase, split_at_mark, tokenize


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("the head of the mission| said", "the head + of the mission", id="of"),
        pytest.param("the head of the port of Oslo| said", "the head + of the port of Oslo", id="of and of"),
        pytest.param(
            "the Ministry of Defence in Bergen| said", "the Ministry of Defence + in Bergen", id="a name with of"
        ),
        pytest.param("the ministry of Defence| said", "the ministry + of Defence", id="no name with of"),
        pytest.param("the Ministry of arms| said", "the Ministry + of arms", id="nor this"),
        pytest.param("a man close to the envoy| said", "a man + close to the envoy", id="close to"),
        pytest.param("a man familiar with the case| said", "a man + familiar with the case", id="familiar with"),
        pytest.param("Ann Lee (D-N.C.)| said", "Ann Lee + (D-N.C.)", id="a bracket"),
        pytest.param("a statement read by the minister| said", "a statement + read by the minister", id="read by"),
        pytest.param("a plan drafted by Norway| said", "a plan + drafted by Norway", id="drafted by"),
        pytest.param("In Seoul on Monday the minister| said", "the minister", id="a place and a day in front"),
        pytest.param("during the talks the minister| said", "the minister", id="during"),
        pytest.param("despite heavy rain Ann Lee| said", "Ann Lee", id="despite"),
        pytest.param("after the vote in Bergen the envoy| said", "the envoy", id="after"),
        pytest.param("In Bergen| said", "Bergen", id="a place alone"),
        pytest.param("Recently Ann Lee| said", "Ann Lee", id="an adverb in front"),
        pytest.param("Late on Monday officials| said", "officials", id="a time in front"),
        pytest.param("this week| said", "this week", id="a time alone"),
        pytest.param("the last envoy| said", "the last envoy", id="no time"),
        pytest.param("the two| said", "the two", id="two determiners"),
        pytest.param("the crew saw these two| said", "these two", id="two determiners behind a verb"),
        pytest.param("it saw the envoy| said", "the envoy", id="one determiner behind a verb"),
        pytest.param("he told the office of the president| said", "the office + of the president", id="behind a verb"),
        pytest.param("they jumped in the water| said", "the water", id="a verb, and no phrase that goes on"),
        pytest.param("It rained and Ann Lee| said", "Ann Lee", id="a clause and"),
        pytest.param("Ann Lee and Bo Ode| said", "Ann Lee and Bo Ode", id="a pair"),
        pytest.param("that Ann Lee or Bo Ode| said", "Ann Lee or Bo Ode", id="a pair in a clause"),
        pytest.param(
            "the Port of Oslo and the Bank of Bergen| said", "the Bank of Bergen", id="no pair, for an article"
        ),
        pytest.param("the Port of Oslo and Bergen| said", "the Port of Oslo and Bergen", id="a pair in a name"),
        pytest.param("the envoy Ann Lee and Bo Ode| said", "Bo Ode", id="no pair, for a post"),
        pytest.param("a friend and Bo Ode| said", "Bo Ode", id="no pair, for a noun"),
        pytest.param("Bo Ode and a friend| said", "a friend", id="nor this way round"),
        pytest.param("the workers' union| said", "the workers' union", id="a possessive"),
        pytest.param("the workers’ union| said", "the workers’ union", id="a curly possessive"),
        pytest.param("Bergen's mayor| said", "Bergen's mayor", id="a possessive of a name"),
        pytest.param("a plan that Ann Lee| said", "Ann Lee", id="that, before a name"),
        pytest.param("a plan that| said", None, id="that, alone"),
        pytest.param("they saw that he| said", "he", id="that, before a pronoun"),
        pytest.param("it rained on that day| said", "that day", id="that, of a noun"),
        pytest.param("it is clear when the envoy| said", "the envoy", id="when"),
        pytest.param("when he| said", "he", id="a pronoun"),
        pytest.param("who they| said", "they", id="a pronoun behind another"),
        pytest.param("Ann Lee then| said", None, id="then"),
        pytest.param("no one| said", "no one", id="no one"),
        pytest.param("there is no crew| said", "no crew", id="no crew"),
        pytest.param("the red cross| said", "the red cross", id="no verb though it ends like one"),
        pytest.param("the elected mayor| said", "the elected mayor", id="a participle that is part of a name"),
        pytest.param("the port opened Ann Lee| said", "Ann Lee", id="a verb in front"),
        pytest.param("the crew leaving officials| said", "officials", id="a participle in front"),
        pytest.param(
            "the spokesman claims officials| said", "the spokesman claims officials", id="no verb, for a noun too"
        ),
        pytest.param("the spokesman says officials| said", "officials", id="a verb of saying in front"),
        pytest.param("the king| said", "the king", id="a short word on -ing"),
        pytest.param("a wing officer| said", "a wing officer", id="another"),
        pytest.param("the bed maker| said", "the bed maker", id="a short word on -ed"),
        pytest.param("a friend of the fed| said", "a friend + of the fed", id="another of them"),
        pytest.param("and| said", None, id="and alone"),
        pytest.param("61)| said", None, id="a bracket that nobody opened"),
        pytest.param(f"Ann ({'a ' * 10}a)| said", f"Ann + ({'a ' * 10}a)", id="a bracket as long as is believed"),
        pytest.param(f"Ann ({'a ' * 11}a)| said", None, id="a longer one"),
        pytest.param("so; Ann Lee| said", "Ann Lee", id="a mark in front"),
        pytest.param("“Go” Ann Lee| said", "Ann Lee", id="a quotation in front"),
        pytest.param("Bo " * 29 + "Ode| said", "Bo " * 29 + "Ode", id="as long as a phrase may be"),
        pytest.param("Bo " * 30 + "Ode| said", "Bo " * 29 + "Ode", id="no longer"),
        pytest.param("| said", None, id="nothing"),
    ],
)
def test_a_phrase_reaches_leftward_as_far_as_it_names_its_source(text: str, phrase: str | None) -> None:
    """It ends at the mark; what leads in, joins clauses, or is another verb does not belong to it."""
    plain, tokens, end = split_at_mark(text)
    assert format_phrase(plain, tokens, np_before(tokens, end)) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("said |the head of the mission, who left", "the head + of the mission", id="up to a comma"),
        pytest.param("said |the head of the mission who left", "the head + of the mission", id="up to who"),
        pytest.param("said |Ann Lee took boats", "Ann Lee", id="up to an irregular verb"),
        pytest.param("said |Ann took the boat", "Ann", id="the same before an article"),
        pytest.param("said |Ann Lee on Friday", "Ann Lee", id="up to on"),
        pytest.param("said |Ann Lee Friday", "Ann Lee", id="up to a day"),
        pytest.param("said |a Friday paper", "a Friday paper", id="a day behind an article"),
        *(
            pytest.param(f"said |the envoy {word} it all", "the envoy", id=f"up to {word}")
            for word in ("in", "on", "at", "during", "after", "to", "about", "by")
        ),
        *(
            pytest.param(f"said |the envoy {word} Oslo", f"the envoy + {word} Oslo", id=f"with {word}")
            for word in ("of", "for", "from", "with", "near", "against")
        ),
        *(
            pytest.param(f"said |{word}", None, id=f"not {word}")
            for word in ("who", "which", "when", "on", "Friday", "of")
        ),
        *(pytest.param(f"said |{word} left", word, id=word) for word in ("he", "she", "they", "it", "i", "we")),
        pytest.param("said |leaving men", None, id="not a participle"),
        pytest.param("said |, Ann", None, id="not a mark"),
        pytest.param("said|", None, id="nothing"),
        pytest.param("said |Ann Lee and Bo Ode", "Ann Lee and Bo Ode", id="a pair"),
        pytest.param("said |Ann Lee and her crew", "Ann Lee", id="no pair"),
        pytest.param("said |a man and Bo Ode", "a man", id="nor this way round"),
        pytest.param("said |Ann Lee or", "Ann Lee", id="nor with nothing behind"),
        pytest.param("said |Ann Lee leaving", "Ann Lee", id="up to a participle"),
        pytest.param("said |the visiting envoy", "the visiting envoy", id="a participle behind an article"),
        pytest.param("said |officials wounded", "officials wounded", id="a participle that belongs to names"),
        pytest.param("said |Ann Lee was late", "Ann Lee", id="up to was"),
        pytest.param("said |all the crew", "all the crew", id="two determiners"),
        pytest.param("said |that man", "that man", id="that, of a noun"),
        pytest.param("said |one official of the port", "one official + of the port", id="one of some"),
        pytest.param("said |the workers' union", "the workers' union", id="a possessive"),
        pytest.param("said |the workers’ union", "the workers’ union", id="a curly possessive"),
        pytest.param("said |the workers'", "the workers", id="a possessive of nothing"),
        pytest.param("said |Ann B. Lee.", "Ann B. Lee", id="an initial, and the sentence's end"),
        pytest.param("said |Mr. Lee", "Mr. Lee", id="a title"),
        pytest.param("said |Ann Lee (61) of Oslo", "Ann Lee", id="up to a bracket"),
        pytest.param("said |" + "Bo " * 30 + "Ode", ("Bo " * 30).strip(), id="no longer than a phrase may be"),
    ],
)
def test_a_phrase_reaches_rightward_as_far_as_it_names_its_source(text: str, phrase: str | None) -> None:
    """It begins at the mark, and ends before a clause, a time, a place of the saying, or a verb."""
    plain, tokens, start = split_at_mark(text)
    assert format_phrase(plain, tokens, np_after(tokens, start)) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("The minister wrote a letter", "The minister", id="nothing leads in"),
        pytest.param("On Friday, the envoy went on", "the envoy", id="a time leads in"),
        pytest.param("Leaving Bergen, Ann left", "Ann", id="a participle leads in"),
        pytest.param("Recently, Ann left", "Ann", id="an adverb leads in"),
        pytest.param("Asked why, he left", "he", id="asked"),
        pytest.param("Unlike Ann, Bo left", "Bo", id="unlike"),
        pytest.param("And then Ann left", "Ann", id="joining words"),
        pytest.param("On Friday, and then, Bo left", None, id="a second comma"),
        pytest.param("In Bergen it rained", None, id="no comma behind what leads in"),
        pytest.param("Beijing was late", "Beijing", id="a name that ends like a participle"),
        pytest.param("Italy was late", "Italy", id="a name that ends like an adverb"),
        pytest.param("On " + "a " * 38 + ", Bo left", "Bo", id="a comma not too far"),
        pytest.param("On " + "a " * 39 + ", Bo left", None, id="a comma too far"),
        pytest.param("", None, id="nothing"),
        pytest.param("And", None, id="nothing behind"),
    ],
)
def test_a_sentence_is_about_the_phrase_that_opens_it(text: str, phrase: str | None) -> None:
    """What leads in, up to its comma, is skipped; so are joining words."""
    tokens = tokenize(text)
    assert format_phrase(text, tokens, find_main_subject(tokens)) == phrase


@pytest.mark.parametrize(
    ("text", "subject", "denied"),
    [
        pytest.param("Ann Lee| said", "Ann Lee", False, id="nothing between"),
        pytest.param("Ann Lee has also| said", "Ann Lee", False, id="auxiliaries and adverbs"),
        pytest.param("Ann Lee quickly| said", "Ann Lee", False, id="an adverb on -ly"),
        pytest.param("men of Italy| said", "men of Italy", False, id="a name on -ly"),
        pytest.param("Ann Lee did not| say", "Ann Lee", True, id="not"),
        pytest.param("Ann Lee never| said", "Ann Lee", True, id="never"),
        pytest.param("Ann Lee never once| said", "Ann Lee", True, id="never, further off"),
        pytest.param("Ann Lee didn't| say", "Ann Lee", True, id="a shortened not"),
        pytest.param("Ann Lee couldn’t even| say", "Ann Lee", True, id="a curly one"),
        pytest.param("Ann Lee on Friday| said", "Ann Lee", False, id="on a day"),
        pytest.param("Ann Lee late on Monday| said", "Ann Lee", False, id="late on a day"),
        pytest.param("Ann Lee early Monday| said", "Ann Lee", False, id="early on a day"),
        pytest.param("Ann Lee last week| said", "Ann Lee", False, id="last week"),
        pytest.param("Ann Lee this morning| said", "Ann Lee", False, id="this morning"),
        pytest.param("Ann Lee earlier this year| said", "Ann Lee", False, id="earlier this year"),
        pytest.param("Ann Lee Friday evening| said", "Ann Lee", False, id="a day's evening"),
        pytest.param("the Post last month| said", "the Post", False, id="last month"),
        *(
            pytest.param(f"Ann Lee {when}| said", "Ann Lee", False, id=when)
            for when in ("early afternoon", "late night", "Monday night", "this afternoon", "earlier year")
        ),
        pytest.param("the last| said", "the last", False, id="no time of last alone"),
        pytest.param("the week| said", "the week", False, id="no time of week alone"),
        pytest.param("week| said", "week", False, id="nor at the beginning"),
        pytest.param("Ann Lee, this man| said", "Ann Lee, this man", False, id="nor of this man"),
        pytest.param("later| said", "", False, id="no subject"),
    ],
)
def test_adverbs_and_times_stand_between_a_subject_and_its_verb(text: str, subject: str, denied: bool) -> None:
    """They are skipped from the verb leftward, and say whether it is denied."""
    plain, tokens, verb = split_at_mark(text)
    at, is_denied = skip_adverbs(tokens, verb)
    assert (plain[: tokens[at - 1].end] if at else "", is_denied) == (subject, denied)


def test_words_are_compared_in_small_letters_but_for_acronyms() -> None:
    """“US”, “IT” and “WHO” are no pronouns, and a curly apostrophe is a straight one."""
    assert [token.lower for token in tokenize("The US, IT and WHO don’t")] == [
        *("the", "US", ",", "IT", "and", "WHO", "don't"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("the U.N. and U.S.’s", ["the", "U.N.", "and", "U.S.’s"], id="initials"),
        pytest.param("the U.N.'s", ["the", "U.N.'s"], id="initials and a straight possessive"),
        pytest.param("Mr. Lee of A&B", ["Mr.", "Lee", "of", "A&B"], id="a title, and a name with a sign"),
        pytest.param("Ann B. Lee, Jr., 61", ["Ann", "B.", "Lee", ",", "Jr.", ",", "61"], id="an initial"),
        pytest.param("well-known ... --- 3.5", ["well-known", "...", "---", "3.5"], id="hyphens, dots and dashes"),
        pytest.param("men.", ["men", "."], id="a stop"),
    ],
)
def test_a_sentence_is_cut_into_words_and_marks(text: str, words: list[str]) -> None:
    """Abbreviations keep their stops, words their hyphens and apostrophes; each mark stands alone."""
    assert [token.text for token in tokenize(text)] == words
