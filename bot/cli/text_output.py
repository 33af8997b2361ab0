"""Render briefings, answers, days and profiles as rich text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from briefings.digest import DayOverview
from briefings.models import Answer, Briefing, Headline, Point, Story
from briefings.profiles import Profile
from corpus.dates import day_range
from corpus.languages.coverage import describe_reading, list_missing
from corpus.languages.identification import get_language_name
from corpus.languages.pack import ENGLISH
from corpus.models import Citation, Confidence
from corpus.publishers import list_outlets

#: Printed if the store has no articles.
EMPTY_STORE_MESSAGE = "There are no articles yet. Add some with “dateline add”."

#: Maximum number of an actor's own quotations, and of statements about it, in a profile.
MAX_QUOTATIONS = 3


def render_briefing(briefing: Briefing) -> RenderableType:
    """Render a briefing: numbered sentences, each above its source, and a footer with counts and the briefing id."""
    if not briefing.points:
        return render_nothing_found(briefing.request.read_as, (), briefing.request.as_of)
    footer = Text(
        f"{format_count(briefing.articles, 'report')}, {format_count(briefing.origins, 'origin')}"
        f" · briefing {briefing.id}",
        style="dim",
    )
    codes = dict.fromkeys(point.passage.citation.language for point in briefing.points)
    partial = [Text(describe_reading(code), style="dim") for code in codes if list_missing(code)]
    return Group(
        Text(_build_title(briefing), style="bold"),
        *_render_read_as(briefing.request.read_as),
        Text(),
        *(_render_stories(briefing) if briefing.stories else render_points(briefing.points)),
        footer,
        *partial,
    )


def _build_title(briefing: Briefing) -> str:
    """Return the title with the topic and the days on which the quoted articles were published."""
    ranges = [day_range(point.passage.citation.published) for point in briefing.points]
    days = [both for both in ranges if both]
    title = f"Briefing: {briefing.request.text}" if briefing.request.text else "Briefing"
    period = ""
    if days:
        first, last = min(both[0] for both in days), max(both[1] for both in days)
        period = _format_day(first) if first == last else f"{_format_day(first)} to {_format_day(last)}"
    return " · ".join(filter(None, (title, period, format_as_of(briefing.request.as_of))))


def format_as_of(day: date | None) -> str:
    """Return the note that only what had been published by *day* is shown, ``""`` for None."""
    return f"As of {day.day} {day:%B %Y}" if day else ""


def _format_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _render_stories(briefing: Briefing) -> list[RenderableType]:
    """Render each story: its headline, its numbered sentences with their sources, and who else reports it."""
    blocks: list[RenderableType] = []
    for story in briefing.stories:
        if story.headline:
            blocks.append(Text(" ".join(story.headline.text.split()), style="bold cyan"))
        blocks += [_render_point(index + 1, briefing.points[index], story.headline, gap=0) for index in story.sentences]
        notes = [_format_story_origins(story, [briefing.points[index] for index in story.sentences])]
        if story.follows:
            notes.append(f"Follows: “{' '.join(story.follows.text.split())}”")
        blocks += [Padding(Text(note, style="dim green"), (0, 0, 0, 3)) for note in notes if note]
        blocks.append(Text())
    return blocks


def _format_story_origins(story: Story, points: Sequence[Point]) -> str:
    """Return the other outlets of a story with its number of origins; ``""`` if there are none."""
    shown = set(list_outlets([point.passage.citation for point in points]))
    others = [outlet for outlet in story.outlets if outlet not in shown]
    return f"also: {', '.join(others)} ({format_count(story.origins, 'origin')})" if others else ""


def render_answer(answer: Answer) -> RenderableType:
    """Render an answer, sentences that may be one, or a notice that nothing was found with what comes nearest."""
    as_of = format_as_of(answer.request.as_of)
    if not answer.found and answer.possible:
        return Group(
            *([Text(as_of, style="bold")] if as_of else []),
            Text("No article says so outright. Possibly:", style="bold"),
            Text(),
            *render_points(answer.possible),
        )
    if not answer.found:
        return render_nothing_found(answer.request.read_as, answer.nearest, answer.request.as_of)
    title = " · ".join(filter(None, (answer.heading, as_of)))
    heading = [Text(title, style="bold")] if title else []
    facts = [_render_facts(answer.facts)] if answer.facts else []
    return Group(*heading, *facts, Text(), *render_points(answer.points))


def render_day(overview: DayOverview) -> RenderableType:
    """Render a day: what happened on it, then separately what was published on it."""
    happened, read_as = overview.happened, overview.happened.request.read_as
    if not overview.found:
        return render_nothing_found(read_as, happened.nearest, happened.request.as_of)
    title = " · ".join(filter(None, (happened.heading or ", ".join(read_as), format_as_of(happened.request.as_of))))
    parts: list[RenderableType] = [Text(title, style="bold"), Text()]
    parts += [Text("Happened", style="bold"), Text()]
    parts += render_points(happened.points) or [Padding(Text("No article says what happened."), (0, 0, 1, 0))]
    if overview.articles:
        counts = f"  {format_count(overview.articles, 'report')}, {format_count(overview.origins, 'origin')}"
        parts += [Text.assemble(("Published", "bold"), (counts, "dim")), Text()]
        parts += render_points(overview.published) or [Text("Nothing else.")]
    return Group(*parts)


def render_quotations(profile: Profile, printed: tuple[Point, ...]) -> RenderableType:
    """Render an actor's quotations and statements of others about it, latest first, without those already printed."""
    seen = {point.passage.sentence for point in printed}
    parts: list[RenderableType] = []
    for heading, passages in (
        ("In their own words", profile.quoted),
        ("What others said about them", profile.statements_by_others),
    ):
        points = [Point(passage) for passage in passages[::-1] if passage.sentence not in seen][:MAX_QUOTATIONS]
        if points:
            parts += [Text(heading, style="bold"), Text(), *render_points(tuple(points))]
    return Group(*parts)


