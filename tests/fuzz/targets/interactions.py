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
from bot.commands.components import _HANDLERS
from bot.testserver.state.events import InteractionKind
from tests.fuzz.interaction_bot import GROUP, SUBCOMMAND, DiscordInput, run_interaction_bot
from tests.fuzz.target import FuzzTarget, RunInput
from tests.fuzz.targets.questions import draw_texts
from tests.fuzz.text_pieces import ODD_CHARACTERS, ODD_PIECES, load_saved_inputs

_SNOWFLAKES = ("0", "1", "1" * 18)
_IDS = ("0", "1", "-1", "9" * 30, "x", "", "1" * 18)


@cache
def _build_tree() -> discord.app_commands.CommandTree[Any]:
    bot = commands.Bot(command_prefix="!", help_command=None, intents=discord.Intents.none())
    add_commands(bot)  # type: ignore[arg-type]
    return bot.tree


@cache
def _list_commands() -> tuple[tuple[tuple[str, ...], tuple[Mapping[str, Any], ...]], ...]:
    """List the slash commands: the words after the slash, and the options."""
    found = []
    for command in _build_tree().get_commands(type=discord.AppCommandType.chat_input):
        found += list(_list_subcommands(command.to_dict(_build_tree()), ()))
    return tuple(found)


def _list_subcommands(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:  # noqa: ANN401
    path, options = (*path, node["name"]), node.get("options") or []
    inner = [one for one in options if one["type"] in {SUBCOMMAND, GROUP}]
    if not inner:
        yield path, tuple(options)
    for one in inner:
        yield from _list_subcommands(one, path)


def _draw_text(most: int = 300) -> st.SearchStrategy[str]:
    odd = st.one_of(
        st.sampled_from(ODD_PIECES), st.sampled_from(ODD_CHARACTERS), st.text(max_size=12), st.sampled_from(_IDS)
    )
    return st.one_of(odd, odd.map(lambda text: text * 200), draw_texts()).map(lambda text: text[:most])


@st.composite
def _draw_option(draw: st.DrawFn, known: Mapping[str, Any]) -> dict[str, Any]:
    """Fill an option: mostly of its type, else of that which another version of the bot gave it."""
    kind = known["type"] if draw(st.integers(0, 11)) else draw(st.sampled_from((3, 4, 5, 7, 10)))
    option = {"name": known["name"], "type": kind}
    if kind == known["type"] and known.get("choices") and draw(st.integers(0, 3)):
        return option | {"value": draw(st.sampled_from([choice["value"] for choice in known["choices"]]))}
    bounds = (known.get("min_value"), known.get("max_value")) if kind == known["type"] else (None, None)
    values = {
        3: _draw_text(6_000).filter(bool),
        4: st.integers(*bounds) | st.sampled_from((-1, 0, 2**31, 2**53)),
        5: st.booleans(),
        10: st.floats(-1e15, 1e15),
    }
    return option | {"value": draw(values.get(kind, st.sampled_from(("{channel}", *_SNOWFLAKES))))}


@st.composite
def _draw_command(draw: st.DrawFn) -> DiscordInput:
    """Make a command: of this version or of another one."""
    path, known = draw(st.sampled_from(_list_commands()))
    options = [draw(_draw_option(option)) for option in known if option.get("required") or draw(st.booleans())]
    if draw(st.integers(0, 9)) == 0:
        options += [
            {"name": draw(st.sampled_from(("topic", "nosuch", "a" * 32))), "type": 3, "value": draw(_draw_text())}
        ]
    if options and draw(st.integers(0, 9)) == 0:
        options.pop(draw(st.integers(0, len(options) - 1)))
    if draw(st.integers(0, 19)) == 0:
        path = (*path[:-1], "nosuch")
    admin, direct = draw(st.booleans()), draw(st.integers(0, 4)) == 0
    return DiscordInput(InteractionKind.COMMAND, {"path": path, "options": options}, admin, direct)


@st.composite
def _draw_message_command(draw: st.DrawFn) -> DiscordInput:
    """Choose a command in the menu of a message that somebody wrote."""
    names = [menu.name for menu in _build_tree().get_commands(type=discord.AppCommandType.message)]
    data = {"menu": draw(st.sampled_from((*names, *names, "No such menu"))), "text": draw(_draw_text(4_000))}
    return DiscordInput(InteractionKind.COMMAND, data, draw(st.booleans()), draw(st.integers(0, 4)) == 0)


@st.composite
def _draw_autocomplete(draw: st.DrawFn) -> DiscordInput:
    """Make a command of which one option is being typed; what the library does not know it leaves unanswered."""
    path, known = draw(
        st.sampled_from([leaf for leaf in _list_commands() if any(one.get("autocomplete") for one in leaf[1])])
    )
    focused = draw(st.sampled_from([option for option in known if option.get("autocomplete")]))
    options = [draw(_draw_option(option)) for option in known if option is not focused and draw(st.booleans())]
    options += [{"name": focused["name"], "type": focused["type"], "value": draw(_draw_text(200)), "focused": True}]
    return DiscordInput(InteractionKind.AUTOCOMPLETE, {"path": path, "options": options}, draw(st.booleans()))


_ARGUMENTS = st.one_of(
    st.just("{shown}"),
    st.sampled_from(("0", "1", "-1", "2", "9" * 30, "x", "", "{channel}", "topic", "time", "done")),
    _draw_text(40),
)
_CUSTOM_IDS = st.one_of(
    st.tuples(st.deferred(lambda: st.sampled_from(sorted(_HANDLERS))), st.lists(_ARGUMENTS, max_size=3)).map(
        lambda parts: ":".join((parts[0], *parts[1]))
    ),
    _draw_text(100),
).map(lambda identity: identity[:100] or "x")


@st.composite
def _draw_component(draw: st.DrawFn) -> DiscordInput:
    """Make a pressed button, a choice or a form, of which nobody knows who made it."""
    identity = draw(_CUSTOM_IDS)
    kind = draw(st.sampled_from((2, 2, 3, 3, 5, 8, 19)))
    if kind == 19:
        fields = draw(
            st.lists(st.tuples(st.sampled_from(("text", "time", "zone", "name", "x")), _draw_text(4_000)), max_size=3)
        )
        parts = [
            {"type": 18, "id": 1, "component": {"type": 4, "custom_id": name, "value": said}} for name, said in fields
        ]
        return DiscordInput(InteractionKind.MODAL, {"custom_id": identity, "components": parts}, draw(st.booleans()))
    data: dict[str, Any] = {"custom_id": identity, "component_type": kind}
    if kind != 2:
        data["values"] = draw(
            st.lists(st.sampled_from(("{channel}", "0", "1", "2", *_IDS)) | _draw_text(100), max_size=3)
        )
    return DiscordInput(InteractionKind.COMPONENT, data, draw(st.booleans()), draw(st.integers(0, 4)) == 0)


class _ErrorHandler(logging.Handler):
    """Remembers what was logged as an error: what nobody foresaw."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def raise_first(self) -> None:
        """Raise the first."""
        for record in self.records:
            error = record.exc_info[1] if record.exc_info else None
            raise error or AssertionError(record.getMessage())

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def open_target() -> Iterator[RunInput]:
    """Run the bot on a test server; nothing but the server's own world is reached."""
    errors = _ErrorHandler()
    with TemporaryDirectory(prefix="dateline-bot-") as folder, asyncio.Runner() as runner:
        held = run_interaction_bot(Path(folder))
        bot = runner.run(held.__aenter__())
        logging.getLogger().addHandler(errors)

        def enter(given: DiscordInput) -> None:
            errors.records.clear()
            try:
                runner.run(bot.send_input(given))
            finally:  # why there was no answer tells more than that there was none
                errors.raise_first()

        try:
            yield enter
        finally:
            logging.getLogger().removeHandler(errors)
            runner.run(held.__aexit__(None, None, None))


TARGET = FuzzTarget(
    "interactions",
    st.one_of(
        _draw_command(),
        _draw_command(),
        _draw_autocomplete(),
        _draw_message_command(),
        _draw_component(),
        _draw_component(),
    ),
    tuple(
        (
            name,
            DiscordInput(
                InteractionKind.COMPONENT, {"custom_id": data.decode("utf-8", "surrogatepass"), "component_type": 2}
            ),
        )
        for name, data in load_saved_inputs("interactions")
    ),
    open_target,
    lambda given: len(str(given.data)),
    time_limit=(20.0, 1.0),
    max_examples=60,
    is_deterministic=False,
)
