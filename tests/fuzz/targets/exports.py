"""Exports given to ``dateline verify``: a file → a verdict, and never a good one on words that no article holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from inspect import unwrap
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from rich.console import Console

from bot.cli.console import EXIT_OK
from bot.cli.context import CommandContext
from bot.cli.query_commands import EXIT_NOT_VERIFIED, run_verify
from bot.errors import InputError
from bot.services.engine import QueryEngine
from briefings.export import write_export
from briefings.export.formats import FORMATS, Export, read_export
from corpus.entities import load_bundled_registry
from tests.fuzz.invariants import check_error_message
from tests.fuzz.mutations import encode_texts, mutate_texts
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.targets.questions import open_sample_store
from tests.fuzz.text_pieces import load_saved_inputs

WORDS = (
    *(
        '"number": 1',
        '"start": -1',
        '"end": 1e400',
        '"form": 1',
        '"form": 2',
        '"sequence": true',
        '"text": ""',
        '"also": null',
        '"sentences": []',
    ),
    *(
        '"sentences"',
        '"request": {}',
        '"doc": "nosuch"',
        '"revision": 2',
        '"sha256": ""',
        '"dateline": {}',
        '"dateline": null',
        "NaN",
        "-0",
        "1e999",
    ),
    *(
        "\\ud800",
        "\\u0000",
        "\\",
        '"',
        "'",
        ",",
        "{",
        "}",
        "[",
        "]",
        "null",
        "true",
        "\r\n",
        '""',
        "'=",
        "=1+1",
        "&#x27;",
        "&lt;",
        "</script>",
    ),
    *(
        "<!-- dateline-proof ",
        " -->",
        "@comment{dateline-proof ",
        " }",
        '<script type="application/json" id="dateline-proof">',
        "\ufeff",
    ),
)


@cache
def _build_exports() -> tuple[str, ...]:
    with open_sample_store() as store, QueryEngine(store, load_bundled_registry()) as engine:
        results = (
            engine.summarize(limit=4),
            engine.summarize(text="balloons", limit=2),
            engine.summarize(text="nothing of the kind"),
        )
        return tuple(write_export(engine.prove(one), form) for one in results for form in FORMATS)


@st.composite
def _draw_changed_export(draw: st.DrawFn) -> str:
    """Change one value somewhere in a JSON export, and keep it well-formed."""
    value = json.loads(draw(st.sampled_from([text for text in _build_exports() if text.startswith("{")])))
    places = list(_list_places(value))
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
    for holder, key in draw(st.lists(st.sampled_from(places), max_size=3)):
        holder[key] = draw(odd)
    return json.dumps(value, ensure_ascii=draw(st.booleans()))


def _list_places(value: object) -> Iterator[tuple[object, object]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _list_places(inner)


INPUTS = st.deferred(
    lambda: encode_texts(
        st.one_of(
            mutate_texts(_build_exports(), WORDS), mutate_texts(_build_exports(), WORDS, 1), _draw_changed_export()
        )
    )
)


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Open the sample articles, and a folder for the export."""
    with (
        open_sample_store() as store,
        QueryEngine(store, load_bundled_registry()) as engine,
        TemporaryDirectory(prefix="dateline-export-") as folder,
    ):
        path = Path(folder) / "briefing.txt"
        texts_of = {document.article.key: document.article.text for document in store.stream_documents()}

        def enter(given: bytes) -> None:
            path.write_bytes(given)
            out = StringIO()
            console = Console(file=out, width=100)
            context = CommandContext(console, console, lambda: datetime(2024, 6, 24, tzinfo=UTC))
            asked = argparse.Namespace(briefing=str(path), json=len(given) % 2 == 0)
            try:
                code = unwrap(run_verify)(engine, asked, context)
            except InputError as error:
                check_error_message(error, way_out=True)
                return
            out.getvalue().encode()  # what is shown can be shown
            assert code in {EXIT_OK, EXIT_NOT_VERIFIED}
            if code == EXIT_OK:
                _check_export(read_export(given.decode()), texts_of)

        yield enter


def _check_export(export: Export, texts_of: dict[str, str]) -> None:
    assert export.intact
    for number, exhibit in enumerate(export.proof.sentences, 1):
        assert exhibit.number == number
        assert texts_of[exhibit.key][exhibit.start : exhibit.end] == exhibit.text


TARGET = FuzzTarget(
    "exports",
    INPUTS,
    load_saved_inputs("exports"),
    open_target,
    time_limit=(1.5, 0.05),
    max_examples=30,
)
