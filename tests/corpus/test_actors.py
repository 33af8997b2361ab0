"""Who acts in a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.actors import Cast, Lexicon, find
from corpus.model import Actor, ActorKind, Claim, Mention, MentionKind, Provenance, Sentence, Zone
from corpus.registry import Verb, Word, bundled, curated


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
        pytest.param("A Seoul dealer bought the picture.", True, id="an adjective"),
        pytest.param("They came to the capital, Seoul.", True, id="said to be the capital"),
        pytest.param("Fans of Athletic Seoul cheered.", True, id="in a club's name"),
        pytest.param("He took aim at Seoul's plan.", False, id="its plan"),
        pytest.param("The change left Seoul with few friends.", False, id="left with few friends"),
        pytest.param("The Moscow-Seoul agreement holds.", False, id="one of a pair"),
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


def test_a_surname_of_several_known_people_is_left_open() -> None:
    """Where the registry knows several bearers and the article names none in full, nobody is guessed."""
    text = "What Mr Kim offered was little."
    cast = find(text, (Sentence("a", 0, len(text), text),), bundled())
    assert named(cast) == [("Kim", None)]


def test_a_shared_surname_is_resolved_by_context() -> None:
    """The bearer who was just named, or whose state is named beside the surname, is meant."""
    cast = read(
        "South Korean vice minister Kim Min-ho met Russian colonel Ivan Kim in Hanoi.",
        "It rained.",
        "Nobody came.",
        "They left.",
        "Moscow was told by Kim to wait.",
    )
    assert cast.mentions[-1].actor == "ivan-kim"


def test_the_kims_are_kept_apart() -> None:
    """People of one family name are as many actors as there are full names."""
    cast = read("Kim Jong-un, Kim Yo-jong, Kim Sol Min and Kim Chol-su are four people.")
    assert len({m.actor for m in cast.mentions}) == 4


@pytest.mark.parametrize(
    ("sentences", "words", "actor"),
    [
        pytest.param(
            ("Russian president Oleg Varin spoke.", "The Russian leader left."),
            "The Russian leader",
            "oleg-varin",
            id="an office, by the article",
        ),
        pytest.param(
            ("Lena Ost, a spokesperson for the union, smiled.", "The spokesperson left."),
            "The spokesperson",
            "lena-ost",
            id="a role named before",
        ),
        pytest.param(
            ("South Korea waits.", "North Korea and Russia signed. The two countries are allies."),
            "The two countries",
            "north-korea-and-russia",
            id="two states",
        ),
        pytest.param(
            ("Japan's Foreign Ministry said no.", "Later the ministry said yes."),
            "the ministry",
            "japan-foreign-ministry",
            id="the ministry named before",
        ),
        pytest.param(
            ("South Korea waits. A senior presidential official said so.",),
            "A senior presidential official",
            "unnamed-source-of-south-korea-presidential-office",
            id="an unnamed official",
        ),
        pytest.param(
            ("A source from the Foreign Ministry of Japan said so.",),
            "A source from the Foreign Ministry of Japan",
            "unnamed-source-of-japan-foreign-ministry",
            id="a source from a ministry",
        ),
        pytest.param(
            ("The office of French president Marc Duval declined.",),
            "The office of French president",
            "france-presidential-office",
            id="a president's office",
        ),
        pytest.param(("Pavel Dvorsky came. Then he left.",), "he", "pavel-dvorsky", id="he"),
        pytest.param(
            ("Russia waits.", "Its words were mild beside those from Paris, where the presidential office spoke."),
            "presidential office",
            "france-presidential-office",
            id="the office in the city just named",
        ),
        pytest.param(
            ("Russia waits.", "One senior official in Seoul said there was no need."),
            "One senior official in Seoul",
            "unnamed-source-of-south-korea",
            id="an official in a capital",
        ),
    ],
)
def test_a_description_names_its_actor(sentences: tuple[str, ...], words: str, actor: str) -> None:
    """Offices, roles, bodies, pairs and unnamed sources are resolved where one actor is plain."""
    assert (words, actor) in named(read(*sentences))


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(("Pavel Dvorsky met Ivo Brandt.", "Then he left."), id="two people"),
        pytest.param(('"Pavel Dvorsky is wrong," he said.',), id="the person is in the quotation"),
        pytest.param(
            ('Pavel Dvorsky spoke. "I know he lies," said Ivo Brandt.',), id="the pronoun is in the quotation"
        ),
    ],
)
def test_a_pronoun_that_is_not_plain_is_left_alone(sentences: tuple[str, ...]) -> None:
    """A pronoun is linked only where one person can be meant."""
    assert all(m.kind is not MentionKind.PRONOUN for m in read(*sentences).mentions)


def test_an_unnamed_source_is_part_of_its_institution() -> None:
    """A source without a name is an actor of its own, which says whose it is."""
    cast = read("A source from the Foreign Ministry of Japan said so.")
    source = next(actor for actor in cast.actors if actor.kind is ActorKind.ANONYMOUS)
    assert source.part_of == "japan-foreign-ministry"


def test_a_named_aide_is_no_unnamed_source() -> None:
    """An apposition describes the person it follows."""
    cast = read("Erin Wolff, a senior official who left, agreed.")
    assert [actor.kind for actor in cast.actors] == [ActorKind.PERSON]
    assert cast.actors[0].description == "a senior official"


@pytest.mark.parametrize(
    ("sentence", "description"),
    [
        pytest.param("Foreign Minister Anna Tanner left.", "Foreign Minister", id="a title before"),
        pytest.param("Swiss foreign minister Anna Tanner left.", "Swiss foreign minister", id="with its state"),
        pytest.param("Anna Tanner, director of the Odd Institute, left.", "director of the Odd Institute", id="after"),
    ],
)
def test_words_beside_a_name_describe_its_bearer(sentence: str, description: str) -> None:
    """Titles and appositions become the actor's description, and are no part of the name."""
    actor = next(actor for actor in read(sentence).actors if actor.kind is ActorKind.PERSON)
    assert (actor.name, actor.description) == ("Anna Tanner", description)


