"""The cases of tests/data and what our readers make of them: for the tests, and for benchmarks/cases.py."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from briefings.clustering import Contradiction, NoveltyResult, classify_novelty, find_contradictions, to_prior_sentence
from briefings.models import Point, Request
from briefings.queries import parse_question
from briefings.text import tokenize
from corpus.dates import parse_query_dates
from corpus.entities import Lexicon, load_bundled_registry
from corpus.models import Actor, ActorKind, DateRange, Passage
from tests.support.briefings.annotated_passages import annotate_pairs

DATA = Path(__file__).parents[1] / "data"
#: Where the second of two sentences that may differ is printed: outlet and day.
SAME_DAY = ("Second Post", "2024-06-20")
_ACTORS = (
    Actor("ana-ruiz", "Ana Ruiz", ActorKind.PERSON, ("Ruiz",)),
    Actor("lars-lindqvist", "Lars Lindqvist", ActorKind.PERSON, ("Lindqvist",)),
    Actor("seo-ji-hun", "Seo Ji-hun", ActorKind.PERSON),
    Actor("harbour-authority", "Harbour Authority", ActorKind.ORGANISATION),
    *(load_bundled_registry().by_id[identity].actor for identity in ("yoon-suk-yeol", "jens-stoltenberg")),
)
PACT, BALLOONS = date(2024, 6, 19), date(2024, 5, 28)
_EVENTS = {"balloon launch": BALLOONS, "pact": PACT, "treaty": PACT, "summit": PACT, "signing": PACT}


def resolve_event(event: str) -> DateRange | None:
    """Date the events that questions name."""
    day = _EVENTS.get(event)
    return DateRange(day, day) if day else None


@cache
def build_lexicon() -> Lexicon:
    """Return the bundled actors and those that questions name."""
    return Lexicon(load_bundled_registry(), _ACTORS)


def parse_questions() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield each question of parsed_questions.txt, what is to be read in it, and what is: columns as in the file."""
    for asked, question, *wanted in _read_rows("parsed_questions.txt"):
        day = None if asked == "-" else date.fromisoformat(asked)
        yield (
            question,
            tuple(wanted),
            _format_request(parse_question(question, build_lexicon(), day, find_event=resolve_event)),
        )


def load_date_phrases() -> list[tuple[str, str, str]]:
    """List the phrases of date_questions.txt: the day of asking, the phrase, the windows to be read in it."""
    return [(today, text, wanted) for today, text, wanted in _read_rows("date_questions.txt")]


def parse_days(today: str, text: str) -> str:
    """Read the dates of a question and write its windows as the file does."""
    written = []
    for reading in parse_query_dates(text, None if today == "-" else date.fromisoformat(today)):
        if reading.window is None:
            written.append("!" if reading.problem else "?")
        else:
            written.append(_format_window(reading.window))
    return " ; ".join(written)


def count_novelty_results(name: str) -> Counter[tuple[str, str]]:
    """Count the pairs of *name*, one of the files of prior sentences, by their label and by the label that they get."""
    data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    kinds = [kind for kind, entries in data.items() for _ in entries]
    both = annotate_pairs([entry for entries in data.values() for entry in entries], "told", "now")
    everything = [now for _, now in both]
    return Counter(
        (kind, _classify_passage(classify_novelty(everything, (to_prior_sentence(before),)), now))
        for kind, (before, now) in zip(kinds, both, strict=True)
    )


def compare_sentence_pairs() -> dict[str, list[tuple[dict[str, str], tuple[Contradiction, ...]]]]:
    """Look for contrasts in each pair of contradictions.toml, by what it is."""
    data = tomllib.loads((DATA / "contradictions.toml").read_text("utf-8"))
    both = iter(annotate_pairs([entry for entries in data.values() for entry in entries], "left", "right", SAME_DAY))
    return {kind: [(entry, find_contradictions(next(both))) for entry in entries] for kind, entries in data.items()}


def get_differing_words(side: Point, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the words of one side of a contrast that differ."""
    sentence = side.passage.sentence
    return " ".join(sentence.text[start - sentence.start : end - sentence.start] for start, end in spans)


def _read_rows(name: str) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def _format_request(request: Request) -> tuple[str, ...]:
    """Write a request as the file does."""
    named = {word for name in request.unknown for word in tokenize(name)}
    return (
        request.intent.value,
        " ".join(actor.id for actor in request.actors),
        " ".join([*(_format_window(days) for days in request.query.days), *("!" for _ in request.unreadable)]),
        " ".join(term for term in request.terms if term not in named),
        " ; ".join(request.unknown),
    )


def _format_window(days: DateRange) -> str:
    if days.first == days.last:
        return str(days.first)
    return f"{days.first or ''}..{days.last or ''}"


def _classify_passage(news: NoveltyResult, wanted: Passage) -> str:
    """Return what *wanted* was taken for: what unrelated sentences are is new, too."""
    if wanted in news.repeated:
        return "same"
    return "new" if wanted in news.new else "development"
