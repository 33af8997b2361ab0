"""Claims about what `dateline doctor` finds on this machine and on Discord."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.archive.folder import write_site
from bot.client import doctor
from bot.client.config import SETTING_NAMES, Config
from bot.client.discord_check import check_discord
from bot.client.doctor import check_machine
from bot.client.findings import Finding, FindingState
from bot.db import open_database
from bot.db.connection import DatabaseServer
from bot.models.alert import AlertRule
from bot.models.clock import get_utc_now
from bot.models.digest import DigestOptions
from bot.models.schedule import Schedule
from bot.testserver import TestServer, patch_discord_urls
from corpus.store import Feed, open_store
from tests.support.postgres import PostgresServer

OK, WARNING, FAILED = FindingState.OK, FindingState.WARNING, FindingState.FAILED


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of a database that a bot has used, with no settings but the defaults."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    address = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    open_database(address).close()
    return address


#: What is reported by errors whose texts hold the remedy.
_WITH_OWN_REMEDY = frozenset({"settings", "database"})


def find(findings: Iterable[Finding], subject: str, state: FindingState) -> list[str]:
    """Return the texts of the findings on *subject* in *state*; each that is not well has a remedy."""
    listed = [each for each in findings if (each.subject, each.state) == (subject, state)]
    assert all(each.remedy or each.state is OK or each.subject in _WITH_OWN_REMEDY for each in listed)
    return [each.text for each in listed]


def test_a_machine_that_is_well_is_well_throughout(url: str) -> None:
    """Each thing that was looked at is named once."""
    findings = check_machine(url, get_utc_now())
    assert [each.subject for each in findings] == [
        *("settings", "files", "clock", "disk", "database", "digests", "feeds")
    ]
    assert {each.state for each in findings} == {OK}


@pytest.mark.usefixtures("url")
def test_a_database_that_does_not_exist_yet_is_no_fault(tmp_path: Path) -> None:
    """And it is not created by looking."""
    missing = tmp_path / "other" / "news.sqlite3"
    findings = check_machine(f"sqlite:///{missing}", get_utc_now())
    assert {each.state for each in findings} == {OK}
    assert not missing.parent.exists()


def test_settings_that_are_wrong_or_odd_are_named(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is the matter; one that keeps the bot from starting is a failure."""
    (tmp_path / ".env").write_text("DATELINE_WORKERS=none\n", encoding="utf-8")
    (said,) = find(check_machine(url, get_utc_now()), "settings", FAILED)
    assert said.startswith("DATELINE_WORKERS is “none”")
    (tmp_path / ".env").unlink()
    monkeypatch.setenv("DATELINE_WORKERS", "'2'")
    (said,) = find(check_machine(url, get_utc_now()), "settings", WARNING)
    assert "quotation marks" in said


