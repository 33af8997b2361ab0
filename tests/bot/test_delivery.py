"""Digests: decided purely, posted once, and every end of one written down."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.books import Bookkeeper, open_books
from bot.delivery import (
    Delivery,
    Plan,
    Skip,
    Step,
    after_absence,
    decide,
    enter_due,
    next_step,
    revise,
    takes_effect,
)
from bot.delivery.decisions import posted_at
from bot.errors import ChannelClosed, LedgerError, PostRefused, PostUncertain
from bot.messages import Message
from bot.schedules import Schedule, Slot, following
from bot.subscriptions import Entry, Key, State, Subscription, Wish, nonce
from bot.workers import Answering, Workers
from corpus.errors import StoreLocked
from tests.bot.sheet import Sheet

EIGHT = Schedule((time(8),), "Asia/Seoul")
MORNING = datetime(2024, 6, 20, 23, 0, tzinfo=UTC)  # 21 June, 08:00 in Seoul
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHANNEL, EDITORS = 42, 43


@dataclass
class Channel:
    """
    A channel that is a list; it knows nonces as Discord does, and fails when told to.

    Drafts go to a list of their own, and forum posts know no nonce.
    """

    messages: list[tuple[str, Message]] = field(default_factory=list)
    drafts: list[Message] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    refuses: Exception | None = None
    refuses_publishing: Exception | None = None
    loses_reply: bool = False
    hides_history: bool = False
    forgets_nonces: bool = False
    posted: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, wish: Wish, message: Message, nonce: str) -> int:
        """Append it, unless its nonce is known."""
        if self.refuses:
            raise self.refuses
        if wish.channel == EDITORS:
            self.drafts.append(message)
            return len(self.drafts)
        known = [number for number, (given, _) in enumerate(self.messages, 1) if given == nonce]
        if not known or self.forgets_nonces:
            self.messages.append((nonce, message))
            self.posted.set()
        if self.loses_reply:
            self.loses_reply = False
            raise PostUncertain(f"channel {wish.channel}", "the reply was lost")
        return known[0] if known else len(self.messages)

    async def find(self, wish: Wish, digest: str) -> int | None:
        """Read the list back."""
        if self.hides_history:
            raise ChannelClosed(f"channel {wish.channel}", "may not be read")
        held = self.drafts if wish.channel == EDITORS else [message for _, message in self.messages]
        found = [number for number, message in enumerate(held, 1) if digest in message.text]
        return found[0] if found else None

    async def edit(self, channel: int, number: int, message: Message) -> None:
        """Replace a draft."""
        assert channel == EDITORS
        self.drafts[number - 1] = message

    async def publish(self, channel: int, number: int) -> None:
        """Hand it on."""
        assert channel == CHANNEL
        if self.refuses_publishing:
            raise self.refuses_publishing
        self.published.append(number)

    async def tell_owner(self, guild: str, message: Message) -> None:
        """Append it to what the owner was told."""
        del guild
        self.told.append(message)

    def language(self, guild: str) -> str:
        """Be an American server."""
        del guild
        return "en-US"


@dataclass
class Office:
    """A bot's digest half on one database, a list for a channel, and a clock that is set by hand."""

    url: str
    channel: Channel
    sheet: Sheet
    now: datetime

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[Delivery, Bookkeeper]]:
        """Start as after a restart."""
        books, workers = Bookkeeper(self.url), Workers.thread(self.url, self._desk)
        try:
            yield Delivery(books, workers, self.channel, lambda: self.now), books
        finally:
            await books.close()
            workers.close()

    def _desk(self, url: str) -> Answering:
        del url
        return self.sheet

    async def round(self) -> tuple[Entry, ...]:
        """Start, look once for what is due, and stop."""
        async with self.open() as (delivery, _):
            return await delivery.round()

    def history(self) -> list[tuple[str, str, State]]:
        """List day, slot and state of the ledger's rows, oldest first."""
        return [(row.key.day.isoformat(), row.key.slot, row.state) for row in self.rows()]

    def rows(self) -> list[Entry]:
        """List the ledger's rows, oldest first."""
        with closing(open_books(self.url)) as books:
            numbers = [each.id for each in books.roll.standing()]
            return list(reversed(books.ledger.history(numbers, 100)))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office with one subscription, made an hour before its first digest is due."""
    url = f"sqlite:///{tmp_path / 'news.sqlite3'}"
    with closing(open_books(url)) as books:
        books.roll.add(Wish("7", CHANNEL, EIGHT), MORNING - HOUR)
    return Office(url, Channel(), Sheet(["Rates rose.", "Rain fell."]), MORNING)


def subscription(**changes: object) -> Subscription:
    """Give a subscription for 08:00 in Seoul, made an hour before MORNING."""
    return replace(Subscription(1, "u1", Wish("7", CHANNEL, EIGHT), MORNING - HOUR), **changes)  # type: ignore[arg-type]


# Deciding


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(-timedelta(seconds=1), [], id="not due yet"),
        pytest.param(timedelta(), [Plan], id="due this instant"),
        pytest.param(timedelta(hours=6), [Plan], id="at the window's end"),
        pytest.param(timedelta(hours=6, seconds=1), [Skip], id="past the window"),
        pytest.param(DAY, [Skip, Plan], id="a day later"),
        pytest.param(2 * DAY + HOUR, [Skip, Skip, Plan], id="three days' sleep"),
        pytest.param(2 * DAY + 7 * HOUR, [Skip, Skip, Skip], id="three days' sleep and a late waking"),
    ],
)
def test_what_came_due_is_planned_or_skipped(behind: timedelta, expected: list[type]) -> None:
    """Every slot is decided on once: the last one is caught up inside the window, older ones are skipped."""
    assert [type(intent) for intent in decide(subscription(), set(), MORNING + behind)] == expected


def test_a_catch_up_is_marked_late() -> None:
    """An hour behind is late, a second is not."""
    assert decide(subscription(), set(), MORNING + HOUR)[0] == Plan(_slot(0), late=True)
    assert decide(subscription(), set(), MORNING + timedelta(seconds=1))[0] == Plan(_slot(0), late=False)


def _slot(days: int) -> Slot:
    return Slot(MORNING + days * DAY, date(2024, 6, 21) + days * DAY, time(8))


def test_of_several_missed_in_one_window_the_last_is_caught_up() -> None:
    """A channel that is told every hour is not flooded after a pause."""
    hourly = Wish("7", CHANNEL, Schedule(tuple(time(hour) for hour in (8, 9, 10)), "Asia/Seoul"))
    intents = decide(subscription(wish=hourly), set(), MORNING + 2.5 * HOUR)
    assert [type(intent) for intent in intents] == [Skip, Skip, Plan]


def test_what_is_in_the_ledger_is_not_decided_again() -> None:
    """The day and the slot's name are the key."""
    assert decide(subscription(), {(date(2024, 6, 21), "08:00")}, MORNING) == ()


