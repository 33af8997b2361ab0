"""Parse lines typed at the chat prompt into commands and options, and complete them on Tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.errors import InputError
from bot.testserver import InvocableCommand, Json, Value

_STRING_OPTION, _ATTACHMENT_OPTION = 3, 11


def find_command(line: str, commands: Sequence[InvocableCommand]) -> tuple[InvocableCommand, str]:
    """
    Return the command that *line*, which begins with a slash, names, and the rest of the line.

    Raises:
        InputError: If there is no such command.
    """
    text = line.removeprefix("/").strip()
    matching = [one for one in commands if text == one.name or text.startswith(f"{one.name} ")]
    if not matching:
        first = text.split(" ")[0]
        raise InputError(f"/{first}", f"I don't know the command /{first}.", "Type /help to list the commands.")
    best = max(matching, key=lambda one: len(one.name))
    return best, text[len(best.name) :].strip()


def parse_options(command: InvocableCommand, text: str) -> dict[str, Value]:
    """
    Parse options of *command*, such as ``question: What did Seoul announce? length: 3``.

    Text without an option name is the value of the first text option.

    Raises:
        InputError: If there is such text but no text option, or a file can't be read.
    """
    options = {one["name"]: one for one in command.options}
    if not text:
        return {}
    names = "|".join(map(re.escape, options)) or "(?!)"
    matches = list(re.finditer(rf"(?:^|(?<=\s))({names}):\s*", text))
    values: dict[str, Value] = {}
    unnamed = text[: matches[0].start()].strip() if matches else text
    if unnamed:
        values[_find_default_option(command)] = unnamed
    for number, one in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        values[one[1]] = text[one.end() : end].strip()
    return {name: _parse_value(options[name], value) for name, value in values.items()}


def _find_default_option(command: InvocableCommand) -> str:
    text_options = [one["name"] for one in command.options if one["type"] == _STRING_OPTION]
    if not text_options:
        raise InputError(f"/{command.name}", f"/{command.name} takes no text.", "Type the command alone, or /help.")
    return str(text_options[0])


def _parse_value(option: Json, text: str) -> Value:
    if option["type"] == _ATTACHMENT_OPTION:
        path = Path(text).expanduser()
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise InputError(text, f"I can't read {text} ({error.strerror}).") from error
    for choice in option.get("choices") or []:
        if text.casefold() in {choice["name"].casefold(), str(choice["value"]).casefold()}:
            return choice["value"]
    return text


def parse_index(words: Sequence[str], count: int) -> int:
    """
    Return the zero-based index of a button, select menu or file that was named by its number, from 1.

    Raises:
        InputError: If no such number is shown.
    """
    if not words or not _is_number(words[0]) or not 1 <= int(words[0]) <= count:
        remedy = f"Choose a number from 1 to {count}." if count else "Nothing on the screen has a number."
        word = next(iter(words), "")
        reason = f"There is nothing numbered “{word}” here." if word else "I need a number."
        raise InputError(word or "number", reason, remedy)
    return int(words[0]) - 1


def parse_choices(select: Json, text: str) -> list[str]:
    """
    Return the values chosen in *select* by label, value or number from 1, separated by commas.

    Raises:
        InputError: If one is not among the options.
    """
    options = select.get("options") or []
    chosen: list[str] = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        named = [
            one["value"] for one in options if word.casefold() in {one["label"].casefold(), one["value"].casefold()}
        ]
        if not named and _is_number(word) and 1 <= int(word) <= len(options):
            named = [options[int(word) - 1]["value"]]
        if not named:
            labels = ", ".join(one["label"] for one in options)
            raise InputError(word, f"“{word}” isn't one of the options.", f"Choose from {labels}.")
        chosen.append(named[0])
    return chosen


CompletionCallback = Callable[[InvocableCommand, str, str, dict[str, Value]], list[Json]]


def list_completions(line: str, commands: Sequence[InvocableCommand], complete: CompletionCallback) -> list[str]:
    """
    Return the possible completions of *line*, each as a whole line.

    Args:
        line: The text at the prompt.
        commands: The available commands.
        complete: Asks the bot for choices, given the command, the option's name, its text so far and other options.
    """
    if not line.startswith("/"):
        return []
    command_lines = [f"/{one.name} " for one in commands if f"/{one.name}".startswith(line)]
    matching = [one for one in commands if line.startswith(f"/{one.name} ")]
    if not matching:
        return command_lines
    command = max(matching, key=lambda one: len(one.name))
    return command_lines + _complete_options(command, line, complete)


def _complete_options(command: InvocableCommand, line: str, complete: CompletionCallback) -> list[str]:
    start = len(f"/{command.name} ")
    names = [one["name"] for one in command.options]
    marks = list(re.finditer(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, names)) or '(?!)'}):\s*", line[start:]))
    # The last word may be the beginning of an option's name.
    word = line.rpartition(" ")[2]
    used = {mark[1] for mark in marks}
    head = line[: len(line) - len(word)]
    completions = [f"{head}{name}: " for name in names if name not in used and name.startswith(word)]
    typed = line[start:].lstrip()
    if (
        not marks and not completions and typed
    ):  # text without an option name belongs to the first option with autocomplete
        text_options = [one for one in command.options if one.get("autocomplete")][:1]
        return [
            value
            for option in text_options
            for value in _complete_value(command, option, typed, "", complete, line[:start])
        ]
    if marks:
        last = marks[-1]
        option = next(one for one in command.options if one["name"] == last[1])
        before = line[: start + last.end()].rstrip() + " "
        completions = _complete_value(
            command, option, line[start + last.end() :], line[start : start + last.start()], complete, before
        )
    return completions


def _complete_value(
    command: InvocableCommand, option: Json, text: str, others: str, complete: CompletionCallback, before: str
) -> list[str]:
    choices = option.get("choices") or []
    if choices:
        return [f"{before}{one['name']}" for one in choices if one["name"].casefold().startswith(text.casefold())]
    if not option.get("autocomplete"):
        return []
    values: dict[str, Value] = {}
    with suppress(InputError):
        values = parse_options(command, others)
    return [f"{before}{one['value']}" for one in complete(command, option["name"], text, values)]


def _is_number(text: str) -> bool:
    """Return whether *text* is a number that may count what is shown; Python refuses to convert thousands of digits."""
    return text.isdecimal() and len(text) < 10