@pytest.mark.skipif(sys.platform == "win32", reason="files have other permissions on Windows")
def test_a_file_for_several_processes_is_a_failure(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot would not start."""
    monkeypatch.setenv("DATELINE_SHARDS", "0/2")
    (text,) = find(check_machine(url, get_utc_now(), database=url), "settings", FAILED)
    assert "a SQLite file serves only one" in text
    monkeypatch.setenv("DATELINE_SHARDS", "0-1/2")
    assert find(check_machine(url, get_utc_now(), database=url), "settings", OK)


def test_a_database_that_others_can_read_is_a_warning(url: str, tmp_path: Path) -> None:
    """Members' questions are in it."""
    (tmp_path / "news.sqlite3").chmod(0o644)
    (said,) = find(check_machine(url, get_utc_now()), "files", WARNING)
    assert said == f"Others on this machine can read {tmp_path / 'news.sqlite3'}."


def test_files_that_may_not_be_written_are_named(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database, and its folder, where SQLite needs others."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = find(check_machine(url, get_utc_now()), "files", FAILED)
    assert said == [f"I can't write {tmp_path / 'news.sqlite3'}.", f"I can't create files in {tmp_path}."]


def test_a_clock_that_is_behind_the_database_is_a_warning(url: str) -> None:
    """As on a small computer without a battery, before it has asked for the time."""
    findings = check_machine(url, get_utc_now() - timedelta(hours=1))
    (said,) = find(findings, "clock", WARNING)
    assert "but the database was written at" in said


@pytest.mark.parametrize(("free", "state"), [(10_000_000, FAILED), (100_000_000, WARNING), (10**10, OK)])
def test_a_disk_that_is_nearly_full_is_named(
    url: str, monkeypatch: pytest.MonkeyPatch, free: int, state: FindingState
) -> None:
    """First as a warning."""
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert find(check_machine(url, get_utc_now()), "disk", state)


def test_damage_is_a_failure(url: str, tmp_path: Path) -> None:
    """Also where only a reference is broken, or the file can't be read at all."""
    with closing(sqlite3.connect(tmp_path / "news.sqlite3")) as connection:
        connection.execute(
            "INSERT INTO ledger (subscription, day, slot, due, state, digest, planned_at)"
            " VALUES (99, '2024-06-21', '08:00', '2024-06-21', 'planned', 'd', '2024-06-21')"
        )
        connection.commit()
    assert find(check_machine(url, get_utc_now()), "database", FAILED) == ["table ledger: row 1 refers to nothing"]
    path = tmp_path / "news.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert find(check_machine(url, get_utc_now()), "database", FAILED)


def test_suspended_digests_and_failing_feeds_are_warnings(url: str) -> None:
    """The first five by name, the rest as a number."""
    with closing(open_database(url)) as database:
        digest = database.subscriptions.add(
            DigestOptions("7", 41, Schedule((time(8),))), datetime(2024, 6, 21, tzinfo=UTC)
        )
        database.subscriptions.suspend(digest.id, "the channel is closed")
        alert = database.subscriptions.add(
            DigestOptions("7", 42, Schedule((time(0),))), datetime(2024, 6, 21, tzinfo=UTC), alert=AlertRule(3)
        )
        database.subscriptions.suspend(alert.id, "the channel is gone")
    with open_store(url) as store:
        for number in range(7):
            store.save_feed(Feed(f"https://one.example/{number}", failures=2, error="gone"))
    findings = check_machine(url, get_utc_now())
    assert find(findings, "digests", WARNING) == ["The digest for channel 41 is suspended: the channel is closed"]
    assert find(findings, "alerts", WARNING) == ["The alert for channel 42 is suspended: the channel is gone"]
    feeds = find(findings, "feeds", WARNING)
    assert (feeds[0], feeds[-1], len(feeds)) == ("https://one.example/0: gone (2 in a row).", "And 2 more.", 6)


async def test_a_token_that_discord_accepts_is_well(config: Config) -> None:
    """Without connecting: a bot that runs is not disturbed."""
    async with TestServer(clock=get_utc_now) as server:
        channel = server.find_channel("briefings")
        wanted = replace(config, token=server.token, test_guild=server.find_guild().id, digest_channel=channel.id)
        with patch_discord_urls(server.url):
            findings = await check_discord(wanted, get_utc_now)
        assert {each.state for each in findings} == {OK}
        assert find(findings, "clock", OK) == ["It agrees with Discord's."]
        assert server.token not in str(findings)


async def test_what_discord_refuses_is_named(config: Config) -> None:
    """Each with its way out: the token, the servers, the channel, the clock."""
    async with TestServer(clock=get_utc_now) as server:
        with patch_discord_urls(server.url):
            refused = await check_discord(replace(config, token="wrong.token.here"), get_utc_now)
            elsewhere = replace(config, token=server.token, test_guild=1234567, digest_channel=7654321)
            lost = await check_discord(elsewhere, lambda: get_utc_now() + timedelta(minutes=9))
    assert find(refused, "Discord", FAILED) == ["It doesn't accept DISCORD_TOKEN."]
    guild, channel = find(lost, "Discord", FAILED)
    assert guild == "The bot isn't in the server of DATELINE_TEST_GUILD."
    assert channel.startswith("The bot can't see the channel of DATELINE_DIGEST_CHANNEL")
    (clock,) = find(lost, "clock", FAILED)
    assert clock.endswith("s ahead of Discord's.")


async def test_discord_is_not_waited_for_for_ever(config: Config) -> None:
    """Whether nobody answers or the answer takes too long."""
    with patch_discord_urls("http://127.0.0.1:9"):
        assert find(await check_discord(replace(config, token="a.b.c"), get_utc_now, 0.5), "Discord", FAILED)
    async with TestServer(clock=get_utc_now) as server:
        server.faults.add("slow", "GET /users/@me", seconds=3)
        with patch_discord_urls(server.url):
            findings = await check_discord(replace(config, token=server.token), get_utc_now, 0.5)
    assert find(findings, "Discord", FAILED) == ["I can't reach it."]


async def test_without_a_token_discord_is_not_asked(config: Config) -> None:
    """That is said, and no failure."""
    (finding,) = await check_discord(config, get_utc_now)
    assert (finding.state, finding.text) == (FindingState.NOT_TRIED, "DISCORD_TOKEN isn't set.")


def test_the_folder_of_the_pages_is_looked_at(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one is set: it may be missing, or be ours; that of others is a failure."""
    monkeypatch.setenv("DATELINE_SITE", str(tmp_path / "site"))
    assert find(check_machine(url, get_utc_now()), "site", OK) == [f"{tmp_path / 'site'} exists, or can be created."]
    write_site(tmp_path / "site", {"index.html": b"<p>"})
    assert find(check_machine(url, get_utc_now()), "site", OK) == [f"{tmp_path / 'site'} exists, or can be created."]
    monkeypatch.setenv("DATELINE_SITE", str(tmp_path))
    failed = [each for each in check_machine(url, get_utc_now()) if (each.subject, each.state) == ("site", FAILED)]
    assert [each.text for each in failed] == [
        f"{tmp_path} holds files that aren't Dateline's. Name a new or an empty folder."
    ]


@pytest.fixture
def server_url(url: str, postgres: PostgresServer, prepared_server_url: str) -> str:
    """Return the address of a database on a server, with no settings but the defaults."""
    assert url
    return postgres.copy_database(prepared_server_url)


@pytest.mark.postgres
def test_a_server_that_is_well_is_well_throughout(server_url: str) -> None:
    """Its version and its clock are named, and everything in it is checked as in a file."""
    findings = check_machine(server_url, get_utc_now())
    assert [each.subject for each in findings] == ["settings", "server", "clock", "database", "digests", "feeds"]
    assert {each.state for each in findings} == {OK}
    (text,) = find(findings, "server", OK)
    assert text.startswith("PostgreSQL 1")
    (text,) = find(check_machine(server_url, get_utc_now() + timedelta(hours=1)), "clock", WARNING)
    assert "but the server's" in text


@pytest.mark.postgres
def test_a_server_without_rights_is_named(server_url: str) -> None:
    """A table that may not be changed, a standby, and a version that is too old; nothing else is tried then."""
    import psycopg

    name = server_url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE guest_{name} LOGIN".encode())
        connection.execute(f"GRANT USAGE ON SCHEMA dateline TO guest_{name}".encode())
    findings = check_machine(server_url.replace("dateline@", f"guest_{name}@"), get_utc_now())
    (text,) = find(findings, "server", FAILED)
    assert "I may not change the tables actors, alert_articles, " in text
    assert "database" not in {each.subject for each in findings}
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    assert "It is read-only." in find(check_machine(server_url, get_utc_now()), "server", FAILED)[0]


def test_an_old_server_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the version that is needed."""
    now = get_utc_now()
    state = DatabaseServer(14, now, 1, is_read_only=False, may_create=True, protected=())
    monkeypatch.setattr(doctor, "inspect_server", lambda _: state)
    assert url
    (finding,) = [each for each in check_machine("postgresql://h/news", now) if each.subject == "server"]
    assert (finding.state, finding.remedy) == (FAILED, "Use PostgreSQL 15 or newer.")
