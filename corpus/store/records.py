"""Values passed to or returned by a store, besides documents and passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from corpus.models import Citation, Document, Hints


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """
    A document with the data stored beside it.

    Attributes:
        document: The document as annotated on its own.
        name: The name from which its key was derived.
        features: Hashes by which related articles are found.
        hints: Metadata from its page or feed, stored for re-annotation.
        versions: Versions of the annotators ("dates 1, zones 1 …").
        feed: URL of the feed it came from, or None.
        added: Day on which this text was stored, in UTC, as an ISO value; "" if unknown.
        sequence: Store sequence number at which this text was stored; 0 if it is not stored yet.
    """

    document: Document
    name: str
    features: FeatureHashes = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)
    versions: str = ""
    feed: str | None = None
    added: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class ExistingArticle:
    """
    The data of a stored article that decide whether a source is new.

    Attributes:
        key: Its key.
        name: The name from which its key was derived.
        address: Location of its current text.
        revision: Number of its current text.
        digest: SHA-256 of that text in UTF-8.
    """

    key: str
    name: str
    address: str
    revision: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """
    An article in a listing.

    Attributes:
        citation: Its title, outlet, date, address and origin.
        scope: Its scope.
        sequence: Store sequence number at which it was added.
        sentences: Number of its sentences.
        versions: Versions of the annotators.
        feed: URL of the feed it came from, or None.
    """

    citation: Citation
    scope: str
    sequence: int
    sentences: int
    versions: str
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class CurationRecord:
    """
    A curation of an actor as stored; it overrides what annotators find.

    Attributes:
        action: ``add``, ``alias``, ``merge`` or ``split``; see `corpus.entities.curation.CurationAction`.
        actor: Id of the actor.
        value: A name, an actor's id, or a JSON object; see `corpus.entities.curation.Curation`.
        scope: The scope to which it applies.
    """

    action: str
    actor: str
    value: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """
    A feed that is polled; times are ISO 8601 in UTC, or ``""`` if not set.

    Attributes:
        url: Its URL.
        title: Its title.
        scope: The scope to which its articles are added.
        etag: The ``ETag`` validator of the last successful response.
        modified: Its ``Last-Modified`` validator.
        polled: Time of the last poll.
        due: Time before which it is not polled again.
        error: Why the last poll failed, or ``""``.
        failures: Number of consecutive failed polls.
        seen: One ``identity:hash`` for each entry that it has listed; see `corpus.sources.feed_policy`.
        left_out: Title, URL and reason of entries that it lists and whose articles are not stored, at most
            `corpus.sources.feed_policy.MAX_LEFT_OUT`.
        left_out_count: Number of all such entries.
    """

    url: str
    title: str = ""
    scope: str = ""
    etag: str = ""
    modified: str = ""
    polled: str = ""
    due: str = ""
    error: str = ""
    failures: int = 0
    seen: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str, str], ...] = ()
    left_out_count: int = 0


@dataclass(frozen=True, slots=True)
class CrossDocUpdate:
    """
    The result of reconciling one article with the corpus.

    Attributes:
        key: The article's key.
        scope: Its scope.
        document: The document updated with evidence from other articles, with the same sentences, or None if there is
            none.
        horizons: For the kinds of evidence of which it regarded only the best articles, the rank of the last of them:
            an article that ranks behind it changes nothing.
    """

    key: str
    scope: str
    document: Document | None = None
    horizons: Mapping[FeatureKind, EvidenceRank] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """
    The result of ingesting one source.

    Attributes:
        state: Added, unchanged, revised or refused.
        key: The article's key; if it was refused before it got one, its name in the form of a key.
        reason: Why it was refused; else empty.
    """

    state: IngestState
    key: str
    reason: str = ""


class IngestState(StrEnum):
    """Outcome of ingesting a source."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    REFUSED = "refused"


class FeatureKind(IntEnum):
    """
    Kind of a feature hash; the numbers are stored, so never renumber them.

    Attributes:
        COPY: Sampled 4-grams of the body, which near-duplicates share.
        DATED: Names and figures of an article that dates an event to a day.
        UNDATED: Names and figures of an article without a stated day that dates an event to a weekday only.
        FULL: First and last words of the full names of persons; short forms of full names. They are found in an index
            of their own, by name and actor.
        LONE: Surnames of persons whom an article names by surname only; names that may be short forms.
        DAY: The day of the year of an article with a stated day.
        OPEN_DAY: The days of the year around the day that an article names as its own, without a year.
    """

    COPY = 1
    DATED = 2
    UNDATED = 3
    FULL = 4
    LONE = 5
    DAY = 6
    OPEN_DAY = 7


FeatureHashes = Mapping[FeatureKind, tuple[int, ...]]

#: Rank of an article as evidence for another, the least being best: shared hashes, negative, then key and scope.
EvidenceRank = tuple[int, str, str]
