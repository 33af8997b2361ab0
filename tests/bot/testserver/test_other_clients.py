"""Bots of other libraries work on the test server as they are, with nothing changed but its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.testserver import ChatMessage, TestServer
from tests.support.testserver.local_server import ManualClockAndTimer, run_test_server
from tests.support.testserver.other_clients import LIBRARIES, ClientLibrary, install_library, run_client

pytestmark = pytest.mark.clients
STARTUP_TIMEOUT = 30.0


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
async def test_a_bot_of_another_library_works(library: ClientLibrary, tmp_path: Path) -> None:
    """It logs in, registers a command, receives it, answers, edits, follows up, and handles buttons and a modal."""
    command = install_library(library, tmp_path)
    async with run_test_server(ManualClockAndTimer()) as server, run_client(command, tmp_path, server):
        await _check_greeting(server)
        await _check_answers(server)


async def _check_greeting(server: TestServer) -> None:
    """Wait for the bot's message, its file and its reaction, and for its command."""

    def find_greeting() -> ChatMessage | None:
        messages = server.list_messages("general")
        return next((one for one in messages if one.reactions and server.world.commands[None]), None)

    greeting = await server.world.event_bus.wait(find_greeting, STARTUP_TIMEOUT, "greeting with a reaction")
    assert (greeting.content, [file.data for file in greeting.attachments]) == ("ready", [b"hello"])
    assert [(one["name"], one["options"][0]["name"]) for one in server.world.commands[None].values()] == [
        ("echo", "text")
    ]


async def _check_answers(server: TestServer) -> None:
    """Run the command, press both buttons and submit the modal."""
    mel = server.as_member("Mel")
    pending = mel.run_slash_command("echo", {"text": "hello"})
    followup = await pending.wait_for_followup()
    answer = await pending.wait_for_answer()
    assert (answer.content, followup.content, followup.ephemeral) == ("hello, edited", "and more", True)
    await mel.press_button(answer, "Count").wait_for_acknowledgement()
    assert answer.content == "counted"
    opened = mel.press_button(answer, "Form")
    assert (await opened.wait_for_modal())["title"] == "Settings"
    mel.submit_modal(opened, {"hour": "8"})
    await server.wait_for_message("general", where=lambda message: message.content == "at 8")
