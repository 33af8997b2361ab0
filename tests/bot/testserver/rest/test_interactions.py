"""Commands, components and modals, from a member's press to the answer the real client sends."""

from __future__ import annotations

import aiohttp
import pytest

from bot.testserver import CallbackKind, InvalidInteractionError, TestServer
from bot.testserver.state.events import Interaction
from tests.support.testserver.local_server import ManualClockAndTimer
from tests.support.testserver.sample_bot import PIXEL, SampleBot

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_command_is_answered_at_once(server: TestServer, bot: SampleBot) -> None:
    """A slash command reaches the client and its answer stands in the channel, marked as the answer to it."""
    message = await server.as_member("Mel").run_slash_command("now", {"text": "hello"}).wait_for_answer()
    assert (message.text.splitlines()[0], message.kind, message.ephemeral) == ("hello", 20, False)
    assert server.list_messages("general") == [message]
    assert bot.user
    assert message.author.id == bot.user.id


async def test_a_thinking_answer_is_filled_and_keeps_who_sees_it(server: TestServer) -> None:
    """The first follow-up fills the deferred answer, private as it was deferred; later ones stand by themselves."""
    use = server.as_member("Mel").run_slash_command("later", {"private": True})
    assert await use.wait_for_acknowledgement() is CallbackKind.DEFERRED_MESSAGE
    await use.wait_until(
        lambda held: held.original if held.original and "again" in held.original.content else None, "edit"
    )
    original, more = use.messages
    assert (original.content, original.ephemeral, original.private_to) == ("thought again", True, use.interaction.user)
    assert (more.content, more.ephemeral) == ("and more", True)


async def test_all_kinds_of_options_reach_the_client(server: TestServer) -> None:
    """Members, channels, roles, numbers and files arrive as what they are."""
    guild = server.find_guild()
    admin = next(role for role in guild.roles.values() if role.name == "Admin")
    given = {"member": server.as_member("Mel").user, "channel": server.find_channel("briefings"), "role": admin}
    given |= {"hour": 8, "share": 0.5, "anyone": admin, "file": ("p.png", PIXEL)}
    message = await server.as_member("Ada").run_slash_command("options", given).wait_for_answer()
    assert message.text == f"Mel briefings Admin 8 0.5 Admin {len(PIXEL)}"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, "member is required", id="a required option is missing"),
        pytest.param({"nobody": 1}, "no option nobody", id="an option is unknown"),
        pytest.param({"member": 1}, "nothing known by 1", id="a member is unknown"),
    ],
)
async def test_what_discords_client_would_not_send_is_not_sent(
    given: dict[str, object], said: str, server: TestServer
) -> None:
    """A command that is filled in wrongly never leaves the member's box."""
    with pytest.raises(InvalidInteractionError, match=said):
        server.as_member("Ada").run_slash_command("options", given)


async def test_a_word_is_completed(server: TestServer) -> None:
    """Half a word brings the choices that the client offers for it."""
    choices = await server.as_member("Mel").complete_option("word", "word", "tre").wait_for_choices()
    assert [choice["value"] for choice in choices] == ["treaty"]


async def test_a_command_for_managers_is_offered_to_managers_alone(server: TestServer) -> None:
    """Default permissions decide who sees a command; one for servers is not offered in direct messages."""
    offered = {name: {one.name for one in server.as_member(name).list_commands()} for name in ("Ada", "Mel")}
    assert offered["Ada"] - offered["Mel"] == {"digest add"}
    assert "digest add" not in {one.name for one in server.as_member("Ada").switch_to_dm().list_commands()}
    with pytest.raises(InvalidInteractionError, match="not offered"):
        server.as_member("Mel").run_slash_command("digest add")


async def test_a_deleted_answer_is_gone(server: TestServer) -> None:
    """The client deletes its own answer."""
    use = server.as_member("Ada").run_slash_command("digest add")
    await use.wait_until(lambda held: True if held.original and held.original.deleted else None, "deletion")
    assert server.list_messages("general") == []


async def test_commands_work_in_direct_messages(server: TestServer) -> None:
    """The same command in the direct conversation is answered there."""
    message = await server.as_member("Mel").switch_to_dm().run_slash_command("now").wait_for_answer()
    assert server.world.channels[message.channel].guild is None


