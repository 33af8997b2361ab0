"""Claims about actors in questions."""

import pytest

from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import Actor, ActorKind, Mention, MentionKind


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        pytest.param("what did john kirby say", [("john kirby", "john-kirby")], id="small letters"),
        pytest.param("Zelenski on the war", [("Zelenski", "volodymyr-zelenskyy")], id="a misspelling"),
        pytest.param("did Kim Jongun travel", [("Kim Jongun", "kim-jong-un")], id="joined names"),
        pytest.param("what does the DPRK want", [("DPRK", "north-korea")], id="an acronym"),
        pytest.param("tell us who won", [], id="common words"),
        pytest.param("who is Kim Chol-su?", [], id="another of that surname"),
        pytest.param(
            "what did the russian president do", [("the russian president", "vladimir-putin")], id="an office"
        ),
        pytest.param("is the us in?", [("us", "united-states")], id="the us"),
    ],
)
def test_a_question_is_read_as_it_is_typed(question: str, mentions: list[tuple[str, str]]) -> None:
    """Actors in questions are found in any case and with small errors."""
    assert [(m.text, m.actor) for m in Lexicon(load_bundled_registry()).find_mentions(question)] == mentions


def test_the_holder_whom_articles_name_comes_first() -> None:
    """Of two who held an office, the one whom the articles name is meant."""
    earlier = Actor("jens-stoltenberg", "Jens Stoltenberg", ActorKind.PERSON)
    found = Lexicon(load_bundled_registry(), [earlier]).find_mentions("what has the NATO chief said?")
    assert found == (Mention(9, 23, "the NATO chief", "jens-stoltenberg", MentionKind.NOMINAL),)


@pytest.mark.parametrize(
    ("day", "actor"),
    [
        pytest.param("2006-12-31", "vladimir-putin", id="the same before"),
        pytest.param("2010-06-01", "russia", id="one whom nobody knows"),
        pytest.param(None, "vladimir-putin", id="no day"),
    ],
)
def test_an_office_is_its_holders_of_the_day_asked_of(day: str | None, actor: str) -> None:
    """Who holds an office now is not taken for who held it then."""
    found = Lexicon(load_bundled_registry()).find_mentions("what did the Russian president say?", day)
    assert [mention.actor for mention in found] == [actor]


def test_unknown_names_have_near_ones() -> None:
    """A name that nobody bears leads to those that look like it; nonsense leads nowhere."""
    lexicon = Lexicon(load_bundled_registry())
    assert lexicon.suggest_names("Zelenski", 1) == ("Volodymyr Zelenskyy",)
    assert lexicon.suggest_names("qqqq") == ()
