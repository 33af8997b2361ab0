"""Claims about stories that are posted at once: found, recorded and delivered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch

import pytest

from bot.db import DatabaseThread, open_database
from bot.db.ledger import DeliveryLedger
from bot.digests import DeliveryScheduler
from bot.digests.alerts import AlertWatcher
from bot.errors import ChannelClosed, PostRefused
from bot.models.alert import AlertRule
from bot.models.digest import DeliveryState, DigestOptions, Exclusions, LedgerEntry, Subscription
from bot.models.message import Message, Thumbnail
from bot.models.schedule import Schedule
from bot.services.worker_pool import WorkerPool
from tests.support.bot.any_database import run_statement
from tests.support.digests.alert_articles import CHEESE_NEWS, add_ferry_news, add_news
from tests.support.digests.delivery_harness import CHANNEL_ID, ListPoster

NOON = datetime(2024, 6, 21, 12, tzinfo=UTC)
OPTIONS = DigestOptions("7", CHANNEL_ID, Schedule((time(0),), "Asia/Seoul"))


class Crash(BaseException):
    """The end of the process, which no handler of errors may catch."""


@dataclass
class AlertHarness:
    """A store, alerts on it, a list for a channel, and a clock that is set by hand."""

    url: str
    poster: ListPoster = field(default_factory=ListPoster)
    now: datetime = NOON

    @asynccontextmanager
    async def open(self) -> AsyncIterator[DeliveryScheduler]:
        """Start as after a restart."""
        database, workers = DatabaseThread(self.url), WorkerPool.with_thread(self.url)
        try:
            yield DeliveryScheduler(database, workers, self.poster, lambda: self.now)
        finally:
            await database.close()
            workers.close()

    async def add(self, rule: AlertRule, options: DigestOptions = OPTIONS) -> Subscription:
        """Add an alert."""
        async with self.open() as delivery:
            return await delivery.alerts.add(options, rule)

    async def run(self) -> int:
        """Start, look once, deliver, and stop; return how many stories were found."""
        async with self.open() as delivery:
            found = await delivery.find_alerts()
            await delivery.tick()
        return found

    def list_posts(self) -> list[str]:
        """List the texts of the messages in the channel."""
        return [message.text for _, message in self.poster.messages]

    def list_entries(self) -> list[LedgerEntry]:
        """List the ledger's rows, oldest first."""
        with closing(open_database(self.url)) as database:
            numbers = [each.id for each in database.subscriptions.list_all()]
            return list(reversed(database.ledger.list_recent(numbers, 100)))


@pytest.fixture
def harness(url: str) -> AlertHarness:
    """Return a set-up with an empty store and no alert."""
    return AlertHarness(url)


async def test_a_story_is_posted_once_when_enough_outlets_have_it(harness: AlertHarness) -> None:
    """Not before, and not again as others join, whether the bot restarts or not."""
    await harness.add(AlertRule(3))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    assert await harness.run() == 0
    add_ferry_news(harness.url, "Northern Wire")
    assert await harness.run() == 1
    (text,) = harness.list_posts()
    assert "-# Alert\n### [" in text
    assert "3 origins" in text
    assert "Halden" in text
    add_ferry_news(harness.url, "Coast Weekly")
    harness.now += timedelta(days=1)
    assert await harness.run() == 0
    assert len(harness.poster.messages) == 1
    assert [entry.state for entry in harness.list_entries()] == [DeliveryState.SENT]


async def test_what_was_there_before_is_not_posted(harness: AlertHarness) -> None:
    """Nor what joins it later; a story that had too few origins then may still get enough."""
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    await harness.add(AlertRule(2))
    await harness.add(AlertRule(3))
    assert await harness.run() == 0
    add_ferry_news(harness.url, "Northern Wire")
    assert await harness.run() == 1
    assert len(harness.poster.messages) == 1


async def test_an_alert_that_fails_holds_up_no_other(harness: AlertHarness, caplog: pytest.LogCaptureFixture) -> None:
    """Neither one whose time zone is gone, which is suspended, nor one that meets an unexpected error."""
    lost = await harness.add(AlertRule(2))
    await harness.add(AlertRule(2, "ferry"), replace(OPTIONS, channel=OPTIONS.channel + 1))
    with closing(open_database(harness.url)) as database:
        schedule = replace(OPTIONS.schedule, zone="Gone/Away")
        database.subscriptions.edit(lost, replace(OPTIONS, schedule=schedule), harness.now)
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    assert await harness.run() == 1
    with closing(open_database(harness.url)) as database:
        assert "Gone/Away" in database.subscriptions.get(lost.id).suspended
    assert "is suspended" in caplog.text
    add_news(harness.url, "Dairy Times", *CHEESE_NEWS)
    async with harness.open() as delivery:
        with patch.object(AlertWatcher, "_search", side_effect=ZeroDivisionError):
            assert await delivery.find_alerts() == 0
    assert "An alert failed" in caplog.text


