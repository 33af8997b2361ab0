"""Claims about stories: who says the same."""

from __future__ import annotations

from dataclasses import replace

from briefings.clustering import find_corroborating, similarity_matrix, with_corroboration
from briefings.clustering.corroboration import group_facts
from briefings.models import Point
from corpus.models import Mention, MentionKind, Passage
from tests.support.briefings.passages import BANK, MAYOR, add_quotation, build_passage

OPENED = build_passage("Mayor Ana Ruiz opened the new bridge over the northern river on Monday.", "a", actors=(MAYOR,))
ALSO_OPENED = build_passage("A bridge over the northern river was opened by Ana Ruiz.", "b", actors=(MAYOR,))
RATE = build_passage("The Central Bank raised its main interest rate to five per cent.", "c", actors=(BANK,))
NETS = build_passage("Fishermen on the coast complained about empty nets all week.", "d")
PASSAGES = (OPENED, ALSO_OPENED, RATE, NETS)


def test_sentences_of_two_outlets_that_say_the_same_make_a_story() -> None:
    """Same actor, same deed: one story of two outlets; what only one article says is no story."""
    (story,) = group_facts(PASSAGES)
    assert {told.citation.key for told in story.passages} == {"a", "b"}
    assert (story.outlets, story.origins) == (2, 2)


def test_copies_are_several_outlets_and_one_origin() -> None:
    """A wire story that three outlets print has three outlets and one origin."""
    copies = [
        replace(OPENED, citation=replace(OPENED.citation, key=key, outlet=f"Outlet {key}", origin="a"))
        for key in ("a", "e", "f")
    ]
    (story,) = group_facts((*copies, RATE, NETS))
    assert (story.outlets, story.origins) == (3, 1)


def test_names_alone_corroborate_nothing() -> None:
    """Two sentences that name the same and say another thing of them do not corroborate each other."""
    told = build_passage(
        "Ana Ruiz and the Central Bank agreed on cheap loans for the harbour.", "a", actors=(MAYOR, BANK)
    )
    named = build_passage("Ana Ruiz answered the Central Bank.", "b", actors=(MAYOR, BANK))
    assert find_corroborating((told,), (told, named, RATE, NETS)) == ((),)


def test_the_corroborating_articles_are_named_with_their_outlets_and_origins() -> None:
    """A wire story, its reprint and another outlet's two reports: three outlets, two origins."""
    reprint = replace(OPENED, citation=replace(OPENED.citation, key="e", outlet="Outlet e", origin="a"))
    again = replace(ALSO_OPENED, citation=replace(ALSO_OPENED.citation, key="f", outlet="Outlet b", origin="f"))
    told = (OPENED, ALSO_OPENED, reprint, again, RATE, NETS)
    (others,) = find_corroborating((OPENED,), told)
    point = Point(OPENED, also=others)
    assert [citation.key for citation in others] == ["b", "e", "f"]
    assert (point.outlets, point.origins) == (("Outlet a", "Outlet b", "Outlet e"), 2)


def test_what_would_happen_corroborates_nothing_that_happened() -> None:
    """Nor the reverse; and neither stands for the other."""
    plan = build_passage(
        "Mayor Ana Ruiz would open the new bridge over the northern river on Monday.", "p", actors=(MAYOR,)
    )
    told = (OPENED, ALSO_OPENED, plan, RATE, NETS)
    (others,) = find_corroborating((OPENED,), told)
    assert [citation.key for citation in others] == ["b"]
    assert with_corroboration((plan,), told, told) == ((plan, ()),)


def test_editions_of_one_publisher_are_one_outlet_and_unknown_ones_are_none() -> None:
    """By the name before the edition, and by the host whatever the feed calls itself."""
    named = [
        replace(OPENED.citation, key=key, outlet=outlet, address=address, origin=key)
        for key, outlet, address in (
            ("a", "QRS World", "-"), ("b", "QRS Middle East", "-"), ("c", "Top of the hour", "https://news.qrs.example/1"),
            ("d", "QRS News", "https://www.qrs.example/2"), ("e", None, "-"), ("f", "Harbour Herald", "-"),
        )
    ]  # fmt: skip
    point = Point(replace(OPENED, citation=named[0]), also=tuple(named[1:]))
    assert (point.outlets, point.origins) == (("QRS World", "Harbour Herald"), 3)


