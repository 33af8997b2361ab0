"""Convert proofs to and from JSON, with type checks on input."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from briefings.verification import PROOF_VERSIONS, CitedHeadline, CitedSentence, CitedStory, Proof
from corpus.models import has_no_surrogates

Json: TypeAlias = dict[str, object]

#: Maximum absolute value of an integer in a proof; stores count in 64 bits.
MAX_INTEGER = 2**53


class ExportError(ValueError):
    """The text is not a complete export of a briefing; the message says what is wrong with it."""


def to_record(proof: Proof) -> Json:
    """Return a proof as JSON values: ``{"form", "id", "sequence", "request", "sentences": […], "stories": […]}``."""
    record: Json = {
        "form": proof.version,
        "id": proof.id,
        "sequence": proof.sequence,
        "request": json.loads(proof.request),
        "sentences": [_dump_sentence(exhibit) for exhibit in proof.sentences],
    }
    return record if proof.version == 1 else {**record, "stories": dump_stories(proof.stories)}


def from_record(value: object) -> Proof:
    """
    Load a proof from JSON values.

    Raises:
        ExportError: If a field is missing or of another type, or ``form`` is another version.
    """
    record = _require_object(value)
    version = record.get("form")
    if version not in PROOF_VERSIONS or isinstance(version, bool) or not isinstance(version, int):
        forms = " and ".join(map(str, PROOF_VERSIONS))
        raise ExportError(f"its format is {version!r}, but I only read {forms}")
    request, sentences = _require_object(record.get("request")), record.get("sentences")
    if not isinstance(sentences, list):
        raise ExportError("it contains no list of sentences")
    return Proof(
        _require_text(record, "id"),
        _require_integer(record, "sequence"),
        json.dumps(request, ensure_ascii=False, sort_keys=True),
        tuple(_load_sentence(_require_object(sentence)) for sentence in sentences),
        () if version == 1 else load_stories(record.get("stories")),
        version,
    )


def parse_json(text: str) -> object:
    """
    Parse JSON in which no object has a name twice.

    Raises:
        ExportError: If *text* is not such JSON.
    """
    try:
        return json.loads(text, object_pairs_hook=_reject_duplicate_names)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"it isn't valid JSON ({error})") from error


def dump_corroborating(sentence: CitedSentence) -> list[Json]:
    """Return the other articles that report the same fact, as JSON values."""
    return [{"doc": key, "revision": revision, "outlet": outlet} for key, revision, outlet in sentence.also]


def load_corroborating(value: object) -> tuple[tuple[str, int, str | None], ...]:
    """
    Load the other articles that report the same fact from JSON values.

    Raises:
        ExportError: If *value* is not a list of them.
    """
    if not isinstance(value, list):
        raise ExportError("“also” isn't a list")
    others = [_require_object(other) for other in value]
    return tuple(
        (_require_text(other, "doc"), _require_integer(other, "revision"), _get_optional_text(other, "outlet"))
        for other in others
    )


def dump_stories(stories: Sequence[CitedStory]) -> list[Json]:
    """Return the stories of a proof as JSON values."""
    return [
        {
            "id": story.id,
            "headline": _dump_headline(story.headline) if story.headline else None,
            "sentences": list(story.sentences),
            "outlets": list(story.outlets),
            "origins": story.origins,
        }
        for story in stories
    ]


def load_stories(value: object) -> tuple[CitedStory, ...]:
    """
    Load the stories of a proof from JSON values.

    Raises:
        ExportError: If *value* is not a list of them.
    """
    return tuple(_load_story(_require_object(story)) for story in _require_list(value, "stories"))


def _dump_headline(headline: CitedHeadline) -> Json:
    return {
        "doc": headline.key,
        "revision": headline.revision,
        "sha256": headline.sha256,
        "start": headline.start,
        "end": headline.end,
        "text": headline.text,
    }


def _load_story(record: Json) -> CitedStory:
    headline = record.get("headline")
    numbers, outlets = (
        _require_list(record.get("sentences"), "sentences"),
        _require_list(record.get("outlets"), "outlets"),
    )
    return CitedStory(
        _require_text(record, "id"),
        None if headline is None else _load_headline(_require_object(headline)),
        tuple(_require_integer({"number": number}, "number") for number in numbers),
        tuple(_require_text({"outlet": outlet}, "outlet") for outlet in outlets),
        _require_integer(record, "origins"),
    )


def _load_headline(record: Json) -> CitedHeadline:
    return CitedHeadline(
        _require_text(record, "doc"),
        _require_integer(record, "revision"),
        _require_integer(record, "start"),
        _require_integer(record, "end"),
        _require_text(record, "text"),
        _require_text(record, "sha256"),
    )


def _require_list(value: object, name: str) -> list[object]:
    if not isinstance(value, list):
        raise ExportError(f"“{name}” is missing or isn't a list")
    return value


def _dump_sentence(sentence: CitedSentence) -> Json:
    return {
        "number": sentence.number,
        "doc": sentence.key,
        "revision": sentence.revision,
        "sha256": sentence.sha256,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "outlet": sentence.outlet,
        "title": sentence.title,
        "published": sentence.published,
        "published_confidence": sentence.confidence,
        "address": sentence.address,
        "event": sentence.event,
        "also": dump_corroborating(sentence),
    }


def _load_sentence(record: Json) -> CitedSentence:
    return CitedSentence(
        number=_require_integer(record, "number"),
        key=_require_text(record, "doc"),
        revision=_require_integer(record, "revision"),
        start=_require_integer(record, "start"),
        end=_require_integer(record, "end"),
        text=_require_text(record, "text"),
        title=_get_optional_text(record, "title"),
        outlet=_get_optional_text(record, "outlet"),
        published=_get_optional_text(record, "published"),
        confidence=_require_text(record, "published_confidence"),
        address=_require_text(record, "address"),
        event=_get_optional_text(record, "event"),
        also=load_corroborating(record.get("also")),
        sha256=_require_text(record, "sha256"),
    )


def _reject_duplicate_names(pairs: list[tuple[str, object]]) -> Json:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ExportError("an object contains a name twice")
    return value


def _require_object(value: object) -> Json:
    if not isinstance(value, dict):
        raise ExportError("it contains no briefing")
    return value


def _require_text(record: Json, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not has_no_surrogates(value):
        raise ExportError(f"“{name}” is missing or isn't text")
    return value


def _get_optional_text(record: Json, name: str) -> str | None:
    return None if name in record and record[name] is None else _require_text(record, name)


def _require_integer(record: Json, name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MAX_INTEGER:
        raise ExportError(f"“{name}” is missing or isn't a valid whole number")
    return value