async def test_a_command_that_members_install_works_where_the_bot_is_not(server: TestServer) -> None:
    """In a server without the bot only what members installed for themselves is offered, and is answered there."""
    mel = server.as_member("Mel")
    elsewhere = server.world.add_guild("Elsewhere", mel.user, with_bot=False)
    place = server.world.add_channel(elsewhere, "talk")
    visitor = server.as_member("Mel", "Elsewhere")
    assert [one.name for one in visitor.list_commands()] == ["anywhere"]
    there, here = (
        await visitor.run_slash_command("anywhere").wait_for_answer(),
        await mel.run_slash_command("anywhere").wait_for_answer(),
    )
    assert (there.channel, there.text, here.text) == (place.id, "installed by the user", "installed by the server")


async def test_context_menus_carry_their_target(server: TestServer) -> None:
    """A message's and a member's context menu arrive with what they were opened on."""
    mel = server.as_member("Mel")
    about = await mel.run_context_command("About", mel.send_message("the treaty")).wait_for_answer()
    greeting = await mel.run_context_command("Greet", server.as_member("Ada").user).wait_for_answer()
    assert (about.text, about.ephemeral, greeting.text) == ("about the treaty", True, "hello Ada")


async def test_a_button_changes_its_message(server: TestServer) -> None:
    """An update changes the message that holds the button, and nothing is posted."""
    mel = server.as_member("Mel")
    message = await mel.run_slash_command("now").wait_for_answer()
    use = mel.press_button(message, "count")
    assert await use.wait_for_acknowledgement() is CallbackKind.UPDATE
    assert (message.content, use.messages, len(server.list_messages("general"))) == ("counted", [], 1)
    assert message.find_component("count")["label"] == "Count!"  # type: ignore[index]


async def test_a_deferred_update_changes_its_message_later(server: TestServer) -> None:
    """The token of a button's use edits the message that holds it, and sends follow-ups."""
    mel = server.as_member("Mel")
    message = await mel.run_slash_command("now").wait_for_answer()
    use = mel.press_button(message, "Later")
    besides = await use.wait_until(lambda held: held.messages[0] if held.messages else None, "follow-up")
    assert (message.content, besides.content, besides.private_to) == ("changed later", "besides", mel.user.id)


async def test_a_disabled_button_cannot_be_pressed(server: TestServer) -> None:
    """Discord's client does not press what is greyed out, nor what is not there."""
    mel = server.as_member("Mel")
    message = await mel.run_slash_command("now").wait_for_answer()
    for button in ("off", "missing"):
        with pytest.raises(InvalidInteractionError):
            mel.press_button(message, button)


async def test_selects_carry_what_was_picked(server: TestServer) -> None:
    """Picked strings arrive as values, picked members as members."""
    mel = server.as_member("Mel")
    message = await mel.run_slash_command("now").wait_for_answer()
    outlets = await mel.pick_options(message, "outlets", "Wire").wait_for_answer()
    who = await mel.pick_options(message, "who", server.as_member("Ada").user).wait_for_answer()
    assert (outlets.text, who.text) == ("picked ['Wire']", "picked Ada")
    with pytest.raises(InvalidInteractionError, match="not among the options"):
        mel.pick_options(message, "outlets", "Courier")


async def test_a_modal_is_filled_in_and_submitted(server: TestServer) -> None:
    """A button opens a modal, whose fields arrive as they were filled in; what does not fit can't be submitted."""
    mel = server.as_member("Mel")
    use = mel.press_button(await mel.run_slash_command("now").wait_for_answer(), "form")
    assert (await use.wait_for_modal())["title"] == "A form"
    with pytest.raises(InvalidInteractionError, match=r"hour must have 0 to 2"):
        mel.submit_modal(use, {"hour": "123", "size": "short"})
    answer = await mel.submit_modal(use, {"hour": "8", "size": "long"}).wait_for_answer()
    assert (answer.text, answer.ephemeral) == ("8 long", True)


async def test_a_card_shows_the_attached_picture(server: TestServer) -> None:
    """``attachment://`` in components becomes the address at which the very bytes are served."""
    message = await server.as_member("Mel").run_slash_command("now", {"kind": "card"}).wait_for_answer()
    address = message.components[0]["components"][3]["items"][0]["media"]["url"]
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert (response.content_type, await response.read()) == ("image/png", PIXEL)


async def test_silence_is_noticed(server: TestServer) -> None:
    """A command that is never acknowledged ends the wait for it, with its name."""
    with pytest.raises(TimeoutError, match="acknowledgement to silence"):
        await server.as_member("Mel").run_slash_command("silence").wait_for_acknowledgement(timeout=0.2)


async def test_a_crowd_is_served(server: TestServer) -> None:
    """More interactions at once than a bucket takes requests: each has its own, and all are answered."""
    mel = server.as_member("Mel")
    uses = [mel.run_slash_command("now", {"text": f"{number}"}) for number in range(80)]
    answers = [await use.wait_for_answer() for use in uses]
    assert [answer.content for answer in answers] == [str(number) for number in range(80)]


