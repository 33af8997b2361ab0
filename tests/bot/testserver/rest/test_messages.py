"""Messages, threads and forum posts that the real client sends of its own accord."""

from __future__ import annotations

import io

import discord
import pytest

from bot.testserver import TestServer
from bot.testserver.state.model import ChannelKind, Permission
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import PIXEL, SampleBot, get_general_channel


async def test_a_message_is_sent_edited_read_and_deleted(server: TestServer, bot: SampleBot) -> None:
    """What the client sends it can edit, read back and delete."""
    channel = get_general_channel(server, bot)
    embed = discord.Embed(title="A title", description="words", colour=0x336699).add_field(name="a", value="b")
    sent = await channel.send("  first  ", embed=embed)
    edited = await sent.edit(content="second")
    read = await channel.fetch_message(sent.id)
    assert (sent.content, edited.content, read.content, read.embeds[0].title) == (
        "first",
        "second",
        "second",
        "A title",
    )
    assert read.edited_at is not None
    await read.delete()
    assert server.list_messages("general") == []
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(sent.id)


async def test_the_clock_stamps_messages(
    server: TestServer, bot: SampleBot, clock_and_timer: ManualClockAndTimer
) -> None:
    """Messages bear the injected clock's moment, and their ids rise with it."""
    first = await get_general_channel(server, bot).send("one")
    clock_and_timer.move(86_400)
    second = await get_general_channel(server, bot).send("two")
    assert (second.created_at - first.created_at).total_seconds() == pytest.approx(86_400, abs=1)
    assert first.created_at.astimezone(clock_and_timer.now.tzinfo).hour == 8


async def test_history_is_read_in_pages(server: TestServer, bot: SampleBot) -> None:
    """More messages than one page holds come back complete, in both directions."""
    channel = get_general_channel(server, bot)
    mel = server.as_member("Mel")
    said = [mel.send_message(f"{number}").id for number in range(150)]
    assert [message.id async for message in channel.history(limit=None)] == said[::-1]
    assert [message.id async for message in channel.history(limit=5, oldest_first=True)] == said[:5]


async def test_files_keep_their_bytes_and_description(server: TestServer, bot: SampleBot) -> None:
    """A file arrives with its name, description and size, and is read back byte for byte; an edit may drop it."""
    file = discord.File(io.BytesIO(PIXEL), filename="chart.png", description="a chart")
    sent = await get_general_channel(server, bot).send(file=file)
    held = sent.attachments[0]
    assert (held.filename, held.description, held.size, held.width) == ("chart.png", "a chart", len(PIXEL), 64)
    assert await held.read() == PIXEL
    assert (await sent.edit(attachments=[])).attachments == []


async def test_the_same_nonce_gives_the_same_message(
    server: TestServer, bot: SampleBot, clock_and_timer: ManualClockAndTimer
) -> None:
    """Sent again with the nonce it had, a message is not posted twice; minutes later it is."""
    channel = get_general_channel(server, bot)
    first, again = await channel.send("once", nonce=7), await channel.send("once", nonce=7)
    assert (first.id, len(server.list_messages("general"))) == (again.id, 1)
    clock_and_timer.move(600)
    assert (await channel.send("once", nonce=7)).id != first.id


@pytest.mark.parametrize(
    ("text", "allowed", "pinged"),
    [
        pytest.param("@everyone {mel}", None, ([], False), id="nothing allowed by default in the client's settings"),
        pytest.param("{mel}", discord.AllowedMentions(users=True), (["Mel"], False), id="users allowed"),
        pytest.param("@everyone", discord.AllowedMentions.all(), ([], False), id="everyone without the permission"),
    ],
)
async def test_only_allowed_mentions_ping(
    text: str,
    allowed: discord.AllowedMentions | None,
    pinged: tuple[list[str], bool],
    server: TestServer,
    bot: SampleBot,
) -> None:
    """Who is pinged follows from the words, ``allowed_mentions`` and the bot's permissions."""
    text = text.format(mel=server.as_member("Mel").user.id and f"<@{server.as_member('Mel').user.id}>")
    allowed = allowed or discord.AllowedMentions.none()
    await get_general_channel(server, bot).send(text, allowed_mentions=allowed)
    message = server.list_messages("general")[-1]
    assert ([server.world.users[one].display_name for one in message.mentions], message.mention_everyone) == pinged


