"""Claims about /archive, with the real client on the test server: what it publishes, and how that goes again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot.client.client import Dateline
from bot.client.config import Config
from bot.commands.guild_events import delete_guild_data, forget_deleted_channels, withdraw_deleted_messages
from bot.models.digest import PublicChannel
from bot.testserver import ChatMessage, TestServer
from bot.testserver.state.model import ChannelKind
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, read_text, run_bot
from tests.support.sample_store import copy_sample_store

NOON = datetime(2024, 6, 21, 3, tzinfo=UTC)  # in Seoul


@dataclass
class ArchiveSession:
    """The bot on a server, with a folder for pages."""

    server: TestServer
    client: Dateline
    folder: Path

    async def run(self, command: str, place: str = "briefings", /, **options: object) -> str:
        """Use a command and return the text of its private answer."""
        use = self.server.as_member("Ada").run_slash_command(command, options, channel=place)
        answer = await use.wait_for_answer(REPLY_TIMEOUT)
        assert answer.private_to is not None
        return read_text(answer)

    async def post_digest(self, channel: str = "briefings", topic: str = "Putin") -> ChatMessage:
        """Set up a digest, post all of the channel now, and return the last message."""
        await self.run("digest add", channel, time="8:00", zone="Seoul", topic=topic)
        assert "on demand: sent" in await self.run("digest now", channel)
        place = self.server.find_channel(channel)
        return [one for one in self.server.world.messages[place.id].values() if one.private_to is None][-1]

    def list_pages(self) -> list[Path]:
        """Return the pages of digests."""
        return sorted(self.folder.glob("*/digests/*.html"))

    async def wait_for_pages(self, count: int) -> list[Path]:
        """Wait until there are as many pages of digests, which the bot builds by itself."""
        await wait_until(lambda: len(self.list_pages()) == count)
        return self.list_pages()


async def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(REPLY_TIMEOUT):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # files have no event


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[ArchiveSession]:
    """Yield the bot with a sample and a folder for pages, which it builds without a pause."""
    config = Config(
        copy_sample_store(tmp_path), timezone="Asia/Seoul", site=tmp_path / "site", site_url="https://n.example/"
    )
    async with TestServer(clock=ManualClock(NOON)) as server, run_bot(server, config, ManualClock(NOON)) as client:
        server.world.add_channel(server.find_guild(), "staff")
        yield ArchiveSession(server, client, tmp_path / "site")


async def test_digests_are_published_after_they_are_posted(session: ArchiveSession) -> None:
    """Those posted before, and each that is posted from then on; those of other channels are not."""
    await session.post_digest()
    await session.post_digest("staff")
    assert "No channel's digests are public." in await session.run("archive list")
    guild = session.server.find_guild()
    told = await session.run("archive on")
    assert f"The digests of <#{session.server.find_channel('briefings').id}> are public now" in told
    assert f"<https://n.example/{guild.id}/>" in told
    (page,) = await session.wait_for_pages(1)
    assert page.parents[1].name == str(guild.id)
    assert f"{guild.name} · #briefings" in page.read_text("utf-8")
    await session.post_digest(topic="South Korea")
    assert page in await session.wait_for_pages(2)
    assert f"<#{session.server.find_channel('briefings').id}>" in await session.run("archive list")


async def test_nothing_is_called_public_without_a_place(tmp_path: Path) -> None:
    """Where whoever runs the bot has chosen no place for pages, the channel is told that they come later."""
    config = Config(copy_sample_store(tmp_path), timezone="Asia/Seoul")
    async with TestServer(clock=ManualClock(NOON)) as server, run_bot(server, config, ManualClock(NOON)) as client:
        told = await ArchiveSession(server, client, tmp_path).run("archive on")
    assert "I'll publish the digests of" in told
    assert "The pages appear when" in told
    assert "are public now" not in told


async def test_pages_go_when_a_channel_is_private_again(session: ArchiveSession) -> None:
    """At once; a channel that was not public is refused."""
    assert "aren't public" in await session.run("archive off")
    await session.post_digest()
    await session.run("archive on")
    await session.wait_for_pages(1)
    briefings = session.server.find_channel("briefings")
    assert "No longer public" in await session.run("archive off", "staff", channel=briefings)
    await session.wait_for_pages(0)


async def test_one_digest_is_taken_off(session: ArchiveSession) -> None:
    """It is picked from the public ones, and its message stays."""
    message = await session.post_digest()
    await session.post_digest(topic="South Korea")
    await session.run("archive on")
    first, second = await session.wait_for_pages(2)
    ada = session.server.as_member("Ada")
    choices = await ada.complete_option("archive remove", "digest", "", channel="briefings").wait_for_choices(
        REPLY_TIMEOUT
    )
    assert {page.stem[-10:] for page in (first, second)} == {str(one["value"]) for one in choices}
    gone = str(choices[0]["value"])
    assert "no longer public" in await session.run("archive remove", digest=gone)
    (left,) = await session.wait_for_pages(1)
    assert left.stem[-10:] != gone
    assert "I can't find this digest." in await session.run("archive remove", digest=gone)
    assert not message.deleted


@pytest.mark.parametrize("what", ["message", "channel", "data"])
async def test_pages_go_with_what_they_show(what: str, session: ArchiveSession) -> None:
    """With the message of a digest, with its channel, and with a server's data."""
    message = await session.post_digest("staff")
    await session.run("archive on", "staff")
    await session.wait_for_pages(1)
    if what == "message":
        session.server.world.delete_message(message)
    elif what == "channel":
        session.server.world.delete_channel(session.server.find_channel("staff"))
    else:
        await delete_guild_data(session.client, str(session.server.find_guild().id))
    await session.wait_for_pages(0)
    footer = read_text(message).rpartition("digest ")[2].split()[0]

    def is_gone() -> bool:
        files = [path for path in session.folder.rglob("*") if path.suffix != ".new" and path.is_file()]
        return not any(footer in path.read_text("utf-8") for path in files)

    await wait_until(is_gone)


