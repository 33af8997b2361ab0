"""Many channels, one digest: composed once, paced, remembered by each channel; and drafts through restarts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.db import find_proof, open_database
from bot.digests.poster import build_title
from bot.digests.rate_limiter import RateLimiter
from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.locales import ENGLISH, Translator
from bot.models.digest import DeliveryState, DigestOptions, EmptyPolicy
from bot.models.message import Message
from bot.models.schedule import Schedule
from tests.support.digests.delivery_harness import (
    CHANNEL_ID,
    DUE_AT,
    EIGHT_OCLOCK,
    ONE_DAY,
    ONE_HOUR,
    REVIEW_CHANNEL_ID,
    DeliveryHarness,
    ListPoster,
)
from tests.support.digests.sentence_engine import SentenceEngine

OPTIONS = DigestOptions("7", CHANNEL_ID, EIGHT_OCLOCK, empty_policy=EmptyPolicy.SAY)


@pytest.fixture
def harness(url: str) -> DeliveryHarness:
    """Return a delivery set-up without subscriptions."""
    return DeliveryHarness(url, ListPoster(), SentenceEngine(["Rates rose.", "Rain fell."]), DUE_AT)


def subscribe_channels(harness: DeliveryHarness, *wishes: DigestOptions) -> None:
    """Subscribe an hour before the first digest is due."""
    with closing(open_database(harness.url)) as database:
        for wish in wishes:
            database.subscriptions.add(wish, DUE_AT - ONE_HOUR)


async def test_what_many_ask_the_same_is_composed_once(harness: DeliveryHarness) -> None:
    """However many channels and servers share it; another length or a server with articles of its own do not."""
    same = [replace(OPTIONS, channel=100 + number, guild=str(10 + number)) for number in range(40)]
    harness.engine.own_scopes = frozenset({"8"})
    subscribe_channels(
        harness, *same, replace(OPTIONS, channel=200, length=2), replace(OPTIONS, channel=201, guild="8")
    )
    entries = await harness.tick()
    assert [entry.state for entry in entries] == [DeliveryState.SENT] * 42
    assert harness.engine.compositions == 3
    assert len(harness.poster.messages) == 42
    assert len({nonce for nonce, _ in harness.poster.messages}) == 42


async def test_a_server_with_its_first_article_gets_a_digest_of_its_own(harness: DeliveryHarness) -> None:
    """Also if the article came after the servers with content of their own were listed, in the same round."""
    subscribe_channels(harness, replace(OPTIONS, guild="8"))

    def build_late(wanted: str) -> None:
        if not wanted:  # while the digest of everybody's articles is composed
            harness.engine.sentences.append("Snow came.")
            harness.engine.own_scopes = frozenset({"8"})

    harness.engine.on_composing = build_late
    await harness.tick()
    assert harness.engine.scopes == ["", "8"]


async def test_channels_with_different_histories_get_different_digests(harness: DeliveryHarness) -> None:
    """The points quoted are part of what is asked; those with the same history stay together."""
    subscribe_channels(harness, *(replace(OPTIONS, channel=100 + number) for number in range(3)))
    await harness.tick()
    with closing(open_database(harness.url)) as database:
        database.subscriptions.add(replace(OPTIONS, channel=103), harness.now)
    harness.engine.sentences.append("Snow came.")
    harness.now += ONE_DAY
    await harness.tick()
    assert harness.engine.compositions == 3
    assert sorted(harness.engine.prior_texts) == [(), (), ("Rates rose.", "Rain fell.")]


async def test_a_channel_remembers_what_any_of_its_digests_quoted(harness: DeliveryHarness) -> None:
    """Two on different topics do not say it the same twice; another channel does not matter."""
    later = Schedule((time(9),), "Asia/Seoul")
    subscribe_channels(harness, OPTIONS, replace(OPTIONS, schedule=later, topic="rain"))
    await harness.tick()
    harness.now += ONE_HOUR
    await harness.tick()
    assert harness.engine.prior_texts == [(), ("Rates rose.", "Rain fell.")]


async def test_what_a_digest_quoted_can_be_proved_by_its_id(harness: DeliveryHarness) -> None:
    """Long after, from the database alone."""
    subscribe_channels(harness, OPTIONS)
    (entry,) = await harness.tick()
    found = find_proof(harness.url, entry.digest)
    assert found
    proof, scope = found
    assert [exhibit.text for exhibit in proof.sentences] == ["Rates rose.", "Rain fell."]
    assert scope == "7"


async def test_a_digest_waits_until_the_feeds_are_read(harness: DeliveryHarness) -> None:
    """What a running poll adds is quoted, once for all who share the digest."""
    subscribe_channels(harness, OPTIONS, replace(OPTIONS, channel=100))
    waited: list[int] = []

    async def quiet() -> None:
        waited.append(1)
        harness.engine.sentences.append("Snow came.")

    async with harness.open() as (delivery, _):
        delivery.wait_for_feeds = quiet
        await delivery.tick()
    assert len(waited) == 1
    assert all("Snow came." in message.text for _, message in harness.poster.messages)


async def test_nothing_new_can_be_skipped(harness: DeliveryHarness) -> None:
    """With the reason, and the next digest still quotes all since the last one posted; on demand the reply says so."""
    subscribe_channels(harness, replace(OPTIONS, empty_policy=EmptyPolicy.SKIP))
    await harness.tick()
    harness.now += ONE_DAY
    await harness.tick()
    assert [(row.state, row.reason) for row in harness.list_entries()][1:] == [
        (DeliveryState.SKIPPED, "nothing new since the last digest")
    ]
    async with harness.open() as (delivery, database):
        (wanted,) = await database.run(lambda opened: opened.subscriptions.list_active())
        assert (await delivery.post_now(wanted)).state is DeliveryState.SENT


@pytest.mark.parametrize(
    ("failure", "outcomes"),
    [
        (PostUncertain("channel 42", "Discord had a problem."), ["wanted", "done"]),
        (PostRefused("channel 42", "It is not an announcement channel."), ["It is not an announcement channel."] * 2),
    ],
    ids=["a failure that passes", "a refusal"],
)
async def test_publishing_is_tried_again_where_that_may_help(
    harness: DeliveryHarness, failure: Exception, outcomes: list[str]
) -> None:
    """The digest itself is posted once, and its row says what became of the rest."""
    subscribe_channels(harness, replace(OPTIONS, publish=True))
    harness.poster.publish_error = failure
    await harness.tick()
    first = harness.list_entries()[0].publish
    harness.poster.publish_error = None
    await harness.tick()
    assert [first, harness.list_entries()[0].publish] == outcomes
    assert len(harness.poster.messages) == 1
    assert harness.list_entries()[0].state is DeliveryState.SENT


async def test_only_charts_are_composed_for_each_language(harness: DeliveryHarness) -> None:
    """Channels of two languages share a digest, unless it has a picture with words."""
    languages = [replace(OPTIONS, channel=100, language="de"), replace(OPTIONS, channel=101, language="ja")]
    subscribe_channels(harness, *languages)
    await harness.tick()
    assert (harness.engine.compositions, harness.engine.language) == (1, ENGLISH)
    subscribe_channels(harness, *(replace(one, channel=one.channel + 10, chart=True) for one in languages))
    await harness.tick()
    assert harness.engine.compositions == 3
    assert harness.engine.language in {Translator("de"), Translator("ja")}


async def test_a_chart_is_sent_again_as_it_was_recorded(harness: DeliveryHarness) -> None:
    """The files of a digest are kept until it is posted."""
    subscribe_channels(harness, replace(OPTIONS, chart=True))
    harness.poster.send_error = PostUncertain("channel 42", "the connection broke")
    await harness.tick()
    harness.poster.send_error = None
    harness.engine.failure = ZeroDivisionError()
    await harness.tick()
    (_, message) = harness.poster.messages[0]
    assert [file.alt for file in message.files] == ["One bar."]


DRAFT_OPTIONS = replace(OPTIONS, editors=REVIEW_CHANNEL_ID)


async def test_a_draft_is_posted_once_through_a_restart(harness: DeliveryHarness) -> None:
    """A bot that ended while it was posted looks for it first."""
    subscribe_channels(harness, DRAFT_OPTIONS)
    (entry,) = await harness.tick()
    with closing(open_database(harness.url)) as database:
        database.ledger.set_draft(entry, 0)  # as it stands when the reply was not heard
    await harness.tick()
    assert len(harness.poster.drafts) == 1
    assert harness.list_entries()[0].draft == 1
    assert harness.poster.messages == []


async def test_an_approved_draft_is_posted_by_the_next_round(harness: DeliveryHarness) -> None:
    """Told and proved is what its editors left; approving twice is refused."""
    subscribe_channels(harness, DRAFT_OPTIONS)
    (entry,) = await harness.tick()
    harness.now += 5 * ONE_HOUR
    async with harness.open() as (delivery, _):
        opened = await delivery.review.find(entry.digest)
        opened = await delivery.review.update_choices(opened, lambda before: replace(before, order=(1,)))
        await delivery.review.approve(opened, "Ada", harness.now)
        (sent,) = await delivery.tick()
        with pytest.raises(Exception, match="already decided on this draft"):
            await delivery.review.approve(await delivery.review.find(entry.digest), "Ada", harness.now)
    assert (sent.state, sent.late) == (DeliveryState.SENT, False)
    assert "Approved by Ada" in harness.poster.drafts[0].text
    (_, message) = harness.poster.messages[0]
    assert "Rain fell." in message.text
    assert "Rates rose." not in message.text
    found = find_proof(harness.url, entry.digest)
    assert found
    assert [exhibit.text for exhibit in found[0].sentences] == ["Rain fell."]


async def test_a_draft_that_nobody_approves_is_skipped_and_closed(harness: DeliveryHarness) -> None:
    """At the window's end."""
    subscribe_channels(harness, DRAFT_OPTIONS)
    await harness.tick()
    harness.now += 6 * ONE_HOUR + timedelta(minutes=1)
    await harness.tick()
    assert [(row.state, row.reason) for row in harness.list_entries()] == [
        (DeliveryState.SKIPPED, "nobody approved it within 6 hours of its time")
    ]
    assert harness.poster.drafts[0].controls == ()


