"""The bot over the real wire: commands, failures, digests, restarts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import discord
import pytest
from discord import app_commands

from bot.app import connect, translated
from bot.assembly import build_client
from bot.books import open_books
from bot.client import Dateline
from bot.clock import system_clock
from bot.commands.failures import explained
from bot.commands.helping import COMMANDS
from bot.commands.offering import nearest_days
from bot.config import Config
from bot.errors import ConfigError, ConnectError, DatelineError, LedgerError, WorkerError
from bot.findings import Asked, Finding
from bot.locales import ENGLISH
from bot.subscriptions import State
from bot.testserver import Exchange, FaultKind, TestServer, Unsendable, point_client_at
from bot.workers import Answering, Workers
from briefings.editions import Edition, edition
from briefings.model import Answer, Briefing, Point, Request
from briefings.proof import Proof
from corpus.errors import StoreLocked
from corpus.model import Citation, Confidence, Passage, Query, Sentence
from tests.bot.wire import PATIENCE, HandClock, read, running, texts

NOON = datetime(2024, 6, 21, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
HOSTILE = (
    "@everyone <@&1> <@2> [here](https://evil.example) ```x``` \u202eoops\u200b **bold** https://evil.example :skull:"
)


class Script:
    """A desk that repeats what it was asked, or fails as the question says."""

    def __init__(self, url: str) -> None:
        self.url = url

    def enquire(self, asked: Asked, told: Sequence[Proof]) -> Finding:
        """Repeat the question, the scope and the day; be hostile, locked or broken where that is the topic."""
        del told
        topic = asked.text("topic")
        if topic == "locked":
            raise StoreLocked(self.url, "another process holds it")
        if topic == "broken":
            raise ZeroDivisionError
        words = HOSTILE if topic == "hostile" else f"{dict(asked.arguments)}, scope {asked.scope}, on {asked.today}."
        request = Request(Query(scope=asked.scope), text=topic)
        if asked.command == "brief":
            return Finding(Briefing("b1", request, (_point(words),), 3, 1, 1), {("a1", 1): "0" * 64}, 3)
        return Finding(Answer(request, (_point(words),)), {("a1", 1): "0" * 64}, 3)

    def edition(self, *, scope: str, text: str, after: int, day: date, **more: object) -> Edition:
        """Tell of the scope, once."""
        del more
        points = () if after else (_point(f"scope {scope}."),)
        briefing = Briefing("b1", Request(Query(), text=text), points, 3, 1, 1)
        return edition(briefing, [point.passage for point in points], (), {}, day)

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Give more and longer names than Discord takes."""
        del scope
        if typed == "locked":
            raise StoreLocked(self.url, "another process holds it")
        return ("", "x" * 101, *(f"{typed} {number}" for number in range(limit + 5)))

    def days(self, *, scope: str) -> tuple[date, ...]:
        """Give June 2024."""
        del scope
        return tuple(date(2024, 6, day) for day in range(1, 31))


def _point(words: str) -> Point:
    citation = Citation("a1", 1, words, words[:40], "2024-06-20", Confidence.STATED, "https://news.example/1")
    return Point(Passage(Sentence("a1", 0, len(words), words), citation))


def open_script(url: str) -> Answering:
    """Open it."""
    return cast("Answering", Script(url))  # it plays the part that is asked of it


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give a database that does not exist yet."""
    return Config(f"sqlite:///{tmp_path / 'news.sqlite3'}", timezone="Asia/Seoul")


@pytest.fixture
def clock() -> HandClock:
    """Give a clock at noon."""
    return HandClock(NOON)


async def test_every_command_answers(config: Config, clock: HandClock) -> None:
    """In the member's words, of the member's server, on the bot's own day."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        member, scope = server.member("Mel"), server.guild().id
        brief = await member.slash("brief", {"topic": "rates", "length": 3}).answer(PATIENCE)
        assert f"'length': 3}}, scope {scope}" in read(brief)
        for command, option in (("who", "actor"), ("when", "date"), ("ask", "question")):
            told = await member.slash(command, {option: "yesterday"}).answer(PATIENCE)
            assert f"{{'{option}': 'yesterday'}}, scope {scope}, on 2024-06-21." in read(told)
            assert told.private_to is None
        told = await member.slash("help").answer(PATIENCE)
        assert told.private_to is not None
        assert f"</brief:{_id_of(server, 'brief')}>" in "\n".join(texts(told.components))


def _id_of(server: TestServer, name: str) -> str:
    (found,) = [each.command["id"] for each in server.member("Mel").commands() if each.name == name]
    return str(found)


async def test_a_direct_message_sees_no_servers_articles(config: Config, clock: HandClock) -> None:
    """In a conversation with the bot the scope is everybody's."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        answer = await server.member("Mel").direct().slash("brief").answer(PATIENCE)
        assert "scope , on" in read(answer)


async def test_article_text_takes_no_effect(config: Config, clock: HandClock) -> None:
    """Nobody is mentioned, and the words arrive escaped."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        answer = await server.member("Mel").slash("brief", {"topic": "hostile"}).answer(PATIENCE)
        assert (answer.mentions, answer.mention_roles, answer.mention_everyone) == ((), (), False)
        shown = "\n".join(texts(answer.components))
        assert r"\@everyone" in shown
        assert not any(character in shown for character in "\u202e\u200b")