async def test_replies_and_threads(server: TestServer, bot: SampleBot) -> None:
    """A reply names its message; a thread hangs on one and takes messages of its own."""
    channel = get_general_channel(server, bot)
    first = await channel.send("first")
    reply = await first.reply("second", mention_author=False)
    assert reply.reference is not None
    assert reply.reference.message_id == first.id
    thread = await first.create_thread(name="a thread")
    await thread.send("inside")
    assert (thread.id, server.find_channel("a thread").kind) == (first.id, ChannelKind.PUBLIC_THREAD)
    assert [one.text for one in server.list_messages("a thread")] == ["inside"]
    await thread.edit(archived=True)
    assert server.find_channel("a thread").archived
    assert (await channel.create_thread(name="loose")).type is discord.ChannelType.private_thread


async def test_a_forum_post_takes_no_nonce(server: TestServer, bot: SampleBot) -> None:
    """A forum takes posts and no messages; sent twice a post is there twice; in it nonces are ignored."""
    server.world.add_channel(server.find_guild(), "forum", ChannelKind.FORUM)
    forum = await bot.fetch_channel(server.find_channel("forum").id)
    assert isinstance(forum, discord.ForumChannel)
    posts = [await forum.create_thread(name="post", content="opening") for _ in range(2)]
    assert posts[0].thread.id != posts[1].thread.id
    thread = posts[0].thread
    assert (await thread.send("x", nonce=1)).id != (await thread.send("x", nonce=1)).id
    with pytest.raises(discord.HTTPException) as refusal:
        await bot.http.send_message(forum.id, params=discord.http.handle_message_parameters(content="x"))
    assert refusal.value.code == 50008


async def test_direct_messages_are_opened(server: TestServer, bot: SampleBot) -> None:
    """The client opens the direct conversation with a member and writes there."""
    user = await bot.fetch_user(server.as_member("Mel").user.id)
    await user.send("between us")
    place = server.world.open_dm(server.as_member("Mel").user)
    assert [one.text for one in server.world.messages[place.id].values()] == ["between us"]


async def test_reactions_pins_and_typing(server: TestServer, bot: SampleBot) -> None:
    """The smaller deeds of a bot: reacting, pinning (with the permission) and showing that it types."""
    channel = get_general_channel(server, bot)
    message = await channel.send("hello")
    await message.add_reaction("👍")
    held = server.list_messages("general")[0]
    assert held.reactions == {"👍": {server.world.application}}
    await message.remove_reaction("👍", channel.guild.me)
    assert held.reactions == {}
    with pytest.raises(discord.Forbidden):
        await message.pin()
    async with channel.typing():
        pass


@pytest.mark.parametrize(
    ("denied", "code"),
    [
        pytest.param(Permission.VIEW_CHANNEL, 50001, id="the channel is hidden"),
        pytest.param(Permission.SEND_MESSAGES, 50013, id="writing is forbidden"),
        pytest.param(Permission.EMBED_LINKS, 50013, id="embeds are forbidden"),
        pytest.param(Permission.ATTACH_FILES, 50013, id="files are forbidden"),
    ],
)
async def test_permissions_are_asked_for(denied: Permission, code: int, server: TestServer, bot: SampleBot) -> None:
    """Without a permission the client is refused with Discord's code, and nothing is posted."""
    server.world.set_denied_permissions(server.find_channel("general"), denied)
    file = discord.File(io.BytesIO(b"x"), "a.txt")
    with pytest.raises(discord.Forbidden) as refusal:
        await get_general_channel(server, bot).send("x", embed=discord.Embed(title="x"), file=file)
    assert (refusal.value.code, server.list_messages("general")) == (code, [])


async def test_only_ones_own_messages_are_edited(server: TestServer, bot: SampleBot) -> None:
    """Another's message can be neither edited (50005) nor, without a permission, deleted (50013)."""
    said = server.as_member("Mel").send_message("mine")
    message = await get_general_channel(server, bot).fetch_message(said.id)
    with pytest.raises(discord.Forbidden) as edit:
        await message.edit(content="yours")
    with pytest.raises(discord.Forbidden) as deletion:
        await message.delete()
    assert (edit.value.code, deletion.value.code) == (50005, 50013)


async def test_what_is_gone_is_unknown(server: TestServer, bot: SampleBot) -> None:
    """A deleted channel, a stranger and a server without the bot are answered with their codes."""
    channel = get_general_channel(server, bot)
    server.world.delete_channel(server.find_channel("general"))
    with pytest.raises(discord.NotFound) as refusal:
        await channel.send("x")
    assert refusal.value.code == 10003
    guild = bot.get_guild(server.find_guild().id)
    assert guild is not None
    with pytest.raises(discord.NotFound):
        await guild.fetch_member(1)
    server.world.remove_member(server.find_guild(), server.world.bot)
    with pytest.raises(discord.Forbidden):
        await bot.fetch_guild(server.find_guild().id)


