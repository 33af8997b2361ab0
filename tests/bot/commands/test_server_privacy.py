"""What is kept of a member or of a server: every table is accounted for; shown, exported, deleted."""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from bot.db import open_database
from bot.db.privacy import GUILD_TABLES, TABLES_WITHOUT_OWNER, USER_TABLES
from bot.models.digest import Destination, DigestKey, DigestOptions
from bot.models.schedule import Schedule
from bot.models.schedule_parser import parse_times
from bot.rendering import render_data_export
from bot.services.engine import QueryEngine
from bot.services.guild_data import delete_scope, export_scope
from bot.testserver import ChatMessage, InvalidInteractionError, TestServer
from corpus.entities import Registry
from corpus.store import open_store
from tests.support.bot.admin import get_text, wait_for_text
from tests.support.bot.guild_records import count_guild_records, fill_guild
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HERE, THERE = "111", "222"
SCHEDULE = Schedule(parse_times("8:00"), "UTC")


@pytest.fixture
def url(any_url: str) -> str:
    """Return the address of a database of each kind in turn."""
    return any_url


def _list_tables(url: str, *, mine: bool) -> set[str]:
    with open_store(url), closing(open_database(url)) as database:
        rows = database.privacy._db.fetch_all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    names = {name for (name,) in rows}
    return {name for name in names if (name in _CORPUS or name.startswith(("words_", "sqlite_"))) is not mine}


_CORPUS = frozenset(
    "counters scopes feeds articles revisions sentences words vocabulary actors forms features curations topics"
    " copy_hashes copy_links copy_queue standing_hashes facet_counts full_names".split()
)


def test_every_table_of_the_bot_is_somebodys_or_nobodys(tmp_path: Path) -> None:
    """A new one has to be named in `bot.db.privacy`, so that nothing is forgotten when someone asks."""
    assert _list_tables(f"sqlite:///{tmp_path / 'news.sqlite3'}", mine=True) == {*GUILD_TABLES, *TABLES_WITHOUT_OWNER}
    assert USER_TABLES.keys() <= GUILD_TABLES.keys()


def test_a_members_data_are_shown_and_deleted_and_others_stay(config: Config) -> None:
    """A direct digest is the member's; of a server's digest only the name of who asked for it goes."""
    with closing(open_database(config.database_url)) as bot_database:
        direct = bot_database.subscriptions.add(
            DigestOptions("", 9, SCHEDULE, destination=Destination.DIRECT, member=7), NOON
        )
        bot_database.ledger.plan(direct, DigestKey(direct.id, NOON.date(), "08:00"), NOON, NOON, late=False)
        bot_database.subscriptions.add(DigestOptions(HERE, 5, SCHEDULE, member=7), NOON)
        told = bot_database.privacy.list_member_rows(7)
        assert {name: len(rows) for name, rows in told.items() if rows} == {"subscriptions": 1, "ledger": 1}
        assert bot_database.privacy.delete_member(7) == 2
        assert [each.options.member for each in bot_database.subscriptions.list_active()] == [0]
        assert not any(bot_database.privacy.list_member_rows(7).values())


def test_a_servers_data_are_shown_and_deleted_and_others_stay(config: Config) -> None:
    """In the bot's database and in the store; its settings are out of memory, too."""
    fill_guild(config, HERE)
    fill_guild(config, THERE)
    with closing(open_database(config.database_url)) as bot_database, open_store(config.database_url) as store:
        held = export_scope(QueryEngine(store, Registry()), scope=HERE, max_characters=1_000)
        assert [article["text"][:10] for article in held["articles"]] == ["Rates rose"]  # type: ignore[attr-defined]
        assert export_scope(QueryEngine(store, Registry()), scope=HERE, max_characters=5)["texts_left_out"] == 1
        assert delete_scope(QueryEngine(store, Registry()), scope=HERE) == 1
        bot_database.settings.delete(HERE)
        assert bot_database.privacy.delete_guild(HERE) == 4
    assert count_guild_records(config, HERE) == 0
    assert count_guild_records(config, THERE) == 9


