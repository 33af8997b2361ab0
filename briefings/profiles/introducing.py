"""Words in which articles say who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Citation, Mention, MentionKind, Passage

#: How many introductions are given.
MOST_INTRODUCTIONS = 5
#: An introduction is no longer than this, in code points.
LONGEST_INTRODUCTION = 90

_ROLE = (
    r"(?:president|premier|prime minister|minister|secretary[- ]general|secretary of (?:state|defen[cs]e|the treasury)"
    r"|secretary|chancellor|king|queen|prince|princess|emperor|pope|leader"
    r"|ruler|dictator|chief|head|director|chair|chair(?:man|woman|person)|commander|general|admiral|colonel|ambassador"
    r"|envoy|diplomat|spokes(?:man|woman|person)|adviser|advisor|official|governor|mayor|senator|lawmaker|candidate"
    r"|judge|lawyer|attorney|prosecutor|professor|researcher|analyst|expert|scholar|fellow|economist|historian|author"
    r"|writer|editor|journalist|founder|owner|executive|manager|coach|captain|player|singer|actor|actress|activist"
    r"|defector|sister|brother|daughter|son|wife|husband|father|mother)"
)
#: Words in front of a role that belong to it.
_FIELD = (
    r"(?:former|deputy|vice|senior|top|chief|acting|late|longtime|powerful|influential|younger|elder|older|first|main"
    r"|leading|general|prime|national|security|foreign|defen[cs]e|interior|finance|economic|trade|unification|justice"
    r"|health|intelligence|military|naval|army|navy|police|state|party|opposition|presidential|government|political"
    r"|policy|press|central|bank|union|company|club|team|research)"
)
#: Capitalised words that belong to the sentence and not to a role behind them.
_OPENER = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|On|In|At|As|But|And|When|While|After|Before|That|Its|His"
    r"|Her|Earlier|Later|Meanwhile|However|Also|Then|Now|Yet|So|Still|Once|Today|Yesterday|For|With|From|By|To|Of|Even"
    r"|Both|Only|Like|Since|Until|Because|Though|Although|If|Under|Through|Among|Despite)"
)
#: Before a name: "North Korean leader", "the port's director,", "National Security Adviser".
_BEFORE = re.compile(
    rf"(?:(?<=\s)|^)((?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?!{_OPENER}\b)[A-Z][\w.’'-]*\s+|[a-z]+[’']s\s+|{_FIELD}\s+){{0,5}}"
    rf"(?i:{_ROLE})),?\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?$"
)
#: Behind a name: ", the North Korean leader,", ", director of the office".
_BEHIND = re.compile(
    rf",\s+((?:(?:the|a|an)\s+(?=[^,.;:]*\b[a-z]{{3,}})|(?:(?:former|deputy|vice|senior|chief)\s+)*(?={_ROLE}\b))"
    r"[^,.;:()\[\]\"“”—–]{3,})(?=[,.;—–])"
)
_NO_INTRODUCTION = re.compile(r"\b(?:and|said|says|told|was|were|is|are|has|had|will|would|added)\b")

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Introduction:
    """
    Words in which an article says who somebody is.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: The words.
        citation: The article.
        origins: How many independent origins use these words.
    """

    start: int
    end: int
    text: str
    citation: Citation
    origins: int


def introductions(actor: str, passages: Sequence[Passage]) -> tuple[Introduction, ...]:
    """List how *passages* introduce *actor*: what most origins say first, then what says more."""
    found: dict[str, list[Introduction]] = {}
    for passage in passages:
        for one in _introduced(passage, actor):
            found.setdefault(_bare(one.text), []).append(one)
    counted = [
        Introduction(
            uses[0].start, uses[0].end, uses[0].text, uses[0].citation, len({origin(u.citation) for u in uses})
        )
        for uses in found.values()
    ]
    whole = [one for one in counted if " " in one.text]  # a title alone ("President") says little
    return tuple(sorted(whole or counted, key=_worth)[:MOST_INTRODUCTIONS])


def _bare(text: str) -> str:
    """Put an introduction into the form in which they are compared: no article, no possessive."""
    return _ARTICLE.sub("", re.sub(r"[’']s?\b", "", text)).casefold()


def _worth(one: Introduction) -> tuple[int, int, str]:
    """Sort key: what most origins say first, then what says more."""
    return (-one.origins, -len(one.text), one.text)


def _introduced(passage: Passage, actor: str) -> Iterator[Introduction]:
    sentence = passage.sentence
    for mention in named(passage, actor):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        # What stands before begins behind the last name that is no part of it.
        after = max(
            (m.end - sentence.start for m in passage.mentions if _is_person(m) and m.end < mention.start), default=0
        )
        for match in (_BEFORE.search(sentence.text[:start], after), _BEHIND.match(sentence.text, end)):
            if match and len(match[1]) <= LONGEST_INTRODUCTION and not _NO_INTRODUCTION.search(match[1]):
                at = sentence.start + match.start(1)
                yield Introduction(at, at + len(match[1]), match[1], passage.citation, 1)


def _is_person(mention: Mention) -> bool:
    """Tell whether a mention looks like a person's full name."""
    return mention.kind is MentionKind.NAME and mention.text.count(" ") in {1, 2} and mention.text.istitle()


def named(passage: Passage, actor: str) -> Iterator[Mention]:
    """Yield the mentions of *actor* by name."""
    return (m for m in passage.mentions if m.actor == actor and m.kind is MentionKind.NAME)


def origin(citation: Citation) -> str:
    """Give the group of near copies that an article belongs to."""
    return citation.origin or citation.key
