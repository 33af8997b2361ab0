"""Claims about subscriptions and their ledger, through restarts and broken files."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.db import DatabaseThread, Repositories, open_database
from bot.db.backends.factory import open_tables
from bot.errors import LedgerError
from bot.models.digest import (
    ComposedDigest,
    DeliveryState,
    Destination,
    DigestKey,
    DigestLayout,
    DigestOptions,
    EmptyPolicy,
    Exclusions,
    PendingChange,
    Subscription,
)
from bot.models.schedule import Schedule
from corpus.store import open_store
from tests.support.bot.former_schema import create_former_database

NOW = datetime(2024, 6, 21, 0, 0, tzinfo=UTC)
OPTIONS = DigestOptions("7", 42, Schedule((time(8), time(18, 30)), "Asia/Seoul", frozenset({0, 4})), "North Korea", 4)
KEY = DigestKey(1, date(2024, 6, 21), "08:00")


@pytest.fixture
def repositories(url: str) -> Iterator[Repositories]:
    """Yield the repositories of a new database."""
    with closing(open_database(url)) as opened:
        yield opened


def plan_digest(repositories: Repositories) -> Subscription:
    """Subscribe, and plan one digest."""
    subscription = repositories.subscriptions.add(OPTIONS, NOW)
    assert repositories.ledger.plan(subscription, KEY, NOW, NOW, late=False)
    return subscription


def test_a_wish_comes_back_as_it_was_granted(repositories: Repositories, url: str) -> None:
    """Also after a restart."""
    granted = repositories.subscriptions.add(OPTIONS, NOW)
    assert granted.options == OPTIONS
    with closing(open_database(url)) as again:
        assert again.subscriptions.list_active() == (granted,)


def test_every_part_of_a_wish_comes_back(repositories: Repositories) -> None:
    """None is lost on its way through the database, now or later."""
    schedule = Schedule((time(8),), "Asia/Seoul", frozenset({1}), 3, date(2024, 6, 22), frozenset({1, 31}))
    wish = replace(
        OPTIONS,
        schedule=schedule,
        destination=Destination.FORUM,
        publish=True,
        layout=DigestLayout.COMPACT,
        language="ko",
        role=5,
        empty_policy=EmptyPolicy.SKIP,
        chart=True,
        editors=43,
        member=9,
        exclusions=Exclusions(("horoscope",), ("Example, Inc. News",), ("Ana Ruiz",)),
    )
    granted = repositories.subscriptions.add(wish, NOW)
    assert granted.options == wish
    later = PendingChange(replace(wish, topic="rates"), NOW + timedelta(hours=1))
    assert repositories.subscriptions.schedule_change(granted, later).change == later
    assert repositories.subscriptions.edit(granted, later.options, NOW).change is None


def test_exclusions_hold_at_once_and_in_a_pending_change(repositories: Repositories) -> None:
    """Neither waits for the other, and the slots stay as they were."""
    granted = repositories.subscriptions.add(OPTIONS, NOW)
    later = PendingChange(replace(OPTIONS, topic="rates"), NOW + timedelta(hours=1))
    repositories.subscriptions.schedule_change(granted, later)
    wanted = Exclusions(outlets=("Example News",))
    changed = repositories.subscriptions.set_exclusions(granted.id, wanted)
    assert changed.options == replace(OPTIONS, exclusions=wanted)
    assert changed.change == replace(later, options=replace(later.options, exclusions=wanted))
    assert changed.since == granted.since


_FORMER_COLUMNS = "uid, guild, channel, topic, times, zone, weekdays, length, configured, since, change, change_since"


def test_a_subscription_of_an_earlier_version_is_read(file_url: str) -> None:
    """Its row and its pending change lack the columns that came later; the ledger stays as it is."""
    Path(file_url.removeprefix("sqlite:///")).parent.mkdir()
    path = create_former_database(file_url, version=6)
    former = {"guild": "7", "channel": 42, "topic": "rates", "times": "09:00", "zone": "UTC", "weekdays": "0123456"}
    former |= {"length": 6, "place": "channel", "publish": 0, "layout": "full", "language": "", "role": 0}
    former |= {"empty": "say", "chart": 0, "editors": 0, "member": 0}
    row = ("u1", "7", 42, "rain", "08:00", "UTC", "01234", 6, 0, NOW.isoformat(), json.dumps(former), NOW.isoformat())
    with closing(sqlite3.connect(path)) as other:
        marks = ", ".join("?" * len(row))
        other.execute(f"INSERT INTO subscriptions ({_FORMER_COLUMNS}) VALUES ({marks})", row)  # noqa: S608  # our own
        other.execute(
            "INSERT INTO ledger (subscription, day, slot, due, state, digest, planned_at)"
            " VALUES (1, '2024-06-20', '08:00', ?, 'sent', 'abc', ?)",
            (NOW.isoformat(), NOW.isoformat()),
        )
        other.commit()
    with closing(open_database(file_url)) as database:
        (found,) = database.subscriptions.list_active()
        recorded = database.ledger.list_recorded_slots(found.id, date(2024, 6, 1))
    wanted = DigestOptions(
        "7", 42, Schedule((time(8),), "UTC", frozenset(range(5))), "rain", empty_policy=EmptyPolicy.SAY
    )
    assert found.options == wanted
    assert found.change
    assert found.change.options == replace(wanted, topic="rates", schedule=Schedule((time(9),), "UTC"))
    assert recorded == {(date(2024, 6, 20), "08:00")}


def test_a_pause_has_an_end(repositories: Repositories) -> None:
    """It is a local day; resuming lifts a suspension, too."""
    granted = repositories.subscriptions.add(OPTIONS, NOW)
    assert repositories.subscriptions.pause(granted.id, date(2024, 7, 1)).paused == date(2024, 7, 1)
    repositories.subscriptions.suspend(granted.id, "the channel is gone")
    resumed = repositories.subscriptions.resume(granted.id)
    assert (resumed.paused, resumed.suspended) == (None, "")


def test_subscriptions_are_listed_by_server_and_channel(repositories: Repositories) -> None:
    """Nothing of one server appears in the other."""
    here = repositories.subscriptions.add(OPTIONS, NOW)
    there = repositories.subscriptions.add(replace(OPTIONS, guild="8", channel=43), NOW)
    assert repositories.subscriptions.list_active(guild="7") == (here,)
    assert repositories.subscriptions.list_active(channel=43) == (there,)
    assert repositories.subscriptions.list_active(guild="7", channel=43) == ()


def test_a_removed_subscription_leaves_its_ledger(repositories: Repositories) -> None:
    """What was posted stays written down."""
    subscription = plan_digest(repositories)
    repositories.subscriptions.remove(subscription.id, NOW)
    assert repositories.subscriptions.list_active() == ()
    assert repositories.ledger.get_entry(KEY) is not None


def test_an_edit_lifts_a_suspension(repositories: Repositories) -> None:
    """Suspending is news once; whoever edits the digest has seen why."""
    subscription = repositories.subscriptions.add(OPTIONS, NOW)
    assert repositories.subscriptions.suspend(subscription.id, "the channel is gone")
    assert not repositories.subscriptions.suspend(subscription.id, "the channel is gone")
    assert repositories.subscriptions.list_active()[0].suspended == "the channel is gone"
    edited = repositories.subscriptions.edit(subscription, replace(OPTIONS, channel=44), NOW)
    assert (edited.suspended, edited.options.channel, edited.uid) == ("", 44, subscription.uid)


def test_a_key_is_entered_once(repositories: Repositories, url: str) -> None:
    """Whoever comes second learns so; also from another process, also where the first was a skip."""
    subscription = plan_digest(repositories)
    with closing(open_database(url)) as other:
        assert not other.ledger.plan(subscription, KEY, NOW, NOW, late=False)
        assert not other.ledger.skip(subscription, KEY, NOW, NOW, "missed")
    evening = replace(KEY, slot="18:30")
    assert repositories.ledger.skip(subscription, evening, NOW, NOW, "missed")
    assert not repositories.ledger.plan(subscription, evening, NOW, NOW, late=False)


def test_a_digest_moves_on_in_order(repositories: Repositories) -> None:
    """Planned → sending → sent, every step written down."""
    plan_digest(repositories)
    entry = repositories.ledger.get_entry(KEY)
    assert entry
    entry = repositories.ledger.record_composed(entry, ComposedDigest('{"blocks": []}', 9), NOW)
    entry = repositories.ledger.mark_sending(entry, NOW)
    assert repositories.ledger.get_entry(KEY) == entry
    repositories.ledger.finish(entry, replace(entry, state=DeliveryState.SENT, message=5), NOW)
    settled = repositories.ledger.get_entry(KEY)
    assert settled
    assert (settled.state, settled.message, settled.sequence) == (DeliveryState.SENT, 5, 9)
    assert repositories.ledger.last_sequence(1) == 9
    assert repositories.ledger.list_unfinished() == ()


def test_a_digest_that_another_process_moved_is_left_alone(repositories: Repositories) -> None:
    """A step from a state that the row is no longer in is an error."""
    plan_digest(repositories)
    entry = repositories.ledger.get_entry(KEY)
    assert entry
    repositories.ledger.mark_sending(entry, NOW)
    with pytest.raises(LedgerError, match="which was planned"):
        repositories.ledger.mark_sending(entry, NOW)


def test_a_skipped_digest_quotes_nothing(repositories: Repositories) -> None:
    """The next digest still quotes what the skipped one would have quoted."""
    subscription = repositories.subscriptions.add(OPTIONS, NOW)
    repositories.ledger.skip(subscription, KEY, NOW, NOW, "missed")
    assert repositories.ledger.last_sequence(subscription.id) is None


def test_the_history_is_newest_first(repositories: Repositories) -> None:
    """Of the subscriptions asked for, and no more rows than asked for."""
    subscription = repositories.subscriptions.add(OPTIONS, NOW)
    for days in range(4):
        due = NOW + timedelta(days=days)
        repositories.ledger.skip(subscription, replace(KEY, day=due.date()), due, due, "missed")
    rows = repositories.ledger.list_recent([subscription.id], 3)
    assert [row.key.day.day for row in rows] == [24, 23, 22]
    assert repositories.ledger.list_recent([99]) == ()


def test_commands_are_remembered_by_application_and_server(repositories: Repositories) -> None:
    """A changed tree replaces the hash."""
    assert repositories.command_sync.get_synced(1, 0) == ("", {})
    repositories.command_sync.save_synced(1, 0, "abc", {"brief": "77"})
    repositories.command_sync.save_synced(1, 0, "def", {"brief": "78"})
    assert repositories.command_sync.get_synced(1, 0) == ("def", {"brief": "78"})
    assert repositories.command_sync.get_synced(1, 5) == ("", {})


def test_a_transaction_is_committed_wholly_or_not_at_all(repositories: Repositories) -> None:
    """A failure in the middle leaves nothing behind."""

    def fail() -> None:
        with repositories.transaction():
            repositories.subscriptions.add(OPTIONS, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert repositories.subscriptions.list_active() == ()
    with repositories.transaction():
        repositories.subscriptions.add(OPTIONS, NOW)
    assert len(repositories.subscriptions.list_active()) == 1


def test_one_process_delivers_at_a_time(url: str, repositories: Repositories) -> None:
    """The second gets its turn when the first gives it back or ends."""
    database, second = open_tables(url, writable=True)
    database.close()
    assert repositories.delivery_lock.acquire()
    assert repositories.delivery_lock.acquire()
    assert not second.acquire()
    repositories.delivery_lock.release()
    assert second.acquire()
    second.release()


def test_the_bots_tables_share_the_file_with_the_articles(file_url: str) -> None:
    """Tables of others stay as they are."""
    with closing(open_database(file_url)):
        pass
    path = file_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE more (key TEXT)")
        other.execute("INSERT INTO more VALUES ('a')")
        other.commit()
    with closing(open_store(file_url)) as store, closing(open_database(file_url)) as database:
        database.subscriptions.add(OPTIONS, NOW)
        assert store.get_sequence() == 0
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT key FROM more").fetchall() == [("a",)]


def test_migrations_run_once(url: str) -> None:
    """Opening again changes nothing."""
    for _ in range(3):
        with closing(open_database(url)):
            pass
    with closing(open_database(url)) as database:
        numbers = [number for (number,) in database.privacy._db.fetch_all("SELECT number FROM bot_migrations")]
    assert numbers == list(range(1, 1 + len(numbers)))
    assert 1 in numbers


@pytest.mark.parametrize("address", ["news.db", "sqlite:///", "mysql://x/y"])
def test_another_address_is_refused(address: str) -> None:
    """The form is named."""
    with pytest.raises(LedgerError, match="sqlite:///PATH"):
        open_database(address)


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    """It is not overwritten."""
    file = tmp_path / "notes.txt"
    file.write_text("these are my notes, and they are no database at all\n" * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match="belong to another program"):
        open_database(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("these are my notes")


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    """With the setting that says where."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LedgerError, match="DATELINE_DATABASE_URL"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'news.sqlite3'}")