async def test_what_a_client_may_ask_about_itself_and_its_servers(server: TestServer, bot: SampleBot) -> None:
    """Application, servers, roles, members and commands can be fetched."""
    information = await bot.application_info()
    guild = await bot.fetch_guild(server.find_guild().id)
    member = await guild.fetch_member(server.as_member("Mel").user.id)
    assert (information.name, guild.name, member.display_name) == ("Dateline", "Newsroom", "Mel")
    assert [one.name async for one in bot.fetch_guilds()] == ["Newsroom"]
    assert len(await guild.fetch_roles()) == 3
    assert len(await guild.fetch_channels()) == 2
    registered = await bot.tree.fetch_commands()
    assert {one.name for one in registered} >= {"now", "digest", "About"}
    await registered[0].edit(description="otherwise")
    assert (await bot.tree.fetch_command(registered[0].id)).description == "otherwise"
    await registered[0].delete()
    assert len(await bot.tree.fetch_commands()) == len(registered) - 1


async def test_commands_of_a_server_hide_the_global_ones(server: TestServer, bot: SampleBot) -> None:
    """Commands sent to one server are offered there, once, and keep their ids when sent again."""
    guild = discord.Object(server.find_guild().id)
    bot.tree.copy_global_to(guild=guild)
    first, again = await bot.tree.sync(guild=guild), await bot.tree.sync(guild=guild)
    names = [one.name for one in server.as_member("Mel").list_commands()]
    assert len(names) == len(set(names))
    assert [one.id for one in first] == [one.id for one in again]
    answer = await server.as_member("Mel").run_slash_command("now").wait_for_answer()
    assert answer.text


async def test_announcements_are_published_once(server: TestServer, bot: SampleBot) -> None:
    """A message of an announcement channel is crossposted, once; of any other channel not at all."""
    news = server.world.add_channel(server.find_guild(), "news", ChannelKind.ANNOUNCEMENT)
    place = await bot.fetch_channel(news.id)
    assert isinstance(place, discord.TextChannel)
    message = await place.send("the news")
    await message.publish()
    assert server.list_messages("news")[0].flags & 1
    with pytest.raises(discord.HTTPException) as again:
        await message.publish()
    with pytest.raises(discord.HTTPException) as elsewhere:
        await (await get_general_channel(server, bot).send("talk")).publish()
    assert (again.value.code, elsewhere.value.code) == (40033, 50024)


async def test_threads_close_and_open_again(server: TestServer, bot: SampleBot) -> None:
    """An archived thread is listed, can't be edited, and comes back with the next message; a locked one does not."""
    channel = get_general_channel(server, bot)
    first = await channel.send("first")
    thread = await first.create_thread(name="a thread")
    with pytest.raises(discord.HTTPException) as twice:
        await first.create_thread(name="another")
    said = await thread.send("inside")
    await thread.edit(archived=True)
    assert [one.id async for one in channel.archived_threads()] == [thread.id]
    with pytest.raises(discord.HTTPException) as closed:
        await said.edit(content="changed")
    await thread.send("back")
    assert not server.find_channel("a thread").archived
    server.find_channel("a thread").locked = True
    with pytest.raises(discord.HTTPException) as locked:
        await thread.send("more")
    assert (twice.value.code, closed.value.code, locked.value.code) == (160004, 50083, 160005)


async def test_who_takes_no_direct_messages_gets_none(server: TestServer, bot: SampleBot) -> None:
    """A member who closed them makes the bot's attempt fail with 50007."""
    mel = server.as_member("Mel").user
    server.world.users_without_dms.add(mel.id)
    with pytest.raises(discord.Forbidden) as refusal:
        await (await bot.fetch_user(mel.id)).send("between us")
    assert refusal.value.code == 50007


async def test_an_id_of_thousands_of_digits_is_refused(server: TestServer, bot: SampleBot) -> None:
    """A snowflake is an unsigned 64-bit integer; anything longer is a malformed request."""
    channel = get_general_channel(server, bot)
    with pytest.raises(discord.HTTPException, match="is not snowflake") as refused:
        await channel.fetch_message(int("9" * 4_000))
    assert refused.value.status == 400
