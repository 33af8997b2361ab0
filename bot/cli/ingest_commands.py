"""Sub-commands that read articles and poll feeds: add, read and feeds."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dotenv import dotenv_values
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.cli.console import EXIT_BAD_INPUT, EXIT_NOTHING_FOUND, EXIT_OK, print_table
from bot.cli.context import CommandContext
from bot.cli.json_output import dump_documents, dump_feed
from bot.cli.query_commands import write_json
from bot.cli.text_output import format_count
from bot.errors import InputError
from bot.models.clock import SteadyClock
from corpus.entities import load_bundled_registry
from corpus.errors import CorpusError, SourceError
from corpus.languages.coverage import describe_reading
from corpus.models import Document, Source
from corpus.pipeline import add_sources, annotate_sources, delete_feed
from corpus.pipeline.ingest import add_sources_in_process
from corpus.pipeline.reader_process import get_reader_process
from corpus.sources import files
from corpus.sources.feed_discovery import FeedDiscovery, discover_feeds
from corpus.sources.feed_models import OpmlFeed, ParsedFeed, PollResult, PollStatus, SkippedEntry
from corpus.sources.feed_parser import parse_feed
from corpus.sources.feed_policy import is_due, is_stopped
from corpus.sources.http import FEED, Fetcher, FetchResponse
from corpus.sources.opml import read_opml, write_opml
from corpus.sources.poller import fetch_article, poll_feeds
from corpus.store import Feed, IngestOutcome, IngestState, Store, open_store

#: Setting in the environment or ``.env``: contact address of the operator, sent in the User-Agent.
CONTACT_SETTING = "DATELINE_CONTACT"


def end_with_parent() -> None:
    """End this process as soon as its standard input is closed, as by the end of the process that started it."""

    def wait() -> None:
        # Read below Python's own buffer, whose lock would be held when the interpreter ends.
        while os.read(sys.stdin.fileno(), 1):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def lower_priority() -> None:
    """Let other processes go first: members wait for replies, and nobody waits for what this process reads."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(10)


def _create_fetcher(context: CommandContext) -> Fetcher:
    """Return a fetcher that sends the operator's contact address."""
    contact = os.environ.get(CONTACT_SETTING) or dotenv_values(Path.cwd() / ".env").get(CONTACT_SETTING) or ""
    return Fetcher(context.clock, contact, allowed=context.is_allowed)


async def fetch_articles(addresses: Sequence[str], context: CommandContext) -> tuple[list[Source], list[CorpusError]]:
    """Fetch the pages at *addresses*; return their articles, and an error for each page that failed."""
    sources: list[Source] = []
    refused: list[CorpusError] = []
    async with _create_fetcher(context) as fetcher:
        for address in addresses:
            try:
                sources.append(await fetch_article(fetcher, address, context.clock()))
            except CorpusError as error:
                refused.append(error)
    return sources, refused


def add_feeds(args: argparse.Namespace, context: CommandContext) -> int:
    """Follow feeds and poll them; return 2 if one could not be read."""
    with open_store(context.database_url) as store:
        return asyncio.run(_add_feeds(store, args, context))


async def _add_feeds(store: Store, args: argparse.Namespace, context: CommandContext) -> int:
    failed, scope, out = False, args.server or "", context.out
    async with _create_fetcher(context) as fetcher:
        for address in args.addresses:
            try:
                found = await _add_feed(store, fetcher, address, scope)
            except CorpusError as error:
                context.err.print(Text.assemble(("  refused", "bold red"), f"  {error}"), soft_wrap=True)
                failed = True
                continue
            for other in found.urls[1:]:
                out.print(f"  The page also offers {other}", markup=False, soft_wrap=True)
            only = {found.urls[0]: found.response}
            polled = await _poll_feeds(store, fetcher, context, only, lambda each: _print_poll_result(each, out), scope)
            failed = failed or any(each.error for each in polled)
    return EXIT_BAD_INPUT if failed else EXIT_OK


async def _add_feed(store: Store, fetcher: Fetcher, address: str, scope: str) -> FeedDiscovery:
    """Store the feed at *address*, or the first one that the page there announces."""
    known_urls = {feed.url for feed in store.list_feeds(scope)}
    if address in known_urls:
        return FeedDiscovery((address,))
    found = await discover_feeds(fetcher, address)
    if found.urls[0] not in known_urls:
        store.save_feed(Feed(found.urls[0], scope=scope))
    return found


