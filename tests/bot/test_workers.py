"""Desks in processes and threads, beside the event loop."""

from __future__ import annotations

import os
import threading
from datetime import date

import pytest

from bot.errors import WorkerError
from bot.workers import Answering, Workers
from briefings.model import Answer, Briefing, Request
from corpus.errors import StoreReadOnly
from corpus.model import Query


class Echo:
    """A desk that says where it works and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def brief(self, *, scope: str, text: str, limit: int, after: int) -> Briefing:
        """Give its process and thread for an id."""
        request = Request(Query(scope=scope, after=after), text=text, limit=limit)
        return Briefing(f"{os.getpid()} {threading.get_ident()}", request, ())

    def who(self, *, scope: str, name: str) -> Answer:
        """Die, when asked for death."""
        if name == "death":
            os._exit(3)
        if name == "failure":
            raise StoreReadOnly(self.url, "may not be written")
        return Answer(Request(Query(scope=scope), text=name))

    def when(self, *, scope: str, phrase: str, today: date) -> Answer:
        """Repeat the day."""
        return Answer(Request(Query(scope=scope), text=phrase), heading=today.isoformat())

    def ask(self, *, scope: str, question: str, today: date) -> Answer:
        """Repeat the question and the day."""
        return Answer(Request(Query(scope=scope), text=question), heading=today.isoformat())

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
    return Echo(url)


async def test_a_thread_answers_every_kind_of_question() -> None:
    """Arguments arrive, values come back, off the loop's own thread."""
    workers, day = Workers.thread("x", open_echo), date(2024, 6, 21)
    briefing = await workers.brief(scope="7", text="t", limit=3, after=9)
    assert (briefing.request.text, briefing.request.limit, briefing.request.query.after) == ("t", 3, 9)
    assert briefing.id != f"{os.getpid()} {threading.get_ident()}"
    assert (await workers.who(scope="7", name="n")).request.text == "n"
    assert (await workers.when(scope="7", phrase="p", today=day)).heading == "2024-06-21"
    assert (await workers.ask(scope="7", question="q", today=day)).request.text == "q"
    assert await workers.names(scope="7", typed="k", limit=2) == ("7", "k")
    assert await workers.days(scope="77") == (date(2024, 6, 3),)
    workers.close()


async def test_a_process_answers_survives_and_is_replaced() -> None:
    """Another process works; an error in it comes back; after its death the next question finds a new one."""
    workers = Workers.processes("x", 1, open_echo)
    first = (await workers.brief(scope="", text="", limit=1)).id
    assert not first.startswith(f"{os.getpid()} ")
    with pytest.raises(StoreReadOnly, match="may not be written"):
        await workers.who(scope="", name="failure")
    assert (await workers.brief(scope="", text="", limit=1)).id == first
    with pytest.raises(WorkerError, match="ended unexpectedly"):
        await workers.who(scope="", name="death")
    assert (await workers.brief(scope="", text="", limit=1)).id != first
    workers.close()


async def test_a_store_that_can_not_be_opened_is_told_to_who_asks() -> None:
    """The error is the store's own, at the first question and at the next."""
    workers = Workers.thread("broken", open_echo)
    for _ in range(2):
        with pytest.raises(StoreReadOnly, match="may not be opened"):
            await workers.warm()
    workers.close()
