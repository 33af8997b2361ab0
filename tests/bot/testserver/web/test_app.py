"""The page's server side: what it gives away, to whom, and what it does for a member."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

import aiohttp
import pytest

from bot.testserver import TestServer, Value
from bot.testserver.state.model import ChannelKind, Permission
from tests.support.testserver.local_server import ManualClockAndTimer

STATIC = resources.files("bot.testserver.web") / "static"


async def do_action(
    web: aiohttp.ClientSession, server: TestServer, action: str, **more: Value
) -> tuple[int, dict[str, Any]]:
    """Do something on the page, as Mel in #general by default."""
    mel, place = server.as_member("Mel").user.id, server.find_channel("general").id
    body = {"deed": action, "as": str(mel), "channel": str(place)} | more
    async with web.post("/page/do", json=body) as response:
        return response.status, await response.json()


async def test_another_name_for_this_machine_is_refused(web: aiohttp.ClientSession) -> None:
    """A name that someone points at loopback (DNS rebinding) gets nothing."""
    for path in ("/", "/page/people", "/api/v10/gateway"):
        async with web.get(path, headers={"Host": "evil.example"}) as response:
            assert response.status == 421


async def test_another_page_can_do_nothing(web: aiohttp.ClientSession) -> None:
    """Deeds and controls are refused to pages from elsewhere, and to forms."""
    for path in ("/page/do", "/control/fault", "/control/clock"):
        async with web.post(path, json={}, headers={"Origin": "https://evil.example"}) as response:
            assert response.status == 403
        async with web.post(path, data="{}", headers={"Content-Type": "text/plain"}) as response:
            assert response.status == 403


async def test_the_page_keeps_a_strict_policy(web: aiohttp.ClientSession) -> None:
    """Nothing from elsewhere and nothing inline may run, and no other page may frame it."""
    async with web.get("/") as response:
        policy, text = response.headers["Content-Security-Policy"], await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style| on\w+=| style=", text)


@pytest.mark.parametrize("name", sorted(file.name for file in STATIC.iterdir()))
async def test_no_file_of_the_page_names_an_address_outside(name: str, web: aiohttp.ClientSession) -> None:
    """Every file is served with its type, and loads nothing from elsewhere."""
    path = "/" if name == "index.html" else f"/assets/{name}"
    async with web.get(path) as response:
        text = await response.text()
        assert (response.status, response.headers["X-Content-Type-Options"]) == (200, "nosniff")
    code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE).replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?://[\w.]+\w", code) == []
    assert len(text.splitlines()) < 500


async def test_what_is_no_file_of_the_page_is_not_served(web: aiohttp.ClientSession) -> None:
    """There is no way out of the page's folder."""
    for path in ("/assets/nothing.js", "/assets/..%2fdoor.py", "/assets/%2e%2e/door.js"):
        async with web.get(path) as response:
            assert response.status == 404


