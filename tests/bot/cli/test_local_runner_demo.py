"""The demo: a channel that is not empty, days that can be moved, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import PIPE
from typing import TypeAlias
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.cli import local_runner
from bot.cli.local_runner import (
    DEMO_EXAMPLES,
    DEMO_START,
    REPLAY_CHANNEL,
    REPLAY_GUILD,
    DemoClock,
    add_published_articles,
    find_free_port,
    find_next_due,
    start_demo,
)
from bot.client.client import Dateline
from bot.errors import DatelineError
from bot.testserver.state.model import ChannelKind
from corpus.store import open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_quotations, list_texts

Capture: TypeAlias = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[3]


async def test_the_demo_starts_with_a_digest_and_posts_the_news_of_the_next_day() -> None:
    """The first digest stands there; a day later comes one with what arrived meanwhile, and nothing twice."""
    async with start_demo() as (server, client):
        first, guide = (one for one in server.list_messages("general"))
        assert list_quotations(first)
        assert guide.text.startswith("## Welcome to Dateline")
        assert "Friday 21 June 2024" in "\n".join(list_texts(first.components))
        answer = (
            await server.as_member("Mel")
            .run_slash_command("who", {"actor": "Vladimir Putin"}, channel="briefings")
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert list_quotations(answer)
        await advance_clock(server.url, timedelta(days=1))
        second = await server.wait_for_message("general", where=lambda one: one.id > guide.id, timeout=REPLY_TIMEOUT)
        assert "Saturday 22 June 2024" in "\n".join(list_texts(second.components))
        assert list_quotations(second)
        assert not set(list_quotations(first)) & set(list_quotations(second))
        url = client.config.database_url
        assert _can_connect(url)
    assert not _can_connect(url)


def _can_connect(url: str) -> bool:
    return Path(url.removeprefix("sqlite:///")).parent.exists()


async def advance_clock(url: str, by: timedelta) -> None:
    """Move the demo's clock, as its page does."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/control/clock", json={"seconds": by.total_seconds()}) as response,
    ):
        response.raise_for_status()


async def test_the_second_server_replays_the_hurricane() -> None:
    """Its digest is about the storm alone and goes on a day later; the first server sees none of it."""
    async with start_demo() as (server, client):
        first = server.list_messages(REPLAY_CHANNEL, REPLAY_GUILD)[-1]
        texts = "\n".join(list_texts(first.components))
        assert "Hurricane Michael" in texts
        assert "10 October 2018" in texts
        assert "2024 ·" not in texts
        await advance_clock(server.url, timedelta(days=1))
        second = await server.wait_for_message(
            REPLAY_CHANNEL, REPLAY_GUILD, where=lambda one: one.id != first.id, timeout=REPLY_TIMEOUT
        )
        assert not set(list_quotations(first)) & set(list_quotations(second))
        for message in server.list_messages("general"):
            assert "2018 ·" not in "\n".join(list_texts(message.components))
        with open_store(client.config.database_url) as store:
            assert {one.scope for one in store.list_articles(None)} == {"", str(server.find_guild(REPLAY_GUILD).id)}


async def test_a_week_of_digests_comes_by_moving_the_clock() -> None:
    """One for every day, even where several days are passed at once."""
    async with start_demo() as (server, _):
        await advance_clock(server.url, timedelta(days=6))
        digests = [
            one for one in server.list_messages("general") if one.author.bot and not one.find_component("demo_try:0")
        ]
        days = [re.findall(r"(\d+) June 2024", list_texts(one.components)[0])[0] for one in digests]
        assert days == [str(number) for number in range(21, 28)]


