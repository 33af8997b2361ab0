"""Commands, buttons and forms as other versions of the bot made them: told to be so, and nothing fails unforeseen."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.testserver.world.interactions import InteractionKind
from tests.bot.wire import read
from tests.fuzzing.room import Act, at_work


def _pressed(identity: str, kind: int = 2, *values: str) -> Act:
    data: dict[str, Any] = {"custom_id": identity, "component_type": kind}
    return Act(InteractionKind.COMPONENT, data if kind == 2 else data | {"values": list(values)}, admin=True)


def _sent(identity: str, **texts: str) -> Act:
    parts = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in texts.items()]
    return Act(InteractionKind.MODAL, {"custom_id": identity, "components": parts}, admin=True)


def _command(*path: str, **options: tuple[int, object]) -> Act:
    given = [{"name": name, "type": kind, "value": value} for name, (kind, value) in options.items()]
    return Act(InteractionKind.COMMAND, {"path": path, "options": given}, admin=True)


OLDER = {
    "a deed that there is no more": _pressed("nosuch:1"),
    "an id in another form": _pressed("\r\n"),
    "an id without its argument": _pressed("actors_page"),
    "an id with one argument more": _pressed("feeds_page:1:2"),
    "a page that is no number": _pressed("page:{shown}:²"),
    "a page beyond all counting": _pressed("topics_page:" + "9" * 30),
    "a menu in which nothing was chosen": _pressed("check:{shown}", 3),
    "a menu in which two were chosen": _pressed("check:{shown}", 3, "1", "2"),
    "a choice that is no number": _pressed("check:{shown}", 3, "first"),
    "a chapter that there is no more": _pressed("help", 3, "99"),
    "a step that there is no more": _pressed("setup_go:nowhere"),
    "a channel that is none": _pressed("setup_place", 8, "general"),
    "a form without its fields": _sent("setup_timed"),
    "a form with other fields": _sent("setup_named", title="Harbours"),
}
CHANGED = {
    "a number where words are asked for": _command("ask", question=(4, 7)),
    "words where a number is asked for": _command("brief", length=(3, "seven")),
    "yes where a number is asked for": _command("brief", length=(5, True)),
    "a number beyond its bounds": _command("brief", length=(4, 2**53)),
    "words beyond their length": _command("who", actor=(3, "x" * 6_000)),
    "a choice that is not offered": _command("actors", "add", name=(3, "Ana"), kind=(3, "cake")),
    "a file that was not sent along": _command("feeds", "import", file=(11, "1")),
    "a channel where words are asked for": _command("topic", "show", topic=(7, "{channel}")),
    "a command that there is no more": _command("nosuch"),
}


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        pytest.param(OLDER, "is of an older version of the bot", id="buttons, menus and forms"),
        pytest.param(CHANGED, "has changed since Discord learnt it", id="commands"),
    ],
)
async def test_what_another_version_made_is_told_to_be_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, acts: Mapping[str, Act], said: str
) -> None:
    """Each is answered in one clear sentence, to the one who asked alone; nothing is logged as unforeseen."""
    async with at_work(tmp_path) as room:
        for which, act in acts.items():
            use = await room.act(act)
            told = await use.until(lambda held: held.messages[-1] if held.messages else None, which)
            assert said in read(told), which
            assert told.private_to == room.members[True].user.id
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_half_characters_are_made_whole_on_every_way_in(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In options, ids, choices, forms and messages; no index, database or socket takes them."""
    async with at_work(tmp_path) as room:
        answer = (await room.act(_command("ask", question=(3, "what did \udc80Putin\ud800 say")))).messages[-1]
        assert "Putin" in read(answer)
        quoted = "\ud800Putin: “we hold \udfff the talks”"
        for act in (
            Act(InteractionKind.COMMAND, {"menu": "Who is this about?", "text": quoted}),
            Act(InteractionKind.COMMAND, {"menu": "Check the quotes", "text": quoted}),
            _command("topic", "add", name=(3, "\ud800 harbours"), terms=(3, "ferry\udfff, quay")),
            _pressed("check:\ud800", 3, "1"),
            _pressed("setup_topic", 3, "named:\ud800"),
            _sent("setup_named", name="\ud800", terms="quay\udc80"),
        ):
            await room.act(act)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
