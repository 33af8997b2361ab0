"""The console that replies are printed on: nothing that an article holds takes effect in the terminal."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

#: Control characters but tab and line feed, and the bidirectional marks that reorder what stands after them.
_TAKING_EFFECT = (
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
)  # fmt: skip
_SHOWN = dict.fromkeys(_TAKING_EFFECT, "\N{REPLACEMENT CHARACTER}")
_ESCAPED = {code: f"\\u{code:04x}" for code in _TAKING_EFFECT if code >= 0x7F}
#: What Dateline's own words have beyond ASCII, for terminals without it.
_LIKE = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "→": "->", "\xa0": " "}


class Screen(Console):
    """
    A console on which text is only text.

    Escape sequences, control characters and bidirectional overrides of what is printed show as U+FFFD; words in square
    brackets are never markup. Where the output's reader goes away, `BrokenPipeError` is raised.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render as any console does, with what would take effect replaced; rich's own styles come after this."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=segment.text.translate(_SHOWN))

    def on_broken_pipe(self) -> None:
        """Leave it to the caller, where rich would end the program with exit code 1."""
        raise BrokenPipeError


def inert_json(written: str) -> str:
    """Escape what JSON lets through and a terminal obeys; programs read the same value."""
    return written.translate(_ESCAPED)


def in_utf8() -> None:
    """Have standard output written in UTF-8 from here on, as JSON is (RFC 8259, 8.1)."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def forgiving() -> None:
    """Have characters that the terminal's encoding lacks written by their like, or as escapes, not end the program."""
    codecs.register_error("dateline", _written)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by who started us; what is opened next would take its place
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # until the program ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="dateline")


def _written(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking, rest = error.object[error.start], error.start + 1
    return _LIKE.get(lacking) or lacking.encode("ascii", "backslashreplace").decode(), rest
