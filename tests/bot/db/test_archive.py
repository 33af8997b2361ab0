"""Claims about what is public: nothing but what was posted in a channel that was published, and not taken off."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.db import Repositories, open_database
from bot.models.alert import AlertRule
from bot.models.digest import (
    ComposedDigest,
    DeliveryState,
    DigestKey,
    DigestOptions,
    LedgerEntry,
    PublicChannel,
    Subscription,
)
from bot.models.schedule import Schedule
from tests.support.bot.former_schema import create_former_database

NOW = datetime(2024, 6, 21, 3, tzinfo=UTC)
HERE, THERE, NEWS, STAFF = "111", "222", 5, 6
PUBLIC = PublicChannel(HERE, NEWS, "Newsroom", "news", "en-US", NOW)
SCHEDULE = Schedule((time(8),), "UTC")


@pytest.fixture
def repositories(url: str) -> Iterator[Repositories]:
    """Open the repositories."""
    with closing(open_database(url)) as opened:
        yield opened


def subscribe(repositories: Repositories, **options: object) -> Subscription:
    """Add a digest of the channel."""
    wanted = replace(DigestOptions(HERE, NEWS, SCHEDULE, "rates"), **options)  # type: ignore[arg-type]
    return repositories.subscriptions.add(wanted, NOW - timedelta(days=9))


def post(repositories: Repositories, subscription: Subscription, day: int = 21, message: int = 900) -> LedgerEntry:
    """Post a digest of that day of June."""
    key = DigestKey(subscription.id, date(2024, 6, day), "08:00")
    repositories.ledger.plan(subscription, key, NOW, NOW, late=False)
    entry = repositories.ledger.get_entry(key)
    assert entry
    entry = repositories.ledger.record_composed(entry, ComposedDigest("{}", 4, "[]", '{"proof": 1}'), NOW)
    entry = repositories.ledger.mark_sending(entry, NOW)
    repositories.ledger.finish(entry, replace(entry, state=DeliveryState.SENT, message=message + day), NOW)
    return entry


def list_public(repositories: Repositories, guild: str | None = None) -> list[str]:
    """Return the ids of the public digests."""
    return [one.id for one in repositories.archive.list_digests(guild)]


def test_nothing_is_public_until_a_channel_is_published(repositories: Repositories) -> None:
    """Then what was posted before is, too, and until it is made private again."""
    subscription = subscribe(repositories)
    first = post(repositories, subscription)
    assert list_public(repositories) == []
    repositories.archive.publish(PUBLIC)
    second = post(repositories, subscription, 22)
    assert list_public(repositories) == list_public(repositories, HERE) == [first.digest, second.digest]
    assert list_public(repositories, THERE) == []
    assert not repositories.archive.unpublish(NEWS, THERE)
    assert repositories.archive.unpublish(NEWS, HERE)
    assert not repositories.archive.unpublish(NEWS)
    assert list_public(repositories) == []


def test_a_public_digest_names_server_and_channel(repositories: Repositories) -> None:
    """As they were when it was published last; nothing of a member."""
    post(repositories, subscribe(repositories, member=77))
    repositories.archive.publish(replace(PUBLIC, channel_name="old"))
    repositories.archive.publish(replace(PUBLIC, since=NOW + timedelta(days=1)))
    assert repositories.archive.list_channels(HERE) == (PUBLIC,)
    assert repositories.archive.list_channels(THERE) == ()
    (found,) = repositories.archive.list_digests()
    assert (found.server_name, found.channel_name, found.scope, found.guild) == ("Newsroom", "news", HERE, HERE)
    assert (found.day, found.due, found.proof, found.sentences) == (date(2024, 6, 21), NOW, '{"proof": 1}', "[]")


def test_the_language_is_that_of_the_digest(repositories: Repositories) -> None:
    """Its own, else the channel's, else the server's setting, else the server's own."""
    subscription = subscribe(repositories)
    post(repositories, subscription)
    repositories.archive.publish(PUBLIC)
    found = [repositories.archive.list_digests()[0].language]
    repositories.settings.set(HERE, 0, "language", "de")
    found.append(repositories.archive.list_digests()[0].language)
    repositories.settings.set(HERE, NEWS, "language", "uk")
    found.append(repositories.archive.list_digests()[0].language)
    repositories.subscriptions.edit(subscription, replace(subscription.options, language="ja"), NOW)
    found.append(repositories.archive.list_digests()[0].language)
    assert found == ["en-US", "de", "uk", "ja"]


