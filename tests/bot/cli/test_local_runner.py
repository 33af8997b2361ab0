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

from bot.cli.local_runner import (
    LANGUAGES,
    add_published_articles,
    isolated_config,
    rename_former_files,
    run_bot_locally,
    state_folder,
)
from bot.client.config import Config
from bot.client.shards import ShardRange
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
    shards = ShardRange(1, 1, 2)
    return Config(url, token="secret", test_guild=1, digest_channel=2, timezone="Asia/Seoul", shards=shards)


def test_nothing_of_discord_is_met(config: Config, tmp_path: Path) -> None:
    """Token, server and channel of the true bot play no part, nor do its subscriptions and ledger."""
    database = tmp_path / "bot.sqlite3"
    assert isolated_config(config, database) == Config(f"sqlite:///{database}", timezone="Asia/Seoul")
    assert state_folder(config) == tmp_path / "store-test-server"


def test_beside_a_server_the_state_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the store would be by default."""
    monkeypatch.setattr(
        "bot.cli.local_runner.get_default_database_url", lambda: f"sqlite:///{tmp_path / 'dateline.sqlite3'}"
    )
    assert state_folder(Config("postgresql://db.example.org/news")) == tmp_path / "dateline-test-server"


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
    state, database = folder / "server.sqlite3", folder / "bot.sqlite3"
    workers = WorkerPool.with_thread(config.database_url)
    asked: list[str] = []
    try:
        async with run_bot_locally(config, workers, lambda: NOW, state=state, database=database) as (server, _):
            use = server.as_member("Ada").run_slash_command("who", {"actor": "Vladimir Putin"})
            assert list_quotations(await use.wait_for_answer(REPLY_TIMEOUT))
            assert server.find_channel("stories").kind is ChannelKind.FORUM
            commands = server.world.commands
        async with run_bot_locally(config, workers, lambda: NOW, state=state, database=database) as (server, client):
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


def test_the_files_of_a_former_version_are_renamed(tmp_path: Path) -> None:
    """What the test server and the bot stored under former names is opened under the present ones; once."""
    for former in ("world.sqlite3", "world.sqlite3-wal", "books.sqlite3"):
        (tmp_path / former).write_text(former, encoding="utf-8")
    rename_former_files(tmp_path)
    files = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert files == {
        "server.sqlite3": "world.sqlite3",
        "server.sqlite3-wal": "world.sqlite3-wal",
        "bot.sqlite3": "books.sqlite3",
    }
    (tmp_path / "world.sqlite3").write_text("another one", encoding="utf-8")
    rename_former_files(tmp_path)
    assert (tmp_path / "server.sqlite3").read_text(encoding="utf-8") == "world.sqlite3"


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
    assert (state_folder(config) / "server.sqlite3").exists()