def test_the_most_quotable_wording_is_given() -> None:
    """The earlier stands for its later copy, the named for the pronoun; what says more or less stands for nothing."""

    def best(chosen: tuple[Passage, ...], *others: Passage) -> tuple[Passage, ...]:
        everything = (*chosen, *others, RATE, NETS)
        return tuple(passage for passage, _ in with_corroboration(chosen, everything, everything))

    late = replace(OPENED, citation=replace(OPENED.citation, key="e", published="2024-06-25"))
    whole = build_passage(
        "Mayor Ana Ruiz opened the new bridge over the northern river and fell ill.", "g", actors=(MAYOR,)
    )
    assert best((late,), OPENED, whole) == (OPENED,)
    assert best((OPENED,), late, whole) == (OPENED,)
    assert best((late, OPENED)) == (late, OPENED)
    he = build_passage("He opened the new bridge over the northern river on Monday.", "h")
    he = replace(he, mentions=(Mention(0, 2, "He", MAYOR.id, MentionKind.PRONOUN),))
    assert best((he,), OPENED) == (OPENED,)
    assert with_corroboration((late,), (late, OPENED, RATE, NETS), (RATE,))[0][0] is late


def test_an_article_that_repeats_itself_makes_no_story() -> None:
    """Two sentences of one article corroborate nothing."""
    again = build_passage("Ana Ruiz opened the bridge over the northern river.", "a", 200, 3, (MAYOR,))
    assert group_facts((OPENED, again, RATE, NETS)) == ()


def test_nothing_makes_no_story() -> None:
    """Without passages there is no story, and no failure."""
    assert group_facts(()) == ()
    assert find_corroborating((), ()) == ()


def test_words_of_another_sense_are_less_similar_than_words_of_the_same() -> None:
    """A pact that was signed is the treaty that was concluded, and not the strike that was condemned."""
    told = (
        build_passage("Both governments signed the pact after long talks.", "a"),
        build_passage("The treaty was concluded following a summit.", "b"),
        build_passage("The strike was condemned following a storm.", "c"),
    )
    likeness = similarity_matrix(told).toarray()
    assert likeness[0, 1] > likeness[0, 2]


def test_one_speaker_in_two_translations_agrees() -> None:
    """The same words of the same speaker weigh more than the like words of another."""
    first = add_quotation(
        build_passage("“We shall never sell the harbour,” was the reply.", "a"), "We shall never sell the harbour", "x"
    )
    text = "“The harbour will never be sold,” was what came back."
    same = add_quotation(build_passage(text, "b"), "The harbour will never be sold", "x")
    other = add_quotation(build_passage(text, "c"), "The harbour will never be sold", "y")
    likeness = similarity_matrix((first, same, other, RATE, NETS)).toarray()
    assert likeness[0, 1] > likeness[0, 2] > likeness[0, 3]


def test_two_statements_of_one_minister_are_not_alike_because_they_are_his() -> None:
    """The title before a name and the reporters behind it are no part of what is compared."""
    told = (
        build_passage("Finance minister Ana Ruiz told reporters that taxes would fall.", "a", actors=(MAYOR,)),
        build_passage("Finance minister Ana Ruiz told reporters that wolves had returned.", "b", actors=(MAYOR,)),
        build_passage("Taxes are going to fall, it was heard.", "c"),
    )
    likeness = similarity_matrix((*told, RATE, NETS)).toarray()
    assert likeness[0, 2] > likeness[0, 1]


def test_each_corroborating_article_is_cited_once() -> None:
    """Of an article with two like sentences there is one citation, and none of the chosen sentence's own."""
    twice = build_passage("Ana Ruiz opened a bridge over the northern river.", "b", 100, 2, (MAYOR,))
    (others,) = find_corroborating((OPENED,), (*PASSAGES, twice))
    assert [citation.key for citation in others] == ["b"]
