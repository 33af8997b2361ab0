"""
Sub-commands that maintain the store.

They are articles, remove, export, import, reread, doctor, backup, restore, actors, topics, ledger and site.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path
from time import monotonic
from typing import Self, TextIO

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

from bot.cli.console import EXIT_BAD_INPUT, EXIT_NOTHING_FOUND, EXIT_OK, escape_json, print_table, use_utf8
from bot.cli.context import CommandContext, with_engine
from bot.cli.query_commands import write_json
from bot.cli.text_output import EMPTY_STORE_MESSAGE, describe_read_error, format_count, format_publication_date
from bot.client.config import parse_base_url
from bot.client.doctor import check_machine, check_settings
from bot.client.findings import Finding, FindingState
from bot.db import (
    ProgressReport,
    TableRow,
    back_up_database,
    export_tables,
    is_row_line,
    open_database,
    open_import,
    parse_row,
    restore_database,
)
from bot.errors import ConfigError, InputError, LedgerError
from bot.models.alert import is_story_slot
from bot.models.digest import PUBLISH_DONE, DeliveryState, LedgerEntry, Subscription
from bot.services.engine import QueryEngine
from bot.services.topics import TopicMatch
from corpus.crossdoc import reconcile_articles
from corpus.entities import Curation, CurationAction, apply_curations, load_bundled_registry
from corpus.errors import NotStored
from corpus.models import Actor, ActorKind, Citation, Query, Topic
from corpus.pipeline import export_store, import_lines, reannotate
from corpus.store import CurationRecord, IngestOutcome, IngestState, Store, create_private_file, open_store


def run_articles(_args: argparse.Namespace, context: CommandContext) -> int:
    """List the articles of the store; return 1 if there are none."""
    with open_store(context.database_url) as store:
        articles = store.list_articles()
    if not articles:
        context.out.print(EMPTY_STORE_MESSAGE)
        return EXIT_NOTHING_FOUND
    print_table(
        context.out, ("key", "outlet", "published", "origin"), [_format_article(one.citation) for one in articles]
    )
    return EXIT_OK


def _format_article(citation: Citation) -> tuple[str, ...]:
    origin = "" if citation.origin in {"", citation.key} else f"as {citation.origin}"
    return citation.key, citation.outlet or "unknown", format_publication_date(citation), origin


def run_remove(args: argparse.Namespace, context: CommandContext) -> int:
    """Delete articles, with all their revisions, from the store."""
    with open_store(context.database_url) as store:
        for key in args.keys:
            store.delete_article(key)
            context.out.print(f"{key} removed")
        reconcile_articles(store)
    return EXIT_OK


def run_export(args: argparse.Namespace, context: CommandContext) -> int:
    """Write everything stored, articles and the bot's own data, as JSON Lines to a file or to standard output."""
    written = 0
    with (
        open_store(context.database_url) as store,
        _open_output(args.file) as target,
        _show_stages(context.err) as report,
    ):
        for line in chain(export_store(store), export_tables(context.database_url)):
            target.write(escape_json(line) + "\n")
            written += 1
            report("Exporting", written, 0)
    if args.file:
        context.out.print(f"{written} lines written to {args.file}")
    return EXIT_OK


def run_import(args: argparse.Namespace, context: CommandContext) -> int:
    """
    Import a file that ``export`` wrote.

    Articles are added to those that are there; return 2 if there are other texts under the same keys. If the file has
    data of the bot, it goes into an empty database, as a whole or not at all.
    """
    with _translate_read_errors(args.file):
        file = ExportFile.examine(Path(args.file))
    with _show_stages(context.err) as report:
        if file.rows:
            outcomes = _import_all(file, context.database_url, report)
        else:
            with open_store(context.database_url) as store:
                outcomes = _import_articles(file, store, report)
    counts = Counter(str(outcome.state) for outcome in outcomes)
    for outcome in outcomes:
        if outcome.state is IngestState.REFUSED:
            context.err.print(f"  refused  {outcome.key}  {outcome.reason}", markup=False, soft_wrap=True)
    found = [f"{number} {state}" for state, number in counts.items()]
    found += [f"{format_count(file.rows, 'row')} of digests, settings and other data of the bot"] if file.rows else []
    context.out.print(", ".join(found) or "The file is empty.", soft_wrap=True)
    return EXIT_BAD_INPUT if counts[IngestState.REFUSED] else EXIT_OK


