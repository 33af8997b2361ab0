"""The real run: its own process, real workers, a signal to stop; and the channels that are closed to it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.main import main
from bot.cli.runner import JsonFormatter, build_client, connect, keep_connecting, run
from bot.client.client import Dateline
from bot.client.config import Config
from bot.db import open_database
from bot.errors import ConfigError, ConnectError
from bot.models.clock import Clock, get_utc_now
from bot.models.digest import DeliveryState, DigestOptions
from bot.models.schedule import Schedule
from bot.testserver import TestServer, patch_discord_urls
from bot.testserver.state.model import Permission
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, list_texts, run_bot
from tests.support.bot.scripted_pool import ScriptedPool
from tests.support.digests.crashing_bot import open_one_sentence_engine
from tests.support.sample_store import copy_sample_store

NOON = datetime(2024, 6, 21, 12, 0, tzinfo=ZoneInfo("UTC"))
PROGRAM = """
import sys
from bot.cli.runner import connect, run
from bot.client.config import Config
from bot.testserver import patch_discord_urls
if __name__ == "__main__":
    with patch_discord_urls(sys.argv[1]):
        sys.exit(run(Config(sys.argv[3], token=sys.argv[2], log_level="WARNING")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to hear")
async def test_a_real_run_answers_and_stops_at_a_signal(tmp_path: Path) -> None:
    """Started as a program, it answers from the store; a signal to terminate ends it in order."""
    url = copy_sample_store(tmp_path)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    async with TestServer(clock=get_utc_now) as server:
        process = await asyncio.create_subprocess_exec(sys.executable, str(program), server.url, server.token, url)
        try:
            await server.wait_until_ready(REPLY_TIMEOUT)
            answer = (
                await server.as_member("Mel").run_slash_command("brief", {"length": 3}).wait_for_answer(REPLY_TIMEOUT)
            )
            assert list_quotations(answer)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(60):
                assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


def test_a_run_needs_a_token(url: str) -> None:
    """Without one nothing is started."""
    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        run(Config(url))


async def test_a_bot_that_can_not_deliver_stops_and_says_why(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answering on while no digest is posted any more would be stopping without a word."""
    workers = ScriptedPool.with_thread(url, open_one_sentence_engine)
    async with TestServer(clock=get_utc_now) as server:
        client = build_client(Config(url), workers, get_utc_now)

        async def fail() -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(client.delivery, "run", fail)
        with patch_discord_urls(server.url), pytest.raises(ZeroDivisionError):
            async with asyncio.timeout(30):
                await connect(client, server.token)
    workers.close()


@pytest.mark.parametrize("closing_it", ["deleted", "forbidden"])
async def test_a_closed_channel_suspends_the_digest_and_the_owner_is_notified_once(url: str, closing_it: str) -> None:
    """The ledger says why nothing was posted, today and tomorrow; the owner gets one direct message about it."""
    clock = ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        channel = server.find_channel("briefings")
        with closing(open_database(url)) as database:
            database.subscriptions.add(
                DigestOptions(str(channel.guild), channel.id, Schedule((time(12),))), NOON - timedelta(hours=1)
            )
        if closing_it == "deleted":
            server.world.delete_channel(channel)
        else:
            server.world.set_denied_permissions(channel, int(Permission.SEND_MESSAGES), server.world.application)
        for _ in range(2):
            async with run_bot(server, Config(url), clock, open_one_sentence_engine):
                pass  # it settles what is due before it stops
            clock.now += timedelta(days=1)
        owner = server.as_member("Ada").switch_to_dm()
        told = [one for one in server.world.messages[owner.find_channel(None).id].values() if one.author.bot]
        assert len(told) == 1
        assert "channel" in "\n".join(list_texts(told[0].components))
    with closing(open_database(url)) as database:
        (subscription,) = database.subscriptions.list_active()
        rows = database.ledger.list_recent([subscription.id])
    assert subscription.suspended
    assert [row.state for row in rows] == [DeliveryState.SKIPPED, DeliveryState.SKIPPED]
    assert all(row.reason for row in rows)


async def test_a_bot_that_can_not_reach_discord_keeps_trying(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """The network may come up after the bot; each attempt is logged with the next one's time."""
    workers = ScriptedPool.with_thread(url, open_one_sentence_engine)
    clients: list[Dateline] = []

    def make_client() -> Dateline:
        clients.append(build_client(Config(url), workers, get_utc_now))
        return clients[-1]

    async with TestServer(clock=get_utc_now) as server:
        server.faults.add("lost_reply", "GET /users/@me", times=4)
        with patch_discord_urls(server.url), caplog.at_level(logging.WARNING, "bot.cli.runner"):
            running = asyncio.create_task(keep_connecting(make_client, server.token, (0.01, 0.02)))
            await server.wait_until_ready(REPLY_TIMEOUT)
            await clients[-1].close()
            await running
    workers.close()
    said = [record.getMessage() for record in caplog.records if record.name == "bot.cli.runner"]
    assert said[0] == (
        "Discord can't be reached. Check the connection and https://discordstatus.com. Trying again in 0.01 s."
    )
    assert len(clients) == len(said) + 1


async def test_a_refused_token_is_not_tried_again(url: str) -> None:
    """Only what may pass by itself is."""
    workers = ScriptedPool.with_thread(url, open_one_sentence_engine)
    async with TestServer(clock=get_utc_now) as server:
        with patch_discord_urls(server.url), pytest.raises(ConfigError, match="isn't accepted by Discord"):
            async with asyncio.timeout(30):
                await keep_connecting(lambda: build_client(Config(url), workers, get_utc_now), "wrong.token.here")
    workers.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to hear")
async def test_a_bot_that_waits_for_the_network_stops_at_a_signal(tmp_path: Path, url: str) -> None:
    """It ends in order, as one that is connected."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(program), "http://127.0.0.1:9", "some.token.here", url), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr
    try:
        async with asyncio.timeout(60):
            while b"Trying again in 5 s" not in (line := await process.stderr.readline()):
                assert line
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


RELOADED_PROGRAM = """
import sys
from bot.cli.main import main
from bot.testserver import patch_discord_urls
if __name__ == "__main__":
    with patch_discord_urls(sys.argv[1]):
        sys.exit(main(["--database", sys.argv[2], "run"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
async def test_a_signal_makes_the_bot_read_its_settings_again(tmp_path: Path, url: str) -> None:
    """It goes on, serves its metrics, names what needs a restart, and stops in order when told."""
    program, settings = tmp_path / "program.py", tmp_path / ".env"
    program.write_text(RELOADED_PROGRAM, encoding="utf-8")
    settings.touch(0o600)
    async with TestServer(clock=get_utc_now) as server:
        settings.write_text(f"DISCORD_TOKEN={server.token}\nDATELINE_METRICS=127.0.0.1:0\n", encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("D")}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(program), server.url, url),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env=environment,
        )
        assert process.stderr
        try:
            async with asyncio.timeout(2 * REPLY_TIMEOUT):
                await server.wait_until_ready(REPLY_TIMEOUT)
                settings.write_text("DATELINE_CONTACT=me@example.org\nDATELINE_WORKERS=2\n", encoding="utf-8")
                process.send_signal(signal.SIGHUP)
                lines = []
                while "restart" not in (lines[-1] if lines else ""):
                    lines.append((await process.stderr.readline()).decode())
                    assert lines[-1]
                process.send_signal(signal.SIGTERM)
                assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert "applied DATELINE_CONTACT." in lines[-2]
    assert lines[-1].strip().endswith("restart the bot: DISCORD_TOKEN, DATELINE_WORKERS, DATELINE_METRICS.")


def test_a_refused_connection_has_an_exit_code_of_its_own(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever restarts the bot can distinguish it from bad settings, which a restart does not help."""

    def refuse(config: Config, _clock: Clock, _load: Callable[[], Config]) -> int:
        raise ConnectError("Discord", f"closed the connection of {config.log_level}")

    monkeypatch.setattr("bot.cli.runner.run", refuse)
    monkeypatch.chdir(tmp_path)
    assert main(["--database", url, "run"]) == 3


def test_a_log_for_programs_has_one_object_a_line() -> None:
    """Also where a message or a traceback has several lines."""
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        error = sys.exc_info()
    record = logging.LogRecord("bot.digests", logging.ERROR, "file.py", 1, "Digest %s:\n“no”", ("d1",), error)
    record.created = 0.5
    text = JsonFormatter().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert (line["time"], line["level"], line["logger"]) == ("1970-01-01T00:00:00.500+00:00", "ERROR", "bot.digests")
    assert line["message"] == "Digest d1:\n“no”"
    assert "ZeroDivisionError" in line["error"]
