"""What was typed at the prompt → what to do: a command with its options, a press, a choice, a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.errors import InputError
from bot.testserver.catalogue import Invocable
from bot.testserver.world.model import Json, Value

_STRING, _ATTACHMENT = 3, 11


def command_of(line: str, offered: Sequence[Invocable]) -> tuple[Invocable, str]:
    """
    Find the command that *line*, which begins with a slash, names, and what stands behind it.

    Raises:
        InputError: If there is none of that name.
    """
    words = line.removeprefix("/").strip()
    fitting = [one for one in offered if words == one.name or words.startswith(f"{one.name} ")]
    if not fitting:
        first = words.split(" ")[0]
        raise InputError(f"/{first}", "is no command here", "/help lists them.")
    best = max(fitting, key=lambda one: len(one.name))
    return best, words[len(best.name) :].strip()


def options_of(command: Invocable, text: str) -> dict[str, Value]:
    """
    Read the options of *command*: ``question: What did Seoul announce? length: 3``.

    Words without a name go to the option that a reader would mean: the first that takes words.

    Raises:
        InputError: If words stand where no option takes any, or a file can't be read.
    """
    options = {one["name"]: one for one in command.options}
    if not text:
        return {}
    names = "|".join(map(re.escape, options)) or "(?!)"
    found = list(re.finditer(rf"(?:^|(?<=\s))({names}):\s*", text))
    given: dict[str, Value] = {}
    loose = text[: found[0].start()].strip() if found else text
    if loose:
        given[_meant(command)] = loose
    for number, one in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        given[one[1]] = text[one.end() : end].strip()
    return {name: _value(options[name], value) for name, value in given.items()}


def _meant(command: Invocable) -> str:
    taking = [one["name"] for one in command.options if one["type"] == _STRING]
    if not taking:
        raise InputError(f"/{command.name}", "takes no words", "Type it alone, or /help.")
    return str(taking[0])


def _value(option: Json, given: str) -> Value:
    if option["type"] == _ATTACHMENT:
        path = Path(given).expanduser()
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise InputError(given, f"can't be read ({error.strerror})") from error
    for choice in option.get("choices") or []:
        if given.casefold() in {choice["name"].casefold(), str(choice["value"]).casefold()}:
            return choice["value"]
    return given


def number_of(words: Sequence[str], most: int) -> int:
    """
    Read the number of a button, select or file, from 1, as an index.

    Raises:
        InputError: If it is none of those shown.
    """
    if not words or not words[0].isdecimal() or not 1 <= int(words[0]) <= most:
        shown = f"The numbers are 1 to {most}." if most else "Nothing that is shown has a number."
        raise InputError(next(iter(words), "") or "that", "is no number shown here", shown)
    return int(words[0]) - 1


def choices_of(select: Json, text: str) -> list[str]:
    """
    Read what was chosen in *select*: labels, values or numbers from 1, with commas between.

    Raises:
        InputError: If one is not among the options.
    """
    options = select.get("options") or []
    chosen: list[str] = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        named = [
            one["value"] for one in options if word.casefold() in {one["label"].casefold(), one["value"].casefold()}
        ]
        if not named and word.isdecimal() and 1 <= int(word) <= len(options):
            named = [options[int(word) - 1]["value"]]
        if not named:
            raise InputError(word, "is not among the options", ", ".join(one["label"] for one in options))
        chosen.append(named[0])
    return chosen