def poll_due_feeds(args: argparse.Namespace, context: CommandContext) -> int:
    """Poll the feeds that are due; return 2 if one could not be read, 1 if none is due."""
    if args.end_with_parent:
        end_with_parent()
        lower_priority()
    if args.now:
        context = replace(context, clock=SteadyClock(context.clock, start=args.now))
    now = context.clock()
    with open_store(context.database_url) as store:
        feeds = store.list_feeds(None)
        due = sum(is_due(feed, now) for feed in feeds)
        if not due:
            context.out.print("No feed is due." if feeds else _NO_FEEDS_MESSAGE)
            return EXIT_NOTHING_FOUND
        polled = asyncio.run(_poll_until_stopped(store, due, context, exits=args.end_with_parent))
    for each in polled:
        _print_poll_result(each, context.out)
    return EXIT_BAD_INPUT if any(each.error for each in polled) else EXIT_OK


async def _poll_until_stopped(
    store: Store, due: int, context: CommandContext, *, exits: bool
) -> tuple[PollResult, ...]:
    """Poll; on SIGTERM give back the feeds that are being polled, so that another process can poll them."""
    if task := asyncio.current_task():
        with suppress(NotImplementedError, RuntimeError):  # on Windows, and in a thread
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await _poll_with_progress(store, due, context)
    except asyncio.CancelledError:
        if exits:
            os._exit(EXIT_NOTHING_FOUND)  # at once, whatever a thread is still reading
        raise


async def _poll_with_progress(store: Store, due: int, context: CommandContext) -> tuple[PollResult, ...]:
    async with _create_fetcher(context) as fetcher:
        with _create_polling_progress(context.err) as progress:
            task = progress.add_task("Polling", total=due)
            return await _poll_feeds(store, fetcher, context, None, lambda _: progress.advance(task))


async def _poll_feeds(
    store: Store,
    fetcher: Fetcher,
    context: CommandContext,
    only: Mapping[str, FetchResponse | None] | None,
    on_progress: Callable[[PollResult], object],
    scope: str | None = None,
) -> tuple[PollResult, ...]:
    registry, reader = load_bundled_registry(), get_reader_process()

    async def ingest(sources: Sequence[Source], feed: str) -> tuple[IngestOutcome, ...]:
        return await add_sources_in_process(store, sources, registry, reader, feed, today=context.clock().date())

    return await poll_feeds(
        store,
        ingest,
        fetcher,
        context.clock,
        jitter=random.random,
        responses_by_url=only,
        scope=scope,
        on_progress=on_progress,
        extract=reader.extract_page,
    )


def preview_feed(args: argparse.Namespace, context: CommandContext) -> int:
    """Print what is read in a feed, from a file or an address, without a store; return 1 if it has no entries."""
    if is_url(args.source):
        feed = asyncio.run(_fetch_feed(args.source, context))
    else:
        feed = parse_feed(_read_file(args.source, "It must be a saved feed."), args.source)
    if args.json:
        write_json(context.out, dump_feed(feed))
    else:
        _print_feed(feed, context.out)
    return EXIT_OK if feed.entries else EXIT_NOTHING_FOUND


async def _fetch_feed(url: str, context: CommandContext) -> ParsedFeed:
    async with _create_fetcher(context) as fetcher:
        response = await fetcher.fetch_feed(url)
    return parse_feed(response.body, response.url, response.charset)


def _read_file(file: str, remedy: str) -> bytes:
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(FEED.max_bytes + 1)
    except OSError as error:
        raise InputError(file, f"I can't read {file} ({error.strerror}).", remedy) from error
    if len(data) > FEED.max_bytes:
        raise InputError(file, f"{file} is larger than {FEED.max_bytes // 1_000_000} MB.", remedy)
    return data


def _print_feed(feed: ParsedFeed, out: Console) -> None:
    out.print(Text(feed.title or "A feed without a title", "bold"), soft_wrap=True)
    for entry in feed.entries:
        facts = [entry.format_published() or "no date", entry.outlet or "no outlet"]
        text = ["text in the feed"] if entry.content else []
        out.print(Text(f"  {entry.title or '(no title)'}"), soft_wrap=True)
        out.print(Text(f"    {' · '.join([*facts, *text])}\n    {entry.url}", "dim"), soft_wrap=True)
    out.print(f"{format_count(len(feed.entries), 'article')}, {len(feed.left_out)} left out")
    _print_left_out(feed.left_out, out, "  ", "left out: ")


