"""Exports given to ``dateline verify``: a file → a verdict, and never a good one on words that no article holds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from rich.console import Console

from bot.desk.desk import Desk
from bot.errors import InputError
from bot.terminal import proving
from briefings import exports
from corpus.registry import bundled
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.doors.questions import stocked
from tests.fuzzing.mutation import encoded, mutated
from tests.fuzzing.odd import kept
from tests.fuzzing.promises import tells_why

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
def _texts() -> tuple[str, ...]:
    with stocked() as store, Desk(store, bundled()) as desk:
        told = (desk.brief(limit=4), desk.brief(text="balloons", limit=2), desk.brief(text="nothing of the kind"))
        return tuple(exports.write(desk.prove(one), form) for one in told for form in exports.FORMATS)


@st.composite
def _values(draw: st.DrawFn) -> str:
    """Change one value somewhere in a JSON export, and keep it well-formed."""
    value = json.loads(draw(st.sampled_from([text for text in _texts() if text.startswith("{")])))
    places = list(_places(value))
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


def _places(value: object) -> Iterator[tuple[object, object]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


INPUTS = st.deferred(lambda: encoded(st.one_of(mutated(_texts(), WORDS), mutated(_texts(), WORDS, 1), _values())))


@contextmanager
def opened() -> Iterator[Enter]:
    """Open the sample articles, and a folder for the export."""
    with stocked() as store, Desk(store, bundled()) as desk, TemporaryDirectory(prefix="dateline-export-") as folder:
        path = Path(folder) / "briefing.txt"
        texts_of = {document.article.key: document.article.text for document in store.documents()}

        def enter(given: bytes) -> None:
            path.write_bytes(given)
            out = StringIO()
            console = Console(file=out, width=100)
            asked = argparse.Namespace(briefing=str(path), json=len(given) % 2 == 0)
            try:
                code = proving.verify(desk, asked, console)
            except InputError as error:
                tells_why(error, way_out=True)
                return
            out.getvalue().encode()  # what is shown can be shown
            assert code in {proving.HOLDS, proving.FAILS}
            if code == proving.HOLDS:
                _holds(exports.read(given.decode()), texts_of)

        yield enter


def _holds(export: exports.Export, texts_of: dict[str, str]) -> None:
    assert export.intact
    for number, exhibit in enumerate(export.proof.exhibits, 1):
        assert exhibit.number == number
        assert texts_of[exhibit.key][exhibit.start : exhibit.end] == exhibit.text


DOOR = Door(
    "exports",
    INPUTS,
    kept("exports"),
    opened,
    pace=(1.5, 0.05),
    quick=30,
)