async def _send_callback(
    server: TestServer, held: Interaction, body: dict[str, object]
) -> tuple[int, dict[str, object]]:
    address = f"{server.url}/api/v10/interactions/{held.id}/{held.token}/callback"
    async with aiohttp.ClientSession() as session, session.post(address, json=body) as response:
        return response.status, {} if response.status == 204 else await response.json()


MESSAGE = {"type": 4, "data": {"content": "hello"}}


async def test_the_first_answer_has_three_seconds(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """After three seconds an interaction is unknown; its webhook never comes to be."""
    use = server.as_member("Mel").run_slash_command("silence")
    clock_and_timer.move(3.1)
    status, body = await _send_callback(server, use.interaction, MESSAGE)
    assert (status, body["code"]) == (404, 10062)


async def test_an_interaction_is_acknowledged_once(server: TestServer) -> None:
    """A second first answer is refused with 40060."""
    use = server.as_member("Mel").run_slash_command("silence")
    assert (await _send_callback(server, use.interaction, MESSAGE))[0] == 204
    status, body = await _send_callback(server, use.interaction, MESSAGE)
    assert (status, body["code"]) == (400, 40060)


async def test_the_first_answer_belongs_to_no_bucket(server: TestServer) -> None:
    """The response to an interaction's first answer has no headers of a rate limit; that to a follow-up has."""
    use = server.as_member("Mel").run_slash_command("silence")
    path = f"{server.url}/api/v10/interactions/{use.interaction.id}/{use.interaction.token}/callback"
    hook = f"{server.url}/api/v10/webhooks/{server.world.application}/{use.interaction.token}"
    async with aiohttp.ClientSession() as session:
        async with session.post(path, json=MESSAGE) as response:
            assert not [name for name in response.headers if name.lower().startswith("x-ratelimit")]
        async with session.post(hook, json={"content": "more"}) as response:
            assert "X-RateLimit-Bucket" in response.headers


async def test_a_token_lives_fifteen_minutes(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """Follow-ups work to the fifteenth minute and are refused after it; before the first answer there is no webhook."""
    use = server.as_member("Mel").run_slash_command("silence")
    hook = f"{server.url}/api/v10/webhooks/{server.world.application}/{use.interaction.token}"
    async with aiohttp.ClientSession() as session:

        async def follow_up() -> tuple[int, int]:
            async with session.post(hook, json={"content": "more"}) as response:
                return response.status, (await response.json()).get("code", 0)

        assert await follow_up() == (404, 10015)
        await _send_callback(server, use.interaction, MESSAGE)
        clock_and_timer.move(15 * 60 - 1)
        assert await follow_up() == (200, 0)
        clock_and_timer.move(2)
        assert await follow_up() == (401, 50027)


@pytest.mark.parametrize(
    "kind", [pytest.param(7, id="update"), pytest.param(6, id="deferred update"), pytest.param(8, id="choices")]
)
async def test_an_answer_must_suit_its_interaction(kind: int, server: TestServer) -> None:
    """A command can be answered neither with an update, as there is no message yet, nor with choices."""
    use = server.as_member("Mel").run_slash_command("silence")
    status, body = await _send_callback(server, use.interaction, {"type": kind, "data": {}})
    assert (status, body["code"]) == (400, 50035)


async def test_a_follow_up_after_a_deleted_answer_is_a_message_of_its_own(server: TestServer) -> None:
    """What was deleted while it was thinking is not written to any more."""
    use = server.as_member("Mel").run_slash_command("silence")
    await _send_callback(server, use.interaction, {"type": 5})
    hook = f"{server.url}/api/v10/webhooks/{server.world.application}/{use.interaction.token}"
    async with aiohttp.ClientSession() as session:
        async with session.delete(f"{hook}/messages/@original") as response:
            assert response.status == 204
        async with session.post(hook, json={"content": "afterwards"}) as response:
            assert response.status == 200
    assert [one.text for one in server.list_messages("general")] == ["afterwards"]


async def test_old_interactions_are_forgotten(server: TestServer, clock_and_timer: ManualClockAndTimer) -> None:
    """An hour on, neither token nor id of an interaction is kept."""
    mel = server.as_member("Mel")
    for _ in range(3):
        mel.run_slash_command("silence")
    clock_and_timer.move(3601)
    last = mel.run_slash_command("silence")
    assert list(server.world.interactions) == [last.interaction.token]
    assert list(server.world.interactions_by_id) == [last.interaction.id]
