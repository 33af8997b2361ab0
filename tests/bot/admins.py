"""What the tests of the commands for those who manage a server share."""

from __future__ import annotations

from email.utils import format_datetime

from bot.testserver import Message, TestServer
from tests.bot.wire import PATIENCE, texts
from tests.corpus.hostile import Hands, Server


def said(message: Message | None) -> str:
    """Give all that a message says, line by line."""
    return "\n".join(texts(message.components)) if message else ""


async def shows(server: TestServer, message: Message, words: str) -> str:
    """Wait until *message* says *words*, however often it is edited before; give all that it says then."""
    return await server.world.bulletin.wait(
        lambda: said(message) if words in said(message) else None, PATIENCE, f"“{words}” in a message"
    )


def publish(outlet: Server, path: str, title: str, article: str = "/wall") -> str:
    """Have *outlet* serve a feed that lists one article of the hour; give its address."""
    outlet.article(article)
    item = f"<item><title>Council</title><link>{article}</link><pubDate>{format_datetime(Hands().now)}</pubDate></item>"
    title = title.replace("&", "&amp;").replace("<", "&lt;")
    feed = f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>"
    return outlet.serve(path, feed, Content_Type="application/rss+xml", ETag='"1"')