@contextmanager
def _translate_read_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Choose a file that “dateline export” wrote."
        raise InputError(name, f"I can't read {name} ({describe_read_error(error)}).", remedy) from error


@dataclass(frozen=True, slots=True)
class ExportFile:
    """
    A file that ``dateline export`` wrote. It may be large, so that its lines are read again for each purpose.

    Attributes:
        path: Where it is.
        lines: Number of its lines.
        rows: How many of them hold data of the bot.
    """

    path: Path
    lines: int
    rows: int

    @classmethod
    def examine(cls, path: Path) -> Self:
        """
        Count the lines of *path*, and parse those with data of the bot.

        Raises:
            OSError: If it can't be read.
            UnicodeDecodeError: If it is no text in UTF-8.
            SourceError: If one of these lines is invalid.
        """
        found = cls(path, 0, 0)
        lines = sum(1 for _line in found.read_lines())
        return cls(path, lines, sum(1 for _row in found.read_rows()))

    def read_lines(self) -> Iterator[str]:
        """Yield all lines."""
        with self.path.open(encoding="utf-8") as source:
            yield from source

    def read_articles(self) -> Iterator[str]:
        """Yield all lines, but empty ones for those with data of the bot, so that the numbers stay the same."""
        return ("" if is_row_line(line) else line for line in self.read_lines())

    def read_rows(self) -> Iterator[TableRow]:
        """Yield the rows of the bot's tables."""
        for number, line in enumerate(self.read_lines(), 1):
            if is_row_line(line):
                yield parse_row(number, line)


def _import_articles(file: ExportFile, store: Store, report: ProgressReport) -> tuple[IngestOutcome, ...]:
    done = count(1)
    return import_lines(store, file.read_articles(), lambda: report("Importing", next(done), file.lines))


def _import_all(file: ExportFile, url: str, report: ProgressReport) -> tuple[IngestOutcome, ...]:
    """Import articles and data of the bot; what is not valid is found before anything is written."""
    with open_import(url) as tables:
        tables.rehearse(file.read_rows())
        with open_store(url) as store, store.transaction():
            outcomes = _import_articles(file, store, report)
            _require_same_articles(outcomes, store)
        done = count(1)
        tables.write(file.read_rows(), lambda: report("Importing the bot's data", next(done), file.rows))
    return outcomes


def _require_same_articles(outcomes: Sequence[IngestOutcome], store: Store) -> None:
    """Refuse a store with articles that the file doesn't have, unless they are those of an attempt that failed."""
    imported = len({outcome.key for outcome in outcomes if outcome.state is not IngestState.REFUSED})
    others = len({one.citation.key for one in store.list_articles(None)}) - imported
    if others or any(outcome.state is IngestState.REFUSED for outcome in outcomes):
        raise LedgerError(
            "the database", "it has other articles already", "Import into a new database, where nothing is lost."
        )


def run_reread(_args: argparse.Namespace, context: CommandContext) -> int:
    """Re-annotate stored articles whose annotator versions or curations are not the current ones."""
    with open_store(context.database_url) as store, _create_progress(context.err) as progress:
        task = progress.add_task("Updating", total=len(store.list_articles(None)))
        count = reannotate.reannotate(store, load_bundled_registry(), lambda: progress.advance(task))
    context.out.print(f"{format_count(count, 'article')} updated" if count else "Every article is up to date.")
    return EXIT_OK


_FINDING_STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red", "not tried": "dim"}


