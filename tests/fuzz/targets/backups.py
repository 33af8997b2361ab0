"""What ``dateline import`` is given: JSON Lines → stored Documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from hypothesis import strategies as st

from corpus.entities import Curation, load_bundled_registry
from corpus.errors import SourceError, StoreError
from corpus.pipeline import add_sources, export_store, import_lines
from corpus.sources.files import build_source, load_sample_topics
from corpus.store import CurationRecord, Feed, open_store
from tests.fuzz.invariants import check_error_message, check_spans
from tests.fuzz.mutations import mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.text_pieces import load_sample_articles, load_saved_inputs

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
def _export_lines() -> tuple[str, ...]:
    with open_store("sqlite:///:memory:") as store:
        add_sources(
            store,
            [build_source(text.encode(), "sample", "-") for text in load_sample_articles()[:2]],
            load_bundled_registry(),
        )
        store.save_feed(Feed("https://herald.example/feed", "Herald", seen=("a", "b")))
        store.add_curation(CurationRecord("alias", "russia", "Rossiya"))
        for topic in load_sample_topics()[:1]:
            store.save_topic(topic)
        return tuple(export_store(store))


@st.composite
def _draw_changed_line(draw: st.DrawFn) -> str:
    """Change values somewhere in a line, and keep it well-formed."""
    line = json.loads(draw(st.sampled_from(_export_lines())))
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
        places = list(_list_places(line))
        holder, key = places[int(share * len(places))]
        holder[key] = draw(odd)
    return json.dumps(line)


def _list_places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _list_places(inner)


INPUTS = st.deferred(
    lambda: st.one_of(
        mutate_texts(("\n".join(_export_lines()), *_export_lines()), WORDS),
        st.lists(_draw_changed_line(), max_size=3).map("\n".join),
    )
)


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Nothing stands open: each input gets an empty store, as feeds and words stay in one."""

    def enter(given: str) -> None:
        with open_store("sqlite:///:memory:") as store:
            try:
                import_lines(store, given.split("\n"))
            except (SourceError, StoreError) as error:
                check_error_message(error)
            for document in store.stream_documents():
                check_spans(document)
            assert store.check_integrity() == ()
            for word in store.list_curations():
                Curation.from_row(word.action, word.actor, word.value)
            again = tuple(export_store(store))
        with open_store("sqlite:///:memory:") as other:
            import_lines(other, again)
            # The last line is the sequence number: words are imported after the articles, whenever they were added.
            assert tuple(export_store(other))[:-1] == again[:-1]

    yield enter


TARGET = FuzzTarget(
    "backups",
    INPUTS,
    tuple((name, data.decode("utf-8", "surrogatepass")) for name, data in load_saved_inputs("backups")),
    open_target,
    time_limit=(1.5, 0.05),
    max_examples=40,
)