async def test_an_editors_channel_that_is_closed_suspends(harness: DeliveryHarness) -> None:
    """The owner hears of it once, and nothing is posted unseen."""
    subscribe_channels(harness, DRAFT_OPTIONS)
    harness.poster.send_error = ChannelClosed("channel 43", "Channel 43 no longer exists.")
    for _ in range(2):
        await harness.tick()
        harness.now += ONE_DAY
    assert [row.state for row in harness.list_entries()] == [DeliveryState.SKIPPED, DeliveryState.SKIPPED]
    assert len(harness.poster.owner_messages) == 1
    assert harness.poster.messages == []


async def test_requests_come_at_equal_distances_within_the_limit() -> None:
    """Eight turns a second: with two made up for, in no second are there more than ten, also after a pause."""
    now, stamps = [0.0], list[float]()

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    traffic = RateLimiter(8, lambda: now[0], sleep)
    for number in range(80):
        await traffic.acquire()
        stamps.append(now[0])
        if number in {20, 40}:
            now[0] += 3.0  # the event loop was late, or nothing was to be sent
    assert max(sum(begin <= stamp < begin + 1 for stamp in stamps) for begin in stamps) <= 10
    assert stamps[-1] == pytest.approx(80 / 8 + 2 * 3.0, abs=1.0)


def test_a_forum_post_is_named_by_its_digest() -> None:
    """In plain words, within Discord's hundred characters."""
    made = Message(("<@&5>\n### \\*rates\\* · Friday 21 June 2024\n-# Posted late: it was due 8:00.\nNothing new.",))
    assert build_title(made) == "*rates* · Friday 21 June 2024"
    older = Message(("<@&5>\n### Digest: \\*rates\\*\n-# Friday 21 June 2024\nNothing new.",))
    assert build_title(older) == "Digest: *rates*, Friday 21 June 2024"
    assert len(build_title(Message((f"### {'x' * 300}",)))) == 100
    assert build_title(Message(("plain",))) == "Digest"
