"""A briefing's id, and what an export of it must carry."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, replace
from hashlib import sha256
from pathlib import PurePath, PureWindowsPath

from briefings.model import Briefing, Point, Request, Told
from briefings.proof.model import FORM, Exhibit, Proof
from corpus.intervals import days
from corpus.model import Passage, Window

#: A sentence is put on a timeline by a date no longer than this, in days.
LONGEST_EVENT = 31


def identify(sequence: int, request: Request, points: Sequence[Point]) -> str:
    """
    Make the id of a briefing: ten letters and digits, the same for the same store state, request and points.

    What was told before is part of the request. The digest covers article keys, revisions, spans, the quoted words and
    how they are cited, in their order, so that an export whose sentences were changed or moved no longer fits its id.
    """
    return digest(sequence, _asked(request), tuple(_exhibits(points, {})))


def prove(briefing: Briefing, texts: Mapping[tuple[str, int], str]) -> Proof:
    """
    Gather what an export of *briefing* must carry.

    Args:
        briefing: What was told.
        texts: (key, revision) → original text, for every article that it quotes.

    Raises:
        KeyError: If a text is missing.
    """
    return vouch(briefing, {place: sha256(text.encode()).hexdigest() for place, text in texts.items()})


def vouch(briefing: Briefing, digests: Mapping[tuple[str, int], str]) -> Proof:
    """
    Gather the same where the texts' hashes are at hand.

    Args:
        briefing: What was told.
        digests: (key, revision) → SHA-256 of the text in UTF-8, in hex, for every article that it quotes.

    Raises:
        KeyError: If one is missing.
    """
    exhibits = tuple(_exhibits(briefing.points, digests))
    for exhibit in exhibits:
        if not exhibit.sha256:
            raise KeyError((exhibit.key, exhibit.revision))
    return Proof(briefing.id, briefing.sequence, _asked(briefing.request), exhibits)


def _asked(request: Request) -> str:
    """Spell what was asked, whose articles were asked aside, in one way only."""
    query = request.query
    asked = {
        "text": request.text,
        "limit": request.limit,
        "terms": list(query.terms),
        "actors": list(query.actors),
        "days": [_window(window) for window in query.days],
        "published": _window(query.published),
        "zones": sorted(query.zones),
        "after": query.after,
        "articles": [] if request.topic else list(query.articles),  # a topic tells its articles
    }
    if request.topic:
        asked["topic"] = {part: value for part, value in asdict(request.topic).items() if part != "scope"}
    if request.told:
        asked["told"] = _fingerprint(request.told)
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def _fingerprint(told: Sequence[Told]) -> str:
    """Spell what was told before in one short word: what was told, and not in which order."""
    places = sorted((one.key, one.revision, one.start, one.end, one.text) for one in told)
    return b32encode(sha256(json.dumps(places).encode()).digest()).decode()[:10].lower()


def _window(window: Window) -> list[str | None]:
    return [day.isoformat() if day else None for day in (window.first, window.last)]


def _exhibits(points: Sequence[Point], digests: Mapping[tuple[str, int], str]) -> Iterator[Exhibit]:
    for number, point in enumerate(points, 1):
        sentence, citation = point.passage.sentence, point.passage.citation
        yield Exhibit(
            number,
            citation.key,
            citation.revision,
            sentence.start,
            sentence.end,
            sentence.text,
            citation.title or None,  # a table has one way only to say that there is none
            citation.outlet or None,
            citation.published or None,
            citation.confidence.value,
            public(citation.address),
            _event(point.passage),
            tuple((other.key, other.revision, other.outlet or None) for other in point.also),
            digests.get((citation.key, citation.revision), ""),
        )


def public(address: str) -> str:
    """Give an address as it may be published: of a file its name, for the folders before it are its owner's."""
    if "://" in address:
        return address
    path = PureWindowsPath(address) if "\\" in address else PurePath(address)
    return path.name or address


def _event(passage: Passage) -> str | None:
    for expression in passage.dates:
        covered = days(expression.value)
        if covered and (covered[1] - covered[0]).days < LONGEST_EVENT:
            return expression.value
    return None


def digest(sequence: int, request: str, exhibits: Sequence[Exhibit]) -> str:
    """Give the id of *exhibits*: of all but the texts' hashes, which are not at hand when a briefing is composed."""
    told = [astuple(replace(exhibit, sha256="")) for exhibit in exhibits]
    hashed = sha256(json.dumps([FORM, sequence, request, told]).encode()).digest()
    return b32encode(hashed).decode()[:10].lower()
