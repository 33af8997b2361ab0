"""A query engine for tests of digests: a list of sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.locales import ENGLISH, Translator
from bot.models.digest import NO_EXCLUSIONS, Exclusions
from bot.services.engine import OwnScopes
from briefings.digest import Digest, build_digest, proof_subset
from briefings.export import Chart
from briefings.models import Answer, Briefing, Point, PriorSentence, Request
from briefings.verification import prove
from corpus.models import Citation, Confidence, Passage, Query, Sentence

#: A picture of one dot.
DOT_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea7"
    "35819e0000000049454e44ae426082"
)


class SentenceEngine:
    """A query engine whose store holds *sentences*; the n-th one arrived with the sequence number n."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        self.failure: Exception | None = None
        self.compositions = 0
        self.prior_texts: list[tuple[str, ...]] = []
        self.exclusions = NO_EXCLUSIONS
        self.language = ENGLISH
        self.weekly = False
        self.own_scopes: frozenset[str] = frozenset()
        self.scopes: list[str] = []
        self.on_composing: Callable[[str], object] = str

    def list_own_scopes(self) -> OwnScopes:
        """Return the servers with articles of their own."""
        return OwnScopes(self.own_scopes, len(self.sentences))

    def summarize(self, *, scope: str, text: str, limit: int, after: int) -> Briefing:
        """Return what arrived after *after*."""
        del scope
        new = list(enumerate(self.sentences, 1))[after:][:limit]
        points = tuple(Point(_build_passage(number, words)) for number, words in new)
        return Briefing("b", Request(Query(), text=text), points, len(self.sentences), len(points), len(points))

    def build_digest(
        self,
        *,
        scope: str,
        text: str,
        limit: int,
        after: int,
        prior_sentences: Sequence[PriorSentence],
        day: date,
        chart: bool,
        exclusions: Exclusions = NO_EXCLUSIONS,
        language: Translator = ENGLISH,
        weekly: bool = False,
    ) -> Digest:
        """Put it together, and prove it."""
        self.compositions += 1
        self.scopes.append(scope)
        self.on_composing(scope)
        self.exclusions, self.language = exclusions, language
        self.weekly = self.weekly or weekly  # digests of one minute may be composed in any order
        self.prior_texts.append(tuple(each.text for each in prior_sentences))
        if self.failure:
            raise self.failure
        briefing = self.summarize(scope=scope, text=text, limit=limit, after=after)
        texts = {(point.passage.citation.key, 1): point.passage.sentence.text for point in briefing.points}
        made = build_digest(briefing, [point.passage for point in briefing.points], (), {}, day)
        proof = proof_subset(prove(briefing, texts), range(1, limit + 1))
        drawn = Chart(DOT_PNG, "One bar.") if chart and briefing.points else None
        return replace(made, proof=proof, chart=drawn)

    def describe_actor(self, *, scope: str, name: str) -> Answer:
        """Not asked here."""
        raise NotImplementedError

    def list_events(self, *, scope: str, phrase: str, today: date) -> Answer:
        """Not asked here."""
        raise NotImplementedError

    def ask(self, *, scope: str, question: str, today: date) -> Answer:
        """Not asked here."""
        raise NotImplementedError

    def suggest_actors(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """Not asked here."""
        raise NotImplementedError

    def list_event_days(self, *, scope: str) -> tuple[date, ...]:
        """Not asked here."""
        raise NotImplementedError


def _build_passage(number: int, words: str) -> Passage:
    citation = Citation(f"a{number}", 1, "T", "Sample Wire", "2024-06-20", Confidence.STATED, "-")
    return Passage(Sentence(f"a{number}", 0, len(words), words), citation, sequence=number)
