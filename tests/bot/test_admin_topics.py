"""`/topic` over the wire, on a real store."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.testserver import TestServer
from corpus import ingest
from corpus.model import Topic
from corpus.registry import Registry
from corpus.store import open_store
from tests.bot.admins import said
from tests.bot.wire import PATIENCE, HandClock, running

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HOSTILE = b"Sea wall @everyone\n\nThe sea wall <@&1> [rises](https://evil.example) **today**. The sea wall is high.\n"


async def test_a_topic_is_made_shown_changed_and_removed(config: Config, clock: HandClock) -> None:
    """With the articles that belong to it, and the words by which; hostile titles are data."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada, guild = server.member("Ada"), str(server.guild().id)
        with open_store(config.database_url) as store:
            ingest.add(store, [ingest.source(HOSTILE, "wall", "-", guild)], Registry())
        added = await ada.slash("topic add", {"name": "Walls", "terms": "sea wall, dyke"}).answer(PATIENCE)
        assert "1 article belongs to it." in said(added)
        assert "by sea wall" in said(added)
        assert "\\@everyone" in said(added)
        twice = await ada.slash("topic add", {"name": "walls", "terms": "x"}).answer(PATIENCE)
        assert "is a topic of this server already" in said(twice)
        options = {"topic": "Walls", "name": "Dykes", "actors": "Harbour Council"}
        changed = await ada.slash("topic edit", options).answer(PATIENCE)
        assert "words: sea wall, dyke" in said(changed)
        assert "actors: Harbour Council" in said(changed)
        assert "Looked for as words" in said(changed)
        assert [one["name"] for one in await ada.complete("topic remove", "topic", "").choices(PATIENCE)] == ["Dykes"]
        await ada.slash("topic remove", {"topic": "Dykes"}).answer(PATIENCE)
        listed = await ada.slash("topic list").answer(PATIENCE)
        assert "There is no topic yet" in said(listed)


async def test_everybodys_topics_are_seen_and_not_changed(config: Config, clock: HandClock) -> None:
    """A server may have its own of the same name, which goes before it there."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        with open_store(config.database_url) as store:
            store.keep_topic(Topic("Rates", ("interest rate",)))
        assert "everybody’s" in said(await ada.slash("topic list").answer(PATIENCE))
        refused = await ada.slash("topic remove", {"topic": "Rates"}).answer(PATIENCE)
        assert "is no topic of this server" in said(refused)
        await ada.slash("topic add", {"name": "Rates", "terms": "rate cut"}).answer(PATIENCE)
        listed = said(await ada.slash("topic list").answer(PATIENCE))
        assert "rate cut" in listed
        assert "interest rate" not in listed


async def test_a_topic_without_words_is_refused(config: Config, clock: HandClock) -> None:
    """With the way out."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        refused = await server.member("Ada").slash("topic add", {"name": "Nothing"}).answer(PATIENCE)
        assert "Give it words or actors." in said(refused)
