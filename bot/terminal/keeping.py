"""The sub-commands that keep the store: articles, remove, export, import, reread, doctor."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn

from bot.errors import InputError
from bot.terminal import listing, look
from bot.terminal.screen import in_utf8, inert_json
from corpus import ingest, reconcile, rereading
from corpus.model import Citation
from corpus.registry import bundled
from corpus.store import open_store

DONE, NOTHING, BAD_INPUT = 0, 1, 2


def articles(url: str, _given: argparse.Namespace, out: Console, _err: Console) -> int:
    """List the articles of the store; 1 where there are none."""
    with open_store(url) as store:
        listed = store.listed()
    if not listed:
        out.print(look.EMPTY)
        return NOTHING
    listing.show(out, ("key", "outlet", "published", "origin"), [_row(one.citation) for one in listed])
    return DONE


def _row(citation: Citation) -> tuple[str, ...]:
    origin = "" if citation.origin in {"", citation.key} else f"as {citation.origin}"
    return citation.key, citation.outlet or "unknown", look.day(citation), origin


def remove(url: str, given: argparse.Namespace, out: Console, _err: Console) -> int:
    """Delete articles, every revision of them, from the store."""
    with open_store(url) as store:
        for key in given.keys:
            store.delete(key)
            out.print(f"{key} removed")
        reconcile.reconcile(store)
    return DONE


def export(url: str, given: argparse.Namespace, out: Console, _err: Console) -> int:
    """Write all that the store holds as JSON Lines, to a file or to standard output."""
    with open_store(url) as store, _written(given.file) as target:
        count = 0
        for line in ingest.export(store):
            target.write(inert_json(line) + "\n")
            count += 1
    if given.file:
        out.print(f"{count} lines written to {given.file}")
    return DONE


def import_(url: str, given: argparse.Namespace, out: Console, err: Console) -> int:
    """Take in what export wrote; 2 where the store holds other texts under the same keys."""
    try:
        lines = Path(given.file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise InputError(given.file, f"can't be read ({reason})", "It must be what “dateline export” wrote.") from error
    with open_store(url) as store, _bar(err) as progress:
        task = progress.add_task("Importing", total=len(lines))
        outcomes = ingest.import_lines(store, lines, lambda: progress.advance(task))
    counts = Counter(str(outcome.state) for outcome in outcomes)
    for outcome in outcomes:
        if outcome.state == "refused":
            err.print(f"  refused  {outcome.key}  {outcome.reason}", markup=False, soft_wrap=True)
    out.print(", ".join(f"{number} {state}" for state, number in counts.items()) or "There was nothing in it.")
    return BAD_INPUT if counts["refused"] else DONE


def reread(url: str, _given: argparse.Namespace, out: Console, err: Console) -> int:
    """Bring stored articles up to date with today's readers and curators' words."""
    with open_store(url) as store, _bar(err) as progress:
        task = progress.add_task("Reading anew", total=len(store.listed(None)))
        count = rereading.reread(store, bundled(), lambda: progress.advance(task))
    out.print(f"{look.count(count, 'article')} read anew" if count else "Every article is up to date.")
    return DONE


def doctor(url: str, _given: argparse.Namespace, out: Console, err: Console) -> int:
    """Check hashes, spans and indexes; 2 where something is wrong."""
    with open_store(url) as store:
        faults = store.check()
        count = len(store.listed(None))
    for fault in faults:
        err.print(f"  {fault}", markup=False, soft_wrap=True)
    out.print(
        f"{look.count(count, 'article')} checked: " + (look.count(len(faults), "fault") if faults else "all is well")
    )
    return BAD_INPUT if faults else DONE


@contextmanager
def _written(name: str | None) -> Iterator[TextIO]:
    if name is None:
        in_utf8()
        yield sys.stdout
        return
    try:
        with Path(name).open("w", encoding="utf-8") as target:
            yield target
    except OSError as error:
        raise InputError(name, f"can't be written ({error.strerror})") from error


def _bar(err: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
