"""Claims about topics: which articles belong to one, how surely, and by what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.languages import language
from briefings.topics import RELEVANT, called, nearest, relevance, relevant, request, sought, worth
from corpus.actors import Lexicon
from corpus.model import Passage, Query, Topic, Zone
from corpus.registry import bundled
from tests.briefings.passages import BANK, MAYOR, passage

LEXICON = Lexicon(bundled(), (BANK, MAYOR))
RATES = Topic("Rates", ("interest rate", "inflation"), ("Central Bank",), scope="1")
RAISED = passage("The Central Bank raised its main interest rate on Monday.", "a", actors=(BANK,))
PRICES = passage("Inflation had reached nine per cent in the spring.", "a", 100, position=1)
NETS = passage("Fishermen on the coast complained about empty nets all week.", "b")


def late(told: Passage, article: str = "c") -> Passage:
    """Put *told* to the end of a long article."""
    citation = replace(told.citation, key=article)
    return replace(told, citation=citation, position=60)


def test_an_article_belongs_by_the_words_and_actors_that_it_holds() -> None:
    """What holds the topic's terms and actors early on belongs; what holds none does not, and nothing is of nothing."""
    wanted = sought(RATES, LEXICON)
    found = relevance(wanted, (RAISED, PRICES))
    assert found.score > RELEVANT
    assert dict(found.reasons) == {"Central Bank": 1, "interest rate": 1, "inflation": 1}
    assert relevance(wanted, (NETS,)).score == relevance(wanted, ()).score == 0.0
    assert list(relevant(wanted, (NETS, PRICES, RAISED, RAISED))) == ["a"]


def test_a_word_counts_the_more_the_earlier_and_the_more_often_it_stands() -> None:
    """The headline outweighs the first sentence, that the last, and two sentences outweigh one."""
    wanted = sought(RATES, LEXICON)
    titled = replace(PRICES, sentence=replace(PRICES.sentence, zone=Zone.HEADLINE))
    again = replace(late(PRICES), sentence=replace(PRICES.sentence, start=500, end=500 + len(PRICES.sentence.text)))
    scores = [
        relevance(wanted, group).score for group in ((titled,), (PRICES,), (late(PRICES), again), (late(PRICES),))
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_a_phrase_is_held_whole() -> None:
    """The words of a phrase far apart are not the phrase; another form of its words is."""
    wanted = sought(Topic("Rates", ("interest rate",)), LEXICON)
    apart = passage("The interest of the public in the birth rate is large.")
    inflected = passage("Interest rates were of no help to the fishermen.")
    assert relevance(wanted, (apart,)).score == 0.0
    assert relevance(wanted, (inflected,)).score > RELEVANT


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
    wanted = sought(replace(RATES, sources=(source,)), LEXICON)
    told = replace(RAISED, citation=replace(RAISED.citation, address="https://www.news.example.org/a?b=1"))
    assert (relevance(wanted, (told,)).score > RELEVANT) == belongs


def test_only_articles_in_the_named_languages_belong() -> None:
    """An English article belongs to a topic in English and not to one in German; what tells no language may be any."""
    told = passage("The Central Bank said that it had raised its main interest rate.", actors=(BANK,))
    english, german = (sought(replace(RATES, languages=(code,)), LEXICON) for code in ("en-GB", "de"))
    assert relevance(english, (told,)).score > RELEVANT
    assert relevance(german, (told,)).score == 0.0
    assert relevance(german, (passage("Inflation!"),)).score > 0.0


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
def test_a_language_is_told_by_script_and_common_words(text: str, code: str) -> None:
    """One sentence of usual words is enough; a label tells nothing."""
    assert language(text) == code


def test_actors_are_read_by_name_or_id_and_strangers_as_words() -> None:
    """A known actor counts however it is named; a name that nobody bears is looked for as it is written."""
    wanted = sought(Topic("People", actors=("ana-ruiz", "Central Bank", "Quentin Abernethy")), LEXICON)
    assert [actor.id for actor in wanted.actors] == ["ana-ruiz", "central-bank"]
    assert wanted.unknown == ("Quentin Abernethy",)
    assert dict(relevance(wanted, (passage("Quentin Abernethy left the town."),)).reasons) == {"Quentin Abernethy": 1}
    assert [query.actors or query.terms for query in wanted.queries] == [
        ("Quentin Abernethy",),
        ("ana-ruiz",),
        ("central-bank",),
    ]


def test_a_term_that_is_an_actors_name_counts_beside_it() -> None:
    """A word of the topic and an actor of the same id are two things that an article may hold."""
    wanted = sought(Topic("People", ("ana-ruiz",), ("Ana Ruiz",)), LEXICON)
    found = relevance(wanted, (passage("Ana Ruiz left the town.", actors=(MAYOR,)),))
    assert found.reasons == (("ana-ruiz", 1), ("Ana Ruiz", 1))


def test_a_sentence_without_the_topic_is_worth_less() -> None:
    """Within an article that belongs, what is of the topic itself is preferred."""
    wanted = sought(RATES, LEXICON)
    assert worth(wanted, RAISED) > worth(wanted, NETS) > 0


def test_a_request_says_how_the_topic_was_read_and_not_whose_it_is() -> None:
    """The reader sees the topic's actors and terms; the server whose it is stays out of it."""
    asked = request(sought(RATES, LEXICON), Query())
    assert asked.read_as == ("the topic Rates: Central Bank, interest rate, inflation",)
    assert asked.topic == replace(RATES, scope="")


def test_topics_are_called_by_name_and_the_nearest_are_offered() -> None:
    """Case and spaces don't matter; a slip of the pen finds the nearest, and strange words the first few."""
    known = (RATES, Topic("Rare Earths", ("lithium",)), Topic("Cocoa", ("cocoa",)))
    assert called(" rare  EARTHS", known) == known[1]
    assert called("Rare", known) is None
    assert nearest("Rare Erths", known) == ("Rare Earths",)
    assert nearest("xyz", known, 2) == ("Rates", "Rare Earths")
    assert nearest("xyz", ()) == ()
