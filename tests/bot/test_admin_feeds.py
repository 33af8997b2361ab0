"""`/feeds` over the wire: a real store, a real reader, and an outlet on loopback."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config
from bot.scopes.intake import Door
from bot.testserver import TestServer, Unsendable
from corpus.store import Feed, open_store
from tests.bot.admins import publish, said, shows
from tests.bot.wire import PATIENCE, HandClock, running
from tests.corpus.hostile import Server

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HOSTILE = "@everyone <@&1> [Herald](https://evil.example) ```x``` \u202eoops **bold**"


async def test_a_feed_is_found_followed_and_read(config: Config, clock: HandClock, door: Door, outlet: Server) -> None:
    """Only the one who asks sees it; its articles are asked about at once; an hour passes before the next poll."""
    async with TestServer(clock=clock) as server, running(server, config, clock, door=door):
        ada = server.member("Ada")
        use = ada.slash("feeds add", {"address": f"{outlet.base}/feed {outlet.base}/nothing"})
        message = await use.answer(PATIENCE)
        assert message.private_to == ada.user.id
        assert "1 added" in await shows(server, message, "new article")
        listed = await ada.slash("feeds list").answer(PATIENCE)
        assert "Herald" in said(listed)
        assert f"asked <t:{int(NOON.timestamp())}:R> · next <t:" in said(listed)
        polled = await ada.slash("feeds poll").answer(PATIENCE)
        assert "0 new articles" in said(polled)
        assert outlet.count("/feed") == 1
        brief = await server.member("Mel").slash("brief", {"topic": "sea wall"}).answer(PATIENCE)
        assert "harbour council" in said(brief)


async def test_what_can_not_be_followed_is_told_with_the_reason(
    config: Config, clock: HandClock, door: Door, outlet: Server
) -> None:
    """Line by line; nothing is kept."""
    async with TestServer(clock=clock) as server, running(server, config, clock, door=door):
        address = f"{outlet.base}/nothing http://127.0.0.2/feed"
        message = await server.member("Ada").slash("feeds add", {"address": address}).answer(PATIENCE)
        assert "0 feeds are followed" in said(message)
        assert "the server answered 404" in said(message)
        assert "is no public address" in said(message)
    with open_store(config.database_url) as store:
        assert store.feeds(None) == ()


async def test_a_feeds_name_is_data(config: Config, clock: HandClock, door: Door, outlet: Server) -> None:
    """No mention, link or formatting of it takes effect."""
    publish(outlet, "/feed", HOSTILE)
    async with TestServer(clock=clock) as server, running(server, config, clock, door=door):
        ada = server.member("Ada")
        await shows(server, await ada.slash("feeds add", {"address": f"{outlet.base}/feed"}).answer(PATIENCE), "1 new")
        listed = await ada.slash("feeds list").answer(PATIENCE)
        assert "\\@everyone \\<\\@&1\\> \\[Herald\\]" in said(listed)
        assert "\u202e" not in said(listed)


async def test_a_feed_is_removed_by_what_is_offered(config: Config, clock: HandClock) -> None:
    """Autocomplete offers this server's feeds alone; another's can't be named."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        with open_store(config.database_url) as store:
            store.keep_feed(Feed("https://a.example/feed", "Herald", str(server.guild().id)))
            store.keep_feed(Feed("https://b.example/feed", "Post", "999"))
        ada = server.member("Ada")
        (offered,) = await ada.complete("feeds remove", "feed", "her").choices(PATIENCE)
        assert offered["name"] == "Herald – https://a.example/feed"
        refused = await ada.slash("feeds remove", {"feed": "Post"}).answer(PATIENCE)
        assert "is no feed of this server" in said(refused)
        removed = await ada.slash("feeds remove", {"feed": offered["value"]}).answer(PATIENCE)
        assert "Herald" in said(removed)
        with open_store(config.database_url) as store:
            assert [feed.title for feed in store.feeds(None)] == ["Post"]


async def test_a_long_list_is_turned_page_by_page(config: Config, clock: HandClock) -> None:
    """By buttons that only those may press who manage the server; failures are told with their reason."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        with open_store(config.database_url) as store:
            for number in range(40):
                error = "the server answered 500" if number == 39 else ""
                feed = Feed(f"https://a.example/{number:02}", f"Feed {number:02}", str(server.guild().id))
                store.keep_feed(Feed(feed.url, feed.title, feed.scope, error=error, failures=2 if error else 0))
        ada = server.member("Ada")
        listed = await ada.slash("feeds list").answer(PATIENCE)
        assert "Page 1 of 3" in said(listed)
        ada.press(listed, "More")
        await shows(server, listed, "Page 2 of 3")
        ada.press(listed, "More")
        await shows(server, listed, "Page 3 of 3")
        assert "failed 2 times in a row: the server answered 500" in said(listed)
        with pytest.raises(Unsendable):
            ada.press(listed, "More")


async def test_an_opml_list_is_imported_and_exported(
    config: Config, clock: HandClock, door: Door, outlet: Server
) -> None:
    """What comes out can go in again; a file that is none is refused by its name."""
    outline = f'<outline type="rss" text="H" xmlUrl="{outlet.base}/feed"/>'
    opml = f'<opml version="2.0"><body>{outline}</body></opml>'.encode()
    async with TestServer(clock=clock) as server, running(server, config, clock, door=door):
        ada = server.member("Ada")
        taken = await ada.slash("feeds import", {"file": ("list.opml", opml)}).answer(PATIENCE)
        assert "1 feed is followed" in said(taken)
        again = await ada.slash("feeds import", {"file": ("list.opml", opml)}).answer(PATIENCE)
        assert "it is followed already" in said(again)
        refused = await ada.slash("feeds import", {"file": ("photo.png", b"PNG")}).answer(PATIENCE)
        assert "Photo.png: is no OPML" in said(refused)
        exported = await ada.slash("feeds export").answer(PATIENCE)
        assert [file.filename for file in exported.attachments] == ["feeds.opml"]


async def test_members_are_not_offered_the_commands(config: Config, clock: HandClock) -> None:
    """Discord's own permissions decide; nor are they there in a direct conversation."""
    async with TestServer(clock=clock) as server, running(server, config, clock):
        for place in (server.member("Mel"), server.member("Ada").direct()):
            assert not [each.name for each in place.commands() if each.name.startswith("feeds")]
