"""Claims about ``dateline feeds`` and about addresses given to ``dateline add``."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.context import CommandContext
from bot.cli.ingest_commands import fetch_articles
from bot.cli.main import main, run_command
from bot.cli.parser import build_parser
from corpus.errors import FeedError
from corpus.store import Feed, open_store
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer, is_permitted, start_server

RunFeeds = Callable[..., tuple[int, str]]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """Yield a server that runs in a thread, as the command line has a loop of its own."""
    told, loop = LoopbackServer(), asyncio.new_event_loop()
    runner = loop.run_until_complete(start_server(told))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield told
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def run(url: str, tmp_path: Path) -> RunFeeds:
    """Return a function that runs ``feeds`` with loopback allowed, and returns exit code and output."""

    def command(*words: str) -> tuple[int, str]:
        given = build_parser().parse_args(["feeds", *words])
        with (tmp_path / "out").open("w+", encoding="utf-8") as file:
            console = Console(file=file, width=200, highlight=False)
            code = run_command(given, CommandContext(console, console, AdjustableClock(), url, is_permitted))
        return code, (tmp_path / "out").read_text("utf-8")

    return command


def serve_feed(server: LoopbackServer) -> str:
    """Serve a feed with one article."""
    server.serve_article("/wall", day="2024-06-24")
    item = "<item><title>Wall</title><link>/wall</link><pubDate>Mon, 24 Jun 2024 08:00:00 GMT</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>Harbour Herald</title>{item}</channel></rss>"
    return server.serve("/feed", feed, ETag='"1"')


def test_a_feed_is_added_with_its_articles_listed_and_removed(server: LoopbackServer, run: RunFeeds, url: str) -> None:
    """The whole life of a feed; with ``--articles`` they go, too."""
    address = serve_feed(server)
    assert run("add", address) == (0, f"   polled  {address}  1 added, 0 revised, 0 refused\n")
    code, listed = run("list")
    assert code == 0
    assert all(words in listed for words in ("Harbour Herald", address, "2024-06-24 09:00 UTC", "2024-06-24 10:"))
    assert run("poll") == (1, "No feed is due.\n")
    assert server.count("/feed") == 1
    assert run("remove", address, "--articles") == (0, f"{address} removed with 1 article\n")
    with open_store(url) as store:
        assert store.list_articles() == ()
    assert run("list")[0] == 1


def test_a_page_is_followed_by_the_feed_it_announces(server: LoopbackServer, run: RunFeeds) -> None:
    """Its other feeds are named."""
    address = serve_feed(server)
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    page = server.serve("/", f"<html><head>{link.format('/feed')}{link.format('/sport')}</head><body>x</body></html>")
    code, out = run("add", page)
    assert code == 0
    assert f"The page also offers {server.base_url}/sport" in out
    assert f"{address}  1 added" in out


def test_the_last_error_of_a_feed_is_listed(server: LoopbackServer, run: RunFeeds, url: str) -> None:
    """A feed that broke since it was added shows why, and the exit code shows it."""
    address = serve_feed(server)
    run("add", address)
    with open_store(url) as store:
        store.save_feed(Feed(address, "Harbour Herald"))
    server.serve("/feed", "<html><body>Sorry</body></html>")
    code, out = run("poll")
    assert (code, "it is a web page, not a feed" in out) == (2, True)
    assert "it is a web page, not a feed" in run("list")[1]


def test_lists_go_out_and_come_in_as_opml(server: LoopbackServer, run: RunFeeds, tmp_path: Path) -> None:
    """What was exported is known when it is imported again."""
    run("add", serve_feed(server))
    file = str(tmp_path / "feeds.opml")
    assert run("export", file)[0] == 0
    assert run("import", file) == (0, "No new feeds.\n")
    run("remove", server.base_url + "/feed")
    assert "1 feed added" in run("import", file)[1]


def test_outlines_that_are_no_feeds_are_named(run: RunFeeds, tmp_path: Path) -> None:
    """The others of the list are followed."""
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml><body><outline text="A" xmlURL="a.example/rss"/><outline text="B" xmlUrl="mailto:b"/></body></opml>'
    )
    code, out = run("import", str(file))
    assert code == 0
    assert out.splitlines() == [
        "1 feed added. Fetch them with “dateline feeds poll”.",
        "  left out: I only fetch http and https addresses (1)",
        "    B · mailto:b",
    ]


def test_entries_left_out_are_counted_and_named_in_the_report_and_in_the_list(
    server: LoopbackServer, run: RunFeeds
) -> None:
    """Each with its reason."""
    item = "<item><title>Regatta</title><link>/regatta</link><pubDate>Mon, 03 Jun 2024 08:00:00 GMT</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>Herald</title>{item}<item><title>Note</title></item></channel></rss>"
    code, out = run("add", server.serve("/feed", feed))
    assert code == 0
    assert "0 added, 0 revised, 0 refused, 2 left out" in out
    assert "left out: it has no address (1)\n             Note" in out
    assert "left out: it was published more than 24 hours before the feed was added (1)" in out
    assert run("list")[1].splitlines()[1].endswith("UTC  2")


PREVIEWED = """
<rss version="2.0"><channel><title>Harbour Herald - Sport</title><link>https://herald.example/</link>
<item><title>R&D on the quay</title><link>/quay?a=1&b=2</link><pubDate>24 juin 2024 10:00 CEST</pubDate></item>
<item><title>Regatta</title><guid>https://herald.example/regatta</guid><source url="x">Coast Mail</source></item>
<item><title>Note</title><pubDate>2024年6月24日</pubDate></item></channel></rss>"""


def test_a_feed_is_previewed_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a file; the JSON has what is read of each entry, and what is left out."""
    file, store = tmp_path / "feed.xml", tmp_path / "store.db"
    file.write_text(PREVIEWED, "utf-8")
    assert main(["--database", f"sqlite:///{store}", "feeds", "preview", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "title": "Harbour Herald - Sport",
        "entries": [
            {
                "address": "https://herald.example/quay?a=1&b=2",
                "title": "R&D on the quay",
                "published": "2024-06-24T10:00:00+02:00",
                "source": "Harbour Herald",
                "text_in_feed": False,
            },
            {
                "address": "https://herald.example/regatta",
                "title": "Regatta",
                "published": None,
                "source": "Coast Mail",
                "text_in_feed": False,
            },
        ],
        "left_out": [{"title": "Note", "address": None, "reason": "it has no address"}],
    }
    assert not store.exists()


def test_a_feed_is_previewed_from_its_address_in_plain_words(server: LoopbackServer, run: RunFeeds) -> None:
    """Nothing but the feed is asked for; what is no feed is reported in one line with exit code 2."""
    code, out = run("preview", serve_feed(server))
    assert code == 0
    assert out.splitlines() == [
        "Harbour Herald", "  Wall", "    2024-06-24T08:00:00+00:00 · Harbour Herald",
        f"    {server.base_url}/wall", "1 article, 0 left out",
    ]  # fmt: skip
    assert server.count("/wall") == 0
    with pytest.raises(FeedError, match="web page"):
        run("preview", server.serve("/page", "<html><body>x</body></html>", Content_Type="text/html"))


def test_a_file_that_is_not_there_cannot_be_previewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, with exit code 2."""
    assert main(["feeds", "preview", str(tmp_path / "nowhere.xml")]) == 2
    assert "nowhere.xml" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["add", "http://localhost:9/feed"], ["poll"]], ids=["add", "poll"])
def test_no_option_opens_loopback(words: list[str], url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line as it is, this machine is refused."""
    if words == ["poll"]:
        with open_store(url) as store:
            store.save_feed(Feed("http://127.0.0.1:9/feed"))
    assert main(["--database", url, "feeds", *words], clock=AdjustableClock()) == 2
    printed = capsys.readouterr()
    assert "isn't a public address" in printed.out + printed.err


def test_an_article_is_added_by_its_address(server: LoopbackServer) -> None:
    """Its source is the rendered page, under a name made of its address; what can't be had is reported beside it."""
    page = server.serve_article("/news/wall.html", day="2024-06-24")
    context = CommandContext(Console(), Console(), AdjustableClock(), is_allowed=is_permitted)
    (source,), (error,) = asyncio.run(fetch_articles([page, server.base_url + "/missing"], context))
    assert (source.address, source.name) == (page, "127.0.0.1-wall")
    assert "The harbour council voted" in source.text
    assert source.hints.published == "2024-06-24"
    assert "404" in error.reason


def test_add_takes_addresses_and_saved_pages(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page in a file is rendered; an address of this machine is refused with exit code 2."""
    page = tmp_path / "saved.html"
    page.write_text("<html><body><p>The harbour council voted on the wall on Monday, it said.</p></body></html>")
    assert main(["--database", url, "add", str(page), "http://127.0.0.1:9/wall"], clock=AdjustableClock()) == 2
    printed = capsys.readouterr()
    assert "added  saved" in printed.out
    assert "isn't a public address" in printed.err
    with open_store(url) as store:
        assert store.get_document("saved").article.text.startswith("The harbour council")


def test_one_servers_feeds_are_its_own(server: LoopbackServer, run: RunFeeds, url: str, tmp_path: Path) -> None:
    """Added, listed, exported, imported and removed under its id; everybody's feeds are not touched."""
    address, opml = serve_feed(server), str(tmp_path / "feeds.opml")
    assert run("add", address, "--server", "111")[0] == 0
    with open_store(url) as store:
        assert [feed.scope for feed in store.list_feeds(None)] == ["111"]
        assert [one.scope for one in store.list_articles(None)] == ["111"]
    assert run("list", "--server", "222")[0] == 1
    assert address in run("list", "--server", "111")[1]
    assert "1 feed written" in run("export", opml, "--server", "111")[1]
    assert "1 feed added" in run("import", opml)[1]
    assert run("remove", address, "--server", "111", "--articles")[0] == 0
    with open_store(url) as store:
        assert [feed.scope for feed in store.list_feeds(None)] == [""]