def test_a_suspended_subscription_records_what_it_does_not_post() -> None:
    """Silence is written down, too."""
    (intent,) = decide(subscription(suspended="the channel is gone"), set(), MORNING)
    assert isinstance(intent, Skip)
    assert "the channel is gone" in intent.reason


@pytest.mark.parametrize(
    ("entered", "days"),
    [
        pytest.param(set(), 0, id="nothing posted today"),
        pytest.param({(date(2024, 6, 20), "08:00")}, 0, id="posted yesterday"),
        pytest.param({(date(2024, 6, 21), "now 2024-06-20T23:00")}, 0, id="posted on demand today"),
        pytest.param({(date(2024, 6, 21), "08:00")}, 1, id="posted today"),
    ],
)
def test_an_edit_after_posting_takes_effect_the_next_day(entered: set[tuple[date, str]], days: int) -> None:
    """A digest moved to the evening does not come twice on the day of the move."""
    evening = Wish("7", CHANNEL, Schedule((time(18),), "Asia/Seoul"))
    since = takes_effect(evening, entered, MORNING)
    assert following(evening.schedule, since).day == date(2024, 6, 21) + days * DAY


def test_a_pause_is_written_down_day_by_day() -> None:
    """Until the day it ends, whose digest is posted."""
    paused = subscription(paused=date(2024, 6, 22))
    assert decide(paused, set(), MORNING) == (Skip(_slot(0), "paused until 2024-06-22"),)
    assert decide(paused, {(date(2024, 6, 21), "08:00")}, MORNING + DAY) == (Plan(_slot(1)),)


