"""A PostgreSQL server of the tests' own: started once, with a new database for each test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.support.paths import is_required

_MIN_VERSION = 15
_PORT = "5432"
#: Nothing has to survive a crash of the machine, and a few connections at a time are enough.
_SETTINGS = {
    "listen_addresses": "",
    "port": _PORT,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "autovacuum": "off",
}
_DATABASE_NUMBERS = count(1)
#: Without PGPORT and the like, which are meant for other servers.
_ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
_MAX_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """
    A running server.

    Attributes:
        folder: Folder of its socket.
        binaries: Folder of its programs.
        user: System user that runs it, or None for this one.
    """

    folder: Path
    binaries: Path
    user: str | None

    def build_url(self, database: str, user: str = "dateline", password: str = "") -> str:
        """Return the URL of a database."""
        login = f"{user}:{password}" if password else user
        return f"postgresql://{login}@/{database}?host={quote(str(self.folder), safe='')}&port={_PORT}"

    def create_database(self, encoding: str = "UTF8") -> str:
        """Create an empty database and return its URL."""
        import psycopg

        name = f"test_{next(_DATABASE_NUMBERS)}"
        with psycopg.connect(self.build_url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
        return self.build_url(name)

    def copy_database(self, url: str) -> str:
        """Create a copy of a database that nobody has open, and return its URL: faster than migrations."""
        import psycopg

        name, template = f"test_{next(_DATABASE_NUMBERS)}", urlsplit(url).path.removeprefix("/")
        with psycopg.connect(self.build_url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        return self.build_url(name)

    def empty_database(self, url: str) -> None:
        """Make a database as it was when its tables had been created; faster than a copy, which has many files."""
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_EMPTYING_SCRIPT)

    @contextmanager
    def keep_running(self, data: str) -> Iterator[None]:
        """Run the server of the cluster in the folder *data* throughout the context."""
        log = self.folder / "log"
        command = ["sh", "-c", _SCRIPT, "sh", str(self.binaries / "postgres"), data, str(log)]
        with subprocess.Popen(command, user=self.user, cwd=self.folder, env=_ENVIRONMENT, stdin=subprocess.PIPE):
            for _ in range(_MAX_START_SECONDS * 10):
                command = [self.binaries / "pg_isready", "-q", "-h", self.folder, "-p", _PORT]
                if not subprocess.call(command, env=_ENVIRONMENT):
                    break
                time.sleep(0.1)
            else:
                pytest.fail(f"the PostgreSQL server does not start:\n{log.read_text('utf-8')}")
            yield

    def run(self, program: str, *words: str) -> None:
        """Run one of its programs as its user."""
        subprocess.run(
            [self.binaries / program, *words],
            user=self.user,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env=_ENVIRONMENT,
        )


#: Deletes all rows but those that the migrations wrote, lets ids begin anew, and ends the connections of earlier tests.
_EMPTYING_SCRIPT = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    DO $$
    DECLARE name text;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'dateline'
            AND tablename NOT IN ('store_migrations', 'bot_migrations', 'counters', 'scopes')
        LOOP
            EXECUTE format('DELETE FROM dateline.%I', name);
        END LOOP;
        UPDATE dateline.counters SET value = 0 WHERE value <> 0;
        DELETE FROM dateline.scopes WHERE id > 1;
        PERFORM setval(format('dateline.%I', sequencename)::regclass, start_value, false)
            FROM pg_sequences WHERE schemaname = 'dateline';
    END $$;
"""

#: Runs the server until standard input is closed, also because the tests were killed.
_SCRIPT = 'postgres=$1; shift; "$postgres" -D "$1" >"$2" 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait'


def _find_binaries() -> Path | None:
    """Return the folder with the newest server's programs, which Debian does not put on the path."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    versions = {version: folder for folder in folders if (version := _read_version(folder)) >= _MIN_VERSION}
    return versions[max(versions)] if versions else None


def _read_version(folder: Path) -> int:
    try:
        printed = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(number[1]) if (number := re.search(r"(\d+)", printed)) else 0


def _choose_user() -> str | None:
    """Return the user to run a server as: it refuses to run as root."""
    import pwd

    if os.getuid():
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def start_postgres(changes: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """
    Start a server on a socket in a temporary folder, and stop it in the end.

    Skips the calling test where there is none, or no psycopg; fails it where it is required.

    Args:
        changes: Settings of the server that differ from those of most tests.
    """
    binaries = _find_binaries() if os.name == "posix" else None
    if reason := _find_reason_to_skip(binaries):
        if is_required("postgres"):
            pytest.fail(reason)
        pytest.skip(reason)
    assert binaries is not None
    user = _choose_user()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        server = PostgresServer(Path(name), binaries, user)
        if user:
            shutil.chown(name, user)
        data = str(server.folder / "data")
        server.run("initdb", "-D", data, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = {**_SETTINGS, "unix_socket_directories": name, **(changes or {})}
        hba = Path(data, "pg_hba.conf")  # the role "locked" needs its password
        hba.write_text(f"local all locked scram-sha-256\n{hba.read_text('utf-8')}", encoding="utf-8")
        with Path(data, "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{setting} = '{value}'\n" for setting, value in settings.items())
        with server.keep_running(data):
            yield server


def _find_reason_to_skip(binaries: Path | None) -> str:
    if binaries is None:
        return f"needs the programs of a PostgreSQL server, version {_MIN_VERSION} or newer"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "needs psycopg: pip install 'dateline-bot[postgres]'"
    return ""
