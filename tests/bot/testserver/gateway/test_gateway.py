"""The gateway as the real client uses it: from hello to resume, over shards and compressed streams."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest

from bot.testserver import TestServer, Value, patch_discord_urls
from bot.testserver.gateway.compression import create_compressor, is_zstd_available
from bot.testserver.state.model import Permission
from bot.testserver.state.state import (
    add_member_role,
    end_outage,
    remove_member_role,
    set_guild_locale,
    set_role_permissions,
    start_outage,
)
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import SampleBot, run_sample_bot


async def test_the_client_learns_of_its_servers(server: TestServer, bot: SampleBot) -> None:
    """From READY and GUILD_CREATE the client knows servers, channels, roles and itself."""
    guild = bot.get_guild(server.find_guild().id)
    assert guild is not None
    assert [channel.name for channel in guild.text_channels] == ["general", "briefings"]
    assert guild.me.guild_permissions.send_messages
    assert {role.name for role in guild.roles} == {"@everyone", "Admin", "Dateline"}


async def test_every_event_is_dispatched(server: TestServer, bot: SampleBot) -> None:
    """Channels, threads and servers that come and go come and go at the client."""
    world, guild = server.world, server.find_guild()
    news = world.add_channel(guild, "news")
    other = world.add_guild("Other", server.as_member("Mel").user)
    await _wait_until(bot, lambda: bot.get_channel(news.id) is not None and bot.get_guild(other.id) is not None)
    world.delete_channel(news)
    world.remove_member(other, world.bot)
    await _wait_until(bot, lambda: bot.get_channel(news.id) is None and bot.get_guild(other.id) is None)


async def _wait_until(bot: SampleBot, found: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109
    """Wait until *found* holds, looking after each event that the client reads."""
    async with asyncio.timeout(timeout):
        while not found():
            await bot.wait_for("socket_event_type")
            await asyncio.sleep(0)


async def test_frames_are_complete_and_may_come_as_bytes(server: TestServer) -> None:
    """Every frame has all four fields, and JSON sent as bytes is read as JSON sent as text."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/gateway?v=10") as socket:
        hello = await socket.receive_json()
        assert (hello["op"], hello["s"], hello["t"], set(hello)) == (10, None, None, {"op", "d", "s", "t"})
        await socket.send_bytes(json.dumps({"op": 1, "d": None}).encode())
        assert set(await socket.receive_json()) == {"op", "d", "s", "t"}
        identify = {"token": server.token, "intents": 1, "properties": {}}
        await socket.send_bytes(json.dumps({"op": 2, "d": identify}).encode())
        ready = await socket.receive_json()
        assert (ready["t"], ready["s"]) == ("READY", 1)


async def test_another_encoding_is_refused(server: TestServer) -> None:
    """A client that asks for ETF learns at once that it will not get it."""
    address = f"{server.url}/gateway?v=10&encoding=etf"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert socket.close_code == 4002


async def test_a_request_for_sounds_is_answered(server: TestServer) -> None:
    """No guild has sounds of its own, and a client that asks gets none."""
    guild = str(server.find_guild().id)
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/gateway?v=10") as socket:
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": {"token": server.token, "intents": 1, "properties": {}}})
        await socket.send_json({"op": 31, "d": {"guild_ids": [guild]}})
        while (frame := await socket.receive_json())["t"] != "SOUNDBOARD_SOUNDS":
            pass
        assert frame["d"] == {"guild_id": guild, "soundboard_sounds": []}


async def test_members_words_are_hidden_without_the_intent(server: TestServer, bot: SampleBot) -> None:
    """Without the privileged intent the content of others' messages is empty, unless they mention the bot."""
    mel = server.as_member("Mel")
    mel.send_message("just talking")
    mel.send_message(f"<@{server.world.application}> listen")
    mel.switch_to_dm().send_message("between us")
    await _wait_until(bot, lambda: sum(kind == "message" for kind, _ in bot.received) >= 3)
    said = [message.content for kind, message in bot.received if kind == "message"]
    assert said == ["", f"<@{server.world.application}> listen", "between us"]


async def test_a_session_resumes_and_misses_nothing(server: TestServer, bot: SampleBot) -> None:
    """Asked to reconnect (opcode 7), the client resumes and learns what happened meanwhile."""
    server.gateway.request_reconnect()
    await _wait_until_disconnected(server)
    news = server.world.add_channel(server.find_guild(), "meanwhile")
    async with asyncio.timeout(10):
        await bot.connected.wait()
    assert bot.get_channel(news.id) is not None
    assert len(server.gateway.sessions) == 1


async def _wait_until_disconnected(server: TestServer) -> None:
    await server.world.event_bus.wait(
        lambda: True if not any(one.ready for one in server.gateway.sessions.values()) else None, 10, "absence"
    )


