"""Many channels, one digest: composed once, paced, remembered by each channel; and drafts through restarts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.books import open_books
from bot.books.shown import find_proof
from bot.delivery.forum import title
from bot.delivery.traffic import Traffic
from bot.errors import ChannelClosed, PostRefused, PostUncertain
from bot.messages import Message
from bot.schedules import Schedule
from bot.subscriptions import Empty, State, Wish
from tests.bot.delivery.office import CHANNEL, DAY, EDITORS, EIGHT, HOUR, MORNING, Channel, Office
from tests.bot.sheet import Sheet

WISH = Wish("7", CHANNEL, EIGHT)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give an office that nobody subscribed to yet."""
    return Office(f"sqlite:///{tmp_path / 'news.sqlite3'}", Channel(), Sheet(["Rates rose.", "Rain fell."]), MORNING)


def subscribe(office: Office, *wishes: Wish) -> None:
    """Subscribe an hour before the first digest is due."""
    with closing(open_books(office.url)) as books:
        for wish in wishes:
            books.roll.add(wish, MORNING - HOUR)


async def test_what_many_ask_the_same_is_composed_once(office: Office) -> None:
    """However many channels share it; another length, server or topic is another digest."""
    same = [replace(WISH, channel=100 + number) for number in range(40)]
    subscribe(office, *same, replace(WISH, channel=200, length=2), replace(WISH, channel=201, guild="8"))
    entries = await office.round()
    assert [entry.state for entry in entries] == [State.SENT] * 42
    assert office.sheet.composed == 3
    assert len(office.channel.messages) == 42
    assert len({nonce for nonce, _ in office.channel.messages}) == 42


async def test_channels_that_were_told_otherwise_part_ways(office: Office) -> None:
    """The points told are part of what is asked; those who are told the same stay together."""
    subscribe(office, *(replace(WISH, channel=100 + number) for number in range(3)))
    await office.round()
    with closing(open_books(office.url)) as books:
        books.roll.add(replace(WISH, channel=103), office.now)
    office.sheet.sentences.append("Snow came.")
    office.now += DAY
    await office.round()
    assert office.sheet.composed == 3
    assert sorted(office.sheet.told) == [(), (), ("Rates rose.", "Rain fell.")]


async def test_a_channel_remembers_what_any_of_its_digests_told(office: Office) -> None:
    """Two on different topics do not tell it the same twice; another channel does not matter."""
    later = Schedule((time(9),), "Asia/Seoul")
    subscribe(office, WISH, replace(WISH, schedule=later, topic="rain"))
    await office.round()
    office.now += HOUR
    await office.round()
    assert office.sheet.told == [(), ("Rates rose.", "Rain fell.")]


async def test_what_a_digest_told_can_be_proved_by_its_id(office: Office) -> None:
    """Long after, from the database alone."""
    subscribe(office, WISH)
    (entry,) = await office.round()
    found = find_proof(office.url, entry.digest)
    assert found
    proof, scope = found
    assert [exhibit.text for exhibit in proof.exhibits] == ["Rates rose.", "Rain fell."]
    assert scope == "7"


async def test_a_digest_waits_until_the_feeds_are_read(office: Office) -> None:
    """What a running poll brings is told, once for all who share the digest."""
    subscribe(office, WISH, replace(WISH, channel=100))
    waited: list[int] = []

    async def quiet() -> None:
        waited.append(1)
        office.sheet.sentences.append("Snow came.")

    async with office.open() as (delivery, _):
        delivery.quiet = quiet
        await delivery.round()
    assert len(waited) == 1
    assert all("Snow came." in message.text for _, message in office.channel.messages)


async def test_nothing_new_can_be_skipped(office: Office) -> None:
    """With the reason, and the next digest still tells all since the last one posted; on demand it is said."""
    subscribe(office, replace(WISH, empty=Empty.SKIP))
    await office.round()
    office.now += DAY
    await office.round()
    assert [(row.state, row.reason) for row in office.rows()][1:] == [
        (State.SKIPPED, "nothing new since the last digest")
    ]
    async with office.open() as (delivery, books):
        (wanted,) = await books.do(lambda opened: opened.roll.standing())
        assert (await delivery.post_now(wanted)).state is State.SENT


