"""The sub-command inspect: one article with all that the reader saw in it, in colour or as a page."""

from __future__ import annotations

import argparse
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.errors import InputError
from bot.terminal.reading import gather
from bot.terminal.segments import Segment, segments
from corpus import ingest
from corpus.model import Actor, Document, Zone
from corpus.registry import bundled

_ZONE_STYLES = {
    Zone.HEADLINE: "bold",
    Zone.SUBHEADING: "bold",
    Zone.STANDFIRST: "italic",
    Zone.BODY: "none",
    Zone.CAPTION: "magenta",
}
_NOISE = "dim"
_ACTOR, _DATE, _QUOTE = "bold blue", "bold green", "on grey19"


def inspect(given: argparse.Namespace, out: Console) -> int:
    """Print an article as the reader sees it, or write it as one self-contained page with ``--html``."""
    sources, refused = gather([given.file])
    if refused:
        raise refused[0]
    if given.html and len(sources) > 1:
        raise InputError(given.file, f"holds {len(sources)} articles, and a page shows one", "Name one of them.")
    documents = ingest.read_all(sources, bundled())
    if not given.html:
        for document in documents:
            out.print(colours(document))
        return 0
    try:
        Path(given.html).write_text(page(documents[0]), "utf-8")
    except OSError as error:
        raise InputError(given.html, f"can't be written ({error.strerror})") from error
    out.print(f"Written to {given.html}")
    return 0


def colours(document: Document) -> RenderableType:
    """Lay out a document for a terminal: its text in colour, then what each mark means."""
    text = Text()
    for segment in segments(document):
        text.append(segment.text, _style(segment))
    legend = Text.assemble(
        ("actor", _ACTOR), "  ", ("date", _DATE), "  ", ("quotation", _QUOTE), "  ", ("caption", "magenta"), "  ",
        ("no part of the article", _NOISE),
    )  # fmt: skip
    return Group(Rule(document.article.key), text, Rule(), legend, _provenance(document), _marks(document))


def page(document: Document) -> str:
    """Give the same as one HTML page that loads nothing from elsewhere."""
    names = {actor.id: actor.name for actor in document.actors}
    provenance = document.article.provenance
    template = Template(files("bot.terminal").joinpath("inspect.html").read_text("utf-8"))
    return template.substitute(
        title=escape(provenance.title.value or document.article.key),
        facts="".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _facts(document)),
        text="".join(_html(segment, names) for segment in segments(document)),
    )


def _style(segment: Segment) -> str:
    styles = [_ZONE_STYLES.get(segment.zone, _NOISE) if segment.zone else "none"]
    styles += [_QUOTE] if segment.quotation else []
    styles += [_DATE] if segment.date else [_ACTOR] if segment.mention and segment.mention.actor else []
    return " ".join(style for style in styles if style != "none")


def _facts(document: Document) -> list[tuple[str, str]]:
    provenance = document.article.provenance
    claims = (
        ("Title", provenance.title), ("Outlet", provenance.outlet), ("Copied by", provenance.via),
        ("By", provenance.byline), ("Place", provenance.place), ("Published", provenance.published),
    )  # fmt: skip
    lines = []
    for label, claim in claims:
        if claim.value or label == "Published":
            reasons = "; ".join(claim.evidence)
            lines.append((label, f"{claim.value or 'unknown'} ({claim.confidence}{': ' + reasons if reasons else ''})"))
        lines += [(f"{label}, not believed", value) for value in claim.misleading]
    return lines


def _provenance(document: Document) -> Table:
    table = Table.grid(padding=(0, 2))
    for label, value in _facts(document):
        table.add_row(Text(label, style="dim"), Text(value))
    return table


def _marks(document: Document) -> Table:
    actors = {actor.id: actor for actor in document.actors}
    table = Table("words", "read as", "how", box=None, padding=(0, 2, 0, 0))
    for date in document.dates:
        table.add_row(Text(date.text, style=_DATE), date.value, Text(date.how, style="dim"))
    for quotation in document.quotations:
        speaker = actors.get(quotation.speaker or "")
        shown = speaker.name if speaker else "unattributed"
        words = " ".join(quotation.text.split())
        words = words if len(words) <= 60 else words[:57] + "…"
        table.add_row(
            Text(words, style=_QUOTE), shown, Text(f"{quotation.kind}, {quotation.confidence:.2f}", style="dim")
        )
    for actor in document.actors:
        table.add_row(Text(actor.name, style=_ACTOR), actor.kind, Text(_told(actor), style="dim"))
    return table


def _told(actor: Actor) -> str:
    return "; ".join(part for part in (actor.description, ", ".join(actor.aliases[:4])) if part)


def _html(segment: Segment, names: dict[str, str]) -> str:
    marked = escape(segment.text)
    if segment.date:
        marked = f'<time title="{escape(segment.date.value)}: {escape(segment.date.how)}">{marked}</time>'
    elif segment.mention and segment.mention.actor:
        marked = f'<b title="{escape(names.get(segment.mention.actor, segment.mention.actor))}">{marked}</b>'
    if segment.quotation:
        speaker = names.get(segment.quotation.speaker or "", "unattributed")
        marked = f'<q title="{escape(speaker)}">{marked}</q>'
    return f'<span class="{segment.zone or "between"}" title="{segment.zone or ""}">{marked}</span>'
