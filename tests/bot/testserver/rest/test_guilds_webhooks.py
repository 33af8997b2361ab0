"""Endpoints that other clients ask for: channels, members, pins, reactions, webhooks, and what there is none of."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.testserver import TestServer
from bot.testserver.state.model import Permission
from bot.testserver.state.state import set_role_permissions
from tests.bot.testserver.rest.test_refused_requests import request


@pytest.fixture
def managing(server: TestServer) -> TestServer:
    """Allow the bot all that it may need to manage."""
    guild = server.find_guild()
    role = next(one for one in guild.roles.values() if one.name == "Dateline")
    allowed = role.permissions | Permission.MANAGE_CHANNELS | Permission.MANAGE_WEBHOOKS | Permission.MANAGE_MESSAGES
    set_role_permissions(server.world, guild, role, allowed | Permission.MANAGE_ROLES)
    return server


EMPTY: list[Any] = [
    ("/soundboard-default-sounds", []),
    ("/sticker-packs", {"sticker_packs": []}),
    ("/voice/regions", []),
    ("/applications/{application}/emojis", {"items": []}),
    ("/applications/{application}/entitlements", []),
    ("/applications/{application}/guilds/{guild}/commands/permissions", []),
    ("/guilds/{guild}/emojis", []),
    ("/guilds/{guild}/stickers", []),
    ("/guilds/{guild}/scheduled-events", []),
    ("/guilds/{guild}/soundboard-sounds", {"items": []}),
    ("/channels/{general}/pins", []),
    ("/channels/{general}/messages/pins", {"items": [], "has_more": False}),
]


@pytest.mark.parametrize(("path", "expected"), EMPTY)
async def test_what_there_is_none_of_is_an_empty_list(server: TestServer, path: str, expected: object) -> None:
    """Clients that ask for emojis, stickers, sounds and the like at the start get an empty answer."""
    ids = {"guild": server.find_guild().id, "general": server.find_channel("general").id}
    answer = await request(server, "GET", path.format(application=server.world.application, **ids), None)
    assert answer == (200, expected)


async def test_a_channel_is_created_where_that_is_allowed(server: TestServer) -> None:
    """Without the permission a channel is refused, with it created, and kept to Discord's limits."""
    path = f"/guilds/{server.find_guild().id}/channels"
    assert (await request(server, "POST", path, {"name": "news"}))[0] == 403
    server.find_guild().roles[server.find_guild().id].permissions |= Permission.MANAGE_CHANNELS
    status, channel = await request(server, "POST", path, {"name": "news", "topic": "All of it"})
    assert (status, channel["name"], channel["topic"]) == (201, "news", "All of it")
    assert server.find_channel("news").id == int(channel["id"])
    status, answer = await request(server, "POST", path, {"name": "x", "type": 99})
    assert (status, answer["code"]) == (400, 50035)


async def test_members_are_listed_with_the_privileged_intent(server: TestServer) -> None:
    """All members are for applications with the intent; a search by name needs none."""
    path = f"/guilds/{server.find_guild().id}/members"
    assert (await request(server, "GET", f"{path}?limit=10", None))[0] == 403
    found: Any = (await request(server, "GET", f"{path}/search?query=me", None))[1]
    assert [one["user"]["username"] for one in found] == ["mel"]
    server.world.granted_intents = 1 << 1
    listed: Any = (await request(server, "GET", f"{path}?limit=10", None))[1]
    assert len(listed) == 3


async def test_pins_are_listed_with_their_times(managing: TestServer) -> None:
    """A pinned message is listed in both forms, and gone when it is unpinned."""
    message = managing.as_member("Mel").send_message("hello")
    path = f"/channels/{message.channel}/messages/pins"
    assert (await request(managing, "PUT", f"{path}/{message.id}", None))[0] == 204
    listed = (await request(managing, "GET", path, None))[1]
    assert [one["message"]["id"] for one in listed["items"]] == [str(message.id)]
    assert listed["items"][0]["pinned_at"].startswith("2024-06-21")
    older: Any = (await request(managing, "GET", f"/channels/{message.channel}/pins", None))[1]
    assert [one["content"] for one in older] == ["hello"]
    await request(managing, "DELETE", f"{path}/{message.id}", None)
    assert (await request(managing, "GET", path, None))[1]["items"] == []


