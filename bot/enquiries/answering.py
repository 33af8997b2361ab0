"""``/brief``, ``/ask``, ``/who``, ``/when``: briefings and answers, and what goes on from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.desk import Desk
from bot.enquiries.times import window
from bot.findings import Asked, Day
from briefings import compose
from briefings.model import USUAL_LENGTH, Answer, Briefing, Intent, Point
from briefings.proof import Proof
from briefings.questions import USUAL_ANSWER
from corpus.model import Citation, Passage, Query, QuotationKind, Window, Zone

#: Sentences that are ranked, so that there is more to show where more is asked for.
MOST_EVIDENCE = 60
#: Articles of a day that are listed by title.
MOST_LISTED = 8

_SPOKEN = frozenset({QuotationKind.DIRECT, QuotationKind.PARTIAL})


def brief(desk: Desk, asked: Asked, told: Sequence[Proof]) -> tuple[Briefing, int]:
    """Brief on a topic, with what was published since a day; sentences told before are left out, in whatever words."""
    request, relevance = desk.subject("", asked.text("topic"), asked.scope)
    query = request.query
    if since := asked.text("since"):
        query = replace(query, published=Window(window(desk, since, asked).first))
    request = replace(
        request,
        query=query,
        intent=Intent.BRIEF,
        limit=asked.number("length", USUAL_LENGTH),
        told=tuple(one for proof in told for one in desk.told(proof, asked.scope)),
    )
    passages = desk.store.search(query)
    if asked.arguments.get("quotes"):
        passages = tuple(passage for passage in passages if _spoken(passage))
    return compose.brief(passages, request, desk.store.sequence(), relevance=relevance), 0


def ask(desk: Desk, asked: Asked, told: Sequence[Proof]) -> tuple[Answer, int]:
    """Answer a question."""
    found = desk.ask(scope=asked.scope, question=asked.text("question"), today=asked.today, limit=MOST_EVIDENCE)
    return _portion(found, asked, told)


def who(desk: Desk, asked: Asked, told: Sequence[Proof]) -> tuple[Answer, int]:
    """Tell who somebody is."""
    return _portion(desk.who(scope=asked.scope, name=asked.text("actor"), limit=MOST_EVIDENCE), asked, told)


def when(desk: Desk, asked: Asked, told: Sequence[Proof]) -> tuple[Day, int]:
    """Tell what happened on some days, and what was published on them."""
    found = desk.when(scope=asked.scope, phrase=asked.text("date"), today=asked.today, limit=MOST_EVIDENCE)
    answer, left = _portion(found, asked, told)
    listed: dict[str, Citation] = {}
    reports = origins = 0
    for days in answer.request.query.days[:1]:
        query = Query(published=days, zones=frozenset({Zone.HEADLINE}), scope=asked.scope)
        listed |= {passage.citation.key: passage.citation for passage in desk.store.search(query)}
        census = desk.store.census(query)
        reports, origins = census.articles, census.origins
    return Day(answer, tuple(listed.values())[:MOST_LISTED], reports, origins), left


def _portion(found: Answer, asked: Asked, told: Sequence[Proof]) -> tuple[Answer, int]:
    """Give as many of the points as one reply holds, those told before left out; and how many are left."""
    places = {(one.key, one.revision, one.start) for proof in told for one in proof.exhibits}
    points = [point for point in found.points if _place(point) not in places]
    if asked.arguments.get("quotes"):  # nobody else's words are wanted
        points = [point for point in points if _spoken(point.passage)]
    return replace(found, points=tuple(points[:USUAL_ANSWER])), len(points[USUAL_ANSWER:])


def _spoken(passage: Passage) -> bool:
    """Tell whether a passage holds somebody's own words."""
    return any(one.kind in _SPOKEN for one in passage.quotations)


def _place(point: Point) -> tuple[str, int, int]:
    citation = point.passage.citation
    return citation.key, citation.revision, point.passage.sentence.start
