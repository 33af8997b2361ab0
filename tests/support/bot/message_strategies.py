"""Points and briefings for messages: plain ones, and ones that are generated to break them."""

from __future__ import annotations

from hypothesis import strategies as st

from briefings.models import Briefing, Point, Request
from corpus.models import Citation, Confidence, Passage, Query, Sentence
from tests.support.bot.random_results import LONG_WORD, MARKUP_SNIPPETS

HOSTILE_TEXTS = st.lists(
    st.one_of(st.sampled_from((*MARKUP_SNIPPETS, LONG_WORD)), st.text(max_size=30)), max_size=12
).map("".join)
URLS = st.one_of(
    HOSTILE_TEXTS,
    st.sampled_from(
        [
            "https://news.example/a",
            "javascript:alert(1)",
            "/home/reader/notes.txt",
            "-",
            "",
            "https://[",
            "HTTP://A/b)c",
        ]
    ),
    HOSTILE_TEXTS.map(lambda text: f"https://news.example/{text}"),
)


def build_point(text: str, number: int = 0, **citation: str) -> Point:
    """Return one point that quotes *text* from an article that *citation* describes."""
    article = {"title": "A title", "outlet": "Sample Wire", "published": "2024-06-20", "address": "https://a.example/1"}
    cited = Citation(key=f"a{number}", revision=1, confidence=Confidence.STATED, **{**article, **citation})
    return Point(Passage(Sentence(f"a{number}", 0, len(text), text), cited), score=1.0 / (number + 1))


def build_briefing(*points: Point, text: str = "") -> Briefing:
    """Return a briefing of *points*."""
    return Briefing("b0123", Request(Query(), text=text), tuple(points), sequence=7, articles=5, origins=3)


POINTS = st.lists(st.tuples(HOSTILE_TEXTS, HOSTILE_TEXTS, HOSTILE_TEXTS, URLS), max_size=30).map(
    lambda rows: [
        build_point(text, number, title=title, outlet=outlet, address=address)
        for number, (text, title, outlet, address) in enumerate(rows)
    ]
)
