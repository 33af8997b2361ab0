"""A world in a file: it outlives its server, and only one server has it at a time."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import DatelineError
from bot.testserver import ChannelKind, Permission, TestServer, World
from bot.testserver.archive import Archive
from bot.testserver.page import views
from bot.testserver.world import payloads
from tests.bot.testserver.bots import PIXEL, running
from tests.bot.testserver.conftest import Hands

TAG = {"id": "1", "name": "talk", "moderated": False, "emoji_id": None, "emoji_name": None}


def seen(world: World) -> str:
    """Describe all that the page shows the first member, and what the bot is told of every server."""
    ada = next(user for user in world.users.values() if user.shown == "Ada")
    told = [views.history(world, place, ada) for place in world.channels.values()]
    guilds = [payloads.guild(world, guild) for guild in world.guilds.values()]
    commands = list(world.commands.items())
    return json.dumps([views.everything(world, ada), told, guilds, commands])


async def test_everything_lasting_survives_a_restart(tmp_path: Path, hands: Hands) -> None:
    """Servers, roles, channels, threads, messages with files and reactions, commands: all is there again."""
    path = tmp_path / "folder" / "world.sqlite3"
    async with TestServer(clock=lambda: hands.now, state=path) as server, running(server):
        world, guild, ada = server.world, server.guild(), server.member("Ada")
        await ada.slash("now", {"kind": "card"}).answer()
        said = await ada.slash("word", {"word": "treaty"}).answer()
        forum = world.add_channel(guild, "forum", ChannelKind.FORUM, tags=[TAG])
        post = world.add_channel(guild, "post", ChannelKind.PUBLIC_THREAD, parent=forum, owner=ada.user.id)
        ada.say("inside", post)
        said.reactions["👀"] = {ada.user.id}
        world.tell("MESSAGE_REACTION_ADD", (ada.user.id, f"{said.id} 👀"), server.channel("general"))
        world.deny(server.channel("briefings"), Permission.SEND_MESSAGES)
        world.delete(ada.say("gone"))
        private = await ada.slash("now", {"private": True}).answer()
        world.delete(private)
        ada.slash("silence")
        before, application, last = seen(world), world.application, world.snowflake.last
        address = world.address
    async with TestServer(clock=lambda: hands.now, state=path) as server:
        server.world.online = True
        assert seen(server.world).replace(server.url, address) == before
        assert server.url in str(server.messages("general")[0].components)
        assert server.world.application == application
        assert [file.data for file in server.world.attachments.values()] == [PIXEL]
        assert server.world.snowflake() > last


async def test_what_nobody_would_finish_is_left_out(tmp_path: Path, hands: Hands) -> None:
    """A message that one member alone saw is not kept."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: hands.now, state=path) as server, running(server):
        await server.member("Ada").slash("now", {"private": True}).answer()
        await server.member("Ada").slash("now", {"text": "for all"}).answer()
    async with TestServer(clock=lambda: hands.now, state=path) as server:
        assert [one.content for one in server.messages("general")] == ["for all"]


async def test_a_closed_channel_takes_its_messages_along(tmp_path: Path, hands: Hands) -> None:
    """Nothing of a deleted channel stays in the file."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: hands.now, state=path) as server, running(server):
        await server.member("Ada").slash("now", {"kind": "card"}, channel="briefings").answer()
        server.world.close_channel(server.channel("briefings"))
    with sqlite3.connect(path) as kept:
        counts = kept.execute("SELECT count(*) FROM things WHERE kind = 'message' UNION ALL SELECT count(*) FROM files")
        assert counts.fetchall() == [(0,), (0,)]
    kept.close()


async def test_one_server_has_the_file_at_a_time(tmp_path: Path, hands: Hands) -> None:
    """A second server is turned away in one clear line."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: hands.now, state=path):
        with pytest.raises(DatelineError, match="in use by another test server"):
            TestServer(clock=lambda: hands.now, state=path)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_foreign, id="another program's database"),
        pytest.param(lambda path: path.write_bytes(b"x" * 5000), id="no database"),
        pytest.param(lambda path: path.mkdir(), id="a folder"),
    ],
)
def test_what_is_no_world_is_left_alone(make: object, tmp_path: Path) -> None:
    """A file of another kind is refused, and not touched."""
    path = tmp_path / "other"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(DatelineError):
        Archive(path)
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_a_folder_that_can_not_be_made_is_told_as_that(tmp_path: Path) -> None:
    """What the system says is passed on: the file is not called a wrong one."""
    (tmp_path / "taken").touch()
    with pytest.raises(DatelineError, match=r"can't be used \(.+\)\. Is there room, and the right to write\?"):
        Archive(tmp_path / "taken" / "world.sqlite3")


async def test_a_new_file_begins_with_the_default_world(tmp_path: Path) -> None:
    """Where nothing is kept yet there is the server that everyone begins with."""
    moment = datetime.fromisoformat("2024-06-21T08:00+09:00")
    async with TestServer(clock=lambda: moment, state=tmp_path / "world.sqlite3") as server:
        assert server.guild().name == "Newsroom"