async def test_a_broken_connection_is_resumed(server: TestServer, bot: SampleBot) -> None:
    """A connection that breaks without a word is taken up again by the same session."""
    server.gateway.drop_connections()
    await _wait_until_disconnected(server)
    async with asyncio.timeout(15):
        await bot.connected.wait()
    assert len(server.gateway.sessions) == 1


@pytest.mark.parametrize("resumable", [pytest.param(True, id="resumable"), pytest.param(False, id="not resumable")])
@pytest.mark.usefixtures("bot")
async def test_an_invalid_session_is_begun_again_or_resumed(resumable: bool, server: TestServer) -> None:
    """Opcode 9 makes the client resume where it may, and identify anew where it may not."""
    before = set(server.gateway.sessions)
    server.gateway.invalidate_sessions(resumable=resumable)
    await _wait_until_disconnected(server)
    await server.wait_until_ready(timeout=15)
    assert (set(server.gateway.sessions) == before) is resumable


async def test_shards_share_the_servers(server: TestServer) -> None:
    """With two shards each hears of its own servers, and the client of all."""
    owner = server.as_member("Ada").user
    others = [server.world.add_guild(f"Server {number}", owner) for number in range(3)]
    async with run_sample_bot(server, SampleBot(shard_count=2)) as bot:
        assert {guild.id for guild in bot.guilds} == {server.find_guild().id, *(one.id for one in others)}
        heard = {session.shard: session for session in server.gateway.sessions.values()}
        assert set(heard) == {0, 1}
        assert len(bot.shards) == 2
        for guild in server.world.guilds.values():
            assert heard[(guild.id >> 22) % 2].is_responsible_for(guild.id)


async def test_a_wrong_token_is_refused(server: TestServer) -> None:
    """The client reports that its token is improper."""
    with patch_discord_urls(server.url):
        async with SampleBot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.start("wrong")


async def test_a_privileged_intent_needs_consent(server: TestServer) -> None:
    """An intent that was not granted closes the gateway with 4014; granted, it does not."""
    intents = discord.Intents.default() | discord.Intents(message_content=True)
    with patch_discord_urls(server.url):
        async with SampleBot(intents=intents) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(server.token)
    server.world.granted_intents = intents.value
    async with run_sample_bot(server, SampleBot(intents=intents)) as bot:
        server.as_member("Mel").send_message("now it is heard")
        await _wait_until(bot, lambda: any(kind == "message" for kind, _ in bot.received))
        assert [one.content for kind, one in bot.received if kind == "message"] == ["now it is heard"]


async def _exchange_frames(
    server: TestServer, *frames: object, query: str = "v=10&encoding=json"
) -> tuple[list[Any], int | None]:
    """Send *frames* and read until the socket closes; gives what came and the close code."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/gateway?{query}") as socket:
        for frame in frames:
            await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))
        came = [json.loads(message.data) async for message in socket]
        return came, socket.close_code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        pytest.param("{", 4002, id="no JSON"),
        pytest.param({"op": 8, "d": {}}, 4003, id="not identified"),
        pytest.param({"op": 2, "d": {"token": "wrong", "intents": 0}}, 4004, id="wrong token"),
        pytest.param({"op": 2, "d": {"token": "T", "intents": 0, "shard": [2, 2]}}, 4010, id="no such shard"),
        pytest.param({"op": 2, "d": {"token": "T", "intents": 1 << 40}}, 4013, id="no such intent"),
        pytest.param({"op": 2, "d": {"token": "T", "intents": 1 << 15}}, 4014, id="intent not granted"),
    ],
)
async def test_the_gateway_closes_with_discords_codes(frame: Value, code: int, server: TestServer) -> None:
    """What breaks the gateway's rules closes the socket with the documented code."""
    if isinstance(frame, dict) and frame["d"].get("token") == "T":
        frame = {"op": 2, "d": frame["d"] | {"token": server.token}}
    came, closed = await _exchange_frames(server, frame)
    assert (came[0]["op"], closed) == (10, code)


async def test_too_many_events_close_the_socket(server: TestServer) -> None:
    """The 121st event within a minute closes with 4008."""
    _, closed = await _exchange_frames(server, *[{"op": 1, "d": None}] * 121)
    assert closed == 4008


