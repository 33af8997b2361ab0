"""`/actors` over the wire, on a real store: a curator's word wins, in its own server alone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.client.config import Config
from bot.testserver import TestServer
from corpus.entities import load_bundled_registry
from corpus.pipeline import add_sources
from corpus.sources.files import build_source
from corpus.store import open_store
from tests.support.bot.admin import get_text, wait_for_text
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
ARTICLE = """Council votes on wall

The Harbour Council voted on the new sea wall on Monday. Marta Velden said that the town would pay for a third of it.

“Nobody voted against it,” Velden said. Work on the wall is to begin before the end of the year.
"""


def _add_article(config: Config, scope: str) -> None:
    with open_store(config.database_url) as store:
        add_sources(store, [build_source(ARTICLE.encode(), "wall", "-", scope)], load_bundled_registry())


async def test_a_correction_is_stored_and_the_articles_are_annotated_again(config: Config, clock: ManualClock) -> None:
    """A new name is understood in questions, listed with a mark, and can be taken back."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        _add_article(config, str(server.find_guild().id))
        ada = server.as_member("Ada")
        offered = await ada.complete_option("actors alias", "actor", "vel").wait_for_choices(REPLY_TIMEOUT)
        assert [one["name"] for one in offered] == ["Marta Velden"]
        kept = await ada.run_slash_command(
            "actors alias", {"actor": offered[0]["value"], "name": "the Dikegrave"}
        ).wait_for_answer(REPLY_TIMEOUT)
        assert "Marta Velden is also called the Dikegrave" in await wait_for_text(server, kept, "I updated 1 article")
        assert kept.private_to == ada.user.id
        who = (
            await server.as_member("Mel")
            .run_slash_command("who", {"actor": "the Dikegrave"})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert "Marta Velden" in get_text(who)
        listed = await ada.run_slash_command("actors list").wait_for_answer(REPLY_TIMEOUT)
        assert "✎ Marta Velden is also called the Dikegrave" in get_text(listed)
        (mine,) = await ada.complete_option("actors undo", "word", "").wait_for_choices(REPLY_TIMEOUT)
        undone = await ada.run_slash_command("actors undo", {"word": mine["value"]}).wait_for_answer(REPLY_TIMEOUT)
        await wait_for_text(server, undone, "I updated 1 article")
        assert "✎" not in get_text(await ada.run_slash_command("actors list").wait_for_answer(REPLY_TIMEOUT))


async def test_an_actor_is_added_and_merged(config: Config, clock: ManualClock) -> None:
    """One that nobody discovered, with a kind; then it is the same as another."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        _add_article(config, str(server.find_guild().id))
        ada = server.as_member("Ada")
        added = await ada.run_slash_command(
            "actors add", {"name": "Harbour Council", "kind": "organisation"}
        ).wait_for_answer(REPLY_TIMEOUT)
        await wait_for_text(server, added, "I updated 1 article")
        who = await ada.run_slash_command("who", {"actor": "Harbour Council"}).wait_for_answer(REPLY_TIMEOUT)
        assert "Harbour Council voted" in get_text(who)
        names = {"actor": "Harbour Council", "into": "Marta Velden"}
        merged = await ada.run_slash_command("actors merge", names).wait_for_answer(REPLY_TIMEOUT)
        shown = await wait_for_text(server, merged, "I updated 1 article")
        assert "Harbour Council and Marta Velden are the same" in shown


async def test_what_contradicts_is_refused_with_the_reason(config: Config, clock: ManualClock) -> None:
    """Nothing is kept of it; nor of a name that nobody has."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        taken = await ada.run_slash_command("actors add", {"name": "Vladimir Putin"}).wait_for_answer(REPLY_TIMEOUT)
        assert "belongs to Vladimir Putin" in get_text(taken)
        nobody = await ada.run_slash_command("actors alias", {"actor": "Nobody Known", "name": "N"}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "I found no person or organisation called" in get_text(nobody)
        with open_store(config.database_url) as store:
            assert store.list_curations(str(server.find_guild().id)) == ()


async def test_a_name_that_is_somebody_elses_is_split_off(config: Config, clock: ManualClock) -> None:
    """The names that an actor has are offered."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada = server.as_member("Ada")
        offered = await ada.complete_option("actors split", "name", "", {"actor": "Vladimir Putin"}).wait_for_choices(
            REPLY_TIMEOUT
        )
        assert offered
        name = offered[0]["name"]
        kept = await ada.run_slash_command("actors split", {"actor": "Vladimir Putin", "name": name}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "### Saved" in await wait_for_text(server, kept, f"{name} is not Vladimir Putin")
