"""The sub-commands that read: add, read."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.clock import Clock, system_clock
from bot.terminal import faces, look
from bot.terminal.replies import write_json
from corpus import ingest
from corpus.errors import CorpusError, SourceError
from corpus.model import Document, Source
from corpus.registry import bundled
from corpus.store import open_store

DONE, BAD_INPUT = 0, 2


def add(url: str, given: argparse.Namespace, out: Console, err: Console, clock: Clock = system_clock) -> int:
    """Take articles into the store and say of each what became of it; 2 where some were refused."""
    sources, refused = gather([path for path in given.paths if not is_address(path)], given.name)
    addresses = [path for path in given.paths if is_address(path)]
    if addresses:
        from bot.terminal.feeding import add_address  # noqa: PLC0415  # the network's libraries take a while

        fetched, unfetched = add_address(addresses, clock)
        sources, refused = [*sources, *fetched], [*refused, *unfetched]
    with _progress(err) as progress, open_store(url) as store:
        task = progress.add_task("Reading", total=len(sources))
        report = ingest.add(store, sources, bundled(), on_progress=lambda: progress.advance(task))
    for outcome in report:
        out.print(Text.assemble((f"{outcome.state:>9}", "bold"), f"  {outcome.key}", (f"  {outcome.reason}", "dim")))
    for error in refused:
        err.print(Text.assemble(("  refused", "bold red"), f"  {error}"), soft_wrap=True)
    counts = Counter(str(outcome.state) for outcome in report)
    counts["refused"] += len(refused)
    out.print(", ".join(f"{number} {state}" for state, number in counts.items() if number) or "Nothing to add.")
    return BAD_INPUT if counts["refused"] else DONE


def read(given: argparse.Namespace, out: Console, err: Console) -> int:
    """Show what the reader sees, keeping nothing."""
    sources, refused = gather(given.paths)
    documents = ingest.read_all(sources, bundled())
    if given.json:
        write_json(out, faces.documents(documents))
    else:
        for document in documents:
            out.print(_summary(document))
    for error in refused:
        err.print(Text.assemble(("refused", "bold red"), f"  {error}"), soft_wrap=True)
    return BAD_INPUT if refused else DONE


def is_address(path: str) -> bool:
    """Tell whether what was given is an address of the web."""
    return path.lower().startswith(("http://", "https://"))


def gather(paths: list[str], name: str = "pasted") -> tuple[list[Source], list[CorpusError]]:
    """
    Read files, folders, saved pages and, for ``-``, standard input.

    Args:
        paths: Where they are; no addresses of the web.
        name: Key of what standard input holds.

    Returns:
        What can be read, and why the rest can't.
    """
    sources: list[Source] = []
    refused: list[CorpusError] = []
    for path in paths:
        if is_address(path):
            refused.append(SourceError(path, "it is an address; “dateline add” fetches those"))
            continue
        try:
            found = ingest.from_standard_input(sys.stdin.buffer, name) if path == "-" else ingest.load(path)
        except SourceError as error:
            refused.append(error)
            continue
        sources += found.sources
        refused += found.refused
    return sources, refused


def _summary(document: Document) -> Text:
    provenance = document.article.provenance
    published = provenance.published
    lines = Text(provenance.title.value or document.article.key, style="bold")
    lines.append(
        f"\n  outlet     {provenance.outlet.value or 'unknown'} ({provenance.outlet.confidence})", style="none"
    )
    lines.append(f"\n  published  {published.value or 'unknown'} ({published.confidence})", style="none")
    for reason in published.evidence:
        lines.append(f"\n             {reason}", style="dim")
    lines.append(
        f"\n  {look.count(len(document.sentences), 'sentence')}, {look.count(len(document.dates), 'date')}, "
        f"{look.count(len(document.actors), 'actor')}, {look.count(len(document.quotations), 'quotation')}\n",
        style="none",
    )
    return lines


def _progress(err: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
