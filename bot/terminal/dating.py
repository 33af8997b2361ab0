"""The sub-commands that tell days and draw them: timeline, chart."""

from __future__ import annotations

import argparse

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.desk.desk import Desk
from bot.errors import InputError
from bot.terminal import faces, look, replies
from briefings.timelines import Moment
from corpus.model import Window


def timeline(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Print a timeline; 1 where nothing is dated to a day in it."""
    try:
        window = Window(given.first, given.last) if given.first or given.last else None
    except ValueError as error:
        raise InputError(f"--from {given.first} --to {given.last}", str(error)) from error
    request, moments = desk.timeline(text=" ".join(given.actor), window=window, length=given.limit)
    if given.json:
        replies.write_json(
            out, {"read_as": list(request.read_as), "days": [faces.moment(moment) for moment in moments]}
        )
    elif moments:
        out.print(*(_moment(moment) for moment in moments), sep="\n")
    else:
        out.print(look.nothing(request.read_as, ()) if desk.store.listed(None) else look.EMPTY)
    return replies.FOUND if moments else replies.NOTHING


def chart(desk: Desk, given: argparse.Namespace, out: Console) -> int:
    """Write a chart as a PNG and print what it shows; 1 where there is nothing to draw from."""
    name = " ".join(given.actor)
    _check(desk, given, name)
    if not desk.store.listed(None):
        out.print(look.EMPTY)
        return replies.NOTHING
    drawn = desk.chart(given.kind, name=name, dark=given.dark)
    try:
        given.output.write_bytes(drawn.png)
    except OSError as error:
        raise InputError(str(given.output), f"can't be written ({error.strerror})") from error
    out.print(drawn.alternative, markup=False, soft_wrap=True)
    return replies.FOUND


def _check(desk: Desk, given: argparse.Namespace, name: str) -> None:
    if given.output.suffix.lower() != ".png":
        raise InputError(str(given.output), "a chart is a PNG", "Name a file that ends in .png.")
    if given.kind != "actor" and name:
        raise InputError(f"“{name}”", f"the chart of {given.kind} is of no actor", "“chart actor NAME” is.")
    if given.kind == "actor" and len(desk.read(name, "", None).actors) != 1:
        raise InputError(f"“{name}”", "it names no one actor", "“dateline actors list” lists them.")


def _moment(moment: Moment) -> RenderableType:
    told = f"{look.count(moment.articles, 'article')}, {look.count(moment.origins, 'origin')}"
    head = Text.assemble((f"{moment.day:%A} {moment.day.day} {moment.day:%B %Y}", "bold"), (f"  {told}", "dim"))
    return Group(head, *look.points(moment.points))
