"""Claims about the passages that a digest leaves out."""

from __future__ import annotations

import pytest

from bot.models.digest import Exclusions
from bot.services.exclusions import build_filter, find_watched_articles, is_watchable
from corpus.entities import Lexicon, Registry, load_bundled_registry
from corpus.models import Citation, Confidence, Mention, MentionKind, Passage, Sentence


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the bundled actors."""
    return load_bundled_registry()


def build_passage(text: str, title: str, outlet: str, host: str, *mentions: Mention) -> Passage:
    """Return a sentence of an article."""
    address = f"https://{host}/{len(text)}"
    citation = Citation(f"{outlet} {title}", 1, title, outlet, "2024-06-20", Confidence.STATED, address)
    return Passage(Sentence(citation.key, 0, len(text), text), citation, mentions=mentions)


PASSAGES = (
    build_passage("The bakery opened at noon.", "Bakery opens", "Quay Post", "quay.example"),
    build_passage("Horoscopes fill the back page.", "New layout", "Quay Post", "quay.example"),
    build_passage("The ferry was late again.", "Ferry late", "Hill Times", "news.hill.example"),
    build_passage("It rained in the evening.", "Your horoscope for today", "Hill Times", "news.hill.example"),
)


@pytest.mark.parametrize(
    ("exclusions", "left"),
    [
        (Exclusions(), (0, 1, 2, 3)),
        (Exclusions(words=("horoscope",)), (0, 2)),
        (Exclusions(words=("back page",)), (0, 2, 3)),
        (Exclusions(words=("page back",)), (0, 1, 2, 3)),
        (Exclusions(outlets=("the quay post",)), (2, 3)),
        (Exclusions(outlets=("hill.example",)), (0, 1)),
        (Exclusions(outlets=("https://news.hill.example/feed",)), (0, 1)),
        (Exclusions(outlets=("Hill",)), (0, 1, 2, 3)),
        (Exclusions(words=("ferry",), outlets=("Quay Post",)), (3,)),
    ],
    ids=[
        "nothing",
        "a word in any form, in a sentence or a title",
        "a phrase",
        "the words of a phrase in another order",
        "an outlet by name",
        "an outlet by host",
        "an outlet by address",
        "a part of an outlet's name",
        "two kinds",
    ],
)
def test_words_and_outlets_are_left_out(registry: Registry, exclusions: Exclusions, left: tuple[int, ...]) -> None:
    """Articles whole, by outlet or title; else the sentence alone."""
    keep = build_filter(exclusions, Lexicon(registry, ()))
    assert keep(PASSAGES) == tuple(PASSAGES[index] for index in left)


def test_actors_are_left_out_by_any_name(registry: Registry) -> None:
    """Also where a pronoun stands for them, and with the whole article that their name is in the title of."""
    lexicon = Lexicon(registry, ())
    (actor,) = {mention.actor for mention in lexicon.find_mentions("Vladimir Putin")}
    he = Mention(0, 2, "He", actor, MentionKind.PRONOUN)
    told = build_passage("He left in the morning.", "Guests leave", "Quay Post", "quay.example", he)
    titled = build_passage("The table was long.", "Putin hosts dinner", "Quay Post", "quay.example")
    other = build_passage("The soup was cold.", "Dinner reviewed", "Quay Post", "quay.example")
    keep = build_filter(Exclusions(actors=("President Putin",)), lexicon)
    assert keep((told, titled, other)) == (other,)


def test_an_unknown_actor_is_left_out_by_its_words(registry: Registry) -> None:
    """A name that no article made known yet."""
    named = build_passage("Tilda Quenby won the race.", "Race won", "Quay Post", "quay.example")
    keep = build_filter(Exclusions(actors=("Tilda Quenby",)), Lexicon(registry, ()))
    assert keep((named, PASSAGES[0])) == (PASSAGES[0],)


def test_words_are_matched_as_the_language_of_the_article_forms_them(registry: Registry) -> None:
    """A word in the plural excludes, and is watched for, also where the language is not English."""
    text = "Die Wahl wurde verschoben."
    citation = Citation("wahl", 1, "Die Wahl im Hafen", "Kai Post", "2024-06-20", Confidence.STATED, "", language="de")
    passage = Passage(Sentence("wahl", 0, len(text), text), citation)
    lexicon = Lexicon(registry, ())
    assert build_filter(Exclusions(words=("Wahlen",)), lexicon)((passage,)) == ()
    assert find_watched_articles("Wahlen", (passage,), lexicon) == {"wahl"}


@pytest.mark.parametrize(("watch", "watchable"), [("ferry", True), ("who is it?", False), ("???", False)])
def test_common_words_alone_cannot_be_watched_for(registry: Registry, watch: str, watchable: bool) -> None:
    """No article could be told apart by them."""
    lexicon = Lexicon(registry, ())
    assert is_watchable(watch, lexicon) is watchable
