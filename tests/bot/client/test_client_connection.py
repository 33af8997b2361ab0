"""Claims about how the bot connects: its token, its intents, the commands it sends, and what Discord refuses."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest
from discord import app_commands

from bot.cli.runner import build_client, connect, translate_startup_errors
from bot.client.client import Dateline
from bot.client.config import Config
from bot.commands.server import COMMAND_EXAMPLES
from bot.db import open_database
from bot.errors import ConfigError, ConnectError
from bot.models.clock import get_utc_now
from bot.testserver import TestServer, patch_discord_urls
from bot.testserver.rest.app import RequestRecord
from tests.support.bot.running_bot import ManualClock, run_bot
from tests.support.bot.scripted_engine import open_scripted_engine
from tests.support.bot.scripted_pool import ScriptedPool


async def test_commands_are_sent_once_until_they_change(config: Config, clock: ManualClock) -> None:
    """The second start sends nothing and still knows their ids; a lost hash sends them again."""
    sent: list[RequestRecord] = []
    async with TestServer(clock=clock) as server:
        server.rest.recorders.append(lambda each: sent.append(each) if each.method == "PUT" else None)
        for _ in range(2):
            async with run_bot(server, config, clock, open_scripted_engine) as client:
                assert set(client.command_ids) == {name.split()[0] for name in COMMAND_EXAMPLES}
        assert len(sent) == 1
        with closing(open_database(config.database_url)) as bot_database:
            bot_database.command_sync.save_synced(server.world.application, 0, "another", {})
        async with run_bot(server, config, clock, open_scripted_engine):
            assert len(sent) == 2


async def test_a_test_server_gets_the_commands_to_itself(config: Config, clock: ManualClock) -> None:
    """At once, and no other place does."""
    async with TestServer(clock=clock) as server:
        there = Config(config.database_url, test_guild=server.find_guild().id)
        async with run_bot(server, there, clock, open_scripted_engine):
            assert "brief" in {each.name for each in server.as_member("Mel").list_commands()}
            assert server.as_member("Mel").switch_to_dm().list_commands() == []


async def test_a_former_test_server_lists_every_command_once(config: Config, clock: ManualClock) -> None:
    """When the setting is emptied its own commands are taken back."""
    async with TestServer(clock=clock) as server:
        guild = server.find_guild().id
        async with run_bot(server, Config(config.database_url, test_guild=guild), clock, open_scripted_engine):
            assert server.world.commands[guild]
        async with run_bot(server, config, clock, open_scripted_engine):
            assert not server.world.commands[guild]
            assert "brief" in {each.name for each in server.as_member("Mel").list_commands()}


@pytest.mark.parametrize("forgotten", [False, True], ids=["with its database", "with a new database"])
@pytest.mark.parametrize("first", [None, "Newsroom"], ids=["switched on", "switched off"])
async def test_no_command_is_listed_twice(
    first: str | None, forgotten: bool, config: Config, clock: ManualClock, tmp_path: Path
) -> None:
    """Whether a test server is set or not any more, members see each command once, and so do they after a restart."""
    async with TestServer(clock=clock) as server:
        guild, mel = server.find_guild().id, server.as_member("Mel")
        settings = [config, Config(config.database_url, test_guild=guild)]
        before, after = settings[::-1] if first else settings
        if forgotten:
            after = Config(f"sqlite:///{tmp_path / 'other.sqlite3'}", test_guild=after.test_guild)
        async with run_bot(server, before, clock, open_scripted_engine):
            listed = [each.name for each in mel.list_commands()]
            assert "brief" in listed
        for _ in range(2):
            async with run_bot(server, after, clock, open_scripted_engine):
                assert not server.world.commands[guild if first else None]
                assert [each.name for each in mel.list_commands()] == listed


async def test_a_test_server_without_the_bot_is_a_setting_error(config: Config, clock: ManualClock) -> None:
    """The error names the setting."""
    async with TestServer(clock=clock) as server:
        elsewhere = Config(config.database_url, test_guild=123456789012345678)
        async with run_bot(server, config, clock, open_scripted_engine):
            before = dict(server.world.commands[None])
        with pytest.raises(ConfigError, match="DATELINE_TEST_GUILD"):
            await _connect(server, elsewhere, server.token)
        assert server.world.commands[None] == before


async def test_a_refused_token_is_a_setting_error(config: Config, clock: ManualClock) -> None:
    """The error names the setting and the page; it does not repeat the token."""
    async with TestServer(clock=clock) as server:
        with pytest.raises(ConfigError, match="DISCORD_TOKEN") as caught:
            await _connect(server, config, "wr0ng")
        assert "wr0ng" not in str(caught.value)


async def _connect(server: TestServer, config: Config, token: str) -> None:
    workers = ScriptedPool.with_thread(config.database_url, open_scripted_engine)
    with patch_discord_urls(server.url):
        await connect(build_client(config, workers, get_utc_now), token)
    workers.close()


async def test_discord_out_of_reach_is_one_clear_line(config: Config) -> None:
    """No traceback for a missing network."""
    client = build_client(config, ScriptedPool.with_thread(config.database_url, open_scripted_engine), get_utc_now)
    with patch_discord_urls("http://127.0.0.1:9"), pytest.raises(ConnectError, match="can't be reached"):
        await connect(client, "a.b.c")


@pytest.mark.parametrize(
    ("error", "words"),
    [(discord.PrivilegedIntentsRequired(0), "intent"), (ConnectionResetError(), "can't be reached")],
    ids=["a missing intent", "a broken connection"],
)
def test_what_discord_refuses_is_one_clear_line(error: Exception, words: str) -> None:
    """With the way out."""
    with pytest.raises(ConnectError, match=words), translate_startup_errors():
        raise error


def _build_client(config: Config) -> Dateline:
    return build_client(
        config,
        ScriptedPool.with_thread(config.database_url, open_scripted_engine),
        lambda: datetime(2024, 6, 21, tzinfo=UTC),
    )


def test_no_privileged_intent_is_asked_for(config: Config) -> None:
    """Nothing has to be granted by hand; and nobody is ever mentioned."""
    client = _build_client(config)
    privileged = ("members", "presences", "message_content")
    assert not any(getattr(client.intents, name) for name in privileged)
    assert client.allowed_mentions
    assert client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


def test_every_command_has_help_and_a_description(config: Config) -> None:
    """`/help` lists the command tree, no more and no less; every option is described, with an example that names it."""
    tree = [each for each in _build_client(config).tree.walk_commands() if isinstance(each, app_commands.Command)]
    assert sorted(each.qualified_name for each in tree) == sorted(COMMAND_EXAMPLES)
    for each in tree:
        assert each.description
        assert all(option.description not in {"", "…"} for option in each.parameters)
        assert COMMAND_EXAMPLES[each.qualified_name].startswith(f"/{each.qualified_name}")
        assert all(
            f"{option.display_name}:" in COMMAND_EXAMPLES[each.qualified_name]
            for option in each.parameters
            if option.required
        )


async def test_a_bot_that_closes_starts_nothing_more(config: Config, clock: ManualClock) -> None:
    """An event that is handled while the bot closes can't leave a task behind that fails with nobody to notice."""
    ran = []

    async def work() -> None:
        ran.append(True)

    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine) as client:
        await client.close()
        started = asyncio.all_tasks()
        client.spawn(work())
        assert asyncio.all_tasks() == started
    assert not ran
