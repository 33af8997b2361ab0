"""Claims about actors that are described, by office, role or pronoun, and about what describes a named one."""

import pytest

from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import ActorKind, Claim, MentionKind, Provenance
from tests.support.corpus.entities import list_mentions, tag_sentences, tag_text


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
            "unnamed-source-of-south-korea-presidential-office-in-a",
            id="an unnamed official",
        ),
        pytest.param(
            ("A source from the Foreign Ministry of Japan said so.",),
            "A source from the Foreign Ministry of Japan",
            "unnamed-source-of-japan-foreign-ministry-in-a",
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
            "unnamed-source-of-south-korea-in-a",
            id="an official in a capital",
        ),
    ],
)
def test_a_description_names_its_actor(sentences: tuple[str, ...], words: str, actor: str) -> None:
    """Offices, roles, bodies, pairs and unnamed sources are resolved where one actor is plain."""
    assert (words, actor) in list_mentions(tag_sentences(*sentences))


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(("Pavel Dvorsky met Ivo Brandt.", "Then he left."), id="two people"),
        pytest.param(('"Pavel Dvorsky is wrong," he said.',), id="the person is in the quotation"),
        pytest.param(
            ('Pavel Dvorsky spoke. "I know he lies," said Ivo Brandt.',), id="the pronoun is in the quotation"
        ),
        pytest.param(("The minister met Pavel Dvorsky.", "He was late."), id="an unnamed subject before the name"),
        pytest.param(("The mayor accused Pavel Dvorsky of fraud, and he left.",), id="in one sentence"),
        pytest.param(("On Friday, Norway's premier praised Pavel Dvorsky.", "He was late."), id="behind a lead-in"),
        pytest.param(("The son of Pavel Dvorsky was caught.", "He is 40."), id="the name is the owner's"),
        pytest.param(("Pavel Dvorsky left.", "A spokesman for the port came.", "He spoke."), id="a new one since"),
    ],
)
def test_a_pronoun_that_is_not_plain_is_left_alone(sentences: tuple[str, ...]) -> None:
    """A pronoun is linked only where one person can be meant."""
    assert all(m.kind is not MentionKind.PRONOUN for m in tag_sentences(*sentences).mentions)


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(("The company fired Pavel Dvorsky.", "Then he left."), id="the subject is nobody"),
        pytest.param(("Pavel Dvorsky met the minister.", "Then he left."), id="the subject has a name"),
        pytest.param(("The chief of the port, Pavel Dvorsky, came.", "Then he left."), id="the name is in apposition"),
        pytest.param(("The minister came, but Pavel Dvorsky said he was late.",), id="the name is next to it"),
        pytest.param(("Pavel Dvorsky came.", "The minister of trade smiled.", "Then he left."), id="perhaps the same"),
    ],
)
def test_a_pronoun_is_linked_where_nobody_unnamed_competes(sentences: tuple[str, ...]) -> None:
    """A body, an object or a description of the one who is named keeps no pronoun from him."""
    assert "pavel-dvorsky" in {m.actor for m in tag_sentences(*sentences).mentions if m.kind is MentionKind.PRONOUN}


def test_an_unnamed_source_is_part_of_its_institution() -> None:
    """A source without a name is an actor of its own, which says whose it is."""
    cast = tag_sentences("A source from the Foreign Ministry of Japan said so.")
    source = next(actor for actor in cast.actors if actor.kind is ActorKind.ANONYMOUS)
    assert source.part_of == "japan-foreign-ministry"


def test_unnamed_sources_of_two_articles_are_two() -> None:
    """Nothing says that the official of one article is that of another; within one article he stays the same."""
    text = "A senior Japanese official said no. The official left."
    first, second = (tag_text(text, key=key) for key in ("a", "b"))
    (one,), (other,) = ({m.actor for m in cast.mentions if m.kind is MentionKind.NOMINAL} for cast in (first, second))
    assert one != other


