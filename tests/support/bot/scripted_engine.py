"""A query engine that repeats what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.models.query import QueryRequest, QueryResult
from bot.services.engine import OwnScopes, QueryEngine
from briefings.digest import Digest, build_digest
from briefings.models import Answer, Briefing, Point, Request
from briefings.verification import Proof
from corpus.errors import StoreLocked
from corpus.models import Citation, Confidence, Passage, Query, Sentence
from tests.support.bot.message_checks import HOSTILE_TEXT


class ScriptedEngine:
    """A query engine that repeats what it was asked, or fails as the question says."""

    def __init__(self, url: str) -> None:
        self.url = url

    def execute_query(self, asked: QueryRequest, prior: Sequence[Proof] = ()) -> QueryResult:
        """Repeat the question, the scope and the day; be hostile, locked or broken where that is the topic."""
        del prior
        topic = asked.get_text("topic")
        if topic == "locked":
            raise StoreLocked(self.url, "another process holds it")
        if topic == "broken":
            raise ZeroDivisionError
        words = (
            HOSTILE_TEXT if topic == "hostile" else f"{dict(asked.arguments)}, scope {asked.scope}, on {asked.today}."
        )
        request = Request(Query(scope=asked.scope), text=topic)
        if asked.command == "brief":
            return QueryResult(Briefing("b1", request, (_build_point(words),), 3, 1, 1), {("a1", 1): "0" * 64}, 3)
        return QueryResult(Answer(request, (_build_point(words),)), {("a1", 1): "0" * 64}, 3)

    def list_own_scopes(self) -> OwnScopes:
        """Return that no server has content of its own."""
        return OwnScopes(frozenset(), 3)

    def build_digest(self, *, scope: str, text: str, after: int, day: date, **more: object) -> Digest:
        """Return a digest with a sentence that names the scope, or with none after the first."""
        del more
        points = () if after else (_build_point(f"scope {scope}."),)
        briefing = Briefing("b1", Request(Query(), text=text), points, 3, 1, 1)
        return build_digest(briefing, [point.passage for point in points], (), {}, day)

    def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Return more and longer names than Discord takes."""
        del scope
        if typed == "locked":
            raise StoreLocked(self.url, "another process holds it")
        return ("", "x" * 101, *(f"{typed} {number}" for number in range(limit + 5)))

    def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Return June 2024."""
        del scope
        return tuple(date(2024, 6, day) for day in range(1, 31))


def _build_point(words: str) -> Point:
    citation = Citation("a1", 1, words, words[:40], "2024-06-20", Confidence.STATED, "https://news.example/1")
    return Point(Passage(Sentence("a1", 0, len(words), words), citation))


def open_scripted_engine(url: str) -> QueryEngine:
    """Open it."""
    return cast("QueryEngine", ScriptedEngine(url))  # it plays the part that is asked of it
