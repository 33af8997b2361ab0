"""Sources of a quiz from sentences that the real readers read."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.classroom import QuizSources
from briefings.text import content_words
from corpus.entities import load_bundled_registry
from corpus.models import CONTENT_ZONES, Passage, Query
from corpus.pipeline import add_sources
from corpus.store import open_store
from tests.support.briefings.annotated_passages import build_source


def build_quiz_sources(
    texts: Sequence[str], later: Sequence[str] = (), seed: str = "1", day: str = "2023-04-20"
) -> QuizSources:
    """
    Read *texts*, the paragraphs of one article, and return what a quiz on it is made from.

    Args:
        texts: The paragraphs.
        later: Texts of other articles, with which questions are compared.
        seed: The seed.
        day: The day on which all of them were published.
    """
    with open_store("sqlite:///:memory:") as store:
        written = ("\n\n".join(texts), *later)
        articles = [build_source(number, text, (f"Outlet {number}", day)) for number, text in enumerate(written)]
        add_sources(store, articles, load_bundled_registry())
        everything = store.search(Query(zones=CONTENT_ZONES))
        passages = store.search(Query(articles=("text-000",)))
        actors = store.compute_stats(Query()).actors_by_id

    def find_similar(text: str) -> tuple[Passage, ...]:
        words = set(content_words(text))
        return tuple(one for one in everything if words & set(content_words(one.sentence.text)))

    return QuizSources(passages, actors, find_similar, seed)
