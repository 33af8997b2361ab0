"""What all tests share: none fails because the machine was busy, and none by chance."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support.postgres import PostgresServer, start_postgres

# The suite tries the same examples every time, so that a failure is that of the change; "explore" looks for new ones.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dateline"))


def pytest_configure() -> None:
    """Let the programs that tests start hear Ctrl-C and SIGHUP, also where something ignores them for the whole run."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            # Programs inherit that a signal is ignored, as `nohup` does it, but no handler.
            signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server once."""
    with start_postgres() as server:
        yield server