def run_doctor(args: argparse.Namespace, context: CommandContext) -> int:
    """Check what the bot needs; return 2 if something failed."""
    findings = _list_findings(context, offline=args.offline)
    if args.json:
        write_json(context.out, {"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            state = Text(f"{finding.state:<10}", _FINDING_STYLES[finding.state])
            text = f"{finding.subject}: {finding.text} {finding.remedy}".rstrip()
            context.out.print(Text.assemble(state, text), soft_wrap=True)
    return EXIT_BAD_INPUT if any(finding.state is FindingState.FAILED for finding in findings) else EXIT_OK


def _list_findings(context: CommandContext, *, offline: bool) -> list[Finding]:
    try:
        url = context.database_url
    except ConfigError:  # then nothing else can be known
        rest = Finding("everything else", FindingState.NOT_TRIED, "It depends on the settings.", "Fix them first.")
        return [*check_settings(database=context.database), rest]
    findings = check_machine(url, context.clock(), database=context.database)
    if offline:
        return [*findings, Finding("Discord", FindingState.NOT_TRIED, "Left out, as you asked.")]
    from bot.client.discord_check import check_discord  # noqa: PLC0415  # loads discord.py

    return [*findings, *asyncio.run(check_discord(context.config, context.clock))]


def run_backup(args: argparse.Namespace, context: CommandContext) -> int:
    """Copy the database into one file."""
    with _show_stages(context.err) as report:
        size = back_up_database(context.database_url, Path(args.file), report)
    context.out.print(f"Backed up to {args.file}, {decimal(size)}, and checked.")
    return EXIT_OK


def run_restore(args: argparse.Namespace, context: CommandContext) -> int:
    """Replace the database by a backup."""
    with _show_stages(context.err) as report:
        previous = restore_database(context.database_url, Path(args.file), report)
    context.out.print(f"Restored from {args.file}.")
    if previous:
        context.out.print(f"I kept the previous database as {previous}. Delete it when all is well.", soft_wrap=True)
    return EXIT_OK


#: A task that takes less long shows no progress.
_PROGRESS_DELAY_SECONDS = 1.0


@contextmanager
def _show_stages(err: Console) -> Iterator[ProgressReport]:
    """Yield a function that shows the progress of a stage, as soon as the task has taken a second."""
    progress, started = (
        Progress(TextColumn("{task.description}"), BarColumn(), console=err, transient=True),
        monotonic(),
    )
    task = progress.add_task("", total=None)

    def report(stage: str, done: int, total: int) -> None:
        progress.update(task, description=stage, completed=done, total=total or None)
        if err.is_terminal and monotonic() - started > _PROGRESS_DELAY_SECONDS:
            progress.start()

    try:
        yield report
    finally:
        if progress.live.is_started:
            progress.stop()


@contextmanager
def _open_output(name: str | None) -> Iterator[TextIO]:
    if name is None:
        use_utf8()
        yield sys.stdout
        return
    try:
        # Only its owner may read it: it holds what servers added for themselves.
        create_private_file(Path(name))
        with Path(name).open("w", encoding="utf-8") as target:
            yield target
    except OSError as error:
        raise InputError(name, f"I can't write {name} ({error.strerror}).") from error


def _create_progress(err: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


_LEDGER_TITLES = ("due (UTC)", "for", "channel", "digest", "became")


def run_ledger(args: argparse.Namespace, context: CommandContext) -> int:
    """Print the last rows of the ledger, newest first; return 1 if there are none."""
    with closing(open_database(context.database_url, writable=False)) as database:
        channel = int(args.channel) if args.channel else None
        by_id = {each.id: each for each in database.subscriptions.list_all(channel=channel)}
        rows = database.ledger.list_recent(tuple(by_id), args.limit) if by_id else ()
    if args.json:
        use_utf8()
        payload = {"digests": [_dump_ledger_entry(row, by_id[row.key.subscription]) for row in rows]}
        context.out.file.write(escape_json(json.dumps(payload, ensure_ascii=False, indent=1)) + "\n")
    elif rows:
        print_table(
            context.out, _LEDGER_TITLES, [_format_ledger_entry(row, by_id[row.key.subscription]) for row in rows]
        )
    else:
        context.out.print("No digest has been due yet.")
    return EXIT_OK if rows else EXIT_NOTHING_FOUND


def _format_ledger_entry(row: LedgerEntry, subscription: Subscription) -> tuple[str, ...]:
    slot = "on demand" if row.key.slot.startswith("now") else row.key.slot
    slot = "alert" if is_story_slot(row.key.slot) else slot
    channel = str(subscription.options.channel)
    return f"{row.due:%Y-%m-%d %H:%M}", f"{row.key.day} {slot}", channel, row.digest, _describe_outcome(row)


def _describe_outcome(row: LedgerEntry) -> str:
    state = "waiting for approval" if row.state is DeliveryState.PLANNED and row.draft else row.state.value
    outcome = f"{state}, late" if row.late and row.state is DeliveryState.SENT else state
    if row.publish == PUBLISH_DONE:
        outcome += ", published"
    elif row.publish:
        outcome += f", not published ({row.publish})"
    return f"{outcome}: {row.reason}" if row.reason else outcome


def _dump_ledger_entry(row: LedgerEntry, subscription: Subscription) -> dict[str, object]:
    options = subscription.options
    return {
        "digest": row.digest,
        "server": options.guild,
        "channel": str(options.channel),
        "topic": options.topic,
        "day": row.key.day.isoformat(),
        "slot": row.key.slot,
        "zone": options.schedule.zone,
        "due": row.due.isoformat(),
        "state": row.state.value,
        "late": row.late,
        "reason": row.reason,
        "sequence": row.sequence,
        "message": None if row.message is None else str(row.message),
        "approved_by": row.approved,
        "published": row.publish,
    }


def run_site(args: argparse.Namespace, context: CommandContext) -> int:
    """Build the pages in a folder, or update them; return 1 if no digest is public."""
    from bot.archive.site import SitePlace, build_site  # noqa: PLC0415  # slow to load; no other command needs it

    place = SitePlace(Path(args.folder), parse_base_url(args.base_url), args.server or "")
    with closing(open_database(context.database_url, writable=False)) as database:
        published = database.archive.list_digests(args.server)
    with open_store(context.database_url) as store:
        change = build_site(store, published, place)
    if not published:
        context.out.print("No digest is public yet. Publish those of a channel with /archive on.")
        return EXIT_NOTHING_FOUND
    context.out.print(
        f"{format_count(len(published), 'digest')} in {args.folder}: {format_count(change.written, 'file')} written,"
        f" {change.removed} removed, {change.unchanged} unchanged.",
        soft_wrap=True,
        markup=False,
    )
    return EXIT_OK


def curate_actor(args: argparse.Namespace, context: CommandContext) -> int:
    """Store a curation, and re-annotate the articles."""
    with open_store(context.database_url) as store:
        curation = _build_curation(store, args)
        registry = reannotate.effective_registry(store, load_bundled_registry(), "")
        apply_curations(registry, [curation])  # raises if it contradicts the registry, before anything is stored
        store.add_curation(CurationRecord(*curation.to_row()))
    context.out.print(f"Saved: {curation.action} {curation.actor} {curation.value}".strip(), markup=False)
    return run_reread(args, context)


def list_actors(_args: argparse.Namespace, context: CommandContext) -> int:
    """List the actors and the curations; return 1 if no article names an actor."""
    out = context.out
    with open_store(context.database_url) as store:
        census, curations = store.compute_stats(Query()), store.list_curations()
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("sentences", justify="right")
    for title in ("name", "kind", "id"):
        table.add_column(title, overflow="fold")
    for key in sorted(census.actors, key=lambda key: (-census.actors[key], key)):
        actor = census.actors_by_id.get(key)
        if actor:
            table.add_row(str(census.actors[key]), actor.name, actor.kind, key)
    for curation in curations:
        out.print(f"changed by hand: {curation.action} {curation.actor} {curation.value}", markup=False, style="dim")
    if not census.actors:
        out.print("No article mentions a person or organisation yet. Add articles with “dateline add”.")
        return EXIT_NOTHING_FOUND
    out.print(table)
    return EXIT_OK


def _build_curation(store: Store, args: argparse.Namespace) -> Curation:
    if args.verb == "add":
        return Curation(CurationAction.ADD, "", args.name, ActorKind(args.kind), args.description)
    actor = _resolve_actor(store, args.actor)
    value = _resolve_actor(store, args.into) if args.verb == "merge" else args.name
    return Curation(CurationAction(args.verb), actor, value)


def _resolve_actor(store: Store, name: str) -> str:
    """Return the id of the actor that *name*, an id or a name, refers to."""
    actors = {
        known.actor.id: known.actor
        for known in reannotate.effective_registry(store, load_bundled_registry(), "").entries
    }
    actors |= {actor.id: actor for actor in store.list_actors()}
    if name in actors:
        return name
    matching = [actor for actor in actors.values() if name.casefold() in _collect_names(actor)]
    if len(matching) > 1:
        ids = ", ".join(sorted(actor.id for actor in matching))
        raise InputError(name, f"Several people or organisations are called “{name}”: {ids}.", "Use one of these ids.")
    if not matching:
        raise NotStored(
            name,
            f"I found no person or organisation called “{name}”. List them with “dateline actors list”, or add one with"
            " “dateline actors add”.",
        )
    return matching[0].id


def _collect_names(actor: Actor) -> set[str]:
    return {name.casefold() for name in (actor.name, *actor.aliases)}


@with_engine
def add_topic(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Store a topic, in place of one of its name, and print how many articles belong to it."""
    topic = _build_topic(args)
    engine.save_topic(topic)
    context.out.print(f"Saved: {topic.name}", markup=False)
    match = engine.match_topic(topic.name)
    for name in match.compiled.unknown:
        context.out.print(f"I don't know “{name}”, so I search for the words.", markup=False)
    context.out.print(f"{format_count(len(match.articles), 'article')} belong to it.")
    return EXIT_OK


@with_engine
def remove_topic(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Delete a topic."""
    engine.delete_topic(args.name)
    context.out.print(f"Removed: {args.name}", markup=False)
    return EXIT_OK


@with_engine
def show_topic(engine: QueryEngine, args: argparse.Namespace, context: CommandContext) -> int:
    """Print a topic with its articles and why they belong to it; return 1 if none does."""
    match = engine.match_topic(args.name)
    if args.json:
        write_json(context.out, _dump_topic_match(match))
    else:
        context.out.print(_render_topic_match(match))
    return EXIT_OK if match.articles else EXIT_NOTHING_FOUND


def _build_topic(args: argparse.Namespace) -> Topic:
    try:
        return Topic(
            name=" ".join(args.name.split()),
            terms=tuple(dict.fromkeys(args.term)),
            actors=tuple(dict.fromkeys(args.actor)),
            sources=tuple(dict.fromkeys(args.source)),
            languages=tuple(dict.fromkeys(args.language)),
        )
    except ValueError as error:
        raise InputError(
            args.name, f"I can't save the topic “{args.name}”: {error}.", "Add --term or --actor."
        ) from error


@with_engine
def list_topics(engine: QueryEngine, _args: argparse.Namespace, context: CommandContext) -> int:
    """List the topics with the number of their articles; return 1 if there are none."""
    topics = engine.list_topics()
    if not topics:
        context.out.print("There are no topics yet. Add one with “dateline topics add”.")
        return EXIT_NOTHING_FOUND
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("articles", justify="right")
    for title in ("name", "found by"):
        table.add_column(title, overflow="fold")
    for topic in topics:
        found_by = Text(", ".join((*topic.terms, *topic.actors)))
        table.add_row(str(len(engine.match_topic(topic.name).articles)), Text(topic.name, style="bold"), found_by)
    context.out.print(table)
    return EXIT_OK


def _dump_topic_match(match: TopicMatch) -> dict[str, object]:
    topic = match.compiled.topic
    return {
        "name": topic.name,
        "terms": list(topic.terms),
        "actors": list(topic.actors),
        "sources": list(topic.sources),
        "languages": list(topic.languages),
        "articles": [
            {
                "doc": key,
                "relevance": round(one.score, 3),
                "reasons": [{"found": found, "sentences": count} for found, count in one.reasons],
            }
            for key, one in match.articles.items()
        ],
    }


def _render_topic_match(match: TopicMatch) -> Table:
    topic = match.compiled.topic
    table = Table(box=None, padding=(0, 2, 0, 0), title=Text(topic.name, style="bold"), title_justify="left")
    table.caption = Text(_format_caption(topic), style="dim")
    table.caption_justify = "left"
    table.add_column("relevance", justify="right")
    for title in ("article", "found by"):
        table.add_column(title, overflow="fold")
    for key, one in match.articles.items():
        reasons = ", ".join(f"{found} ({count})" for found, count in one.reasons)
        table.add_row(f"{one.score:.2f}", Text(key, style="cyan"), Text(reasons))
    return table


def _format_caption(topic: Topic) -> str:
    parts = (
        ("Terms", topic.terms),
        ("Actors", topic.actors),
        ("Sources", topic.sources),
        ("Languages", topic.languages),
    )
    return "\n".join(f"{label}: {', '.join(values)}" for label, values in parts if values)
