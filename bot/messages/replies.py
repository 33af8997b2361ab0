"""Briefing, Answer, error → Message: the point first, then its source, then how it was read and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import DatelineError
from bot.messages.fitting import fit
from bot.messages.markup import cut, escape
from bot.messages.model import MOST_CHARACTERS, Accent, Message, size
from bot.messages.wording import counted, listed, spoken
from briefings.model import Answer, Briefing, Request

_HEADING = 150
_MOST_FACTS = 8
_MOST_NEAREST = 10


def of_briefing(briefing: Briefing) -> Message:
    """Tell a briefing, or that the corpus holds nothing on the topic."""
    topic = cut(briefing.request.text, _HEADING)
    if not briefing.points:
        return _nothing(f"about “{topic}”" if topic else "", briefing.request, ())
    heading = f"### Briefing: {escape(topic)}" if topic else "### Briefing"
    foot = [_reading(briefing.request), _unknown(briefing.request), f"-# {_counts(briefing)} · briefing {briefing.id}"]
    return fit([heading], briefing.points, foot, Accent.BRIEFING)


def of_answer(answer: Answer) -> Message:
    """Tell the evidence, or that there is none and what comes nearest."""
    asked = cut(answer.request.text, _HEADING)
    if not answer.found:
        return _nothing(f"about “{asked}”" if asked else "", answer.request, answer.nearest)
    heading = cut(answer.heading or answer.request.text, _HEADING)
    facts = [f"**{escape(cut(name, 40))}** {escape(cut(value, 160))}" for name, value in answer.facts[:_MOST_FACTS]]
    top = "\n".join([f"### {escape(heading)}" if heading else "", *facts]).strip()
    foot = [_reading(answer.request), _unknown(answer.request), f"-# {counted(len(answer.points), 'sentence')}"]
    return fit([top], answer.points, foot, Accent.BRIEFING)


@dataclass(frozen=True, slots=True)
class Edition:
    """
    One day's digest, as its ledger row has it.

    Attributes:
        id: What the digest is found again by in the channel; ``""`` for a preview.
        topic: What it is about; ``""`` for everything.
        day: The local date it was asked for.
        due: When it was due.
        late: Whether it is posted noticeably later than that.
        since: Whether something was posted before, so that this tells what is new.
    """

    id: str
    topic: str
    day: date
    due: datetime
    late: bool = False
    since: bool = False


def of_digest(briefing: Briefing, edition: Edition) -> Message:
    """Tell what is new, or that nothing is."""
    topic = cut(edition.topic, _HEADING)
    title = f"### Digest: {escape(topic)}" if topic else "### Digest"
    head = [f"{title}\n-# {spoken(edition.day)}"]
    if edition.late:
        head.append(f"-# Posted late: it was due <t:{int(edition.due.timestamp())}:f>.")
    if not briefing.points:
        head.append("Nothing new since the last digest." if edition.since else "Nothing found in the corpus yet.")
        return fit(head, (), [f"-# {_named(edition, briefing)}"], Accent.NOTHING)
    foot = [_reading(briefing.request), f"-# {_counts(briefing)} · {_named(edition, briefing)}"]
    return fit(head, briefing.points, foot, Accent.DIGEST)


def _named(edition: Edition, briefing: Briefing) -> str:
    return f"digest {edition.id}" if edition.id else f"preview of store sequence {briefing.sequence}"


def of_error(error: DatelineError) -> Message:
    """Tell what went wrong and the way out, in one sentence each."""
    words = f"{escape(cut(error.subject, 300))}: {escape(cut(error.reason, 600))}."
    remedy = escape(cut(error.remedy, 600))
    return Message(tuple(part for part in (words[:1].upper() + words[1:], remedy) if part), Accent.ERROR)


def of_help(commands: Sequence[tuple[str, str, str]], mentions: Mapping[str, str]) -> Message:
    """
    Explain the commands.

    Args:
        commands: Name, description and an example of each.
        mentions: Command name → id by which Discord makes it clickable, where known.
    """
    lines = []
    for name, description, example in commands:
        shown = f"</{name}:{mentions[name]}>" if name in mentions else f"**/{name}**"
        lines.append(f"{shown} {description}")
        if example != f"/{name}":
            lines.append(f"-# for example `{example}`")
    promise = (
        "Every sentence shown stands word for word in the article named beneath it. "
        "Where the corpus holds no evidence, the answer is “nothing found”."
    )
    return Message(("### Dateline briefs you on the news, verbatim and cited", "\n".join(lines), f"-# {promise}"))


def of_list(heading: str, lines: Sequence[str]) -> Message:
    """Tell plain lines under a heading; those that don't fit are counted."""
    shown: list[str] = []
    room = MOST_CHARACTERS - 300
    for line in lines:
        item = f"- {escape(cut(line, 300))}"
        room -= size(item) + 1
        if room < 0:
            shown.append(f"-# and {len(lines) - len(shown)} more")
            break
        shown.append(item)
    return Message((f"### {escape(cut(heading, _HEADING))}", "\n".join(shown)))


def _nothing(about: str, request: Request, nearest: Sequence[str]) -> Message:
    words = f"**Nothing found** {escape(about)}".strip()
    head = [f"{words}. The articles kept here hold no evidence."]
    if nearest:
        names = [cut(name, 60) for name in nearest]
        head.append(f"What comes nearest here: {escape(listed(names, _MOST_NEAREST))}.")
    return fit(head, (), [_reading(request), _unknown(request)], Accent.NOTHING)


def _reading(request: Request) -> str:
    read = [cut(part, 80) for part in request.read_as]
    return f"-# Read as: {escape(listed(read, 6))}" if read else ""


def _unknown(request: Request) -> str:
    names = [f"“{cut(name, 60)}”" for name in request.unknown]
    return f"-# Not known here: {escape(listed(names, 6))}" if names else ""


def _counts(briefing: Briefing) -> str:
    return f"{counted(briefing.articles, 'report')}, {counted(briefing.origins, 'origin')}"
