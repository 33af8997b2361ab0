"""Compute briefing ids, build proofs, and verify each cited sentence against the stored articles."""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePath, PureWindowsPath

from briefings.models import Briefing, Headline, Point, PriorSentence, Request, Story
from corpus.dates import day_range
from corpus.models import Article, Claim, Confidence, DateRange, Passage
from corpus.models.text import _

#: Version of the format of a proof; part of every id. Proofs of version 1 hold sentences alone, and still verify.
PROOF_VERSION = 2
#: All versions that can be verified.
PROOF_VERSIONS = (1, PROOF_VERSION)


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
class CitedHeadline:
    """
    The title of an article with everything needed to check it.

    Attributes:
        key: Key of the article.
        revision: Revision of the article.
        start: Offset of the first code point in that revision, zero-based.
        end: Offset one past the last code point.
        text: Text of the title.
        sha256: Hex digest of the article's text in UTF-8; ``""`` only while the id is computed.
    """

    key: str
    revision: int
    start: int
    end: int
    text: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class CitedStory:
    """
    A story of an export.

    Attributes:
        id: Id of the story.
        headline: Title under which it is shown, or None.
        sentences: Numbers of its sentences, from 1.
        outlets: Names of its outlets.
        origins: Number of its independent origins.
    """

    id: str
    headline: CitedHeadline | None
    sentences: tuple[int, ...]
    outlets: tuple[str, ...] = ()
    origins: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """
    The verifiable content of an export.

    Attributes:
        id: The briefing's id.
        sequence: The store's sequence number when it was composed.
        request: The request, as JSON with sorted keys.
        sentences: The sentences, in reading order.
        stories: The stories that they belong to, in order; empty for what is no list of stories.
        version: Version of its format, one of `PROOF_VERSIONS`.
    """

    id: str
    sequence: int
    request: str
    sentences: tuple[CitedSentence, ...]
    stories: tuple[CitedStory, ...] = ()
    version: int = PROOF_VERSION


