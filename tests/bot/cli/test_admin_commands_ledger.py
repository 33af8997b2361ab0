"""``dateline ledger``: what became of every digest, in the terminal."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.db import open_database
from bot.models.digest import ComposedDigest, DeliveryState, DigestKey, DigestOptions
from bot.models.schedule import Schedule

NOW = datetime(2024, 6, 21, 0, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a database with a digest that was sent late, one that was skipped, and one in another channel."""
    address = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with closing(open_database(address)) as bot_database:
        wish = DigestOptions("7", 42, Schedule((time(8),), "Asia/Seoul"), "rates")
        given, other = (
            bot_database.subscriptions.add(wish, NOW),
            bot_database.subscriptions.add(replace(wish, channel=43), NOW),
        )
        key = DigestKey(given.id, date(2024, 6, 21), "08:00")
        bot_database.ledger.plan(given, key, NOW, NOW, late=True)
        entry = bot_database.ledger.get_entry(key)
        assert entry
        entry = bot_database.ledger.mark_sending(
            bot_database.ledger.record_composed(entry, ComposedDigest("{}", 9), NOW), NOW
        )
        bot_database.ledger.finish(entry, replace(entry, state=DeliveryState.SENT, message=5, publish="done"), NOW)
        bot_database.ledger.skip(given, replace(key, day=date(2024, 6, 22)), NOW, NOW, "missed")
        bot_database.ledger.skip(other, replace(key, subscription=other.id), NOW, NOW, "paused")
        bot_database.subscriptions.remove(given.id, NOW)
    return address


def test_the_ledger_is_printed_newest_first(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With reasons; also of digests that were removed."""
    assert main(["--database", url, "ledger"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert "skipped: missed" in lines[2]
    assert "sent, late, published" in lines[3]


def test_the_ledger_of_one_channel_is_json(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In a form that is stable."""
    assert main(["--database", url, "ledger", "--channel", "42", "--limit", "5", "--json"]) == 0
    skipped, sent = json.loads(capsys.readouterr().out)["digests"]
    assert (skipped["state"], skipped["reason"]) == ("skipped", "missed")
    assert (sent["state"], sent["late"], sent["message"], sent["sequence"]) == ("sent", True, "5", 9)
    assert (sent["day"], sent["slot"], sent["zone"], sent["published"]) == ("2024-06-21", "08:00", "Asia/Seoul", "done")


def test_an_empty_ledger_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And exits 1."""
    assert main(["--database", f"sqlite:///{tmp_path / 'news.sqlite3'}", "ledger"]) == 1
    assert "No digest has been due yet." in capsys.readouterr().out
