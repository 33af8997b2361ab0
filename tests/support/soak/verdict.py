"""Count what became of articles, digests and interactions, and judge it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from bot.db import open_database
from bot.models.digest import DeliveryState
from bot.testserver import TestServer
from corpus.store import open_store
from tests.support.soak.members import Members

#: The only reason for which a digest may be left out.
_NOTHING_NEW = "nothing new since the last digest"


@dataclass
class Verdict:
    """
    What is printed in the end.

    Attributes:
        lines: The counts, in sentences.
        faults: What must not be; nothing if all is well.
    """

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def judge_articles(self, url: str, published: Mapping[str, AbstractSet[str]], fetched: Counter[str]) -> None:
        """Judge whether each address in *published*, by scope, was stored once."""
        stored = Counter[tuple[str, str]]()
        with open_store(url) as store:
            for article in store.list_articles(None):
                stored[article.scope, article.citation.address] += 1
        expected = {(scope, address) for scope, addresses in published.items() for address in addresses}
        lost, twice = expected - stored.keys(), [one for one, count in stored.items() if count > 1]
        again = sum(count - 1 for count in fetched.values() if count > 1)
        self.lines.append(
            f"articles: {len(expected)} published, {len(expected) - len(lost)} stored, {len(twice)} of them twice, "
            f"{len(lost)} lost, {len(stored.keys() - expected)} that nobody published; pages fetched again because "
            f"their reader was killed, or another feed has them too: {again}"
        )
        unread = sum(not fetched[address] for _, address in lost)
        self._note(f"articles lost, {unread} of them never fetched: {sorted(lost)[:5]}", lost)
        self._note(f"articles twice: {twice[:5]}", twice)
        self._note("articles that nobody published", stored.keys() - expected)

    def judge_digests(
        self, url: str, due: Mapping[int, frozenset[datetime]], server: TestServer, channels: AbstractSet[int]
    ) -> None:
        """
        Judge whether each digest was posted once, or recorded as skipped because nothing was new.

        Args:
            url: The database.
            due: When digests were due, by subscription.
            server: Where they were posted.
            channels: The channels, and forums, of the digests alone.
        """
        with closing(open_database(url)) as database:
            rows = database.ledger.list_recent(sorted(due), limit=1_000_000)
        expected = {(number, moment) for number, moments in due.items() for moment in moments}
        recorded = Counter((row.key.subscription, row.due) for row in rows)
        states = Counter(_name_outcome(row.state, row.reason) for row in rows)
        sent = Counter(row.message for row in rows if row.state is DeliveryState.SENT)
        posted = set(_list_posted(server, channels))
        lost, unasked = expected - recorded.keys(), recorded.keys() - expected
        twice = len(posted - sent.keys()) + sum(count > 1 for count in recorded.values())
        late = sum(row.late for row in rows)
        waits = sorted(
            (server.world.messages[channel][message].created - row.due).total_seconds()
            for row in rows
            for channel, messages in server.world.messages.items()
            for message in (row.message,)
            if message in messages
        )
        self.lines.append(
            f"digests: {len(expected)} due, {states['sent']} recorded as sent, {len(posted)} messages in the channels, "
            f"{states['nothing new']} recorded as skipped since nothing was new, {twice} twice, {len(lost)} lost, "
            f"{late} late by the ledger"
        )
        if waits:
            middle, last = waits[len(waits) // 2], waits[-1]
            self.lines.append(
                f"digests: half of them came within {middle:.1f} s of their time, all within {last:.1f} s"
            )
        others = {name: count for name, count in states.items() if name not in {"sent", "nothing new"}}
        self._note(f"digests with another outcome: {others}", others)
        self._note(f"digests lost: {sorted(lost)[:5]}", lost)
        self._note(f"digests that were not due: {sorted(unasked)[:5]}", unasked)
        self._note(f"messages that the ledger does not know: {sorted(posted - sent.keys())[:5]}", posted - sent.keys())
        gone = {message for message in sent if message not in posted}
        self._note(f"messages that only the ledger knows: {gone}", gone)
        self._note("digests recorded or posted twice", range(twice))

    def judge_interactions(self, members: Members) -> None:
        """Judge whether each interaction that a living bot got was acknowledged in time."""
        counts, waits = members.judge(), members.list_waits()
        self.lines.append(
            f"interactions: {sum(counts.values())} sent, {counts.get('acknowledged', 0)} acknowledged within 3 s, "
            f"{counts.get('missed', 0)} not though their bot lived; nobody could acknowledge "
            f"{counts.get('no bot', 0)} sent while no process served the shard, and "
            f"{counts.get('killed meanwhile', 0)} whose bot was killed within these 3 s"
        )
        if waits:
            late = waits[min(len(waits) - 1, len(waits) * 99 // 100)]
            self.lines.append(
                f"interactions: half of them acknowledged within {waits[len(waits) // 2]:.2f} s, 99 of 100 within "
                f"{late:.2f} s, the slowest {waits[-1]:.2f} s"
            )
        missed = members.list_missed()
        kinds = dict(Counter(one.partition(" of ")[0] for one in missed))
        self._note(f"interactions missed: {kinds}, such as {missed[:5]}", missed)

    def judge_processes(self, crashes: Mapping[str, list[int]]) -> None:
        """Judge whether a process ended though nobody killed it."""
        ended = {name: codes for name, codes in crashes.items() if codes}
        self._note(f"processes that ended by themselves, with their exit codes: {ended}", ended)

    def print(self) -> int:
        """Print the counts and the faults; return the exit code, 1 if there are faults."""
        for line in (*self.lines, *(f"BROKEN: {fault}" for fault in self.faults)):
            write_line(line)
        write_line("Something went wrong; see the lines that begin with BROKEN." if self.faults else "All is well.")
        return int(bool(self.faults))

    def _note(self, fault: str, found: Iterable[object]) -> None:
        if list(found):
            self.faults.append(fault)


def write_line(text: str) -> None:
    """Write a line to standard output at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _name_outcome(state: DeliveryState, reason: str) -> str:
    if state is DeliveryState.SKIPPED and reason == _NOTHING_NEW:
        return "nothing new"
    return f"{state.value} ({reason})" if reason and state is not DeliveryState.SENT else state.value


def _list_posted(server: TestServer, channels: AbstractSet[int]) -> Iterable[int]:
    """Return the ids of the bot's messages in *channels* and in their threads."""
    for channel, messages in server.world.messages.items():
        if channel in channels or server.world.channels[channel].parent in channels:
            yield from (one.id for one in messages.values() if one.author.bot)