@dataclass(frozen=True, slots=True)
class HeadlineCheck:
    """Status of the title of a story, with reasons as sentences for a reader; no reasons if it holds."""

    headline: CitedHeadline
    state: CitationStatus
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """Status of one sentence, with reasons as sentences for a reader; no reasons if it holds."""

    sentence: CitedSentence
    state: CitationStatus
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofVerdict:
    """
    Result of a verification.

    Attributes:
        proof: The proof that was checked.
        id_matches: Whether the id is that of these sentences, in this order and with these citations.
        checks: One for each sentence, in order.
        headline_checks: One for each title of a story, in order.
    """

    proof: Proof
    id_matches: bool
    checks: tuple[CitationCheck, ...]
    headline_checks: tuple[HeadlineCheck, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the id matches, and every sentence and every title holds."""
        states = [*(check.state for check in self.checks), *(check.state for check in self.headline_checks)]
        return self.id_matches and all(state is CitationStatus.HOLDS for state in states)


#: A date that places a sentence on a timeline is shorter than this, in days.
MAX_EVENT_DAYS = 31


def briefing_id(sequence: int, request: Request, points: Sequence[Point], stories: Sequence[Story] = ()) -> str:
    """
    Return the id of a briefing: ten letters and digits, equal for the same store state, request, points and stories.

    Prior sentences are part of the request. The digest covers article keys, revisions, spans, the quoted words and
    their citations, in order, so that an export whose sentences were changed or moved no longer matches its id.
    """
    sentences, cited = tuple(_build_cited_sentences(points, {})), tuple(_build_cited_stories(stories, {}))
    return compute_proof_id(sequence, _dump_request(request), sentences, cited)


def prove(briefing: Briefing, texts: Mapping[tuple[str, int], str]) -> Proof:
    """
    Build the proof that an export of *briefing* must contain.

    Args:
        briefing: The briefing.
        texts: Maps (key, revision) to the original text, for every article that it quotes or takes a title from.

    Raises:
        KeyError: If a text is missing.
    """
    return prove_from_digests(briefing, {place: sha256(text.encode()).hexdigest() for place, text in texts.items()})


def prove_from_digests(briefing: Briefing, digests: Mapping[tuple[str, int], str]) -> Proof:
    """
    Build the same proof from hashes of the texts.

    Args:
        briefing: The briefing.
        digests: Maps (key, revision) to the SHA-256 of the text in UTF-8, in hex, for every article of `list_cited`.

    Raises:
        KeyError: If a hash is missing.
    """
    sentences = tuple(_build_cited_sentences(briefing.points, digests))
    stories = tuple(_build_cited_stories(briefing.stories, digests))
    for cited in (*sentences, *(story.headline for story in stories)):
        if cited and not cited.sha256:
            raise KeyError((cited.key, cited.revision))
    return Proof(briefing.id, briefing.sequence, _dump_request(briefing.request), sentences, stories)


def list_cited(briefing: Briefing) -> frozenset[tuple[str, int]]:
    """Return key and revision of every article that *briefing* quotes or takes a title from."""
    citations = [point.passage.citation for point in briefing.points]
    citations += [story.headline.citation for story in briefing.stories if story.headline]
    return frozenset((citation.key, citation.revision) for citation in citations)


def _build_cited_stories(stories: Sequence[Story], digests: Mapping[tuple[str, int], str]) -> Iterator[CitedStory]:
    for story in stories:
        numbers = tuple(index + 1 for index in story.sentences)
        headline = _build_cited_headline(story.headline, digests) if story.headline else None
        yield CitedStory(story.id, headline, numbers, story.outlets, story.origins)


def _build_cited_headline(headline: Headline, digests: Mapping[tuple[str, int], str]) -> CitedHeadline:
    place = headline.citation.key, headline.citation.revision
    return CitedHeadline(*place, headline.start, headline.end, headline.text, digests.get(place, ""))


def _dump_request(request: Request) -> str:
    """Serialize a request in canonical form, without its scope."""
    query = request.query
    values = {
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
        values["topic"] = {part: value for part, value in asdict(request.topic).items() if part != "scope"}
    if request.as_of:
        values["as_of"] = request.as_of.isoformat()
    if request.prior_sentences:
        values["told"] = _hash_prior_sentences(request.prior_sentences)
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _hash_prior_sentences(prior_sentences: Sequence[PriorSentence]) -> str:
    """Return a short hash of the prior sentences, independent of their order."""
    places = sorted((one.key, one.revision, one.start, one.end, one.text) for one in prior_sentences)
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


def compute_proof_id(
    sequence: int,
    request: str,
    sentences: Sequence[CitedSentence],
    stories: Sequence[CitedStory] = (),
    version: int = PROOF_VERSION,
) -> str:
    """
    Return the id of *sentences* and *stories*.

    The hashes of the texts are left out, since they are unknown when a briefing is composed. A proof of version 1 has
    no stories.
    """
    rows = [astuple(replace(exhibit, sha256="")) for exhibit in sentences]
    values: list[object] = [version, sequence, request, rows]
    if version > 1:
        values.append([_list_story_values(story) for story in stories])
    hashed = sha256(json.dumps(values).encode()).digest()
    return b32encode(hashed).decode()[:10].lower()


def _list_story_values(story: CitedStory) -> tuple[object, ...]:
    headline = replace(story.headline, sha256="") if story.headline else None
    return astuple(replace(story, headline=headline))


def verify(proof: Proof, stored: Mapping[str, Sequence[Article]]) -> ProofVerdict:
    """
    Check the hash, span, words, citation and order of every sentence of *proof* against the store, titles, and the id.

    Args:
        proof: The proof of an export.
        stored: Maps article keys to the stored revisions, oldest first, including the newest; a missing key means that
            the article was deleted.
    """
    expected = compute_proof_id(proof.sequence, proof.request, proof.sentences, proof.stories, proof.version)
    id_matches = proof.id == expected and _has_valid_stories(proof)
    checks = tuple(
        _check_sentence(exhibit, place, stored, id_matches) for place, exhibit in enumerate(proof.sentences, 1)
    )
    headlines = (story.headline for story in proof.stories if story.headline)
    return ProofVerdict(proof, id_matches, checks, tuple(_check_headline(one, stored) for one in headlines))


def _has_valid_stories(proof: Proof) -> bool:
    """Return whether the stories name sentences of the proof, none of them twice; a digest has others besides."""
    numbers = [number for story in proof.stories for number in story.sentences]
    return len(set(numbers)) == len(numbers) and set(numbers) <= {sentence.number for sentence in proof.sentences}


def _check_headline(headline: CitedHeadline, stored: Mapping[str, Sequence[Article]]) -> HeadlineCheck:
    revisions = stored.get(headline.key, ())
    cited = next((article for article in revisions if article.revision == headline.revision), None)
    if cited is None:
        missing = f"Revision {headline.revision} of “{headline.key}”, which has this title, isn't stored."
        return HeadlineCheck(headline, CitationStatus.DELETED, (missing,))
    if sha256(cited.text.encode()).hexdigest() != headline.sha256:
        changed = "The stored article differs from the one whose title this is."
        return HeadlineCheck(headline, CitationStatus.CHANGED, (changed,))
    start, end = headline.start, headline.end
    if not 0 <= start < end <= len(cited.text) or cited.text[start:end] != headline.text:
        return HeadlineCheck(headline, CitationStatus.ALTERED, (f"These words do not stand at [{start}, {end}).",))
    if cited is not revisions[-1]:
        revised = f"The article was changed since; revision {revisions[-1].revision} is its newest."
        return HeadlineCheck(headline, CitationStatus.REVISED, (revised,))
    return HeadlineCheck(headline, CitationStatus.HOLDS)


def _check_sentence(
    sentence: CitedSentence, place: int, stored: Mapping[str, Sequence[Article]], id_matches: bool
) -> CitationCheck:
    revisions = stored.get(sentence.key, ())
    if not revisions:
        return CitationCheck(
            sentence, CitationStatus.DELETED, (_("The article “{key}” is no longer stored.", key=sentence.key),)
        )
    cited = next((article for article in revisions if article.revision == sentence.revision), None)
    if cited is None:
        missing_revision = _(
            "Revision {revision} of “{key}” is no longer stored.", revision=str(sentence.revision), key=sentence.key
        )
        return CitationCheck(sentence, CitationStatus.DELETED, (missing_revision,))
    if sha256(cited.text.encode()).hexdigest() != sentence.sha256:
        return CitationCheck(
            sentence,
            CitationStatus.CHANGED,
            (_("The stored text differs from the one that was quoted."), _describe_presence(sentence, cited)),
        )
    newest = revisions[-1]
    position_errors = tuple(_find_position_errors(sentence, place, cited))
    citation_errors = tuple(_find_citation_errors(sentence, cited, current=cited is newest))
    if position_errors or citation_errors:
        # If the id matches, the citation is as exported, and the store's data has changed.
        return CitationCheck(
            sentence,
            CitationStatus.CHANGED if id_matches and not position_errors else CitationStatus.ALTERED,
            position_errors + citation_errors,
        )
    if missing := tuple(_find_missing_corroboration(sentence, stored)):
        return CitationCheck(sentence, CitationStatus.CHANGED, missing)
    if cited is not newest:
        revised = _("The article has changed since; the latest is revision {revision}.", revision=str(newest.revision))
        return CitationCheck(sentence, CitationStatus.REVISED, (revised, _describe_presence(sentence, newest)))
    return CitationCheck(sentence, CitationStatus.HOLDS)


def _describe_presence(sentence: CitedSentence, article: Article) -> str:
    if sentence.text in article.text:
        return _("The sentence is still in it word for word.")
    return _("The sentence is no longer in it word for word.")


def _find_position_errors(sentence: CitedSentence, place: int, article: Article) -> Iterator[str]:
    if sentence.number != place:
        yield f"It is numbered {sentence.number} and stands in place {place}."
    start, end = sentence.start, sentence.end
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != sentence.text:
        found = article.text.find(sentence.text)
        if found < 0:
            yield _("The article doesn't contain these words.")
        else:
            yield f"These words do not stand at [{start}, {end}) but at [{found}, {found + len(sentence.text)})."


def _find_citation_errors(sentence: CitedSentence, article: Article, *, current: bool) -> Iterator[str]:
    """Yield differences in the citation; what was inferred from other articles is not stored with older revisions."""
    provenance = article.provenance
    claims: tuple[tuple[str, str | None, Claim], ...] = (
        ("title", sentence.title, provenance.title),
        ("outlet", sentence.outlet, provenance.outlet),
        ("publication date", sentence.published, provenance.published),
    )
    for name, cited, claim in claims:
        comparable = current or claim.confidence is Confidence.STATED
        if comparable and cited != (claim.value or None):
            yield f"The {name} is given as {_format_value(cited)}; the stored article has {_format_value(claim.value)}."
    if current and sentence.confidence != provenance.published.confidence:
        confidence = provenance.published.confidence
        yield f"The publication date is given as {sentence.confidence}; in the stored article it is {confidence}."
    if sentence.address not in {article.address, to_public_address(article.address)}:
        yield f"The address is given as {sentence.address}; the stored article has {article.address}."


def _find_missing_corroboration(sentence: CitedSentence, stored: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    for key, revision, _outlet in sentence.also:
        if not any(article.revision == revision for article in stored.get(key, ())):
            yield f"It should also be in “{key}”, but revision {revision} of that is no longer stored."


def _format_value(value: str | None) -> str:
    return f"“{value}”" if value else "none"
