"""The ``dateline chat`` loop: read a line, run it and print the bot's replies."""

from __future__ import annotations

import importlib
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from bot.cli.context import CommandContext
from bot.cli.local_runner import run_bot_locally
from bot.cli.repl.input import find_command, list_completions, parse_choices, parse_index, parse_options
from bot.cli.repl.output import MessagePrinter
from bot.cli.repl.session import Conversation, EventLoopThread, Exchange, start_event_loop_thread
from bot.cli.runner import configure_logging
from bot.client.config import Config
from bot.errors import DatelineError, InputError
from bot.models.clock import Clock, get_utc_now
from bot.models.schedule import load_zone
from bot.services.worker_pool import WorkerPool
from bot.testserver import InvocableCommand, Json, PendingInteraction, Value

#: Prints a prompt and returns the line typed; raises EOFError at the end of the input.
LineReader = Callable[[str], str]

_WELCOME_MESSAGE = (
    "Ask anything, or type a command (/help lists them). /press 1 presses a button, /press 2 1 chooses, Ctrl-D quits."
)
_PROMPT = "› "
_ACTION_ROW, _TEXT_INPUT, _LABEL = 1, 4, 18


def run_chat(config: Config, clock: Clock, out: Console, read_line: LineReader = input) -> int:
    """
    Chat with the bot about the operator's articles until the input ends; nothing of the chat is stored.

    Raises:
        DatelineError: If the bot does not start.
        StoreError: If the articles can't be opened.
    """
    configure_logging("ERROR")
    zone = load_zone(config.timezone)
    with start_event_loop_thread(lambda: _open_conversation(config, clock)) as (loop_thread, conversation):
        chat = Repl(loop_thread, conversation, out, zone, read_line, clock)
        with _enable_completion(chat.list_completions):
            chat.run()
    return 0


def run_command(_args: Namespace, context: CommandContext) -> int:
    """Run ``dateline chat``."""
    return run_chat(context.config, context.clock, context.out)


@asynccontextmanager
async def _open_conversation(config: Config, clock: Clock) -> AsyncIterator[Conversation]:
    workers = WorkerPool.with_thread(config.database_url)
    try:
        await workers.ensure_open()
        with TemporaryDirectory(prefix="dateline-chat-", ignore_cleanup_errors=True) as folder:
            async with run_bot_locally(config, workers, clock, database=Path(folder) / "bot.sqlite3") as (server, _):
                yield Conversation(server)
    finally:
        workers.close()


class Repl:
    """The loop of ``dateline chat``, with the commands, controls and files that a line can use."""

    def __init__(
        self,
        loop_thread: EventLoopThread,
        conversation: Conversation,
        out: Console,
        zone: tzinfo,
        read_line: LineReader,
        clock: Clock = get_utc_now,
    ) -> None:
        self._loop_thread, self._conversation, self._out, self._read_line = loop_thread, conversation, out, read_line
        screen = out if out.is_terminal else None
        self._printer = MessagePrinter(zone, out.is_terminal, clock, screen, conversation.channel_names)
        self._commands: list[InvocableCommand] = []

    def run(self) -> None:
        """Read and handle lines until the input ends or ``/quit`` or ``/exit`` is typed."""
        self.load_commands()
        self._out.print(_WELCOME_MESSAGE, style="dim")
        while True:
            try:
                line = self._read_line(_PROMPT if sys.stdin.isatty() else "").strip()
            except EOFError:
                if sys.stdin.isatty():
                    self._out.print()
                return
            if line in {"/quit", "/exit"}:
                return
            if line:
                self.handle_line(line)

    def load_commands(self) -> None:
        """Load the bot's commands."""
        self._commands = self._loop_thread.run(self._conversation.list_commands())

    def handle_line(self, line: str) -> None:
        """Run *line* and print the bot's reply, or the error in one sentence."""
        try:
            self._execute_line(line)
        except DatelineError as error:
            self._out.print(str(error), style="yellow", soft_wrap=True)

    def list_completions(self, line: str) -> list[str]:
        """Return the possible completions of *line*, each as a whole line."""

        def complete(command: InvocableCommand, option: str, text: str, options: dict[str, Value]) -> list[Json]:
            return self._loop_thread.run(self._conversation.complete(command, option, text, options))

        return list_completions(line, self._commands, complete)

    def _execute_line(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "/save":
            self._save_file(rest)
        elif word in {"/press", "/pick"}:
            self._use_control(rest)
        elif line.startswith("/"):
            command, options = find_command(line, self._commands)
            self._print_exchange(
                self._run_with_spinner(self._conversation.run_command(command, parse_options(command, options)))
            )
        else:
            ask, _ = find_command("/ask", self._commands)
            self._print_exchange(self._run_with_spinner(self._conversation.run_command(ask, {"question": line})))

    def _use_control(self, text: str) -> None:
        number, _, chosen = text.strip().partition(" ")
        control = self._printer.controls[parse_index([number], len(self._printer.controls))]
        values = parse_choices(control.component, chosen) if control.is_select else None
        self._print_exchange(self._run_with_spinner(self._conversation.use_control(control, values)))

    def _save_file(self, text: str) -> None:
        number, _, path = text.strip().partition(" ")
        name, data = self._printer.files[parse_index([number], len(self._printer.files))]
        target = Path(path).expanduser() if path else Path(name)
        try:
            with target.open("xb") as file:
                file.write(data)
        except OSError as error:
            raise InputError(
                str(target), f"I can't write {target} ({error.strerror}).", "Choose another file: /save 1 PATH."
            ) from error
        self._out.print(f"Saved {target}.", soft_wrap=True)

    def _run_with_spinner(self, work: Coroutine[Any, Any, Exchange]) -> Exchange:
        with self._out.status("thinking …") if self._out.is_terminal else nullcontext():
            return self._loop_thread.run(work)

    def _print_exchange(self, exchange: Exchange) -> None:
        if exchange.form is not None:
            self._print_exchange(
                self._run_with_spinner(self._conversation.submit(exchange.form, self._fill_form(exchange.form)))
            )
            return
        for message in exchange.messages:
            self._out.print(self._printer.render_message(message))

    def _fill_form(self, form: PendingInteraction) -> dict[str, Value]:
        """Prompt for each field of a modal and return the values; an empty line leaves a field unchanged."""
        modal = form.interaction.modal or {}
        self._out.print(str(modal.get("title", "")), style="bold")
        values: dict[str, Value] = {}
        for label, field in _list_fields(modal):
            choices = ", ".join(one["label"] for one in field.get("options") or [])
            text = self._read_line(f"{label} ({choices}): " if choices else f"{label}: ").strip()
            if text:
                values[field["custom_id"]] = text if field["type"] == _TEXT_INPUT else parse_choices(field, text)
        return values


def _list_fields(modal: Json) -> Iterator[tuple[str, Json]]:
    for part in modal.get("components") or []:
        if part["type"] == _LABEL:
            yield part["label"], part["component"]
        elif part["type"] == _ACTION_ROW:
            yield from ((one["label"], one) for one in part["components"])


@contextmanager
def _enable_completion(complete: Callable[[str], list[str]]) -> Iterator[None]:
    """Complete lines on Tab, if the platform has readline and the input is a terminal."""
    readline = None
    if sys.stdin.isatty():
        with suppress(ImportError):
            readline = importlib.import_module("readline")
    if readline is None:
        yield
        return
    found: list[str] = []

    def step(line: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(line)
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")  # complete the whole line, not one word
    readline.set_completer(step)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