def test_articles_arrive_when_they_were_published(tmp_path: Path) -> None:
    """At the start none is from a day to come; after the last day all are there, each once."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    add_published_articles(url, DEMO_START)
    with open_store(url) as store:
        there = [document.article for document in store.stream_documents()]
        published = [article.provenance.published.value or "" for article in there]
        assert len(there) >= 8
        assert max(published)[:10] <= "2024-06-20"
    add_published_articles(url, DEMO_START + timedelta(days=7))
    add_published_articles(url, DEMO_START + timedelta(days=7))
    with open_store(url) as store:
        assert len(list(store.stream_documents())) >= 16


async def test_the_guide_says_what_to_try_and_its_buttons_try_it() -> None:
    """Each suggestion finds something in the sample; its commands are those that the bot has."""
    async with start_demo() as (server, client):
        guide = server.list_messages("general")[-1]
        for label, command, _ in DEMO_EXAMPLES:
            told = await server.as_member("Mel").press_button(guide, label).wait_for_answer(REPLY_TIMEOUT)
            assert list_quotations(told), label
            assert client.tree.get_command(command)
        assert f"</brief:{client.command_ids['brief']}>" in guide.text


async def test_the_demo_shows_every_kind_of_place_and_goes_to_the_next_digest() -> None:
    """Text, announcements, a forum, a second server; the page's clock stops where the next digest is due."""
    async with start_demo() as (server, client):
        assert {channel.kind for channel in server.world.channels.values()} > {
            ChannelKind.ANNOUNCEMENT,
            ChannelKind.FORUM,
        }
        assert [guild.name for guild in server.world.guilds.values()] == ["Newsroom", "Reading circle"]
        before = len(server.list_messages("general"))
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{server.url}/control/clock", json={"to": "next"}) as response,
        ):
            assert (await response.json())["now"].startswith("2024-06-22T08:00")
        assert len(server.list_messages("general")) == before + 1
        await (
            server.as_member("Ada")
            .run_slash_command("digest pause", {"until": "30 June"})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        mel = server.as_member("Mel", guild=REPLAY_GUILD)
        await mel.run_slash_command("digest remove", channel=REPLAY_CHANNEL).wait_for_answer(REPLY_TIMEOUT)
        assert await find_next_due(client) == datetime(2024, 6, 30, 8, tzinfo=ZoneInfo("Asia/Seoul"))
        await server.as_member("Ada").run_slash_command("digest remove").wait_for_answer(REPLY_TIMEOUT)
        assert await find_next_due(client) is None


async def test_a_taken_port_is_one_clear_line() -> None:
    """With the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(DatelineError, match="is already in use"):
            async with start_demo(taken.getsockname()[1]):
                pass


@pytest.fixture
def taken() -> Iterator[int]:
    """Have somebody listen on a port during the test."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_the_next_free_port_is_found(taken: int) -> None:
    """From the first on; those that somebody listens on are passed over, in whatever number they come."""
    free = find_free_port(taken)
    assert free > taken
    with socket.socket() as second:
        second.bind(("127.0.0.1", free))
        second.listen()
        assert find_free_port(free) > free
        assert find_free_port(taken) > free
    assert find_free_port(free) == free


def test_where_every_port_is_in_use_the_error_names_the_remedy(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with the option that names another."""
    monkeypatch.setattr(local_runner, "MAX_PORTS_TRIED", 1)
    with pytest.raises(DatelineError, match=rf"All ports {taken} to {taken} are already in use.*--port"):
        find_free_port(taken)


@pytest.mark.parametrize("free", [True, False], ids=["free", "taken"])
def test_the_usual_port_may_be_taken(taken: int, free: bool, monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    """The demo listens on the next free one and says so in one line; where the port is free it says nothing of it."""
    usual = find_free_port(taken) if free else taken
    monkeypatch.setattr(local_runner, "DEFAULT_PORT", usual)
    said: list[str] = []

    async def look() -> None:
        task = asyncio.create_task(local_runner._run_demo(None, open_browser=False))
        try:
            async with asyncio.timeout(60):
                while "Press Ctrl-C to stop" not in "".join(said):
                    assert not task.done()
                    await asyncio.sleep(0.05)
                    said.append(capfd.readouterr().out)
            (url,) = re.findall(r"http://127\.0\.0\.1:\d+", "".join(said))
            async with aiohttp.ClientSession() as session, session.get(url) as response:
                assert response.status == 200
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    asyncio.run(look())
    first, *_ = "".join(said).splitlines()
    if free:
        assert first == f"Dateline is ready to chat at http://127.0.0.1:{usual}"
    else:
        assert re.fullmatch(rf"Port {usual} is already in use; the demo uses port \d+ instead\.", first)


def test_a_port_that_was_asked_for_is_not_replaced(taken: int) -> None:
    """The command ends with exit code 2 and one line that says how to choose another."""
    command = [sys.executable, "-m", "bot", "demo", "--port", str(taken)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == f"dateline: Port {taken} is already in use. Choose another one with --port, or 0 for any free port.\n"
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param(signal.SIGINT, "", id="Ctrl-C while it starts"),
        pytest.param(signal.SIGINT, "Press Ctrl-C to stop", id="Ctrl-C"),
        pytest.param(signal.SIGTERM, "Press Ctrl-C to stop", id="kill"),
        pytest.param(signal.SIGHUP, "Press Ctrl-C to stop", id="its window closed"),
    ],
)
def test_a_demo_that_is_ended_says_nothing_and_leaves_nothing(tmp_path: Path, sent: signal.Signals, said: str) -> None:
    """It ends with exit code 0, whatever it was about to do, and its folder is gone."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=PIPE, stderr=PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            wait_for(lambda: any(tmp_path.glob("dateline-demo-*/*")))
            if said:
                assert said in process.stdout.readline() + process.stdout.readline()
            process.send_signal(sent)
            _, err = process.communicate(timeout=REPLY_TIMEOUT)
        finally:
            process.kill()
    assert (process.returncode, err) == (0, "")
    assert list(tmp_path.iterdir()) == []


def wait_for(there: Callable[[], bool]) -> None:
    """Look until something is *there*, for as long as the slowest machine may take."""
    end = time.monotonic() + 180
    while not there():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_demo_that_does_not_start_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading that is under way makes the folder that is wiped no second time."""

    async def start(port: int) -> None:
        async with start_demo(port):
            pass

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(DatelineError):
            asyncio.run(start(taken.getsockname()[1]))
    assert list(tmp_path.iterdir()) == []


async def test_a_demo_that_is_called_off_while_it_connects_complains_of_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bot fails as its connection is closed under it, and that is no news to whoever pressed Ctrl-C."""
    connecting, closed, failed = asyncio.Event(), asyncio.Event(), asyncio.Event()
    complaints: list[dict[str, object]] = []

    async def fail(_: Dateline) -> None:
        connecting.set()
        await closed.wait()
        failed.set()
        raise RuntimeError("Session is closed")

    monkeypatch.setattr(Dateline, "setup_hook", fail)
    asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told))
    starting = asyncio.create_task(start_demo().__aenter__())
    await connecting.wait()
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    closed.set()
    await failed.wait()
    await asyncio.sleep(0)
    del starting
    gc.collect()  # a task complains of an error that nobody looked at when it goes
    assert complaints == []


def test_the_clock_runs_on_and_moves_forward() -> None:
    """From eight in the morning in Seoul, as fast as real time."""
    seconds = [0.0]
    clock = DemoClock(timer=lambda: seconds[0])
    assert clock() == DEMO_START == datetime(2024, 6, 21, 8, tzinfo=ZoneInfo("Asia/Seoul"))
    seconds[0] = 90.0
    clock.advance(timedelta(days=1))
    assert clock() == DEMO_START + timedelta(days=1, seconds=90)


def test_a_topic_that_was_removed_stays_away(tmp_path: Path) -> None:
    """The sample's topics come with the first articles; what is removed then, later arrivals do not bring back."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    add_published_articles(url, DEMO_START)
    with open_store(url) as store:
        gone, *others = (topic.name for topic in store.list_topics())
        store.delete_topic(gone)
    add_published_articles(url, DEMO_START + timedelta(days=1))
    with open_store(url) as store:
        assert [topic.name for topic in store.list_topics()] == others