def test_an_edit_after_a_skip_takes_effect_at_once(office: Office) -> None:
    """Nothing was posted today, so the evening's may be."""
    evening = Wish("7", CHANNEL, Schedule((time(18),), "Asia/Seoul"))
    with closing(open_books(office.url)) as books:
        (given,) = books.roll.standing()
        books.ledger.skip(given, Key(given.id, date(2024, 6, 21), "08:00"), MORNING, MORNING, "missed")
        given = revise(books, given, evening, MORNING + HOUR)
        assert (given.wish, given.change) == (evening, None)


def test_an_edit_for_tomorrow_leaves_this_evenings_digest(office: Office) -> None:
    """What is asked for twice a day is still posted in the evening, then goes by the new wish."""
    twice = Wish("7", CHANNEL, Schedule((time(8), time(18)), "Asia/Seoul"))
    later = replace(twice, topic="rain", schedule=Schedule((time(9),), "Asia/Seoul"))
    with closing(open_books(office.url)) as books:
        given = books.roll.edit(books.roll.standing()[0], twice, MORNING - HOUR)
        enter_due(books, MORNING)
        given = revise(books, given, later, MORNING + HOUR)
        assert (given.wish, given.change and given.change.wish) == (twice, later)
        enter_due(books, MORNING + 2 * DAY)
        (given,) = books.roll.standing()
        assert (given.wish, given.change) == (later, None)
        entered = books.ledger.entered(given.id, date(2024, 6, 20))
    assert {slot for day, slot in entered if day == date(2024, 6, 21)} == {"08:00", "18:00"}
    assert {slot for day, slot in entered if day == date(2024, 6, 22)} == {"09:00"}


ENTRY = Entry(1, Key(1, date(2024, 6, 21), "08:00"), MORNING, State.PLANNED, "d1")


@pytest.mark.parametrize(
    ("entry", "behind", "step"),
    [
        pytest.param(ENTRY, HOUR, Step.COMPOSE, id="planned"),
        pytest.param(replace(ENTRY, payload="{}"), HOUR, Step.SEND, id="composed"),
        pytest.param(replace(ENTRY, payload="{}"), 7 * HOUR, Step.GIVE_UP, id="composed long ago"),
        pytest.param(replace(ENTRY, state=State.SENDING), HOUR, Step.LOOK, id="being sent"),
        pytest.param(replace(ENTRY, state=State.SENDING), 7 * HOUR, Step.LOOK, id="being sent long ago"),
    ],
)
def test_a_digest_goes_on_from_where_it_was(entry: Entry, behind: timedelta, step: Step) -> None:
    """What may have arrived is looked for before anything is sent."""
    assert next_step(entry, MORNING + behind) is step


def test_a_digest_that_is_not_in_the_channel_is_sent_inside_the_window() -> None:
    """Later it is given up."""
    assert after_absence(ENTRY, MORNING + HOUR) is Step.SEND
    assert after_absence(ENTRY, MORNING + 7 * HOUR) is Step.GIVE_UP


# Doing


async def test_a_due_digest_is_posted_once(office: Office) -> None:
    """However often the bot is started and looks."""
    for _ in range(3):
        await office.round()
    assert len(office.channel.messages) == 1
    assert office.history() == [("2024-06-21", "08:00", State.SENT)]


async def test_the_message_is_recorded_before_it_is_sent(office: Office) -> None:
    """The ledger holds the payload, its hash and the store's sequence number while Discord is asked."""
    seen: list[Entry] = []

    class Watched(Channel):
        async def send(self, wish: Wish, message: Message, nonce: str) -> int:
            seen.extend(office.rows())
            return await super().send(wish, message, nonce)

    office.channel = Watched()
    await office.round()
    (row,) = seen
    assert row.state is State.SENDING
    assert row.sequence == 2
    assert row.payload is not None
    assert "Rates rose." in row.payload
    assert row.digest in row.payload


async def test_the_next_digest_tells_only_what_is_new(office: Office) -> None:
    """What arrived in the store since the last posted one; then that nothing did."""
    await office.round()
    office.sheet.sentences.append("Snow came.")
    for _ in range(2):
        office.now += DAY
        await office.round()
    texts = [message.text for _, message in office.channel.messages]
    assert ["Rates rose." in text for text in texts] == [True, False, False]
    assert ["Snow came." in text for text in texts] == [False, True, False]
    assert "Nothing new since the last digest." in texts[2]