def test_a_digest_belongs_to_the_channel_in_which_it_was_posted(repositories: Repositories) -> None:
    """Moving a digest from a private channel to a public one publishes only what comes then."""
    subscription = subscribe(repositories, channel=STAFF)
    post(repositories, subscription)
    repositories.archive.publish(PUBLIC)
    moved = repositories.subscriptions.edit(subscription, replace(subscription.options, channel=NEWS), NOW)
    later = post(repositories, moved, 22)
    assert list_public(repositories) == [later.digest]
    repositories.subscriptions.remove(moved.id, NOW)
    assert list_public(repositories) == [later.digest]


def test_what_was_not_posted_and_alerts_are_not_public(repositories: Repositories) -> None:
    """A draft, a skipped digest, a story that was posted at once."""
    repositories.archive.publish(PUBLIC)
    subscription = subscribe(repositories)
    key = DigestKey(subscription.id, date(2024, 6, 20), "08:00")
    repositories.ledger.plan(subscription, key, NOW, NOW, late=False)
    repositories.ledger.skip(subscription, replace(key, slot="09:00"), NOW, NOW, "nothing new")
    alert = repositories.subscriptions.add(DigestOptions(HERE, NEWS, SCHEDULE), NOW, alert=AlertRule())
    post(repositories, alert)
    assert list_public(repositories) == []


def test_a_digest_is_taken_off_for_good(repositories: Repositories) -> None:
    """By its own server alone; also when the channel is published again."""
    subscription = subscribe(repositories)
    first, second = post(repositories, subscription), post(repositories, subscription, 22)
    assert not repositories.archive.withdraw(first.digest, HERE)
    repositories.archive.publish(PUBLIC)
    assert not repositories.archive.withdraw(first.digest, THERE)
    assert repositories.archive.withdraw(first.digest, HERE)
    assert not repositories.archive.withdraw(first.digest, HERE)
    repositories.archive.unpublish(NEWS)
    repositories.archive.publish(PUBLIC)
    assert list_public(repositories) == [second.digest]


def test_a_digest_goes_with_its_message(repositories: Repositories) -> None:
    """One or many at once; messages that are no digests are nobody's."""
    subscription = subscribe(repositories)
    repositories.archive.publish(PUBLIC)
    post(repositories, subscription)
    kept = post(repositories, subscription, 22)
    assert not repositories.archive.withdraw_messages(frozenset({1, 2}))
    assert repositories.archive.withdraw_messages(frozenset({900 + 21, 3}))
    assert list_public(repositories) == [kept.digest]


def test_a_servers_public_channels_are_exported_and_deleted(repositories: Repositories) -> None:
    """Those of another stay."""
    repositories.archive.publish(PUBLIC)
    repositories.archive.publish(replace(PUBLIC, guild=THERE, channel=8))
    post(repositories, subscribe(repositories))
    rows = repositories.privacy.list_guild_rows(HERE)
    assert [row["channel_name"] for row in rows["archive_channels"]] == ["news"]
    repositories.privacy.delete_guild(HERE)
    assert [each.channel for each in repositories.archive.list_channels()] == [8]
    assert list_public(repositories) == []


def test_the_channel_of_older_digests_is_known_from_their_replies(file_url: str) -> None:
    """One without a reply is never public, since its channel may have been private."""
    path = create_former_database(file_url, 9)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO subscriptions"
            " (id, uid, guild, channel, topic, times, zone, weekdays, length, configured, since)"
            " VALUES (1, 'u', '111', 5, '', '08:00', 'UTC', '0123456', 6, 0, '2024-01-01T00:00:00+00:00')"
        )
        for number, digest in enumerate(("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"), 1):
            connection.execute(
                "INSERT INTO ledger (subscription, day, slot, due, state, digest, planned_at, proof)"
                " VALUES (1, ?, '08:00', ?, 'sent', ?, '', '{}')",
                (f"2024-06-0{number}", f"2024-06-0{number}T08:00:00+00:00", digest),
            )
        for digest, channel in (("aaaaaaaaaa", 5), ("bbbbbbbbbb", 6)):
            connection.execute(
                "INSERT INTO shown VALUES (?, '', 'brief', '{}', '', '', '111', ?, 0, 0, '', 1, 1, '', '{}', '')",
                (digest, channel),
            )
        connection.commit()
    with closing(open_database(file_url)) as repositories:
        repositories.archive.publish(PUBLIC)
        assert list_public(repositories) == ["aaaaaaaaaa"]


def test_names_of_digests_come_without_what_they_quote(repositories: Repositories) -> None:
    """The newest first, of one guild: they are loaded with every letter that is typed."""
    subscription = subscribe(repositories)
    for day in (20, 21):
        post(repositories, subscription, day)
    repositories.archive.publish(PUBLIC)
    found = repositories.archive.list_digest_names(HERE)
    assert [one.id for one in found] == list_public(repositories)[::-1]
    assert {one.proof + one.sentences for one in found} == {""}
    assert repositories.archive.list_digest_names(THERE) == ()
