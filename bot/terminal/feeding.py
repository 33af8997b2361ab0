"""The sub-commands on the network: feeds, and the addresses that are given to add."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from dotenv import dotenv_values
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.clock import Clock, system_clock
from bot.errors import InputError
from bot.terminal import listing, look
from corpus import feeds as reading
from corpus import fetch, ingest
from corpus.errors import CorpusError
from corpus.feeds import Discovery, Polled, Result, Subscription
from corpus.model import Source
from corpus.registry import bundled
from corpus.store import Feed, Store, open_store

DONE, NOTHING, BAD_INPUT = 0, 1, 2
#: Setting, of the environment or ``.env``: where the operator can be reached; sent in the User-Agent.
CONTACT = "DATELINE_CONTACT"
#: Tells which IP addresses may be connected to; only tests give another than the rule for public hosts.
Allowed = Callable[[str], bool]


def feeds(
    url: str,
    given: argparse.Namespace,
    out: Console,
    err: Console,
    clock: Clock = system_clock,
    allowed: Allowed = fetch.public,
) -> int:
    """Carry out one verb of ``feeds``; 2 where a feed could not be read, 1 where there is nothing to do."""
    with open_store(url) as store:
        if given.verb == "add":
            return asyncio.run(_add(store, given, out, err, _Network(clock, allowed)))
        if given.verb == "poll":
            return _poll(store, out, err, _Network(clock, allowed))
        if given.verb == "remove":
            return _remove(store, given, out)
        if given.verb == "export":
            return _export(store, given, out)
        return _import(store, given, out) if given.verb == "import" else _list(store, given.server, out)


def add_address(
    addresses: Sequence[str], clock: Clock = system_clock, allowed: Allowed = fetch.public
) -> tuple[list[Source], list[CorpusError]]:
    """Fetch the pages of articles, for ``add``; give the articles, and why others can't be had."""
    return asyncio.run(_pages(addresses, _Network(clock, allowed)))


class _Network:
    """What it takes to make a Fetcher."""

    def __init__(self, clock: Clock, allowed: Allowed) -> None:
        self.clock, self.allowed = clock, allowed

    def open(self) -> fetch.Fetcher:
        contact = os.environ.get(CONTACT) or dotenv_values(Path.cwd() / ".env").get(CONTACT) or ""
        return fetch.Fetcher(self.clock, contact, allowed=self.allowed)


async def _pages(addresses: Sequence[str], network: _Network) -> tuple[list[Source], list[CorpusError]]:
    sources: list[Source] = []
    refused: list[CorpusError] = []
    async with network.open() as fetcher:
        for address in addresses:
            try:
                sources.append(await reading.article(fetcher, address, network.clock()))
            except CorpusError as error:
                refused.append(error)
    return sources, refused


async def _add(store: Store, given: argparse.Namespace, out: Console, err: Console, network: _Network) -> int:
    failed, scope = False, given.server or ""
    async with network.open() as fetcher:
        for address in given.addresses:
            try:
                found = await _found(store, fetcher, address, scope)
            except CorpusError as error:
                err.print(Text.assemble(("  refused", "bold red"), f"  {error}"), soft_wrap=True)
                failed = True
                continue
            for other in found.addresses[1:]:
                out.print(f"  It also announces {other}", markup=False, soft_wrap=True)
            only = {found.addresses[0]: found.answer}
            polled = await _round(store, fetcher, network, only, lambda each: _say(each, out), scope)
            failed = failed or any(each.error for each in polled)
    return BAD_INPUT if failed else DONE


async def _found(store: Store, fetcher: fetch.Fetcher, address: str, scope: str) -> Discovery:
    """Keep the feed at *address*, or the first that the page there announces."""
    known = {feed.url for feed in store.feeds(scope)}
    if address in known:
        return Discovery((address,))
    found = await reading.discover(fetcher, address)
    if found.addresses[0] not in known:
        store.keep_feed(Feed(found.addresses[0], scope=scope))
    return found