def render_nothing_found(
    read_as: tuple[str, ...], nearest: tuple[str, ...], as_of: date | None = None
) -> RenderableType:
    """Render a notice that nothing was found, with how the request was read and the nearest alternatives."""
    lines = [Text("Nothing found. No article mentions it.")]
    if as_of:
        lines.insert(0, Text(format_as_of(as_of), style="bold"))
    if read_as:
        lines.append(Text("Interpreted as: " + ", ".join(read_as), style="dim"))
    if nearest:
        lines.append(Text("The articles mention: " + ", ".join(nearest)))
    return Panel(Group(*lines), border_style="yellow", expand=False)


def render_source(citation: Citation, *, titled: bool = True) -> Text:
    """Render the source of a sentence: outlet, title if *titled*, and date, and the address on a second line."""
    line = Text(citation.outlet or "Outlet unknown", style="cyan")
    if citation.title and titled:
        line.append(f", “{citation.title}”", style="dim cyan")
    line.append(f", {format_publication_date(citation)}", style="dim")
    if citation.language not in {"", ENGLISH}:
        line.append(f", in {get_language_name(citation.language)}", style="dim")
    line.append(f"\n{citation.address}", style="dim underline")
    return line


def format_publication_date(citation: Citation) -> str:
    """Return the publication date as text, marked if it is inferred or doubtful."""
    days = day_range(citation.published)
    if not days:
        return "date unknown"
    first, last = days
    text = f"{first:%a} {first.day} {first:%b %Y}" if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return text + {Confidence.INFERRED: " (inferred)", Confidence.DOUBTFUL: " (doubtful)"}.get(citation.confidence, "")


def format_count(number: int, noun: str) -> str:
    """Return a count with its noun: "1 report", "3 origins"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def render_points(points: tuple[Point, ...]) -> list[RenderableType]:
    """Render numbered sentences, each above its source."""
    return [_render_point(number, point) for number, point in enumerate(points, start=1)]


def _render_point(number: int, point: Point, headline: Headline | None = None, gap: int = 1) -> RenderableType:
    """Render a sentence above its source; who else reports it is left to its story, if that has a *headline*."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(f"{number}.", Text(" ".join(point.passage.sentence.text.split())))
    table.add_row("", render_source(point.passage.citation, titled=headline is None))
    if point.develops:
        table.add_row("", Text("Develops: " + " ".join(point.develops.split()), style="dim magenta"))
    if point.also and headline is None:
        table.add_row("", Text(format_corroboration(point), style="dim green"))
    return Padding(table, (0, 0, gap, 0))


def format_corroboration(point: Point) -> str:
    """Return the outlets of a point with counts: "3 outlets, 2 origins: Sample Wire, Sample Post"."""
    origins = format_count(point.origins, "origin")
    if not point.outlets:
        return f"{origins}, outlets unknown"
    return f"{format_count(len(point.outlets), 'outlet')}, {origins}: {', '.join(point.outlets)}"


def _render_read_as(read_as: tuple[str, ...]) -> list[RenderableType]:
    return [Text("On " + ", ".join(read_as), style="dim")] if read_as else []


def _render_facts(facts: tuple[tuple[str, str], ...]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for label, value in facts:
        table.add_row(label, value)
    return table


def describe_read_error(error: OSError | UnicodeDecodeError) -> str:
    """Return why a text file can't be read."""
    return error.strerror or "unknown error" if isinstance(error, OSError) else "it must be a text file in UTF-8"
