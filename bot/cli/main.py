"""Entry point of ``dateline``: parse the arguments, run a sub-command, report errors in one line with an exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from bot.cli.console import EXIT_BAD_INPUT, EXIT_CONNECTION_FAILED
from bot.models.clock import Clock, get_utc_now

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bot.cli.context import CommandContext, Handler


def main(argv: Sequence[str] | None = None, clock: Clock = get_utc_now) -> int:
    """
    Run one sub-command and return the exit code.

    Returns:
        0 if found or done, 1 if nothing was found, 2 for bad input, 3 if Discord refused, 130 after Ctrl-C.
    """
    try:
        return _run_command_line(argv, clock)
    except KeyboardInterrupt:
        return 130  # the exit code that shells report after Ctrl-C


def _run_command_line(argv: Sequence[str] | None, clock: Clock) -> int:
    # Imported here, where Ctrl-C is already handled, because they are slow to load.
    with _pause_collection():
        from bot.cli.console import SafeConsole, use_replacement_errors  # noqa: PLC0415
        from bot.cli.context import CommandContext  # noqa: PLC0415
        from bot.cli.parser import build_parser  # noqa: PLC0415
        from bot.errors import ConnectError, DatelineError  # noqa: PLC0415
        from corpus.errors import CorpusError  # noqa: PLC0415

    use_replacement_errors()
    out, err = SafeConsole(), SafeConsole(stderr=True)
    try:
        try:
            args = build_parser().parse_args(argv)
            return run_command(args, CommandContext(out, err, clock, args.database))
        finally:
            sys.stdout.flush()  # here, where a full disk or a broken pipe is still handled
    except (CorpusError, DatelineError) as error:
        err.print(f"dateline: {error}", soft_wrap=True)
        return EXIT_CONNECTION_FAILED if isinstance(error, ConnectError) else EXIT_BAD_INPUT
    except BrokenPipeError:
        _discard_output()  # the reader closed the pipe, as `head` does
        return 0
    except OSError as error:
        _discard_output()
        err.print(
            f"dateline: I can't use {error.filename or 'the output'} ({error.strerror or error}).", soft_wrap=True
        )
        return EXIT_BAD_INPUT


def _discard_output() -> None:
    # Otherwise Python writes the rest again at exit and prints an error.
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # standard output is not a real file, as in tests


def run_command(args: argparse.Namespace, context: CommandContext) -> int:
    """Import and call the function of the sub-command that was parsed, and return its exit code."""
    module, _, name = args.run.rpartition(".")
    with _pause_collection():
        handler: Handler = getattr(import_module(f"bot.cli.{module}"), name)
    return handler(args, context)


@contextmanager
def _pause_collection() -> Iterator[None]:
    """Pause the search for garbage, which takes a sixth of the time of loading modules and finds hardly any."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()
