"""Claims about topics: which articles belong to one, how surely, and by what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.queries import (
    build_topic_request,
    closest_names,
    compile_topic,
    find_by_name,
    find_relevant_articles,
    weigh_sentence,
)
from briefings.queries.topics import MIN_RELEVANCE, measure_relevance
from briefings.text import detect_language
from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import Passage, Query, Topic, Zone
from tests.support.briefings.passages import BANK, MAYOR, build_passage

LEXICON = Lexicon(load_bundled_registry(), (BANK, MAYOR))
RATES = Topic("Rates", ("interest rate", "inflation"), ("Central Bank",), scope="1")
RAISED = build_passage("The Central Bank raised its main interest rate on Monday.", "a", actors=(BANK,))
PRICES = build_passage("Inflation had reached nine per cent in the spring.", "a", 100, position=1)
NETS = build_passage("Fishermen on the coast complained about empty nets all week.", "b")


def move_to_end(told: Passage, article: str = "c") -> Passage:
    """Put *told* to the end of a long article."""
    citation = replace(told.citation, key=article)
    return replace(told, citation=citation, position=60)


def test_an_article_belongs_by_the_words_and_actors_that_it_holds() -> None:
    """What holds the topic's terms and actors early on belongs; what holds none does not, and nothing is of nothing."""
    wanted = compile_topic(RATES, LEXICON)
    found = measure_relevance(wanted, (RAISED, PRICES))
    assert found.score > MIN_RELEVANCE
    assert dict(found.reasons) == {"Central Bank": 1, "interest rate": 1, "inflation": 1}
    assert measure_relevance(wanted, (NETS,)).score == measure_relevance(wanted, ()).score == 0.0
    assert list(find_relevant_articles(wanted, (NETS, PRICES, RAISED, RAISED))) == ["a"]


def test_a_word_counts_the_more_the_earlier_and_the_more_often_it_stands() -> None:
    """The headline outweighs the first sentence, that the last, and two sentences outweigh one."""
    wanted = compile_topic(RATES, LEXICON)
    titled = replace(PRICES, sentence=replace(PRICES.sentence, zone=Zone.HEADLINE))
    again = replace(
        move_to_end(PRICES), sentence=replace(PRICES.sentence, start=500, end=500 + len(PRICES.sentence.text))
    )
    scores = [
        measure_relevance(wanted, group).score
        for group in ((titled,), (PRICES,), (move_to_end(PRICES), again), (move_to_end(PRICES),))
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_a_phrase_is_held_whole() -> None:
    """The words of a phrase far apart are not the phrase; another form of its words is."""
    wanted = compile_topic(Topic("Rates", ("interest rate",)), LEXICON)
    apart = build_passage("The interest of the public in the birth rate is large.")
    inflected = build_passage("Interest rates were of no help to the fishermen.")
    assert measure_relevance(wanted, (apart,)).score == 0.0
    assert measure_relevance(wanted, (inflected,)).score > MIN_RELEVANCE


@pytest.mark.parametrize(
    ("source", "belongs"),
    [
        pytest.param("outlet  A".replace("  ", " "), True, id="the outlet in other case"),
        pytest.param("example.org", True, id="the host"),
        pytest.param("https://www.example.org/news", True, id="an address of the host"),
        pytest.param("news.example.org", True, id="the host below it"),
        pytest.param("ample.org", False, id="the end of the host's name"),
        pytest.param("Outlet B", False, id="another outlet"),
    ],
)
def test_only_articles_of_the_named_sources_belong(source: str, belongs: bool) -> None:
    """A source is an outlet by name, or a host with all below it."""
    wanted = compile_topic(replace(RATES, sources=(source,)), LEXICON)
    told = replace(RAISED, citation=replace(RAISED.citation, address="https://www.news.example.org/a?b=1"))
    assert (measure_relevance(wanted, (told,)).score > MIN_RELEVANCE) == belongs


def test_only_articles_in_the_named_languages_belong() -> None:
    """An English article belongs to a topic in English, not to one in German; an unknown language may be any."""
    told = build_passage("The Central Bank said that it had raised its main interest rate.", actors=(BANK,))
    english, german = (compile_topic(replace(RATES, languages=(code,)), LEXICON) for code in ("en-GB", "de"))
    assert measure_relevance(english, (told,)).score > MIN_RELEVANCE
    assert measure_relevance(german, (told,)).score == 0.0
    assert measure_relevance(german, (build_passage("Inflation!"),)).score > 0.0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The port was closed for three days because of the storm.", "en"),
        ("Der Hafen war wegen des Sturms für drei Tage nicht zu erreichen.", "de"),
        ("Le port est resté fermé pendant trois jours dans la tempête.", "fr"),
        ("El puerto estuvo cerrado tres días por la tormenta.", "es"),
        ("항구는 폭풍으로 사흘 동안 닫혔다.", "ko"),
        ("港は嵐のため三日間閉鎖された。", "ja"),
        ("Порт був закритий три дні через шторм у її водах.", "uk"),
        ("Порт был закрыт три дня из-за шторма.", "ru"),
        ("港口因风暴关闭三天。", "zh"),
        ("Ferry timetable", ""),
        ("12:30 — 14:00", ""),
    ],
)
def test_a_language_is_identified_by_script_and_common_words(text: str, code: str) -> None:
    """One sentence of usual words is enough; a label is not."""
    assert detect_language(text) == code


