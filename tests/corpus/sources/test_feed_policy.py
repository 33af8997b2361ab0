"""Claims about when feeds are polled and which of their entries are fetched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus.errors import FeedError, FetchError, ResourceGone, TemporaryFetchError
from corpus.sources.feed_models import FeedEntry, ParsedFeed, SkippedEntry
from corpus.sources.feed_policy import (
    CLAIM_DURATION,
    MAX_LEFT_OUT,
    MAX_REMEMBERED_ENTRIES,
    is_due,
    is_stopped,
    list_too_old,
    mark_polling,
    record_failure,
    record_left_out,
    record_success,
    record_unchanged,
    select_entries,
)
from corpus.sources.http import FetchResponse
from corpus.store import Feed

NOW = datetime(2024, 6, 24, 9, tzinfo=UTC)
URL = "https://herald.example/feed"
VALID = FetchResponse(URL, b"", etag='"1"')
HOUR = timedelta(hours=1)


def build_entry(name: str, age: timedelta | None = HOUR, title: str = "A") -> FeedEntry:
    """Return an entry that was published so long before now."""
    return FeedEntry(f"https://herald.example/{name}", name, title, None if age is None else NOW - age)


def build_listing(*entries: FeedEntry) -> ParsedFeed:
    """Return a feed that lists these."""
    return ParsedFeed("Herald", entries)


def compute_state(
    answer: FetchResponse, jitter: float = 0.0, wait: int | None = None, left: tuple[str, ...] = ()
) -> Feed:
    """Return a feed as it is after a good answer."""
    return record_success(Feed(URL), answer, build_listing(build_entry("a")), (), left, NOW, jitter, wait)


def pause(feed: Feed) -> timedelta:
    """Return the time until *feed* is due."""
    return datetime.fromisoformat(feed.due) - NOW


def test_a_new_feed_is_due_and_one_that_is_polled_is_not_until_its_claim_ends() -> None:
    """The claim counts before anything came back; a process that died loses it."""
    claimed = mark_polling(Feed(URL), NOW)
    assert is_due(Feed(URL), NOW)
    assert not is_due(claimed, NOW + CLAIM_DURATION - timedelta(seconds=1))
    assert is_due(claimed, NOW + CLAIM_DURATION)


@pytest.mark.parametrize(
    ("answer", "hours"),
    [
        (VALID, 1),
        (FetchResponse(URL, modified="Mon, 24 Jun 2024 08:00:00 GMT"), 1),
        (FetchResponse(URL), 3),
        (FetchResponse(URL, etag='"1"', max_age=7200), 2),
        (FetchResponse(URL, etag='"1"', max_age=60), 1),
        (FetchResponse(URL, max_age=7200), 3),
        (FetchResponse(URL, max_age=2 * 86_400), 48),
    ],
    ids=[
        "ETag",
        "Last-Modified",
        "neither",
        "fresh for long",
        "fresh for a minute",
        "fresh, neither",
        "fresh for days",
    ],
)
def test_the_pause_follows_validators_and_freshness(answer: FetchResponse, hours: int) -> None:
    """An hour at least, three without validators, longer where the server says so."""
    assert pause(compute_state(answer)) == timedelta(hours=hours)


def test_a_feed_without_validators_is_read_less_often_while_it_has_nothing_new() -> None:
    """It is sent in full each time: after three hours if it listed something new, else after six."""
    feed = compute_state(FetchResponse(URL))
    same = record_success(feed, FetchResponse(URL), build_listing(build_entry("a")), (), (), NOW, 0.0)
    assert pause(same) == 6 * HOUR
    more = record_success(same, FetchResponse(URL), build_listing(build_entry("a"), build_entry("b")), (), (), NOW, 0.0)
    assert pause(more) == 3 * HOUR


def test_jitter_only_ever_draws_a_pause_out() -> None:
    """By a tenth at most."""
    assert HOUR < pause(compute_state(VALID, jitter=0.99)) < HOUR * 1.1


def test_nothing_new_keeps_the_validators() -> None:
    """After 304 errors are over, and an hour's pause begins."""
    feed = Feed(URL, etag='"1"', error="x", failures=3, seen=("a:b",))
    same = record_unchanged(feed, FetchResponse(URL, unchanged=True), NOW, 0.0)
    assert (same.etag, same.error, same.failures, same.seen) == ('"1"', "", 0, ("a:b",))
    assert pause(same) == HOUR


