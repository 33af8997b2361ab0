"""Claims about what is asked of a digest: set up, changed, refused."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from bot.db import open_database
from bot.locales import Translator
from bot.models.digest import DeliveryState
from bot.testserver import InvalidInteractionError
from bot.testserver.state.model import Permission
from tests.support.bot.running_bot import REPLY_TIMEOUT
from tests.support.digests.digest_session import ONE_DAY, ONE_HOUR, SENTENCES, DigestSession, get_message_text


async def test_a_digest_is_set_up_listed_posted_and_removed(digest_session: DigestSession) -> None:
    """By those who manage the server, all of it private but the digest itself."""
    assert "has no digest" in await digest_session.run_command("now")
    told = await digest_session.run_command("add", time="8:30", zone="Seoul", topic="rates", days="weekdays")
    assert "08:30" in told
    assert "on weekdays" in told
    assert "<t:1719185400:F>" in told  # Monday
    assert "about “rates”" in await digest_session.run_command("list")
    await digest_session.advance_clock(2 * ONE_DAY)
    assert digest_session.list_posted() == []
    await digest_session.advance_clock(ONE_DAY)
    (message,) = digest_session.list_posted()
    assert "### rates · " in get_message_text(message)
    assert all(f"> {sentence}" in get_message_text(message) for sentence in SENTENCES)
    assert "3 reports, 3 origins · digest" in get_message_text(message)
    assert "08\\:30 Asia/Seoul: sent" in await digest_session.run_command("history")
    assert "I won't post any more digests" in await digest_session.run_command("remove")
    assert "No digests yet" in await digest_session.run_command("list")
    assert "08\\:30 Asia/Seoul: sent" in await digest_session.run_command("history")


async def test_every_option_takes_effect(digest_session: DigestSession) -> None:
    """A role is pinged and nobody else, the words are German, a chart goes with it, and it is short."""
    role = next(role for role in digest_session.server.find_guild().roles.values() if role.name == "Readers")
    options = {"language": "de", "layout": "compact", "length": 2, "chart": True, "role": role}
    assert "not allowed to mention this role" in await digest_session.run_command("add", time="1pm", role=role)
    own = next(
        held
        for held in digest_session.server.find_guild().roles.values()
        if held.name == digest_session.server.world.bot.display_name
    )
    own.permissions |= Permission.MENTION_EVERYONE
    told = await digest_session.run_command("add", time="1pm", zone="Seoul", **options)
    assert "2 sentences · short · Deutsch · with a chart" in told
    assert f"mentions <@&{role.id}>" in told
    await digest_session.advance_clock(ONE_HOUR)
    (message,) = digest_session.list_posted()
    assert message.mention_roles == (role.id,)
    assert not message.mention_everyone
    assert Translator("de").format_day(date(2024, 6, 21)) in get_message_text(message)
    assert get_message_text(message).count("> ") == 2
    (picture,) = message.attachments
    assert picture.description == "One bar."


async def test_a_pause_ends_by_itself(digest_session: DigestSession) -> None:
    """Every day of it is written down; resuming ends it sooner."""
    await digest_session.run_command("add", time="1pm", zone="Seoul", empty="say")
    told = await digest_session.run_command("pause", until="Sunday")
    assert "Paused until Sunday 23 June 2024" in told
    for span in (ONE_HOUR, ONE_DAY, ONE_DAY):
        await digest_session.advance_clock(span)
    assert [row.state for row in digest_session.list_entries()] == [
        DeliveryState.SKIPPED,
        DeliveryState.SKIPPED,
        DeliveryState.SENT,
    ]
    await digest_session.run_command("pause", until="1 July")
    assert "Paused" not in (await digest_session.run_command("resume")).replace("Resumed", "")
    await digest_session.advance_clock(ONE_DAY)
    assert [row.state for row in digest_session.list_entries()][-1] is DeliveryState.SENT


@pytest.mark.parametrize(
    ("days", "told", "due"),
    [
        ("every 3 days", "**13:00** Asia/Seoul, every 3 days", ["2024-06-21 13:00", "2024-06-24 13:00"]),
        ("every 12 hours", "**01:00, 13:00** Asia/Seoul, every day", ["2024-06-21 13:00", "2024-06-22 01:00"]),
        ("every 4 hours", "**every 4 hours, 01:00–21:00** Asia/Seoul", ["2024-06-21 13:00", "2024-06-21 17:00"]),
        ("last day of the month", "on the last day of the month", ["2024-06-30 13:00"]),
        ("22nd and 25th", "monthly on day 22, 25", ["2024-06-22 13:00", "2024-06-25 13:00"]),
    ],
)
async def test_days_are_chosen_in_words(digest_session: DigestSession, days: str, told: str, due: list[str]) -> None:
    """They are listed as they were understood, and the ledger's keys are local days and times."""
    assert told in await digest_session.run_command("add", time="1pm", zone="Seoul", days=days)
    for _ in range(11 * 6):
        digest_session.clock.now += 4 * ONE_HOUR
        if len(digest_session.list_entries()) >= len(due):
            break
        await digest_session.deliver_due()
    keys = [f"{row.key.day} {row.key.slot}" for row in digest_session.list_entries()]
    assert keys[: len(due)] == due


