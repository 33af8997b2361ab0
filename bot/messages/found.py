"""Finding → Leaf: one page of whatever a command is answered with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.findings import Chronicle, Contrasts, Day, Dossier, Finding, Sayings, Sources
from bot.locales import ENGLISH, Words
from bot.messages.contrasts import of_contrasts
from bot.messages.days import of_chronicle, of_day
from bot.messages.dossiers import of_dossier
from bot.messages.fitting import quoted
from bot.messages.leaves import Leaf, told_of
from bot.messages.model import Message
from bot.messages.outlets import of_sources
from bot.messages.pictures import of_chart
from bot.messages.replies import of_answer, of_briefing
from bot.messages.sayings import of_sayings
from briefings.charts import Chart
from briefings.model import Answer, Briefing, Point
from briefings.proof import identify

#: As long as any id.
_SOME_ID = "x" * 10


def of_finding(
    finding: Finding, page: int = 1, words: Words = ENGLISH, before: Collection[tuple[int, int]] = ()
) -> Leaf:
    """
    Show one page of a reply.

    Args:
        finding: The reply.
        page: Which page, from 1; the last where there are fewer.
        words: In which language.
        before: Of an article, the spans of the sentences that were quoted to all here before.
    """
    reply, sequence = finding.reply, finding.sequence
    match reply:
        case Briefing():
            return _briefing(reply, words)
        case Answer():
            return _answer(reply, sequence, lambda answer, named: of_answer(answer, words, named), words)
        case Day():
            return _answer(
                reply.answer, sequence, lambda answer, named: of_day(replace(reply, answer=answer), words, named), words
            )
        case Dossier():
            return of_dossier(reply, sequence, before, page, words)
        case Chart():
            return Leaf(of_chart(reply, words))
        case _:
            return _listed(reply, sequence, page, words)


def _listed(reply: Sayings | Chronicle | Contrasts | Sources, sequence: int, page: int, words: Words) -> Leaf:
    match reply:
        case Sayings():
            return of_sayings(reply, sequence, page, words)
        case Chronicle():
            return of_chronicle(reply, sequence, page, words)
        case Contrasts():
            return of_contrasts(reply, sequence, page, words)
        case Sources():
            return of_sources(reply, sequence, page, words)


def _briefing(briefing: Briefing, words: Words) -> Leaf:
    shown = _shown(briefing.points, of_briefing(briefing, words), words)
    if shown != briefing.points:  # what did not fit is for the button; the id vouches for what is shown
        briefing = replace(briefing, points=shown, id=identify(briefing.sequence, briefing.request, shown))
    return Leaf(of_briefing(briefing, words), briefing if shown else None)


def _answer(answer: Answer, sequence: int, tell: Callable[[Answer, str], Message], words: Words) -> Leaf:
    shown = _shown(answer.points, tell(answer, _SOME_ID), words)
    told = told_of(shown, answer.request, sequence)
    return Leaf(tell(replace(answer, points=shown), told.id if told else ""), told)


def _shown(points: tuple[Point, ...], message: Message, words: Words) -> tuple[Point, ...]:
    return tuple(point for point in points if quoted(point, words) in message.blocks)
