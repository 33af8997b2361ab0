"""Descriptions that name an actor by an office: "the NATO chief", "the South Korean president's office"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.actors.institutions import institution
from corpus.model import Actor, ActorKind, Mention, MentionKind
from corpus.registry import Known, Office

_OFFICES = (
    r"(?:vice |deputy |prime |first |foreign |defen[cs]e |interior |finance |unification |chief cabinet )*"
    r"(?:president|premier|prime minister|minister|chancellor|king|queen|leader|dictator|ruler|supreme leader|chief"
    r"|head|boss|secretary[ -]general|general secretary|secretary of state|secretary|national security advis[eo]r"
    r"|security advis[eo]r|envoy|ambassador)"
)
#: After a state or organisation: "Russian president", "Russia's leader".
AFTER = re.compile(rf"(?:['’]s)?\s+(?P<title>{_OFFICES})\b(?!\s*-)", re.IGNORECASE)
#: Before it: "president of Russia".
BEFORE = re.compile(rf"\b(?:the\s+)?(?P<title>{_OFFICES})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
#: A president's office is an institution, not the president.
OFFICE_OF = re.compile(r"(?:['’]s)?\s+(?:presidential|president['’]s)\s+office\b|['’]s\s+office\b", re.IGNORECASE)
#: An unnamed source of it: "the Unification Ministry source".
SOURCE = re.compile(r"\s+(?:source|official|diplomat)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\bthe\s+$", re.IGNORECASE)
#: Titles that say the same.
_SAME = {"premier": "prime minister", "ruler": "leader", "boss": "chief", "head": "chief", "king": "king"}


def described(
    text: str,
    mentions: Sequence[Mention],
    known: Mapping[str, Known],
    holders: Collection[Known],
    present: Collection[str] = (),
    day: str | None = None,
) -> list[Mention]:
    """
    Replace a state or organisation that is followed or preceded by an office by the one who holds it, where known.

    Args:
        text: The question.
        mentions: What was found in it.
        known: Every actor, by id.
        holders: Those of them who hold an office.
        present: Ids of the actors that articles name; one of them is meant before an earlier or later holder.
        day: ISO value of the day asked of; nobody else than its holder is meant then.
    """
    return [_described(text, mention, known, holders, present, day) or mention for mention in mentions]


def _described(
    text: str,
    mention: Mention,
    by_id: Mapping[str, Known],
    holders: Collection[Known],
    present: Collection[str],
    day: str | None,
) -> Mention | None:
    if mention.actor is None or mention.kind is MentionKind.METONYM:
        return None
    owner = by_id[mention.actor].actor
    if office := OFFICE_OF.match(text, mention.end):
        body = institution("presidential office", owner, by_id)
        return _grown(text, mention, office.end(), body.id) if body.id in by_id else None
    after = AFTER.match(text, mention.end)
    before = BEFORE.search(text, max(0, mention.start - 80), mention.start)
    if role := SOURCE.match(text, mention.end):
        source = next((one.actor.id for one in by_id.values() if _is_source(one.actor, owner.id)), None)
        if source:
            return _grown(text, mention, role.end(), source)
    title = after or before
    if not title:
        return None
    among = [one for one in holders if one.actor.id in present]
    holder = holder_of(owner.id, title["title"], among, day) or holder_of(owner.id, title["title"], holders, day)
    if holder is None:
        return None
    if before and not after:
        return Mention(before.start(), mention.end, text[before.start() : mention.end], holder, MentionKind.NOMINAL)
    return _grown(text, mention, title.end(), holder)


def _is_source(actor: Actor, owner: str) -> bool:
    return actor.kind is ActorKind.ANONYMOUS and actor.part_of == owner


def _grown(text: str, mention: Mention, end: int, actor: str) -> Mention:
    article = _ARTICLE.search(text, max(0, mention.start - 9), mention.start)
    start = article.start() if article else mention.start
    return Mention(start, end, text[start:end], actor, MentionKind.NOMINAL)


def holder_of(owner: str, title: str, known: Iterable[Known], day: str | None) -> str | None:
    """
    Give who holds an office, or None where nobody or more than one does.

    Args:
        owner: Id of the state or organisation.
        title: As written ("Secretary-General", "defense minister").
        known: Whom to look among.
        day: ISO value of the day meant; without one, the latest holder.
    """
    wanted = folded_title(title)
    holders: list[tuple[Office, str]] = [
        (office, one.actor.id)
        for one in known
        for office in one.offices
        if office.of == owner and folded_title(office.title) == wanted and (day is None or office.held(day))
    ]
    if day is None:
        return max(holders, key=lambda held: held[0].since or "")[1] if holders else None
    return holders[0][1] if len({identity for _, identity in holders}) == 1 else None


def folded_title(title: str) -> str:
    """Fold spellings of one title: ``Secretary-General`` = ``secretary general``, defense = defence."""
    small = (
        " ".join(title.lower().replace("-", " ").split()).replace("defense", "defence").replace("advisor", "adviser")
    )
    return _SAME.get(small, small)