async def test_choices_are_offered_within_the_limits(config: Config, clock: HandClock) -> None:
    """Twenty-five at most, none empty or too long; days nearest to today first; none where the store is locked."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        member = server.member("Mel")
        names = await member.complete("who", "actor", "Kim").choices(PATIENCE)
        assert [choice["name"] for choice in names] == [f"Kim {number}" for number in range(25)]
        days = await member.complete("when", "date", "").choices(PATIENCE)
        assert [choice["value"] for choice in days[:3]] == ["2024-06-21", "2024-06-20", "2024-06-22"]
        assert days[0]["name"] == "Friday 21 June 2024"
        assert await member.complete("who", "actor", "locked").choices(PATIENCE) == []


@pytest.mark.parametrize(
    ("topic", "words"),
    [("locked", "another process holds it"), ("broken", "failed for a reason nobody foresaw")],
    ids=["a foreseen failure", "an unforeseen one"],
)
async def test_a_failure_is_told_to_the_one_who_asked_alone(
    config: Config, clock: HandClock, topic: str, words: str
) -> None:
    """The public "thinking" goes away; a private message says what failed, without the operator's paths."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        use = server.member("Mel").slash("brief", {"topic": topic}, channel="general")
        told = await use.until(
            lambda held: next((one for one in held.messages if one.private_to), None), "failure", PATIENCE
        )
        shown = "\n".join(texts(told.components))
        assert words in shown
        assert "news.sqlite3" not in shown
        await use.until(
            lambda held: held.original if held.original and held.original.deleted else None, "withdrawal", PATIENCE
        )


async def test_a_malformed_option_says_how_to_write_it(config: Config, clock: HandClock) -> None:
    """Where the answer is private anyway, the failure takes its place."""
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        told = await server.member("Ada").slash("digest add", {"time": "8"}).answer(PATIENCE)
        assert "Write it like 8\\:30" in "\n".join(texts(told.components))


async def test_commands_that_set_up_are_for_those_who_manage_the_server(config: Config, clock: HandClock) -> None:
    """By Discord's own permissions; and nowhere in direct messages."""
    managing = ("digest ", "feeds ", "actors ", "topic ", "settings ", "setup")
    async with TestServer(clock=clock) as server, running(server, config, clock, open_script):
        offered = {each.name for each in server.member("Mel").commands()}
        assert not [name for name in offered if f"{name} ".startswith(managing)]
        assert offered >= {name for name, _, _ in COMMANDS if not f"{name} ".startswith((*managing, "privacy"))}
        with pytest.raises(Unsendable):
            server.member("Mel").slash("digest now")
        assert not any(each.name.startswith(managing) for each in server.member("Ada").direct().commands())


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


async def test_a_configured_digest_is_followed_and_ended(config: Config, clock: HandClock) -> None:
    """The settings make it, change it and end it."""

    async def started(**settings: object) -> list[str]:
        changed = Config(config.database_url, **settings)  # type: ignore[arg-type]
        async with TestServer(clock=clock) as server, running(server, changed, clock, open_script):
            pass
        with closing(open_books(config.database_url)) as books:
            return [f"{each.wish.channel} {each.wish.topic}" for each in books.roll.standing()]

    assert await started(digest_channel=42, digest_topic="rates") == ["42 rates"]
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_books(config.database_url)) as books:
        books.roll.suspend(1, "closed")
    assert await started(digest_channel=42, digest_topic="rain") == ["42 rain"]
    with closing(open_books(config.database_url)) as books:
        assert not books.roll.standing()[0].suspended
    assert await started(digest_channel=43) == ["43 "]
    assert await started() == []


async def test_a_lost_reply_is_looked_for_and_not_sent_again(config: Config, clock: HandClock) -> None:
    """Discord took the digest, the connection broke: the channel is read back, the ledger ends true."""
    async with TestServer(clock=clock) as server:
        daily = Config(config.database_url, timezone="Asia/Seoul", digest_channel=server.channel("briefings").id)
        async with running(server, daily, clock, open_script) as client:
            server.faults.add(FaultKind.LOST_REPLY, "POST /channels/.*/messages")
            clock.now += timedelta(hours=20)
            client.delivery.wake()
            await server.message("briefings", timeout=PATIENCE)
            client.delivery.wake()
            await client.delivery.round()
        assert len(server.messages("briefings")) == 1
    with closing(open_books(config.database_url)) as books:
        (row,) = books.ledger.history([1])
        assert (row.state, row.message) == (State.SENT, server.messages("briefings")[0].id)


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


def test_days_are_found_as_said_and_as_written() -> None:
    """By weekday, month or number, nearest to today first."""
    days, today = tuple(date(2024, 6, day) for day in range(1, 31)), date(2024, 6, 21)
    assert nearest_days(days, "wednesday", today, ENGLISH)[:2] == [date(2024, 6, 19), date(2024, 6, 26)]
    assert nearest_days(days, "2024-06-03", today, ENGLISH) == [date(2024, 6, 3)]
    assert nearest_days(days, "July", today, ENGLISH) == []


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (LedgerError("/home/reader/news.sqlite3", "the disk is full", "Make room."), "the database: the disk is full"),
        (WorkerError("the ranking", "took too long"), "the ranking: took too long"),
        (app_commands.MissingPermissions(["manage_guild"]), "right to manage"),
        (app_commands.BotMissingPermissions(["send_messages"]), "Send Messages"),
        (app_commands.CommandNotFound("old", []), "has changed"),
    ],
    ids=["a full disk", "a slow ranking", "a member's permission", "the bot's permission", "an old command"],
)
def test_failures_are_said_in_a_members_words(cause: Exception, words: str) -> None:
    """Without paths and class names."""
    known = explained(cause)
    assert isinstance(known, DatelineError)
    assert words in str(known)


def test_an_unforeseen_failure_is_not_explained() -> None:
    """It goes to the log whole, and to the member as a number."""
    assert explained(ZeroDivisionError()) is None