async def test_pages_go_with_a_channel_that_was_deleted_while_the_bot_was_offline(session: ArchiveSession) -> None:
    """Found at the next start; a channel that is still there stays public, even if the bot can't see it."""
    await session.post_digest("staff")
    await session.post_digest()
    for channel in ("staff", "briefings"):
        await session.run("archive on", channel)
    (guild, world) = session.server.find_guild(), session.server.world
    gone = PublicChannel(str(guild.id), 4321, guild.name, "gone", "en", NOON)
    await session.client.database.run(
        lambda db: (db.archive.publish(gone), db.classes.add(gone.guild, 4321, 7, NOON.date(), "", NOON))
    )
    await session.wait_for_pages(2)
    world.set_denied_permissions(
        session.server.find_channel("staff"), int(discord.Permissions(view_channel=True).value)
    )
    await forget_deleted_channels(session.client)
    public = await session.client.database.run(lambda db: {one.channel_name for one in db.archive.list_channels()})
    assert public == {"staff", "briefings"}
    assert not await session.client.database.run(lambda db: db.classes.list_channels())
    assert len(session.list_pages()) == 2


async def test_pages_go_with_a_message_that_was_deleted_while_the_bot_was_offline(session: ArchiveSession) -> None:
    """Found at the next start, in a forum, too; a message that the bot can't read stays public."""
    world, places = session.server.world, ("staff", "briefings", "forum")
    world.add_channel(session.server.find_guild(), "forum", ChannelKind.FORUM)
    messages = {place: await session.post_digest(place) for place in places[:2]}
    await session.run("digest add", "staff", time="8:00", topic="Seoul", channel=session.server.find_channel("forum"))
    guild = str(session.server.find_guild().id)
    digests = await session.client.database.run(lambda db: db.subscriptions.list_subscriptions(guild))
    await session.client.delivery.post_now(digests[-1])
    post = next(one for one in world.channels.values() if one.is_thread)
    for place in places:
        await session.run("archive on", "staff", channel=session.server.find_channel(place))
    pages = await session.wait_for_pages(3)
    await withdraw_deleted_messages(session.client, 0.0)
    assert session.list_pages() == pages
    del world.messages[session.server.find_channel("briefings").id][messages["briefings"].id]
    del world.messages[post.id][post.id]
    world.set_denied_permissions(
        session.server.find_channel("staff"), int(discord.Permissions(view_channel=True).value)
    )
    await withdraw_deleted_messages(session.client, 0.0)
    await session.wait_for_pages(1)


async def test_members_may_not_publish(session: ArchiveSession) -> None:
    """The commands are for those who manage the server."""
    assert not {"archive on", "archive off"} & {
        one.name for one in session.server.as_member("Mel").list_commands("briefings")
    }


async def test_without_a_folder_nothing_is_built(session: ArchiveSession) -> None:
    """The answer says that pages appear later; a folder of others is left alone, and the bot goes on."""
    foreign = session.folder.parent / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    config = session.client.config
    await session.client.apply_config(replace(config, site=None, site_url=""))
    assert await session.client.site.build() is None
    assert "has chosen a place for them" in await session.run("archive on")
    await session.client.apply_config(replace(config, site=foreign, site_url=""))
    assert "where the pages are" in await session.run("archive list")
    await session.post_digest()
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]
    await session.client.apply_config(config)
    await session.wait_for_pages(1)
