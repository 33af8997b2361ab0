"""The ``dateline`` command line: parse, run, and turn every expected failure into one line and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bot.clock import Clock, system_clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rich.console import Console

    from bot.config import Config

BAD_INPUT = 2
#: Sub-commands on the store, and the functions of `bot.terminal.keeping` that carry them out.
KEEPING = {
    "articles": "articles",
    "remove": "remove",
    "export": "export",
    "import": "import_",
    "reread": "reread",
    "doctor": "doctor",
}


def main(argv: Sequence[str] | None = None, clock: Clock = system_clock) -> int:
    """
    Run one sub-command.

    Returns:
        0 found or done, 1 nothing found, 2 bad input.
    """
    try:
        return _main(argv, clock)
    except KeyboardInterrupt:
        return 130  # as a shell reports a program ended by Ctrl-C


def _main(argv: Sequence[str] | None, clock: Clock) -> int:
    # Imported here, where Ctrl-C is caught already: they take a while.
    from bot.errors import DatelineError  # noqa: PLC0415
    from bot.terminal.arguments import parser  # noqa: PLC0415
    from bot.terminal.screen import Screen, forgiving  # noqa: PLC0415
    from corpus.errors import CorpusError  # noqa: PLC0415

    forgiving()
    out, err = Screen(), Screen(stderr=True)
    try:
        try:
            return _command(parser().parse_args(argv), out, err, clock)
        finally:
            sys.stdout.flush()  # here, where a full disk can still be told, and a reader that went away
    except (CorpusError, DatelineError) as error:
        err.print(f"dateline: {error}", soft_wrap=True)
        return BAD_INPUT
    except BrokenPipeError:
        _drop_output()  # its reader went away, as `head` does
        return 0
    except OSError as error:
        _drop_output()
        err.print(f"dateline: {error.filename or 'the output'}: {error.strerror or error}", soft_wrap=True)
        return BAD_INPUT


def _drop_output() -> None:
    # Else Python writes what is left once more when it ends, and complains.
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # no real file, as in tests


def _command(given: argparse.Namespace, out: Console, err: Console, clock: Clock) -> int:
    # Each branch imports what it needs alone, so that `--help` and small commands start quickly.
    if given.command == "demo":
        from bot.demo import run_demo  # noqa: PLC0415

        return run_demo(given.port)
    if given.command == "read":
        from bot.terminal import reading  # noqa: PLC0415

        return reading.read(given, out, err)
    if given.command == "inspect":
        from bot.terminal import inspecting  # noqa: PLC0415

        return inspecting.inspect(given, out)
    from bot import config  # noqa: PLC0415

    settings = config.load(database_url=given.database)
    if given.command in {"run", "chat"}:
        return _talk(settings, given, out, clock)
    if given.command in {"add", "feeds"}:
        return _collect(settings.database_url, given, out, err, clock)
    if given.command == "actors":
        from bot.terminal import curating  # noqa: PLC0415

        return curating.actors(settings.database_url, given, out, err)
    if given.command in {*KEEPING, "ledger"}:
        return _keep(settings.database_url, given, out, err)
    return _reply(settings.database_url, given, out, clock)


def _talk(settings: Config, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    if given.command == "chat":
        from bot.chat import run_chat  # noqa: PLC0415

        return run_chat(settings, clock, out)
    if given.test_server:
        from bot.loopback import run_on_test_server  # noqa: PLC0415

        return run_on_test_server(settings, given.port)
    from bot.app import run  # noqa: PLC0415

    return run(settings)


def _collect(url: str, given: argparse.Namespace, out: Console, err: Console, clock: Clock) -> int:
    if given.command == "feeds":
        from bot.terminal import feeding  # noqa: PLC0415

        return feeding.feeds(url, given, out, err, clock)
    from bot.terminal import reading  # noqa: PLC0415

    return reading.add(url, given, out, err, clock)


def _keep(url: str, given: argparse.Namespace, out: Console, err: Console) -> int:
    if given.command == "ledger":
        from bot.terminal import ledger  # noqa: PLC0415

        return ledger.ledger(url, given, out, err)
    from bot.terminal import keeping  # noqa: PLC0415

    command = getattr(keeping, KEEPING[given.command])
    return int(command(url, given, out, err))


def _reply(url: str, given: argparse.Namespace, out: Console, clock: Clock) -> int:
    from bot.desk.desk import Desk  # noqa: PLC0415
    from bot.terminal import comparing, dating, following, proving, replies  # noqa: PLC0415
    from bot.terminal.screen import in_utf8  # noqa: PLC0415

    plain = {
        "verify": proving.verify,
        "chart": dating.chart,
        "timeline": dating.timeline,
        "topics": following.topics,
        "who": replies.who,
        "brief": replies.brief,
    }
    with Desk.open(url) as desk:
        if given.command == "brief" and (given.format or given.output):
            in_utf8()  # an export is verbatim, or worth nothing
            return proving.brief(desk, given, out)
        if given.command in plain:
            return plain[given.command](desk, given, out)
        answer = {"when": replies.when, "ask": replies.ask, "compare": comparing.compare}[given.command]
        return answer(desk, given, out, clock)


if __name__ == "__main__":
    sys.exit(main())