def _read_export(message: ChatMessage) -> dict[str, object]:
    (file,) = message.attachments
    told: dict[str, object] = json.loads(file.data)
    return told


async def test_a_member_sees_exports_and_deletes_their_data(config: Config, clock: ManualClock) -> None:
    """What others asked is not in it; afterwards nothing is."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        mel, ada = server.as_member("Mel"), server.as_member("Ada")
        fill_guild(config, str(server.find_guild().id))
        for member, words in ((mel, "Why did rates rise?"), (ada, "When did rates rise?")):
            await member.run_slash_command("ask", {"question": words}).wait_for_answer(REPLY_TIMEOUT)
        shown = await mel.run_slash_command("privacy show").wait_for_answer(REPLY_TIMEOUT)
        assert shown.private_to == mel.user.id
        assert "- 1 reply: your question" in get_text(shown)
        told = json.dumps(_read_export(await mel.run_slash_command("privacy export").wait_for_answer(REPLY_TIMEOUT)))
        assert "Why did rates rise?" in told
        assert "When did" not in told
        asking = await mel.run_slash_command("privacy delete").wait_for_answer(REPLY_TIMEOUT)
        mel.press_button(asking, "Delete permanently")
        await wait_for_text(server, asking, "deleted")
        assert "Nothing." in get_text(await mel.run_slash_command("privacy show").wait_for_answer(REPLY_TIMEOUT))
        assert str(mel.user.id) in json.dumps(
            _read_export(await mel.run_slash_command("privacy export").wait_for_answer(REPLY_TIMEOUT))
        )


async def test_a_servers_things_are_for_those_who_manage_it(config: Config, clock: ManualClock) -> None:
    """Shown, handed out and deleted; what members asked is counted alone."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        ada, mel, guild = server.as_member("Ada"), server.as_member("Mel"), str(server.find_guild().id)
        fill_guild(config, guild)
        await mel.run_slash_command("ask", {"question": "Why did rates rise?"}).wait_for_answer(REPLY_TIMEOUT)
        for verb in ("show", "export", "delete"):
            refused = await mel.run_slash_command(f"privacy {verb}", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
            assert "Manage Server permission" in get_text(refused)
        shown = get_text(
            await ada.run_slash_command("privacy show", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
        )
        assert "- 1 feed" in shown
        assert "- 1 topic" in shown
        assert "- 1 reply: your question" in shown
        told = _read_export(
            await ada.run_slash_command("privacy export", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
        )
        assert "Why did" not in json.dumps(told)
        assert "Rates rose" in json.dumps(told)
        asking = await ada.run_slash_command("privacy delete", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
        ada.press_button(asking, "Keep my data")
        await wait_for_text(server, asking, "Nothing was deleted.")
        assert count_guild_records(config, guild) > 0
        asking = await ada.run_slash_command("privacy delete", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
        ada.press_button(asking, "Delete permanently")
        await wait_for_text(server, asking, "I deleted ")
        assert count_guild_records(config, guild) == 0


async def test_a_direct_conversation_has_no_server_data(config: Config, clock: ManualClock) -> None:
    """A member's own is shown there."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        direct = server.as_member("Mel").switch_to_dm()
        assert "Nothing." in get_text(await direct.run_slash_command("privacy show").wait_for_answer(REPLY_TIMEOUT))
        refused = await direct.run_slash_command("privacy show", {"whose": "server"}).wait_for_answer(REPLY_TIMEOUT)
        assert "Data of this server" not in get_text(refused)
        with pytest.raises(InvalidInteractionError):
            direct.run_slash_command("setup")


def test_an_export_that_is_too_large_is_compressed_and_named_so() -> None:
    """Texts that are left out all the same are counted."""
    assert [file.name for file in render_data_export(b"{}", 0).files] == ["dateline-privacy.json"]
    packed = render_data_export(gzip.compress(b"{}"), 2)
    assert [file.name for file in packed.files] == ["dateline-privacy.json.gz"]
    assert "texts of 2 articles" in packed.text
