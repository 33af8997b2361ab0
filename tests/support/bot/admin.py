"""What the tests of the commands for those who manage a server share."""

from __future__ import annotations

from email.utils import format_datetime

from bot.testserver import ChatMessage, TestServer
from tests.support.bot.running_bot import REPLY_TIMEOUT, list_texts
from tests.support.corpus.loopback_server import AdjustableClock, LoopbackServer


def get_text(message: ChatMessage | None) -> str:
    """Return all that a message says, line by line."""
    return "\n".join(list_texts(message.components)) if message else ""


async def wait_for_text(server: TestServer, message: ChatMessage, words: str) -> str:
    """Wait until *message* says *words*, however often it is edited before; give all that it says then."""
    return await server.world.event_bus.wait(
        lambda: get_text(message) if words in get_text(message) else None, REPLY_TIMEOUT, f"“{words}” in a message"
    )


def publish_feed(outlet: LoopbackServer, path: str, title: str, article: str = "/wall") -> str:
    """Have *outlet* serve a feed that lists one article of the hour; give its address."""
    outlet.serve_article(article)
    published = format_datetime(AdjustableClock().now)
    item = f"<item><title>Council</title><link>{article}</link><pubDate>{published}</pubDate></item>"
    title = title.replace("&", "&amp;").replace("<", "&lt;")
    feed = f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>"
    return outlet.serve(path, feed, Content_Type="application/rss+xml", ETag='"1"')