async def test_old_news_that_arrives_late_is_not_posted(harness: AlertHarness) -> None:
    """A feed that was just added brings what it had for weeks."""
    await harness.add(AlertRule(2))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald", day="2024-06-10")
    assert await harness.run() == 0


@pytest.mark.parametrize("watch", ["cheese", "Cheeses", "court case"])
async def test_a_watched_word_needs_no_second_origin(harness: AlertHarness, watch: str) -> None:
    """In any of its forms; other stories are not posted."""
    await harness.add(AlertRule(1, watch))
    add_ferry_news(harness.url, "Osel Post")
    assert await harness.run() == 0
    add_news(harness.url, "Dairy Times", *CHEESE_NEWS)
    assert await harness.run() == 1
    (text,) = harness.list_posts()
    assert text.startswith(f"-# Alert · {watch}\n### [Court protects the cheese of Gouvert](")


async def test_the_article_that_has_what_is_watched_for_is_quoted(harness: AlertHarness) -> None:
    """The others of its story are named beside it."""
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    await harness.add(AlertRule(1, "rudder"))
    add_ferry_news(harness.url, "Northern Wire")
    assert await harness.run() == 1
    (text,) = harness.list_posts()
    assert text.startswith("-# Alert · rudder\n### [Rudder of the ferry Halden failed, captain says](")
    assert "also: Osel Post, Baltic Herald (3 origins)" in text


async def test_a_watched_actor_is_found_by_its_other_names(harness: AlertHarness) -> None:
    """A country by its capital's government, as the articles know it."""
    await harness.add(AlertRule(1, "Republic of Estonia"))
    body = "The government of Estonia closed two border crossings on Friday.\n\nDrivers were sent to Valga instead."
    add_news(harness.url, "Border Post", "Two border crossings are closed", body)
    assert await harness.run() == 1


async def test_no_more_than_the_daily_number_is_posted(harness: AlertHarness) -> None:
    """What comes beyond it is recorded as skipped with the reason, and not posted on the next day either."""
    await harness.add(AlertRule(1, "Osel", 1), OPTIONS)
    await harness.add(AlertRule(1, "e", 1))
    add_ferry_news(harness.url, "Osel Post")
    assert await harness.run() == 1
    body = "Bakers there began to bake with seaweed flour.\n\nThe island's mill grinds it twice a week."
    add_news(harness.url, "Bread News", "Seaweed bread is baked on Osel", body)
    assert await harness.run() == 0
    skipped = [entry for entry in harness.list_entries() if entry.state is DeliveryState.SKIPPED]
    assert [str(entry.reason) for entry in skipped] == ["this alert posts up to 1 story a day"]
    harness.now += timedelta(days=1)
    assert await harness.run() == 0
    assert len(harness.poster.messages) == 1


async def test_a_story_that_two_alerts_want_is_posted_once_in_a_channel(harness: AlertHarness) -> None:
    """The second alert records why it posts nothing."""
    await harness.add(AlertRule(2))
    await harness.add(AlertRule(1, "Halden"))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    assert await harness.run() == 1
    assert len(harness.poster.messages) == 1
    (skipped,) = [entry for entry in harness.list_entries() if entry.state is DeliveryState.SKIPPED]
    assert str(skipped.reason) == "another alert of this channel has posted it"


async def test_what_an_alert_leaves_out_does_not_count(harness: AlertHarness) -> None:
    """An outlet that is left out is no origin, and a word makes no alert."""
    await harness.add(AlertRule(2), replace(OPTIONS, exclusions=Exclusions(outlets=("Osel Post",))))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    assert await harness.run() == 0
    add_ferry_news(harness.url, "Northern Wire")
    assert await harness.run() == 1
    assert "Osel Post" not in harness.list_posts()[0]


async def test_another_server_s_articles_make_no_alert(harness: AlertHarness) -> None:
    """An alert looks at the shared articles and at those of its own server."""
    await harness.add(AlertRule(1, "cheese"))
    add_news(harness.url, "Dairy Times", *CHEESE_NEWS, scope="8")
    assert await harness.run() == 0
    add_news(harness.url, "Milk Courier", *CHEESE_NEWS, scope="7")
    assert await harness.run() == 1


async def test_a_crash_between_posting_and_recording_repeats_nothing(harness: AlertHarness) -> None:
    """The channel is looked through after the restart, and the story counts as posted."""
    await harness.add(AlertRule(2))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    harness.poster.forgets_nonces = True

    def fail(*_args: object) -> None:
        raise Crash

    with patch.object(DeliveryLedger, "finish", fail), pytest.raises(Crash):
        await harness.run()
    assert [entry.state for entry in harness.list_entries()] == [DeliveryState.SENDING]
    await harness.run()
    assert len(harness.poster.messages) == 1
    assert [entry.state for entry in harness.list_entries()] == [DeliveryState.SENT]


