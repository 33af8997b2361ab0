"""Faults on demand, as the real client meets them; and rate limits with the headers that announce them."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.testserver import TestServer
from bot.testserver.faults import FaultKind
from bot.testserver.state.model import Permission
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import SampleBot, get_general_channel

SENDING = "POST /channels"


@pytest.fixture
def _short_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client's pauses between tries be a moment long."""

    async def moment(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))

    hurried = SimpleNamespace(**(vars(asyncio) | {"sleep": moment}))
    for module in ("discord.http", "discord.webhook.async_"):
        monkeypatch.setattr(f"{module}.asyncio", hurried)


async def test_a_rate_limit_is_waited_out(server: TestServer, bot: SampleBot) -> None:
    """A 429 with ``Via`` makes the client wait and try again: the message is posted once."""
    server.faults.add("rate_limited", SENDING, seconds=0.05)
    await get_general_channel(server, bot).send("x")
    assert len(server.list_messages("general")) == 1
    assert server.faults.pending == ()


async def test_a_ban_is_not_waited_out(server: TestServer, bot: SampleBot) -> None:
    """A 429 without ``Via`` is taken for a ban: the client gives up."""
    server.faults.add("banned", SENDING)
    with pytest.raises(discord.HTTPException) as refusal:
        await get_general_channel(server, bot).send("x")
    assert (refusal.value.status, server.list_messages("general")) == (429, [])


@pytest.mark.usefixtures("_short_delays")
async def test_an_error_before_acceptance_is_tried_again(server: TestServer, bot: SampleBot) -> None:
    """After a 502 that did nothing the client's second try posts the message."""
    server.faults.add("error_before", SENDING, times=2)
    await get_general_channel(server, bot).send("x")
    assert len(server.list_messages("general")) == 1


@pytest.mark.usefixtures("_short_delays")
async def test_an_error_after_acceptance_does_not_post_twice(server: TestServer, bot: SampleBot) -> None:
    """The message was posted, the client heard 502 and sends it again: its nonce keeps it from standing there twice."""
    server.faults.add("error_after", SENDING)
    await get_general_channel(server, bot).send("x")
    assert len(server.list_messages("general")) == 1


@pytest.mark.usefixtures("_short_delays", "bot")
async def test_an_error_after_acceptance_repeats_a_follow_up(server: TestServer) -> None:
    """Follow-ups know no nonce: sent again after a 502 that did its work, they stand there twice."""
    server.faults.add("error_after", "POST /webhooks.*")
    use = server.as_member("Mel").run_slash_command("later")
    await use.wait_for_followup(2)
    assert [one.content for one in use.messages] == ["thought", "thought", "and more"]


async def test_a_lost_reply_leaves_the_message_posted(server: TestServer, bot: SampleBot) -> None:
    """The connection breaks before the answer: the client fails, yet the message is there."""
    server.faults.add("lost_reply", SENDING)
    with pytest.raises(aiohttp.ClientConnectionError):
        await get_general_channel(server, bot).send("x")
    assert len(server.list_messages("general")) == 1


async def test_a_late_answer_comes_late(server: TestServer, bot: SampleBot) -> None:
    """A slow fault holds the request back; what is sent meanwhile overtakes it."""
    server.faults.add("slow", SENDING, seconds=0.2)
    channel = get_general_channel(server, bot)
    late = asyncio.create_task(channel.send("late"))
    await asyncio.sleep(0.05)
    await bot.get_channel(server.find_channel("briefings").id).send("quick")  # type: ignore[union-attr]
    assert not late.done()
    await late


async def test_faults_are_used_up_in_order_and_cleared(server: TestServer) -> None:
    """A fault befalls the requests that its pattern finds, as often as it says, and none once cleared."""
    first = server.faults.add(FaultKind.SLOW, "^GET", times=2)
    second = server.faults.add("banned")
    assert server.faults.take("POST /x") is second
    assert server.faults.take("GET /x") is first
    assert server.faults.pending == (first,)
    server.faults.clear()
    assert server.faults.take("GET /x") is None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kind": "flood"}, id="no such kind"),
        pytest.param({"kind": "slow", "route": "("}, id="no pattern"),
        pytest.param({"kind": "slow", "times": 0}, id="never"),
        pytest.param({"kind": "error_before", "status": 400}, id="no error of the server's"),
        pytest.param({"kind": "slow", "sort": 1}, id="no such attribute"),
    ],
)
async def test_a_fault_that_is_none_is_refused(wrong: dict[str, object], server: TestServer) -> None:
    """A misspelt fault is refused where it is ordered."""
    with pytest.raises(ValueError, match=r"no such fault|is not a valid FaultKind"):
        server.faults.add(**wrong)  # type: ignore[arg-type]


