"""The servers of the demo: one with every kind of channel, and a second one, of which nothing is seen in the first."""

from __future__ import annotations

from bot.testserver import ChannelKind, TestServer
from bot.testserver.world.model import Json

#: The channel that the page opens with.
DIGEST_CHANNEL = "general"
_TOPICS = {
    DIGEST_CHANNEL: "A digest comes at 8:00. Type / to ask the bot something.",
    "briefings": "Another channel: try /digest add here.",
}
_TAG: Json = {"id": "1", "name": "daily", "moderated": False, "emoji_id": None, "emoji_name": None}


def furnish(server: TestServer) -> None:
    """Give the default world of *server* an announcement channel, a forum, a third member and a second server."""
    world, newsroom = server.world, server.guild()
    for name, topic in _TOPICS.items():
        server.channel(name).topic = topic
    announcements = "An announcement channel: other servers may follow what is published here."
    world.add_channel(newsroom, "headlines", ChannelKind.ANNOUNCEMENT, topic=announcements)
    world.add_channel(newsroom, "stories", ChannelKind.FORUM, topic="A forum: every digest is a post.", tags=[_TAG])
    circle = world.add_guild("Reading circle", server.member("Mel").user)
    world.join(circle, world.add_user("Noor"))
    world.join(newsroom, server.member("Noor", circle.name).user)
    world.add_channel(circle, "lounge", topic="A server of its own: what is set up here is not seen in Newsroom.")
