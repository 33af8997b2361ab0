"""Hostile words, and findings made of them: what no message may break on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from bot.findings import Chronicle, Contrasts, Day, Dossier, Examined, Finding, Outlet, Reply, Sayings, Sought, Sources
from briefings.contrasts import Contrast, ContrastKind
from briefings.model import Answer, Briefing, Intent, Point, Request
from briefings.proof import Check, Proof, State, vouch
from briefings.proof.making import identify
from briefings.timelines import Moment
from corpus.model import (
    Actor,
    ActorKind,
    Citation,
    Claim,
    Confidence,
    Passage,
    Provenance,
    Query,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
    Window,
)

#: Words that mean something to Discord's reader, or to nobody.
SNIPPETS = (
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
ALONE = "aB9 .,:;!?()[]{}<>@#*_~`|-+\\/'\"\n\t\u00e9\u0301\u0939\u05d0\u0627\u4e00\uac00\ud83d\U0001f388\u2028\u061c"


class Chance:
    """
    Draws hostile words and what is made of them.

    Args:
        seed: The same seed draws the same.
    """

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)

    def words(self) -> str:
        """Draw words, at least one character."""
        parts = [self._part() for _ in range(self._rng.randint(1, 5))]
        return "".join(parts)

    def _part(self) -> str:
        if self._rng.random() < 0.003:
            return LONG_WORD
        if self._rng.random() < 0.7:
            return self._rng.choice(SNIPPETS)
        return "".join(self._rng.choices(ALONE, k=self._rng.randint(1, 20)))

    def maybe(self) -> str | None:
        """Draw words, or nothing."""
        return self._rng.choice([None, "Ada", self.words()])

    def some(self, most: int) -> tuple[str, ...]:
        """Draw up to *most* words."""
        return tuple(self.words() for _ in range(self._rng.randint(0, most)))

    def day(self) -> date:
        """Draw a day."""
        return date(2024, 6, self._rng.randint(1, 30))

    def address(self) -> str:
        """Draw an address."""
        some = ["https://news.example/a", "javascript:alert(1)", "/home/reader/a.txt", "-", "https://["]
        return self._rng.choice([*some, f"https://news.example/{self.words()}"])

    def citation(self) -> Citation:
        """Draw an article's citation."""
        published = self._rng.choice([None, "2024-06-20", "2024-06", "2024-06-18/2024-06-20"])
        key, confidence = self._rng.choice(["a", "b", "c" * 200]), self._rng.choice(list(Confidence))
        return Citation(
            key, self._rng.randint(1, 3), self.maybe(), self.maybe(), published, confidence, self.address(), key
        )

    def point(self) -> Point:
        """Draw a quoted sentence, with its dates, its quotations and who else tells it."""
        rng, cited, words, start = self._rng, self.citation(), self.words(), self._rng.randint(0, 900)
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
        return Point(passage, rng.random(), tuple(self.citation() for _ in range(rng.randint(0, 3))))

    def points(self) -> tuple[Point, ...]:
        """Draw up to eight sentences."""
        return tuple(self.point() for _ in range(self._rng.randint(0, 8)))

    def actor(self) -> Actor:
        """Draw an actor."""
        return Actor("ada", self.words(), self._rng.choice(list(ActorKind)), description=self.maybe() or "")

    def request(self) -> Request:
        """Draw a question as read."""
        read, day = self.some(4), self.day()
        query = Query(days=(Window(day, day),) if self._rng.random() < 0.5 else ())
        return Request(query, self.maybe() or "", Intent.SAID, read, unknown=read)

    def finding(self) -> Finding:
        """Draw what any command may be answered with, charts aside."""
        makers = (self._briefing, self._answer, self._day, self._sayings, self._chronicle)
        maker = self._rng.choice((*makers, self._sources, self._dossier, self._contrasts))
        return Finding(maker(), {}, 7, self._rng.randint(0, 5))

    def _briefing(self) -> Reply:
        asked, told = self.request(), self.points()
        return Briefing(identify(7, asked, told), asked, told, 7, 12_345, 9)

    def _answer(self) -> Answer:
        names = self.some(6)
        return Answer(self.request(), self.points(), self.words(), tuple((name, name) for name in names), names)

    def _day(self) -> Reply:
        cited = tuple(self.citation() for _ in range(5))
        return Day(self._answer(), cited, self._rng.randint(0, 9_999), 3)

    def _sayings(self) -> Reply:
        answer = self._answer()
        spoken = tuple(p for p in answer.points if any(q.speaker == "ada" for q in p.passage.quotations))
        return Sayings(replace(answer, points=spoken), {"ada": self.actor()})

    def _chronicle(self) -> Reply:
        return Chronicle(self.request(), tuple(Moment(self.day(), (point,), 3, 2) for point in self.points()))

    def _sources(self) -> Reply:
        outlets = tuple(Outlet(self.maybe(), 5, 3, self.day(), self.day()) for _ in range(self._rng.randint(0, 25)))
        return Sources(outlets, self.some(12), 4)

    def _dossier(self) -> Reply:
        claim = Claim(self.maybe(), self._rng.choice(list(Confidence)), self.some(3))
        cited, actors = [self.citation() for _ in range(6)], tuple(self.actor() for _ in range(8))
        return Dossier(cited[0], Provenance(*[claim] * 6), actors, self.points(), tuple(cited[1:]))

    def _contrasts(self) -> Reply:
        pairs = pairwise(self.points())
        return Contrasts(self.request(), tuple(self._contrast(left, right) for left, right in pairs))

    def _contrast(self, left: Point, right: Point) -> Contrast:
        kind, spans = self._rng.choice(list(ContrastKind)), [self._spans(side) for side in (left, right)]
        return Contrast(kind, self.words(), left, right, spans[0], spans[1])

    def _spans(self, side: Point) -> tuple[tuple[int, int], ...]:
        sentence = side.passage.sentence
        first = self._rng.randint(sentence.start, sentence.end - 1)
        return ((first, self._rng.randint(first, sentence.end)), (first, sentence.end + 9))

    def examined(self) -> Examined:
        """Draw a checked sentence in its paragraph."""
        asked, points = Request(Query()), (self.point(),)
        exhibit = proved(Briefing(identify(7, asked, points), asked, points, 7)).exhibits[0]
        check = Check(exhibit, self._rng.choice(list(State)), self.some(4))
        return Examined(check, self.maybe() or "", self.maybe() or "", self._rng.choice(["", "1" * 64]))

    def sought(self) -> tuple[Sought, ...]:
        """Draw quotations that were looked up."""
        return tuple(Sought(self.words(), self.points()[:3], self._rng.random() < 0.5) for _ in range(4))


def proved(told: Briefing) -> Proof:
    """Give the proof of a briefing whose texts have some hash."""
    places = {(point.passage.citation.key, point.passage.citation.revision): "0" * 64 for point in told.points}
    return vouch(told, places)
