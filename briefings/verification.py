"""Compute briefing ids, build proofs, and verify each cited sentence against the stored articles."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePath, PureWindowsPath

from briefings.models import Briefing, Point, PriorSentence, Request
from corpus.dates import day_range
from corpus.models import Article, Claim, Confidence, DateRange, Passage

#: Version of the format of a proof; part of every id.
PROOF_VERSION = 1


class CitationStatus(StrEnum):
    """Status of a cited sentence, compared with the store."""

    HOLDS = "holds"
    REVISED = "revised"
    CHANGED = "changed"
    DELETED = "deleted"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """
    A quoted sentence with everything needed to check it, but without a scope.

    Attributes:
        number: Its number in the briefing, from 1.
        key: Key of the article.
        revision: Revision of the article.
        start: Offset of the first code point in that revision, zero-based.
        end: Offset one past the last code point.
        text: Text of the sentence.
        title: Headline, or None.
        outlet: Original outlet, or None.
        published: ISO value, or None.
        confidence: How *published* is known.
        address: URL, file name, or ``-``.
        event: TIMEX3 value of the day or days that it is about, or None.
        also: Key, revision and outlet (or None) of other articles that report the same fact.
        sha256: Hex digest of the article's text in UTF-8; ``""`` only while the id is computed.
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
    The verifiable content of an export.

    Attributes:
        id: The briefing's id.
        sequence: The store's sequence number when it was composed.
        request: The request, as JSON with sorted keys.
        sentences: The sentences, in reading order.
    """

    id: str
    sequence: int
    request: str
    sentences: tuple[CitedSentence, ...]


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """Status of one sentence, with reasons as sentences for a reader; no reasons if it holds."""

    sentence: CitedSentence
    state: CitationStatus
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Result of a verification.

    Attributes:
        proof: The proof that was checked.
        id_matches: Whether the id is that of these sentences, in this order and with these citations.
        checks: One for each sentence, in order.
    """

    proof: Proof
    id_matches: bool
    checks: tuple[CitationCheck, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the id matches and every sentence holds."""
        return self.id_matches and all(check.state is CitationStatus.HOLDS for check in self.checks)


#: A date that places a sentence on a timeline is shorter than this, in days.
MAX_EVENT_DAYS = 31


def briefing_id(sequence: int, request: Request, points: Sequence[Point]) -> str:
    """
    Return the id of a briefing: ten letters and digits, equal for the same store state, request and points.

    Prior sentences are part of the request. The digest covers article keys, revisions, spans, the quoted words and
    their citations, in order, so that an export whose sentences were changed or moved no longer matches its id.
    """
    return compute_proof_id(sequence, _dump_request(request), tuple(_build_cited_sentences(points, {})))


def prove(briefing: Briefing, texts: Mapping[tuple[str, int], str]) -> Proof:
    """
    Build the proof that an export of *briefing* must contain.

    Args:
        briefing: The briefing.
        texts: Maps (key, revision) to the original text, for every article that it quotes.

    Raises:
        KeyError: If a text is missing.
    """
    return prove_from_digests(briefing, {place: sha256(text.encode()).hexdigest() for place, text in texts.items()})


def prove_from_digests(briefing: Briefing, digests: Mapping[tuple[str, int], str]) -> Proof:
    """
    Build the same proof from hashes of the texts.

    Args:
        briefing: The briefing.
        digests: Maps (key, revision) to the SHA-256 of the text in UTF-8, in hex, for every article that it quotes.

    Raises:
        KeyError: If a hash is missing.
    """
    exhibits = tuple(_build_cited_sentences(briefing.points, digests))
    for exhibit in exhibits:
        if not exhibit.sha256:
            raise KeyError((exhibit.key, exhibit.revision))
    return Proof(briefing.id, briefing.sequence, _dump_request(briefing.request), exhibits)


def _dump_request(request: Request) -> str:
    """Serialize a request in canonical form, without its scope."""
    query = request.query
    asked = {
        "text": request.text,
        "limit": request.limit,
        "terms": list(query.terms),
        "actors": list(query.actors),
        "days": [_dump_date_range(window) for window in query.days],
        "published": _dump_date_range(query.published),
        "zones": sorted(query.zones),
        "after": query.after,
        "articles": [] if request.topic else list(query.articles),  # a topic determines its articles
    }
    if request.topic:
        asked["topic"] = {part: value for part, value in asdict(request.topic).items() if part != "scope"}
    if request.prior_sentences:
        asked["told"] = _hash_prior_sentences(request.prior_sentences)
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def _hash_prior_sentences(told: Sequence[PriorSentence]) -> str:
    """Return a short hash of the prior sentences, independent of their order."""
    places = sorted((one.key, one.revision, one.start, one.end, one.text) for one in told)
    return b32encode(sha256(json.dumps(places).encode()).digest()).decode()[:10].lower()


def _dump_date_range(window: DateRange) -> list[str | None]:
    return [day.isoformat() if day else None for day in (window.first, window.last)]


def _build_cited_sentences(points: Sequence[Point], digests: Mapping[tuple[str, int], str]) -> Iterator[CitedSentence]:
    for number, point in enumerate(points, 1):
        sentence, citation = point.passage.sentence, point.passage.citation
        yield CitedSentence(
            number,
            citation.key,
            citation.revision,
            sentence.start,
            sentence.end,
            sentence.text,
            citation.title or None,  # CSV does not distinguish None from an empty string
            citation.outlet or None,
            citation.published or None,
            citation.confidence.value,
            to_public_address(citation.address),
            _find_event_value(point.passage),
            tuple((other.key, other.revision, other.outlet or None) for other in point.also),
            digests.get((citation.key, citation.revision), ""),
        )


def to_public_address(address: str) -> str:
    """Return an address fit for publication: only the name of a file, because its folders are private."""
    if "://" in address:
        return address
    path = PureWindowsPath(address) if "\\" in address else PurePath(address)
    return path.name or address


def _find_event_value(passage: Passage) -> str | None:
    for expression in passage.dates:
        covered = day_range(expression.value)
        if covered and (covered[1] - covered[0]).days < MAX_EVENT_DAYS:
            return expression.value
    return None


def compute_proof_id(sequence: int, request: str, exhibits: Sequence[CitedSentence]) -> str:
    """Return the id of *exhibits* without the hashes of the texts, which are unknown when a briefing is composed."""
    told = [astuple(replace(exhibit, sha256="")) for exhibit in exhibits]
    hashed = sha256(json.dumps([PROOF_VERSION, sequence, request, told]).encode()).digest()
    return b32encode(hashed).decode()[:10].lower()


def verify(proof: Proof, stored: Mapping[str, Sequence[Article]]) -> Verdict:
    """
    Check the hash, span, words, citation and order of every sentence of *proof* against the store, and the id.

    Args:
        proof: The proof of an export.
        stored: Maps article keys to the stored revisions, oldest first, including the newest; a missing key means that
            the article was deleted.
    """
    fits = proof.id == compute_proof_id(proof.sequence, proof.request, proof.sentences)
    checks = tuple(_check_sentence(exhibit, place, stored, fits) for place, exhibit in enumerate(proof.sentences, 1))
    return Verdict(proof, fits, checks)


def _check_sentence(
    exhibit: CitedSentence, place: int, stored: Mapping[str, Sequence[Article]], fits: bool
) -> CitationCheck:
    revisions = stored.get(exhibit.key, ())
    if not revisions:
        return CitationCheck(exhibit, CitationStatus.DELETED, (f"The store holds no article “{exhibit.key}”.",))
    cited = next((article for article in revisions if article.revision == exhibit.revision), None)
    if cited is None:
        return CitationCheck(
            exhibit, CitationStatus.DELETED, (f"The store holds no revision {exhibit.revision} of “{exhibit.key}”.",)
        )
    if sha256(cited.text.encode()).hexdigest() != exhibit.sha256:
        return CitationCheck(
            exhibit,
            CitationStatus.CHANGED,
            ("The stored text is another than the one that was quoted.", _describe_presence(exhibit, cited)),
        )
    newest = revisions[-1]
    misplaced = tuple(_find_position_errors(exhibit, place, cited))
    miscited = tuple(_find_citation_errors(exhibit, cited, current=cited is newest))
    if misplaced or miscited:
        # If the id matches, the citation is as exported, and the store's data has changed.
        return CitationCheck(
            exhibit, CitationStatus.CHANGED if fits and not misplaced else CitationStatus.ALTERED, misplaced + miscited
        )
    if missing := tuple(_find_missing_corroboration(exhibit, stored)):
        return CitationCheck(exhibit, CitationStatus.CHANGED, missing)
    if cited is not newest:
        revised = f"The article was changed since; revision {newest.revision} is its newest."
        return CitationCheck(exhibit, CitationStatus.REVISED, (revised, _describe_presence(exhibit, newest)))
    return CitationCheck(exhibit, CitationStatus.HOLDS)


def _describe_presence(exhibit: CitedSentence, article: Article) -> str:
    stands = "still stands" if exhibit.text in article.text else "no longer stands"
    return f"The sentence {stands} in it word for word."


def _find_position_errors(exhibit: CitedSentence, place: int, article: Article) -> Iterator[str]:
    if exhibit.number != place:
        yield f"It is numbered {exhibit.number} and stands in place {place}."
    start, end = exhibit.start, exhibit.end
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != exhibit.text:
        found = article.text.find(exhibit.text)
        if found < 0:
            yield "The article does not hold these words."
        else:
            yield f"These words do not stand at [{start}, {end}) but at [{found}, {found + len(exhibit.text)})."


def _find_citation_errors(exhibit: CitedSentence, article: Article, *, current: bool) -> Iterator[str]:
    """Yield differences in the citation; what was inferred from other articles is not stored with older revisions."""
    known = article.provenance
    claims: tuple[tuple[str, str | None, Claim], ...] = (
        ("title", exhibit.title, known.title),
        ("outlet", exhibit.outlet, known.outlet),
        ("publication date", exhibit.published, known.published),
    )
    for name, told, claim in claims:
        comparable = current or claim.confidence is Confidence.STATED
        if comparable and told != (claim.value or None):
            yield f"The {name} is told as {_format_value(told)}; the store knows {_format_value(claim.value)}."
    if current and exhibit.confidence != known.published.confidence:
        yield f"The publication date is told as {exhibit.confidence}; to the store it is {known.published.confidence}."
    if exhibit.address not in {article.address, to_public_address(article.address)}:
        yield f"The address is told as {exhibit.address}; the store knows {article.address}."


def _find_missing_corroboration(exhibit: CitedSentence, stored: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    for key, revision, _outlet in exhibit.also:
        if not any(article.revision == revision for article in stored.get(key, ())):
            yield f"It is said to be told by “{key}” too, of which the store holds no revision {revision}."


def _format_value(value: str | None) -> str:
    return f"“{value}”" if value else "none"
