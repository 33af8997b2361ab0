"""Where an answer is shown, to whom, and of whose articles: channels, direct messages, two servers, permissions."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.books.settings import WHOLE_SERVER
from bot.testserver import Actor, Message, Permission, TestServer
from bot.testserver.world.interactions import Interaction
from tests.bot.newsroom import NOON, Newsroom, article, at_work, newsroom, pressable, sample_store, stock
from tests.bot.wire import PATIENCE, HandClock, quotations, read

ELSEWHERE = {
    "harbour": article(
        "Harbour council of Portville approves the crane",
        'Mayor Wilhelmina Quist said on Thursday that the crane was "worth every penny." '
        "The harbour council of Portville approved the crane on 20 June 2024. "
        "The crane will cost the harbour council of Portville seven million euros, Wilhelmina Quist said. "
        "Wilhelmina Quist told reporters that work would begin on Monday.",
        "Portville Courier",
    ),
    "crane": article(
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
SECRETS = {"Portville", "approves", "approved", "nine", "million", "green", "bar"}
TYPED = (
    ("who", "actor", "Wilhel"),
    ("said", "actor", "Wilhel"),
    ("timeline", "actor", "Wilhel"),
    ("brief", "topic", "Wilhel"),
    ("article", "title", "crane"),
)
_WORDS = re.compile(r"\w+")


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Run the bot on the bundled articles."""
    async with newsroom(sample_store(tmp_path)) as opened:
        yield opened


def _told(message: Message) -> str:
    return read(message) + "".join(one.description + one.data.decode("utf-8", "replace") for one in message.attachments)


async def _answered(who: Actor, command: str, options: dict[str, str]) -> str:
    """Give all that anybody is told on a question, in public or in private."""
    use = who.slash(command, options)

    def done(held: Interaction) -> bool | None:
        told = [_told(one) for one in held.messages if not one.loading]
        return any("could not be answered" not in one for one in told) or None

    await use.until(done, command, PATIENCE)
    return " ".join(map(_told, use.messages))


async def test_nothing_of_one_server_is_shown_in_another(tmp_path: Path) -> None:
    """No command tells what a server added: not in other servers, with the bot or without, nor in direct messages."""
    url, clock = sample_store(tmp_path), HandClock(NOON)
    async with TestServer(clock=clock) as server:
        world, ada = server.world, server.member("Ada")
        stock(url, ELSEWHERE, scope=str(server.guild().id))
        strangers = [ada.direct()]
        for name, invited in (("Neighbours", True), ("Strangers", False)):
            guild = world.add_guild(name, ada.user, with_bot=invited)
            world.add_channel(guild, "lobby")
            strangers.append(Actor(world, ada.user, guild))
        async with at_work(url, server, clock) as room:
            for command, options in QUESTIONS.items():
                assert SECRETS & set(_WORDS.findall(await _answered(ada, command, options))), command
                for stranger in strangers:
                    assert not SECRETS & set(_WORDS.findall(await _answered(stranger, command, options))), command
            assert room.url == url


async def test_no_choice_while_typing_tells_of_another_server(tmp_path: Path) -> None:
    """Neither actors, nor speakers, topics, titles or days."""
    url, clock = sample_store(tmp_path), HandClock(NOON)
    async with TestServer(clock=clock) as server:
        stock(url, ELSEWHERE, scope=str(server.guild().id))
        async with at_work(url, server, clock):
            here, there = server.member("Mel"), server.member("Mel").direct()
            for command, option, typed in TYPED:
                known = [one["name"] for one in await here.complete(command, option, typed).choices(PATIENCE)]
                assert known, (command, option)
                assert await there.complete(command, option, typed).choices(PATIENCE) == [], (command, option)


async def test_menus_on_a_message_tell_nothing_of_another_server(tmp_path: Path) -> None:
    """Whom it is about and whether its quotations are true is answered by the articles of the place alone."""
    url, clock = sample_store(tmp_path), HandClock(NOON)
    async with TestServer(clock=clock) as server:
        stock(url, ELSEWHERE, scope=str(server.guild().id))
        async with at_work(url, server, clock):
            mel = server.member("Mel")
            words = "Wilhelmina Quist said “the crane would be green”, I read."
            here, there = mel.say(words), mel.direct().say(words)
            for menu, known, unknown in (
                ("Who is this about?", "Wilhelmina Quist", "Nobody found"),
                ("Check the quotes", "✓ “the crane would be green”", "✗ “the crane would be green”"),
            ):
                assert known in read(await mel.context(menu, here).answer(PATIENCE))
                assert unknown in read(await mel.direct().context(menu, there).answer(PATIENCE))


async def test_answers_are_private_where_the_channel_has_it_so(room: Newsroom) -> None:
    """From the acknowledgement on; each can be shared, and an answer elsewhere is for all."""
    guild, channel = str(room.server.guild().id), room.server.channel("general").id
    await room.client.books.do(lambda books: books.settings.choose(guild, channel, "private", value=True))
    private = await room.member().slash("brief", {"topic": "treaty"}, channel="general").answer(PATIENCE)
    public = await room.member().slash("brief", {"topic": "treaty"}, channel="briefings").answer(PATIENCE)
    assert (private.private_to, public.private_to) == (room.member().user.id, None)
    assert "Share to channel" in pressable(private)
    assert "Share to channel" not in pressable(public)


async def test_a_channels_usual_topic_is_briefed_on(room: Newsroom) -> None:
    """Where nobody names another."""
    guild = str(room.server.guild().id)
    await room.client.books.do(lambda books: books.settings.choose(guild, WHOLE_SERVER, "topic", "Vietnam"))
    assert "Briefing: Vietnam" in read(await room.ask("brief"))
    assert "Briefing: treaty" in read(await room.ask("brief", topic="treaty"))


async def test_who_may_not_write_may_not_share(room: Newsroom) -> None:
    """The permission is named, and who can grant it; nothing is posted."""
    private = await room.press(await room.ask("brief", topic="treaty", length=2), "More")
    room.server.world.deny(room.server.channel("general"), Permission.SEND_MESSAGES, room.member().user.id)
    before = len(room.server.messages("general"))
    told = await room.press(private, "Share to channel")
    assert "you need the permission “Send Messages” in this channel" in read(told)
    assert "Someone who manages the channel's permissions can grant it." in read(told)
    assert told.private_to == room.member().user.id
    assert len([one for one in room.server.messages("general") if not one.private_to]) <= before


async def test_a_direct_conversation_has_nobody_to_hide_from(room: Newsroom) -> None:
    """There what stands beside a reply is an ordinary message, and nothing is to be shared."""
    mel = room.member().direct()
    answer = await mel.slash("brief", {"topic": "treaty", "length": 2}).answer(PATIENCE)
    more = await room.press(answer, "More", mel)
    assert quotations(more)
    assert more.private_to is None
    assert "Share to channel" not in pressable(more)
    assert "✓" in read(await room.check(more, 1, mel))
