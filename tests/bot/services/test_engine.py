"""The desk: what it offers where nothing is found, and whom a merger reaches."""

from __future__ import annotations

import pytest

from bot.services.engine import QueryEngine
from corpus.store import CurationRecord
from tests.support.bot.sample_articles import add_article


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What did Vlad Putnik say about chess?", id="a name that is nearly known"),
        pytest.param("Why do penguins waddle over ice?", id="no name at all"),
    ],
)
def test_names_are_offered_for_names_alone(engine: QueryEngine, question: str) -> None:
    """What is nearest is so to the unknown name; where none was asked, it is whoever is mentioned most."""
    reply = engine.ask(question=question)
    assert not reply.found
    assert reply.nearest[0] == "Vladimir Putin"
    assert set(reply.nearest) <= {"Vladimir Putin", *engine.suggest_actors()}


def test_a_merger_reaches_everybodys_articles_for_its_server_alone(engine: QueryEngine) -> None:
    """A profile finds what stands under the merged name in articles that no server owns."""
    kept = "Lars Lindqvist\nPublished 20 June 2024\n\nLars Lindqvist, a shipwright, repaired the old ferry on Tuesday."
    add_article(engine, "kept", kept, "1")
    engine.store.add_curation(CurationRecord("merge", "vladimir-putin", "lars-lindqvist", "1"))
    (kept_one,) = engine.describe_actor(scope="1", name="Lars Lindqvist").request.actors
    told = engine.build_profile(kept_one, "1")
    assert (told.sentences, len(told.quoted)) == (3, 1)
    assert engine.build_profile(kept_one, "2").sentences == 0
    assert not engine.describe_actor(scope="2", name="Lars Lindqvist").found
    assert engine.describe_actor(scope="2", name="Vladimir Putin").found
