"""Claims about commands over the real wire: answered, offered, refused, and what is said of failures."""

from __future__ import annotations

from datetime import date

import pytest
from discord import app_commands

from bot.client.config import Config
from bot.commands.autocomplete import find_nearest_days
from bot.commands.checks import describe_error
from bot.commands.server import COMMAND_EXAMPLES
from bot.errors import DatelineError, LedgerError, WorkerError
from bot.locales import ENGLISH
from bot.testserver import InvalidInteractionError, TestServer
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_texts, read_text, run_bot
from tests.support.bot.scripted_engine import open_scripted_engine


async def test_every_command_answers(config: Config, clock: ManualClock) -> None:
    """In the member's words, of the member's server, on the bot's own day."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        member, scope = server.as_member("Mel"), server.find_guild().id
        brief = await member.run_slash_command("brief", {"topic": "rates", "length": 3}).wait_for_answer(REPLY_TIMEOUT)
        assert f"'length': 3}}, scope {scope}" in read_text(brief)
        for command, option in (("who", "actor"), ("when", "date"), ("ask", "question")):
            told = await member.run_slash_command(command, {option: "yesterday"}).wait_for_answer(REPLY_TIMEOUT)
            assert f"{{'{option}': 'yesterday'}}, scope {scope}, on 2024-06-21." in read_text(told)
            assert told.private_to is None
        told = await member.run_slash_command("help").wait_for_answer(REPLY_TIMEOUT)
        assert told.private_to is not None
        shown = "\n".join(list_texts(told.components))
        assert f"</brief:{_get_command_id(server, 'brief')}>" in shown
        assert f"oauth2/authorize?client_id={server.world.application}" in shown


def _get_command_id(server: TestServer, name: str) -> str:
    (found,) = [each.command["id"] for each in server.as_member("Mel").list_commands() if each.name == name]
    return str(found)


async def test_a_direct_message_sees_no_servers_articles(config: Config, clock: ManualClock) -> None:
    """In a conversation with the bot the scope is everybody's."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        answer = await server.as_member("Mel").switch_to_dm().run_slash_command("brief").wait_for_answer(REPLY_TIMEOUT)
        assert "scope , on" in read_text(answer)


async def test_article_text_takes_no_effect(config: Config, clock: ManualClock) -> None:
    """Nobody is mentioned, and the words arrive escaped."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        answer = (
            await server.as_member("Mel")
            .run_slash_command("brief", {"topic": "hostile"})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert (answer.mentions, answer.mention_roles, answer.mention_everyone) == ((), (), False)
        shown = "\n".join(list_texts(answer.components))
        assert r"\@everyone" in shown
        assert not any(character in shown for character in "\u202e\u200b")


async def test_choices_are_offered_within_the_limits(config: Config, clock: ManualClock) -> None:
    """Twenty-five at most, none empty or too long; days nearest to today first; none where the store is locked."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        member = server.as_member("Mel")
        names = await member.complete_option("who", "actor", "Kim").wait_for_choices(REPLY_TIMEOUT)
        assert [choice["name"] for choice in names] == [f"Kim {number}" for number in range(25)]
        days = await member.complete_option("when", "date", "").wait_for_choices(REPLY_TIMEOUT)
        assert [choice["value"] for choice in days[:3]] == ["2024-06-21", "2024-06-20", "2024-06-22"]
        assert days[0]["name"] == "Friday 21 June 2024"
        assert await member.complete_option("who", "actor", "locked").wait_for_choices(REPLY_TIMEOUT) == []


@pytest.mark.parametrize(
    ("topic", "words"),
    [("locked", "another process holds it"), ("broken", "Something went wrong on my side.")],
    ids=["a foreseen failure", "an unforeseen one"],
)
async def test_a_failure_is_shown_to_the_one_who_asked_alone(
    config: Config, clock: ManualClock, topic: str, words: str
) -> None:
    """The public "thinking" goes away; a private message says what failed, without the operator's paths."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        use = server.as_member("Mel").run_slash_command("brief", {"topic": topic}, channel="general")
        told = await use.wait_until(
            lambda held: next((one for one in held.messages if one.private_to), None), "failure", REPLY_TIMEOUT
        )
        shown = "\n".join(list_texts(told.components))
        assert words in shown
        assert "news.sqlite3" not in shown
        await use.wait_until(
            lambda held: held.original if held.original and held.original.deleted else None, "withdrawal", REPLY_TIMEOUT
        )


async def test_a_malformed_option_says_how_to_write_it(config: Config, clock: ManualClock) -> None:
    """Where the answer is private anyway, the failure takes its place."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        told = (
            await server.as_member("Ada").run_slash_command("digest add", {"time": "8"}).wait_for_answer(REPLY_TIMEOUT)
        )
        assert "Try 8\\:30" in "\n".join(list_texts(told.components))


async def test_commands_that_set_up_are_for_those_who_manage_the_server(config: Config, clock: ManualClock) -> None:
    """By Discord's own permissions; and nowhere in direct messages."""
    managing = ("alert ", "archive ", "class ", "digest ", "feeds ", "actors ", "topic ", "settings ", "setup")
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, open_scripted_engine):
        offered = {each.name for each in server.as_member("Mel").list_commands()}
        assert not [name for name in offered if f"{name} ".startswith(managing)]
        assert offered >= {name for name in COMMAND_EXAMPLES if not f"{name} ".startswith((*managing, "privacy"))}
        with pytest.raises(InvalidInteractionError):
            server.as_member("Mel").run_slash_command("digest now")
        assert not any(
            each.name.startswith(managing) for each in server.as_member("Ada").switch_to_dm().list_commands()
        )


def test_days_are_found_as_said_and_as_written() -> None:
    """By weekday, month or number, nearest to today first."""
    days, today = tuple(date(2024, 6, day) for day in range(1, 31)), date(2024, 6, 21)
    assert find_nearest_days(days, "wednesday", today, ENGLISH)[:2] == [date(2024, 6, 19), date(2024, 6, 26)]
    assert find_nearest_days(days, "2024-06-03", today, ENGLISH) == [date(2024, 6, 3)]
    assert find_nearest_days(days, "July", today, ENGLISH) == []


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (
            LedgerError("/home/reader/news.sqlite3", "the disk is full", "Make room."),
            "use the database: the disk is full.",
        ),
        (WorkerError("the ranking", "took too long"), "took too long"),
        (app_commands.MissingPermissions(["manage_guild"]), "Manage Server permission"),
        (app_commands.BotMissingPermissions(["send_messages"]), "Send Messages"),
        (app_commands.CommandNotFound("old", []), "has changed"),
    ],
    ids=["a full disk", "a slow ranking", "a member's permission", "the bot's permission", "an old command"],
)
def test_failures_are_said_in_a_members_words(cause: Exception, words: str) -> None:
    """Without paths and class names."""
    known = describe_error(cause)
    assert isinstance(known, DatelineError)
    assert words in str(known)


def test_an_unforeseen_failure_is_not_explained() -> None:
    """It goes to the log whole, and to the member as a number."""
    assert describe_error(ZeroDivisionError()) is None
