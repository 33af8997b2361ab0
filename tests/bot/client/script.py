"""A desk that repeats what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.findings import Asked, Finding
from bot.workers import Answering
from briefings.editions import Edition, edition
from briefings.model import Answer, Briefing, Point, Request
from briefings.proof import Proof
from corpus.errors import StoreLocked
from corpus.model import Citation, Confidence, Passage, Query, Sentence
from tests.bot.harmless import HOSTILE


class Script:
    """A desk that repeats what it was asked, or fails as the question says."""

    def __init__(self, url: str) -> None:
        self.url = url

    def enquire(self, asked: Asked, told: Sequence[Proof]) -> Finding:
        """Repeat the question, the scope and the day; be hostile, locked or broken where that is the topic."""
        del told
        topic = asked.text("topic")
        if topic == "locked":
            raise StoreLocked(self.url, "another process holds it")
        if topic == "broken":
            raise ZeroDivisionError
        words = HOSTILE if topic == "hostile" else f"{dict(asked.arguments)}, scope {asked.scope}, on {asked.today}."
        request = Request(Query(scope=asked.scope), text=topic)
        if asked.command == "brief":
            return Finding(Briefing("b1", request, (_point(words),), 3, 1, 1), {("a1", 1): "0" * 64}, 3)
        return Finding(Answer(request, (_point(words),)), {("a1", 1): "0" * 64}, 3)

    def edition(self, *, scope: str, text: str, after: int, day: date, **more: object) -> Edition:
        """Tell of the scope, once."""
        del more
        points = () if after else (_point(f"scope {scope}."),)
        briefing = Briefing("b1", Request(Query(), text=text), points, 3, 1, 1)
        return edition(briefing, [point.passage for point in points], (), {}, day)

    def names(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Give more and longer names than Discord takes."""
        del scope
        if typed == "locked":
            raise StoreLocked(self.url, "another process holds it")
        return ("", "x" * 101, *(f"{typed} {number}" for number in range(limit + 5)))

    def days(self, *, scope: str) -> tuple[date, ...]:
        """Give June 2024."""
        del scope
        return tuple(date(2024, 6, day) for day in range(1, 31))


def _point(words: str) -> Point:
    citation = Citation("a1", 1, words, words[:40], "2024-06-20", Confidence.STATED, "https://news.example/1")
    return Point(Passage(Sentence("a1", 0, len(words), words), citation))


def open_script(url: str) -> Answering:
    """Open it."""
    return cast("Answering", Script(url))  # it plays the part that is asked of it
