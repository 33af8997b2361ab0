"""What is remembered of a point that was told: a value small enough for a ledger, and back to a passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

from briefings.model import Told
from corpus.model import (
    Citation,
    Confidence,
    Mention,
    MentionKind,
    Passage,
    Quotation,
    QuotationKind,
    Sentence,
    TimeExpression,
    TimeKind,
)

#: Parts of a record that are lists of lists.
_MARKS = ("dates", "mentions", "quotations")


def remember(passage: Passage) -> Told:
    """Keep of *passage* what recognising it in other words takes."""
    sentence, citation = passage.sentence, passage.citation
    return Told(
        citation.key,
        citation.revision,
        sentence.start,
        sentence.end,
        sentence.text,
        citation.outlet,
        citation.published,
        citation.origin,
        tuple((one.start, one.end, one.value) for one in passage.dates),
        tuple((one.start, one.end, one.actor, one.kind.value) for one in passage.mentions if one.actor),
        tuple((one.start, one.end, one.kind.value, one.speaker) for one in passage.quotations),
    )


def passage_of(told: Told) -> Passage:
    """Make a passage of what was remembered; what was not remembered of it is empty."""
    sentence = Sentence(told.key, told.start, told.end, told.text)
    at = told.start

    def words(start: int, end: int) -> str:
        return told.text[max(start - at, 0) : max(end - at, 0)]

    return Passage(
        sentence,
        Citation(
            told.key, told.revision, None, told.outlet, told.published, Confidence.UNKNOWN, "", told.origin or told.key
        ),
        tuple(TimeExpression(start, end, words(start, end), value, TimeKind.DATE) for start, end, value in told.dates),
        tuple(
            Mention(start, end, words(start, end), actor, MentionKind(kind))
            for start, end, actor, kind in told.mentions
        ),
        tuple(
            Quotation(start, end, words(start, end), QuotationKind(kind), speaker)
            for start, end, kind, speaker in told.quotations
        ),
    )


def as_record(told: Told) -> dict[str, object]:
    """Show *told* as values of JSON; what is empty is left out."""
    return {name: value for name, value in asdict(told).items() if value not in (None, "", ())}


def from_record(record: Mapping[str, object]) -> Told:
    """
    Read back what `as_record` gave, also after a walk through JSON.

    Raises:
        ValueError: If a part is missing, unknown, or of another type.
    """
    known = {part.name for part in fields(Told)}
    if not record.keys() <= known:
        raise ValueError(f"what was told has no {', '.join(sorted(record.keys() - known))}")
    try:
        marks = {name: tuple(tuple(mark) for mark in record.get(name, ())) for name in _MARKS}  # type: ignore[attr-defined]
        told = Told(**{**record, **marks})  # type: ignore[arg-type]
        passage_of(told)
    except (TypeError, ValueError) as error:
        raise ValueError(f"no record of what was told: {error}") from error
    return told
