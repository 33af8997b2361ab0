"""Claims about which words name an actor at all, whatever is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.entities.models import ArticleEntities
from corpus.models import ActorKind, Zone
from tests.support.corpus.entities import list_mentions, tag_sentences, tag_text


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
    assert (("Seoul", "south-korea") not in list_mentions(tag_sentences(sentence))) is place


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
    assert list_mentions(tag_sentences(caption, zone=Zone.CAPTION)) == []


@pytest.mark.parametrize("zone", [Zone.BYLINE, Zone.RELATED_LINK, Zone.BOILERPLATE, Zone.AUTHOR_BIO])
def test_what_is_not_part_of_the_report_is_not_read(zone: Zone) -> None:
    """Bylines, links and menus name nobody."""
    assert tag_sentences("Vladimir Putin and Russia", zone=zone) == ArticleEntities()


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Yesterday and on Monday it rained.", id="days"),
        pytest.param("Anger rose.", id="a word that starts a sentence"),
        pytest.param("Reporting by Jane Doe; Editing by John Roe", id="a reporter's credit"),
    ],
)
def test_what_cannot_act_is_no_actor(sentence: str) -> None:
    """Days, first words and credits name no actor."""
    assert tag_sentences(sentence) == ArticleEntities()


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        pytest.param("The Korean War ended long ago.", "Korean War", ActorKind.EVENT, id="a war"),
        pytest.param("It fell on the Odessa Opera House.", "Odessa Opera House", ActorKind.PLACE, id="a building"),
        pytest.param("They fled from Hurricane Olga.", "Hurricane Olga", ActorKind.EVENT, id="a storm"),
        pytest.param("It breaks the Vienna Convention.", "Vienna Convention", ActorKind.DOCUMENT, id="a treaty"),
    ],
)
def test_events_places_and_documents_have_a_kind_of_their_own(sentence: str, name: str, kind: ActorKind) -> None:
    """A war, a building, a storm and a treaty are found, each by its whole name."""
    assert [(actor.name, actor.kind) for actor in tag_sentences(sentence).actors] == [(name, kind)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("They live in New Ankara now.", "New Ankara", id="a town named after a capital"),
        pytest.param("They cheered for Atletic Lima all night.", "Atletic Lima", id="a club"),
        pytest.param("It was OK Kyiv who won.", "OK Kyiv", id="a club with an acronym"),
        pytest.param("We saw Sydney Marlowe there.", "Sydney Marlowe", id="a person with a city's name"),
        pytest.param("We saw Emma Welsh there.", "Emma Welsh", id="a person with a people's name"),
        pytest.param("We saw Finn Tarbell there.", "Finn Tarbell", id="a given name that is a people's, too"),
        pytest.param("It came from Public Safety Wales, they said.", "Public Safety Wales", id="an agency of a state"),
        pytest.param("They study at Weaver College Dublin now.", "Weaver College Dublin", id="a college in a capital"),
        pytest.param("It was built near the Oslo Gate.", "Oslo Gate", id="a building"),
        pytest.param("They signed the Lima Protocol there.", "Lima Protocol", id="a document"),
        pytest.param("They signed the Treaty of Riga there.", "Treaty of Riga", id="a document of a city"),
    ],
)
def test_the_longest_name_wins(sentence: str, name: str) -> None:
    """A state or a capital inside a longer name is not named."""
    actors = tag_sentences(sentence).actors
    assert [actor.name for actor in actors] == [name]
    assert ActorKind.STATE not in {actor.kind for actor in actors}


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(("The fair in Athens, Ohio, is over.", "Athens was happy."), id="a region after it"),
        pytest.param(("The fair in Peru, Indiana, is over.", "Peru was happy."), id="a region after a state"),
        pytest.param(("OSLO, Minn. — It snowed.", "The mayor of Oslo was glad."), id="an abbreviated region after it"),
        pytest.param(("Rep. Ann Hollis (D-San Jose) voted.",), id="a politician's home"),
        pytest.param(("It was Dynamo Bern who won.", "Bern had trained hard."), id="a club's short name"),
    ],
)
def test_a_namesake_of_a_capital_is_no_government(sentences: tuple[str, ...]) -> None:
    """A town elsewhere, or a club, is not the state whose capital has its name, in the whole article."""
    assert ActorKind.STATE not in {actor.kind for actor in tag_sentences(*sentences).actors}


def test_a_people_before_a_full_name_is_no_given_name() -> None:
    """“Finn” before a person with a given name is a people, there and before the surname alone."""
    actors = tag_sentences("Then the judges met Finn Hannu Tarbell.", "Finn Tarbell was glad.").actors
    assert {actor.name for actor in actors} == {"Finland", "Hannu Tarbell"}


def test_a_state_of_the_us_is_not_a_country_of_that_name() -> None:
    """Beside another state of the US, or after a county, Georgia is no country; elsewhere it is one."""
    for sentence in ("Voters in Alabama and Georgia queued.", "It is in Clarke County, Georgia, they said."):
        assert ActorKind.STATE not in {actor.kind for actor in tag_sentences(sentence).actors}
    assert [actor.id for actor in tag_sentences("Georgia said that Russia had agreed.").actors] == ["georgia", "russia"]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("She wore No. 9 and lives at No. 4.", id="a number"),
        pytest.param("It grew to Category 5 within a day.", id="a category"),
        pytest.param("Schools in Fla. and N.C. are shut.", id="abbreviated states"),
        pytest.param("The Deputy Coroner came late.", id="a role"),
        pytest.param("Image copyright and so on. Media caption of the pier.", id="labels of pictures"),
        pytest.param("(Oddly, few of them left.)", id="an adverb that opens a sentence"),
        pytest.param("It scared many Virginians and Texans.", id="the people of a state"),
        pytest.param("It was a State-owned mine.", id="a compound"),
        pytest.param("Many Kurdish and Catholic families left.", id="peoples"),
    ],
)
def test_numbers_roles_and_peoples_are_no_names(sentence: str) -> None:
    """What is counted, what somebody is, and adjectives of peoples name nobody."""
    assert tag_sentences(sentence).actors == ()


def test_a_headline_in_capitals_names_whom_the_article_names() -> None:
    """Only words that the article or a table knows as a name are names in a headline in capitals."""
    cast = tag_sentences("LUNDQVIST WINS VOTE OF WHARFMEN", "Ove Lundqvist won the vote. Then Lundqvist sang.")
    assert [actor.name for actor in cast.actors] == ["Ove Lundqvist"]


def test_soft_hyphens_do_not_break_a_name() -> None:
    """Characters that are not shown are no letters, and the spans keep them."""
    cast = tag_sentences("New Zea\u00adland\u2019s minister met Ma\u200bria Ols\u00adson.")
    assert [m.actor for m in cast.mentions] == ["new-zealand", "maria-olsson"]


_WORDS = st.sampled_from(
    "Kim Putin Seoul in the Russian president of Ministry A a said he official two countries İ ß 漢字 Путин U.S. NATO"
    " Mr von & 's 123 North and , . ( ) “ ” \" - – / \n".split(" ")
)


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=40), st.sampled_from(["", " "]))
def test_spans_are_true_whatever_is_written(words: list[str], between: str) -> None:
    """Each mention holds the words of its span, stands in its sentence, and names an actor that is given."""
    text = between.join(words)
    cast = tag_text(text)
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
        pytest.param("Athens, Ohio, " * 3000, id="3,000 cities in one sentence"),
        pytest.param("A-" * 20000, id="one word of 20,000 hyphens"),
    ],
)
def test_bad_input_is_read_without_harm(text: str) -> None:
    """Nothing typed breaks the finder, and offsets stay true."""
    cast = tag_text(text)
    assert all(text[m.start : m.end] == m.text for m in cast.mentions)