def _print_left_out(left_out: Sequence[SkippedEntry], out: Console, indent: str, label: str = "") -> None:
    """Print the entries left out, with one heading for each reason."""
    by_reason: dict[str, list[SkippedEntry]] = {}
    for each in left_out:
        by_reason.setdefault(each.reason, []).append(each)
    for reason, group in by_reason.items():
        out.print(Text(f"{indent}{label}{reason} ({len(group)})"), soft_wrap=True)
        for each in group:
            out.print(
                Text(f"{indent}  {' · '.join(filter(None, (each.title, each.url))) or '(no title)'}", "dim"),
                soft_wrap=True,
            )


def list_feeds(args: argparse.Namespace, context: CommandContext) -> int:
    """List the feeds of a server, or all; return 1 if there are none."""
    with open_store(context.database_url) as store:
        feeds = store.list_feeds(args.server)
    if not feeds:
        context.out.print(_NO_FEEDS_MESSAGE)
        return EXIT_NOTHING_FOUND
    columns = ("feed", "title", "polled", "due", "left out", "last error")
    print_table(context.out, columns, [_format_feed(feed) for feed in feeds])
    return EXIT_OK


def _format_feed(feed: Feed) -> tuple[str | Text, ...]:
    due = "stopped" if is_stopped(feed) else _format_minute(feed.due)
    failures = f" ({feed.failures} times)" if feed.failures > 1 else ""
    return (
        feed.url,
        feed.title,
        _format_minute(feed.polled),
        due,
        str(feed.left_out_count or "–"),
        Text(feed.error + failures, "red" if feed.error else ""),
    )


def remove_feeds(args: argparse.Namespace, context: CommandContext) -> int:
    """Delete feeds and, if asked to, the articles that came by them."""
    with open_store(context.database_url) as store:
        for address in args.addresses:
            count = delete_feed(store, address, args.server or "", articles=args.articles)
            suffix = f" with {format_count(count, 'article')}" if args.articles else ""
            context.out.print(f"{address} removed{suffix}", markup=False, soft_wrap=True)
    return EXIT_OK


def export_opml(args: argparse.Namespace, context: CommandContext) -> int:
    """Write the list of feeds as OPML."""
    with open_store(context.database_url) as store:
        feeds, file = store.list_feeds(args.server or ""), args.file
    try:
        Path(file).write_bytes(write_opml(OpmlFeed(feed.url, feed.title) for feed in feeds))
    except OSError as error:
        raise InputError(file, f"I can't write {file} ({error.strerror}).") from error
    context.out.print(f"{format_count(len(feeds), 'feed')} written to {file}", markup=False, soft_wrap=True)
    return EXIT_OK


def import_opml(args: argparse.Namespace, context: CommandContext) -> int:
    """Follow the feeds of an OPML list."""
    out, scope = context.out, args.server or ""
    opml = read_opml(_read_file(args.file, "It must be an OPML list of feeds."), args.file)
    with open_store(context.database_url) as store:
        known_urls = {feed.url for feed in store.list_feeds(scope)}
        new = [each for each in opml.feeds if each.url not in known_urls]
        for each in new:
            store.save_feed(Feed(each.url, each.title, scope))
    out.print(
        f"{format_count(len(new), 'feed')} added. Fetch them with “dateline feeds poll”." if new else "No new feeds."
    )
    _print_left_out(opml.left_out, out, "  ", "left out: ")
    return EXIT_OK


def _print_poll_result(result: PollResult, out: Console) -> None:
    summary = result.error or f"{result.added} added, {result.revised} revised, {len(result.refused)} refused"
    if result.status is PollStatus.UNCHANGED:
        summary = "nothing new"
    remainder = f", {result.remaining} left for the next poll" if result.remaining else ""
    remainder += f", {len(result.left_out)} left out" if result.left_out else ""
    remainder += f", {result.from_feed} from the feed's own text" if result.from_feed else ""
    style = "bold red" if result.error else "bold"
    out.print(Text.assemble((f"{result.status:>9}", style), f"  {result.url}  {summary}{remainder}"), soft_wrap=True)
    if result.moved_to:
        out.print(
            Text(f"           has moved to {result.moved_to}. Add that address, and remove this one."), soft_wrap=True
        )
    for reason in result.refused:
        out.print(Text(f"           {reason}", "dim"), soft_wrap=True)
    _print_left_out(result.left_out, out, " " * 11, "left out: ")
    _print_left_out(result.postponed, out, " " * 11)


