"""Text that is pasted, piped or lies in a file: bytes → stored Document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from hypothesis import strategies as st

from corpus.crossdoc import reconcile_articles
from corpus.entities import Registry, load_bundled_registry
from corpus.errors import SourceError
from corpus.pipeline import add_sources
from corpus.pipeline.ingest import delete_article
from corpus.sources.files import build_source
from corpus.store import IngestState, Store, open_store
from tests.fuzz.invariants import check_document, check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_sample_articles, load_saved_inputs

#: Words with a meaning for one of the readers.
WORDS = (
    *(
        "By Jane Doe",
        "By Jane Doe and Max Roe in Seoul\n",
        "Read more: ",
        "Related: ",
        "Photo: Reuters",
        "(AP) — ",
        "SEOUL, June 20 (Reuters) - ",
    ),
    *(
        "title: ",
        "\noutlet: ",
        "\npublished: 2024-06-20\n",
        "\npublished: 2024-13-45T99:99\n",
        "place: ",
        "facts_from: ",
    ),
    *(
        "Published 3:15 PM EDT, Thu June 20, 2024",
        "Updated on 20/06/2024",
        "Sign up for our newsletter",
        "© 2024 Example",
    ),
    *(
        " said.",
        " said: ",
        ', he said, "',
        " told reporters that ",
        " according to ",
        " President Putin ",
        " Kim Jong-un's ",
        " Mr. ",
        " U.S. ",
    ),
    *(
        " on Thursday ",
        " last week ",
        " two days after ",
        " in the year 10000 ",
        " the 99th of May ",
        " P3M ",
        " at 25:61 ",
        " since 1950-53 ",
    ),
    *(
        " ten hundred thousand years ago ",
        "“We ",
        " ‘we’ ",
        "Q1 2024 ",
        " the 1990s ",
        "\n• ",
        "\n- ",
        "\n1. ",
        "Advertisement\n",
        "\n***\n",
    ),
)

#: What stands in the store when another article comes in: the head and the first words of one of the sample.
_STORED_ARTICLE = load_sample_articles()[0][:900]


class PastedText(NamedTuple):
    """Bytes, and what their file is called."""

    data: bytes
    name: str = "pasted"


@st.composite
def draw_text(draw: st.DrawFn) -> str:
    """Make an article of odd paragraphs: words of all kinds, with any sign between them."""
    words = st.lists(
        st.one_of(
            st.sampled_from(WORDS), st.sampled_from(ODD_PIECES), st.sampled_from(ODD_CHARACTERS), st.text(max_size=9)
        ),
        max_size=30,
    )
    joint = draw(st.sampled_from((" ", "", "\n", "\n\n", ". ")))
    lines = draw(st.lists(words.map(joint.join), max_size=8))
    return draw(st.sampled_from(("\n\n", "\n", "\r\n", "\r"))).join(lines)


_NAMES = st.sampled_from(("pasted", "a" * 300, "..", "-", "\ud800", "\0", "ä/ö", "CON", "🎈", "a b\nc")) | st.text(
    max_size=12
)
INPUTS = st.builds(
    PastedText,
    encode_texts(
        st.one_of(mutate_texts(load_sample_articles(), WORDS), mutate_texts(load_sample_articles(), WORDS), draw_text())
    ),
    st.one_of(st.just("pasted"), _NAMES),
)


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Read the article that stands in the store when another comes in."""
    registry = load_bundled_registry()
    with open_store("sqlite:///:memory:") as store:
        add_sources(store, [build_source(_STORED_ARTICLE.encode(), "neighbour", "/neighbour.txt")], registry)
        neighbour = next(store.stream_records())

    def enter(given: PastedText) -> None:
        with open_store("sqlite:///:memory:") as store:
            store.add_article(neighbour)
            reconcile_articles(store)
            before = tuple(store.stream_documents())
            _check_article(store, registry, given)
            assert tuple(store.stream_documents()) == before

    yield enter


def _check_article(store: Store, registry: Registry, given: PastedText) -> None:
    try:
        source = build_source(given.data, given.name, "-")
    except SourceError as error:
        check_error_message(error)
        return
    outcome = add_sources(store, [source], registry)[0]
    if outcome.state is IngestState.UNCHANGED:
        assert (source.text, outcome.key) == (_STORED_ARTICLE, "neighbour")
        return
    assert outcome.state is IngestState.ADDED
    check_document(store.get_document(outcome.key), source.text)
    assert store.check_integrity() == ()
    delete_article(store, outcome.key)


TARGET = FuzzTarget(
    "text",
    INPUTS,
    tuple((name, PastedText(data, name)) for name, data in load_saved_inputs("text")),
    open_target,
    lambda given: len(given.data),
    max_examples=30,
)
