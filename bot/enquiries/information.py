"""The information desk: the news desk, asked command by command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.desk.desk import Desk
from bot.enquiries import answering, checking, dossiers, offers, outlets, sayings, times
from bot.findings import Asked, Chronicle, Contrasts, Day, Dossier, Examined, Finding, Reply, Sayings, Sought
from briefings.charts import Chart
from briefings.model import Answer, Briefing, Point
from briefings.proof import Proof
from corpus.model import Actor

#: Differences that are listed; they come in pages.
MOST_CONTRASTS = 30


class InformationDesk(Desk):
    """Answers members' commands from one store; the bot holds it open in its workers."""

    def enquire(self, asked: Asked, told: Sequence[Proof] = ()) -> Finding:
        """
        Answer a command.

        Args:
            asked: The command and its options.
            told: What the replies quoted that this one goes on from; it is not told again.

        Raises:
            InputError: If the options can't be read.
            KeyError: If there is no such command.
        """
        reply, left = _COMMANDS[asked.command](self, asked, told)
        return Finding(reply, self._digests(points_of(reply), asked.scope), self.store.sequence(), left)

    def examine(self, *, scope: str, proof: Proof, number: int) -> Examined:
        """Hold sentence *number*, from 1, of what was shown against the stored text."""
        return checking.examine(self, proof, number, scope)

    def people(self, *, scope: str, text: str) -> tuple[tuple[Actor, int], ...]:
        """List the actors that *text* names and the articles know, with the number of sentences that mention each."""
        return checking.people(self, text, scope)

    def seek(self, *, scope: str, text: str) -> tuple[Sought, ...]:
        """Look up what stands in quotation marks in *text*."""
        return checking.seek(self, text, scope)

    def speakers(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List the actors with quotations whose names begin like *typed*."""
        return offers.speakers(self, scope, typed, limit)

    def dated(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List the actors of whom something dated is told, whose names begin like *typed*."""
        return offers.dated(self, scope, typed, limit)

    def disputed(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List the topics that hold *typed* and the actors that begin like it, on which outlets differ."""
        return offers.disputed(self, scope, typed, limit)

    def subjects(self, *, scope: str, typed: str, limit: int) -> tuple[str, ...]:
        """List the topics that hold *typed*, then the actors whose names begin like it; those with articles alone."""
        return offers.subjects(self, scope, typed, limit)

    def titles(self, *, scope: str, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """List title and key of the articles whose titles hold *typed*, newest first."""
        return offers.titles(self, scope, typed, limit)

    def published(self, *, scope: str) -> tuple[date, ...]:
        """List the days on which articles were published, in order."""
        return offers.published(self, scope)

    def _digests(self, points: Iterable[Point], scope: str) -> dict[tuple[str, int], str]:
        places = {(point.passage.citation.key, point.passage.citation.revision) for point in points}
        return {place: self.digest(*place, scope) for place in sorted(places)}


def points_of(reply: Reply) -> tuple[Point, ...]:
    """Give every sentence that *reply* may quote."""
    match reply:
        case Briefing() | Answer() | Dossier():
            return reply.points
        case Day() | Sayings():
            return reply.answer.points
        case Chronicle():
            return tuple(point for moment in reply.moments for point in moment.points)
        case Contrasts():
            return tuple(point for one in reply.contrasts for point in (one.left, one.right))
        case _:
            return ()


_Command = Callable[[Desk, Asked, Sequence[Proof]], tuple[Reply, int]]


def _chart(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Chart, int]:
    kind, name = asked.text("kind"), asked.text("actor")
    return desk.chart(kind, scope=asked.scope, name=name, dark=bool(asked.arguments.get("dark", False))), 0


def _compare(desk: Desk, asked: Asked, _told: Sequence[Proof]) -> tuple[Contrasts | Answer, int]:
    topic = asked.text("topic")
    request, found = desk.compare(scope=asked.scope, text=topic, today=asked.today, limit=MOST_CONTRASTS)
    return (Contrasts(request, found) if found else Answer(replace(request, text=topic))), 0


_COMMANDS: Mapping[str, _Command] = {
    "brief": answering.brief,
    "ask": answering.ask,
    "who": answering.who,
    "when": answering.when,
    "said": sayings.said,
    "timeline": times.timeline,
    "compare": _compare,
    "sources": outlets.sources,
    "article": dossiers.article,
    "chart": _chart,
}
