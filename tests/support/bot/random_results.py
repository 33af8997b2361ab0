"""Hostile words, and findings made of them: what no message may break on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from bot.models.query import (
    ArticleDetails,
    ChangeList,
    ContradictionList,
    DayResult,
    OutletStats,
    QueryResult,
    QuoteList,
    QuoteLookup,
    Reply,
    SentenceCheck,
    SourceList,
    TimelineResult,
)
from briefings.clustering import Change, ChangeKind, Contradiction, ContradictionKind
from briefings.models import Answer, Briefing, Headline, Point, QuestionIntent, Request
from briefings.timelines import TimelineEntry
from briefings.verification import CitationCheck, CitationStatus, Proof, briefing_id, prove_from_digests
from corpus.models import (
    Actor,
    ActorKind,
    Citation,
    Claim,
    Confidence,
    DateRange,
    Passage,
    Provenance,
    Query,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
)

#: Words that mean something to Discord's reader, or to nobody.
MARKUP_SNIPPETS = (
    *(
        "@everyone",
        "@here",
        "<@1234>",
        "<@&1>",
        "<#5>",
        "</brief:1>",
        "<:smile:99>",
        ":skull:",
        "<t:0:R>",
        "<id:guide>",
    ),
    *("[here](https://evil.example)", "[x](<https://evil.example>)", "https://evil.example/a_b_c", "discord.gg/abc"),
    *("```py\ncode\n```", "`", "**bold**", "__u__", "~~no~~", "||spoiler||", "*", "_", "# big", "-# small", "> quote"),
    *(
        ">>> all",
        "- item",
        "+ item",
        "1. one",
        "2) two",
        "\\",
        "\\\\*",
        "\u200b",
        "\u202e",
        "\u2066",
        "\u200f",
        "\ufeff",
    ),
    *("\u00ad", "\u034f", "\u3164", "\u2800", "\U000e0041", "\ufe0f", "\r\n", "\n", "\t", "\x00", "\x1b[31m", "\u2028"),
    *(
        "é" * 30,
        "語" * 40,
        "🎈" * 20,
        "\ud800",
        "<",
        ">",
        "(",
        ")",
        "[",
        "]",
        "a:b",
        "8:30",
        "said: “no”",
    ),
)
#: Longer than any message.
LONG_WORD = "w" * 10_000
#: Characters that are drawn alone: of all planes, halves of pairs among them.
SINGLE_CHARACTERS = (
    "aB9 .,:;!?()[]{}<>@#*_~`|-+\\/'\"\n\t\u00e9\u0301\u0939\u05d0\u0627\u4e00\uac00\ud83d\U0001f388\u2028\u061c"
)


class ResultGenerator:
    """
    Draws hostile words and what is made of them.

    Args:
        seed: The same seed draws the same.
    """

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)

    def draw_text(self) -> str:
        """Draw words, at least one character."""
        parts = [self._draw_part() for _ in range(self._rng.randint(1, 5))]
        return "".join(parts)

    def _draw_part(self) -> str:
        if self._rng.random() < 0.003:
            return LONG_WORD
        if self._rng.random() < 0.7:
            return self._rng.choice(MARKUP_SNIPPETS)
        return "".join(self._rng.choices(SINGLE_CHARACTERS, k=self._rng.randint(1, 20)))

    def draw_optional_text(self) -> str | None:
        """Draw words, or nothing."""
        return self._rng.choice([None, "Ada", self.draw_text()])

    def draw_texts(self, most: int) -> tuple[str, ...]:
        """Draw up to *most* words."""
        return tuple(self.draw_text() for _ in range(self._rng.randint(0, most)))

    def draw_day(self) -> date:
        """Draw a day."""
        return date(2024, 6, self._rng.randint(1, 30))

    def draw_url(self) -> str:
        """Draw an address."""
        some = ["https://news.example/a", "javascript:alert(1)", "/home/reader/a.txt", "-", "https://["]
        return self._rng.choice([*some, f"https://news.example/{self.draw_text()}"])

    def draw_citation(self) -> Citation:
        """Draw an article's citation."""
        published = self._rng.choice([None, "2024-06-20", "2024-06", "2024-06-18/2024-06-20"])
        key, confidence = self._rng.choice(["a", "b", "c" * 200]), self._rng.choice(list(Confidence))
        return Citation(
            key,
            self._rng.randint(1, 3),
            self.draw_optional_text(),
            self.draw_optional_text(),
            published,
            confidence,
            self.draw_url(),
            key,
        )

    def draw_point(self) -> Point:
        """Draw a quoted sentence, with its dates, its quotations and who else says it."""
        rng, cited, words, start = self._rng, self.draw_citation(), self.draw_text(), self._rng.randint(0, 900)
        end = start + len(words)
        first = rng.randint(start, end - 1)
        quotation = Quotation(
            first,
            end,
            words[first - start :],
            rng.choice(list(QuotationKind)),
            rng.choice(["ada", "bob", None]),
            rng.choice([None, (start, end), (0, start)]),
            rng.choice([None, (start, first + 1)]),
            rng.random(),
        )
        dated = TimeExpression(start, end, words, "2024-06-19", TimeKind.DATE)
        sentence = Sentence(cited.key, start, end, words)
        passage = Passage(sentence, cited, (dated,) * rng.randint(0, 4), (), (quotation,) * rng.randint(0, 2))
        return Point(passage, rng.random(), tuple(self.draw_citation() for _ in range(rng.randint(0, 3))))

    def draw_points(self) -> tuple[Point, ...]:
        """Draw up to eight sentences."""
        return tuple(self.draw_point() for _ in range(self._rng.randint(0, 8)))

    def draw_actor(self) -> Actor:
        """Draw an actor."""
        return Actor(
            "ada", self.draw_text(), self._rng.choice(list(ActorKind)), description=self.draw_optional_text() or ""
        )

    def draw_request(self) -> Request:
        """Draw a question as read."""
        read, day = self.draw_texts(4), self.draw_day()
        query = Query(days=(DateRange(day, day),) if self._rng.random() < 0.5 else ())
        as_of = day if self._rng.random() < 0.5 else None
        return Request(query, self.draw_optional_text() or "", QuestionIntent.SAID, read, unknown=read, as_of=as_of)

    def draw_result(self) -> QueryResult:
        """Draw what any command may be answered with, charts aside."""
        makers = (
            self._draw_briefing,
            self._draw_answer,
            self._draw_day_result,
            self._draw_quote_list,
            self._draw_timeline,
        )
        lists = (self._draw_outlets, self._draw_article_details, self._draw_contradictions, self._draw_changes)
        maker = self._rng.choice((*makers, *lists))
        return QueryResult(maker(), {}, 7, self._rng.randint(0, 5))

    def _draw_briefing(self) -> Reply:
        asked, points = self.draw_request(), self.draw_points()
        return Briefing(briefing_id(7, asked, points), asked, points, 7, 12_345, 9)

    def _draw_answer(self) -> Answer:
        names = self.draw_texts(6)
        return Answer(
            self.draw_request(), self.draw_points(), self.draw_text(), tuple((name, name) for name in names), names
        )

    def _draw_day_result(self) -> Reply:
        cited = tuple(self.draw_citation() for _ in range(5))
        return DayResult(self._draw_answer(), cited, self._rng.randint(0, 9_999), 3)

    def _draw_quote_list(self) -> Reply:
        answer = self._draw_answer()
        spoken = tuple(p for p in answer.points if any(q.speaker == "ada" for q in p.passage.quotations))
        return QuoteList(replace(answer, points=spoken), {"ada": self.draw_actor()})

    def _draw_timeline(self) -> Reply:
        return TimelineResult(
            self.draw_request(), tuple(TimelineEntry(self.draw_day(), (point,), 3, 2) for point in self.draw_points())
        )

    def _draw_outlets(self) -> Reply:
        outlets = tuple(
            OutletStats(self.draw_optional_text(), 5, 3, self.draw_day(), self.draw_day())
            for _ in range(self._rng.randint(0, 25))
        )
        return SourceList(outlets, self.draw_texts(12), 4)

    def _draw_article_details(self) -> Reply:
        claim = Claim(self.draw_optional_text(), self._rng.choice(list(Confidence)), self.draw_texts(3))
        cited, actors = [self.draw_citation() for _ in range(6)], tuple(self.draw_actor() for _ in range(8))
        return ArticleDetails(cited[0], Provenance(*[claim] * 6), actors, self.draw_points(), tuple(cited[1:]))

    def _draw_contradictions(self) -> Reply:
        pairs = pairwise(self.draw_points())
        return ContradictionList(
            self.draw_request(), tuple(self._draw_contradiction(left, right) for left, right in pairs)
        )

    def _draw_changes(self) -> Reply:
        pairs = pairwise(self.draw_points())
        changes = tuple(self._draw_change(before, after) for before, after in pairs)
        return ChangeList(self.draw_request(), self.draw_day(), changes, self._rng.randint(0, 9_999), 3)

    def _draw_change(self, before: Point, after: Point) -> Change:
        kind = self._rng.choice(list(ChangeKind))
        if kind is ChangeKind.STORY:
            headline = Headline(self.draw_citation(), 0, 9, self.draw_text())
            return Change(kind, "", after, headline=self._rng.choice([headline, None]), articles=3, origins=2)
        spans = [self._draw_spans(side)[0] for side in (before, after)]
        return Change(kind, self.draw_text(), after, before, spans[1], spans[0])

    def _draw_contradiction(self, left: Point, right: Point) -> Contradiction:
        kind, spans = self._rng.choice(list(ContradictionKind)), [self._draw_spans(side) for side in (left, right)]
        return Contradiction(kind, self.draw_text(), left, right, spans[0], spans[1])

    def _draw_spans(self, side: Point) -> tuple[tuple[int, int], ...]:
        sentence = side.passage.sentence
        first = self._rng.randint(sentence.start, sentence.end - 1)
        return ((first, self._rng.randint(first, sentence.end)), (first, sentence.end + 9))

    def draw_sentence_check(self) -> SentenceCheck:
        """Draw a checked sentence in its paragraph."""
        asked, points = Request(Query()), (self.draw_point(),)
        exhibit = prove_briefing(Briefing(briefing_id(7, asked, points), asked, points, 7)).sentences[0]
        check = CitationCheck(exhibit, self._rng.choice(list(CitationStatus)), self.draw_texts(4))
        return SentenceCheck(
            check, self.draw_optional_text() or "", self.draw_optional_text() or "", self._rng.choice(["", "1" * 64])
        )

    def draw_quote_lookups(self) -> tuple[QuoteLookup, ...]:
        """Draw quotations that were looked up."""
        return tuple(QuoteLookup(self.draw_text(), self.draw_points()[:3], self._rng.random() < 0.5) for _ in range(4))


def prove_briefing(briefing: Briefing) -> Proof:
    """Return the proof of a briefing whose texts have some hash."""
    places = {(point.passage.citation.key, point.passage.citation.revision): "0" * 64 for point in briefing.points}
    return prove_from_digests(briefing, places)
