"""A store as JSON Lines and back: a copy to keep, to move, or to read with other tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any, TypeVar

from corpus import reconcile
from corpus.errors import RegistryError, SourceError
from corpus.ingest.adding import Outcome, State
from corpus.ingest.soundness import check, fits
from corpus.model import Article, Document, Hints, Provenance, Topic
from corpus.registry import Word
from corpus.store import Arrival, Curation, Feed, Store, listed_marks, read_marks

T = TypeVar("T")

#: Version of the form of the lines.
FORM = 1


def export(store: Store) -> Iterator[str]:
    """
    Write out all that a store holds: feeds, topics, curators' words, and each revision of every article as it was read.

    Yields:
        One JSON object a line, without the line's end; the first tells the form.
    """
    yield _line("dateline", {"form": FORM})
    yield from (_line("feed", asdict(feed)) for feed in store.feeds(None))
    yield from (_line("topic", asdict(topic)) for topic in store.topics(None))
    words = dict.fromkeys(word for scope in sorted(store.scopes()) for word in store.curations(scope))
    yield from (_line("word", asdict(word)) for word in words)
    yield from (_line("article", _article(arrival)) for arrival in store.arrivals())


def import_lines(
    store: Store, lines: Iterable[str], on_progress: Callable[[], object] = lambda: None
) -> tuple[Outcome, ...]:
    """
    Take in what `export` wrote, and settle it with what is there.

    Args:
        store: Where it goes; what it holds under the same keys stays.
        lines: As written.
        on_progress: Called after each line.

    Returns:
        One outcome for each article's revision, in order; refused where the store has another text under its key.

    Raises:
        SourceError: If a line is of another form; what came before it is kept.
    """
    outcomes: list[Outcome] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            outcomes += _take(store, number, line)
        on_progress()
    reconcile.reconcile(store)
    return tuple(outcomes)


def _line(kind: str, value: dict[str, object]) -> str:
    line = json.dumps({"kind": kind, **value}, ensure_ascii=False)
    # Allowed in JSON, but ends of a line to many a reader of lines.
    return line.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "\u0085\u2028\u2029"})


def _article(arrival: Arrival) -> dict[str, object]:
    article = arrival.document.article
    return {
        "scope": article.scope,
        "key": article.key,
        "revision": article.revision,
        "name": arrival.name,
        "address": article.address,
        "sha256": article.sha256,
        "renderer": article.renderer,
        "feed": arrival.feed,
        "versions": arrival.versions,
        "hints": asdict(arrival.hints),
        "text": article.text,
        "marks": listed_marks(arrival.document),
    }


def _take(store: Store, number: int, line: str) -> Iterator[Outcome]:
    try:
        given = json.loads(line)
        kind = given.pop("kind")
        if kind == "article":
            yield _keep(store, _arrival(given))
        elif kind == "feed":
            store.keep_feed(_sound(Feed(**{**given, "seen": tuple(given["seen"])}), Feed))
        elif kind == "topic":
            store.keep_topic(_sound(_topic(given), Topic))
        elif kind == "word":
            word = _sound(Curation(**given), Curation)
            Word.read(word.action, word.actor, word.value)  # one that can't be read would stand in every reading's way
            store.curate(word)
        elif (kind, given) != ("dateline", {"form": FORM}):
            raise ValueError(kind)  # noqa: TRY301 - told like all else that is wrong with a line
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, RegistryError) as error:
        raise SourceError(f"line {number}", "this is no line of a Dateline export") from error


def _sound(value: T, declared: type[T]) -> T:
    check(value, declared)
    return value


def _topic(given: dict[str, Any]) -> Topic:
    parts = {part: tuple(given[part]) for part in ("terms", "actors", "sources", "languages")}
    return Topic(given["name"], scope=given["scope"], **parts)


def _arrival(given: dict[str, Any]) -> Arrival:
    said = given["hints"]
    hints = Hints(**{**said, "body": tuple((start, end) for start, end in said["body"])})
    article = Article(
        key=given["key"],
        revision=given["revision"],
        text=given["text"],
        sha256=given["sha256"],
        address=given["address"],
        zones=(),
        provenance=Provenance(),
        scope=given["scope"],
        renderer=given["renderer"],
    )
    document = _sound(read_marks(given["marks"], article), Document)
    fits(document)
    name, versions = _sound(given["name"], str), _sound(given["versions"], str)
    check(given["feed"], str | None)
    return Arrival(document, name, reconcile.features(document), _sound(hints, Hints), versions, given["feed"])


def _keep(store: Store, arrival: Arrival) -> Outcome:
    article = arrival.document.article
    with store.writing():
        held = [
            one
            for one in store.held(article.scope, address=article.address, name=article.key)
            if one.key == article.key
        ]
        last = held[0].revision if held else 0
        if article.revision == last + 1:
            store.add(arrival)
            return Outcome(State.REVISED if held else State.ADDED, article.key)
        same = held and article.revision <= last
        if same and store.document(article.key, article.scope, article.revision).article.text == article.text:
            return Outcome(State.UNCHANGED, article.key)
    return Outcome(State.REFUSED, article.key, "the store has another text under this key")
