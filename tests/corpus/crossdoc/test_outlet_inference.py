"""Claims about outlets that only the corpus shows to be some."""

import pytest

from corpus.crossdoc import reconcile_articles
from corpus.entities import Registry
from corpus.pipeline import add_sources
from corpus.sources import files
from corpus.store import open_store

_STORY = "The pier of Norhaven was opened again on Monday, the harbour master said. Hundreds came to see it."


def _build_known(number: int) -> str:
    return f"Pier {number} opens again\nBy Ada Lund\n{number} May 2024\n\n{_STORY}\n\nSource: Kelderfolk\n"


@pytest.mark.parametrize(
    ("text", "known", "outlet"),
    [
        pytest.param(f"Kelderfolk\n\nBoats come back\n7 May 2024\n\n{_STORY}\n", 4, "Kelderfolk", id="a line"),
        pytest.param(f"Boats come back - Kelderfolk\n7 May 2024\n\n{_STORY}\n", 4, "Kelderfolk", id="a title's end"),
        pytest.param(f"Kelderfolk\n\nBoats come back\n7 May 2024\n\n{_STORY}\n", 2, None, id="too few articles"),
        pytest.param(f"Boats come back\n7 May 2024\n\n{_STORY} Kelderfolk came.\n", 4, None, id="in the story"),
    ],
)
def test_an_outlet_of_other_articles_is_known(text: str, known: int, outlet: str | None) -> None:
    """A name beside the story that several other articles have as their outlet is the outlet."""
    with open_store("sqlite:///:memory:") as store:
        texts = [_build_known(number + 1) for number in range(known)]
        sources = [files.build_source(each.encode(), f"k{at}", f"/k{at}.txt") for at, each in enumerate(texts)]
        add_sources(store, sources, Registry(()))
        assert {store.get_document(f"k{at}").article.provenance.outlet.value for at in range(known)} == {"Kelderfolk"}
        add_sources(store, [files.build_source(text.encode(), "new", "/new.txt")], Registry(()))
        reconcile_articles(store)
        provenance = store.get_document("new").article.provenance
        assert provenance.outlet.value == outlet
        assert provenance.title.value in {"Boats come back", "Boats come back - Kelderfolk"} or outlet is None
