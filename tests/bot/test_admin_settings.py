"""`/settings` over the wire."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.testserver import TestServer
from tests.bot.admins import said
from tests.bot.wire import PATIENCE, HandClock, running

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))


async def test_what_is_chosen_is_shown_and_kept_over_a_restart(tmp_path: Path) -> None:
    """For the server or for one channel; to the one who chooses alone."""
    config, clock = Config(f"sqlite:///{tmp_path / 'news.sqlite3'}"), HandClock(NOON)
    async with TestServer(clock=clock) as server:
        ada, channel, guild = server.member("Ada"), server.channel("briefings"), str(server.guild().id)
        async with running(server, config, clock) as client:
            before = await ada.slash("settings show").answer(PATIENCE)
            assert "each member's own" in said(before)
            await ada.slash("settings language", {"language": "de"}).answer(PATIENCE)
            options = {"audience": "one", "channel": channel}
            shown = await ada.slash("settings replies", options).answer(PATIENCE)
            assert f"<#{channel.id}> Replies: shown to the one who asks alone" in said(shown)
            assert shown.private_to == ada.user.id
            assert client.settings.of(guild, channel.id).private
            assert not client.settings.of(guild, 1).private
        async with running(server, config, clock) as client:
            assert client.settings.of(guild, 1).language == "de"
            taken = await ada.slash("settings language", {"language": "none"}).answer(PATIENCE)
            assert "each member's own" in said(taken)


async def test_a_topic_with_markup_is_shown_as_words(tmp_path: Path) -> None:
    """And taken back by leaving it out."""
    config, clock = Config(f"sqlite:///{tmp_path / 'news.sqlite3'}"), HandClock(NOON)
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        shown = await ada.slash("settings topic", {"topic": "@everyone **rates**"}).answer(PATIENCE)
        assert "“\\@everyone \\*\\*rates\\*\\*”" in said(shown)
        taken = await ada.slash("settings topic").answer(PATIENCE)
        assert "**Usual topic:** everything" in said(taken)
