"""The Tab key at the prompt: commands, their options, and what the bot itself offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from bot.chat.typing import options_of
from bot.errors import InputError
from bot.testserver.catalogue import Invocable
from bot.testserver.world.model import Json, Value

Complete = Callable[[Invocable, str, str, dict[str, Value]], list[Json]]


def completions(line: str, offered: Sequence[Invocable], complete: Complete) -> list[str]:
    """
    Give the lines that *line* may become.

    Args:
        line: What stands at the prompt.
        offered: The commands.
        complete: Asks the bot what completes an option: command, option, words so far, the other options.
    """
    if not line.startswith("/"):
        return []
    begun = [f"/{one.name} " for one in offered if f"/{one.name}".startswith(line)]
    fitting = [one for one in offered if line.startswith(f"/{one.name} ")]
    if not fitting:
        return begun
    command = max(fitting, key=lambda one: len(one.name))
    return begun + _of(command, line, complete)


def _of(command: Invocable, line: str, complete: Complete) -> list[str]:
    start = len(f"/{command.name} ")
    names = [one["name"] for one in command.options]
    marks = list(re.finditer(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names)) or '(?!)'}):\s*", line[start:]))
    # A name of an option that is being typed: the last word, where no option has been begun or its words have ended.
    word = line.rpartition(" ")[2]
    used = {mark[1] for mark in marks}
    head = line[: len(line) - len(word)]
    found = [f"{head}{name}: " for name in names if name not in used and name.startswith(word)]
    typed = line[start:].lstrip()
    if not marks and not found and typed:  # words without a name go to the first option that takes any
        meant = [one for one in command.options if one.get("autocomplete")][:1]
        return [value for option in meant for value in _values(command, option, typed, "", complete, line[:start])]
    if marks:
        last = marks[-1]
        option = next(one for one in command.options if one["name"] == last[1])
        before = line[: start + last.end()].rstrip() + " "
        found = _values(
            command, option, line[start + last.end() :], line[start : start + last.start()], complete, before
        )
    return found


def _values(command: Invocable, option: Json, text: str, others: str, complete: Complete, before: str) -> list[str]:
    choices = option.get("choices") or []
    if choices:
        return [f"{before}{one['name']}" for one in choices if one["name"].casefold().startswith(text.casefold())]
    if not option.get("autocomplete"):
        return []
    given: dict[str, Value] = {}
    with suppress(InputError):
        given = options_of(command, others)
    return [f"{before}{one['value']}" for one in complete(command, option["name"], text, given)]
