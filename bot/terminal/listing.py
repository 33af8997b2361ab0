"""Lists of what is kept: a table where it fits the terminal, else each row with its titles, over several lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

#: Columns between two cells.
_GAP = 2


def show(out: Console, titles: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> None:
    """
    Print *rows*, each with a cell for every title, the first of which names it.

    Where the output is no terminal it is a table of one line a row, however long, as other programs like it.
    """
    cells = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
    head = [Text(title, "bold") for title in titles]
    widths = [max(cell.cell_len for cell in column) for column in zip(head, *cells, strict=True)]
    if out.is_terminal and sum(widths) + _GAP * len(widths) > out.width:
        out.print(*(_stacked(titles, row) for row in cells), sep="\n")
    else:
        for row in (head, *cells):
            out.print(_line(row, widths), soft_wrap=True)


def _line(row: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text()
    for cell, width in zip(row, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len + _GAP))
    line.rstrip()
    return line


def _stacked(titles: Sequence[str], row: Sequence[Text]) -> RenderableType:
    told = [Text.assemble((f"{title} ", "dim"), cell) for title, cell in zip(titles[1:], row[1:], strict=True) if cell]
    return Group(row[0], *(Padding(line, (0, 0, 0, 2), expand=False) for line in told))
