"""Entry point of ``dateline``: parse the arguments, run a sub-command, report errors in one line with an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bot.cli.console import EXIT_BAD_INPUT
from bot.models.clock import Clock, get_utc_now

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rich.console import Console

    from bot.client.config import Config


#: Sub-commands that work on the store, with their functions in `bot.cli.admin_commands`.
STORE_COMMANDS = {
    "articles": "run_articles",
    "remove": "run_remove",
    "export": "run_export",
    "import": "run_import",
    "reread": "run_reread",
    "doctor": "run_doctor",
}


def main(argv: Sequence[str] | None = None, clock: Clock = get_utc_now) -> int:
    """
    Run one sub-command and return the exit code.

    Returns:
        0 if found or done, 1 if nothing was found, 2 for bad input, 130 after Ctrl-C.
    """
    try:
        return _run_command_line(argv, clock)
    except KeyboardInterrupt:
        return 130  # the exit code that shells report after Ctrl-C


def _run_command_line(argv: Sequence[str] | None, clock: Clock) -> int:
    # Imported here, where Ctrl-C is already handled, because they are slow to load.
    from bot.cli.console import SafeConsole, use_replacement_errors  # noqa: PLC0415
    from bot.cli.parser import build_parser  # noqa: PLC0415
    from bot.errors import DatelineError  # noqa: PLC0415
    from corpus.errors import CorpusError  # noqa: PLC0415

    use_replacement_errors()
    out, err = SafeConsole(), SafeConsole(stderr=True)
    try:
        try:
            return _run_command(build_parser().parse_args(argv), out, err, clock)
        finally:
            sys.stdout.flush()  # here, where a full disk or a broken pipe is still handled
    except (CorpusError, DatelineError) as error:
        err.print(f"dateline: {error}", soft_wrap=True)
        return EXIT_BAD_INPUT
    except BrokenPipeError:
        _discard_output()  # the reader closed the pipe, as `head` does
        return 0
    except OSError as error:
        _discard_output()
        err.print(f"dateline: {error.filename or 'the output'}: {error.strerror or error}", soft_wrap=True)
        return EXIT_BAD_INPUT


def _discard_output() -> None:
    # Otherwise Python writes the rest again at exit and prints an error.
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # standard output is not a real file, as in tests


def _run_command(args: argparse.Namespace, out: Console, err: Console, clock: Clock) -> int:
    # Each branch imports only what it needs, so that `--help` and small commands start quickly.
    if args.command == "demo":
        from bot.cli.local_runner import run_demo  # noqa: PLC0415

        return run_demo(args.port)
    if args.command == "read":
        from bot.cli import ingest_commands  # noqa: PLC0415

        return ingest_commands.run_read(args, out, err, clock)
    if args.command == "inspect":
        from bot.cli import inspect  # noqa: PLC0415

        return inspect.run_inspect(args, out, clock)
    if args.command in {"zones", "settings"}:
        from bot.cli import check_commands  # noqa: PLC0415

        return check_commands.run_without_store(args, out, clock)
    return _run_configured_command(args, out, err, clock)


def _run_configured_command(args: argparse.Namespace, out: Console, err: Console, clock: Clock) -> int:
    from bot.client import config  # noqa: PLC0415

    settings = config.load_config(database_url=args.database)
    if args.command in {"run", "chat"}:
        return _run_bot_command(settings, args, out, clock)
    if args.command in {"add", "feeds"}:
        return _run_ingest_command(settings.database_url, args, out, err, clock)
    if args.command == "actors":
        from bot.cli import admin_commands  # noqa: PLC0415

        return admin_commands.run_actors(settings.database_url, args, out, err)
    if args.command in {*STORE_COMMANDS, "ledger"}:
        return _run_store_command(settings.database_url, args, out, err)
    return _run_query_command(settings.database_url, args, out, clock)


def _run_bot_command(settings: Config, args: argparse.Namespace, out: Console, clock: Clock) -> int:
    if args.command == "chat":
        from bot.cli.repl.repl import run_chat  # noqa: PLC0415

        return run_chat(settings, clock, out)
    if args.test_server:
        from bot.cli.local_runner import run_on_test_server  # noqa: PLC0415

        return run_on_test_server(settings, args.port)
    from bot.cli.runner import run  # noqa: PLC0415

    return run(settings)


def _run_ingest_command(url: str, args: argparse.Namespace, out: Console, err: Console, clock: Clock) -> int:
    if args.command == "feeds":
        from bot.cli import ingest_commands  # noqa: PLC0415

        return ingest_commands.run_feeds(url, args, out, err, clock)
    from bot.cli import ingest_commands  # noqa: PLC0415

    return ingest_commands.run_add(url, args, out, err, clock)


def _run_store_command(url: str, args: argparse.Namespace, out: Console, err: Console) -> int:
    if args.command == "ledger":
        from bot.cli import admin_commands  # noqa: PLC0415

        return admin_commands.run_ledger(url, args, out, err)
    from bot.cli import admin_commands  # noqa: PLC0415

    command = getattr(admin_commands, STORE_COMMANDS[args.command])
    return int(command(url, args, out, err))


def _run_query_command(url: str, args: argparse.Namespace, out: Console, clock: Clock) -> int:
    from bot.cli import (  # noqa: PLC0415
        admin_commands,
        check_commands,
        query_commands,
    )
    from bot.cli.console import use_utf8  # noqa: PLC0415
    from bot.services.engine import QueryEngine  # noqa: PLC0415

    runners = {
        "verify": query_commands.run_verify,
        "check": check_commands.run_check,
        "chart": query_commands.run_chart,
        "timeline": query_commands.run_timeline,
        "topics": admin_commands.run_topics,
        "who": query_commands.run_who,
        "brief": query_commands.run_brief,
    }
    with QueryEngine.open(url) as engine:
        if args.command == "brief" and (args.format or args.output):
            use_utf8()  # an export must be verbatim, whatever the terminal's encoding
            return query_commands.export_briefing(engine, args, out)
        if args.command in runners:
            return runners[args.command](engine, args, out)
        run_with_clock = {
            "when": query_commands.run_when,
            "ask": query_commands.run_ask,
            "compare": query_commands.run_compare,
        }[args.command]
        return run_with_clock(engine, args, out, clock)
