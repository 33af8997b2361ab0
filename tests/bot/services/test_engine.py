"""The desk: what it offers where nothing is found, and whom a merger reaches."""

from __future__ import annotations

import pytest

from bot.services.engine import QueryEngine
from corpus.store import CurationRecord
from tests.support.bot.sample_articles import add_article


def test_a_name_that_is_nearly_known_is_offered(engine: QueryEngine) -> None:
    """What is nearest resembles the unknown name."""
    reply = engine.ask(question="What did Vlad Putnik say about chess?")
    assert not reply.found
    assert reply.nearest[0] == "Vladimir Putin"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Why do penguins waddle over ice?", id="no name at all"),
        pytest.param("What did Angela Merkel say?", id="a name that no article holds"),
    ],
)
def test_no_name_is_offered_that_does_not_resemble_what_was_typed(engine: QueryEngine, question: str) -> None:
    """Whoever is mentioned most, or known to the registry alone, is no help."""
    reply = engine.ask(question=question)
    assert not reply.found
    assert reply.nearest == ()


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
