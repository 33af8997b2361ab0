"""Desks in processes and threads, beside the event loop."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import date
from typing import cast

import pytest

from bot.errors import WorkerError
from bot.findings import Argument, Asked, Finding
from bot.workers import Answering, Workers
from briefings.model import Briefing, Request
from briefings.proof import Proof
from corpus.errors import StoreReadOnly
from corpus.model import Query


class Echo:
    """A desk that says where it works and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def enquire(self, asked: Asked, told: Sequence[Proof]) -> Finding:
        """Give its process and thread for an id; die, when asked for death."""
        if asked.command == "death":
            os._exit(3)
        if asked.command == "failure":
            raise StoreReadOnly(self.url, "may not be written")
        request = Request(Query(scope=asked.scope), text=asked.text("topic"))
        return Finding(Briefing(f"{os.getpid()} {threading.get_ident()}", request, ()), left=len(told))

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Repeat what was typed."""
        return (scope, typed)[:limit]

    def days(self, *, scope: str) -> tuple[date, ...]:
        """Give one day."""
        return (date(2024, 6, len(scope) + 1),)


def open_echo(url: str) -> Answering:
    """Open it; the address "broken" can't be opened."""
    if url == "broken":
        raise StoreReadOnly(url, "may not be opened")
    return cast("Answering", Echo(url))  # it plays the part that is asked of it


def _asked(command: str = "brief", **arguments: Argument) -> Asked:
    return Asked(command, arguments, "7", date(2024, 6, 21))


async def _where(workers: Workers) -> str:
    reply = (await workers.enquire(_asked())).reply
    assert isinstance(reply, Briefing)
    return reply.id


async def test_a_thread_answers_every_kind_of_question() -> None:
    """Arguments arrive, values come back, off the loop's own thread."""
    workers = Workers.thread("x", open_echo)
    told = Proof("id", 1, "{}", ())
    found = await workers.enquire(_asked(topic="t"), [told])
    assert isinstance(found.reply, Briefing)
    assert (found.reply.request.text, found.reply.request.query.scope, found.left) == ("t", "7", 1)
    assert found.reply.id != f"{os.getpid()} {threading.get_ident()}"
    assert await workers.names(scope="7", typed="k", limit=2) == ("7", "k")
    assert await workers.days(scope="77") == (date(2024, 6, 3),)
    workers.close()


async def test_a_process_answers_survives_and_is_replaced() -> None:
    """Another process works; an error in it comes back; after its death the next question finds a new one."""
    workers = Workers.processes("x", 1, open_echo)
    first = await _where(workers)
    assert not first.startswith(f"{os.getpid()} ")
    with pytest.raises(StoreReadOnly, match="may not be written"):
        await workers.enquire(_asked("failure"))
    assert await _where(workers) == first
    with pytest.raises(WorkerError, match="ended unexpectedly"):
        await workers.enquire(_asked("death"))
    assert await _where(workers) != first
    workers.close()


async def test_a_store_that_can_not_be_opened_is_told_to_who_asks() -> None:
    """The error is the store's own, at the first question and at the next."""
    workers = Workers.thread("broken", open_echo)
    for _ in range(2):
        with pytest.raises(StoreReadOnly, match="may not be opened"):
            await workers.warm()
    workers.close()
