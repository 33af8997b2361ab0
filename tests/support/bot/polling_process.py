"""A process that polls feeds of servers on loopback, which the program itself refuses to."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from rich.console import Console

from bot.cli.context import CommandContext
from bot.cli.main import run_command
from bot.cli.parser import build_parser
from tests.support.corpus.loopback_server import is_permitted


def run_and_exit(url: str, now: datetime) -> None:
    """Do so as a child of `multiprocessing`, which would wait for the process that reads articles."""
    run_polling_process(url, now)
    os._exit(0)


def run_polling_process(url: str, now: datetime) -> None:
    """Run ``dateline feeds poll`` on the database at *url* as of *now*."""
    with Path(os.devnull).open("w", encoding="utf-8") as file:
        console = Console(file=file)
        arguments = build_parser().parse_args(["feeds", "poll"])
        run_command(arguments, CommandContext(console, console, lambda: now, url, is_permitted))
