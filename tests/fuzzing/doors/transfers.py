"""What ``dateline import`` is given: JSON Lines → stored Documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from hypothesis import strategies as st

from corpus import ingest
from corpus.errors import SourceError, StoreError
from corpus.ingest import sample_topics
from corpus.registry import Word, bundled
from corpus.store import Curation, Feed, open_store
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.mutation import mutated
from tests.fuzzing.odd import articles, kept
from tests.fuzzing.promises import stands, tells_why

WORDS = (
    *(
        '"kind": "article"',
        '"kind": "feed"',
        '"kind": "word"',
        '"kind": "topic"',
        '"kind": []',
        '"scope": "1"',
        '"revision": 2',
        '"revision": 0',
    ),
    *(
        '"text": ""',
        '"marks": {}',
        '"marks": []',
        '"hints": null',
        '"seen": "x"',
        "null",
        "true",
        "-1",
        "1e999",
        "[",
        "]",
        "{",
        "}",
        '"',
        ",",
        ":",
    ),
    *("\\ud800", "\\u0000", "\n", "\\", "[0, 99999999]", "9223372036854775808", '"word": "merge"', '"action": "alias"'),
)


@cache
def _lines() -> tuple[str, ...]:
    with open_store("sqlite:///:memory:") as store:
        ingest.add(store, [ingest.source(text.encode(), "sample", "-") for text in articles()[:2]], bundled())
        store.keep_feed(Feed("https://herald.example/feed", "Herald", seen=("a", "b")))
        store.curate(Curation("alias", "russia", "Rossiya"))
        for topic in sample_topics()[:1]:
            store.keep_topic(topic)
        return tuple(ingest.export(store))


@st.composite
def _values(draw: st.DrawFn) -> str:
    """Change values somewhere in a line, and keep it well-formed."""
    line = json.loads(draw(st.sampled_from(_lines())))
    odd = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=9),
        st.just([]),
        st.just({}),
        st.just(2**70),
    )
    for share in draw(st.lists(st.floats(0, 0.999), max_size=3)):
        places = list(_places(line))
        holder, key = places[int(share * len(places))]
        holder[key] = draw(odd)
    return json.dumps(line)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)


INPUTS = st.deferred(
    lambda: st.one_of(mutated(("\n".join(_lines()), *_lines()), WORDS), st.lists(_values(), max_size=3).map("\n".join))
)


@contextmanager
def opened() -> Iterator[Enter]:
    """Nothing stands open: each input gets an empty store, as feeds and words stay in one."""

    def enter(given: str) -> None:
        with open_store("sqlite:///:memory:") as store:
            try:
                ingest.import_lines(store, given.split("\n"))
            except (SourceError, StoreError) as error:
                tells_why(error)
            for document in store.documents():
                stands(document)
            assert store.check() == ()
            for word in store.curations():
                Word.read(word.action, word.actor, word.value)
            again = tuple(ingest.export(store))
        with open_store("sqlite:///:memory:") as other:
            ingest.import_lines(other, again)
            assert tuple(ingest.export(other)) == again

    yield enter


DOOR = Door(
    "transfers",
    INPUTS,
    tuple((name, data.decode("utf-8", "surrogatepass")) for name, data in kept("transfers")),
    opened,
    pace=(1.5, 0.05),
    quick=40,
)
