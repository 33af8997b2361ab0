"""Check what the bot needs on this machine: settings, permissions, clock, disk, database, digests and feeds."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.archive.folder import check_site_folder
from bot.client.config import SITE_SETTING, check_shards, inspect_settings, load_config
from bot.client.findings import Finding, FindingState
from bot.db import MIN_SERVER_VERSION, inspect_server, is_server_url, open_database, parse_database_path
from bot.errors import ConfigError, LedgerError
from corpus.errors import CorpusError
from corpus.store import open_store

#: Free space in bytes below which the bot will soon fail, and below which the operator should act.
_LOW_SPACE, _SCARCE_SPACE = 50_000_000, 500_000_000
#: How far in the future a file may have been changed: file systems round times.
_CLOCK_TOLERANCE = timedelta(minutes=10)
#: Feeds, faults and files that are named, each; the rest is counted.
_MAX_NAMED = 5


def check_machine(url: str, now: datetime, *, folder: Path | None = None, database: str | None = None) -> list[Finding]:
    """
    Return what was found, without using the network. A database of an older version is migrated, as by every command.

    Args:
        url: URL of the database.
        now: The current time.
        folder: Folder of ``.env``; by default the working directory.
        database: The value of ``--database``, or None.
    """
    findings = [*check_settings(folder, database)]
    if is_server_url(url):
        server = [*check_server(url, now)]
        findings += [*server, *check_site(folder, database)]
        if any(finding.state is FindingState.FAILED for finding in server):
            return findings
    else:
        path = Path(parse_database_path(url))
        findings += [*check_files(path), *check_clock(path, now), *check_disk(path), *check_site(folder, database)]
        if not path.is_file():
            note = f"{path} doesn't exist yet; “dateline add”, “dateline feeds” and “dateline run” create it."
            return [*findings, Finding("database", FindingState.OK, note)]
    checks: tuple[tuple[str, Callable[[str], Iterator[Finding]]], ...] = (
        ("database", check_database),
        ("digests", check_digests),
        ("feeds", check_feeds),
    )
    for subject, check in checks:
        try:
            findings += check(url)
        except (CorpusError, LedgerError) as error:
            findings.append(Finding(subject, FindingState.FAILED, str(error)))
    return findings


def check_settings(folder: Path | None = None, database: str | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the settings, or that nothing is."""
    report = inspect_settings(folder, database)
    if report.is_usable:
        try:
            check_shards(load_config(folder, database))
        except ConfigError as error:
            yield Finding("settings", FindingState.FAILED, str(error))
            return
    state = FindingState.WARNING if report.is_usable else FindingState.FAILED
    for problem in report.problems:
        yield Finding("settings", state, problem)
    if not report.problems:
        count = sum(1 for value in report.values.values() if value is not None)
        yield Finding("settings", FindingState.OK, f"{count} of {len(report.values)} settings are set, and valid.")


def check_server(url: str, now: datetime) -> Iterator[Finding]:
    """Yield whether the PostgreSQL server can be used, and whether its clock agrees with this machine's."""
    try:
        state = inspect_server(url)
    except LedgerError as error:
        yield Finding("server", FindingState.FAILED, str(error))
        return
    text = f"PostgreSQL {state.version}; the database takes {state.size / 1e6:.0f} MB."
    if state.version < MIN_SERVER_VERSION:
        yield Finding("server", FindingState.FAILED, text, f"Use PostgreSQL {MIN_SERVER_VERSION} or newer.")
    elif state.is_read_only:
        remedy = "It may be a standby. Name the server that takes changes in DATELINE_DATABASE_URL."
        yield Finding("server", FindingState.FAILED, f"{text} It is read-only.", remedy)
    elif state.protected or not state.may_create:
        what = f"the tables {', '.join(state.protected[:_MAX_NAMED])}" if state.protected else "tables"
        verb = "change" if state.protected else "create"
        remedy = "Log in as the owner of the tables, or make that user the owner of the schema “dateline”."
        yield Finding("server", FindingState.FAILED, f"{text} I may not {verb} {what}.", remedy)
    else:
        yield Finding("server", FindingState.OK, text)
    there = state.now.astimezone(UTC)
    if abs(there - now) > _CLOCK_TOLERANCE:
        text = f"The clock says {now:%Y-%m-%d %H:%M} UTC, but the server's {there:%Y-%m-%d %H:%M} UTC."
        remedy = "Set the wrong one, such as with “timedatectl set-ntp true”."
        yield Finding("clock", FindingState.WARNING, text, remedy)
    else:
        text = f"It is {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC, also by the server's clock."
        yield Finding("clock", FindingState.OK, text)


def check_files(path: Path) -> Iterator[Finding]:
    """Yield files that the bot can't write, or that others on this machine can read."""
    found = False
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}.delivering")):
        if file.is_file() and not os.access(file, os.R_OK | os.W_OK):
            found = True
            remedy = "Run it as the user who owns the file, or change its owner with “chown”."
            yield Finding("files", FindingState.FAILED, f"I can't write {file}.", remedy)
    folder = _find_existing_folder(path)
    if not os.access(folder, os.W_OK | os.X_OK):
        found = True
        remedy = "SQLite needs further files beside the database. Give the bot's user write permission."
        yield Finding("files", FindingState.FAILED, f"I can't create files in {folder}.", remedy)
    # Windows has no such permissions and reports that everybody may read every file.
    if os.name == "posix" and path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found = True
        yield Finding(
            "files", FindingState.WARNING, f"Others on this machine can read {path}.", f"Run “chmod 600 {path}*”."
        )
    if not found:
        yield Finding("files", FindingState.OK, f"I can write in {folder}.")


