"""The books: what was asked for and what became of it, through restarts and broken files."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.books import Bookkeeper, Books, open_books
from bot.database import Turn
from bot.errors import LedgerError
from bot.schedules import Schedule
from bot.subscriptions import Change, Composed, Empty, Key, Layout, Place, State, Subscription, Wish
from corpus.store import open_store

NOW = datetime(2024, 6, 21, 0, 0, tzinfo=UTC)
WISH = Wish("7", 42, Schedule((time(8), time(18, 30)), "Asia/Seoul", frozenset({0, 4})), "North Korea", 4)
KEY = Key(1, date(2024, 6, 21), "08:00")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a database that does not exist yet, in a folder that doesn't either."""
    return f"sqlite:///{tmp_path / 'new' / 'news.sqlite3'}"


@pytest.fixture
def books(url: str) -> Iterator[Books]:
    """Give new books."""
    with closing(open_books(url)) as opened:
        yield opened


def planned(books: Books) -> Subscription:
    """Subscribe, and plan one digest."""
    subscription = books.roll.add(WISH, NOW)
    assert books.ledger.plan(subscription, KEY, NOW, NOW, late=False)
    return subscription


def test_a_wish_comes_back_as_it_was_granted(books: Books, url: str) -> None:
    """Also after a restart."""
    granted = books.roll.add(WISH, NOW)
    assert granted.wish == WISH
    with closing(open_books(url)) as again:
        assert again.roll.standing() == (granted,)


def test_every_part_of_a_wish_comes_back(books: Books) -> None:
    """None is lost on its way through the database, now or later."""
    wish = replace(
        WISH,
        place=Place.FORUM,
        publish=True,
        layout=Layout.COMPACT,
        language="ko",
        role=5,
        empty=Empty.SKIP,
        chart=True,
        editors=43,
        member=9,
    )
    granted = books.roll.add(wish, NOW)
    assert granted.wish == wish
    later = Change(replace(wish, topic="rates"), NOW + timedelta(hours=1))
    assert books.roll.edit_later(granted, later).change == later
    assert books.roll.edit(granted, later.wish, NOW).change is None


def test_a_pause_has_an_end(books: Books) -> None:
    """It is a local day; resuming lifts a suspension, too."""
    granted = books.roll.add(WISH, NOW)
    assert books.roll.pause(granted.id, date(2024, 7, 1)).paused == date(2024, 7, 1)
    books.roll.suspend(granted.id, "the channel is gone")
    resumed = books.roll.resume(granted.id)
    assert (resumed.paused, resumed.suspended) == (None, "")


def test_subscriptions_are_listed_by_server_and_channel(books: Books) -> None:
    """Nothing of one server appears in the other."""
    here = books.roll.add(WISH, NOW)
    there = books.roll.add(replace(WISH, guild="8", channel=43), NOW)
    assert books.roll.standing(guild="7") == (here,)
    assert books.roll.standing(channel=43) == (there,)
    assert books.roll.standing(guild="7", channel=43) == ()


def test_a_removed_subscription_leaves_its_ledger(books: Books) -> None:
    """What was posted stays written down."""
    subscription = planned(books)
    books.roll.end(subscription.id, NOW)
    assert books.roll.standing() == ()
    assert books.ledger.entry(KEY) is not None


def test_an_edit_lifts_a_suspension(books: Books) -> None:
    """Suspending is news once; whoever edits the digest has seen why."""
    subscription = books.roll.add(WISH, NOW)
    assert books.roll.suspend(subscription.id, "the channel is gone")
    assert not books.roll.suspend(subscription.id, "the channel is gone")
    assert books.roll.standing()[0].suspended == "the channel is gone"
    edited = books.roll.edit(subscription, replace(WISH, channel=44), NOW)
    assert (edited.suspended, edited.wish.channel, edited.uid) == ("", 44, subscription.uid)


def test_a_key_is_entered_once(books: Books, url: str) -> None:
    """Whoever comes second learns so; also from another process, also where the first was a skip."""
    subscription = planned(books)
    with closing(open_books(url)) as other:
        assert not other.ledger.plan(subscription, KEY, NOW, NOW, late=False)
        assert not other.ledger.skip(subscription, KEY, NOW, NOW, "missed")
    evening = replace(KEY, slot="18:30")
    assert books.ledger.skip(subscription, evening, NOW, NOW, "missed")
    assert not books.ledger.plan(subscription, evening, NOW, NOW, late=False)


def test_a_digest_moves_on_in_order(books: Books) -> None:
    """Planned → sending → sent, every step written down."""
    planned(books)
    entry = books.ledger.entry(KEY)
    assert entry
    entry = books.ledger.compose(entry, Composed('{"blocks": []}', 9), NOW)
    entry = books.ledger.begin(entry, NOW)
    assert books.ledger.entry(KEY) == entry
    books.ledger.settle(entry, replace(entry, state=State.SENT, message=5), NOW)
    settled = books.ledger.entry(KEY)
    assert settled
    assert (settled.state, settled.message, settled.sequence) == (State.SENT, 5, 9)
    assert books.ledger.told(1) == 9
    assert books.ledger.unsettled() == ()


