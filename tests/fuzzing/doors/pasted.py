"""Text that is pasted, piped or lies in a file: bytes → stored Document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from hypothesis import strategies as st

from corpus import ingest, reconcile
from corpus.errors import SourceError
from corpus.ingest import State
from corpus.registry import Registry, bundled
from corpus.store import Store, open_store
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.mutation import encoded, mutated
from tests.fuzzing.odd import PIECES, SIGNS, articles, kept
from tests.fuzzing.promises import keeps, tells_why

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
_NEIGHBOUR = articles()[0][:900]


class Pasted(NamedTuple):
    """Bytes, and what their file is called."""

    data: bytes
    name: str = "pasted"


@st.composite
def made(draw: st.DrawFn) -> str:
    """Make an article of odd paragraphs: words of all kinds, with any sign between them."""
    words = st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(PIECES), st.sampled_from(SIGNS), st.text(max_size=9)),
        max_size=30,
    )
    joint = draw(st.sampled_from((" ", "", "\n", "\n\n", ". ")))
    lines = draw(st.lists(words.map(joint.join), max_size=8))
    return draw(st.sampled_from(("\n\n", "\n", "\r\n", "\r"))).join(lines)


_NAMES = st.sampled_from(("pasted", "a" * 300, "..", "-", "\ud800", "\0", "ä/ö", "CON", "🎈", "a b\nc")) | st.text(
    max_size=12
)
INPUTS = st.builds(
    Pasted,
    encoded(st.one_of(mutated(articles(), WORDS), mutated(articles(), WORDS), made())),
    st.one_of(st.just("pasted"), _NAMES),
)


@contextmanager
def opened() -> Iterator[Enter]:
    """Read the article that stands in the store when another comes in."""
    registry = bundled()
    with open_store("sqlite:///:memory:") as store:
        ingest.add(store, [ingest.source(_NEIGHBOUR.encode(), "neighbour", "/neighbour.txt")], registry)
        neighbour = next(store.arrivals())

    def enter(given: Pasted) -> None:
        with open_store("sqlite:///:memory:") as store:
            store.add(neighbour)
            reconcile.reconcile(store)
            before = tuple(store.documents())
            _enter(store, registry, given)
            assert tuple(store.documents()) == before

    yield enter


def _enter(store: Store, registry: Registry, given: Pasted) -> None:
    try:
        source = ingest.source(given.data, given.name, "-")
    except SourceError as error:
        tells_why(error)
        return
    outcome = ingest.add(store, [source], registry)[0]
    if outcome.state is State.UNCHANGED:
        assert (source.text, outcome.key) == (_NEIGHBOUR, "neighbour")
        return
    assert outcome.state is State.ADDED
    keeps(store.document(outcome.key), source.text)
    assert store.check() == ()
    ingest.delete(store, outcome.key)


DOOR = Door(
    "text",
    INPUTS,
    tuple((name, Pasted(data, name)) for name, data in kept("text")),
    opened,
    lambda given: len(given.data),
    quick=30,
)