async def test_three_days_of_sleep_give_one_digest_and_two_skips(office: Office) -> None:
    """The last one is caught up and marked late."""
    office.now += 2 * DAY + HOUR
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SKIPPED, State.SKIPPED, State.SENT]
    assert "Posted late" in office.channel.messages[0][1].text
    assert office.rows()[2].late


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("forgets", [False, True], ids=["nonces known", "nonces forgotten"])
async def test_a_lost_reply_does_not_post_twice(office: Office, forgets: bool) -> None:
    """Discord took the message, the bot never heard: the channel is read back at once."""
    office.channel.loses_reply, office.channel.forgets_nonces = True, forgets
    await office.round()
    assert len(office.channel.messages) == 1
    assert [state for _, _, state in office.history()] == [State.SENT]
    assert office.rows()[0].message == 1


@pytest.mark.parametrize("arrived", [True, False], ids=["it arrived", "it did not arrive"])
async def test_a_bot_that_ends_while_sending_neither_loses_nor_repeats(office: Office, arrived: bool) -> None:
    """The row is left in "sending"; the next start looks into the channel."""

    class Fatal(Channel):
        async def send(self, wish: Wish, message: Message, nonce: str) -> int:
            if arrived:
                await super().send(wish, message, nonce)
            raise Killed

    office.channel = Fatal()
    with pytest.raises(Killed):
        await office.round()
    survived = Channel(office.channel.messages, forgets_nonces=True)
    office.channel = survived
    office.now += timedelta(minutes=1)
    await office.round()
    assert len(survived.messages) == 1
    assert [state for _, _, state in office.history()] == [State.SENT]


async def test_where_history_may_not_be_read_nothing_is_sent_again(office: Office) -> None:
    """The row ends unknown, and the owner is told."""
    office.channel.loses_reply = office.channel.hides_history = True
    await office.round()
    await office.round()
    assert [state for _, _, state in office.history()] == [State.UNKNOWN]
    assert len(office.channel.messages) == 1
    assert len(office.channel.told) == 1


async def test_a_closed_channel_suspends_and_tells_once(office: Office) -> None:
    """403 and 404: the digest is skipped with the reason, later ones too; the owner hears of it once."""
    office.channel.refuses = ChannelClosed("channel 42", "it does not exist any more")
    for _ in range(3):
        await office.round()
        office.now += DAY
    assert [state for _, _, state in office.history()] == [State.SKIPPED] * 3
    assert "does not exist" in office.rows()[0].reason
    assert len(office.channel.told) == 1


async def test_a_refused_message_does_not_suspend(office: Office) -> None:
    """Tomorrow's may be taken."""
    office.channel.refuses = PostRefused("channel 42", "Discord refused the message")
    await office.round()
    office.channel.refuses = None
    office.now += DAY
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SKIPPED, State.SENT]


async def test_a_locked_store_is_tried_again_until_the_window_closes(office: Office) -> None:
    """The reason stands in the ledger meanwhile and afterwards."""
    office.sheet.failure = StoreLocked("news.sqlite3", "another process holds it")
    await office.round()
    assert [(row.state, row.reason) for row in office.rows()] == [
        (State.PLANNED, "news.sqlite3: another process holds it")
    ]
    office.sheet.failure = None
    office.now += HOUR
    await office.round()
    assert [(row.state, row.late) for row in office.rows()] == [(State.SENT, True)]


async def test_a_store_that_stays_locked_ends_in_a_skip(office: Office) -> None:
    """Never silently."""
    office.sheet.failure = StoreLocked("news.sqlite3", "another process holds it")
    await office.round()
    office.now += 7 * HOUR
    await office.round()
    (row,) = office.rows()
    assert row.state is State.SKIPPED
    assert "another process holds it" in row.reason


async def test_a_zone_that_is_known_no_more_suspends_one_digest_alone(office: Office) -> None:
    """The others are posted."""
    with closing(open_books(office.url)) as books:
        books.roll.add(Wish("7", 43, Schedule((time(8),), "Mars/Olympus")), MORNING - HOUR)
    await office.round()
    assert len(office.channel.messages) == 1
    with closing(open_books(office.url)) as books:
        assert [bool(each.suspended) for each in books.roll.standing()] == [False, True]


