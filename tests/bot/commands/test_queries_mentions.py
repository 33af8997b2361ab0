"""Questions to the bot by mention, over the real wire: who is answered, with what, and where the bot stays silent."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
import pytest_asyncio

from bot.client.cooldowns import Cooldowns
from bot.commands.queries import MAX_QUESTION_LENGTH, answer_mention, extract_question
from bot.db import WHOLE_SERVER
from bot.testserver import ChatMessage, SimulatedUser
from bot.testserver.state.model import Permission
from tests.support.bot.bot_session import (
    CHECK_MENU,
    BotSession,
    list_controls,
    run_bot_session,
)
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_quotations, read_text
from tests.support.sample_store import copy_sample_store

QUESTION = "Who signed the treaty in Pyongyang?"


over_the_wire = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles, once for all."""
    async with run_bot_session(copy_sample_store(tmp_path_factory.mktemp("session"))) as opened:
        yield opened


def list_answers(session: BotSession, member: SimulatedUser) -> list[ChatMessage]:
    """List what the bot posted in the channel, oldest first."""
    posted = session.server.world.messages[member.find_channel(None).id].values()
    return [one for one in posted if one.author.id == session.server.world.application and one.private_to is None]


async def wait_for_answers(session: BotSession, member: SimulatedUser, number: int) -> list[ChatMessage]:
    """Wait until the bot has posted *number* messages in the channel."""

    def look() -> list[ChatMessage] | None:
        found = list_answers(session, member)
        return found if len(found) >= number else None

    return await session.server.world.event_bus.wait(look, REPLY_TIMEOUT, f"answer {number} to a mention")


async def mention(session: BotSession, words: str, member: SimulatedUser | None = None) -> ChatMessage:
    """Write a message that mentions the bot, and return its answer."""
    asking = member or session.get_member()
    before = len(list_answers(session, asking))
    asking.send_message(words.replace("@Dateline", f"<@{session.server.world.application}>"))
    return (await wait_for_answers(session, asking, before + 1))[-1]


@over_the_wire
async def test_a_mention_with_a_question_is_answered_as_by_a_command(session: BotSession) -> None:
    """The same sentences, in the channel, as a reply that mentions nobody; its menu works."""
    member = session.get_member()
    answer = await mention(session, f"@Dateline {QUESTION}", member)
    by_command = await session.run_command("ask", question=QUESTION)
    assert list_quotations(answer) == list_quotations(by_command)
    assert answer.private_to is None
    assert answer.mentions == ()
    assert answer.reference
    assert CHECK_MENU in list_controls(answer)
    assert "word for word" in read_text(await session.check_sentence(answer, 1, member))


@over_the_wire
async def test_the_mention_may_close_the_question(session: BotSession) -> None:
    """As people write to each other."""
    assert list_quotations(await mention(session, "Who signed the treaty in Pyongyang, @Dateline?"))


@over_the_wire
async def test_a_bare_mention_gives_a_short_help(session: BotSession) -> None:
    """It says how to ask, with a link to the help."""
    answer = await mention(session, "@Dateline")
    assert "mention me and add your question" in read_text(answer)
    assert "</help:" in read_text(answer)


@over_the_wire
async def test_nothing_found_is_said_in_the_channel(session: BotSession) -> None:
    """A message can't be answered in private, and silence would be no answer."""
    assert "Nothing found" in read_text(await mention(session, "@Dateline what about zeppelins?"))


