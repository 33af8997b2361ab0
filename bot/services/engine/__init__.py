"""Query engine: summaries, answers, timelines, charts and digests from one open store."""

from __future__ import annotations

from bot.services.engine.briefing import BriefingEngine
from bot.services.engine.queries import DATE_EXAMPLES, QueryEngine, describe_missing_days
from bot.services.engine.session import MAX_OWN_SNAPSHOTS, CorpusSession, CorpusSnapshot, OwnScopes

__all__ = [
    "DATE_EXAMPLES",
    "MAX_OWN_SNAPSHOTS",
    "BriefingEngine",
    "CorpusSession",
    "CorpusSnapshot",
    "OwnScopes",
    "QueryEngine",
    "describe_missing_days",
]
