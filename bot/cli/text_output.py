"""Render briefings, answers, days and profiles as rich text for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from briefings.digest import DayOverview
from briefings.models import Answer, Briefing, Point
from briefings.profiles import Profile
from corpus.dates import day_range
from corpus.models import Citation, Confidence

#: Printed if the store has no articles.
EMPTY_STORE_MESSAGE = "The store is empty: add articles with “dateline add”."

#: Maximum number of an actor's own quotations, and of statements about it, in a profile.
MAX_QUOTATIONS = 3


def render_briefing(told: Briefing) -> RenderableType:
    """Render a briefing: numbered sentences, each above its source, and a footer with counts and the briefing id."""
    if not told.points:
        return render_nothing_found(told.request.read_as, ())
    foot = Text(
        f"{format_count(told.articles, 'report')}, {format_count(told.origins, 'origin')} · briefing {told.id}",
        style="dim",
    )
    return Group(
        Text("Briefing", style="bold"),
        *_render_read_as(told.request.read_as),
        Text(),
        *render_points(told.points),
        foot,
    )


def render_answer(given: Answer) -> RenderableType:
    """Render an answer, or a notice that nothing was found, with the nearest alternatives."""
    if not given.found:
        return render_nothing_found(given.request.read_as, given.nearest)
    heading = [Text(given.heading, style="bold")] if given.heading else []
    facts = [_render_facts(given.facts)] if given.facts else []
    return Group(*heading, *facts, Text(), *render_points(given.points))


def render_day(told: DayOverview) -> RenderableType:
    """Render a day: what happened on it, then separately what was published on it."""
    happened, read_as = told.happened, told.happened.request.read_as
    if not told.found:
        return render_nothing_found(read_as, happened.nearest)
    parts: list[RenderableType] = [Text(happened.heading or ", ".join(read_as), style="bold"), Text()]
    parts += [Text("Happened", style="bold"), Text()]
    parts += render_points(happened.points) or [Padding(Text("No article tells of it."), (0, 0, 1, 0))]
    if told.articles:
        counts = f"  {format_count(told.articles, 'report')}, {format_count(told.origins, 'origin')}"
        parts += [Text.assemble(("Published", "bold"), (counts, "dim")), Text()]
        parts += render_points(told.published) or [Text("Nothing but the above.")]
    return Group(*parts)


def render_quotations(told: Profile, shown: tuple[Point, ...]) -> RenderableType:
    """Render an actor's quotations and statements of others about it, latest first, without those already printed."""
    seen = {point.passage.sentence for point in shown}
    parts: list[RenderableType] = []
    for heading, passages in (("In its own words", told.quoted), ("What others said of it", told.statements_by_others)):
        left = [Point(passage) for passage in passages[::-1] if passage.sentence not in seen][:MAX_QUOTATIONS]
        if left:
            parts += [Text(heading, style="bold"), Text(), *render_points(tuple(left))]
    return Group(*parts)


def render_nothing_found(read_as: tuple[str, ...], nearest: tuple[str, ...]) -> RenderableType:
    """Render a notice that nothing was found, with how the request was read and the nearest alternatives."""
    lines = [Text("Nothing found: no article here tells of that.")]
    if read_as:
        lines.append(Text("Read as: " + ", ".join(read_as), style="dim"))
    if nearest:
        lines.append(Text("The articles do tell of: " + ", ".join(nearest)))
    return Panel(Group(*lines), border_style="yellow", expand=False)


def render_source(citation: Citation) -> Text:
    """Render the source of a sentence: outlet, title and date, and the address on a second line."""
    line = Text(citation.outlet or "Outlet unknown", style="cyan")
    if citation.title:
        line.append(f", “{citation.title}”", style="dim cyan")
    line.append(f", {format_publication_date(citation)}", style="dim")
    line.append(f"\n{citation.address}", style="dim underline")
    return line


def format_publication_date(citation: Citation) -> str:
    """Return the publication date as text, marked if it is inferred or doubtful."""
    covered = day_range(citation.published)
    if not covered:
        return "date unknown"
    first, last = covered
    spelt = f"{first:%a} {first.day} {first:%b %Y}" if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return spelt + {Confidence.INFERRED: " (worked out)", Confidence.DOUBTFUL: " (doubtful)"}.get(
        citation.confidence, ""
    )


def format_count(number: int, noun: str) -> str:
    """Return a count with its noun: "1 report", "3 origins"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def render_points(told: tuple[Point, ...]) -> list[RenderableType]:
    """Render numbered sentences, each above its source."""
    blocks: list[RenderableType] = []
    for number, point in enumerate(told, start=1):
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(f"{number}.", Text(" ".join(point.passage.sentence.text.split())))
        table.add_row("", render_source(point.passage.citation))
        if point.develops:
            table.add_row("", Text("Develops: " + " ".join(point.develops.split()), style="dim magenta"))
        if point.also:
            table.add_row("", Text(format_corroboration(point), style="dim green"))
        blocks.append(Padding(table, (0, 0, 1, 0)))
    return blocks


def format_corroboration(point: Point) -> str:
    """Return the outlets of a point with counts: "3 outlets, 2 origins: Sample Wire, Sample Post"."""
    counts = f"{format_count(len(point.outlets), 'outlet')}, {format_count(point.origins, 'origin')}"
    return f"{counts}: {', '.join(point.outlets)}"


def _render_read_as(read_as: tuple[str, ...]) -> list[RenderableType]:
    return [Text("On " + ", ".join(read_as), style="dim")] if read_as else []


def _render_facts(facts: tuple[tuple[str, str], ...]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, value in facts:
        table.add_row(label, value)
    return table