@pytest.mark.parametrize(
    ("articles", "actor"),
    [
        pytest.param(("a",), "unnamed-source-of-japan-in-a", id="the only one"),
        pytest.param(("a", "b"), "japan", id="one of several"),
    ],
)
def test_a_question_means_an_unnamed_source_where_there_is_one(articles: tuple[str, ...], actor: str) -> None:
    """Of several nobody can say which one is meant: then the question is about whom they speak for."""
    casts = [tag_text("A senior Japanese official said no.", key=key) for key in articles]
    lexicon = Lexicon(load_bundled_registry(), [actor for cast in casts for actor in cast.actors])
    asked = "What did the Japanese official say?", "What did the official of Japan say?"
    assert {m.actor for question in asked for m in lexicon.find_mentions(question)} == {actor}


def test_a_named_aide_is_no_unnamed_source() -> None:
    """An apposition describes the person it follows."""
    cast = tag_sentences("Erin Wolff, a senior official who left, agreed.")
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
    actor = next(actor for actor in tag_sentences(sentence).actors if actor.kind is ActorKind.PERSON)
    assert (actor.name, actor.description) == ("Anna Tanner", description)


def test_what_two_states_signed_is_a_document() -> None:
    """A pact that an article says two states signed is an actor, for papers are quoted; an older one is another."""
    cast = tag_sentences(
        "North Korea and Russia signed a mutual defence pact on Monday.",
        "The pact replaces the treaty of 1961, and North Korea and Russia like it.",
    )
    papers = {actor.id for actor in cast.actors if actor.kind is ActorKind.DOCUMENT}
    assert papers == {"north-korea-and-russia-treaty"}
    assert [m.text for m in cast.mentions if m.actor in papers] == ["a mutual defence pact", "The pact"]


def test_the_day_of_publication_decides_who_held_an_office() -> None:
    """The same words mean another person some years later."""
    text = "The US president spoke."
    holders = [
        tag_text(text, provenance=Provenance(published=Claim(day))).mentions[0].actor
        for day in ("2018-05-01", "2024-06-20")
    ]
    assert holders == ["donald-trump", "joe-biden"]


def test_the_place_of_writing_owns_unnamed_ministries() -> None:
    """An unowned ministry is that of the country where the article was written."""
    text = "The Foreign Ministry said that Russia was wrong."
    cast = tag_text(text, provenance=Provenance(place=Claim("Tokyo")))
    assert cast.mentions[0].actor == "japan-foreign-ministry"


def test_an_official_of_nothing_is_somebody_else_in_each_article() -> None:
    """Who has neither name nor institution is one within an article, and nobody of another."""
    text = "An official spoke. The official left."
    ids = [{mention.actor for mention in tag_text(text, key=key).mentions} for key in ("harbour", "ferry")]
    assert [len(one) for one in ids] == [1, 1]
    assert ids[0].isdisjoint(ids[1])


def test_a_presidents_office_is_of_the_state_of_its_paragraph() -> None:
    """Two states in the paragraph before do not leave it to nobody, and its id is one in texts and in questions."""
    cast = tag_sentences(
        "France and Brazil wait.", "How far Paris would go, it did not say, the presidential office said."
    )
    assert ("presidential office", "france-presidential-office") in list_mentions(cast)
    (asked,) = Lexicon(load_bundled_registry(), cast.actors).find_mentions("what did France's presidential office say?")
    assert asked.actor == "france-presidential-office"
    # Told from a kingdom, which has none.
    told = tag_sentences(
        "Japan waits.", "France and Brazil wait.", "France would not go far, the presidential office said."
    )
    assert ("presidential office", "france-presidential-office") in list_mentions(told)


def test_an_office_belongs_to_the_person_named_with_it() -> None:
    """Where the article names a secretary-general, “the UN secretary-general” is never the registry's holder."""
    cast = tag_text("Secretary-General Dag Lindholm spoke. Later the UN secretary-general left.")
    assert {actor.id for actor in cast.actors} == {"dag-lindholm", "united-nations"}
