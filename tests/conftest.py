"""What all tests share: none fails because the machine was busy, and none by chance."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.postgres import PostgresServer, start_postgres

# The suite tries the same examples every time, so that a failure is that of the change; "explore" looks for new ones,
# and "fast" tries the first few.
settings.register_profile("dateline", deadline=None, derandomize=True)
settings.register_profile("fast", deadline=None, derandomize=True, max_examples=15)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dateline"))


#: A folder in memory that Linux has, and the bytes that must be free in it.
MEMORY_FOLDER, MIN_FREE_MEMORY = Path("/dev/shm"), 4 * 1024**3  # noqa: S108


def pytest_configure() -> None:
    """Prepare what tests and the programs that they start inherit."""
    _keep_files_in_memory()
    _hear_signals()


def _keep_files_in_memory() -> None:
    """Put temporary files where nobody waits for a disk, unless TMPDIR says where; databases wait for it often."""
    if "TMPDIR" in os.environ or not os.access(MEMORY_FOLDER, os.W_OK):
        return
    volume = os.statvfs(MEMORY_FOLDER)
    if volume.f_bavail * volume.f_frsize >= MIN_FREE_MEMORY and not volume.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY_FOLDER)


def _hear_signals() -> None:
    """Let the programs that tests start hear Ctrl-C and SIGHUP, also where something ignores them for the whole run."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            # Programs inherit that a signal is ignored, as `nohup` does it, but no handler.
            signal.signal(number, lambda *_: None)


#: Files that take longest. They come first, so that no process is left with one of them when the others are done.
LONG_FILES = (
    "tests/test_benchmarks.py",
    "tests/bot/test_commands_in_browser.py",
    "tests/bot/services/test_engine_past.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of long files first, all others in their order."""
    places = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a PostgreSQL server once."""
    with start_postgres() as server:
        yield server