def test_what_two_states_signed_is_a_document() -> None:
    """A pact that an article says two states signed is an actor, for papers are quoted; an older one is another."""
    cast = read(
        "North Korea and Russia signed a mutual defence pact on Monday.",
        "The pact replaces the treaty of 1961, and North Korea and Russia like it.",
    )
    papers = {actor.id for actor in cast.actors if actor.kind is ActorKind.DOCUMENT}
    assert papers == {"north-korea-and-russia-treaty"}
    assert [m.text for m in cast.mentions if m.actor in papers] == ["a mutual defence pact", "The pact"]


def test_an_acronym_in_brackets_is_its_full_name() -> None:
    """An acronym behind the full name is the same body."""
    cast = read("The Organisation for Odd Things (OOT) met.", "OOT said nothing.")
    assert [m.actor for m in cast.mentions] == ["organisation-for-odd-things"] * 3


@pytest.mark.parametrize("text", ["Nato said no.", "NATO said no.", "NATO SAID NO TO ALL."])
def test_an_acronym_is_known_in_each_case(text: str) -> None:
    """Nato is NATO."""
    assert [m.actor for m in read(text).mentions] == ["nato"]


def test_a_longer_name_holds_a_known_one() -> None:
    """A state inside a body's name is not mentioned by itself."""
    cast = read("The World Institute for South Africa Studies agreed.")
    assert named(cast) == [("World Institute for South Africa Studies", "world-institute-for-south-africa-studies")]


@pytest.mark.parametrize("name", ["Chad Oxley", "Michael Jordan", "Denzel Washington"])
def test_a_person_may_be_named_like_a_state(name: str) -> None:
    """A state's or a city's name in a person's name is no state."""
    cast = read(f"Yesterday {name} won the prize.", f"{name.split()[1]} said thanks.")
    assert {actor.name for actor in cast.actors} == {name}


def test_compounds_of_names_are_two_mentions() -> None:
    """Names coupled by a hyphen are found where each stands alone elsewhere."""
    cast = read("Pavel Dvorsky met Ivo Brandt.", "Brandt said the Dvorsky-Brandt talks with Dvorsky were over.")
    assert ("Dvorsky", "pavel-dvorsky") in named(cast)
    assert [m.text for m in cast.mentions if m.start > 30].count("Brandt") == 2


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The Korean War ended long ago.", id="a war"),
        pytest.param("It fell on the Odessa Opera House.", id="a building"),
        pytest.param("Yesterday and on Monday it rained.", id="days"),
        pytest.param("Anger rose.", id="a word that starts a sentence"),
        pytest.param("Reporting by Jane Doe; Editing by John Roe", id="a reporter's credit"),
    ],
)
def test_what_cannot_act_is_no_actor(sentence: str) -> None:
    """Events, buildings, days, first words and credits name no actor."""
    assert read(sentence) == Cast()


