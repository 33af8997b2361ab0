"""Who acts in a text."""

import pytest

from corpus.actors import Cast, Lexicon, find
from corpus.model import Actor, ActorKind, Mention, MentionKind, Sentence, Zone
from corpus.registry import bundled


def read(*sentences: str, zone: Zone = Zone.BODY) -> Cast:
    """Find actors in *sentences*, each a paragraph, with a registry that holds no person."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        spans.append(Sentence("a", len(text), len(text) + len(sentence), sentence, zone, number))
        text += sentence + "\n\n"
    cast = find(text, spans, bundled().without_people())
    assert all(text[m.start : m.end] == m.text for m in cast.mentions)
    assert {m.actor for m in cast.mentions} - {None} <= {a.id for a in cast.actors}
    return cast


def named(cast: Cast) -> list[tuple[str, str | None]]:
    """Give words and actor of each mention."""
    return [(m.text, m.actor) for m in cast.mentions]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        pytest.param("Ministers in Seoul met on Monday.", True, id="in a city"),
        pytest.param("Thousands filled Seoul's streets.", True, id="its streets"),
        pytest.param("It was his first visit to Seoul since March.", True, id="a visit"),
        pytest.param("The Seoul-based group was founded in 1999.", True, id="based there"),
        pytest.param("Officials in Tokyo and Seoul met.", True, id="the second of a list"),
        pytest.param("Seoul — The ministry said nothing.", True, id="a dateline"),
        pytest.param("On Monday Seoul said it would reply.", False, id="it speaks"),
        pytest.param("Calls from Washington and Seoul went unheard.", False, id="calls from it"),
        pytest.param("The aid that Seoul has sent is small.", False, id="it sends"),
    ],
)
def test_a_capital_is_a_government_or_a_place(sentence: str, place: bool) -> None:
    """A capital that acts is its government; one where people are is no actor."""
    assert (("Seoul", "south-korea") not in named(read(sentence))) is place


def test_a_surname_is_the_person_named_in_full() -> None:
    """First the full name, then the surname: one actor."""
    cast = read("Pavel Dvorsky met the press.", "Later Dvorsky said he was glad.")
    assert named(cast)[:2] == [("Pavel Dvorsky", "pavel-dvorsky"), ("Dvorsky", "pavel-dvorsky")]


def test_spellings_of_one_name_are_one_actor() -> None:
    """Hyphens, their absence and one word make no second person."""
    cast = read("Park Min-ho said no.", "Then Park Min Ho said yes.", "Park Minho was silent.")
    assert {m.actor for m in cast.mentions} == {"park-min-ho"}


def test_a_shared_surname_is_left_open() -> None:
    """Where two bear a surname and neither was just named, it stays open."""
    cast = read("Park Min-ho met Park Su-ah there.", "They spoke.", "It rained.", "Nobody came.", "Park was pleased.")
    assert cast.mentions[-1].text == "Park"
    assert cast.mentions[-1].actor is None


@pytest.mark.parametrize(
    "caption",
    [
        "The ministers shake hands. Photograph: Ivo Brandt/AFP via Getty Images",
        "The ministers shake hands. (Yonhap)",
        "The ministers shake hands. Photo by Ivo Brandt",
    ],
)
def test_a_credit_is_no_actor(caption: str) -> None:
    """Photographers and agencies under a picture do not act."""
    assert named(read(caption, zone=Zone.CAPTION)) == []


@pytest.mark.parametrize("zone", [Zone.BYLINE, Zone.RELATED_LINK, Zone.BOILERPLATE, Zone.AUTHOR_BIO])
def test_what_is_not_told_is_not_read(zone: Zone) -> None:
    """Bylines, links and menus name nobody."""
    assert read("Vladimir Putin and Russia", zone=zone) == Cast()


def test_a_direction_names_a_state_only_in_context() -> None:
    """The North is North Korea where North Korea is named, and nobody elsewhere."""
    assert ("North", "north-korea") in named(read("North Korea agreed, and the North signed."))
    assert named(read("It snowed in the North of the county.")) == []


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        pytest.param("what did john kirby say", [("john kirby", "john-kirby")], id="small letters"),
        pytest.param("Zelenski on the war", [("Zelenski", "volodymyr-zelenskyy")], id="a misspelling"),
        pytest.param("did Kim Jongun travel", [("Kim Jongun", "kim-jong-un")], id="joined names"),
        pytest.param("what does the DPRK want", [("DPRK", "north-korea")], id="an acronym"),
        pytest.param("tell us who won", [], id="common words"),
        pytest.param("who is Kim Hong-ji?", [], id="another of that surname"),
        pytest.param(
            "what did the russian president do", [("the russian president", "vladimir-putin")], id="an office"
        ),
        pytest.param("is the us in?", [("us", "united-states")], id="the us"),
    ],
)
def test_a_question_is_read_as_it_is_typed(question: str, mentions: list[tuple[str, str]]) -> None:
    """Actors in questions are found in any case and with small errors."""
    assert [(m.text, m.actor) for m in Lexicon(bundled()).spot(question)] == mentions


def test_the_holder_whom_articles_name_comes_first() -> None:
    """Of two who held an office, the one whom the articles name is meant."""
    earlier = Actor("jens-stoltenberg", "Jens Stoltenberg", ActorKind.PERSON)
    found = Lexicon(bundled(), [earlier]).spot("what has the NATO chief said?")
    assert found == (Mention(9, 23, "the NATO chief", "jens-stoltenberg", MentionKind.NOMINAL),)


def test_unknown_names_have_near_ones() -> None:
    """A name that nobody bears leads to those that look like it; nonsense leads nowhere."""
    lexicon = Lexicon(bundled())
    assert lexicon.nearest("Zelenski", 1) == ("Volodymyr Zelenskyy",)
    assert lexicon.nearest("qqqq") == ()
    assert "Volodymyr Zelenskyy" in lexicon.names()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Владимир Путин сказал. 習近平は言った。", id="other scripts"),
        pytest.param("THE RUSSIAN PRESIDENT VLADIMIR PUTIN SAID NO TO NATO.", id="all capitals"),
        pytest.param("((( “He said [ Putin } ’s ’’’ --- ", id="unbalanced signs"),
        pytest.param("İstanbul ŉ ẞ ǅ", id="letters that change length"),
        pytest.param(
            " ".join(f"Anna Numeral{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}" for i in range(1000)), id="1000 names"
        ),
        pytest.param("Russia said Putin would go. " * 1800, id="50,000 code points"),
    ],
)
def test_bad_input_is_read_without_harm(text: str) -> None:
    """Nothing typed breaks the finder, and offsets stay true."""
    cast = find(text, (Sentence("a", 0, len(text), text),), bundled())
    assert all(text[m.start : m.end] == m.text for m in cast.mentions)
