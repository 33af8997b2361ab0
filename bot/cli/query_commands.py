"""Sub-commands that query the corpus: brief, who, when, ask, compare, timeline, chart, verify and class."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.classroom.documents import (
    write_packs_html,
    write_packs_markdown,
    write_quiz_html,
    write_quiz_markdown,
)
from bot.classroom.models import ClassSubject
from bot.classroom.service import compose_packs, compose_quiz, describe_articles
from bot.cli.console import EXIT_NOTHING_FOUND, EXIT_OK, escape_json, use_utf8
from bot.cli.context import CommandContext, with_engine
from bot.cli.json_output import (
    dump_answer,
    dump_briefing,
    dump_changes,
    dump_contradiction,
    dump_day,
    dump_profile,
    dump_series,
    dump_timeline,
)
from bot.cli.parser import EXPORT_FORMATS
from bot.cli.text_output import (
    EMPTY_STORE_MESSAGE,
    describe_read_error,
    format_as_of,
    format_count,
    render_answer,
    render_briefing,
    render_day,
    render_nothing_found,
    render_points,
    render_quotations,
    render_source,
)
from bot.db import find_proof
from bot.errors import InputError
from bot.services.engine import QueryEngine, list_changes
from briefings.clustering import Change, ChangeKind, Contradiction, ContradictionKind, FigureSeries
from briefings.export import ExportError, formats
from briefings.models import Answer, Briefing, Point
from briefings.ranking import RANKER_NAMES
from briefings.timelines import TimelineEntry
from briefings.verification import CitationCheck, CitationStatus, HeadlineCheck, Proof, ProofVerdict
from corpus.models import DateRange

#: Export format by file suffix.
FORMAT_BY_SUFFIX = {".md": "md", ".json": "json", ".csv": "csv", ".bib": "bib", ".html": "html", ".htm": "html"}

_BRIEFING_ID = re.compile(r"[a-z2-7]{10}")


def read_export(name: str) -> formats.Export:
    """
    Return the export at a path, or the one in the current folder with a briefing id.

    Raises:
        InputError: If the file does not exist, can't be read or is not an export.
    """
    path = Path(name)
    if not path.exists() and _BRIEFING_ID.fullmatch(name):
        path = next((file for file in sorted(Path().iterdir()) if _has_briefing_id(file, name)), path)
    try:
        return formats.read_export(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Name an export, or the id of one in this folder."
        raise InputError(name, f"I can't read “{name}” ({describe_read_error(error)}).", remedy) from error
    except ExportError as error:
        raise InputError(
            name, f"{name} isn't a complete export: {error}.", "Use a file that “dateline brief -o FILE” wrote."
        ) from error


def _has_briefing_id(file: Path, briefing_id: str) -> bool:
    if file.suffix.lower() not in FORMAT_BY_SUFFIX or not file.is_file():
        return False
    try:
        return formats.read_export(file.read_bytes().decode()).proof.id == briefing_id
    except (OSError, ValueError):
        return False  # the folder may contain other files


@with_engine
def run_brief(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print a briefing, or write it in an export format; return 1 if nothing was found."""
    if args.format or args.output:
        use_utf8()  # an export must be verbatim, whatever the terminal's encoding
        return export_briefing(engine, args, context.out)
    briefing = compose_briefing(engine, args)
    if args.json:
        write_json(context.out, dump_briefing(briefing))
    else:
        context.out.print(
            render_briefing(briefing) if briefing.points or _has_articles(engine) else EMPTY_STORE_MESSAGE
        )
    return EXIT_OK if briefing.points else EXIT_NOTHING_FOUND


def compose_briefing(engine: QueryEngine, args: argparse.Namespace) -> Briefing:
    """
    Return the briefing that the options ask for.

    Raises:
        InputError: If there is no such ranker or topic, or a file of ``--since-briefing`` is not an export.
    """
    prior_sentences = [
        one for export in args.since_briefing for one in engine.load_prior_sentences(read_export(export).proof)
    ]
    try:
        return engine.summarize(
            text=args.request, limit=args.limit, ranker=args.ranker, prior_sentences=prior_sentences, topic=args.topic
        )
    except KeyError as error:
        raise InputError(
            f"--ranker {args.ranker}", f"I don't know the ranker {args.ranker}.", f"Choose {', '.join(RANKER_NAMES)}."
        ) from error


