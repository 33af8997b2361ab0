"""Services behind the commands: queries, autocompletion, curation, feeds and the worker pool."""

from bot.services.curation import CurationRequest
from bot.services.engine import QueryEngine
from bot.services.feeds import MAX_FEEDS, DiscoveredFeed, FetchSettings, discover_feeds, follow_feeds, poll_feeds
from bot.services.guild_data import count_scope, delete_scope, export_scope
from bot.services.topics import TopicArticles, TopicMatch, build_topic, list_topics, save_topic, split_list
from bot.services.worker_pool import WorkerPool

__all__ = [
    "MAX_FEEDS",
    "CurationRequest",
    "DiscoveredFeed",
    "FetchSettings",
    "QueryEngine",
    "TopicArticles",
    "TopicMatch",
    "WorkerPool",
    "build_topic",
    "count_scope",
    "delete_scope",
    "discover_feeds",
    "export_scope",
    "follow_feeds",
    "list_topics",
    "poll_feeds",
    "save_topic",
    "split_list",
]
