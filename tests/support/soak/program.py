"""
``dateline`` with the test server for Discord, loopback hosts for feeds, and hours made minutes: ``python -m …program``.

Nothing else differs from the program that people run.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from bot.cli import runner
from bot.cli.console import SafeConsole
from bot.cli.context import CommandContext
from bot.cli.main import run_command
from bot.cli.parser import build_parser
from bot.models.clock import get_utc_now
from bot.testserver import patch_discord_urls
from corpus.sources import feed_policy, poller

#: The variable with the address of the test server.
DISCORD_VARIABLE = "SOAK_DISCORD"
#: An hour between two polls of a feed, a quarter of an hour until a dead worker's claim ends, and a minute between two
#: looks at what is due, in the time of the test.
POLL_INTERVAL, CLAIM_DURATION, WORKER_INTERVAL = timedelta(seconds=90), timedelta(seconds=45), timedelta(seconds=10)


def is_loopback(address: str) -> bool:
    """Allow the hosts of 127.0.0.0/8, each of which is a site of its own."""
    return address.startswith("127.")


def shorten_intervals() -> None:
    """Let feeds be polled so often that each is polled many times within the test."""
    feed_policy.MIN_POLL_INTERVAL = POLL_INTERVAL
    feed_policy.CLAIM_DURATION = CLAIM_DURATION
    poller._RENEWAL_SECONDS = CLAIM_DURATION.total_seconds() / 3
    runner._WORKER_INTERVAL = WORKER_INTERVAL
    runner._PROGRAM = ("-m", "tests.support.soak.program")  # type: ignore[assignment]


def run_program() -> int:
    """Run one sub-command, and return its exit code."""
    shorten_intervals()
    out, err = SafeConsole(), SafeConsole(stderr=True)
    args = build_parser().parse_args()
    with patch_discord_urls(os.environ[DISCORD_VARIABLE]):
        return run_command(args, CommandContext(out, err, get_utc_now, args.database, is_loopback))


if __name__ == "__main__":
    sys.exit(run_program())