@with_engine
def run_who(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print who an actor is, its quotations and statements of others about it; return 1 if it is not found."""
    reply = engine.describe_actor(name=" ".join(args.actor))
    if not reply.found or len(reply.request.actors) != 1:
        return _print_answer(engine, reply, args, context.out)
    profile = engine.build_profile(reply.request.actors[0])
    if args.json:
        write_json(context.out, {**dump_answer(reply), "profile": dump_profile(profile)})
    else:
        context.out.print(render_answer(reply), render_quotations(profile, reply.points), sep="")
    return EXIT_OK


@with_engine
def run_when(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print what happened on a date and what was published on it; return 1 if there is neither."""
    overview = engine.build_day_overview(phrase=" ".join(args.date), today=_get_today(engine, args, context))
    if args.json:
        write_json(context.out, dump_day(overview))
    elif not overview.found and not _has_articles(engine):
        context.out.print(EMPTY_STORE_MESSAGE)
    else:
        context.out.print(render_day(overview))
    return EXIT_OK if overview.found else EXIT_NOTHING_FOUND


@with_engine
def run_ask(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print the answer to a question or to each question in a file; return 1 if a single question finds nothing."""
    if args.batch:
        write_json(
            context.out,
            {"answers": [_build_batch_answer(engine, entry, args.topic) for entry in _read_questions(args.batch)]},
        )
        return EXIT_OK
    question = " ".join(args.question).strip()
    if not question:
        raise InputError("question", "I need a question.", "Write it after “ask”, or name a file with --batch.")
    today = _get_today(engine, args, context)
    return _print_answer(engine, engine.ask(question=question, today=today, topic=args.topic), args, context.out)


def _get_today(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> date:
    """Return the asker's day: the one given, else the one as of which is asked, else the current one."""
    return args.asked_on or engine.as_of or context.clock().date()


def write_json(out: Console, value: object) -> None:
    """Print *value* as JSON in UTF-8, without wrapping or colour."""
    use_utf8()
    out.file.write(escape_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def _print_answer(engine: QueryEngine, reply: Answer, args: argparse.Namespace, out: Console) -> int:
    if args.json:
        write_json(out, dump_answer(reply))
    elif not reply.found and not _has_articles(engine):
        out.print(EMPTY_STORE_MESSAGE)
    else:
        out.print(render_answer(reply))
    return EXIT_OK if reply.found else EXIT_NOTHING_FOUND


def _has_articles(engine: QueryEngine) -> bool:
    return bool(engine.store.list_articles(None))


def _read_questions(path: Path) -> list[Mapping[str, str]]:
    try:
        entries = json.loads(path.read_text("utf-8"))["questions"]
        return [{key: entry[key] for key in ("id", "question", "asked_on") if entry.get(key)} for entry in entries]
    except OSError as error:
        raise InputError(str(path), f"I can't read {path} ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            str(path), f"{path} isn't a file of questions.", 'Write it as {"questions": [{"id", "question"}, …]}.'
        ) from error


def _build_batch_answer(engine: QueryEngine, entry: Mapping[str, str], topic: str) -> dict[str, object]:
    subject = f"question {entry.get('id', '?')}"
    try:
        asked_on = date.fromisoformat(entry["asked_on"]) if "asked_on" in entry else None
    except (TypeError, ValueError) as error:
        raise InputError(
            subject, f"I can't read the day in asked_on of {subject}.", "Write it as 2024-06-21."
        ) from error
    if not isinstance(entry.get("question"), str):
        raise InputError(
            subject, f"There is no text in {subject}.", 'Write it as {"id": "1", "question": "who is …?"}.'
        )
    reply = engine.ask(question=entry["question"], today=asked_on or engine.as_of, topic=topic)
    return {"id": entry.get("id"), **dump_answer(reply)}


_CONTRADICTION_LABELS = {
    ContradictionKind.FIGURE: "Another figure",
    ContradictionKind.WORDING: "Another wording",
    ContradictionKind.SPEAKER: "Another speaker",
    ContradictionKind.DATE: "Another date",
}


@with_engine
def run_compare(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print where outlets differ, and which counts grew; return 1 if neither is found."""
    text, today = " ".join(args.text), context.clock().date()
    request, found = engine.compare_outlets(text=text, today=today, limit=args.limit)
    series = engine.find_series(text=text, today=today, limit=args.limit)
    if args.json:
        contrasts = [dump_contradiction(one) for one in found]
        write_json(
            context.out,
            {
                "read_as": list(request.read_as),
                "contrasts": contrasts,
                "series": [dump_series(one) for one in series],
            },
        )
    elif found or series:
        shown = [*map(_render_contradiction, found), *map(_render_series, series)]
        context.out.print(*shown, sep="\n")
    elif not engine.store.list_articles(None):
        context.out.print(EMPTY_STORE_MESSAGE)
    else:
        read_as = f" (interpreted as: {', '.join(request.read_as)})" if request.read_as else ""
        context.out.print(f"I found nothing on which outlets differ{read_as}.", markup=False)
    return EXIT_OK if found or series else EXIT_NOTHING_FOUND


_CHANGE_LABELS = {
    ChangeKind.FIGURE: "New figure",
    ChangeKind.OFFICE: "New office holder",
    ChangeKind.STORY: "New story",
}


@with_engine
def run_changes(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print what has changed since a day; return 1 if nothing has."""
    if not _has_articles(engine):
        context.out.print(EMPTY_STORE_MESSAGE)
        return EXIT_NOTHING_FOUND
    today = engine.as_of or context.clock().date()
    found = list_changes(engine, text=" ".join(args.text), since=args.since, today=today, limit=args.limit)
    if args.json:
        write_json(context.out, dump_changes(found))
    else:
        since = f"What has changed since {found.since.day} {found.since:%B %Y}"
        title = " · ".join(filter(None, (since, format_as_of(found.request.as_of))))
        context.out.print(Text(title, "bold"), Text(), *map(_render_change, found.changes), sep="\n")
        counts = f"{format_count(found.articles, 'report')}, {format_count(found.origins, 'origin')}"
        context.out.print(
            Text(f"Published since then: {counts}" if found.articles else "Nothing was published since then.", "dim")
        )
    return EXIT_OK if found.changes else EXIT_NOTHING_FOUND


def _render_change(change: Change) -> RenderableType:
    about = change.about
    if change.before is None:
        headline = " ".join(change.headline.text.split()) if change.headline else ""
        about = " · ".join(filter(None, (headline, format_count(change.articles, "report"))))
    head = Text.assemble((_CHANGE_LABELS[change.kind], "bold"), (f"  {about}", "dim"))
    sides = [(change.before, change.before_span), (change.after, change.after_span)]
    rows = Table.grid(padding=(0, 1))
    for label, (point, span) in zip(("Before:", "Now:" if change.before else ""), sides, strict=True):
        if point:
            rows.add_row(label, _render_side(point, (span,) if span else ()))
            rows.add_row("", _render_side_source(point))
    return Group(head, rows, Text())


def _render_series(series: FigureSeries) -> RenderableType:
    """Return the figures of a series line by line, the oldest first, outliers marked."""
    rows = Table.grid(padding=(0, 2))
    for one in series.figures:
        outlets = (one.point.passage.citation, *one.point.also)
        names = ", ".join(dict.fromkeys(each.outlet or each.key for each in outlets))
        mark = "  (outlier)" if one.outlier else ""
        rows.add_row(f"{one.day:%-d %B %Y}", Text(one.text + mark, "bold"), Text(names, "dim"))
    return Group(Text.assemble(("Grew over time", "bold"), (f"  {series.about}", "dim")), rows, Text())


def _render_contradiction(one: Contradiction) -> RenderableType:
    head = Text.assemble((_CONTRADICTION_LABELS[one.kind], "bold"), (f"  {one.about}", "dim"))
    sides = Table.grid(padding=(0, 2), expand=True)
    for _ in range(2):
        sides.add_column(ratio=1, overflow="fold")
    sides.add_row(_render_side(one.left, one.left_spans), _render_side(one.right, one.right_spans))
    sides.add_row(_render_side_source(one.left), _render_side_source(one.right))
    return Group(head, sides)


def _render_side(side: Point, spans: tuple[tuple[int, int], ...]) -> Text:
    """Return the sentence with the words that differ highlighted."""
    sentence = side.passage.sentence
    text = Text(sentence.text)
    for start, end in spans:
        text.stylize("bold reverse", start - sentence.start, end - sentence.start)
    return text


def _render_side_source(side: Point) -> Text:
    line = render_source(side.passage.citation)
    others = dict.fromkeys(citation.outlet or citation.key for citation in side.also)
    if others:
        line.append("\nSo, too, " + ", ".join(others), style="dim green")
    return line


@with_engine
def run_timeline(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print a timeline; return 1 if no sentence is dated to a day in it."""
    try:
        window = DateRange(args.first, args.last) if args.first or args.last else None
    except ValueError as error:
        raise InputError("--from", f"--to {args.last} is before --from {args.first}.", "Swap the two days.") from error
    request, entries = engine.build_timeline(text=" ".join(args.actor), window=window, length=args.limit)
    if args.json:
        write_json(context.out, dump_timeline(request, entries))
    elif entries:
        if engine.as_of:
            context.out.print(Text(format_as_of(engine.as_of), "bold"), Text(), sep="\n")
        context.out.print(*(_render_timeline_entry(moment) for moment in entries), sep="\n")
    else:
        context.out.print(
            render_nothing_found(request.read_as, (), request.as_of)
            if engine.store.list_articles(None)
            else EMPTY_STORE_MESSAGE
        )
    return EXIT_OK if entries else EXIT_NOTHING_FOUND


@with_engine
def run_chart(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Write a chart as a PNG and print its text alternative; return 1 if the store is empty."""
    name = " ".join(args.actor)
    _check_chart_options(engine, args, name)
    if not engine.store.list_articles(None):
        context.out.print(EMPTY_STORE_MESSAGE)
        return EXIT_NOTHING_FOUND
    chart = engine.draw_chart(args.kind, name=name, dark=args.dark)
    try:
        args.output.write_bytes(chart.png)
    except OSError as error:
        raise InputError(str(args.output), f"I can't write {args.output} ({error.strerror}).") from error
    context.out.print(chart.alternative, markup=False, soft_wrap=True)
    return EXIT_OK


def _check_chart_options(engine: QueryEngine, args: argparse.Namespace, name: str) -> None:
    if args.output.suffix.lower() != ".png":
        raise InputError(str(args.output), "I write charts as PNG files.", "Choose a file name that ends in .png.")
    if args.kind != "actor" and name:
        raise InputError(name, f"The chart “{args.kind}” takes no name.", "Use “chart actor NAME”.")
    if args.kind == "actor" and not name.strip():
        raise InputError(
            "chart", "This chart needs a person or organisation.", "Name one: “dateline actors list” lists them."
        )
    if args.kind == "actor" and len(engine.parse_question(name, "", None).actors) != 1:
        raise InputError(
            name,
            f"I can't tell which person or organisation “{name}” is.",
            "List the actors with “dateline actors list”.",
        )


def _render_timeline_entry(entry: TimelineEntry) -> RenderableType:
    counts = f"{format_count(entry.articles, 'article')}, {format_count(entry.origins, 'origin')}"
    head = Text.assemble((f"{entry.day:%A} {entry.day.day} {entry.day:%B %Y}", "bold"), (f"  {counts}", "dim"))
    return Group(head, *render_points(entry.points))


#: Exit code of ``verify`` if a sentence does not hold.
EXIT_NOT_VERIFIED = 1

_CHECK_STYLES = {CitationStatus.HOLDS: "green", CitationStatus.REVISED: "yellow"}


def export_briefing(engine: QueryEngine, args: argparse.Namespace, out: Console) -> int:
    """Write a briefing in an export format; return 1, and write nothing, if nothing was found."""
    briefing = compose_briefing(engine, args)
    if not briefing.points:
        out.print("Nothing found, so there is nothing to export.")
        return EXIT_NOTHING_FOUND
    export_format = args.format or FORMAT_BY_SUFFIX.get(args.output.suffix.lower())
    if export_format is None:
        raise InputError(
            str(args.output),
            f"I can't tell the format of {args.output} from its ending.",
            f"Choose one with --format: {', '.join(EXPORT_FORMATS)}.",
        )
    text = formats.write_export(engine.prove(briefing), export_format)
    if args.output is None:
        out.file.write(text)
    else:
        _write_export(args.output, text)
        out.print(f"Briefing {briefing.id} written to {args.output}", markup=False, soft_wrap=True)
    return EXIT_OK


@with_engine
def run_verify(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Check an export against the store and print whether each sentence holds; return 1 if anything does not."""
    proof, scope, intact = _load_proof(engine, args.briefing)
    verdict = engine.verify(proof, scope)
    if args.json:
        write_json(context.out, _dump_verdict(verdict, intact=intact))
    else:
        context.out.print(_render_verdict(verdict, intact=intact), soft_wrap=True)
    return EXIT_OK if verdict.is_valid and intact else EXIT_NOT_VERIFIED


def _load_proof(engine: QueryEngine, name: str) -> tuple[Proof, str, bool]:
    """Return the proof of a file or briefing id, the scope of its articles and whether the file is intact."""
    url = engine.store.url
    if not Path(name).exists() and (stored := find_proof(url, name)):
        return *stored, True
    export = read_export(name)
    # An export may quote a guild's own articles; the bot's database has its scope.
    stored = find_proof(url, export.proof.id)
    return export.proof, stored[1] if stored else "", export.intact


def _write_export(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())  # bytes, to keep the line ends
    except OSError as error:
        raise InputError(str(path), f"I can't write {path} ({error.strerror}).") from error


def _dump_verdict(verdict: ProofVerdict, *, intact: bool) -> dict[str, object]:
    return {
        "id": verdict.proof.id,
        "holds": verdict.is_valid and intact,
        "id_fits": verdict.id_matches,
        "intact": intact,
        "sentences": [
            {"number": place, "doc": check.sentence.key, "state": check.state, "reasons": list(check.reasons)}
            for place, check in enumerate(verdict.checks, 1)
        ],
        "headlines": [
            {"doc": check.headline.key, "state": check.state, "reasons": list(check.reasons)}
            for check in verdict.headline_checks
        ],
    }


def _render_verdict(verdict: ProofVerdict, *, intact: bool) -> Text:
    lines = Text()
    for number, check in enumerate(verdict.checks, 1):
        lines.append_text(_render_check(number, check))
    for title in verdict.headline_checks:
        if title.state is not CitationStatus.HOLDS:
            lines.append_text(_render_headline_check(title))
    if not verdict.id_matches:
        lines.append("The id doesn't match: sentences, citations or their order have changed.\n")
    if not intact:
        lines.append("The text in the file differs from the file's own proof.\n")
    held_count = sum(check.state is CitationStatus.HOLDS for check in verdict.checks)
    lines.append(f"Briefing {verdict.proof.id}: {held_count} of {len(verdict.checks)} sentences hold", style="bold")
    return lines


def _render_headline_check(check: HeadlineCheck) -> Text:
    line = Text("     ")
    line.append(f"{check.state:<8}", style=_CHECK_STYLES.get(check.state, "bold red"))
    line.append(f" title of {check.headline.key}", style="cyan")
    line.append("".join(f"\n     {reason}" for reason in check.reasons) + "\n")
    return line


def _render_check(number: int, check: CitationCheck) -> Text:
    line = Text(f"{number:>3}. ")
    line.append(f"{check.state:<8}", style=_CHECK_STYLES.get(check.state, "bold red"))
    line.append(f" {check.sentence.key}", style="cyan")
    line.append("".join(f"\n     {reason}" for reason in check.reasons) + "\n")
    return line


@with_engine
def run_class_packs(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Write position packs as Markdown, or as a page to print if the file ends in .html."""
    as_page, subject = _is_page(args.output), ClassSubject(args.day, args.topic)
    describe_articles(engine, subject)
    packs = compose_packs(engine, subject, ",".join(args.side), args.limit)
    _write_document(args.output, write_packs_html(packs) if as_page else write_packs_markdown(packs), context.out)
    return EXIT_OK


@with_engine
def run_class_quiz(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Write a quiz with its answers as Markdown, or as a page to print if the file ends in .html."""
    as_page, subject = _is_page(args.output), ClassSubject(args.day, args.topic)
    describe_articles(engine, subject)
    quiz = compose_quiz(engine, subject, args.questions, args.seed)
    text = write_quiz_html(quiz, subject) if as_page else write_quiz_markdown(quiz, subject)
    _write_document(args.output, text, context.out)
    return EXIT_OK


def _is_page(output: Path | None) -> bool:
    """
    Return whether *output* is a web page rather than Markdown.

    Raises:
        InputError: If its ending is that of neither.
    """
    form = FORMAT_BY_SUFFIX.get(output.suffix.lower()) if output else "md"
    if form not in {"md", "html"}:
        raise InputError(str(output), f"I can't write {output}.", "Choose a file name that ends in .md or .html.")
    return form == "html"


def _write_document(output: Path | None, text: str, out: Console) -> None:
    if output is None:
        use_utf8()
        out.file.write(text)
        return
    _write_export(output, text)
    out.print(f"Written to {output}", markup=False, soft_wrap=True)