@pytest.mark.parametrize(
    ("failure", "outcomes"),
    [
        (PostUncertain("channel 42", "Discord answered 502"), ["wanted", "done"]),
        (PostRefused("channel 42", "is no announcement channel"), ["channel 42: is no announcement channel"] * 2),
    ],
    ids=["a failure that passes", "a refusal"],
)
async def test_publishing_is_tried_again_where_that_may_help(
    office: Office, failure: Exception, outcomes: list[str]
) -> None:
    """The digest itself is posted once, and its row says what became of the rest."""
    subscribe(office, replace(WISH, publish=True))
    office.channel.refuses_publishing = failure
    await office.round()
    first = office.rows()[0].publish
    office.channel.refuses_publishing = None
    await office.round()
    assert [first, office.rows()[0].publish] == outcomes
    assert len(office.channel.messages) == 1
    assert office.rows()[0].state is State.SENT


async def test_a_chart_is_sent_again_as_it_was_recorded(office: Office) -> None:
    """The files of a digest are kept until it is posted."""
    subscribe(office, replace(WISH, chart=True))
    office.channel.refuses = PostUncertain("channel 42", "the connection broke")
    await office.round()
    office.channel.refuses = None
    office.sheet.failure = ZeroDivisionError()
    await office.round()
    (_, message) = office.channel.messages[0]
    assert [file.alt for file in message.files] == ["One bar."]


DRAFTED = replace(WISH, editors=EDITORS)


async def test_a_draft_is_posted_once_through_a_restart(office: Office) -> None:
    """A bot that ended while it was posted looks for it first."""
    subscribe(office, DRAFTED)
    (entry,) = await office.round()
    with closing(open_books(office.url)) as books:
        books.ledger.draft(entry, 0)  # as it stands when the reply was not heard
    await office.round()
    assert len(office.channel.drafts) == 1
    assert office.rows()[0].draft == 1
    assert office.channel.messages == []


async def test_an_approved_draft_is_posted_by_the_next_round(office: Office) -> None:
    """Told and proved is what its editors left; approving twice is refused."""
    subscribe(office, DRAFTED)
    (entry,) = await office.round()
    office.now += 5 * HOUR
    async with office.open() as (delivery, _):
        opened = await delivery.drafts.find(entry.digest)
        opened = await delivery.drafts.choose(opened, lambda before: replace(before, order=(1,)))
        await delivery.drafts.approve(opened, "Ada", office.now)
        (sent,) = await delivery.round()
        with pytest.raises(Exception, match="decided on already"):
            await delivery.drafts.approve(await delivery.drafts.find(entry.digest), "Ada", office.now)
    assert (sent.state, sent.late) == (State.SENT, False)
    assert "Approved by Ada" in office.channel.drafts[0].text
    (_, message) = office.channel.messages[0]
    assert "Rain fell." in message.text
    assert "Rates rose." not in message.text
    found = find_proof(office.url, entry.digest)
    assert found
    assert [exhibit.text for exhibit in found[0].exhibits] == ["Rain fell."]


async def test_a_draft_that_nobody_approves_is_skipped_and_closed(office: Office) -> None:
    """At the window's end."""
    subscribe(office, DRAFTED)
    await office.round()
    office.now += 6 * HOUR + timedelta(minutes=1)
    await office.round()
    assert [(row.state, row.reason) for row in office.rows()] == [
        (State.SKIPPED, "nobody approved it within 6 h of being due")
    ]
    assert office.channel.drafts[0].controls == ()


async def test_an_editors_channel_that_is_closed_suspends(office: Office) -> None:
    """The owner hears of it once, and nothing is posted unseen."""
    subscribe(office, DRAFTED)
    office.channel.refuses = ChannelClosed("channel 43", "it does not exist any more")
    for _ in range(2):
        await office.round()
        office.now += DAY
    assert [row.state for row in office.rows()] == [State.SKIPPED, State.SKIPPED]
    assert len(office.channel.told) == 1
    assert office.channel.messages == []


async def test_requests_come_at_equal_distances_within_the_limit() -> None:
    """Eight turns a second: with two made up for, in no second are there more than ten, also after a pause."""
    now, stamps = [0.0], list[float]()

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    traffic = Traffic(8, lambda: now[0], sleep)
    for number in range(80):
        await traffic.turn()
        stamps.append(now[0])
        if number in {20, 40}:
            now[0] += 3.0  # the event loop was late, or nothing was to be sent
    assert max(sum(begin <= stamp < begin + 1 for stamp in stamps) for begin in stamps) <= 10
    assert stamps[-1] == pytest.approx(80 / 8 + 2 * 3.0, abs=1.0)


def test_a_forum_post_is_named_by_its_digest() -> None:
    """In plain words, within Discord's hundred characters."""
    made = Message(("<@&5>\n### Digest: \\*rates\\*\n-# Friday 21 June 2024\nNothing new.",))
    assert title(made) == "Digest: *rates*, Friday 21 June 2024"
    assert len(title(Message((f"### {'x' * 300}",)))) == 100
    assert title(Message(("plain",))) == "Digest"
