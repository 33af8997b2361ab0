"""Claims about the traced examples of docs/architecture.md: the functions named there are called, in that order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from types import CodeType
from typing import TypeVar

import pytest

from bot.client.config import Config
from bot.services.feeds import FetchSettings, poll_feeds
from bot.testserver import TestServer
from corpus.pipeline.reader_process import ReaderProcess
from corpus.store import Feed, open_store
from tests.support.bot.admin import publish_feed
from tests.support.bot.bot_session import NOON, run_bot_session
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, run_bot
from tests.support.call_trace import find_code, trace_calls
from tests.support.corpus.loopback_server import LoopbackServer, is_permitted, start_server
from tests.support.sample_store import copy_sample_store

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"

T = TypeVar("T")

_NAME = re.compile(r"`((?:bot|briefings|corpus)\.[\w.]+)`")


def list_named_functions(heading: str) -> list[str]:
    """List the functions that the example under *heading* names in full, in order."""
    document = ARCHITECTURE.read_text(encoding="utf-8")
    example = document.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    return list(dict.fromkeys(_NAME.findall(example)))


def sort_by_first_call(names: list[str], calls: dict[CodeType, str]) -> list[str]:
    """Return those of *names* that were called, in the order of their first calls."""
    places = {code: place for place, code in enumerate(calls)}
    codes = {name: find_code(name) for name in names}
    return sorted((name for name in names if codes[name] in places), key=lambda name: places[codes[name]])


@pytest.fixture
def calls() -> Iterator[dict[CodeType, str]]:
    """Note what is called during the test."""
    with trace_calls() as noted:
        yield noted


class ThreadReader(ReaderProcess):
    """Reads in the thread that asks, where calls can be traced."""

    def run(self, address: str, task: Callable[[], T]) -> T:
        """Run *task*."""
        del address
        return task()


async def test_a_feeds_entry_becomes_a_sentence_in_a_posted_digest(
    calls: dict[CodeType, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the outlet's server to the channel, by the functions that the document names, in its order."""
    clock = ManualClock(NOON.replace(hour=7, minute=59))
    outlet = LoopbackServer()
    runner = await start_server(outlet)
    publish_feed(outlet, "/feed", "Herald")
    monkeypatch.setattr("corpus.pipeline.reader_process.get_reader_process", ThreadReader)
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with open_store(url) as store:
        store.save_feed(Feed(f"{outlet.base_url}/feed"))
    settings = FetchSettings(clock, is_address_allowed=is_permitted, pause=0)
    async with TestServer(clock=clock) as server:
        place = server.find_channel("briefings").id
        config = Config(url, timezone="Asia/Seoul", digest_channel=place, digest_times=(time(8),))
        async with run_bot(server, config, clock, fetch_settings=settings) as client:
            calls.clear()
            await client.background_workers.run(poll_feeds, settings=settings, scope="")
            clock.now += timedelta(minutes=1)
            client.delivery.wake()
            digest = await server.wait_for_message("briefings", timeout=REPLY_TIMEOUT)
    await runner.cleanup()
    assert list_quotations(digest)
    names = list_named_functions("A feed's entry becomes a sentence in a posted digest")
    assert sort_by_first_call(names, calls) == names


async def test_a_question_becomes_an_answer_and_a_button_its_sentence(
    calls: dict[CodeType, str], tmp_path: Path
) -> None:
    """From the words typed to the reply, and from the menu under it to the paragraph."""
    async with run_bot_session(copy_sample_store(tmp_path)) as session:
        calls.clear()
        answer = await session.run_command("ask", question="What did Seoul announce on Thursday?")
        assert list_quotations(answer)
        names = list_named_functions("A question becomes an answer")
        assert sort_by_first_call(names, calls) == names
        calls.clear()
        await session.check_sentence(answer, 1)
        names = list_named_functions("A button becomes the sentence in its paragraph")
        assert sort_by_first_call(names, calls) == names


def test_the_tree_names_every_module() -> None:
    """Every module and package directly in one of the three packages stands in the tree."""
    document = ARCHITECTURE.read_text(encoding="utf-8")
    drawn = document.split("## Three traced examples", 1)[0]
    assert drawn != document
    for package in ("bot", "briefings", "corpus"):
        names = {path.stem for path in (ROOT / package).glob("*.py")} | {
            path.parent.name for path in (ROOT / package).glob("*/__init__.py")
        }
        plan = drawn.split(f"\n    {package}/", 1)[1].split("\n    b", 1)[0]
        missing = [name for name in sorted(names - {"__init__"}) if not re.search(rf"(?<![\w.]){name}\b", plan)]
        assert not missing, (package, missing)