def test_failures_double_the_pause_up_to_a_day() -> None:
    """The last error is kept in words, validators and seen entries stay."""
    feed, pauses = Feed(URL, etag='"1"', seen=("a:b",)), []
    for _ in range(7):
        feed = record_failure(feed, FeedError(URL, "it isn't a feed"), NOW, 0.0)
        pauses.append(pause(feed) // HOUR)
    assert pauses == [1, 2, 4, 8, 16, 24, 24]
    assert (feed.error, feed.failures, feed.etag, feed.seen) == ("it isn't a feed", 7, '"1"', ("a:b",))


def test_retry_after_goes_before_the_own_pause() -> None:
    """Two days that the host asks for are kept; a minute does not shorten the hour."""
    assert pause(record_failure(Feed(URL), TemporaryFetchError(URL, "429", 2 * 86_400), NOW, 0.0)) == timedelta(days=2)
    assert pause(record_failure(Feed(URL), TemporaryFetchError(URL, "429", 60), NOW, 0.0)) == HOUR
    assert pause(compute_state(VALID, wait=7200)) == timedelta(hours=2)


def test_what_is_gone_is_never_due_again() -> None:
    """410 stops a feed; 404 does not."""
    gone = record_failure(Feed(URL), ResourceGone(URL, "410"), NOW, 0.0)
    missing = record_failure(Feed(URL), FetchError(URL, "404"), NOW, 0.0)
    assert is_stopped(gone)
    assert not is_due(gone, NOW + timedelta(days=100_000))
    assert not is_stopped(missing)


def test_a_first_poll_takes_the_last_day_alone() -> None:
    """Old and undated entries are noted as seen, so they are never reported as new."""
    parsed = build_listing(build_entry("new"), build_entry("old", timedelta(days=2)), build_entry("undated", None))
    assert [one.guid for one in select_entries(Feed(URL), parsed, NOW)] == ["new"]
    later = record_success(Feed(URL), VALID, parsed, {build_entry("new").compute_identity()}, (), NOW, 0.0)
    assert select_entries(later, parsed, NOW + HOUR) == ()


def test_later_polls_take_what_is_new_and_not_from_the_archive() -> None:
    """An undated entry that was not there before is new; one of last month is not."""
    before = compute_state(VALID)
    parsed = build_listing(
        build_entry("b"), build_entry("c", None), build_entry("d", timedelta(days=30)), build_entry("a")
    )
    assert [one.guid for one in select_entries(before, parsed, NOW)] == ["b", "c"]


def test_a_changed_guid_or_date_is_nothing_new_and_changed_words_are() -> None:
    """Only articles that were taken are fetched again."""
    parsed = build_listing(build_entry("taken"), build_entry("passed", timedelta(days=3)))
    feed = record_success(Feed(URL), VALID, parsed, {build_entry("taken").compute_identity()}, (), NOW, 0.0)
    dated = build_listing(FeedEntry("https://herald.example/taken", "other", "A", NOW), build_entry("passed"))
    edited = build_listing(build_entry("taken", title="B"), build_entry("passed", title="B"))
    assert select_entries(feed, dated, NOW) == ()
    assert [one.guid for one in select_entries(feed, edited, NOW)] == ["taken"]
    again = record_success(feed, VALID, edited, {build_entry("taken").compute_identity()}, (), NOW, 0.0)
    assert select_entries(again, edited, NOW) == ()


def test_what_is_left_comes_with_the_next_poll() -> None:
    """Validators are not kept then: an unchanged feed would hide the rest."""
    parsed = build_listing(build_entry("a"), build_entry("b"))
    left = build_entry("b").compute_identity()
    feed = record_success(Feed(URL), VALID, parsed, {build_entry("a").compute_identity()}, {left}, NOW, 0.0)
    assert (feed.etag, pause(feed)) == ("", HOUR)
    assert [one.guid for one in select_entries(feed, parsed, NOW + HOUR)] == ["b"]


def test_entries_that_vanish_are_remembered_for_a_while() -> None:
    """One that comes back is not new; no more than some thousand marks are kept."""
    feed = compute_state(VALID)
    emptied = record_success(feed, VALID, build_listing(), (), (), NOW, 0.0)
    assert select_entries(emptied, build_listing(build_entry("a")), NOW) == ()
    for number in range(4):
        many = build_listing(*(build_entry(f"{number}-{n}") for n in range(1_000)))
        feed = record_success(feed, VALID, many, (), (), NOW, 0.0)
    assert len(feed.seen) == 1_000 + MAX_REMEMBERED_ENTRIES


def test_an_entry_of_a_day_counts_as_new_until_that_day_is_over_everywhere() -> None:
    """A feed without times would otherwise lose the articles of yesterday evening."""
    day = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    parsed = build_listing(
        FeedEntry("https://herald.example/a", "a", "A", day - timedelta(days=1), has_time=False),
        FeedEntry("https://herald.example/b", "b", "B", day - timedelta(days=3), has_time=False),
    )
    assert [one.guid for one in select_entries(Feed(URL), parsed, NOW)] == ["a"]
    assert [one.title for one in list_too_old(Feed(URL), parsed, NOW)] == ["B"]


def test_so_many_entries_left_out_are_remembered_and_all_are_counted() -> None:
    """A feed that lists its archive does not fill the store."""
    many = [SkippedEntry(f"{number}", f"https://herald.example/{number}", "old") for number in range(MAX_LEFT_OUT + 5)]
    feed, new = record_left_out(Feed(URL), build_listing(), many, ())
    assert (len(feed.left_out), feed.left_out_count, len(new)) == (MAX_LEFT_OUT, MAX_LEFT_OUT + 5, MAX_LEFT_OUT + 5)
