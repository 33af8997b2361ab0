"""Claims about settings that are read again while the bot runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import time

import pytest

from bot.client.config import SETTING_NAMES, Config, ListenAddress
from bot.client.reload import LIVE_SETTINGS, compare_settings, reload_settings
from bot.errors import ConfigError
from bot.testserver import TestServer
from tests.support.bot.running_bot import ManualClock, run_bot
from tests.support.bot.scripted_engine import open_scripted_engine


def test_what_needs_a_restart_waits_for_it(url: str) -> None:
    """Everything else applies, and each setting that changed is named."""
    current = Config(url, token="a.b.c")
    new = replace(current, token="d.e.f", workers=3, metrics=ListenAddress("127.0.0.1", 9464), contact="me@example.org")
    change = compare_settings(current, new)
    assert change.config == replace(current, contact="me@example.org")
    assert change.applied == ("DATELINE_CONTACT",)
    assert change.postponed == ("DISCORD_TOKEN", "DATELINE_WORKERS", "DATELINE_METRICS")


def test_every_setting_is_one_of_the_two(url: str) -> None:
    """A new one has to be named: whether it applies at once or after a restart."""
    after_restart = {
        "DISCORD_TOKEN",
        "DATELINE_DATABASE_URL",
        "DATELINE_EMBEDDING_MODEL",
        "DATELINE_METRICS",
        "DATELINE_POLL_FEEDS",
        "DATELINE_SHARDS",
        "DATELINE_TEST_GUILD",
        "DATELINE_WORKERS",
    }
    assert set(SETTING_NAMES) == LIVE_SETTINGS | after_restart
    assert not LIVE_SETTINGS & after_restart
    assert len(SETTING_NAMES) == len(fields(Config(url)))


@pytest.fixture
def logged() -> list[tuple[str, str]]:
    """Return the list of how the log was configured."""
    return []


@pytest.fixture
def configure(logged: list[tuple[str, str]]) -> Callable[[str, str], None]:
    """Return a function that only notes it."""
    return lambda level, log_format: logged.append((level, log_format))


async def test_a_running_bot_takes_over_what_can_change(
    config: Config,
    clock: ManualClock,
    logged: list[tuple[str, str]],
    configure: Callable[[str, str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The configured digest, the limits, the contact and the log; what waits for a restart is named."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine) as client:
        channel = server.find_channel("briefings")
        new = replace(
            config,
            digest_channel=channel.id,
            digest_times=(time(18),),
            replies_per_member=20,
            contact="me@example.org",
            pictures=False,
            log_level="DEBUG",
            workers=7,
        )
        with caplog.at_level(logging.WARNING, "bot.client.reload"):
            used = await reload_settings(config, lambda: new, configure, client)
        assert used == client.config == replace(new, workers=config.workers)
        (digest,) = await client.database.run(lambda db: db.subscriptions.list_active())
        assert (digest.options.channel, digest.options.schedule.times) == (channel.id, (time(18),))
        assert (await client.database.run(lambda db: db.replies.limits)).per_member == 20
        assert client.fetch_settings.contact == "me@example.org"
        assert not client.delivery.composer.pictures
    assert logged == [("DEBUG", "text")]
    said = [record.getMessage() for record in caplog.records if record.name == "bot.client.reload"]
    assert said[1] == "These settings change when you restart the bot: DATELINE_WORKERS."
    assert said[0].startswith("I reloaded the settings and applied DATELINE_DIGEST_CHANNEL, DATELINE_DIGEST_TIME, ")


async def test_bad_settings_change_nothing(
    config: Config,
    logged: list[tuple[str, str]],
    configure: Callable[[str, str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log says what is wrong, as at a start."""

    def load() -> Config:
        raise ConfigError("DATELINE_TIMEZONE", "isn't valid", "Choose another.")

    assert await reload_settings(config, load, configure, None) is config
    assert logged == []
    (said,) = [record.getMessage() for record in caplog.records]
    assert said == "The settings stay as they are. DATELINE_TIMEZONE isn't valid. Choose another."


async def test_a_bot_without_a_connection_takes_them_over_as_well(
    config: Config, configure: Callable[[str, str], None]
) -> None:
    """They apply to the client that connects next."""
    new = replace(config, contact="me@example.org")
    assert await reload_settings(config, lambda: new, configure, None) == new