async def test_a_tight_limit_is_announced_and_enforced(server: TestServer) -> None:
    """Beyond a route's limit the answer is 429 with all headers; other channels have buckets of their own."""
    server.rest.limits.set_limit("POST /channels/{channel_id}/messages", 2, 5.0)
    address = f"{server.url}/api/v10/channels/{{}}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def send(channel: str) -> aiohttp.ClientResponse:
            async with session.post(address.format(server.find_channel(channel).id), json={"content": "x"}) as response:
                await response.read()
                return response

        answers = [await send("general") for _ in range(3)]
        other = await send("briefings")
        body = await answers[2].json()
    assert [one.status for one in (*answers, other)] == [200, 200, 429, 200]
    assert [one.headers["X-RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert answers[2].headers["Via"]
    assert (body["retry_after"], body["global"]) == (5.0, False)


async def test_heartbeats_go_unanswered_on_demand(server: TestServer) -> None:
    """With acknowledging switched off a heartbeat is counted and not answered."""
    server.gateway.acknowledges_heartbeats = False
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/gateway?v=10") as socket:
        await socket.receive()
        await socket.send_json({"op": 1, "d": None})
        await socket.send_json({"op": 6, "d": {"token": server.token, "session_id": "none", "seq": 0}})
        assert (await socket.receive_json())["op"] == 9
    assert server.gateway.heartbeats == 1


async def test_faults_are_ordered_by_a_hidden_route(
    server: TestServer, web: aiohttp.ClientSession, bot: SampleBot
) -> None:
    """What the Python interface can break, other programs can break over the wire."""
    place = server.find_channel("briefings")
    orders: list[tuple[str, dict[str, Any]]] = [
        ("fault", {"kind": "slow", "route": "^GET", "seconds": 0}),
        ("silence", {}),
        ("well", {}),
        ("deny", {"channel": str(place.id), "permissions": int(Permission.SEND_MESSAGES)}),
        ("delete-channel", {"channel": str(place.id)}),
        ("reconnect", {}),
    ]
    for what, order in orders:
        async with web.post(f"/control/{what}", json=order) as response:
            assert response.status == 200, what
    assert server.faults.pending == ()
    assert place.id not in server.world.channels
    async with asyncio.timeout(10):
        await bot.connected.wait()
    async with web.post("/control/nothing", json={}) as response:
        assert response.status == 404
    async with web.post("/control/fault", json={"kind": "flood"}) as response:
        assert response.status == 400


async def test_all_routes_together_have_a_limit(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """Beyond 50 requests a second every route answers 429, global; a second later all is well."""
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(f"{server.url}/api/v10/", headers=headers) as session:

        async def ask(what: str) -> aiohttp.ClientResponse:
            async with session.get(what) as response:
                await response.read()
                return response

        routes = ("users/@me", "users/@me/guilds", "gateway/bot")
        early = [await ask(routes[number % 3]) for number in range(50)]
        late = await ask("gateway")
        hook = await ask(f"webhooks/{server.world.application}/nobody/messages/@original")
        clock_and_timer.move(1.0)
        after = await ask("gateway")
        body = await late.json()
    assert {one.status for one in early} == {200}
    assert (late.status, late.headers["X-RateLimit-Scope"], late.headers["X-RateLimit-Global"]) == (
        429,
        "global",
        "true",
    )
    assert body["global"] is True
    assert (hook.status, after.status) == (404, 200)


async def test_windows_that_have_ended_are_dropped(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """The count of requests does not grow with every channel that ever was."""
    limits = server.rest.limits
    for number in range(3000):
        limits.count_request("POST /channels/{channel_id}/messages", {"channel_id": str(number)})
        clock_and_timer.move(1.5)
    assert len(limits._windows) <= 1002
