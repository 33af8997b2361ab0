"""Sub-commands that query the corpus: brief, who, when, ask, compare, timeline, chart and verify."""

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

from bot.cli.console import EXIT_NOTHING_FOUND, EXIT_OK, escape_json, use_utf8
from bot.cli.json_output import (
    dump_answer,
    dump_briefing,
    dump_contradiction,
    dump_day,
    dump_profile,
    dump_timeline_entry,
)
from bot.cli.parser import EXPORT_FORMATS
from bot.cli.text_output import (
    EMPTY_STORE_MESSAGE,
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
from bot.models.clock import Clock
from bot.services import QueryEngine
from briefings.clustering import Contradiction, ContradictionKind
from briefings.export import ExportError, formats
from briefings.models import Answer, Briefing, Point
from briefings.ranking import RANKER_NAMES
from briefings.timelines import TimelineEntry
from briefings.verification import CitationCheck, CitationStatus, Proof, Verdict
from corpus.models import DateRange

#: Export format by file suffix.
FORMAT_BY_SUFFIX = {".md": "md", ".json": "json", ".csv": "csv", ".bib": "bib", ".html": "html", ".htm": "html"}

_BRIEFING_ID = re.compile(r"[a-z2-7]{10}")


def read_export(given: str) -> formats.Export:
    """
    Return the export at a path, or the one in the current folder with a briefing id.

    Raises:
        InputError: If the file does not exist, can't be read or is not an export.
    """
    path = Path(given)
    if not path.exists() and _BRIEFING_ID.fullmatch(given):
        path = next((file for file in sorted(Path().iterdir()) if _has_briefing_id(file, given)), path)
    try:
        return formats.read_export(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        remedy = "Name an export, or the id of one in this folder."
        raise InputError(given or "“”", f"can't be read ({reason})", remedy) from error
    except ExportError as error:
        raise InputError(given, str(error), "Check what “dateline brief -o FILE” wrote.") from error


def _has_briefing_id(file: Path, wanted: str) -> bool:
    if file.suffix.lower() not in FORMAT_BY_SUFFIX or not file.is_file():
        return False
    try:
        return formats.read_export(file.read_bytes().decode()).proof.id == wanted
    except (OSError, ValueError):
        return False  # the folder may contain other files


def run_brief(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Print a briefing; return 1 if nothing was found."""
    briefing = compose_briefing(desk, given)
    if given.json:
        write_json(out, dump_briefing(briefing))
    else:
        out.print(render_briefing(briefing) if briefing.points or _has_articles(desk) else EMPTY_STORE_MESSAGE)
    return EXIT_OK if briefing.points else EXIT_NOTHING_FOUND


def compose_briefing(desk: QueryEngine, given: argparse.Namespace) -> Briefing:
    """
    Return the briefing that the options ask for.

    Raises:
        InputError: If there is no such ranker or topic, or a file of ``--since-briefing`` is not an export.
    """
    before = [one for export in given.since_briefing for one in desk.load_prior_sentences(read_export(export).proof)]
    try:
        return desk.summarize(
            text=given.request, limit=given.limit, ranker=given.ranker, told=before, topic=given.topic
        )
    except KeyError as error:
        raise InputError(
            f"--ranker {given.ranker}", f"there is none of that name; there are {', '.join(RANKER_NAMES)}"
        ) from error


def run_who(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Print who an actor is, its quotations and statements of others about it; return 1 if it is not found."""
    reply = desk.describe_actor(name=" ".join(given.actor))
    if not reply.found or len(reply.request.actors) != 1:
        return _print_answer(desk, reply, given, out)
    told = desk.build_profile(reply.request.actors[0])
    if given.json:
        write_json(out, {**dump_answer(reply), "profile": dump_profile(told)})
    else:
        out.print(render_answer(reply), render_quotations(told, reply.points), sep="")
    return EXIT_OK


def run_when(desk: QueryEngine, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print what happened on a date and what was published on it; return 1 if there is neither."""
    told = desk.build_day_overview(phrase=" ".join(given.date), today=given.asked_on or clock().date())
    if given.json:
        write_json(out, dump_day(told))
    elif not told.found and not _has_articles(desk):
        out.print(EMPTY_STORE_MESSAGE)
    else:
        out.print(render_day(told))
    return EXIT_OK if told.found else EXIT_NOTHING_FOUND


def run_ask(desk: QueryEngine, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print the answer to a question or to each question in a file; return 1 if a single question finds nothing."""
    if given.batch:
        write_json(
            out, {"answers": [_build_batch_answer(desk, entry, given.topic) for entry in _read_questions(given.batch)]}
        )
        return EXIT_OK
    question = " ".join(given.question).strip()
    if not question:
        raise InputError("question", "there is none; write it behind “ask”, or name a file with --batch")
    today = given.asked_on or clock().date()
    return _print_answer(desk, desk.ask(question=question, today=today, topic=given.topic), given, out)


def write_json(out: Console, value: object) -> None:
    """Print *value* as JSON in UTF-8, without wrapping or colour."""
    use_utf8()
    out.file.write(escape_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def _print_answer(desk: QueryEngine, reply: Answer, given: argparse.Namespace, out: Console) -> int:
    if given.json:
        write_json(out, dump_answer(reply))
    elif not reply.found and not _has_articles(desk):
        out.print(EMPTY_STORE_MESSAGE)
    else:
        out.print(render_answer(reply))
    return EXIT_OK if reply.found else EXIT_NOTHING_FOUND


def _has_articles(desk: QueryEngine) -> bool:
    return bool(desk.store.list_articles(None))


def _read_questions(path: Path) -> list[Mapping[str, str]]:
    try:
        entries = json.loads(path.read_text("utf-8"))["questions"]
        return [{key: entry[key] for key in ("id", "question", "asked_on") if entry.get(key)} for entry in entries]
    except OSError as error:
        raise InputError(str(path), f"can't be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            str(path), 'is no file of questions; it holds {"questions": [{"id", "question"}, …]}'
        ) from error


def _build_batch_answer(desk: QueryEngine, entry: Mapping[str, str], topic: str) -> dict[str, object]:
    subject = f"question {entry.get('id', '?')}"
    try:
        asked_on = date.fromisoformat(entry["asked_on"]) if "asked_on" in entry else None
    except (TypeError, ValueError) as error:
        raise InputError(subject, "its asked_on is no day", "Write it as 2024-06-21.") from error
    if not isinstance(entry.get("question"), str):
        raise InputError(subject, "has no words", 'Write it as {"id": "1", "question": "who is …?"}.')
    reply = desk.ask(question=entry["question"], today=asked_on, topic=topic)
    return {"id": entry.get("id"), **dump_answer(reply)}


_CONTRADICTION_LABELS = {
    ContradictionKind.FIGURE: "Another figure",
    ContradictionKind.WORDING: "Another wording",
    ContradictionKind.SPEAKER: "Another speaker",
    ContradictionKind.DATE: "Another date",
}


def run_compare(desk: QueryEngine, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    """Print where outlets differ; return 1 if no difference is found."""
    request, found = desk.compare_outlets(text=" ".join(given.text), today=clock().date(), limit=given.limit)
    if given.json:
        write_json(out, {"read_as": list(request.read_as), "contrasts": [dump_contradiction(one) for one in found]})
    elif found:
        out.print(*(_render_contradiction(one) for one in found), sep="\n")
    elif not desk.store.list_articles(None):
        out.print(EMPTY_STORE_MESSAGE)
    else:
        read = f" (read as: {', '.join(request.read_as)})" if request.read_as else ""
        out.print(f"Nothing found in which outlets differ{read}.", markup=False)
    return EXIT_OK if found else EXIT_NOTHING_FOUND


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


def run_timeline(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Print a timeline; return 1 if no sentence is dated to a day in it."""
    try:
        window = DateRange(given.first, given.last) if given.first or given.last else None
    except ValueError as error:
        raise InputError(f"--from {given.first} --to {given.last}", str(error)) from error
    request, moments = desk.build_timeline(text=" ".join(given.actor), window=window, length=given.limit)
    if given.json:
        write_json(out, {"read_as": list(request.read_as), "days": [dump_timeline_entry(moment) for moment in moments]})
    elif moments:
        out.print(*(_render_timeline_entry(moment) for moment in moments), sep="\n")
    else:
        out.print(render_nothing_found(request.read_as, ()) if desk.store.list_articles(None) else EMPTY_STORE_MESSAGE)
    return EXIT_OK if moments else EXIT_NOTHING_FOUND


def run_chart(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Write a chart as a PNG and print its text alternative; return 1 if the store is empty."""
    name = " ".join(given.actor)
    _check_chart_options(desk, given, name)
    if not desk.store.list_articles(None):
        out.print(EMPTY_STORE_MESSAGE)
        return EXIT_NOTHING_FOUND
    drawn = desk.draw_chart(given.kind, name=name, dark=given.dark)
    try:
        given.output.write_bytes(drawn.png)
    except OSError as error:
        raise InputError(str(given.output), f"can't be written ({error.strerror})") from error
    out.print(drawn.alternative, markup=False, soft_wrap=True)
    return EXIT_OK


def _check_chart_options(desk: QueryEngine, given: argparse.Namespace, name: str) -> None:
    if given.output.suffix.lower() != ".png":
        raise InputError(str(given.output), "a chart is a PNG", "Name a file that ends in .png.")
    if given.kind != "actor" and name:
        raise InputError(f"“{name}”", f"the chart of {given.kind} is of no actor", "“chart actor NAME” is.")
    if given.kind == "actor" and len(desk.parse_question(name, "", None).actors) != 1:
        raise InputError(f"“{name}”", "it names no one actor", "“dateline actors list” lists them.")


def _render_timeline_entry(moment: TimelineEntry) -> RenderableType:
    told = f"{format_count(moment.articles, 'article')}, {format_count(moment.origins, 'origin')}"
    head = Text.assemble((f"{moment.day:%A} {moment.day.day} {moment.day:%B %Y}", "bold"), (f"  {told}", "dim"))
    return Group(head, *render_points(moment.points))


#: Exit code of ``verify`` if the briefing does not hold.
EXIT_NOT_VERIFIED = 1

_CHECK_STYLES = {CitationStatus.HOLDS: "green", CitationStatus.REVISED: "yellow"}


def export_briefing(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Write a briefing in an export format; return 1, and write nothing, if nothing was found."""
    told = compose_briefing(desk, given)
    if not told.points:
        out.print("Nothing found: there is nothing to export.")
        return EXIT_NOTHING_FOUND
    form = given.format or FORMAT_BY_SUFFIX.get(given.output.suffix.lower())
    if form is None:
        raise InputError(
            str(given.output),
            "the format can't be told from its ending",
            f"Choose by --format: {', '.join(EXPORT_FORMATS)}.",
        )
    text = formats.write_export(desk.prove(told), form)
    if given.output is None:
        out.file.write(text)
    else:
        _write_export(given.output, text)
        out.print(f"Briefing {told.id} written to {given.output}", markup=False, soft_wrap=True)
    return EXIT_OK


def run_verify(desk: QueryEngine, given: argparse.Namespace, out: Console) -> int:
    """Check an export against the store and print whether each sentence holds; return 1 if anything does not."""
    proof, scope, intact = _load_proof(desk, given.briefing)
    verdict = desk.verify(proof, scope)
    if given.json:
        write_json(out, _dump_verdict(verdict, intact=intact))
    else:
        out.print(_render_verdict(verdict, intact=intact), soft_wrap=True)
    return EXIT_OK if verdict.is_valid and intact else EXIT_NOT_VERIFIED


def _load_proof(desk: QueryEngine, given: str) -> tuple[Proof, str, bool]:
    """Return the proof of a file or briefing id, the scope of its articles and whether the file is intact."""
    url = desk.store.url
    if not Path(given).exists() and (kept := find_proof(url, given)):
        return *kept, True
    export = read_export(given)
    # An export may quote a guild's own articles; the bot's database has its scope.
    kept = find_proof(url, export.proof.id)
    return export.proof, kept[1] if kept else "", export.intact


def _write_export(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())  # bytes, to keep the line ends
    except OSError as error:
        raise InputError(str(path), f"can't be written ({error.strerror})") from error


def _dump_verdict(verdict: Verdict, *, intact: bool) -> dict[str, object]:
    return {
        "id": verdict.proof.id,
        "holds": verdict.is_valid and intact,
        "id_fits": verdict.id_matches,
        "intact": intact,
        "sentences": [
            {"number": place, "doc": check.sentence.key, "state": check.state, "reasons": list(check.reasons)}
            for place, check in enumerate(verdict.checks, 1)
        ],
    }


def _render_verdict(verdict: Verdict, *, intact: bool) -> Text:
    lines = Text()
    for place, check in enumerate(verdict.checks, 1):
        lines.append_text(_render_check(place, check))
    if not verdict.id_matches:
        lines.append("The id does not fit: sentences, citations or their order are not those that it was made for.\n")
    if not intact:
        lines.append("What the file shows is not what its own proof says.\n")
    good = sum(check.state is CitationStatus.HOLDS for check in verdict.checks)
    lines.append(f"Briefing {verdict.proof.id}: {good} of {len(verdict.checks)} sentences hold", style="bold")
    return lines


def _render_check(place: int, check: CitationCheck) -> Text:
    line = Text(f"{place:>3}. ")
    line.append(f"{check.state:<8}", style=_CHECK_STYLES.get(check.state, "bold red"))
    line.append(f" {check.sentence.key}", style="cyan")
    line.append("".join(f"\n     {reason}" for reason in check.reasons) + "\n")
    return line
