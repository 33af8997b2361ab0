"""`/actors` over the wire, on a real store: a curator's word wins, in its own server alone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.testserver import TestServer
from corpus import ingest
from corpus.registry import bundled
from corpus.store import open_store
from tests.bot.admins import said, shows
from tests.bot.wire import PATIENCE, HandClock, running

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
ARTICLE = """Council votes on wall

The Harbour Council voted on the new sea wall on Monday. Marta Velden said that the town would pay for a third of it.

“Nobody voted against it,” Velden said. Work on the wall is to begin before the end of the year.
"""


def _paste(config: Config, scope: str) -> None:
    with open_store(config.database_url) as store:
        ingest.add(store, [ingest.source(ARTICLE.encode(), "wall", "-", scope)], bundled())


async def test_a_word_is_kept_and_the_articles_are_read_anew(config: Config, clock: HandClock) -> None:
    """A new name is understood in questions, listed with a mark, and can be taken back."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        _paste(config, str(server.guild().id))
        ada = server.member("Ada")
        offered = await ada.complete("actors alias", "actor", "vel").choices(PATIENCE)
        assert [one["name"] for one in offered] == ["Marta Velden"]
        kept = await ada.slash("actors alias", {"actor": offered[0]["value"], "name": "the Dikegrave"}).answer(PATIENCE)
        assert "Marta Velden is also called the Dikegrave" in await shows(server, kept, "1 article was read anew")
        assert kept.private_to == ada.user.id
        who = await server.member("Mel").slash("who", {"actor": "the Dikegrave"}).answer(PATIENCE)
        assert "Marta Velden" in said(who)
        listed = await ada.slash("actors list").answer(PATIENCE)
        assert "✎ Marta Velden is also called the Dikegrave" in said(listed)
        (mine,) = await ada.complete("actors undo", "word", "").choices(PATIENCE)
        undone = await ada.slash("actors undo", {"word": mine["value"]}).answer(PATIENCE)
        await shows(server, undone, "1 article was read anew")
        assert "✎" not in said(await ada.slash("actors list").answer(PATIENCE))


async def test_an_actor_is_added_and_merged(config: Config, clock: HandClock) -> None:
    """One that nobody discovered, with a kind; then it is the same as another."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        _paste(config, str(server.guild().id))
        ada = server.member("Ada")
        added = await ada.slash("actors add", {"name": "Harbour Council", "kind": "organisation"}).answer(PATIENCE)
        await shows(server, added, "1 article was read anew")
        who = await ada.slash("who", {"actor": "Harbour Council"}).answer(PATIENCE)
        assert "Harbour Council voted" in said(who)
        names = {"actor": "Harbour Council", "into": "Marta Velden"}
        merged = await ada.slash("actors merge", names).answer(PATIENCE)
        assert "Harbour Council and Marta Velden are one" in await shows(server, merged, "article was read anew")


async def test_what_contradicts_is_refused_with_the_reason(config: Config, clock: HandClock) -> None:
    """Nothing is kept of it; nor of a name that nobody has."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        taken = await ada.slash("actors add", {"name": "Vladimir Putin"}).answer(PATIENCE)
        assert "belongs to Vladimir Putin" in said(taken)
        nobody = await ada.slash("actors alias", {"actor": "Nobody Known", "name": "N"}).answer(PATIENCE)
        assert "no actor is called that" in said(nobody)
        with open_store(config.database_url) as store:
            assert store.curations(str(server.guild().id)) == ()


async def test_a_name_that_is_somebody_elses_is_split_off(config: Config, clock: HandClock) -> None:
    """The names that an actor has are offered."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada = server.member("Ada")
        offered = await ada.complete("actors split", "name", "", {"actor": "Vladimir Putin"}).choices(PATIENCE)
        assert offered
        name = offered[0]["name"]
        kept = await ada.slash("actors split", {"actor": "Vladimir Putin", "name": name}).answer(PATIENCE)
        assert f"{name} is not Vladimir Putin" in await shows(server, kept, "articles were read anew")
