"""`/feeds` over the wire: a real store, a real reader, and an outlet on loopback."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.client.config import Config
from bot.services.feeds import FetchSettings
from bot.testserver import InvalidInteractionError, TestServer
from corpus.store import Feed, open_store
from tests.support.bot.admin import get_text, publish_feed, wait_for_text
from tests.support.bot.running_bot import REPLY_TIMEOUT, ManualClock, run_bot
from tests.support.corpus.loopback_server import LoopbackServer

NOON = datetime(2024, 6, 24, 12, 0, tzinfo=ZoneInfo("UTC"))
HOSTILE = "@everyone <@&1> [Herald](https://evil.example) ```x``` \u202eoops **bold**"


async def test_a_feed_is_found_followed_and_read(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """Only the one who asks sees it; its articles are asked about at once; an hour passes before the next poll."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, fetch_settings=fetch_settings):
        ada = server.as_member("Ada")
        use = ada.run_slash_command("feeds add", {"address": f"{outlet.base_url}/feed {outlet.base_url}/nothing"})
        message = await use.wait_for_answer(REPLY_TIMEOUT)
        assert message.private_to == ada.user.id
        assert "1 added" in await wait_for_text(server, message, "new article")
        listed = await ada.run_slash_command("feeds list").wait_for_answer(REPLY_TIMEOUT)
        assert "Herald" in get_text(listed)
        assert f"checked <t:{int(NOON.timestamp())}:R> · next check <t:" in get_text(listed)
        polled = await ada.run_slash_command("feeds poll").wait_for_answer(REPLY_TIMEOUT)
        assert "0 new articles" in get_text(polled)
        assert outlet.count("/feed") == 1
        brief = (
            await server.as_member("Mel")
            .run_slash_command("brief", {"topic": "sea wall"})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert "harbour council" in get_text(brief)


async def test_what_can_not_be_followed_is_reported_with_the_reason(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """Line by line; nothing is kept."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, fetch_settings=fetch_settings):
        address = f"{outlet.base_url}/nothing http://127.0.0.2/feed"
        message = (
            await server.as_member("Ada")
            .run_slash_command("feeds add", {"address": address})
            .wait_for_answer(REPLY_TIMEOUT)
        )
        assert "0 feeds are followed" in get_text(message)
        assert "the server answered with 404" in get_text(message)
        assert "isn't a public address" in get_text(message)
    with open_store(config.database_url) as store:
        assert store.list_feeds(None) == ()


async def test_a_feeds_name_is_data(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """No mention, link or formatting of it takes effect."""
    publish_feed(outlet, "/feed", HOSTILE)
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, fetch_settings=fetch_settings):
        ada = server.as_member("Ada")
        await wait_for_text(
            server,
            await ada.run_slash_command("feeds add", {"address": f"{outlet.base_url}/feed"}).wait_for_answer(
                REPLY_TIMEOUT
            ),
            "1 new",
        )
        listed = await ada.run_slash_command("feeds list").wait_for_answer(REPLY_TIMEOUT)
        assert "\\@everyone \\<\\@&1\\> \\[Herald\\]" in get_text(listed)
        assert "\u202e" not in get_text(listed)


async def test_a_feed_is_removed_by_what_is_offered(config: Config, clock: ManualClock) -> None:
    """Autocomplete offers this server's feeds alone; another's can't be named."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        with open_store(config.database_url) as store:
            store.save_feed(Feed("https://a.example/feed", "Herald", str(server.find_guild().id)))
            store.save_feed(Feed("https://b.example/feed", "Post", "999"))
        ada = server.as_member("Ada")
        (offered,) = await ada.complete_option("feeds remove", "feed", "her").wait_for_choices(REPLY_TIMEOUT)
        assert offered["name"] == "Herald – https://a.example/feed"
        refused = await ada.run_slash_command("feeds remove", {"feed": "Post"}).wait_for_answer(REPLY_TIMEOUT)
        assert "This server doesn't follow the feed" in get_text(refused)
        removed = await ada.run_slash_command("feeds remove", {"feed": offered["value"]}).wait_for_answer(REPLY_TIMEOUT)
        assert "Herald" in get_text(removed)
        with open_store(config.database_url) as store:
            assert [feed.title for feed in store.list_feeds(None)] == ["Post"]


async def test_a_long_list_is_turned_page_by_page(config: Config, clock: ManualClock) -> None:
    """By buttons that only those may press who manage the server; failures are reported with their reason."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        with open_store(config.database_url) as store:
            for number in range(40):
                error = "the server answered with 500" if number == 39 else ""
                feed = Feed(f"https://a.example/{number:02}", f"Feed {number:02}", str(server.find_guild().id))
                store.save_feed(Feed(feed.url, feed.title, feed.scope, error=error, failures=2 if error else 0))
        ada = server.as_member("Ada")
        listed = await ada.run_slash_command("feeds list").wait_for_answer(REPLY_TIMEOUT)
        assert "Page 1 of 3" in get_text(listed)
        ada.press_button(listed, "More")
        await wait_for_text(server, listed, "Page 2 of 3")
        ada.press_button(listed, "More")
        await wait_for_text(server, listed, "Page 3 of 3")
        assert "failed 2 times in a row: the server answered with 500" in get_text(listed)
        with pytest.raises(InvalidInteractionError):
            ada.press_button(listed, "More")


async def test_an_opml_list_is_imported_and_exported(
    config: Config, clock: ManualClock, fetch_settings: FetchSettings, outlet: LoopbackServer
) -> None:
    """What comes out can go in again; a file that is none is refused by its name."""
    outline = f'<outline type="rss" text="H" xmlUrl="{outlet.base_url}/feed"/>'
    opml = f'<opml version="2.0"><body>{outline}</body></opml>'.encode()
    async with TestServer(clock=clock) as server, run_bot(server, config, clock, fetch_settings=fetch_settings):
        ada = server.as_member("Ada")
        taken = await ada.run_slash_command("feeds import", {"file": ("list.opml", opml)}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "1 feed is followed" in get_text(taken)
        again = await ada.run_slash_command("feeds import", {"file": ("list.opml", opml)}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "I already follow it" in get_text(again)
        refused = await ada.run_slash_command("feeds import", {"file": ("photo.png", b"PNG")}).wait_for_answer(
            REPLY_TIMEOUT
        )
        assert "photo.png isn't an OPML file." in get_text(refused)
        exported = await ada.run_slash_command("feeds export").wait_for_answer(REPLY_TIMEOUT)
        assert [file.filename for file in exported.attachments] == ["feeds.opml"]


async def test_members_are_not_offered_the_commands(config: Config, clock: ManualClock) -> None:
    """Discord's own permissions decide; nor are they there in a direct conversation."""
    async with TestServer(clock=clock) as server, run_bot(server, config, clock):
        for place in (server.as_member("Mel"), server.as_member("Ada").switch_to_dm()):
            assert not [each.name for each in place.list_commands() if each.name.startswith("feeds")]