def _find_existing_folder(path: Path) -> Path:
    """Return the folder of *path*, or the nearest one above that exists."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def check_clock(path: Path, now: datetime) -> Iterator[Finding]:
    """Yield whether the clock is behind the last change of the database, which it can't be."""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else now
    if written - now > _CLOCK_TOLERANCE:
        text = f"The clock says {now:%Y-%m-%d %H:%M} UTC, but the database was written at {written:%Y-%m-%d %H:%M} UTC."
        remedy = "Set the clock, such as with “timedatectl set-ntp true”."
        yield Finding("clock", FindingState.WARNING, text, remedy)
    else:
        yield Finding(
            "clock", FindingState.OK, f"It is {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC by the system's clock."
        )


def check_disk(path: Path) -> Iterator[Finding]:
    """Yield how much space is left, which should do for a backup, too."""
    folder = _find_existing_folder(path)
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.is_file() else 0
    text = f"{free / 1e9:.1f} GB are free at {folder}."
    if free < _LOW_SPACE:
        yield Finding("disk", FindingState.FAILED, text, "Free some space: nothing can be stored on a full disk.")
    elif free < max(_SCARCE_SPACE, size):
        yield Finding("disk", FindingState.WARNING, text, "Free some space: a backup needs as much as the database.")
    else:
        yield Finding("disk", FindingState.OK, text)


def check_site(folder: Path | None = None, database: str | None = None) -> Iterator[Finding]:
    """Yield whether the pages of public digests can be written, where a folder for them is set."""
    value = inspect_settings(folder, database).values.get(SITE_SETTING)
    if value is None:
        return
    site = Path(value).expanduser()
    try:
        check_site_folder(site)
    except (ConfigError, OSError) as error:
        yield Finding("site", FindingState.FAILED, str(error))
        return
    place = site if site.is_dir() else _find_existing_folder(site)
    if not os.access(place, os.W_OK | os.X_OK):
        remedy = f"Give the bot's user write permission, or name another folder in {SITE_SETTING}."
        yield Finding("site", FindingState.FAILED, f"I can't create files in {place}.", remedy)
    else:
        yield Finding("site", FindingState.OK, f"{site} exists, or can be created.")


def check_database(url: str) -> Iterator[Finding]:
    """
    Yield what is wrong with the tables, the stored articles and their index, or that nothing is.

    Raises:
        CorpusError: If the articles can't be read.
    """
    with open_store(url) as store:
        faults = list(store.check_integrity())
        count = len(store.list_articles(None))
    if not faults:
        noun = "article" if count == 1 else "articles"
        yield Finding("database", FindingState.OK, f"{count} {noun} checked: all is well.")
    remedy = "Restore a backup of the server." if is_server_url(url) else "Restore a backup with “dateline restore”."
    yield from _list_first("database", FindingState.FAILED, faults, remedy)


def check_digests(url: str) -> Iterator[Finding]:
    """
    Yield the digests and alerts that are suspended.

    Raises:
        LedgerError: If the database can't be read.
    """
    with closing(open_database(url, writable=False)) as database:
        active, alerts = database.subscriptions.list_active(), database.subscriptions.list_alerts()
    suspended = [
        f"The digest for channel {each.options.channel} is suspended: {each.suspended}"
        for each in active
        if each.suspended
    ]
    yield from _list_first("digests", FindingState.WARNING, suspended, "Resume it there with “/digest resume”.")
    stopped = [
        f"The alert for channel {each.options.channel} is suspended: {each.suspended}"
        for each in alerts
        if each.suspended
    ]
    remedy = "Remove it and add it again when the bot can post there."
    yield from _list_first("alerts", FindingState.WARNING, stopped, remedy)
    if not suspended:
        yield Finding("digests", FindingState.OK, f"{len(active)} set up, none suspended.")


def check_feeds(url: str) -> Iterator[Finding]:
    """
    Yield the feeds whose last poll failed.

    Raises:
        CorpusError: If they can't be read.
    """
    with open_store(url) as store:
        feeds = store.list_feeds(None)
    failing = [f"{feed.url}: {feed.error} ({feed.failures} in a row)." for feed in feeds if feed.failures]
    remedy = "See what “dateline feeds preview URL” says; “dateline feeds remove URL” stops following it."
    yield from _list_first("feeds", FindingState.WARNING, failing, remedy)
    if not failing:
        yield Finding("feeds", FindingState.OK, f"{len(feeds)} followed, none failing.")


def _list_first(subject: str, state: FindingState, texts: list[str], remedy: str) -> Iterator[Finding]:
    for text in texts[:_MAX_NAMED]:
        yield Finding(subject, state, text, remedy)
    if len(texts) > _MAX_NAMED:
        yield Finding(subject, state, f"And {len(texts) - _MAX_NAMED} more.", remedy)