def test_actors_are_read_by_name_or_id_and_strangers_as_words() -> None:
    """A known actor counts however it is named; a name that nobody bears is looked for as it is written."""
    wanted = compile_topic(Topic("People", actors=("ana-ruiz", "Central Bank", "Quentin Abernethy")), LEXICON)
    assert [actor.id for actor in wanted.actors] == ["ana-ruiz", "central-bank"]
    assert wanted.unknown == ("Quentin Abernethy",)
    assert dict(measure_relevance(wanted, (build_passage("Quentin Abernethy left the town."),)).reasons) == {
        "Quentin Abernethy": 1
    }
    assert [query.actors or query.terms for query in wanted.queries] == [
        ("Quentin Abernethy",),
        ("ana-ruiz",),
        ("central-bank",),
    ]


def test_a_term_that_is_an_actors_name_counts_beside_it() -> None:
    """A word of the topic and an actor of the same id are two things that an article may hold."""
    wanted = compile_topic(Topic("People", ("ana-ruiz",), ("Ana Ruiz",)), LEXICON)
    found = measure_relevance(wanted, (build_passage("Ana Ruiz left the town.", actors=(MAYOR,)),))
    assert found.reasons == (("ana-ruiz", 1), ("Ana Ruiz", 1))


def test_a_sentence_without_the_topic_is_worth_less() -> None:
    """Within an article that belongs, what is of the topic itself is preferred."""
    wanted = compile_topic(RATES, LEXICON)
    assert weigh_sentence(wanted, RAISED) > weigh_sentence(wanted, NETS) > 0


def test_a_request_says_how_the_topic_was_read_and_not_whose_it_is() -> None:
    """The reader sees the topic's actors and terms; the server whose it is stays out of it."""
    asked = build_topic_request(compile_topic(RATES, LEXICON), Query())
    assert asked.read_as == ("the topic Rates: Central Bank, interest rate, inflation",)
    assert asked.topic == replace(RATES, scope="")


def test_topics_are_called_by_name_and_the_nearest_are_offered() -> None:
    """Case and spaces don't matter; a slip of the pen finds the nearest, and strange words the first few."""
    known = (RATES, Topic("Rare Earths", ("lithium",)), Topic("Cocoa", ("cocoa",)))
    assert find_by_name(" rare  EARTHS", known) == known[1]
    assert find_by_name("Rare", known) is None
    assert closest_names("Rare Erths", known) == ("Rare Earths",)
    assert closest_names("xyz", known, 2) == ("Rates", "Rare Earths")
    assert closest_names("xyz", ()) == ()