@over_the_wire
async def test_a_question_that_is_too_long_is_refused(session: BotSession) -> None:
    """Discord limits the option of a command, but not a message."""
    answer = await mention(session, "@Dateline " + "why " * (MAX_QUESTION_LENGTH // 4 + 1))
    assert (
        read_text(answer)
        == f"A question can have at most {MAX_QUESTION_LENGTH} characters.\nPlease ask in fewer words."
    )


@over_the_wire
async def test_markup_in_a_question_is_shown_as_typed(session: BotSession) -> None:
    """Nobody is mentioned by what somebody asks."""
    answer = await mention(session, "@Dateline @everyone <@&42> **who** signed the treaty?")
    assert not answer.mention_everyone
    assert answer.mention_roles == ()


@over_the_wire
async def test_a_direct_message_is_answered(session: BotSession) -> None:
    """From the shared articles."""
    assert list_quotations(await mention(session, f"@Dateline {QUESTION}", session.get_member().switch_to_dm()))


@over_the_wire
async def test_no_answer_is_given_where_answers_are_private(session: BotSession) -> None:
    """The channel's setting holds; the member is pointed to the command."""
    guild = str(session.server.world.channels[session.get_member().find_channel(None).id].guild)
    database = session.client.database
    await database.run(lambda db: db.settings.set(guild, WHOLE_SERVER, "private", True))
    answer = await mention(session, f"@Dateline {QUESTION}")
    await database.run(lambda db: db.settings.set(guild, WHOLE_SERVER, "private", None))
    assert "only the person who asks sees my answers" in read_text(answer)
    assert "</ask:" in read_text(answer)


@over_the_wire
async def test_without_permission_to_send_the_bot_stays_silent(
    session: BotSession, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says why."""
    caplog.set_level(logging.INFO, "bot.commands.queries")
    member, world = session.get_member(), session.server.world
    channel, before = member.find_channel(None), len(list_answers(session, member))
    world.set_denied_permissions(channel, Permission.SEND_MESSAGES, world.application)
    member.send_message(f"<@{world.application}> {QUESTION}")
    reason = "no permission to send messages there"
    await session.client.wait_for("message", timeout=REPLY_TIMEOUT)
    world.set_denied_permissions(channel, 0, world.application)
    await mention(session, "@Dateline", member)  # answered after it
    assert reason in caplog.text
    assert len(list_answers(session, member)) == before + 1


@over_the_wire
async def test_who_asks_too_fast_gets_one_notice(session: BotSession, caplog: pytest.LogCaptureFixture) -> None:
    """The notice is public, so it is not repeated."""
    caplog.set_level(logging.INFO, "bot.commands.queries")
    member, usual = session.get_member(), session.client.cooldowns
    session.client.cooldowns = Cooldowns(member_limit=1, guild_limit=10)
    await mention(session, "@Dateline", member)
    assert "Please ask again" in read_text(await mention(session, "@Dateline", member))
    before = len(list_answers(session, member))
    member.send_message(f"<@{session.server.world.application}>")
    await session.client.wait_for("message", timeout=REPLY_TIMEOUT)
    await session.run_command("help")  # answered after it
    session.client.cooldowns = usual
    assert "asks too fast" in caplog.text
    assert len(list_answers(session, member)) == before


def _write(content: str, **changes: object) -> discord.Message:
    fields: dict[str, Any] = {
        "content": content,
        "author": SimpleNamespace(bot=False),
        "webhook_id": None,
        "is_system": lambda: False,
    }
    return cast("discord.Message", SimpleNamespace(**fields | changes))


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("<@7> Who won?", "Who won?"),
        ("<@!7>, who won?", "who won?"),
        ("Who won, <@7>?", "Who won?"),
        ("<@7>\nWho\nwon?", "Who won?"),
        ("<@7> did <@12> see <#5> <:flag:99>?", "did see ?"),
        ("<@7>", ""),
        ("  <@7>: ", ""),
        ("<@7>?", ""),
        ("<@7>…", ""),
        ("<@7>'s answer was wrong", None),
        ("I asked <@7> yesterday", None),
        ("<@77> who won?", None),
        ("who won?", None),
        ("", None),
    ],
)
def test_a_question_opens_or_closes_with_the_mention(content: str, question: str | None) -> None:
    """What only speaks of the bot is no question to it."""
    assert extract_question(_write(content), 7) == question


@pytest.mark.parametrize(
    "change",
    [
        {"author": SimpleNamespace(bot=True)},
        {"webhook_id": 3},
        {"is_system": lambda: True},
    ],
    ids=["a bot", "a webhook", "a system message"],
)
def test_bots_are_not_answered(change: dict[str, object]) -> None:
    """Two bots that answer each other would never stop."""
    assert extract_question(_write("<@7> Who won?", **change), 7) is None


async def test_nobody_is_answered_while_the_bot_closes() -> None:
    """Neither the permissions nor the database are looked at any more."""
    sent: list[object] = []
    closing = cast("Any", SimpleNamespace(is_draining=True, user=SimpleNamespace(id=7)))
    message = _write("<@7> Who won?", guild=None, channel=SimpleNamespace(send=sent.append))
    await answer_mention(closing, cast("Any", None), message)
    assert sent == []