async def test_an_unknown_session_can_not_be_resumed(server: TestServer) -> None:
    """Resuming what is not known is answered with opcode 9."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/gateway?v=10") as socket:
        await socket.receive()
        await socket.send_json({"op": 6, "d": {"token": server.token, "session_id": "none", "seq": 0}})
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}


@pytest.mark.parametrize(
    ("sequence", "told"),
    [
        pytest.param(1, {"op": 9, "d": False, "s": None, "t": None}, id="too long ago"),
        pytest.param(9_999, None, id="what never was"),
    ],
)
async def test_a_session_resumes_only_where_it_left_off(
    sequence: int, told: dict[str, Value] | None, server: TestServer
) -> None:
    """Where more was missed than is kept the session is invalid; a sequence number of the future closes with 4007."""
    async with run_sample_bot(server):
        pass
    session = next(iter(server.gateway.sessions.values()))
    for _ in range(1100):
        session.dispatch("TYPING_START", {})
    async with aiohttp.ClientSession() as web, web.ws_connect(f"{server.url}/gateway?v=10") as socket:
        await socket.receive()
        await socket.send_json({"op": 6, "d": {"token": server.token, "session_id": session.id, "seq": sequence}})
        if told:
            assert await socket.receive_json() == told
        else:
            await socket.receive()
            assert socket.close_code == 4007


async def test_the_zlib_stream_is_one_stream(server: TestServer) -> None:
    """Frames of one socket are read by one decompressor, each ended by a sync flush."""
    stream = zlib.decompressobj()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.url}/gateway?v=10&compress=zlib-stream") as socket,
    ):
        await socket.send_json({"op": 1, "d": None})
        packed = [await socket.receive_bytes() for _ in range(2)]
    assert all(one.endswith(b"\x00\x00\xff\xff") for one in packed)
    assert [json.loads(stream.decompress(one))["op"] for one in packed] == [10, 11]


def test_an_unknown_compression_is_refused() -> None:
    """What can't be spoken is not promised."""
    with pytest.raises(ValueError, match="no such transport compression"):
        create_compressor("brotli-stream")


def test_zstd_is_spoken_where_it_is_installed() -> None:
    """With a zstd library frames are one zstd stream; without one the scheme is refused."""
    if not is_zstd_available():
        with pytest.raises(ValueError, match="zstd-stream"):
            create_compressor("zstd-stream")
        return
    packed = create_compressor("zstd-stream")("{}")
    assert isinstance(packed, bytes)
    assert packed[:4] == b"\x28\xb5\x2f\xfd"


async def test_an_outage_takes_a_server_away_and_gives_it_back(server: TestServer, bot: SampleBot) -> None:
    """During an outage the client holds the server for unavailable and hears nothing of it; then it is back."""
    guild = server.find_guild()
    start_outage(server.world, guild)
    await _wait_until(bot, lambda: bot.get_guild(guild.id) is not None and bot.get_guild(guild.id).unavailable)  # type: ignore[union-attr]
    server.world.add_channel(guild, "meanwhile")
    end_outage(server.world, guild)
    await _wait_until(bot, lambda: not bot.get_guild(guild.id).unavailable)  # type: ignore[union-attr]
    assert bot.get_channel(server.find_channel("meanwhile").id) is not None


async def test_a_server_that_is_unavailable_from_the_start_comes_later(server: TestServer) -> None:
    """READY names it, and GUILD_CREATE follows when the outage ends."""
    guild = server.find_guild()
    start_outage(server.world, guild)
    async with run_sample_bot(server) as bot:
        known = bot.get_guild(guild.id)
        assert known is None or known.unavailable
        end_outage(server.world, guild)
        await _wait_until(bot, lambda: bot.get_channel(server.find_channel("general").id) is not None)


async def test_changes_by_administrators_are_dispatched(server: TestServer, bot: SampleBot) -> None:
    """Roles made, changed and given, and the server's language, reach the client's own cache."""
    world, guild = server.world, server.find_guild()
    editors = world.add_role(guild, "Editors")
    set_role_permissions(world, guild, editors, Permission.MANAGE_MESSAGES)
    add_member_role(world, guild, world.bot, editors)
    add_member_role(world, guild, server.as_member("Mel").user, editors)  # of others it hears nothing
    set_guild_locale(world, guild, "ko")
    cached = bot.get_guild(guild.id)
    assert cached is not None
    await _wait_until(bot, lambda: cached.preferred_locale is discord.Locale.korean)
    assert cached.me.guild_permissions.manage_messages
    remove_member_role(world, guild, world.bot, editors)
    await _wait_until(bot, lambda: not cached.me.guild_permissions.manage_messages)
    assert ("event", "GUILD_MEMBER_UPDATE") in bot.received
    assert sum(one == ("event", "GUILD_MEMBER_UPDATE") for one in bot.received) == 2


async def test_sessions_that_nobody_resumes_are_forgotten(
    server: TestServer, clock_and_timer: ManualClockAndTimer
) -> None:
    """A session waits ten minutes to be resumed; the next that begins finds it gone."""
    async with run_sample_bot(server):
        pass
    assert len(server.gateway.sessions) == 1
    clock_and_timer.move(601)
    async with run_sample_bot(server):
        assert len(server.gateway.sessions) == 1