def _format_minute(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC" if instant else "–"


def _create_polling_progress(err: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err, transient=True)


_NO_FEEDS_MESSAGE = "There are no feeds yet. Add one with “dateline feeds add URL”."


#: What to do about articles whose day of publication is unknown.
_DATING_ADVICE = (
    "I can't tell when this was published: {keys}. To date it, put two lines at the top of its text, “title: …” and"
    " “published: 2024-06-20”, then a blank line, and add it again."
)


def _is_undated(store: Store, outcome: IngestOutcome) -> bool:
    """Return whether an article was just added or updated and its day of publication is unknown."""
    if outcome.state not in {IngestState.ADDED, IngestState.REVISED}:
        return False
    return store.get_document(outcome.key).article.provenance.published.value is None


def run_add(args: argparse.Namespace, context: CommandContext) -> int:
    """Add articles to the store and print the outcome of each; return 2 if any was refused."""
    sources, refused = load_sources(
        [path for path in args.paths if not is_url(path)], args.name, read_on=context.clock().date()
    )
    addresses = [path for path in args.paths if is_url(path)]
    if addresses:
        fetched, unfetched = asyncio.run(fetch_articles(addresses, context))
        sources, refused = [*sources, *fetched], [*refused, *unfetched]
    with _create_reading_progress(context.err) as progress, open_store(context.database_url) as store:
        task = progress.add_task("Reading", total=len(sources))
        report = add_sources(
            store,
            sources,
            load_bundled_registry(),
            lambda: progress.advance(task),
            today=context.clock().date(),
        )
        undated = [outcome.key for outcome in report if _is_undated(store, outcome)]
    for outcome in report:
        context.out.print(
            Text.assemble((f"{outcome.state:>9}", "bold"), f"  {outcome.key}", (f"  {outcome.reason}", "dim"))
        )
    if undated:
        context.out.print(Text(_DATING_ADVICE.format(keys=", ".join(undated))), soft_wrap=True)
    for error in refused:
        context.err.print(Text.assemble(("  refused", "bold red"), f"  {error}"), soft_wrap=True)
    counts = Counter(str(outcome.state) for outcome in report)
    counts["refused"] += len(refused)
    context.out.print(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "Nothing to add.")
    return EXIT_BAD_INPUT if counts["refused"] else EXIT_OK


def run_read(args: argparse.Namespace, context: CommandContext) -> int:
    """Print the annotations of articles, without storing anything; return 2 if any was refused."""
    sources, refused = load_sources(args.paths, read_on=context.clock().date())
    documents = annotate_sources(sources, load_bundled_registry())
    if args.json:
        write_json(context.out, dump_documents(documents))
    else:
        for document in documents:
            context.out.print(_render_summary(document))
    for error in refused:
        context.err.print(Text.assemble(("refused", "bold red"), f"  {error}"), soft_wrap=True)
    return EXIT_BAD_INPUT if refused else EXIT_OK


def is_url(path: str) -> bool:
    """Return whether *path* is an http or https URL."""
    return path.lower().startswith(("http://", "https://"))


def load_sources(
    paths: list[str], name: str = "pasted", *, read_on: date | None = None
) -> tuple[list[Source], list[CorpusError]]:
    """
    Load files, folders, saved pages and, for ``-``, standard input.

    Args:
        paths: Paths to load; web addresses are refused.
        name: Key of the text from standard input.
        read_on: Today, or None if unknown; a saved page is not from a later day.

    Returns:
        The sources that can be read, and an error for each of the others.
    """
    sources: list[Source] = []
    refused: list[CorpusError] = []
    for path in paths:
        if is_url(path):
            refused.append(SourceError(path, "it is an address; “dateline add” fetches those"))
            continue
        try:
            found = (
                files.load_stdin(sys.stdin.buffer, name) if path == "-" else files.load_sources(path, read_on=read_on)
            )
        except SourceError as error:
            refused.append(error)
            continue
        sources += found.sources
        refused += found.refused
    return sources, refused


def _render_summary(document: Document) -> Text:
    provenance = document.article.provenance
    published = provenance.published
    lines = Text(provenance.title.value or document.article.key, style="bold")
    lines.append(
        f"\n  outlet     {provenance.outlet.value or 'unknown'} ({provenance.outlet.confidence})", style="none"
    )
    lines.append(f"\n  published  {published.value or 'unknown'} ({published.confidence})", style="none")
    for reason in published.evidence:
        lines.append(f"\n             {reason}", style="dim")
    lines.append(f"\n  language   {describe_reading(document.article.language)}", style="none")
    lines.append(
        f"\n  {format_count(len(document.sentences), 'sentence')}, {format_count(len(document.dates), 'date')}, "
        f"{format_count(len(document.actors), 'actor')}, {format_count(len(document.quotations), 'quotation')}\n",
        style="none",
    )
    return lines


def _create_reading_progress(err: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
