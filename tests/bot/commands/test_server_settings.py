"""`/settings` over the wire."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.client.config import Config
from bot.testserver import TestServer
from tests.support.bot.admin import get_text
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


async def test_a_choice_is_shown_and_survives_a_restart(tmp_path: Path) -> None:
    """For the server or for one channel; to the one who chooses alone."""
    config, clock = Config(f"sqlite:///{tmp_path / 'news.sqlite3'}"), ManualClock(NOON)
    async with TestServer(clock=clock) as server:
        ada, channel, guild = server.as_member("Ada"), server.find_channel("briefings"), str(server.find_guild().id)
        async with run_bot(server, config, clock) as client:
            before = await ada.run_slash_command("settings show").wait_for_answer(REPLY_TIMEOUT)
            assert "each member's own" in get_text(before)
            await ada.run_slash_command("settings language", {"language": "de"}).wait_for_answer(REPLY_TIMEOUT)
            options = {"audience": "one", "channel": channel}
            shown = await ada.run_slash_command("settings replies", options).wait_for_answer(REPLY_TIMEOUT)
            assert f"<#{channel.id}> Replies: only the person who asks sees them" in get_text(shown)
            assert shown.private_to == ada.user.id
            assert client.settings.resolve(guild, channel.id).private
            assert not client.settings.resolve(guild, 1).private
        async with run_bot(server, config, clock) as client:
            assert client.settings.resolve(guild, 1).language == "de"
            taken = await ada.run_slash_command("settings language", {"language": "none"}).wait_for_answer(
                REPLY_TIMEOUT
            )
            assert "each member's own" in get_text(taken)


async def test_a_topic_with_markup_is_shown_as_words(tmp_path: Path) -> None:
    """And taken back by leaving it out."""
    config, clock = Config(f"sqlite:///{tmp_path / 'news.sqlite3'}"), ManualClock(NOON)
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        shown = await ada.run_slash_command("settings topic", {"topic": "@everyone **rates**"}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "“\\@everyone \\*\\*rates\\*\\*”" in get_text(shown)
        taken = await ada.run_slash_command("settings topic").wait_for_answer(REPLY_TIMEOUT)
        assert "**Default topic:** all news" in get_text(taken)
