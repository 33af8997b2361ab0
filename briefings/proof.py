"""What makes a briefing checkable: its id, what an export must carry, and the verdict on it by the stored texts."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from hashlib import sha256

from briefings.model import Briefing, Point, Request
from corpus.intervals import days
from corpus.model import Article, Claim, Confidence, Passage, Window

#: Version of what a proof holds; part of every id.
FORM = 1
#: A sentence is put on a timeline by a date no longer than this, in days.
LONGEST_EVENT = 31


class State(StrEnum):
    """What became of a sentence since it was quoted."""

    HOLDS = "holds"
    REVISED = "revised"
    CHANGED = "changed"
    DELETED = "deleted"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """
    One quoted sentence with all that is needed to check it; no scope is in it.

    Attributes:
        number: Its place in the briefing, from 1.
        key: Key of the article.
        revision: Which text of it.
        start: First code point in that text, zero-based.
        end: One past the last.
        text: The words.
        title: Headline, or None.
        outlet: Original outlet, or None.
        published: ISO value, or None.
        confidence: How *published* is known.
        address: File path, URL, or ``-``.
        event: TIMEX3 value of the day or days that it tells of, or None.
        also: Key, revision and outlet (or None) of other articles that tell the same.
        sha256: Hex digest of the article's text in UTF-8; ``""`` only while the id is made.
    """

    number: int
    key: str
    revision: int
    start: int
    end: int
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    confidence: str
    address: str
    event: str | None = None
    also: tuple[tuple[str, int, str | None], ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """
    What an export carries.

    Attributes:
        id: The briefing's id.
        sequence: The store's sequence number when it was composed.
        request: What was asked, as JSON with sorted keys.
        exhibits: The sentences, in reading order.
    """

    id: str
    sequence: int
    request: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence's state, and why in sentences for a reader; no reasons where it holds."""

    exhibit: Exhibit
    state: State
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What verification found.

    Attributes:
        proof: What was checked.
        fits: Whether the id is the one that these sentences, in this order and so cited, have.
        checks: One for each sentence, in order.
    """

    proof: Proof
    fits: bool
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was told."""
        return self.fits and all(check.state is State.HOLDS for check in self.checks)


def identify(sequence: int, request: Request, points: Sequence[Point]) -> str:
    """
    Make the id of a briefing: ten letters and digits, the same for the same store state, request and points.

    The digest covers article keys, revisions, spans, the quoted words and how they are cited, in their order, so that
    an export whose sentences were changed or moved no longer fits its id.
    """
    return _digest(sequence, _asked(request), tuple(_exhibits(points, {})))


def prove(briefing: Briefing, texts: Mapping[tuple[str, int], str]) -> Proof:
    """
    Gather what an export of *briefing* must carry.

    Args:
        briefing: What was told.
        texts: (key, revision) → original text, for every article that it quotes.

    Raises:
        KeyError: If a text is missing.
    """
    digests = {place: sha256(text.encode()).hexdigest() for place, text in texts.items()}
    exhibits = tuple(_exhibits(briefing.points, digests))
    for exhibit in exhibits:
        if not exhibit.sha256:
            raise KeyError((exhibit.key, exhibit.revision))
    return Proof(briefing.id, briefing.sequence, _asked(briefing.request), exhibits)


def verify(proof: Proof, stored: Mapping[str, Sequence[Article]]) -> Verdict:
    """
    Check every sentence of *proof* against the stored texts: hash, span, words, citation, order; and the id.

    Args:
        proof: What an export carries.
        stored: Article key → the revisions that the store holds, oldest first, the newest among them; a key that is
            missing is of a deleted article.
    """
    fits = proof.id == _digest(proof.sequence, proof.request, proof.exhibits)
    checks = tuple(_check(exhibit, place, stored) for place, exhibit in enumerate(proof.exhibits, 1))
    return Verdict(proof, fits, checks)


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
        "articles": list(query.articles),
    }
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


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
            citation.address,
            _event(point.passage),
            tuple((other.key, other.revision, other.outlet or None) for other in point.also),
            digests.get((citation.key, citation.revision), ""),
        )


