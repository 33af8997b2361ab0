"""The cases of tests/data and what our readers make of them: for the tests, and for benchmarks/cases.py."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from briefings.contrasts import Contrast, contrasts
from briefings.model import Point, Request
from briefings.novelty import News, remember, split
from briefings.questions import read
from briefings.words import tokens
from corpus.actors import Lexicon
from corpus.dates import read_question
from corpus.model import Actor, ActorKind, Passage, Window
from corpus.registry import bundled
from tests.briefings.reading import pairs

DATA = Path(__file__).parent / "data"
#: Where the second of two sentences that may differ is printed: outlet and day.
SAME_DAY = ("Second Post", "2024-06-20")
_CAST = (
    Actor("ana-ruiz", "Ana Ruiz", ActorKind.PERSON, ("Ruiz",)),
    Actor("lars-lindqvist", "Lars Lindqvist", ActorKind.PERSON, ("Lindqvist",)),
    Actor("seo-ji-hun", "Seo Ji-hun", ActorKind.PERSON),
    Actor("harbour-authority", "Harbour Authority", ActorKind.ORGANISATION),
    *(bundled().by_id[identity].actor for identity in ("yoon-suk-yeol", "jens-stoltenberg")),
)
PACT, BALLOONS = date(2024, 6, 19), date(2024, 5, 28)
_EVENTS = {"balloon launch": BALLOONS, "pact": PACT, "treaty": PACT, "summit": PACT, "signing": PACT}


def dated(event: str) -> Window | None:
    """Date the events that questions name."""
    day = _EVENTS.get(event)
    return Window(day, day) if day else None


@cache
def lexicon() -> Lexicon:
    """Give the bundled actors and those that questions name."""
    return Lexicon(bundled(), _CAST)


def questions() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each question of question_readings.txt, what is to be read in it, and what is: columns as in the file."""
    for asked, question, *wanted in _lines("question_readings.txt"):
        day = None if asked == "-" else date.fromisoformat(asked)
        yield question, tuple(wanted), _columns(read(question, lexicon(), day, dated=dated))


def phrases() -> list[tuple[str, str, str]]:
    """List the phrases of date_questions.txt: the day of asking, the phrase, the windows to be read in it."""
    return [(today, text, wanted) for today, text, wanted in _lines("date_questions.txt")]


def days_read(today: str, text: str) -> str:
    """Read the dates of a question and write its windows as the file does."""
    written = []
    for reading in read_question(text, None if today == "-" else date.fromisoformat(today)):
        if reading.window is None:
            written.append("!" if reading.problem else "?")
        else:
            written.append(_window(reading.window))
    return " ; ".join(written)


def told_apart(name: str) -> Counter[tuple[str, str]]:
    """Count what each pair of *name*, one of the files of what was told before, is, and what it is taken for."""
    data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    kinds = [kind for kind, entries in data.items() for _ in entries]
    both = pairs([entry for entries in data.values() for entry in entries], "told", "now")
    everything = [now for _, now in both]
    return Counter(
        (kind, _part(split(everything, (remember(before),)), now))
        for kind, (before, now) in zip(kinds, both, strict=True)
    )


def contrasted() -> dict[str, list[tuple[dict[str, str], tuple[Contrast, ...]]]]:
    """Look for contrasts in each pair of differing.toml, by what it is."""
    data = tomllib.loads((DATA / "differing.toml").read_text("utf-8"))
    both = iter(pairs([entry for entries in data.values() for entry in entries], "left", "right", SAME_DAY))
    return {kind: [(entry, contrasts(next(both))) for entry in entries] for kind, entries in data.items()}


def said(side: Point, spans: tuple[tuple[int, int], ...]) -> str:
    """Give the words of one side of a contrast that differ."""
    sentence = side.passage.sentence
    return " ".join(sentence.text[start - sentence.start : end - sentence.start] for start, end in spans)


def _lines(name: str) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def _columns(request: Request) -> tuple[str, ...]:
    """Write a request as the file does."""
    named = {word for name in request.unknown for word in tokens(name)}
    return (
        request.intent.value,
        " ".join(actor.id for actor in request.actors),
        " ".join([*(_window(days) for days in request.query.days), *("!" for _ in request.unreadable)]),
        " ".join(term for term in request.terms if term not in named),
        " ; ".join(request.unknown),
    )


def _window(days: Window) -> str:
    if days.first == days.last:
        return str(days.first)
    return f"{days.first or ''}..{days.last or ''}"


def _part(news: News, wanted: Passage) -> str:
    """Tell what *wanted* was taken for: what unrelated sentences are is new, too."""
    if wanted in news.known:
        return "same"
    return "new" if wanted in news.new else "development"
