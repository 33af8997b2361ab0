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

from bot.config import Config
from bot.demo import arrive
from bot.errors import DatelineError
from bot.loopback import apart, beside, rehearsal
from bot.testserver import ChannelKind
from bot.workers import Workers
from tests.bot.wire import PATIENCE, quotations

NOW = datetime(2024, 6, 28, 8, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give a store with the bundled articles, and settings as for Discord."""
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    arrive(url, NOW)
    return Config(url, token="secret", test_guild=1, digest_channel=2, timezone="Asia/Seoul")


def test_nothing_of_discord_is_met(config: Config, tmp_path: Path) -> None:
    """Token, server and channel of the true bot play no part, nor do its subscriptions and ledger."""
    books = tmp_path / "books.sqlite3"
    assert apart(config, books) == Config(f"sqlite:///{books}", timezone="Asia/Seoul")
    assert beside(config) == tmp_path / "store-test-server"


async def test_a_rehearsal_is_taken_up_again(config: Config) -> None:
    """Answers stay, commands are not sent anew, and the store itself holds nothing of it."""
    folder = beside(config)
    world, books = folder / "world.sqlite3", folder / "books.sqlite3"
    workers = Workers.thread(config.database_url)
    asked: list[str] = []
    try:
        async with rehearsal(config, workers, lambda: NOW, state=world, books=books) as (server, _):
            use = server.member("Ada").slash("who", {"actor": "Vladimir Putin"})
            assert quotations(await use.answer(PATIENCE))
            assert server.channel("stories").kind is ChannelKind.FORUM
            commands = server.world.commands
        async with rehearsal(config, workers, lambda: NOW, state=world, books=books) as (server, client):
            server.rest.recorders.append(lambda done: asked.append(f"{done.method} {done.template}"))
            assert quotations(server.messages("general")[0])
            assert [guild.name for guild in server.world.guilds.values()] == ["Newsroom", "Reading circle"]
            assert server.world.commands == commands
            assert client.mentions
            assert quotations(await server.member("Ada").slash("brief").answer(PATIENCE))
        assert not [one for one in asked if one.startswith("PUT")]
    finally:
        workers.close()
    with sqlite3.connect(config.database_url.removeprefix("sqlite:///")) as store:
        tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master")}
    store.close()
    assert "subscriptions" not in tables


async def test_a_taken_port_is_one_clear_line(config: Config, tmp_path: Path) -> None:
    """With the way out; and the file of the world is free again."""
    workers = Workers.thread(config.database_url)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for _ in range(2):
            with pytest.raises(DatelineError, match="is taken"):
                async with rehearsal(
                    config, workers, lambda: NOW, port=port, state=tmp_path / "w", books=tmp_path / "b"
                ):
                    pass
    workers.close()


def test_it_runs_from_the_command_line_until_it_is_told_to_stop(config: Config) -> None:
    """``dateline run --test-server`` prints the address of its page, and ends with SIGTERM."""
    command = [sys.executable, "-m", "bot", "--database", config.database_url, "run", "--test-server", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "DATELINE_"))}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=beside(config).parent
    ) as run:
        assert run.stdout is not None
        said = run.stdout.readline()
        run.send_signal(signal.SIGTERM)
        assert run.wait(PATIENCE) == 0
    assert "http://127.0.0.1:" in said
    assert (beside(config) / "world.sqlite3").exists()
