"""The prompt: a line is read, done, and what comes of it shown, until the reader leaves."""

from __future__ import annotations

import importlib
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.app import set_up_logging
from bot.chat.backstage import Backstage, backstage
from bot.chat.completing import completions
from bot.chat.conversation import Conversation, Turn
from bot.chat.showing import Shown
from bot.chat.typing import choices_of, command_of, number_of, options_of
from bot.clock import Clock
from bot.config import Config
from bot.errors import DatelineError, InputError
from bot.loopback import rehearsal
from bot.testserver import Use
from bot.testserver.catalogue import Invocable
from bot.testserver.world.model import Json, Value
from bot.workers import Workers

#: Reads a line after a prompt; raises EOFError at the end.
Ask = Callable[[str], str]

_WELCOME = (
    "Ask anything, or type a command: /help lists them. /press 1 presses a button, /press 2 1 chooses, Ctrl-D leaves."
)
_PROMPT = "› "
_ROW, _TEXT_INPUT, _LABEL = 1, 4, 18


def run_chat(config: Config, clock: Clock, out: Console, ask: Ask = input) -> int:
    """
    Talk with the bot about the operator's articles until the input ends; nothing but the articles is kept.

    Raises:
        DatelineError: If the bot does not come up.
        StoreError: If the articles can't be opened.
    """
    set_up_logging("ERROR")
    zone = ZoneInfo(config.timezone)
    with backstage(lambda: _conversation(config, clock)) as (behind, conversation):
        chat = Chat(behind, conversation, out, zone, ask)
        with _completing(chat.completions):
            chat.run()
    return 0


@asynccontextmanager
async def _conversation(config: Config, clock: Clock) -> AsyncIterator[Conversation]:
    workers = Workers.thread(config.database_url)
    try:
        await workers.warm()
        with TemporaryDirectory(prefix="dateline-chat-", ignore_cleanup_errors=True) as folder:
            async with rehearsal(config, workers, clock, books=Path(folder) / "books.sqlite3") as (server, _):
                yield Conversation(server)
    finally:
        workers.close()


class Chat:
    """What stands at the prompt and on the screen."""

    def __init__(self, behind: Backstage, conversation: Conversation, out: Console, zone: tzinfo, ask: Ask) -> None:
        self._behind, self._conversation, self._out, self._ask = behind, conversation, out, ask
        self._shown = Shown(zone, out.is_terminal)
        self._offered: list[Invocable] = []

    def run(self) -> None:
        """Read, do and show until the input ends."""
        self.start()
        self._out.print(_WELCOME, style="dim")
        while True:
            try:
                line = self._ask(_PROMPT if sys.stdin.isatty() else "").strip()
            except EOFError:
                if sys.stdin.isatty():
                    self._out.print()
                return
            if line in {"/quit", "/exit"}:
                return
            if line:
                self.take(line)

    def start(self) -> None:
        """Learn what can be typed after the slash."""
        self._offered = self._behind.do(self._conversation.commands())

    def take(self, line: str) -> None:
        """Do what *line* says; what can't be done is said in one sentence."""
        try:
            self._do(line)
        except DatelineError as error:
            self._out.print(str(error), style="yellow", soft_wrap=True)

    def completions(self, line: str) -> list[str]:
        """Give the lines that *line* may become."""

        def complete(command: Invocable, option: str, text: str, options: dict[str, Value]) -> list[Json]:
            return self._behind.do(self._conversation.complete(command, option, text, options))

        return completions(line, self._offered, complete)

    def _do(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "/save":
            self._save(rest)
        elif word in {"/press", "/pick"}:
            self._use(rest)
        elif line.startswith("/"):
            command, options = command_of(line, self._offered)
            self._show(self._wait(self._conversation.slash(command, options_of(command, options))))
        else:
            ask, _ = command_of("/ask", self._offered)
            self._show(self._wait(self._conversation.slash(ask, {"question": line})))

    def _use(self, words: str) -> None:
        number, _, chosen = words.strip().partition(" ")
        control = self._shown.controls[number_of([number], len(self._shown.controls))]
        values = choices_of(control.component, chosen) if control.is_select else None
        self._show(self._wait(self._conversation.use(control, values)))

    def _save(self, words: str) -> None:
        number, _, path = words.strip().partition(" ")
        name, data = self._shown.files[number_of([number], len(self._shown.files))]
        target = Path(path).expanduser() if path else Path(name)
        try:
            with target.open("xb") as file:
                file.write(data)
        except OSError as error:
            raise InputError(
                str(target), f"can't be written ({error.strerror})", "Name another: /save 1 PATH."
            ) from error
        self._out.print(f"{target} is written.", soft_wrap=True)

    def _wait(self, work: Coroutine[Any, Any, Turn]) -> Turn:
        with self._out.status("thinking …") if self._out.is_terminal else nullcontext():
            return self._behind.do(work)

    def _show(self, turn: Turn) -> None:
        if turn.form is not None:
            self._show(self._wait(self._conversation.submit(turn.form, self._filled(turn.form))))
            return
        for message in turn.messages:
            self._out.print(self._shown.message(message))

    def _filled(self, form: Use) -> dict[str, Value]:
        """Ask for each field of a form, in a line of its own; an empty line leaves it as it is."""
        modal = form.interaction.modal or {}
        self._out.print(str(modal.get("title", "")), style="bold")
        given: dict[str, Value] = {}
        for words, field in _fields(modal):
            choices = ", ".join(one["label"] for one in field.get("options") or [])
            typed = self._ask(f"{words} ({choices}): " if choices else f"{words}: ").strip()
            if typed:
                given[field["custom_id"]] = typed if field["type"] == _TEXT_INPUT else choices_of(field, typed)
        return given


def _fields(modal: Json) -> Iterator[tuple[str, Json]]:
    for part in modal.get("components") or []:
        if part["type"] == _LABEL:
            yield part["label"], part["component"]
        elif part["type"] == _ROW:
            yield from ((one["label"], one) for one in part["components"])


@contextmanager
def _completing(complete: Callable[[str], list[str]]) -> Iterator[None]:
    """Have the Tab key complete lines, where the platform has readline and a person types."""
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

    readline.set_completer_delims("")  # the line is completed as a whole
    readline.set_completer(step)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
