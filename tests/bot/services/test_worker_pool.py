"""Query engines in processes and threads, beside the event loop."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from bot.cli.runner import prepare_workers
from bot.errors import WorkerError
from bot.models.query import ArgumentValue, QueryRequest, QueryResult
from bot.services.engine import QueryEngine
from bot.services.engine.session import CorpusSnapshot
from bot.services.query_service import execute_query
from bot.services.worker_pool import WorkerPool
from briefings.models import Briefing, Request
from briefings.verification import Proof
from corpus.errors import StoreReadOnly
from corpus.models import Query
from tests.support.bot.scripted_pool import ScriptedPool


class EchoEngine:
    """A query engine whose answers say where it runs and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def execute_query(self, asked: QueryRequest, told: Sequence[Proof] = ()) -> QueryResult:
        """Return its process and thread for an id; die, when asked for death."""
        if asked.command == "death":
            os._exit(3)
        if asked.command == "failure":
            raise StoreReadOnly(self.url, "may not be written")
        request = Request(Query(scope=asked.scope), text=asked.get_text("topic"))
        return QueryResult(Briefing(f"{os.getpid()} {threading.get_ident()}", request, ()), remaining=len(told))

    def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Repeat what was typed."""
        return (scope, typed)[:limit]

    def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Return one day."""
        return (date(2024, 6, len(scope) + 1),)


def open_echo_engine(url: str) -> QueryEngine:
    """Open it; the address "broken" can't be opened."""
    if url == "broken":
        raise StoreReadOnly(url, "may not be opened")
    return cast("QueryEngine", EchoEngine(url))  # it plays the part that is asked of it


def _build_request(command: str = "brief", **arguments: ArgumentValue) -> QueryRequest:
    return QueryRequest(command, arguments, "7", date(2024, 6, 21))


async def _get_location(workers: WorkerPool) -> str:
    reply = (await workers.run(execute_query, _build_request())).reply
    assert isinstance(reply, Briefing)
    return reply.id


async def test_a_thread_answers_every_kind_of_question() -> None:
    """Arguments arrive, values come back, off the loop's own thread."""
    workers = ScriptedPool.with_thread("x", open_echo_engine)
    told = Proof("id", 1, "{}", ())
    found = await workers.run(execute_query, _build_request(topic="t"), [told])
    assert isinstance(found.reply, Briefing)
    assert (found.reply.request.text, found.reply.request.query.scope, found.remaining) == ("t", "7", 1)
    assert found.reply.id != f"{os.getpid()} {threading.get_ident()}"
    assert await workers.run(QueryEngine.suggest_actors, scope="7", typed="k", limit=2) == ("7", "k")
    assert await workers.run(QueryEngine.list_event_days, scope="77") == (date(2024, 6, 3),)
    workers.close()


async def test_a_process_answers_survives_and_is_replaced() -> None:
    """Another process works; an error in it comes back; after its death the next question finds a new one."""
    workers = ScriptedPool.with_processes("x", 1, open_echo_engine)
    first = await _get_location(workers)
    assert not first.startswith(f"{os.getpid()} ")
    with pytest.raises(StoreReadOnly, match="may not be written"):
        await workers.run(execute_query, _build_request("failure"))
    assert await _get_location(workers) == first
    with pytest.raises(WorkerError, match="stopped unexpectedly"):
        await workers.run(execute_query, _build_request("death"))
    assert await _get_location(workers) != first
    workers.close()


async def test_a_store_that_can_not_be_opened_is_an_error_for_who_asks() -> None:
    """The error is the store's own, at the first question and at the next."""
    workers = ScriptedPool.with_thread("broken", open_echo_engine)
    for _ in range(2):
        with pytest.raises(StoreReadOnly, match="may not be opened"):
            await workers.ensure_open()
    workers.close()


def hang(_engine: object) -> None:
    """Never end by itself."""
    threading.Event().wait()


async def wait_for_end(pid: int) -> None:
    """Return when no process has this id."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            await asyncio.sleep(0.01)


async def test_a_hung_process_is_killed_and_replaced() -> None:
    """Its task fails in time, its process is gone, and the next task finds another one."""
    workers = ScriptedPool.with_processes("x", 1, open_echo_engine)
    first = await _get_location(workers)
    with pytest.raises(WorkerError, match="took longer"):
        await workers.run_within(0.5, hang)
    assert await _get_location(workers) != first
    await wait_for_end(int(first.split()[0]))
    workers.close()


async def test_a_hung_task_holds_up_no_other() -> None:
    """While all processes hang, a spare one serves the next task, and ends when it is idle."""
    workers = ScriptedPool.with_processes("x", 2, open_echo_engine)
    hung = [asyncio.create_task(workers.run_within(600, hang)) for _ in range(2)]
    await asyncio.sleep(0)
    spare = await _get_location(workers)
    assert not any(task.done() for task in hung)
    await wait_for_end(int(spare.split()[0]))
    for worker in tuple(workers._workers):
        worker.kill()
    for task in hung:
        with pytest.raises(WorkerError, match="stopped unexpectedly"):
            await task
    workers.close()


async def test_a_worker_serves_those_who_wait_in_turn() -> None:
    """One that is released goes to the task that has waited longest; one whose caller left is given back."""
    workers = ScriptedPool.with_thread("x", open_echo_engine)
    asked = [asyncio.create_task(_get_location(workers)) for _ in range(5)]
    await asyncio.sleep(0)
    asked[2].cancel()
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(found.pop(2), asyncio.CancelledError)
    assert len(set(found)) == 1
    workers.close()


async def test_a_task_may_time_out_by_itself() -> None:
    """A connection's own timeout is passed on, and its worker lives."""
    workers = ScriptedPool.with_thread("x", open_echo_engine)
    first = await _get_location(workers)
    with pytest.raises(TimeoutError):
        await workers.run(raise_timeout)
    assert await _get_location(workers) == first
    workers.close()


def raise_timeout(_engine: object) -> None:
    """Fail as a connection does."""
    raise TimeoutError


class _CountingEngine(QueryEngine):
    """A query engine that counts how often the names of its articles were asked for."""

    asked = 0

    def snapshot(self, scope: str) -> CorpusSnapshot:
        """Count, and return what the real one returns."""
        self.asked += 1
        return super().snapshot(scope)


def _has_loaded_names(engine: QueryEngine) -> bool:
    return isinstance(engine, _CountingEngine) and engine.asked > 0


async def test_a_prepared_worker_has_loaded_what_the_first_query_needs(tmp_path: Path) -> None:
    """Names are read before anyone asks, also where there is no article yet."""
    workers = WorkerPool.with_thread(f"sqlite:///{tmp_path / 'news.sqlite3'}", _CountingEngine.open)
    await workers.prepare()
    assert await workers.run(_has_loaded_names)
    workers.close(wait=True)


async def test_a_store_that_can_not_be_opened_is_reported_and_does_not_end_the_bot(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who prepares the workers logs why they can't be; the first query has the error."""
    workers = ScriptedPool.with_thread("broken", open_echo_engine)
    await prepare_workers(workers)
    assert "may not be opened" in caplog.text
    with pytest.raises(StoreReadOnly):
        await workers.ensure_open()