def test_the_day_of_publication_decides_who_held_an_office() -> None:
    """The same words mean another person some years later."""
    text = "The US president spoke."
    spans = (Sentence("a", 0, len(text), text),)
    holders = [
        find(text, spans, bundled(), Provenance(published=Claim(day))).mentions[0].actor
        for day in ("2018-05-01", "2024-06-20")
    ]
    assert holders == ["donald-trump", "joe-biden"]


def test_the_place_of_writing_owns_unnamed_ministries() -> None:
    """An unowned ministry is that of the country where the article was written."""
    text = "The Foreign Ministry said that Russia was wrong."
    cast = find(text, (Sentence("a", 0, len(text), text),), bundled(), Provenance(place=Claim("Tokyo")))
    assert cast.mentions[0].actor == "japan-foreign-ministry"


def test_a_curators_merger_holds_in_articles() -> None:
    """Two discovered actors that a curator merged are one."""
    registry = curated(bundled(), [Word(Verb.MERGE, "pasha-dvorsky", "pavel-dvorsky")])
    text = "Pavel Dvorsky spoke, and Pasha Dvorsky sang."
    cast = find(text, (Sentence("a", 0, len(text), text),), registry)
    assert {m.actor for m in cast.mentions} == {"pavel-dvorsky"}


def test_a_curators_split_holds_in_articles() -> None:
    """A name that a curator took from an actor is not linked with it."""
    registry = curated(bundled(), [Word(Verb.SPLIT, "pavel-dvorsky", "Dvorsky")])
    text = "Pavel Dvorsky spoke. Later Mr Dvorsky sang."
    cast = find(text, (Sentence("a", 0, len(text), text),), registry)
    assert cast.mentions[-1].actor != "pavel-dvorsky"


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
    assert [(m.text, m.actor) for m in Lexicon(bundled()).spot(question)] == mentions


def test_the_holder_whom_articles_name_comes_first() -> None:
    """Of two who held an office, the one whom the articles name is meant."""
    earlier = Actor("jens-stoltenberg", "Jens Stoltenberg", ActorKind.PERSON)
    found = Lexicon(bundled(), [earlier]).spot("what has the NATO chief said?")
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
    found = Lexicon(bundled()).spot("what did the Russian president say?", day)
    assert [mention.actor for mention in found] == [actor]


def test_unknown_names_have_near_ones() -> None:
    """A name that nobody bears leads to those that look like it; nonsense leads nowhere."""
    lexicon = Lexicon(bundled())
    assert lexicon.nearest("Zelenski", 1) == ("Volodymyr Zelenskyy",)
    assert lexicon.nearest("qqqq") == ()
    assert "Volodymyr Zelenskyy" in lexicon.names()


_WORDS = st.sampled_from(
    "Kim Putin Seoul in the Russian president of Ministry A a said he official two countries İ ß 漢字 Путин U.S. NATO"
    " Mr von & 's 123 North and , . ( ) “ ” \" - – / \n".split(" ")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_WORDS, max_size=40), st.sampled_from(["", " "]))
def test_spans_are_true_whatever_is_written(words: list[str], between: str) -> None:
    """Each mention holds the words of its span, stands in its sentence, and names an actor that is given."""
    text = between.join(words)
    cast = find(text, (Sentence("a", 0, len(text), text),), bundled())
    assert all(text[m.start : m.end] == m.text and m.text.strip() for m in cast.mentions)
    assert {m.actor for m in cast.mentions} - {None} == {actor.id for actor in cast.actors}


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


def test_an_official_of_nothing_is_somebody_else_in_each_article() -> None:
    """Who has neither name nor institution is one within an article, and nobody of another."""
    text = "An official spoke. The official left."
    ids = [
        {mention.actor for mention in find(text, [Sentence(key, 0, len(text), text)], bundled()).mentions}
        for key in ("harbour", "ferry")
    ]
    assert [len(one) for one in ids] == [1, 1]
    assert ids[0].isdisjoint(ids[1])


def test_a_presidents_office_is_of_the_state_of_its_paragraph() -> None:
    """Two states in the paragraph before do not leave it to nobody, and its id is one in texts and in questions."""
    cast = read("France and Brazil wait.", "How far Paris would go, it did not say, the presidential office said.")
    assert ("presidential office", "france-presidential-office") in named(cast)
    (asked,) = Lexicon(bundled(), cast.actors).spot("what did France's presidential office say?")
    assert asked.actor == "france-presidential-office"
