"""The sub-command compare: where outlets differ, both wordings side by side."""

from __future__ import annotations

import argparse

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.terminal import faces, look, replies
from briefings.contrasts import Contrast, ContrastKind
from briefings.model import Point

FOUND, NOTHING = 0, 1

_KINDS = {
    ContrastKind.FIGURE: "Another figure",
    ContrastKind.WORDING: "Another wording",
    ContrastKind.SPEAKER: "Another speaker",
    ContrastKind.DATE: "Another date",
}


def compare(desk: Desk, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print where outlets differ; 1 where they do in nothing that is found."""
    request, found = desk.compare(text=" ".join(given.text), today=clock().date(), limit=given.limit)
    if given.json:
        replies.write_json(out, {"read_as": list(request.read_as), "contrasts": [faces.contrast(one) for one in found]})
    elif found:
        out.print(*(_look(one) for one in found), sep="\n")
    elif not desk.store.listed(None):
        out.print(look.EMPTY)
    else:
        read = f" (read as: {', '.join(request.read_as)})" if request.read_as else ""
        out.print(f"Nothing found in which outlets differ{read}.", markup=False)
    return FOUND if found else NOTHING


def _look(one: Contrast) -> RenderableType:
    head = Text.assemble((_KINDS[one.kind], "bold"), (f"  {one.about}", "dim"))
    sides = Table.grid(padding=(0, 2), expand=True)
    for _ in range(2):
        sides.add_column(ratio=1, overflow="fold")
    sides.add_row(_sentence(one.left, one.left_spans), _sentence(one.right, one.right_spans))
    sides.add_row(_source(one.left), _source(one.right))
    return Group(head, sides)


def _sentence(side: Point, spans: tuple[tuple[int, int], ...]) -> Text:
    """Give the sentence, the words in which it differs set off."""
    sentence = side.passage.sentence
    text = Text(sentence.text)
    for start, end in spans:
        text.stylize("bold reverse", start - sentence.start, end - sentence.start)
    return text


def _source(side: Point) -> Text:
    line = look.source(side.passage.citation)
    others = dict.fromkeys(citation.outlet or citation.key for citation in side.also)
    if others:
        line.append("\nSo, too, " + ", ".join(others), style="dim green")
    return line
