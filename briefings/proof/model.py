"""What proofs and verdicts hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Version of what a proof holds; part of every id.
FORM = 1


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
        address: URL, a file's name, or ``-``.
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
