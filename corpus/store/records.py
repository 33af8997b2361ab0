"""The values that go into the store and come out of it, beside Documents and Passages."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Citation, Document, Hints
from corpus.store.features import Features


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    A document as it comes to the store.

    Attributes:
        document: What was read, by its own evidence alone.
        name: What its key was made from.
        features: Hashes by which it is found to belong together with others.
        hints: What its page or feed said of it, kept for re-reading.
        versions: Which readers read it ("dates 1, zones 1 …").
        feed: Address of the feed it came by, or None.
    """

    document: Document
    name: str
    features: Features = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)
    versions: str = ""
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """
    An article that the store holds already, as far as the door needs it.

    Attributes:
        key: Its key.
        name: What its key was made from.
        address: Where its current text came from.
        revision: Number of its current text.
        digest: SHA-256 of that text in UTF-8.
    """

    key: str
    name: str
    address: str
    revision: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """
    An article in a list.

    Attributes:
        citation: Its title, outlet, date, address and origin.
        scope: Whose it is.
        sequence: Store sequence number of its arrival.
        sentences: How many it has.
        versions: Which readers read it.
        feed: Address of the feed it came by, or None.
    """

    citation: Citation
    scope: str
    sequence: int
    sentences: int
    versions: str
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Curation:
    """
    One thing that a curator said of an actor; it outranks whatever is read.

    Attributes:
        action: ``add``, ``alias``, ``merge``, ``split`` …, as the registry defines them.
        actor: Id of the actor.
        value: The other name, the other id, or a JSON object.
        scope: Whose word it is.
    """

    action: str
    actor: str
    value: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """
    A feed that is polled; times are ISO 8601 in UTC, ``""`` where there is none yet.

    Attributes:
        url: Its address.
        title: What it calls itself.
        scope: Who gets its articles.
        etag: Validator of the last good answer.
        modified: The other validator (``Last-Modified``).
        polled: Time of the last poll.
        due: Time before which it is not polled again.
        error: Why the last poll failed, or ``""``.
        failures: How many polls failed in a row.
        seen: Ids of the entries that it has listed.
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


@dataclass(frozen=True, slots=True)
class Settled:
    """
    What the whole corpus tells of one article.

    Attributes:
        key: The article's key.
        scope: Its scope.
        document: The document with what others tell put in; None where they tell nothing.
    """

    key: str
    scope: str
    document: Document | None = None
