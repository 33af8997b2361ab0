"""Claims about commands over the real wire: answered, offered, refused, and what is told of failures."""

from __future__ import annotations

from datetime import date

import pytest
from discord import app_commands

from bot.commands.failures import explained
from bot.commands.helping import COMMANDS
from bot.commands.offering import nearest_days
from bot.config import Config
from bot.errors import DatelineError, LedgerError, WorkerError
from bot.locales import ENGLISH
from bot.testserver import TestServer, Unsendable
from tests.bot.client.script import open_script
from tests.bot.wire import PATIENCE, HandClock, read, running, texts


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