def _event(passage: Passage) -> str | None:
    for expression in passage.dates:
        covered = days(expression.value)
        if covered and (covered[1] - covered[0]).days < LONGEST_EVENT:
            return expression.value
    return None


def _digest(sequence: int, request: str, exhibits: Sequence[Exhibit]) -> str:
    """Digest all but the hashes of the texts, which are not at hand when a briefing is composed."""
    told = [astuple(replace(exhibit, sha256="")) for exhibit in exhibits]
    digest = sha256(json.dumps([FORM, sequence, request, told]).encode()).digest()
    return b32encode(digest).decode()[:10].lower()


def _check(exhibit: Exhibit, place: int, stored: Mapping[str, Sequence[Article]]) -> Check:
    revisions = stored.get(exhibit.key, ())
    if not revisions:
        return Check(exhibit, State.DELETED, (f"The store holds no article “{exhibit.key}”.",))
    cited = next((article for article in revisions if article.revision == exhibit.revision), None)
    if cited is None:
        return Check(exhibit, State.DELETED, (f"The store holds no revision {exhibit.revision} of “{exhibit.key}”.",))
    if sha256(cited.text.encode()).hexdigest() != exhibit.sha256:
        return Check(
            exhibit,
            State.CHANGED,
            ("The stored text is another than the one that was quoted.", _standing(exhibit, cited)),
        )
    newest = revisions[-1]
    if faults := (*_misplaced(exhibit, place, cited), *_miscited(exhibit, cited, current=cited is newest)):
        return Check(exhibit, State.ALTERED, faults)
    if missing := tuple(_unsupported(exhibit, stored)):
        return Check(exhibit, State.CHANGED, missing)
    if cited is not newest:
        revised = f"The article was changed since; revision {newest.revision} is its newest."
        return Check(exhibit, State.REVISED, (revised, _standing(exhibit, newest)))
    return Check(exhibit, State.HOLDS)


def _standing(exhibit: Exhibit, article: Article) -> str:
    stands = "still stands" if exhibit.text in article.text else "no longer stands"
    return f"The sentence {stands} in it word for word."


def _misplaced(exhibit: Exhibit, place: int, article: Article) -> Iterator[str]:
    if exhibit.number != place:
        yield f"It is numbered {exhibit.number} and stands in place {place}."
    start, end = exhibit.start, exhibit.end
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != exhibit.text:
        found = article.text.find(exhibit.text)
        if found < 0:
            yield "The article does not hold these words."
        else:
            yield f"These words do not stand at [{start}, {end}) but at [{found}, {found + len(exhibit.text)})."


def _miscited(exhibit: Exhibit, article: Article, *, current: bool) -> Iterator[str]:
    """Compare the citation; what was worked out from other articles is not kept with an older revision."""
    known = article.provenance
    claims: tuple[tuple[str, str | None, Claim], ...] = (
        ("title", exhibit.title, known.title),
        ("outlet", exhibit.outlet, known.outlet),
        ("publication date", exhibit.published, known.published),
    )
    for name, told, claim in claims:
        comparable = current or claim.confidence is Confidence.STATED
        if comparable and told != (claim.value or None):
            yield f"The {name} is told as {_shown(told)}; the store knows {_shown(claim.value)}."
    if current and exhibit.confidence != known.published.confidence:
        yield f"The publication date is told as {exhibit.confidence}; to the store it is {known.published.confidence}."
    if exhibit.address != article.address:
        yield f"The address is told as {exhibit.address}; the store knows {article.address}."


def _unsupported(exhibit: Exhibit, stored: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    for key, revision, _outlet in exhibit.also:
        if not any(article.revision == revision for article in stored.get(key, ())):
            yield f"It is said to be told by “{key}” too, of which the store holds no revision {revision}."


def _shown(value: str | None) -> str:
    return f"“{value}”" if value else "none"
