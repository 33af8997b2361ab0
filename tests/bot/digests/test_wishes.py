"""Claims about what is asked of a digest: set up, changed, refused."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from bot.books import open_books
from bot.locales import Words
from bot.subscriptions import State
from bot.testserver import Unsendable
from bot.testserver.world.permissions import Permission
from tests.bot.digests.stage import DAY, HOUR, SENTENCES, Stage, shown
from tests.bot.wire import PATIENCE


async def test_a_digest_is_set_up_listed_posted_and_removed(stage: Stage) -> None:
    """By those who manage the server, all of it private but the digest itself."""
    assert "has no digest" in await stage.tell("now")
    told = await stage.tell("add", time="8:30", zone="Seoul", topic="rates", days="weekdays")
    assert "08:30" in told
    assert "on weekdays" in told
    assert "<t:1719185400:F>" in told  # Monday
    assert "about “rates”" in await stage.tell("list")
    await stage.later(2 * DAY)
    assert stage.posted() == []
    await stage.later(DAY)
    (message,) = stage.posted()
    assert "### Digest: rates" in shown(message)
    assert all(f"> {sentence}" in shown(message) for sentence in SENTENCES)
    assert "3 reports, 3 origins · digest" in shown(message)
    assert "08\\:30 Asia/Seoul: sent" in await stage.tell("history")
    assert "No more digests" in await stage.tell("remove")
    assert "None yet" in await stage.tell("list")
    assert "08\\:30 Asia/Seoul: sent" in await stage.tell("history")


async def test_every_option_takes_effect(stage: Stage) -> None:
    """A role is pinged and nobody else, the words are German, a chart goes with it, and it is short."""
    role = next(role for role in stage.server.guild().roles.values() if role.name == "Readers")
    options = {"language": "de", "layout": "compact", "length": 2, "chart": True, "role": role}
    assert "may not be pinged" in await stage.tell("add", time="1pm", role=role)
    own = next(held for held in stage.server.guild().roles.values() if held.name == stage.server.world.bot.shown)
    own.permissions |= Permission.MENTION_EVERYONE
    told = await stage.tell("add", time="1pm", zone="Seoul", **options)
    assert "2 sentences · compact · Deutsch · with a chart" in told
    assert f"pings <@&{role.id}>" in told
    await stage.later(HOUR)
    (message,) = stage.posted()
    assert message.mention_roles == (role.id,)
    assert not message.mention_everyone
    assert Words("de").day(date(2024, 6, 21)) in shown(message)
    assert shown(message).count("> ") == 2
    (picture,) = message.attachments
    assert picture.description == "One bar."


async def test_a_pause_ends_by_itself(stage: Stage) -> None:
    """Every day of it is written down; resuming ends it sooner."""
    await stage.tell("add", time="1pm", zone="Seoul")
    told = await stage.tell("pause", until="Sunday")
    assert "Paused until Sunday 23 June 2024" in told
    for span in (HOUR, DAY, DAY):
        await stage.later(span)
    assert [row.state for row in stage.rows()] == [State.SKIPPED, State.SKIPPED, State.SENT]
    await stage.tell("pause", until="1 July")
    assert "Paused" not in (await stage.tell("resume")).replace("Resumed", "")
    await stage.later(DAY)
    assert [row.state for row in stage.rows()][-1] is State.SENT


async def test_an_edit_after_posting_takes_effect_the_next_day(stage: Stage) -> None:
    """Before it, at once."""
    await stage.tell("add", time="1pm", zone="Seoul")
    assert "### Changed\n" in await stage.tell("edit", topic="rates")
    await stage.later(HOUR)
    assert "from the next day on" in await stage.tell("edit", topic="rain", time="6pm")
    await stage.later(6 * HOUR)
    assert len(stage.posted()) == 1
    await stage.later(DAY)
    assert [shown(one).splitlines()[0] for one in stage.posted()] == ["### Digest: rates", "### Digest: rain"]
    assert [row.key.slot for row in stage.rows()] == ["13:00", "18:00"]


async def test_zones_days_and_digests_are_offered(stage: Stage) -> None:
    """By what people call them."""
    ada = stage.server.member("Ada")
    zones = await ada.complete("digest add", "zone", "korea", {"time": "8"}).choices(PATIENCE)
    assert "Asia/Seoul" in [choice["value"] for choice in zones]
    await stage.tell("add", time="1pm", zone="Seoul", topic="rates")
    (choice,) = await ada.complete("digest remove", "digest", "rates").choices(PATIENCE)
    assert choice["name"] == "13:00 Asia/Seoul, every day, about “rates” · #briefings"
    assert "No more digests" in await stage.tell("remove", at="general", digest=choice["value"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "8"}, "Write it like 8\\:30"),
        ({"time": "8:30", "zone": "Atlantis"}, "is not known"),
        ({"time": "8:30", "days": "someday"}, "no day of the week"),
    ],
    ids=["a time", "a zone", "a day"],
)
async def test_what_can_not_be_read_says_how_to_write_it(stage: Stage, options: dict[str, str], words: str) -> None:
    """Nothing is set up."""
    assert words in await stage.tell("add", **options)
    assert "None yet" in await stage.tell("list")


async def test_a_channel_that_is_closed_to_the_bot_is_refused_when_chosen(stage: Stage) -> None:
    """The missing permissions are named."""
    channel = stage.server.channel("general")
    stage.server.world.deny(channel, Permission.SEND_MESSAGES)
    told = await stage.tell("add", time="1pm", channel=channel)
    assert "does not grant the bot: Send Messages" in told


async def test_digests_of_one_server_are_not_seen_in_another(stage: Stage) -> None:
    """Nor can they be chosen there."""
    world = stage.server.world
    other = world.add_guild("Elsewhere", stage.server.member("Ada").user)
    world.add_channel(other, "lobby")
    world.join(other, world.bot)
    await stage.tell("add", time="1pm")
    with closing(open_books(stage.url)) as books:
        (mine,) = books.roll.standing()
    ada = stage.server.member("Ada", "Elsewhere")
    listed = await ada.slash("digest list", channel="lobby").answer(PATIENCE)
    assert "None yet" in shown(listed)
    removed = await ada.slash("digest remove", {"digest": str(mine.id)}, channel="lobby").answer(PATIENCE)
    assert "does not exist" in shown(removed)
    with closing(open_books(stage.url)) as books:
        assert books.roll.standing() == (mine,)


async def test_digest_commands_are_for_those_who_manage_the_server(stage: Stage) -> None:
    """By Discord's own permissions; and nowhere in direct messages."""
    assert not any(each.name.startswith("digest") for each in stage.server.member("Mel").commands())
    with pytest.raises(Unsendable):
        stage.server.member("Mel").slash("digest now")
    assert not any(each.name.startswith("digest") for each in stage.server.member("Ada").direct().commands())
