"""Commands, buttons and forms as other versions of the bot made them: reported as such, without a crash."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.testserver.state.events import InteractionKind
from tests.fuzz.interaction_bot import DiscordInput, run_interaction_bot
from tests.support.bot.running_bot import read_text


def _build_component(identity: str, kind: int = 2, *values: str) -> DiscordInput:
    data: dict[str, Any] = {"custom_id": identity, "component_type": kind}
    return DiscordInput(InteractionKind.COMPONENT, data if kind == 2 else data | {"values": list(values)}, admin=True)


def _build_modal(identity: str, **texts: str) -> DiscordInput:
    parts = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in texts.items()]
    return DiscordInput(InteractionKind.MODAL, {"custom_id": identity, "components": parts}, admin=True)


def _build_command(*path: str, **options: tuple[int, object]) -> DiscordInput:
    given = [{"name": name, "type": kind, "value": value} for name, (kind, value) in options.items()]
    return DiscordInput(InteractionKind.COMMAND, {"path": path, "options": given}, admin=True)


OTHER_COMPONENTS = {
    "an action that no longer exists": _build_component("nosuch:1"),
    "an id in another form": _build_component("\r\n"),
    "an id without its argument": _build_component("actors_page"),
    "an id with one argument more": _build_component("feeds_page:1:2"),
    "a page that is no number": _build_component("page:{shown}:²"),
    "a page beyond all counting": _build_component("topics_page:" + "9" * 30),
    "a menu in which nothing was chosen": _build_component("check:{shown}", 3),
    "a menu in which two were chosen": _build_component("check:{shown}", 3, "1", "2"),
    "a choice that is no number": _build_component("check:{shown}", 3, "first"),
    "a chapter that there is no more": _build_component("help", 3, "99"),
    "a step that there is no more": _build_component("setup_go:nowhere"),
    "a channel that is none": _build_component("setup_place", 8, "general"),
    "a form without its fields": _build_modal("setup_timed"),
    "a form with other fields": _build_modal("setup_named", title="Harbours"),
}
OTHER_COMMANDS = {
    "a number where words are asked for": _build_command("ask", question=(4, 7)),
    "words where a number is asked for": _build_command("brief", length=(3, "seven")),
    "yes where a number is asked for": _build_command("brief", length=(5, True)),
    "a number beyond its bounds": _build_command("brief", length=(4, 2**53)),
    "words beyond their length": _build_command("who", actor=(3, "x" * 6_000)),
    "a choice that is not offered": _build_command("actors", "add", name=(3, "Ana"), kind=(3, "cake")),
    "a file that was not sent along": _build_command("feeds", "import", file=(11, "1")),
    "a channel where words are asked for": _build_command("topic", "show", topic=(7, "{channel}")),
    "a command that there is no more": _build_command("nosuch"),
}


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        pytest.param(
            OTHER_COMPONENTS, "This button is from an older version of Dateline.", id="buttons, menus and forms"
        ),
        pytest.param(OTHER_COMMANDS, "This command has changed", id="commands"),
    ],
)
async def test_components_of_another_version_are_reported_as_such(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, acts: Mapping[str, DiscordInput], said: str
) -> None:
    """Each is answered in one clear sentence, to the one who asked alone; nothing is logged as unforeseen."""
    async with run_interaction_bot(tmp_path) as bot:
        for which, act in acts.items():
            use = await bot.send_input(act)
            told = await use.wait_until(lambda held: held.messages[-1] if held.messages else None, which)
            assert said in read_text(told), which
            assert told.private_to == bot.members[True].user.id
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_half_characters_are_made_whole_on_every_way_in(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In options, ids, choices, forms and messages; no index, database or socket takes them."""
    async with run_interaction_bot(tmp_path) as bot:
        answer = (await bot.send_input(_build_command("ask", question=(3, "what did \udc80Putin\ud800 say")))).messages[
            -1
        ]
        assert "Putin" in read_text(answer)
        quoted = "\ud800Putin: “we hold \udfff the talks”"
        for act in (
            DiscordInput(InteractionKind.COMMAND, {"menu": "Who is this about?", "text": quoted}),
            DiscordInput(InteractionKind.COMMAND, {"menu": "Check the quotes", "text": quoted}),
            _build_command("topic", "add", name=(3, "\ud800 harbours"), terms=(3, "ferry\udfff, quay")),
            _build_component("check:\ud800", 3, "1"),
            _build_component("setup_topic", 3, "named:\ud800"),
            _build_modal("setup_named", name="\ud800", terms="quay\udc80"),
        ):
            await bot.send_input(act)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