def test_a_digest_that_another_process_moved_is_left_alone(books: Books) -> None:
    """A step from a state that the row is no longer in is an error."""
    planned(books)
    entry = books.ledger.entry(KEY)
    assert entry
    books.ledger.begin(entry, NOW)
    with pytest.raises(LedgerError, match="no longer planned"):
        books.ledger.begin(entry, NOW)


def test_a_skipped_digest_tells_nothing(books: Books) -> None:
    """The next digest still tells what the skipped one would have told."""
    subscription = books.roll.add(WISH, NOW)
    books.ledger.skip(subscription, KEY, NOW, NOW, "missed")
    assert books.ledger.told(subscription.id) is None


def test_the_history_is_newest_first(books: Books) -> None:
    """Of the subscriptions asked for, and no more rows than asked for."""
    subscription = books.roll.add(WISH, NOW)
    for days in range(4):
        due = NOW + timedelta(days=days)
        books.ledger.skip(subscription, replace(KEY, day=due.date()), due, due, "missed")
    rows = books.ledger.history([subscription.id], 3)
    assert [row.key.day.day for row in rows] == [24, 23, 22]
    assert books.ledger.history([99]) == ()


def test_commands_are_remembered_by_application_and_server(books: Books) -> None:
    """A changed tree replaces the hash."""
    assert books.trees.synced(1, 0) == ("", {})
    books.trees.remember_synced(1, 0, "abc", {"brief": "77"})
    books.trees.remember_synced(1, 0, "def", {"brief": "78"})
    assert books.trees.synced(1, 0) == ("def", {"brief": "78"})
    assert books.trees.synced(1, 5) == ("", {})


def test_a_transaction_is_kept_wholly_or_not_at_all(books: Books) -> None:
    """A failure in the middle leaves nothing behind."""

    def fail() -> None:
        with books.transaction():
            books.roll.add(WISH, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert books.roll.standing() == ()
    with books.transaction():
        books.roll.add(WISH, NOW)
    assert len(books.roll.standing()) == 1


def test_one_process_delivers_at_a_time(url: str, books: Books) -> None:
    """The second gets its turn when the first gives it back or ends."""
    second = Turn(url)
    assert books.turn.take()
    assert books.turn.take()
    assert not second.take()
    books.turn.give_back()
    assert second.take()
    second.give_back()


def test_the_books_share_the_file_with_the_articles(url: str) -> None:
    """Tables of others stay as they are."""
    with closing(open_books(url)):
        pass
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE more (key TEXT)")
        other.execute("INSERT INTO more VALUES ('a')")
        other.commit()
    with closing(open_store(url)) as store, closing(open_books(url)) as books:
        books.roll.add(WISH, NOW)
        assert store.sequence() == 0
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT key FROM more").fetchall() == [("a",)]


def test_migrations_run_once(url: str) -> None:
    """Opening again changes nothing."""
    for _ in range(3):
        with closing(open_books(url)):
            pass
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
        numbers = [number for (number,) in other.execute("SELECT number FROM bot_migrations")]
    assert numbers == sorted(set(numbers))
    assert {1, 4} <= set(numbers)


@pytest.mark.parametrize("address", ["news.db", "sqlite:///", "postgresql://x/y"])
def test_another_address_is_refused(address: str) -> None:
    """The form is named."""
    with pytest.raises(LedgerError, match="sqlite:///PATH"):
        open_books(address)


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    """It is not overwritten."""
    file = tmp_path / "notes.txt"
    file.write_text("these are my notes, and they are no database at all\n" * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match="file of another program"):
        open_books(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("these are my notes")


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    """With the setting that says where."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LedgerError, match="DATELINE_DATABASE_URL"):
        open_books(f"sqlite:///{tmp_path / 'file' / 'news.sqlite3'}")


def test_a_locked_database_is_named_so(url: str, books: Books) -> None:
    """Another process that writes is waited for a while, then named."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        books.roll._connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(LedgerError, match="another process is writing"):
            books.roll.add(WISH, NOW)


def test_a_database_that_may_not_be_written_is_named_so(url: str) -> None:
    """The way out is the file's permissions."""
    with closing(open_books(url)) as books:
        books.roll._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(LedgerError, match="may not be written"):
            books.roll.add(WISH, NOW)


def test_a_full_disk_is_named_so(url: str) -> None:
    """Nothing half-written is left."""
    with closing(open_books(url)) as books:
        connection = books.roll._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="disk is full"):
            books.roll.add(replace(WISH, topic="x" * 100_000), NOW)
        assert books.roll.standing() == ()


async def test_books_that_nobody_waits_for_any_more_are_closed(url: str) -> None:
    """Called off while they are being opened, they are closed all the same: SQLite's log beside them is gone."""
    keeper = Bookkeeper(url)
    opening = asyncio.create_task(keeper.do(lambda _: None))
    await asyncio.sleep(0)
    opening.cancel()
    await keeper.close()
    await keeper.close()
    path = Path(url.removeprefix("sqlite:///"))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_the_bookkeeper_keeps_off_the_event_loop(url: str) -> None:
    """All work on the books is done in one other thread, and errors come back."""
    keeper = Bookkeeper(url)
    assert await keeper.do(lambda books: books.roll.add(WISH, NOW).wish) == WISH
    with pytest.raises(ZeroDivisionError):
        await keeper.do(lambda _: 1 // 0)
    assert await keeper.do(lambda _: threading.get_ident()) != threading.get_ident()
    await keeper.close()
