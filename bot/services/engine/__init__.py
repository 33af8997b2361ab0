"""Query engine: summaries, answers, timelines, charts and digests from one open store."""

from __future__ import annotations

from bot.services.engine.briefings import BriefingEngine
from bot.services.engine.changes import list_changes
from bot.services.engine.follows import FollowSubject, resolve_follow_subject
from bot.services.engine.past import build_nothing_published_error, open_past_engine, parse_past_day, run_as_of
from bot.services.engine.queries import QueryEngine, build_missing_days_error
from bot.services.engine.session import MAX_OWN_SNAPSHOTS, MAX_PAST_SESSIONS, CorpusSession, CorpusSnapshot, OwnScopes

__all__ = [
    "MAX_OWN_SNAPSHOTS",
    "MAX_PAST_SESSIONS",
    "BriefingEngine",
    "CorpusSession",
    "CorpusSnapshot",
    "FollowSubject",
    "OwnScopes",
    "QueryEngine",
    "build_missing_days_error",
    "build_nothing_published_error",
    "list_changes",
    "open_past_engine",
    "parse_past_day",
    "resolve_follow_subject",
    "run_as_of",
]
