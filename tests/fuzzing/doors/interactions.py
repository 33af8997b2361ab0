"""
What Discord sends for members: commands, half-typed options, buttons, menus and forms, on the real test server.

Nothing is checked before it is sent, as Discord's own client would: options of another type or of another version of
the bot, ids of nothing, buttons that others made. Each has to be answered, and nothing may fail for a reason that
nobody foresaw.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord
from discord.ext import commands
from hypothesis import strategies as st

from bot.commands import add_commands
from bot.commands.pressing import _DEEDS
from bot.testserver.world.interactions import InteractionKind
from tests.fuzzing.door import Door, Enter
from tests.fuzzing.doors.questions import texts
from tests.fuzzing.odd import PIECES, SIGNS, kept
from tests.fuzzing.room import GROUP, SUBCOMMAND, Act, at_work

_SNOWFLAKES = ("0", "1", "1" * 18)
_IDS = ("0", "1", "-1", "9" * 30, "x", "", "1" * 18)


@cache
def _tree() -> discord.app_commands.CommandTree[Any]:
    bot = commands.Bot(command_prefix="!", help_command=None, intents=discord.Intents.none())
    add_commands(bot)  # type: ignore[arg-type]
    return bot.tree


@cache
def _leaves() -> tuple[tuple[tuple[str, ...], tuple[Mapping[str, Any], ...]], ...]:
    """List the slash commands: the words after the slash, and the options."""
    found = []
    for command in _tree().get_commands(type=discord.AppCommandType.chat_input):
        found += list(_below(command.to_dict(_tree()), ()))
    return tuple(found)


def _below(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:  # noqa: ANN401
    path, options = (*path, node["name"]), node.get("options") or []
    inner = [one for one in options if one["type"] in {SUBCOMMAND, GROUP}]
    if not inner:
        yield path, tuple(options)
    for one in inner:
        yield from _below(one, path)


def _words(most: int = 300) -> st.SearchStrategy[str]:
    odd = st.one_of(st.sampled_from(PIECES), st.sampled_from(SIGNS), st.text(max_size=12), st.sampled_from(_IDS))
    return st.one_of(odd, odd.map(lambda text: text * 200), texts()).map(lambda text: text[:most])


@st.composite
def _option(draw: st.DrawFn, known: Mapping[str, Any]) -> dict[str, Any]:
    """Fill an option: mostly of its type, else of that which another version of the bot gave it."""
    kind = known["type"] if draw(st.integers(0, 11)) else draw(st.sampled_from((3, 4, 5, 7, 10)))
    told = {"name": known["name"], "type": kind}
    if kind == known["type"] and known.get("choices") and draw(st.integers(0, 3)):
        return told | {"value": draw(st.sampled_from([choice["value"] for choice in known["choices"]]))}
    bounds = (known.get("min_value"), known.get("max_value")) if kind == known["type"] else (None, None)
    values = {
        3: _words(6_000).filter(bool),
        4: st.integers(*bounds) | st.sampled_from((-1, 0, 2**31, 2**53)),
        5: st.booleans(),
        10: st.floats(-1e15, 1e15),
    }
    return told | {"value": draw(values.get(kind, st.sampled_from(("{channel}", *_SNOWFLAKES))))}


@st.composite
def _commands(draw: st.DrawFn) -> Act:
    """Make a command: of this version or of another one."""
    path, known = draw(st.sampled_from(_leaves()))
    options = [draw(_option(option)) for option in known if option.get("required") or draw(st.booleans())]
    if draw(st.integers(0, 9)) == 0:
        options += [{"name": draw(st.sampled_from(("topic", "nosuch", "a" * 32))), "type": 3, "value": draw(_words())}]
    if options and draw(st.integers(0, 9)) == 0:
        options.pop(draw(st.integers(0, len(options) - 1)))
    if draw(st.integers(0, 19)) == 0:
        path = (*path[:-1], "nosuch")
    admin, direct = draw(st.booleans()), draw(st.integers(0, 4)) == 0
    return Act(InteractionKind.COMMAND, {"path": path, "options": options}, admin, direct)


@st.composite
def _on_messages(draw: st.DrawFn) -> Act:
    """Choose a command in the menu of a message that somebody wrote."""
    names = [menu.name for menu in _tree().get_commands(type=discord.AppCommandType.message)]
    data = {"menu": draw(st.sampled_from((*names, *names, "No such menu"))), "text": draw(_words(4_000))}
    return Act(InteractionKind.COMMAND, data, draw(st.booleans()), draw(st.integers(0, 4)) == 0)


@st.composite
def _half_typed(draw: st.DrawFn) -> Act:
    """Make a command of which one option is being typed; what the library does not know it leaves unanswered."""
    path, known = draw(st.sampled_from([leaf for leaf in _leaves() if any(one.get("autocomplete") for one in leaf[1])]))
    focused = draw(st.sampled_from([option for option in known if option.get("autocomplete")]))
    options = [draw(_option(option)) for option in known if option is not focused and draw(st.booleans())]
    options += [{"name": focused["name"], "type": focused["type"], "value": draw(_words(200)), "focused": True}]
    return Act(InteractionKind.AUTOCOMPLETE, {"path": path, "options": options}, draw(st.booleans()))


_ARGUMENTS = st.one_of(
    st.just("{shown}"),
    st.sampled_from(("0", "1", "-1", "2", "9" * 30, "x", "", "{channel}", "topic", "time", "done")),
    _words(40),
)
_IDENTITIES = st.one_of(
    st.tuples(st.deferred(lambda: st.sampled_from(sorted(_DEEDS))), st.lists(_ARGUMENTS, max_size=3)).map(
        lambda parts: ":".join((parts[0], *parts[1]))
    ),
    _words(100),
).map(lambda identity: identity[:100] or "x")


@st.composite
def _components(draw: st.DrawFn) -> Act:
    """Make a pressed button, a choice or a form, of which nobody knows who made it."""
    identity = draw(_IDENTITIES)
    kind = draw(st.sampled_from((2, 2, 3, 3, 5, 8, 19)))
    if kind == 19:
        fields = draw(
            st.lists(st.tuples(st.sampled_from(("text", "time", "zone", "name", "x")), _words(4_000)), max_size=3)
        )
        parts = [
            {"type": 18, "id": 1, "component": {"type": 4, "custom_id": name, "value": said}} for name, said in fields
        ]
        return Act(InteractionKind.MODAL, {"custom_id": identity, "components": parts}, draw(st.booleans()))
    data: dict[str, Any] = {"custom_id": identity, "component_type": kind}
    if kind != 2:
        data["values"] = draw(st.lists(st.sampled_from(("{channel}", "0", "1", "2", *_IDS)) | _words(100), max_size=3))
    return Act(InteractionKind.COMPONENT, data, draw(st.booleans()), draw(st.integers(0, 4)) == 0)


class _Errors(logging.Handler):
    """Remembers what was logged as an error: what nobody foresaw."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def tell(self) -> None:
        """Raise the first."""
        for record in self.records:
            error = record.exc_info[1] if record.exc_info else None
            raise error or AssertionError(record.getMessage())

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def opened() -> Iterator[Enter]:
    """Run the bot on a test server; nothing but the server's own world is reached."""
    errors = _Errors()
    with TemporaryDirectory(prefix="dateline-room-") as folder, asyncio.Runner() as runner:
        held = at_work(Path(folder))
        room = runner.run(held.__aenter__())
        logging.getLogger().addHandler(errors)

        def enter(given: Act) -> None:
            errors.records.clear()
            try:
                runner.run(room.act(given))
            finally:  # why there was no answer tells more than that there was none
                errors.tell()

        try:
            yield enter
        finally:
            logging.getLogger().removeHandler(errors)
            runner.run(held.__aexit__(None, None, None))


DOOR = Door(
    "interactions",
    st.one_of(_commands(), _commands(), _half_typed(), _on_messages(), _components(), _components()),
    tuple(
        (
            name,
            Act(InteractionKind.COMPONENT, {"custom_id": data.decode("utf-8", "surrogatepass"), "component_type": 2}),
        )
        for name, data in kept("interactions")
    ),
    opened,
    lambda given: len(str(given.data)),
    pace=(20.0, 1.0),
    quick=60,
    repeats=False,
)