async def test_an_interval_goes_on_when_the_time_is_changed(digest_session: DigestSession) -> None:
    """Only naming other days begins it anew."""
    await digest_session.run_command("add", time="1pm", zone="Seoul", days="every 3 days")
    assert "18:00** Asia/Seoul, every 3 days" in await digest_session.run_command("edit", time="6pm")
    with closing(open_database(digest_session.url)) as database:
        (found,) = database.subscriptions.list_active()
    assert (found.options.schedule.interval, found.options.schedule.start) == (3, date(2024, 6, 21))


async def test_an_edit_after_posting_takes_effect_the_next_day(digest_session: DigestSession) -> None:
    """Before it, at once."""
    await digest_session.run_command("add", time="1pm", zone="Seoul", empty="say")
    assert "### Changed\n" in await digest_session.run_command("edit", topic="rates")
    await digest_session.advance_clock(ONE_HOUR)
    assert "from tomorrow on" in await digest_session.run_command("edit", topic="rain", time="6pm")
    await digest_session.advance_clock(6 * ONE_HOUR)
    assert len(digest_session.list_posted()) == 1
    await digest_session.advance_clock(ONE_DAY)
    assert [get_message_text(one).split(" · ")[0] for one in digest_session.list_posted()] == ["### rates", "### rain"]
    assert [row.key.slot for row in digest_session.list_entries()] == ["13:00", "18:00"]


async def test_zones_days_and_digests_are_offered(digest_session: DigestSession) -> None:
    """By what people call them."""
    ada = digest_session.server.as_member("Ada")
    zones = await ada.complete_option("digest add", "zone", "korea", {"time": "8"}).wait_for_choices(REPLY_TIMEOUT)
    assert "Asia/Seoul" in [choice["value"] for choice in zones]
    await digest_session.run_command("add", time="1pm", zone="Seoul", topic="rates")
    (choice,) = await ada.complete_option("digest remove", "digest", "rates").wait_for_choices(REPLY_TIMEOUT)
    assert choice["name"] == "13:00 Asia/Seoul, every day, about “rates” · #briefings"
    assert "I won't post any more digests" in await digest_session.run_command(
        "remove", at="general", digest=choice["value"]
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "8"}, "Try 8\\:30"),
        ({"time": "8:30", "zone": "Atlantis"}, "I don't know the time zone “Atlantis”."),
        ({"time": "8:30", "days": "someday"}, "isn't a day of the week"),
    ],
    ids=["a time", "a zone", "a day"],
)
async def test_what_can_not_be_read_says_how_to_write_it(
    digest_session: DigestSession, options: dict[str, str], words: str
) -> None:
    """Nothing is set up."""
    assert words in await digest_session.run_command("add", **options)
    assert "No digests yet" in await digest_session.run_command("list")


async def test_a_channel_that_is_closed_to_the_bot_is_refused_when_chosen(digest_session: DigestSession) -> None:
    """The missing permissions are named."""
    channel = digest_session.server.find_channel("general")
    digest_session.server.world.set_denied_permissions(channel, Permission.SEND_MESSAGES)
    told = await digest_session.run_command("add", time="1pm", channel=channel)
    assert "In this channel I'm missing: Send Messages" in told


async def test_digests_of_one_server_are_not_seen_in_another(digest_session: DigestSession) -> None:
    """Nor can they be chosen there."""
    world = digest_session.server.world
    other = world.add_guild("Elsewhere", digest_session.server.as_member("Ada").user)
    world.add_channel(other, "lobby")
    world.add_member(other, world.bot)
    await digest_session.run_command("add", time="1pm")
    with closing(open_database(digest_session.url)) as database:
        (mine,) = database.subscriptions.list_active()
    ada = digest_session.server.as_member("Ada", "Elsewhere")
    listed = await ada.run_slash_command("digest list", channel="lobby").wait_for_answer(REPLY_TIMEOUT)
    assert "No digests yet" in get_message_text(listed)
    removed = await ada.run_slash_command("digest remove", {"digest": str(mine.id)}, channel="lobby").wait_for_answer(
        REPLY_TIMEOUT
    )
    assert "I can't find this digest" in get_message_text(removed)
    with closing(open_database(digest_session.url)) as database:
        assert database.subscriptions.list_active() == (mine,)


async def test_digest_commands_are_for_those_who_manage_the_server(digest_session: DigestSession) -> None:
    """By Discord's own permissions; and nowhere in direct messages."""
    assert not any(each.name.startswith("digest") for each in digest_session.server.as_member("Mel").list_commands())
    with pytest.raises(InvalidInteractionError):
        digest_session.server.as_member("Mel").run_slash_command("digest now")
    assert not any(
        each.name.startswith("digest") for each in digest_session.server.as_member("Ada").switch_to_dm().list_commands()
    )
