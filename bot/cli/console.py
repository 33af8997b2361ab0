"""The console for command output: escapes control characters, sets encodings and prints tables."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

#: Control characters except tab and line feed, and the bidirectional controls that reorder the text after them.
_UNSAFE_CODE_POINTS = (
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
)  # fmt: skip
_CONTROL_REPLACEMENTS = dict.fromkeys(_UNSAFE_CODE_POINTS, "\N{REPLACEMENT CHARACTER}")
_JSON_ESCAPES = {code: f"\\u{code:04x}" for code in _UNSAFE_CODE_POINTS if code >= 0x7F}
#: ASCII substitutes for the other characters in Dateline's own texts, for terminals that lack them.
_ASCII_FALLBACKS = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "→": "->",
    "\xa0": " ",
}


class SafeConsole(Console):
    """
    A console that prints text literally.

    Escape sequences, control characters and bidirectional overrides are printed as U+FFFD; square brackets are never
    markup. If the reader of the output closes the pipe, `BrokenPipeError` is raised.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render as usual, but replace control characters; rich adds its own styles afterwards."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=segment.text.translate(_CONTROL_REPLACEMENTS))

    def on_broken_pipe(self) -> None:
        """Raise `BrokenPipeError` for the caller, because rich would exit with code 1."""
        raise BrokenPipeError


def escape_json(text: str) -> str:
    """Escape control characters that JSON allows but terminals interpret; the parsed value stays the same."""
    return text.translate(_JSON_ESCAPES)


def use_utf8() -> None:
    """Write standard output in UTF-8 from now on, as JSON requires (RFC 8259, 8.1)."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def use_replacement_errors() -> None:
    """Print characters that the terminal can't encode as ASCII substitutes or escapes, instead of failing."""
    codecs.register_error("dateline", _replace_unencodable)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the parent process; the next file opened would get its descriptor
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # stays open until exit
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="dateline")


def _replace_unencodable(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character, rest = error.object[error.start], error.start + 1
    return _ASCII_FALLBACKS.get(character) or character.encode("ascii", "backslashreplace").decode(), rest


#: Terminal columns between two cells.
_COLUMN_GAP = 2


def print_table(out: Console, titles: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> None:
    """
    Print *rows* as a table; each row has one cell for each title, and its first cell names it.

    If a terminal is too narrow, each cell is printed on its own line, with its title. Anywhere else a row is always
    one line, however long, so that other programs can read it.
    """
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    head = [Text(title, "bold") for title in titles]
    widths = [max(cell.cell_len for cell in column) for column in zip(head, *cells, strict=True)]
    if out.is_terminal and sum(widths) + _COLUMN_GAP * len(widths) > out.width:
        out.print(*(_render_stacked_row(titles, row) for row in cells), sep="\n")
    else:
        for row in (head, *cells):
            out.print(_render_row(row, widths), soft_wrap=True)


def _render_row(row: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text()
    for cell, width in zip(row, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len + _COLUMN_GAP))
    line.rstrip()
    return line


def _render_stacked_row(titles: Sequence[str], row: Sequence[Text]) -> RenderableType:
    lines = [Text.assemble((f"{title} ", "dim"), cell) for title, cell in zip(titles[1:], row[1:], strict=True) if cell]
    return Group(row[0], *(Padding(line, (0, 0, 0, 2), expand=False) for line in lines))


EXIT_OK, EXIT_NOTHING_FOUND, EXIT_BAD_INPUT, EXIT_CONNECTION_FAILED = 0, 1, 2, 3
