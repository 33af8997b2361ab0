"""Where an answer is shown, to whom, and of whose articles: channels, direct messages, two servers, permissions."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.db import WHOLE_SERVER
from bot.testserver import ChatMessage, SimulatedUser, TestServer
from bot.testserver.state.events import Interaction
from bot.testserver.state.model import Permission
from tests.support.bot.bot_session import (
    NOON,
    BotSession,
    add_articles,
    format_article,
    list_enabled_controls,
    run_bot_on_server,
    run_bot_session,
)
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, list_quotations, read_text
from tests.support.sample_store import copy_sample_store

ELSEWHERE = {
    "harbour": format_article(
        "Harbour council of Portville approves the crane",
        'Mayor Wilhelmina Quist said on Thursday that the crane was "worth every penny." '
        "The harbour council of Portville approved the crane on 20 June 2024. "
        "The crane will cost the harbour council of Portville seven million euros, Wilhelmina Quist said. "
        "Wilhelmina Quist told reporters that work would begin on Monday.",
        "Portville Courier",
    ),
    "crane": format_article(
        "Crane for Portville costs nine million",
        "The crane that Portville approved on Thursday will be green, the harbour council said. "
        "The crane will cost the harbour council of Portville nine million euros, Wilhelmina Quist said. "
        "Wilhelmina Quist said that the crane would be green.",
        "Portville Times",
    ),
}
QUESTIONS: dict[str, dict[str, str]] = {
    "brief": {"topic": "crane"},
    "ask": {"question": "What did Wilhelmina Quist say of the crane?"},
    "who": {"actor": "Wilhelmina Quist"},
    "when": {"date": "20 June 2024"},
    "said": {"actor": "Wilhelmina Quist"},
    "timeline": {"actor": "Wilhelmina Quist"},
    "compare": {"topic": "crane"},
    "sources": {},
    "article": {"title": "Harbour council"},
    "chart": {"kind": "actor", "actor": "Wilhelmina Quist"},
    "export": {"format": "md", "topic": "crane"},
}

#: What only those articles say; and the bars of a chart of an actor that only they name.
SECRETS = {"Portville", "approves", "approved", "nine", "million", "green", "Bar"}
TYPED = (
    ("who", "actor", "Wilhel"),
    ("said", "actor", "Wilhel"),
    ("timeline", "actor", "Wilhel"),
    ("brief", "topic", "Wilhel"),
    ("article", "title", "crane"),
)
_WORDS = re.compile(r"\w+")


@pytest_asyncio.fixture
async def session(tmp_path: Path) -> AsyncIterator[BotSession]:
    """Run the bot on the bundled articles."""
    async with run_bot_session(copy_sample_store(tmp_path)) as opened:
        yield opened


def _get_text(message: ChatMessage) -> str:
    return read_text(message) + "".join(
        one.description + one.data.decode("utf-8", "replace") for one in message.attachments
    )


async def _collect_answers(who: SimulatedUser, command: str, options: dict[str, str]) -> str:
    """Return all that anybody is shown on a question, in public or in private."""
    use = who.run_slash_command(command, options)

    def done(held: Interaction) -> bool | None:
        told = [_get_text(one) for one in held.messages if not one.loading]
        return any("could not be answered" not in one for one in told) or None

    await use.wait_until(done, command, REPLY_TIMEOUT)
    return " ".join(map(_get_text, use.messages))


async def test_nothing_of_one_server_is_shown_in_another(tmp_path: Path) -> None:
    """No command shows what a server added: not in other servers, with the bot or without, nor in direct messages."""
    url, clock = copy_sample_store(tmp_path), ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        world, ada = server.world, server.as_member("Ada")
        add_articles(url, ELSEWHERE, scope=str(server.find_guild().id))
        strangers = [ada.switch_to_dm()]
        for name, invited in (("Neighbours", True), ("Strangers", False)):
            guild = world.add_guild(name, ada.user, with_bot=invited)
            world.add_channel(guild, "lobby")
            strangers.append(SimulatedUser(world, ada.user, guild))
        async with run_bot_on_server(url, server, clock) as session:
            for command, options in QUESTIONS.items():
                assert SECRETS & set(_WORDS.findall(await _collect_answers(ada, command, options))), command
                for stranger in strangers:
                    assert not SECRETS & set(_WORDS.findall(await _collect_answers(stranger, command, options))), (
                        command
                    )
            assert session.url == url


async def test_no_suggestion_names_what_another_server_has(tmp_path: Path) -> None:
    """Neither actors, nor speakers, topics, titles or days."""
    url, clock = copy_sample_store(tmp_path), ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        add_articles(url, ELSEWHERE, scope=str(server.find_guild().id))
        async with run_bot_on_server(url, server, clock):
            here, there = server.as_member("Mel"), server.as_member("Mel").switch_to_dm()
            for command, option, typed in TYPED:
                known = [
                    one["name"]
                    for one in await here.complete_option(command, option, typed).wait_for_choices(REPLY_TIMEOUT)
                ]
                assert known, (command, option)
                assert await there.complete_option(command, option, typed).wait_for_choices(REPLY_TIMEOUT) == [], (
                    command,
                    option,
                )


async def test_menus_on_a_message_show_nothing_of_another_server(tmp_path: Path) -> None:
    """Whom it is about and whether its quotations are true is answered by the articles of the place alone."""
    url, clock = copy_sample_store(tmp_path), ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        add_articles(url, ELSEWHERE, scope=str(server.find_guild().id))
        async with run_bot_on_server(url, server, clock):
            mel = server.as_member("Mel")
            words = "Wilhelmina Quist said “the crane would be green”, I read."
            here, there = mel.send_message(words), mel.switch_to_dm().send_message(words)
            for menu, known, unknown in (
                ("Who is this about?", "Wilhelmina Quist", "Nobody found"),
                ("Check the quotes", "✓ “the crane would be green”", "✗ “the crane would be green”"),
            ):
                assert known in read_text(await mel.run_context_command(menu, here).wait_for_answer(REPLY_TIMEOUT))
                assert unknown in read_text(
                    await mel.switch_to_dm().run_context_command(menu, there).wait_for_answer(REPLY_TIMEOUT)
                )


async def test_answers_are_private_where_the_channel_has_it_so(session: BotSession) -> None:
    """From the acknowledgement on; each can be shared, and an answer elsewhere is for all."""
    guild, channel = str(session.server.find_guild().id), session.server.find_channel("general").id
    await session.client.database.run(lambda database: database.settings.set(guild, channel, "private", value=True))
    private = (
        await session.get_member()
        .run_slash_command("brief", {"topic": "treaty"}, channel="general")
        .wait_for_answer(REPLY_TIMEOUT)
    )
    public = (
        await session.get_member()
        .run_slash_command("brief", {"topic": "treaty"}, channel="briefings")
        .wait_for_answer(REPLY_TIMEOUT)
    )
    assert (private.private_to, public.private_to) == (session.get_member().user.id, None)
    assert "Share in channel" in list_enabled_controls(private)
    assert "Share in channel" not in list_enabled_controls(public)


async def test_a_channels_usual_topic_is_briefed_on(session: BotSession) -> None:
    """Where nobody names another."""
    guild = str(session.server.find_guild().id)
    await session.client.database.run(lambda database: database.settings.set(guild, WHOLE_SERVER, "topic", "Vietnam"))
    assert "Briefing: Vietnam" in read_text(await session.run_command("brief"))
    assert "Briefing: treaty" in read_text(await session.run_command("brief", topic="treaty"))


async def test_who_may_not_write_may_not_share(session: BotSession) -> None:
    """The permission is named, and who can grant it; nothing is posted."""
    private = await session.press_button(await session.run_command("brief", topic="treaty", length=2), "More")
    session.server.world.set_denied_permissions(
        session.server.find_channel("general"), Permission.SEND_MESSAGES, session.get_member().user.id
    )
    before = len(session.server.list_messages("general"))
    told = await session.press_button(private, "Share in channel")
    assert "you need the permission “Send Messages” in this channel" in read_text(told)
    assert "Someone who manages the channel's permissions can give it to you." in read_text(told)
    assert told.private_to == session.get_member().user.id
    assert len([one for one in session.server.list_messages("general") if not one.private_to]) <= before


async def test_a_direct_conversation_has_nobody_to_hide_from(session: BotSession) -> None:
    """There what stands beside a reply is an ordinary message, and nothing is to be shared."""
    mel = session.get_member().switch_to_dm()
    answer = await mel.run_slash_command("brief", {"topic": "treaty", "length": 2}).wait_for_answer(REPLY_TIMEOUT)
    more = await session.press_button(answer, "More", mel)
    assert list_quotations(more)
    assert more.private_to is None
    assert "Share in channel" not in list_enabled_controls(more)
    assert "✓" in read_text(await session.check_sentence(more, 1, mel))
