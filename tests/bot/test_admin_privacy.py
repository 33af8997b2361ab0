"""What is kept of a member or of a server: every table is accounted for; shown, exported, deleted."""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.books import open_books
from bot.books.privacy import OF_MEMBER, OF_NOBODY, OF_SERVER
from bot.config import Config
from bot.database import connect
from bot.messages.keeping import of_export
from bot.schedules import Schedule, read_times
from bot.scopes import holdings
from bot.subscriptions import Key, Place, Wish
from bot.testserver import Message, TestServer, Unsendable
from corpus.registry import Registry
from corpus.store import open_store
from tests.bot.admins import said, shows
from tests.bot.belongings import fill, kept
from tests.bot.wire import PATIENCE, HandClock, running

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HERE, THERE = "111", "222"
SCHEDULE = Schedule(read_times("8:00"), "UTC")


def _tables(config: Config, *, mine: bool) -> set[str]:
    with open_store(config.database_url), closing(connect(config.database_url)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = {row["name"] for row in rows}
    return {name for name in names if (name in _CORPUS or name.startswith(("words_", "sqlite_"))) is not mine}


_CORPUS = frozenset(
    "counters scopes feeds articles revisions sentences words vocabulary actors forms features curations topics".split()
)


def test_every_table_of_the_bot_is_somebodys_or_nobodys(config: Config) -> None:
    """A new one has to be named in `bot.books.privacy`, so that nothing is forgotten when someone asks."""
    assert _tables(config, mine=True) == {*OF_SERVER, *OF_NOBODY}
    assert OF_MEMBER.keys() <= OF_SERVER.keys()


def test_a_members_own_is_told_and_wiped_and_others_stay(config: Config) -> None:
    """A direct digest is the member's; of a server's digest only the name of who asked for it goes."""
    with closing(open_books(config.database_url)) as books:
        direct = books.roll.add(Wish("", 9, SCHEDULE, place=Place.DIRECT, member=7), NOON)
        books.ledger.plan(direct, Key(direct.id, NOON.date(), "08:00"), NOON, NOON, late=False)
        books.roll.add(Wish(HERE, 5, SCHEDULE, member=7), NOON)
        told = books.private.of_member(7)
        assert {name: len(rows) for name, rows in told.items() if rows} == {"subscriptions": 1, "ledger": 1}
        assert books.private.wipe_member(7) == 2
        assert [each.wish.member for each in books.roll.standing()] == [0]
        assert not any(books.private.of_member(7).values())


def test_a_server_is_told_and_wiped_and_others_stay(config: Config) -> None:
    """In the books and in the store; its settings are out of memory, too."""
    fill(config, HERE)
    fill(config, THERE)
    with closing(open_books(config.database_url)) as books, open_store(config.database_url) as store:
        held = holdings.tell(store, Registry(), scope=HERE, texts=1_000)
        assert [article["text"][:10] for article in held["articles"]] == ["Rates rose"]  # type: ignore[attr-defined]
        assert holdings.tell(store, Registry(), scope=HERE, texts=5)["texts_left_out"] == 1
        assert holdings.wipe(store, Registry(), scope=HERE) == 1
        books.settings.wipe(HERE)
        assert books.private.wipe_server(HERE) == 1
    assert kept(config, HERE) == 0
    assert kept(config, THERE) == 6


def _exported(message: Message) -> dict[str, object]:
    (file,) = message.attachments
    told: dict[str, object] = json.loads(file.data)
    return told


async def test_a_member_sees_takes_along_and_deletes_what_is_kept(config: Config, clock: HandClock) -> None:
    """What others asked is not in it; afterwards nothing is."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        mel, ada = server.member("Mel"), server.member("Ada")
        fill(config, str(server.guild().id))
        for member, words in ((mel, "Why did rates rise?"), (ada, "When did rates rise?")):
            await member.slash("ask", {"question": words}).answer(PATIENCE)
        shown = await mel.slash("privacy show").answer(PATIENCE)
        assert shown.private_to == mel.user.id
        assert "- 1 reply: what was asked" in said(shown)
        told = json.dumps(_exported(await mel.slash("privacy export").answer(PATIENCE)))
        assert "Why did rates rise?" in told
        assert "When did" not in told
        asking = await mel.slash("privacy delete").answer(PATIENCE)
        mel.press(asking, "Delete for good")
        await shows(server, asking, "deleted")
        assert "Nothing." in said(await mel.slash("privacy show").answer(PATIENCE))
        assert str(mel.user.id) in json.dumps(_exported(await mel.slash("privacy export").answer(PATIENCE)))


async def test_a_servers_things_are_for_those_who_manage_it(config: Config, clock: HandClock) -> None:
    """Shown, handed out and deleted; what members asked is counted alone."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        ada, mel, guild = server.member("Ada"), server.member("Mel"), str(server.guild().id)
        fill(config, guild)
        await mel.slash("ask", {"question": "Why did rates rise?"}).answer(PATIENCE)
        for verb in ("show", "export", "delete"):
            refused = await mel.slash(f"privacy {verb}", {"whose": "server"}).answer(PATIENCE)
            assert "right to manage" in said(refused)
        shown = said(await ada.slash("privacy show", {"whose": "server"}).answer(PATIENCE))
        assert "- 1 feed" in shown
        assert "- 1 topic" in shown
        assert "- 1 reply: what was asked" in shown
        told = _exported(await ada.slash("privacy export", {"whose": "server"}).answer(PATIENCE))
        assert "Why did" not in json.dumps(told)
        assert "Rates rose" in json.dumps(told)
        asking = await ada.slash("privacy delete", {"whose": "server"}).answer(PATIENCE)
        ada.press(asking, "Keep it")
        await shows(server, asking, "Nothing was deleted.")
        assert kept(config, guild) > 0
        asking = await ada.slash("privacy delete", {"whose": "server"}).answer(PATIENCE)
        ada.press(asking, "Delete for good")
        await shows(server, asking, "things were deleted")
        assert kept(config, guild) == 0


async def test_a_direct_conversation_has_no_server_to_tell_of(config: Config, clock: HandClock) -> None:
    """A member's own is shown there."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        direct = server.member("Mel").direct()
        assert "Nothing." in said(await direct.slash("privacy show").answer(PATIENCE))
        refused = await direct.slash("privacy show", {"whose": "server"}).answer(PATIENCE)
        assert "What is kept of this server" not in said(refused)
        with pytest.raises(Unsendable):
            direct.slash("setup")


def test_an_export_that_is_too_large_is_compressed_and_named_so() -> None:
    """Texts that are left out all the same are counted."""
    assert [file.name for file in of_export(b"{}", 0).files] == ["dateline-privacy.json"]
    packed = of_export(gzip.compress(b"{}"), 2)
    assert [file.name for file in packed.files] == ["dateline-privacy.json.gz"]
    assert "texts of 2 articles" in packed.text