@pytest.mark.parametrize("step", ["plan", "record_composed", "mark_sending"])
async def test_a_crash_before_posting_loses_nothing(harness: AlertHarness, step: str) -> None:
    """Whatever was last written, the story is posted once after the restart."""
    await harness.add(AlertRule(2))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    method: Callable[..., object] = getattr(DeliveryLedger, step)

    def fail(*args: object, **kwargs: object) -> None:
        method(*args, **kwargs)
        raise Crash

    with patch.object(DeliveryLedger, step, fail), pytest.raises(Crash):
        await harness.run()
    assert not harness.poster.messages
    await harness.run()
    assert len(harness.poster.messages) == 1
    assert [entry.state for entry in harness.list_entries()] == [DeliveryState.SENT]


async def test_a_story_that_an_older_database_does_not_know_is_found_in_the_channel(harness: AlertHarness) -> None:
    """Its id is the same on any day, so that a restored backup posts nothing again."""
    alert = await harness.add(AlertRule(2))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    await harness.run()
    with closing(open_database(harness.url)) as database:
        rows = database.ledger.list_recent([alert.id])
    harness.now += timedelta(days=1)
    other = AlertHarness(harness.url, harness.poster, harness.now)
    _forget(harness.url, alert.id)
    assert await other.run() == 1
    assert len(harness.poster.messages) == 1
    (row,) = other.list_entries()
    assert (row.state, row.digest) == (DeliveryState.SENT, rows[0].digest)


def _forget(url: str, alert: int) -> None:
    """Make the database one from before the story was found."""
    for table in ("ledger", "alert_articles"):
        run_statement(url, f"DELETE FROM {table} WHERE subscription = ?", (alert,))  # noqa: S608  # our own tables
    run_statement(url, "UPDATE subscriptions SET checked = 0 WHERE id = ?", (alert,))


async def test_a_channel_that_is_closed_suspends_the_alert(harness: AlertHarness) -> None:
    """What it finds meanwhile is recorded as skipped."""
    await harness.add(AlertRule(1, "Halden", 5))
    harness.poster.send_error = ChannelClosed("channel 42", "I may not write there")
    add_ferry_news(harness.url, "Osel Post")
    await harness.run()
    harness.poster.send_error = None
    body = (
        "A museum in the Norwegian town of Halden opened a hall for steam engines that were built a century ago.\n\n"
        "Visitors may start one of the engines on Sundays, when a former machinist explains how its valves work.\n\n"
        "The collection was a gift of a brewery, whose owner had bought the machines from sawmills and spinning mills."
    )
    add_news(harness.url, "Museum News", "Halden museum opens a hall", body)
    await harness.run()
    assert not harness.poster.messages
    states = [(entry.state, str(entry.reason).partition(":")[0]) for entry in harness.list_entries()]
    assert states[1:] == [(DeliveryState.SKIPPED, "suspended")]
    assert len(harness.poster.owner_messages) == 1


async def test_a_digest_has_the_story_too(harness: AlertHarness) -> None:
    """What was posted at once is news in the next digest, whole."""
    with closing(open_database(harness.url)) as database:
        digest = database.subscriptions.add(OPTIONS, harness.now)
    await harness.add(AlertRule(2))
    add_ferry_news(harness.url, "Osel Post", "Baltic Herald")
    await harness.run()
    async with harness.open() as delivery:
        await delivery.post_now(digest)
    alert, posted = harness.list_posts()
    assert "Halden" in alert
    assert "Halden" in posted
    assert "Update" not in posted


async def test_a_picture_that_discord_refuses_costs_no_alert(harness: AlertHarness) -> None:
    """The message is posted without it."""
    await harness.add(AlertRule(1, "cheese"))
    add_news(harness.url, "Dairy Times", *CHEESE_NEWS, picture="https://cdn.example/cheese.jpg")
    refused: list[Message] = []

    async def send(options: DigestOptions, message: Message, nonce: str) -> int:
        if message.thumbnail:
            refused.append(message)
            raise PostRefused("channel 42", "Invalid Form Body")
        return await ListPoster.send(harness.poster, options, message, nonce)

    with patch.object(harness.poster, "send", send):
        await harness.run()
    assert [message.thumbnail for message in refused] == [Thumbnail("https://cdn.example/cheese.jpg", CHEESE_NEWS[0])]
    assert [entry.state for entry in harness.list_entries()] == [DeliveryState.SENT]
    assert len(harness.poster.messages) == 1
