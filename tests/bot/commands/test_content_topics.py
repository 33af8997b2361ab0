"""`/topic` over the wire, on a real store."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.client.config import Config
from bot.testserver import TestServer
from corpus.entities import Registry
from corpus.models import Topic
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store
from tests.support.bot.admin import get_text
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HOSTILE = b"Sea wall @everyone\n\nThe sea wall <@&1> [rises](https://evil.example) **today**. The sea wall is high.\n"


async def test_a_topic_is_made_shown_changed_and_removed(config: Config, clock: ManualClock) -> None:
    """With the articles that belong to it, and the words by which; hostile titles are data."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada, guild = server.as_member("Ada"), str(server.find_guild().id)
        with open_store(config.database_url) as store:
            add_sources(store, [build_source(HOSTILE, "wall", "-", guild)], Registry())
        added = await ada.run_slash_command("topic add", {"name": "Walls", "terms": "sea wall, dyke"}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "1 article belongs to it." in get_text(added)
        assert "because of sea wall" in get_text(added)
        assert "\\@everyone" in get_text(added)
        twice = await ada.run_slash_command("topic add", {"name": "walls", "terms": "x"}).wait_for_answer(REPLY_TIMEOUT)
        assert "This server already has a topic called" in get_text(twice)
        options = {"topic": "Walls", "name": "Dykes", "actors": "Harbour Council"}
        changed = await ada.run_slash_command("topic edit", options).wait_for_answer(REPLY_TIMEOUT)
        assert "words: sea wall, dyke" in get_text(changed)
        assert "people and organisations: Harbour Council" in get_text(changed)
        assert "search for them as words" in get_text(changed)
        assert [
            one["name"]
            for one in await ada.complete_option("topic remove", "topic", "").wait_for_choices(REPLY_TIMEOUT)
        ] == ["Dykes"]
        await ada.run_slash_command("topic remove", {"topic": "Dykes"}).wait_for_answer(REPLY_TIMEOUT)
        listed = await ada.run_slash_command("topic list").wait_for_answer(REPLY_TIMEOUT)
        assert "No topics yet" in get_text(listed)


async def test_everybodys_topics_are_seen_and_not_changed(config: Config, clock: ManualClock) -> None:
    """A server may have its own of the same name, which goes before it there."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        with open_store(config.database_url) as store:
            store.save_topic(Topic("Rates", ("interest rate",)))
        listed = await ada.run_slash_command("topic list").wait_for_answer(REPLY_TIMEOUT)
        assert "shared by all servers" in get_text(listed)
        refused = await ada.run_slash_command("topic remove", {"topic": "Rates"}).wait_for_answer(REPLY_TIMEOUT)
        assert "This server has no topic called" in get_text(refused)
        await ada.run_slash_command("topic add", {"name": "Rates", "terms": "rate cut"}).wait_for_answer(REPLY_TIMEOUT)
        listed = get_text(await ada.run_slash_command("topic list").wait_for_answer(REPLY_TIMEOUT))
        assert "rate cut" in listed
        assert "interest rate" not in listed


async def test_a_topic_without_words_is_refused(config: Config, clock: ManualClock) -> None:
    """With the way out."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        refused = (
            await server.as_member("Ada")
            .run_slash_command("topic add", {"name": "Nothing"})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert "Add words, or names of people or organisations." in get_text(refused)
