"""How replies look in a terminal: rich renderables, nothing printed here."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from briefings.chronicle import Day
from briefings.model import Answer, Briefing, Point
from briefings.profiles import Profile
from corpus.intervals import days
from corpus.model import Citation, Confidence

#: What is said where there is nothing to look in.
EMPTY = "The store is empty: add articles with “dateline add”."

#: Sentences of an actor's own words, and of words on it, that are shown.
MOST_WORDS = 3


def briefing(told: Briefing) -> RenderableType:
    """Lay out a briefing: numbered sentences, each above its source, and what it rests on at the foot."""
    if not told.points:
        return nothing(told.request.read_as, ())
    foot = Text(f"{count(told.articles, 'report')}, {count(told.origins, 'origin')} · briefing {told.id}", style="dim")
    return Group(Text("Briefing", style="bold"), *_read_as(told.request.read_as), Text(), *points(told.points), foot)


def answer(given: Answer) -> RenderableType:
    """Lay out an answer, or say that nothing was found and what is nearest."""
    if not given.found:
        return nothing(given.request.read_as, given.nearest)
    heading = [Text(given.heading, style="bold")] if given.heading else []
    facts = [_facts(given.facts)] if given.facts else []
    return Group(*heading, *facts, Text(), *points(given.points))


def day_of(told: Day) -> RenderableType:
    """Lay out a day: what happened on it, and apart from that what was published."""
    happened, read_as = told.happened, told.happened.request.read_as
    if not told.found:
        return nothing(read_as, happened.nearest)
    parts: list[RenderableType] = [Text(happened.heading or ", ".join(read_as), style="bold"), Text()]
    parts += [Text("Happened", style="bold"), Text()]
    parts += points(happened.points) or [Padding(Text("No article tells of it."), (0, 0, 1, 0))]
    if told.articles:
        counts = f"  {count(told.articles, 'report')}, {count(told.origins, 'origin')}"
        parts += [Text.assemble(("Published", "bold"), (counts, "dim")), Text()]
        parts += points(told.published) or [Text("Nothing but the above.")]
    return Group(*parts)


def words_of(told: Profile, shown: tuple[Point, ...]) -> RenderableType:
    """Lay out what an actor said and what others said of it, the latest first, but for what was *shown* already."""
    seen = {point.passage.sentence for point in shown}
    parts: list[RenderableType] = []
    for heading, passages in (("In its own words", told.quoted), ("What others said of it", told.said_about)):
        left = [Point(passage) for passage in passages[::-1] if passage.sentence not in seen][:MOST_WORDS]
        if left:
            parts += [Text(heading, style="bold"), Text(), *points(tuple(left))]
    return Group(*parts)


def nothing(read_as: tuple[str, ...], nearest: tuple[str, ...]) -> RenderableType:
    """Say that the corpus holds no evidence, how the words were read, and what it does know."""
    lines = [Text("Nothing found: no article here tells of that.")]
    if read_as:
        lines.append(Text("Read as: " + ", ".join(read_as), style="dim"))
    if nearest:
        lines.append(Text("The articles do tell of: " + ", ".join(nearest)))
    return Panel(Group(*lines), border_style="yellow", expand=False)


def source(citation: Citation) -> Text:
    """Name an article in one line: outlet, title, date and where it lies."""
    line = Text(citation.outlet or "Outlet unknown", style="cyan")
    if citation.title:
        line.append(f", “{citation.title}”", style="dim cyan")
    line.append(f", {day(citation)}", style="dim")
    line.append(f"\n{citation.address}", style="dim underline")
    return line


def day(citation: Citation) -> str:
    """Spell the publication date for a reader, with its doubts."""
    covered = days(citation.published)
    if not covered:
        return "date unknown"
    first, last = covered
    spelt = f"{first:%a} {first.day} {first:%b %Y}" if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return spelt + {Confidence.INFERRED: " (worked out)", Confidence.DOUBTFUL: " (doubtful)"}.get(
        citation.confidence, ""
    )


def count(number: int, noun: str) -> str:
    """Count things in words: "1 report", "3 origins"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def points(told: tuple[Point, ...]) -> list[RenderableType]:
    """Lay out sentences, numbered, each above its source."""
    blocks: list[RenderableType] = []
    for number, point in enumerate(told, start=1):
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(f"{number}.", Text(" ".join(point.passage.sentence.text.split())))
        table.add_row("", source(point.passage.citation))
        if point.develops:
            table.add_row("", Text("Develops: " + " ".join(point.develops.split()), style="dim magenta"))
        if point.also:
            table.add_row("", Text(corroboration(point), style="dim green"))
        blocks.append(Padding(table, (0, 0, 1, 0)))
    return blocks


def corroboration(point: Point) -> str:
    """Say who else tells it: "3 outlets, 2 origins: Sample Wire, Sample Post"."""
    return f"{count(len(point.outlets), 'outlet')}, {count(point.origins, 'origin')}: {', '.join(point.outlets)}"


def _read_as(read_as: tuple[str, ...]) -> list[RenderableType]:
    return [Text("On " + ", ".join(read_as), style="dim")] if read_as else []


def _facts(facts: tuple[tuple[str, str], ...]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, value in facts:
        table.add_row(label, value)
    return table
