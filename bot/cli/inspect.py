"""The inspect sub-command: show an article with its annotations in a terminal or as an HTML page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from string import Template

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.cli.context import CommandContext
from bot.cli.ingest_commands import load_sources
from bot.errors import InputError
from corpus.entities import load_bundled_registry
from corpus.languages.coverage import describe_reading
from corpus.models import Actor, Document, Mention, Quotation, QuotationKind, TimeExpression, Zone, ZoneSpan
from corpus.pipeline import annotate_sources


@dataclass(frozen=True, slots=True)
class AnnotatedSegment:
    """
    A part of a text in which the annotations do not change.

    Attributes:
        text: Its text; all segments joined are the article.
        zone: Its zone, or None for white space between zones.
        mention: The innermost mention of an actor that covers it, or None.
        date: The time expression that covers it, or None.
        quotation: The quotation that covers it, or None.
    """

    text: str
    zone: Zone | None = None
    mention: Mention | None = None
    date: TimeExpression | None = None
    quotation: Quotation | None = None


def split_segments(document: Document) -> Iterator[AnnotatedSegment]:
    """Yield the text of *document*, split at every boundary of its zones and annotations."""
    text, zones = document.article.text, document.article.zones
    quotations = [q for q in document.quotations if q.kind is not QuotationKind.REPORTED]
    mentions = sorted(document.mentions, key=lambda mention: mention.end - mention.start)  # innermost first
    spans: list[ZoneSpan | Mention | TimeExpression | Quotation] = [*zones, *document.dates, *mentions, *quotations]
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    for start, end in pairwise(cuts):
        zone = next((span.zone for span in zones if span.start <= start < span.end), None)
        yield AnnotatedSegment(
            text[start:end],
            zone,
            next((span for span in mentions if span.start <= start < span.end), None),
            next((span for span in document.dates if span.start <= start < span.end), None),
            next((span for span in quotations if span.start <= start < span.end), None),
        )


# Colours with a contrast of at least 4.4 both to black and to white, which is about as much as one colour can have
# (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Quotations have no background: on a light terminal it would be
# dark under dark letters.
_ACTOR_STYLE, _DATE_STYLE, _CAPTION_STYLE = "bold #5f5fff", "bold #00875f", "#d700af"
_QUOTE_STYLE = "underline"
_ZONE_STYLES = {
    Zone.HEADLINE: "bold",
    Zone.SUBHEADING: "bold",
    Zone.STANDFIRST: "italic",
    Zone.BODY: "none",
    Zone.CAPTION: _CAPTION_STYLE,
}
_NOISE_STYLE = "dim"


def run_inspect(args: argparse.Namespace, context: CommandContext) -> int:
    """Print an article with its annotations, or write it as a self-contained page with ``--html``."""
    sources, refused = load_sources([args.file], read_on=context.clock().date())
    if refused:
        raise refused[0]
    if args.html and len(sources) > 1:
        raise InputError(
            args.file, f"{args.file} contains {len(sources)} articles, but a page shows one.", "Choose one."
        )
    documents = annotate_sources(sources, load_bundled_registry())
    if not args.html:
        for document in documents:
            context.out.print(render_document(document))
        return 0
    try:
        Path(args.html).write_text(render_html_page(documents[0]), "utf-8")
    except OSError as error:
        raise InputError(args.html, f"I can't write {args.html} ({error.strerror}).") from error
    context.out.print(f"Written to {args.html}")
    return 0


def render_document(document: Document) -> RenderableType:
    """Render a document for a terminal: its text in colour, then a legend, its provenance and its annotations."""
    text = Text()
    for segment in split_segments(document):
        text.append(segment.text, _get_style(segment))
    legend = Text.assemble(
        ("actor", _ACTOR_STYLE), "  ", ("date", _DATE_STYLE), "  ", ("quotation", _QUOTE_STYLE), "  ",
        ("caption", _CAPTION_STYLE), "  ", ("no part of the article", _NOISE_STYLE),
    )  # fmt: skip
    head, line = Rule(document.article.key, style="dim"), Rule(style="dim")  # by default they are bright green
    return Group(head, text, line, legend, _render_provenance(document), _render_marks(document))


def render_html_page(document: Document) -> str:
    """Render a document as one HTML page that loads no other files."""
    names = {actor.id: actor.name for actor in document.actors}
    provenance = document.article.provenance
    template = Template(files("bot.cli").joinpath("inspect.html").read_text("utf-8"))
    return template.substitute(
        title=escape(provenance.title.value or document.article.key),
        facts="".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _list_facts(document)),
        text="".join(_render_html(segment, names) for segment in split_segments(document)),
    )


def _get_style(segment: AnnotatedSegment) -> str:
    styles = [_ZONE_STYLES.get(segment.zone, _NOISE_STYLE) if segment.zone else "none"]
    styles += [_QUOTE_STYLE] if segment.quotation else []
    styles += [_DATE_STYLE] if segment.date else [_ACTOR_STYLE] if segment.mention and segment.mention.actor else []
    return " ".join(style for style in styles if style != "none")


def _list_facts(document: Document) -> list[tuple[str, str]]:
    provenance = document.article.provenance
    claims = (
        ("Title", provenance.title), ("Outlet", provenance.outlet), ("Copied by", provenance.via),
        ("By", provenance.byline), ("Place", provenance.place), ("Published", provenance.published),
    )  # fmt: skip
    lines = [("Language", describe_reading(document.article.language))]
    for label, claim in claims:
        if claim.value or label == "Published":
            reasons = "; ".join(claim.evidence)
            lines.append((label, f"{claim.value or 'unknown'} ({claim.confidence}{': ' + reasons if reasons else ''})"))
        lines += [(f"{label}, not believed", value) for value in claim.misleading]
    return lines


def _render_provenance(document: Document) -> Table:
    table = Table.grid(padding=(0, 2))
    for label, value in _list_facts(document):
        table.add_row(Text(label, style="dim"), Text(value))
    return table


def _render_marks(document: Document) -> Table:
    actors = {actor.id: actor for actor in document.actors}
    table = Table("words", "interpreted as", "how", box=None, padding=(0, 2, 0, 0))
    for date in document.dates:
        table.add_row(Text(date.text, style=_DATE_STYLE), date.value, Text(date.how, style="dim"))
    for quotation in document.quotations:
        speaker = actors.get(quotation.speaker or "")
        speaker_name = speaker.name if speaker else "unattributed"
        text = " ".join(quotation.text.split())
        text = text if len(text) <= 60 else text[:57] + "…"
        table.add_row(
            Text(text, style=_QUOTE_STYLE),
            speaker_name,
            Text(f"{quotation.kind}, {quotation.confidence:.2f}", style="dim"),
        )
    for actor in document.actors:
        table.add_row(Text(actor.name, style=_ACTOR_STYLE), actor.kind, Text(_describe_actor(actor), style="dim"))
    return table


def _describe_actor(actor: Actor) -> str:
    return "; ".join(part for part in (actor.description, ", ".join(actor.aliases[:4])) if part)


def _render_html(segment: AnnotatedSegment, names: dict[str, str]) -> str:
    marked = escape(segment.text)
    if segment.date:
        marked = f'<time title="{escape(segment.date.value)}: {escape(segment.date.how)}">{marked}</time>'
    elif segment.mention and segment.mention.actor:
        marked = f'<b title="{escape(names.get(segment.mention.actor, segment.mention.actor))}">{marked}</b>'
    if segment.quotation:
        speaker = names.get(segment.quotation.speaker or "", "unattributed")
        marked = f'<q title="{escape(speaker)}">{marked}</q>'
    return f'<span class="{segment.zone or "between"}" title="{segment.zone or ""}">{marked}</span>'
