"""A world in a file: it outlives its server, and only one server has it at a time."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import DatelineError
from bot.testserver import TestServer
from bot.testserver.state.model import ChannelKind, Permission
from bot.testserver.state.serializers import serialize_guild_create
from bot.testserver.state.state import ServerState
from bot.testserver.storage import StateFile
from bot.testserver.web import views
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import PIXEL, run_sample_bot

TAG = {"id": "1", "name": "talk", "moderated": False, "emoji_id": None, "emoji_name": None}


def describe_state(world: ServerState) -> str:
    """Describe all that the page shows the first member, and what the bot knows of every server."""
    ada = next(user for user in world.users.values() if user.display_name == "Ada")
    told = [views.list_history(world, place, ada) for place in world.channels.values()]
    guilds = [serialize_guild_create(world, guild) for guild in world.guilds.values()]
    commands = list(world.commands.items())
    return json.dumps([views.describe_state(world, ada), told, guilds, commands])


async def test_everything_lasting_survives_a_restart(tmp_path: Path, clock_and_timer: ManualClockAndTimer) -> None:
    """Servers, roles, channels, threads, messages with files and reactions, commands: all is there again."""
    path = tmp_path / "folder" / "world.sqlite3"
    async with TestServer(clock=lambda: clock_and_timer.now, state=path) as server, run_sample_bot(server):
        world, guild, ada = server.world, server.find_guild(), server.as_member("Ada")
        await ada.run_slash_command("now", {"kind": "card"}).wait_for_answer()
        said = await ada.run_slash_command("word", {"word": "treaty"}).wait_for_answer()
        forum = world.add_channel(guild, "forum", ChannelKind.FORUM, tags=[TAG])
        post = world.add_channel(guild, "post", ChannelKind.PUBLIC_THREAD, parent=forum, owner=ada.user.id)
        ada.send_message("inside", post)
        said.reactions["👀"] = {ada.user.id}
        world.publish("MESSAGE_REACTION_ADD", (ada.user.id, f"{said.id} 👀"), server.find_channel("general"))
        world.set_denied_permissions(server.find_channel("briefings"), Permission.SEND_MESSAGES)
        world.delete_message(ada.send_message("gone"))
        private = await ada.run_slash_command("now", {"private": True}).wait_for_answer()
        world.delete_message(private)
        ada.run_slash_command("silence")
        before, application, last = describe_state(world), world.application, world.snowflake.last
        address = world.address
    async with TestServer(clock=lambda: clock_and_timer.now, state=path) as server:
        server.world.online = True
        assert describe_state(server.world).replace(server.url, address) == before
        assert server.url in str(server.list_messages("general")[0].components)
        assert server.world.application == application
        assert [file.data for file in server.world.attachments.values()] == [PIXEL]
        assert server.world.snowflake() > last


async def test_what_nobody_would_finish_is_left_out(tmp_path: Path, clock_and_timer: ManualClockAndTimer) -> None:
    """A message that one member alone saw is not kept."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: clock_and_timer.now, state=path) as server, run_sample_bot(server):
        await server.as_member("Ada").run_slash_command("now", {"private": True}).wait_for_answer()
        await server.as_member("Ada").run_slash_command("now", {"text": "for all"}).wait_for_answer()
    async with TestServer(clock=lambda: clock_and_timer.now, state=path) as server:
        assert [one.content for one in server.list_messages("general")] == ["for all"]


async def test_a_closed_channel_takes_its_messages_along(tmp_path: Path, clock_and_timer: ManualClockAndTimer) -> None:
    """Nothing of a deleted channel stays in the file."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: clock_and_timer.now, state=path) as server, run_sample_bot(server):
        await server.as_member("Ada").run_slash_command("now", {"kind": "card"}, channel="briefings").wait_for_answer()
        server.world.delete_channel(server.find_channel("briefings"))
    with sqlite3.connect(path) as kept:
        counts = kept.execute("SELECT count(*) FROM things WHERE kind = 'message' UNION ALL SELECT count(*) FROM files")
        assert counts.fetchall() == [(0,), (0,)]
    kept.close()


async def test_one_server_has_the_file_at_a_time(tmp_path: Path, clock_and_timer: ManualClockAndTimer) -> None:
    """A second server is turned away in one clear line."""
    path = tmp_path / "world.sqlite3"
    async with TestServer(clock=lambda: clock_and_timer.now, state=path):
        with pytest.raises(DatelineError, match="Another test server is using"):
            TestServer(clock=lambda: clock_and_timer.now, state=path)


def _create_foreign_file(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_create_foreign_file, id="another program's database"),
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
        StateFile(path)
    assert before == (path.read_bytes() if path.is_file() else b"")


def test_a_folder_that_can_not_be_created_is_reported_as_such(tmp_path: Path) -> None:
    """What the system says is passed on: the file is not called a wrong one."""
    (tmp_path / "taken").touch()
    with pytest.raises(DatelineError, match=r"I can't read or write .+ \(.+\)\. Check the free space"):
        StateFile(tmp_path / "taken" / "world.sqlite3")


async def test_a_new_file_begins_with_the_default_world(tmp_path: Path) -> None:
    """Where nothing is kept yet there is the server that everyone begins with."""
    moment = datetime.fromisoformat("2024-06-21T08:00+09:00")
    async with TestServer(clock=lambda: moment, state=tmp_path / "world.sqlite3") as server:
        assert server.find_guild().name == "Newsroom"
