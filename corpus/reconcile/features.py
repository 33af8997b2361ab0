"""What an article shows of itself to the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from zlib import crc32

from corpus import origins
from corpus.intervals import days
from corpus.model import Actor, ActorKind, Claim, Confidence, Document, Zone
from corpus.reconcile.events import events
from corpus.store import Feature, Features

_NAME = re.compile(r"(?<![.!?:“\"‘'’—–-]\s)(?<!^)\b[A-Z][\w’'-]{2,}", re.MULTILINE)
_FIGURE = re.compile(r"\b\d{2,}\b")
#: Days and months are what is to be found out; they say nothing of the story.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)


def features(document: Document) -> Features:
    """Give the hashes by which *document*, read by its own evidence alone, is found to belong with others."""
    body = body_text(document)
    traits = tuple(sorted({crc32(trait.encode()) for trait in _traits(document, body)}))
    full = {word for actor in document.actors if is_full_name(actor) for word in ends(actor.id)}
    lone = {actor.id for actor in document.actors if is_lone_surname(actor)}
    told = events(document)
    undated = not stated_day(document.article.provenance.published) and any(not event.day for event in told)
    return {
        Feature.COPY: origins.sketch(body),
        Feature.DATED: traits if any(event.day for event in told) else (),
        Feature.UNDATED: traits if undated else (),
        Feature.FULL: _hashed(full),
        Feature.LONE: _hashed(lone),
    }


def body_text(document: Document) -> str:
    """Give the sentences of the body, a line each."""
    return "\n".join(sentence.text for sentence in document.sentences if sentence.zone is Zone.BODY)


def stated_day(published: Claim) -> date | None:
    """Give the day on which an article says it was published; None where it names no single day."""
    found = days(published.value) if published.confidence is Confidence.STATED else None
    return found[0] if found and found[0] == found[1] else None


def is_full_name(actor: Actor) -> bool:
    """Tell whether the text gave more of a person than a surname."""
    return actor.kind is ActorKind.PERSON and " " in actor.name.strip()


def is_lone_surname(actor: Actor) -> bool:
    """Tell whether the text gave a person by one word alone."""
    return actor.kind is ActorKind.PERSON and " " not in actor.name.strip() and "-" not in actor.id


def ends(slug: str) -> tuple[str, str]:
    """Give the first and the last word of an actor's id; by the custom of the country either is the surname."""
    words = slug.split("-")
    return words[0], words[-1]


def _hashed(words: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({crc32(word.encode()) for word in words}))


def _traits(document: Document, body: str) -> Iterator[str]:
    """Give the names and figures of the story."""
    yield from (actor.id for actor in document.actors if actor.kind is not ActorKind.STATE)
    yield from (word for match in _NAME.finditer(body) if (word := match[0].lower()) not in _CALENDAR)
    yield from (match[0] for match in _FIGURE.finditer(body))
