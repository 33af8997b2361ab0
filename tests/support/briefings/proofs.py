"""A briefing of awkward sentences with its articles, for the tests of proofs and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefings.models import Briefing, Point, Request
from briefings.verification import Proof, briefing_id, prove
from corpus.models import Article, Claim, Confidence, Passage, Provenance, Query
from tests.support.briefings.passages import build_passage

TEXTS = {
    "a": 'Prices rose on Monday. <b>The mayor</b> said: "We will *not* pay 5% & more."\nAna Ruiz left {early}.',
    "b": "=SUM(A1) was typed by the bank. The bank’s [chief] -- Ana_Ruiz -- saw $3 on Tuesday.",
}
SPANS = (("a", 0, 22), ("b", 32, 84), ("a", 23, 76), ("b", 0, 31), ("a", 77, 99))


def _build_passage(key: str, start: int, end: int) -> Passage:
    return build_passage(TEXTS[key][start:end], key, start)


def build_article(key: str, text: str, revision: int = 1) -> Article:
    """Return one revision of an article as the store would."""
    citation = build_passage(text, key).citation
    published = Claim(citation.published, Confidence.STATED)
    provenance = Provenance(Claim(citation.title), Claim(citation.outlet), published=published)
    return Article(key, revision, text, "", citation.address, (), provenance)


def build_briefing(request: Request | None = None) -> Briefing:
    """Compose a briefing of five awkward sentences, the first of which another article says, too."""
    points = [Point(_build_passage(*span)) for span in SPANS]
    points[0] = replace(points[0], also=(points[1].passage.citation,))
    asked = request or Request(Query())
    return Briefing(briefing_id(7, asked, points), asked, tuple(points), 7)


def build_proof(briefing: Briefing | None = None) -> Proof:
    """Prove it by its texts."""
    return prove(briefing or build_briefing(), {(key, 1): text for key, text in TEXTS.items()})


def build_stored_articles(**changes: tuple[Article, ...]) -> Mapping[str, tuple[Article, ...]]:
    """Return the store's articles, some of them changed."""
    return {key: (build_article(key, text),) for key, text in TEXTS.items()} | changes
