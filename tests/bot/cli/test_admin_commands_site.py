"""Claims about ``dateline site``."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.db import open_database
from bot.models.digest import ComposedDigest, DeliveryState, DigestKey, DigestOptions, PublicChannel
from tests.bot.cli import RunCommand
from tests.support.bot.archived_digests import GUILD, OTHER_GUILD, SCHEDULE, compose_digests

NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of the store that the commands use."""
    return f"sqlite:///{tmp_path / 'store.sqlite3'}"


def publish_digests(url: str, *guilds: str) -> None:
    """Record a posted digest in a public channel of each of *guilds*."""
    (published,) = compose_digests(url, 1)
    with closing(open_database(url)) as database:
        for number, guild in enumerate(guilds, 1):
            subscription = database.subscriptions.add(DigestOptions(guild, number, SCHEDULE), NOW)
            key = DigestKey(subscription.id, NOW.date(), "08:00")
            database.ledger.plan(subscription, key, NOW, NOW, late=False)
            entry = database.ledger.get_entry(key)
            assert entry
            composed = ComposedDigest("{}", 1, published.sentences, published.proof)
            entry = database.ledger.mark_sending(database.ledger.record_composed(entry, composed, NOW), NOW)
            database.ledger.finish(entry, replace(entry, state=DeliveryState.SENT, message=number), NOW)
            database.archive.publish(PublicChannel(guild, number, f"Server {number}", "news", "en-GB", NOW))


def test_pages_are_built_and_updated(run_with_sample: RunCommand, url: str, tmp_path: Path) -> None:
    """For all servers, or for one; the second time nothing is written."""
    publish_digests(url, GUILD, OTHER_GUILD)
    folder = tmp_path / "site"
    code, out, _ = run_with_sample("site", folder, "--base-url", "https://news.example")
    assert code == 0
    assert out.startswith(f"2 digests in {folder}: ")
    assert (folder / GUILD / "index.html").is_file()
    assert f"https://news.example/{OTHER_GUILD}/feed.xml" in (folder / OTHER_GUILD / "feed.xml").read_text("utf-8")
    _, out, _ = run_with_sample("site", folder, "--base-url", "https://news.example")
    assert ": 0 files written, 0 removed, " in out
    code, out, _ = run_with_sample("site", tmp_path / "one", "--server", GUILD)
    assert code == 0
    assert out.startswith("1 digest in ")
    assert (tmp_path / "one" / "index.html").is_file()


def test_without_public_digests_there_is_nothing(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """It says what to do; pages of before are gone."""
    code, out, _ = run_with_sample("site", tmp_path / "site")
    assert code == 1
    assert out == "No digest is public yet. Publish those of a channel with /archive on.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ("--base-url", "news.example"), "--base-url is “news.example”, which isn't the address", id="no address"
        ),
        pytest.param(("--base-url", "javascript://x"), "--base-url is “javascript://x”", id="another scheme"),
        pytest.param(("--server", "here"), "“here” isn't a Discord id", id="no id"),
    ],
)
def test_bad_options_are_refused_in_one_line(
    words: tuple[str, ...], said: str, run_with_sample: RunCommand, tmp_path: Path
) -> None:
    """Nothing is written."""
    code, _, err = run_with_sample("site", tmp_path / "site", *words)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "site").exists()


def test_a_folder_of_others_is_refused(run_with_sample: RunCommand, tmp_path: Path) -> None:
    """In one line that says what to do."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    code, _, err = run_with_sample("site", tmp_path / "mine")
    assert code == 2
    assert err == f"dateline: {tmp_path / 'mine'} holds files that aren't Dateline's. Name a new or an empty folder.\n"
