"""A proof as a JSON object and back, each part checked for its type."""

from __future__ import annotations

import json
from typing import TypeAlias

from briefings.proof import FORM, Exhibit, Proof
from corpus.characters import is_whole

Json: TypeAlias = dict[str, object]

#: No number in a proof is larger; stores count in 64 bits.
MOST = 2**53


class ExportError(ValueError):
    """The text is no export of a briefing, or not a whole one; the message says what is wrong with it."""


def as_record(proof: Proof) -> Json:
    """Show a proof as JSON values: ``{"form", "id", "sequence", "request", "sentences": […]}``."""
    return {
        "form": FORM,
        "id": proof.id,
        "sequence": proof.sequence,
        "request": json.loads(proof.request),
        "sentences": [_sentence(exhibit) for exhibit in proof.exhibits],
    }


def from_record(value: object) -> Proof:
    """
    Read a proof back.

    Raises:
        ExportError: If a part is missing or of another type, or the form is a later one.
    """
    record = _object(value)
    if record.get("form") != FORM:
        raise ExportError(f"it is of form {record.get('form')!r}; this program reads form {FORM}")
    request, sentences = _object(record.get("request")), record.get("sentences")
    if not isinstance(sentences, list):
        raise ExportError("it holds no list of sentences")
    return Proof(
        _text(record, "id"),
        _number(record, "sequence"),
        json.dumps(request, ensure_ascii=False, sort_keys=True),
        tuple(_exhibit(_object(sentence)) for sentence in sentences),
    )


def loads(text: str) -> object:
    """
    Read JSON in which no name stands twice.

    Raises:
        ExportError: If it is none.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"it is no JSON ({error})") from error


def also_as_record(exhibit: Exhibit) -> list[Json]:
    """Show which other articles tell the same."""
    return [{"doc": key, "revision": revision, "outlet": outlet} for key, revision, outlet in exhibit.also]


def also_from_record(value: object) -> tuple[tuple[str, int, str | None], ...]:
    """
    Read back which other articles tell the same.

    Raises:
        ExportError: If it is no list of them.
    """
    if not isinstance(value, list):
        raise ExportError("“also” is no list")
    others = [_object(other) for other in value]
    return tuple((_text(other, "doc"), _number(other, "revision"), _maybe(other, "outlet")) for other in others)


def _sentence(exhibit: Exhibit) -> Json:
    return {
        "number": exhibit.number,
        "doc": exhibit.key,
        "revision": exhibit.revision,
        "sha256": exhibit.sha256,
        "start": exhibit.start,
        "end": exhibit.end,
        "text": exhibit.text,
        "outlet": exhibit.outlet,
        "title": exhibit.title,
        "published": exhibit.published,
        "published_confidence": exhibit.confidence,
        "address": exhibit.address,
        "event": exhibit.event,
        "also": also_as_record(exhibit),
    }


def _exhibit(record: Json) -> Exhibit:
    return Exhibit(
        number=_number(record, "number"),
        key=_text(record, "doc"),
        revision=_number(record, "revision"),
        start=_number(record, "start"),
        end=_number(record, "end"),
        text=_text(record, "text"),
        title=_maybe(record, "title"),
        outlet=_maybe(record, "outlet"),
        published=_maybe(record, "published"),
        confidence=_text(record, "published_confidence"),
        address=_text(record, "address"),
        event=_maybe(record, "event"),
        also=also_from_record(record.get("also")),
        sha256=_text(record, "sha256"),
    )


def _unique(pairs: list[tuple[str, object]]) -> Json:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ExportError("a name stands twice in one object")
    return value


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise ExportError("it holds no briefing")
    return value


def _text(record: Json, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not is_whole(value):
        raise ExportError(f"“{name}” is missing or no text")
    return value


def _maybe(record: Json, name: str) -> str | None:
    return None if name in record and record[name] is None else _text(record, name)


def _number(record: Json, name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST:
        raise ExportError(f"“{name}” is missing or no whole number of use")
    return value