def _poll(store: Store, out: Console, err: Console, network: _Network) -> int:
    now = network.clock()
    due = [feed for feed in store.feeds(None) if reading.is_due(feed, now)]
    if not due:
        out.print("No feed is due." if store.feeds(None) else _NONE)
        return NOTHING

    async def run() -> tuple[Polled, ...]:
        async with network.open() as fetcher:
            with _bar(err) as progress:
                task = progress.add_task("Polling", total=len(due))
                return await _round(store, fetcher, network, None, lambda _: progress.advance(task))

    polled = asyncio.run(run())
    for each in polled:
        _say(each, out)
    return BAD_INPUT if any(each.error for each in polled) else DONE


async def _round(
    store: Store,
    fetcher: fetch.Fetcher,
    network: _Network,
    only: Mapping[str, fetch.Answer | None] | None,
    on_progress: Callable[[Polled], object],
    scope: str | None = None,
) -> tuple[Polled, ...]:
    registry = bundled()

    def take(sources: Sequence[Source], feed: str) -> tuple[ingest.Outcome, ...]:
        return ingest.add(store, sources, registry, feed=feed)

    return await reading.poll(
        store, take, fetcher, network.clock, jitter=random.random, only=only, scope=scope, on_progress=on_progress
    )


def _list(store: Store, scope: str | None, out: Console) -> int:
    kept = store.feeds(scope)
    if not kept:
        out.print(_NONE)
        return NOTHING
    listing.show(out, ("feed", "title", "polled", "due", "last error"), [_row(feed) for feed in kept])
    return DONE


def _row(feed: Feed) -> tuple[str | Text, ...]:
    due = "stopped" if reading.is_stopped(feed) else _minute(feed.due)
    failures = f" ({feed.failures} times)" if feed.failures > 1 else ""
    return feed.url, feed.title, _minute(feed.polled), due, Text(feed.error + failures, "red" if feed.error else "")


def _remove(store: Store, given: argparse.Namespace, out: Console) -> int:
    for address in given.addresses:
        count = ingest.delete_feed(store, address, given.server or "", articles=given.articles)
        gone = f" with {look.count(count, 'article')}" if given.articles else ""
        out.print(f"{address} removed{gone}", markup=False, soft_wrap=True)
    return DONE


def _export(store: Store, given: argparse.Namespace, out: Console) -> int:
    kept, file = store.feeds(given.server or ""), given.file
    try:
        Path(file).write_bytes(reading.write_opml(Subscription(feed.url, feed.title) for feed in kept))
    except OSError as error:
        raise InputError(file, f"can't be written ({error.strerror})") from error
    out.print(f"{look.count(len(kept), 'feed')} written to {file}", markup=False, soft_wrap=True)
    return DONE


def _import(store: Store, given: argparse.Namespace, out: Console) -> int:
    file, scope = given.file, given.server or ""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise InputError(file, f"can't be read ({error.strerror})", "It must be an OPML list of feeds.") from error
    known = {feed.url for feed in store.feeds(scope)}
    new = [each for each in reading.read_opml(data, file) if each.url not in known]
    for each in new:
        store.keep_feed(Feed(each.url, each.title, scope))
    out.print(f"{look.count(len(new), 'feed')} added; “dateline feeds poll” polls them." if new else "No new feeds.")
    return DONE


def _say(polled: Polled, out: Console) -> None:
    told = polled.error or f"{polled.added} added, {polled.revised} revised, {len(polled.refused)} refused"
    if polled.result is Result.UNCHANGED:
        told = "nothing new"
    left = f", {polled.left} left for the next poll" if polled.left else ""
    style = "bold red" if polled.error else "bold"
    out.print(Text.assemble((f"{polled.result:>9}", style), f"  {polled.url}  {told}{left}"), soft_wrap=True)
    if polled.moved:
        out.print(Text(f"           has moved for good to {polled.moved}: add that, and remove this"), soft_wrap=True)
    for reason in polled.refused:
        out.print(Text(f"           {reason}", "dim"), soft_wrap=True)


def _minute(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M} UTC" if instant else "–"


def _bar(err: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err, transient=True)


_NONE = "There are no feeds: add one with “dateline feeds add URL”."
