"""What the arguments of all sub-commands have in common: mistakes told in one line, and the sorts of values."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NoReturn

from corpus.characters import whole

# What argparse says (its Lib/argparse.py); what isn't known of it is said as it is.
_MISSING = "the following arguments are required: "
_UNKNOWN = "unrecognized arguments: "
_CHOICE = re.compile(r"argument (\S+): invalid choice: '(.*)'.*? \(choose from (.*)\)", re.DOTALL)
#: More words than these to choose from are for the help to list.
_FEW = 10


class Parser(argparse.ArgumentParser):
    """A parser that tells a mistake in one line, with the way out, and whose words are whole characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(*args, **kwargs)
        # What is of no other type is words. Bytes that are no text come as half characters; only files are called so.
        self.register("type", None, whole)

    def parse_known_args(  # type: ignore[override]  # one signature for typeshed's three
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as any parser does, but refuse what is left over here, where its sub-command is known."""
        given, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(_UNKNOWN + " ".join(rest))
        return given, rest

    def error(self, message: str) -> NoReturn:
        """End the program with exit code 2 and one line on standard error."""
        self.exit(2, " ".join(f"{self.prog}: {_told(message)} “{self.prog} --help” tells more.".split()) + "\n")


def count(text: str) -> int:
    """Read how many are wanted at most, 1 to 100."""
    if not _is_number(text) or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to 100")
    return int(text)


def port(text: str) -> int:
    """Read a port, 0 for any."""
    if not _is_number(text) or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port; choose one from 1024 to 65535, or 0 for any")
    return int(text)


def day(text: str) -> date:
    """Read a day in ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2024-06-21") from None


def identifier(text: str) -> str:
    """Read one of Discord's ids, a number below 2^63."""
    if not _is_number(text) or not 0 < int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"“{text}” is no Discord id, which has 17 to 20 digits")
    return text


def path(text: str) -> str:
    """Read the name of a file; an empty one, as a script's unset variable is, would mean the whole folder."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _told(message: str) -> str:
    if message.startswith(_MISSING):
        return f"{message.removeprefix(_MISSING)} is missing."
    if message.startswith(_UNKNOWN):
        rest = message.removeprefix(_UNKNOWN)
        before = " It goes before the sub-command." if rest.startswith("--database") else ""
        return f"“{rest}” is not understood.{before}"
    if chosen := _CHOICE.fullmatch(message):
        return _choice(chosen[1], chosen[2], re.findall(r"[\w-]+", chosen[3]))
    return f"{message.removeprefix('argument ')}."


def _choice(what: str, given: str, among: Sequence[str]) -> str:
    listed = f" Choose from {', '.join(among)}." if len(among) <= _FEW else ""
    near = get_close_matches(given, among, 1)
    return f"{what}: “{given}” is none.{f' Did you mean {near[0]}?' if near else listed}"
