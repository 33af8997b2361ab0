"""Claims about health, readiness and metrics over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.client import status_server
from bot.client.client import Dateline
from bot.client.config import Config, ListenAddress
from bot.client.status_server import StatusServer, check_health, measure_database
from bot.db import open_database
from bot.errors import ConfigError
from bot.models.digest import DigestKey, DigestOptions
from bot.models.schedule import Schedule
from bot.testserver import TestServer
from corpus.store import Feed, open_store
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot
from tests.support.bot.scripted_engine import open_scripted_engine

NOON = datetime(2024, 6, 21, 12, tzinfo=UTC)
ANY_PORT = ListenAddress("127.0.0.1", 0)


@asynccontextmanager
async def serve(client: Dateline | None, url: str) -> AsyncIterator[str]:
    """Serve what *client* reports, and yield the address."""
    async with StatusServer(ANY_PORT, lambda: client, url) as server:
        yield f"http://{server.address}"


async def fetch(url: str) -> tuple[int, str]:
    """Return status and body."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def fetch_samples(address: str) -> dict[str, float]:
    """Return the values of the metrics by name and labels."""
    status, text = await fetch(f"{address}/metrics")
    assert status == 200
    return {
        f"{sample.name}{sorted(sample.labels.items()) or ''}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_bot_that_is_connected_is_ready(
    config: Config, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And before it is, it is healthy all the same: a restart would not bring the network back."""
    async with serve(None, config.database_url) as address:
        assert (await fetch(f"{address}/healthz"))[0] == 200
        status, said = await fetch(f"{address}/readyz")
        assert (status, "not connected" in said) == (503, True)
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine) as client:
        await client.wait_until_ready()
        await client.delivery.tick()
        async with serve(client, config.database_url) as address:
            assert await fetch(f"{address}/readyz") == (200, '{"ok": true, "problems": {}}')
            monkeypatch.setattr(status_server, "_READY_SECONDS", -1.0)  # as if the last check were long ago
            assert (await fetch(f"{address}/readyz"))[0] == 503
            assert (await fetch(f"{address}/healthz"))[0] == 200
            monkeypatch.setattr(status_server, "_HEALTHY_SECONDS", -1.0)
            assert (await fetch(f"{address}/healthz"))[0] == 503
            client.failure = ZeroDivisionError()
            assert "the bot stops" in check_health(client)["digests"]
            client.failure = None


async def test_times_and_counts_are_measured(config: Config, clock: ManualClock) -> None:
    """Of answers, digests, feeds and the database; by command, and without a word that anybody typed."""
    with open_store(config.database_url) as store:
        store.save_feed(Feed("https://one.example/feed"))
        store.save_feed(Feed("https://two.example/feed", failures=2, error="gone"))
    async with TestServer(clock=clock) as server:
        channel = server.find_channel("briefings")
        with closing(open_database(config.database_url)) as database:
            options = DigestOptions(str(channel.guild), channel.id, Schedule((clock.now.astimezone(UTC).time(),)))
            database.subscriptions.add(options, clock.now - timedelta(hours=1))
        async with run_bot(server, config, clock, open_scripted_engine) as client:
            await server.wait_for_message("briefings", timeout=REPLY_TIMEOUT)
            await client.delivery.wait_until_idle()
            mel = server.as_member("Mel")
            await mel.run_slash_command("brief", {"topic": "rare earths"}).wait_for_answer(REPLY_TIMEOUT)
            await mel.run_slash_command("brief", {"topic": "broken"}).wait_for_answer(REPLY_TIMEOUT)
            await client.interactions.wait_until_idle()
            await client.wait_until_ready()
            async with serve(client, config.database_url) as address:
                samples = await fetch_samples(address)
                text = (await fetch(f"{address}/metrics"))[1]
    brief = "[('command', 'brief'), ('kind', 'command')]"
    assert samples[f"dateline_acknowledgement_seconds_count{brief}"] == 2
    assert samples[f"dateline_answer_seconds_count{brief}"] == 2
    assert samples["dateline_digests_total[('late', 'no'), ('state', 'sent')]"] == 1
    assert samples["dateline_digests_total[('late', 'yes'), ('state', 'unknown')]"] == 0
    assert (samples["dateline_digests_due"], samples["dateline_digest_overdue_seconds"]) == (0, 0)
    assert (samples["dateline_feeds"], samples["dateline_feeds_failing"]) == (2, 1)
    assert (samples["dateline_connected"], samples["dateline_servers"]) == (1, len(server.world.guilds))
    assert samples["dateline_tasks_waiting[('pool', 'questions')]"] == 0
    assert samples["dateline_database_bytes"] > 4096
    assert not any(word in text for word in ("rare", "broken", "Mel", "example", server.token, str(channel.id)))


def test_due_digests_are_counted_until_they_are_settled(url: str) -> None:
    """With the time since the first of them was due; one of tomorrow is not due."""
    with closing(open_database(url)) as database:
        each = database.subscriptions.add(DigestOptions("7", 41, Schedule((time(8),))), NOON)
        for slot, due in (("10:00", -2), ("11:00", -1), ("13:00", 1)):
            moment = NOON + timedelta(hours=due)
            database.ledger.plan(each, DigestKey(each.id, NOON.date(), slot), moment, NOON, late=False)
        assert database.ledger.measure_open(NOON) == (2, timedelta(hours=2))
        assert database.ledger.measure_open(NOON - timedelta(days=1)) == (0, timedelta(0))


async def test_a_port_in_use_is_a_setting_error(url: str) -> None:
    """One line names the setting and the address."""
    async with StatusServer(ANY_PORT, lambda: None, url) as server:
        with pytest.raises(ConfigError, match=rf"DATELINE_METRICS names {server.address}, .* Choose another port\."):
            async with StatusServer(server.address, lambda: None, url):
                pass


async def test_other_paths_and_methods_are_refused(url: str) -> None:
    """Nothing else is served."""
    async with serve(None, url) as address, aiohttp.ClientSession() as session:
        assert (await fetch(f"{address}/"))[0] == 404
        async with session.post(f"{address}/metrics") as response:
            assert response.status == 405


def test_a_log_counts_as_part_of_the_database(tmp_path: Path) -> None:
    """It may be larger than the database itself."""
    path = tmp_path / "news.sqlite3"
    path.write_bytes(b"x" * 100)
    Path(f"{path}-wal").write_bytes(b"x" * 11)
    assert measure_database(f"sqlite:///{path}") == 111
    assert measure_database("sqlite:///:memory:") == 0
