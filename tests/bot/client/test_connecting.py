"""Claims about how the bot connects: its token, its intents, the commands it sends, and what Discord refuses."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import discord
import pytest
from discord import app_commands

from bot.app import connect, translated
from bot.assembly import build_client
from bot.books import open_books
from bot.client import Dateline
from bot.clock import system_clock
from bot.commands.helping import COMMANDS
from bot.config import Config
from bot.errors import ConfigError, ConnectError
from bot.testserver import Exchange, TestServer, point_client_at
from bot.workers import Workers
from tests.bot.client.script import open_script
from tests.bot.wire import HandClock, running


async def test_commands_are_sent_once_until_they_change(config: Config, clock: HandClock) -> None:
    """The second start sends nothing and still knows their ids; a lost hash sends them again."""
    sent: list[Exchange] = []
    async with TestServer(clock=clock) as server:
        server.rest.recorders.append(lambda each: sent.append(each) if each.method == "PUT" else None)
        for _ in range(2):
            async with running(server, config, clock, open_script) as client:
                assert set(client.mentions) == {name.split()[0] for name, _, _ in COMMANDS}
        assert len(sent) == 1
        with closing(open_books(config.database_url)) as books:
            books.trees.remember_synced(server.world.application, 0, "another", {})
        async with running(server, config, clock, open_script):
            assert len(sent) == 2


async def test_a_test_server_gets_the_commands_to_itself(config: Config, clock: HandClock) -> None:
    """At once, and no other place does."""
    async with TestServer(clock=clock) as server:
        there = Config(config.database_url, test_guild=server.guild().id)
        async with running(server, there, clock, open_script):
            assert "brief" in {each.name for each in server.member("Mel").commands()}
            assert server.member("Mel").direct().commands() == []


async def test_a_former_test_server_lists_every_command_once(config: Config, clock: HandClock) -> None:
    """When the setting is emptied its own commands are taken back."""
    async with TestServer(clock=clock) as server:
        guild = server.guild().id
        async with running(server, Config(config.database_url, test_guild=guild), clock, open_script):
            assert server.world.commands[guild]
        async with running(server, config, clock, open_script):
            assert not server.world.commands[guild]
            assert "brief" in {each.name for each in server.member("Mel").commands()}


async def test_a_test_server_without_the_bot_is_a_setting_error(config: Config, clock: HandClock) -> None:
    """The error names the setting."""
    async with TestServer(clock=clock) as server:
        elsewhere = Config(config.database_url, test_guild=123456789012345678)
        with pytest.raises(ConfigError, match="DATELINE_TEST_GUILD"):
            await _connect(server, elsewhere, server.token)


async def test_a_refused_token_is_a_setting_error(config: Config, clock: HandClock) -> None:
    """The error names the setting and the page; it does not repeat the token."""
    async with TestServer(clock=clock) as server:
        with pytest.raises(ConfigError, match="DISCORD_TOKEN") as caught:
            await _connect(server, config, "wr0ng")
        assert "wr0ng" not in str(caught.value)


async def _connect(server: TestServer, config: Config, token: str) -> None:
    workers = Workers.thread(config.database_url, open_script)
    with point_client_at(server.url):
        await connect(build_client(config, workers, system_clock), token)
    workers.close()


async def test_discord_out_of_reach_is_one_clear_line(config: Config) -> None:
    """No traceback for a missing network."""
    client = build_client(config, Workers.thread(config.database_url, open_script), system_clock)
    with point_client_at("http://127.0.0.1:9"), pytest.raises(ConnectError, match="can't be reached"):
        await connect(client, "a.b.c")


@pytest.mark.parametrize(
    ("error", "words"),
    [(discord.PrivilegedIntentsRequired(0), "intent"), (ConnectionResetError(), "can't be reached")],
    ids=["a missing intent", "a broken connection"],
)
def test_what_discord_refuses_is_one_clear_line(error: Exception, words: str) -> None:
    """With the way out."""
    with pytest.raises(ConnectError, match=words), translated():
        raise error


def _client(config: Config) -> Dateline:
    return build_client(
        config, Workers.thread(config.database_url, open_script), lambda: datetime(2024, 6, 21, tzinfo=UTC)
    )


def test_no_privileged_intent_is_asked_for(config: Config) -> None:
    """Nothing has to be granted by hand; and nobody is ever mentioned."""
    client = _client(config)
    privileged = ("members", "presences", "message_content")
    assert not any(getattr(client.intents, name) for name in privileged)
    assert client.allowed_mentions
    assert client.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


def test_every_command_has_help_and_a_description(config: Config) -> None:
    """`/help` lists the command tree, no more and no less; every option is described, with an example that names it."""
    tree = [each for each in _client(config).tree.walk_commands() if isinstance(each, app_commands.Command)]
    assert sorted(each.qualified_name for each in tree) == sorted(name for name, _, _ in COMMANDS)
    examples = {name: example for name, _, example in COMMANDS}
    for each in tree:
        assert each.description
        assert all(option.description not in {"", "…"} for option in each.parameters)
        assert examples[each.qualified_name].startswith(f"/{each.qualified_name}")
        assert all(
            f"{option.display_name}:" in examples[each.qualified_name] for option in each.parameters if option.required
        )