@pytest.mark.usefixtures("bot")
async def test_an_upload_cannot_act_as_a_page(server: TestServer, web: aiohttp.ClientSession) -> None:
    """A file is offered for download under a policy of its own, unless it is a picture."""
    page = {"filename": "x.html", "data": "PHNjcmlwdD4="}
    ada, guild = server.as_member("Ada"), server.find_guild()
    given: dict[str, Any] = {
        "member": str(ada.user.id),
        "channel": str(server.find_channel("general").id),
        "role": str(guild.id),
    }
    given |= {"hour": "1", "share": "1", "anyone": str(ada.user.id), "file": page}
    status, _ = await do_action(web, server, "slash", command="options", options=given)
    assert status == 200
    file = next(iter(server.world.attachments.values()))
    async with web.get(f"/cdn/attachments/{file.channel}/{file.id}/{file.filename}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("bot")
async def test_the_stream_sends_what_the_member_may_see(server: TestServer, web: aiohttp.ClientSession) -> None:
    """Messages, ephemeral ones to their reader alone, deletions and acknowledgements come by themselves."""
    mel, ada = server.as_member("Mel"), server.as_member("Ada")
    seen = {name: await _open_stream(web, str(who.user.id)) for name, who in (("Mel", mel), ("Ada", ada))}
    private = await mel.run_slash_command("now", {"private": True, "text": "for Mel"}).wait_for_answer()
    public = await mel.run_slash_command("now", {"text": "for all"}).wait_for_answer()
    server.world.delete_message(public)
    told = {name: await _read_events(stream, "gone") for name, stream in seen.items()}
    words = {name: [one["content"] for event, one in events if event == "message"] for name, events in told.items()}
    assert words == {"Mel": ["for Mel", "for all"], "Ada": ["for all"]}
    assert [event for event, _ in told["Mel"]].count("interaction") == 2
    assert [event for event, _ in told["Ada"]].count("interaction") == 0
    used = next(one["used"] for event, one in told["Ada"] if event == "message")
    assert used == {"user": "Mel", "command": "/now"}
    assert private.ephemeral


async def _open_stream(web: aiohttp.ClientSession, member: str) -> aiohttp.ClientResponse:
    response = await web.get("/page/events", params={"as": member})
    await _read_first_event(response)
    return response


async def _read_first_event(response: aiohttp.ClientResponse) -> str:
    """Read the first event, the world as it is, behind the word on when to try again."""
    await response.content.readuntil(b"\n\n")
    return (await response.content.readuntil(b"\n\n")).decode()


async def _read_events(stream: aiohttp.ClientResponse, last: str) -> list[tuple[str, Any]]:
    """Read events up to the first named *last*."""
    events: list[tuple[str, Any]] = []
    async with asyncio.timeout(5):
        while not events or events[-1][0] != last:
            name, data = (await stream.content.readuntil(b"\n\n")).decode().strip().split("\n", 1)
            events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    stream.close()
    return events


async def test_hidden_channels_stay_hidden(server: TestServer, web: aiohttp.ClientSession) -> None:
    """A channel that a member can't see is neither listed, nor read, nor written to."""
    mel, place = server.as_member("Mel").user, server.find_channel("briefings")
    server.world.set_denied_permissions(place, Permission.VIEW_CHANNEL, mel.id)
    async with web.get("/page/history", params={"as": mel.id, "channel": place.id}) as response:
        assert response.status == 404
    assert (await send_action(web, {"deed": "say", "as": str(mel.id), "channel": str(place.id), "text": "x"})) == 404
    stream = await web.get("/page/events", params={"as": mel.id})
    text = await _read_first_event(stream)
    stream.close()
    assert '"general"' in text
    assert '"briefings"' not in text


@pytest.mark.parametrize("member", ["", "x", "²", "1"])
async def test_who_is_no_member_sees_nothing(member: str, server: TestServer, web: aiohttp.ClientSession) -> None:
    """An id that is none, or nobody's, is answered with 404 everywhere."""
    for path in ("/page/events", "/page/history", "/page/commands"):
        asked = {"as": member, "channel": str(server.find_channel("general").id)}
        async with web.get(path, params=asked) as response:
            assert response.status == 404


async def send_action(web: aiohttp.ClientSession, body: dict[str, Any]) -> int:
    """Do something and give the status."""
    async with web.post("/page/do", json=body) as response:
        return response.status


@pytest.mark.usefixtures("bot")
async def test_deeds_are_done_as_the_member(server: TestServer, web: aiohttp.ClientSession) -> None:
    """Writing, completing, reacting and dismissing do what they say, and a refusal is reported in words."""
    assert (await do_action(web, server, "say", text="hello"))[0] == 200
    said = server.list_messages("general")[0]
    assert (said.author.display_name, said.content) == ("Mel", "hello")
    _, completed = await do_action(web, server, "complete", command="word", option="word", text="ball")
    assert [one["value"] for one in completed["choices"]] == ["balloon"]
    await do_action(web, server, "react", message=str(said.id), emoji="👀")
    assert list(said.reactions) == ["👀"]
    private = await server.as_member("Mel").run_slash_command("now", {"private": True}).wait_for_answer()
    assert (await do_action(web, server, "dismiss", message=str(private.id)))[0] == 200
    assert private.deleted
    refused = [
        await do_action(web, server, "dismiss", message=str(said.id)),
        await do_action(web, server, "slash", command="digest add"),
        await do_action(web, server, "press", message=str(private.id), control="count"),
        await do_action(web, server, "say", text=""),
    ]
    assert [status for status, _ in refused] == [409] * 4
    assert all(body["error"] for _, body in refused)
    assert (await do_action(web, server, "fly"))[0] == 400


async def test_the_clock_is_moved_by_who_gave_it(
    web: aiohttp.ClientSession, clock_and_timer: ManualClockAndTimer
) -> None:
    """The clock control calls back with how far to move, forward only."""
    async with web.post("/control/clock", json={"seconds": 86_400}) as response:
        assert (await response.json())["now"].startswith("2024-06-22T08:00")
    async with web.post("/control/clock", json={"seconds": -1}) as response:
        assert response.status == 409
    assert clock_and_timer.seconds == 86_400


async def test_without_a_callback_there_is_no_clock_control(clock_and_timer: ManualClockAndTimer) -> None:
    """A server on the real clock neither shows nor has the control."""
    async with TestServer(clock=lambda: clock_and_timer.now) as server, aiohttp.ClientSession(server.url) as web:
        async with web.get("/page/people") as response:
            assert (await response.json())["clock"]["movable"] is False
        async with web.post("/control/clock", json={"seconds": 1}) as response:
            assert response.status == 409


async def test_several_servers_and_threads_are_listed(server: TestServer, web: aiohttp.ClientSession) -> None:
    """A member of two servers sees both, with their channels, forums and threads, and no others'."""
    mel = server.as_member("Mel").user
    other = server.world.add_guild("Evening paper", mel)
    forum = server.world.add_channel(other, "forum", ChannelKind.FORUM)
    server.world.add_channel(other, "post", ChannelKind.PUBLIC_THREAD, parent=forum, owner=mel.id)
    stream = await web.get("/page/events", params={"as": mel.id})
    told = json.loads((await _read_first_event(stream)).split("data: ", 1)[1])
    stream.close()
    assert {guild["name"]: [one["name"] for one in guild["channels"]] for guild in told["guilds"]} == {
        "Newsroom": ["general", "briefings"],
        "Evening paper": ["forum", "post"],
    }


async def test_the_clock_moves_to_what_comes_next(clock_and_timer: ManualClockAndTimer) -> None:
    """Where the server knows what is planned, the page moves there; where nothing is, it says so."""
    planned: list[datetime | None] = [clock_and_timer.now + timedelta(hours=3)]

    async def move(by: timedelta) -> None:
        clock_and_timer.move(by.total_seconds())

    async def upcoming() -> datetime | None:
        return planned[0]

    async with (
        TestServer(clock=lambda: clock_and_timer.now, move_clock=move, next_event=upcoming) as server,
        aiohttp.ClientSession(server.url) as web,
    ):
        async with web.get("/page/people") as response:
            assert (await response.json())["clock"]["eventful"] is True
        async with web.post("/control/clock", json={"to": "next"}) as response:
            assert (await response.json())["now"].startswith("2024-06-21T11:00")
        planned[0] = None
        async with web.post("/control/clock", json={"to": "next"}) as response:
            assert (response.status, await response.json()) == (409, {"error": "Nothing is planned."})