def test_a_locked_database_is_named_so(file_url: str) -> None:
    """Another process that writes is waited for a while, then named."""
    path = file_url.removeprefix("sqlite:///")
    with (
        closing(open_database(file_url)) as repositories,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        repositories.subscriptions._db.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(LedgerError, match="another process is writing"):
            repositories.subscriptions.add(OPTIONS, NOW)


def test_a_database_that_may_not_be_written_is_named_so(file_url: str) -> None:
    """The way out is the file's permissions."""
    with closing(open_database(file_url)) as database:
        database.subscriptions._db.execute("PRAGMA query_only = ON")
        with pytest.raises(LedgerError, match="it is read-only"):
            database.subscriptions.add(OPTIONS, NOW)


def test_a_full_disk_is_named_so(file_url: str) -> None:
    """Nothing half-written is left."""
    with closing(open_database(file_url)) as database:
        db = database.subscriptions._db
        ((pages,),) = db.fetch_all("PRAGMA page_count")
        db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="disk is full"):
            database.subscriptions.add(replace(OPTIONS, topic="x" * 100_000), NOW)
        assert database.subscriptions.list_active() == ()


async def test_a_database_that_nobody_waits_for_any_more_is_closed(file_url: str) -> None:
    """Called off while they are being opened, they are closed all the same: SQLite's log beside them is gone."""
    keeper = DatabaseThread(file_url)
    opening = asyncio.create_task(keeper.run(lambda _: None))
    await asyncio.sleep(0)
    opening.cancel()
    await keeper.close()
    await keeper.close()
    path = Path(file_url.removeprefix("sqlite:///"))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_the_database_runs_off_the_event_loop(url: str) -> None:
    """All work on the database is done in one other thread, and errors come back."""
    keeper = DatabaseThread(url)
    assert await keeper.run(lambda database: database.subscriptions.add(OPTIONS, NOW).options) == OPTIONS
    with pytest.raises(ZeroDivisionError):
        await keeper.run(lambda _: 1 // 0)
    assert await keeper.run(lambda _: threading.get_ident()) != threading.get_ident()
    await keeper.close()
