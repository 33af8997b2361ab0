"""The bot on a test server with one's own articles: apart from Discord, and there again after a restart."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.local_runner import LANGUAGES, add_published_articles, isolated_config, run_bot_locally, state_folder
from bot.client.config import Config
from bot.errors import DatelineError
from bot.services.worker_pool import WorkerPool
from bot.testserver.state.model import ChannelKind
from corpus.store import open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_quotations

NOW = datetime(2024, 6, 28, 8, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return a store with the bundled articles, and settings as for Discord."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    add_published_articles(url, NOW)
    return Config(url, token="secret", test_guild=1, digest_channel=2, timezone="Asia/Seoul")


def test_nothing_of_discord_is_met(config: Config, tmp_path: Path) -> None:
    """Token, server and channel of the true bot play no part, nor do its subscriptions and ledger."""
    books = tmp_path / "books.sqlite3"
    assert isolated_config(config, books) == Config(f"sqlite:///{books}", timezone="Asia/Seoul")
    assert state_folder(config) == tmp_path / "store-test-server"


def test_articles_in_other_languages_come_with_a_topic(tmp_path: Path) -> None:
    """They are added beside those of the treaty, and their topic with them, once."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    for _ in range(2):
        add_published_articles(url, NOW)
        add_published_articles(url, NOW, LANGUAGES)
    with open_store(url) as store:
        assert {one.citation.language for one in store.list_articles("")} == {"en", "de", "ja", "ko", "uk"}
        assert [topic.languages for topic in store.list_topics() if topic.languages] == [("de", "uk", "ko", "ja")]


async def test_a_rehearsal_is_taken_up_again(config: Config) -> None:
    """Answers stay, commands are not sent anew, and the store itself holds nothing of it."""
    folder = state_folder(config)
    world, books = folder / "world.sqlite3", folder / "books.sqlite3"
    workers = WorkerPool.with_thread(config.database_url)
    asked: list[str] = []
    try:
        async with run_bot_locally(config, workers, lambda: NOW, state=world, database=books) as (server, _):
            use = server.as_member("Ada").run_slash_command("who", {"actor": "Vladimir Putin"})
            assert list_quotations(await use.wait_for_answer(REPLY_TIMEOUT))
            assert server.find_channel("stories").kind is ChannelKind.FORUM
            commands = server.world.commands
        async with run_bot_locally(config, workers, lambda: NOW, state=world, database=books) as (server, client):
            server.rest.recorders.append(lambda done: asked.append(f"{done.method} {done.template}"))
            assert list_quotations(server.list_messages("general")[0])
            assert [guild.name for guild in server.world.guilds.values()] == ["Newsroom", "Reading circle"]
            assert server.world.commands == commands
            assert client.command_ids
            assert list_quotations(
                await server.as_member("Ada").run_slash_command("brief").wait_for_answer(REPLY_TIMEOUT)
            )
        assert not [one for one in asked if one.startswith("PUT")]
    finally:
        workers.close()
    with sqlite3.connect(config.database_url.removeprefix("sqlite:///")) as store:
        tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master")}
    store.close()
    assert "subscriptions" not in tables


async def test_a_taken_port_is_one_clear_line(config: Config, tmp_path: Path) -> None:
    """With the way out; and the file of the world is free again."""
    workers = WorkerPool.with_thread(config.database_url)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for _ in range(2):
            with pytest.raises(DatelineError, match="is already in use"):
                async with run_bot_locally(
                    config, workers, lambda: NOW, port=port, state=tmp_path / "w", database=tmp_path / "b"
                ):
                    pass
    workers.close()


def test_it_runs_from_the_command_line_until_it_is_stopped(config: Config) -> None:
    """``dateline run --test-server`` prints the address of its page, and ends with SIGTERM."""
    command = [sys.executable, "-m", "bot", "--database", config.database_url, "run", "--test-server", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "DATELINE_"))}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=state_folder(config).parent
    ) as run:
        assert run.stdout is not None
        said = run.stdout.readline()
        run.send_signal(signal.SIGTERM)
        assert run.wait(REPLY_TIMEOUT) == 0
    assert "http://127.0.0.1:" in said
    assert (state_folder(config) / "world.sqlite3").exists()