async def test_who_reacted_is_listed_and_can_be_removed(managing: TestServer) -> None:
    """Users are listed by emoji; one reaction and all of them are removed with the permission."""
    message = managing.as_member("Mel").send_message("hello")
    path = f"/channels/{message.channel}/messages/{message.id}/reactions"
    for emoji in "👍🔥":
        await request(managing, "PUT", f"{path}/{emoji}/@me", None)
    bot = str(managing.world.application)
    users: Any = (await request(managing, "GET", f"{path}/👍", None))[1]
    assert [one["id"] for one in users] == [bot]
    assert (await request(managing, "DELETE", f"{path}/👍/{bot}", None))[0] == 204
    assert list(message.reactions) == ["🔥"]
    assert (await request(managing, "DELETE", path, None))[0] == 204
    assert message.reactions == {}


async def test_messages_are_deleted_together(managing: TestServer) -> None:
    """Two messages and more are deleted by one request, a single one is not."""
    sent = [managing.as_member("Mel").send_message(text) for text in "abc"]
    path, ids = f"/channels/{sent[0].channel}/messages/bulk-delete", [str(one.id) for one in sent]
    assert (await request(managing, "POST", path, {"messages": ids[:1]}))[1]["code"] == 50035
    assert (await request(managing, "POST", path, {"messages": ids[:2]}))[0] == 204
    assert [one.content for one in managing.list_messages("general")] == ["c"]


async def test_a_webhook_posts_edits_and_is_deleted(managing: TestServer) -> None:
    """A webhook is created, posts under its name without the bot's token, edits its message, and goes."""
    general = managing.find_channel("general").id
    status, webhook = await request(managing, "POST", f"/channels/{general}/webhooks", {"name": "Wire"})
    assert (status, webhook["channel_id"], webhook["user"]["id"]) == (
        200,
        str(general),
        str(managing.world.application),
    )
    path = f"{managing.url}/api/v10/webhooks/{webhook['id']}/{webhook['token']}"
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{path}?wait=true", json={"content": "first", "username": "Desk"}) as response:
            message = await response.json()
        assert (message["author"]["username"], message["webhook_id"]) == ("Desk", webhook["id"])
        async with session.patch(f"{path}/messages/{message['id']}", json={"content": "second"}) as response:
            assert (response.status, (await response.json())["content"]) == (200, "second")
        async with session.post(path, json={"content": "x" * 2001}) as response:
            assert response.status == 400
        async with session.post(path.replace(webhook["token"], "wrong"), json={"content": "x"}) as response:
            assert (response.status, (await response.json())["code"]) == (401, 50027)
        async with session.get(webhook["url"]) as response:
            assert "user" not in await response.json()
    listed: Any = (await request(managing, "GET", f"/channels/{general}/webhooks", None))[1]
    assert [one["name"] for one in listed] == ["Wire"]
    assert (await request(managing, "DELETE", f"/webhooks/{webhook['id']}", None))[0] == 204
    assert (await request(managing, "GET", f"/webhooks/{webhook['id']}", None))[0] == 404


@pytest.mark.parametrize("name", ["", "x" * 81, "My Discord", "Clyde"])
async def test_a_webhook_needs_a_proper_name(managing: TestServer, name: str) -> None:
    """Names that Discord forbids are refused at their place."""
    path = f"/channels/{managing.find_channel('general').id}/webhooks"
    status, answer = await request(managing, "POST", path, {"name": name})
    assert (status, list(answer["errors"])) == (400, ["name"])


async def test_a_form_without_files_is_read(server: TestServer) -> None:
    """A body may come as a form's ``payload_json``, as some clients send it with no file."""
    headers = {"Authorization": f"Bot {server.token}"}
    address = f"{server.url}/api/v10/channels/{server.find_channel('general').id}/messages"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(address, data={"payload_json": '{"content": "x"}'}) as response,
    ):
        assert response.status == 200
    assert [one.content for one in server.list_messages("general")] == ["x"]


async def test_a_thread_keeps_when_it_is_archived(server: TestServer) -> None:
    """The time after which a thread is archived is the one asked for, and can be changed."""
    path = f"/channels/{server.find_channel('general').id}/threads"
    body = {"name": "Talk", "type": 11, "auto_archive_duration": 60}
    _, thread = await request(server, "POST", path, body)
    assert thread["thread_metadata"]["auto_archive_duration"] == 60
    status, changed = await request(server, "PATCH", f"/channels/{thread['id']}", {"auto_archive_duration": 10080})
    assert (status, changed["thread_metadata"]["auto_archive_duration"]) == (200, 10080)
    assert (await request(server, "PATCH", f"/channels/{thread['id']}", {"auto_archive_duration": 7}))[0] == 400