async def test_zone_rules_that_change_meanwhile_are_followed(office: Office, tmp_path: Path) -> None:
    """Seoul is moved to Dubai's time between two days; the second digest comes by the new clocks."""
    await office.round()
    rules = tmp_path / "zones" / "Asia" / "Seoul"
    rules.parent.mkdir(parents=True)
    rules.write_bytes((files("tzdata") / "zoneinfo" / "Asia" / "Dubai").read_bytes())
    zoneinfo.reset_tzpath(to=[rules.parents[1]])
    try:
        office.now = MORNING + DAY
        await office.round()
        assert len(office.channel.messages) == 1
        office.now += 5 * HOUR  # Dubai is five hours behind
        await office.round()
        assert len(office.channel.messages) == 2
    finally:
        zoneinfo.reset_tzpath()
        ZoneInfo.clear_cache()


async def test_a_removed_digest_that_was_being_sent_ends_unknown(office: Office) -> None:
    """Nothing is sent again, and nothing is claimed."""
    office.channel.refuses = PostUncertain("channel 42", "the connection broke")
    await office.round()
    assert [state for _, _, state in office.history()] == [State.SENDING]
    with closing(open_books(office.url)) as books:
        books.roll.end(1, office.now)
    await office.round()
    with closing(open_books(office.url)) as books:
        assert [row.state for row in books.ledger.history([1])] == [State.UNKNOWN]


async def test_two_processes_on_one_database_post_one_digest(office: Office) -> None:
    """One posts; the other says why it does not, and takes over when the first ends."""
    async with office.open() as (first, _), office.open() as (second, _):
        assert await first.round()
        assert not await second.round()
        with pytest.raises(LedgerError, match="another process posts digests"):
            await second.post_now(subscription())
    assert len(office.channel.messages) == 1
    office.now += DAY
    async with office.open() as (second, _):
        assert await second.round()


async def test_a_digest_on_demand_is_beside_the_scheduled_one(office: Office) -> None:
    """It is entered outside the day's slot, and tomorrow's tells only what is newer."""
    async with office.open() as (delivery, books):
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        office.now -= timedelta(minutes=30)
        entry = await delivery.post_now(wanted)
        assert entry.state is State.SENT
        office.now += timedelta(minutes=30)
        await delivery.round()
    assert [state for _, _, state in office.history()] == [State.SENT, State.SENT]
    assert "Nothing new" in office.channel.messages[1][1].text


async def test_a_digest_on_demand_that_arrives_lifts_the_suspension(office: Office) -> None:
    """Whoever granted the permission tries it out, and tomorrow's comes again."""
    office.channel.refuses = ChannelClosed("channel 42", "the bot may not see it")
    async with office.open() as (delivery, books):
        await delivery.round()
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        assert (await delivery.post_now(wanted)).state is State.SKIPPED
        office.channel.refuses = None
        assert (await delivery.post_now(wanted)).state is State.SENT
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        assert not wanted.suspended
        office.now += DAY
        await delivery.round()
    assert office.history()[-1] == ("2024-06-22", "08:00", State.SENT)


async def test_a_preview_posts_nothing(office: Office) -> None:
    """It names the store's sequence number, and two of them are the same."""
    async with office.open() as (delivery, books):
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        first, second = await delivery.preview(wanted), await delivery.preview(wanted)
    assert first == second
    assert "preview of store sequence 2" in first.text
    assert office.channel.messages == []
    assert office.history() == []


async def test_the_running_delivery_posts_when_its_alarm_rings(office: Office) -> None:
    """APScheduler wakes it at the slot by the injected clock."""
    before = asyncio.get_running_loop().time()
    office_now = MORNING - timedelta(milliseconds=300)
    clock = lambda: office_now + timedelta(seconds=asyncio.get_running_loop().time() - before)  # noqa: E731
    books, workers = Bookkeeper(office.url), Workers.thread(office.url, office._desk)
    delivery = Delivery(books, workers, office.channel, clock)
    running = asyncio.create_task(delivery.run())
    try:
        async with asyncio.timeout(20):
            await office.channel.posted.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await books.close()
        workers.close()
    assert len(office.channel.messages) == 1


def test_the_nonce_is_the_same_for_the_same_key_and_fits() -> None:
    """Discord takes 25 characters at most."""
    key = Key(1, date(2024, 6, 21), "08:00")
    assert nonce("u1", key) == nonce("u1", key) != nonce("u1", replace(key, day=date(2024, 6, 22)))
    assert len(nonce("u1", key)) <= 25


def test_a_message_tells_when_it_was_posted() -> None:
    """By its id, as in Discord's own example: one that is found again is not late by the bot's absence."""
    assert posted_at(175928847299117063) == datetime(2016, 4, 30, 11, 18, 25, 796000, UTC)
